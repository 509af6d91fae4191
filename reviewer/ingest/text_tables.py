"""Tables in plain text: cells set apart by tabs, by ``|``, by spaces, or one cell a line.

Whoever pastes a table into plain text loses its merges. A merged cell then appears
once with blanks beside it, rows come up short, and a label may be cut by a line
break. The grid made here keeps cells where the text has them (origin ``text``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.document.build import CellDraft, TableDraft
from reviewer.ingest.heading_numbers import parse_number
from reviewer.ingest.section_titles import level_of_unnumbered

NUMBER = re.compile(r"[+-]?[0-9０-９][0-9０-９,，.．]*[%％]?|[-—–/／无]|[○〇]")
FIGURE = re.compile(r"[+-]?[0-9０-９][0-9０-９,，.．]*[%％]?")
_PIPE = re.compile("[|｜]")
_RULE_CELL = re.compile(r"\s*:?[-—=]{2,}:?\s*")
_CAPTION = re.compile(r"第[一二三四五六七八九十]{1,3}条第\s*[（(][一二三四五六七八九十]{1,2}[）)]\s*项")
_SENTENCE = re.compile("[。！？；]")
_GAP = re.compile("[ \u3000\xa0]+")
_OPENING, _CLOSING = "（(“《〔[", "）)”》〕]"
_MAX_CELL = 120
_MAX_LOOSE_CELL = 40
_MAX_ROWS = 2000
_MIN_SPACED_ROWS = 3
_MAX_HEADER_ROWS = 4
_MAX_HEAD_CELLS = 24
_MAX_FRAGMENT = 4
_MAX_HEADER_LINES = 20
_MIN_LISTED_NUMBERS = 4


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table and the lines, half-open, that it fills."""

    start: int
    stop: int
    draft: TableDraft


def find_tables(lines: Sequence[str]) -> list[FoundTable]:
    """Return the tables among ``lines`` (line breaks removed, indents kept), in order. O(text)."""
    finders = (_find_tabbed, _find_piped, _find_spaced, _find_listed)
    hopeless_until = [0] * len(finders)  # so that a long run that is no table is walked once, not once a line
    found: list[FoundTable] = []
    position = 0
    while position < len(lines):
        table: FoundTable | None = None
        if lines[position].strip():
            for index, finder in enumerate(finders):
                if position < hopeless_until[index]:
                    continue
                result = finder(lines, position)
                if isinstance(result, FoundTable):
                    table = result
                    break
                hopeless_until[index] = result
        if table:
            found.append(table)
            position = table.stop
        else:
            position += 1
    return found


def to_table(rows: Sequence[Sequence[str]]) -> TableDraft:
    """Return rows of texts as a table; blanks are cells, columns that are blank throughout at the right go."""
    n_columns = max((_used(row) for row in rows), default=0)
    cells = tuple(
        CellDraft(row=index, column=column, text=text.strip())
        for index, row in enumerate(rows)
        for column, text in enumerate(row[:n_columns])
    )
    return TableDraft(cells=cells, origin="text")


def _used(row: Sequence[str]) -> int:
    return max((column + 1 for column, text in enumerate(row) if text.strip()), default=0)


# --- tabs ---------------------------------------------------------------------------------------


def _is_strong(line: str) -> bool:
    """A line that cannot be an indented sentence: tabs between cells, or several on one side."""
    if "\t" not in line:
        return False
    cells = line.split("\t")
    if any(len(cell) > _MAX_CELL for cell in cells):
        return False
    filled = [index for index, cell in enumerate(cells) if cell.strip()]
    if not filled:
        return False
    between = len(filled) >= 2
    return between or filled[0] >= 2 or len(cells) - 1 - filled[-1] >= 2


def _is_weak(line: str) -> bool:
    """A short line with a tab at its start or end; part of a table only inside one."""
    return "\t" in line and len(line.strip()) <= _MAX_LOOSE_CELL and not _SENTENCE.search(line)


def _opens_section(line: str) -> bool:
    text = line.strip()
    number = parse_number(text)
    return (number is not None and number.style in ("han", "chapter")) or level_of_unnumbered(text) == 1


