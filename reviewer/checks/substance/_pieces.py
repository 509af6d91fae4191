"""The part on problems cut into pieces, each weighed: does it read as a problem or as a measure?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reviewer.checks.context import CheckContext
from reviewer.checks.substance import _cues
from reviewer.document.model import Paragraph, Table
from reviewer.document.span import Span
from reviewer.regex import Regex

Role = Literal["problem", "measure"]
_MARK = Regex(
    rf"(?:(?<=[。；;：:，,、！？\s）)])|(?<=下一步)|(?<=今后)|(?<=措施)|^)\s*(?:"
    rf"(?:第)?(?P<han>[{_cues.HAN}])[是要则为](?=[^{_cues.HAN}])|其(?P<qi>[{_cues.HAN}])[是，,、：:]?|[（(](?P<paren>[{_cues.HAN}]|\d{{1,2}})[)）]|"
    rf"(?P<circled>[①-⑩])|(?P<digit>\d{{1,2}})(?:[、．]|\.)(?:(?=20\d\d年)|(?!\d))|(?P<comma>[{_cues.HAN}])、|第(?P<di>[{_cues.HAN}])[，,、：:点]|"
    rf"(?:问题|不足|困难)(?:之)?(?P<wen>[{_cues.HAN}])[，,、：:]|(?P<word>一方面|另一方面|再一方面|首先|其次|再次|再者|一个是|另一个是)[，,是]?)\s*"
)
_END = Regex(r"[。！？!?；;]+[”’」』）)》\"]*|(?<=[^\W\d_])\.(?=\s|$|[^\W\d_])|\n+")
_COUNTED_LEAD = Regex(r"([两二三四])(?:点|个|处|条|个方面)[^，。；：]{0,8}[：:]$")
_MIN_CLAUSE = 5
_MIN_TURN = 8
_OPENING_PART = Regex(
    r"[^。；：:]{0,60}?(?:问题|不足|短板|差距|困难|薄弱环节|改进|整改|措施|办法|对策|举措|打算|期限|做好|推进|方向|下一?步)"
    r"[^。；，：:]{0,10}[：:]"
)
# Many drafts punctuate like this: 一是公布偏晚,二是图解偏少; the patterns read 一是公布偏晚，二是图解偏少；.
_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")
_LEAD_ENDS = "：:，,"
_MIN_LINE = 40
_SURE = 2.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is judged as a whole: a sentence, or an item's part of one."""

    span: Span
    text: str
    number: int | None
    style: str
    paragraph: int
    score: float
    forced: Role | None
    is_lead: bool
    opens_plan: bool
    turns_to_next_year: bool = False


def read_pieces(ctx: CheckContext, span: Span) -> Iterator[Piece]:
    """Cut the part into pieces and weigh each: above 0 it reads as a measure, below as a problem."""
    forced: Role | None = None
    for index, block in enumerate(ctx.document.blocks):
        if isinstance(block, Table) or not span.contains(block.span) or block.span.start == span.start:
            continue
        text = ctx.document.quote(block.span).strip()
        if not text or _is_furniture(text, is_heading=block.is_heading):
            continue
        local: Role | None = None
        for piece in _cut(ctx, block, index):
            role = _named_role(piece.text)
            stands_alone = piece.number is not None or piece.span.end == block.span.end or not piece.is_lead
            if role is not None and stands_alone:
                forced, local = role, None
                continue
            label = "measure" if piece.opens_plan and piece.is_lead else _label(piece.text)
            if "measure" in (local, forced) and label == "problem" and _cues.LABELLED_BY_PROBLEM.match(piece.text):
                label = "measure"
            if label is not None:
                local = label
            elif piece.number is not None:
                local = None
            named = local or forced
            if named == "problem" and label is None and _is_plan(piece):
                named = local = None
                forced = None if piece.number is None else forced
            yield replace(piece, forced=named)


def _is_furniture(text: str, *, is_heading: bool) -> bool:
    """Tell whether a line is a signature, a date or the name of an annex."""
    return not is_heading and (text[0] == "附" or (len(text) < _MIN_LINE and text[-1] not in "。；;：:！？"))


def _named_role(text: str) -> Role | None:
    """Return the role that a heading gives to what follows: （一）存在的主要问题."""
    words = "".join(text.split()).rstrip("。：:；;，,")
    if _cues.MEASURE_HEAD.match(words) and not re.search(r"存在|主要问题|不足", words):
        return "measure"
    return "problem" if _cues.PROBLEM_HEAD.match(words) else None


def _is_plan(piece: Piece) -> bool:
    """Tell whether a piece turns to what will be done, whatever the heading above it says."""
    return piece.number is None and (piece.opens_plan or piece.score >= _SURE)


def _label(text: str) -> Role | None:
    if _cues.MEASURE_LABEL.match(text) or _cues.RUN_ON_MEASURE.match(text):
        return "measure"
    if _cues.RUN_ON_PROBLEM.match(text):
        return "problem"
    return "problem" if _cues.PROBLEM_LABEL.match(text) else None


