"""Types of a mapped official table: figures by row and column id, never by position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from reviewer.document.model import Cell
from reviewer.document.numerals import parse_number
from reviewer.document.span import Span
from reviewer.knowledge.table_schemas import Label, TableKey, TableSchema
from reviewer.regex import Regex

ValueKind = Literal["number", "blank", "dash", "none_word", "text"]

_DASHES = frozenset("/／-－—–―\\＼")
_NONE_WORDS = frozenset(("无", "不适用", "没有", "暂无", "未发生", "无此项", "N/A", "n/a"))
_UNIT_TAIL = Regex(r"(件|条|项|次|宗|元|个|份)$")


@dataclass(frozen=True, slots=True)
class MappedCell:
    """One figure of an official table.

    Args:
        row: Its row's label.
        column: Its column's label.
        kind: What stands in the cell.
        number: The figure; None unless ``kind`` is ``number``.
        text: The cell as written.
        span: Where it stands; None for a blank cell.
    """

    row: Label
    column: Label
    kind: ValueKind
    number: Decimal | None
    text: str
    span: Span | None

    @property
    def name(self) -> str:
        """Return the cell's coordinates as a person would say them."""
        return f"“{self.row.path}”行“{self.column.text}”列"


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A label as the draft writes it, with the form's label it stands for."""

    expected: Label
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class RowNote:
    """What happened to a row while it was read.

    Args:
        row: The form's row.
        message: In Chinese.
        span: Where it stands.
        is_lost: Only its label was read, no figure.
    """

    row: Label
    message: str
    span: Span
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class MappedTable:
    """An official table whose figures are known by row and column.

    Args:
        schema: The schema whose labels the draft uses.
        span: Where the table stands, over all its parts.
        cells: Figures by (row id, column id); of table three the row is the group.
        labels: Labels that differ from the form's words.
        missing_rows: Rows of the form that the draft lacks.
        missing_columns: Columns of the form that the draft lacks.
        extra_rows: Rows with figures that the form does not have, as (text, span).
        repaired_rows: Rows whose figures were split or had run together and could be put right.
        unread_rows: Rows of the form whose figures cannot be told apart; they hold no cells.
        table_indexes: Which tables of the document it was read from.
    """

    schema: TableSchema
    span: Span
    cells: Mapping[tuple[str, str], MappedCell]
    labels: tuple[FoundLabel, ...] = ()
    missing_rows: tuple[Label, ...] = ()
    missing_columns: tuple[Label, ...] = ()
    extra_rows: tuple[tuple[str, Span], ...] = ()
    repaired_rows: tuple[RowNote, ...] = ()
    unread_rows: tuple[RowNote, ...] = ()
    table_indexes: tuple[int, ...] = ()

    @property
    def key(self) -> TableKey:
        """Which of the three tables this is."""
        return self.schema.key

    def number(self, row_id: str, column_id: str) -> Decimal | None:
        """Return one figure; None when the cell is missing or holds no number."""
        cell = self.cells.get((row_id, column_id))
        return cell.number if cell else None


@dataclass(frozen=True, slots=True)
class UnreadableTable:
    """An official table whose figures cannot be told apart.

    Args:
        key: Which of the three tables it seems to be.
        span: Where it stands.
        reason: Why, in Chinese.
        table_indexes: Which tables of the document it was read from.
    """

    key: TableKey
    span: Span
    reason: str
    table_indexes: tuple[int, ...] = ()


@lru_cache(maxsize=4096)
def read_value(text: str) -> tuple[ValueKind, Decimal | None]:
    """Tell what stands in a numeric cell; a blank, a dash and a 0 are three different things."""
    compact = "".join(text.split())
    if not compact:
        return "blank", None
    if all(char in _DASHES for char in compact):
        return "dash", None
    if compact in _NONE_WORDS:
        return "none_word", None
    number = parse_number(_UNIT_TAIL.sub("", compact))
    if number is not None:
        return "number", number
    return "text", None


def map_cell(row: Label, column: Label, cell: Cell | None) -> MappedCell:
    """Return a table's cell as a figure of the form's row and column."""
    if cell is None:
        return MappedCell(row, column, "blank", None, "", None)
    kind, number = read_value(cell.text)
    return MappedCell(row, column, kind, number, cell.text, cell.span)


@lru_cache(maxsize=4096)
def is_value_like(text: str) -> bool:
    """Tell whether a cell could be a figure: a number, a dash, 无."""
    return read_value(text)[0] in ("number", "dash", "none_word")
