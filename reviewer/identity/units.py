"""Rooms and stations that no list holds, told by the matter in their names: 渔业渔政股, 旅游质监科.

Every office has rooms for its papers, people and money; a room for a trade is had by the
organ of that trade. So the words in front of 股, 科, 处, 所, 队, 中心 are looked up as matters
of the kinds of organ, and where they are unknown weighed by the model of business words.
A room named without an organ in front of it is the writer's own, in whatever role it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reviewer.classify.business import BusinessReading
from reviewer.identity import contexts
from reviewer.identity.candidates import Candidate, CandidateFinder
from reviewer.identity.own import EVERYBODYS, family_of
from reviewer.identity.residues import Residue, Strength
from reviewer.regex import Regex

_UNIT = Regex(
    r"(?P<room>股(?![权份东民])|科(?![学技普研目室协教])|(?<![一二两三四五六七八九十几多0-9])处(?![理罚置分于在方以长级室]))|"
    r"(?:监察|稽查|执法|管理|保障|服务)(?:大|中|支)队|"
    r"所(?![以有在谓属辖需述得长])|(?<!网)站(?![点长])|(?:仲裁|研究|规划|设计|考试|检验)院|中心(?![工任校小城户])|馆(?![长员内])"
)
# Where a name cannot reach back over: function words, and what is done with a unit.
_BOUND = Regex(
    r"[^\u4e00-\u9fff]|[由对与和及向到给将把请邀被的在至并让经从为等是以各原其该据按于]|责成|要求|督促|会同|联合|明确|安排|指定|"
    r"通报|约谈|表扬|组织|指导|局属|下属|直属|所属|全[省市县区]|[省市县区](?=[^\W\d_]{3})|[我本][局委办会院厅中]|[局委厅署](?!属)|列明|列出|标注|包括|涉及"
)
_LONGEST, _SHORTEST = 12, 3
# What an office of any kind has a room for; such words say nothing of whose it is.
_GENERAL = frozenset({
    "办公", "综合", "行政", "人事", "财务", "法规", "法制", "法治", "政策", "宣传", "信息", "数据", "督查", "督导",
    "督察", "审批", "许可", "政务", "公开", "机关", "党建", "纪检", "监察", "政工", "教育", "老干", "后勤", "保卫",
    "安全", "安全生产", "应急", "统计", "科技", "规划", "计划", "项目", "执法", "稽查", "服务", "对外", "合作",
    "培训", "招商", "产业", "基建", "工程", "设备", "资产", "技术", "信访", "监督", "监管", "管理", "行业", "市场",
    "社会", "发展", "组织", "信用", "改革", "调研", "研究", "法律", "保密", "档案", "评价", "考核", "质量", "标准",
    "资金", "征收", "运行", "公共", "环境", "卫生", "生产", "经济", "建设", "业务", "指挥", "调度", "检测", "监测",
    "检验", "保障", "保护", "价格", "采购", "体制改革", "国际", "外事", "财政", "科教", "社会事务", "政策法规",
    "离退休", "行政执法", "行政审批", "政务服务", "公共服务", "营商环境", "人才", "青少年", "文化", "体育", "职工",
    "民族", "交通", "网络", "平台", "农村", "基层", "企业", "仲裁", "考试", "分析", "宣教", "物价", "法律事务",
    "事务", "职业健康", "调查", "物业", "房产", "旅游", "食堂", "车辆", "展览", "预报", "预警", "减灾",
})  # fmt: skip
_GENERAL_NAME = Regex(
    r"^(?:财务|内部|计划|基建|资金|人事|规划|审计|科技|宣传|综合|法规|组织|政策|信息|安全|监督|教育|管理|工会|纪检|监察)*"
    r"(?:[科股处]|中心|站|所)$|便民|政务|党群|服务站|工作站|观测站|值班|展览|接待|公证处|事务所|图书馆|档案馆|博物馆|纪念馆|加油站|广播站|火车站|车站|社区卫生|消防站|网络中心|信访|热线|媒体|新闻|应急|物资|职工|会议"
)
# Whose rooms bear the names of all trades, for they plan, pay, count or examine them.
_OF_ALL_TRADES = frozenset({
    "finance", "audit", "statistics", "survey", "ndrc", "hotline", "media", "sasac", "pbc", "tax",
    "procuratorate", "people_congress", "supervision", "staffing", "nfra", "fin_office",
})  # fmt: skip
_THIRD = Regex(
    r"联合|会同|协同|协助|配合|对接|联动|会商|移送|移交|转交|转送|转办|转至|告知|抄送|函告|征求|借鉴|考察|观摩|合作|委托|进驻|入驻|"
    r"派驻|来自|原|《|申请人|等部门|划转|并入|申请|咨询|反映|建议|提案|例如|比如"
)
_OWNER_BEFORE = Regex(
    r"[^\W\d_](?:局|委|厅|办|署|院|公司|学校|集团|部门|政府|法院|中心|队|镇|乡|街道|单位)(?:机关)?(?:的|下属的?|下设的?)?$"
)
_OTHERS_RIGHT = Regex(
    r"^[^,。;、]{0,10}?(?:联合|移交|移送|来函|转来|反馈|提供|协助|邀请|(?<![依复理到])申请(?!人)|投诉|咨询|建设|改造|工程|项目|检查|提出)"
)
# Where a body outside the office can stand as its own.
_OWN_LEFT = Regex(r"(?:^|由|各|、|和|及|所属|下属|局属|辖属)(?:各|[省市县区州])?$")
_COUNTED_RIGHT = Regex(r"^等[0-9一二三四五六七八九十两]+个?(?:部室|科室|处室|股室|直属|下属|单位|部门)")
_ABOUT = Regex(r"公开|公示|信息|审核|审查|保密|培训|考核|栏|目录|申请|答复|网|负责|责任|发布|评议|材料|更新|清单|台账")
_GENERAL_WORD = Regex("|".join(sorted(_GENERAL, key=lambda word: (-len(word), word))))
_COMPOUND = 4  # so long a name is known as such, though its words are anybody's
_MIN_MASS, _MIN_SHARE = 4.5, 1.5
_FACTOR, _FACTOR_LISTED = 0.6, 0.75
_REASON = "从名称看不是本机关的内设机构或下属单位"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit named by its matter.

    Args:
        start: First character.
        end: One past the last.
        is_room: Whether it is a part of an office, not a body of its own.
        families: The kinds of organ that have it.
        is_clear: Whether the name holds more than words that any office uses.
    """

    start: int
    end: int
    is_room: bool
    families: frozenset[str]
    is_clear: bool


