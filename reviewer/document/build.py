"""The only way to make a :class:`~reviewer.document.model.Document`.

Readers hand over drafts of blocks in reading order; the builder lays out the
text, computes every offset, nests the headings and refuses what does not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reviewer.document.model import Block, Cell, Document, Numbering, Paragraph, Provenance, Section, Source, Table
from reviewer.document.span import Span
from reviewer.errors import InconsistentDocument


@dataclass(frozen=True, slots=True)
class ParagraphDraft:
    """A paragraph that a reader found.

    Args:
        text: One line, no line break, outer white space removed. Numbers that Word
            generates are already part of it.
        provenance: Where it came from.
        level_hint: Outline level that the file itself states (a Word heading style,
            ``<h2>``), from 1, 0 for a title; None if it says nothing.
        emphasised: The whole line is bold or centred, a weak hint at a heading.
    """

    text: str
    provenance: Provenance = Provenance()
    level_hint: int | None = None
    emphasised: bool = False


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A cell that a reader found; positions covered by it hold no draft of their own."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table that a reader found, cell by cell."""

    cells: tuple[CellDraft, ...]
    origin: Literal["grid", "text"] = "grid"
    provenance: Provenance = Provenance()


BlockDraft = ParagraphDraft | TableDraft


@dataclass(frozen=True, slots=True)
class HeadingDraft:
    """What a heading finder says of one paragraph draft.

    Args:
        level: 0 for the title, 1 for 一、 and so on; None if the line is no heading.
        number: Form, value and length in characters of the number it starts with.
        heading_chars: Characters of the line that are the heading's words.
    """

    level: int | None = None
    number: tuple[str, int, int] | None = None
    heading_chars: int = 0


HeadingFinder = Callable[[Sequence[BlockDraft]], Sequence[HeadingDraft]]


@dataclass
class DocumentBuilder:
    """Lays out drafts of blocks as one text and checks every offset."""

    source: Source
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def build(self, drafts: Sequence[BlockDraft], find_headings: HeadingFinder) -> Document:
        """Return the document made of ``drafts``.

        Args:
            drafts: Blocks in reading order. Empty paragraphs and tables without any
                text are dropped.
            find_headings: Returns one :class:`HeadingDraft` for each kept draft (for a
                table an empty one).

        Raises:
            InconsistentDocument: A paragraph holds a line break, or a table's cells overlap.
        """
        kept = [_strip(draft) for draft in drafts if _has_text(draft)]
        headings = find_headings(kept)
        if len(headings) != len(kept):
            raise InconsistentDocument(f"标题识别返回 {len(headings)} 项，应为 {len(kept)} 项；请反馈给开发者")
        parts: list[str] = []
        blocks: list[Block] = []
        title: Paragraph | None = None
        offset = 0
        for draft, heading in zip(kept, headings, strict=True):
            block: Block
            if isinstance(draft, ParagraphDraft):
                text, block = _lay_out_paragraph(draft, heading, offset)
                if heading.level == 0 and title is None:
                    title = block
            else:
                text, block = _lay_out_table(draft, offset)
            parts.append(text)
            blocks.append(block)
            offset += len(text) + 1
        full_text = "\n".join(parts)
        document = Document(
            text=full_text,
            blocks=tuple(blocks),
            sections=nest(blocks),
            title=title,
            source=self.source,
            metadata=dict(self.metadata),
            notes=self.notes,
        )
        verify(document)
        return document


def _has_text(draft: BlockDraft) -> bool:
    if isinstance(draft, ParagraphDraft):
        return bool(draft.text.strip())
    return any(cell.text.strip() for cell in draft.cells)


def _strip(draft: BlockDraft) -> BlockDraft:
    return replace(draft, text=draft.text.strip()) if isinstance(draft, ParagraphDraft) else draft


