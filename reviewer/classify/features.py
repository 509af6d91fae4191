"""Sentences as bags of character n-grams, in a form that forgets names and figures.

Training uses scikit-learn's ``TfidfVectorizer`` on :func:`to_feature_text`; a review
uses :class:`NgramVectorizer`, which gives the same vectors without importing
scikit-learn (a second of a cold command). A test holds the two equal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from reviewer.document.normalize import fold
from reviewer.regex import Regex

MIN_N = 1
MAX_N = 3

_DIGITS = Regex(r"[0-9]+(?:[.,][0-9]+)*")
_YEAR = Regex(r"(?:19|20)[0-9]{2}(?=年)")
_QUOTED_NAME = Regex(r'"[^"]{1,16}"(?=(?:微信|公众|政务|官方|视频|抖音|微博|客户端|app|APP))')


def to_feature_text(sentence: str) -> str:
    """Return a sentence without white space, its years as ``Y``, figures as ``0``, account names as ``A``."""
    compact = "".join(fold(sentence).split())
    compact = _QUOTED_NAME.sub("A", compact)
    compact = _YEAR.sub("Y", compact)
    return _DIGITS.sub("0", compact)


@dataclass(frozen=True, slots=True, eq=False)
class NgramVectorizer:
    """Scores sentences against the weights of a linear model.

    Args:
        vocabulary: The n-grams, in the order of the weights' columns.
        idf: Inverse document frequency of each, shape (n_features,).
        coef: Weights, shape (n_labels, n_features).
        intercept: Shape (n_labels,).
    """

    vocabulary: tuple[str, ...]
    idf: npt.NDArray[np.float32]
    coef: npt.NDArray[np.float32]
    intercept: npt.NDArray[np.float32]
    _index: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {gram: column for column, gram in enumerate(self.vocabulary)})

    def decision(self, sentences: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return the decision values, shape (n_sentences, n_labels); O(characters)."""
        rows = np.empty((len(sentences), len(self.intercept)), dtype=np.float32)
        for row, sentence in enumerate(sentences):
            columns, weights = self.weigh(sentence)
            rows[row] = self.coef[:, columns] @ weights + self.intercept
        return rows

    def weigh(self, sentence: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Return the columns of a sentence's n-grams and their tf-idf weights (unit length)."""
        text = to_feature_text(sentence)
        counts: dict[int, int] = {}
        index = self._index
        for n in range(MIN_N, MAX_N + 1):
            for start in range(len(text) - n + 1):
                column = index.get(text[start : start + n])
                if column is not None:
                    counts[column] = counts.get(column, 0) + 1
        columns = np.fromiter(counts, dtype=np.int64, count=len(counts))
        frequency = np.fromiter(
            (1.0 + math.log(count) for count in counts.values()), dtype=np.float32, count=len(counts)
        )
        weights = frequency * self.idf[columns]
        length = float(np.sqrt((weights * weights).sum()))
        return columns, weights / length if length else weights

    def cues(self, sentence: str, label: int, *, limit: int = 5) -> tuple[str, ...]:
        """Return the n-grams of a sentence that speak most for a label, longest form first."""
        columns, weights = self.weigh(sentence)
        gains = self.coef[label, columns] * weights
        ranked = [self.vocabulary[int(columns[i])] for i in np.argsort(-gains, kind="stable") if gains[i] > 0]
        kept: list[str] = []
        for gram in ranked[: limit * 6]:
            if len(gram) > 1 and not any(gram in other or other in gram for other in kept):
                kept.append(gram)
        return tuple(kept[:limit])
