"""Numbers of headings that repeat, jump, go back, or stand on the wrong level."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from reviewer.checks.base import Suggestion
from reviewer.checks.completeness._fault import Fault
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.model import Numbering, NumberStyle, Section
from reviewer.knowledge.sections import key_of_heading
from reviewer.regex import Regex

_RANK: dict[NumberStyle, int] = {
    "chapter": 0,
    "han": 1,
    "paren_han": 2,
    "arabic": 3,
    "paren_arabic": 4,
    "circled": 5,
    "ordinal": 6,
}


_LEAST_COUNTED = 4
_MOST_NAMED = 3  # missing numbers that a message names
_LEAST_ITEM = 40  # characters of a paragraph that is an item of a list, and no heading
# A row of table two whose cells were lost, so that its label looks like a heading: 四、结转下年度继续办理0000000
_TABLE_LINE = Regex(
    r"^\s*(?:[（(]?[一二三四五六七八\d][）)]?[、.．]?)?\s*(?:本年新收政府信息公开申请数量|上年结转政府信息公开申请数量|本年度办理结果|结转下年度继续办理|"
    r"属于国家秘密|其他法律行政法规禁止公开|危及.?三安全一稳定|保护第三方合法权益|属于三类内部事务|属于四类过程性|属于行政执法案卷|属于行政查询事项|"
    r"予以公开|部分公开（区分处理|不予公开|无法提供|本机关不掌握相关政府信息|没有现成信息需要另行制作|补正后申请内容仍不明确|不予处理|信访举报投诉类申请|"
    r"重复申请|要求提供公开出版物|无正当理由大量反复申请|要求行政机关确认或重新出具|其他处理|申请人无正当理由逾期|申请人逾期未按收费通知|总计|其他)"
    r"[^。；，]{0,60}(?:，不计其他情形）)?[\d\s|]*$"
)


def is_table_line(text: str) -> bool:
    """Tell whether a line is a row of table two that lost its cells, and no heading or item of a list."""
    return _TABLE_LINE.match(text.strip()) is not None and (text.strip()[-1:].isdigit() or len(text.strip()) > 4)


@dataclass
class _Series:
    """Headings that count on from one another."""

    members: list[Section] = field(default_factory=list)
    style: NumberStyle = "han"


def find_heading_faults(ctx: CheckContext) -> Iterator[Fault]:
    """Yield the faults of headings, mis-levelled ones first."""
    strays = dict(_strays(ctx))
    for section, style in strays.values():
        yield _wrong_level(ctx, section, style)
    yield from _unnumbered_parts(ctx)
    for series in _series(ctx, {index: style for index, (_, style) in strays.items()}):
        yield from _count(ctx, series, frozenset(strays))


def _sections(ctx: CheckContext) -> list[Section]:
    """Return the sections whose heading is no row of a table that lost its cells."""
    starts = {heading.section.index for heading in ctx.official}
    return [one for one in ctx.document.sections if one.index in starts or not is_table_line(_words(ctx, one))]


def _strays(ctx: CheckContext) -> Iterator[tuple[int, tuple[Section, NumberStyle]]]:
    """Yield headings of another form than their fellows: 三、 between （二） and （四）, 1、 before 二、."""
    yield from _odd_parts(ctx)
    numbered = [one for one in _sections(ctx) if one.heading.numbering is not None]
    for before, section, after in zip(numbered, numbered[1:], numbered[2:], strict=False):
        mine, left, right = section.heading.numbering, before.heading.numbering, after.heading.numbering
        assert mine is not None
        assert left is not None
        assert right is not None
        if _is_lowered(ctx, before, section, after):
            yield section.index, (section, left.style)
        if left.style != right.style or mine.style == left.style or _RANK[mine.style] > _RANK[left.style]:
            continue
        is_between = left.value + 1 == mine.value == right.value - 1
        if is_between and not _opens_part(ctx, section):
            yield section.index, (section, left.style)


def _odd_parts(ctx: CheckContext) -> Iterator[tuple[int, tuple[Section, NumberStyle]]]:
    """Yield the official heading that is numbered 1、 while all the others are numbered 一、."""
    styles = [(one.section, one.section.heading.numbering) for one in ctx.official]
    odd = [section for section, numbering in styles if numbering is not None and numbering.style == "arabic"]
    han = sum(numbering is not None and numbering.style == "han" for _, numbering in styles)
    if len(odd) == 1 and han >= _LEAST_COUNTED - 1:
        yield odd[0].index, (odd[0], "han")


def _unnumbered_parts(ctx: CheckContext) -> Iterator[Fault]:
    """Yield an official heading without a number between numbered ones that leave room for it."""
    for before, own, after in zip(ctx.official, ctx.official[1:], ctx.official[2:], strict=False):
        left, right = before.section.heading.numbering, after.section.heading.numbering
        if own.section.heading.numbering is not None or left is None or right is None:
            continue
        if left.style != "han" or right.style != "han" or right.value != left.value + 2:
            continue
        span = own.section.heading.heading_span or own.section.heading.span
        words, wanted = ctx.document.quote(span), f"{write_han(left.value + 1)}、"
        yield Fault(
            span,
            f"“{words.strip()}”没有序号，应为“{wanted}”。",
            (QuoteEvidence("标题", words, span),),
            Suggestion(f"请在前面加上“{wanted}”。", f"{wanted}{words.strip()}"),
        )


def _is_lowered(ctx: CheckContext, before: Section, section: Section, after: Section) -> bool:
    """Tell whether 5、 goes on from （四） and from no 4、."""
    mine, left, right = section.heading.numbering, before.heading.numbering, after.heading.numbering
    if mine is None or left is None or (mine.style, left.style) != ("arabic", "paren_han"):
        return False
    if mine.value != left.value + 1 or (right is not None and right.style == "arabic"):
        return False
    return not _stands_before(ctx, mine, mine.value - 1, before.heading.span.start, section.heading.span.start)


def _opens_part(ctx: CheckContext, section: Section) -> bool:
    """Tell whether a heading's words are those of an official section, so that its level is right."""
    return any(heading.section.index == section.index for heading in ctx.official) and (
        key_of_heading(_words(ctx, section)) != "proactive" or "主动公开政府信息" in _words(ctx, section)
    )


