"""What a shared run is worth as evidence: formulae nothing, common wording little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from reviewer.reuse.background import Background, Bits, frequency_weights
from reviewer.reuse.fingerprint import Grams
from reviewer.reuse.masking import MASK_OF, MatchingForm

#: A letter is concrete content if it and its two neighbours have this many bits on average:
#: of a rare word the first letter is the surprise, the others follow from it.
CONCRETE_BITS = 2.5

#: Figures within so many codes on either side that make a list of counts, a table in prose ...
_LIST_REACH, _LIST_FIGURES = 12, 3
#: ... whose entries are the words of some platform's menu, and carry this share of their evidence.
_LIST_SHARE = 0.25

Rule = Literal["formula", "corpus_wide", "common_wording", "concrete"]


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """The evidence in each code of a draft.

    Args:
        bits: Bits, formulae and common wording discounted, shape (n,).
        concrete: Which codes are concrete content, shape (n,).
        total: Running sum of ``bits``, shape (n + 1,).
    """

    bits: Bits
    concrete: npt.NDArray[np.bool_]
    total: npt.NDArray[np.float64]


def weigh(
    form: MatchingForm,
    background: Background,
    grams: Grams | None = None,
    gram_bodies: npt.NDArray[np.int64] | None = None,
    bodies: int = 1,
) -> Worth:
    """Return the evidence in each code of ``form``.

    Args:
        form: The draft.
        background: Frequency of character runs in official prose.
        grams: Its grams, if a corpus is to be taken into account.
        gram_bodies: In how many bodies of the corpus each gram stands; 0 if unknown.
        bodies: Number of bodies of the corpus.
    """
    bits = background.letter_bits(form)
    if grams is not None and gram_bodies is not None and len(grams.hashes):
        known = np.flatnonzero(gram_bodies)
        factor = frequency_weights(bodies).take(gram_bodies[known], mode="clip")
        # No two grams begin with one code, nor end with one.
        first, behind = grams.first[known], grams.last[known] + 1
        total = np.zeros(len(form) + 1)
        total[first] = factor
        total[behind] -= factor
        number = np.zeros(len(form) + 1, dtype=np.int8)
        number[first] = 1
        number[behind] -= 1
        covered = np.cumsum(number, dtype=np.int32)[:-1]
        mean = np.cumsum(total)[:-1]
        mean /= np.maximum(covered, 1)
        np.clip(mean, 0, 1, out=mean)
        mean[covered <= 0] = 1
        mean *= bits
        bits = mean.astype(np.float32)
    bits = np.where(_in_lists(form), bits * np.float32(_LIST_SHARE), bits)
    padded = np.zeros(len(bits) + 2)
    padded[1:-1] = bits
    around = padded[:-2] + padded[1:-1]
    around += padded[2:]
    around /= 3
    concrete = (around >= CONCRETE_BITS) & ~form.formula & (bits > 0)
    total = np.zeros(len(bits) + 1)
    np.cumsum(bits, dtype=np.float64, out=total[1:])
    return Worth(bits, concrete, total)


def _in_lists(form: MatchingForm) -> npt.NDArray[np.bool_]:
    """Return which codes stand in a list of counts."""
    figures = np.zeros(len(form) + 2 * _LIST_REACH + 1, dtype=np.int32)
    figures[_LIST_REACH + 1 : len(form) + _LIST_REACH + 1] = form.codes == MASK_OF["number"]
    np.cumsum(figures, out=figures)
    inside: npt.NDArray[np.bool_] = figures[2 * _LIST_REACH + 1 :] - figures[: len(form)] >= _LIST_FIGURES
    return inside
