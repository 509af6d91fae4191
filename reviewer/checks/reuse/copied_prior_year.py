"""Sentences carried over from the issuer's own report of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.span import Span
from reviewer.reuse.year_over_year import SentenceFate

_MIN_CHARS = 20


@dataclass(frozen=True)
class CopiedPriorYear(Check):
    """沿用本机关上一年度报告的文字。

    What it finds:
        除名称、年份、数字外与上一年度报告相同的语句。问题和改进部分照搬、数字也没有变的，最重。
    Why it matters:
        “只改年份”是内容雷同的一种；问题年年相同，说明没有整改。
    Wrong:
        两年都写“一是公开内容不够丰富，二是解读形式单一”。
    Right:
        写明上一年的问题改了没有，本年新发现了什么问题。
    Known limits:
        需要有上一年度的报告：用 --prior 指定，或语料库中有同一机关上一年度的报告。
    Source:
        国办公开办函〔2021〕30号（不得内容雷同、敷衍塞责）；《条例》第四十七条。
    """

    id: ClassVar[str] = "reuse.copied_prior_year"
    category: ClassVar[str] = "copied_prior_year"
    title: ClassVar[str] = "与上一年度雷同"
    severity: ClassVar[Severity] = Severity.WARNING

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip where there is no earlier report."""
        if ctx.year_fates is None:
            return ctx.why_no_prior
        return None

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield one finding for each run of sentences that were kept."""
        run: list[SentenceFate] = []
        for fate in ctx.year_fates or ():
            if fate.fate == "kept" and (not run or self._same_part(ctx, run[-1], fate)):
                run.append(fate)
                continue
            yield from self._report(ctx, run)
            run = [fate] if fate.fate == "kept" else []
        yield from self._report(ctx, run)

    def _same_part(self, ctx: CheckContext, one: SentenceFate, other: SentenceFate) -> bool:
        gap = ctx.document.text[one.span.end : other.span.start]
        same = ctx.section_key_at(one.span.start) == ctx.section_key_at(other.span.start)
        return same and not gap.strip()

    def _report(self, ctx: CheckContext, run: Sequence[SentenceFate]) -> Iterator[Finding]:
        if not run or sum(len(fate.quote) for fate in run) < _MIN_CHARS:
            return
        end = run[-1].span.end
        has_stop = ctx.document.text[end : end + 1] in ("。", "；")
        span = Span(run[0].span.start, end + has_stop).trimmed(ctx.document.text)
        key = ctx.section_key_at(run[0].span.start)
        if span is None or (key is None and ctx.official):
            return  # the preface is the same every year by its nature
        in_problems = key == "problems_improvements"
        unchanged = [fate for fate in run if fate.figures_unchanged]
        severity = Severity.ERROR if unchanged and in_problems else Severity.WARNING
        if not unchanged and not in_problems:
            severity = Severity.HINT
        what = (
            "连数字也没有变" if unchanged else "只有名称、年份、数字不同" if any(f.figures for f in run) else "文字相同"
        )
        yield self.finding(
            ctx,
            span,
            f"这{len(run)}句与上一年度报告{what}" + ("，问题和改进部分不应照搬。" if in_problems else "。"),
            severity=severity,
            evidence=tuple(
                QuoteEvidence("上一年度报告的原句", fate.prior_quote, None, ctx.prior_name) for fate in run[:6]
            ),
            suggestion=Suggestion("请按本年度的实际情况改写；上一年度的问题请写明整改结果。"),
        )
