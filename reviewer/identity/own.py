"""Which kinds of organ are the issuer's own, and which issuers speak for all."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.classify.business import BusinessModel
from reviewer.identity.foreign import Own
from reviewer.knowledge.departments import Departments

# Issuers that may name any organ: governments, their offices, townships, zones, and halls of all services.
SPEAKS_FOR_ALL = frozenset(
    {"government", "gov_office", "town", "street", "dev_zone", "industrial_park", "gov_service", "data"}
)
TERRITORIES = frozenset({"town", "street", "dev_zone", "industrial_park"})
# Business that stands in every report, or that no issuer of reports has.
EVERYBODYS = frozenset({
    "government", "gov_office", "gov_service", "data", "hotline", "media", "archive", "petition",
    "supervision", "cpc_depts", "people_congress", "staffing", "secrecy", "cyberspace", "party_school",
    "org_affairs", "biz_env", "legal_off", "town", "street", "dev_zone", "industrial_park", "research",
    "liaison", "counselor", "state_security", "vet_cadre", "fed_ind_com", "social_work", "pub_resource",
    "econ_dev", "private_econ", "major_project", "exhibition", "xinjiang_corps", "utility", "finance", "audit",
    "hospital", "school_edu",
})  # fmt: skip

# Organs whose words are told apart only by name.
FAMILY = {
    "social_insurance": "hrss", "employment": "hrss", "school_edu": "edu", "hospital": "health", "cdc": "health",
    "tcm": "health", "emergency_medical": "health", "saic": "market", "quality": "market", "fda": "market",
    "ip": "market", "tourism": "culture_tour", "heritage": "culture_tour", "scenery_ins": "culture_tour",
    "livestock": "agri", "farm_mach": "agri", "fishery": "agri", "rural_econ": "agri", "planning": "nat_res",
    "realestate": "housing", "landscape": "urban_mgmt", "highway": "transport", "poverty": "rural_rev",
    "worksafety": "emergency", "civil_def": "def_mob", "legal_off": "justice", "river_basin": "water",
}  # fmt: skip


def family_of(name: str) -> str:
    """Return the kind of organ that stands for all that share its words."""
    return FAMILY.get(name, name)


def expand_own(departments: Departments, ids: Iterable[str]) -> frozenset[str]:
    """Return the ids with the parts of combined bureaux."""
    return frozenset().union(*(departments.expand(name) for name in ids))


def own_rows(
    model: BusinessModel, departments: Departments, ids: tuple[str, ...], *, foreign: frozenset[str] = frozenset()
) -> Own:
    """Return the issuer's own, related and everybody's kinds as rows of the model.

    Args:
        model: The model whose rows are meant.
        departments: Kinds of organ.
        ids: Ids of the issuer's departments.
        foreign: Kinds that do not count as related, whatever is usual.
    """
    own = expand_own(departments, ids)
    related = {
        one.id for one in departments if any(departments.is_related(name, one.id) for name in ids) and one.id not in own
    } - foreign
    rows = model.index
    return Own(
        own=tuple(sorted(rows[name] for name in own if name in rows)),
        related=tuple(sorted(rows[name] for name in related if name in rows)),
        never=tuple(sorted(rows[name] for name in EVERYBODYS if name in rows and name not in own)),
    )
