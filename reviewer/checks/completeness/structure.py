"""Numbers of headings and list items that repeat, jump or stand in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.completeness._citations import find_citation_faults, find_placeholders
from reviewer.checks.completeness._fault import Fault
from reviewer.checks.completeness._form import find_form_faults
from reviewer.checks.completeness._heading_numbers import find_heading_faults
from reviewer.checks.completeness._list_numbers import find_list_faults
from reviewer.checks.completeness._misplaced import find_misplaced
from reviewer.checks.completeness._part_order import find_order_faults
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.span import Span
from reviewer.regex import Regex

_SUMMARY = Regex(
    r"总结(?:报告)?如下|汇报如下|汇报完毕|以上(?:总结|汇报)(?=[，。]|如有)|(?:如有)?不(?:妥|当)之处[^。]{0,6}批评指正|如有不妥[^。]{0,6}(?:批评)?指正"
)
_ENDED = Regex(r"(?:\d(?:元|件|条|次|份|万元|人)|零|事项|情况|费用|报告|处理费|收费|\s无|附表)$")
_FINDERS = (
    find_heading_faults,
    find_order_faults,
    find_list_faults,
    find_citation_faults,
    find_placeholders,
    find_misplaced,
    find_form_faults,
)


@dataclass(frozen=True)
class Structure(Check):
    """标题序号重复、跳号、错位，部分的先后次序不对，文稿不完整，文种不对。

    What it finds:
        同一层标题两次出现同一序号，序号跳过，“一是、二是”重复或跳过；六个部分次序颠倒或重复；
        文稿在句子中间断开；把报告写成“总结如下”；标题、章节用了总结或旧格式的写法；没有写明统计期限或依据；
        落款日期晚于公布期限；条文、文号引错；该填的没有填；出现身份证号码等个人信息。
    Why it matters:
        序号乱多半是拼接旧稿留下的痕迹。
    Wrong:
        一、总体情况 …… 一、标准化规范化推进情况
    Right:
        一、总体情况 …… （一）标准化规范化推进情况
    Known limits:
        没有任何序号的文稿只检查次序。
    Source:
        国办公开办函〔2021〕30号；GB/T 9704—2012 关于结构层次序数的规定。
    """

    id: ClassVar[str] = "completeness.structure"
    category: ClassVar[str] = "structure"
    title: ClassVar[str] = "结构与序号"
    severity: ClassVar[Severity] = Severity.WARNING

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield faults of headings first, then of parts, list items and citations, then of the whole."""
        for find in _FINDERS:
            for fault in find(ctx):
                yield self._report(ctx, fault)
        yield from self._genre(ctx)
        if ctx.is_cut_off and ctx.sentences and not _is_last_part_ended(ctx):
            last = ctx.sentences[-1]
            yield self.finding(
                ctx,
                last.span,
                "文稿在这里中断，句子没有写完；此后的部分和内容没有检查。",
                evidence=(QuoteEvidence("最后一句", last.text, last.span),),
                suggestion=Suggestion("请补全文稿，或换用完整的文件再审。"),
            )

    def _report(self, ctx: CheckContext, fault: Fault) -> Finding:
        return self.finding(
            ctx,
            fault.span,
            fault.message,
            severity=fault.severity,
            evidence=fault.evidence,
            suggestion=fault.suggestion,
            basis=fault.basis,
            section=fault.section,
        )

    def _genre(self, ctx: CheckContext) -> Iterator[Finding]:
        for sentence in ctx.sentences:
            match = _SUMMARY.search(sentence.text)
            if match:
                span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
                yield self.finding(
                    ctx,
                    span,
                    f"“{match[0]}”是工作总结的写法，这里的文种是年度报告。",
                    severity=Severity.HINT,
                    evidence=(QuoteEvidence("所在句子", sentence.text, sentence.span),),
                    suggestion=_as_report(match[0]),
                )


def _is_last_part_ended(ctx: CheckContext) -> bool:
    """Tell whether the text stops in the last part at the end of a thought, with only the full stop missing."""
    last = ctx.sentences[-1].text.rstrip()
    return ctx.section_key_at(ctx.sentences[-1].span.start) == "other" and _ENDED.search(last) is not None


def _as_report(written: str) -> Suggestion:
    """Return how a report says it: 报告如下; the closing words of a summary are left out."""
    if not written.endswith("如下"):
        return Suggestion("请删去这一句；年度报告不写这样的结语。")
    return Suggestion("请改为“报告如下”。", "报告如下")
