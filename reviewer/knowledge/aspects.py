"""The sides of disclosure work that problems and measures speak of, with their words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reviewer.regex import Regex

_DATA = Path(__file__).parent / "data" / "aspects.toml"


@dataclass(frozen=True, eq=False)
class Aspect:
    """One side of the work: timeliness, staff, interpretation and so on.

    Args:
        key: Stable key.
        name: Chinese name.
        weight: How much it tells that two sentences both speak of it.
        in_problems: Finds its words in a problem.
        in_measures: Finds its words in a measure.
    """

    key: str
    name: str
    weight: float
    in_problems: Regex
    in_measures: Regex


@cache
def load_aspects() -> tuple[Aspect, ...]:
    """Return all aspects, in the order of the file."""
    raw = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return tuple(
        Aspect(
            key=key,
            name=row["name"],
            weight=row["weight"],
            in_problems=_pattern((*row["words"].split(), *row["problem"].split())),
            in_measures=_pattern((*row["words"].split(), *row["measure"].split())),
        )
        for key, row in raw.items()
        if key != "source"
    )


def _pattern(words: Iterable[str]) -> Regex:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return Regex("|".join(map(re.escape, ordered)))
