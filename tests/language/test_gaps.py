"""Dates and figures that lack a word."""

from __future__ import annotations

import pytest

from reviewer.document.span import Span
from reviewer.language.gaps import find_gaps


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("统计期限自20241月1日起。", "20241月1日", "2024年1月1日"),
        ("至202212月31日止。", "202212月31日", "2022年12月31日"),
        ("2021以来，我局主动公开信息。", "2021", "2021年"),
        ("\n2023，区农业农村局认真落实要求。", "2023", "2023年"),
        ("自2022年1月1至12月31日。", "1月1", "1月1日"),
        ("于2022年1日31日发布。", "2022年1日31日", "2022年1月31日"),
        ("办结时间为2月30日。", "2月30日", ""),
        ("截至2022年13月，", "13月", ""),
        ("数据统计至20223年。", "20223年", ""),
        ("官方账号现有3.6粉丝。", "3.6", "3.6万"),
        ("公众号粉丝达5.2，较上年增加。", "粉丝达5.2", "粉丝达5.2万"),
        ("全年发布政策解读25，其中图解8件。", "发布政策解读25", ""),
    ],
)
def test_gaps_are_found(text: str, quote: str, right: str) -> None:
    assert [(slip.span.quote(text), slip.replacement) for slip in find_gaps(text)] == [(quote, right)]


@pytest.mark.parametrize(
    "text",
    [
        "自2022年1月1日起至2022年12月31日止，全年公开信息25条，其中政策解读12件。",
        "（国办公开办函〔2021〕30号）",
        "2022年1至12月，粉丝5.2万人，阅读量12.5万次。",
        "规划期为2021—2025年，2022年底前完成，政务信息12345热线转办3件。",
        "联系电话：0571-20231101，网址http://www.example.gov.cn/20221月。",
    ],
)
def test_correct_dates_and_figures_are_left(text: str) -> None:
    assert find_gaps(text) == ()


def test_titles_are_left() -> None:
    text = "《关于20231月工作的通知》"
    assert find_gaps(text, [Span(0, len(text))]) == ()