def _wrong_level(ctx: CheckContext, section: Section, style: NumberStyle) -> Fault:
    numbering = section.heading.numbering
    assert numbering is not None
    han = write_han(numbering.value)
    wanted = f"（{han}）" if style == "paren_han" else f"{han}、" if style == "han" else f"{numbering.value}."
    return Fault(
        numbering.span,
        f"“{_words(ctx, section)}”的序号层级不对：前后标题的序号与它不是一种写法，应为“{wanted}”。",
        (QuoteEvidence("标题", _words(ctx, section), section.heading.span),),
        Suggestion(f"请改为“{wanted}”。", wanted),
    )


def _series(ctx: CheckContext, strays: dict[int, NumberStyle]) -> Iterator[_Series]:
    """Yield the headings that count on from one another; a series ends where a higher heading stands."""
    starts = {heading.section.index for heading in ctx.official}
    listed = _listed_inside(ctx, starts)
    running: dict[NumberStyle, _Series] = {}
    for section in _sections(ctx):
        numbering = section.heading.numbering
        style = strays.get(section.index) or (numbering.style if numbering else None)
        if section.index in starts or style is None:
            lowest = _RANK[style] if style else 0
            if style is None and section.index not in starts:
                lowest = section.level + 1
            for other in [one for one in running if _RANK[one] > lowest]:
                yield running.pop(other)
        if numbering is None or style is None or _opens_a_list(ctx, section) or section.index in listed:
            continue
        for other in [one for one in running if _RANK[one] > _RANK[style]]:
            yield running.pop(other)
        running.setdefault(style, _Series(style=style)).members.append(section)
    yield from running.values()


def _listed_inside(ctx: CheckContext, starts: Collection[int]) -> frozenset[int]:
    """Return the items of lists within a part that begin again with 一、: whole paragraphs, and no headings."""
    found: set[int] = set()
    items: list[int] = []
    for section in _sections(ctx):
        numbering = section.heading.numbering
        is_item = section.index not in starts and numbering is not None and numbering.style == "han"
        if not is_item or numbering is None or not _is_paragraph(section):
            items = [] if section.index in starts else items
            continue
        if numbering.value == 1:
            items = []
        if numbering.value == len(items) + 1:
            items.append(section.index)
            found.update(items if len(items) > 1 or _goes_on_in_text(ctx, section) else ())
    return frozenset(found)


def _goes_on_in_text(ctx: CheckContext, section: Section) -> bool:
    """Tell whether a paragraph under an item opens with the next number, without being a heading itself."""
    wanted = write_number(ctx, section.heading.numbering, _value(section) + 1)
    return any(
        ctx.document.quote(block.span).lstrip().startswith(wanted)
        for block in ctx.document.paragraphs
        if section.heading.span.end <= block.span.start < section.span.end and not block.is_heading
    )


