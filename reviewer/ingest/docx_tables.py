"""Word tables → grids: merged cells once, deleted rows not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from reviewer.document.build import CellDraft, TableDraft
from reviewer.document.model import Provenance
from reviewer.ingest.characters import count_han
from reviewer.ingest.docx_package import W, child_of, int_of

_TR, _TC, _TRPR, _TCPR = f"{W}tr", f"{W}tc", f"{W}trPr", f"{W}tcPr"
_GRID_SPAN, _V_MERGE, _H_MERGE, _CELL_DEL = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge", f"{W}cellDel"
_T, _P, _TBL, _VAL = f"{W}t", f"{W}p", f"{W}tbl", f"{W}val"
_CONTROLS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins"))
_MAX_COLUMNS = 200
_HAIRLINE = 85  # twips, 1.5 mm
_LAYOUT_CELL_HAN = 260

CellReader = Callable[[etree._Element], str]


@dataclass(frozen=True, slots=True)
class WordCell:
    """A ``w:tc`` with what its properties say: columns covered, ``restart`` or ``continue`` of a merge."""

    element: etree._Element
    span: int = 1
    down: str | None = None
    across: str | None = None


@dataclass(frozen=True, slots=True)
class WordRow:
    """A ``w:tr``: the columns that it leaves out at the left, and its cells."""

    skipped: int
    cells: tuple[WordCell, ...]


@dataclass
class _Open:
    """A cell that may still grow."""

    row: int
    column: int
    text: str
    row_span: int
    column_span: int


def read_rows(table: etree._Element) -> list[WordRow]:
    """Return the rows and cells that stay once tracked changes are accepted."""
    rows: list[WordRow] = []
    for row in _children(table, _TR):
        properties = child_of(row, _TRPR)
        skipped = 0
        if properties is not None:
            if child_of(properties, f"{W}del") is not None:
                continue
            skipped = min(int_of(properties, "gridBefore") or 0, _MAX_COLUMNS)
        cells = [_read_properties(cell) for cell in _children(row, _TC)]
        rows.append(WordRow(skipped, tuple(cell for cell in cells if cell is not None)))
    return rows


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children called ``tag``, those inside content controls included."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTROLS:
            yield from _children(child, tag)


def _read_properties(cell: etree._Element) -> WordCell | None:
    """Return a cell with its merges; None if it is deleted."""
    properties = child_of(cell, _TCPR)
    if properties is None:
        return WordCell(cell)
    span, down, across = 1, None, None
    for item in properties:
        tag = item.tag
        if tag == _GRID_SPAN:
            value = item.get(_VAL, "")
            span = max(1, min(int(value), _MAX_COLUMNS)) if value.isascii() and value.isdigit() else 1
        elif tag == _V_MERGE:
            down = item.get(_VAL, "continue")
        elif tag == _H_MERGE:
            across = item.get(_VAL, "continue")
        elif tag == _CELL_DEL:
            return None
    return WordCell(cell, span, down, across)


def read_hairlines(table: etree._Element) -> frozenset[int]:
    """Return the grid columns that are too narrow to be seen.

    Word makes one where the edges of two rows' cells miss each other by a hair.
    """
    grid = child_of(table, f"{W}tblGrid")
    if grid is None:
        return frozenset()
    widths = [column.get(f"{W}w", "") for column in grid.iterchildren(f"{W}gridCol")]
    return frozenset(
        index for index, width in enumerate(widths) if width.isascii() and width.isdigit() and int(width) < _HAIRLINE
    )


def to_table(
    rows: Sequence[WordRow],
    read_cell: CellReader,
    provenance: Provenance,
    *,
    hairlines: frozenset[int] = frozenset(),
) -> TableDraft | None:
    """Return rows as a grid, without the columns ``hairlines``; None if they have no cells.

    ``read_cell`` returns the text of a ``w:tc``; it is called in reading order, for
    generated numbers are counted on the way.
    """
    finished: list[_Open] = []
    growing: dict[int, _Open] = {}  # by first column
    for row_index, row in enumerate(rows):
        column = row.skipped
        below: dict[int, _Open] = {}
        before: _Open | None = None
        for cell in row.cells:
            if column >= _MAX_COLUMNS:
                break
            span = min(cell.span, _MAX_COLUMNS - column)
            text = read_cell(cell.element)
            above = growing.get(column)
            if cell.across == "continue" and before is not None and not text:
                before.column_span += span
            elif cell.down == "continue" and above is not None and above.column_span == span:
                above.row_span += 1
                above.text += text  # invisible in Word, but some exporters leave words there
                below[column] = above
                before = None
            else:
                before = _Open(row_index, column, text, 1, span)
                finished.append(before)
                if cell.down is not None:
                    below[column] = before
            column += span
        growing = below
    if not finished:
        return None
    for column in sorted(hairlines, reverse=True):
        _drop_column(finished, column)
    cells = tuple(CellDraft(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in finished)
    return TableDraft(cells=cells, provenance=provenance)


def _drop_column(cells: list[_Open], column: int) -> None:
    """Take a grid column out, unless a cell with text stands in it alone."""
    alone = [cell for cell in cells if cell.column == column and cell.column_span == 1]
    if any(cell.text for cell in alone):
        return
    for cell in alone:
        cells.remove(cell)
    for cell in cells:
        if cell.column > column:
            cell.column -= 1
        elif cell.column + cell.column_span > column:
            cell.column_span -= 1


def is_layout(rows: Sequence[WordRow]) -> bool:
    """Tell a table that only arranges text: one filled cell, a text in a cell, or a larger table inside."""
    filled = 0
    for row in rows:
        for cell in row.cells:
            text = "".join([piece.text or "" for piece in cell.element.iter(_T)])
            nested = child_of(cell.element, _TBL)
            if nested is not None and sum(1 for _ in nested.iter(_TC)) >= len(row.cells) * 2:
                return True
            long = len(text) > _LAYOUT_CELL_HAN and count_han(text) > _LAYOUT_CELL_HAN
            if long and len(cell.element.findall(_P)) > 2:
                return True
            filled += 1 if text and not text.isspace() else 0
    return filled <= 1
