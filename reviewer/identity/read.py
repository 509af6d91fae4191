"""Reconciles the claims of a draft into one identity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.document.model import Document
from reviewer.identity.claims import OrganClaim, YearClaim, find_organ_claims, find_year_claims
from reviewer.identity.issuer_place import PlaceReading, read_place
from reviewer.identity.joint import find_joint_departments
from reviewer.identity.model import Claim, ClaimSource, Identity, Level
from reviewer.knowledge.departments import DepartmentMatch, Departments
from reviewer.knowledge.places import Gazetteer
from reviewer.knowledge.regulations import profile_for_year
from reviewer.nlp.annotations import DateMention
from reviewer.regex import Regex

# How much a statement counts, by where it stands. The title is what the organ signs.
_WEIGHTS: dict[ClaimSource, float] = {
    "override": 100.0,
    "title": 10.0,
    "signature": 6.0,
    "preface": 5.0,
    "contact": 4.0,
    "period": 4.0,
    "metadata": 3.0,
    "body": 2.0,
    "file_name": 1.5,
}
_PLAIN_PREFIXES = ("省", "自治区", "市", "州", "盟", "县", "区", "旗", "镇", "乡", "街道", "本", "我")
_LEVEL_OF_PREFIX: dict[str, Level] = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
    "镇": "town",
    "乡": "town",
}
# 南京市玄武区人民政府锁金村街道: the government is no part of the street's name.
_GOVERNMENT_OF = Regex(r"人民政府(?=[^\W\d_]{2,6}(?:街道|镇|乡))")
_TOWN_TYPES = frozenset({"镇", "乡", "街道"})


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the caller knows better: the command line's --issuer, --year and --profile."""

    issuer: str | None = None
    year: int | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    claim: OrganClaim
    weight: float
    match: DepartmentMatch | None
    place: PlaceReading | None


def read_identity(
    document: Document,
    dates: Sequence[DateMention],
    departments: Departments,
    gazetteer: Gazetteer,
    *,
    overrides: Overrides | None = None,
) -> Identity:
    """Return whose report ``document`` is, with every claim that was found.

    The heaviest claim that names an organ gives the issuer; what it leaves open (the
    place of “区商务局”) is filled from the next heaviest that agrees with it.
    """
    given = overrides or Overrides()
    organ_claims = list(find_organ_claims(document))
    if given.issuer:
        organ_claims.insert(0, OrganClaim(given.issuer, "override", None, given.issuer))
    readings = [_read(claim, departments, gazetteer) for claim in organ_claims]
    ranked = sorted((r for r in readings if r.match or r.place), key=lambda r: -r.weight)
    main = next((r for r in ranked if r.match), ranked[0] if ranked else None)
    place = _with_county(_choose_place(main, ranked), document.text, gazetteer)
    year_claims = list(find_year_claims(document, tuple(dates)))
    if given.year:
        year_claims.insert(0, YearClaim(given.year, "override", None, str(given.year)))
    year = max(year_claims, key=lambda claim: _WEIGHTS[claim.source]).year if year_claims else None
    return Identity(
        issuer=_issuer_name(main),
        place=place.name if place else None,
        place_chain=place.chain if place else (),
        place_is_known=place.is_known if place else False,
        departments=_departments(main, document, departments),
        organ_word=main.match.organ_type if main and main.match else None,
        is_government=_is_government(main),
        level=_level(main, place),
        year=year,
        profile=given.profile or (profile_for_year(year) if year else "zfxxgk-2021"),
        claims=_claims(readings, year_claims),
    )


def _read(claim: OrganClaim, departments: Departments, gazetteer: Gazetteer) -> _Reading:
    match = departments.find_by_name(claim.words)
    if match is None and claim.words.endswith("街"):  # 集贤里街 for 集贤里街道办事处
        match = departments.find_by_name(f"{claim.words}道办事处")
    words = _GOVERNMENT_OF.sub("", match.place if match else claim.words)
    place = read_place(words, gazetteer) if words and words not in _PLAIN_PREFIXES else None
    if match is not None and place is None and match.primary in ("town", "street", "dev_zone", "government"):
        place = read_place(claim.words, gazetteer)
    return _Reading(claim, _WEIGHTS[claim.source], match, place)


def _choose_place(main: _Reading | None, ranked: Sequence[_Reading]) -> PlaceReading | None:
    if main is not None and main.place is not None:
        return main.place
    for reading in ranked:
        if reading.place is None:
            continue
        same_organ = (
            main is None or main.match is None or reading.match is None or reading.match.primary == main.match.primary
        )
        if same_organ:
            return reading.place
    return None


def _with_county(place: PlaceReading | None, text: str, gazetteer: Gazetteer) -> PlaceReading | None:
    """Return a town with the county that the text names in front of it, if its own name names none: 东至县木林乡."""
    if place is None or place.level != "town" or len(place.parts) > 1:
        return place
    found = Counter(match[0] for match in re.finditer(rf"[^\W\d_]{{2,12}}?[县市区旗]{re.escape(place.name)}", text))
    for words, _ in found.most_common():
        reading = read_place(words.lstrip("在与和由为地址至到"), gazetteer)
        if reading is not None and len(reading.parts) > 1 and all(gazetteer.find(one) for one in reading.parts[:-1]):
            return reading
    return place


def _issuer_name(main: _Reading | None) -> str | None:
    return "".join(main.claim.words.split()) if main else None


def _departments(main: _Reading | None, document: Document, departments: Departments) -> tuple[str, ...]:
    if main is None:
        return ()
    if main.match is not None:
        own = main.match.components or (main.match.primary,)
        organ = "".join(main.claim.words.split()).removeprefix(main.place.name if main.place else "")
        joint = find_joint_departments(document.text, organ, departments)
        return (*own, *(one for one in joint if one not in own))
    return ("government",) if main.place is not None else ()


def _is_government(main: _Reading | None) -> bool:
    if main is None:
        return False
    if main.match is None:
        return main.place is not None  # “清泽县2021年……报告” is the government's
    return main.match.primary in ("government", "town") and main.match.organ_type in ("政府", "镇", "乡")


def _level(main: _Reading | None, place: PlaceReading | None) -> Level | None:
    if main is not None and main.match is not None:
        if main.match.organ_type in _TOWN_TYPES or main.match.primary in ("town", "street"):
            return "town"
        if main.match.place in _LEVEL_OF_PREFIX:
            return _LEVEL_OF_PREFIX[main.match.place]
    return place.level if place else None


def _claims(readings: Sequence[_Reading], years: Sequence[YearClaim]) -> tuple[Claim, ...]:
    found: list[Claim] = []
    for reading in readings:
        claim, weight = reading.claim, reading.weight
        found.append(Claim("issuer", "".join(claim.words.split()), claim.source, claim.quote, claim.span, weight))
        if reading.match is not None:
            value = "+".join(reading.match.components or (reading.match.primary,))
            found.append(Claim("department", value, claim.source, claim.quote, claim.span, weight))
        if reading.place is not None:
            found.append(Claim("place", reading.place.name, claim.source, claim.quote, claim.span, weight))
    for year in years:
        found.append(Claim("year", str(year.year), year.source, year.quote, year.span, _WEIGHTS[year.source]))
    return tuple(
        sorted(found, key=lambda claim: (claim.span is None, claim.span.start if claim.span else 0, claim.field))
    )
