from __future__ import annotations

import pytest

from reviewer.document.build import BlockDraft, CellDraft, HeadingDraft, ParagraphDraft, TableDraft
from reviewer.ingest.heading_numbers import parse_number
from reviewer.ingest.headings import find_headings

TEXT = "全年通过县政府门户网站公开信息126条，其中工程建设48条，群众反映查阅方便。"


def headings(*lines: str | BlockDraft) -> list[tuple[int | None, str]]:
    """Return level and heading words of each line."""
    drafts = [ParagraphDraft(line) if isinstance(line, str) else line for line in lines]
    found: list[tuple[int | None, str]] = []
    for draft, heading in zip(drafts, find_headings(drafts), strict=True):
        text = draft.text if isinstance(draft, ParagraphDraft) else ""
        words = text[: heading.heading_chars] if heading.heading_chars else text
        found.append((heading.level, words if heading.level is not None else ""))
    return found


def only(line: str | ParagraphDraft) -> HeadingDraft:
    return find_headings(
        [
            ParagraphDraft("清泽县水利局2021年政府信息公开工作年度报告"),
            line if isinstance(line, ParagraphDraft) else ParagraphDraft(line),
            ParagraphDraft(TEXT),
        ]
    )[1]


@pytest.mark.parametrize(
    ("line", "style", "value", "length"),
    [
        ("一、总体情况", "han", 1, 2),
        ("十二、附则", "han", 12, 3),
        ("二十、其他", "han", 20, 3),
        ("一.总体情况", "han", 1, 2),
        ("一 总体情况", "han", 1, 1),
        ("（一）主动公开", "paren_han", 1, 3),
        ("(一) 主要存在问题", "paren_han", 1, 3),
        ("（三)平台", "paren_han", 3, 3),
        ("㈠主动公开", "paren_han", 1, 1),
        ("（十一）其他", "paren_han", 11, 4),
        ("1.加强领导", "arabic", 1, 2),
        ("1、加强领导", "arabic", 1, 2),
        ("１．加强领导", "arabic", 1, 2),
        ("12. 加强领导", "arabic", 12, 3),
        ("1、2021年完成改版", "arabic", 1, 2),
        ("1.2021年完成改版", "arabic", 1, 2),
        ("⒈加强领导", "arabic", 1, 1),
        ("（1）加强领导", "paren_arabic", 1, 3),
        ("1）加强领导", "paren_arabic", 1, 2),
        ("⑴加强领导", "paren_arabic", 1, 1),
        ("①加强领导", "circled", 1, 1),
        ("⑳末项", "circled", 20, 1),
        ("第一部分 概述", "chapter", 1, 4),
        ("第二章、工作情况", "chapter", 2, 4),
        ("一是加强领导", "ordinal", 1, 2),
        ("第三，加强领导", "ordinal", 3, 3),
        ("二要加强领导", "ordinal", 2, 2),
    ],
)
def test_number_is_parsed(line: str, style: str, value: int, length: int) -> None:
    found = parse_number(line)
    assert found is not None
    assert (found.style, found.value, found.length) == (style, value, length)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "2021年，我局",
        "1.76万元",
        "3.5万元用于",
        "一般情况",
        "一些问题",
        "第二十条第（一）项",
        "0",
        "12",
        "三农工作",
        "3、4月间",
        "两是",
    ],
)
def test_no_number(line: str) -> None:
    assert parse_number(line) is None


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、总体情况", 1),
        ("第一部分 概述", 1),
        ("（一）主动公开", 2),
        ("（一）主动公开。", 2),
        ("（二）坚持以公开为常态，深入推进主动公开", 2),
        ("二、主动公开政府信息工作情况。", 1),
        ("1.加强组织领导", 3),
        ("（1）制度建设", 4),
        ("①水库", 5),
        ("总体情况", 1),
        ("概述", 1),
        ("存在的主要问题及改进情况", 1),
        ("存在主要问题及改正情况", 1),
        ("政府信息公开行政复议、行政诉讼情况", 1),
        ("政府信息公开工作的收费及减免情况", 1),
        ("主动公开情况", 2),
        ("政府信息公开平台建设", 2),
        ("监督保障", 2),
        ("改进措施", 2),
        ("（一）2021年，我局主动公开政府信息123条。", None),
        ("1.全年公开政府信息123条", None),
        ("一是加强领导，落实责任。", None),
        ("2021年1月20日", None),
        ("清泽县水利局", None),
        ("（二）我局高度重视。成立了领导小组，由局长任组长。", None),
    ],
)
def test_level_of_one_line(line: str, level: int | None) -> None:
    assert only(line).level == level


