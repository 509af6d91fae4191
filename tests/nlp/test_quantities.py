from __future__ import annotations

from decimal import Decimal

import pytest

from reviewer.nlp.components.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "is_approximate"),
    [
        ("公开118条", "118", "条", False),
        ("约３，２００人次", "3200", "人次", True),
        ("120余件", "120", "件", True),
        ("近百场", "100", "场", True),
        ("十二件", "12", "件", False),
        ("1.2万元", "12000", "元", False),
        ("收费41.6万元", "416000", "元", False),
        ("办结率98.5%", "98.5", "%", False),
        ("增长３％", "3", "%", False),
        ("20个工作日", "20", "个工作日", False),
        ("3万余次", "30000", "次", True),
        ("500条以上", "500", "条", True),
    ],
)
def test_quantity(text: str, value: str, unit: str, is_approximate: bool) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.is_approximate) == (Decimal(value), unit, is_approximate)


@pytest.mark.parametrize(
    "text", ["一是加强学习", "第二十条第（一）项", "十四五规划", "三审三校", "2023年5月6日", "一方面"]
)
def test_words_and_dates_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_number_span_holds_the_digits_alone() -> None:
    text = "共收到约 1,200 余件"
    (found,) = find_quantities(text)
    assert found.number_span.quote(text) == "1,200"
