"""What paragraph and character styles of a .docx say that matters for reading."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from reviewer.ingest.docx_package import W, flag, int_of, value_of
from reviewer.regex import Regex

_HEADING_NAME = Regex(r"heading ([1-9])")
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits.

    Args:
        num_id: Numbering that paragraphs of the style carry; 0 switches an inherited one off.
        level: Level in that numbering; None if the numbering links to the style instead.
        outline: Outline level from 1; 0 for a title; None for body text.
        bold: Whether its text is bold.
        hidden: Whether its text is hidden.
        is_contents: It is the style of an entry in a table of contents.
    """

    num_id: int | None = None
    level: int | None = None
    outline: int | None = None
    bold: bool = False
    hidden: bool = False
    is_contents: bool = False


def drop_table_styles(source: bytes) -> bytes:
    """Return the source of a styles part without the styles of tables.

    They carry nothing that is read, and are most of what some programs write. Source
    that is laid out in another way comes back as it is.
    """
    head, *styles = source.split(b"<w:style ")
    kept = [head]
    for style in styles:
        if b'w:type="table"' in style[: style.find(b">")]:
            kept.append(style[style.rfind(b"</w:style>") + len(b"</w:style>") :] if b"</w:style>" in style else b"")
        else:
            kept.append(b"<w:style " + style)
    return b"".join(kept)


def read_styles(root: etree._Element | None) -> tuple[dict[str, Style], str | None]:
    """Return the styles by id, and the id of the default paragraph style."""
    if root is None:
        return {}, None
    elements = {element.get(f"{W}styleId", ""): element for element in root.iter(f"{W}style")}
    default = next(
        (
            style_id
            for style_id, element in elements.items()
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true")
        ),
        None,
    )
    resolved: dict[str, Style] = {}
    for style_id in elements:
        _resolve(style_id, elements, resolved, 0)
    return resolved, default


def _resolve(style_id: str, elements: dict[str, etree._Element], resolved: dict[str, Style], depth: int) -> Style:
    if style_id in resolved:
        return resolved[style_id]
    element = elements.get(style_id)
    if element is None or depth > _MAX_DEPTH:
        return Style()
    base_id = value_of(element, "basedOn")
    base = _resolve(base_id, elements, resolved, depth + 1) if base_id else Style()
    style = _own(element, base)
    resolved[style_id] = style
    return style


def _own(element: etree._Element, base: Style) -> Style:
    name = (value_of(element, "name") or "").lower()
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    style = replace(base, is_contents=base.is_contents or name.startswith("toc ") or name == "toc heading")
    if paragraph is not None:
        numbering = paragraph.find(f"{W}numPr")
        if numbering is not None:
            num_id = int_of(numbering, "numId")
            style = replace(style, num_id=style.num_id if num_id is None else num_id, level=int_of(numbering, "ilvl"))
        outline = int_of(paragraph, "outlineLvl")
        if outline is not None:
            style = replace(style, outline=outline + 1 if outline < 9 else None)
    heading = _HEADING_NAME.fullmatch(name)
    if heading and style.outline is None:
        style = replace(style, outline=int(heading[1]))
    if name == "title":
        style = replace(style, outline=0)
    if run is not None:
        bold, hidden = flag(run.find(f"{W}b")), flag(run.find(f"{W}vanish"))
        style = replace(
            style,
            bold=style.bold if bold is None else bold,
            hidden=style.hidden if hidden is None else hidden,
        )
    return style
