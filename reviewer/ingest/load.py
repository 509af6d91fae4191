"""A file → a document: the one way in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path, PurePath
from typing import Final

from reviewer.document.build import BlockDraft, DocumentBuilder, ParagraphDraft
from reviewer.document.model import Document, Source
from reviewer.errors import CorruptFile, IngestError, NoText, UnsupportedFormat
from reviewer.ingest.characters import count_han
from reviewer.ingest.furniture import strip_furniture
from reviewer.ingest.headings import find_headings
from reviewer.ingest.limits import DEFAULT_MAX_BYTES, MIN_HAN, check_n_bytes, check_n_chars
from reviewer.ingest.reading import Reading
from reviewer.ingest.run_together import split_parts
from reviewer.ingest.script import check_script
from reviewer.ingest.several import keep_first
from reviewer.ingest.sniff import detect_format
from reviewer.ingest.titles import prepare

Reader = Callable[[bytes, str], Reading]

# Format → module of its reader; imported when first met, so that a text file does not pay for PDF.
_READERS: Final = {
    "txt": "read_txt",
    "md": "read_txt",
    "html": "read_html",
    "mht": "read_html",
    "docx": "read_docx",
    "pdf": "read_pdf",
    "doc": "read_office",
    "wps": "read_office",
    "rtf": "read_office",
    "odt": "read_office",
    "wordxml": "read_office",
}


def load(path: Path, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Document:
    """Return the report in the file at ``path``.

    Args:
        path: A text, Markdown, HTML, Word, WPS or PDF file.
        max_bytes: Largest file that is read.

    Raises:
        UnsupportedFormat: A folder, a kind of file that no reader takes, or traditional characters.
        CorruptFile: The file breaks the rules of its format, or its text is what a mistaken encoding left.
        EncryptedFile: The file needs a password.
        TooLarge: The file, or the text in it, is over the limit.
        NoText: Under 20 Chinese characters (a scan, an empty draft).
        IngestError: The file is not there or may not be read.
    """
    try:
        if path.is_dir():
            raise UnsupportedFormat("这是文件夹，不是文件；请指定其中的报告文件")
        size = path.stat().st_size
        check_n_bytes(size, max_bytes)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise IngestError("找不到文件；请检查路径和文件名") from error
    except PermissionError as error:
        raise IngestError("没有读取权限；请检查文件权限，或先关闭占用它的程序") from error
    except OSError as error:
        raise IngestError(f"读不出来（{error.strerror or '磁盘或网络错误'}）；请复制到本机后重试") from error
    return load_bytes(data, path.name, max_bytes=max_bytes)


def load_bytes(data: bytes, name: str, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Document:
    """Return the report in ``data``, the content of a file called ``name``.

    Raises:
        IngestError: As for :func:`load`.
    """
    check_n_bytes(len(data), max_bytes)
    format_ = detect_format(data, name)
    read: Reader = import_module(f"reviewer.ingest.{_READERS[format_]}").read
    try:
        reading = read(data, name)
    except (RecursionError, MemoryError) as error:
        raise CorruptFile("文件结构异常复杂，无法读取；请另存为 .docx 或纯文本后重试") from error
    texts = [text for draft in reading.drafts for text in _texts_of(draft)]
    _check_size(texts)
    check_script(texts)
    stripped = strip_furniture(reading.drafts)
    drafts, note = keep_first(prepare(split_parts(stripped.drafts)))
    builder = DocumentBuilder(
        source=Source(
            name=PurePath(name).name, format=format_, sha256=hashlib.sha256(data).hexdigest(), encoding=reading.encoding
        ),
        metadata={**stripped.metadata, **reading.metadata},
        notes=(*reading.notes, *((note,) if note else ())),
    )
    return builder.build(drafts, find_headings)


def _texts_of(draft: BlockDraft) -> list[str]:
    return [draft.text] if isinstance(draft, ParagraphDraft) else [cell.text for cell in draft.cells]


def _check_size(texts: Sequence[str]) -> None:
    check_n_chars(sum(map(len, texts)))
    n_han = 0
    for text in texts:
        n_han += count_han(text)
        if n_han >= MIN_HAN:
            return
    raise NoText(f"内容过少：只有 {n_han} 个汉字，不像一份报告；请检查文件是否完整")
