"""PDF files with a text layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reviewer.document.build import BlockDraft
from reviewer.document.model import Provenance
from reviewer.errors import CorruptFile, EncryptedFile, NoText, TooLarge
from reviewer.ingest.characters import count_han, one_line
from reviewer.ingest.limits import MIN_HAN, check_n_chars
from reviewer.ingest.pdf_frame import frame_of
from reviewer.ingest.pdf_lines import Char, Line, read_chars, to_lines
from reviewer.ingest.pdf_paragraphs import Layout, PlacedLine, drop_margins, measure, to_paragraphs
from reviewer.ingest.pdf_rules import Grid, find_grids, read_rules
from reviewer.ingest.pdf_tables import PageTable, is_continuation, join, to_page_tables
from reviewer.ingest.reading import Reading
from reviewer.ingest.text_tables import find_tables as find_tables_in_text

if TYPE_CHECKING:
    import pypdfium2

_MAX_PAGES = 500
_TAIL_BYTES = 8192
_SCANNED = "请先用 OCR 识别，或提供 Word 版"
_INFO = {"Author": "author_field", "Title": "title_field"}


@dataclass(frozen=True, slots=True)
class _Pages:
    """What was read off each page."""

    chars: list[list[Char]]
    heights: list[float]
    grids: list[list[Grid]]
    metadata: dict[str, str]


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001  (all readers share one signature)
    """Return the blocks of a PDF: paragraphs joined over lines and pages, ruled tables as grids.

    Running headers and page numbers go; headers are kept in the metadata.

    Raises:
        NoText: A scan: pages without a text layer.
        EncryptedFile: The file needs a password.
        CorruptFile: The file is cut off or damaged.
        TooLarge: More than 500 pages.
    """
    if b"startxref" not in data[-_TAIL_BYTES:]:
        raise CorruptFile("PDF 不完整（缺少文件尾），可能没有下载完；请重新下载或重新导出")
    pages = _read_pages(data)
    n_han = sum(count_han(char.text) for chars in pages.chars for char in chars)
    if n_han < MIN_HAN:
        raise NoText(f"PDF 没有文字层（可能是扫描件），只读到 {n_han} 个汉字；{_SCANNED}")
    tables = [
        table
        for number, (grids, chars) in enumerate(zip(pages.grids, pages.chars, strict=True), start=1)
        for table in to_page_tables(number, grids, chars)
    ]
    outside = [
        to_lines(_outside(chars, [table for table in tables if table.page == number]))
        for number, chars in enumerate(pages.chars, start=1)
    ]
    lines, header = drop_margins(outside, pages.heights)
    drafts = list(_to_blocks(lines, tables))
    metadata = pages.metadata
    if header:
        metadata["header"] = header
    numbered = tuple(
        replace(draft, provenance=replace(draft.provenance, block=position)) for position, draft in enumerate(drafts)
    )
    return Reading(numbered, metadata, _notes(pages))


def _read_pages(data: bytes) -> _Pages:
    import pypdfium2 as pdfium  # noqa: PLC0415  (costs start-up time that only PDF files should pay)

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile("PDF 有打开密码；请去掉密码后重试") from error
        raise CorruptFile("PDF 已损坏，打不开；请重新下载或重新导出") from error
    try:
        n_pages = len(document)
        if n_pages > _MAX_PAGES:
            raise TooLarge(f"PDF 有 {n_pages} 页，超过上限 {_MAX_PAGES} 页；请只保留报告正文")
        if not n_pages:
            raise CorruptFile("PDF 里没有页面；请重新下载或重新导出")
        return _read_open(document)
    except pdfium.PdfiumError as error:
        raise CorruptFile("PDF 的某一页已损坏，读不出来；请重新下载或重新导出") from error
    finally:
        document.close()


def _read_open(document: pypdfium2.PdfDocument) -> _Pages:
    chars: list[list[Char]] = []
    heights: list[float] = []
    grids: list[list[Grid]] = []
    n_chars = 0
    for index in range(len(document)):
        page = document[index]
        frame = frame_of(page)
        chars.append(read_chars(page, frame))
        heights.append(frame.shown_height)
        n_chars += len(chars[-1])
        check_n_chars(n_chars)
        grids.append(find_grids(read_rules(page, frame)) if chars[-1] else [])
        page.close()
    stated = document.get_metadata_dict()
    metadata = {key: one_line(stated[name])[:200] for name, key in _INFO.items() if one_line(stated.get(name, ""))}
    return _Pages(chars, heights, grids, metadata)


def _outside(chars: Sequence[Char], tables: Sequence[PageTable]) -> Iterator[Char]:
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, char.middle
        if not any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in (table.box for table in tables)):
            yield char


def _to_blocks(pages: Sequence[Sequence[Line]], tables: Sequence[PageTable]) -> Iterator[BlockDraft]:
    """Yield paragraphs and tables in reading order; a table splits the text around it."""
    layout = measure([line for lines in pages for line in lines])
    waiting: list[PlacedLine] = []
    parts: list[PageTable] = []
    for number, lines in enumerate(pages, start=1):
        here = [table for table in tables if table.page == number]
        items: list[tuple[float, Line | PageTable]] = [
            *((line.top, line) for line in lines),
            *((table.box[1], table) for table in here),
        ]
        for _, item in sorted(items, key=lambda entry: entry[0]):
            if isinstance(item, Line):
                if parts:
                    yield from join(parts)
                    parts = []
                waiting.append(PlacedLine(item, number))
                continue
            if parts and not is_continuation(parts, item):
                yield from join(parts)
                parts = []
            yield from _to_text_blocks(waiting, layout)
            waiting = []
            parts.append(item)
    if parts:
        yield from join(parts)
    yield from _to_text_blocks(waiting, layout)


def _to_text_blocks(lines: Sequence[PlacedLine], layout: Layout) -> Iterator[BlockDraft]:
    """Yield the paragraphs of a run of lines, and tables that are drawn without rules."""
    position = 0
    for table in find_tables_in_text([placed.line.text for placed in lines]):
        yield from to_paragraphs(lines[position : table.start], layout)
        yield replace(table.draft, provenance=Provenance(page=lines[table.start].page))
        position = table.stop
    yield from to_paragraphs(lines[position:], layout)


def _notes(pages: _Pages) -> tuple[str, ...]:
    empty = [str(number) for number, chars in enumerate(pages.chars, start=1) if not chars]
    if not empty:
        return ()
    return (f"第 {'、'.join(empty[:20])} 页没有文字层（空白页、图片或扫描页），未读取；如有内容，{_SCANNED}",)
