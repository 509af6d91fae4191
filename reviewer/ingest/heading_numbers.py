"""The numbers that headings and list items start with: 一、 （一） 1. （1） ① 一是 第一章."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.document.model import NumberStyle
from reviewer.regex import Regex

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_H = "[一二三四五六七八九十]{1,3}"
_DASH = Regex("[—－―﹣-](?=[、．.](?![0-9]))")  # —、总体情况: the key beside 一
_A = "[0-9０-９]{1,2}"
_YEAR = Regex(r"20[0-9][0-9]\s*年")

# Order matters: the first pattern that fits decides. Each has one group, the number itself.
_PATTERNS: tuple[tuple[NumberStyle, Regex], ...] = (
    ("chapter", Regex(rf"第\s*({_H}|{_A})\s*(?:章|部分|篇)\s*[、，：:.．]?")),
    ("ordinal", Regex(rf"({_H})(?:是|要(?![求点闻件素]))")),
    ("ordinal", Regex(rf"[第其]({_H})[，、,：:]")),
    (
        "han",
        Regex(rf"({_H})\s*[、．.﹑,，：:]+(?![0-9](?![0-9]{{4}}(?![0-9]))(?!0[0-9]{{2}}\s*年))"),
    ),  # 三、4月 is no heading; 三、12345热线, 一、2024年 are
    ("paren_han", Regex(rf"[（(〔﹙\[【]\s*({_H})\s*[）)〕﹚\]】]\s*[、.．]?")),
    ("paren_arabic", Regex(rf"[（(﹙]\s*({_A})\s*[）)﹚]\s*[、.．]?")),
    ("paren_arabic", Regex(rf"({_A})\s*[）)](?![（(])")),
    ("arabic", Regex(rf"({_A})\s*(?:[、﹑]|[.．](?:(?=20[0-9][0-9]\s*年)|(?![0-9０-９a-zA-Z])))")),
    ("han", Regex(rf"({_H})[ \u3000]+(?=[^\W\d_])")),
)
# Signs that hold number and punctuation in one character: first sign, value of it, how many.
_SINGLE: tuple[tuple[NumberStyle, int, int], ...] = (
    ("circled", 0x2460, 20),  # ①
    ("circled", 0x2776, 10),  # ❶
    ("circled", 0x2780, 10),  # ➀
    ("paren_arabic", 0x2474, 20),  # ⑴
    ("arabic", 0x2488, 20),  # ⒈
    ("paren_han", 0x3220, 10),  # ㈠
)
_STARTS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十第其（(〔﹙[【")
_SINGLE_CODES = frozenset(first + offset for _, first, count in _SINGLE for offset in range(count))


@dataclass(frozen=True, slots=True)
class LeadingNumber:
    """The number at the start of a line.

    Args:
        style: Its form.
        value: What it counts, from 1.
        length: Characters that it fills, its punctuation included.
    """

    style: NumberStyle
    value: int
    length: int


def parse_number(text: str) -> LeadingNumber | None:
    """Return the number that ``text`` starts with; None if it starts with none."""
    if not text:
        return None
    if _DASH.match(text):
        text = "一" + text[1:]
    code = ord(text[0])
    if text[0] not in _STARTS and code not in _SINGLE_CODES:
        return None
    for style, first, count in _SINGLE:
        if first <= code < first + count:
            length = 2 if len(text) > 1 and text[1] in "、.．" else 1
            return LeadingNumber(style, code - first + 1, length)
    for style, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            value = _value(found[1])
            if value and not (style == "arabic" and _is_date_or_amount(text, found.end())):
                return LeadingNumber(style, value, len(found[0].rstrip()))
    return None


def _value(number: str) -> int:
    if number[0] in "0123456789０１２３４５６７８９":
        return int(number)
    if "十" not in number:
        return _DIGITS[number] if len(number) == 1 else 0
    tens, _, ones = number.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _is_date_or_amount(text: str, end: int) -> bool:
    """``3、4月`` and ``5.`` alone count nothing; ``1、2021年`` does."""
    rest = text[end:].lstrip()
    return not rest or (rest[0] in "0123456789０１２３４５６７８９%％" and not _YEAR.match(rest))
