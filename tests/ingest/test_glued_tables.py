"""Tables of the form whose cells ran together or stood upright."""

from __future__ import annotations

from reviewer.ingest.glued_tables import find_glued
from reviewer.ingest.table_rows import FoundTable


def _rows(found: FoundTable | int) -> list[list[str]]:
    assert isinstance(found, FoundTable)
    rows: dict[int, list[str]] = {}
    for cell in found.draft.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return [[text for text in row if text] for row in rows.values()]


def test_figures_are_cut_by_the_width_of_the_header() -> None:
    lines = [
        "信息内容本年制发件数本年废止件数现行有效件数",
        "规章000",
        "行政规范性文件213",
        "信息内容本年处理决定数量",
        "行政许可127",
    ]
    assert _rows(find_glued(lines, 0)) == [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "2", "1", "3"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", "127"],
    ]


def test_figures_of_another_number_stay_together() -> None:
    lines = ["一、本年新收政府信息公开申请数量12000012", "三、本年度办理结果（一）予以公开0000000", "（七）总计0000000"]
    assert _rows(find_glued(lines, 0)) == [
        ["一、本年新收政府信息公开申请数量", "12000012"],
        ["三、本年度办理结果", "（一）予以公开", *"0000000"],
        ["（七）总计", *"0000000"],
    ]


def test_upright_labels_of_the_table_of_reviews() -> None:
    lines = [
        "行政复议 行政诉讼",
        "结 结 其 尚",
        "果 果 他 未",
        "维 纠 结 审",
        "持 正 果 结",
        " ".join("0" * 15),
        "五、存在的主要问题",
    ]
    found = find_glued(lines, 0)
    assert isinstance(found, FoundTable)
    assert (found.start, found.stop) == (0, 6)


def test_sentences_and_lists_are_no_table() -> None:
    for lines in (
        ["规章制度12项。", "规范性文件3件。", "行政许可5件。"],
        ["规章", "行政许可", "行政处罚"],
        ["其他", "总计"],
    ):
        assert not isinstance(find_glued(lines, 0), FoundTable)
