"""Where one matter of another trade stands among what the issuer publishes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.checks.context import CheckContext
from reviewer.document.normalize import fold
from reviewer.identity.own import SPEAKS_FOR_ALL, TERRITORIES, family_of
from reviewer.identity.read_residues import own_and_related
from reviewer.identity.strays import Stray, find_strays, foreign_matters
from reviewer.knowledge.matters import MatterHit
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

# Issuers that write of every trade: they hear, broadcast, judge or serve all.
_OF_ALL_TRADES = frozenset({
    "government", "gov_service", "data", "hotline", "petition", "media", "supervision", "people_congress",
    "procuratorate", "biz_env", "free_trade", "xinjiang_corps", "pub_resource", "archive", "cpc_depts", "research",
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
    "meteorology": Regex(r"气象|预报|预警|风险"),
}
_MANY = 2  # sentences elsewhere: the issuer does handle it
_LAST_MERGER = 2019
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
    own, related = own_and_related(ctx.knowledge.departments, ctx.identity.departments)
    if main not in SPEAKS_FOR_ALL and (ctx.identity.year or 0) <= _LAST_MERGER:
        own |= related  # what was one office before, or not yet another's
    own = frozenset({*own, *(family_of(name) for name in own)})
    holds_local = main in TERRITORIES or main == "gov_office"
    foreign: dict[int, list[MatterHit]] = {}
    elsewhere: Counter[str] = Counter()
    folded: dict[int, str] = defaultdict(str)
    for index, sentence in enumerate(ctx.sentences):
        text = fold(sentence.text)
        hits = foreign_matters(text, ctx.knowledge.matters, own, holds_local=holds_local)
        if hits:
            foreign[index], folded[index] = hits, text
            elsewhere.update({hit.matter.owners[0] for hit in hits})
    families = {family_of(name) for name in betrayed}
    objects = _OBJECTS.get(main)
    for index, hits in foreign.items():
        sentence = ctx.sentences[index]
        if index in reported or ctx.section_key_at(sentence.span.start) in (None, *_REQUESTS):
            continue
        for stray in find_strays(folded[index], hits):
            clause = folded[index][stray.start : stray.end]
            if objects is not None and objects.search(clause):
                continue
            is_betrayed = not families.isdisjoint(stray.owners)
            if elsewhere[stray.owners[0]] > _MANY and not is_betrayed:
                continue
            certain = main not in SPEAKS_FOR_ALL and (is_betrayed or stray.is_act or len(stray.words) > 1)
            yield StrayMatter(sentence, stray, certain)
