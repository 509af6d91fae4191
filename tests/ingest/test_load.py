from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from reviewer.document.model import Document, Paragraph
from reviewer.errors import (
    CorruptFile,
    EncryptedFile,
    IngestError,
    NoText,
    ReviewerError,
    TooLarge,
    UnsupportedFormat,
)
from reviewer.ingest.load import load, load_bytes
from reviewer.ingest.sniff import detect_format

REPORT = (
    "清泽县水利局2021年政府信息公开工作年度报告\n\n一、总体情况\n\n（一）主动公开\n\n"
    "全年通过县政府门户网站公开信息１２６条，“清泽水利”公众号推送稿件92篇。\n\n"
    "二、主动公开政府信息情况\n\n第二十条第（一）项\t\n信息内容\t本年制发件数\n规章\t0\n\n六、其他需要报告的事项\n\n无\n"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def headings(document: Document) -> list[tuple[int | None, str]]:
    return [
        (block.heading_level, document.quote(block.heading_span))
        for block in document.paragraphs
        if block.heading_span is not None
    ]


def zipped(**parts: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            # A fixed time: the bytes become names of tests, which must be the same in every worker.
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/")), data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
def test_every_encoding_gives_the_same_text(codec: str, mark: bytes, encoding: str) -> None:
    document = load_bytes(mark + REPORT.encode(codec), "报告.txt")
    assert document.text == load_bytes(REPORT.encode(), "a.txt").text
    assert (document.source.encoding, document.source.format, document.source.name) == (encoding, "txt", "报告.txt")
    assert "１２６条" in document.text
    assert headings(document) == [
        (0, "清泽县水利局2021年政府信息公开工作年度报告"),
        (1, "一、总体情况"),
        (2, "（一）主动公开"),
        (1, "二、主动公开政府信息情况"),
        (1, "六、其他需要报告的事项"),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_every_line_break_gives_the_same_text(newline: str) -> None:
    assert load_bytes(REPORT.replace("\n", newline).encode(), "a.txt").text == load_bytes(REPORT.encode(), "a").text


def test_text_cut_in_mid_character_is_read_and_noted() -> None:
    document = load_bytes(REPORT.encode()[:-2], "a.txt")
    assert document.text.endswith("\ufffd")
    assert document.notes == ("有 1 处字节无法识别，已用“\ufffd”代替；请核对原文件的编码",)


def test_invisible_characters_go() -> None:
    document = load_bytes(REPORT.replace("主动", "主\u200b动\x07").encode(), "a.txt")
    assert document.text == load_bytes(REPORT.encode(), "a.txt").text


def test_markdown_marks_are_undone() -> None:
    text = (
        "# 清泽县水利局2021年政府信息公开工作年度报告\n\n## 总体情况\n\n**全年**公开信息`31`条，见[门户网站](http://x.cn)。\n"
        "- 工程类，群众反映查阅方便，内容及时更新\n\n## 强化责任\n\n| 类别 | 数量 |\n|---|---|\n| 规章 | 0 |\n"
    )
    document = load_bytes(text.encode(), "a.md")
    assert document.source.format == "md"
    assert headings(document) == [
        (0, "清泽县水利局2021年政府信息公开工作年度报告"),
        (1, "总体情况"),
        (2, "强化责任"),
    ]
    assert "全年公开信息31条，见门户网站。\n工程类，群众" in document.text
    (table,) = document.tables
    assert [cell.text for cell in table.cells] == ["类别", "数量", "规章", "0"]


@pytest.mark.parametrize(
    ("data", "name", "error", "message"),
    [
        (b"", "a.txt", NoText, "文件是空的"),
        (b" \n\n", "a.docx", NoText, "文件是空的"),
        ("无".encode(), "a.txt", NoText, "内容过少：只有 1 个汉字"),
        (b"hello world, this is no report at all\n" * 9, "a.txt", NoText, "内容过少：只有 0 个汉字"),
        (bytes(range(256)) * 40, "a.txt", UnsupportedFormat, "二进制数据"),
        (b"\x7fELF\x02\x01\x01" + bytes(500), "报告.txt", UnsupportedFormat, "二进制数据"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.pdf", UnsupportedFormat, "这是图片"),
        (b"Rar!\x1a\x07" + bytes(50), "a.docx", UnsupportedFormat, "压缩包"),
        (zipped(xl__workbook=b"x"), "a.xlsx", UnsupportedFormat, "电子表格"),
        (zipped(ppt__slides=b"x"), "a.pptx", UnsupportedFormat, "演示文稿"),
        (zipped(**{"OFD.xml": b"x"}), "a.ofd", UnsupportedFormat, "OFD"),
        (zipped(readme=b"x"), "a.zip", UnsupportedFormat, "压缩包"),
        (zipped(word__document=b"x")[:60], "a.docx", CorruptFile, "已损坏"),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "a.xls", UnsupportedFormat, "电子表格"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "a.docx", EncryptedFile, "打开密码"),
        (OLE + bytes(600), "a.doc", CorruptFile, "已损坏"),
        (b"\x00\x01\x02" * 400, "a.docx", CorruptFile, "扩展名是 .docx"),
        (b"a,b\n1,2\n", "a.csv", UnsupportedFormat, "电子表格"),
        (b"%PDF-1.4\n1 0 obj\n", "a.pdf", CorruptFile, "不完整"),
        (("报告" * 1_000_001).encode(), "a.txt", TooLarge, "2,000,002"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, error: type[ReviewerError], message: str) -> None:
    with pytest.raises(error, match=message) as raised:
        load_bytes(data, name)
    assert "\n" not in str(raised.value)


def test_encrypted_doc_is_told_from_the_header() -> None:
    header = bytearray(OLE + bytes(1000))
    header[512:514] = b"\xec\xa5"
    header[523] = 0x01
    with pytest.raises(EncryptedFile, match="打开密码"):
        load_bytes(bytes(header) + "WordDocument".encode("utf-16-le"), "a.doc")


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match="文件夹"):
        load(tmp_path)
    with pytest.raises(IngestError, match="找不到文件"):
        load(tmp_path / "没有.txt")


def test_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT, encoding="utf-8")
    assert load(path).title is not None
    with pytest.raises(TooLarge, match="超过上限"):
        load(path, max_bytes=100)


def test_content_decides_over_the_name() -> None:
    page = f"<html><body>{REPORT}</body></html>".encode()
    assert detect_format(page, "报告.doc") == "html"
    assert detect_format(b"{\\rtf1 x}", "报告.doc") == "rtf"
    assert detect_format(b"%PDF-1.7 x", "报告.docx") == "pdf"
    assert detect_format(zipped(word__document=b"x"), "报告.doc") == "docx"
    assert detect_format("他写道：<p>标签".encode(), "a.txt") == "txt"
    assert detect_format(OLE + "WordDocument".encode("utf-16-le"), "报告.wps") == "wps"


def test_document_is_the_same_every_time() -> None:
    assert load_bytes(REPORT.encode(), "a.txt") == load_bytes(REPORT.encode(), "a.txt")


def test_text_provenance_counts_blocks() -> None:
    document = load_bytes(REPORT.encode(), "a.txt")
    assert [block.provenance.block for block in document.blocks] == list(range(len(document.blocks)))
    assert isinstance(document.blocks[0], Paragraph)


def test_marks_of_a_pages_source_are_undone_in_text() -> None:
    document = load_bytes(
        "&emsp;&emsp;县水利局开设&ldquo;防汛&rdquo;专栏，公开信息118条，其中农村供水29条。\n".encode(), "a.txt"
    )
    assert document.text == "县水利局开设“防汛”专栏，公开信息118条，其中农村供水29条。"
