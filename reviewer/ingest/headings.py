"""Which paragraphs are headings, of which level, and which of their words are the heading.

Shared by all readers, so that one report gives one section tree whatever file it
comes in. The form of the number decides the level (一、 1, （一） 2, 1. 3, （1） 4,
① 5); a writer's wrong number is kept as it stands, for a check to report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.document.build import BlockDraft, HeadingDraft, ParagraphDraft, TableDraft
from reviewer.document.model import NumberStyle
from reviewer.ingest.form_labels import is_row_label
from reviewer.ingest.heading_numbers import LeadingNumber, parse_number
from reviewer.ingest.section_titles import bare, level_of_unnumbered
from reviewer.ingest.titles import find_title
from reviewer.regex import Regex

_FIGURES_BEHIND = Regex(r"(?:\s+[0-9０-９]+){3,}\s*$")
_LEVELS: dict[NumberStyle, int] = {
    "chapter": 1,
    "han": 1,
    "paren_han": 2,
    "arabic": 3,
    "paren_arabic": 4,
    "circled": 5,
}
# Longest heading, in characters behind its number, that stands on a line of its own. Lists use
# the lower forms, so those must be shorter to count.
_MAX_WORDS: dict[NumberStyle, int] = {
    "chapter": 45,
    "han": 45,
    "paren_han": 45,
    "arabic": 32,
    "paren_arabic": 24,
    "circled": 20,
}
_MAX_RUN_IN: dict[NumberStyle, int] = {"chapter": 32, "han": 32, "paren_han": 32, "arabic": 24}
_MAX_STOPPED = 25
_MAX_SENTENCE = 33
_MAX_HINTED = 40
_MAX_LISTED = 60
_ENDS_SENTENCE = Regex("[。！？；;!?，,、]$")
_INNER_PAUSE = Regex("[，,：:]|[\u3000\\s]{2,}")
_INNER_STOP = Regex("[。！？；]")
_RUN_IN = Regex(r"^\s*([^。：:；！？]{2,32}?)\s*(?:[。：:]|[\u3000\s]{2,}|—{2})\s*(?=\S)")
_RUN_IN_ASPECT = Regex(r"^\s*([^。：:；！？，,]{2,20}(?:方面|情况))[，,]\s*(?=\S)")
_QUANTITY = Regex(
    r"[0-9０-９]\s*(?:余|多)?\s*(?:条|件|次|个|篇|期|人|万|元|份|项|场|部|名|家|户|台|例|起|批|%|％|千|亿)"
    r"|共计|累计|分别为"
)
# A first sentence that reports what the office did is text, not a heading.
_TELLS = Regex(r"^\s*(?:20[0-9][0-9]\s*年|截至|一年来|我[局县市区镇乡委办厅院处站])")
# 无其他需要报告的事项: the content of a part, not its heading.
_NOTHING = Regex(r"^\s*(?:本[年单]?[度位]?|本机关|20[0-9][0-9]年度?)?(?:暂|均)?(?:无|没有|未)")
# 全镇没有收取过信息处理费。: a sentence that says what did not happen is no heading, however short.
_DENIES = Regex(
    r"(?:没有|没|未曾|从未|并未|未)(?:再|能|向[^。，]{1,8})?(?:收取|收过|收到|接到|发生|产生|发出|出现|受到|被)"
)
_LEAST_NUMBERED = 3
_OPEN = str.maketrans({"（": "(", "）": ")"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What a line looks like by itself."""

    level: int | None
    number: LeadingNumber | None = None
    chars: int = 0  # of the heading's words, from the line's start
    whole_line: bool = False
    hinted: bool = False
    tentative: bool = False

    def to_draft(self) -> HeadingDraft:
        number = (self.number.style, self.number.value, self.number.length) if self.number else None
        return HeadingDraft(level=self.level, number=number, heading_chars=self.chars if self.level is not None else 0)

    def demoted(self) -> _Candidate:
        return _Candidate(level=None, number=self.number)


