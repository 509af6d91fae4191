"""Titles of law, and organs of the centre and in the vertical, that others have replaced."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from reviewer.regex import Regex

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Succession:
    """A name and the one that took its place.

    Args:
        pattern: How the old name is written, in folded text; its group ``name`` is the name.
        now: What took its place.
        until: Last day on which the old name was in force.
        is_title: Whether it is a title of law; else an organ.
        source: Where the fact comes from.
    """

    pattern: Regex
    now: str
    until: date
    is_title: bool
    source: str


@cache
def load_successions() -> tuple[Succession, ...]:
    """Return the successions that ship, titles first."""
    raw = tomllib.loads((files("reviewer.knowledge") / "data" / "successions.toml").read_text(encoding="utf-8"))
    titles = [
        Succession(_title_pattern(row["name"]), row["now"], _month_end(row["until"]), True, row["source"])
        for row in raw["title"]
    ]
    organs = [
        Succession(Regex(f"(?P<name>{row['form']})"), row["now"], _month_end(row["until"]), False, row["source"])
        for row in raw["organ"]
    ]
    return (*titles, *organs)


def _title_pattern(name: str) -> Regex:
    """Return a pattern of a title of the state: 《信访条例》 and 国务院《信访条例》, but no province's own rule."""
    return Regex(rf"《(?:中华人民共和国)?(?P<name>{re.escape(name)})(?=》|\()")


def _month_end(written: str) -> date:
    year, month = map(int, written.split("-"))
    return date(year + month // _MONTHS, month % _MONTHS + 1, 1) - _DAY


_DAY = date(2000, 1, 2) - date(2000, 1, 1)
