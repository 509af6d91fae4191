"""Numbers of list items that repeat, jump or lack their first: 一是 三是; （1） （2） （4）; 2、 3、."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.checks.base import Severity, Suggestion
from reviewer.checks.completeness._fault import Fault
from reviewer.checks.completeness._heading_numbers import is_table_line, write_han
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.model import Paragraph
from reviewer.document.span import Span
from reviewer.regex import Regex

_HAN = "一二三四五六七八九十"
_START = r"(?:(?<=[。；;：:\n\t])|(?<=[。；;：:] )|^)[ \u3000]*"
_MARKS = Regex(
    rf"{_START}(?:(?P<is>第?(?P<is_n>[{_HAN}])(?P<is_s>是|要|则))(?=[^{_HAN}])|(?P<qi>其(?P<qi_n>[{_HAN}])(?:是|，|,|、))|"
    rf"(?P<di>第(?P<di_n>[{_HAN}])(?:，|,|、))|(?P<paren>[（(](?P<paren_n>\d{{1,2}})[）)])|(?P<half>(?P<half_n>\d{{1,2}})[）)])|"
    rf"(?P<dot>(?P<dot_n>\d{{1,2}})(?:[、．]|\.)(?:(?=20\d\d年)|(?!\d)))|(?P<ring>(?P<ring_n>[①-⑩]))|(?P<han>[（(](?P<han_n>[{_HAN}]{{1,2}})[）)])|"
    rf"(?P<dun>(?P<dun_n>[{_HAN}])、(?=[^{_HAN}]))|(?P<wen>(?:问题|不足)(?P<wen_n>[{_HAN}])(?=[：:、，])))",
    re.MULTILINE,
)
_COMMA_MARKS = Regex(rf"(?<=[，, \u3000])(?P<is>第?(?P<is_n>[{_HAN}])(?P<is_s>是|要|则))(?=[^{_HAN}])")
_EMBEDDED_FIRST = Regex(r"[^\W\d_]第?一(?:是|要|则)")
_KINDS = ("is", "qi", "di", "paren", "half", "dot", "ring", "han", "dun", "wen")
_FEW = 4
_SECOND = 2
_REACH = 160
_LABELLED = "wen"
_PLAIN = frozenset({"dot", "paren", "half", "ring", "是", "han"})


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number in running text.

    Args:
        style: Its form, with its suffix: 一是 and 一要 count apart.
        value: What it counts.
        span: The number.
        section: The section that it stands in.
        is_heading: It opens a run-in heading, whose number is judged among the headings.
    """

    style: str
    value: int
    span: Span
    section: int | None
    is_heading: bool = False


def find_list_faults(ctx: CheckContext) -> Iterator[Fault]:
    """Yield the numbers that do not follow from the one before of their form in their section."""
    last: dict[tuple[int | None, str], list[_Mark]] = {}
    for mark in _marks(ctx):
        earlier_marks = last.setdefault((mark.section, mark.style), [])
        before = earlier_marks[-1] if earlier_marks else None
        earlier_marks.append(mark)
        if mark.is_heading:
            continue
        if before is None:
            first = _mixed_first(ctx, mark) if mark.value == _SECOND else None
            if first is not None:
                yield _of_other_form(ctx, mark, first)
            elif mark.value > 1 and _opens_series(ctx, mark):
                yield from _without_first(ctx, mark)
            continue
        if mark.value == before.value + 1 and mark.style == "dot":
            yield from _other_dot(ctx, before, mark)
        if mark.value == before.value + 1 or (
            mark.value == 1 and not _begins_twice(ctx, before, mark, earlier_marks[:-2])
        ):
            continue
        if _goes_on_outside(ctx, earlier_marks) or _follows_mistyped(earlier_marks):
            continue
        if _is_of_another_list(ctx, before, mark):
            continue
        wanted = _write(ctx, mark, before.value + 1)
        written = ctx.document.quote(mark.span)
        earlier = ctx.document.quote(before.span)
        fault = "重复" if mark.value == before.value else f"与前面的“{earlier}”不衔接"
        yield Fault(
            mark.span,
            f"序号“{written}”{fault}。",
            (
                QuoteEvidence("前一处", earlier, before.span),
                QuoteEvidence("这一处", _line(ctx, mark), mark.span),
            ),
            Suggestion(f"请核对是否漏写一条；依次应为“{wanted}”。", wanted),
        )


