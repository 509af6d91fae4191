"""Official tables made consistent by construction, laid out in the ways that files lay them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from reviewer.document.build import BlockDraft, CellDraft, DocumentBuilder, HeadingDraft, ParagraphDraft, TableDraft
from reviewer.document.model import Document, Source
from reviewer.knowledge.table_schemas import TableKey, TableSchema, schema_for
from reviewer.knowledge.tables import MappedTable, UnreadableTable

Figures = dict[tuple[str, str], int]
Grid = list[list[str]]

PEOPLE = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def get_schema(key: TableKey, profile: str = "zfxxgk-2021") -> TableSchema:
    schema = schema_for(key, profile)
    assert schema is not None
    return schema


def make_request_figures(
    results: Mapping[tuple[str, str], int],
    carried: Mapping[str, int],
    left: Mapping[str, int],
    profile: str = "zfxxgk-2021",
) -> Figures:
    """Return table two from its results by (row, column), what was carried in and what is left, by column."""
    schema = get_schema("requests", profile)
    columns = [column.id for column in schema.columns[:-1]]
    leaves = [row.id for row in schema.rows if row.section and row.id != "r3_7"]
    figures: Figures = {(row, column): results.get((row, column), 0) for row in leaves for column in columns}
    for column in columns:
        figures["r3_7", column] = sum(figures[row, column] for row in leaves)
        figures["r4", column] = left.get(column, 0)
        figures["r2", column] = min(carried.get(column, 0), figures["r3_7", column] + figures["r4", column])
        figures["r1", column] = figures["r3_7", column] + figures["r4", column] - figures["r2", column]
    for row in schema.rows:
        figures[row.id, "total"] = sum(figures[row.id, column] for column in columns)
    return figures


def some_request_figures() -> Figures:
    results = {("r3_1", "person"): 12, ("r3_1", "enterprise"): 3, ("r3_2", "person"): 2, ("r3_3_4", "person"): 1,
               ("r3_4_1", "person"): 4, ("r3_4_1", "legal_service"): 1, ("r3_5_1", "person"): 2}  # fmt: skip
    return make_request_figures(results, {"person": 2}, {"person": 3, "enterprise": 1})


def request_head() -> Grid:
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    return [
        [note, "", "", "申请人情况"],
        ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "", "", *PEOPLE[1:6], ""],
    ]


def request_row(schema: TableSchema, row_id: str, figures: Figures) -> tuple[list[str], list[str]]:
    """Return a row's three label cells and its figures."""
    row = schema.row(row_id)
    first = row_id in ("r3_1", "r1", "r2", "r4")
    siblings = [other for other in schema.rows if row.group and other.group == row.group]
    labels = ["三、本年度办理结果" if row_id == "r3_1" else "", "", ""]
    if row.group:
        labels[1], labels[2] = (row.group if siblings[0] is row else ""), row.text
    elif row.section:
        labels[1] = row.text
    elif first:
        labels[0] = row.text
    return labels, [str(figures[row_id, column.id]) for column in schema.columns]


def request_grid(figures: Figures, profile: str = "zfxxgk-2021") -> Grid:
    schema = get_schema("requests", profile)
    rows = request_head()
    for row in schema.rows:
        labels, values = request_row(schema, row.id, figures)
        rows.append([*labels, *values])
    return rows


def dispute_grid(values: Sequence[int]) -> Grid:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return [
        ["行政复议", "", "", "", "", "行政诉讼"],
        [*results, "未经复议直接起诉", "", "", "", "", "复议后起诉"],
        ["", "", "", "", "", *results, *results],
        [str(value) for value in values],
    ]


def disclosure_grids(
    values: Sequence[str] = ("0", "0", "0", "2", "1", "9", "40", "7", "0", "0.5"), profile: str = "zfxxgk-2021"
) -> list[Grid]:
    """Return the parts of table one, its figures in the form's order."""
    schema = get_schema("disclosure", profile)
    figures = iter(values)
    grids: list[Grid] = []
    for block in dict.fromkeys(row.block for row in schema.rows):
        rows = [row for row in schema.rows if row.block == block]
        columns = schema.columns_of(rows[0])
        heads = [[block], ["信息内容", *(column.text for column in columns)]]
        grids.append([*heads, *([row.text, *(next(figures) for _ in columns)] for row in rows)])
    return grids


def table_of(grid: Grid, origin: Literal["grid", "text"] = "text") -> TableDraft:
    return TableDraft(
        tuple(CellDraft(r, c, text) for r, row in enumerate(grid) for c, text in enumerate(row)), origin=origin
    )


def document_of(*blocks: BlockDraft | Grid, origin: Literal["grid", "text"] = "text") -> Document:
    drafts = [table_of(block, origin) if isinstance(block, list) else block for block in blocks]
    builder = DocumentBuilder(Source("draft.txt", "txt", "0" * 64))
    return builder.build(drafts, lambda kept: [HeadingDraft() for _ in kept])


def line(text: str) -> ParagraphDraft:
    return ParagraphDraft(text)


def figures_of(table: MappedTable | UnreadableTable) -> dict[tuple[str, str], str]:
    assert isinstance(table, MappedTable), table
    return {place: cell.text for place, cell in table.cells.items()}
