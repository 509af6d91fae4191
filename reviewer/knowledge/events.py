"""Events and campaigns that belong to certain years."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reviewer.document.normalize import fold
from reviewer.regex import Regex


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event that a report can tell as this year's work only in certain report years.

    Args:
        words: Names it goes by, folded.
        first_year: First report year.
        last_year: Last report year.
        note: When it was, for the reader; empty if the years say all.
        source: Where the years come from.
    """

    words: tuple[str, ...]
    first_year: int
    last_year: int
    note: str
    source: str


@cache
def load_events() -> tuple[DatedEvent, ...]:
    """Return the dated events that ship."""
    raw = tomllib.loads((files("reviewer.knowledge") / "data" / "events.toml").read_text(encoding="utf-8"))
    return tuple(
        DatedEvent(
            words=tuple(fold(word) for word in row["words"]),
            first_year=row["from"],
            last_year=row["to"],
            note=row.get("now", ""),
            source=raw["source"],
        )
        for row in raw["event"]
    )


@cache
def event_pattern() -> Regex:
    """Return a pattern of all names, the longest first."""
    names = sorted((word for event in load_events() for word in event.words), key=lambda word: (-len(word), word))
    return Regex("|".join(map(re.escape, names)))


def event_named(word: str) -> DatedEvent:
    """Return the event of a name that :func:`event_pattern` found."""
    return next(event for event in load_events() if word in event.words)
