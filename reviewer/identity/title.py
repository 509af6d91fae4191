"""What a report's title says: the organ and the year, in whatever order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.nlp.components.dates import to_year
from reviewer.regex import Regex

_YEAR = Regex(r"(?:(?:19|20)\s?\d\s?\d|二[〇○零]{1}[〇○零一二三四五六七八九]{2})(?=\s?年|\s?\)|\s*政府|\s*政务)")
_YEAR_TAIL = Regex(r"\s?年?度?")
# A school's report is of the school year, 2012-2013学年度, and due in the autumn of its second half.
_SCHOOL_YEAR = Regex(r"(?:19|20)\d\d\s?年?\s?[-至]+\s?((?:19|20)\d\d)\s?学年度?")
_SUBJECT = Regex(
    r"(?:法治)?(?:政府|政务|部门)?(?:信息|政务|事务)公开(?:和政务公开|与政务公开)?(?:工作)?(?:的)?(?:情况|年度|总结|自查)?.{0,6}?(?:报告|年报|总结)"
)
_JOINER = Regex(r"^(?:关于|发布|公布|印发|报送|[:\-\s\"<>])+|(?:关于|的|度|[:\-\s\"<>(),])+$")


@dataclass(frozen=True, slots=True)
class TitleParts:
    """A title taken apart.

    Args:
        issuer: The organ's words and where they stand in the title; None if it names none.
        year: The report year; None if it states none.
        year_span: Where the year stands in the title.
    """

    issuer: tuple[str, Span] | None
    year: int | None
    year_span: Span | None


def parse_title(title: str) -> TitleParts | None:
    """Take a title apart; None if it is not the title of an annual report.

    Reads 〈organ〉〈year〉年政府信息公开工作年度报告 and its variants: the year in front, in
    brackets at the end, 关于 in between, 政务公开工作总结 in its place.
    """
    folded = fold(title)
    subject = _SUBJECT.search(folded)
    if subject is None:
        return None
    year_match = _SCHOOL_YEAR.search(folded)
    if year_match:
        year: int | None = int(year_match[1])
    else:
        year_match = _YEAR.search(folded)
        year = to_year(year_match[0]) if year_match else None
    year_span = Span(*year_match.span()) if year_match else None
    stretches = [(0, subject.start())]
    if year_match and year_match.end() <= subject.start():
        tail = _YEAR_TAIL.match(folded, year_match.end())
        after = tail.end() if tail else year_match.end()
        stretches = [(0, year_match.start()), (after, subject.start())]
    issuer = None
    for start, end in stretches:
        trimmed = _trim(folded, start, end)
        if trimmed is not None and (issuer is None or len(trimmed) > len(issuer)):
            issuer = trimmed
    found = (title[issuer.start : issuer.end], issuer) if issuer else None
    return TitleParts(found, year, year_span)


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end:
        piece = text[start:end]
        match = _JOINER.search(piece)
        if match is None or not match[0]:
            break
        if match.start() == 0:
            start += match.end()
        else:
            end = start + match.start()
    piece = text[start:end]
    if len(piece.strip()) < 2 or not re.search(r"[^\W\d_]{2}", piece):
        return None
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, start + left + len(piece.strip()))
