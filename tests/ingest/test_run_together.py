"""Parts that a page without line breaks has run into one paragraph."""

from __future__ import annotations

from reviewer.document.build import ParagraphDraft
from reviewer.ingest.load import load_bytes
from reviewer.ingest.run_together import split_parts

PREFACE = (
    "清泽县水利局根据条例编制本报告，所列数据的统计期限自2021年1月1日起至2021年12月31日止，"
    "如有疑问请与办公室联系，电话0000-1234567。"
)


def _split(text: str) -> list[str]:
    return [draft.text for draft in split_parts([ParagraphDraft(text)]) if isinstance(draft, ParagraphDraft)]


def test_headings_between_spaces_open_parts() -> None:
    text = PREFACE + " 一、总体情况 2021年，公开信息118条。 二、主动公开政府信息情况 表略。 三、咨询受理情形 受理9次。"
    assert _split(text)[1:] == [
        "一、总体情况",
        "2021年，公开信息118条。",
        "二、主动公开政府信息情况",
        "表略。",
        "三、咨询受理情形",
        "受理9次。",
    ]


def test_headings_without_spaces_open_parts() -> None:
    assert _split(PREFACE + "一、总体情况2021年，公开信息118条。")[1:] == ["一、总体情况", "2021年，公开信息118条。"]


def test_parts_of_the_second_level_come_apart_too() -> None:
    text = PREFACE + " 一、总体情况 （一）主动公开情况 公开信息118条。 （二）依申请公开情况 没有收到申请。"
    assert _split(text)[1:] == [
        "一、总体情况",
        "（一）主动公开情况",
        "公开信息118条。",
        "（二）依申请公开情况",
        "没有收到申请。",
    ]


def test_a_list_of_parts_in_the_preface_stays() -> None:
    text = PREFACE + "报告包括：一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况。"
    assert _split(text) == [text]


def test_a_numbered_sentence_stays() -> None:
    text = PREFACE + "主要做法：一、公布水价标准，按月更新；二、公示补助名单。"
    assert _split(text) == [text]


def test_a_report_on_one_line_has_sections() -> None:
    text = PREFACE + " 一、总体情况 2021年，公开信息118条。 二、主动公开政府信息情况 表略。"
    document = load_bytes(text.encode(), "report.txt")
    assert [document.quote(one.heading.span) for one in document.sections] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
    ]


def test_rows_of_a_flattened_table_are_no_parts() -> None:
    text = (
        PREFACE + " 三、收到和处理政府信息公开申请情况 一、本年新收政府信息公开申请数量 0 0 四、结转下年度继续办理 0 0"
        " 四、政府信息公开行政复议、行政诉讼情况 行政复议 0 0"
    )
    assert [line for line in _split(text) if line.startswith("四、")] == ["四、政府信息公开行政复议、行政诉讼情况"]