@pytest.mark.parametrize(
    ("line", "level", "words"),
    [
        ("（一）主动公开。2022年，我局全年公开信息31条。", 2, "（一）主动公开"),
        ("（一）主动公开情况：全年公开信息31条。", 2, "（一）主动公开情况"),
        ("（二）依申请公开方面，全年未收到申请。", 2, "（二）依申请公开方面"),
        ("（四）政府信息公开平台建设　　县政府门户网站设有专栏。", 2, "（四）政府信息公开平台建设"),
        ("1.水质数据公布偏慢。检测结果要二十天才能上网。", 3, "1.水质数据公布偏慢"),
        ("一、总体情况：全年公开信息31条。", 1, "一、总体情况"),
    ],
)
def test_run_in_heading_covers_its_words_only(line: str, level: int, words: str) -> None:
    heading = only(line)
    assert (heading.level, line[: heading.heading_chars]) == (level, words)


def test_ordinal_carries_a_number_but_no_level() -> None:
    heading = only("二是加强培训。组织业务骨干外出学习两次。")
    assert (heading.level, heading.number) == (None, ("ordinal", 2, 2))


def test_short_numbered_lines_in_a_row_are_a_list() -> None:
    found = headings("（一）主动公开", "1.工程建设类", "2.供水保障类", "3.河湖管护类", TEXT)
    assert [level for level, _ in found] == [2, None, None, None, None]


def test_numbered_lines_with_text_between_are_headings() -> None:
    found = headings("（一）存在的主要问题", "1.公布偏慢", TEXT, "2.形式单一", TEXT)
    assert [level for level, _ in found] == [2, 3, None, 3, None]


def test_list_of_contents_opens_no_sections() -> None:
    names = ["一、总体情况", "二、主动公开政府信息情况", "三、其他需要报告的事项"]
    found = headings("全文目录如下", *names, names[0], TEXT, names[1], TEXT, names[2], TEXT)
    assert [level for level, _ in found] == [None, None, None, None, 1, None, 1, None, 1, None]


def test_caption_above_a_table_opens_no_section() -> None:
    table = TableDraft((CellDraft(0, 0, "规章"), CellDraft(0, 1, "0")))
    found = headings("二、主动公开政府信息情况", "主动公开政府信息情况表", table, "三、其他需要报告的事项", "无")
    assert [level for level, _ in found] == [1, None, None, 1, None]


def test_row_labels_of_the_form_open_no_sections() -> None:
    labels = [
        "一、本年新收政府信息公开申请数量",
        "三、本年度办理结果",
        "（一）予以公开",
        "（七）总计",
        "四、结转下年度继续办理",
    ]
    found = headings("三、收到和处理政府信息公开申请情况", *labels, "四、政府信息公开行政复议、行政诉讼情况", TEXT)
    assert [level for level, _ in found] == [1, None, None, None, None, None, 1, None]


def test_sentence_behind_a_number_is_a_heading_only_above_a_text() -> None:
    text = (
        "政务公开工作由县政务服务中心移交至县政府办公室，成立政务公开办公室，配备了工作人员，县直各单位参照执行，" * 2
    )
    sentence = "（一）理顺职责分工，建立完善工作机制。"
    assert [level for level, _ in headings(sentence, text)] == [2, None]
    assert [level for level, _ in headings(sentence, "（二）加强培训指导，提升业务能力。", "无")] == [None, None, None]


def test_wrong_numbers_keep_the_level_of_their_form() -> None:
    found = headings("（一）总体情况", "1.主动公开", TEXT, "一、总体情况", "一、主动公开政府信息情况", TEXT)
    assert [level for level, _ in found] == [2, 3, None, 1, 1, None]


def test_word_outline_counts_where_the_text_has_no_number() -> None:
    found = headings(
        ParagraphDraft("清泽县水利局2021年政府信息公开工作年度报告", level_hint=0),
        ParagraphDraft("强化责任落实", level_hint=2),
        TEXT,
        ParagraphDraft("一、总体情况", level_hint=3),
        ParagraphDraft(TEXT, level_hint=1),
    )
    assert [level for level, _ in found] == [0, 2, None, 1, None]


def test_title_is_level_zero_once() -> None:
    title = "清泽县水利局2021年政府信息公开工作年度报告"
    found = headings(title, "一、总体情况", title, TEXT)
    assert [level for level, _ in found] == [0, 1, None, None]
