"""The review as comments in a Word file: the draft itself where it is one, else a copy of its text.

The same review and file give the same bytes: comments bear no date, and the package's
entries all bear that of the zip format's first day.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.run import Run
from lxml import etree

from reviewer.document.model import Cell, Document, Paragraph, Table
from reviewer.document.span import Span
from reviewer.ingest.docx_package import open_package
from reviewer.render.comment_text import finding_lines, summary_lines
from reviewer.render.docx_anchor import Anchors
from reviewer.render.safe_text import visible
from reviewer.render.view import build_view
from reviewer.review.model import Review

_AUTHOR, _INITIALS = "reviewer", "审"
_BODY_FONT, _HEADING_FONT, _COMMENT_FONT = "仿宋", "黑体", "宋体"
_TEXT_WIDTH = 8844  # 156 mm in twentieths of a point
_MAX_WEIGHT = 12  # characters after which a column is not made wider
_LAID_OUT = "本文件按读出的文字重新排版，版式与原文件不同。"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (OpcError, KeyError, ValueError, AttributeError, BadZipFile, etree.XMLSyntaxError)


def render(review: Review, source_bytes: bytes | None) -> bytes:
    """Return a .docx with a comment for each finding and one for the review as a whole.

    Args:
        review: What is known of the draft.
        source_bytes: The file that the draft was read from; None if it is not at hand.
            Used if it is a .docx that can be written; otherwise the draft's text is laid
            out anew, its tables as tables.

    Raises:
        IngestError: ``source_bytes`` claims to be a .docx but is damaged or far too large.
    """
    document = review.document
    word = _open(source_bytes) if source_bytes is not None and document.source.format == "docx" else None
    if word is not None:
        _comment(review, word, [block.provenance.block for block in document.blocks], ())
    else:
        word = _lay_out(document)
        _comment(review, word, range(len(document.blocks)), (_LAID_OUT,))
    buffer = BytesIO()
    word.save(buffer)
    return _without_dates(buffer.getvalue())


def _open(source: bytes) -> WordDocument | None:
    """Return the Word file, or None if it is of a kind that cannot be written (strict, with macros)."""
    open_package(source)
    try:
        return docx.Document(BytesIO(source))
    except _UNREADABLE:
        return None


def _comment(review: Review, word: WordDocument, numbers: Sequence[int | None], remarks: tuple[str, ...]) -> None:
    """Put the comments at their places; those without a place go to the title."""
    view = build_view(review)
    anchors = Anchors(review.document, word.element.body, numbers)
    title = review.document.title
    top = (anchors.runs_at(title.span) if title else None) or anchors.first_runs()
    if top is None:
        run = word.add_paragraph().add_run(visible(view.title))
        top = (run._r, run._r)
    _add(word, top, (*summary_lines(view), *remarks))
    in_place: list[tuple[Span, tuple[str, ...]]] = []
    for finding, shown in zip(review.findings, view.findings, strict=True):
        if finding.span is None:
            _add(word, top, finding_lines(shown))
        else:
            in_place.append((finding.span, finding_lines(shown)))
    for span, lines in in_place:
        _add(word, anchors.runs_at(span) or top, lines)


def _add(word: WordDocument, runs: tuple[etree._Element, etree._Element], lines: tuple[str, ...]) -> None:
    first, last = (Run(run, word._body) for run in runs)  # type: ignore[arg-type]
    comment = word.add_comment([first, last], "\n".join(lines), _AUTHOR, _INITIALS)
    comment._comment_elm.attrib.pop(qn("w:date"), "")
    for order, paragraph in enumerate(comment.paragraphs):
        for run in paragraph.runs:
            _set_font(run, _COMMENT_FONT, 10, bold=order == 0)


def _lay_out(document: Document) -> WordDocument:
    """Return a new Word file with the draft's text; its body holds one element for each block."""
    word = docx.Document()
    for child in [child for child in word.element.body if child.tag != qn("w:sectPr")]:
        word.element.body.remove(child)
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    properties = word.core_properties
    properties.author, properties.title, properties.comments = _AUTHOR, "", ""
    for name in ("dcterms:created", "dcterms:modified"):
        for element in properties._element.findall(qn(name)):
            properties._element.remove(element)
    for block in document.blocks:
        if isinstance(block, Table):
            _lay_out_table(word, block)
        else:
            _lay_out_paragraph(word, document, block)
    return word


