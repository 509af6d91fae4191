from __future__ import annotations

import pytest

from reviewer.nlp.components.dates import find_dates, to_year


@pytest.mark.parametrize(
    ("text", "kind", "year", "end_year", "month"),
    [
        ("2023年", "year", 2023, None, None),
        ("２０２３年度", "year", 2023, None, None),
        ("二〇二三年", "year", 2023, None, None),
        ("2 023年", "year", 2023, None, None),
        ("2023年5月", "month", 2023, None, 5),
        ("2023年5月6日", "day", 2023, None, 5),
        ("2023-05-06", "day", 2023, None, 5),
        ("2023.5.6", "day", 2023, None, 5),
        ("2023年1月1日至12月31日", "period", 2023, 2023, 1),
        ("2022年1月1日起至2023年12月31日止", "period", 2022, 2023, 1),
        ("2021—2023年", "period", 2021, 2023, None),
    ],
)
def test_date(text: str, kind: str, year: int, end_year: int | None, month: int | None) -> None:
    (found,) = find_dates(text)
    assert (found.kind, found.year, found.end_year, found.month) == (kind, year, end_year, month)


@pytest.mark.parametrize(("text", "offset"), [("今年", 0), ("去年", -1), ("上年", -1), ("明年", 1), ("前年", -2)])
def test_relative_year(text: str, offset: int) -> None:
    (found,) = find_dates(f"{text}公开")
    assert (found.kind, found.year, found.offset) == ("relative_year", None, offset)


@pytest.mark.parametrize("text", ["电话0379-6120231", "公开2023条", "编号120230115", "20楼"])
def test_figures_that_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_to_year_refuses_words() -> None:
    with pytest.raises(ValueError, match="not a year"):
        to_year("某年")
