"""A trained linear model as a review uses it: labels, weights, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from reviewer.classify.features import NgramVectorizer


@dataclass(frozen=True, slots=True, eq=False)
class LinearModel:
    """One linear model with calibrated probabilities.

    Args:
        id: Its folder's name below ``models/``.
        labels: Label of each output.
        kind: ``multilabel``: each label by itself; ``multiclass``: exactly one label.
        vectorizer: Vocabulary and weights.
        slope: Calibration of each label, shape (n_labels,): probability is
            sigmoid(slope × decision + offset), or softmax of the same.
        offset: Shape (n_labels,).
        digest: First characters of the weights' digest, quoted in reviews.
    """

    id: str
    labels: tuple[str, ...]
    kind: Literal["multilabel", "multiclass"]
    vectorizer: NgramVectorizer
    slope: npt.NDArray[np.float32]
    offset: npt.NDArray[np.float32]
    digest: str

    def probabilities(self, sentences: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return calibrated probabilities, shape (n_sentences, n_labels), all sentences in one call."""
        scores = self.vectorizer.decision(sentences) * self.slope + self.offset
        if self.kind == "multilabel":
            result: npt.NDArray[np.float32] = 1.0 / (1.0 + np.exp(-scores))
            return result
        shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(shifted / shifted.sum(axis=1, keepdims=True), dtype=np.float32)

    def label_index(self, label: str) -> int:
        """Return the output of a label."""
        return self.labels.index(label)
