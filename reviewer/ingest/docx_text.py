"""The text of one Word paragraph, read as if all tracked changes were accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from reviewer.ingest.docx_package import W, child_of, flag
from reviewer.ingest.docx_styles import Style

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"

_T, _R = f"{W}t", f"{W}r"
_TAB, _BREAKS = f"{W}tab", (f"{W}br", f"{W}cr")
_PROPERTIES, _BOLD, _VANISH, _RUN_STYLE = f"{W}rPr", f"{W}b", f"{W}vanish", f"{W}rStyle"
_SKIPPED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "proofErr", "bookmarkStart",
        "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "softHyphen",
        "sdtPr", "sdtEndPr", "lastRenderedPageBreak", "rt", "rubyPr", "smartTagPr", "customXmlPr",
    )
)  # fmt: skip
_NUMBER_SIGNS = {"F0A8": "□", "F06F": "□", "F0FE": "☑", "F052": "☑", "F0FC": "√", "F0D6": "√"}


@dataclass
class Fields:
    """Fields that are open while a story is read; they may run over several paragraphs."""

    open: list[_Field] = field(default_factory=list)

    @property
    def is_silent(self) -> bool:
        """Whether text at this place is a field's code, or a table of contents."""
        return any(not entry.shows_result or entry.is_contents for entry in self.open)


@dataclass
class _Field:
    code: str = ""
    shows_result: bool = False

    @property
    def is_contents(self) -> bool:
        return self.code.strip().upper().startswith("TOC")


@dataclass
class ParagraphText:
    """What a paragraph holds.

    Args:
        parts: Its text; a soft line break is a newline.
        boxes: Text boxes anchored in it, with the number of text parts in front of each.
        footnotes: Ids of the footnotes and endnotes it refers to.
        images: Pictures in it.
        ole: Embedded objects (a spreadsheet, say) in it.
        bold: Whether all its text is bold.
    """

    parts: list[str] = field(default_factory=list)
    boxes: list[tuple[int, etree._Element]] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    images: int = 0
    ole: int = 0
    bold: bool = True

    @property
    def text(self) -> str:
        """The text as one string, soft line breaks kept."""
        return "".join(self.parts)


def read_paragraph(
    paragraph: etree._Element, styles: Mapping[str, Style], fields: Fields, *, bold: bool = False
) -> ParagraphText:
    """Return the text of a ``w:p``; ``fields`` carries fields that were opened earlier on."""
    out = ParagraphText()
    _read_children(paragraph, out, styles, fields, bold=bold)
    return out


def _read_children(
    parent: etree._Element, out: ParagraphText, styles: Mapping[str, Style], fields: Fields, *, bold: bool
) -> None:
    for child in parent:
        tag = child.tag
        if tag == _R:
            _read_run(child, out, styles, fields, bold=bold)
        elif tag in _SKIPPED:
            continue
        elif tag == f"{_MC}AlternateContent":
            choice = choose(child)
            if choice is not None:
                _read_children(choice, out, styles, fields, bold=bold)
        elif tag == f"{_M}t":
            if not fields.is_silent:
                out.parts.append(child.text or "")
        else:  # hyperlinks, inserted and moved text, content controls, simple fields, formulas
            _read_children(child, out, styles, fields, bold=bold)


def choose(alternate: etree._Element) -> etree._Element | None:
    """Return the one branch of a compatibility choice that is read: the newer form, else the fallback."""
    choice = alternate.find(f"{_MC}Choice")
    return choice if choice is not None else alternate.find(f"{_MC}Fallback")


def _read_run(
    run: etree._Element, out: ParagraphText, styles: Mapping[str, Style], fields: Fields, *, bold: bool
) -> None:
    properties = child_of(run, _PROPERTIES)
    if properties is not None:
        style: Style | None = None
        hidden = own_bold = None
        for item in properties:
            tag = item.tag
            if tag == _BOLD:
                own_bold = flag(item)
            elif tag == _VANISH:
                hidden = flag(item)
            elif tag == _RUN_STYLE:
                style = styles.get(item.get(f"{W}val", ""))
        if hidden or (hidden is None and style is not None and style.hidden):
            return
        bold = own_bold if own_bold is not None else bold or (style is not None and style.bold)
    for child in run:
        tag = child.tag
        if tag == _T:
            if child.text and not fields.is_silent:
                out.parts.append(child.text)
                if not bold and not child.text.isspace():
                    out.bold = False
        elif tag == _PROPERTIES:
            continue
        else:
            _read_run_child(child, out, styles, fields, bold=bold)


def _read_run_child(
    child: etree._Element, out: ParagraphText, styles: Mapping[str, Style], fields: Fields, *, bold: bool
) -> None:
    tag = child.tag
    if tag == f"{W}fldChar":
        _follow_field(child, fields)
    elif tag == f"{W}instrText":
        if fields.open:
            fields.open[-1].code += child.text or ""
    elif fields.is_silent:
        return
    elif tag in (_TAB, f"{W}ptab"):
        out.parts.append("\t")
    elif tag in _BREAKS:
        out.parts.append("\n")
    elif tag == f"{W}noBreakHyphen":
        out.parts.append("-")
    elif tag == f"{W}sym":
        out.parts.append(_read_symbol(child))
    elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
        out.footnotes.append((tag[len(W) : -len("Reference")], child.get(f"{W}id", "")))
    elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
        _read_drawing(child, out)
    elif tag == f"{_MC}AlternateContent":
        choice = choose(child)
        for inner in choice if choice is not None else ():
            _read_run_child(inner, out, styles, fields, bold=bold)
    elif tag == f"{W}ruby":
        _read_children(child, out, styles, fields, bold=bold)


def _follow_field(mark: etree._Element, fields: Fields) -> None:
    kind = mark.get(f"{W}fldCharType")
    if kind == "begin":
        fields.open.append(_Field())
    elif fields.open and kind == "separate":
        fields.open[-1].shows_result = True
    elif fields.open and kind == "end":
        fields.open.pop()


def _read_symbol(symbol: etree._Element) -> str:
    code = symbol.get(f"{W}char", "").upper()
    if code in _NUMBER_SIGNS:
        return _NUMBER_SIGNS[code]
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    # F0xx are places in a pictorial font; what they show cannot be told from the code.
    return chr(value) if 0x20 <= value < 0xD800 else ""


def _read_drawing(drawing: etree._Element, out: ParagraphText) -> None:
    boxes = list(_outer_boxes(drawing))
    out.boxes.extend((len(out.parts), box) for box in boxes)
    if not boxes:
        if next(drawing.iter(_OLE_OBJECT), None) is not None:
            out.ole += 1
        elif next(drawing.iter(_PICTURE, _IMAGE_DATA), None) is not None:
            out.images += 1


def _outer_boxes(element: etree._Element) -> list[etree._Element]:
    """Return the text boxes in ``element``, each once, whether drawn the new or the old way."""
    if element.tag == f"{W}txbxContent":
        return [element]
    if element.tag == f"{_MC}AlternateContent":
        choice = choose(element)
        return _outer_boxes(choice) if choice is not None else []
    return [box for child in element for box in _outer_boxes(child)]
