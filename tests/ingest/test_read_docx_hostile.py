from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from reviewer.errors import CorruptFile, EncryptedFile, ReviewerError, TooLarge
from reviewer.ingest.load import load_bytes
from tests.ingest.word_package import W, lines, p, package


def rebuilt(data: bytes, name: str, content: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(entry, content if entry == name else source.read(entry))
        if name not in source.namelist():
            target.writestr(name, content)
    return buffer.getvalue()


BOMB = b"<a>" + b" " * 60_000_000 + b"</a>"
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="' + W.encode() + b'"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)
DEEP = f'<w:document xmlns:w="{W}"><w:body>{"<w:sdt>" * 90}{"</w:sdt>" * 90}</w:body></w:document>'.encode()
XXE = LAUGHS.replace(b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">', b'<!ENTITY b SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (BOMB, TooLarge, "压缩炸弹"),
        (LAUGHS, CorruptFile, "DOCTYPE"),
        (XXE, CorruptFile, "DOCTYPE"),
        (b"<w:document", CorruptFile, "已损坏"),
        (b"<x/>", CorruptFile, "没有正文"),
        (DEEP, CorruptFile, "嵌套过深"),
    ],
)  # fmt: skip
def test_hostile_parts_are_refused(content: bytes, error: type[ReviewerError], message: str) -> None:
    with pytest.raises(error, match=message):
        load_bytes(rebuilt(package(""), "word/document.xml", content), "a.docx")


def test_too_many_parts() -> None:
    buffer = BytesIO(package(""))
    with zipfile.ZipFile(buffer, "a") as archive:
        for index in range(5001):
            archive.writestr(f"word/media/{index}", b"")
    with pytest.raises(TooLarge, match="解压后过大"):
        load_bytes(buffer.getvalue(), "a.docx")


def test_password_protected_parts() -> None:
    data = bytearray(package(""))
    position = data.find(b"PK\x01\x02")
    while position >= 0:
        data[position + 8] |= 0x01
        position = data.find(b"PK\x01\x02", position + 4)
    with pytest.raises(EncryptedFile, match="打开密码"):
        load_bytes(bytes(data), "a.docx")


def test_damaged_part() -> None:
    data = bytearray(package(p("一、总体情况" * 50)))
    position = data.find(b"word/document.xml") + 60
    data[position : position + 20] = bytes(20)
    with pytest.raises(CorruptFile, match="已损坏"):
        load_bytes(bytes(data), "a.docx")


def test_strict_namespace_is_read() -> None:
    data = package(p("一、总体情况"))
    strict = (
        zipfile.ZipFile(BytesIO(data))
        .read("word/document.xml")
        .replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    )
    assert etree.fromstring(strict) is not None
    assert lines(load_bytes(rebuilt(data, "word/document.xml", strict), "a.docx")) == ["一、总体情况"]
