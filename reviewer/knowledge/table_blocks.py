"""Maps table one: blocks with a header row each, one figure row or two in a block."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.document.model import Cell, Table
from reviewer.document.span import Span
from reviewer.knowledge.table_labels import best_label, label_key
from reviewer.knowledge.table_schemas import Label, TableSchema, load_table_schemas
from reviewer.knowledge.tables import (
    FoundLabel,
    MappedCell,
    MappedTable,
    RowNote,
    UnreadableTable,
    is_value_like,
    map_cell,
)

_HEAD_WORDS = ("信息内容", "信息", "内容", "信息类别", "类别", "项目")


def map_disclosure(
    schema: TableSchema, parts: Sequence[Table], indexes: Sequence[int], span: Span
) -> MappedTable | UnreadableTable:
    """Return table one with its figures by row and column, or why they cannot be told."""
    reader = _BlockReader(schema, span)
    for part in parts:
        heads: list[Cell] = []
        for row in part.rows():
            filled = [cell for cell in row if cell.text]
            if not filled:
                continue
            new_heads = _heads(filled, schema)
            if new_heads:
                heads = new_heads
                continue
            reader.read_row(row, filled, heads)
    return reader.result(indexes, label_key("".join(cell.text for part in parts for cell in part.cells)))


def _heads(filled: Sequence[Cell], schema: TableSchema) -> list[Cell]:
    """Return the column labels of a header row; nothing for any other row."""
    if any(is_value_like(cell.text) for cell in filled):
        return []
    for place, cell in enumerate(filled):
        if label_key(cell.text) in _HEAD_WORDS:
            return list(filled[place + 1 :])
    columns = _all_column_keys()
    named = [cell for cell in filled if label_key(cell.text) in columns]
    return named if named and best_label(label_key(filled[0].text), schema.rows) is None else []


def _all_column_keys() -> frozenset[str]:
    return frozenset(
        label_key(column.text)
        for schema in load_table_schemas()
        if schema.key == "disclosure"
        for column in schema.columns
    )


class _BlockReader:
    """Collects what the rows of table one state."""

    def __init__(self, schema: TableSchema, span: Span) -> None:
        self._schema = schema
        self._span = span
        self._cells: dict[tuple[str, str], MappedCell] = {}
        self._labels: dict[str, FoundLabel] = {}
        self._columns: set[str] = set()
        self._extra: list[tuple[str, Span]] = []

    def read_row(self, row: Sequence[Cell], filled: Sequence[Cell], heads: Sequence[Cell]) -> None:
        """Read one row that is no header."""
        place, label = self._find_label(filled)
        if label is None:
            if len(filled) > 1 and all(is_value_like(cell.text) for cell in filled[1:]):
                self._extra.append((filled[0].text, filled[0].span or self._span))
            return
        words = filled[place]
        if label_key(label.text) != label_key(words.text) and words.span is not None:
            self._labels[label.id] = FoundLabel(label, words.text, words.span)
        columns = self._schema.columns_of(label)
        named = self._name_columns(columns, heads)
        values = _values_by_header(row, columns, named) or _values_by_count(row, words, len(columns))
        if values is None:
            return
        for column, cell in zip(columns, values, strict=True):
            self._cells.setdefault((label.id, column.id), map_cell(label, column, cell))

    def _find_label(self, filled: Sequence[Cell]) -> tuple[int, Label | None]:
        for place, cell in enumerate(filled[:3]):
            if is_value_like(cell.text):
                break
            label = best_label(label_key(cell.text), self._schema.rows)
            if label is not None:
                return place, label
        return 0, None

    def _name_columns(self, columns: Sequence[Label], heads: Sequence[Cell]) -> dict[str, Cell]:
        named: dict[str, Cell] = {}
        left: list[Cell] = []
        for head in heads:
            column = best_label(label_key(head.text), columns)
            if column is None or column.id in named:
                left.append(head)
            else:
                named[column.id] = head
        missing = [column for column in columns if column.id not in named]
        if len(heads) == len(columns) and len(missing) == len(left):
            named |= {column.id: head for column, head in zip(missing, left, strict=True)}
        for column in columns:
            found = named.get(column.id)
            if found is None:
                continue
            self._columns.add(f"{column.block}{column.id}")
            if label_key(column.text) != label_key(found.text) and found.span is not None:
                self._labels[f"{column.block}{column.id}"] = FoundLabel(column, found.text, found.span)
        return named

    def result(self, indexes: Sequence[int], words: str) -> MappedTable | UnreadableTable:
        """Return all that was read; a label that stands among all ``words`` of the table is not missing."""
        schema = self._schema
        if not self._cells or not self._columns:
            reason = "未能对应表头与数据行，数字未予核对，请人工核对"
            return UnreadableTable(schema.key, self._span, reason, tuple(indexes))
        found_rows = {row_id for row_id, _ in self._cells}
        absent = [row for row in schema.rows if row.id not in found_rows]
        lost = [row for row in absent if len(row.text) > 2 and label_key(row.text) in words]
        return MappedTable(
            schema=schema,
            span=self._span,
            cells=self._cells,
            labels=tuple(self._labels.values()),
            missing_rows=tuple(row for row in absent if row not in lost),
            missing_columns=tuple(
                column
                for column in schema.columns
                if f"{column.block}{column.id}" not in self._columns and _is_short_of(words, column, schema)
            ),
            extra_rows=tuple(self._extra),
            unread_rows=tuple(RowNote(row, "只读到栏目名称", self._span, is_lost=True) for row in lost),
            table_indexes=tuple(indexes),
        )


def _is_short_of(words: str, column: Label, schema: TableSchema) -> bool:
    """Tell whether a column's label stands less often among the words of the table than the form has it."""
    key = label_key(column.text)
    return words.count(key) < sum(label_key(other.text) == key for other in schema.columns)


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
