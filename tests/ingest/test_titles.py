from __future__ import annotations

import pytest

from reviewer.document.build import ParagraphDraft
from reviewer.ingest.titles import find_title, is_title, prepare


def drafts(*lines: str) -> list[ParagraphDraft]:
    return [ParagraphDraft(line) for line in lines]


def texts(*lines: str) -> list[str]:
    return [draft.text for draft in prepare(drafts(*lines)) if isinstance(draft, ParagraphDraft)]


@pytest.mark.parametrize(
    "line",
    [
        "清泽县水利局2021年政府信息公开工作年度报告",
        "2021年度清泽县水利局政府信息公开年报",
        "清泽县水利局关于2015年政府信息公开工作情况的报告",
        "清泽县水利局二〇一四年政府信息公开工作年度报告",
        "清泽县水利局2023年政务公开工作总结",
        "清泽县水利局政府信息公开工作年度报告（2021年度）",
        "清泽县人民政府 2022 年 政府信息公开工作年度报告",
        "清泽县水利局2021年度报告",
    ],
)
def test_title(line: str) -> None:
    assert is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "现将清泽县水利局2021年政府信息公开工作报告如下：",
        "一、政府信息公开工作年度报告",
        "根据要求，编制本报告。",
        "《清泽县水利局2021年政府信息公开工作年度报告》",
        "总体情况",
        "清泽县水利局",
        "",
    ],
)
def test_no_title(line: str) -> None:
    assert not is_title(line)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["清泽县水利局", "2021年政府信息公开工作年度报告"], "清泽县水利局2021年政府信息公开工作年度报告"),
        (["清泽县水利局2021年政府信息公开", "工作年度报告"], "清泽县水利局2021年政府信息公开工作年度报告"),
        (["清泽县水利局2021年度政府", "信息公开工作年度报告"], "清泽县水利局2021年度政府信息公开工作年度报告"),
        (["清泽县水利局", "2021年政府信息公开", "工作年度报告"], "清泽县水利局2021年政府信息公开工作年度报告"),
        (
            ["清泽县水利局", "政府信息公开工作年度报告", "（2021年度）"],
            "清泽县水利局政府信息公开工作年度报告（2021年度）",
        ),
    ],
)
def test_broken_title_is_put_together(lines: list[str], title: str) -> None:
    assert texts(*lines, "一、总体情况", "全年公开信息31条。") == [title, "一、总体情况", "全年公开信息31条。"]


@pytest.mark.parametrize(
    "lines",
    [
        ["清泽县人民政府", "清泽县水利局2021年政府信息公开工作年度报告", "一、总体情况"],
        ["清泽县水利局2021年政府信息公开工作年度报告", "清泽县水利局", "2022年1月20日", "一、总体情况"],
        ["一、总体情况", "全年公开信息31条。"],
    ],
)
def test_other_lines_are_left_alone(lines: list[str]) -> None:
    assert texts(*lines) == lines


def test_headline_without_organ_does_not_hide_the_title() -> None:
    headline = "2021年政府信息公开工作年度报告"
    lines = texts(headline, "清泽县水利局", headline, "一、总体情况")
    assert lines == [headline, "清泽县水利局" + headline, "一、总体情况"]
    assert find_title(drafts(*lines)) == 1


def test_dated_title_wins_over_a_column_name() -> None:
    assert find_title(drafts("政府信息公开年报", "清泽县水利局2021年政府信息公开工作年度报告", "一、总体情况")) == 1


def test_marked_title_counts_where_no_line_names_itself() -> None:
    lines = [ParagraphDraft("关于2021年工作的材料", level_hint=0), ParagraphDraft("一、总体情况")]
    assert find_title(lines) == 0
    assert find_title(lines[1:]) is None


def test_menu_above_a_broken_title_is_no_part_of_it() -> None:
    lines = ["政务公开", "办事服务", "互动交流", "清泽县水利局", "2021年政府信息公开工作年度报告"]
    drafts = prepare([ParagraphDraft(line) for line in lines])
    assert [draft.text for draft in drafts if isinstance(draft, ParagraphDraft)][3:] == [
        "清泽县水利局2021年政府信息公开工作年度报告"
    ]
