"""The numbers that Word generates: 一、 （一） 1. 1.1 ①, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from reviewer.ingest.docx_package import W, flag, int_of, value_of
from reviewer.regex import Regex

_MAX_LEVEL = 8
_PLACEHOLDER = Regex("%([1-9])")
_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition.

    Args:
        start: First number.
        form: Word's name of the number form, ``chineseCounting`` and the like.
        pattern: Text with ``%1`` for the number of level 1 and so on.
        style: Paragraph style that carries this level.
        restart: Level (from 1) whose paragraphs restart this one; None for any higher, 0 for never.
        all_decimal: Show the numbers of higher levels in figures.
        spaced: A space stands between number and text.
    """

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    style: str | None = None
    restart: int | None = None
    all_decimal: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A list instance: its definition and what it overrides."""

    definition: int
    levels: dict[int, Level]
    start_overrides: dict[int, int]


@dataclass
class Numberer:
    """Counts the numbered paragraphs of one document, in order."""

    lists: dict[int, _List] = field(default_factory=dict)
    counters: dict[int, dict[int, int]] = field(default_factory=dict)
    started: set[tuple[int, int]] = field(default_factory=set)

    def level_of_style(self, num_id: int, style_id: str) -> int:
        """Return the level of list ``num_id`` that is linked to a style; 0 if none is."""
        found = self.lists.get(num_id)
        if found:
            for index, level in found.levels.items():
                if level.style == style_id:
                    return index
        return 0

    def next_number(self, num_id: int, level: int) -> str:
        """Count one paragraph of list ``num_id`` at ``level``, from 0; return what Word shows in front of it."""
        found = self.lists.get(num_id)
        level = min(level, _MAX_LEVEL)
        if found is None or level not in found.levels:
            return ""
        counters = self.counters.setdefault(found.definition, {})
        override = found.start_overrides.get(level)
        if override is not None and (num_id, level) not in self.started:
            counters[level] = override
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = found.levels[level].start
        self.started.add((num_id, level))
        for deeper in [index for index in counters if index > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level + 1 <= restart:
                del counters[deeper]
        return self._render(found, counters, level)

    def _render(self, found: _List, counters: dict[int, int], level: int) -> str:
        shown = found.levels[level]
        if shown.form in ("bullet", "none"):
            return ""

        def number(placeholder: re.Match[str]) -> str:
            index = int(placeholder[1]) - 1
            source = found.levels.get(index, Level())
            form = "decimal" if shown.all_decimal and index != level else source.form
            return to_number(counters.get(index, source.start), form)

        text = _PLACEHOLDER.sub(number, shown.pattern)
        if text and (shown.spaced or text[-1].isalnum()) and text[-1] not in "、）)．":
            text += " "
        return text


def read_numbering(root: etree._Element | None) -> Numberer:
    """Return a counter for the lists that ``numbering.xml`` defines."""
    numberer = Numberer()
    if root is None:
        return numberer
    definitions: dict[int, dict[int, Level]] = {}
    linked: dict[int, str] = {}
    by_style: dict[str, int] = {}
    for element in root.iter(f"{W}abstractNum"):
        key = _int_attribute(element, "abstractNumId")
        if key is None:
            continue
        definitions[key] = _read_levels(element)
        link, own = value_of(element, "numStyleLink"), value_of(element, "styleLink")
        if link:
            linked[key] = link
        if own:
            by_style[own] = key
    for key, link in linked.items():
        if not definitions[key] and link in by_style:
            definitions[key] = definitions[by_style[link]]
    for element in root.iter(f"{W}num"):
        num_id = _int_attribute(element, "numId")
        definition = int_of(element, "abstractNumId")
        if num_id is None or definition is None:
            continue
        levels = dict(definitions.get(definition, {}))
        starts: dict[int, int] = {}
        for override in element.iter(f"{W}lvlOverride"):
            index = _int_attribute(override, "ilvl")
            if index is None:
                continue
            start = int_of(override, "startOverride")
            if start is not None:
                starts[index] = start
            own_level = override.find(f"{W}lvl")
            if own_level is not None:
                levels[index] = _read_level(own_level)
        numberer.lists[num_id] = _List(definition, levels, starts)
    return numberer


def _int_attribute(element: etree._Element, name: str) -> int | None:
    value = element.get(W + name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def _read_levels(definition: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in definition.iterchildren(f"{W}lvl"):
        index = _int_attribute(element, "ilvl")
        if index is not None and index <= _MAX_LEVEL:
            levels[index] = _read_level(element)
    return levels


def _read_level(element: etree._Element) -> Level:
    start = int_of(element, "start")
    form = value_of(element, "numFmt")
    if form is None:  # newer number forms hide behind a compatibility choice
        nested = next(element.iter(f"{W}numFmt"), None)
        form = nested.get(f"{W}val") if nested is not None else None
    return Level(
        start=1 if start is None else start,
        form=form or "decimal",
        pattern=value_of(element, "lvlText") or "",
        style=value_of(element, "pStyle"),
        restart=int_of(element, "lvlRestart"),
        all_decimal=flag(element.find(f"{W}isLgl")) or False,
        spaced=value_of(element, "suff") == "space",
    )


def to_number(value: int, form: str) -> str:
    """Return ``value`` in one of Word's number forms; figures for a form that is not known."""
    if form in _HAN_FORMS:
        return to_han(value)
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_HAN[int(digit)] for digit in str(value))
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return to_han(value, digits=_LEGAL, units="拾佰仟", bare_ten=False)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if form == "decimalEnclosedParen" and 1 <= value <= 20:
        return chr(0x2474 + value - 1)
    if form == "decimalEnclosedFullstop" and 1 <= value <= 20:
        return chr(0x2488 + value - 1)
    if form == "ideographEnclosedCircle" and 1 <= value <= 10:
        return chr(0x3280 + value - 1)
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("lowerLetter", "upperLetter") and value >= 1:
        letter = chr(ord("a") + (value - 1) % 26) * min(1 + (value - 1) // 26, 20)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 1 <= value <= 3999:
        return _to_roman(value) if form == "upperRoman" else _to_roman(value).lower()
    return str(value)


_HAN_FORMS = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
     "taiwaneseCountingThousand", "ideographTraditional", "koreanCounting"}
)  # fmt: skip


def to_han(value: int, *, digits: str = _HAN, units: str = "十百千", bare_ten: bool = True) -> str:
    """Return a number from 0 to 9999 in Chinese: 十二, 一百零三; figures beyond."""
    if not 0 < value < 10_000:
        return digits[0] if value == 0 else str(value)
    text = ""
    pending_zero = False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if not digit:
            pending_zero = bool(text)
            continue
        if pending_zero:
            text += "零"
            pending_zero = False
        text += digits[digit] + (units[power - 1] if power else "")
    return text[1:] if bare_ten and 10 <= value < 20 else text


def _to_roman(value: int) -> str:
    text = ""
    for size, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += sign * (value // size)
        value %= size
    return text
