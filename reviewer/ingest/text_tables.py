"""Tables in plain text: cells set apart by tabs, by ``|``, by spaces, or one cell a line.

Whoever pastes a table into plain text loses its merges. A merged cell then appears
once with blanks beside it, rows come up short, and a label may be cut by a line
break. The grid made here keeps cells where the text has them (origin ``text``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewer.document.build import BlockDraft, ParagraphDraft
from reviewer.ingest.glued_tables import find_glued
from reviewer.ingest.heading_numbers import parse_number
from reviewer.ingest.listed_tables import find_listed
from reviewer.ingest.piped_tables import find_piped
from reviewer.ingest.table_rows import (
    CAPTION,
    FIGURE,
    MAX_CELL,
    MAX_LOOSE_CELL,
    NUMBER,
    SENTENCE,
    FoundTable,
    n_used,
    opens_section,
    to_table,
)
from reviewer.regex import Regex

_ENDS_IN_FIGURE = Regex(r"[0-9０-９%％](?:万?元|件)?\s*$")
_GAP = Regex("[ \u3000\xa0]+")
_FIGURE_WITH_UNIT = Regex(f"(?:{FIGURE.pattern})(?:万?元|件)?")
_OPENING, _CLOSING = "（(“《〔[", "）)”》〕]"
_MAX_ROWS = 2000
_MAX_COLUMNS = 200
_MIN_SPACED_ROWS = 3
_MAX_HEADER_ROWS = 4
_MAX_FRAGMENT = 4
_MAX_HEADER_LINES = 20


def find_tables(lines: Sequence[str]) -> list[FoundTable]:
    """Return the tables among ``lines`` (line breaks removed, indents kept), in order. O(text)."""
    finders = (_find_tabbed, find_piped, _find_spaced, find_glued, find_listed)
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


def find_tables_in(drafts: Sequence[BlockDraft]) -> list[BlockDraft]:
    """Return ``drafts`` with runs of paragraphs that are a flattened table made one; tabs left over go.

    Web pages and Word files lose tables too when text is pasted into them.
    """
    found: list[BlockDraft] = []
    run: list[ParagraphDraft] = []
    for draft in drafts:
        if isinstance(draft, ParagraphDraft):
            run.append(draft)
        else:
            found.extend(_split_run(run))
            found.append(draft)
            run = []
    found.extend(_split_run(run))
    return found


def _split_run(run: Sequence[ParagraphDraft]) -> Iterator[BlockDraft]:
    position = 0
    for table in find_tables([draft.text for draft in run]):
        yield from (_untabbed(draft) for draft in run[position : table.start])
        yield replace(table.draft, provenance=run[table.start].provenance)
        position = table.stop
    yield from (_untabbed(draft) for draft in run[position:])


def _untabbed(draft: ParagraphDraft) -> ParagraphDraft:
    return replace(draft, text=draft.text.replace("\t", " ").strip()) if "\t" in draft.text else draft


# --- tabs ---------------------------------------------------------------------------------------


def _is_strong(line: str) -> bool:
    """A line that cannot be an indented sentence: tabs between cells, or several on one side."""
    if "\t" not in line:
        return False
    cells = line.split("\t")
    if len(cells) > _MAX_COLUMNS or any(len(cell) > MAX_CELL for cell in cells):
        return False
    filled = [index for index, cell in enumerate(cells) if cell.strip()]
    if not filled:
        return False
    between = len(filled) >= 2
    return between or filled[0] >= 2 or len(cells) - 1 - filled[-1] >= 2


def _is_weak(line: str) -> bool:
    """A short line with a tab at its start or end; part of a table only inside one."""
    return "\t" in line and len(line.strip()) <= MAX_LOOSE_CELL and not SENTENCE.search(line)


def _find_tabbed(lines: Sequence[str], start: int) -> FoundTable | int:
    first = start
    caption = CAPTION.fullmatch(lines[start].strip())
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
    return len(text) <= MAX_LOOSE_CELL and not SENTENCE.search(text) and not opens_section(text)


def _close_tabbed(rows: Sequence[str], start: int, stop: int) -> FoundTable | int:
    cells = [[cell.strip() for cell in row.split("\t")] for row in rows]
    joined = _join_cut_rows(cells)
    filled = [sum(1 for cell in row if cell) for row in joined]
    if max(filled, default=0) < 3 and (len(joined) < 2 or (len(joined) < 3 and not any(map(_is_data, joined)))):
        return stop  # one tab in a sentence, or the lines of a signature
    return FoundTable(start, stop, to_table(joined))


def _join_cut_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows with those put together that a line break inside a cell had cut."""
    width = max((n_used(row) for row in rows), default=0)
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
    end = n_used(row)
    return [*row[: end - 1], row[end - 1] + following[0], *following[1:]]


def _ends_cut(row: Sequence[str]) -> bool:
    """The row's last text opens a bracket that it does not close."""
    end = n_used(row)
    if not end:
        return False
    text = row[end - 1]
    return any(text.count(left) > text.count(right) for left, right in zip(_OPENING, _CLOSING, strict=True))


def _is_cut_label(row: Sequence[str], following: Sequence[str], width: int) -> bool:
    """``2.其他法律行政法规`` | ``禁止公开 0 0 0``: a numbered label whose figures stand in the next line."""
    end = n_used(row)
    if not end or end != len(row) or not following or not following[0]:
        return False
    if NUMBER.fullmatch(row[end - 1]) or NUMBER.fullmatch(following[0]) or parse_number(following[0]):
        return False
    if parse_number(row[end - 1]) is None or not _is_data(following):
        return False
    return end + n_used(following) - 1 <= width


def _cut_header_lines(rows: Sequence[Sequence[str]], width: int) -> int:
    """How many rows from the first on are one header cut in its cells (本年新 | 制作数量); 1 if it is whole."""
    used = 0
    for count, row in enumerate(rows, start=1):
        end = n_used(row)
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


# --- spaces -------------------------------------------------------------------------------------


def _split_spaced(line: str) -> list[str] | None:
    if len(line) > MAX_CELL * 2:
        return None
    tokens = _GAP.split(line.strip())
    if len(tokens) < 2 or any(len(token) > MAX_LOOSE_CELL or token[-1] in "，。；：、" for token in tokens):
        return [line.strip()] if CAPTION.fullmatch(line.strip()) else None
    return tokens


def _figures(tokens: Sequence[str]) -> int:
    count = 0
    for token in reversed(tokens):
        if not _FIGURE_WITH_UNIT.fullmatch(token):
            break
        count += 1
    return count


def _find_spaced(lines: Sequence[str], start: int) -> FoundTable | int:
    """A label and figures, apart by spaces, three lines or more: what copying from a PDF leaves."""
    if not any(_ENDS_IN_FIGURE.search(line) for line in lines[start : start + _MAX_HEADER_ROWS + 1]):
        return start + 1
    rows: list[list[str]] = []
    n_data = 0
    n_kept = 0  # rows up to the last one with figures
    for line in lines[start : start + _MAX_ROWS]:
        tokens = _split_spaced(line)
        if tokens is None or len(rows) - n_kept > _MAX_HEADER_ROWS:
            break
        figures = _figures(tokens)
        if not figures and opens_section(line):
            break
        rows.append(tokens)
        if 0 < figures < len(tokens) or figures >= 3:
            n_data += 1
            n_kept = len(rows)
    if n_data < _MIN_SPACED_ROWS:
        return start + 1
    return FoundTable(start, start + n_kept, to_table(rows[:n_kept]))
