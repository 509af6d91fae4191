"""Documents counted and then named: 制发规范性文件2件，为《……办法》."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reviewer.checks.data._clauses import Passage
from reviewer.checks.data._contradictions import Contradiction
from reviewer.document.numerals import parse_han
from reviewer.regex import Regex

_TITLE = r"[《<][^《》<>]{2,60}[》>]"
_NAMED = Regex(
    r"(?<![\d.第])(?P<count>(?P<number>\d{1,2}|[一二两三四五六七八九十])[件份个项部篇])"
    r"(?:(?P<sure>[,;]?(?:即|分别为|分别是|分别|为|是|均为|名称为|包括):?|:)|\()"
    rf"(?P<titles>{_TITLE}(?:[、,和及与·以]{{0,2}}{_TITLE})*)(?P<tail>[^,;。)]?)"
)
_FIRST = Regex(r"其中|新增|近|约|余")


def find_listed_titles(passages: Sequence[Passage]) -> Iterator[Contradiction]:
    """Yield counts of documents behind which another number of titles stands; O(text)."""
    for passage in passages:
        if "《" not in passage.form and "<" not in passage.form:
            continue
        for match in _NAMED.finditer(passage.form):
            stated = (
                int(match["number"]) if match["number"].isdigit() else parse_han(match["number"].replace("两", "二"))
            )
            found = len(re.findall(_TITLE, match["titles"]))
            if stated is None or found == stated or match["tail"] or _FIRST.search(passage.form[: match.start()][-6:]):
                continue
            sure = match["sure"] is not None and "包括" not in match["sure"]
            span = passage.raw(*match.span("count"))
            start = match.start("titles")
            titles = [
                passage.words(f"第{nth}个", passage.raw(start + one.start(), start + one.end()))
                for nth, one in enumerate(re.finditer(_TITLE, match["titles"]), start=1)
            ]
            yield Contradiction(
                span,
                f"写“{match['count']}”，后面列出的文件却是{found}个",
                "所写件数＝列出的文件数",
                Decimal(stated),
                Decimal(found),
                (passage.words("所写件数", span, Decimal(stated)),),
                tuple(titles),
                "likely" if sure else "possible",
            )
