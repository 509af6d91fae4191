from __future__ import annotations

import time

import pytest

from reviewer.document.build import TableDraft
from reviewer.ingest.text_tables import find_tables


def grid(table: TableDraft) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return [rows[index] for index in sorted(rows)]


def grids(text: str) -> list[list[list[str]]]:
    return [grid(found.draft) for found in find_tables(text.split("\n"))]


def test_tabs_make_a_table_of_origin_text() -> None:
    (found,) = find_tables(["一、情况", "信息内容\t本年制发件数", "规章\t0", "其后"])
    assert (found.start, found.stop, found.draft.origin) == (1, 3, "text")
    assert grid(found.draft) == [["信息内容", "本年制发件数"], ["规章", "0"]]


def test_blank_cells_stay_and_blank_columns_at_the_right_go() -> None:
    assert grids("甲\t\t乙\t\t\n0\t1\t2\t\t") == [[["甲", "", "乙"], ["0", "1", "2"]]]


def test_table_goes_on_over_a_blank_line_and_ends_at_a_heading() -> None:
    text = "规章\t0\t0\n\n许可\t0\t0\n三、收到和处理政府信息公开申请情况\n自然人\t总计\n0\t0"
    assert grids(text) == [[["规章", "0", "0"], ["许可", "0", "0"]], [["自然人", "总计"], ["0", "0"]]]


def test_caption_that_lost_its_tabs_is_a_row() -> None:
    text = "第二十条第（一）项\n信息内容\t制发件数\n规章\t0\n第二十条第（五）项\n信息内容\t处理数量\n行政许可\t0"
    assert grids(text) == [
        [
            ["第二十条第（一）项"],
            ["信息内容", "制发件数"],
            ["规章", "0"],
            ["第二十条第（五）项"],
            ["信息内容", "处理数量"],
            ["行政许可", "0"],
        ]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "信息内容\t本年新\n制作数量\t本年新\n公开数量\t对外公开总数量\n规章\t0\t0\t0",
            [["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"], ["规章", "0", "0", "0"]],
        ),
        (
            "信息内容\t收费金额（单位：\n万元）\n行政事业性收费\t0",
            [["信息内容", "收费金额（单位：万元）"], ["行政事业性收费", "0"]],
        ),
        (
            "\t1.属于国家秘密\t0\t0\n\t2.其他法律行政法规\n禁止公开\t0\t0",
            [["", "1.属于国家秘密", "0", "0"], ["", "2.其他法律行政法规禁止公开", "0", "0"]],
        ),
    ],
)
def test_cell_cut_by_a_line_break_is_whole_again(text: str, expected: list[list[str]]) -> None:
    assert grids(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "联系人：张三\t电话：6123456",
        "单位负责人：\t填表人：\n联系电话：\t报出日期：",
        "\t全年公开信息31条，群众满意。\n\t下一步，我局将继续努力。",
        "清泽县水利局\t\n2022年1月20日\t",
        "全年公开信息31条。",
        "公开信息 31 条\n公开文件 2 件",
        "a | b",
        "",
    ],
)
def test_text_is_no_table(text: str) -> None:
    assert grids(text) == []


def test_markdown_table() -> None:
    text = "| 类别 | 数量 |\n|:---|---:|\n| **规章** | 0 |\n| | 1 |"
    assert grids(text) == [[["类别", "数量", ""], ["规章", "0", ""], ["", "1", ""]]] or grids(text) == [
        [["类别", "数量"], ["规章", "0"], ["", "1"]]
    ]


def test_rows_with_a_bar_behind_each_cell() -> None:
    text = (
        "第二十条第（一）项 |\n信息内容 | 本年制发件数 |\n规章 | 0 |\n"
        "三、收到和处理政府信息公开申请情况\n自然人 | 总计 |\n0 | 0 |"
    )
    assert grids(text) == [
        [["第二十条第（一）项", ""], ["信息内容", "本年制发件数"], ["规章", "0"]],
        [["自然人", "总计"], ["0", "0"]],
    ]


def test_cells_apart_by_spaces() -> None:
    text = "信息内容 本年制发件数 本年废止件数\n规章 0 0\n行政规范性文件 1 0\n行政许可 46\n三、收到和处理情况"
    assert grids(text) == [
        [
            ["信息内容", "本年制发件数", "本年废止件数"],
            ["规章", "0", "0"],
            ["行政规范性文件", "1", "0"],
            ["行政许可", "46"],
        ]
    ]


def test_one_cell_a_line() -> None:
    cells = [
        "第二十条第（一）项",
        "信息内容",
        "本年制发件数",
        "现行有效件数",
        "规章",
        "0",
        "1",
        "行政规范性文件",
        "2",
        "3",
    ]
    cells += [
        "第二十条第（五）项",
        "信息内容",
        "本年处理决定数量",
        "行政许可",
        "46",
        "三、收到和处理政府信息公开申请情况",
        "略。",
    ]
    for blank in ("\n", "\n\n"):
        assert grids(blank.join(cells)) == [
            [
                ["第二十条第（一）项"],
                ["信息内容", "本年制发件数", "现行有效件数"],
                ["规章", "0", "1"],
                ["行政规范性文件", "2", "3"],
                ["第二十条第（五）项"],
                ["信息内容", "本年处理决定数量"],
                ["行政许可", "46"],
            ]
        ]


