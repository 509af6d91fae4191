from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.document.span import Span
from reviewer.render.runs import split


@st.composite
def stretches(draw: st.DrawFn) -> tuple[int, int, list[Span]]:
    start = draw(st.integers(0, 30))
    end = start + draw(st.integers(1, 40))
    marks = draw(
        st.lists(
            st.tuples(st.integers(0, 80), st.integers(1, 40)).map(lambda pair: Span(pair[0], pair[0] + pair[1])),
            max_size=8,
        )
    )
    return start, end, marks


@given(stretches())
def test_pieces_cover_the_stretch_without_gaps(stretch: tuple[int, int, list[Span]]) -> None:
    start, end, marks = stretch
    pieces = split(start, end, marks)
    assert [pieces[0].start, *(piece.end for piece in pieces)] == [*(piece.start for piece in pieces), end]
    assert pieces[0].start == start
    assert all(piece.start < piece.end for piece in pieces)


@given(stretches())
def test_each_character_knows_exactly_the_marks_over_it(stretch: tuple[int, int, list[Span]]) -> None:
    start, end, marks = stretch
    for piece in split(start, end, marks):
        for offset in range(piece.start, piece.end):
            assert piece.marks == tuple(i for i, mark in enumerate(marks) if mark.start <= offset < mark.end)


def test_no_mark_gives_one_piece() -> None:
    assert [(piece.start, piece.end, piece.marks) for piece in split(3, 9, [])] == [(3, 9, ())]
