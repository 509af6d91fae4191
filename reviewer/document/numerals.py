"""Numbers as official prose writes them: 312, １２, 1.76, 一百二十, 两, 3,200, 1.2万."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_DIGITS |= {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

HAN_NUMERALS = "".join((*_DIGITS, *_SMALL, *_LARGE)).replace("Ｏ", "")


def parse_han(text: str) -> int | None:
    """Return the value of a number in Chinese numerals; None if it is not one.

    Reads positional (一百二十三, 二十, 三万五千), spelled-out (二〇二一) and
    abbreviated forms (三千五 is 3500, as in speech).
    """
    if not text or any(char not in _DIGITS and char not in _SMALL and char not in _LARGE for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = 0
    digit: int | None = None
    last_unit = 1
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            if char in "零〇":
                last_unit = 1
        elif char in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[char]
            last_unit, digit = _SMALL[char], None
        else:
            section += digit or 0
            total = (total + section) * _LARGE[char] if _LARGE[char] > 10_000 else total + section * _LARGE[char]
            section, digit, last_unit = 0, None, _LARGE[char]
    if digit is not None:
        section += digit * (last_unit // 10 if last_unit > 10 else 1)
    return total + section


def parse_number(text: str) -> Decimal | None:
    """Return the value of ``text`` as a whole; None if it is not a number.

    Takes half-width and full-width digits, thousands separators, a decimal point,
    a sign, Chinese numerals, and 万 or 亿 after any of them.
    """
    folded = _fold_digits(text.strip())
    factor = Decimal(1)
    while len(folded) > 1 and folded[-1] in _LARGE and folded[-2] in "0123456789.":
        factor *= _LARGE[folded[-1]]
        folded = folded[:-1]
    if not folded:
        return None
    if folded[0] in "+-0123456789.":
        digits = folded.replace(",", "")
        try:
            value = Decimal(digits)
        except InvalidOperation:
            return None
        return value * factor if value.is_finite() else None
    han = parse_han(folded)
    return None if han is None else Decimal(han) * factor


_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {ord("−"): "-", ord("—"): "-", 0x3000: " "}


def _fold_digits(text: str) -> str:
    return text.translate(_WIDE).replace(" ", "")
