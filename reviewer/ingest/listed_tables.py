"""Tables that copying flattened to one cell a line: labels and figures in turn, all row ends lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reviewer.ingest.form_labels import is_form_label, is_row_label
from reviewer.ingest.listed_cells import gather, join_wrapped
from reviewer.ingest.table_rows import CAPTION, FIGURE, NUMBER, FoundTable, to_table
from reviewer.regex import Regex

_MIN_FIGURES = 4
_MIN_LABELS = 6
_MIN_TOGETHER = 8
_MAX_HEAD_CELLS = 24
_ROW_NAME = Regex(
    "规章|(?:行政)?规范性文件|行政许可|其他对外管理服务事项|行政处罚|行政强制|行政事业性收费|政府集中采购"
)
_FIRST_RESULT = "结果维持"
_REVIEW_FIGURES = 15
_REQUEST_FIGURES = 7


def find_listed(lines: Sequence[str], start: int) -> FoundTable | int:
    """Return the table that starts at ``start``; else the line before which none of this kind starts.

    Figures tell such a table, or the printed words of the official form where the
    table was left blank.
    """
    found, position = gather(lines, start)
    cells = join_wrapped(found)
    figures = [index for index, cell in enumerate(cells) if FIGURE.fullmatch(cell.text)]
    labels = [index for index, cell in enumerate(cells) if is_form_label(cell.text)]
    few = len(figures) < _MIN_FIGURES and len(labels) < _MIN_LABELS
    if few and (not figures or len(figures) + len(labels) < _MIN_TOGETHER):
        return position + 1
    first = min([*labels[:1], *([max(0, figures[0] - _MAX_HEAD_CELLS)] if figures and not labels else [])])
    if first:  # a title or a date stands above the table
        return cells[first - 1].stop
    last = max([*figures[-1:], *labels[-1:]])
    while last + 1 < len(cells) and (not cells[last + 1].text or NUMBER.fullmatch(cells[last + 1].text)):
        last += 1
    rows = _rebuild_rows([cell.text for cell in cells[: last + 1]])
    return FoundTable(start, cells[last].stop, to_table(rows, keep_blanks=True)) if len(rows) > 1 else cells[last].stop


def _rebuild_rows(cells: Sequence[str]) -> list[list[str]]:
    """A row ends where a label follows a figure; a header has as many cells as the figures below it."""
    runs: list[tuple[list[str], list[str]]] = []  # labels, then the figures and blanks behind them
    for cell in cells:
        if NUMBER.fullmatch(cell) or not cell:
            if not runs:
                runs.append(([], []))
            runs[-1][1].append(cell)
        elif not runs or any(runs[-1][1]) or (runs[-1][1] and is_row_label(runs[-1][0][-1])):
            runs.append(([cell], []))
        else:
            runs[-1][1].clear()  # blanks in a header
            runs[-1][0].append(cell)
    return [row for labels, figures in runs for row in _rows_of_run(labels, _figures(labels, figures))]


def _compact(text: str) -> str:
    return "".join(text.split())


def _figures(labels: Sequence[str], cells: Sequence[str]) -> list[str]:
    """Return the figures behind labels, with the blanks where these make up what the form has there."""
    filled = [cell for cell in cells if cell]
    wanted = 0
    if labels and is_row_label(labels[-1]):
        wanted = _REQUEST_FIGURES
    elif _FIRST_RESULT in map(_compact, labels):
        wanted = _REVIEW_FIGURES
    if len(filled) != wanted and len(cells) >= wanted > 0 and not any(cells[wanted:]):
        if wanted == _REVIEW_FIGURES and len(cells) > wanted:
            return filled  # one bar too many: in front of the row or behind it
        return list(cells[:wanted])  # what is left over begins the next row
    return filled


def _rows_of_run(labels: Sequence[str], figures: Sequence[str]) -> list[list[str]]:
    if not figures:  # a blank form: every label a row
        return [[label] for label in labels]
    starts = [index for index, label in enumerate(labels) if _compact(label) == _FIRST_RESULT][:2]
    if starts and len(figures) >= _REVIEW_FIGURES:  # the one table whose row has no label
        bounds = [0, *starts, len(labels)]
        return [*(list(labels[a:b]) for a, b in pairwise(bounds) if b > a), list(figures)]
    captions = [index for index, label in enumerate(labels) if CAPTION.fullmatch(label)]
    if captions and len(labels) - captions[-1] >= 3:
        return _rows_of_block(labels, captions[-1], figures)
    n_heads = len(figures) + 1
    if len(labels) <= n_heads:
        return [[*labels, *figures]]
    # titles, one head a figure with the corner's, and the row's own label
    *above, label = labels
    titles, heads = above[:-n_heads], above[-n_heads:]
    return [*([title] for title in titles), heads, [label, *figures]]


def _rows_of_block(labels: Sequence[str], caption: int, figures: Sequence[str]) -> list[list[str]]:
    """Read a block of the 第二十条 table: its caption, its heads, rows left blank, and the row with figures."""
    body = labels[caption + 1 : -1]
    first_row = next((index for index, label in enumerate(body) if _ROW_NAME.fullmatch(label)), len(body))
    singles = [*labels[: caption + 1]]
    return [
        *([label] for label in singles),
        list(body[:first_row]),
        *([label] for label in body[first_row:]),
        [labels[-1], *figures],
    ]