def test_sections_that_say_nothing_are_no_table() -> None:
    assert grids("四、行政复议、行政诉讼情况\n无\n五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无") == []


@pytest.mark.parametrize("line", ["短行", "甲\t", "| |", "甲 乙", "甲\t乙", "0", "- | -"])
def test_long_runs_cost_linear_time(line: str) -> None:
    lines = [line] * 40_000
    start = time.perf_counter()
    find_tables(lines)
    assert time.perf_counter() - start < 5


def test_cells_on_lines_of_their_own_with_bars() -> None:
    text = (
        "|\n第二十条第（一）项 | |||\n|\n信息内容 |\n本年制发件数 |\n现行有效件数 |\n|\n"
        "规章 |\n0 |\n|\n|\n许可 |\n1 |\n2 |"
    )
    assert grids(text) == [
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数", "现行有效件数"],
            ["规章", "0"],
            ["许可", "1", "2"],
        ]
    ]


def test_bars_between_cells_on_lines_of_their_own() -> None:
    cells = [
        "第二十条第（一）项",
        "信息内容",
        "本年制发件数",
        "规章",
        "0",
        "行政规范性文件",
        "3",
        "行政许可",
        "4",
        "行政处罚",
        "5",
    ]
    text = "\n|\n".join(cells)
    assert grids(text) == [
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数"],
            ["规章", "0"],
            ["行政规范性文件", "3"],
            ["行政许可", "4"],
            ["行政处罚", "5"],
        ]
    ]


def test_blank_form_on_lines_of_its_own_is_a_table() -> None:
    labels = [
        "第二十条第（一）项",
        "信息内容",
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
        "规章",
        "规范性文件",
    ]
    labels += ["一、本年新收政府信息公开申请数量", "三、本年度办理结果", "（一）予以公开", "1.属于国家秘密"]
    text = "\n\n".join(["二、主动公开政府信息情况", *labels, "四、政府信息公开行政复议、行政诉讼情况", "无"])
    (found,) = find_tables(text.split("\n"))
    assert grid(found.draft) == [[label] for label in labels]


def test_wrapped_cells_between_blank_lines() -> None:
    text = "信息内容\n\n本年新\n制作数量\n\n本年新\n公开数量\n\n规章\n\n0\n\n1\n\n规范性文件\n\n2\n\n3"
    assert grids(text) == [
        [["信息内容", "本年新制作数量", "本年新公开数量"], ["规章", "0", "1"], ["规范性文件", "2", "3"]]
    ]


def test_flattened_applications_and_review_tables() -> None:
    applications = ["申请人情况", "自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "其他"]
    applications += ["一、本年新收政府信息公开申请数量", "1", "0", "0", "0", "1", "二、上年结转政府信息公开申请数量"]
    applications += ["0", "0", "0", "0", "0", "三、本年度办理结果", "（一）予以公开", "1", "0", "0", "0", "1"]
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    review = ["行政复议", "行政诉讼", *results, "未经复议直接起诉", "复议后起诉", *results, *results]
    text = "\n".join(
        [*applications, "四、政府信息公开行政复议、行政诉讼情况", *review, *["0"] * 15, "五、存在的主要问题及改进情况"]
    )
    first, second = grids(text)
    assert first[-3:] == [
        ["一、本年新收政府信息公开申请数量", "1", "0", "0", "0", "1"],
        ["二、上年结转政府信息公开申请数量", "0", "0", "0", "0", "0"],
        ["三、本年度办理结果", "（一）予以公开", "1", "0", "0", "0", "1"],
    ]
    assert second == [
        ["行政复议", "行政诉讼"],
        [*results, "未经复议直接起诉", "复议后起诉"],
        [*results, *results],
        ["0"] * 15,
    ]


def test_sum_of_money_at_the_end_of_a_row_apart_by_spaces() -> None:
    text = "信息内容 采购项目数量 采购总金额\n行政许可 4 2\n行政处罚 2 3\n政府集中采购 6 52.15万元"
    assert grids(text)[0][-1] == ["政府集中采购", "6", "52.15万元"]


def test_blank_cells_between_bars_are_kept_where_they_fill_a_row() -> None:
    row = ["一、本年新收政府信息公开申请数量 |", "3 |", *["|"] * 5, "3 |"]
    other = ["二、上年结转政府信息公开申请数量 |", "2 |", "2 |", "||||||"]
    heads = ["自然人 |", "科研机构 |", "法律服务机构 |"]
    found = grids("\n".join([*heads, *row, *other, "四、结转下年度继续办理 |", *["0 |"] * 7]))[0]
    filled = [[cell for cell in cells if cell] for cells in found]
    assert found[-3][-8:] == ["一、本年新收政府信息公开申请数量", "3", "", "", "", "", "", "3"]
    assert ["二、上年结转政府信息公开申请数量", "2", "2"] in filled
