"""Lines of plain text → paragraphs: undoes the hard line breaks that copying from a PDF leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.ingest.characters import display_width, join_wrapped
from reviewer.ingest.furniture import is_page_number
from reviewer.ingest.heading_numbers import parse_number
from reviewer.ingest.section_titles import level_of_unnumbered
from reviewer.ingest.titles import is_title
from reviewer.regex import Regex

_INDENT = Regex("[ \u3000\xa0\t]*")
# A semicolon ends an item of a list, not a paragraph: a full line that stops there goes on.
_ENDS_SENTENCE = Regex("[。！？：:!?][”’）)》」]*$")
_DATE_LINE = Regex("[（(]?[0-9０-９一二三四五六七八九〇○零Xx×*]{2,4}\\s*年.{1,12}[日月][）)]?")
_MIN_FULL_WIDTH = 36  # columns; shorter "full" lines are lists and addresses, not wrapped prose
_TOLERANCE = 8  # columns by which a full line may fall short: a number or a bracket moved to the next line
_INDENT_COLUMNS = 2
_MIN_EVIDENCE = 3
_MAX_WIDER_SHARE = 0.05
_MIN_LONE_WIDTH = 30


@dataclass(frozen=True, slots=True)
class _Line:
    """One line that holds text."""

    text: str
    indent: int
    width: int
    blanks_above: int
    page_break_above: bool


def unwrap(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs that ``lines`` hold; page numbers between them go. O(text).

    A file counts as wrapped at a width if most of the lines that stop in mid-sentence
    have that width. Headings, dates, signatures and list items are never continued
    into, and two paragraphs are rather left apart than run together.
    """
    kept = _measure(lines)
    width = _wrap_width(kept)
    double_spaced = _is_double_spaced(kept)
    indented = sum(line.indent >= _INDENT_COLUMNS for line in kept) >= 2
    paragraphs: list[list[str]] = []
    for position, line in enumerate(kept):
        if position and _continues(kept[position - 1], line, width, double_spaced=double_spaced, indented=indented):
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
    return [pieces[0] if len(pieces) == 1 else join_wrapped(pieces) for pieces in paragraphs]


def _measure(lines: Sequence[str]) -> list[_Line]:
    kept: list[_Line] = []
    blanks = 0
    page_break = False
    for raw in lines:
        text = raw.strip()
        if not text:
            blanks += 1
        elif is_page_number(text):
            page_break = True
        else:
            indent = _INDENT.match(raw)
            kept.append(_Line(text, display_width(indent[0] if indent else ""), 0, blanks, page_break))
            blanks = 0
            page_break = False
    return [
        _Line(line.text, line.indent, line.indent + display_width(line.text), line.blanks_above, line.page_break_above)
        for line in kept
    ]


def _is_double_spaced(lines: Sequence[_Line]) -> bool:
    below = lines[1:]
    return len(below) >= 8 and sum(line.blanks_above == 1 for line in below) >= len(below) * 0.9


def _wrap_width(lines: Sequence[_Line]) -> int | None:
    """Return the width that the file was wrapped at; None if its lines are paragraphs."""
    stopped = [
        line.width
        for line, following in pairwise(lines)
        if line.width >= _MIN_FULL_WIDTH
        and not ends_sentence(line.text)
        and (following.blanks_above == 0 or following.page_break_above or following.blanks_above == 1)
        and not starts_block(following.text)
    ]
    if len(stopped) < _MIN_EVIDENCE:
        return None
    counts = Counter(stopped)
    best, in_band = 0, 0
    for width in counts:
        share = sum(counts.get(width - less, 0) for less in range(5))
        if (share, width) > (in_band, best):
            best, in_band = width, share
    # In a wrapped file no line is much wider than the margin; where whole paragraphs stand on
    # one line, the lines that stop in mid-sentence are headings of like length.
    wider = sum(line.width > best + _TOLERANCE and "\t" not in line.text for line in lines)
    if wider > _MAX_WIDER_SHARE * len(lines):
        return None
    return best if in_band >= max(_MIN_EVIDENCE, 0.6 * len(stopped)) else None


def _continues(above: _Line, line: _Line, width: int | None, *, double_spaced: bool, indented: bool) -> bool:
    """Tell whether ``line`` goes on with the paragraph that ``above`` belongs to."""
    blanks = max(0, line.blanks_above - (1 if double_spaced else 0))
    if blanks and not line.page_break_above:
        return False
    if starts_block(line.text) or ends_block(above.text) or line.indent >= max(2, above.indent + 2):
        return False
    ended = ends_sentence(above.text)
    if width is not None and width - _TOLERANCE <= above.width <= width + _TOLERANCE:
        # A full line that ends a sentence: where paragraphs are indented, a missing indent says that it goes on.
        return not ended or (indented and line.indent < _INDENT_COLUMNS)
    return not ended and above.text[-1] in "，、" and above.width >= _MIN_LONE_WIDTH


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends where a sentence ends."""
    return _ENDS_SENTENCE.search(text) is not None


def starts_block(text: str) -> bool:
    """Tell whether a line opens a paragraph of its own: numbered, a date, a title, an official heading."""
    number = parse_number(text)
    if number is not None and number.style != "ordinal":
        return True
    return _DATE_LINE.fullmatch(text) is not None or is_title(text) or level_of_unnumbered(text) is not None


def ends_block(text: str) -> bool:
    """Tell whether a line is complete although it ends no sentence: a short heading, a date, a title."""
    if _DATE_LINE.fullmatch(text) or is_title(text):
        return True
    number = parse_number(text)
    if number is not None and number.style != "ordinal":
        return display_width(text) < _MIN_FULL_WIDTH and not text.endswith(("，", "、"))
    return level_of_unnumbered(text) is not None
