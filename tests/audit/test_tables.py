from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from reviewer.audit.rows import COLUMNS, FamilyRow, FindingRow, PassageRow, Row
from reviewer.audit.tables import TableWriter, require_extra
from reviewer.errors import MissingResource

HOSTILE = ('=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "\t=1", "正常文字", "\u202e反\x00\ud800", "x" * 40_000)


def finding(text: str) -> FindingRow:
    return FindingRow(
        report_id=text, issuer=text, year=2023, severity="error", category="typo", message=text, quote=text,
        suggestion=None, replacement=None, basis="", section="overview", topic=None, start=1, end=2, confidence=0.5,
        code="language.typo", scope="report", finding_id="0", evidence="[]",
    )  # fmt: skip


def rows() -> list[list[Row]]:
    passage = PassageRow("a", None, 2023, "b", None, None, "verbatim", 1.0, 9.5, "year", "文", "文", 0, 1, 0, 1, 1)
    family = FamilyRow(1, 1, "a", None, 2023, None, "文", 0, 1, 2, 2, 1, 9.5)
    return [[finding(text) for text in HOSTILE], [passage], [family]]


def write(out: Path) -> Path:
    with TableWriter(out) as tables:
        for part in rows():
            tables.add(part)
    return out


def test_cells_stay_text(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path) / "findings.xlsx")
    sheet = book["审查意见"]
    assert [cell.value for cell in sheet[1]][:4] == ["报告", "机关", "年度", "程度"]
    for number, text in enumerate(HOSTILE[:5], start=2):
        cell = sheet.cell(number, 1)
        assert (cell.data_type, cell.quotePrefix) == ("s", True), text
        assert str(cell.value).strip() == text.strip()
    assert sheet.cell(7, 1).value == "正常文字"
    assert not sheet.cell(7, 1).quotePrefix
    assert len(sheet.cell(9, 1).value) < 32_768
    assert sheet.cell(2, 4).value == "必须改正"
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    assert book.sheetnames == ["审查意见", "报告", "雷同段落", "雷同族"]


def test_parquet_has_every_row_and_column(tmp_path: Path) -> None:
    write(tmp_path)
    for name, columns in COLUMNS.items():
        table = pq.read_table(tmp_path / f"{name}.parquet")
        assert table.column_names == [column.name for column in columns]
    found = pq.read_table(tmp_path / "findings.parquet").to_pylist()
    assert [row["quote"] for row in found[:6]] == list(HOSTILE[:6])
    assert found[6]["quote"] == "\u202e反\x00\ufffd"
    assert found[0]["suggestion"] is None


def test_same_rows_give_same_bytes(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one"), write(tmp_path / "other")
    digests = [
        {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()} for folder in (one, other)
    ]
    assert digests[0] == digests[1]
    assert sorted(digests[0]) == [
        "families.parquet", "findings.parquet", "findings.xlsx", "passages.parquet", "reports.parquet",
    ]  # fmt: skip


def test_failed_run_leaves_the_old_files(tmp_path: Path) -> None:
    write(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def crash() -> None:
        with TableWriter(tmp_path) as tables:
            tables.add(rows()[1])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        crash()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", ["pyarrow", "xlsxwriter"])
def test_missing_extra_is_one_line_of_chinese(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in list(sys.modules):
        if module.split(".")[0] == name:
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingResource, match=r"缺少.*reviewer\[audit\]"):
        require_extra()


def test_columns_are_explained_in_the_docs(root: Path) -> None:
    page = (root / "docs" / "audit.md").read_text(encoding="utf-8")
    for name, columns in COLUMNS.items():
        section = page.partition(f"### `{name}.parquet`")[2].partition("\n### ")[0]
        told = [line.split("|")[1].strip(" `") for line in section.splitlines() if line.startswith("| `")]
        assert told == [column.name for column in columns], name