def _is_paragraph(section: Section) -> bool:
    return len(section.heading.span) >= _LEAST_ITEM


def _count(ctx: CheckContext, series: _Series, strays: frozenset[int]) -> Iterator[Fault]:
    """Yield the numbers of one series that are not what should follow."""
    members: Sequence[Section] = series.members
    alone = _find_slip(members)
    if alone is not None:
        yield _one_slip(ctx, members, *alone)
        return
    expected = 1
    seen: dict[int, Section] = {}
    starts = {heading.section.index for heading in ctx.official}
    for position, section in enumerate(members):
        value = _value(section)
        follows = _value(members[position + 1]) if position + 1 < len(members) else None
        if section.index in strays:
            seen[value] = section
            expected = value + 1
            continue
        if value in seen:
            # 二、 二、 三、: one heading too many; 二、 二、 四、: the second one is mistyped.
            is_mistyped = follows is None or follows > expected
            is_inner = section.parent is None and section.index not in starts and bool(starts)
            yield _repeated(
                ctx, section, seen[value], expected, is_mistyped=is_mistyped, is_inner=is_inner and follows == expected
            )
            expected += is_mistyped
            continue
        if value == expected + 1 == follows:
            # （二） （四） （四） （五）: the first of the two is mistyped, nothing is left out.
            wanted = write_number(ctx, section.heading.numbering, expected)
            yield _fault(ctx, section, f"与下一个标题重复，应为“{wanted}”", Suggestion(f"请改为“{wanted}”。", wanted))
            expected += 1
            continue
        yield from _out_of_turn(ctx, members, position, expected)
        seen[value] = section
        expected = max(expected, value + 1)


def _out_of_turn(ctx: CheckContext, members: Sequence[Section], position: int, expected: int) -> Iterator[Fault]:
    """Yield a number that jumps over some which no text before it bears, that goes back, or that is a first over 1."""
    section = members[position]
    numbering, value = section.heading.numbering, _value(section)
    begin = members[position - 1].heading.span.start if position else _opening(ctx, section)
    left_out = [
        one
        for one in range(expected, value)
        if not _stands_before(ctx, numbering, one, begin, section.heading.span.start)
    ]
    wanted = write_number(ctx, numbering, expected)
    if value < expected:
        yield _fault(ctx, section, f"倒退，应为“{wanted}”", Suggestion("请改正序号。", wanted))
    elif left_out and position:
        missing = "、".join(
            write_number(ctx, numbering, one).rstrip("、.．") for one in left_out if one < expected + _MOST_NAMED
        )
        yield _fault(
            ctx,
            section,
            f"与前面的“{write_number(ctx, numbering, expected - 1)}”不衔接，缺“{missing}”",
            Suggestion("请核对是否漏写一部分，或改正序号。", wanted),
        )
    elif left_out and len(members) > 1:
        first = write_number(ctx, numbering, 1)
        yield _fault(ctx, section, f"是这一层的第一个，缺“{first}”", Suggestion("请核对是否漏写，或改正序号。"))


def _find_slip(members: Sequence[Section]) -> tuple[int, int | None] | None:
    """Return the one heading without which the series counts on, or by whose right number it does; None if no one.

    The second value is the number that it should have; None if the heading is one too many.
    """
    values = [_value(section) for section in members]
    wanted = list(range(1, len(values) + 1))
    wrong = [at for at, value in enumerate(values) if value != wanted[at]]
    if len(wrong) == 1 and 0 < wrong[0] < len(values) - 1:
        return wrong[0], wanted[wrong[0]]
    if len(values) < _LEAST_COUNTED or not wrong:
        return None
    found = [at for at in range(1, len(values)) if values[:at] + values[at + 1 :] == wanted[:-1]]
    at = found[-1] if found else 0
    # a last number that jumps is a number left out, not a heading too many
    return (at, None) if at and (at < len(values) - 1 or values[at] in values[:at]) else None