def _lay_out_paragraph(draft: ParagraphDraft, heading: HeadingDraft, offset: int) -> tuple[str, Paragraph]:
    if "\n" in draft.text or "\r" in draft.text:
        raise InconsistentDocument(f"段落中有换行：{draft.text[:20]!r}；请反馈给开发者")
    text = draft.text
    numbering = None
    if heading.number is not None:
        style, value, length = heading.number
        numbering = Numbering(style, value, Span(offset, offset + length))  # type: ignore[arg-type]
    heading_span = None
    if heading.level is not None:
        heading_span = Span(offset, offset + (heading.heading_chars or len(text)))
    paragraph = Paragraph(
        span=Span(offset, offset + len(text)),
        provenance=draft.provenance,
        heading_level=heading.level,
        numbering=numbering,
        heading_span=heading_span,
    )
    return text, paragraph


def _lay_out_table(draft: TableDraft, offset: int) -> tuple[str, Table]:
    n_rows = max(cell.row + cell.row_span for cell in draft.cells)
    n_columns = max(cell.column + cell.column_span for cell in draft.cells)
    taken: set[tuple[int, int]] = set()
    by_row: list[dict[int, CellDraft]] = [{} for _ in range(n_rows)]
    for cell in draft.cells:
        positions = {
            (row, column)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        if taken & positions:
            raise InconsistentDocument(f"表格第{cell.row + 1}行第{cell.column + 1}列的单元格重叠；请反馈给开发者")
        taken |= positions
        by_row[cell.row][cell.column] = cell
    lines: list[str] = []
    cells: list[Cell] = []
    position = offset
    for row_index, row in enumerate(by_row):
        last = max(row, default=-1)
        fields: list[str] = []
        at = position
        for column in range(last + 1):
            found = row.get(column)
            text = " ".join(found.text.split()) if found else ""
            if found is not None:
                span = Span(at, at + len(text)) if text else None
                cells.append(Cell(row_index, column, text, span, found.row_span, found.column_span))
            fields.append(text)
            at += len(text) + 1
        line = "\t".join(fields)
        lines.append(line)
        position += len(line) + 1
    text = "\n".join(lines)
    first = next(cell.span.start for cell in cells if cell.span)
    end = max(cell.span.end for cell in cells if cell.span)
    table = Table(
        span=Span(first, end),
        cells=tuple(cells),
        n_rows=n_rows,
        n_columns=n_columns,
        origin=draft.origin,
        provenance=draft.provenance,
    )
    return text, table


def nest(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Return the heading tree over ``blocks``, flattened in pre-order.

    A section ends where the next heading of its own or a higher level starts.
    Levels may be skipped: a （一） in front of any 一、 becomes a top section.
    """
    starts = [
        (position, block)
        for position, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.heading_level is not None and block.heading_level > 0
    ]
    sections: list[Section] = []
    open_sections: list[tuple[int, int]] = []  # (level, index) of the enclosing sections
    for order, (position, block) in enumerate(starts):
        level = block.heading_level or 1
        while open_sections and open_sections[-1][0] >= level:
            open_sections.pop()
        stop = next((later for later, other in starts[order + 1 :] if (other.heading_level or 1) <= level), len(blocks))
        sections.append(
            Section(
                index=order,
                parent=open_sections[-1][1] if open_sections else None,
                level=level,
                heading=block,
                span=Span(block.span.start, blocks[stop - 1].span.end),
                blocks=(position, stop),
            )
        )
        open_sections.append((level, order))
    return tuple(sections)


def verify(document: Document) -> None:
    """Raise unless every span of ``document`` lies where it should.

    Raises:
        InconsistentDocument: A block overlaps another, or a cell's text is not what its span covers.
    """
    end = 0
    for block in document.blocks:
        if block.span.start < end or block.span.end > len(document.text):
            raise InconsistentDocument(f"版块位置 {block.span} 与前文重叠或越界；请反馈给开发者")
        end = block.span.end
        if isinstance(block, Table):
            for cell in block.cells:
                if cell.span is not None and document.quote(cell.span) != cell.text:
                    raise InconsistentDocument(f"单元格 {cell.row},{cell.column} 的位置不符；请反馈给开发者")
