"""Where sentences end in official prose, and the sentences of a document."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.document.model import Document, Paragraph
from reviewer.document.span import Span
from reviewer.regex import Regex

# A sentence ends at 。！？； or a line break; closing quotes and brackets stay with it.
# What is longer than any sentence is cut in front of these many characters, at a mark if it has one:
# a list without end, or a text without marks, must not cost the square of its length.
_MAX_CHARS = 1_000
_END = Regex(r"[。！？!?；;]+[”’」』）)》\"]*|\n+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the running text; headings and tables hold none.

    Args:
        span: Without white space at its ends.
        text: Its words.
        block: Index of its paragraph in :attr:`Document.blocks`.
        section: Index of the innermost section it stands in; None in front of the first.
    """

    span: Span
    text: str
    block: int
    section: int | None


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
    while end - start > _MAX_CHARS:
        limit = start + _MAX_CHARS
        cut = max(text.rfind(mark, start + _MAX_CHARS // 2, limit) for mark in "，,、：: ") + 1 or limit
        span = Span(start, cut).trimmed(text)
        if span is not None:
            sentences.append(span)
        start = cut
    if start < end:
        span = Span(start, end).trimmed(text)
        if span is not None:
            sentences.append(span)


def read_sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of the running text, without headings, run-in headings and tables."""
    sections = document.sections
    found: list[Sentence] = []
    upcoming = 0
    inner: list[int] = []
    for index, block in enumerate(document.blocks):
        while upcoming < len(sections) and sections[upcoming].blocks[0] <= index:
            inner = [open_one for open_one in inner if sections[open_one].blocks[1] > index]
            inner.append(upcoming)
            upcoming += 1
        inner = [open_one for open_one in inner if sections[open_one].blocks[1] > index]
        if not isinstance(block, Paragraph) or block.is_heading:
            continue
        start = block.heading_span.end if block.heading_span else block.span.start
        for span in split_sentences(document.text, start, block.span.end):
            quote = document.quote(span)
            if any(char.isalnum() for char in quote):
                found.append(Sentence(span, quote, index, inner[-1] if inner else None))
    return tuple(found)
