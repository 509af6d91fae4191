"""Whose text a draft was copied from: one donor, whose traces recur in many shapes.

A rightful third party is named once or twice, with words that introduce it. A donor leaves its
line of business, its heads, its bodies, its duties, in the places of the issuer's own. So
the traces of each kind of organ are added up over the report; once a donor is established,
its other traces are reported too, however weak each is alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reviewer.identity.own import family_of
from reviewer.identity.residues import Residue

_WEIGHT = {"certain": 3.0, "likely": 2.0, "doubtful": 1.0, "possible": 1.0, "faint": 0.4}
_NEXT = 0.8  # of two traces of one donor the second says less
_MANY = 2.4  # of traces that would not be reported alone


def select_residues(found: Sequence[tuple[int, Residue]]) -> list[tuple[int, Residue]]:
    """Return the residues to report: what stands alone, and what the donor's other traces support.

    Args:
        found: Each with the index of its sentence.
    """
    by_family: dict[str, list[int]] = defaultdict(list)
    for place, (_, one) in enumerate(found):
        for family in families(one):
            by_family[family].append(place)
    alone = {place for place, (_, one) in enumerate(found) if one.strength in ("certain", "likely", "doubtful")}
    supported: set[int] = set()
    for places in by_family.values():
        supported |= _supported([(place, *found[place]) for place in places])
    return [
        (number, replace(one, strength="possible") if one.strength == "doubtful" and place in supported else one)
        for place, (number, one) in enumerate(found)
        if place in alone or place in supported
    ]


def _supported(traces: Sequence[tuple[int, int, Residue]]) -> set[int]:
    """Return the places of the traces that the others of the same family make out as the donor's."""
    weights = {place: _WEIGHT[one.strength] * _share(one) for place, _, one in traces}
    strong = [place for place, _, one in traces if one.strength in ("certain", "likely")]
    supported = set()
    if strong:
        for place, _, one in traces:
            if any(other != place for other in strong) and _can_follow(one):
                supported.add(place)
        return supported
    ordered = sorted(weights.values(), reverse=True)
    total = sum(weight * _NEXT**rank for rank, weight in enumerate(ordered))
    shapes = {one.candidate.kind for _, _, one in traces if one.strength in ("doubtful", "possible")}
    sentences = {number for _, number, _ in traces}
    if total >= (_MANY) and len(shapes) > 1 and len(sentences) > 2:
        supported = {place for place, _, one in traces if one.strength in ("doubtful", "possible") and _can_follow(one)}
    return supported


def _share(residue: Residue) -> float:
    return 1.0 if len(families(residue)) <= 2 else 0.7


def _can_follow(residue: Residue) -> bool:
    return residue.rule != "related" or bool(residue.cue and (residue.probability or 0) >= 0.3)


def families(residue: Residue) -> frozenset[str]:
    """Return the families of organs that a residue may be of."""
    return frozenset(family_of(name) for name in residue.candidate.departments)
