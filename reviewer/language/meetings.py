"""Congresses of the party and plenary sessions: which there were, and when."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.document.span import Span
from reviewer.language.slip import Slip
from reviewer.regex import Regex

_HAN = {char: value for value, char in enumerate("一二三四五六七八九", start=1)}
# Month of each plenary session since the eighteenth congress; the first follows its congress.
_SESSIONS: dict[int, tuple[tuple[int, int], ...]] = {
    18: ((2012, 11), (2013, 2), (2013, 11), (2014, 10), (2015, 10), (2016, 10), (2017, 10)),
    19: ((2017, 10), (2018, 1), (2018, 2), (2019, 10), (2020, 10), (2021, 11), (2022, 10)),
    20: ((2022, 10), (2023, 2), (2024, 7), (2025, 10)),
}
_OPEN_CONGRESS = 20  # its later sessions are still to come
_CONGRESSES = {18: (2012, 11), 19: (2017, 10), 20: (2022, 10)}
_LAST_SESSION = 7
_PUBLISHED = 3  # a year's report is out by the end of next January; two months of grace
_SESSION = Regex(
    r"(十[一二三四五六七八九]|二十[一二三]?)(届|大)((?:[一二三四五六七八九]中)(?:、[一二三四五六七八九]中)*)全会"
)
_CONGRESS = Regex(r"党的(十[八九]|二十)大(?!以?来?前)")
_EXPECTING = Regex(r"迎接|喜迎|召开前|即将|筹备|迎|将要|献礼")


def find_meetings(text: str, year: int | None) -> tuple[Slip, ...]:
    """Return the meetings in ``text`` that are misnamed, never took place or were still to come.

    Args:
        text: The document's text.
        year: The report year; without it no date is judged.
    """
    found = [*_sessions(text, year), *_congresses(text, year)]
    return tuple(sorted(found, key=lambda slip: slip.span))


def _number(han: str) -> int:
    tens, _, ones = han.rpartition("十")
    return (_HAN.get(tens, 1) * 10 if "十" in han else 0) + _HAN.get(ones, 0)


def _sessions(text: str, year: int | None) -> Iterator[Slip]:
    for match in _SESSION.finditer(text):
        congress, form, listed = match.groups()
        span = Span(*match.span())
        if form == "大":
            yield Slip(
                span,
                f"{congress}届{listed}全会",
                "meeting",
                "error",
                "全会按“届”称，“大”指党的全国代表大会",
            )
            continue
        held = _SESSIONS.get(_number(congress))
        if held is None:
            continue
        for word in listed.split("、"):
            session = _HAN[word[0]]
            if session > _LAST_SESSION or (session > len(held) and _number(congress) != _OPEN_CONGRESS):
                yield Slip(span, "", "meeting", "error", f"{congress}届没有{word}全会")
            elif session <= len(held) and _is_to_come(held[session - 1], year):
                when = f"{held[session - 1][0]}年{held[session - 1][1]}月"
                yield Slip(span, "", "meeting", "warning", f"{congress}届{word}全会于{when}召开，晚于本报告编制时间")


def _congresses(text: str, year: int | None) -> Iterator[Slip]:
    for match in _CONGRESS.finditer(text):
        held = _CONGRESSES[_number(match.group(1))]
        if _is_to_come(held, year) and not _EXPECTING.search(text[max(match.start() - 8, 0) : match.start()]):
            when = f"{held[0]}年{held[1]}月"
            yield Slip(
                Span(*match.span()), "", "meeting", "warning", f"{match.group()}于{when}召开，晚于本报告编制时间"
            )


def _is_to_come(held: tuple[int, int], year: int | None) -> bool:
    return year is not None and held > (year + 1, _PUBLISHED)
