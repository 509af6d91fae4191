"""Makes sentence parts differ from one report to the next, as independent writers' do."""

from __future__ import annotations

import random
import re
from functools import cache

import jieba.posseg

#: Share of a part's own words that another writer puts otherwise.
OTHER_WORDS = 0.35
_SLOT = re.compile(r"(\{\w\})")
#: Word class of a part → pool of the dictionary that another word is drawn from.
_POOL_OF = {"n": "N", "vn": "N", "v": "V", "a": "A", "ad": "D", "d": "D"}


def vary(template: str, rng: random.Random, share: float = OTHER_WORDS) -> str:
    """Return the template with some of its own words made slots, to be drawn from the dictionary."""
    return "".join(f"{{{pool}}}" if pool and rng.random() < share else word for word, pool in _words(template))


@cache
def _words(template: str) -> tuple[tuple[str, str], ...]:
    """Return the words and slots of a template, each with the pool that could stand for it."""
    found: list[tuple[str, str]] = []
    for piece in _SLOT.split(template):
        if _SLOT.fullmatch(piece):
            found.append((piece, ""))
        elif piece:
            found += [(w.word, _POOL_OF.get(w.flag, "") if len(w.word) > 1 else "") for w in jieba.posseg.cut(piece)]
    return tuple(found)
