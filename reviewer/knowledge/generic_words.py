"""Words that would stand in any office's report of any year; what is left without them is substance."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _words() -> tuple[frozenset[str], int]:
    text = (files("reviewer.knowledge") / "data" / "generic_words.txt").read_text(encoding="utf-8")
    words = frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
    return words, max(map(len, words))


def remove_generic(text: str) -> str:
    """Return ``text`` with every generic word, the longest first, replaced by a comma."""
    words, longest = _words()
    parts: list[str] = []
    position = 0
    while position < len(text):
        for length in range(min(longest, len(text) - position), 0, -1):
            if text[position : position + length] in words:
                parts.append("，")
                position += length
                break
        else:
            parts.append(text[position])
            position += 1
    return "".join(parts)
