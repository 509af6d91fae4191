"""What kind of file the bytes are: by content first, by name where content leaves it open."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from reviewer.errors import CorruptFile, EncryptedFile, NoText, UnsupportedFormat

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta|title|p|span|font)[\s>/]", re.IGNORECASE)
_HTML_NAMES = {".html", ".htm", ".shtml", ".xhtml", ".jsp", ".aspx", ".php"}
_TEXT_NAMES = {".txt", ".text", ".md", ".markdown", ""}
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HEAD_BYTES = 4096

_ASK_WORD = "请另存为 .docx 后重试"


def detect_format(data: bytes, name: str) -> str:
    """Return the format of ``data``: txt, md, html, mht, docx, pdf, doc, wps, rtf, odt or wordxml.

    Args:
        data: The whole file.
        name: Its name; decides between txt and md, doc and wps, and words the messages.

    Raises:
        NoText: The file is empty.
        UnsupportedFormat: A kind that no reader takes (spreadsheets, pictures, archives, binary data).
        EncryptedFile: A Word file under a password.
        CorruptFile: The name promises Word or PDF and the content is neither.
    """
    suffix = PurePath(name).suffix.lower()
    if not data.strip(b"\x00 \t\r\n"):
        raise NoText("文件是空的；请检查是否保存完整")
    head = data[:_HEAD_BYTES]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _detect_zip(data)
    if head.startswith(b"PK\x05\x06"):
        raise CorruptFile("压缩结构里没有任何内容，文件已损坏；请重新导出或重新下载")
    if head.startswith(_OLE):
        return _detect_ole(data, suffix)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_IMAGES):
        raise UnsupportedFormat("这是图片，没有可读的文字；请先用 OCR 识别，或提供 Word 版")
    if head.startswith(_ARCHIVES):
        raise UnsupportedFormat("这是压缩包；请先解压，再审查其中的报告")
    return _detect_text(head, suffix)


def _detect_text(head: bytes, suffix: str) -> str:
    plain = head.replace(b"\x00", b"")  # UTF-16 markup looks like ASCII once its zero bytes are gone
    if b"MIME-Version:" in plain and b"multipart/related" in plain:
        return "mht"
    if b"<?mso-application" in plain or b"<pkg:package" in plain or b"<w:wordDocument" in plain:
        return "wordxml"
    # A text file may quote a tag; a page starts with one.
    starts_so = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    if (suffix in _HTML_NAMES or _HTML.search(plain)) and (suffix not in _TEXT_NAMES or starts_so):
        return "html"
    if suffix in {".md", ".markdown"}:
        return "md"
    if suffix in {".docx", ".pdf", ".doc", ".wps"} and b"\x00" in head:
        raise CorruptFile(f"扩展名是 {suffix}，内容却不是这种格式，文件可能已损坏；请重新导出或重新下载")
    if suffix in {".xls", ".xlsx", ".et", ".csv"}:
        raise UnsupportedFormat("这是电子表格，不是报告正文；请提供 Word、PDF、网页或纯文本格式的报告")
    return "txt"


def _detect_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
            mimetype = package.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise CorruptFile("文件不完整或已损坏，打不开；请重新导出或重新下载") from error
    if any(name.startswith("word/") for name in names):
        return "docx"
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if any(name.startswith("xl/") for name in names) or b"opendocument.spreadsheet" in mimetype:
        raise UnsupportedFormat("这是电子表格，不是报告正文；请提供 Word、PDF、网页或纯文本格式的报告")
    if any(name.startswith("ppt/") for name in names) or b"opendocument.presentation" in mimetype:
        raise UnsupportedFormat("这是演示文稿，不是报告正文；请提供 Word、PDF、网页或纯文本格式的报告")
    if "OFD.xml" in names:
        raise UnsupportedFormat("暂不支持 OFD 版式文件；请另存为 PDF 或 .docx 后重试")
    raise UnsupportedFormat("这是压缩包；请先解压，再审查其中的报告")


def _detect_ole(data: bytes, suffix: str) -> str:
    def has_stream(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has_stream("EncryptedPackage"):
        raise EncryptedFile(f"文件有打开密码；请去掉密码，{_ASK_WORD}")
    if has_stream("WordDocument"):
        # The document header follows the first sector; bit 8 of its flags says "encrypted".
        header = data[512:524]
        if header[:2] == b"\xec\xa5" and int.from_bytes(header[10:12], "little") & 0x0100:
            raise EncryptedFile(f"文件有打开密码；请去掉密码，{_ASK_WORD}")
        return "wps" if suffix == ".wps" else "doc"
    if has_stream("Workbook") or has_stream("Book"):
        raise UnsupportedFormat("这是电子表格，不是报告正文；请提供 Word、PDF、网页或纯文本格式的报告")
    if has_stream("PowerPoint Document"):
        raise UnsupportedFormat("这是演示文稿，不是报告正文；请提供 Word、PDF、网页或纯文本格式的报告")
    if suffix in {".doc", ".wps", ".docx"}:
        raise CorruptFile(f"Word 文件不完整或已损坏；请用 Word 或 WPS 打开后{_ASK_WORD.removeprefix('请')}")
    raise UnsupportedFormat(f"不认识的 Office 文件；{_ASK_WORD}")
