"""The language model: how often strings of up to five characters stand in official prose.

Counts are numbers of reports, not of occurrences, so that one wordy report weighs
no more than another. Beside them stand the words of a general dictionary, which
say what is Chinese at all, and for each character those it is mistaken for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from reviewer.language.grams import (
    BITS,
    BOUNDARY,
    MAX_ORDER,
    Alphabet,
    Counts,
    Ids,
    look_up,
    look_up_sifted,
    pack,
    sieve_of,
)

# Kinds of confusions of two characters; guesses have others beside them.
SAME_SOUND, CLOSE_SOUND, LOOK, TWIN_LOOK, SOUND_AND_LOOK = 0, 1, 2, 7, 8
MAX_WORD = 5
_BACKOFF = np.float32(np.log(0.4))
_WORD_SHARE = 0.2  # of the dictionary where official prose has not seen two characters together
_COMMON_WORD, _VERY_COMMON_WORD = 5.0, 5.75  # log frequency
_FLOOR = -14.0  # natural log; no character is rarer than this


@dataclass(frozen=True, slots=True, eq=False)
class Confusions:
    """For each character those it is mistaken for.

    Args:
        offsets: Where the list of each number starts; one more than numbers.
        others: The characters.
        kinds: :data:`SAME_SOUND` … :data:`SOUND_AND_LOOK`.
    """

    offsets: npt.NDArray[np.int32]
    others: npt.NDArray[np.int16]
    kinds: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class RareLooks:
    """Characters outside the alphabet, and those of it that they look like.

    Args:
        points: Code points, ascending.
        offsets: Where the list of each starts; one more than points.
        others: The characters of the alphabet.
        kinds: :data:`LOOK`, :data:`TWIN_LOOK` or :data:`SOUND_AND_LOOK`.
    """

    points: npt.NDArray[np.uint16]
    offsets: npt.NDArray[np.int32]
    others: npt.NDArray[np.int16]
    kinds: npt.NDArray[np.uint8]

    def rows(self, points: npt.NDArray[np.integer]) -> Ids:
        """Return the number of each code point's list; -1 for none."""
        if not len(self.points):
            return np.full(len(points), -1, dtype=np.int64)
        rows = np.minimum(np.searchsorted(self.points, points), len(self.points) - 1)
        return np.where(self.points[rows] == points, rows, -1).astype(np.int64)


