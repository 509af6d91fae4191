"""Hashes of every run of k letters, and the thinned-out choice of them that an index stores."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reviewer.reuse.masking import MatchingForm

Hashes = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.int32]

#: Letters in a gram. Shorter ones survive denser edits, longer ones collide less in official prose.
GRAM_LETTERS = 5
#: Of this many neighbouring grams an index stores at least one; a draft asks with all of its grams.
WINDOW = 4
#: Places of one gram in one text that are looked at.
MAX_REPEATS = 4

_BASE = 0x9E3779B97F4A7C15
_MIX_1 = np.uint64(0xFF51AFD7ED558CCD)
_MIX_2 = np.uint64(0xC4CEB9FE1A85EC53)
_SHIFT = np.uint64(33)


class Grams(NamedTuple):
    """Grams of a form in its order.

    Args:
        hashes: 64-bit hash of each gram.
        first: Position in the form of its first letter.
        last: Position in the form of its last letter; masks in between are skipped.
    """

    hashes: Hashes
    first: Positions
    last: Positions


_POWERS = [np.uint64(pow(_BASE, exponent, 1 << 64)) for exponent in range(1, 17)]


def hash_letters(letters: npt.NDArray[np.uint16], k: int) -> Hashes:
    """Return the hash of every ``k`` neighbouring letters; empty if there are fewer."""
    count = len(letters) - k + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    wide = letters.astype(np.uint64)
    total = wide[:count] * _POWERS[0]
    for offset in range(1, k):
        total += wide[offset : offset + count] * _POWERS[offset]
    return mix_sums(total)


def lengthen_sums(sums: Hashes, letters: Hashes, k: int) -> Hashes:
    """Return the sums of runs of ``k`` letters from those of ``k - 1``.

    Args:
        sums: Sum of each run of ``k - 1`` letters; none for runs of no letter.
        letters: The last letter of each run of ``k``, as many as there are such runs.
        k: Letters of a run.
    """
    last = letters * _POWERS[k - 1]
    return last if k == 1 else sums[: len(last)] + last


def mix_sums(total: Hashes) -> Hashes:
    """Turn sums of letters into hashes, in place, and return them."""
    total ^= total >> _SHIFT
    total *= _MIX_1
    total ^= total >> _SHIFT
    total *= _MIX_2
    total ^= total >> _SHIFT
    return total


def find_grams(form: MatchingForm, k: int = GRAM_LETTERS) -> Grams:
    """Return the grams of ``form`` that are not mostly formula, one for every letter where one starts."""
    letters = form.letters
    hashes = hash_letters(form.codes[letters], k)
    if not len(hashes):
        nothing = np.zeros(0, dtype=np.int32)
        return Grams(hashes, nothing, nothing)
    first = letters[: len(hashes)].astype(np.int32)
    last = letters[k - 1 :].astype(np.int32)
    if form.formula.any():
        formula = np.concatenate(([0], np.cumsum(form.formula[letters])))
        kept = 2 * (formula[k:] - formula[:-k]) <= k
        return Grams(hashes[kept], first[kept], last[kept])
    return Grams(hashes, first, last)


def winnow(grams: Grams, window: int = WINDOW) -> Grams:
    """Return the grams that hold the smallest hash of some ``window`` neighbours.

    Which grams are chosen depends on the text around them alone, so that two copies
    of a passage choose the same ones.
    """
    n = len(grams.hashes)
    if n <= window or window <= 1:
        return grams
    views = np.lib.stride_tricks.sliding_window_view(grams.hashes, window)
    smallest = np.zeros(n, dtype=np.bool_)
    smallest[views.argmin(axis=1) + np.arange(len(views))] = True
    chosen = np.flatnonzero(smallest)
    return Grams(grams.hashes[chosen], grams.first[chosen], grams.last[chosen])


def limit_repeats(grams: Grams, most: int = MAX_REPEATS) -> Grams:
    """Return the grams without those that already stood ``most`` times in front.

    A text that repeats itself thousands of times would otherwise meet itself millions of times.
    """
    kept = not_repeated(grams.hashes, most)
    return grams if kept.all() else Grams(grams.hashes[kept], grams.first[kept], grams.last[kept])


def not_repeated(hashes: Hashes, most: int = MAX_REPEATS) -> npt.NDArray[np.bool_]:
    """Tell of each hash whether it stood fewer than ``most`` times in front."""
    kept = np.ones(len(hashes), dtype=np.bool_)
    ordered = np.sort(hashes)
    if len(hashes) > most and (ordered[most:] == ordered[:-most]).any():
        order = np.argsort(hashes, kind="stable")
        kept[order[most:]] = ordered[most:] != ordered[:-most]
    return kept
