"""Word files made by hand, part by part."""

from __future__ import annotations

import zipfile
from io import BytesIO

from reviewer.document.model import Document
from reviewer.ingest.load import load_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FILLER = "<w:p><w:r><w:t>全年通过县政府门户网站公开信息，群众反映查阅方便，留言全部答复完毕。</w:t></w:r></w:p>"
FILLER_TEXT = "全年通过县政府门户网站公开信息，群众反映查阅方便，留言全部答复完毕。"


def package(body: str, **parts: str) -> bytes:
    """Return a .docx with the given body and parts (``numbering``, ``styles``, ``header1`` …)."""
    relations = "".join(
        f'<Relationship Id="r{index}" Type="{OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for index, name in enumerate(parts)
    )
    ns = "http://schemas.openxmlformats.org/package/2006/relationships"
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}{FILLER}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{ns}">{relations}</Relationships>')
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()


def read(body: str, **parts: str) -> Document:
    return load_bytes(package(body, **parts), "a.docx")


def lines(document: Document) -> list[str]:
    texts = [document.quote(block.span) for block in document.paragraphs]
    assert texts[-1] == FILLER_TEXT
    return texts[:-1]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