@dataclass(frozen=True, eq=False)
class LanguageModel:
    """Counts of official prose, words of the dictionary, confusions of characters.

    Args:
        alphabet: The characters it knows.
        table: The number of each code point.
        keys: Keys of all n-grams, ascending, so that orders follow one another.
        counts: Reports that hold each.
        words: Keys of the dictionary's words of two to five characters, ascending.
        word_weights: Natural log of each word's frequency in general and official prose.
        single_shares: Natural log of the share of each character as a word by itself.
        n_words: Natural log of the number of running words behind the frequencies.
        pairs: Keys of two characters side by side inside a dictionary word, ascending.
        pair_weights: Natural log of how often.
        char_weights: Natural log of the share of each character in running text.
        confusions: What is mistaken for what.
        rare: What characters outside the alphabet are mistaken for.
        sounds: A number for the first reading of each character; 0 for none.
        alone: How often each character is a word by itself, 0 to 1.
        digest: Of the file it was read from; empty for one just trained.
    """

    alphabet: Alphabet
    table: npt.NDArray[np.int16]
    keys: Ids
    counts: Counts
    words: Ids
    word_weights: Counts
    single_shares: Counts
    n_words: float
    pairs: Ids
    pair_weights: Counts
    char_weights: Counts
    confusions: Confusions
    rare: RareLooks
    sounds: npt.NDArray[np.int16]
    alone: Counts
    digest: str = ""

    @cached_property
    def _orders(self) -> tuple[tuple[Ids, Counts], ...]:
        edges = np.searchsorted(self.keys, [1 << (BITS * order) for order in range(MAX_ORDER)])
        ends = [*edges[1:], len(self.keys)]
        return tuple((self.keys[start:end], self.counts[start:end]) for start, end in zip(edges, ends, strict=True))

    @cached_property
    def _sieve(self) -> npt.NDArray[np.bool_]:
        return sieve_of(self.keys)

    @cached_property
    def _word_sieve(self) -> npt.NDArray[np.bool_]:
        return sieve_of(self.words)

    @cached_property
    def _seen_pairs(self) -> npt.NDArray[np.uint8]:
        """One bit for every two characters that were seen together anywhere."""
        bits = np.zeros(1 << (2 * BITS - 3), dtype=np.uint8)
        for keys in (self._orders[1][0], self.pairs):
            np.bitwise_or.at(bits, keys >> 3, (1 << (keys & 7)).astype(np.uint8))
        return bits

    @cached_property
    def _char_counts(self) -> Counts:
        counts = np.zeros(1 << BITS, dtype=np.float32)
        keys, values = self._orders[0]
        counts[keys] = values
        return counts

    def count(self, keys: Ids, order: int) -> Counts:
        """Return in how many reports each n-gram was seen; keys that start with 0 were never."""
        if order == 1:
            return self._char_counts[keys]
        if order == 2:
            return look_up(*self._orders[1], keys)
        return look_up_sifted(*self._orders[order - 1], self._sieve, keys)

    def word_weight(self, keys: Ids) -> Counts:
        """Return the weight of each word; 0 for what is no word of the dictionary."""
        return look_up(self.words, self.word_weights, keys)

    @cached_property
    def _word_orders(self) -> tuple[tuple[Ids, Counts], ...]:
        edges = np.searchsorted(self.words, [1 << (BITS * order) for order in range(MAX_WORD + 1)])
        return tuple((self.words[a:b], self.word_weights[a:b]) for a, b in pairwise(edges.tolist()))

    def word_share(self, keys: Ids, size: int) -> Counts:
        """Return the log share of each word of ``size`` characters; 0 for what is no word."""
        weights = look_up_sifted(*self._word_orders[size - 1], self._word_sieve, keys)
        return np.where(weights > 0, weights - np.float32(self.n_words), 0).astype(np.float32)

    def longer(self, keys: Ids, added: Ids) -> Ids:
        """Return the keys of strings that are one character longer."""
        result: Ids = (keys[: len(added)] << BITS) | added[: len(keys)]
        return result

    def is_pair(self, left: Ids, right: Ids) -> npt.NDArray[np.bool_]:
        """Tell which two characters were seen side by side in official prose or in a word."""
        keys = (left << BITS) | right
        seen: npt.NDArray[np.bool_] = (self._seen_pairs[keys >> 3] >> (keys & 7).astype(np.uint8)) & 1 == 1
        return seen

    def log_share(self, rows: Ids, first: int, last: int, longest: int = MAX_ORDER) -> Counts:
        """Return the log probability of the characters ``first`` to ``last`` of each row.

        Stupid backoff: the longest seen string decides, every step down costs 0.4; two
        characters never seen together fall back on the dictionary's words.

        Args:
            rows: Rows of numbers of equal length.
            first: The first column to judge; those before are context.
            last: One past the last.
            longest: Strings longer than this are not looked up.
        """
        total = np.zeros(len(rows), dtype=np.float32)
        for column in range(first, last):
            total += self._log_share_of(rows, column, longest)
        return total

    def _log_share_of(self, rows: Ids, column: int, longest: int) -> Counts:
        share = self._low_orders(rows, column)
        for order in range(3, min(longest, column + 1) + 1):
            start = column - order + 1
            seen = self.count(pack(rows[:, start : column + 1]), order)
            context = self.count(pack(rows[:, start:column]), order - 1)
            ratio = np.log(np.maximum(seen, 1e-6) / np.maximum(context, np.maximum(seen, 1)))
            share = np.where(seen > 0, ratio, share + _BACKOFF)
        return share.astype(np.float32)

    def _low_orders(self, rows: Ids, column: int) -> Counts:
        char = rows[:, column]
        single = np.maximum(self.char_weights[char], _FLOOR) + _BACKOFF
        if column == 0:
            return single.astype(np.float32)
        before = rows[:, column - 1]
        key = (before << BITS) | char
        seen = self.count(key, 2)
        ratio = np.log(np.maximum(seen, 1e-6) / np.maximum(self._char_counts[before], np.maximum(seen, 1)))
        inside = look_up(self.pairs, self.pair_weights, key)
        general = np.log(_WORD_SHARE) + inside - self._pair_totals[before]
        low: Counts = np.where(seen > 0, ratio, np.where(inside > 0, np.maximum(general, single), single))
        return low.astype(np.float32)

    @cached_property
    def beginnings(self) -> Counts:
        """For each character, the log frequency of the words of two that begin with it."""
        return self._of_words(BITS)

    @cached_property
    def endings(self) -> Counts:
        """For each character, the log frequency of the words of two that end with it."""
        return self._of_words(0)

    def _of_words(self, shift: int) -> Counts:
        words, weights = self._word_orders[1]
        numbers = (words >> shift) & ((1 << BITS) - 1)
        return np.log1p(np.bincount(numbers, np.exp(weights), minlength=1 << BITS)).astype(np.float32)

    @cached_property
    def _pair_totals(self) -> Counts:
        sums = np.bincount(self.pairs >> BITS, weights=np.exp(self.pair_weights), minlength=1 << BITS)
        return np.log(np.maximum(sums, 1)).astype(np.float32)

    @cached_property
    def same_sounding(self) -> tuple[Ids, Ids]:
        """Common words of two characters: key of their sounds, key of the word."""
        words, weights = self._word_orders[1]
        common = words[weights >= _COMMON_WORD]
        sounds = self.sound_keys(common >> BITS, common & ((1 << BITS) - 1))
        order = np.argsort(sounds, kind="stable")
        return sounds[order], common[order]

    def common_words(self, *, is_first: bool) -> tuple[Ids, Ids]:
        """Return common words of two characters in order of the first or the last, and that character of each."""
        return self._common_by_first if is_first else self._common_by_last

    @cached_property
    def _common_by_first(self) -> tuple[Ids, Ids]:
        words, weights = self._word_orders[1]
        common = words[weights >= _VERY_COMMON_WORD]
        return common >> BITS, common

    @cached_property
    def _common_by_last(self) -> tuple[Ids, Ids]:
        _, common = self._common_by_first
        lasts = common & ((1 << BITS) - 1)
        order = np.argsort(lasts, kind="stable")
        return lasts[order], common[order]

    def sound_keys(self, left: Ids, right: Ids) -> Ids:
        """Return one key for the sounds of two characters."""
        return (self.sounds[left].astype(np.int64) << BITS) | self.sounds[right]

    @cached_property
    def between(self) -> tuple[Ids, Ids, Counts]:
        """What was seen between two characters: key of the two, the one between, reports."""
        keys, counts = self._orders[2]
        mask = (1 << BITS) - 1
        outer = ((keys >> (2 * BITS)) << BITS) | (keys & mask)
        order = np.argsort(outer, kind="stable")
        return outer[order], ((keys >> BITS) & mask)[order], counts[order]


def boundary_padded(ids: Ids, width: int) -> Ids:
    """Return ``ids`` with ``width`` boundaries before and after."""
    edge = np.full(width, BOUNDARY, dtype=np.int64)
    return np.concatenate([edge, ids, edge])
