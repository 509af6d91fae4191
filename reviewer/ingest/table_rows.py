"""Rows of texts → tables: what the finders of tables in plain text share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.document.build import CellDraft, TableDraft
from reviewer.ingest.form_labels import is_form_label
from reviewer.ingest.heading_numbers import parse_number
from reviewer.ingest.section_titles import level_of_unnumbered
from reviewer.regex import Regex

NUMBER = Regex(r"[+-]?[0-9０-９][0-9０-９,，.．]*[%％]?|[-—–/／无]|[○〇]")
FIGURE = Regex(r"[+-]?[0-9０-９][0-9０-９,，.．]*[%％]?")
CAPTION = Regex(r"第[一二三四五六七八九十]{1,3}条第\s*[（(][一二三四五六七八九十]{1,2}[）)]\s*项")
SENTENCE = Regex("[。！？；]")
MAX_CELL = 120
MAX_LOOSE_CELL = 40


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table and the lines, half-open, that it fills."""

    start: int
    stop: int
    draft: TableDraft


def to_table(rows: Sequence[Sequence[str]], *, keep_blanks: bool = False) -> TableDraft:
    """Return rows of texts as a table; blanks are cells.

    Columns that are blank throughout at the right go, unless ``keep_blanks``.
    """
    n_columns = max((len(row) if keep_blanks else n_used(row) for row in rows), default=0)
    cells = tuple(
        CellDraft(row=index, column=column, text=text.strip())
        for index, row in enumerate(rows)
        for column, text in enumerate(row[:n_columns])
    )
    return TableDraft(cells=cells, origin="text")


def n_used(row: Sequence[str]) -> int:
    """Return how many cells of a row there are up to the last one with text."""
    return max((column + 1 for column, text in enumerate(row) if text.strip()), default=0)


def opens_section(line: str) -> bool:
    """Tell whether a line is a first-level heading of the report; labels of the form's rows are not."""
    text = line.strip()
    number = parse_number(text)
    if number is None or number.style not in ("han", "chapter"):
        return level_of_unnumbered(text) == 1
    return not is_form_label(text)