def _find_tabbed(lines: Sequence[str], start: int) -> FoundTable | int:
    first = start
    caption = _CAPTION.fullmatch(lines[start].strip())
    if not _is_strong(lines[start]) and not (caption and start + 1 < len(lines) and _is_strong(lines[start + 1])):
        return start + 1
    rows: list[str] = []
    last = start
    position = start
    while position < len(lines):
        line = lines[position]
        if not line.strip():
            position += 1
            continue
        follows = next((other for other in lines[position + 1 : position + 3] if other.strip()), "")
        inside = _is_strong(line) or (
            (position == first or position - last <= 2)
            and (_is_weak(line) or (_is_strong(follows) and _may_stand_in_table(line)))
        )
        if not inside:
            break
        rows.append(line)
        last = position
        position += 1
    return _close_tabbed(rows, first, last + 1)


def _may_stand_in_table(line: str) -> bool:
    text = line.strip()
    return len(text) <= _MAX_LOOSE_CELL and not _SENTENCE.search(text) and not _opens_section(text)


def _close_tabbed(rows: Sequence[str], start: int, stop: int) -> FoundTable | int:
    cells = [[cell.strip() for cell in row.split("\t")] for row in rows]
    joined = _join_cut_rows(cells)
    filled = [sum(1 for cell in row if cell) for row in joined]
    if len(joined) < 2 and max(filled, default=0) < 3:
        return stop  # one tab in a sentence, or a signature line
    return FoundTable(start, stop, to_table(joined))


def _join_cut_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows with those put together that a line break inside a cell had cut."""
    width = max((_used(row) for row in rows), default=0)
    joined: list[list[str]] = []
    position = 0
    while position < len(rows):
        row = list(rows[position])
        taken = 1
        if _ends_cut(row) or (position + 1 < len(rows) and _is_cut_label(row, rows[position + 1], width)):
            while position + taken < len(rows) and (taken == 1 or _ends_cut(row)):
                row = _seam(row, rows[position + taken])
                taken += 1
        else:
            count = _cut_header_lines(rows[position : position + _MAX_HEADER_LINES], width)
            for other in rows[position + 1 : position + count]:
                row = _seam(row, other)
            taken = count
        joined.append(row)
        position += taken
    return joined


def _seam(row: Sequence[str], following: Sequence[str]) -> list[str]:
    end = _used(row)
    return [*row[: end - 1], row[end - 1] + following[0], *following[1:]]


def _ends_cut(row: Sequence[str]) -> bool:
    """The row's last text opens a bracket that it does not close."""
    end = _used(row)
    if not end:
        return False
    text = row[end - 1]
    return any(text.count(left) > text.count(right) for left, right in zip(_OPENING, _CLOSING, strict=True))


def _is_cut_label(row: Sequence[str], following: Sequence[str], width: int) -> bool:
    """``2.其他法律行政法规`` | ``禁止公开 0 0 0``: a numbered label whose figures stand in the next line."""
    end = _used(row)
    if not end or end != len(row) or not following or not following[0]:
        return False
    if NUMBER.fullmatch(row[end - 1]) or NUMBER.fullmatch(following[0]) or parse_number(following[0]):
        return False
    if parse_number(row[end - 1]) is None or not _is_data(following):
        return False
    return end + _used(following) - 1 <= width


def _cut_header_lines(rows: Sequence[Sequence[str]], width: int) -> int:
    """How many rows from the first on are one header cut in its cells (本年新 | 制作数量); 1 if it is whole."""
    used = 0
    for count, row in enumerate(rows, start=1):
        end = _used(row)
        if end < 2 or _is_data(row) or not row[0] or any(not cell for cell in row[:end]):
            return 1
        used += end - (1 if count > 1 else 0)
        if used >= width:
            return count if used == width and count > 1 else 1
        if len(row[end - 1]) > _MAX_FRAGMENT:
            return 1
    return 1


def _is_data(row: Sequence[str]) -> bool:
    return any(NUMBER.fullmatch(cell) for cell in row if cell)


# --- pipes --------------------------------------------------------------------------------------


