"""Finds the official tables of a report and maps their figures by label.

Tables reach us whole, cut in parts, with merged cells lost, labels wrapped over
two rows, columns drifted. So rows are aligned with the form's rows in order by
the likeness of their labels, and figures are assigned to columns by the header
where the file states a grid, by count where it does not. What does not fit is
reported as unreadable with the reason; figures are never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.document.model import Cell, Document, Table
from reviewer.document.span import Span, cover
from reviewer.knowledge.table_blocks import map_disclosure
from reviewer.knowledge.table_disputes import map_disputes
from reviewer.knowledge.table_labels import best_label, compact, label_key, row_keys
from reviewer.knowledge.table_rows import DataRow, align, is_own_label, read_rows
from reviewer.knowledge.table_schemas import TABLE_KEYS, Label, TableKey, TableSchema, load_table_schemas
from reviewer.knowledge.tables import (
    FoundLabel,
    MappedCell,
    MappedTable,
    RowNote,
    UnreadableTable,
    is_value_like,
    map_cell,
)

MappedOrNot = MappedTable | UnreadableTable

_CUES: dict[TableKey, tuple[str, ...]] = {
    "disclosure": (
        "第二十条第", "本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额",
        "本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "采购总金额", "行政事业性收费",
    ),
    "requests": (
        "本年新收政府信息公开申请", "上年结转政府信息公开申请", "结转下年度继续办理",
        "予以公开", "科研机构", "法律服务机构",
    ),
    "review_litigation": ("结果维持", "结果纠正", "尚未审结", "未经复议直接起诉", "复议后起诉"),
}  # fmt: skip


def map_tables(document: Document) -> tuple[MappedOrNot, ...]:
    """Return the official tables of ``document``, mapped or with the reason why not.

    Each of the three tables appears at most once; a table that is cut in parts (one
    part a block, one part a page) is put together first.
    """
    tables = list(document.tables)
    parts: dict[TableKey, list[int]] = {key: [] for key in TABLE_KEYS}
    previous: TableKey | None = None
    for index, table in enumerate(tables):
        key = recognise(table)
        if key is None and previous is not None and _continues(table):
            key = previous
        if key is not None:
            parts[key].append(index)
        previous = key
    mapped = [_map_one(key, parts[key], tables, document) for key in TABLE_KEYS if parts[key]]
    return tuple(sorted(mapped, key=lambda table: table.span))


def recognise(table: Table) -> TableKey | None:
    """Tell which official table this is, or is a part of; None for any other table."""
    text = "".join(compact(cell.text) for cell in table.cells)
    scores: dict[TableKey, int] = {key: sum(cue in text for cue in cues) for key, cues in _CUES.items()}
    scores["requests"] = max(scores["requests"], sum(is_own_label(cell.text) for cell in table.cells))
    best = max(TABLE_KEYS, key=lambda key: scores[key])
    return best if scores[best] >= (1 if best == "disclosure" else 2) else None


def _continues(table: Table) -> bool:
    """Tell whether a table without headings of its own may go on from the one before."""
    return all(any(is_value_like(cell.text) for cell in row) for row in table.rows() if row)


def _map_one(key: TableKey, indexes: list[int], tables: list[Table], document: Document) -> MappedOrNot:
    parts = [tables[index] for index in indexes]
    span = cover(part.span for part in parts)
    assert span is not None
    candidates = [schema for schema in load_table_schemas() if schema.key == key]
    if key == "review_litigation":
        return map_disputes(candidates[0], parts, indexes, document)
    if key == "disclosure":
        results = [map_disclosure(schema, parts, indexes, span) for schema in candidates]
    else:
        results = _map_requests(candidates, parts, indexes, span)
    return max(results, key=_fit)


def _fit(result: MappedOrNot) -> tuple[int, int, int]:
    if isinstance(result, UnreadableTable):
        return (-1, 0, 0)
    return (len(result.cells), -len(result.missing_rows) - len(result.extra_rows), -len(result.labels))


# --- table two ---------------------------------------------------------------------------


def _map_requests(
    candidates: Sequence[TableSchema], parts: Sequence[Table], indexes: list[int], span: Span
) -> list[MappedOrNot]:
    columns = candidates[0].columns
    rows = [row for part in parts for row in read_rows(part, columns)]
    if not any(row.values for row in rows):
        reason = "没有读到七列数字的数据行，可能是列错位或为图片，请人工核对"
        return [UnreadableTable("requests", span, reason, tuple(indexes))]
    read = _Read(
        tuple(rows),
        tuple(indexes),
        span,
        tuple(label for part in parts for label in _drifted_heads(part, columns)),
        {label_key(cell.text): cell.span for part in parts for cell in part.cells if is_own_label(cell.text)},
    )
    found: list[MappedOrNot] = []
    for schema in candidates:
        mapped = _map_rows(schema, read)
        found.append(mapped)
        if isinstance(mapped, MappedTable) and len(mapped.cells) == len(schema.rows) * len(columns) == 7 * len(rows):
            return [mapped]
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of table two, before its rows are told apart.

    Args:
        rows: Its rows with figures.
        table_indexes: Which tables of the document it was read from.
        span: Where it stands.
        heads: Column labels that differ from the form's.
        seen: Where a row's own label stands anywhere, by its key.
    """

    rows: tuple[DataRow, ...]
    table_indexes: tuple[int, ...]
    span: Span
    heads: tuple[FoundLabel, ...]
    seen: Mapping[str, Span | None]


