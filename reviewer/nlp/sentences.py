"""Where sentences end in official prose."""

from __future__ import annotations

import re

from reviewer.document.span import Span

# A sentence ends at 。！？； or a line break; closing quotes and brackets stay with it.
_END = re.compile(r"[。！？!?；;]+[”’」』）)》\"]*|\n+")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of ``text[start:end]``, without white space at their ends.

    A clause that ends in ； is a sentence of its own: lists of duties and measures
    are written so, and each item is judged by itself.
    """
    stop = len(text) if end is None else end
    sentences: list[Span] = []
    position = start
    for mark in _END.finditer(text, start, stop):
        _append(sentences, text, position, mark.end())
        position = mark.end()
    _append(sentences, text, position, stop)
    return sentences


def _append(sentences: list[Span], text: str, start: int, end: int) -> None:
    if start < end:
        span = Span(start, end).trimmed(text)
        if span is not None:
            sentences.append(span)
