"""Sentences about another department's business that do not name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import PredictionEvidence, QuoteEvidence
from reviewer.checks.identity.wrong_department import own_departments, speaks_for_all
from reviewer.document.normalize import fold
from reviewer.knowledge.domain_terms import TermHit
from reviewer.nlp.sentences import Sentence

_THIRD = re.compile(
    r"(?:联合|会同|配合|协同|协助|移交|移送|转交|转办|转至|告知.{0,12}向|不属于|由.{2,14}(?:局|委|办|中心|部门)|借鉴|学习|原|等部门|涉及|申请(?:人|公开|获取)|申请内容|要求公开|一件|"
    r"答复|咨询|来电|热线|服务平台|政务服务网|一网通办|一件事|《|建议|提案|列举|例如|比如|合署|挂牌|代表|委员|举办|主题日|同步开展|三下乡)"
)


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
        申请、建议提案、热线和联合工作中涉及其他业务的不报；政府、乡镇街道、政务服务机构不查。
    Source:
        国办公开办函〔2021〕30号（报告本机关情况）。
    """

    id: ClassVar[str] = "identity.off_domain"
    category: ClassVar[str] = "off_domain"
    title: ClassVar[str] = "业务范围"
    severity: ClassVar[Severity] = Severity.WARNING

    min_weight: float = 1.0
    min_terms: int = 2

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip issuers whose business is everybody's."""
        if not ctx.identity.departments:
            return "没有认出报告机关；可用 --issuer 指定"
        if speaks_for_all(ctx):
            return "政府、乡镇街道和综合机构的业务涉及各部门，不作此项检查"
        return None

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield the sentences whose trade words all belong to one other department."""
        own = own_departments(ctx)
        for sentence in ctx.sentences:
            text = fold(sentence.text)
            hits = ctx.knowledge.domain_terms.find(text)
            if not hits or _THIRD.search(text) or any(self._is_own(ctx, hit, own) for hit in hits):
                continue
            best = self._best(hits)
            if best is not None:
                yield self._report(ctx, sentence, *best)

    def _is_own(self, ctx: CheckContext, hit: TermHit, own: frozenset[str]) -> bool:
        main = ctx.identity.departments[0]
        return bool(hit.departments & own) or any(
            ctx.knowledge.departments.is_related(main, key) for key in hit.departments
        )

    def _best(self, hits: list[TermHit]) -> tuple[str, float, tuple[str, ...]] | None:
        weights: dict[str, float] = {}
        terms: dict[str, dict[str, None]] = {}
        for hit in hits:
            for key in sorted(hit.departments):
                if hit.term not in terms.setdefault(key, {}):
                    weights[key] = weights.get(key, 0.0) + hit.weight
                    terms[key][hit.term] = None
        key = max(sorted(weights), key=lambda name: weights[name])
        if weights[key] < self.min_weight or len(terms[key]) < self.min_terms:
            return None
        return key, weights[key], tuple(terms[key])

    def _report(
        self, ctx: CheckContext, sentence: Sentence, key: str, weight: float, terms: tuple[str, ...]
    ) -> Finding:
        label = ctx.knowledge.department_label(key)
        own = ctx.knowledge.department_label(ctx.identity.departments[0])
        return self.finding(
            ctx,
            sentence.span,
            f"这一句说的是{label}的业务（{'、'.join(terms[:4])}），没有{own}的内容，疑为其他单位文稿的残留。",
            evidence=(
                PredictionEvidence(label, round(weight / (weight + 0.5), 3), "domain-terms", terms),
                QuoteEvidence("所在句子", sentence.text, sentence.span),
            ),
            suggestion=Suggestion("请核对；如非本机关工作，请删去或改为本机关的业务。"),
            confidence=round(weight / (weight + 0.5), 3),
        )
