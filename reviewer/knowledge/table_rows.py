"""Reads the rows of table two: which cells are labels, which are its seven figures.

A grid with a header says which columns are meant. Where columns drifted, figures are
taken by count behind the label. Figures that an extraction split (“1 | 2” for 12) or
ran together (“00”) are mended where exactly one way makes the row add up.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reviewer.document.model import Cell, Table
from reviewer.document.span import Span, cover
from reviewer.knowledge.table_labels import MIN_SIMILARITY, RowKeys, is_numbered, label_key, similarity
from reviewer.knowledge.table_schemas import Label, load_table_schemas
from reviewer.knowledge.tables import is_value_like, read_value

_MIN_BLANKS = 3  # cells behind a label that show that figures were left out, not lost


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row with figures.

    Args:
        labels: Its label cells.
        values: Its figures, as many as the form has columns; empty if they cannot be told apart.
        n_found: How many figures stand in it.
        repair: How the figures were mended, in Chinese; empty if they were not.
    """

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    n_found: int
    repair: str = ""

    @property
    def span(self) -> Span | None:
        """From its last label to its last figure."""
        return cover(cell.span for cell in (*self.labels[-1:], *self.values) if cell.span is not None)


def read_rows(table: Table, columns: Sequence[Label]) -> list[DataRow]:
    """Return the rows of a table that hold figures, in order."""
    n_values = len(columns)
    rows = [expand(row, n_values) for row in table.rows()]
    head = _named_columns(table, rows, columns)
    usual = _usual_start(rows, n_values) if head is None else None
    found: list[DataRow] = []
    pending: list[Cell] = []
    for row, below in zip(rows, [*rows[1:], ()], strict=True):
        filled = [cell for cell in row if cell.text]
        labels = [cell for cell in filled if read_value(cell.text)[0] == "text" and _is_label(cell, head)]
        blanks = _left_blank(row, below, labels, head, n_values) if len(labels) == len(filled) else None
        if blanks is not None:
            found.append(DataRow(tuple(labels), tuple(blanks), 0))
            pending = []
            continue
        values, repair = _row_values(row, labels, head, n_values), ""
        if values is None and usual is not None:
            values = _values_from(row, usual, n_values)
        figures = [cell for cell in filled if is_value_like(cell.text) and _is_behind(cell, labels)]
        if labels and (values is None or (not values[0].text and not _holds(values))):
            mended, repair = _mend(figures, n_values)
            values = mended or values
        known = bool(figures) and bool(labels) and is_own_label(labels[-1].text)
        if values is None and not known and not (labels and len(figures) >= n_values - 2):
            # A label cut by a line break stands alone in the row above its figures.
            pending = labels if labels and len(labels) == len(filled) else []
            continue
        if pending and (not labels or _is_cut(pending[-1].text, labels[-1].text)):
            labels = [*pending, *labels] if not labels else [*labels[:-1], _joined(pending[-1], labels[-1])]
        pending = []
        data_row = DataRow(tuple(labels), tuple(values or ()), len(figures), repair)
        found.extend(_rows_of_group(data_row, figures, n_values) or [data_row])
    return found


def expand(row: Sequence[Cell], n_values: int) -> tuple[Cell, ...]:
    """Return a row with cells taken apart that hold several figures: “3 0 0 0 0 0 3”."""
    if sum(1 for cell in row if is_value_like(cell.text)) >= n_values:
        return tuple(row)
    expanded: list[Cell] = []
    for cell in row:
        pieces = _pieces(cell)
        expanded.extend(pieces if pieces else [cell])
    return tuple(expanded)


def _pieces(cell: Cell) -> list[Cell]:
    if cell.span is None or " " not in cell.text.strip():
        return []
    words = list(re.finditer(r"\S+", cell.text))
    figures: list[re.Match[str]] = []
    for word in reversed(words):
        if not is_value_like(word[0]):
            break
        figures.insert(0, word)
    if len(figures) < 2:
        return []
    pieces: list[Cell] = []
    label = cell.text[: figures[0].start()].rstrip()
    step = 0
    if label:
        pieces.append(Cell(cell.row, cell.column, label, Span(cell.span.start, cell.span.start + len(label))))
        step = 1
    for place, figure in enumerate(figures):
        span = Span(cell.span.start + figure.start(), cell.span.start + figure.end())
        pieces.append(Cell(cell.row, cell.column + step + place, figure[0], span))
    return pieces


def _is_label(cell: Cell, head: tuple[int, ...] | None) -> bool:
    return head is None or cell.column < head[0]


def _is_behind(cell: Cell, labels: Sequence[Cell]) -> bool:
    return not labels or cell.column > labels[-1].column