def _one_slip(ctx: CheckContext, members: Sequence[Section], at: int, value: int | None) -> Fault:
    section = members[at]
    first = next((one for one in members[:at] if _value(one) == _value(section)), None)
    if value is None:
        starts = {heading.section.index for heading in ctx.official}
        is_inner = section.parent is None and section.index not in starts and bool(starts)
        if first is not None:
            return _repeated(ctx, section, first, _value(section) + 1, is_mistyped=False, is_inner=is_inner)
        advice = "这像是另一部分之内的小标题，请改用下一级序号。" if is_inner else "请删去，或改正序号。"
        return _fault(ctx, section, "与前后都不衔接", Suggestion(advice))
    wanted = write_number(ctx, section.heading.numbering, value)
    if first is not None:
        return _repeated(ctx, section, first, value, is_mistyped=True, is_inner=False)
    return _fault(ctx, section, f"与前后不衔接，应为“{wanted}”", Suggestion(f"请改为“{wanted}”。", wanted))


def _opening(ctx: CheckContext, section: Section) -> int:
    """Return where the text begins in which a first number may stand: the part that holds the heading."""
    place = section.heading.span.start
    starts = [heading.span.start for heading in ctx.official if heading.span.start < place]
    return starts[-1] if starts else 0


def _stands_before(ctx: CheckContext, numbering: Numbering | None, value: int, start: int, end: int) -> bool:
    """Tell whether a number is written in the text before, run on: 主要抓两项：1.目录更新。 Tables have their own."""
    if numbering is None or re.search(r"[（(、.．]", ctx.document.quote(numbering.span)) is None:
        return False
    written = re.escape(write_number(ctx, numbering, value).strip("、.．"))
    pattern = Regex(rf"(?:^|(?<=[。；：:;\s]))\s*{written}(?!\d)(?=[、.．）)]|(?<=[）)]))", re.MULTILINE)
    return any(
        pattern.search(ctx.document.text, max(start, block.span.start), min(end, block.span.end)) is not None
        for block in ctx.document.paragraphs
        if block.span.start < end
        and block.span.end > start
        and block.heading_level is None
        and not is_table_line(ctx.document.quote(block.span))
    )


def _repeated(
    ctx: CheckContext, section: Section, first: Section, expected: int, *, is_mistyped: bool, is_inner: bool
) -> Fault:
    wanted = write_number(ctx, section.heading.numbering, expected)
    if is_inner:
        suggestion = Suggestion("这是另一部分之内的小标题，请改用下一级序号，如“（一）”。")
    elif is_mistyped:
        suggestion = Suggestion(f"请改为“{wanted}”。", wanted)
    else:
        suggestion = Suggestion(f"请改为“{wanted}”，并顺改其后各号。")
    numbering = section.heading.numbering
    assert numbering is not None
    return Fault(
        numbering.span,
        f"序号“{ctx.document.quote(numbering.span)}”重复：前面已有“{_words(ctx, first)}”。",
        (
            QuoteEvidence("前一处", _words(ctx, first), first.heading.span),
            QuoteEvidence("这一处", _words(ctx, section), section.heading.span),
        ),
        suggestion,
    )


def _fault(ctx: CheckContext, section: Section, what: str, suggestion: Suggestion) -> Fault:
    numbering = section.heading.numbering
    assert numbering is not None
    return Fault(
        numbering.span,
        f"序号“{ctx.document.quote(numbering.span)}”{what}。",
        (QuoteEvidence("标题", _words(ctx, section), section.heading.span),),
        suggestion,
    )


def _opens_a_list(ctx: CheckContext, section: Section) -> bool:
    """Tell whether the heading's line is a list written on one line: 一、……。二、……。"""
    numbering = section.heading.numbering
    if numbering is None or numbering.value != 1:
        return False
    rest = ctx.document.text[numbering.span.end : section.heading.span.end]
    return re.search(rf"[。；;]{re.escape(write_number(ctx, numbering, 2))}", rest) is not None


def _words(ctx: CheckContext, section: Section) -> str:
    return ctx.document.quote(section.heading.heading_span or section.heading.span)


def _value(section: Section) -> int:
    assert section.heading.numbering is not None
    return section.heading.numbering.value


def write_number(ctx: CheckContext, numbering: Numbering | None, value: int) -> str:
    """Return ``value`` written as ``numbering`` is written."""
    assert numbering is not None
    written = ctx.document.quote(numbering.span)
    if re.search(r"\d", written):
        return re.sub(r"\d+", str(value), written)
    return re.sub(r"[一二三四五六七八九十]+", write_han(value), written)


def write_han(value: int) -> str:
    """Return 1 to 99 in Chinese numerals."""
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    return ("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (
        digits[ones] if ones or not tens else ""
    )