def find_headings(drafts: Sequence[BlockDraft]) -> tuple[HeadingDraft, ...]:
    """Return what each draft is as a heading, one item a draft, in order.

    O(number of blocks). Numbers are reported for list items too; their level is None.
    """
    title = find_title(drafts)
    candidates = [_judge(draft) for draft in drafts]
    if title is not None:
        candidates[title] = _Candidate(level=0)
    _settle_sentences(drafts, candidates)
    _raise_odd_part(drafts, candidates)
    _drop_contents_list(drafts, candidates)
    _drop_lists(candidates)
    _drop_captions(drafts, candidates)
    return tuple(candidate.to_draft() for candidate in candidates)


def _judge(draft: BlockDraft) -> _Candidate:
    if isinstance(draft, TableDraft):
        return _Candidate(level=None)
    text = draft.text
    number = parse_number(text)
    if number is None:
        return _judge_unnumbered(draft)
    if number.style == "ordinal":
        return _Candidate(level=None, number=number)
    if is_row_label(_FIGURES_BEHIND.sub("", text)):
        return _Candidate(level=None, number=number)
    words = text[number.length :].strip()
    hinted = draft.level_hint is not None and draft.level_hint > 0
    level = _LEVELS[number.style]
    if _stands_alone(words, number.style, hinted=hinted):
        return _Candidate(level, number, len(text), whole_line=True, hinted=hinted)
    tentative = _may_stand_alone(words, number.style)
    run_in = _find_run_in(text[number.length :], number.style)
    if run_in:
        return _Candidate(level, number, number.length + run_in, hinted=hinted)
    if tentative:
        return _Candidate(level, number, len(text), whole_line=True, hinted=hinted, tentative=True)
    return _Candidate(level=None, number=number)


def _judge_unnumbered(draft: ParagraphDraft) -> _Candidate:
    text = draft.text
    if len(text) > _MAX_HINTED or _NOTHING.match(text) or _ENDS_SENTENCE.search(text) or _INNER_STOP.search(text):
        return _Candidate(level=None)
    level = level_of_unnumbered(text)
    hinted = draft.level_hint is not None and draft.level_hint > 0
    if level is None and hinted:
        level = draft.level_hint
    if level is None:
        return _Candidate(level=None)
    return _Candidate(level, None, len(text), whole_line=True, hinted=hinted)


def _stands_alone(words: str, style: NumberStyle, *, hinted: bool) -> bool:
    """Tell whether the words behind a number are a heading and nothing else."""
    limit = _MAX_WORDS[style] + (12 if hinted else 0)
    if not words or len(words) > limit:
        return False
    if words[-1] in "。.：:":
        body = words[:-1]
        if style not in ("chapter", "han", "paren_han") and not hinted:
            return False
        return len(body) <= _MAX_STOPPED and not any(
            pattern.search(body) for pattern in (_INNER_STOP, _INNER_PAUSE, _QUANTITY, _DENIES)
        )
    if _ENDS_SENTENCE.search(words) or _INNER_STOP.search(words):
        return False
    return _LEVELS[style] == 1 or hinted or not _QUANTITY.search(words)


def _may_stand_alone(words: str, style: NumberStyle) -> bool:
    """Tell whether one short sentence behind a number may be a heading (（一）理顺职责，健全机制。)."""
    if style not in ("chapter", "han", "paren_han") or not words.endswith("。") or len(words) > _MAX_SENTENCE:
        return False
    return not any(pattern.search(words[:-1]) for pattern in (_INNER_STOP, _QUANTITY, _TELLS, _DENIES))


def _find_run_in(rest: str, style: NumberStyle) -> int | None:
    """Return how many characters of ``rest`` are a heading that text follows on the same line."""
    limit = _MAX_RUN_IN.get(style)
    if limit is None:
        return None
    for pattern in (_RUN_IN, _RUN_IN_ASPECT):
        found = pattern.match(rest)
        if not found or len(found[1]) > limit or _QUANTITY.search(found[1]) or _TELLS.search(found[1]):
            continue
        if _tells_at_length(found[1]) or _NOTHING.match(found[1]):
            continue
        if _brackets_match(found[1]) and len(rest) - found.end() >= 4:
            return found.end(1)
    return None


def _tells_at_length(words: str) -> bool:
    """Tell a sentence of several clauses from a heading of several slogans (提高认识，加强领导，落实责任)."""
    clauses = re.split("[，,]", words)
    return len(clauses) > 2 and max(map(len, clauses)) > 8


