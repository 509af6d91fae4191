"""Passages that stand twice in one report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.span import Span


@dataclass(frozen=True)
class RepeatedPassage(Check):
    """同一段话在报告里出现两次。

    What it finds:
        除名称、数字外相同或基本相同、在同一份报告中出现两次的段落。法定用语和套语不算。
    Why it matters:
        重复多半是拼接文稿时留下的，也说明相应部分没有自己的内容。
    Wrong:
        “政府信息管理”和“监督保障”两处写了同一段话。
    Right:
        各部分写各自的内容。
    Known limits:
        一处概述、另一处展开的，可能被提示，由审查人取舍。
    Source:
        国办公开办函〔2021〕30号（内容不得敷衍）。
    """

    id: ClassVar[str] = "reuse.repeated_passage"
    category: ClassVar[str] = "repeated_passage"
    title: ClassVar[str] = "报告内部重复"
    severity: ClassVar[Severity] = Severity.WARNING

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield one finding for each repetition, at the later place."""
        for repetition in ctx.repetitions:
            end = repetition.second.end
            has_stop = ctx.document.text[end : end + 1] in ("。", "；")
            yield self.finding(
                ctx,
                Span(repetition.second.start, end + has_stop),
                f"这一段与前文基本相同（相似度{round(repetition.similarity * 100)}%）。",
                evidence=(
                    QuoteEvidence("前一处", repetition.first_quote, repetition.first),
                    QuoteEvidence("这一处", repetition.second_quote, repetition.second),
                ),
                suggestion=Suggestion("请保留一处，另一处改写或删去。"),
            )
