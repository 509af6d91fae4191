"""Ruled tables of a PDF: grids found by their lines, parts on several pages put together."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from reviewer.document.build import CellDraft, TableDraft
from reviewer.document.model import Provenance
from reviewer.ingest.characters import join_wrapped
from reviewer.ingest.heading_numbers import parse_number
from reviewer.ingest.pdf_lines import Char, to_lines

if TYPE_CHECKING:
    import pypdfium2

_MIN_SEGMENTS = 8  # four ruling lines; a page rule or an underline has fewer
_MAX_OBJECTS = 20_000
_SNAP = 3.5  # points by which edges of neighbouring cells may miss each other
_FIGURE = re.compile(r"[+-]?[\d０-９][\d０-９,，.．]*%?")


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on one page.

    Args:
        page: Page from 1.
        box: Left, top, right, bottom.
        columns: Edges between columns, left to right.
        cells: Its cells.
        n_rows: Rows of its grid.
    """

    page: int
    box: tuple[float, float, float, float]
    columns: tuple[float, ...]
    cells: tuple[CellDraft, ...]
    n_rows: int


def has_ruling_lines(page: pypdfium2.PdfPage) -> bool:
    """Tell whether a page draws enough lines for a table."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (costs start-up time that only PDF files should pay)

    segments = 0
    for item in islice(page.get_objects(max_depth=4), _MAX_OBJECTS):
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            segments += max(0, pdfium.FPDFPath_CountSegments(item.raw))
            if segments >= _MIN_SEGMENTS:
                return True
    return False


def find_tables(data: bytes, pages: Sequence[int], chars: Sequence[Sequence[Char]]) -> list[PageTable]:
    """Return the tables on ``pages`` (from 1), from top to bottom; ``chars`` holds the signs of every page."""
    import pdfplumber  # noqa: PLC0415  (costs start-up time that only PDF files with tables should pay)

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it logs every oddity of a font
    found: list[PageTable] = []
    with pdfplumber.open(BytesIO(data)) as document:
        for number in pages:
            page = document.pages[number - 1]
            tables = sorted(page.find_tables(), key=lambda table: (table.bbox[1], table.bbox[0]))
            for table in tables:
                grid = _to_grid(number, table.bbox, table.cells, chars[number - 1])
                if grid is not None:
                    found.append(grid)
            page.close()
    return found


def _edges(values: Sequence[float]) -> list[float]:
    """Return sorted edges with those that almost coincide made one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _to_grid(
    page: int,
    box: tuple[float, float, float, float],
    boxes: Sequence[tuple[float, float, float, float]],
    chars: Sequence[Char],
) -> PageTable | None:
    columns = _edges([edge for left, _, right, _ in boxes for edge in (left, right)])
    rows = _edges([edge for _, top, _, bottom in boxes for edge in (top, bottom)])
    if len(boxes) < 2 or (len(columns) <= 2 and len(rows) <= 2):
        return None
    inside = [char for char in chars if box[0] - 1 <= (char.x0 + char.x1) / 2 <= box[2] + 1]
    cells: list[CellDraft] = []
    taken: set[tuple[int, int]] = set()
    for left, top, right, bottom in sorted(boxes, key=lambda cell: (round(cell[1]), cell[0])):
        row, column = _index(rows, top), _index(columns, left)
        row_span = max(1, _index(rows, bottom) - row)
        column_span = max(1, _index(columns, right) - column)
        places = {(row + down, column + across) for down in range(row_span) for across in range(column_span)}
        if places & taken:
            continue
        taken |= places
        own = [char for char in inside if left <= (char.x0 + char.x1) / 2 < right and top <= char.middle < bottom]
        text = join_wrapped([line.text for line in to_lines(own)])
        cells.append(CellDraft(row, column, text, row_span, column_span))
    if not any(cell.text for cell in cells) or len(columns) <= 2:
        return None  # a frame around text is no table
    return PageTable(page, box, tuple(columns), tuple(cells), len(rows) - 1)


def is_continuation(parts: Sequence[PageTable], below: PageTable) -> bool:
    """Tell whether a table at a page's head goes on with the one whose ``parts`` end on the page before.

    Both have the same outer edges, and the edges of one are among those of the other:
    a part may lack a column that none of its rows uses.
    """
    if below.page != parts[-1].page + 1:
        return False
    above = _all_columns(parts)
    if abs(above[0] - below.columns[0]) > 2 * _SNAP or abs(above[-1] - below.columns[-1]) > 2 * _SNAP:
        return False
    return _are_among(below.columns, above) or _are_among(above, below.columns)


def _are_among(edges: Sequence[float], others: Sequence[float]) -> bool:
    return all(any(abs(edge - other) <= 2 * _SNAP for other in others) for edge in edges)


def _all_columns(parts: Sequence[PageTable]) -> list[float]:
    columns: list[float] = list(parts[0].columns)
    for part in parts[1:]:
        columns.extend(edge for edge in part.columns if not _are_among([edge], columns))
    return sorted(columns)


