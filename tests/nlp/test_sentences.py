from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.document.model import Document
from reviewer.nlp.sentences import read_sentences, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("公开118条。全部按期。", ["公开118条。", "全部按期。"]),
        ("一是偏晚；二是偏少。", ["一是偏晚；", "二是偏少。"]),
        ("他说：“公开。”后来停了。", ["他说：“公开。”", "后来停了。"]),
        ("（见附件。）完", ["（见附件。）", "完"]),
        ("金额1.5万元。", ["金额1.5万元。"]),
        ("没有句号", ["没有句号"]),
        ("  前后有空白。 \n", ["前后有空白。"]),
        ("", []),
    ],
)
def test_split_sentences(text: str, sentences: list[str]) -> None:
    assert [span.quote(text) for span in split_sentences(text)] == sentences


def test_headings_and_tables_hold_no_sentences(parse_draft: Callable[[str], Document]) -> None:
    document = parse_draft(
        "清泽县水利局2023年政府信息公开工作年度报告\n引言一句话。\n一、总体情况\n公开118条。全部按期。\n"
        "二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政许可\t57\n\n三、收到和处理政府信息公开申请情况\n未收到。\n"
    )
    found = read_sentences(document)
    assert [sentence.text for sentence in found] == ["引言一句话。", "公开118条。", "全部按期。", "未收到。"]
    assert found[0].section is None
    headings = [document.quote(document.sections[s.section].heading.span) for s in found if s.section is not None]
    assert headings == ["一、总体情况", "一、总体情况", "三、收到和处理政府信息公开申请情况"]


def test_run_in_heading_is_not_part_of_the_sentence(parse_draft: Callable[[str], Document]) -> None:
    document = parse_draft(
        "清泽县水利局2023年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开。全年公开信息118条。\n"
    )
    assert "全年公开信息118条。" in [sentence.text for sentence in read_sentences(document)]


def test_a_text_without_marks_is_cut() -> None:
    text = "信息公开" * 1000
    pieces = split_sentences(text)
    assert max(len(piece) for piece in pieces) == 1000
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text


def test_a_long_list_is_cut_behind_a_comma() -> None:
    text = "公开信息十二条，" * 300
    assert all(text[piece.start : piece.end].endswith("，") for piece in split_sentences(text))
