"""The words of each trade, weighted by how far reports of other trades use them too.

``data/term_frequency.tsv`` says in how many kinds of organ other than its own a term
occurs in the corpus; ``scripts/build_term_frequency.py`` counts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

import ahocorasick_rs

from reviewer.knowledge.departments import Departments

_MAX_OTHERS = 3  # a term that more kinds of organ use says nothing


@dataclass(frozen=True, slots=True)
class TermHit:
    """A trade word in a text.

    Args:
        start: First character.
        end: One past the last.
        term: The word.
        departments: Ids of the departments whose word it is.
        weight: 1 for a word that no other trade uses, less for a shared one.
    """

    start: int
    end: int
    term: str
    departments: frozenset[str]
    weight: float


@dataclass(frozen=True, eq=False)
class DomainTerms:
    """Finds trade words.

    Args:
        owners: Departments of each term.
        others: In how many other kinds of organ the corpus uses it.
    """

    owners: Mapping[str, frozenset[str]]
    others: Mapping[str, int]

    @cached_property
    def _terms(self) -> tuple[str, ...]:
        return tuple(term for term in self.owners if len(term) > 1)

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(
            list(self._terms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def find(self, text: str) -> list[TermHit]:
        """Return the trade words of a folded text, the longest at each place, common ones left out."""
        hits: list[TermHit] = []
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            term = self._terms[index]
            others = self.others.get(term, 0)
            owners = self.owners[term]
            if others <= _MAX_OTHERS:
                hits.append(TermHit(start, end, term, owners, 1.0 / (others + len(owners))))
        return hits


def load_domain_terms(departments: Departments) -> DomainTerms:
    """Return the terms of all departments with their frequencies."""
    text = (files("reviewer.knowledge") / "data" / "term_frequency.tsv").read_text(encoding="utf-8")
    others: dict[str, int] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            term, count = line.split("\t")
            others[term] = int(count)
    owners = {term: frozenset(ids) for term, ids in departments.by_term.items()}
    return DomainTerms(owners, others)
