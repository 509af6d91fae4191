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
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from lxml import etree

from reviewer.document.model import Document, Paragraph, Table
from reviewer.document.span import Span
from reviewer.ingest.docx_package import open_package
from reviewer.render.comment_text import finding_lines, summary_lines
from reviewer.render.docx_anchor import Anchors
from reviewer.render.safe_text import visible
from reviewer.render.view import build_view
from reviewer.review.model import Review

_AUTHOR, _INITIALS = "reviewer", "审"
_BODY_FONT, _HEADING_FONT, _COMMENT_FONT = "仿宋", "黑体", "宋体"
_TEXT_WIDTH_MM, _MAX_WEIGHT = 156, 12
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
    table = word.add_table(block.n_rows, block.n_columns, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, _widths(block), strict=True):
        column.width = width
        for whole in column.cells:
            whole.width = width  # before cells are merged: their widths add up
    for cell in block.cells:
        target = table.cell(cell.row, cell.column)
        if cell.row_span > 1 or cell.column_span > 1:
            target = target.merge(table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
        paragraph: WordParagraph = target.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _set_font(paragraph.add_run(visible(cell.text)), _COMMENT_FONT, 9, bold=False)


def _widths(block: Table) -> list[Mm]:
    """Return the columns' widths: more for those that hold words than for those that hold figures."""
    longest = [1] * block.n_columns
    for cell in block.cells:
        if cell.column_span == 1:
            longest[cell.column] = max(longest[cell.column], len(cell.text))
    weights = [min(length, _MAX_WEIGHT) + 2 for length in longest]
    return [Mm(_TEXT_WIDTH_MM * weight / sum(weights)) for weight in weights]


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
