"""Quotation marks, brackets and title marks that have no partner."""

from __future__ import annotations

import re

from reviewer.checks.context import CheckContext
from reviewer.document.model import Paragraph
from reviewer.regex import Regex

PAIRS = {"“": "”", "《": "》", "〈": "〉", "（": "）", "【": "】", "〔": "〕", "「": "」", "『": "』"}
CLOSERS = {closing: opening for opening, closing in PAIRS.items()}
WIDE = str.maketrans("()[]", "（）【】")
_LIST_NUMBER = Regex(r"\s*(?:[0-9一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]")


def unpaired_mark(text: str) -> int | None:
    """Return the index of the first mark that has no partner; None if all pair."""
    number = _LIST_NUMBER.match(text)
    start = number.end() if number else 0
    waiting: list[tuple[str, int]] = []
    for index, char in enumerate(text[start:].translate(WIDE), start=start):
        if char in PAIRS:
            waiting.append((char, index))
        elif char in CLOSERS:
            if not waiting or waiting[-1][0] != CLOSERS[char]:
                if _closes_another(waiting, char):
                    return waiting[-1][1]
                if _is_item_number(text, index):
                    continue
                return index
            waiting.pop()
    return waiting[-1][1] if waiting else None


def _closes_another(waiting: list[tuple[str, int]], closing: str) -> bool:
    return any(opening == CLOSERS[closing] for opening, _ in waiting)


def _is_item_number(text: str, index: int) -> bool:
    """Tell whether a lone bracket closes the number of an item inside the line: 1）… 2）…."""
    return text[index] in ")）" and bool(
        re.search(r"[0-9一二三四五六七八九十a-zA-Z]$", text[max(index - 2, 0) : index])
    )


def is_closed_by(ctx: CheckContext, following: Paragraph | None, opening: str) -> bool:
    if following is None:
        return False
    text = ctx.document.quote(following.span)
    place = unpaired_mark(text)
    return place is not None and CLOSERS.get(text[place].translate(WIDE)) == opening
