"""Takes a written organ name apart: place, departments, organ type, unit behind.

Names are read from the right, for the place in front is open-ended while the parts
behind are a known vocabulary: ``泉州市石狮`` + ``生态环境`` + ``局``. The longest chain of
known stems that ends at an organ type word wins, so a merged bureau that nobody
listed (``农业农村和水务局``) resolves to all its parts. Cost is O(length²) look-ups, about
20 µs a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reviewer.document.normalize import fold
from reviewer.regex import Regex

# Written type word → the one that the organ uses of itself. Longer words first.
ORGAN_TYPES: Mapping[str, str] = {
    "领导小组办公室": "办",
    "委员会办公室": "办",
    "管理委员会": "管委会",
    "街道办事处": "街道",
    "人民政府": "政府",
    "管委会": "管委会",
    "委员会": "委",
    "办公厅": "厅",
    "办公室": "办",
    "办事处": "办",
    "管理部": "中心",
    "街道办": "街道",
    "公司": "公司",
    "集团": "公司",
    "学院": "校",
    "大学": "校",
    "中学": "校",
    "小学": "校",
    "学校": "校",
    "医院": "院",
    "总队": "队",
    "支队": "队",
    "大队": "队",
    "分局": "局",
    "总局": "局",
    "政府": "政府",
    "街道": "街道",
    "中心": "中心",
    "苏木": "乡",
    "局": "局",
    "厅": "厅",
    "委": "委",
    "办": "办",
    "部": "部",
    "队": "队",
    "院": "院",
    "馆": "馆",
    "社": "社",
    "会": "会",
    "联": "会",
    "校": "校",
    "园": "校",
    "室": "室",
    "所": "所",
    "站": "站",
    "处": "处",
    "段": "段",
    "关": "关",
    "行": "行",
    "场": "场",
    "台": "台",
    "镇": "镇",
    "乡": "乡",
    "团": "团",
    "师": "师",
}
_LONGEST_TYPE = max(map(len, ORGAN_TYPES))
_GLUE = frozenset(
    re.split(
        " ",
        "管理 监督 监督管理 监管 事务 服务 发展 工作 事业 保障 促进 综合 指挥 保护 产业 领导小组 行业 开发 管理服务 "
        "事务管理 发展服务 事业发展 事务服务 公共 建设管理 指导 执法 稽查 联席会议 经办 综合服务 技术 推广 "
        "技术推广 监测 检查 治理 改革 委员会 联合 总 调查 规划设计 质量 应用",
    )
)
_CONNECTORS = frozenset("和与及暨、")
_VERTICAL = (  # name in front of the place → department, words behind the place
    ("国家税务总局", "tax", "税务局.{0,10}|税务分局|税务所|稽查局"),
    ("国家金融监督管理总局", "nfra", "监管局|监管分局|监管支局"),
    ("中国银行保险监督管理委员会", "nfra", "监管局|监管分局|监管组"),
    ("中国银保监会", "nfra", "监管局|监管分局|监管组"),
    ("中国人民银行", "pbc", "营业管理部|中心支行|分行|支行"),
    ("国家外汇管理局", "pbc", "分局|支局|中心支局"),
    ("国家能源局", "energy", "监管局|监管办公室|监管专员办公室"),
    ("国家统计局", "survey", "调查总队|调查队"),
    ("国家矿山安全监察局", "mine_safe", "局|监察执法.处"),
    ("中华人民共和国", "", ""),
    ("新疆生产建设兵团", "", ""),
    ("国家", "", ""),
    ("中国共产党", "", ""),
    ("中共", "", ""),
)
_ZONE = Regex(r"(?:开发区|高新区|经开区|高新技术|工业园|产业园|集聚区|集中区|示范区|合作区|保税区|新区|园区|新城)")
_SCENIC = Regex(r"(?:风景名胜区|风景区|度假区|景区|旅游区|国家公园|保护区|湿地公园|森林公园|地质公园)")
_FREE_TRADE = Regex(r"(?:自由贸易|自贸)")
_PARK = Regex(r"(?:工业园|产业园|科技园|物流园|工业园区|加工园区)(?:区)?$")
_PARENS = Regex(r"\(([^()]*)\)")
_NOISE = Regex(r"[\s\"《》\[\]]+")
_TRAILING_GOVERNMENT = Regex(r"(?:人民政府|政府|党工委|党委|委)$")
_BRANCH_ENDING = Regex(r"^(.{2,10}?)(?:分局|支局|管理分局)$")
_LOCAL = frozenset({"government", "town", "street", "dev_zone", "industrial_park", "scenic", "free_trade"})
_LOCAL_ORGAN = Regex(r"(?:政府|办事处|委员会|管委会|管理局|管理处)$")
_MAX_STEM = 16


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of one department, as the parser needs them."""

    id: str
    full: tuple[str, ...]
    ended: frozenset[str]
    stems: tuple[str, ...]
    former: tuple[tuple[str, tuple[str, ...]], ...]
    is_abolished: bool
    into: str