def _cut(ctx: CheckContext, block: Paragraph, index: int) -> Iterator[Piece]:
    text = ctx.document.text.translate(_FULL_WIDTH)
    starts = [block.span.start]
    for mark in _MARK.finditer(text, block.span.start, block.span.end):
        first = mark.start() + len(mark[0]) - len(mark[0].lstrip())
        if first > starts[-1]:
            starts.append(first)
    number: int | None = None
    for start, stop in zip(starts, [*starts[1:], block.span.end], strict=True):
        mark_here = _MARK.match(text, start, stop)
        position = mark_here.end() if mark_here else start
        style = ""
        if mark_here:
            number, style = _value(mark_here, number)
        opening = None if mark_here else _OPENING_PART.match(text, position, stop)
        ends = [match.end() for match in _END.finditer(text, position, stop)]
        if opening and ends:
            ends = [*_counted_clauses(text, opening, ends[0]), *ends]
        turns = [match.end() for match in _turns(text, position, stop, ctx.identity.year)]
        ends = sorted({*ends, *turns})
        for end in (*([opening.end()] if opening else []), *ends, stop):
            words = text[position:end].strip() if end > position else ""
            if any(char.isalnum() for char in words):
                first = start if mark_here and style else position
                piece_span = Span(first, end).trimmed(text)
                assert piece_span is not None
                is_last = stop == block.span.end and end == stop
                yield _weigh(
                    ctx, piece_span, words, number if style else None, style, paragraph=index, ends_text=is_last
                )
                style = ""
            position = max(position, end)


def _turns(text: str, start: int, stop: int, year: int | None) -> Iterator[re.Match[str]]:
    """Yield the commas behind which a sentence turns from its problem to a plan: …偏少，2024年将…."""
    for match in _cues.TURN.finditer(text, start, stop):
        before = re.split("[。；\n]", text[start : match.start()])[-1]
        is_later = match["year"] is None or (year is not None and int(match["year"]) > year)
        is_fault = _cues.DEFICIT.search(before) or _cues.PROBLEM_CUES.search(_cues.NEUTRAL.sub("，", before))
        if is_later and is_fault and len(before) >= _MIN_TURN:
            yield match


def _counted_clauses(text: str, opening: re.Match[str], end: int) -> list[int]:
    """Return where the clauses end that an opening has counted: 两点不足：A，B。"""
    counted = _COUNTED_LEAD.search(opening[0])
    clauses = text[opening.end() : end].split("，")
    wanted = "零一二三四".find(counted[1].replace("两", "二")) if counted else 0
    if len(clauses) != wanted or min(map(len, clauses)) < _MIN_CLAUSE:
        return []
    ends: list[int] = []
    for clause in clauses[:-1]:
        ends.append((ends[-1] if ends else opening.end()) + len(clause) + 1)
    return ends


def _value(mark: re.Match[str], before: int | None) -> tuple[int, str]:
    for style in ("han", "qi", "comma", "di", "wen", "paren", "circled", "digit"):
        written = mark[style]
        if written is None:
            continue
        if style == "circled":
            return ord(written) - ord("①") + 1, style
        return (int(written) if written.isdigit() else _cues.HAN.index(written) + 1), style
    is_first = mark["word"] in ("一方面", "首先", "一个是")
    return (1 if is_first else (before or 1) + 1), "word"


def _weigh(
    ctx: CheckContext, span: Span, words: str, number: int | None, style: str, *, paragraph: int, ends_text: bool
) -> Piece:
    problems, measures = len(_cues.PROBLEM_CUES.findall(words)), len(_cues.MEASURE_CUES.findall(words))
    score = 0.8 * (min(measures, 3) - min(problems, 3))
    sentence = ctx.sentence_at(span.start)
    if sentence is not None:
        position = ctx.sentences.index(sentence)
        score += 3 * (ctx.topics.of(position, "improvements") - ctx.topics.of(position, "problems"))
    if _cues.IMPERATIVE.match(words):
        score += 1.5
    opens_plan = _opens_plan(words, ctx.identity.year)
    if opens_plan:
        score += 1.0
    if _cues.ACTED.match(words):
        score += 2.0
    if _cues.LACKS.match(words):
        score -= 3.0
    # an item may end with a comma; an opening with a number ends with a colon
    ends_open = _LEAD_ENDS[:2] if number is not None and len(words) > _MIN_CLAUSE else _LEAD_ENDS
    is_lead = words[-1] in ends_open and not ends_text and not _is_counted_end(ctx, span)
    is_lead = is_lead and _cues.TURN.match(ctx.document.text, span.end - 1) is None
    return Piece(
        span, words, number, style, paragraph, score, None, is_lead, opens_plan, _is_next_year(words, ctx.identity.year)
    )


def _is_counted_end(ctx: CheckContext, span: Span) -> bool:
    """Tell whether a piece that ends with a comma is one of several problems that were counted before it."""
    before = ctx.document.text[max(0, span.start - 60) : span.start].rpartition("。")[2]
    return _COUNTED_LEAD.search(before.rpartition("：")[0] + "：") is not None if "：" in before else False


def _opens_plan(words: str, report_year: int | None) -> bool:
    """Tell whether a piece opens with next year or with what will be done."""
    year = _cues.YEAR.match(words)
    if year is not None and report_year is not None and int(year[1]) <= report_year:
        return False
    return _cues.LEAVES.match(words) is not None or _is_next_year(words, report_year)


def _is_next_year(words: str, report_year: int | None) -> bool:
    """Tell whether a piece opens with a year that the report could only plan for."""
    year = _cues.YEAR.match(words)
    return year is not None and report_year is not None and int(year[1]) > report_year
