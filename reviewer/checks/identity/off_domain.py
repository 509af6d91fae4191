"""Sentences about another department's business that do not name it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import Evidence, PredictionEvidence, QuoteEvidence
from reviewer.checks.identity._stray_matters import StrayMatter, find_stray_matters
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.identity.foreign import CUE_NAMES, ForeignReading, read_sentence
from reviewer.identity.matters import find_matters
from reviewer.identity.own import TERRITORIES, own_rows
from reviewer.identity.read_residues import own_and_related
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

# Words that make it natural to speak of others' business.
_THIRD = Regex(
    r"联合|合作|会同|配合|协同|协助|移交|移送|转交|转办|转至|告知.{0,12}向|不属于|由.{2,14}(?:局|委|办|中心|部门)|借鉴|学习|原|等部门|涉及|"
    r"申请(?:人|公开|获取)|申请内容|要求公开|一件|答复|咨询|来电|热线|服务平台|政务服务网|一网通办|一件事|《|建议|提案|列举|例如|比如|"
    r"合署|挂牌|代表(?!性)|委员|举办|主题日|同步开展|三下乡|领域|专栏|栏目|提供|邀|毗邻|共享|依托|系统|部门"
)


# Those whom any organ may serve or inspect, and what every organ has to do besides.
_OBJECTS = Regex(
    r"(?:中小)?学校|校园|食堂|教室|家长|家委会|学生|师生|幼儿园|医院|卫生院|养老院|敬老院|企业|商场|超市|市场|工地|景区|游客|"
    r"安全生产|应急预案|应急演练|隐患|值班值守|疫情|防控|消防|职工|妇女|儿童|残疾人|老人|困难群众|农户|天气|暴雨|档案|"
    r"应急广播|大喇叭|行政处罚(?:决定)?|行政许可|许可|处罚决定|公示|公告|境外|反映"
)
# A doubtful cue that others' business is told of with reason; it turns a warning into a hint.
_FIRM_THIRD = Regex(
    r"联合|合作|合作|会同|配合|协同|协助|移交|移送|转交|转办|转至|告知|不属于|由.{2,14}(?:局|委|办|中心|部门)|借鉴|学习|等部门|涉及|申请|要求公开|一件|答复|咨询|来电|"
    r"热线|服务平台|政务服务网|一网通办|《|建议|提案|举例|列举|例如|比如|合署|挂牌|代表(?!性)|委员|举办|主题日|三下乡|邀|毗邻|共享"
)
# What an issuer of much business has nothing to do with all the same.
_FAR_FROM_ALL = frozenset({
    "customs", "prison", "procuratorate", "maritime", "pbc", "tobacco", "sasac", "mine_safe", "survey",
})  # fmt: skip
_FAR_FROM_ZONE = _FAR_FROM_ALL | {
    "edu", "health", "civil", "public_sec", "agri", "culture_tour", "vet_affairs", "livestock", "forestry", "water",
    "med_ins", "justice",
}  # fmt: skip
_FAR_FROM = {
    "gov_office": _FAR_FROM_ZONE | {"transport", "ndrc", "hrss", "urban_mgmt", "market", "nat_res", "housing", "tax"},
    "dev_zone": _FAR_FROM_ZONE | {"transport"},
    "industrial_park": _FAR_FROM_ZONE,
    "town": _FAR_FROM_ALL,
    "street": _FAR_FROM_ALL,
}
_HEAR_OF_ALL = frozenset({"hotline"})  # what they write down is sorted by everybody's matters
_LONG_WORD = 6
_LONG_TERM = 5


@dataclass(frozen=True)
class OffDomain(Check):
    """说的是别的部门的业务。

    What it finds:
        没有点名，但用语全是其他部门的专业词汇、没有一个本部门词汇的句子。
    Why it matters:
        名称改了、业务没改，是套用文稿最隐蔽的痕迹。
    Wrong:
        （水利局）义务教育阶段划片招生方案和学位余量按学期更新。
    Right:
        （水利局）水库蓄水和灌区供水计划按旬更新。
    Known limits:
        申请、建议提案、热线和联合工作中涉及其他业务的不报；政府、政务服务机构和热线不查，政府办公室、开发区、乡镇街道只提示相去甚远的业务。
    Source:
        国办公开办函〔2021〕30号（报告本机关情况）。
    """

    id: ClassVar[str] = "identity.off_domain"
    category: ClassVar[str] = "off_domain"
    title: ClassVar[str] = "业务范围"
    severity: ClassVar[Severity] = Severity.WARNING

    min_probability: float = 0.9
    min_probability_hint: float = 0.7
    min_probability_elsewhere: float = 0.99
    min_probability_betrayed: float = 0.5
    min_terms: int = 2
    max_counts: int = 3

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip issuers whose business is everybody's."""
        if not ctx.identity.departments:
            return "没有认出报告机关；可用 --issuer 指定"
        if ctx.business is None:
            return "没有部门业务模型"
        main = ctx.identity.departments[0]
        if main in _HEAR_OF_ALL or (ctx.speaks_for_all and not _far_from(ctx) and main not in TERRITORIES):
            return "政府和综合机构的业务涉及各部门，不作此项检查"
        return None

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield the sentences that speak for one other department, and the clauses that hold a matter of one."""
        # Where other words of the report betray a related organ, its business is no longer to be expected.
        betrayed = frozenset().union(
            *(one.candidate.departments for _, one in ctx.residues if one.strength not in ("doubtful", "possible"))
        )
        reported: set[int] = set()
        if not ctx.speaks_for_all or _far_from(ctx):
            for index, finding in self._sentences(ctx, betrayed):
                reported.add(index)
                yield finding
        for one in find_stray_matters(ctx, betrayed, reported):
            yield self._stray(ctx, one)

    def _sentences(self, ctx: CheckContext, betrayed: frozenset[str]) -> Iterator[tuple[int, Finding]]:
        """Yield the sentences that speak for one other department, and hardly for the issuer."""
        assert ctx.business is not None  # why_skipped
        own = own_rows(ctx.business.model, ctx.knowledge.departments, ctx.identity.departments, foreign=betrayed)
        if not own.own:
            return
        named = {ctx.sentence_index(one.span.start) for one in ctx.mentions if one.form in ("organ", "full", "former")}
        for index, sentence in enumerate(ctx.sentences):
            if index in named or ctx.section_key_at(sentence.span.start) is None:
                continue
            text = fold(sentence.text)
            third = _THIRD.search(text)
            if third and _FIRM_THIRD.search(text):
                continue
            paragraph = ctx.sentences_of_block(sentence.block)
            found = read_sentence(ctx.business, sentence, paragraph, own, has_organ=False)
            if found is not None and found.cues[CUE_NAMES.index("counts")] >= self.max_counts:
                continue  # a list of what was published, and how many of each, holds something of every trade
            if found is not None and self._is_ours(ctx, found):
                continue
            if found is not None:
                probability = found.probability(ctx.business.model)
                severity = self._severity(ctx, found, probability, is_betrayed=found.department in betrayed)
                is_excused = third and found.department in betrayed and probability < self.min_probability
                if severity is not None and not is_excused:
                    yield index, self._report(ctx, sentence, found, probability, Severity.HINT if third else severity)
                    continue
            if not third and not ctx.speaks_for_all:
                yield from ((index, one) for one in self._matters(ctx, sentence, text))

    def _is_ours(self, ctx: CheckContext, found: ForeignReading) -> bool:
        """Tell whether another trade's word is a term of the issuer's own: 残疾人就业保障金 of a tax office."""
        known = ctx.knowledge.departments.by_id
        terms = [term for name in ctx.identity.departments if name in known for term in known[name].vocabulary]
        words = [ctx.document.text[one.start : one.end] for one in found.words[:2]]
        return any(len(term) >= _LONG_TERM and term in word for word in words for term in terms)

    def _matters(self, ctx: CheckContext, sentence: Sentence, text: str) -> Iterator[Finding]:
        """Yield a hint where two matters of one other trade, and none of the issuer's, make up a sentence."""
        if ctx.finder is None:
            return
        mine, _ = own_and_related(ctx.knowledge.departments, ctx.identity.departments)
        found = find_matters(text, ctx.finder, mine, lambda word: _OBJECTS.sub("", word), least=self.min_terms)
        if found is not None:
            label = ctx.knowledge.department_label(found.department)
            yield self._finding(ctx, sentence, label, found.words[:4])

    def _severity(
        self, ctx: CheckContext, found: ForeignReading, probability: float, *, is_betrayed: bool
    ) -> Severity | None:
        """Return how serious a sentence is that speaks for another organ; None if it is not to be reported."""
        words = [_OBJECTS.sub("", ctx.document.text[one.start : one.end]) for one in found.words]
        terms = sum(
            1 + (len(word) >= _LONG_WORD and probability >= self.min_probability_elsewhere)
            for word in words
            if len(word) > 1
        )
        if terms < (1 if is_betrayed else self.min_terms):
            return None
        if ctx.speaks_for_all:
            far = found.department in _far_from(ctx) and probability >= self.min_probability_elsewhere
            return Severity.HINT if far else None
        if probability >= (self.min_probability_betrayed if is_betrayed else self.min_probability):
            return Severity.WARNING
        return Severity.HINT if probability >= self.min_probability_hint else None

    def _report(
        self, ctx: CheckContext, sentence: Sentence, found: ForeignReading, probability: float, severity: Severity
    ) -> Finding:
        label = ctx.knowledge.department_label(found.department)
        words = tuple(dict.fromkeys(ctx.document.text[one.start : one.end] for one in found.words))[:4]
        model = ctx.business.model if ctx.business else None
        share = round(probability, 3)
        evidence = PredictionEvidence(label, share, f"{model.id}@{model.digest}" if model else "", words)
        return self._finding(ctx, sentence, label, words, severity=severity, evidence=(evidence,), confidence=share)

    def _stray(self, ctx: CheckContext, one: StrayMatter) -> Finding:
        own = ctx.knowledge.department_label(ctx.identity.departments[0])
        label = ctx.knowledge.department_label(one.stray.owners[0])
        start = one.sentence.span.start
        return self.finding(
            ctx,
            Span(start + one.stray.start, start + one.stray.end),
            f"“{'、'.join(one.stray.words)}”是{label}的业务，不在{own}的职责之内，文中也没有写明与谁有关，疑为其他单位文稿的残留。",
            severity=Severity.WARNING if one.is_certain else Severity.HINT,
            evidence=(QuoteEvidence("所在句子", one.sentence.text, one.sentence.span),),
            suggestion=Suggestion("请核对；如非本机关工作，请删去或改为本机关的业务。"),
        )

    def _finding(
        self,
        ctx: CheckContext,
        sentence: Sentence,
        label: str,
        words: tuple[str, ...],
        *,
        severity: Severity = Severity.HINT,
        evidence: tuple[Evidence, ...] = (),
        confidence: float | None = None,
    ) -> Finding:
        own = ctx.knowledge.department_label(ctx.identity.departments[0])
        return self.finding(
            ctx,
            sentence.span,
            f"这一句说的是{label}的业务（{'、'.join(words)}），没有{own}的内容，疑为其他单位文稿的残留。",
            severity=severity,
            evidence=(*evidence, QuoteEvidence("所在句子", sentence.text, sentence.span)),
            suggestion=Suggestion("请核对；如非本机关工作，请删去或改为本机关的业务。"),
            confidence=confidence,
        )


def _far_from(ctx: CheckContext) -> frozenset[str]:
    """Return whose business an issuer of much business has nothing to do with."""
    return frozenset() if ctx.identity.is_government else _FAR_FROM.get(ctx.identity.departments[0], frozenset())
