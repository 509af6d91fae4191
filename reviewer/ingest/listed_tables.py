"""Tables that copying flattened to one cell a line: labels and figures in turn, all row ends lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.ingest.form_labels import is_form_label
from reviewer.ingest.table_rows import (
    CAPTION,
    FIGURE,
    MAX_LOOSE_CELL,
    NUMBER,
    SENTENCE,
    FoundTable,
    opens_section,
    to_table,
)

_MIN_FIGURES = 4
_MIN_LABELS = 6
_MAX_HEAD_CELLS = 24
_BARS = frozenset("|｜")
_ROW_NAME = re.compile(
    "规章|(?:行政)?规范性文件|行政许可|其他对外管理服务事项|行政处罚|行政强制|行政事业性收费|政府集中采购"
)
_FIRST_RESULT = "结果维持"
_REVIEW_FIGURES = 15


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's text, the line behind it, and whether a blank line stands above it."""

    text: str
    stop: int
    apart: bool


def find_listed(lines: Sequence[str], start: int) -> FoundTable | int:
    """Return the table that starts at ``start``; else the line before which none of this kind starts.

    Figures tell such a table, or the printed words of the official form where the
    table was left blank.
    """
    found, position = _gather(lines, start)
    cells = _join_wrapped(found)
    figures = [index for index, cell in enumerate(cells) if FIGURE.fullmatch(cell.text)]
    labels = [index for index, cell in enumerate(cells) if is_form_label(cell.text)]
    if len(figures) < _MIN_FIGURES and len(labels) < _MIN_LABELS:
        return position + 1
    first = min([*labels[:1], *([max(0, figures[0] - _MAX_HEAD_CELLS)] if figures and not labels else [])])
    if first:  # a title or a date stands above the table
        return cells[first - 1].stop
    last = max([*figures[-1:], *labels[-1:]])
    rows = _rebuild_rows([cell.text for cell in cells[: last + 1]])
    return FoundTable(start, cells[last].stop, to_table(rows)) if len(rows) > 1 else cells[last].stop


def _gather(lines: Sequence[str], start: int) -> tuple[list[_Cell], int]:
    """Return the lines from ``start`` on that may be cells, and where they end."""
    cells: list[_Cell] = []
    apart = False
    position = start
    while position < len(lines):
        text = lines[position].strip()
        if not text or text in _BARS:
            apart = True
        elif NUMBER.fullmatch(text) or _may_be_cell(text, lines, position):
            cells.append(_Cell(text, position + 1, apart))
            apart = False
        else:
            break
        position += 1
    return cells, position


def _may_be_cell(text: str, lines: Sequence[str], position: int) -> bool:
    if is_form_label(text):
        return True
    if len(text) > MAX_LOOSE_CELL or SENTENCE.search(text) or "\t" in text:
        return False
    if not opens_section(text):
        return True
    near = [line.strip() for line in lines[position + 1 : position + 8] if line.strip()][:3]
    return any(FIGURE.fullmatch(line) for line in near)


def _join_wrapped(cells: Sequence[_Cell]) -> list[_Cell]:
    """Where blank lines part the cells, put lines without one between them together (本年新 / 制作数量)."""
    if sum(cell.apart for cell in cells[1:]) < 0.6 * (len(cells) - 1):
        return list(cells)
    joined: list[_Cell] = []
    for cell in cells:
        before = joined[-1] if joined else None
        if before is None or cell.apart or NUMBER.fullmatch(cell.text) or NUMBER.fullmatch(before.text):
            joined.append(cell)
        else:
            joined[-1] = _Cell(before.text + cell.text, cell.stop, before.apart)
    return joined


def _rebuild_rows(cells: Sequence[str]) -> list[list[str]]:
    """A row ends where a label follows a figure; a header has as many cells as the figures below it."""
    runs: list[tuple[list[str], list[str]]] = []  # labels, then the figures behind them
    for cell in cells:
        if NUMBER.fullmatch(cell):
            if not runs:
                runs.append(([], []))
            runs[-1][1].append(cell)
        elif not runs or runs[-1][1]:
            runs.append(([cell], []))
        else:
            runs[-1][0].append(cell)
    return [row for labels, figures in runs for row in _rows_of_run(labels, figures)]


def _rows_of_run(labels: Sequence[str], figures: Sequence[str]) -> list[list[str]]:
    if not figures:  # a blank form: every label a row
        return [[label] for label in labels]
    if _FIRST_RESULT in labels and len(figures) >= _REVIEW_FIGURES:  # the one table whose row has no label
        starts = [index for index, label in enumerate(labels) if label == _FIRST_RESULT][:2]
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
