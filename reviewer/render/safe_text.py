"""Text of drafts made harmless to look at: nothing invisible, nothing that reorders its surroundings.

Markup is escaped by the templates. What is left are characters that no markup rule
touches: controls, direction overrides, lone surrogates. Each becomes one visible
character, so that offsets stay valid.
"""

from __future__ import annotations

import re

from reviewer.regex import Regex

_REPLACEMENT = "\ufffd"
_TABLE: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_TABLE |= {0x7F: "\u2421"}
_TABLE |= dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), _REPLACEMENT)
# Direction marks, embeddings, overrides and isolates, line and paragraph separators, annotation marks.
_TABLE |= dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)), _REPLACEMENT)
_TABLE |= dict.fromkeys(range(0xFFF9, 0xFFFC), _REPLACEMENT)
_UNSAFE = Regex("[" + "".join(re.escape(chr(code)) for code in sorted(_TABLE)) + "]")


def visible(text: str) -> str:
    """Return ``text`` with every control or direction character shown as a sign of its own.

    Tabs and line breaks stay. ``len(visible(text)) == len(text)`` always.
    """
    return text.translate(_TABLE) if _UNSAFE.search(text) else text


def one_line(text: str) -> str:
    """Return :func:`visible` text on one line: cells divided by a space, lines by a stroke."""
    return visible(text).replace("\t", " ").replace("\n", " / ")


def shorten(text: str, limit: int) -> str:
    """Return ``text`` with its middle left out if it is longer than ``limit`` characters."""
    if len(text) <= limit:
        return text
    tail = limit // 3
    return f"{text[: limit - tail - 2]}……{text[-tail:]}"
