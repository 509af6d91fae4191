from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest

from reviewer.errors import CorruptFile, UnsupportedFormat
from reviewer.ingest import read_office
from reviewer.ingest.load import load_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOC = OLE + bytes(1000) + "WordDocument".encode("utf-16-le")
NEEDS_OFFICE = pytest.mark.skipif(read_office.find_office() is None, reason="LibreOffice is not on this machine")


@pytest.mark.parametrize(("name", "shown"), [("a.doc", ".doc"), ("a.wps", ".wps"), ("报告", "旧版 Word")])
def test_without_libreoffice_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str, shown: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnsupportedFormat) as raised:
        load_bytes(DOC, name)
    assert str(raised.value) == (
        f"读取 {shown} 文件需要本机装有 LibreOffice；请用 Word 或 WPS 打开，另存为 .docx 后重试"
    )


def fake_office(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    return str(path)


def test_a_conversion_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    office = fake_office(tmp_path, "sleep 60")
    monkeypatch.setattr(read_office, "find_office", lambda: office)
    monkeypatch.setattr(read_office, "TIMEOUT_S", 0.3)
    with pytest.raises(CorruptFile, match="仍未完成"):
        load_bytes(DOC, "a.doc")


def test_a_conversion_that_yields_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(read_office, "find_office", lambda: fake_office(tmp_path, "exit 1"))
    with pytest.raises(CorruptFile, match="打不开"):
        load_bytes(DOC, "a.doc")


@pytest.mark.office
@NEEDS_OFFICE
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_older_formats_are_read_through_libreoffice(tmp_path: Path, suffix: str) -> None:
    word = docx.Document()
    for line in ("清泽县水利局2021年政府信息公开工作年度报告", "一、总体情况", "全年公开信息126条，群众反映查阅方便。"):
        word.add_paragraph(line)
    table = word.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip((*table.rows[0].cells, *table.rows[1].cells), ("规章", "0", "许可", "46"), strict=True):
        cell.text = text
    word.add_paragraph("2022年1月20日")  # LibreOffice loses a table that ends the body
    buffer = BytesIO()
    word.save(buffer)
    (tmp_path / "a.docx").write_bytes(buffer.getvalue())
    office = read_office.find_office()
    assert office is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        "--headless",
        profile,
        "--convert-to",
        suffix,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    document = load_bytes((tmp_path / f"a.{suffix}").read_bytes(), f"a.{suffix}")
    assert document.source.format == suffix
    assert [document.quote(block.span) for block in document.paragraphs] == [
        "清泽县水利局2021年政府信息公开工作年度报告",
        "一、总体情况",
        "全年公开信息126条，群众反映查阅方便。",
        "2022年1月20日",
    ]
    assert [[cell.text for cell in row] for table in document.tables for row in table.rows()] == [
        ["规章", "0"],
        ["许可", "46"],
    ]
    assert document.notes == (
        "由 LibreOffice 转换后读取，编号和表格可能与原文件略有出入；如有疑问请另存为 .docx 重新审查",
    )
