"""Forms of the text for matching, with the way back to raw offsets.

Two forms: :func:`fold` keeps the length, so that its offsets *are* raw offsets;
:func:`normalize` drops white space and unifies more, and carries an
:class:`OffsetMap`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reviewer.document.span import Span


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):  # full-width ASCII
        table[code] = chr(code - 0xFEE0)
    for code in range(0x2F00, 0x2FE0):  # Kangxi radicals that PDF fonts put in place of characters
        table[code] = unicodedata.normalize("NFKC", chr(code))
    for code in range(0x2E80, 0x2F00):
        single = unicodedata.normalize("NFKC", chr(code))
        if len(single) == 1:
            table[code] = single
    for code in range(0xF900, 0xFB00):  # compatibility ideographs
        single = unicodedata.normalize("NFKC", chr(code))
        if len(single) == 1:
            table[code] = single
    # One mark for each role, so that a pattern need not list its variants.
    for wide, narrow in zip("﹙﹚﹝﹞﹕﹔﹐〈〉‘’＂＇·•‧∙﹒﹣−–—―～﹏〜", '()[]:;,<>""""·····-----~~~', strict=True):
        table[ord(wide)] = narrow
    for quote in "“”„‟「」『』":
        table[ord(quote)] = '"'
    for space in "\u00a0\u2002\u2003\u2009\u3000\u200b\ufeff":
        table[ord(space)] = " "
    return table


_FOLD = _fold_table()


def fold(text: str) -> str:
    """Return ``text`` with variants of one sign made equal, character for character.

    Full-width ASCII becomes half-width, quotes become ``"``, dashes ``-``, Kangxi
    radicals their characters. ``len(fold(text)) == len(text)`` always, so an offset
    into the result is an offset into the raw text.
    """
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True, eq=False)
class OffsetMap:
    """The way from a matching form back to the raw text.

    Args:
        starts: Raw offset of each character of the form, ascending, shape (n_chars,).
    """

    starts: npt.NDArray[np.int64]

    def to_raw(self, start: int, end: int) -> Span:
        """Return the raw span of ``form[start:end]``, from its first to its last character.

        Raises:
            ValueError: The range is empty or outside the form.
        """
        if not 0 <= start < end <= len(self.starts):
            raise ValueError(f"range {start}:{end} is outside a form of {len(self.starts)} characters")
        return Span(int(self.starts[start]), int(self.starts[end - 1]) + 1)


@dataclass(frozen=True, slots=True, eq=False)
class NormalizedText:
    """A matching form and its map: ``form`` has no white space and folded signs."""

    form: str
    offsets: OffsetMap


def normalize(text: str) -> NormalizedText:
    """Return the form of ``text`` without white space, signs folded, letters lower-case."""
    folded = fold(text).lower()
    if len(folded) != len(text):  # a few letters change length in lower case
        folded = fold(text)
    kept = [position for position, char in enumerate(folded) if not char.isspace()]
    return NormalizedText(
        form="".join(folded[position] for position in kept),
        offsets=OffsetMap(np.asarray(kept, dtype=np.int64)),
    )
