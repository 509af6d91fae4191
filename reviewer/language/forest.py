"""A forest of small decision trees as plain arrays: how probable it is that a change is due."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees of equally many nodes; a leaf leads to itself.

    Args:
        features: Column that each node asks for, by tree and node.
        limits: Up to this value the way leads left.
        lefts: Node on the left.
        rights: Node on the right.
        values: What a leaf adds to the score.
        depth: Steps from any root to its leaves, at most.
        bias: Score without any tree.
        known: Scores at which the probability is known, ascending.
        chances: The probability at each, as measured on authors left out of training.
    """

    features: npt.NDArray[np.int16]
    limits: Floats
    lefts: npt.NDArray[np.int16]
    rights: npt.NDArray[np.int16]
    values: Floats
    depth: int
    bias: float
    known: Floats
    chances: Floats

    def score(self, columns: Floats) -> npt.NDArray[np.float64]:
        """Return the log odds of each row, as the trees alone say."""
        n_trees, n_nodes = self.features.shape
        base = np.arange(n_trees) * n_nodes
        features, limits = self.features.ravel(), self.limits.ravel()
        children = np.stack([self.lefts, self.rights], axis=-1).reshape(-1)
        spots = np.broadcast_to(base, (len(columns), n_trees))
        wide = columns.ravel()
        rows = (np.arange(len(columns)) * columns.shape[1])[:, None]
        for _ in range(self.depth):
            goes_right = wide[rows + features[spots]] > limits[spots]
            spots = base + children[2 * spots + goes_right]
        result: npt.NDArray[np.float64] = self.bias + self.values.ravel()[spots].sum(axis=1, dtype=np.float64)
        return result

    def chance(self, scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the probability that belongs to each score."""
        return np.interp(scores, self.known, self.chances)
