"""Characters of a PDF page → lines of text, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sin
from statistics import median
from typing import TYPE_CHECKING

from reviewer.ingest.characters import clean, takes_no_space
from reviewer.ingest.pdf_frame import PageFrame

if TYPE_CHECKING:
    import pypdfium2

# Gaps between neighbours, in heights of the text.
_LATIN_GAP = 0.2  # wider than this, Latin words stand apart
_LAYOUT_GAP = 1.5  # wider than this, a gap was meant: columns, a signature beside a date
_NO_WIDTH = 0.05  # points; a space narrower than this was put in by the program that wrote the file
_LARGE = 1.3  # signs this much taller than usual are looked at for a slant
_MAX_SLANT = 0.2
_IN_PAIRS = "—…"  # fonts draw both with one sign, so both are in one place
_SAME_PLACE = 0.35  # nearer than this, one sign was printed twice to look bold


@dataclass(frozen=True, slots=True)
class Char:
    """One printed sign; coordinates in points from the page's top left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text.

    Args:
        text: Its signs, spaces only where the page shows them.
        x0: Left edge.
        top: Upper edge.
        x1: Right edge.
        bottom: Lower edge.
        size: Height of its signs, the median.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


def read_chars(page: pypdfium2.PdfPage, frame: PageFrame) -> list[Char]:
    """Return the signs printed on a page, in the order in which the file draws them."""
    from ctypes import c_double  # noqa: PLC0415

    import pypdfium2.raw as pdfium  # noqa: PLC0415  (costs start-up time that only PDF files should pay)

    text_page = page.get_textpage()
    handle = text_page.raw
    box, x, y = pdfium.FS_RECTF(), c_double(), c_double()
    get_unicode, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    chars: list[Char] = []
    places: list[int] = []
    high = 0
    for index in range(text_page.count_chars()):
        code = get_unicode(handle, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        if code < 0x20 or not get_box(handle, index, box):
            continue
        sign = clean(chr(code))
        if not sign:
            continue
        if sign.isspace() and (box.right - box.left < _NO_WIDTH or pdfium.FPDFText_IsGenerated(handle, index)):
            continue
        edges = box.left, box.bottom, box.right, box.top
        if pdfium.FPDFText_GetCharOrigin(handle, index, x, y):
            edges = reach_base_line(edges, x.value, y.value)
        chars.append(Char(sign, *frame.place(*edges)))
        places.append(index)
    if chars:
        usual = median(char.bottom - char.top for char in chars)
        chars = [
            char
            for char, index in zip(chars, places, strict=True)
            if char.bottom - char.top < _LARGE * usual or not _is_slanted(pdfium.FPDFText_GetCharAngle(handle, index))
        ]
    text_page.close()
    return chars


def reach_base_line(edges: tuple[float, float, float, float], x: float, y: float) -> tuple[float, float, float, float]:
    """Return a sign's box, stretched to where the pen stood.

    Some fonts give a flat sign a flat box: that of 一 ends above the middle of its neighbours'. All
    signs of a line stand on one base line.
    """
    left, bottom, right, top = edges
    return min(left, x), min(bottom, y), max(right, x), max(top, y)


def _is_slanted(angle: float) -> bool:
    """Tell whether a sign is printed aslant, as watermarks are; ``angle`` is in radians."""
    return abs(sin(2 * angle)) > _MAX_SLANT


def to_lines(chars: Iterable[Char]) -> list[Line]:
    """Return the lines that ``chars`` make, from top to bottom. O(n log n)."""
    rows: list[list[Char]] = []
    low = high = 0.0
    for char in sorted(chars, key=lambda char: (char.middle, char.x0)):
        if char.text.isspace() and not rows:
            continue
        if rows and low <= char.middle <= high:
            rows[-1].append(char)
            if not char.text.isspace():
                # A tall sign must not swallow the next line: the band stays that of its smallest part.
                low, high = max(low, char.top), max(min(high, char.bottom), char.middle)
        else:
            rows.append([char])
            low, high = char.top, char.bottom
    return [line for row in rows if (line := _to_line(row)) is not None]


def _to_line(row: Sequence[Char]) -> Line | None:
    ordered = sorted(row, key=lambda char: char.x0)
    signs = [char for char in ordered if not char.text.isspace()]
    if not signs:
        return None
    size = median(char.bottom - char.top for char in signs)
    text = ""
    before: Char | None = None
    spaced = False
    for char in ordered:
        if char.text.isspace():
            spaced = True
            continue
        if before is not None:
            again = char.text == before.text and char.text not in _IN_PAIRS
            if again and abs(char.x0 - before.x0) < _SAME_PLACE * size * 0.5:
                continue
            if _stand_apart(before, char, size, spaced=spaced):
                text += " "
        text += char.text
        before, spaced = char, False
    return Line(
        text=text,
        x0=signs[0].x0,
        top=min(char.top for char in signs),
        x1=max(char.x1 for char in signs),
        bottom=max(char.bottom for char in signs),
        size=size,
    )


def _stand_apart(before: Char, after: Char, size: float, *, spaced: bool) -> bool:
    gap = (after.x0 - before.x1) / max(size, 0.1)
    wide = (takes_no_space(before.text), takes_no_space(after.text))
    if all(wide):
        return gap > _LAYOUT_GAP
    # A space that the file itself sets next to Latin letters or figures was typed.
    return spaced or gap > (_LAYOUT_GAP if any(wide) else _LATIN_GAP)