def _brackets_match(text: str) -> bool:
    folded = text.translate(_OPEN)
    return folded.count("(") == folded.count(")") and text.count("“") == text.count("”") and "《" not in text[-1:]


def _settle_sentences(drafts: Sequence[BlockDraft], candidates: list[_Candidate]) -> None:
    """A sentence behind a number is a heading only if a text follows that it can head."""
    for position, candidate in enumerate(candidates):
        if not candidate.tentative:
            continue
        following = drafts[position + 1] if position + 1 < len(drafts) else None
        heads = (
            isinstance(following, ParagraphDraft)
            and len(following.text) > _MAX_LISTED
            and (candidates[position + 1].number is None or candidates[position + 1].level is None)
        )
        if not heads:
            candidates[position] = candidate.demoted()


def _raise_odd_part(drafts: Sequence[BlockDraft], candidates: list[_Candidate]) -> None:
    """A part of the form numbered 1、 while the others are numbered 一、 stands on their level."""
    parts = [
        position
        for position, (draft, candidate) in enumerate(zip(drafts, candidates, strict=True))
        if isinstance(draft, ParagraphDraft)
        and candidate.whole_line
        and candidate.number is not None
        and level_of_unnumbered(draft.text[candidate.number.length :]) == 1
    ]
    levels = [candidates[position].level for position in parts]
    if levels.count(1) < _LEAST_NUMBERED or levels.count(_LEVELS["arabic"]) != 1:
        return
    position = parts[levels.index(_LEVELS["arabic"])]
    candidates[position] = replace(candidates[position], level=1)


def _drop_contents_list(drafts: Sequence[BlockDraft], candidates: list[_Candidate]) -> None:
    """A run of first-level headings with nothing between them that come again later is a list of contents."""
    position = 0
    while position < len(candidates):
        stop = position
        seen: set[str] = set()
        while stop < len(candidates) and candidates[stop].whole_line and (candidates[stop].level or 0) > 0:
            if _words(drafts[stop]) in seen:
                break  # the first section follows the list at once
            seen.add(_words(drafts[stop]))
            stop += 1
        if stop - position >= 3:
            later = {_words(draft) for draft in drafts[stop:]}
            listed = [index for index in range(position, stop) if _words(drafts[index]) in later]
            if len(listed) >= 3:
                for index in listed:
                    candidates[index] = candidates[index].demoted()
        position = max(stop, position + 1)


def _drop_lists(candidates: list[_Candidate]) -> None:
    """Short numbered lines of a lower form that follow one another with no text between are list items."""
    for position in range(len(candidates) - 1, -1, -1):
        candidate = candidates[position]
        if candidate.hinted or not candidate.whole_line or candidate.number is None or (candidate.level or 0) < 3:
            continue
        for neighbour in (position - 1, position + 1):
            if 0 <= neighbour < len(candidates) and _are_list_items(candidate, candidates[neighbour]):
                candidates[position] = candidate.demoted()
                break
        else:
            if position + 1 == len(candidates) and position > 0:
                candidates[position] = candidate.demoted()  # nothing follows: a heading of nothing


def _are_list_items(one: _Candidate, other: _Candidate) -> bool:
    if one.number is None or other.number is None or one.number.style != other.number.style:
        return False
    return abs(one.number.value - other.number.value) == 1 and (other.whole_line or other.level is None)


def _drop_captions(drafts: Sequence[BlockDraft], candidates: list[_Candidate]) -> None:
    """A line that only repeats the heading above it, or names the table below it, opens no section."""
    above = ""
    for position, candidate in enumerate(candidates):
        if candidate.level is None or candidate.level == 0:
            continue
        draft = drafts[position]
        if not isinstance(draft, ParagraphDraft):
            continue
        words = bare(draft.text[candidate.number.length if candidate.number else 0 : candidate.chars])
        repeats = candidate.number is None and not candidate.hinted and words in (above, f"{above}表")
        if above and repeats:
            candidates[position] = candidate.demoted()
        elif candidate.level == 1:
            above = words


def _words(draft: BlockDraft) -> str:
    return bare(draft.text) if isinstance(draft, ParagraphDraft) and len(draft.text) < _MAX_LISTED else ""