@lru_cache(maxsize=4)
def _matters(finder: CandidateFinder) -> Mapping[str, frozenset[str]]:
    """Return the families of each known matter."""
    found: dict[str, set[str]] = {}
    for word, ids in finder.stems.items():
        found.setdefault(word, set()).update(ids)
    for word, owners in finder.terms.owners.items():
        if 1.0 / (finder.terms.others.get(word, 0) + len(owners)) >= 1 / 3:
            found.setdefault(word, set()).update(owners)
    for word, (kind, owners) in finder.traces.rows.items():
        if kind in ("duty", "body"):
            found.setdefault(word, set()).update(owners)
    return {
        word: frozenset(family_of(one) for one in ids)
        for word, ids in found.items()
        if len(word) > 1 and word not in _GENERAL
    }


def find_units(
    text: str, finder: CandidateFinder, own: frozenset[str], business: BusinessReading | None, offset: int
) -> Iterator[Unit]:
    """Yield the units in a folded sentence whose matter is another organ's and not the issuer's.

    Args:
        text: The sentence.
        finder: Knows the matters.
        own: Ids of the issuer's own kinds of organ.
        business: Evidence of trade words in the whole text.
        offset: Where the sentence starts in it.
    """
    mine = {family_of(one) for one in own} | own
    for match in _UNIT.finditer(text):
        start = _start(text, match.start())
        name = text[start : match.end()]
        if match.start() - start < 2 or len(name) < _SHORTEST or _GENERAL_NAME.search(name):
            continue
        if text[match.start() - 1] == "查":
            continue
        length = len(_GENERAL_WORD.sub("", text[start : match.start()]))
        is_general = length < 2
        families = _listed(name, finder, mine, least=_COMPOUND if is_general else 2)
        if families is None:
            continue
        weighed = _weighed(business, offset + start, offset + match.start(), mine, length) if business else None
        if weighed is not None and not (is_general and not families):
            families |= {weighed}
        if not families or (business and _is_ours(business, offset + start, offset + match.start(), mine, families)):
            continue
        yield Unit(start, match.end(), match["room"] is not None, families, not is_general)