def _named_columns(table: Table, rows: Sequence[Sequence[Cell]], columns: Sequence[Label]) -> tuple[int, ...] | None:
    """Return the grid columns of the figures as the header names them; None if it does not."""
    if table.origin != "grid":
        return None
    places: dict[str, int] = {}
    wanted = {label_key(column.text): column.id for column in columns}
    for row in rows:
        if sum(1 for cell in row if is_value_like(cell.text)) >= len(columns) - 2:
            break
        for cell in row:
            column_id = wanted.get(label_key(cell.text))
            if column_id is not None:
                places[column_id] = cell.column
    head = tuple(places[column.id] for column in columns if column.id in places)
    if len(head) == len(columns):
        return head if all(left < right for left, right in itertools.pairwise(head)) else None
    first = places.get(columns[0].id)
    if first is not None and table.n_columns - first == len(columns):
        return tuple(range(first, table.n_columns))
    return None


def _usual_start(rows: Iterable[Sequence[Cell]], n_values: int) -> int | None:
    """Return the column where the figures of most rows start; None if there is no usual one."""
    starts: dict[int, int] = {}
    for row in rows:
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
    if any(cell.text and cell.column >= start + n_values for cell in row):
        return None
    return [cell for cell in values if cell is not None]


def _row_values(
    row: Sequence[Cell], labels: Sequence[Cell], head: tuple[int, ...] | None, n_values: int
) -> list[Cell] | None:
    if head is not None:
        by_column = {cell.column: cell for cell in row}
        values = [by_column.get(column, Cell(row[0].row if row else 0, column, "", None)) for column in head]
        return values if any(is_value_like(value.text) for value in values) else None
    start = labels[-1].column + 1 if labels else 0
    after = [cell for cell in row if cell.column >= start]
    while len(after) > n_values and not after[-1].text:
        after = after[:-1]
    while len(after) > n_values and not after[0].text:
        after = after[1:]
    if len(after) != n_values or not any(is_value_like(cell.text) for cell in after):
        filled = [cell for cell in after if cell.text]
        return filled if len(filled) == n_values else None
    return after


def _left_blank(
    row: Sequence[Cell], below: Sequence[Cell], labels: Sequence[Cell], head: tuple[int, ...] | None, n_values: int
) -> list[Cell] | None:
    """Return the cells of a row of the form that was left blank; nothing in it if none are seen, None for others.

    Figures below without a label of their own belong to this row's label.
    """
    if not labels or not is_own_label(labels[-1].text):
        return None
    filled = [cell for cell in below if cell.text]
    if filled and all(is_value_like(cell.text) for cell in filled):
        return None
    if head is not None:
        by_column = {cell.column: cell for cell in row}
        return [by_column.get(column, Cell(row[0].row, column, "", None)) for column in head]
    behind = [cell for cell in row if cell.column > labels[-1].column][:n_values]
    if len(behind) < _MIN_BLANKS:
        return []
    last = behind[-1].column
    return [*behind, *(Cell(row[0].row, last + 1 + at, "", None) for at in range(n_values - len(behind)))]


@cache
def _own_rows() -> tuple[frozenset[str], Mapping[str, tuple[Label, ...]]]:
    """Return the keys of the rows of table two, and the rows of each group by the group's key."""
    rows = [row for schema in load_table_schemas() if schema.key == "requests" for row in schema.rows]
    groups: dict[str, dict[str, Label]] = {}
    for row in rows:
        if row.group:
            groups.setdefault(label_key(row.group), {}).setdefault(label_key(row.text), row)
    return frozenset(label_key(row.text) for row in rows), {key: tuple(found.values()) for key, found in groups.items()}


def is_own_label(text: str) -> bool:
    """Tell whether words are those of one row of the form and of no column."""
    key = label_key(text)
    return key in _own_rows()[0] and (key not in ("其他", "总计") or is_numbered(text))


def _rows_of_group(row: DataRow, figures: Sequence[Cell], n_values: int) -> list[DataRow]:
    """Return the rows of a group whose own labels were lost, its figures one row behind the other.

    Only where there are as many figures as the group has cells and every row adds up.
    """
    members = _own_rows()[1].get(label_key(row.labels[-1].text), ()) if row.labels else ()
    if not members or len(figures) != n_values * len(members) or any(not cell.text.isdecimal() for cell in figures):
        return []
    chunks = [figures[at : at + n_values] for at in range(0, len(figures), n_values)]
    if not all(_adds_up(chunk) for chunk in chunks):
        return []
    labels = [Cell(row.labels[-1].row, row.labels[-1].column + 1, member.text, None) for member in members]
    return [
        DataRow((row.labels[-1], label), tuple(chunk), n_values) for label, chunk in zip(labels, chunks, strict=True)
    ]


