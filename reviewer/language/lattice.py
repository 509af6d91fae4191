"""How a line falls into words of the dictionary, and what one change does to that.

The best way to cut a line is the one whose words are most frequent together. What
it costs up to every place from the left, and from every place to the right, is
kept, so that a change is weighed by the few words that could hold it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reviewer.language.grams import Counts, Ids
from reviewer.language.model import MAX_WORD, LanguageModel


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """The best cut of a line.

    Args:
        left: For each place, the log probability of all that stands before it.
        right: For each place, the log probability of all from it on.
        starts: For each place, where its word starts.
        sizes: For each place, how many characters its word has.
        weights: For each place, the log probability of its word.
    """

    left: npt.NDArray[np.float64]
    right: npt.NDArray[np.float64]
    starts: Ids
    sizes: Ids
    weights: Counts

    @property
    def total(self) -> float:
        """Log probability of the whole line."""
        return float(self.right[0])


def build_lattice(model: LanguageModel, ids: Ids) -> Lattice:
    """Return the best cut of ``ids``."""
    n = len(ids)
    single = model.single_shares[ids].tolist()
    starting: list[list[tuple[int, float]]] = [[] for _ in range(n + 1)]
    ending: list[list[tuple[int, float]]] = [[] for _ in range(n + 1)]
    keys = ids.copy()
    for size in range(2, MAX_WORD + 1):
        keys = model.longer(keys[: n - size + 1], ids[size - 1 :])
        shares = model.word_share(keys, size)
        found = np.flatnonzero(shares)
        for start, share in zip(found.tolist(), shares[found].tolist(), strict=True):
            starting[start].append((start + size, share))
            ending[start + size].append((start, share))
    left = [0.0] * (n + 1)
    best = [(0, 0.0)] * (n + 1)
    for end in range(1, n + 1):
        chosen = (end - 1, single[end - 1])
        score = left[end - 1] + chosen[1]
        for word in ending[end]:
            total = left[word[0]] + word[1]
            if total > score:
                score, chosen = total, word
        left[end], best[end] = score, chosen
    right = [0.0] * (n + 1)
    for start in range(n - 1, -1, -1):
        score = right[start + 1] + single[start]
        for end, share in starting[start]:
            score = max(score, right[end] + share)
        right[start] = score
    starts, sizes, weights = [0] * n, [0] * n, [0.0] * n
    end = n
    while end > 0:
        start, share = best[end]
        for place in range(start, end):
            starts[place], sizes[place], weights[place] = start, end - start, share
        end = start
    return Lattice(
        np.array(left), np.array(right), np.array(starts), np.array(sizes), np.array(weights, dtype=np.float32)
    )
