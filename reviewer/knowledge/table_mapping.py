"""Finds the official tables of a report and maps their figures by label.

Tables reach us whole, cut in parts, with merged cells lost, labels wrapped over
two rows, columns drifted. So rows are aligned with the form's rows in order by
the likeness of their labels, and figures are assigned to columns by the header
where the file states a grid, by count where it does not. What does not fit is
reported as unreadable with the reason; figures are never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from reviewer.document.model import Cell, Document, Table
from reviewer.document.normalize import fold
from reviewer.document.span import Span, cover
from reviewer.knowledge.table_schemas import TABLE_KEYS, TABLE_NAMES, Label, TableKey, TableSchema, load_table_schemas
from reviewer.knowledge.tables import FoundLabel, MappedCell, MappedTable, UnreadableTable, is_value_like, read_value

MappedOrNot = MappedTable | UnreadableTable

_NUMBER_PREFIX = re.compile(r"^\(?[一二三四五六七八九十\d]{1,2}[\)、.．]+")
_PUNCTUATION = re.compile(r"[\s\"'“”‘’,，.。;；:：、()（）\[\]【】/]+")
_MIN_LABEL_SIMILARITY = 62.0
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


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row with figures: its label cells and its value cells."""

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    table: int


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
    mapped: list[MappedOrNot] = []
    for key in TABLE_KEYS:
        if parts[key]:
            mapped.append(_map_one(key, parts[key], tables))
    return tuple(sorted(mapped, key=lambda table: table.span))


def recognise(table: Table) -> TableKey | None:
    """Tell which official table this is, or is a part of; None for any other table."""
    text = "".join(_compact(cell.text) for cell in table.cells)
    scores: dict[TableKey, int] = {key: sum(cue in text for cue in cues) for key, cues in _CUES.items()}
    best = max(TABLE_KEYS, key=lambda key: scores[key])
    return best if scores[best] >= (1 if best == "disclosure" else 2) else None


def _continues(table: Table) -> bool:
    """Tell whether a table without headings of its own may go on from the one before."""
    rows = table.rows()
    return all(any(is_value_like(cell.text) for cell in row) for row in rows if row)


def _map_one(key: TableKey, indexes: list[int], tables: list[Table]) -> MappedOrNot:
    parts = [tables[index] for index in indexes]
    span = cover(part.span for part in parts)
    assert span is not None
    candidates = [schema for schema in load_table_schemas() if schema.key == key]
    if key == "review_litigation":
        return _map_review(candidates[0], parts, indexes, span)
    if key == "disclosure":
        results = [_map_disclosure(schema, parts, indexes, span) for schema in candidates]
    else:
        results = [_map_requests(schema, parts, indexes, span) for schema in candidates]
    return max(results, key=_fit)


def _fit(result: MappedOrNot) -> tuple[int, int, int]:
    if isinstance(result, UnreadableTable):
        return (-1, 0, 0)
    return (len(result.cells), -len(result.missing_rows) - len(result.extra_rows), -len(result.labels))


def _compact(text: str) -> str:
    return "".join(fold(text).split())


def label_key(text: str) -> str:
    """Return the words of a label without its number, punctuation and notes on units."""
    compact = _NUMBER_PREFIX.sub("", _compact(text))
    return _PUNCTUATION.sub("", compact)


def similarity(found: str, expected: str) -> float:
    """Return the likeness of two label keys, 0 to 100; a label cut short still counts."""
    if not found or not expected:
        return 0.0
    if found == expected:
        return 100.0
    whole = fuzz.ratio(found, expected)
    if len(found) >= 5 and (expected.startswith(found) or found.startswith(expected)):
        return max(whole, 85.0)
    return whole


# --- table one ---------------------------------------------------------------------------


def _map_disclosure(schema: TableSchema, parts: Sequence[Table], indexes: list[int], span: Span) -> MappedOrNot:
    cells: dict[tuple[str, str], MappedCell] = {}
    labels: dict[str, FoundLabel] = {}
    seen_columns: set[str] = set()
    extra: list[tuple[str, Span]] = []
    for part in parts:
        heads: list[Cell] = []
        for row in part.rows():
            filled = [cell for cell in row if cell.text]
            if not filled:
                continue
            key = label_key(filled[0].text)
            if key in ("信息内容", "内容"):
                heads = filled[1:]
                continue
            label = _best_label(key, schema.rows)
            if label is None:
                if len(filled) > 1 and all(is_value_like(cell.text) for cell in filled[1:]):
                    extra.append((filled[0].text, filled[0].span or span))
                continue
            if label_key(label.text) != key and filled[0].span is not None:
                labels[label.id] = FoundLabel(label, filled[0].text, filled[0].span)
            columns = schema.columns_of(label)
            named = {
                column.id: head for head in heads if (column := _best_label(label_key(head.text), columns)) is not None
            }
            for column in columns:
                head = named.get(column.id)
                if head is not None:
                    seen_columns.add(f"{column.block}{column.id}")
                    if label_key(column.text) != label_key(head.text) and head.span is not None:
                        labels[f"{column.block}{column.id}"] = FoundLabel(column, head.text, head.span)
            values = _values_by_header(row, columns, named) or _values_by_count(row, filled[0], len(columns))
            if values is None:
                continue
            for column, cell in zip(columns, values, strict=True):
                cells[label.id, column.id] = _mapped(label, column, cell)
    if not cells or not seen_columns:
        return UnreadableTable(schema.key, span, "未能对应表头与数据行，数字未予核对，请人工核对", tuple(indexes))
    found_rows = {row_id for row_id, _ in cells}
    return MappedTable(
        schema=schema,
        span=span,
        cells=cells,
        labels=tuple(labels.values()),
        missing_rows=tuple(row for row in schema.rows if row.id not in found_rows),
        missing_columns=tuple(c for c in schema.columns if f"{c.block}{c.id}" not in seen_columns),
        extra_rows=tuple(extra),
        table_indexes=tuple(indexes),
    )


