"""Trains the model of sections: in which official section a paragraph belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from reviewer.classify import estimator, store
from reviewer.classify.features import MAX_N, MIN_N, to_feature_text
from reviewer.classify.labelled import read_paragraphs
from reviewer.classify.linear import LinearModel
from reviewer.classify.scores import reliability, score_binary, score_groups
from reviewer.model_folder import digest_of

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

SECTION_MODEL = "section"
LABELS = ("preface", "overview", "proactive", "requests", "review_litigation", "problems_improvements", "other")
_MAX_FEATURES = 12_000
_SLOPES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True)
class SectionTraining:
    """Paragraphs as training takes them; the lists run in parallel."""

    texts: list[str]
    labels: list[str]
    departments: list[str]
    authors: list[str]


def read_section_training(corpus: Path) -> SectionTraining:
    """Return the paragraphs of the labelled reports, each with its section."""
    paragraphs = list(read_paragraphs(corpus))
    return SectionTraining(
        texts=[to_feature_text(one.text) for one in paragraphs],
        labels=[one.section or "preface" for one in paragraphs],
        departments=[one.department for one in paragraphs],
        authors=[one.author for one in paragraphs],
    )


def train_section_model(corpus: Path, models: Path) -> LinearModel:
    """Train the section model, write its folder below ``models`` and return it."""
    training = read_section_training(corpus)
    indicator = np.zeros((len(training.labels), len(LABELS)), dtype=np.int8)
    for row, label in enumerate(training.labels):
        indicator[row, LABELS.index(label)] = 1
    decisions = _out_of_fold(training, indicator, training.authors)
    slope = min(_SLOPES, key=lambda value: _log_loss(decisions, indicator, value))
    fitted = estimator.build_estimator(_MAX_FEATURES).fit(training.texts, indicator)
    model = _export(fitted, slope)
    manifest = {
        "seed": estimator.SEED,
        "recipe": {"n": [MIN_N, MAX_N], "C": estimator.C, "max_features": _MAX_FEATURES},
        "corpus_sha256": digest_of(corpus / "manifest.jsonl"),
        "n_paragraphs": len(training.texts),
        "n_departments": len(set(training.departments)),
        "n_authors": len(set(training.authors)),
        **_figures(training, indicator, _softmax(decisions * slope)),
    }
    store.save_model(
        models / SECTION_MODEL, estimator=fitted.named_steps[estimator.LABELS], model=model, manifest=manifest
    )
    return model


def _out_of_fold(
    training: SectionTraining, indicator: npt.NDArray[np.int8], groups: Sequence[str]
) -> npt.NDArray[np.float64]:
    decisions = np.zeros(indicator.shape)
    names = np.array(groups)
    for group in sorted(set(groups)):
        test = np.flatnonzero(names == group)
        train = np.flatnonzero(names != group)
        fitted = estimator.build_estimator(_MAX_FEATURES).fit([training.texts[row] for row in train], indicator[train])
        decisions[test] = fitted.decision_function([training.texts[row] for row in test])
    return decisions


def _softmax(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def _log_loss(decisions: npt.NDArray[np.float64], truth: npt.NDArray[np.int8], slope: float) -> float:
    chosen = _softmax(decisions * slope)[truth == 1]
    return float(-np.log(np.maximum(chosen, 1e-12)).mean())


def _figures(
    training: SectionTraining, indicator: npt.NDArray[np.int8], probabilities: npt.NDArray[np.float64]
) -> dict[str, object]:
    answers = [LABELS[int(row)] for row in probabilities.argmax(axis=1)]
    chosen = (probabilities == probabilities.max(axis=1, keepdims=True)).astype(np.float64)
    scores = {label: score_binary(chosen[:, column], indicator[:, column]) for column, label in enumerate(LABELS)}
    scores["micro"] = score_binary(chosen.ravel(), indicator.ravel())
    return {
        "scores": {"by_author": scores},
        "reliability": reliability(probabilities.max(axis=1), (chosen * indicator).sum(axis=1).astype(np.int8)),
        "by_department": score_groups(answers, training.labels, training.departments),
    }


def _export(fitted: Pipeline, slope: float) -> LinearModel:
    return LinearModel(
        id=SECTION_MODEL,
        labels=LABELS,
        kind="multiclass",
        vectorizer=estimator.export_vectorizer(fitted),
        slope=np.full(len(LABELS), slope, dtype=np.float32),
        offset=np.zeros(len(LABELS), dtype=np.float32),
        digest="",
    )
