"""Files that are no reports, or mean harm: one line of Chinese each, and the right exit status."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.cli import main
from reviewer.ingest.load import load_bytes
from tests.formats import encode

HAN = re.compile(r"[\u4e00-\u9fff]")
SECRET = "机密文件内容不应出现"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def rezip(data: bytes, **parts: bytes) -> bytes:
    """Return a zip with some parts exchanged or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def word(clean_text: str) -> bytes:
    return encode(load_bytes(clean_text.encode(), "草稿.txt"), "docx")


def zip_bomb(word: bytes) -> bytes:
    huge = b"<w:t>" + b"0" * 300_000_000 + b"</w:t>"
    return rezip(word, **{"word/document.xml": b"<w:document " + W.encode() + b">" + huge + b"</w:document>"})


def billion_laughs(word: bytes) -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "水利局公开">{entities}]>'
    body += f"<w:document {W}><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    return rezip(word, **{"word/document.xml": body.encode()})


BAD: dict[str, Callable[[bytes], bytes]] = {
    "空.txt": lambda _: b"",
    "空.docx": lambda _: b"",
    "一字.txt": lambda _: "公".encode(),
    "过大.txt": lambda _: "清泽县水利局主动公开信息。\n".encode() * 135_000,
    "炸弹.docx": zip_bomb,
    "实体.docx": billion_laughs,
    "截断.docx": lambda word: word[: len(word) // 2],
    "截断.pdf": lambda _: b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 ob",
    "二进制.txt": lambda _: bytes(range(256)) * 64,
    "图片.txt": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 16,
    "不是表格.docx": lambda _: b"PK\x05\x06" + b"\0" * 18,
    "说明.xlsx.docx": lambda _: rezip(b"PK\x05\x06" + b"\0" * 18, **{"xl/workbook.xml": b"<workbook/>"}),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_in_one_line(
    name: str, word: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name](word))
    out = tmp_path / "out"
    assert main(["review", str(path), "--out", str(out), "--no-default-corpus"]) == 3
    captured = capfd.readouterr()
    (line,) = captured.err.strip().splitlines()
    assert line.startswith(f"{path}：")
    assert HAN.search(line.removeprefix(f"{path}："))
    assert captured.out == ""
    assert not out.exists()


def test_folder_without_reports(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["review", str(tmp_path / "empty"), "--out", str(tmp_path / "out")]) == 3
    (line,) = capfd.readouterr().err.strip().splitlines()
    assert "没有可读的报告" in line


def test_pdf_that_lost_its_end_is_read_or_refused(
    clean_text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = encode(load_bytes(clean_text.encode(), "草稿.txt"), "pdf")
    path = tmp_path / "截断.pdf"
    path.write_bytes(data[: len(data) // 2])
    assert main(["review", str(path), "--out", str(tmp_path / "out"), "--fail-on", "never"]) in (0, 3)
    assert len(capfd.readouterr().err.strip().splitlines()) == 1


def test_word_file_does_not_read_other_files(
    word: bytes, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        body = package.read("word/document.xml").decode()
    doctype = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    body = re.sub(r"^<\?xml[^>]*\?>", "", body).replace("全年通过", "&x;全年通过", 1)
    path = tmp_path / "外部实体.docx"
    path.write_bytes(rezip(word, **{"word/document.xml": (doctype + body).encode()}))
    assert main(["review", str(path), "--stdout", "--format", "json", "--fail-on", "never"]) in (0, 3)
    captured = capfdbinary.readouterr()
    assert SECRET.encode() not in captured.out
    assert SECRET.encode() not in captured.err


def test_web_page_does_not_read_other_files(
    clean_text: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    page = encode(load_bytes(clean_text.encode(), "草稿.txt"), "html").decode()
    uri = (tmp_path / "secret.txt").as_uri()
    page = page.replace("<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY x SYSTEM "{uri}">]>', 1)
    page = page.replace("全年通过", f'&x;<iframe src="{uri}"></iframe><object data="{uri}"></object>全年通过', 1)
    path = tmp_path / "外部实体.html"
    path.write_text(page, encoding="utf-8")
    assert main(["review", str(path), "--stdout", "--format", "json", "--fail-on", "never"]) == 0
    assert SECRET.encode() not in capfdbinary.readouterr().out


@pytest.mark.parametrize("name", ["txt", "html", "docx"])
def test_markup_in_the_text_appears_as_text(
    name: str, clean_text: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    text = clean_text.replace("我局制定了", f"我委{hostile}制定了").replace(
        "清泽县水利局2023年政府", "清泽县水利局2023年政府", 1
    )
    path = tmp_path / f"{hostile.replace('/', '')}.{name}"
    path.write_bytes(encode(load_bytes(text.encode(), "草稿.txt"), name))
    assert main(["review", str(path), "--stdout", "--fail-on", "never"]) == 0
    page = capfdbinary.readouterr().out.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_script_elements_of_a_web_page_are_no_text(
    clean_text: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    page = encode(load_bytes(clean_text.encode(), "草稿.txt"), "html").decode()
    path = tmp_path / "网页.html"
    path.write_text(page.replace("</body>", "<script>let leaked = 1</script></body>"), encoding="utf-8")
    assert main(["review", str(path), "--stdout", "--fail-on", "never"]) == 0
    assert "leaked" not in capfdbinary.readouterr().out.decode()


def test_output_folder_that_cannot_be_written(root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("a file stands here", encoding="utf-8")
    assert main(["review", str(root / "examples" / "draft.txt"), "--out", str(tmp_path / "out")]) == 2
    (line,) = capfd.readouterr().err.strip().splitlines()
    assert HAN.search(line)
