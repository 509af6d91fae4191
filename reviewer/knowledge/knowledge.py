"""All knowledge of one process, loaded once and handed to those who need it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reviewer.knowledge.departments import Departments, load_departments
from reviewer.knowledge.domain_terms import DomainTerms, load_domain_terms
from reviewer.knowledge.formulae import FormulaLedger, load_formulae
from reviewer.knowledge.lexicon import Lexicon, build_lexicon
from reviewer.knowledge.matters import Matters, load_matters
from reviewer.knowledge.places import Gazetteer, load_places
from reviewer.knowledge.regulations import basis
from reviewer.knowledge.topics import Topic, load_topics
from reviewer.knowledge.traces import Traces, load_traces
from reviewer.regex import Regex


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Organs, places, rules, topics and standard wording.

    Args:
        departments: Kinds of organ.
        gazetteer: Administrative divisions, the user's own additions included.
        topics: The contents that the rules ask for, in the contract's order.
        formulae: Statutory and standard wording.
    """

    departments: Departments
    gazetteer: Gazetteer
    topics: tuple[Topic, ...]
    formulae: FormulaLedger

    @cached_property
    def lexicon(self) -> Lexicon:
        """All names for one pass over a text."""
        return build_lexicon(self.departments, self.gazetteer)

    @cached_property
    def domain_terms(self) -> DomainTerms:
        """The words of each trade."""
        return load_domain_terms(self.departments)

    @cached_property
    def institution_owners(self) -> Mapping[str, frozenset[str]]:
        """Kinds of body (中小学校, 派出所) with the departments that they belong to."""
        owners: dict[str, set[str]] = {}
        for department in self.departments:
            for name in department.institutions:
                if len(name) > 1:
                    owners.setdefault(name, set()).add(department.id)
        return {name: frozenset(ids) for name, ids in owners.items()}

    @cached_property
    def institution_pattern(self) -> Regex:
        """Finds any kind of body, the longest name first."""
        names = sorted(self.institution_owners, key=lambda name: (-len(name), name))
        return Regex("|".join(map(re.escape, names)))

    @cached_property
    def traces(self) -> Traces:
        """What betrays whose text it is."""
        return load_traces(self.departments, self.institution_owners)

    @cached_property
    def matters(self) -> Matters:
        """By which one trade is known wherever its name is left out."""
        return load_matters(self.departments)

    @cached_property
    def decisive_cues(self) -> Mapping[str, tuple[str, ...]]:
        """Words that settle a topic wherever they stand."""
        return {topic.key: topic.decisive for topic in self.topics if topic.decisive}

    @cached_property
    def topic_words(self) -> Mapping[str, tuple[str, ...]]:
        """Words that speak for a topic under its own heading."""
        return {topic.key: topic.cues for topic in self.topics}

    def department_label(self, department_id: str) -> str:
        """Return the Chinese name of a line of business."""
        department = self.departments.by_id.get(department_id)
        return department.label if department else department_id

    def topics_of_heading(self, words: str) -> tuple[str, ...]:
        """Return the topics that a heading names."""
        return tuple(topic.key for topic in self.topics if topic.is_named_by(words))

    def basis(self, category: str, year: int | None) -> str:
        """Return the legal basis of a finding category for a report year, in Chinese."""
        return basis(category, year)


def load_knowledge(*, places: Path | None = None) -> Knowledge:
    """Return the knowledge that ships, with the user's own places added.

    Args:
        places: A file of places that the gazetteer lacks (new divisions, zones).

    Raises:
        ConfigError: That file cannot be read.
    """
    return Knowledge(
        departments=load_departments(),
        gazetteer=load_places(places),
        topics=load_topics(),
        formulae=load_formulae(),
    )
