"""Lines of a whole PDF → paragraphs: margins and page numbers dropped, wrapped lines joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reviewer.document.build import ParagraphDraft
from reviewer.document.model import Provenance
from reviewer.ingest.characters import count_han, join_wrapped
from reviewer.ingest.furniture import is_page_number
from reviewer.ingest.pdf_lines import Line
from reviewer.ingest.wrapping import ends_block, ends_sentence, starts_block
from reviewer.regex import Regex

_MARGIN = 0.09  # share of the page's height at top and bottom where headers and page numbers stand
_BARE_NUMBER = Regex(r"[-—–－·.\s]*\d{1,3}(?:\s*/\s*\d{1,3})?[-—–－·.\s]*")
_DIGITS = Regex(r"\d+")
# No line ends before a closing sign or after an opening one, and quotation marks hold on to both neighbours (UAX 14).
_UNBROKEN = Regex(
    r"[（《〈【〔“”‘’]*(?:[\x21-\x7e]{1,60}|.)"
    r"(?:[，。；：、！？）》〉】〕]+|[“”‘’]+(?:[（《〈【〔“”‘’]*(?:[\x21-\x7e]{1,60}|.))?)*"
)
_LONG_LINE_HAN = 18
# Distances in heights of the text.
_INDENT = 0.9
_FULL = 1.7  # a line that ends this near to the right edge is full
_SHORT_OF_EDGE = 5.0  # programs that keep words whole leave as much room
_CENTRE = 1.0
_MAX_PITCH = 1.9  # lines farther apart than this times the usual distance are two paragraphs
_SAME_SIZE = 0.16


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and the page, from 1, that it stands on."""

    line: Line
    page: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The text area of a document, in points.

    Args:
        left: Left edge of lines that are not indented.
        right: Right edge of full lines.
        size: Height of the body's text.
        pitch: Usual distance from line to line.
        indents: Paragraphs start with an indent.
    """

    left: float
    right: float
    size: float
    pitch: float
    indents: bool


def drop_margins(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], str]:
    """Return the lines of each page without running headers and page numbers, and the headers' text."""
    repeated: Counter[str] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        repeated.update({_shape(line) for line in lines if _in_margin(line, height)})
    dropped: list[str] = []
    kept: list[list[Line]] = []
    for lines, height in zip(pages, heights, strict=True):
        body: list[Line] = []
        for position, line in enumerate(lines):
            edge = position in (0, len(lines) - 1)
            margin = _in_margin(line, height)
            if margin and (is_page_number(line.text) or (edge and _BARE_NUMBER.fullmatch(line.text))):
                continue
            if margin and len(pages) > 1 and repeated[_shape(line)] >= max(2, (len(pages) + 1) // 2):
                if line.text not in dropped:
                    dropped.append(line.text)
                continue
            body.append(line)
        kept.append(body)
    return kept, " ".join(text for text in dropped if count_han(text))


def _in_margin(line: Line, height: float) -> bool:
    return line.bottom < height * _MARGIN or line.top > height * (1 - _MARGIN)


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text.replace(" ", "")) + ("↑" if line.top < 200 else "↓")


def measure(lines: Sequence[Line]) -> Layout:
    """Return the text area that ``lines``, all of the document's, show."""
    if not lines:
        return Layout(0, 0, 10, 15, indents=False)
    long = [line for line in lines if count_han(line.text) >= _LONG_LINE_HAN] or list(lines)
    size = median(line.size for line in long)
    rights = sorted(line.x1 for line in long)
    right = rights[int(len(rights) * 0.9)] if len(rights) > 1 else rights[0]
    lefts = Counter(round(line.x0 / 4) for line in long)
    # Lines that go on outnumber indented ones in long paragraphs but not in short ones: take the leftmost common edge.
    common = [edge for edge, count in lefts.items() if count >= max(1, 0.12 * len(long))]
    left = min(line.x0 for line in long if round(line.x0 / 4) == min(common)) if common else min(x.x0 for x in long)
    pitches = [below.top - above.top for above, below in pairwise(long) if 0 < below.top - above.top < 4 * size]
    indented = sum(1 for line in long if 1.2 * size <= line.x0 - left <= 3.4 * size)
    return Layout(left, right, size, median(pitches) if pitches else size * 1.5, indents=indented >= 2)


def to_paragraphs(lines: Sequence[PlacedLine], layout: Layout) -> list[ParagraphDraft]:
    """Return the paragraphs that consecutive ``lines`` make; a paragraph may run over a page's end."""
    groups: list[list[PlacedLine]] = []
    for placed in lines:
        if groups and _continues(groups[-1], placed, layout):
            groups[-1].append(placed)
        else:
            groups.append([placed])
    return [_to_draft(group, layout) for group in groups]


def _to_draft(group: Sequence[PlacedLine], layout: Layout) -> ParagraphDraft:
    first = group[0]
    same_page = [placed.line for placed in group if placed.page == first.page]
    box = (
        round(min(line.x0 for line in same_page), 1),
        round(min(line.top for line in same_page), 1),
        round(max(line.x1 for line in same_page), 1),
        round(max(line.bottom for line in same_page), 1),
    )
    large = first.line.size > layout.size * (1 + _SAME_SIZE)
    return ParagraphDraft(
        text=join_wrapped([placed.line.text for placed in group]),
        provenance=Provenance(page=first.page, box=box),
        emphasised=large or _is_centred(first.line, layout),
    )


def _is_centred(line: Line, layout: Layout) -> bool:
    off = abs((line.x0 + line.x1) / 2 - (layout.left + layout.right) / 2)
    return off < _CENTRE * layout.size and line.x0 > layout.left + 3 * layout.size


def _first_word_width(text: str) -> float:
    """Return the room, in heights of the text, that the unbreakable start of a line would have needed above."""
    start = _UNBROKEN.match(text)
    return 0.6 + sum(0.6 if char.isascii() else 1.0 for char in start[0]) if start else 0.0


def _continues(group: Sequence[PlacedLine], placed: PlacedLine, layout: Layout) -> bool:
    above, below = group[-1].line, placed.line
    size = layout.size
    if abs(above.size - below.size) > _SAME_SIZE * max(above.size, below.size) + 0.5:
        return False
    on_same_page = group[-1].page == placed.page
    if on_same_page and below.top - above.top > _MAX_PITCH * layout.pitch:
        return False
    if _is_centred(below, layout) and _is_centred(above, layout):
        return False
    indent = below.x0 - min(layout.left, above.x0)
    shift = below.x0 - above.x0
    # Indented as far as the line above: a block that is indented as a whole, if that line is no first line.
    if indent > _INDENT * size and shift > -_INDENT * size and (len(group) == 1 or abs(shift) > _INDENT * size):
        return False
    ended = ends_sentence(above.text)
    room = layout.right - above.x1
    # Where paragraphs are indented, a line at the left edge after an unfinished sentence goes on with it.
    carries_on = layout.indents and indent < _INDENT * size and not ended and count_han(above.text) >= _LONG_LINE_HAN
    allowed = max(_FULL, _first_word_width(below.text), _SHORT_OF_EDGE if carries_on else 0.0)
    if room > allowed * size:
        return False
    if starts_block(below.text) and (ended or not layout.indents):
        return False
    return not (len(group) == 1 and ends_block(above.text) and room > _FULL * size)