def _best_label(key: str, labels: Sequence[Label]) -> Label | None:
    scored = [(similarity(key, label_key(label.text)), -order, label) for order, label in enumerate(labels)]
    score, _, label = max(scored, key=lambda item: item[:2], default=(0.0, 0, None))
    # A short label such as 规章 must be met exactly; a long one may have drifted.
    needed = 100.0 if label is not None and len(label_key(label.text)) <= 2 else 75.0
    return label if score >= needed else None


def _values_by_header(
    row: Sequence[Cell], columns: Sequence[Label], named: dict[str, Cell]
) -> list[Cell | None] | None:
    if len(named) != len(columns):
        return None
    by_column = {cell.column: cell for cell in row}
    values = [by_column.get(named[column.id].column) for column in columns]
    return values if any(value is not None and value.text for value in values) else None


def _values_by_count(row: Sequence[Cell], label: Cell, count: int) -> list[Cell | None] | None:
    after = [cell for cell in row if cell.column > label.column and cell.text]
    return list(after) if len(after) == count else None


def _mapped(row: Label, column: Label, cell: Cell | None) -> MappedCell:
    if cell is None:
        return MappedCell(row, column, "blank", None, "", None)
    kind, number = read_value(cell.text)
    return MappedCell(row, column, kind, number, cell.text, cell.span)


# --- table two ---------------------------------------------------------------------------


def _map_requests(schema: TableSchema, parts: Sequence[Table], indexes: list[int], span: Span) -> MappedOrNot:
    rows = [row for order, part in enumerate(parts) for row in _data_rows(part, len(schema.columns), order)]
    if not rows:
        return UnreadableTable(
            schema.key, span, "没有读到七列数字的数据行，可能是列错位或为图片，请人工核对", tuple(indexes)
        )
    pairs = _align(rows, schema.rows)
    if len(pairs) < len(schema.rows) // 2:
        return UnreadableTable(
            schema.key,
            span,
            f"{len(schema.rows)}个规定行只对应上{len(pairs)}行，数字未予核对，请人工核对",
            tuple(indexes),
        )
    cells: dict[tuple[str, str], MappedCell] = {}
    labels: list[FoundLabel] = []
    for row_index, label in pairs:
        row = rows[row_index]
        for column, cell in zip(schema.columns, row.values, strict=True):
            cells[label.id, column.id] = _mapped(label, column, cell)
        text = row.labels[-1].text if row.labels else ""
        if row.labels and label_key(text) != label_key(label.text) and row.labels[-1].span is not None:
            labels.append(FoundLabel(label, text, row.labels[-1].span))
    used = {row_index for row_index, _ in pairs}
    mapped_ids = {label.id for _, label in pairs}
    extra = tuple(
        (rows[index].labels[-1].text, rows[index].labels[-1].span or span)
        for index in range(len(rows))
        if index not in used and rows[index].labels
    )
    return MappedTable(
        schema=schema,
        span=span,
        cells=cells,
        labels=tuple(labels),
        missing_rows=tuple(row for row in schema.rows if row.id not in mapped_ids),
        extra_rows=extra,
        table_indexes=tuple(indexes),
    )


def _data_rows(table: Table, n_values: int, order: int) -> list[DataRow]:
    head = _value_columns(table, n_values)
    usual = _usual_start(table, n_values)
    found: list[DataRow] = []
    pending: list[Cell] = []
    for row in table.rows():
        texts = [cell for cell in row if cell.text]
        labels = [cell for cell in texts if not is_value_like(cell.text) and read_value(cell.text)[0] == "text"]
        values = _row_values(row, labels, head, n_values)
        if values is None and usual is not None:
            values = _values_from(row, usual, n_values)
        if values is None:
            # A label cut by a line break stands alone in the row above its figures.
            pending = labels if labels and len(labels) == len(texts) else []
            continue
        if pending and (not labels or _is_cut(pending[-1].text, labels[-1].text)):
            labels = [*pending, *labels] if not labels else [*labels[:-1], _joined(pending[-1], labels[-1])]
        pending = []
        found.append(DataRow(tuple(labels), tuple(values), order))
    return found