def _is_cut(first: str, second: str) -> bool:
    """Tell whether ``second`` reads as the rest of ``first``: it has no number of its own."""
    return not is_numbered(second) and is_numbered(first)


def _joined(first: Cell, second: Cell) -> Cell:
    span = cover([cell.span for cell in (first, second) if cell.span])
    return Cell(second.row, second.column, first.text + second.text, span, second.row_span, second.column_span)


# --- figures that were split or ran together ---------------------------------------------------


def _mend(figures: Sequence[Cell], n_values: int) -> tuple[list[Cell] | None, str]:
    """Return the figures of a row put right, if exactly one way makes its sum hold."""
    if any(not cell.text.isdecimal() for cell in figures):
        return None, ""
    if len(figures) == n_values + 1:
        ways = [
            [*figures[:at], _joined(figures[at], figures[at + 1]), *figures[at + 2 :]]
            for at in range(n_values)
            if figures[at].text != "0"
        ]
        what = "相邻两格的数字疑在读取时被拆开，已合并"
    elif len(figures) == n_values - 1:
        ways = [
            [*figures[:at], *_cut(cell, length), *figures[at + 1 :]]
            for at, cell in enumerate(figures)
            for length in range(1, len(cell.text))
            if cell.text[:length] == "0" or cell.text[0] != "0"
        ]
        what = "相邻两格的数字疑在读取时连在一起，已分开"
    else:
        return None, ""
    holding = {tuple(int(cell.text) for cell in way): way for way in ways if _adds_up(way)}
    return (next(iter(holding.values())), what) if len(holding) == 1 else (None, "")


def _cut(cell: Cell, length: int) -> list[Cell]:
    assert cell.span is not None
    middle = cell.span.start + length
    return [
        Cell(cell.row, cell.column, cell.text[:length], Span(cell.span.start, middle)),
        Cell(cell.row, cell.column, cell.text[length:], Span(middle, cell.span.end)),
    ]


def _holds(values: Sequence[Cell]) -> bool:
    """Tell whether a row adds up with its blanks taken for nothing."""
    numbers = [read_value(cell.text)[1] or 0 for cell in values]
    return sum(numbers[:-1]) == numbers[-1]


def _adds_up(cells: Sequence[Cell]) -> bool:
    numbers = [int(cell.text) for cell in cells]
    return all(cell.text == "0" or cell.text[0] != "0" for cell in cells) and sum(numbers[:-1]) == numbers[-1]


# --- rows and the form's rows ------------------------------------------------------------------


def align(rows: Sequence[DataRow], labels: Sequence[Label], keys: RowKeys) -> list[tuple[int, Label]]:
    """Pair rows with the form's rows, both in order, by the likeness of their labels. O(rows × labels)."""
    found = [_keys_of(row) for row in rows]
    exact = [next((keys.exact[key] for key in own if key in keys.exact), None) for own in found]
    known = [place for place in exact if place is not None]
    if len(known) == len(exact) and all(left < right for left, right in itertools.pairwise(known)):
        return [(index, labels[place]) for index, place in enumerate(known)]
    scores = [
        [_score(own, place, keys, at) for place in range(len(labels))] for own, at in zip(found, exact, strict=True)
    ]
    return _best_pairs(scores, labels)


def _keys_of(row: DataRow) -> tuple[str, ...]:
    """Return what a row's labels may be compared by: the last, and the last two as one cut label."""
    if not row.labels:
        return ()
    last = label_key(row.labels[-1].text)
    if len(row.labels) == 1 or (is_numbered(row.labels[-1].text) and is_numbered(row.labels[-2].text)):
        return (last,)
    return (last, label_key(row.labels[-2].text + row.labels[-1].text))


def _score(own: Sequence[str], place: int, keys: RowKeys, exact: int | None) -> float:
    if exact is not None:
        return 100.0 if place == exact else 0.0
    return max((similarity(key, other) for key in own for other in keys.fuzzy[place]), default=0.0)


def _best_pairs(scores: Sequence[Sequence[float]], labels: Sequence[Label]) -> list[tuple[int, Label]]:
    n_rows, n_labels = len(scores), len(labels)
    best = [[0.0] * (n_labels + 1) for _ in range(n_rows + 1)]
    for i in range(n_rows - 1, -1, -1):
        for j in range(n_labels - 1, -1, -1):
            take = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= MIN_SIMILARITY else -1.0
            best[i][j] = max(take, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, Label]] = []
    i = j = 0
    while i < n_rows and j < n_labels:
        take = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= MIN_SIMILARITY else -1.0
        if take == best[i][j] and take > 0:
            pairs.append((i, labels[j]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] == best[i][j]:
            i += 1
        else:
            j += 1
    return pairs