def _other_dot(ctx: CheckContext, before: _Mark, mark: _Mark) -> Iterator[Fault]:
    """Yield a number with another mark behind it than the one before has: 1、… 2.…."""
    written, earlier = ctx.document.quote(mark.span), ctx.document.quote(before.span)
    if written[-1] != earlier[-1] and {written[-1], earlier[-1]} != {".", "．"}:
        wanted = f"{written[:-1]}{earlier[-1]}"
        yield Fault(
            mark.span,
            f"序号“{written}”与前面的“{earlier}”标点不一。",
            (QuoteEvidence("前一处", earlier, before.span), QuoteEvidence("这一处", _line(ctx, mark), mark.span)),
            Suggestion(f"请统一写法，如“{wanted}”。", wanted),
            Severity.HINT,
        )


def _follows_mistyped(marks: Sequence[_Mark]) -> bool:
    """Tell whether the last number is right and the one before, which is reported, is not: 三是 三是 五是; 3 5 5."""
    if len(marks) <= _SECOND:
        return False
    earlier, before, last = (mark.value for mark in marks[-3:])
    return last == earlier + 2 and before in (earlier, last)


def _goes_on_outside(ctx: CheckContext, marks: Sequence[_Mark]) -> bool:
    """Tell whether the last number goes on from one before a list nested between: 四是 [一是 二是 三是] 五是."""
    for at in range(len(marks) - 2, 0, -1):
        if marks[at].value == 1 and len(marks) - 1 - at >= _SECOND:
            outer, last = marks[at - 1], marks[-1]
            is_inside = "\n" not in ctx.document.text[outer.span.end : marks[at].span.start]
            opens_lines = all(
                ctx.document.text[: one.span.start].rstrip(" \u3000")[-1:] == "\n" for one in (outer, last)
            )
            return outer.value == last.value - 1 and (is_inside or opens_lines)
    return False


def _begins_twice(ctx: CheckContext, before: _Mark, mark: _Mark, earlier: Sequence[_Mark]) -> bool:
    """Tell whether two items that follow one another are both numbered 1: 1、… 1、… 2、…."""
    if before.value != 1:
        return False
    between = ctx.document.text[before.span.end : mark.span.start]
    if between.count("\n") > 1 or re.search(r"[：:]\s*$|改进|措施|下一?步|对策|其中|(?:方面|情况)[：:，]", between):
        return False
    if any(one.value == _SECOND for one in earlier) and mark.style == "dot":
        return between.count("\n") == 1  # a list of several, then twice 1. on lines of their own
    behind = ctx.document.text[mark.span.end : mark.span.end + _REACH]
    return re.search(rf"(?:^|[。；;\n])\s*{re.escape(_write(ctx, mark, 2))}", behind) is not None


def _is_of_another_list(ctx: CheckContext, before: _Mark, mark: _Mark) -> bool:
    """Tell whether a list of its own, its first item unnumbered, opens between the two: a new paragraph or a colon."""
    if mark.value != _SECOND or mark.style == _LABELLED:
        return False  # the first of a list of 问题一：, 问题二： is never without its label
    between = ctx.document.text[before.span.end : mark.span.start]
    if _EMBEDDED_FIRST.search(between):
        return True  # …二是甲。下一步一是乙，二是丙
    return (
        "\n" in between or len(between) > _REACH or re.search("[^。；]{2,20}[：:][^。；]+[。；]$", between) is not None
    )


def _mixed_first(ctx: CheckContext, mark: _Mark) -> _Mark | None:
    """Return the first item of the list when it is numbered in another form: 1.… 二是… 三是…."""
    earlier = [one for one in _marks(ctx) if one.section == mark.section and one.span.end <= mark.span.start]
    if not earlier or earlier[-1].value != 1 or earlier[-1].is_heading or earlier[-1].style not in _PLAIN:
        return None
    between = ctx.document.text[earlier[-1].span.end : mark.span.start]
    is_close = between.count("\n") <= 1 and len(between) < _REACH and not re.search("[：:]", between)
    return earlier[-1] if is_close else None