@dataclass(frozen=True, slots=True)
class DepartmentMatch:
    """An organ name taken apart.

    Args:
        primary: Id of the department that stands first in the name.
        components: All ids in the name, primary first; those in brackets last.
        place: The text in front, such as 洛阳市瀍河回族区; empty for 县商务局 written 商务局.
        core: The name without the place: 商务局.
        organ_type: What the organ calls itself: 局, 委, 办, 厅, 中心, 镇, 街道, 管委会 …
        unit: What stands behind: 交通警察大队 of a 公安局; empty as a rule.
        is_former: Whether the name belongs to an organ that a reform has ended.
    """

    primary: str
    components: tuple[str, ...]
    place: str
    core: str
    organ_type: str
    unit: str = ""
    is_former: bool = False


@dataclass(frozen=True, slots=True)
class _Chain:
    start: int
    stems: tuple[str, ...]
    cost: int


class OrganNames:
    """The parser, with its vocabulary."""

    def __init__(self, names: Iterable[NameIndex], compound_stems: Mapping[str, tuple[str, ...]]) -> None:
        self._stems: dict[str, tuple[str, ...]] = dict(compound_stems)
        self._whole: dict[str, tuple[str, bool]] = {}
        self._successor: dict[str, str] = {}
        former_stems: dict[str, str] = {}
        former_whole: dict[str, str] = {}
        rows = list(names)
        for row in rows:
            if row.is_abolished:
                self._successor[row.id] = row.into
            for name in row.full:
                self._whole.setdefault(name, (row.id, name in row.ended))
            for stem in row.stems:
                if row.id not in _LOCAL:
                    self._stems.setdefault(stem, (row.id,))
                if stem[-1] in ORGAN_TYPES:
                    self._whole.setdefault(stem, (row.id, row.is_abolished))
            for former, shorts in row.former:
                for name in (former, *shorts):
                    former_whole.setdefault(name, row.id)
                    former_stems.setdefault(_without_type(name), row.id)
        present_stems = {_without_type(name) for row in rows if not row.is_abolished for name in row.full}
        for name, key in former_whole.items():
            self._whole.setdefault(name, (key, True))
        for stem, key in former_stems.items():
            self._stems.setdefault(stem, (key,))
        self._former_stems = {stem for stem in former_stems if stem not in present_stems}
        self._former_stems |= {
            stem for row in rows if row.is_abolished for stem in row.stems if stem not in present_stems
        }

    def find(self, organ_name: str) -> DepartmentMatch | None:
        """Take ``organ_name`` apart; None if no known kind of organ is in it."""
        name = _NOISE.sub("", fold(organ_name))
        bracketed = _PARENS.findall(name)
        name = _PARENS.sub("", name).strip("()")
        if not name:
            return None
        match = self._find_vertical(name) or self._find_plain(name)
        if match is None:
            return None
        extra = [inner for text in bracketed for part in re.split("[、,;]", text) if (inner := self._find_plain(part))]
        if extra:
            components = (*match.components, *(key for inner in extra for key in inner.components))
            match = replace(match, components=tuple(dict.fromkeys(components)))
        return match

    def components(self, full_name: str) -> tuple[str, ...]:
        """Return the ids in a full name without a place; empty if it is not made of known stems throughout."""
        body = _without_type(full_name)
        chain = self._longest_chain(body)
        if chain is None or chain.start > 0:
            return ()
        ids = dict.fromkeys(key for stem in chain.stems for key in self._stems[stem])
        return tuple(dict.fromkeys(self._successor.get(key) or key for key in ids)) if len(ids) > 1 else tuple(ids)

    def _find_vertical(self, name: str) -> DepartmentMatch | None:
        for prefix, key, suffixes in _VERTICAL:
            if not name.startswith(prefix):
                continue
            rest = name[len(prefix) :]
            if not key:
                return self._find_vertical(rest) or self._find_plain(rest)
            tail = re.search(f"(?:{suffixes})$", rest) if rest else None
            place = rest[: tail.start()] if tail else rest
            core = prefix + (tail.group() if tail else "")
            return DepartmentMatch(key, (key,), place, core, _type_of(core))
        return None

    def _find_plain(self, name: str) -> DepartmentMatch | None:
        for end in range(len(name), 0, -1):
            match = self._match_ending_at(name, end)
            if match is not None:
                return self._with_unit(match, name[end:])
        if _ZONE.search(name[-6:]):
            return DepartmentMatch("dev_zone", ("dev_zone",), name, "", "管委会")
        return None

    def _with_unit(self, match: DepartmentMatch, tail: str) -> DepartmentMatch:
        place = self._clean_place(match.place)
        branch = _BRANCH_ENDING.match(tail)
        if branch:
            place += branch.group(1)
        return replace(match, place=place, unit=tail)

    def _clean_place(self, place: str) -> str:
        """Return the place in front of an organ, without the higher organ that may stand between."""
        if len(place) <= 1:
            return place
        for end in range(len(place), 0, -1):
            outer = self._match_ending_at(place, end)
            if outer is None or (outer.primary in _LOCAL and not _LOCAL_ORGAN.search(outer.core)):
                continue
            if outer.primary in _LOCAL:
                return outer.place + place[end:]
            return self._clean_place(outer.place) + _BRANCH_ENDING.sub(r"\1", place[end:])
        return _TRAILING_GOVERNMENT.sub("", place)

    def _match_ending_at(self, name: str, end: int) -> DepartmentMatch | None:
        best: DepartmentMatch | None = None
        for length in range(min(_LONGEST_TYPE, end), 0, -1):
            written = name[end - length : end]
            if written not in ORGAN_TYPES:
                continue
            chain = self._longest_chain(name[: end - length])
            if chain is not None:
                candidate = self._from_chain(name, chain, end, written)
                if best is None or len(candidate.core) >= len(best.core):
                    best = candidate
        whole = self._longest_whole(name, end)
        if whole is not None and (best is None or len(whole.core) > len(best.core)):
            best = whole
        return _as_government(name[:end], best)

    def _longest_whole(self, name: str, end: int) -> DepartmentMatch | None:
        for start in range(max(0, end - 24), end - 1):
            found = self._whole.get(name[start:end])
            if found is not None:
                core = name[start:end]
                return DepartmentMatch(found[0], (found[0],), name[:start], core, _type_of(core), is_former=found[1])
        return None

    def _longest_chain(self, body: str) -> _Chain | None:
        """Return the chain of stems at the end of ``body`` that reaches furthest left and starts with a stem."""
        reached: dict[int, _Chain] = {len(body): _Chain(len(body), (), 0)}
        best: _Chain | None = None
        for end in range(len(body), 0, -1):
            chain = reached.get(end)
            if chain is None:
                continue
            for start in range(max(0, end - _MAX_STEM), end):
                word = body[start:end]
                if word in self._stems:
                    step = _Chain(start, (word, *chain.stems), chain.cost + 2)
                elif word in _GLUE or (len(word) == 1 and word in _CONNECTORS and chain.stems):
                    step = _Chain(start, chain.stems, chain.cost + 3)
                else:
                    continue
                known = reached.get(start)
                if known is None or step.cost < known.cost:
                    reached[start] = step
                    if step.stems is not chain.stems and (best is None or start <= best.start):
                        best = step
        return best

    def _from_chain(self, name: str, chain: _Chain, end: int, written: str) -> DepartmentMatch:
        core = name[chain.start : end]
        ids = list(dict.fromkeys(key for stem in chain.stems for key in self._stems[stem]))
        whole = self._whole.get(core)
        is_former = whole[1] if whole else written != "中心" and all(stem in self._former_stems for stem in chain.stems)
        if len(ids) > 1 and not is_former:
            # 旅游 alone is an ended organ; in 文化体育和旅游局 it is the present one's part.
            ids = list(dict.fromkeys(self._successor.get(key) or key for key in ids))
        elif whole and whole[0] not in ids:
            ids.insert(0, whole[0])
        return DepartmentMatch(ids[0], tuple(ids), name[: chain.start], core, ORGAN_TYPES[written], is_former=is_former)


