"""Lines of a flattened table → its cells in reading order, whatever stands between them.

Copies of web tables put one cell on a line, with blank lines or bars between the cells,
or several cells with spaces between them. A bar alone on a line is a blank cell where
the other cells end in bars, and a border where they do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.ingest.form_labels import is_form_label, is_row_label
from reviewer.ingest.table_rows import FIGURE, MAX_CELL, MAX_LOOSE_CELL, NUMBER, SENTENCE, opens_section
from reviewer.regex import Regex

_BARS = Regex("[|｜]")
_GAP = Regex("[ \u3000\xa0]+")
_MANY_CELLS = 0.2  # share of lines with several cells from which on bars part the cells of a row


@dataclass(frozen=True, slots=True)
class ListedCell:
    """A cell's text, the line behind it, and whether a blank line or a bar stands above it.

    A cell without text stood as a bar of its own.
    """

    text: str
    stop: int
    apart: bool


def has_cells_on_lines_of_their_own(texts: Sequence[str]) -> bool:
    """Tell whether lines with bars hold one cell each, so that their bars say nothing of rows."""
    filled = [sum(bool(cell.strip()) for cell in _BARS.split(text)) for text in texts]
    single, several = sum(n == 1 for n in filled), sum(n > 1 for n in filled)
    return single > 2 and several < _MANY_CELLS * (single + several)


def gather(lines: Sequence[str], start: int) -> tuple[list[ListedCell], int]:
    """Return the cells of the lines from ``start`` on, and where they end."""
    cells: list[ListedCell] = []
    apart = False
    position = start
    while position < len(lines):
        text = lines[position].strip()
        pieces = [piece.strip() for piece in _BARS.split(text)]
        filled = [piece for piece in pieces if piece]
        if not filled:
            if len(pieces) == 2 and cells:  # one bar alone
                cells.append(ListedCell("", position + 1, True))
            apart = True
        elif all(_may_be_cell(piece, lines, position) for piece in filled):
            for piece in filled:
                for cell in _split(piece):
                    cells.append(ListedCell(cell, position + 1, apart))
                    apart = len(filled) > 1
            apart = len(pieces) > 1
        else:
            break
        position += 1
    return _without_borders(cells, lines[start:position]), position


def _without_borders(cells: list[ListedCell], lines: Sequence[str]) -> list[ListedCell]:
    """Drop the bars that stand between cells; what is left of bars are blank cells."""
    if not any(not cell.text for cell in cells):
        return cells
    if sum(1 for line in lines if _BARS.search(line) and not _BARS.fullmatch(line.strip())) >= 3:
        return cells
    kept: list[ListedCell] = []
    for cell in cells:
        if cell.text or (kept and not kept[-1].text) or not kept:
            kept.append(cell)
        else:
            kept.append(ListedCell("|", cell.stop, True))  # the border behind a cell
    return [cell for cell in kept if cell.text != "|"]


def _split(piece: str) -> list[str]:
    """Return the cells of a piece that spaces part: a label and its figures, or several labels."""
    words = _GAP.split(piece)
    if len(words) < 2:
        return [piece]
    n_figures = 0
    while n_figures < len(words) and NUMBER.fullmatch(words[-1 - n_figures]):
        n_figures += 1
    if n_figures == len(words):
        return words
    label = words[: len(words) - n_figures]
    if all(is_form_label(word) for word in label):
        return words
    if n_figures >= 2 or (n_figures and is_form_label(" ".join(label))):
        return [" ".join(label), *words[len(label) :]]
    return [piece]


def _may_be_cell(text: str, lines: Sequence[str], position: int) -> bool:
    if NUMBER.fullmatch(text) or is_form_label(text):
        return True
    if len(text) > MAX_CELL or SENTENCE.search(text) or "\t" in text:
        return False
    cells = _split(text)
    if len(cells) > 1:
        return all(NUMBER.fullmatch(cell) or is_form_label(cell) or len(cell) <= MAX_LOOSE_CELL for cell in cells)
    if len(text) > MAX_LOOSE_CELL:
        return False
    if not opens_section(text):
        return True
    near = [line.strip(" \t\u3000\xa0|｜") for line in lines[position + 1 : position + 10]]
    return any(FIGURE.fullmatch(line) for line in [line for line in near if line][:3])


def join_wrapped(cells: Sequence[ListedCell]) -> list[ListedCell]:
    """Put the halves of cut cells together: lines without a blank one between them, and 商业 / 企业."""
    apart = sum(cell.apart for cell in cells[1:]) >= 0.6 * (len(cells) - 1)
    joined: list[ListedCell] = []
    for cell in cells:
        before = joined[-1] if joined else None
        if before is None or not (_is_words(cell.text) and _is_words(before.text)):
            joined.append(cell)
        elif (apart and not cell.apart) or _is_cut(before.text, cell.text):
            joined[-1] = ListedCell(before.text + cell.text, cell.stop, before.apart)
        else:
            joined.append(cell)
    return joined


def _is_words(text: str) -> bool:
    return bool(text) and not NUMBER.fullmatch(text)


def _is_cut(first: str, second: str) -> bool:
    """Tell whether two cells are the halves of a label of the form, neither of which is one itself."""
    if is_form_label(first) and (is_form_label(second) or is_row_label(second)):
        return False
    return is_form_label(first + second) and not (is_form_label(first) and is_form_label(second))
