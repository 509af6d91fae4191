from __future__ import annotations

import pytest

from reviewer.document.span import Span, cover


def test_span_is_half_open() -> None:
    span = Span(2, 5)
    assert span.quote("一二三四五六") == "三四五"
    assert len(span) == 3


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_empty_and_negative_spans_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"got {start}, {end}"):
        Span(start, end)


@pytest.mark.parametrize(
    ("one", "other", "contains", "overlaps"),
    [
        (Span(0, 5), Span(1, 3), True, True),
        (Span(0, 5), Span(0, 5), True, True),
        (Span(0, 5), Span(4, 6), False, True),
        (Span(0, 5), Span(5, 6), False, False),
        (Span(1, 3), Span(0, 5), False, True),
    ],
)
def test_contains_and_overlaps(one: Span, other: Span, contains: bool, overlaps: bool) -> None:
    assert one.contains(other) is contains
    assert one.overlaps(other) is overlaps
    assert other.overlaps(one) is overlaps


def test_trimmed_drops_white_space_and_nothing_else() -> None:
    text = "  年度　报告 \n"
    assert Span(0, len(text)).trimmed(text) == Span(2, 7)
    assert Span(0, 2).trimmed(text) is None


def test_cover() -> None:
    assert cover([Span(4, 6), Span(1, 2)]) == Span(1, 6)
    assert cover([]) is None


def test_order_is_by_position() -> None:
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]
