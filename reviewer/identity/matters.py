"""Matters of one other trade that a sentence is made of: two or more, and nothing of the issuer's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from reviewer.identity.candidates import CandidateFinder
from reviewer.identity.own import EVERYBODYS, family_of

_MIN_WEIGHT = 0.25


@dataclass(frozen=True, slots=True)
class Matters:
    """What a sentence is made of.

    Args:
        department: The kind of organ whose matters they are.
        words: The matters, in order.
    """

    department: str
    words: tuple[str, ...]


def find_matters(
    text: str, finder: CandidateFinder, own: frozenset[str], strip: Callable[[str], str], *, least: int
) -> Matters | None:
    """Return the other trade that a folded sentence speaks of; None if it names anything of the issuer's own.

    Args:
        text: The sentence.
        finder: Knows the matters.
        own: Ids of the issuer's own kinds of organ.
        strip: Takes from a word what any organ may speak of.
        least: How many matters it takes.
    """
    hits = [(hit.start, hit.end, hit.departments) for hit in finder.traces.find(text) if hit.kind == "duty"]
    hits += [
        (hit.start, hit.end, hit.departments)
        for hit in finder.terms.find(text)
        if hit.weight >= _MIN_WEIGHT and all(hit.end <= start or hit.start >= end for start, end, _ in hits)
    ]
    if len(hits) < least or any(ids & own for *_, ids in hits) or next(finder.selves(text), None) is not None:
        return None
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for start, end, ids in sorted(hits, key=lambda hit: hit[:2]):
        if len(strip(text[start:end])) > 1:
            for name in {family_of(one) for one in ids} - EVERYBODYS:
                found[name][text[start:end]] = None
    most = max(found, key=lambda name: (len(found[name]), name), default=None)
    return Matters(most, tuple(found[most])) if most is not None and len(found[most]) >= least else None
