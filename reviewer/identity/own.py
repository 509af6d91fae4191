"""Which kinds of organ are the issuer's own, and which issuers speak for all."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from reviewer.classify.business import BusinessModel
from reviewer.identity.foreign import Own
from reviewer.knowledge.departments import Departments
from reviewer.regex import Regex

# Issuers that may name any organ: governments, their offices, townships, zones, and halls of all services.
SPEAKS_FOR_ALL = frozenset(
    {"government", "gov_office", "town", "street", "dev_zone", "industrial_park", "gov_service", "data"}
)
TERRITORIES = frozenset({"town", "street", "dev_zone", "industrial_park"})
# Who runs accounts for others.
HOSTS_OF_ACCOUNTS = frozenset({"media", "broadcast"})
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

# Whose branch an organ is, where both are not one family: 省司法厅 leads the prisons.
SUPERIORS = {
    "prison": frozenset({"justice", "public_sec"}),
    "maritime": frozenset({"transport"}),
    "port": frozenset({"transport"}),
    "railway": frozenset({"transport"}),
    "airport": frozenset({"transport"}),
    "postal": frozenset({"transport"}),
    "mine_safe": frozenset({"emergency"}),
    "earthquake": frozenset({"emergency"}),
    "fire": frozenset({"emergency"}),
    "tobacco": frozenset({"miit"}),
    "comm_admin": frozenset({"miit"}),
    "grain": frozenset({"ndrc"}),
    "survey": frozenset({"statistics"}),
    "disabled": frozenset({"civil"}),
    "housing_fund": frozenset({"housing"}),
    "med_ins": frozenset({"health"}),
    "cdc": frozenset({"health"}),
    "hospital": frozenset({"health", "tcm"}),
    "school_edu": frozenset({"edu", "hrss"}),
    "social_insurance": frozenset({"hrss"}),
    "employment": frozenset({"hrss"}),
    "metro": frozenset({"transport", "sasac"}),
    "research": frozenset({"sci"}),
}
_LED_BY = Regex(r"(?:等(?:部门|单位))?的?(?:正确|坚强|统一|直接|具体|大力)?(?:领导|指导|关心|支持|统一部署|部署)")
_HIGHER = Regex(r"(?:省|自治区|国家|上级)$")

# Organs that hang the plate of another beside their own in many places, with the words of what it does
# when that is counted among the issuer's own or told of at the head of a clause: 林草管护286条.
_PLATES = {
    "nat_res": (("forestry", r"林草|林业"), ("fishery", r"海洋|海域")),
    "edu": (("sport", r"体育赛事|群众体育|全民健身"),),
    "commerce": (("grain", r"粮食|储备粮"),),
    "ndrc": (("grain", r"粮食|储备粮"), ("energy", r"能源|电力")),
}


def _plate_pattern(words: str) -> Regex:
    return Regex(
        rf"(?:^|[,。;:、])(?:{words})[^,。;:、]{{0,10}}?[0-9]+(?:余)?[条件项份]|(?:加?挂)[^,。;]{{0,6}}(?:{words})[^,。;]{{0,8}}牌"
    )


_PLATE_PATTERNS = {
    main: tuple((other, _plate_pattern(words)) for other, words in rows) for main, rows in _PLATES.items()
}


def hung_plates(issuer: str, texts: Iterable[str]) -> frozenset[str]:
    """Return the kinds whose plate the issuer hangs, by what it counts among its own.

    Args:
        issuer: Its main kind of organ.
        texts: The sentences of its report.
    """
    rows = _PLATE_PATTERNS.get(issuer, ())
    if not rows:
        return frozenset()
    whole = "\n".join(texts).replace("，", ",").replace("；", ";").replace("：", ":")
    return frozenset(other for other, pattern in rows if pattern.search(whole))


def is_superior(text: str, start: int, end: int, ids: Iterable[str], issuer: str) -> bool:
    """Tell whether the organ named in a folded text is the one above the issuer.

    Args:
        text: The sentence.
        start: Where the name starts, the place in front of it left out.
        end: One past its last character.
        ids: The kinds of organ that it may be.
        issuer: The issuer's main kind of organ.
    """
    if not SUPERIORS.get(issuer, frozenset()) & set(ids):
        return False
    if _LED_BY.match(text, end) and text[end - 1] in "局委厅":
        return True  # 在市卫健委的领导下
    return text[:end].endswith(("厅", "总局")) or _HIGHER.search(text[:start]) is not None


def family_of(name: str) -> str:
    """Return the kind of organ that stands for all that share its words."""
    return FAMILY.get(name, name)


def expand_own(departments: Departments, ids: Iterable[str]) -> frozenset[str]:
    """Return the ids with the parts of combined bureaux."""
    return frozenset().union(*(departments.expand(name) for name in ids))


@lru_cache(maxsize=256)
def related_to(departments: Departments, ids: tuple[str, ...]) -> frozenset[str]:
    """Return the ids of the kinds of organ that are easily confused with the issuer's."""
    return frozenset(one.id for one in departments if any(departments.is_related(name, one.id) for name in ids))


def own_rows(
    model: BusinessModel, departments: Departments, ids: tuple[str, ...], *, foreign: frozenset[str] = frozenset()
) -> Own:
    """Return the issuer's own, related and everybody's kinds as rows of the model.

    Args:
        model: The model whose rows are meant.
        departments: Kinds of organ.
        ids: Ids of the issuer's departments.
        foreign: Kinds that count neither as related nor as everybody's, whatever is usual.
    """
    own = expand_own(departments, ids)
    related = related_to(departments, ids) - own - foreign
    rows = model.index
    return Own(
        own=tuple(sorted(rows[name] for name in own if name in rows)),
        related=tuple(sorted(rows[name] for name in related if name in rows)),
        never=tuple(sorted(rows[name] for name in EVERYBODYS - own - foreign if name in rows)),
    )
