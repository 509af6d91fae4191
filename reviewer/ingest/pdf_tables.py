"""Ruled tables of a PDF: text put into grids, parts on several pages put together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.document.build import CellDraft, TableDraft
from reviewer.document.model import Provenance
from reviewer.ingest.characters import join_wrapped
from reviewer.ingest.heading_numbers import parse_number
from reviewer.ingest.pdf_lines import Char, to_lines
from reviewer.ingest.pdf_rules import Grid
from reviewer.regex import Regex

_SNAP = 3.5  # points by which edges of neighbouring cells may miss each other
_ROW_CELLS = 4
_FIGURE = Regex(r"[+-]?[\d０-９][\d０-９,，.．]*%?")


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


def to_page_tables(page: int, grids: Sequence[Grid], chars: Sequence[Char]) -> list[PageTable]:
    """Return the grids of a page (from 1) with the signs printed in their cells; grids without text go."""
    return [table for grid in grids if (table := _fill(page, grid, chars)) is not None]


def _fill(page: int, grid: Grid, chars: Sequence[Char]) -> PageTable | None:
    box = (grid.columns[0], grid.rows[0], grid.columns[-1], grid.rows[-1])
    owner = {
        (row, column): index
        for index, cell in enumerate(grid.cells)
        for row in range(cell.top, cell.bottom)
        for column in range(cell.left, cell.right)
    }
    inside: list[list[Char]] = [[] for _ in grid.cells]
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, char.middle
        if box[0] <= x < box[2] and box[1] <= y < box[3]:
            place = (bisect_right(grid.rows, y) - 1, bisect_right(grid.columns, x) - 1)
            inside[owner[place]].append(char)
    cells = tuple(
        CellDraft(
            row=cell.top,
            column=cell.left,
            text=join_wrapped([line.text for line in to_lines(own)]),
            row_span=cell.bottom - cell.top,
            column_span=cell.right - cell.left,
        )
        for cell, own in zip(grid.cells, inside, strict=True)
    )
    n_filled = sum(1 for cell in cells if cell.text)
    if not n_filled or (n_filled == 1 and len(cells) < _ROW_CELLS):
        return None  # a frame around text is no table; one word in a row of blanks is the end of a cut row
    return PageTable(page, box, grid.columns, cells, len(grid.rows) - 1)


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


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
    if upper_figures and lower_figures:
        return False
    if any(column in upper and upper[column].column_span != cell.column_span for column, cell in lower.items()):
        return False
    if not upper_figures and not lower_figures:
        ending = {cell.column: cell for cell in cells if cell.row + cell.row_span == n_rows}
        return _goes_on(ending, lower)
    if not (upper_figures | lower_figures) <= upper.keys() & lower.keys():
        return False
    figures, other = (upper_figures, lower) if upper_figures else (lower_figures, upper)
    if any(column in other and other[column].text for column in figures):
        return False
    words = [cell for cell in lower.values() if cell.text and cell.column not in lower_figures]
    if any(parse_number(cell.text) or cell.column not in upper or not upper[cell.column].text for cell in words):
        return False
    return bool(words) or any(cell.text for cell in upper.values())


def _goes_on(upper: Mapping[int, CellDraft], lower: Mapping[int, CellDraft]) -> bool:
    """Tell whether a row of words is the lower half of a header row: several labels go on, others ended above."""
    going = [column for column, cell in lower.items() if cell.text]
    ended = any(cell.text and not (column in lower and lower[column].text) for column, cell in upper.items())
    return len(going) > 1 and ended and all(column in upper and upper[column].text for column in going)


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
