"""Labels of official tables that differ from the form's."""

from __future__ import annotations

import re

from reviewer.checks.context import CheckContext
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.knowledge.table_labels import label_key
from reviewer.knowledge.table_schemas import schema_for
from reviewer.knowledge.tables import FoundLabel, MappedTable
from reviewer.regex import Regex

FORM_NUMBERS = {"zfxxgk-2019": "国办公开办函〔2019〕60号", "zfxxgk-2021": "国办公开办函〔2021〕30号"}
OTHERWISE = "与格式不一致"
_NOTE = Regex(r"\([^()]*\)")


def how_drifted(table: MappedTable, label: FoundLabel) -> str:
    """Say whether a label that differs is one of the other form."""
    for profile, number in FORM_NUMBERS.items():
        other = schema_for(table.key, profile)
        if other is None or profile == table.schema.profile:
            continue
        if any(same_label(label.text, known.text) for known in (*other.rows, *other.columns)):
            return f"是{number}格式的栏目"
    return OTHERWISE


def words_of(text: str) -> str:
    """Return a label without its number."""
    return re.sub(r"^(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]+)", "", text)


def words_span(ctx: CheckContext, label: FoundLabel) -> Span:
    """Return where the words of a label stand, its number left out."""
    quote = ctx.document.quote(label.span)
    words = words_of(quote)
    return Span(label.span.end - len(words), label.span.end) if words and quote.endswith(words) else label.span


def same_label(found: str, expected: str) -> bool:
    """Tell whether two labels agree but for notes in brackets, which localities add and drop."""
    return _bare(found) == _bare(expected)


def _bare(text: str) -> str:
    return label_key(_NOTE.sub("", "".join(fold(text).split())))