def _of_other_form(ctx: CheckContext, second: _Mark, first: _Mark) -> Fault:
    wanted = _write(ctx, second, 1)
    return Fault(
        first.span,
        f"序号“{ctx.document.quote(first.span)}”与后面的“{ctx.document.quote(second.span)}”写法不一，应为“{wanted}”。",
        (
            QuoteEvidence("这一处", _line(ctx, first), first.span),
            QuoteEvidence("后一处", _line(ctx, second), second.span),
        ),
        Suggestion(f"请改为“{wanted}”。", wanted),
    )


def _marks(ctx: CheckContext) -> Iterator[_Mark]:
    text = ctx.document.text
    starts = {heading.section.heading.span.start for heading in ctx.official}
    for block in ctx.document.blocks:
        if not isinstance(block, Paragraph) or block.is_heading or block.span.start in starts:
            continue
        if is_table_line(ctx.document.quote(block.span)):
            continue
        section = ctx.document.section_at(block.span.start)
        found = list(_MARKS.finditer(text, block.span.start, block.span.end))
        if any(one["is"] for one in found):
            known = {one.start("is") for one in found if one["is"]}
            more = _COMMA_MARKS.finditer(text, block.span.start, block.span.end)
            found.extend(one for one in more if one.start("is") not in known)
        for match in sorted(found, key=lambda one: one.start()):
            kind = next(name for name in _KINDS if name in match.re.groupindex and match[name])
            written = match[f"{kind}_n"]
            value = _read(written)
            style = match["is_s"] if kind == "is" else kind
            span = Span(match.start(kind), match.end(kind))
            opens = block.heading_span is not None and span.start < block.heading_span.end
            yield _Mark(style, value, span, section.index if section else None, opens)


def _read(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written in "①②③④⑤⑥⑦⑧⑨⑩":
        return ord(written) - ord("①") + 1
    if len(written) == 1:
        return _HAN.index(written) + 1
    return 10 + _HAN.index(written[1]) + 1 if written[0] == "十" else 10 * (_HAN.index(written[0]) + 1)


def _opens_series(ctx: CheckContext, mark: _Mark) -> bool:
    """Tell whether the next number of this form in this section goes on from a first number that is not 1."""
    if mark.value != 2 or mark.style not in ("paren", "dot", "ring", "是"):
        return False
    following = [one for one in _marks(ctx) if one.section == mark.section and one.style == mark.style]
    return len(following) >= 2 and [one.value for one in following] == list(range(2, 2 + len(following)))


def _without_first(ctx: CheckContext, mark: _Mark) -> Iterator[Fault]:
    """Yield one fault for a list that begins with 2; a hint where its first item may stand unnumbered before it."""
    series = [one for one in _marks(ctx) if one.section == mark.section and one.style == mark.style]
    text = ctx.document.text
    line = text.rfind("\n", 0, mark.span.start) + 1
    is_open = mark.style == "是" and any(char.isalnum() for char in text[line : mark.span.start])
    wanted = _write(ctx, mark, 1)
    written = ctx.document.quote(mark.span)
    yield Fault(
        mark.span,
        f"这一组序号从“{written}”开始，没有“{wanted}”。",
        tuple(QuoteEvidence("这一组", _line(ctx, one), one.span) for one in series[:_FEW]),
        Suggestion("请核对是否漏写第一条，或改正序号。", None if is_open else wanted),
        Severity.HINT if is_open else Severity.WARNING,
    )


def _line(ctx: CheckContext, mark: _Mark) -> str:
    return ctx.document.text[mark.span.start : mark.span.start + 40].partition("\n")[0]


def _write(ctx: CheckContext, mark: _Mark, value: int) -> str:
    written = ctx.document.quote(mark.span)
    if mark.style == "ring":
        return chr(ord("①") + value - 1)
    if re.search(r"\d", written):
        return re.sub(r"\d+", str(value), written)
    return re.sub(rf"[{_HAN}]+", write_han(value), written)
