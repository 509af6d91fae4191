"""Characters as small numbers, and strings of up to five of them as one integer each.

An alphabet has at most 4,095 characters of 12 bits, so that five fill 60 bits of an
int64. Counting and looking up n-grams are then sorting and binary search in numpy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reviewer.document.normalize import fold
from reviewer.regex import Regex

Ids = npt.NDArray[np.int64]
Counts = npt.NDArray[np.float32]

BITS = 12
MAX_ORDER = 5
UNKNOWN = 0
BOUNDARY = 1
FIRST_FREE = 2
_PLANE = 0x10000
_ENDS = Regex(r"[。.;!?\n\t]")
_DIGITS = str.maketrans("123456789", "0" * 9)


@dataclass(frozen=True, slots=True, eq=False)
class Alphabet:
    """The characters that a model knows, in order of their numbers.

    Args:
        characters: The character of number :data:`FIRST_FREE` first.
    """

    characters: str

    def table(self) -> npt.NDArray[np.int16]:
        """Return the number of each code point of the basic plane; variants of a sign share one."""
        numbers = np.zeros(_PLANE, dtype=np.int16)
        for index, char in enumerate(self.characters):
            numbers[ord(char)] = index + FIRST_FREE
        numbers[ord("\n")] = BOUNDARY
        return _numbers(plain("".join(map(chr, range(_PLANE)))), numbers).astype(np.int16)

    def char(self, number: int) -> str:
        """Return the character of a number; an empty string for none."""
        return self.characters[number - FIRST_FREE] if number >= FIRST_FREE else ""


def plain(text: str) -> str:
    """Return ``text`` as models read it, character for character.

    Variants of a sign are folded, all digits are 0, all Latin letters a, and whatever
    ends a sentence is a line break.
    """
    folded = _ENDS.sub("\n", fold(text).translate(_DIGITS))
    return "".join("a" if char.isascii() and char.isalpha() else char for char in folded)


def _numbers(text: str, table: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    numbers = table[np.minimum(points, _PLANE - 1)]
    numbers[points >= _PLANE] = UNKNOWN
    return numbers


def encode(text: str, table: npt.NDArray[np.int16]) -> Ids:
    """Return the number of each character of ``text``."""
    return _numbers(text, table).astype(np.int64)


def pack(rows: Ids) -> Ids:
    """Return one integer for each row of up to five numbers."""
    keys = rows[..., 0].copy()
    for column in range(1, rows.shape[-1]):
        keys = (keys << BITS) | rows[..., column]
    return keys


def windows(ids: Ids, order: int) -> Ids:
    """Return the key of the n-gram that starts at each position; the last ones are left out."""
    n_keys = max(len(ids) - order + 1, 0)
    keys = ids[:n_keys].copy()
    for offset in range(1, order):
        keys = (keys << BITS) | ids[offset : offset + n_keys]
    return keys


def look_up(keys: Ids, values: Counts, wanted: Ids) -> Counts:
    """Return the value of each wanted key; 0 for a key that is not there.

    Args:
        keys: Ascending.
        values: One for each key.
        wanted: Keys of any shape.
    """
    if not len(keys):
        return np.zeros(wanted.shape, dtype=np.float32)
    places = keys.searchsorted(wanted)
    places[places == len(keys)] = 0
    found = values[places]
    found[keys[places] != wanted] = 0
    return found


_SIEVE_BITS = 21
_FEW = 500  # fewer are as fast to search
_ODD = np.uint64(0x9E3779B97F4A7C15)


def sieve_of(keys: Ids) -> npt.NDArray[np.bool_]:
    """Return marks of ``keys`` that rule out most others by one look instead of a search."""
    marks = np.zeros(1 << _SIEVE_BITS, dtype=np.bool_)
    marks[_marks(keys)] = True
    return marks


def look_up_sifted(keys: Ids, values: Counts, sieve: npt.NDArray[np.bool_], wanted: Ids) -> Counts:
    """Return what :func:`look_up` does, faster where most wanted keys are not there."""
    if wanted.size < _FEW:
        return look_up(keys, values, wanted)
    found = np.zeros(wanted.shape, dtype=np.float32)
    chosen = np.flatnonzero(sieve[_marks(wanted)])
    found[chosen] = look_up(keys, values, wanted[chosen])
    return found


def _marks(keys: Ids) -> npt.NDArray[np.uint64]:
    marks: npt.NDArray[np.uint64] = (keys.view(np.uint64) * _ODD) >> np.uint64(64 - _SIEVE_BITS)
    return marks
