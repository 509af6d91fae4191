"""Words that would stand in any office's report of any year; what is left without them is substance."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_GENERIC = "generic_words.txt"
_CLICHES = "cliches.txt"
_SLOGANS = "slogans.txt"


@cache
def _words(*names: str) -> tuple[frozenset[str], int]:
    folder = files("reviewer.knowledge") / "data"
    lines = (line for name in names for line in (folder / name).read_text(encoding="utf-8").splitlines())
    words = frozenset(word for line in lines if not line.startswith("#") for word in line.split())
    return words, max(map(len, words))


def remove_generic(text: str) -> str:
    """Return ``text`` with every generic word, the longest first, replaced by a comma."""
    return _remove(text, *_words(_GENERIC))


def remove_cliches(text: str) -> str:
    """Return ``text`` without generic words and without set phrases of attitude and degree."""
    return _remove(text, *_words(_GENERIC, _CLICHES))


def remove_slogans(text: str) -> str:
    """Return ``text`` without the words of :func:`remove_cliches` and those of slogans and of praise."""
    return _remove(text, *_words(_GENERIC, _CLICHES, _SLOGANS))


def _remove(text: str, words: frozenset[str], longest: int) -> str:
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
