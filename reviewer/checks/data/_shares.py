"""Percentages that fit none of the counts they can be a share of: 予以公开5件，占41.7%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewer.checks.data._clauses import Figure, Passage
from reviewer.document.numerals import parse_han
from reviewer.document.span import Span
from reviewer.knowledge.table_schemas import TableKey
from reviewer.knowledge.tables import MappedTable
from reviewer.regex import Regex

_SHARE = Regex(
    r"^(?:约?占(?:比)?(?:(?:本年)?新收(?:总数|总量|总件数|申请|的)*|总数|办结(?:总)?(?:数|件)|办理总数|全部申请|申请总(?:量|数)|全部|总量|总件数|比例|"
    r"比重|其中)*(?:的|为|约|达|:)*"
    r"|比例(?:约|为)*)$"
)
_BARE_SHARE = Regex(r"^(?:约?占(?:比)?(?:总数|总量|全部|比例|比重|其中)*(?:的|为|约|达|:)*|比例(?:约|为)*)$")
_CASES = frozenset(("件", "起", "宗", "例"))
_PEOPLE = frozenset(("人", "名", "位"))
_NAMED_SHARE = Regex(
    r"^(?P<part>(?:予以|同意|部分|不予)公开|无法提供|不予处理|自然人|商业企业)(?:申请|件数|的)*占(?:比|总数的?|总量的?|全部申请的?)(?:约|为|是|达到?|:)*$"
)
_FRACTION = Regex(r"(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九])")
_MAX_WORDS_BETWEEN = 30
_ROUGH = Decimal("0.04")
_TOLERANCE = Decimal("0.1")  # parts are nudged so that they add up to 100 %


@dataclass(frozen=True, slots=True)
class WrongShare:
    """A percentage that is no share of any total in sight.

    Args:
        share: The percentage.
        count: The figure that it is the share of a total.
        expected: The share of the likeliest total.
        total: That total.
    """

    share: Figure
    count: Figure
    expected: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class WrongFraction:
    """A fraction in words that the count behind it does not make of any total in sight.

    Args:
        span: The fraction.
        count: The figure.
        total: The likeliest total.
    """

    span: Span
    count: Figure
    total: Decimal


def find_wrong_shares(passages: Sequence[Passage], tables: Mapping[TableKey, MappedTable]) -> Iterator[WrongShare]:
    """Yield percentages behind counts that fit no total of their sentences, of the draft, or of table two."""
    for passage in passages:
        if not tables.get("requests"):  # which tells more
            yield from _shares_of_named(passage)
        for before, figure in zip(passage.figures, passage.figures[1:], strict=False):
            share = figure.quantity
            if share.unit != "%" or share.is_approximate or before.quantity.is_approximate:
                continue
            if not before.quantity.unit or before.quantity.unit == "%" or figure.clause - before.clause > 1:
                continue
            if before.after and figure.clause > before.clause and len(before.after) > 8:
                continue
            if not _SHARE.match(figure.before):
                continue
            near = _totals(passage, before, figure)
            if before.quantity.unit in _CASES:
                near += _table_totals(tables)
            elif not _BARE_SHARE.match(figure.before):
                continue
            near = [total for total in near if total >= before.quantity.value and total]
            if not near:
                continue
            if _agrees_with_fellow(passage, before, figure):
                continue
            others = [f.quantity.value for f in passage.figures if _kind(f) == _kind(before)]
            others.append(_sum_of_shared(passage, _kind(before)))
            if not any(fits(before.quantity.value, total, share.value) for total in (*near, *others)):
                expected = (before.quantity.value * 100 / near[0]).quantize(_TOLERANCE)
                yield WrongShare(figure, before, expected, near[0])


def _shares_of_named(passage: Passage) -> Iterator[WrongShare]:
    """Yield shares of a part named again behind its list: 同意公开8件，部分公开4件；同意公开的占比75%."""
    for at, figure in enumerate(passage.figures):
        match = _NAMED_SHARE.match(figure.before)
        if match is None or figure.quantity.unit != "%" or figure.quantity.is_approximate or figure.after:
            continue
        cases = [one for one in passage.figures[:at] if _kind(one) == "件"]
        named = [one for one in cases if one.before.endswith(match["part"]) and not one.after]
        if len(named) != 1 or any(one.quantity.is_approximate for one in cases):
            continue
        count = named[0].quantity.value
        values = [one.quantity.value for one in cases]
        sums = {sum(values[first:last], Decimal(0)) for first in range(at) for last in range(first + 1, at + 1)}
        wholes = [value for value in values if value > count]
        if wholes and not any(fits(count, whole, figure.quantity.value) for whole in sums if whole >= count):
            yield WrongShare(figure, named[0], (count * 100 / wholes[0]).quantize(_TOLERANCE), wholes[0])


def _agrees_with_fellow(passage: Passage, count: Figure, share: Figure) -> bool:
    """Tell whether another count of the sentence has a share of the same whole: 74条（占62.7%），44条（占37.3%）."""
    if not share.quantity.value:
        return False
    whole = count.quantity.value * 100 / share.quantity.value
    sentence = passage.clauses[count.clause].sentence
    return any(
        other is not count
        and percent.quantity.unit == "%"
        and _kind(other) == _kind(count)
        and passage.clauses[other.clause].sentence == sentence
        and percent.clause - other.clause <= 1
        and _SHARE.match(percent.before) is not None
        and fits(other.quantity.value, whole, percent.quantity.value)
        for other, percent in zip(passage.figures, passage.figures[1:], strict=False)
    )


def find_wrong_fractions(
    passages: Sequence[Passage], tables: Mapping[TableKey, MappedTable]
) -> Iterator[WrongFraction]:
    """Yield fractions in words that the count behind them does not make: 三分之二的申请……，计22件."""
    for passage in passages:
        for match in _FRACTION.finditer(passage.form):
            below, above = parse_han(match["below"]), parse_han(match["above"])
            if not below or not above or above >= below:
                continue
            start = passage.raw(match.start(), match.end()).start
            behind = [f for f in passage.figures if f.quantity.span.start > start]
            if not behind or behind[0].quantity.is_approximate or behind[0].quantity.unit not in _CASES:
                continue
            between = passage.form[match.end() :][:_MAX_WORDS_BETWEEN]
            if not re.match(r"[^。;]{0,24}(?:计|共|即|为|有)\d", between) or not between.startswith("的"):
                continue
            count = behind[0].quantity.value
            totals = [f.quantity.value for f in passage.figures if f.quantity.value >= count and f is not behind[0]]
            totals = [total for total in _table_totals(tables) or totals if total]
            if totals and not any(abs(count / total - Decimal(above) / below) < _ROUGH for total in totals):
                yield WrongFraction(passage.raw(match.start(), match.end()), behind[0], totals[0])


def _sum_of_shared(passage: Passage, kind: str) -> Decimal:
    """Return the sum of the counts that percentages follow: 甲类2条，占40%；乙类2条，占40%；丙类1条，占20%."""
    pairs = zip(passage.figures, passage.figures[1:], strict=False)
    return sum(
        (one.quantity.value for one, other in pairs if _kind(one) == kind and other.quantity.unit == "%"), Decimal(0)
    )


def _kind(figure: Figure) -> str:
    """Return the unit, those that count the same things made one."""
    unit = figure.quantity.unit
    return "件" if unit in _CASES else "人" if unit in _PEOPLE else unit


def _totals(passage: Passage, count: Figure, share: Figure) -> list[Decimal]:
    """Return the totals of the count's sentence in front of it, the nearest to its start first, and their sums."""
    sentence = passage.clauses[count.clause].sentence
    own = [
        figure.quantity.value
        for figure in passage.figures
        if _kind(figure) == _kind(count) and sentence - 1 <= passage.clauses[figure.clause].sentence <= sentence
    ]
    same = [
        figure.quantity.value
        for figure in passage.figures
        if _kind(figure) == _kind(count)
        and passage.clauses[figure.clause].sentence == sentence
        and figure.clause <= share.clause
    ]
    larger = [value for value in (*same, *own) if value > count.quantity.value]
    parts = [value for value in same if not larger or value < max(larger)]
    sums = [sum(parts, Decimal(0))] if len(parts) > 1 and larger else []
    return [*dict.fromkeys(larger), *sums]


def _table_totals(tables: Mapping[TableKey, MappedTable]) -> list[Decimal]:
    """Return what counts of applications may be a share of, the total of results first."""
    table = tables.get("requests")
    if table is None:
        return []
    done, new, carried = (table.number(row, "total") for row in ("r3_7", "r1", "r2"))
    found = [value for value in (done, new) if value is not None]
    if new is not None and carried is not None:
        found.append(new + carried)
    return found


def fits(part: Decimal, whole: Decimal, percent: Decimal) -> bool:
    """Tell whether a percentage is a count's share of a whole, rounding and nudging allowed."""
    return whole > 0 and abs(part * 100 / whole - percent) <= _allowed(percent)


def _allowed(share: Decimal) -> Decimal:
    """Return how far a share may be off: rounding to its own digits, and 0.1 for nudging."""
    exponent = share.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return _TOLERANCE + Decimal(5).scaleb(-digits - 1)