def _find_piped(lines: Sequence[str], start: int) -> FoundTable | int:
    if not _PIPE.search(lines[start]):
        return start + 1
    rows: list[list[str]] = []
    last = start
    position = start
    while position < len(lines):
        line = lines[position].strip()
        if line and not _PIPE.search(line):
            break
        if line:
            rows.append(_PIPE.split(line))
            last = position
        elif position - last > 1:
            break
        position += 1
    if _SENTENCE.search(rows[0][0]):
        return start + 1
    if sum(len(row) for row in rows) - len(rows) < 2:
        return position
    if all(not row[0].strip() for row in rows):  # a bar at the left edge of every row
        rows = [row[1:] for row in rows]
    kept = [
        [cell.replace("**", "").strip() for cell in row]
        for row in rows
        if not all(_RULE_CELL.fullmatch(cell) or not cell.strip() for cell in row)
    ]
    if not kept or max(_used(row) for row in kept) < 2:
        return position
    return FoundTable(start, last + 1, to_table(kept))


# --- spaces -------------------------------------------------------------------------------------


def _split_spaced(line: str) -> list[str] | None:
    if len(line) > _MAX_CELL * 2:
        return None
    tokens = _GAP.split(line.strip())
    if len(tokens) < 2 or any(len(token) > _MAX_LOOSE_CELL or token[-1] in "，。；：、" for token in tokens):
        return [line.strip()] if _CAPTION.fullmatch(line.strip()) else None
    return tokens


def _figures(tokens: Sequence[str]) -> int:
    count = 0
    for token in reversed(tokens):
        if not FIGURE.fullmatch(token):
            break
        count += 1
    return count


def _find_spaced(lines: Sequence[str], start: int) -> FoundTable | int:
    """A label and figures, apart by spaces, three lines or more: what copying from a PDF leaves."""
    rows: list[list[str]] = []
    n_data = 0
    n_kept = 0  # rows up to the last one with figures
    for line in lines[start : start + _MAX_ROWS]:
        tokens = _split_spaced(line)
        if tokens is None or len(rows) - n_kept > _MAX_HEADER_ROWS:
            break
        figures = _figures(tokens)
        if not figures and _opens_section(line):
            break
        rows.append(tokens)
        if 0 < figures < len(tokens) or figures >= 3:
            n_data += 1
            n_kept = len(rows)
    if n_data < _MIN_SPACED_ROWS:
        return start + 1
    return FoundTable(start, start + n_kept, to_table(rows[:n_kept]))


# --- one cell a line ----------------------------------------------------------------------------


def _find_listed(lines: Sequence[str], start: int) -> FoundTable | int:
    """Labels and bare figures in turn, each on a line of its own: a web table flattened by copying."""
    cells: list[str] = []
    stops: list[int] = []  # the line behind each cell
    position = start
    while position < len(lines):
        text = lines[position].strip()
        if text:
            if not NUMBER.fullmatch(text) and not _may_be_listed_cell(text, lines, position):
                break
            cells.append(text)
            stops.append(position + 1)
        position += 1
    numbers = [index for index, cell in enumerate(cells) if FIGURE.fullmatch(cell)]
    if len(numbers) < _MIN_LISTED_NUMBERS:
        return position + 1
    first = _first_listed(cells)
    if first:  # a title or a date stands above the table
        return stops[first - 1]
    rows = _rebuild_rows(cells[: numbers[-1] + 1])
    stop = stops[numbers[-1]]
    return FoundTable(start, stop, to_table(rows)) if len(rows) > 1 else stop


def _first_listed(cells: Sequence[str]) -> int:
    """Return how many lines stand in front of the first line that can be a cell of the table."""
    first_number = next(index for index, cell in enumerate(cells) if FIGURE.fullmatch(cell))
    return max(0, first_number - _MAX_HEAD_CELLS)


def _may_be_listed_cell(text: str, lines: Sequence[str], position: int) -> bool:
    if len(text) > _MAX_LOOSE_CELL or _SENTENCE.search(text) or "\t" in text:
        return False
    if not _opens_section(text):
        return True
    # 三、本年度办理结果 is a row's label: figures follow at once or after one more label.
    near = [line.strip() for line in lines[position + 1 : position + 8] if line.strip()][:3]
    return any(FIGURE.fullmatch(line) for line in near)


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
    rows: list[list[str]] = []
    for labels, figures in runs:
        n_heads = len(figures) + 1
        if len(labels) > n_heads:  # …, 信息内容, one head a figure, and the row's own label
            *above, label = labels
            captions, heads = above[:-n_heads], above[-n_heads:]
            rows.extend([caption] for caption in captions)
            rows.append(heads)
            rows.append([label, *figures])
        else:
            rows.append([*labels, *figures])
    return rows
