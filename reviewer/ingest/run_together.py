"""Paragraphs into which a page without line breaks has run several parts: …。 一、总体情况 2021年，…… 二、…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewer.document.build import BlockDraft, ParagraphDraft
from reviewer.ingest.form_labels import is_row_label
from reviewer.ingest.section_titles import level_of_unnumbered
from reviewer.regex import Regex

_HAN = "一二三四五六七八九十"
# A number of the first level where a sentence may begin.
_NUMBER = Regex(rf"(?:^|(?<=[。！？；)）\s]))\s*(?P<number>[{_HAN}])、\s?(?=[^\W\d_])")
_SPACED = Regex(r"(?P<words>[^\W\d_][^。；：;:，,\s]{1,28})\s+(?=[^\s。；;、，,])")
_LIST_GOES_ON = "。；;、，,”》）)"
_LOWER = Regex(rf"(?:(?<=\s)|(?<=[。；]))(?=[（(][{_HAN}][）)])")
_LOWER_HEADING = Regex(rf"(?P<heading>[（(][{_HAN}][）)]\s?[^。；：;:，,\s]{{2,24}})\s+(?=\S)")
_WORDS = Regex(r"[^\s\d。；：:;，,（(]+")
_LONGEST, _SHORTEST = 30, 2
_MIN_CHARS = 80


def split_parts(drafts: Sequence[BlockDraft]) -> tuple[BlockDraft, ...]:
    """Return ``drafts`` with each part that was run into a paragraph on lines of its own.

    A paragraph is cut only at official headings that a text follows, and at headings
    between spaces whose number goes on from one of those. O(text).
    """
    split: list[BlockDraft] = []
    for draft in drafts:
        if not isinstance(draft, ParagraphDraft) or len(draft.text) < _MIN_CHARS or "、" not in draft.text:
            split.append(draft)
            continue
        cuts = list(_find_headings(draft.text))
        if not any(start for start, _ in cuts):
            split.append(draft)
            continue
        split.extend(replace(draft, text=text, level_hint=None) for text in _cut(draft.text, cuts))
    return tuple(split)


def _find_headings(text: str) -> Iterator[tuple[int, int]]:
    """Yield where headings of the first level start and end."""
    last = 0
    for match in _NUMBER.finditer(text):
        value = _HAN.index(match["number"]) + 1
        length = _heading_length(text[match.end() : match.end() + _LONGEST])
        spaced = _SPACED.match(text, match.end())
        if not length and spaced and last and value == last + 1:
            length = len(spaced["words"])
        rest = text[match.end() + length :].lstrip()
        if is_row_label(text[match.start("number") : match.end() + _LONGEST].split(maxsplit=1)[0]):
            continue  # 四、结转下年度继续办理 of the table
        if not length or value <= last or (rest and rest[0] in _LIST_GOES_ON):
            continue
        last = value
        yield match.start("number"), match.end() + length


def _heading_length(text: str) -> int:
    """Return the length of the official heading that ``text`` opens with; 0 if it opens with none."""
    words = _WORDS.match(text)
    for length in range(len(words[0]) if words else 0, _SHORTEST, -1):
        if level_of_unnumbered(text[:length]) != 1:
            continue
        if text[:length].endswith("情况") or length == len(text) or not text[length].isalpha():
            return length
    return 0


def _cut(text: str, headings: Sequence[tuple[int, int]]) -> Iterator[str]:
    ends = [start for start, _ in headings[1:]] + [len(text)]
    yield from _lines(text[: headings[0][0]])
    for (start, end), stop in zip(headings, ends, strict=True):
        yield text[start:end].strip()
        yield from _lines(text[end:stop])


def _lines(text: str) -> Iterator[str]:
    """Yield what stands under a heading, the parts of the second level on lines of their own."""
    for piece in _LOWER.split(text):
        heading = _LOWER_HEADING.match(piece)
        if heading:
            yield heading["heading"].strip()
        rest = piece[heading.end() :] if heading else piece
        if rest.strip():
            yield rest.strip()