def _without_type(name: str) -> str:
    for length in range(min(_LONGEST_TYPE, len(name) - 1), 0, -1):
        if name[-length:] in ORGAN_TYPES:
            return name[:-length]
    return name


def _type_of(core: str) -> str:
    for length in range(min(_LONGEST_TYPE, len(core)), 0, -1):
        if core[-length:] in ORGAN_TYPES:
            return ORGAN_TYPES[core[-length:]]
    return ""


def _as_government(name: str, best: DepartmentMatch | None) -> DepartmentMatch | None:
    """Return the government, town, street or zone that ``name`` ends with, unless ``best`` says something longer."""
    if best is not None and best.primary not in _LOCAL:
        return best
    for core in (
        "人民政府",
        "街道办事处",
        "地区办事处",
        "街道办",
        "街道",
        "管理委员会",
        "管委会",
        "镇政府",
        "乡政府",
        "政府",
    ):
        if not name.endswith(core):
            continue
        place = name[: -len(core)]
        if core in ("人民政府", "政府", "镇政府", "乡政府"):
            is_town = core[0] in "镇乡" or place.endswith(("镇", "乡", "苏木"))
            town = place + core[0] if core[0] in "镇乡" else place
            kind = "镇" if town.endswith("镇") else "乡"
            if is_town:
                return DepartmentMatch("town", ("town",), town, "人民政府", kind)
            return DepartmentMatch("government", ("government",), place, core, "政府")
        if core in ("管理委员会", "管委会"):
            if not place:
                return best
            key = _zone_kind(place)
            return DepartmentMatch(key, (key,), place, core, "管委会")
        street = place + ("地区" if core == "地区办事处" else "街道")
        return DepartmentMatch("street", ("street",), street, "办事处", "街道")
    if len(name) >= 3 and name.endswith(("镇", "乡", "苏木")) and not name.endswith(("城乡", "城镇", "乡镇")):
        return DepartmentMatch("town", ("town",), name, "", "镇" if name.endswith("镇") else "乡")
    return best


def _zone_kind(place: str) -> str:
    if _FREE_TRADE.search(place):
        return "free_trade"
    if _SCENIC.search(place):
        return "scenic"
    if _PARK.search(place) and "开发区" not in place:
        return "industrial_park"
    return "dev_zone"