def _map_rows(schema: TableSchema, read: _Read) -> MappedOrNot:
    rows, span = read.rows, read.span
    pairs = align(rows, schema.rows, row_keys(schema))
    if len(pairs) < len(schema.rows) // 2:
        reason = f"{len(schema.rows)}个规定行只对应上{len(pairs)}行，数字未予核对，请人工核对"
        return UnreadableTable(schema.key, span, reason, read.table_indexes)
    cells: dict[tuple[str, str], MappedCell] = {}
    labels: list[FoundLabel] = []
    repaired: list[RowNote] = []
    unread: list[RowNote] = []
    for row_index, label in pairs:
        row = rows[row_index]
        place = row.span or span
        if not row.values:
            found = f"读到{row.n_found}个数字，应有{len(schema.columns)}个"
            unread.append(RowNote(label, found, place, is_lost=row.n_found == 0))
        elif row.repair:
            repaired.append(RowNote(label, row.repair, place))
        for column, cell in zip(schema.columns, row.values, strict=False):
            cells[label.id, column.id] = map_cell(label, column, cell)
        drifted = _drifted(row, label)
        if drifted is not None:
            labels.append(drifted)
    used = {row_index for row_index, _ in pairs}
    mapped_ids = {label.id for _, label in pairs}
    for label in schema.rows:
        if label.id not in mapped_ids and label_key(label.text) in read.seen:
            mapped_ids.add(label.id)
            unread.append(RowNote(label, "只读到栏目名称", read.seen[label_key(label.text)] or span, is_lost=True))
    extra = [row for index, row in enumerate(rows) if index not in used and row.labels and not unread]
    return MappedTable(
        schema=schema,
        span=span,
        cells=cells,
        labels=(*labels, *read.heads),
        missing_rows=tuple(row for row in schema.rows if row.id not in mapped_ids),
        extra_rows=tuple((row.labels[-1].text, row.labels[-1].span or span) for row in extra),
        repaired_rows=tuple(repaired),
        unread_rows=tuple(unread),
        table_indexes=read.table_indexes,
    )


def _drifted(row: DataRow, label: Label) -> FoundLabel | None:
    """Return a row's label where its words are not the form's; labels that span rows may be part of it."""
    if not row.labels or row.labels[-1].span is None:
        return None
    last = row.labels[-1]
    joined = row.labels[-2].text + last.text if len(row.labels) > 1 else last.text
    accepted = {
        label_key(text)
        for text in (
            label.text,
            label.group + label.text,
            label.section + label.text,
            label.section + label.group + label.text,
        )
    }
    if label_key(last.text) in accepted or label_key(joined) in accepted:
        return None
    return FoundLabel(label, last.text, row.labels[-1].span)


def _drifted_heads(table: Table, columns: Sequence[Label]) -> list[FoundLabel]:
    """Return the column labels of the header whose words are not the form's."""
    exact = {label_key(column.text) for column in columns}
    heads: list[Cell] = []
    for row in table.rows():
        if any(is_value_like(cell.text) for cell in row):
            break
        heads.extend(cell for cell in row if cell.text)
    present = {label_key(head.text) for head in heads}
    missing = [column for column in columns if label_key(column.text) not in present]
    found: list[FoundLabel] = []
    for head in heads:
        key = label_key(head.text)
        column = best_label(key, missing) if key not in exact and len(key) > 2 else None
        if column is not None and head.span is not None:
            found.append(FoundLabel(column, head.text, head.span))
    return found
