"""The estimator of topics and sections, and the plain arrays that a review reads instead of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reviewer.classify.features import MAX_N, MIN_N, NgramVectorizer

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

SEED = 20210926
C = 10.0
_NGRAMS = "ngrams"
LABELS = "labels"


def build_estimator(max_features: int) -> Pipeline:
    """Return the untrained estimator: character n-grams, one logistic regression a label.

    Args:
        max_features: How many n-grams at most, the commonest first.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.multiclass import OneVsRestClassifier  # noqa: PLC0415
    from sklearn.pipeline import Pipeline as SklearnPipeline  # noqa: PLC0415

    ngrams = TfidfVectorizer(
        analyzer="char",
        ngram_range=(MIN_N, MAX_N),
        sublinear_tf=True,
        min_df=2,
        max_features=max_features,
        lowercase=False,
        dtype=np.float64,
    )
    each = LogisticRegression(C=C, max_iter=2000, class_weight="balanced", solver="liblinear", random_state=SEED)
    return SklearnPipeline([(_NGRAMS, ngrams), (LABELS, OneVsRestClassifier(each))])


def export_vectorizer(fitted: Pipeline) -> NgramVectorizer:
    """Return vocabulary and weights of a fitted estimator, rows of ``coef`` in the order of its labels."""
    ngrams, labels = fitted.named_steps[_NGRAMS], fitted.named_steps[LABELS]
    return NgramVectorizer(
        vocabulary=tuple(sorted(ngrams.vocabulary_, key=ngrams.vocabulary_.__getitem__)),
        idf=np.asarray(ngrams.idf_, dtype=np.float32),
        coef=np.vstack([binary.coef_[0] for binary in labels.estimators_]).astype(np.float32),
        intercept=np.array([binary.intercept_[0] for binary in labels.estimators_], dtype=np.float32),
    )