def is_general_room(name: str) -> bool:
    """Whether a room bears a name that an office of any kind may give its own."""
    return name.endswith(("科", "股", "室", "处")) and (
        len(_GENERAL_WORD.sub("", name)) < _SHORTEST or _GENERAL_NAME.search(name) is not None
    )


def _start(text: str, end: int) -> int:
    first = max(end - _LONGEST, 0)
    bounds = [match.end() for match in _BOUND.finditer(text, first, end)]
    return bounds[-1] if bounds else first


def _listed(
    name: str, finder: CandidateFinder, mine: set[str] | frozenset[str], *, least: int
) -> frozenset[str] | None:
    """Return whose matters a name holds; None where one of them is the issuer's."""
    known = _matters(finder)
    best: tuple[int, frozenset[str]] = (0, frozenset())
    for start in range(len(name)):
        for end in range(start + 2, len(name) + 1):
            families = known.get(name[start:end])
            if families is None:
                continue
            if families & mine:
                return None
            if end - start > best[0] and (end - start >= least or end == len(name)):
                best = (end - start, families)
    return best[1] if len(best[1]) <= 2 else frozenset()


def _weighed(business: BusinessReading, start: int, end: int, mine: set[str], length: int) -> str | None:
    """Return the family that the words speak for beyond doubt; None if there is none."""
    masses = business.between(start, end)
    best: dict[str, float] = {}
    for name, mass in zip(business.model.departments, masses.tolist(), strict=True):
        family = family_of(name)
        best[family] = max(best.get(family, 0.0), mass)
    ordered = sorted(best, key=lambda one: (-best[one], one))
    first, second = ordered[:2]
    if (
        end - start < _COMPOUND
        or first in mine
        or first in EVERYBODYS
        or best[first] < max(_MIN_MASS, _MIN_SHARE * length)
    ):
        return None
    ours = max((best.get(one, 0.0) for one in mine), default=0.0)
    if ours > _FACTOR * best[first] or best[second] > 0.8 * best[first]:
        return None
    return first


def _is_ours(business: BusinessReading, start: int, end: int, mine: set[str], families: frozenset[str]) -> bool:
    masses = business.between(start, end)
    ours = others = 0.0
    for name, mass in zip(business.model.departments, masses.tolist(), strict=True):
        if name in mine:
            ours = max(ours, mass)
        if family_of(name) in families:
            others = max(others, mass)
    return ours > _FACTOR_LISTED * max(others, 1.0)


def judge_unit(text: str, unit: Unit, issuer: str, *, is_related: bool) -> Residue | None:
    """Return what a unit of another organ says where it stands; None where it may be that organ's own act."""
    start = max(text.rfind(mark, 0, unit.start) for mark in ",。;:") + 1
    left, right = text[start : unit.start], text[unit.end :]
    if contexts.is_in_title(text, unit.start) or _THIRD.search(left) or contexts.THIRD_CLAUSE.search(text):
        return None
    if _OWNER_BEFORE.search(left) or _OTHERS_RIGHT.match(right):
        return None
    if not unit.is_room and not (_ABOUT.search(text) and (_OWN_LEFT.search(left) or _COUNTED_RIGHT.match(right))):
        return None
    weak = (
        is_related
        or not (unit.is_room and unit.is_clear)
        or issuer in _OF_ALL_TRADES
        or bool(unit.families & EVERYBODYS)
    )
    strength: Strength = "possible" if weak else "doubtful"
    candidate = Candidate(unit.start, unit.end, "body", unit.families)
    return Residue(candidate, strength, "unit", _REASON, "")
