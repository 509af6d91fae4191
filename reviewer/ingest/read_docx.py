"""Word files (.docx), read from their XML: fast, and without anything outside the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reviewer.document.build import BlockDraft, ParagraphDraft, TableDraft
from reviewer.document.model import Provenance
from reviewer.errors import CorruptFile
from reviewer.ingest.characters import clean, join_wrapped, one_line
from reviewer.ingest.docx_numbering import Numberer, read_numbering
from reviewer.ingest.docx_package import Package, W, child_of, int_of, open_package, value_of
from reviewer.ingest.docx_styles import Style, drop_table_styles, read_styles
from reviewer.ingest.docx_tables import is_layout, read_hairlines, read_rows, to_table
from reviewer.ingest.docx_text import Fields, choose, read_paragraph
from reviewer.ingest.furniture import is_page_number
from reviewer.ingest.reading import Reading
from reviewer.ingest.text_tables import find_tables_in

_PPR, _RPR = f"{W}pPr", f"{W}rPr"
_P, _TBL = f"{W}p", f"{W}tbl"
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CORE = {
    "author_field": "{http://purl.org/dc/elements/1.1/}creator",
    "title_field": "{http://purl.org/dc/elements/1.1/}title",
}
_COMPANY = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Company"
_NOWHERE = Provenance()
_MAX_NOTES = 20
_MAX_DEPTH = 40


@dataclass
class _Story:
    """One story (body, header …) being read."""

    styles: dict[str, Style]
    default_style: str | None
    numberer: Numberer
    drafts: list[BlockDraft] = field(default_factory=list)
    fields: Fields = field(default_factory=Fields)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    images: int = 0
    ole: int = 0
    foreign: int = 0
    carried: str = ""  # text of a paragraph whose mark was deleted: it runs on into the next one


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001  (all readers share one signature)
    """Return the blocks of a .docx.

    Numbers that Word generates are put in front of the text; insertions are kept and
    deletions dropped. ``Provenance.block`` counts the paragraphs and tables that are
    children of the body, as python-docx does; it is None inside content controls.

    Raises:
        CorruptFile: The package or one of its parts is damaged.
        EncryptedFile: It needs a password.
        TooLarge: It would unpack to too much.
    """
    package = open_package(data)
    main = next((part for kind, part in package.relations("") if kind == "officeDocument"), "word/document.xml")
    root = package.read_xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise CorruptFile("文件里没有正文部分，可能已损坏；请用 Word 或 WPS 打开后另存为 .docx")
    relations = package.relations(main)
    parts = dict(reversed(relations))
    styles, default_style = read_styles(
        package.read_xml(parts.get("styles", "word/styles.xml"), shorten=drop_table_styles)
    )
    numberer = read_numbering(package.read_xml(parts.get("numbering", "word/numbering.xml")))
    story = _Story(styles, default_style, numberer)
    for element, index in _body_elements(body):
        _read_block(element, story, Provenance(block=index), 0)
    metadata = _read_properties(package)
    for kind in ("header", "footer"):
        text = _read_margins(package, [part for found, part in relations if found == kind], story)
        if text:
            metadata[kind] = text
    notes = [*_missing(story), *_read_footnotes(package, story, parts)]
    return Reading(tuple(find_tables_in(story.drafts)), metadata, tuple(notes))


def _body_elements(body: etree._Element) -> Iterator[tuple[etree._Element, int | None]]:
    """Yield what the body holds, with its index among the paragraphs and tables that are its children."""
    index = 0
    for child in body:
        if child.tag in (_P, _TBL):
            yield child, index
            index += 1
        else:
            yield child, None


def _read_block(element: etree._Element, story: _Story, provenance: Provenance, depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise CorruptFile("表格或文本框嵌套过深，无法读取；请用 Word 或 WPS 打开后另存为 .docx")
    tag = element.tag
    if tag == _P:
        _read_paragraph(element, story, provenance, depth)
    elif tag == _TBL:
        _read_table(element, story, provenance, depth)
    elif tag == f"{W}altChunk":
        story.foreign += 1
    elif tag in _WRAPPERS:
        if not _is_contents_control(element):
            for child in element:
                _read_block(child, story, provenance, depth + 1)
    elif tag == _ALTERNATE:
        choice = choose(element)
        for child in choice if choice is not None else ():
            _read_block(child, story, provenance, depth + 1)


def _is_contents_control(element: etree._Element) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _read_paragraph(paragraph: etree._Element, story: _Story, provenance: Provenance, depth: int) -> None:
    properties = child_of(paragraph, _PPR)
    style_id = value_of(properties, "pStyle") or story.default_style or ""
    style = story.styles.get(style_id, Style())
    found = read_paragraph(paragraph, story.styles, story.fields, bold=style.bold)
    story.footnotes.extend(found.footnotes)
    story.images += found.images
    story.ole += found.ole
    text = story.carried + clean(found.text)
    story.carried = ""
    if style.is_contents or style.hidden:
        return
    boxes = [box for _, box in found.boxes]
    leading = [box for before, box in found.boxes if not "".join(found.parts[:before]).strip()]
    for box in leading:
        _read_box(box, story, provenance, depth)
    if _mark_is_deleted(properties):
        story.carried = text
    elif text.strip():
        number = _number(properties, style, style_id, story)
        level = _outline(properties, style)
        emphasised = found.bold or value_of(properties, "jc") == "center"
        for piece in (number + text.strip()).split("\n"):
            line = "\t".join(one_line(part) for part in piece.split("\t"))
            if line.strip():
                story.drafts.append(ParagraphDraft(line, provenance, level, emphasised))
    else:
        _number(properties, style, style_id, story)
    for box in boxes[len(leading) :]:
        _read_box(box, story, provenance, depth)


def _outline(properties: etree._Element | None, style: Style) -> int | None:
    outline = int_of(properties, "outlineLvl")
    if outline is None:
        return style.outline
    return outline + 1 if outline < 9 else None


def _mark_is_deleted(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    mark = child_of(properties, _RPR)
    return mark is not None and child_of(mark, f"{W}del") is not None


def _number(properties: etree._Element | None, style: Style, style_id: str, story: _Story) -> str:
    """Return the number that Word shows in front of the paragraph, and count it."""
    numbering = child_of(properties, f"{W}numPr") if properties is not None else None
    num_id, level = style.num_id, style.level
    if numbering is not None:
        own_id, own_level = int_of(numbering, "numId"), int_of(numbering, "ilvl")
        num_id = num_id if own_id is None else own_id
        level = own_level if own_level is not None else (0 if own_id is not None else level)
    if not num_id:
        return ""
    if level is None:
        level = story.numberer.level_of_style(num_id, style_id)
    return story.numberer.next_number(num_id, level)


def _read_box(box: etree._Element, story: _Story, provenance: Provenance, depth: int) -> None:
    outer, story.fields = story.fields, Fields()
    for child in box:
        _read_block(child, story, provenance, depth + 1)
    story.fields = outer


def _read_table(table: etree._Element, story: _Story, provenance: Provenance, depth: int) -> None:
    rows = read_rows(table)
    if is_layout(rows):
        for row in rows:
            for cell in row.cells:
                for child in cell.element:
                    _read_block(child, story, provenance, depth + 1)
        return
    draft = to_table(rows, lambda cell: _cell_text(cell, story, depth), provenance, hairlines=read_hairlines(table))
    if draft is not None:
        story.drafts.append(draft)


def _cell_text(cell: etree._Element, story: _Story, depth: int) -> str:
    """Return all text of a cell on one line; tables inside it are flattened row by row."""
    outer, story.drafts = story.drafts, []
    for child in cell:
        _read_block(child, story, _NOWHERE, depth + 1)
    inner, story.drafts = story.drafts, outer
    lines: list[str] = []
    for draft in inner:
        if isinstance(draft, TableDraft):
            lines.append(" ".join(part.text for part in draft.cells if part.text))
        else:
            lines.append(draft.text)
    return join_wrapped(lines)


def _read_properties(package: Package) -> dict[str, str]:
    metadata: dict[str, str] = {}
    core = package.read_xml("docProps/core.xml")
    if core is not None:
        for key, tag in _CORE.items():
            value = one_line(core.findtext(tag) or "")
            if value:
                metadata[key] = value[:200]
    extended = package.read_xml("docProps/app.xml")
    company = one_line(extended.findtext(_COMPANY) or "") if extended is not None else ""
    if company:
        metadata["company_field"] = company[:200]
    return metadata


def _read_margins(package: Package, parts: Sequence[str], story: _Story) -> str:
    """Return the distinct lines of headers or footers, page numbers left out."""
    lines: list[str] = []
    for part in parts:
        root = package.read_xml(part)
        if root is None:
            continue
        margin = _Story(story.styles, story.default_style, Numberer())
        for child in root:
            _read_block(child, margin, Provenance(), 0)
        for draft in margin.drafts:
            texts = [draft.text] if isinstance(draft, ParagraphDraft) else [cell.text for cell in draft.cells]
            lines.extend(
                text
                for text in texts
                if text and text not in lines and not is_page_number(text) and not text.strip("-—– ").isdigit()
            )
    return " ".join(lines)


def _missing(story: _Story) -> list[str]:
    notes: list[str] = []
    if story.images:
        notes.append(f"正文中有 {story.images} 张图片，图中的文字和表格未读取；如有统计表，请提供文字版")
    if story.ole:
        notes.append(f"正文中有 {story.ole} 个嵌入对象（如 Excel 表格），未读取；请转换为 Word 表格后重试")
    if story.foreign:
        notes.append(f"正文中嵌入了 {story.foreign} 个外部文档片段，未读取；请用 Word 打开后另存为 .docx")
    return notes


def _read_footnotes(package: Package, story: _Story, parts: dict[str, str]) -> list[str]:
    notes: list[str] = []
    for kind, label in (("footnote", "脚注"), ("endnote", "尾注")):
        wanted = [note_id for found, note_id in story.footnotes if found == kind]
        root = package.read_xml(parts.get(f"{kind}s", f"word/{kind}s.xml")) if wanted else None
        if root is None:
            continue
        texts = {}
        for element in root.iter(W + kind):
            margin = _Story(story.styles, story.default_style, Numberer())
            for child in element:
                _read_block(child, margin, Provenance(), 0)
            texts[element.get(f"{W}id", "")] = " ".join(
                draft.text for draft in margin.drafts if isinstance(draft, ParagraphDraft)
            )
        notes.extend(
            f"{label}{position}（未计入正文）：{texts[note_id]}"
            for position, note_id in enumerate(wanted, start=1)
            if texts.get(note_id)
        )
    return notes[:_MAX_NOTES]
