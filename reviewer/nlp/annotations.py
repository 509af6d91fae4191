"""What our components leave on a Doc, typed, in raw character offsets.

Names and quantities often start or end inside a jieba word, where spaCy's own
spans cannot; so the components write tuples of these to ``doc._``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from spacy.tokens import Doc

from reviewer.document.span import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated number with its unit.

    Args:
        span: Number, sign words and unit.
        value: The number with 万 and 亿 multiplied out; a percentage as written (50 for 50%).
        unit: 件, 条, 次, 元 …; ``%`` for percentages; empty if none follows.
        is_approximate: Written with 余, 多, 近, 约 or 以上.
        number_span: The digits or numerals alone.
    """

    span: Span
    value: Decimal
    unit: str
    is_approximate: bool
    number_span: Span


TEXT_KEY = "reviewer_text"
DateKind = Literal["year", "relative_year", "month", "day", "period"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A year, a month or a day, or a period between two days.

    Args:
        span: The words.
        kind: ``relative_year`` for 今年, 去年, 上年, 明年.
        year: The year; None for relative and for bare months and days.
        end_year: Of a period, the year that it ends in.
        month: Month, of a period its first; None if not given.
        day: Day, of a period its first; None if not given.
        end_month: Of a period, its last month.
        end_day: Of a period, its last day.
        offset: Of a relative year, its distance from the year it is relative to.
    """

    span: Span
    kind: DateKind
    year: int | None
    end_year: int | None = None
    month: int | None = None
    day: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    offset: int = 0


class Pattern(Protocol):
    """A name to look for; knowledge's lexicon entries are of this shape."""

    @property
    def surface(self) -> str:
        """The words."""

    @property
    def kind(self) -> str:
        """What they name."""

    @property
    def key(self) -> str:
        """The id of the thing named."""

    @property
    def form(self) -> str:
        """How it is named: full, short or as a system."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the lexicon in the text.

    Args:
        span: Where it stands.
        surface: The words.
        kind: What they name: ``organ``, ``place``, ``ordinary`` …
        key: Id of the thing named.
        form: How it is named: full, short, system …
    """

    span: Span
    surface: str
    kind: str
    key: str
    form: str


def register_extensions() -> None:
    """Declare ``doc._.quantities``, ``doc._.dates`` and ``doc._.mentions`` once per process."""
    for name in ("quantities", "dates", "mentions"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())


def text_of(doc: Doc) -> str:
    """Return the text of ``doc``.

    spaCy puts it together from its tokens at each call, 1.5 ms on a report; our tokenizer
    leaves the text that it was given beside them.
    """
    kept = doc.user_data.get(TEXT_KEY)
    return kept if isinstance(kept, str) else str(doc.text)
