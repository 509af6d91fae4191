"""Word tables → grids: merged cells once, deleted rows not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from reviewer.document.build import CellDraft, TableDraft
from reviewer.document.model import Provenance
from reviewer.ingest.characters import count_han
from reviewer.ingest.docx_package import W, int_of

_MAX_COLUMNS = 200
_LAYOUT_CELL_HAN = 260

CellReader = Callable[[etree._Element], str]


@dataclass
class _Open:
    """A cell that may still grow downwards."""

    row: int
    column: int
    text: str
    row_span: int
    column_span: int


def read_table(table: etree._Element, read_cell: CellReader, provenance: Provenance) -> TableDraft | None:
    """Return a ``w:tbl`` as a grid; None if it has no cells.

    ``read_cell`` returns the text of a ``w:tc``; it is called in reading order, for
    generated numbers are counted on the way.
    """
    finished: list[_Open] = []
    growing: dict[int, _Open] = {}  # by first column
    row_index = 0
    for row in rows_of(table):
        column = _skipped(row, "gridBefore")
        below: dict[int, _Open] = {}
        across: _Open | None = None
        for cell in cells_of(row):
            properties = cell.find(f"{W}tcPr")
            span = max(1, min(int_of(properties, "gridSpan") or 1, _MAX_COLUMNS - column))
            if column >= _MAX_COLUMNS:
                break
            text = read_cell(cell)
            if _merge(properties, "hMerge") == "continue" and across is not None and not text:
                across.column_span += span
                column += span
                continue
            state = _merge(properties, "vMerge")
            above = growing.get(column)
            if state == "continue" and above is not None and above.column_span == span:
                above.row_span += 1
                if text:  # invisible in Word, but some exporters leave words there
                    above.text += text
                below[column] = above
                across = None
            else:
                across = _Open(row_index, column, text, 1, span)
                finished.append(across)
                if state is not None:
                    below[column] = across
            column += span
        growing = below
        row_index += 1
    if not finished:
        return None
    cells = tuple(CellDraft(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in finished)
    return TableDraft(cells=cells, provenance=provenance)


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows that stay once changes are accepted."""
    for row in _children(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            yield row


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row that stay once changes are accepted."""
    for cell in _children(row, f"{W}tc"):
        properties = cell.find(f"{W}tcPr")
        if properties is None or properties.find(f"{W}cellDel") is None:
            yield cell


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children called ``tag``, those inside content controls included."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _children(child, tag)


def _merge(properties: etree._Element | None, name: str) -> str | None:
    element = properties.find(W + name) if properties is not None else None
    return None if element is None else element.get(f"{W}val", "continue")


def _skipped(row: etree._Element, name: str) -> int:
    return min(int_of(row.find(f"{W}trPr"), name) or 0, _MAX_COLUMNS)


def is_layout(table: etree._Element) -> bool:
    """Tell a table that only arranges text: one filled cell, a text in a cell, or a larger table inside."""
    filled = 0
    for row in rows_of(table):
        for cell in cells_of(row):
            han = sum(count_han(text.text or "") for text in cell.iter(f"{W}t"))
            nested = cell.find(f"{W}tbl")
            if nested is not None and sum(1 for _ in nested.iter(f"{W}tc")) >= sum(1 for _ in cells_of(row)) * 2:
                return True
            if han > _LAYOUT_CELL_HAN and len(cell.findall(f"{W}p")) > 2:
                return True
            filled += 1 if han or "".join(text.text or "" for text in cell.iter(f"{W}t")).strip() else 0
    return filled <= 1
