"""Names that a writer made and that no model knows: titles, addresses, accounts, campaigns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.document.span import Span

_TITLES = (("《", "》"), ("〈", "〉"))
_ADDRESS = re.compile(r"(?:(?:地址|地点)[:：为]|位于|地处|设在)[^，。；,;\n）)]{1,40}")
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


def own_names_in(text: str) -> Iterator[Span]:
    """Yield addresses, and short words in quotation marks: names of accounts, columns and campaigns."""
    yield from (Span(*match.span()) for match in _ADDRESS.finditer(text))
    start = text.find("“")
    while start >= 0:
        end = text.find("”", start)
        if start < end <= start + _MAX_QUOTED_NAME + 1:
            yield Span(start, end + 1)
        start = text.find("“", start + 1)
