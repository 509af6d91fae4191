"""Administrative divisions of China, present and former, and the names next to a wrong one.

Facts are in ``data/places.tsv`` and, for towns and streets, ``data/townships.tsv``, which is
read only when a town is asked for. An office can add its own places, see :func:`load_places`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from reviewer.knowledge.nearest_places import NearName, rank_near_names
from reviewer.knowledge.own_places import OwnPlace, read_own_places
from reviewer.knowledge.place_names import place_stem, suffix_of
from reviewer.regex import Regex

__all__ = ["Gazetteer", "NearName", "Place", "PlaceSurfaceForm", "is_function_area", "load_places"]

Level = Literal["province", "prefecture", "county", "zone", "town", "street"]
_DATA = Path(__file__).parent / "data"
_SOURCES = {
    "c": "现行区划代码（npm 包 china-division）",
    "g": "历年国标代码（PyPI 包 GB2260）",
    "k": "历年区划变更（编者核记）",
    "b": "两份代码表之间变更，年份未核",
    "o": "用户自行补充",
}
_FUNCTION_AREA = Regex(
    r"(?:开发区|高新区|经开区|高新技术产业园区|新区|示范区|集聚区|集中区|产业园区?|工业园区?|科技园区?|物流园区?|度假区|"
    r"风景名胜区|风景区|保税区|合作区|试验区|实验区|管理区|港务区|新城)$"
)
# Divisions of these names exist, but the words are ordinary ones in reports.
_GENERIC_WORDS = (
    "城区 郊区 矿区 东区 西区 南区 北区 新城区 市中区 中区 城中区 东城区 西城区 城东区 "
    "城西区 城北区 城南区 新市区 市区 东市区 中市区 老城区 离岛区 大堂区 合作市 城关区 "
    "公安县 新区 港口区 海南区 南部县 动力区 互助县 永新县 海港区 城厢区"
)
_GENERIC = frozenset(_GENERIC_WORDS.split(" "))


@dataclass(frozen=True, slots=True)
class Place:
    """One division under one name.

    Args:
        code: Division code; ``own-…`` for a place that the user added, the county's code plus a number for a town.
        name: Full name.
        stem: Name without suffix and nationality; empty if that leaves one character.
        level: Kind of division; ``zone`` is a functional area such as a development zone.
        parent: Code of the division above; empty for a province, ``*`` if it may lie in any added place.
        valid_from: Year in which the name came into force; None if before the records or unknown.
        valid_to: Year in which it ended; None for a present name.
        successor: Code of what took its place; empty if there is none or it is not known.
        source: Where the fact comes from.
        is_distinct: Whether the stem alone names the place: 洛阳 does, 新城 does not.
    """

    code: str
    name: str
    stem: str
    level: Level
    parent: str
    valid_from: int | None
    valid_to: int | None
    successor: str
    source: str
    is_distinct: bool

    @property
    def is_current(self) -> bool:
        """Whether the name is in force."""
        return self.valid_to is None

    def is_valid_in(self, year: int) -> bool:
        """Return whether the name was in force at some time of ``year``."""
        return (self.valid_from is None or self.valid_from <= year) and (self.valid_to is None or year <= self.valid_to)


@dataclass(frozen=True, slots=True)
class PlaceSurfaceForm:
    """A name to look for in a text."""

    surface: str
    code: str
    form: Literal["full", "stem", "generic"]


class Gazetteer:
    """Places, found by name, with their relations."""

    def __init__(self, places: tuple[Place, ...], *, has_townships: bool = True) -> None:
        self.places = places
        self._has_townships = has_townships
        self._by_name: dict[str, list[Place]] = {}
        self._by_stem: dict[str, list[Place]] = {}
        self._by_code: dict[str, Place] = {}
        for place in places:
            self._by_name.setdefault(place.name, []).append(place)
            if place.stem and place.stem != place.name:
                self._by_stem.setdefault(place.stem, []).append(place)
            if place.is_current or place.code not in self._by_code:
                self._by_code[place.code] = place

    def __len__(self) -> int:
        """Return the number of names, towns aside."""
        return len(self.places)

    def get(self, code: str) -> Place | None:
        """Return the place of a code, the present name if there are several."""
        return self._by_code.get(code) or (self._town(code) if "." in code else None)

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places of a name, present ones first.

        Args:
            name: A full name, a stem (洛阳), or names one after another, highest first, of which
                the last is meant: 洛阳市瀍河回族区, 泉州市石狮.
        """
        found = self._find_one(name) or self._find_in_chain(name)
        return tuple(sorted(found, key=lambda place: (not place.is_current, _RANK[place.level], place.code)))

    def find_current(self, name: str) -> tuple[Place, ...]:
        """Return the present places of a name."""
        return tuple(place for place in self.find(name) if place.is_current)

    def _find_one(self, name: str) -> list[Place]:
        found = [*self._by_name.get(name, ()), *self._by_stem.get(name, ())]
        if not found and name.endswith("州") and len(name) > 2:  # 临夏州 for 临夏回族自治州
            found = [place for place in self._by_stem.get(name[:-1], ()) if place.name.endswith("自治州")]
        if not found and self._has_townships and name.endswith(("镇", "乡", "街道", "苏木", "街道办事处", "地区")):
            codes = self._town_codes.get(name.removesuffix("办事处"), ())
            found = [town for code in codes if (town := self._town(code))]
        return found

    def _find_in_chain(self, name: str) -> list[Place]:
        for cut in range(len(name) - 2, 1, -1):
            tops = [*self._by_name.get(name[:cut], ()), *self._by_stem.get(name[:cut], ())]
            if not tops:
                continue
            below = self._find_one(name[cut:]) or self._find_in_chain(name[cut:])
            inside = [place for place in below if any(self.is_superior(top, place) for top in tops)]
            if inside:
                return inside
        return []

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """Return the divisions above, nearest first."""
        above: list[Place] = []
        parent = self._by_code.get(place.parent)
        while parent is not None and parent not in above:
            above.append(parent)
            parent = self._by_code.get(parent.parent)
        return tuple(above)

    def is_superior(self, upper: Place, lower: Place) -> bool:
        """Return whether ``upper`` lies above ``lower``."""
        if lower.parent == "*":
            return upper.source == _SOURCES["o"]
        return any(place.code == upper.code for place in self.ancestors(lower))

    def descendants(self, place: Place) -> tuple[Place, ...]:
        """Return every present division below, towns aside."""
        found: list[Place] = []
        waiting = [place.code]
        while waiting:
            below = self._children.get(waiting.pop(), ())
            found.extend(below)
            waiting.extend(one.code for one in below)
        return tuple(found)

    def siblings(self, place: Place) -> tuple[Place, ...]:
        """Return the other present divisions under the same parent."""
        return tuple(one for one in self._children.get(place.parent, ()) if one.code != place.code)

    def towns_of(self, place: Place) -> tuple[Place, ...]:
        """Return the towns and streets of a county."""
        numbers = range(1, len(self._towns.get(place.code, ())) + 1)
        return tuple(town for number in numbers if (town := self._town(f"{place.code}.{number:03d}")))

    def stem_is_distinct(self, place: Place) -> bool:
        """Return whether the stem alone can be read as the place: 洛阳 can, 城关, 新城 and 朝阳 cannot."""
        return place.is_distinct

    def nearest(self, name: str, limit: int = 3, within: Place | None = None) -> tuple[NearName[Place], ...]:
        """Return the real names that ``name`` was most likely meant to be, best first.

        Args:
            name: A name that is in doubt.
            limit: How many at most.
            within: Places under this one come first.
        """
        inside = {one.code for one in self.descendants(within)} if within else frozenset[str]()
        pool = [place for place in self.places if place.is_current and place.name != name]
        return rank_near_names(name, pool, limit=limit, preferred=inside)

    def surfaces(self) -> Iterator[PlaceSurfaceForm]:
        """Yield full names, then stems that can stand alone, each surface once."""
        seen: set[str] = set()
        for place in self.places:
            if place.name not in seen and len(place.name) > 1 and place.level != "town":
                seen.add(place.name)
                yield PlaceSurfaceForm(place.name, place.code, "generic" if place.name in _GENERIC else "full")
        for place in self.places:
            if place.is_distinct and place.stem not in seen:
                seen.add(place.stem)
                yield PlaceSurfaceForm(place.stem, place.code, "stem")

    @cached_property
    def _children(self) -> Mapping[str, list[Place]]:
        children: dict[str, list[Place]] = {}
        for place in self.places:
            if place.is_current:
                children.setdefault(place.parent, []).append(place)
        return children

    def _town(self, code: str) -> Place | None:
        county, _, number = code.partition(".")
        names = self._towns.get(county, ())
        if not number.isdecimal() or not 0 < int(number) <= len(names):
            return None
        name = names[int(number) - 1]
        level: Level = "street" if name.endswith("街道") else "town"
        return Place(code, name, "", level, county, None, None, "", _SOURCES["c"], False)

    @cached_property
    def _towns(self) -> Mapping[str, list[str]]:
        lines = (_DATA / "townships.tsv").read_text(encoding="utf-8").splitlines()
        rows = (line.split("\t") for line in lines if not line.startswith("#"))
        return {county: names.split(" ") for county, names in rows}

    @cached_property
    def _town_codes(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for county, names in self._towns.items():
            for number, name in enumerate(names, start=1):
                found.setdefault(name, []).append(f"{county}.{number:03d}")
        return found


_RANK: Mapping[Level, int] = {"province": 0, "prefecture": 1, "county": 2, "zone": 3, "town": 4, "street": 5}
_LEVELS: Mapping[str, Level] = {"province": "province", "prefecture": "prefecture", "county": "county", "zone": "zone"}


def is_function_area(name: str) -> bool:
    """Return whether the name is that of a development zone, park, resort or the like, registered or not."""
    return _FUNCTION_AREA.search(name) is not None and not name.endswith("浦东新区")


@cache
def _shipped_places() -> tuple[Place, ...]:
    places = []
    for line in (_DATA / "places.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, name, level, parent, begun, ended, successor, source, stem, distinct = line.split("\t")
        places.append(
            Place(
                code,
                name,
                stem,
                _LEVELS[level],
                parent,
                int(begun) if begun else None,
                int(ended) if ended else None,
                successor,
                _SOURCES[source],
                distinct == "1",
            )
        )
    return tuple(places)


def _add_own(shipped: tuple[Place, ...], rows: tuple[OwnPlace, ...]) -> tuple[Place, ...]:
    codes: dict[str, str] = {}
    current = [place for place in shipped if place.is_current]
    names = {place.code: place.name for place in current}
    for place in current:
        path = f"{names[place.parent]}/{place.name}" if place.parent in names else place.name
        codes.setdefault(path, place.code)
        codes.setdefault(place.name, place.code)
    added = []
    for number, row in enumerate(rows, start=1):
        code = f"own-{number:04d}"
        parent = "*" if row.parent == "*" else codes.get(row.parent) or codes.get(row.parent.rpartition("/")[2], "")
        codes[f"{row.parent}/{row.name}" if row.parent else row.name] = code
        codes[row.name] = code
        level = row.level or _guess_level(row)
        stem = place_stem(row.name) if level in ("province", "prefecture", "county") else ""
        is_distinct = bool(stem) and row.stem_is_distinct
        added.append(
            Place(code, row.name, stem, level, parent, row.valid_from, row.valid_to, "", _SOURCES["o"], is_distinct)
        )
    return (*shipped, *added)


def _guess_level(row: OwnPlace) -> Level:
    suffix = suffix_of(row.name)
    if is_function_area(row.name):
        return "zone"
    if suffix in ("省", "自治区", "特别行政区"):
        return "province"
    if suffix in ("自治州", "地区", "盟") or (suffix == "市" and row.parent.endswith(("省", "自治区"))):
        return "prefecture"
    if suffix in ("镇", "乡", "苏木"):
        return "town"
    return "street" if suffix == "街道" else "county"


def load_places(extra: Path | None = None) -> Gazetteer:
    """Return the gazetteer, with the places of ``extra`` added.

    Args:
        extra: A TOML or text file of places that are missing, see :mod:`reviewer.knowledge.own_places`.

    Raises:
        MissingResource: ``extra`` does not exist.
        InvalidParameter: ``extra`` cannot be understood.
    """
    return _shipped_gazetteer() if extra is None else Gazetteer(_add_own(_shipped_places(), read_own_places(extra)))


@cache
def _shipped_gazetteer() -> Gazetteer:
    return Gazetteer(_shipped_places())
