from __future__ import annotations

from decimal import Decimal

import pytest

from reviewer.document.numerals import parse_han, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百二十", 120),
        ("一百二", 120),
        ("三千五", 3500),
        ("三万五千", 35_000),
        ("一亿二千万", 120_000_000),
        ("两", 2),
        ("二〇二一", 2021),
        ("贰拾叁", 23),
        ("零", 0),
    ],
)
def test_parse_han(text: str, value: int) -> None:
    assert parse_han(text) == value


@pytest.mark.parametrize("text", ["", "年", "一些", "3十"])
def test_parse_han_refuses_what_is_no_number(text: str) -> None:
    assert parse_han(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("312", "312"),
        ("１２", "12"),
        ("1.76", "1.76"),
        ("3,200", "3200"),
        ("1.2万", "12000"),
        ("-4", "-4"),
        ("+4", "4"),
        ("一百二十", "120"),
        (" 7 ", "7"),
        ("2亿", "200000000"),
    ],
)
def test_parse_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "无", "1.2.3", "12件", "/", "-", "."])
def test_parse_number_refuses_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None
