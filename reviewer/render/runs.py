"""Splits a stretch of text where marks begin and end, so that overlapping marks can be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.document.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch under one set of marks.

    Args:
        start: First code point in the document's text.
        end: One past the last.
        marks: Indexes of the marks that cover it, ascending.
    """

    start: int
    end: int
    marks: tuple[int, ...]


def split(start: int, end: int, marks: Sequence[Span]) -> tuple[Piece, ...]:
    """Return ``start`` to ``end`` cut at every edge of ``marks``, in order and without gaps.

    Marks may overlap, nest and reach over the ends. O(n²) in the marks of one paragraph.
    """
    edges = {start, end}
    for mark in marks:
        edges.update(edge for edge in (mark.start, mark.end) if start < edge < end)
    cuts = sorted(edges)
    return tuple(
        Piece(
            left,
            right,
            tuple(index for index, mark in enumerate(marks) if mark.start <= left and right <= mark.end),
        )
        for left, right in pairwise(cuts)
    )
