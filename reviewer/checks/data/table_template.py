"""Official tables that differ from the form in force for the report year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.completeness._public_bodies import is_free_of_form
from reviewer.checks.context import CheckContext
from reviewer.checks.data._drifted_labels import (
    FORM_NUMBERS,
    OTHERWISE,
    how_drifted,
    same_label,
    words_of,
    words_span,
)
from reviewer.checks.data._lost_tables import (
    MIN_LABELS_OF_TABLE,
    find_picture,
    is_flattened,
    labels_without_table,
    lost_cells,
    may_be_pictures,
)
from reviewer.checks.evidence import AbsenceEvidence, QuoteEvidence
from reviewer.document.span import Span
from reviewer.knowledge.sections import SECTION_TITLES
from reviewer.knowledge.table_labels import label_key
from reviewer.knowledge.table_schemas import TABLE_KEYS, TABLE_NAMES, TableKey, schema_for
from reviewer.knowledge.tables import MappedCell, MappedTable, RowNote, UnreadableTable

_SECTION_OF = {"disclosure": "proactive", "requests": "requests", "review_litigation": "review_litigation"}
_KIND_NAMES = {"blank": "空白", "dash": "短横或斜线", "none_word": "“无”等文字", "text": "文字"}
_MAX_CELLS_NAMED = 6
_MAX_UNREAD_ROWS = 3  # more than these were lost on the way, not by the author
# So many labels of the other form are no slips: the table was filled in on the wrong form.
_MIN_OF_OTHER_FORM = 3
_YEAR_OF_FORM = 2019
_MAX_CHARGED = 20_000  # 万元; more is rather a sum in 元


@dataclass(frozen=True)
class TableTemplate(Check):
    """表格的栏目、行次或填写方式与当年适用的格式不一致。

    What it finds:
        缺少规定表格；用了旧格式（2019 年试行格式）的栏目；行、列缺失；栏目名称与格式文字不同；
        数字格空白、填“/”“无”或文字；件数为负数或小数；没有规章制定权的机关“规章”一栏大于 0。
    Why it matters:
        表格由国务院办公厅统一规定，数据要逐级汇总，栏目一变就对不上。
    Wrong:
        2.其他法律法规禁止公开
    Right:
        2.其他法律行政法规禁止公开
    Known limits:
        网页保存时丢失表格或空白格、由文字还原而读不准的，只作提示，请用原始文件再审一次。
    Source:
        国办公开办函〔2019〕60号（2019、2020 年度）、国办公开办函〔2021〕30号（2021 年度起）。
    """

    id: ClassVar[str] = "data.table_template"
    category: ClassVar[str] = "table_template"
    title: ClassVar[str] = "表格格式"
    severity: ClassVar[Severity] = Severity.WARNING

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip the years before there was a form."""
        if ctx.identity.profile == "zfxxgk-2007":
            return "2018年度及以前没有全国统一的表格"
        if is_free_of_form(ctx):
            return "学校、医院等公共企事业单位不适用行政机关的表格"
        return None

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield what differs from the form, table by table."""
        found = {table.key: table for table in ctx.tables}
        for key in TABLE_KEYS:
            table = found.get(key)
            if table is None:
                yield from self._missing(ctx, key)
            elif isinstance(table, UnreadableTable):
                yield self.finding(
                    ctx,
                    table.span,
                    f"{TABLE_NAMES[key]}未能读出：{table.reason}。",
                    severity=Severity.HINT if is_flattened(ctx, table.table_indexes) else None,
                    evidence=(QuoteEvidence("读到的表格", ctx.document.quote(table.span)[:80], table.span),),
                    suggestion=Suggestion("请按规定格式重新制表，或换用原始的 Word 文件再审。"),
                    section=_SECTION_OF[key],
                )
            else:
                yield from self._generation(ctx, table)
                yield from self._labels(ctx, table)
                yield from self._values(ctx, table)
                yield from self._reading(ctx, table)
                yield from self._rule_making(ctx, table)
                yield from self._units(ctx, table)

    def _missing(self, ctx: CheckContext, key: TableKey) -> Iterator[Finding]:
        section = next((heading for heading in ctx.official if heading.key == _SECTION_OF[key]), None)
        if section is None:
            return  # completeness.missing_section reports the whole section
        labels = labels_without_table(ctx, section.span)
        if len(labels) >= MIN_LABELS_OF_TABLE:
            yield self.finding(
                ctx,
                labels[0],
                f"{TABLE_NAMES[key]}未能读出：只认出栏目名称，数字与栏目对不上，未予核对。",
                severity=Severity.HINT,
                evidence=tuple(QuoteEvidence("栏目", ctx.document.quote(span), span) for span in labels[:3]),
                suggestion=Suggestion("请换用原始的 Word 文件再审，或人工核对该表。"),
                section=section.key,
            )
            return
        image = find_picture(ctx, section.span)
        n_missing = len(set(TABLE_KEYS) - {table.key for table in ctx.tables})
        if image or may_be_pictures(ctx, n_missing):
            yield self.finding(
                ctx,
                image,
                f"{TABLE_NAMES[key]}是图片，未能读出，未予核对。",
                severity=Severity.HINT,
                evidence=(QuoteEvidence("所在部分", ctx.document.quote(section.span)[:60], section.span),),
                suggestion=Suggestion("表格应以文字列出，便于查阅；请换用原始的 Word 文件再审，或人工核对该表。"),
                section=section.key,
            )
            return
        from_web = ctx.document.source.format == "html"
        yield self.finding(
            ctx,
            None,
            f"“{SECTION_TITLES[section.key]}”部分没有规定的表格。",
            severity=Severity.WARNING if from_web or ctx.is_cut_off else Severity.ERROR,
            evidence=(
                AbsenceEvidence(
                    sought=TABLE_NAMES[key],
                    searched=(SECTION_TITLES[section.key],),
                    cues=(),
                    nearest=None,
                    nearest_score=0.0,
                    threshold=0.0,
                ),
            ),
            suggestion=Suggestion(
                "请按格式补上表格，没有发生的填 0。" + ("网页常丢失表格，也可换用原始文件再审。" if from_web else "")
            ),
            section=section.key,
        )

    def _generation(self, ctx: CheckContext, table: MappedTable) -> Iterator[Finding]:
        wanted = ctx.identity.profile
        if ctx.identity.year is None or table.schema.profile == wanted or schema_for(table.key, wanted) is None:
            return
        if table.key == "review_litigation":
            return  # the same in both forms
        label = _telling_label(ctx, table)
        if label is not None:  # else what tells the two forms apart was not read
            yield self._of_other_form(ctx, table, label, FORM_NUMBERS[table.schema.profile])

    def _of_other_form(self, ctx: CheckContext, table: MappedTable, label: Span, form: str | None = None) -> Finding:
        wanted = FORM_NUMBERS[ctx.identity.profile]
        used = form or next(number for number in FORM_NUMBERS.values() if number != wanted)
        return self.finding(
            ctx,
            label,
            f"{TABLE_NAMES[table.key]}用的是{used}的栏目，{ctx.identity.year}年度报告应使用{wanted}的格式。",
            severity=Severity.ERROR,
            evidence=(QuoteEvidence("表中的栏目", ctx.document.quote(label), label),),
            suggestion=Suggestion(f"请换用{wanted}所附表格重新填报。"),
            section=_SECTION_OF[table.key],
        )

    def _labels(self, ctx: CheckContext, table: MappedTable) -> Iterator[Finding]:
        if (
            ctx.identity.year is not None
            and table.schema.profile != ctx.identity.profile
            and table.key != "review_litigation"
        ):
            return  # the whole table is of another form
        of_other = [one for one in table.labels if how_drifted(table, one) != OTHERWISE]
        if len(of_other) >= _MIN_OF_OTHER_FORM and (ctx.identity.year or 0) >= _YEAR_OF_FORM:
            yield self._of_other_form(ctx, table, of_other[0].span)
            return
        for label in table.labels:
            words = words_span(ctx, label)
            if same_label(label.text, label.expected.text):
                continue
            yield self.finding(
                ctx,
                words,
                f"{TABLE_NAMES[table.key]}的栏目“{ctx.document.quote(words)}”{how_drifted(table, label)}，"
                f"格式为“{words_of(label.expected.text)}”。",
                evidence=(
                    QuoteEvidence("格式中的栏目名称", label.expected.text, None, FORM_NUMBERS[table.schema.profile]),
                ),
                suggestion=Suggestion("请改用格式中的栏目名称。", words_of(label.expected.text)),
                section=_SECTION_OF[table.key],
            )
        for row in table.missing_rows:
            if any(label.expected.text == row.text for label in table.labels):
                continue  # it is there, under the label reported above
            yield self.finding(
                ctx,
                None,
                f"{TABLE_NAMES[table.key]}缺少“{row.path}”一行。",
                evidence=(AbsenceEvidence(row.path, (TABLE_NAMES[table.key],), (), None, 0.0, 0.0),),
                suggestion=Suggestion("请按格式补齐该行，没有发生的填 0。"),
                section=_SECTION_OF[table.key],
            )
        for column in table.missing_columns:
            yield self.finding(
                ctx,
                None,
                f"{TABLE_NAMES[table.key]}{column.block}缺少“{column.text}”一栏。",
                evidence=(AbsenceEvidence(column.text, (TABLE_NAMES[table.key],), (), None, 0.0, 0.0),),
                suggestion=Suggestion("请按格式补齐该栏。"),
                section=_SECTION_OF[table.key],
            )

    def _values(self, ctx: CheckContext, table: MappedTable) -> Iterator[Finding]:
        cells = list(table.cells.values())
        if cells and not table.unread_rows and all(cell.kind == "blank" for cell in cells):
            yield self.finding(
                ctx,
                table.span,
                f"{TABLE_NAMES[table.key]}只有栏目，没有填任何数字。",
                evidence=(QuoteEvidence("读到的表格", ctx.document.quote(table.span)[:80], table.span),),
                suggestion=Suggestion("请填报；没有发生的填 0。"),
                section=_SECTION_OF[table.key],
            )
            return
        lost = lost_cells(cells)
        if lost and lost[0].span is not None:
            yield self.finding(
                ctx,
                lost[0].span,
                f"{TABLE_NAMES[table.key]}有{len(lost)}个数字格未能读出，读到的是栏目名称，未予核对。",
                severity=Severity.HINT,
                evidence=(QuoteEvidence(lost[0].name, lost[0].text, lost[0].span),),
                suggestion=Suggestion("多半是数字在复制时丢失；请换用原始的 Word 文件再审，或人工核对。"),
                section=_SECTION_OF[table.key],
            )
        for cell in (cell for cell in cells if cell not in lost):
            if cell.kind == "text" and cell.span is not None and not _is_change(cell):
                yield self.finding(
                    ctx,
                    cell.span,
                    f"{TABLE_NAMES[table.key]}{cell.name}应填数字，现为文字。",
                    evidence=(QuoteEvidence(cell.name, cell.text, cell.span),),
                    suggestion=Suggestion("请填数字；没有发生的填 0，需要说明的写入第六部分。", "0"),
                    section=_SECTION_OF[table.key],
                )
            elif cell.number is not None and cell.span is not None and _is_impossible_count(cell):
                yield self.finding(
                    ctx,
                    cell.span,
                    f"{TABLE_NAMES[table.key]}{cell.name}是件数，不应为{cell.text}。",
                    severity=Severity.ERROR,
                    evidence=(QuoteEvidence(cell.name, cell.text, cell.span),),
                    suggestion=Suggestion("请改为不小于 0 的整数。"),
                    section=_SECTION_OF[table.key],
                )
        for kind, name in _KIND_NAMES.items():
            empty = [cell for cell in cells if cell.kind == kind]
            if kind != "text" and empty:
                yield self._report_empty(ctx, table, empty, name)

    def _report_empty(self, ctx: CheckContext, table: MappedTable, empty: list[MappedCell], kind: str) -> Finding:
        named = "、".join(cell.name for cell in empty[:_MAX_CELLS_NAMED])
        more = "等" if len(empty) > _MAX_CELLS_NAMED else ""
        place = next((cell.span for cell in empty if cell.span), None) or table.span
        return self.finding(
            ctx,
            place,
            f"{TABLE_NAMES[table.key]}有{len(empty)}个数字格为{kind}：{named}{more}。",
            severity=Severity.HINT,
            evidence=(QuoteEvidence("所在表格", ctx.document.quote(table.span)[:60], place),),
            suggestion=Suggestion("没有发生的请填 0。", "0" if empty[0].span else None),
            section=_SECTION_OF[table.key],
        )

    def _reading(self, ctx: CheckContext, table: MappedTable) -> Iterator[Finding]:
        if len(table.unread_rows) > _MAX_UNREAD_ROWS:
            yield self._report_unread(ctx, table)
        else:
            yield from (self._report_row(ctx, table, note) for note in table.unread_rows)
        for text, place in table.extra_rows:
            yield self.finding(
                ctx,
                place,
                f"{TABLE_NAMES[table.key]}有格式中没有的一行“{text}”。",
                severity=Severity.HINT,
                evidence=(QuoteEvidence("多出的一行", ctx.document.quote(place), place),),
                suggestion=Suggestion("请按格式填报；本地增加的栏目可另表说明。"),
                section=_SECTION_OF[table.key],
            )

    def _report_row(self, ctx: CheckContext, table: MappedTable, note: RowNote) -> Finding:
        return self.finding(
            ctx,
            note.span,
            f"{TABLE_NAMES[table.key]}“{note.row.path}”行未能读准：{note.message}，未予核对。",
            severity=Severity.HINT if note.is_lost and is_flattened(ctx, table.table_indexes) else None,
            evidence=(QuoteEvidence("读到的一行", ctx.document.quote(note.span), note.span),),
            suggestion=Suggestion("请核对该行是否多填、少填或错位；如表格无误，请换用原始的 Word 文件再审。"),
            section=_SECTION_OF[table.key],
        )

    def _report_unread(self, ctx: CheckContext, table: MappedTable) -> Finding:
        notes = table.unread_rows
        named = "、".join(f"“{note.row.path}”" for note in notes[:_MAX_UNREAD_ROWS])
        return self.finding(
            ctx,
            notes[0].span,
            f"{TABLE_NAMES[table.key]}有{len(notes)}行未能读准，数字少于或多于规定栏数，未予核对：{named}等。",
            severity=Severity.HINT if is_flattened(ctx, table.table_indexes) else None,
            evidence=tuple(
                QuoteEvidence(f"“{note.row.path}”行", ctx.document.quote(note.span), note.span) for note in notes[:6]
            ),
            suggestion=Suggestion("多半是空白格在读取时丢失；请换用原始的 Word 文件再审，或人工核对。"),
            section=_SECTION_OF[table.key],
        )

    def _units(self, ctx: CheckContext, table: MappedTable) -> Iterator[Finding]:
        cell = table.cells.get(("fees", "charged"))
        if ctx.identity.is_government or ctx.identity.level not in ("county", "town"):
            return
        if cell is None or cell.number is None or cell.span is None or cell.number < _MAX_CHARGED:
            return
        yield self.finding(
            ctx,
            cell.span,
            f"{TABLE_NAMES[table.key]}{cell.name}为{cell.text}万元，疑以元为单位填报。",
            severity=Severity.HINT,
            evidence=(QuoteEvidence(cell.name, cell.text, cell.span),),
            suggestion=Suggestion("该栏以万元为单位；如原为元，请换算。"),
            section=_SECTION_OF[table.key],
        )

    def _rule_making(self, ctx: CheckContext, table: MappedTable) -> Iterator[Finding]:
        level, is_government = ctx.identity.level, ctx.identity.is_government
        if table.key != "disclosure" or level is None or level == "central":
            return
        for_government = is_government or "gov_office" in ctx.identity.departments[:1]
        if for_government and level in ("province", "city"):
            return
        cells = [cell for (row, _), cell in table.cells.items() if row == "rules" and cell.number and cell.span]
        if not cells or cells[0].span is None:
            return
        named = "、".join(f"“{cell.column.text}”列为{cell.text}" for cell in cells)
        yield self.finding(
            ctx,
            cells[0].span,
            f"{TABLE_NAMES[table.key]}“规章”行{named}，本机关没有规章制定权。",
            severity=Severity.ERROR if level in ("county", "town") else Severity.WARNING,
            evidence=tuple(QuoteEvidence(cell.name, cell.text, cell.span) for cell in cells),
            suggestion=Suggestion("规章由国务院部门、省级政府和设区的市（州）政府制定；规范性文件请填在下一行。", "0"),
            basis="《中华人民共和国立法法》关于规章制定权限的规定",
            section=_SECTION_OF[table.key],
        )


def _telling_label(ctx: CheckContext, table: MappedTable) -> Span | None:
    """Return the first label of the table that only the other form has; None if it has none."""
    columns = {label_key(column.text) for column in table.schema.columns}
    wanted = schema_for(table.key, ctx.identity.profile)
    ours = {label_key(label.text) for label in (*wanted.columns, *wanted.rows)} if wanted else set()
    tables = list(ctx.document.tables)
    for index in table.table_indexes:
        for cell in tables[index].cells:
            key = label_key(cell.text)
            if cell.span is not None and key not in ours and (key in columns or key == "其他处理"):
                return cell.span
    return None


def _is_change(cell: MappedCell) -> bool:
    """Tell whether a cell of 本年增/减 says in words what a sign would: 减4, 无变化."""
    return cell.column.id == "change" and re.search(r"增|减|变化|持平", cell.text) is not None


def _is_impossible_count(cell: MappedCell) -> bool:
    if cell.column.id in ("charged", "amount", "change"):
        return False
    assert cell.number is not None
    return cell.number < 0 or cell.number != cell.number.to_integral_value()
