"""Whether a name stands where an issuer speaks of itself, by the words around it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

ROLE_MODEL = "role"


@dataclass(frozen=True, eq=False)
class RoleModel:
    """A logistic model over tokens that describe the surroundings of a name.

    Args:
        id: Its folder's name below ``models/``.
        vocabulary: The tokens, in the order of the weights.
        coef: Weights, shape (n_tokens,).
        intercept: Its constant.
        slope: Platt's slope, fitted on decisions out of fold.
        offset: Platt's offset.
        digest: First characters of the weights' digest, quoted in reviews.
    """

    id: str
    vocabulary: tuple[str, ...]
    coef: npt.NDArray[np.float32]
    intercept: float
    slope: float
    offset: float
    digest: str

    @cached_property
    def _weights(self) -> dict[str, float]:
        return dict(zip(self.vocabulary, self.coef.tolist(), strict=True))

    def decision(self, tokens: Iterable[str]) -> float:
        """Return the decision value for the distinct tokens of one name."""
        weights = self._weights
        return self.intercept + sum(weights.get(token, 0.0) for token in set(tokens))

    def probability(self, tokens: Iterable[str]) -> float:
        """Return the calibrated probability that the place is the issuer's own."""
        score = self.slope * self.decision(tokens) + self.offset
        return 1.0 / (1.0 + math.exp(-min(max(score, -50.0), 50.0)))

    def cues(self, tokens: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
        """Return the tokens that speak most for an own place."""
        weights = self._weights
        ranked = sorted((token for token in set(tokens) if weights.get(token, 0.0) > 0), key=lambda t: (-weights[t], t))
        return tuple(ranked[:limit])
