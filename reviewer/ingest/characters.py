"""Characters and the seams between wrapped lines."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.regex import Regex

# Nothing of this can be seen on a page: controls, zero-width marks, direction marks, halves of
# broken surrogate pairs, byte-order marks. They would split words and break XML and UTF-8 output.
_INVISIBLE = Regex(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff]"
)
_HAN = Regex("[\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff]")
_WIDE = Regex("[^\x00-\u02ff]")
# Characters around which a line break leaves no space: Han and full-width punctuation.
_NO_SPACE = Regex("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·\U00020000-\U0003ffff]")
_SPACES = Regex("[ \t\r\n\x0b\x0c\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# An ASCII full stop ends no Chinese sentence: "1." and "www.x.cn" end with one.


def clean(text: str) -> str:
    """Return ``text`` without characters that cannot be seen."""
    # What Python calls printable holds none of them, and is known ten times as fast.
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def one_line(text: str) -> str:
    """Return ``text`` as one line: runs of white space become one space, outer ones go."""
    return _SPACES.sub(" ", clean(text)).strip()


def count_han(text: str) -> int:
    """Return the number of Chinese characters in ``text``."""
    return len(_HAN.findall(text))


def is_han(char: str) -> bool:
    """Tell whether ``char`` is one Chinese character."""
    return _HAN.match(char) is not None


def takes_no_space(char: str) -> bool:
    """Tell whether a line break next to ``char`` stands for nothing, not for a space."""
    return _NO_SPACE.match(char) is not None


def display_width(text: str) -> int:
    """Return the columns that ``text`` fills when Chinese characters fill two."""
    return len(text) + len(_WIDE.findall(text))


def join_wrapped(lines: Sequence[str]) -> str:
    """Return lines of one paragraph as one line, with a space only between two Latin words."""
    joined = ""
    for line in lines:
        piece = line.strip()
        if not piece:
            continue
        if joined and not takes_no_space(joined[-1]) and not takes_no_space(piece[0]) and _is_word_seam(joined, piece):
            joined += " "
        joined += piece
    return joined


def _is_word_seam(before: str, after: str) -> bool:
    """A number cut by a line end is one number; an address goes on without a space."""
    if before[-1].isdigit() and after[0].isdigit():
        return False
    return before[-1].isalpha() and after[0].isalpha()
