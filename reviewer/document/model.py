"""The frozen document tree: blocks in reading order, the heading tree, tables with cells.

Everything points into ``Document.text`` by :class:`~reviewer.document.span.Span`.
The text is what the reader extracted: paragraphs one a line, table rows one a
line with tab-separated cells (merged cells appear once, covered positions are
blank). Nothing is normalised here; ``normalize`` makes matching forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reviewer.document.span import Span

NumberStyle = Literal["chapter", "han", "paren_han", "arabic", "paren_arabic", "circled", "ordinal"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a block stands in the file it came from.

    Args:
        block: Index among the blocks of the source body, in reading order. In a
            docx it is the index of the body element (paragraph or table), so
            that a comment can be attached to it; None where unknown.
        page: Page number from 1; None in formats without pages.
        box: Left, top, right, bottom on that page in points; None if unknown.
    """

    block: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number in front of a heading: 一、 （一） 1. （1） ① 一是.

    Args:
        style: Its form; forms nest in the order of :data:`NumberStyle`.
        value: The number it states, from 1.
        span: The number with its punctuation.
    """

    style: NumberStyle
    value: int
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text, or one heading.

    Args:
        span: The whole line, without the line break.
        provenance: Where it came from.
        heading_level: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）; None if the
            paragraph is not a heading. The report's title is level 0.
        numbering: The number the line starts with, heading or not.
        heading_span: The heading's own words. It is shorter than ``span`` when a
            run-in heading is followed by text on the same line.
    """

    span: Span
    provenance: Provenance = Provenance()
    heading_level: int | None = None
    numbering: Numbering | None = None
    heading_span: Span | None = None

    @property
    def is_heading(self) -> bool:
        """Tell whether the whole line is a heading (a run-in heading is not)."""
        return self.heading_level is not None and self.heading_span == self.span


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell appears once, at its top left position.

    Args:
        row: Row index from 0.
        column: Column index from 0.
        text: Its text with line breaks turned into nothing, as it stands in the document's text.
        span: Where it stands; None for a blank cell.
        row_span: Rows that it covers.
        column_span: Columns that it covers.
    """

    row: int
    column: int
    text: str
    span: Span | None
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells.

    Args:
        span: First to last character of its rows.
        cells: In reading order; positions covered by a merged cell hold none.
        n_rows: Rows of the grid.
        n_columns: Columns of the grid.
        origin: ``grid`` when the file said where cells and merges are, ``text`` when
            they were read off tabs or spaces, so that columns may have drifted.
        provenance: Where it came from.
    """

    span: Span
    cells: tuple[Cell, ...]
    n_rows: int
    n_columns: int
    origin: Literal["grid", "text"] = "grid"
    provenance: Provenance = Provenance()

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the cells row by row; a row's merged continuation is absent."""
        grouped: list[list[Cell]] = [[] for _ in range(self.n_rows)]
        for cell in self.cells:
            grouped[cell.row].append(cell)
        return tuple(tuple(row) for row in grouped)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it, down to the next heading of its level.

    Args:
        index: Position in :attr:`Document.sections` (pre-order).
        parent: Index of the enclosing section; None at the top.
        level: The heading's level, from 1.
        heading: The heading's paragraph.
        span: From the heading's first to the section's last character.
        blocks: Indexes into :attr:`Document.blocks` that stand directly or deeper under it,
            the heading's own block included, as a half-open range.
    """

    index: int
    parent: int | None
    level: int
    heading: Paragraph
    span: Span
    blocks: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a document was read from.

    Args:
        name: File name without folders.
        format: ``txt``, ``md``, ``html``, ``docx``, ``pdf``, or the name of a converted format.
        sha256: Digest of the bytes, in hexadecimal.
        encoding: Character encoding of text formats; None for binary ones.
    """

    name: str
    format: str
    sha256: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report as read: the raw text and the tree over it.

    Args:
        text: The raw text; every span points into it.
        blocks: Paragraphs and tables in reading order; they do not overlap.
        sections: The heading tree, flattened in pre-order.
        title: The report's title line; None if the report has none.
        source: The file.
        metadata: What stood outside the body: ``page_title``, ``site_name``, ``publisher``,
            ``published`` of a saved web page; ``header`` and ``footer`` of a Word file;
            ``author_field`` … Values are raw strings.
        notes: One line of Chinese for each thing that the reader could not read or left
            out (an image in place of a table, say); shown in the review, never hidden.
    """

    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    title: Paragraph | None
    source: Source
    metadata: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs in reading order, headings included."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> Iterator[Table]:
        """Yield the tables in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def quote(self, span: Span) -> str:
        """Return the raw text that ``span`` covers."""
        return self.text[span.start : span.end]

    def section_at(self, offset: int) -> Section | None:
        """Return the innermost section that holds ``offset``; None in front of the first."""
        inner: Section | None = None
        for section in self.sections:
            if section.span.start <= offset < section.span.end:
                inner = section
        return inner

    def top_section_at(self, offset: int) -> Section | None:
        """Return the level-1 section that holds ``offset``; None in front of the first."""
        section = self.section_at(offset)
        while section is not None and section.parent is not None:
            section = self.sections[section.parent]
        return section
