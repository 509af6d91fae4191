"""The bodies, venues, people, heads and statutory matters that belong to one kind of organ.

Unlike the trade words of :mod:`reviewer.knowledge.domain_terms` they say nothing about
what a sentence is about; they say whose text it is, where they stand as the writer's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Literal, cast

import ahocorasick_rs

from reviewer.knowledge.departments import Departments

TraceClass = Literal["organ", "body", "venue", "staff", "head", "duty"]
_CLASSES = frozenset({"organ", "body", "venue", "staff", "head", "duty"})
# Of use only within a name that has been found otherwise.
PartClass = Literal["trade", "account"]
_PARTS = frozenset({"trade", "account"})


@dataclass(frozen=True, slots=True)
class TraceHit:
    """A word of the list in a text.

    Args:
        start: First character.
        end: One past the last.
        kind: What it is.
        departments: Ids of the kinds of organ that have it.
    """

    start: int
    end: int
    kind: TraceClass
    departments: frozenset[str]


@dataclass(frozen=True, eq=False)
class Traces:
    """Finds the words.

    Args:
        rows: Class and owners of each word.
        parts: Owners of the words that name a trade within longer names, by class.
    """

    rows: Mapping[str, tuple[TraceClass, frozenset[str]]]
    parts: Mapping[PartClass, Mapping[str, frozenset[str]]]

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return tuple(self.rows)

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(
            list(self._words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def find(self, text: str) -> Iterator[TraceHit]:
        """Yield the words of a folded text, the longest at each place."""
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            kind, owners = self.rows[self._words[index]]
            yield TraceHit(start, end, kind, owners)


def load_traces(departments: Departments, institutions: Mapping[str, frozenset[str]]) -> Traces:
    """Return the list with all owners of each word, those that the departments name included."""
    text = (files("reviewer.knowledge") / "data" / "traces.tsv").read_text(encoding="utf-8")
    kinds: dict[str, TraceClass] = {}
    owners: dict[str, set[str]] = {}
    parts: dict[PartClass, dict[str, set[str]]] = {"trade": {}, "account": {}}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        department, kind, words = line.split("\t")
        if department not in departments.by_id or kind not in _CLASSES | _PARTS:
            raise ValueError(f"traces.tsv line {number}: {department} {kind}")
        for word in words.split():
            if kind in _PARTS:
                parts[cast(PartClass, kind)].setdefault(word, set()).add(department)
                continue
            kinds.setdefault(word, cast(TraceClass, kind))
            owners.setdefault(word, set()).add(department)
    for word, ids in owners.items():
        ids.update(departments.by_term.get(word, ()), institutions.get(word, ()))
    return Traces(
        {word: (kinds[word], frozenset(ids)) for word, ids in owners.items()},
        {kind: {word: frozenset(ids) for word, ids in words.items()} for kind, words in parts.items()},
    )
