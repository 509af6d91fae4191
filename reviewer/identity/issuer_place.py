"""Takes the place in front of an organ's name apart: 洛阳市瀍河回族区 → 洛阳市, 瀍河回族区."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.identity.model import Level
from reviewer.knowledge.place_names import place_stem, suffix_of
from reviewer.knowledge.places import Gazetteer, Place, is_function_area
from reviewer.regex import Regex

_ZONES = "新区|开发区|高新区|经开区|示范区|管理区"
_DIVISIONS = "特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|街道|苏木|省|市|州|盟|县|区|旗|镇|乡"
_SUFFIXES = f"{_ZONES}|{_DIVISIONS}"
_PART = Regex(rf"[^\W\d_]{{1,12}}?(?:{_SUFFIXES})(?!(?:{_SUFFIXES})(?:$|[^\u4e00-\u9fff]))")
_LEVELS: dict[str, Level] = {
    "province": "province",
    "prefecture": "city",
    "county": "county",
    "zone": "county",
    "town": "town",
    "street": "town",
}
_MAX_NAME = 15
_COUNTY_SUFFIXES = ("县", "旗", "区")
_TOWN_SUFFIXES = ("镇", "乡", "街道", "苏木")


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """A written place.

    Args:
        name: Its last and smallest division, as written: 瀍河回族区.
        chain: All divisions named or known above it, widest first, itself last.
        is_known: The gazetteer, or the user's additions, list the smallest one.
        level: Its level; None if it cannot be told.
        parts: The divisions as written.
    """

    name: str
    chain: tuple[str, ...]
    is_known: bool
    level: Level | None
    parts: tuple[str, ...]


def read_place(words: str, gazetteer: Gazetteer) -> PlaceReading | None:
    """Return the place that ``words`` start with; None if they name no division.

    Known divisions are cut off first, the longest that fits, so that 沙市区 is not cut at
    市; what is left is cut at suffixes.
    """
    parts = split_place(words, gazetteer)
    if not parts:
        return None
    name = parts[-1]
    if re.fullmatch(_SUFFIXES, name):
        return None  # 街道党政办公室 names no street
    known = _choose(name, parts[:-1], gazetteer)
    if known is not None and known.level in ("town", "street") and _is_elsewhere(known, parts[:-1], gazetteer):
        known = None  # a town of that name is known in another county only
    if known is None and not place_stem(name):
        return None  # 县乡, 市区: a word for divisions, not one of them
    # There are four 鼓楼区 and hundreds of 城关镇; without a place above, none is the issuer's for certain.
    same = {place.parent for place in gazetteer.find_current(name)}
    is_ambiguous = len(same) > 1 and not (known and _lies_in(known, parts[:-1], gazetteer))
    chain = list(parts)
    if known is None and name.endswith(_TOWN_SUFFIXES) and len(parts) > 1:
        chain = [*_above(parts[:-1], gazetteer), name]
    if known is not None:
        above = [] if is_ambiguous else [place.name for place in reversed(gazetteer.ancestors(known))]
        chain = [*(above or _above(parts[:-1], gazetteer)), known.name]
    return PlaceReading(
        name=known.name if known is not None else name,
        chain=tuple(dict.fromkeys(chain)),
        is_known=known is not None,
        level=_LEVELS.get(known.level) if known is not None else _guess_level(name),
        parts=parts,
    )


def _above(parts: tuple[str, ...], gazetteer: Gazetteer) -> list[str]:
    """Return the divisions named in front of a town, with those that are known to lie above them."""
    if not parts:
        return []
    known = _choose(parts[-1], parts[:-1], gazetteer)
    higher = [place.name for place in reversed(gazetteer.ancestors(known))] if known else []
    return list(dict.fromkeys([*higher, *parts]))


def split_place(words: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the divisions that ``words`` are made of, as written, widest first."""
    rest = "".join(words.split())
    parts: list[str] = []
    while rest:
        known = _known_prefix(rest, gazetteer)
        match = _PART.match(rest)
        written = match[0] if match else ""
        # A name left one character short of the end is cut wrongly: 沙市 of 沙市区.
        if known and (whole := _whole_from_stem(rest, known, written)):
            known = whole
        # 石鼓 of 石鼓湾区 is another place: what is left, 湾区, is no name.
        if known and len(known) < len(written) and not suffix_of(known) and not place_stem(written[len(known) :]):
            known = ""
        cut = known if len(known) >= len(written) or (known and len(rest) - len(known) != 1) else written
        if not cut:
            break
        parts.append(cut)
        rest = rest[len(cut) :]
    return tuple(parts)


def _whole_from_stem(rest: str, known: str, written: str) -> str:
    """Return the longer name that ``known`` is only the stem of: 漯河 of 漯河回族区, 临澜 of 临澜经济技术开发区."""
    whole = _PART.match(rest, 0)
    candidates = [written, rest] if whole else [rest]
    for candidate in candidates:
        is_longer = len(candidate) > len(known) and suffix_of(candidate)
        if is_longer and (place_stem(candidate) == known or is_function_area(candidate)):
            return candidate
    return ""


def _known_prefix(rest: str, gazetteer: Gazetteer) -> str:
    for n in range(min(len(rest), _MAX_NAME), 1, -1):
        candidate = rest[:n]
        if any(candidate in (place.name, place.stem) for place in gazetteer.find(candidate)):
            return candidate
    return ""


def _choose(name: str, above: tuple[str, ...], gazetteer: Gazetteer) -> Place | None:
    """Return the division of this name that lies in the divisions named in front of it."""
    found = gazetteer.find(name)
    if not found:
        return None
    return next((place for place in found if _lies_in(place, above, gazetteer)), found[0])


def _is_elsewhere(town: Place, above: tuple[str, ...], gazetteer: Gazetteer) -> bool:
    """Tell whether a town lies in none of the divisions named in front of it, all of which are known."""
    if not above or not gazetteer.ancestors(town):
        return False  # a town of the user's own that may lie anywhere
    return not _lies_in(town, above, gazetteer) and all(gazetteer.find(one) for one in above)


def _lies_in(place: Place, above: tuple[str, ...], gazetteer: Gazetteer) -> bool:
    """Tell whether the divisions named in front of a place are among those above it."""
    names = {word for upper in gazetteer.ancestors(place) for word in (upper.name, upper.stem)}
    return bool(above) and all(part in names for part in above)


def _guess_level(name: str) -> Level | None:
    if name.endswith(_TOWN_SUFFIXES):
        return "town"
    if name.endswith(("省", "自治区")):
        return "province"
    if name.endswith(("市", "州", "盟", "地区")):
        return "city"
    return "county" if name.endswith(_COUNTY_SUFFIXES) else None
