"""Sums of the official tables that do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import ArithmeticEvidence, Term
from reviewer.knowledge.table_identities import Identity, Repair, find_identities, find_repairs
from reviewer.knowledge.table_schemas import TABLE_NAMES
from reviewer.knowledge.tables import MappedCell, MappedTable, UnreadableTable


@dataclass(frozen=True)
class TableArithmetic(Check):
    """表二、表三的数字之间不满足规定的勾稽关系。

    What it finds:
        表二每一列“第一项＋第二项＝第三项总计＋第四项”，（一）至（六）各项之和等于（七）总计，
        每一行自然人与法人或其他组织各项之和等于总计；表三每组四项结果之和等于总计。
        不成立的算式连同参与计算的每个数字一并列出，并指出改动哪一个数字可以使各算式同时成立。
    Why it matters:
        勾稽关系写在表头里，任何人都能复算；不平的表会被直接退回。
    Wrong:
        本年新收 3 件、上年结转 0 件，办理结果总计 2 件、结转下年度 0 件。
    Right:
        本年新收 3 件、上年结转 0 件，办理结果总计 3 件、结转下年度 0 件。
    Known limits:
        空白的分项按 0 计算；总计空白或格内是文字的算式不予核对，由 data.table_template 提示。
    Source:
        国办公开办函〔2019〕60号、国办公开办函〔2021〕30号所附格式的表头说明。
    """

    id: ClassVar[str] = "data.table_arithmetic"
    category: ClassVar[str] = "table_arithmetic"
    title: ClassVar[str] = "表格勾稽关系"
    severity: ClassVar[Severity] = Severity.ERROR

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip where there is nothing to compute, and say which tables could not be read."""
        testable = [table for table in ctx.tables if table.key != "disclosure"]
        unreadable = [table for table in testable if isinstance(table, UnreadableTable)]
        if testable and len(unreadable) == len(testable):
            return "；".join(f"{TABLE_NAMES[table.key]}：{table.reason}" for table in unreadable)
        if not testable:
            return "没有找到表二、表三"
        return None

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield one finding for each slip, with every identity that it breaks."""
        for table in ctx.mapped_tables.values():
            identities = list(find_identities(table))
            broken = [identity for identity in identities if identity.gap != 0]
            holding = [identity for identity in identities if identity.gap == 0]
            while broken:
                repairs = find_repairs(broken, holding)
                group, suspects = _next_group(broken, repairs)
                yield self._report(ctx, table, group, suspects)
                mended = {id(identity) for identity in group}
                broken = [identity for identity in broken if id(identity) not in mended]

    def _report(
        self, ctx: CheckContext, table: MappedTable, group: Sequence[Identity], suspects: Sequence[Repair]
    ) -> Finding:
        first = group[0]
        cell = suspects[0].cell if suspects else first.total
        repairs = tuple(_describe(repair) for repair in suspects[:4])
        message = (
            f"{TABLE_NAMES[table.key]}{first.formula.rstrip('。')}不成立：左边为{first.left_sum}，右边为{first.right_sum}，"
            f"相差{abs(first.gap)}。"
        )
        if len(group) > 1:
            message += f"同一处还使另外{len(group) - 1}个算式不成立。"
        suggestion = Suggestion("请对照登记台账逐格核对后改正。")
        if suspects:
            only = len(suspects) == 1
            suggestion = Suggestion(
                f"疑为{cell.name}的数字有误，{_describe(suspects[0])}；请对照登记台账核实。",
                str(suspects[0].value) if only else None,
            )
        return self.finding(
            ctx,
            cell.span or first.total.span or table.span,
            message,
            evidence=tuple(_evidence(identity, repairs) for identity in group),
            suggestion=suggestion,
            section=table.schema.key,
        )


def _next_group(broken: Sequence[Identity], repairs: Sequence[Repair]) -> tuple[tuple[Identity, ...], list[Repair]]:
    """Return the identities that one slip explains, with all figures that would explain them."""
    if not repairs:
        return (broken[0],), []
    best = repairs[0].mends
    return best, [repair for repair in repairs if repair.mends == best]


def _describe(repair: Repair) -> str:
    return f"{repair.cell.name}由{repair.cell.text}改为{repair.value}时，{len(repair.mends)}个算式成立"


def _evidence(identity: Identity, repairs: tuple[str, ...]) -> ArithmeticEvidence:
    return ArithmeticEvidence(
        formula=identity.formula,
        left=identity.left_sum,
        right=identity.right_sum,
        terms_left=tuple(_term(cell) for cell in identity.left),
        terms_right=tuple(_term(cell) for cell in identity.right),
        repairs=repairs,
    )


def _term(cell: MappedCell) -> Term:
    value = cell.number if cell.number is not None else (None if cell.kind == "text" else Decimal(0))
    return Term(cell.name, value, cell.text, cell.span)
