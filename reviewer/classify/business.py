"""Which line of business words belong to: sparse evidence of character n-grams.

For each n-gram and each kind of organ the model holds how much more likely the n-gram is
in that trade than in official prose at large. An n-gram is up to four characters packed
into one number, so the table needs no dictionary: a review looks all n-grams of a report
up in one sorted array.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from reviewer.document.normalize import fold

MIN_N = 2
MAX_N = 4
BUSINESS_MODEL = "department"
_BITS = 16
_WORD_MASS = 0.9


def pack(text: str) -> npt.NDArray[np.uint64]:
    """Return the code of each character; 0 for what no n-gram may contain."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    is_word = ((codes >= 0x4E00) & (codes <= 0x9FFF)) | ((codes >= 0x41) & (codes <= 0x5A))
    return np.where(is_word, codes, np.uint64(0))


def pack_ngrams(codes: npt.NDArray[np.uint64], n: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64]]:
    """Return where the n-grams start that hold words only, and their packed form."""
    if len(codes) < n:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint64)
    size = len(codes) - n + 1
    packed = np.zeros(size, dtype=np.uint64)
    whole = np.ones(size, dtype=bool)
    for offset in range(n):
        part = codes[offset : offset + size]
        packed = (packed << np.uint64(_BITS)) | part
        whole &= part != 0
    starts = np.flatnonzero(whole)
    return starts, packed[starts]


def unpack(key: int) -> str:
    """Return the characters of a packed n-gram."""
    chars = ""
    while key:
        chars = chr(key & 0xFFFF) + chars
        key >>= _BITS
    return chars


@dataclass(frozen=True, slots=True)
class TradeWord:
    """A stretch of text that speaks for one trade.

    Args:
        start: First character.
        end: One past the last.
        mass: The evidence of its characters together.
    """

    start: int
    end: int
    mass: float


@dataclass(frozen=True, eq=False)
class BusinessModel:
    """Evidence of n-grams for kinds of organ.

    Args:
        id: Its folder's name below ``models/``.
        departments: Ids of the kinds of organ, in the order of ``owners``.
        keys: Packed n-grams, ascending, shape (n_grams,).
        starts: Where the entries of each n-gram begin, shape (n_grams + 1,).
        owners: Index of the kind of organ of each entry.
        weights: Log-odds of each entry, shape (n_entries,).
        coef: Weights of the judgement whether a sentence is another organ's, shape (n_cues,).
        intercept: Its constant.
        digest: First characters of the weights' digest, quoted in reviews.
    """

    id: str
    departments: tuple[str, ...]
    keys: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int32]
    owners: npt.NDArray[np.uint8]
    weights: npt.NDArray[np.float32]
    coef: npt.NDArray[np.float32]
    intercept: float
    digest: str

    @cached_property
    def index(self) -> dict[str, int]:
        """Row of each kind of organ in a :class:`BusinessReading`."""
        return {name: row for row, name in enumerate(self.departments)}

    def read(self, text: str) -> BusinessReading:
        """Return the evidence at each character of ``text``; O(characters · log n-grams)."""
        codes = pack(fold(text))
        mass = np.zeros((len(self.departments), len(text)), dtype=np.float32)
        for n in range(MIN_N, MAX_N + 1):
            places, grams = pack_ngrams(codes, n)
            found = np.searchsorted(self.keys, grams)
            known = found < len(self.keys)
            known[known] = self.keys[found[known]] == grams[known]
            places, found = places[known], found[known]
            counts = self.starts[found + 1] - self.starts[found]
            entries = np.repeat(self.starts[found] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
            rows, columns = self.owners[entries].astype(np.int64), np.repeat(places, counts)
            share = self.weights[entries] / n
            for offset in range(n):
                np.maximum.at(mass, (rows, columns + offset), share)
        return BusinessReading(self, mass)


@dataclass(frozen=True, eq=False)
class BusinessReading:
    """The evidence in one text.

    Args:
        model: The model that read it.
        mass: Evidence of each character for each kind of organ, shape (n_departments, n_characters).
    """

    model: BusinessModel
    mass: npt.NDArray[np.float32]

    @cached_property
    def _sums(self) -> npt.NDArray[np.float32]:
        sums = np.zeros((self.mass.shape[0], self.mass.shape[1] + 1), dtype=np.float32)
        np.cumsum(self.mass, axis=1, out=sums[:, 1:])
        return sums

    @property
    def total(self) -> npt.NDArray[np.float32]:
        """The evidence for each kind of organ in the whole text."""
        return self._sums[:, -1]

    def between(self, start: int, end: int) -> npt.NDArray[np.float32]:
        """Return the evidence for each kind of organ in a stretch of the text."""
        return self._sums[:, end] - self._sums[:, start]

    def rows(self, departments: Sequence[str] | frozenset[str]) -> list[int]:
        """Return the rows of kinds of organ; those unknown to the model are left out."""
        return sorted(self.model.index[name] for name in departments if name in self.model.index)

    def words(self, department: str, start: int, end: int) -> tuple[TradeWord, ...]:
        """Return the stretches that speak for a kind of organ, those with the most evidence first."""
        row = self.mass[self.model.index[department]]
        words: list[TradeWord] = []
        place = start
        while place < end:
            stop = place
            while stop < end and row[stop] >= _WORD_MASS:
                stop += 1
            if stop - place > 1:
                words.append(TradeWord(place, stop, float(row[place:stop].sum())))
            place = max(stop, place + 1)
        return tuple(sorted(words, key=lambda word: (-word.mass, word.start)))
