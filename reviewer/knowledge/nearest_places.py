"""Ranks real place names by how easily they turn into a given wrong one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from reviewer.knowledge.characters import look_alike, sound_alike
from reviewer.knowledge.place_names import place_stem

_LOOKS = 0.5  # from here a substituted character is called a look-alike
_SAME_SOUND, _NEAR_SOUND = 0.8, 0.65
_WITHIN_BONUS = 0.08
_MIN_SCORE = 0.45
_SAME_STEM = 0.92  # only the word for the kind of division, or the nationality, is wrong


class NamedPlace(Protocol):
    """What ranking needs of a place."""

    @property
    def code(self) -> str:
        """Division code."""

    @property
    def name(self) -> str:
        """Full name."""

    @property
    def stem(self) -> str:
        """Name without suffix and nationality."""


P = TypeVar("P", bound=NamedPlace)


@dataclass(frozen=True, slots=True)
class NearName(Generic[P]):
    """A real place near a wrong name.

    Args:
        place: The real place.
        score: 0 to 1; 1 would be the name itself.
        reason: What differs, in Chinese.
    """

    place: P
    score: float
    reason: str


def rank_near_names(name: str, pool: Iterable[P], *, limit: int, preferred: Collection[str]) -> tuple[NearName[P], ...]:
    """Return the nearest names of ``pool``, best first; places whose code is ``preferred`` get a small bonus."""
    characters, stem = set(name), place_stem(name)
    ranked: list[tuple[float, str, NearName[P]]] = []
    for place in pool:
        if stem and stem == place.stem:
            found = NearName(place, _SAME_STEM, f"全称应为“{place.name}”")
            ranked.append((-(_SAME_STEM + (_WITHIN_BONUS if place.code in preferred else 0.0)), place.code, found))
            continue
        if abs(len(place.name) - len(name)) > 1 or len(characters & set(place.name)) * 2 < min(len(name), 3):
            continue
        score, reason = compare_names(name, place.name)
        if score < _MIN_SCORE:
            continue
        bonus = _WITHIN_BONUS if place.code in preferred else 0.0
        ranked.append((-(score + bonus), place.code, NearName(place, round(score, 4), reason)))
    ranked.sort(key=lambda row: row[:2])
    return tuple(row[2] for row in ranked[:limit])


def compare_names(wrong: str, right: str) -> tuple[float, str]:
    """Return how near two names are, and in what they differ."""
    if len(wrong) != len(right):
        return _compare_lengths(wrong, right)
    total = 0.0
    reasons = []
    for first, second in zip(wrong, right, strict=True):
        likeness, reason = _compare_characters(first, second)
        total += likeness
        if reason:
            reasons.append(reason)
    return total / len(wrong), "，".join(reasons)


def _compare_characters(first: str, second: str) -> tuple[float, str]:
    if first == second:
        return 1.0, ""
    looks = look_alike(first, second)
    if looks >= _LOOKS:
        return 0.9 * looks, f"“{first}”与“{second}”形近"
    if sound_alike(first, second):
        return _SAME_SOUND, f"“{first}”与“{second}”音同"
    if sound_alike(first, second, is_loose=True):
        return _NEAR_SOUND, f"“{first}”与“{second}”音近"
    return 0.2 * looks, f"“{first}”与“{second}”不同"


def _compare_lengths(wrong: str, right: str) -> tuple[float, str]:
    longer, shorter = (wrong, right) if len(wrong) > len(right) else (right, wrong)
    for cut in range(len(longer)):
        if longer[:cut] + longer[cut + 1 :] == shorter:
            what = "多" if longer is wrong else "少"
            return 0.85 * len(shorter) / len(longer) + 0.1, f"{what}“{longer[cut]}”字"
    return 0.0, ""
