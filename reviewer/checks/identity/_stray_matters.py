"""Where one matter of another trade stands among what the issuer publishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.checks.context import CheckContext
from reviewer.document.normalize import fold
from reviewer.identity.own import SPEAKS_FOR_ALL, SUPERIORS, TERRITORIES, family_of
from reviewer.identity.read_residues import own_and_related
from reviewer.identity.strays import Stray, find_strays, foreign_matters, is_explained
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

# Issuers that write of every trade: they hear, broadcast, judge or serve all.
_OF_ALL_TRADES = frozenset({
    "government", "gov_service", "data", "hotline", "petition", "media", "supervision", "people_congress",
    "procuratorate", "biz_env", "free_trade", "xinjiang_corps", "cpc_depts", "research",
})  # fmt: skip
# Whose own business has others' matters as its object, and the words that show it.
_OBJECTS = {
    "audit": Regex(r"审计|资金|项目|专项|整改"),
    "finance": Regex(r"资金|补[贴助]|预算|决算|支出|专项|绩效|奖补|拨付|一卡通|采购"),
    "ndrc": Regex(r"价格|收费|项目|规划|投资|信用"),
    "justice": Regex(r"规范性文件|执法|案件|合法性|法律|普法"),
    "statistics": Regex(r"统计|调查|普查|数据|指标"),
    "survey": Regex(r"调查|数据|指标|价格"),
    "rural_rev": Regex(r"帮扶|脱贫|扶贫|衔接|资金|项目"),
    "market": Regex(r"抽检|抽查|收费|价格|广告|经营|企业|许可"),
    "tax": Regex(r"税|费"),
    "sasac": Regex(r"企业|国有|公司|集团"),
    "pub_resource": Regex(r"交易|招标|出让|采购|竞[价拍]|项目"),
    "archive": Regex(r"档案|查阅|馆"),
    "gazetteer": Regex(r"资料|[志鉴史]"),
    "meteorology": Regex(r"气象|预报|预警|风险"),
}
# Offices that were one until 2018; what each does now is told apart, however near they are.
_PARTED = (
    frozenset({"hrss", "med_ins"}), frozenset({"civil", "vet_affairs"}), frozenset({"hrss", "vet_affairs"}),
    frozenset({"civil", "med_ins"}), frozenset({"health", "emergency"}),
)  # fmt: skip
# What a zone does for its firms and its ground.
_OF_ZONES = frozenset(
    {"nat_res", "planning", "miit", "sci", "housing", "eco_env", "invest", "ndrc", "emergency", "hrss"}
)
_ZONES = frozenset({"dev_zone", "industrial_park"})
_VILLAGES = Regex(r"村民|行政村|各村|个村|村务|涉农|村委|村居|村\(居")
# A government's office passes on what all publish; what it would do itself is left.
_ITSELF = Regex(r"组织|培训|核发|查处|征收|办理")
_MANY = 3  # sentences: the issuer does handle them
_LAST_MERGER = 2019
_LONG_TERM = 5  # 残疾人就业保障金 holds a term of the tax office's own
_REQUESTS = frozenset({"requests", "review_litigation"})


@dataclass(frozen=True, slots=True)
class StrayMatter:
    """A stray in the draft.

    Args:
        sentence: The sentence it stands in.
        stray: The clause and its matters.
        is_certain: It is told as an act of power, it has company, or its trade is betrayed elsewhere.
    """

    sentence: Sentence
    stray: Stray
    is_certain: bool


def find_stray_matters(ctx: CheckContext, betrayed: frozenset[str], reported: set[int]) -> Iterator[StrayMatter]:
    """Yield the matters that no issuer of this kind handles.

    Args:
        ctx: The draft.
        betrayed: Kinds of organ that other words of the report betray.
        reported: Numbers of the sentences that have been reported.
    """
    main = ctx.identity.departments[0]
    if main in _OF_ALL_TRADES:
        return
    own = _handles(ctx, main)
    holds_local = main in TERRITORIES or main == "gov_office"
    whole = fold(ctx.document.text)
    unlike = frozenset({"agri"}) if main == "street" and _VILLAGES.search(whole) is None else frozenset()
    families = {family_of(name) for name in betrayed}
    objects = _OBJECTS.get(main)
    known = ctx.knowledge.departments.by_id
    terms = {term for name in ctx.identity.departments if name in known for term in known[name].vocabulary}
    terms = {term for term in terms if len(term) >= _LONG_TERM}
    found: list[tuple[Sentence, Stray]] = []
    for index, sentence in enumerate(ctx.sentences):
        text = fold(sentence.text)
        hits = foreign_matters(text, ctx.knowledge.matters, own, holds_local=holds_local, unlike=unlike)
        if not hits or index in reported or ctx.section_key_at(sentence.span.start) in (None, *_REQUESTS):
            continue
        found += [
            (sentence, stray)
            for stray in find_strays(text, hits)
            if (objects is None or objects.search(text, stray.start, stray.end) is None)
            and (main != "gov_office" or _ITSELF.search(text, stray.start, stray.end))
            and not any(term in word for word in stray.words for term in terms)
        ]
    often = Counter(owner for owner, _ in {(stray.owners[0], sentence.span) for sentence, stray in found})
    for sentence, stray in found:
        is_betrayed = not families.isdisjoint(stray.owners)
        # The issuer does handle them, or the report says elsewhere who does.
        is_rightful = often[stray.owners[0]] > _MANY or any(is_explained(whole, word) for word in stray.words)
        if is_rightful and not is_betrayed:
            continue
        certain = main not in SPEAKS_FOR_ALL and (is_betrayed or stray.is_act or len(stray.words) > 1)
        yield StrayMatter(sentence, stray, certain)


def _handles(ctx: CheckContext, main: str) -> frozenset[str]:
    """Return the kinds of organ whose matters may be the issuer's, its neighbours in trade included."""
    own, related = own_and_related(ctx.knowledge.departments, ctx.identity.departments)
    if main not in SPEAKS_FOR_ALL:
        if (ctx.identity.year or 0) > _LAST_MERGER:
            related -= frozenset().union(*(pair for pair in _PARTED if main in pair))
        own |= related | SUPERIORS.get(main, frozenset())
        own |= {name for name, above in SUPERIORS.items() if main in above}
    if main in _ZONES:
        own |= _OF_ZONES
    return frozenset({*own, *(family_of(name) for name in own)})
