"""An article element → drafts of paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html

from reviewer.document.build import BlockDraft, CellDraft, ParagraphDraft, TableDraft
from reviewer.ingest.characters import count_han, takes_no_space
from reviewer.regex import Regex

_BLOCK_TAGS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "summary", "ul", "caption", "td", "th", "tr", "tbody", "thead", "tfoot", "html",
}  # fmt: skip
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"}
_BOLD_STYLE = Regex(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BREAK = "\x1e"  # a <br>: paragraphs part here, cells do not
_SPACES = Regex("[ \t\r\n\x0b\x0c\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_FILE_LINK = Regex(r"\.(?:docx?|pdf|xlsx?|wps|et|zip|rar|ofd|pptx?)(?:[?#].*)?$", re.IGNORECASE)
_HAN_DIGITS = "〇一二三四五六七八九"
_MAX_SPAN = 100
_MAX_CELLS = 20_000
_LAYOUT_CELL_HAN = 260
_MIN_IMAGE_SIZE = 120


@dataclass(frozen=True, slots=True)
class ArticleBlocks:
    """The drafts of an article and what could not be read of it."""

    drafts: tuple[BlockDraft, ...]
    notes: tuple[str, ...]


@dataclass
class _Collector:
    """Runs of text of the paragraph at hand, and the finished blocks."""

    drafts: list[BlockDraft] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    plain_han: int = 0
    bold_han: int = 0
    level: int | None = None
    centred: bool = False
    images: int = 0
    attachments: list[str] = field(default_factory=list)

    def add(self, text: str, *, bold: bool) -> None:
        self.runs.append(text)
        han = count_han(text)
        if bold:
            self.bold_han += han
        else:
            self.plain_han += han

    def close(self) -> None:
        """End the paragraph; every <br> in it ends one too."""
        emphasised = self.centred or (self.bold_han > 0 and self.plain_han == 0)
        for piece in "".join(self.runs).split(_BREAK):
            text = collapse(piece)
            if text:
                self.drafts.append(ParagraphDraft(text, level_hint=self.level, emphasised=emphasised))
        self.runs.clear()
        self.plain_han = self.bold_han = 0


def read_blocks(article: html.HtmlElement) -> ArticleBlocks:
    """Return the paragraphs and tables of ``article`` in reading order.

    A table that only lays the page out is unwrapped; a file link on a line of its own
    is reported as an attachment.
    """
    out = _Collector()
    _walk(article, out, bold=False)
    out.close()
    notes: list[str] = []
    if out.images:
        notes.append(f"正文中有 {out.images} 张图片，图中的文字和表格未读取；如有统计表，请提供文字版")
    if out.attachments:
        names = "、".join(f"“{name}”" for name in out.attachments[:3])
        notes.append(f"网页附件{names}未随正文读取；如统计表在附件中，请一并提供")
    return ArticleBlocks(tuple(out.drafts), tuple(notes))


def collapse(text: str) -> str:
    """Return ``text`` on one line; a line break between Chinese characters leaves no space."""

    def seam(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if not before or not after:
            return ""
        broken = "\n" in found[0] or "\r" in found[0]
        return "" if broken and (takes_no_space(before) or takes_no_space(after)) else " "

    return _SPACES.sub(seam, text)


def _walk(element: html.HtmlElement, out: _Collector, *, bold: bool) -> None:
    tag = element.tag
    if not isinstance(tag, str):
        return
    if tag == "br":
        out.runs.append(_BREAK)
        return
    if tag == "img":
        out.images += 1 if _is_picture(element) else 0
        return
    if tag == "a" and _is_attachment(element):
        out.attachments.append(collapse(element.text_content()) or "附件")
        return
    if tag == "table":
        out.close()
        _read_table(element, out, bold=bold)
        return
    is_block = tag in _BLOCK_TAGS
    level, centred = out.level, out.centred
    if is_block:
        out.close()
        out.level = _HEADINGS.get(tag, level)
        out.centred = centred or tag == "center" or _is_centred(element)
    bold = bold or tag in _BOLD or _BOLD_STYLE.search(element.get("style") or "") is not None
    if tag == "li":
        out.runs.append(_list_number(element))
    if element.text:
        out.add(element.text, bold=bold)
    for child in element:
        _walk(child, out, bold=bold)
        if child.tail:
            out.add(child.tail, bold=bold)
    if is_block:
        out.close()
        out.level, out.centred = level, centred


def _is_centred(element: html.HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "text-align:center" in style or (element.get("align") or "").lower() == "center"


def _is_picture(image: html.HtmlElement) -> bool:
    """Tell a picture from an icon: an icon states a small size or calls itself one."""
    sizes = [int(value) for value in (image.get("width"), image.get("height")) if value and value.isdigit()]
    if sizes:
        return max(sizes) >= _MIN_IMAGE_SIZE
    source = (image.get("src") or "").lower()
    return not any(word in source for word in ("icon", "logo", "ico_", "/ico", "filetype", "print", "share"))


def _is_attachment(link: html.HtmlElement) -> bool:
    """A link to a file with nothing around it, or one that calls itself an attachment."""
    if not _FILE_LINK.search(link.get("href") or ""):
        return False
    text = collapse(link.text_content())
    if _FILE_LINK.search(text) or "附件" in text or "下载" in text:
        return True
    parent = link.getparent()
    return parent is not None and parent.tag in ("p", "li", "div", "td") and collapse(parent.text_content()) == text


def _list_number(item: html.HtmlElement) -> str:
    """Return the number that a browser puts in front of an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "none" in (parent.get("style") or ""):
        return ""
    start = parent.get("start") or "1"
    items = [child for child in parent if child.tag == "li"]
    value = (int(start) if start.isdigit() and len(start) < 4 else 1) + items.index(item)
    name = parent.get("class") or ""  # lists that the UEditor widget numbers the Chinese way
    if "custom_cn1" in name:
        return f"（{_to_han(value)}）"
    if "custom_cn2" in name or "custom_cn" in name:
        return f"{_to_han(value)}、"
    if "custom_num1" in name or "custom_num2" in name:
        return f"（{value}）"
    return f"{value}."


