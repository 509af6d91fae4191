"""Matters by which one trade is known wherever its name is left out: 伏季休渔, 商品房预售, 学籍转接.

Unlike the duties of :mod:`reviewer.knowledge.traces` each lists every kind of organ that
handles it, so that a single one tells whether it can be the issuer's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

import ahocorasick_rs

from reviewer.knowledge.departments import Departments

_REACHES = frozenset({"local", "upper"})


@dataclass(frozen=True, slots=True)
class Matter:
    """What some kinds of organ handle.

    Args:
        owners: Ids of all of them, the main one first.
        is_local: Townships, streets and zones handle it too.
    """

    owners: tuple[str, ...]
    is_local: bool


@dataclass(frozen=True, slots=True)
class MatterHit:
    """A matter in a text.

    Args:
        start: First character.
        end: One past the last.
        matter: What it is.
    """

    start: int
    end: int
    matter: Matter


@dataclass(frozen=True, eq=False)
class Matters:
    """Finds the matters.

    Args:
        rows: What each word stands for.
    """

    rows: Mapping[str, Matter]

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(self.rows)

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(
            list(self._words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def find(self, text: str) -> Iterator[MatterHit]:
        """Yield the matters of a folded text, the longest at each place."""
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            yield MatterHit(start, end, self.rows[self._words[index]])


def load_matters(departments: Departments) -> Matters:
    """Return the list; a line that does not fit is an error of the package."""
    text = (files("reviewer.knowledge") / "data" / "matters.tsv").read_text(encoding="utf-8")
    rows: dict[str, Matter] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        owners, reach, words = line.split("\t")
        ids = tuple(owners.split())
        if reach not in _REACHES or not set(ids) <= departments.by_id.keys():
            raise ValueError(f"matters.tsv line {number}: {owners} {reach}")
        matter = Matter(ids, reach == "local")
        for word in words.split():
            if word in rows:
                raise ValueError(f"matters.tsv line {number}: {word} stands twice")
            rows[word] = matter
    return Matters(rows)
