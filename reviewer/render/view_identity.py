"""Whose report it is, with every place that says so and every place that says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reviewer.identity.model import Claim, Identity, IdentityField
from reviewer.render import labels
from reviewer.render.safe_text import one_line, visible
from reviewer.render.view_evidence import Anchor
from reviewer.render.view_model import ClaimView, IdentityRow

_MAX_CLAIMS = 5
_UNKNOWN = "未能读出"


def identity_rows(identity: Identity, anchor: Anchor) -> tuple[IdentityRow, ...]:
    """Return the parts of the identity in the order in which a reader asks for them."""
    place = "".join(identity.place_chain) or identity.place
    departments = "、".join(labels.department_label(department) for department in identity.departments)
    kind = "本级人民政府" if identity.is_government else ""
    values: tuple[tuple[IdentityField, str | None, str], ...] = (
        ("issuer", identity.issuer, kind),
        ("place", place, "" if identity.place_is_known or not place else "地名库中没有这个地名"),
        ("department", departments, ""),
        ("level", labels.label(labels.LEVELS, identity.level) if identity.level else None, ""),
        ("year", f"{identity.year}年" if identity.year else None, ""),
    )
    rows = [
        _row(labels.IDENTITY_FIELDS[field], value, note, _claims(identity, field, anchor))
        for field, value, note in values
    ]
    profile = labels.label(labels.PROFILES, identity.profile)
    rows.append(IdentityRow("适用格式", profile, True, labels.PROFILE_BASES.get(identity.profile, ""), (), 0))
    return tuple(rows)


def _row(label: str, value: str | None, note: str, claims: Sequence[ClaimView]) -> IdentityRow:
    # Contradictions are what a reader must see: they are never among those left out.
    conflicts = [claim for claim in claims if claim.conflicts]
    agreeing = [claim for claim in claims if not claim.conflicts]
    shown = (*agreeing[: max(1, _MAX_CLAIMS - len(conflicts))], *conflicts[:_MAX_CLAIMS])
    return IdentityRow(label, visible(value or _UNKNOWN), bool(value), note, shown, len(claims) - len(shown))


def _claims(identity: Identity, field: IdentityField, anchor: Anchor) -> list[ClaimView]:
    """Return the claims of one field, each place and wording once."""
    claims = identity.claims_of(field)
    accepted = _accepted(identity, field, claims)
    seen: set[tuple[str, str]] = set()
    views: list[ClaimView] = []
    for claim in claims:
        if (claim.source, claim.quote) in seen:
            continue
        seen.add((claim.source, claim.quote))
        views.append(
            ClaimView(
                source=labels.label(labels.CLAIM_SOURCES, claim.source),
                quote=one_line(claim.quote),
                href=anchor(claim.span) if claim.span else "",
                conflicts=claim.value not in accepted,
            )
        )
    return views


def _accepted(identity: Identity, field: IdentityField, claims: Sequence[Claim]) -> set[str]:
    """Return the values that agree with the identity: what most weight says, and superiors of the place."""
    weights: dict[str, float] = defaultdict(float)
    for claim in claims:
        weights[claim.value] += claim.weight
    accepted = {max(weights, key=lambda value: (weights[value], value))} if weights else set()
    own = {
        "issuer": (identity.issuer,),
        "place": (identity.place, *identity.place_chain),
        "department": identity.departments,
        "level": (identity.level,),
        "year": (str(identity.year),),
    }[field]
    if any(own) and accepted.isdisjoint(own) and weights.keys() & set(own):
        accepted = set()
    return accepted | {value for value in own if value}
