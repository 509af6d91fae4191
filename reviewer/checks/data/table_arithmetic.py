"""Sums of the official tables that do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.data._claim_cells import readings_of
from reviewer.checks.data._claims import Claim, passages_of, read_claims
from reviewer.checks.evidence import ArithmeticEvidence, Evidence, QuoteEvidence, Term
from reviewer.knowledge.table_identities import Identity, Repair, Slip, explain, find_identities
from reviewer.knowledge.table_schemas import TABLE_NAMES
from reviewer.knowledge.tables import MappedCell, MappedTable, RowNote, UnreadableTable

_MAX_SLIPS = 6
_MAX_REPAIRS = 8
_MAX_NAMED = 4


@dataclass(frozen=True)
class TableArithmetic(Check):
    """表格的数字之间不满足规定的勾稽关系。

    What it finds:
        表二每一列“第一项＋第二项＝第三项总计＋第四项”，（一）至（六）各项之和等于（七）总计，
        每一行自然人与法人或其他组织各项之和等于总计；表三每组四项结果之和等于总计；
        表一“本年制发件数”多于“现行有效件数”与“本年废止件数”之和。
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
        testable = list(ctx.tables)
        unreadable = [table for table in testable if isinstance(table, UnreadableTable)]
        if testable and len(unreadable) == len(testable):
            return "；".join(f"{TABLE_NAMES[table.key]}：{table.reason}" for table in unreadable)
        if not testable:
            return "没有找到规定的表格"
        return None

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield one finding for each slip, with every identity that it breaks."""
        for table in ctx.mapped_tables.values():
            yield from self._documents(ctx, table)
            for note in table.repaired_rows:
                yield self._report_repair(ctx, table, note)
            slips = explain(list(find_identities(table)))
            said = _said_of_cells(ctx) if slips else {}
            for slip in slips[:_MAX_SLIPS]:
                yield self._report(ctx, table, slip, said)
            if len(slips) > _MAX_SLIPS:
                yield self._report_rest(ctx, table, slips[_MAX_SLIPS:])

    def _report(self, ctx: CheckContext, table: MappedTable, slip: Slip, said: dict[int, list[Claim]]) -> Finding:
        first = slip.identities[0]
        suspects = sorted(slip.suspects, key=lambda repair: _support(repair, said) is None)
        cell = suspects[0].cell if suspects else first.total
        repairs = tuple(_describe(repair) for repair in suspects[:_MAX_REPAIRS])
        if len(suspects) > _MAX_REPAIRS:
            repairs = (*repairs, f"另有{len(suspects) - _MAX_REPAIRS}种只改一个数字的改法")
        message = (
            f"{TABLE_NAMES[table.key]}{first.formula.rstrip('。')}不成立：左边为{first.left_sum}，右边为{first.right_sum}，"
            f"相差{abs(first.gap)}。"
        )
        if len(slip.identities) > 1:
            message += f"同一处还使另外{len(slip.identities) - 1}个算式不成立。"
        reading = _how_read(ctx, table)
        suggestion = Suggestion(f"请对照登记台账逐格核对后改正。{reading}")
        evidence: list[Evidence] = [_evidence(identity, repairs) for identity in slip.identities]
        if suspects:
            only = len(suspects) == 1 and cell.span is not None
            support = _support(suspects[0], said)
            also = f"，正文也写作{suspects[0].value}" if support else ""
            suggestion = Suggestion(
                f"疑为{cell.name}的数字有误，{_describe(suspects[0])}{also}；请对照登记台账核实。{reading}",
                str(suspects[0].value) if only or support else None,
            )
            if support:
                evidence.append(QuoteEvidence("正文中的数字", ctx.document.quote(support.span), support.span))
        return self.finding(
            ctx,
            cell.span or first.total.span or table.span,
            message,
            evidence=tuple(evidence),
            suggestion=suggestion,
            section=table.schema.key,
        )

    def _documents(self, ctx: CheckContext, table: MappedTable) -> Iterator[Finding]:
        """Yield rows of table one with more issued this year than are in force or repealed."""
        for row in ("rules", "normative_documents"):
            cells = [table.cells.get((row, column)) for column in ("issued", "in_force", "repealed")]
            known = [cell for cell in cells if cell is not None and cell.number is not None]
            if len(known) != len(cells) or known[0].span is None:
                continue
            issued, in_force, repealed = (cell.number or Decimal(0) for cell in known)
            if issued <= in_force + repealed:
                continue
            yield self.finding(
                ctx,
                known[0].span,
                f"{TABLE_NAMES[table.key]}{known[0].name}为{issued}，多于“现行有效件数”{in_force}与“本年废止件数”"
                f"{repealed}之和。",
                severity=Severity.WARNING,
                evidence=(
                    ArithmeticEvidence(
                        formula="本年制发件数≤现行有效件数＋本年废止件数",
                        left=issued,
                        right=in_force + repealed,
                        terms_left=(_term(known[0]),),
                        terms_right=(_term(known[1]), _term(known[2])),
                    ),
                ),
                suggestion=Suggestion("本年制发的文件年末仍有效的，应计入“现行有效件数”；请核实。"),
                section="proactive",
            )

    def _report_repair(self, ctx: CheckContext, table: MappedTable, note: RowNote) -> Finding:
        return self.finding(
            ctx,
            note.span,
            f"{TABLE_NAMES[table.key]}“{note.row.path}”行：{note.message}，合并后该行各项之和与总计相符。",
            severity=Severity.HINT,
            evidence=(QuoteEvidence("读到的一行", ctx.document.quote(note.span), note.span),),
            suggestion=Suggestion("多半是读取问题，不是填报差错；请与原文件核对一次。"),
            section=table.schema.key,
        )

    def _report_rest(self, ctx: CheckContext, table: MappedTable, rest: Sequence[Slip]) -> Finding:
        formulas = "、".join(slip.identities[0].formula for slip in rest[:_MAX_NAMED])
        return self.finding(
            ctx,
            table.span,
            f"{TABLE_NAMES[table.key]}还有{len(rest)}处算式不成立：{formulas}等。",
            evidence=tuple(_evidence(slip.identities[0], ()) for slip in rest),
            suggestion=Suggestion("差错较多，可能是整列或整行错位；请对照登记台账重新填报，或换用原始文件再审。"),
            section=table.schema.key,
        )


def _how_read(ctx: CheckContext, table: MappedTable) -> str:
    """Say whether the file itself told the cells apart, and so whether the reading may be at fault."""
    tables = list(ctx.document.tables)
    if all(tables[index].origin == "grid" for index in table.table_indexes):
        return "表格按文件中的单元格读出，不是读取错位。"
    return "表格由文字还原，已试过合并、拆开相邻数字的读法；如原文件无误，请换用原文件再审。"


def _said_of_cells(ctx: CheckContext) -> dict[int, list[Claim]]:
    """Return what the prose says of single cells, by the cell."""
    said: dict[int, list[Claim]] = {}
    for claim in read_claims(ctx, passages_of(ctx)):
        readings = readings_of(claim, ctx.mapped_tables)
        if len(readings) == 1 and len(readings[0].cells) == 1 and not claim.is_approximate:
            said.setdefault(id(readings[0].cells[0]), []).append(claim)
    return said


def _support(repair: Repair, said: dict[int, list[Claim]]) -> Claim | None:
    """Return a statement of the prose that a cell holds what the repair would make it."""
    return next((claim for claim in said.get(id(repair.cell), ()) if claim.value == repair.value), None)


def _describe(repair: Repair) -> str:
    change = f"由{repair.cell.text}改为{repair.value}" if repair.cell.text else f"填上{repair.value}"
    along = f"、“{repair.partner.column.text}”列相应改为{repair.partner_value}" if repair.partner is not None else ""
    return f"{repair.cell.name}{change}{along}时，{len(repair.mends)}个算式成立"


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