def _usual_start(table: Table, n_values: int) -> int | None:
    """Return the column where the figures of most rows start; None if there is no usual one."""
    starts: dict[int, int] = {}
    for row in table.rows():
        labels = [cell for cell in row if read_value(cell.text)[0] == "text"]
        values = _row_values(row, labels, None, n_values)
        if values is not None:
            starts[values[0].column] = starts.get(values[0].column, 0) + 1
    if not starts:
        return None
    start = max(starts, key=lambda column: (starts[column], -column))
    return start if starts[start] * 2 > sum(starts.values()) else None


def _values_from(row: Sequence[Cell], start: int, n_values: int) -> list[Cell] | None:
    """Return a row's figures by the usual columns, where its own count does not tell them."""
    by_column = {cell.column: cell for cell in row}
    values = [by_column.get(column) for column in range(start, start + n_values)]
    if not all(cell is not None and is_value_like(cell.text) for cell in values):
        return None
    return [cell for cell in values if cell is not None]


def _is_cut(first: str, second: str) -> bool:
    """Tell whether ``second`` reads as the rest of ``first``: it has no number of its own."""
    return not _NUMBER_PREFIX.match(_compact(second)) and bool(_NUMBER_PREFIX.match(_compact(first)))


def _joined(first: Cell, second: Cell) -> Cell:
    span = cover([cell.span for cell in (first, second) if cell.span])
    return Cell(second.row, second.column, first.text + second.text, span, second.row_span, second.column_span)


def _value_columns(table: Table, n_values: int) -> tuple[int, ...] | None:
    """Return the grid columns of the figures as the header names them; None if it does not."""
    if table.origin != "grid":
        return None
    for first in table.cells:
        if label_key(first.text) != "自然人":
            continue
        columns = tuple(range(first.column, table.n_columns))
        if len(columns) == n_values:
            return columns
    return None


def _row_values(
    row: Sequence[Cell], labels: Sequence[Cell], head: tuple[int, ...] | None, n_values: int
) -> list[Cell] | None:
    if head is not None:
        by_column = {cell.column: cell for cell in row}
        values = [by_column.get(column, Cell(row[0].row if row else 0, column, "", None)) for column in head]
        has_figure = any(is_value_like(value.text) for value in values)
        return values if has_figure else None
    start = labels[-1].column + 1 if labels else 0
    after = [cell for cell in row if cell.column >= start]
    while after and not after[0].text:
        after = after[1:]
    while after and not after[-1].text and len(after) > n_values:
        after = after[:-1]
    if len(after) != n_values or not any(is_value_like(cell.text) for cell in after):
        filled = [cell for cell in after if cell.text]
        return filled if len(filled) == n_values else None
    return after


def _align(rows: Sequence[DataRow], labels: Sequence[Label]) -> list[tuple[int, Label]]:
    """Align rows with the form's rows in order, so that the likeness of labels is greatest.

    Dynamic programming over (rows × labels), about 25 × 25 steps.
    """
    n_rows, n_labels = len(rows), len(labels)
    keys = [label_key(label.text) for label in labels]
    best = [[0.0] * (n_labels + 1) for _ in range(n_rows + 1)]
    scores = [[_row_score(row, key) for key in keys] for row in rows]
    for i in range(n_rows - 1, -1, -1):
        for j in range(n_labels - 1, -1, -1):
            take = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= _MIN_LABEL_SIMILARITY else -1.0
            best[i][j] = max(take, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, Label]] = []
    i = j = 0
    while i < n_rows and j < n_labels:
        take = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= _MIN_LABEL_SIMILARITY else -1.0
        if take == best[i][j] and take > 0:
            pairs.append((i, labels[j]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] == best[i][j]:
            i += 1
        else:
            j += 1
    return pairs


def _row_score(row: DataRow, key: str) -> float:
    if not row.labels:
        return 0.0
    return similarity(label_key(row.labels[-1].text), key)


# --- table three -------------------------------------------------------------------------


def _map_review(schema: TableSchema, parts: Sequence[Table], indexes: list[int], span: Span) -> MappedOrNot:
    wanted = len(schema.rows) * len(schema.columns)
    values: list[Cell] = []
    for part in parts:
        for row in part.rows():
            figures = [cell for cell in row if is_value_like(cell.text)]
            others = [cell for cell in row if cell.text and not is_value_like(cell.text)]
            if figures and not others:
                whole = [cell for cell in row if cell.text or len(row) == wanted]
                values.extend(whole)
    if len(values) != wanted:
        return UnreadableTable(
            schema.key, span, f"应有{wanted}个数字，读到{len(values)}个，数字未予核对，请人工核对", tuple(indexes)
        )
    cells: dict[tuple[str, str], MappedCell] = {}
    for position, cell in enumerate(values):
        group = schema.rows[position // len(schema.columns)]
        column = schema.columns[position % len(schema.columns)]
        cells[group.id, column.id] = _mapped(group, column, cell)
    return MappedTable(schema=schema, span=span, cells=cells, table_indexes=tuple(indexes))


def table_name(key: TableKey) -> str:
    """Return what the table is called in findings."""
    return TABLE_NAMES[key]
