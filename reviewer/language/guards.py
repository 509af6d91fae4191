"""Names that a writer made and that no model knows: titles, addresses, accounts, campaigns."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.document.span import Span
from reviewer.regex import Regex

_TITLES = (("《", "》"), ("〈", "〉"))
_ADDRESS = Regex(r"(?:(?:地址|地点)[:：为]|位于|地处|设在)[^，。；,;\n）)]{1,40}")
_STREET = Regex(r"[^\W\d_]{1,4}(?:大道|大街|路|街|巷|弄|胡同)\d{1,4}(?:-\d+)?号")
_NUMBERED = Regex(r"[^\W\d_]{2,9}(?=[〔\[【﹝（(]20\d\d[〕\]】﹞）)]\s?第?\s?\d{1,4}\s?号)")
_LETTERED = Regex(r"(?m)^[^\S\n]*[甲乙丙丁戊己庚辛壬癸壹贰叁肆伍陆柒捌玖拾]+(?=[、．. \u3000，：:])")
_AFFAIRS = Regex(r"[镇乡村居厂校院社街县区组园所站警狱检审法团会企]务(?=(?:信息)?公开)")  # 镇务公开 like 政务公开
# 每 and 逐 go with any unit.
_EACH = Regex(
    r"[每逐][级层节栏格项类批段章册组名处户箱栋袋株车船塔机区乡班校院店点井图卷字句人单笔表科股队站所镇村条件份页岗]"
)
# 监督科试写, 业务股事先通知: an office and what it does, no 科室.
_OFFICE_DOES = Regex(
    r"(?<=[科股处])(?:试[编写排点播用挂行开办讲评发填聘运种养制]|事[先前后]|视情|视同|适时|适当|实[行施地际]|示范|始终|使用|市[民内场区])"
)
_WHETHER = Regex(r"([^\W\d_])[没不]\1")  # 建没建, 清不清
_MAX_QUOTED_NAME = 10


def titles_in(text: str) -> list[Span]:
    """Return what stands in 《》: a title is quoted as it is."""
    found: list[Span] = []
    for opening, closing in _TITLES:
        start = text.find(opening)
        while start >= 0:
            end = text.find(closing, start)
            line = text.find("\n", start)
            if end < 0:
                break
            if line < 0 or end < line:
                found.append(Span(start, end + 1))
            start = text.find(opening, start + 1)
    return found


def questions_in(text: str) -> list[Span]:
    """Return 建没建 and 清不清, whose first two characters look like a word written wrongly."""
    return [Span(*match.span()) for match in _WHETHER.finditer(text)]


def own_names_in(text: str) -> Iterator[Span]:
    """Yield addresses, numbers of headings and documents, 每 with its unit, what offices do, short quoted words."""
    for pattern in (_ADDRESS, _STREET, _LETTERED, _NUMBERED, _AFFAIRS, _EACH, _OFFICE_DOES):
        yield from (Span(*match.span()) for match in pattern.finditer(text))
    start = text.find("“")
    while start >= 0:
        end = text.find("”", start)
        if start < end <= start + _MAX_QUOTED_NAME + 1:
            yield Span(start, end + 1)
        start = text.find("“", start + 1)
