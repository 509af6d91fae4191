"""Maps table three: fifteen figures in a row, in parts, or one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.document.model import Cell, Document, Paragraph, Table
from reviewer.document.span import Span, cover
from reviewer.knowledge.table_labels import label_key
from reviewer.knowledge.table_rows import expand
from reviewer.knowledge.table_schemas import TableSchema
from reviewer.knowledge.tables import MappedCell, MappedTable, UnreadableTable, is_value_like, map_cell, read_value

_SHORT_LABEL = 6


def map_disputes(
    schema: TableSchema, parts: Sequence[Table], indexes: Sequence[int], document: Document
) -> MappedTable | UnreadableTable:
    """Return table three with its figures by group and column, or why they cannot be told."""
    span = cover(part.span for part in parts)
    assert span is not None
    wanted = len(schema.rows) * len(schema.columns)
    values = _figure_rows(schema, parts, wanted)
    if len(values) != wanted:
        values = _listed(schema, parts) or values
    if not values:
        values = _line_below(document, parts[-1], wanted)
        if values:
            span = cover([span, *(value.span for value in values if value.span)]) or span
    if len(values) != wanted:
        reason = f"应有{wanted}个数字，读到{len(values)}个，数字未予核对，请人工核对"
        return UnreadableTable(schema.key, span, reason, tuple(indexes))
    if not all(value.text for value in values) and parts[0].origin == "text" and not _add_up(schema, values):
        reason = "有空白格，各组之和与总计不符，难以断定数字属于哪一栏，未予核对，请人工核对"
        return UnreadableTable(schema.key, span, reason, tuple(indexes))
    cells: dict[tuple[str, str], MappedCell] = {}
    for position, cell in enumerate(values):
        group = schema.rows[position // len(schema.columns)]
        column = schema.columns[position % len(schema.columns)]
        cells[group.id, column.id] = map_cell(group, column, cell)
    return MappedTable(schema=schema, span=span, cells=cells, table_indexes=tuple(indexes))


def _add_up(schema: TableSchema, values: Sequence[Cell]) -> bool:
    """Tell whether every group adds up with its blanks taken for nothing."""
    size = len(schema.columns)
    for start in range(0, len(values), size):
        numbers = [read_value(cell.text)[1] or 0 for cell in values[start : start + size]]
        if sum(numbers[:-1]) != numbers[-1]:
            return False
    return True


def _figure_rows(schema: TableSchema, parts: Sequence[Table], wanted: int) -> list[Cell]:
    """Return the figures of rows that hold nothing else but a short label such as 件数."""
    values: list[Cell] = []
    own = {label_key(column.text) for column in schema.columns} | {label_key(row.text) for row in schema.rows}
    for part in parts:
        for cells in part.rows():
            row = expand(cells, wanted)
            figures = [cell for cell in row if is_value_like(cell.text)]
            others = [cell for cell in row if cell.text and not is_value_like(cell.text)]
            if not figures:
                continue
            if not others:
                values.extend(cell for cell in row if cell.text or len(row) == wanted)
            elif (
                len(others) == 1
                and len(figures) % len(schema.columns) == 0
                and len(others[0].text) <= _SHORT_LABEL
                and label_key(others[0].text) not in own
            ):
                values.extend(figures)
    return values


def _listed(schema: TableSchema, parts: Sequence[Table]) -> list[Cell]:
    """Return the figures of a table that stands on its side: a label and a figure in each row.

    Nothing if the labels do not come in the form's order, group by group.
    """
    columns = [label_key(column.text) for column in schema.columns]
    values: list[Cell] = []
    for part in parts:
        for row in part.rows():
            filled = [cell for cell in row if cell.text]
            figures = [cell for cell in filled if is_value_like(cell.text)]
            labels = [cell for cell in filled if not is_value_like(cell.text)]
            if len(figures) == len(columns) and labels and label_key(labels[-1].text) not in columns:
                values.extend(figures)  # one row a group, the results across
                continue
            if len(figures) != 1 or not labels or filled[-1] is not figures[0]:
                continue
            if label_key(labels[-1].text) != columns[len(values) % len(columns)]:
                return []
            values.append(figures[0])
    return values


def _line_below(document: Document, table: Table, wanted: int) -> list[Cell]:
    """Return the figures of a line of text right behind the header."""
    blocks = document.blocks
    place = next((index for index, block in enumerate(blocks) if block is table), len(blocks))
    for block in blocks[place + 1 : place + 2]:
        if not isinstance(block, Paragraph):
            break
        words = list(re.finditer(r"\S+", document.quote(block.span)))
        if len(words) == wanted and all(is_value_like(word[0]) for word in words):
            start = block.span.start
            return [Cell(0, at, w[0], Span(start + w.start(), start + w.end())) for at, w in enumerate(words)]
    return []
