"""The one coordinate of the product: half-open code-point offsets into the raw text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty stretch ``text[start:end]`` of a document's raw text.

    Args:
        start: First code point, counted from 0.
        end: One past the last code point; greater than ``start``.

    Raises:
        ValueError: The offsets are negative or the stretch would be empty.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end; got {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def quote(self, text: str) -> str:
        """Return the stretch of ``text`` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, offset: int) -> Span:
        """Return the span moved by ``offset`` code points."""
        return Span(self.start + offset, self.end + offset)

    def trimmed(self, text: str) -> Span | None:
        """Return the span without white space at its ends; None if nothing is left."""
        quote = self.quote(text)
        stripped = quote.strip()
        if not stripped:
            return None
        start = self.start + len(quote) - len(quote.lstrip())
        return Span(start, start + len(stripped))


def cover(spans: Iterable[Span]) -> Span | None:
    """Return the smallest span that covers all of ``spans``; None if there are none."""
    found = list(spans)
    if not found:
        return None
    return Span(min(span.start for span in found), max(span.end for span in found))
