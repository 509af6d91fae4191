"""Plain text and Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import PurePath

from reviewer.document.build import BlockDraft, ParagraphDraft
from reviewer.document.model import Provenance
from reviewer.ingest.characters import clean, one_line
from reviewer.ingest.decode import decode
from reviewer.ingest.limits import check_n_chars
from reviewer.ingest.reading import Reading
from reviewer.ingest.text_tables import find_tables
from reviewer.ingest.wrapping import unwrap
from reviewer.regex import Regex

_LINE_BREAK = Regex("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Left by copying from the source of a page.
_ENTITY = Regex(
    r"&(?:nbsp|emsp|ensp|thinsp|[lr][ds]quo|hellip|[mn]dash|middot|lt|gt|amp|quot|#\d{2,5}|#x[0-9a-fA-F]{2,4});"
)
_MARKDOWN_HEADING = Regex(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = Regex(r"^ {0,3}(?:=+|-{3,}|\*{3,}|_{3,})\s*$")
_FENCE = Regex(r"^\s*(?:```|~~~)")
_QUOTE = Regex(r"^\s*>\s?")
_BULLET = Regex(r"^\s*[-*+]\s+(?=\S)")
_ESCAPED = Regex(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_LINK = Regex(r"!?\[([^\[\]\n]{0,200})\]\([^()\s]{0,500}\)")
_EMPHASIS = Regex(r"(\*{1,3}|_{2,3}|~~|`)(?=\S)([^*_~`\n]{1,400}?)(?<=\S)\1")


def read(data: bytes, name: str) -> Reading:
    """Return the blocks of a text file; Markdown marks are undone if ``name`` ends in .md.

    Raises:
        UnsupportedFormat: The bytes are no text.
        CorruptFile: Too many of them fit no encoding.
        TooLarge: More text than a report can have.
    """
    decoded = decode(data)
    check_n_chars(len(decoded.text))
    notes: list[str] = []
    if decoded.n_unreadable:
        notes.append(f"有 {decoded.n_unreadable} 处字节无法识别，已用“\ufffd”代替；请核对原文件的编码")
    text = _ENTITY.sub(lambda match: unescape(match[0]), decoded.text) if "&" in decoded.text else decoded.text
    lines = [clean(line) for line in _LINE_BREAK.split(text)]
    is_markdown = PurePath(name).suffix.lower() in {".md", ".markdown"}
    drafts = _read_markdown(lines) if is_markdown else _read_lines(lines)
    numbered = tuple(replace(draft, provenance=Provenance(block=position)) for position, draft in enumerate(drafts))
    return Reading(drafts=numbered, notes=tuple(notes), encoding=decoded.encoding)


def _read_lines(lines: Sequence[str]) -> list[BlockDraft]:
    drafts: list[BlockDraft] = []
    position = 0
    for table in find_tables(lines):
        drafts.extend(_paragraphs(lines[position : table.start]))
        drafts.append(table.draft)
        position = table.stop
    drafts.extend(_paragraphs(lines[position:]))
    return drafts


def _paragraphs(lines: Sequence[str]) -> list[BlockDraft]:
    return [ParagraphDraft(text.replace("\t", " ")) for text in unwrap(lines)]


def _read_markdown(lines: Sequence[str]) -> list[BlockDraft]:
    drafts: list[BlockDraft] = []
    plain: list[str] = []
    for line in lines:
        heading = _MARKDOWN_HEADING.match(line)
        if heading:
            drafts.extend(_read_lines(plain))
            plain = []
            level = len(heading[1])
            drafts.append(ParagraphDraft(_strip_marks(heading[2]), level_hint=level))
        elif _FENCE.match(line) or _UNDERLINE.match(line):
            plain.append("")
        else:
            plain.append(_strip_marks(_BULLET.sub("", _QUOTE.sub("", line))))
    drafts.extend(_read_lines(plain))
    return drafts


def _strip_marks(line: str) -> str:
    if line.lstrip().startswith("|"):
        return line  # table cells lose their marks with the table's reader
    text = _LINK.sub(r"\1", line)
    for _ in range(3):  # ***bold italic*** and **bold with *italic* inside**
        stripped = _EMPHASIS.sub(r"\2", text)
        if stripped == text:
            break
        text = stripped
    text = _ESCAPED.sub(r"\1", text)
    return text if "\t" in text or text != text.strip() else one_line(text)
