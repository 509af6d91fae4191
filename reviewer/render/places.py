"""Says in words where something stands: “第一部分 第3段 第2句”, “表二 第27行“（七）总计”“自然人”列”."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from reviewer.document.model import Cell, Document, Paragraph, Table
from reviewer.document.span import Span
from reviewer.regex import Regex
from reviewer.render import labels
from reviewer.render.safe_text import shorten, visible
from reviewer.review.model import OfficialSection, OfficialTable

_SENTENCE_END = Regex(r"[。！？!?]+[”’）)」』》]*")
_FIGURE = Regex(r"[-+−－＋]?[\d０-９.,，．]+[%％]?|[/—\-－]|")
_MAX_LABEL = 16


def is_figure(text: str) -> bool:
    """Tell whether a cell holds a number, a dash or nothing rather than words."""
    return _FIGURE.fullmatch(text.strip()) is not None


class Locator:
    """Finds the words for places of one draft; counts paragraphs once."""

    def __init__(
        self, document: Document, sections: Sequence[OfficialSection], tables: Sequence[OfficialTable]
    ) -> None:
        """Count the paragraphs of each section and name the tables."""
        self._document = document
        self._sections = sorted(sections, key=lambda section: section.span.start)
        self._starts = [section.span.start for section in self._sections]
        self._blocks = document.blocks
        self._block_starts = [block.span.start for block in self._blocks]
        self._ordinals = self._count_paragraphs()
        self._table_names = self._name_tables(tables)

    def describe(self, span: Span, *, brief: bool = False) -> str:
        """Return where ``span`` stands, in words of the reader; ``brief`` leaves out a table row's label."""
        block_index = max(0, bisect_right(self._block_starts, span.start) - 1)
        block = self._blocks[block_index]
        if isinstance(block, Table):
            return self._in_table(block, span, brief=brief)
        part = self.part(span.start)
        if block is self._document.title or block.heading_level == 0:
            return "标题"
        if block.is_heading:
            heading = shorten(visible(self._document.quote(block.span)), _MAX_LABEL)
            return f"{part} 标题“{heading}”" if part and heading not in part else f"标题“{heading}”"
        last_index = max(block_index, bisect_right(self._block_starts, span.end - 1) - 1)
        words = f"第{self._ordinals[block_index]}段"
        if last_index > block_index:
            words += "起"
        else:
            words += self._sentences(block, span)
        return f"{part or '前言'} {words}"

    def part(self, offset: int) -> str:
        """Return the part of the report that holds ``offset``; empty in front of the first."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._sections[index].span.end:
            return ""
        section = self._sections[index]
        if section.key is not None and section.key in labels.PARTS:
            return labels.PARTS[section.key]
        return f"“{shorten(visible(section.heading), _MAX_LABEL)}”部分"

    def table_name(self, table: Table) -> str:
        """Return what a table is called: “表二 收到和处理政府信息公开申请情况”, or its number."""
        return self._table_names[table.span.start]

    def _count_paragraphs(self) -> list[int]:
        """Return the number of each block among the plain paragraphs of its part; 0 for others."""
        ordinals: list[int] = []
        count, current = 0, -2
        for block in self._blocks:
            section = bisect_right(self._starts, block.span.start) - 1
            if section != current:
                count, current = 0, section
            if isinstance(block, Paragraph) and not block.is_heading and block.heading_level != 0:
                count += 1
                ordinals.append(count)
            else:
                ordinals.append(0)
        return ordinals

    def _name_tables(self, tables: Sequence[OfficialTable]) -> dict[int, str]:
        keys = {table.span.start: table.key for table in tables}
        names: dict[int, str] = {}
        for order, table in enumerate(self._document.tables, start=1):
            key = keys.get(table.span.start)
            names[table.span.start] = labels.TABLES.get(key or "", f"第{order}张表")
        return names

    def _sentences(self, block: Paragraph, span: Span) -> str:
        """Return “ 第2句”, “ 第2—3句”, or nothing if the paragraph is one sentence or covered."""
        if span.contains(block.span):
            return ""
        text = self._document.quote(block.span)
        ends = [match.end() + block.span.start for match in _SENTENCE_END.finditer(text)]
        if not ends or (len(ends) == 1 and ends[0] >= block.span.end):
            return ""
        first = bisect_right(ends, span.start) + 1
        last = bisect_right(ends, span.end - 1) + 1
        return f" 第{first}句" if first == last else f" 第{first}—{last}句"

    def _in_table(self, table: Table, span: Span, *, brief: bool) -> str:
        name = self.table_name(table).partition(" ")[0]
        inside = [cell for cell in table.cells if cell.span is not None and cell.span.overlaps(span)]
        if not inside or span.contains(table.span):
            return name
        first, last = inside[0], inside[-1]
        rows = f"第{first.row + 1}行" if first.row == last.row else f"第{first.row + 1}—{last.row + 1}行"
        if first is not last or not is_figure(first.text):
            return f"{name} {rows}"
        row_label = "" if brief else _row_label(table, first)
        return f"{name} {rows}{row_label}{_column_label(table, first)}"


def _row_label(table: Table, cell: Cell) -> str:
    """Return the words that stand left of ``cell``, the nearest ones, in quotation marks."""
    left = [
        other
        for other in table.cells
        if other.column < cell.column
        and other.row <= cell.row < other.row + other.row_span
        and not is_figure(other.text)
    ]
    if not left:
        return ""
    return f"“{shorten(visible(max(left, key=lambda other: other.column).text), _MAX_LABEL)}”"


def _column_label(table: Table, cell: Cell) -> str:
    """Return the words that stand above ``cell``, the nearest ones, as “…”列; else the column's number.

    In a table read off tabs or spaces columns may have drifted: the words above may belong to another.
    """
    if table.origin == "text":
        return f"第{cell.column + 1}格"
    above = [
        other
        for other in table.cells
        if other.row < cell.row
        and other.column <= cell.column < other.column + other.column_span
        and other.column_span < table.n_columns
        and not is_figure(other.text)
    ]
    if not above:
        return f"第{cell.column + 1}列"
    return f"“{shorten(visible(max(above, key=lambda other: other.row).text), _MAX_LABEL)}”列"
