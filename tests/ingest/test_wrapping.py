from __future__ import annotations

import textwrap

import pytest

from reviewer.ingest.wrapping import unwrap

FIRST = (
    "2021年，我局围绕水旱灾害防御、农村供水和河湖管护三个方面公开政府信息，全年通过县政府门户网站发布126条，"
    "其中工程建设48条、供水保障31条、河湖管护47条；清泽水利公众号推送稿件92篇，群众留言全部答复。"
)
SECOND = (
    "汛期每日两次公布水库水位，入夏后在三个乡镇的赶集日发放用水明白纸1500份，并在村级广播中播出；"
    "对群众反映集中的水价问题，会同发改部门召开说明会两场，公开会议记录和采纳情况，全年没有发生复议诉讼。"
)
DATE = "2022年1月20日"
DOCUMENT = [
    "清泽县水利局2021年政府信息公开工作年度报告",
    "一、总体情况",
    FIRST,
    SECOND,
    "六、其他需要报告的事项",
    "没有需要报告的其他事项。",
    "清泽县水利局",
    DATE,
]


def wrap(paragraph: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(paragraph, width, initial_indent=indent, break_long_words=True, break_on_hyphens=False)


@pytest.mark.parametrize("indent", ["", "　　", "    "])
@pytest.mark.parametrize("width", [24, 30, 38])
def test_wrapped_lines_become_paragraphs(width: int, indent: str) -> None:
    lines = [line for paragraph in DOCUMENT for line in wrap(paragraph, width, indent if len(paragraph) > 25 else "")]
    assert unwrap(lines) == DOCUMENT


def test_indent_tells_whether_a_full_line_that_ends_a_sentence_goes_on() -> None:
    sentence = "汛期每日两次公布水库水位，村级广播同步播出，群众反映良好。"  # fills a line of 28 to the end
    paragraph = "我局" + sentence[2:] + sentence * 4 + "全年没有投诉。"
    lines = wrap(paragraph, len(sentence), "") + wrap(paragraph, len(sentence), "")
    assert len(unwrap(lines)) > 2
    shown = wrap("公开" + paragraph, len(sentence) + 2, "　　")
    assert any(line.endswith("。") for line in shown[1:-1])
    assert unwrap([*shown, *shown]) == ["公开" + paragraph] * 2


def test_blank_line_ends_a_paragraph() -> None:
    lines = [*wrap(FIRST, 30, ""), "", *wrap(SECOND, 30, "")]
    assert unwrap(lines) == [FIRST, SECOND]


def test_page_number_inside_a_paragraph_goes() -> None:
    lines = wrap(FIRST, 30, "")
    assert unwrap([*lines[:2], "", "- 3 -", "", *lines[2:], *wrap(SECOND, 30, "")]) == [FIRST, SECOND]


def test_double_spaced_copy() -> None:
    lines = [line for paragraph in DOCUMENT for line in wrap(paragraph, 30, "")]
    assert unwrap([piece for line in lines for piece in (line, "")]) == DOCUMENT


def test_paragraphs_that_are_not_wrapped_stay() -> None:
    lines = [FIRST, SECOND, "一、总体情况", "主动公开", "全年公开信息31条。"]
    assert unwrap(lines) == lines


def test_line_that_stops_at_a_comma_goes_on() -> None:
    assert unwrap(["全年通过县政府门户网站公开信息126条，群众反映查阅方便，", "其中工程建设48条。"]) == [
        "全年通过县政府门户网站公开信息126条，群众反映查阅方便，其中工程建设48条。"
    ]


def test_list_items_headings_and_signature_stay_apart() -> None:
    lines = ["（一）存在的主要问题", "1.公布偏慢", "2.形式单一", "清泽县水利局", DATE]
    assert unwrap(lines) == lines
