"""The draft's text with its marks: paragraphs and tables cut into runs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reviewer.checks.base import Severity
from reviewer.document.model import Cell, Document, Paragraph, Table
from reviewer.document.span import Span
from reviewer.render.places import Locator, is_figure
from reviewer.render.runs import split
from reviewer.render.safe_text import visible
from reviewer.render.view_model import CellView, ParagraphView, Reference, Run, SegmentView, TableView

_SIGNATURE_CHARS = 30
_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the draft that something on the page points to.

    Args:
        span: The stretch.
        anchor: Id that is given to its first run.
        card: Id of the finding's card; empty for evidence, which is not coloured.
        number: The finding's number.
        severity: The finding's severity; None for evidence.
        shade: What kind of shared wording it is; empty for a finding and for evidence.
        note: What is said of shared wording.
    """

    span: Span
    anchor: str
    card: str = ""
    number: int = 0
    severity: Severity | None = None
    shade: str = ""
    note: str = ""


@dataclass
class _Leaf:
    """A piece of text that is cut on its own: a paragraph, a cell, or a table as a whole."""

    span: Span
    is_table: bool
    marks: list[Mark] = field(default_factory=list)
    opening: set[str] = field(default_factory=set)
    closing: set[str] = field(default_factory=set)


class MarkedText:
    """Lays marks over a draft; tells which of them found a place."""

    def __init__(self, document: Document, marks: Sequence[Mark]) -> None:
        """Give every mark to the paragraphs and cells that it covers."""
        self._document = document
        self._text = visible(document.text)
        self._leaves = _leaves(document)
        self._by_key = {(leaf.span.start, leaf.is_table): leaf for leaf in self._leaves}
        starts = [leaf.span.start for leaf in self._leaves]
        self.placed = frozenset(mark.anchor for mark in marks if self._place(mark, starts))

    def segments(self, locator: Locator, unreadable: Mapping[int, str]) -> tuple[SegmentView, ...]:
        """Return the draft's blocks; ``unreadable`` holds reasons by the offset of a table."""
        return tuple(
            self._table(block, locator.table_name(block), unreadable.get(block.span.start, ""))
            if isinstance(block, Table)
            else self._paragraph(block, is_last=index >= len(self._document.blocks) - 3)
            for index, block in enumerate(self._document.blocks)
        )

    def _place(self, mark: Mark, starts: Sequence[int]) -> bool:
        """Add ``mark`` to its leaves; a table that it covers takes it as a whole, not cell by cell."""
        first = max(0, bisect_right(starts, mark.span.start) - 1)
        while first > 0 and self._leaves[first - 1].span.end > mark.span.start:
            first -= 1
        taken: list[_Leaf] = []
        for leaf in self._leaves[first : bisect_left(starts, mark.span.end)]:
            if not leaf.span.overlaps(mark.span) or (leaf.is_table and not mark.span.contains(leaf.span)):
                continue
            if taken and taken[-1].is_table and taken[-1].span.contains(leaf.span):
                continue
            taken.append(leaf)
        for leaf in taken:
            leaf.marks.append(mark)
        if taken and mark.anchor:
            taken[0].opening.add(mark.anchor)
            taken[-1].closing.add(mark.anchor)
        return bool(taken)

    def _paragraph(self, block: Paragraph, *, is_last: bool) -> ParagraphView:
        heading_end = 0
        if block.heading_span is not None and block.heading_span != block.span:
            heading_end = block.heading_span.end
        level = block.heading_level if block.is_heading or block.heading_level == 0 else None
        runs = self._runs(self._by_key[block.span.start, False], heading_end)
        signature = is_last and level is None and len(block.span) <= _SIGNATURE_CHARS and not _ends_sentence(runs)
        return ParagraphView(level, runs, signature)

    def _table(self, table: Table, name: str, unreadable: str) -> TableView:
        rows = table.rows()
        n_head = _count_head_rows(rows)
        open_rows: list[int] = []  # for each cell that reaches further down: how many rows yet, once a column
        views = []
        for number, cells in enumerate(rows):
            is_head = number < n_head or not any(cell.span is None or is_figure(cell.text) for cell in cells)
            filled = len(open_rows) + sum(cell.column_span for cell in cells)
            missing = [CellView((), "head" if is_head else "label", 1, 1)] * (table.n_columns - filled)
            views.append((*(self._cell(cell, is_head=is_head) for cell in cells), *missing))
            reaching = [cell.row_span for cell in cells for _ in range(cell.column_span)]
            open_rows = [left - 1 for left in (*open_rows, *reaching) if left > 1]
        runs = self._runs(self._by_key[table.span.start, True], 0)
        mark = runs[0] if runs else Run("")
        mark = Run(visible(name), mark.severity, mark.findings, False, mark.ids, runs[-1].references if runs else ())
        return TableView(visible(name), tuple(views), table.n_columns, mark, visible(unreadable))

    def _cell(self, cell: Cell, *, is_head: bool) -> CellView:
        runs: tuple[Run, ...] = ()
        if cell.span is not None:
            leaf = self._by_key[cell.span.start, False]
            runs = self._runs(leaf, 0) if leaf.marks else (Run(self._text[cell.span.start : cell.span.end]),)
        plain_role = "figure" if is_figure(cell.text) else "label"
        role = "head" if is_head else plain_role
        return CellView(runs, role, cell.row_span, cell.column_span)

    def _runs(self, leaf: _Leaf, heading_end: int) -> tuple[Run, ...]:
        """Return the leaf's runs; for a table as a whole, one run that takes every mark."""
        marks = leaf.marks
        spans = [mark.span for mark in marks]
        if heading_end:
            spans.append(Span(leaf.span.start, heading_end))
        pieces = split(leaf.span.start, leaf.span.end, spans)
        if leaf.is_table:
            pieces = pieces[:1] if any(mark.anchor for mark in marks) else ()
        runs: list[Run] = []
        opened: set[str] = set()
        for piece in pieces:
            here = [marks[index] for index in piece.marks if index < len(marks)]
            ids = [
                mark.anchor
                for mark in here
                if mark.anchor and mark.anchor in leaf.opening and mark.anchor not in opened
            ]
            opened.update(ids)
            ending = [
                mark
                for mark in here
                if mark.card
                and mark.anchor in leaf.closing
                and (leaf.is_table or piece.end in {mark.span.end, leaf.span.end})
            ]
            shade = next((mark for mark in here if mark.shade), None)
            findings = sorted((mark for mark in here if mark.severity), key=_weight)
            runs.append(
                Run(
                    text=self._text[piece.start : piece.end],
                    severity=str(findings[0].severity) if findings else "",
                    findings=" ".join(mark.card for mark in findings),
                    strong=piece.end <= heading_end,
                    shade=shade.shade if shade else "",
                    note=shade.note if shade else "",
                    ids=tuple(ids),
                    references=tuple(_reference(mark) for mark in sorted(ending, key=lambda mark: mark.number)),
                )
            )
        return tuple(runs)


def _leaves(document: Document) -> list[_Leaf]:
    """Return all leaves by position, each table in front of its cells."""
    leaves: list[_Leaf] = []
    for block in document.blocks:
        leaves.append(_Leaf(block.span, isinstance(block, Table)))
        if isinstance(block, Table):
            leaves.extend(_Leaf(cell.span, False) for cell in block.cells if cell.span is not None)
    return leaves


def _weight(mark: Mark) -> tuple[int, int, int]:
    """Order findings over one run: the heaviest first, then the shortest, then the earliest."""
    rank = _ORDER.index(mark.severity) if mark.severity else len(_ORDER)
    return rank, len(mark.span), mark.number


def _reference(mark: Mark) -> Reference:
    return Reference(mark.number, mark.card, f"第{mark.number}条意见")


def _count_head_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows stand above the first figure; 0 where a table holds no figure at all."""
    for number, cells in enumerate(rows):
        if any(cell.span is not None and is_figure(cell.text) for cell in cells):
            return number
    return 0


def _ends_sentence(runs: Sequence[Run]) -> bool:
    return bool(runs) and runs[-1].text.rstrip().endswith(("。", "！", "？", "；", "：", "无"))
