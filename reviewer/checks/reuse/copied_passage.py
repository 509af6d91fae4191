"""Passages that also stand in other organs' reports, changed or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import AlignmentEvidence, Evidence, QuoteEvidence
from reviewer.reuse.passage import Passage, PassageKind

_KINDS = {
    "verbatim": "原样照抄",
    "names_swapped": "只换了名称、年份或数字",
    "reordered": "调换了语句次序",
    "light_edit": "改了少量字词",
    "paraphrase": "换了说法",
    "mosaic": "由几处拼接而成",
}


_EDITED = frozenset({"light_edit", "paraphrase"})


@dataclass(frozen=True)
class CopiedPassage(Check):
    """与其他机关的报告雷同。

    What it finds:
        与语料库中其他机关报告相同或只作改换的段落：原样照抄、换掉名称年份数字、调换语序、改动少量字词。
        并列两处原文，标出差异，列出换掉的名称和忘了换的名称。
    Why it matters:
        内容雷同是通报批评和考核扣分的情形。
    Wrong:
        （水利局）与某教育局报告的一段只差“教育”“水利”两字。
    Right:
        结合本机关工作写出的做法、数量和问题。
    Known limits:
        只能与已有语料比对；法定用语、套语和统一格式不算雷同。
    Source:
        国办公开办函〔2021〕30号（不得内容雷同、敷衍塞责）；《条例》第四十七条。
    """

    id: ClassVar[str] = "reuse.copied_passage"
    category: ClassVar[str] = "copied_passage"
    title: ClassVar[str] = "与其他报告雷同"
    severity: ClassVar[Severity] = Severity.ERROR

    min_similarity: float = 0.6
    min_edited_chars: int = 45  # two offices may write one sentence of a kind alike by chance

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip where there is nothing to compare with."""
        return None if ctx.passages is not None else "没有可比对的语料库；可用 --corpus 指定"

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield one finding for each passage."""
        for passage in ctx.passages or ():
            if self.counts(passage.kind, passage.similarity, len(passage.span)):
                yield self._report(ctx, passage)

    def counts(self, kind: PassageKind, similarity: float, characters: int) -> bool:
        """Tell whether a shared stretch is enough to be called copied."""
        is_short = kind in _EDITED and characters < self.min_edited_chars
        return similarity >= self.min_similarity and not is_short

    def _report(self, ctx: CheckContext, passage: Passage) -> Finding:
        source = passage.report
        name = source.title or source.id
        evidence: list[Evidence] = [AlignmentEvidence(passage)]
        evidence += [QuoteEvidence("照抄时没有改的名称", left.quote, left.span) for left in passage.leftovers]
        swaps = "、".join(f"{old}→{new}" for old, new in passage.swaps[:5])
        message = f"这一段与《{name}》雷同（{_KINDS[passage.kind]}，相似度{round(passage.similarity * 100)}%）"
        if swaps:
            message += f"，换过的名称、年份和数字有：{swaps}"
        if passage.leftovers:
            left = "、".join(dict.fromkeys(left.quote for left in passage.leftovers[:5]))
            message += f"；有{len(passage.leftovers)}处名称忘了改：{left}"
        return self.finding(
            ctx,
            passage.span,
            message + "。",
            evidence=tuple(evidence),
            suggestion=Suggestion("请按本机关的实际情况重写这一段。"),
        )
