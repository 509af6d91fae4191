"""The names that others have replaced."""

from datetime import date

import pytest

from reviewer.knowledge.successions import load_successions


def _find(text: str) -> list[tuple[str, str]]:
    return [(match["name"], one.now) for one in load_successions() for match in one.pattern.finditer(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("宣讲《信访条例》2场", [("信访条例", "信访工作条例")]),
        ("宣讲《中华人民共和国合同法》", [("合同法", "民法典")]),
        ("会同人民银行朔宁市中心支行公布", [("人民银行朔宁市中心支行", "人民银行市分行")]),
        ("依据《岚江省信访条例》", []),
        ("宣讲《信访工作条例》", []),
        ("《劳动合同法》图册", []),
    ],
)
def test_only_titles_of_the_state_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert _find(text) == found


def test_every_succession_has_a_source_and_a_date_of_the_past() -> None:
    for one in load_successions():
        assert one.source
        assert one.now
        assert date(2007, 6, 30) < one.until < date(2026, 1, 1)


def test_months_end_on_their_last_day() -> None:
    ends = {one.now: one.until for one in load_successions()}
    assert ends["信访工作条例"] == date(2022, 4, 30)
    assert ends["民法典"] == date(2020, 12, 31)