def _moved(part: PageTable, columns: Sequence[float]) -> list[CellDraft]:
    """Return the cells of a part with their columns counted among those of the whole table."""
    places = [_index(columns, edge) for edge in part.columns]
    return [
        replace(
            cell,
            column=places[cell.column],
            column_span=max(1, places[cell.column + cell.column_span] - places[cell.column]),
        )
        for cell in part.cells
    ]


def join(parts: Sequence[PageTable]) -> list[TableDraft]:
    """Return the parts of one table as one: repeated header rows once, cells cut by a page end whole.

    Parts whose grids contradict each other stay tables of their own.
    """
    cells = _join_cells(parts)
    if len(parts) > 1 and _overlap(cells):
        return [draft for part in parts for draft in join([part])]
    left, top, right, bottom = (round(edge, 1) for edge in parts[0].box)
    provenance = Provenance(page=parts[0].page, box=(left, top, right, bottom))
    return [TableDraft(cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), provenance=provenance)]


def _overlap(cells: Sequence[CellDraft]) -> bool:
    taken: set[tuple[int, int]] = set()
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                if (row, column) in taken:
                    return True
                taken.add((row, column))
    return False


def _join_cells(parts: Sequence[PageTable]) -> list[CellDraft]:
    columns = _all_columns(parts)
    cells = _moved(parts[0], columns)
    n_rows = parts[0].n_rows
    for part in parts[1:]:
        moved = _moved(part, columns)
        first_row = _repeated_rows(cells, moved)
        rows_back = 1 if _is_cut_row(cells, moved, n_rows, first_row) else 0
        for cell in moved:
            if cell.row + cell.row_span <= first_row:
                continue
            row = n_rows + max(cell.row, first_row) - first_row - rows_back
            span = cell.row_span - max(0, first_row - cell.row)
            _place(cells, replace(cell, row=row, row_span=span), n_rows)
        n_rows += part.n_rows - first_row - rows_back
    return cells


def _repeated_rows(cells: Sequence[CellDraft], part: Sequence[CellDraft]) -> int:
    """Return how many rows at the head of ``part`` repeat the table's header."""

    def rows(source: Sequence[CellDraft], index: int) -> list[tuple[int, str]]:
        return [(cell.column, cell.text) for cell in source if cell.row == index]

    count = 0
    while count < 5:
        head, own = rows(cells, count), rows(part, count)
        has_words = any(text and not _FIGURE.fullmatch(text) for _, text in own)
        if not own or head != own or not has_words:
            break
        count += 1
    return count


def _is_cut_row(cells: Sequence[CellDraft], part: Sequence[CellDraft], n_rows: int, first_row: int) -> bool:
    """Tell whether the part's first row is the lower half of the row that the page end cut.

    The halves fit: one of them has all the figures and the other blanks in their place,
    and a label goes on without a number of its own.
    """
    upper = {cell.column: cell for cell in cells if cell.row + cell.row_span == n_rows and cell.row_span == 1}
    lower = {cell.column: cell for cell in part if cell.row == first_row and cell.row_span == 1}
    if not upper or not lower:
        return False
    upper_figures = {column for column, cell in upper.items() if _FIGURE.fullmatch(cell.text)}
    lower_figures = {column for column, cell in lower.items() if _FIGURE.fullmatch(cell.text)}
    if bool(upper_figures) == bool(lower_figures):
        return False
    if any(column in upper and upper[column].column_span != cell.column_span for column, cell in lower.items()):
        return False
    if not (upper_figures | lower_figures) <= upper.keys() & lower.keys():
        return False
    figures, other = (upper_figures, lower) if upper_figures else (lower_figures, upper)
    if any(column in other and other[column].text for column in figures):
        return False
    words = [cell for cell in lower.values() if cell.text and cell.column not in lower_figures]
    if any(parse_number(cell.text) or cell.column not in upper or not upper[cell.column].text for cell in words):
        return False
    return bool(words) or any(cell.text for cell in upper.values())


def _place(cells: list[CellDraft], cell: CellDraft, n_rows: int) -> None:
    """Add a cell of a later page; one without text, or of a cut row, goes into the cell above it."""
    for position, other in enumerate(cells):
        same_column = other.column == cell.column and other.column_span == cell.column_span
        if not same_column:
            continue
        if other.row <= cell.row < other.row + other.row_span:  # the lower half of a cut row
            text = join_wrapped([other.text, cell.text])
            span = max(other.row_span, cell.row + cell.row_span - other.row)
            cells[position] = replace(other, text=text, row_span=span)
            return
        ends_here = other.row + other.row_span == n_rows == cell.row
        spans = max(other.row_span, cell.row_span) > 1
        if ends_here and spans and not cell.text and other.text and not _FIGURE.fullmatch(other.text):
            cells[position] = replace(other, row_span=other.row_span + cell.row_span)
            return
    cells.append(cell)
