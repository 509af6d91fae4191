"""Tables whose cells are set apart by ``|``: Markdown, and what tools make of web tables."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.ingest.listed_cells import has_cells_on_lines_of_their_own
from reviewer.ingest.table_rows import SENTENCE, FoundTable, n_used, to_table
from reviewer.regex import Regex

_PIPE = Regex("[|｜]")
_RULE_CELL = Regex(r"\s*:?[-—=]{2,}:?\s*")


def find_piped(lines: Sequence[str], start: int) -> FoundTable | int:
    """Return the table that starts at ``start``; else the line before which none of this kind starts."""
    if not _PIPE.search(lines[start]):
        return start + 1
    texts: list[str] = []
    last = start
    position = start
    while position < len(lines):
        line = lines[position].strip()
        if line and not _PIPE.search(line):
            break
        if line:
            texts.append(line)
            last = position
        elif position - last > 1:
            break
        position += 1
    if has_cells_on_lines_of_their_own(texts):
        return position
    rows = [_PIPE.split(text) for text in texts]
    if SENTENCE.search(rows[0][0]):
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
    if not kept or max(n_used(row) for row in kept) < 2:
        return position
    return FoundTable(start, last + 1, to_table(kept))