def _lay_out_paragraph(word: WordDocument, document: Document, block: Paragraph) -> None:
    paragraph = word.add_paragraph()
    run = paragraph.add_run(visible(document.quote(block.span)))
    paragraph.paragraph_format.line_spacing = 1.5
    paragraph.paragraph_format.space_after = Pt(0)
    if block.heading_level == 0:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(16)
        _set_font(run, _COMMENT_FONT, 20, bold=True)
        return
    paragraph.paragraph_format.first_line_indent = Pt(32)
    _set_font(run, _HEADING_FONT if block.is_heading else _BODY_FONT, 16, bold=False)


def _lay_out_table(word: WordDocument, block: Table) -> None:
    """Append a table; its XML is written at once, for python-docx looks cells up one by one in O(n)."""
    widths = _widths(block)
    table: etree._Element = OxmlElement("w:tbl")
    properties = _append(table, "w:tblPr")
    _append(properties, "w:tblStyle", val="TableGrid")
    _append(properties, "w:tblW", w=0, type="auto")
    _append(properties, "w:jc", val="center")
    _append(properties, "w:tblLayout", type="fixed")
    grid = _append(table, "w:tblGrid")
    for width in widths:
        _append(grid, "w:gridCol", w=width)
    covering = {
        (row, column): cell
        for cell in block.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    for row in range(block.n_rows):
        line = _append(table, "w:tr")
        column = 0
        while column < block.n_columns:
            cell = covering.get((row, column), Cell(row, column, "", None))
            _append_cell(line, cell, sum(widths[column : column + cell.column_span]), is_first=cell.row == row)
            column = cell.column + cell.column_span
    body = word.element.body
    body.insert(len(body) - 1, table)  # the section's properties stay last


def _append_cell(line: etree._Element, cell: Cell, width: int, *, is_first: bool) -> None:
    """Append a ``w:tc``: the cell itself, or its continuation in a later row."""
    element = _append(line, "w:tc")
    properties = _append(element, "w:tcPr")
    _append(properties, "w:tcW", w=width, type="dxa")
    if cell.column_span > 1:
        _append(properties, "w:gridSpan", val=cell.column_span)
    if cell.row_span > 1:
        _append(properties, "w:vMerge", val="restart" if is_first else "continue")
    _append(properties, "w:vAlign", val="center")
    paragraph = _append(element, "w:p")
    _append(_append(paragraph, "w:pPr"), "w:jc", val="center")
    if not is_first or not cell.text:
        return
    run = _append(paragraph, "w:r")
    style = _append(run, "w:rPr")
    _append(style, "w:rFonts", ascii=_COMMENT_FONT, hAnsi=_COMMENT_FONT, eastAsia=_COMMENT_FONT)
    _append(style, "w:sz", val=18)
    text = _append(run, "w:t")
    text.text = visible(cell.text)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _append(parent: etree._Element, tag: str, **attributes: str | int) -> etree._Element:
    child = etree.SubElement(parent, qn(tag))
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), str(value))
    return child


def _widths(block: Table) -> list[int]:
    """Return the columns' widths in twentieths of a point, wider for words than for figures."""
    longest = [1] * block.n_columns
    for cell in block.cells:
        if cell.column_span == 1:
            longest[cell.column] = max(longest[cell.column], len(cell.text))
    weights = [min(length, _MAX_WEIGHT) + 2 for length in longest]
    return [_TEXT_WIDTH * weight // sum(weights) for weight in weights]


def _set_font(run: Run, name: str, size: float, *, bold: bool) -> None:
    """Set one font for Latin and Chinese characters alike."""
    run.font.name = name
    run.font.size = Pt(size)
    run.font.bold = bold or None
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _without_dates(package: bytes) -> bytes:
    """Return the same package with every entry dated to the first day of the format."""
    buffer = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = ZipInfo(entry.filename, _FIRST_DAY)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(entry))
    return buffer.getvalue()