def _to_han(value: int) -> str:
    if value < 10:
        return _HAN_DIGITS[value]
    tens, ones = divmod(value, 10)
    return f"{'' if tens == 1 else _HAN_DIGITS[tens % 10]}十{_HAN_DIGITS[ones] if ones else ''}"


# --- tables -------------------------------------------------------------------------------------


def _read_table(table: html.HtmlElement, out: _Collector, *, bold: bool) -> None:
    rows = list(_own_rows(table))
    cells = [cell for row in rows for cell in row if isinstance(cell.tag, str) and cell.tag in ("td", "th")]
    caption = table.find("caption")
    if caption is not None:
        _walk(caption, out, bold=bold)
        out.close()
    if _is_layout(table, cells):
        for cell in cells:
            _walk(cell, out, bold=bold)
            out.close()
        return
    draft = _to_grid(rows)
    if draft is not None:
        out.drafts.append(draft)
    out.images += sum(_is_picture(image) for image in table.iter("img"))


def _own_rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            for row in child:
                if row.tag == "tr":
                    yield row


def _is_layout(table: html.HtmlElement, cells: list[html.HtmlElement]) -> bool:
    """Tell a table that arranges a page from one that holds data.

    Layout has tables or headings inside its cells, one cell only, or a cell that is a text.
    """
    filled = [cell for cell in cells if cell.text_content().strip()]
    if len(filled) <= 1:
        return True
    if any(inner is not table and count_han(inner.text_content()) for inner in table.iter("table", "h1", "h2", "h3")):
        return True
    long = [cell for cell in filled if len(cell.text_content()) > _LAYOUT_CELL_HAN]
    return any(count_han(cell.text_content()) > _LAYOUT_CELL_HAN and len(cell.findall(".//p")) > 2 for cell in long)


def _span(cell: html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isdigit() and len(value) < 5 else 1


def _to_grid(rows: list[html.HtmlElement]) -> TableDraft | None:
    """Place each cell as a browser does; a span never reaches over a cell or below the last row."""
    taken: set[tuple[int, int]] = set()
    drafts: list[CellDraft] = []
    for row_index, row in enumerate(rows):
        column = 0
        for cell in row:
            if not isinstance(cell.tag, str) or cell.tag not in ("td", "th"):
                continue
            while (row_index, column) in taken:
                column += 1
            row_span = min(_span(cell, "rowspan"), len(rows) - row_index)
            column_span = _span(cell, "colspan")
            free = 1
            while free < column_span and (row_index, column + free) not in taken:
                free += 1
            taken.update((row_index + down, column + right) for down in range(row_span) for right in range(free))
            drafts.append(CellDraft(row_index, column, cell_text(cell), row_span, free))
            column += free
        if len(taken) > _MAX_CELLS:
            break
    if not drafts:
        return None
    return TableDraft(cells=tuple(_trim_columns(drafts)))


def _trim_columns(drafts: list[CellDraft]) -> list[CellDraft]:
    """Cut spans that reach past the last column in which any cell starts (colspan="100" on a caption)."""
    last = max(cell.column for cell in drafts)
    return [
        CellDraft(cell.row, cell.column, cell.text, cell.row_span, min(cell.column_span, last + 1 - cell.column))
        for cell in drafts
    ]


def cell_text(cell: html.HtmlElement) -> str:
    """Return a cell's text on one line; its line breaks and paragraphs leave no space between Chinese characters."""
    parts: list[str] = []
    _gather(cell, parts)
    return collapse("".join(parts).strip())


def _gather(element: html.HtmlElement, parts: list[str]) -> None:
    if element.text:
        parts.append(element.text)
    for child in element:
        breaks = child.tag in _BLOCK_TAGS or child.tag == "br"
        if breaks:
            parts.append("\n")
        _gather(child, parts)
        if breaks:
            parts.append("\n")
        if child.tail:
            parts.append(child.tail)
