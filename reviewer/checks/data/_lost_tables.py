"""What is left in a draft of official tables that were lost on the way: labels, pictures, upright words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reviewer.checks.context import CheckContext
from reviewer.document.span import Span
from reviewer.ingest.form_labels import is_form_label
from reviewer.knowledge.table_labels import compact, label_key
from reviewer.knowledge.table_schemas import TABLE_KEYS, load_table_schemas
from reviewer.knowledge.tables import MappedCell
from reviewer.regex import Regex

MIN_LABELS_OF_TABLE = 3
_UPRIGHT = Regex(r"结\s结\s其\s尚")
_PICTURE = Regex(r"[^\s。，；]{0,40}\.(?:png|jpe?g|gif|bmp)(?![a-z])|\[图片\]", re.IGNORECASE)


_PICTURES_NOTED = Regex(r"(\d+) 张图片")


def find_picture(ctx: CheckContext, span: Span) -> Span | None:
    """Return what copying from a page left of a picture in a part: its file name."""
    found = _PICTURE.search(ctx.document.text, span.start, span.end)
    return Span(*found.span()) if found else None


def may_be_pictures(ctx: CheckContext, n_missing: int) -> bool:
    """Tell whether the reader met as many pictures as tables are missing, or any when none of the three was read."""
    counts = (found[1] for note in ctx.document.notes if (found := _PICTURES_NOTED.search(note)))
    n_pictures = sum(map(int, counts))
    return n_pictures >= n_missing or (n_pictures > 0 and n_missing == len(TABLE_KEYS))


def lost_cells(cells: Sequence[MappedCell]) -> list[MappedCell]:
    """Return the cells whose figure was lost, so that the next label came to stand there."""
    return [cell for cell in cells if cell.kind == "text" and is_form_label(cell.text)]


def labels_without_table(ctx: CheckContext, span: Span) -> list[Span]:
    """Return where a part has labels of the official tables but no table that was recognised."""
    return _labels_of(ctx, span) or _upright_table(ctx, span)


def is_flattened(ctx: CheckContext, indexes: Sequence[int]) -> bool:
    """Tell whether a table came as text, so that what cannot be read may have been lost on the way."""
    tables = list(ctx.document.tables)
    return any(tables[index].origin == "text" for index in indexes)


def _upright_table(ctx: CheckContext, span: Span) -> list[Span]:
    """Return the table of a section that was not recognised because its labels stand upright, as three labels."""
    tables = [table.span for table in ctx.document.tables if span.contains(table.span)]
    return next(([one] * MIN_LABELS_OF_TABLE for one in tables if _UPRIGHT.search(ctx.document.quote(one))), [])


def _labels_of(ctx: CheckContext, span: Span) -> list[Span]:
    """Return the paragraphs of a section, no sentences, that consist of labels of the official tables."""
    found: list[Span] = []
    for paragraph in ctx.document.paragraphs:
        if span.contains(paragraph.span) and not paragraph.is_heading:
            text = compact(ctx.document.quote(paragraph.span))
            if not re.search(r"[。；;！!？?]", text):
                found += [paragraph.span] * sum(text.count(label) for label in _long_labels())
    return found


@cache
def _long_labels() -> frozenset[str]:
    """Return labels of the official tables that stand in no heading and in no title."""
    schemas = load_table_schemas()
    rows = [row for schema in schemas if schema.key == "requests" for row in schema.rows]
    labels = [*rows, *(column for schema in schemas for column in schema.columns)]
    return frozenset(label_key(label.text) for label in labels if len(label_key(label.text)) >= 4)
