"""Finds titles of law and organs of the centre that others had replaced by the report year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reviewer.checks.context import CheckContext
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.identity.contexts import is_in_title
from reviewer.knowledge.successions import Succession, load_successions
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_FORMER = Regex(r"(?:原|旧|原来的|前身为?|历史上的?|时任|改革前的?|修订前的?|依当时的?|当时的?)[\"《(]?$")
_OF_THE_PAST = Regex(
    r"废止|失效|取代|替代|代替|不再|旧法|旧条例|历史|清理|评估|修订|更名|改名|改称|旧称|旧名|旧版|档案|归档|过去|以前|改革前|改为|实施前|时效|新旧"
)
_PAST_AFTER = Regex(
    r"^(?:》|[\"])?(?:令第|公告\d|印发|制发|原|\(现|\(已|\(19|\(20|时期|更名|改名|改组|合并|整合|撤销|划入|并入|移交|文件|〔)"
)
_YEAR = Regex(r"(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Superseded:
    """An old name where it is used as today's.

    Args:
        span: The name.
        sentence: The sentence.
        succession: What took its place, and when.
        months: How many months of the report year at its end lie behind the end of the name.
    """

    span: Span
    sentence: Sentence
    succession: Succession
    months: int


def find_superseded(ctx: CheckContext, year: int) -> Iterator[Superseded]:
    """Yield names that were no longer in force at any time of the report year, or at its end."""
    ended = [one for one in load_successions() if one.until < date(year, 12, 31)]
    for sentence in ctx.statements:
        text = fold(sentence.text)
        has_title = "《" in text
        for one in ended:
            if one.is_title and not has_title:
                continue
            for match in one.pattern.finditer(text):
                start, end = match.span("name")
                if _is_of_the_past(text, start, end, one) or text[start:end] in (ctx.identity.issuer or ""):
                    continue
                months = (year - one.until.year) * 12 + 12 - one.until.month
                base = sentence.span.start
                yield Superseded(Span(base + start, base + end), sentence, one, months)


def _is_of_the_past(text: str, start: int, end: int, one: Succession) -> bool:
    before, after = text[:start], text[end:]
    if _FORMER.search(before) or _PAST_AFTER.match(after) or (not one.is_title and is_in_title(text, start)):
        return True
    clause = re.split(r"[。;]", before)[-1] + re.split(r"[。;]", after)[0]
    if _OF_THE_PAST.search(clause) or one.now in f"{before}|{after}":
        return True
    return any(date(int(stated), 1, 1) <= one.until for stated in _YEAR.findall(before[-24:]))
