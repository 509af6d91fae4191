"""Whose report this is, as far as the draft itself tells, with the evidence for each part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reviewer.document.span import Span

IdentityField = Literal["issuer", "place", "department", "level", "year"]
ClaimSource = Literal["override", "title", "preface", "contact", "signature", "period", "metadata", "body", "file_name"]
Level = Literal["central", "province", "city", "county", "town"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of the draft about whose report it is.

    Args:
        field: The part of the identity that it speaks of.
        value: What it says, in the form that claims are compared in.
        source: Where it stands.
        quote: The words that say it.
        span: Where they stand in the text; None for metadata, file name and overrides.
        weight: How much the place counts when claims contradict each other.
    """

    field: IdentityField
    value: str
    source: ClaimSource
    quote: str
    span: Span | None
    weight: float


@dataclass(frozen=True, slots=True)
class Identity:
    """The reconciled identity of a draft.

    Args:
        issuer: Full name of the issuing organ as the draft gives it; None if not found.
        place: The division that the organ belongs to, full name (``清泽县``); None if not found.
        place_chain: That division with its superiors as far as named or known, widest first.
        place_is_known: Whether the gazetteer, or the user's additions, list it.
        departments: Ids of the organ's lines of business, the main one first; empty if unknown.
        organ_word: The word the organ's name ends in: 局, 委员会, 办公室, 街道办事处 …; None if unknown.
        is_government: Whether a whole government reports, not one of its organs.
        level: Administrative level; None if unknown.
        year: Year reported on; None if not found.
        profile: Format generation: ``zfxxgk-2007``, ``zfxxgk-2019`` or ``zfxxgk-2021``.
        claims: All that was found, in order of the text.
    """

    issuer: str | None
    place: str | None
    place_chain: tuple[str, ...]
    place_is_known: bool
    departments: tuple[str, ...]
    organ_word: str | None
    is_government: bool
    level: Level | None
    year: int | None
    profile: str
    claims: tuple[Claim, ...]

    def claims_of(self, field: IdentityField) -> tuple[Claim, ...]:
        """Return the claims about one part of the identity."""
        return tuple(claim for claim in self.claims if claim.field == field)
