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

_IMPOSSIBLE = -1e6


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
    options = [model.single_shares[ids].tolist()]
    keys = ids.copy()
    for size in range(2, MAX_WORD + 1):
        keys = model.longer(keys[: n - size + 1], ids[size - 1 :])
        options.append(model.word_share(keys, size).tolist())
    left = [0.0] * (n + 1)
    best = [1] * (n + 1)
    for end in range(1, n + 1):
        score, chosen = left[end - 1] + options[0][end - 1], 1
        for size in range(2, min(MAX_WORD, end) + 1):
            share = options[size - 1][end - size]
            if share < 0.0 and left[end - size] + share > score:
                score, chosen = left[end - size] + share, size
        left[end], best[end] = score, chosen
    right = [0.0] * (n + 1)
    for start in range(n - 1, -1, -1):
        score = right[start + 1] + options[0][start]
        for size in range(2, min(MAX_WORD, n - start) + 1):
            share = options[size - 1][start]
            if share < 0.0 and right[start + size] + share > score:
                score = right[start + size] + share
        right[start] = score
    starts, sizes, weights = [0] * n, [0] * n, [0.0] * n
    end = n
    while end > 0:
        size = best[end]
        for place in range(end - size, end):
            starts[place], sizes[place] = end - size, size
            weights[place] = options[size - 1][end - size]
        end -= size
    return Lattice(
        np.array(left), np.array(right), np.array(starts), np.array(sizes), np.array(weights, dtype=np.float32)
    )
