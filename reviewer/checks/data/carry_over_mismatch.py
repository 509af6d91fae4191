"""Figures that do not follow from last year's report of the same issuer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.data._claims import Claim, passages_of, read_claims
from reviewer.checks.data._since_last_year import find_unanswered_problems, find_wrong_comparisons
from reviewer.checks.evidence import ArithmeticEvidence, QuoteEvidence, Term
from reviewer.document.model import Document
from reviewer.knowledge.table_schemas import TABLE_NAMES, TableKey
from reviewer.knowledge.tables import MappedCell, MappedTable, UnreadableTable

_MIN_UNCHANGED = 4  # figures other than 0 that are all as last year
_MIN_SUM = 20  # … and are not so small that they may well repeat


@dataclass(frozen=True)
class CarryOverMismatch(Check):
    """今年的“上年结转”与去年报告的“结转下年度”不一致。

    What it finds:
        与上一年度报告对照：表二“上年结转”各列与上年“结转下年度继续办理”各列不同；
        规范性文件“现行有效”不等于上年现行有效加本年制发减本年废止；表二各项数字与上年完全相同；
        正文写的“比上年增加”件数、百分比与上年报告算出的不符；上年报告所列问题本年一条也没有提到。
    Why it matters:
        结转件数是两年报告之间唯一必须相等的数字，对不上说明至少一年的统计不准确。
    Wrong:
        2022年报告结转下年度继续办理2件；2023年报告上年结转0件。
    Right:
        2022年报告结转下年度继续办理2件；2023年报告上年结转2件。
    Known limits:
        需要上一年度的报告；本报告表二未能读出的，只核对正文写的结转件数；机构合并或职责划转的，结转件数可能不同；
        清理、修订、划转会改变现行有效件数，所以规范性文件只作提示。
    Source:
        国办公开办函〔2019〕60号、国办公开办函〔2021〕30号所附表格各栏的含义。
    """

    id: ClassVar[str] = "data.carry_over_mismatch"
    category: ClassVar[str] = "carry_over_mismatch"
    title: ClassVar[str] = "与上年报告衔接"
    severity: ClassVar[Severity] = Severity.ERROR

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip without last year's report, or where no official table can be read in both."""
        if ctx.prior is None:
            return ctx.why_no_prior
        prior = ctx.prior_tables
        then = {table.key for table in prior if isinstance(table, MappedTable)}
        if "requests" in then or then & ctx.mapped_tables.keys():
            return None
        for tables, whose in ((ctx.tables, "本报告"), (prior, "上一年度报告")):
            table = next((table for table in tables if table.key == "requests"), None)
            if table is None:
                return f"{whose}中没有找到{TABLE_NAMES['requests']}"
            if isinstance(table, UnreadableTable):
                return f"{whose}的{TABLE_NAMES['requests']}未能读出：{table.reason}"
        return None

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield each figure that does not follow from last year's."""
        prior = {table.key: table for table in ctx.prior_tables if isinstance(table, MappedTable)}
        yield from self._carried_over(ctx, prior)
        yield from self._in_force(ctx, prior)
        yield from self._unchanged(ctx, prior)
        yield from self._comparisons(ctx, prior)
        yield from self._problems(ctx)

    def _carried_over(self, ctx: CheckContext, prior: dict[TableKey, MappedTable]) -> Iterator[Finding]:
        now, then = ctx.mapped_tables.get("requests"), prior.get("requests")
        if then is None or now is None:
            yield from self._carried_over_in_prose(ctx, then)
            return
        assert ctx.prior is not None
        pairs = [
            (now.cells[("r2", column.id)], then.cells[("r4", column.id)])
            for column in now.schema.columns
            if ("r2", column.id) in now.cells and ("r4", column.id) in then.cells
        ]
        differing = [(ours, theirs) for ours, theirs in pairs if _differ(ours, theirs)]
        if not differing:
            return
        # The total tells most; the columns behind it are the evidence.
        ours, theirs = differing[-1]
        columns = "、".join(
            f"“{own.column.text}”{own.number or 0}（上年{last.number or 0}）" for own, last in differing
        )
        yield self.finding(
            ctx,
            ours.span or now.span,
            f"{TABLE_NAMES['requests']}“上年结转”与上一年度报告“结转下年度继续办理”不一致：{columns}。",
            evidence=tuple(
                _evidence("本年“上年结转”＝上年“结转下年度继续办理”", own, last, ctx.prior) for own, last in differing
            ),
            suggestion=Suggestion(
                "请核对两年的登记台账；上年报告有误的，应在第六部分说明。",
                str(theirs.number or 0) if ours.span else None,
            ),
            section="requests",
        )

    def _carried_over_in_prose(self, ctx: CheckContext, then: MappedTable | None) -> Iterator[Finding]:
        """Compare what the prose says was carried over, where a table two is missing; else say that nothing was."""
        last = then.cells.get(("r4", "total")) if then else None
        if then is not None and last is not None and last.number is not None and ctx.prior is not None:
            for claim in read_claims(ctx, passages_of(ctx)):
                if claim.role != "carried_in" or claim.is_approximate or claim.is_loose:
                    continue
                if claim.value != last.number:
                    yield self._differing_prose(ctx, claim, last, last.number)
                return
        whose = "本报告" if then is not None else "上一年度报告"
        yield self.finding(
            ctx,
            None,
            f"{whose}的{TABLE_NAMES['requests']}未能读出，“上年结转”没有核对。",
            severity=Severity.HINT,
            evidence=(QuoteEvidence("对照的报告", ctx.prior.source.name if ctx.prior else "", None),),
            suggestion=Suggestion("请对照两年的登记台账核对结转件数。"),
            section="requests",
        )

    def _differing_prose(self, ctx: CheckContext, claim: Claim, last: MappedCell, number: Decimal) -> Finding:
        quote = ctx.document.quote(claim.span)
        name = ctx.prior.source.name if ctx.prior else ""
        return self.finding(
            ctx,
            claim.span,
            f"正文写“{claim.words or quote}”，而上一年度报告{last.name}为{number}。",
            evidence=(
                ArithmeticEvidence(
                    formula="本年“上年结转”＝上年“结转下年度继续办理”",
                    left=claim.value,
                    right=number,
                    terms_left=(Term(claim.words or quote, claim.value, quote, claim.span),),
                    terms_right=(Term(f"上一年度报告（{name}）{last.name}", number, last.text, None),),
                ),
            ),
            suggestion=Suggestion("请核对两年的登记台账；上年报告有误的，应在第六部分说明。"),
            section="requests",
        )

    def _in_force(self, ctx: CheckContext, prior: dict[TableKey, MappedTable]) -> Iterator[Finding]:
        now, then = ctx.mapped_tables.get("disclosure"), prior.get("disclosure")
        if now is None or then is None or now.schema.profile != then.schema.profile or ctx.prior is None:
            return
        for row in ("rules", "normative_documents"):
            cells = [now.cells.get((row, column)) for column in ("issued", "repealed", "in_force")]
            last = then.cells.get((row, "in_force"))
            known = [cell for cell in (*cells, last) if cell is not None and cell.number is not None]
            if len(known) != 4 or known[2].span is None:
                continue
            issued, repealed, in_force, before = (cell.number or Decimal(0) for cell in known)
            expected = before + issued - repealed
            if expected == in_force:
                continue
            yield self.finding(
                ctx,
                known[2].span,
                f"{TABLE_NAMES['disclosure']}{known[2].name}为{in_force}，"
                f"而上年现行有效{before}，加本年制发{issued}、减本年废止{repealed}为{expected}。",
                severity=Severity.HINT,
                evidence=(
                    ArithmeticEvidence(
                        formula="上年现行有效＋本年制发－本年废止＝现行有效",
                        left=expected,
                        right=in_force,
                        terms_left=(
                            Term(f"上一年度报告{known[3].name}", before, known[3].text, None),
                            Term(known[0].name, issued, known[0].text, known[0].span),
                            Term(known[1].name, repealed, known[1].text, known[1].span, -1),
                        ),
                        terms_right=(Term(known[2].name, in_force, known[2].text, known[2].span),),
                    ),
                ),
                suggestion=Suggestion("清理、修订或职责划转可能改变件数；请核实，必要时在正文说明。"),
                section="proactive",
            )

    def _unchanged(self, ctx: CheckContext, prior: dict[TableKey, MappedTable]) -> Iterator[Finding]:
        now, then = ctx.mapped_tables.get("requests"), prior.get("requests")
        if now is None or then is None or ctx.prior is None:
            return
        shared = [(cell, then.cells.get(place)) for place, cell in now.cells.items() if place[1] != "total"]
        if any(other is None or cell.number != other.number for cell, other in shared):
            return
        telling = [cell for cell, _ in shared if cell.number]
        if len(telling) < _MIN_UNCHANGED or sum((cell.number or Decimal(0) for cell in telling), Decimal(0)) < _MIN_SUM:
            return
        place = telling[0].span or now.span
        yield self.finding(
            ctx,
            place,
            f"{TABLE_NAMES['requests']}各项数字与上一年度报告完全相同（其中不为 0 的有{len(telling)}格）。",
            severity=Severity.HINT,
            evidence=(
                QuoteEvidence("上一年度报告", f"{then.number('r1', 'total')}件新收", None, ctx.prior.source.name),
            ),
            suggestion=Suggestion("请核对是否沿用了上一年度的表格。"),
            section="requests",
        )

    def _comparisons(self, ctx: CheckContext, prior: dict[TableKey, MappedTable]) -> Iterator[Finding]:
        then = prior.get("requests")
        if then is None or ctx.prior is None:
            return
        passages = passages_of(ctx)
        for wrong in find_wrong_comparisons(passages, read_claims(ctx, passages), then):
            stated = wrong.figure.quantity
            quote = ctx.document.quote(stated.span)
            yield self.finding(
                ctx,
                stated.span,
                f"正文写作{quote}，而上一年度报告{wrong.last.name}为{wrong.last.number}，应为{wrong.expected}{wrong.unit}。",
                severity=Severity.WARNING,
                evidence=(
                    ArithmeticEvidence(
                        formula="正文所述＝按上一年度报告计算的数字",
                        left=stated.value,
                        right=wrong.expected,
                        terms_left=(Term(wrong.figure.before or quote, stated.value, quote, stated.span),),
                        terms_right=(
                            Term(
                                f"上一年度报告（{ctx.prior.source.name}）{wrong.last.name}",
                                wrong.last.number,
                                wrong.last.text,
                                None,
                            ),
                        ),
                    ),
                ),
                suggestion=Suggestion("请对照上一年度报告核实。", f"{wrong.expected}{wrong.unit}"),
            )

    def _problems(self, ctx: CheckContext) -> Iterator[Finding]:
        section = next((heading for heading in ctx.official if heading.key == "problems_improvements"), None)
        if ctx.prior is None or section is None:
            return
        problems = find_unanswered_problems(ctx.document, ctx.prior)
        if not problems:
            return
        yield self.finding(
            ctx,
            None,
            f"上一年度报告列出的{len(problems)}个问题，本报告一个也没有提到，看不出是否已经改进。",
            severity=Severity.HINT,
            evidence=tuple(
                QuoteEvidence("上一年度报告所列问题", problem, None, ctx.prior.source.name) for problem in problems[:4]
            ),
            suggestion=Suggestion("请在第五部分说明上年问题的改进情况。"),
            section=section.key,
        )


def _differ(ours: MappedCell, theirs: MappedCell) -> bool:
    """Tell whether two figures differ; blank, “/” and 无 stand for nothing carried over."""
    if "text" in (ours.kind, theirs.kind):
        return False
    return (ours.number or Decimal(0)) != (theirs.number or Decimal(0))


def _evidence(formula: str, ours: MappedCell, theirs: MappedCell, prior: Document) -> ArithmeticEvidence:
    left, right = ours.number or Decimal(0), theirs.number or Decimal(0)
    return ArithmeticEvidence(
        formula=formula,
        left=left,
        right=right,
        terms_left=(Term(ours.name, left, ours.text, ours.span),),
        terms_right=(Term(f"上一年度报告（{prior.source.name}）{theirs.name}", right, theirs.text, None),),
    )
