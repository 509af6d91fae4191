from __future__ import annotations

import pytest

from reviewer.ingest.heading_numbers import parse_number


@pytest.mark.parametrize(
    ("text", "is_number"),
    [("三、12345热线工作情况", True), ("一、2024年总体情况", True), ("三、4月的工作", False), ("二、118条信息", False)],
)
def test_digits_behind_a_number(text: str, is_number: bool) -> None:
    assert (parse_number(text) is not None) is is_number
