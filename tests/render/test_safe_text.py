from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reviewer.render.safe_text import one_line, shorten, visible


@given(st.text())
def test_offsets_stay_and_nothing_invisible_is_left(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in shown if char not in "\t\n")
    assert not any(
        unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"} for char in shown
    )


def test_controls_become_pictures() -> None:
    assert visible("a\x00b\u202ec") == "a␀b\ufffdc"
    assert one_line("甲\t乙\n丙") == "甲 乙 / 丙"


def test_long_text_loses_its_middle() -> None:
    assert shorten("一二三四五六七八九十", 6) == "一二……九十"
    assert shorten("一二三", 6) == "一二三"
