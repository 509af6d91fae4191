"""Cuts the prose of a draft into clauses with their figures, for reading what is claimed.

A figure is judged by the words of its own clause: those in front of it back to the
figure before or the last mark, and those behind it up to the next. White space is
dropped, years are written as 本年, 上年, 下年, and the way back to raw offsets is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reviewer.checks.evidence import Term
from reviewer.document.model import Document, Paragraph
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.nlp.annotations import Quantity
from reviewer.regex import Regex

# The mark inside these is no border between clauses.
_KEPT_TOGETHER = (
    Regex(r"公民、(?=法人)"),
    Regex(r"法人、(?=其[他它]组织)"),
    Regex(r"复议、(?=(?:被)?(?:提起|申请)?(?:行政)?诉讼)"),
    Regex(r"(?:制定|制发|制作|新制发)、(?=(?:修改、)?废止(?:行政)?规范性文件)"),
    Regex(r"信访、(?=举报|投诉)|举报、(?=投诉)"),
    Regex(r"法律、(?=行政法规)"),
)
_MAX_WORDS = 40  # of a clause on each side of a figure
_MAX_SENTENCE = 600
_ROUNDED_FROM = 10_000
_MAX_FIGURES = 200  # a paragraph with more is a table that lost its cells
_BORDER = Regex(r"[,。;:()、!?\"]")
_SENTENCE_END = frozenset("。;!?")
_YEAR = Regex(r"(?<!\d)(20\d\d)年(?:度|期)?")
_LAST = Regex(r"去年度?|上一?年度?|往年|前一年度?|前年度")
_NEXT = Regex(r"次年度?|明年|下一?年度?|来年|翌年|第二年")
_THIS = Regex(r"今年|本年度?|当年|年内|全年度?|一年来|报告期内?|年度内")


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated number in its clause.

    Args:
        quantity: The number with its unit.
        clause: Index of its clause in the passage.
        before: Words of the clause in front of it, relative years.
        after: Words of the clause behind it, up to the next figure.
        label: Words in front of the bracket that it stands in alone; empty otherwise.
    """

    quantity: Quantity
    clause: int
    before: str
    after: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two marks.

    Args:
        text: Its words, relative years.
        start: Offset in the passage's form.
        mark: The mark in front of it; empty at the start.
        sentence: Number of its sentence in the passage.
    """

    text: str
    start: int
    mark: str
    sentence: int


@dataclass(frozen=True, eq=False)
class Passage:
    """One paragraph, cut into clauses.

    Args:
        form: Its text without white space, signs folded.
        offsets: Raw offset of each character of the form.
        block: Index among the document's blocks.
        clauses: In order.
        figures: In order.
        source: Text of the whole document, for quoting.
    """

    form: str
    offsets: Sequence[int]
    block: int
    clauses: tuple[Clause, ...]
    figures: tuple[Figure, ...]
    source: str

    def term(self, figure: Figure, label: str = "", sign: int = 1) -> Term:
        """Return a figure as a term of a calculation, named by ``label`` or by the words in front of it."""
        span = figure.quantity.span
        quote = self.source[span.start : span.end]
        return Term(label or figure.before or quote, figure.quantity.value, quote, span, sign)

    def words(self, label: str, span: Span, value: Decimal | None = None) -> Term:
        """Return words that take part in a calculation; ``value`` is the figure they hold, None if none."""
        return Term(label, value, self.source[span.start : span.end], span)

    def raw(self, start: int, end: int) -> Span:
        """Return the raw span of ``form[start:end]``."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    @cached_property
    def sentences(self) -> dict[int, str]:
        """Words of each sentence by its number, relative years; an endless one is cut."""
        joined: dict[int, str] = {}
        for clause in self.clauses:
            before = joined.get(clause.sentence, "")
            if len(before) < _MAX_SENTENCE:
                joined[clause.sentence] = before + clause.mark + clause.text
        return joined


def is_rounded(value: Decimal) -> bool:
    """Tell whether a figure looks rounded: 1.2万, 3600万."""
    return value >= _ROUNDED_FROM and value % 100 == 0


def read_passages(
    document: Document, quantities: Sequence[Quantity], year: int | None, wanted: Regex
) -> Iterator[Passage]:
    """Yield the paragraphs of running text in which ``wanted`` occurs, cut into clauses. O(text)."""
    starts = [quantity.span.start for quantity in quantities]
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or block.is_heading:
            continue
        start = block.heading_span.end if block.heading_span else block.span.start
        end = block.span.end
        if start >= end:
            continue
        folded = fold(document.text[start:end])
        if not wanted.search(folded):
            continue
        own = [each for each in quantities[bisect_left(starts, start) : bisect_left(starts, end)] if each.unit]
        if len(own) > _MAX_FIGURES:
            continue
        yield _cut(document.text, folded, start, index, own, year=year)


def _cut(
    source: str, folded: str, start: int, block: int, quantities: Sequence[Quantity], *, year: int | None
) -> Passage:
    offsets = [start + position for position, char in enumerate(folded) if not char.isspace()]
    form = "".join(folded.split())
    if len(form) != len(offsets):  # a separator that split() knows and isspace() does not, or the reverse
        form = "".join(char for char in folded if not char.isspace())
    for pattern in _KEPT_TOGETHER:
        form = pattern.sub(lambda match: match[0].replace("、", "·"), form)
    inside = [
        (bisect_left(offsets, quantity.span.start), bisect_left(offsets, quantity.span.end)) for quantity in quantities
    ]
    digits = {position for first, last in inside for position in range(first, last)}
    clauses: list[Clause] = []
    figures: list[Figure] = []
    upcoming = 0
    sentence = 0
    mark, position = "", 0
    borders = [match for match in _BORDER.finditer(form) if match.start() not in digits]
    for border_at, border in [*((m.start(), m[0]) for m in borders), (len(form), "")]:
        last = position
        own = []
        while upcoming < len(inside) and inside[upcoming][0] < border_at:
            own.append(upcoming)
            upcoming += 1
        if border == ":" and any(first == border_at + 1 for first, _ in inside[upcoming : upcoming + 1]) and not own:
            continue  # “予以公开：3件” is one clause
        text = form[position:border_at]
        clauses.append(Clause(_relative(text, year), position, mark, sentence))
        for nth, number in enumerate(own):
            first, stop = inside[number]
            upto = inside[own[nth + 1]][0] if nth + 1 < len(own) else border_at
            label = ""
            if mark == "(" and first == position and len(clauses) > 1:
                label = clauses[-2].text
            figures.append(
                Figure(
                    quantities[number],
                    len(clauses) - 1,
                    _relative(form[max(last, first - _MAX_WORDS) : first], year),
                    _relative(form[stop : min(upto, stop + _MAX_WORDS)], year),
                    label,
                )
            )
            last = stop
        if border in _SENTENCE_END:
            sentence += 1
        mark, position = border, border_at + 1
    return Passage(form, offsets, block, tuple(clauses), tuple(figures), source)


def _relative(text: str, year: int | None) -> str:
    """Return ``text`` with the report year, the one before and the one after named by their relation."""
    if "年" not in text and "报告期" not in text:
        return text

    def rename(match: re.Match[str]) -> str:
        if year is None:
            return match[0]
        distance = int(match[1]) - year
        return {0: "本年", -1: "上年", 1: "下年"}.get(distance, "那年")

    renamed = _YEAR.sub(rename, text)
    return _THIS.sub("本年", _NEXT.sub("下年", _LAST.sub("上年", renamed)))
