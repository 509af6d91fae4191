"""One report, invented, in four formats: equal sections, equal table grids, equal text but for white space.

``UPDATE_GOLDEN=1`` rewrites the expected file from the plain-text version; look at the
difference before committing it.
"""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType

import pytest

from reviewer.document.model import Document, Table
from reviewer.ingest.load import load
from reviewer.ingest.read_office import find_office

HERE = Path(__file__).parent
REPORT = HERE / "qingze-water-2021.txt"
EXPECTED = HERE / "qingze-water-2021.json"
SCRIPT = HERE.parent.parent.parent / "scripts" / "make_formats.py"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_formats", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def without_space(text: str) -> str:
    return "".join(text.split())


def grid_of(table: Table) -> list[list[str]]:
    grid = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = without_space(cell.text)
    return grid


def shape_of(document: Document) -> dict[str, object]:
    """Return what must not depend on the format."""
    return {
        "title": document.quote(document.title.span) if document.title else None,
        "sections": [
            [section.level, document.quote(section.heading.heading_span), section.parent]
            for section in document.sections
            if section.heading.heading_span
        ],
        "paragraphs": [without_space(document.quote(block.span)) for block in document.paragraphs],
        "tables": [grid_of(table) for table in document.tables],
        "text": without_space(document.text),
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    paths = load_script().make(REPORT, tmp_path_factory.mktemp("formats"), ("html", "docx", "pdf"))
    return {path.suffix[1:]: path for path in paths}


def test_plain_text_is_read_as_expected() -> None:
    shape = shape_of(load(REPORT))
    if os.environ.get("UPDATE_GOLDEN"):
        EXPECTED.write_text(json.dumps(shape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert shape == json.loads(EXPECTED.read_text(encoding="utf-8"))


@pytest.mark.skipif(not os.environ.get("CI"), reason="only CI forbids rewriting")
def test_golden_files_are_not_rewritten_in_ci() -> None:
    assert not os.environ.get("UPDATE_GOLDEN")


@pytest.mark.parametrize("name", ["html", "docx", "pdf"])
def test_every_format_gives_one_document(made: dict[str, Path], name: str) -> None:
    document = load(made[name])
    assert document.source.format == name
    assert shape_of(document) == json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert [table.origin for table in document.tables] == ["grid"] * 3
    assert document.notes == ()


def test_merged_cells_are_those_of_the_official_form(made: dict[str, Path]) -> None:
    _, requests, review = load(made["docx"]).tables
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in requests.cells}
    assert spans["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"] == (0, 0, 3, 3)
    assert spans["申请人情况"] == (0, 3, 1, 7)
    assert spans["自然人"] == (1, 3, 2, 1)
    assert spans["法人或其他组织"] == (1, 4, 1, 5)
    assert spans["总计"] == (1, 9, 2, 1)
    assert spans["一、本年新收政府信息公开申请数量"] == (3, 0, 1, 3)
    assert spans["三、本年度办理结果"] == (5, 0, 22, 1)
    assert spans["（一）予以公开"] == (5, 1, 1, 2)
    assert spans["（三）不予公开"] == (7, 1, 8, 1)
    assert spans["（七）总计"] == (26, 1, 1, 2)
    heads = [(cell.text, cell.row_span, cell.column_span) for cell in review.cells if cell.row < 2]
    assert heads[:3] == [("行政复议", 1, 5), ("行政诉讼", 1, 10), ("结果维持", 2, 1)]


@pytest.mark.parametrize("name", ["html", "pdf"])
def test_merges_survive_every_format(made: dict[str, Path], name: str) -> None:
    def layout(document: Document) -> list[list[tuple[int, int, int, int]]]:
        return [[(c.row, c.column, c.row_span, c.column_span) for c in table.cells] for table in document.tables]

    assert layout(load(made[name])) == layout(load(made["docx"]))


@pytest.mark.office
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not on this machine")
def test_pdf_made_by_an_office_gives_the_same_document(tmp_path: Path) -> None:
    (path,) = load_script().make(REPORT, tmp_path, ("pdf",), office=True)
    assert shape_of(load(path)) == json.loads(EXPECTED.read_text(encoding="utf-8"))
