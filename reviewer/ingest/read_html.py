"""Saved web pages: the article out of a government site's page, tables with their merges."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from lxml import etree, html

from reviewer.document.build import BlockDraft, ParagraphDraft
from reviewer.document.model import Provenance
from reviewer.errors import CorruptFile, NoText
from reviewer.ingest.characters import clean, count_han, one_line
from reviewer.ingest.decode import Decoded, decode
from reviewer.ingest.html_article import drop_unseen, find_article
from reviewer.ingest.html_blocks import ArticleBlocks, read_blocks
from reviewer.ingest.info_lines import find_facts
from reviewer.ingest.limits import MIN_HAN, check_n_chars
from reviewer.ingest.reading import Reading
from reviewer.ingest.text_tables import find_tables_in
from reviewer.ingest.titles import find_title, is_title, prepare
from reviewer.regex import Regex

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_-]{2,20})""", re.IGNORECASE)
_XML_DECLARATION = Regex(r"^\s*<\?xml[^>]*\?>")
_HEAD_BYTES = 8192
_CHINESE = {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "utf-8", "utf8"}
# What a site states about its page → where it goes, best source first.
_META = {
    "page_title": ("articletitle", "og:title", "title"),
    "site_name": ("sitename", "og:site_name"),
    "column": ("columnname",),
    "published": ("pubdate", "publishdate", "og:release_date", "article:published_time", "createdate"),
    "publisher": ("contentsource", "source", "author"),
}
_SITE_SUFFIX = Regex(r"\s*(?:[-_|—–·]+\s*|\s{2,})[^-_|—–]{2,40}$")
_TAG = Regex(r"(<[^<>]*>)")
_INLINE = frozenset(("span", "font", "b", "strong", "i", "em", "u", "a", "sup", "sub", "o:p"))
_XML_SPACE = Regex("[\ufffe\uffff]")


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001  (all readers share one signature)
    """Return the blocks of the article in a saved page.

    Nothing is fetched and no entity is resolved; scripts, styles, hidden elements and
    the page's furniture go.

    Raises:
        CorruptFile: The page cannot be parsed, or its encoding is none that is known.
        TooLarge: More text than a report can have.
        NoText: A web archive without a page in it.
    """
    if b"MIME-Version:" in data[:_HEAD_BYTES] and b"multipart/related" in data[:_HEAD_BYTES]:
        data = _page_of_archive(data)
    decoded = _decode_page(data)
    check_n_chars(len(decoded.text) // 8)  # markup is most of a page; the text itself is checked later
    root = _parse(decoded.text)
    metadata = _read_meta(root)
    drop_unseen(root)
    for key, value in find_facts(_page_text(root)).items():
        metadata.setdefault(key, value)
    headline = _find_headline(root)
    if headline:
        metadata["page_title"] = headline
    blocks = read_blocks(find_article(root))
    if not blocks.drafts and count_han(decoded.text) >= MIN_HAN:
        blocks = _read_source(decoded.text)
    drafts = _with_title(find_tables_in(blocks.drafts), metadata.get("page_title", ""))
    notes = list(blocks.notes)
    if decoded.n_unreadable:
        notes.append(f"有 {decoded.n_unreadable} 处字节无法识别，已用“\ufffd”代替；请核对原网页的编码")
    numbered = tuple(replace(draft, provenance=Provenance(block=position)) for position, draft in enumerate(drafts))
    return Reading(numbered, metadata, tuple(notes), decoded.encoding)


def _page_of_archive(data: bytes) -> bytes:
    # Saved archives are rare, and the module costs as much to load as all others here together.
    import email  # noqa: PLC0415
    import email.policy  # noqa: PLC0415

    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload
    raise NoText("网页归档里没有网页正文；请在浏览器中另存为“仅 HTML”后重试")


def _decode_page(data: bytes) -> Decoded:
    """A declared charset counts only where the bytes do not speak for themselves (Big5, Shift-JIS …)."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    if declared:
        charset = declared[1].decode("ascii").lower()
        if charset not in _CHINESE and not charset.startswith("utf-16"):
            try:
                codec = codecs.lookup(charset).name
                return Decoded(data.decode(codec), codec)
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(data)


def _parse(text: str) -> html.HtmlElement:
    cleaned = _XML_DECLARATION.sub("", clean(_XML_SPACE.sub("", text)))
    # Bytes, not str: libxml2 would refuse a str that declares an encoding of its own.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise CorruptFile("网页内容无法解析；请在浏览器中打开后另存，或复制正文到 .docx 或 .txt") from error
    return root


def _read_source(text: str) -> ArticleBlocks:
    """Return the text between the tags, for pages nested too deeply to be parsed."""
    lines: list[str] = [""]
    closing = ""
    for position, piece in enumerate(_TAG.split(text)):
        if position % 2 == 0:
            lines[-1] += "" if closing else piece
            continue
        name = piece.strip("<>/ \t\r\n").partition(" ")[0].lower()
        if closing:
            closing = "" if piece.startswith("</") and name == closing else closing
        elif name in ("script", "style") and not piece.startswith("</"):
            closing = name
        elif name not in _INLINE:
            lines.append("")
    texts = [one_line(unescape(line)) for line in lines]
    note = "网页结构异常，只读取了文字，表格未能识别；请在浏览器中打开后另存，或提供 Word 版"
    return ArticleBlocks(tuple(ParagraphDraft(line) for line in texts if line), (note,))


def _read_meta(root: html.HtmlElement) -> dict[str, str]:
    stated: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("name") or element.get("property") or "").strip().lower()
        value = one_line(element.get("content") or "")
        if key and value:
            stated.setdefault(key, value[:200])
    metadata: dict[str, str] = {}
    for key, sources in _META.items():
        found = next((stated[source] for source in sources if source in stated), None)
        if found:
            metadata[key] = found
    page_title = one_line("".join(root.xpath("string(//head/title[1])")))
    if page_title and "page_title" not in metadata:
        metadata["page_title"] = _without_site(page_title, metadata.get("site_name", ""))
    return metadata


def _without_site(page_title: str, site_name: str) -> str:
    """Return a ``<title>`` without the site's and the columns' names behind it."""
    title = page_title
    if site_name:
        title = title.removesuffix(site_name).rstrip(" -_|—–·") or title
    while not is_title(title):
        shorter = _SITE_SUFFIX.sub("", title)
        if shorter == title or len(shorter) < 6:
            break
        title = shorter
    return title if is_title(title) else page_title


def _page_text(root: html.HtmlElement) -> str:
    return "\n".join(piece for piece in root.body.itertext() if not piece.isspace()) if root.body is not None else ""


def _find_headline(root: html.HtmlElement) -> str | None:
    """Return the headline as the page shows it, if it names a report: ``<h1>``, or an element called title."""
    named = root.xpath(
        "//h1 | //h2 | //h3 | //*[contains(@class,'title') or contains(@class,'Title') or contains(@id,'title')"
        " or contains(@class,'tit') or contains(@class,'bt') or contains(@class,'headline')]"
    )
    for element in named[:60]:
        text = one_line(element.text_content())
        if len(text) <= 80 and is_title(text):
            return text
    return None


def _with_title(drafts: Sequence[BlockDraft], page_title: str) -> list[BlockDraft]:
    """Put the page's headline in front of an article that does not repeat it."""
    ready = list(prepare(drafts))
    if find_title(ready) is not None or not is_title(page_title):
        return ready
    return [ParagraphDraft(page_title, level_hint=0), *ready]
