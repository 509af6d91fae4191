"""The eight contents that an annual report has to cover, with the words that speak of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from reviewer.document.contents import TOPIC_KEYS, TopicKey
from reviewer.document.normalize import fold

_DATA = Path(__file__).parent / "data" / "topics.toml"
_FULL_SCORE = 6.0  # weights that together make a sentence certain


@dataclass(frozen=True)
class Topic:
    """One content that the rules ask for.

    Args:
        key: Key of the contract.
        name: Chinese name.
        section: Official section where it belongs.
        required_by: Format generations that ask for it.
        severity_when_absent: How much its absence weighs: ``error`` or ``warning``.
        first_year: First report year in which it is due; None if the generation decides.
        headings: How headings name it.
        decisive: Words that settle it wherever they stand.
        zero: Explicit statements that there was nothing.
        searched_in: The parts that are read for it, in Chinese.
        advice: What to add when it is missing.
        weights: Cue words with their weights, 1 to 5.
        source: Where the duty comes from.
    """

    key: TopicKey
    name: str
    section: str
    required_by: frozenset[str]
    severity_when_absent: Literal["error", "warning"]
    first_year: int | None
    headings: tuple[str, ...]
    decisive: tuple[str, ...]
    zero: tuple[str, ...]
    searched_in: tuple[str, ...]
    advice: str
    weights: Mapping[str, float]
    source: str

    @cached_property
    def cues(self) -> tuple[str, ...]:
        """Cue words, the weightiest first."""
        return tuple(sorted(self.weights, key=lambda word: (-self.weights[word], word)))

    def is_required(self, profile: str, year: int | None = None) -> bool:
        """Return whether a report of this generation and year must cover the topic."""
        if profile not in self.required_by:
            return False
        return year is None or self.first_year is None or year >= self.first_year

    def is_named_by(self, heading: str) -> bool:
        """Return whether a heading, number and all, names the topic."""
        words = "".join(fold(heading).split())
        return any(name in words for name in self.headings)

    def score(self, sentence: str) -> float:
        """Return how far the cue words speak for the topic, 0 to 1: a baseline, not a probability."""
        total = sum(weight for word, weight in self.weights.items() if word in sentence)
        return min(total / _FULL_SCORE, 1.0)

    def find_cues(self, sentence: str) -> tuple[str, ...]:
        """Return the cue words in a sentence, the weightiest first."""
        return tuple(word for word in self.cues if word in sentence)

    def is_zero_statement(self, sentence: str) -> bool:
        """Return whether the sentence says outright that there was nothing to report."""
        words = "".join(fold(sentence).split())
        return any(statement in words for statement in self.zero)


def _read_weights(written: str) -> dict[str, float]:
    parts = written.split()
    return {word: float(weight) for word, weight in zip(parts[::2], parts[1::2], strict=True)}


@cache
def load_topics() -> tuple[Topic, ...]:
    """Return the topics in the order of the contract."""
    raw = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    topics = []
    for key in TOPIC_KEYS:
        row = raw[key]
        topics.append(
            Topic(
                key=key,
                name=row["name"],
                section=row["section"],
                required_by=frozenset(row["required_by"].split()),
                severity_when_absent=row["severity_when_absent"],
                first_year=row.get("first_year"),
                headings=tuple(row["headings"].split()),
                decisive=tuple(row["decisive"].split()),
                zero=tuple(row["zero"].split()),
                searched_in=tuple(row["searched_in"].split()),
                advice=row["advice"],
                weights=_read_weights(row["cues"]),
                source=raw["source"],
            )
        )
    return tuple(topics)
