"""Trains the models from the labelled corpus; one command rebuilds them all.

The estimators are scikit-learn's. Cross-validation never tests on a department, nor
on an author, that the fold trained on. Calibration is Platt's, fitted on the
out-of-fold decisions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt

from reviewer.classify import store
from reviewer.classify.estimator import LABELS, SEED, C, build_estimator, export_vectorizer
from reviewer.classify.features import MAX_N, MIN_N, to_feature_text
from reviewer.classify.labelled import LabelledSentence, read_labelled, read_paragraphs
from reviewer.classify.linear import LinearModel
from reviewer.classify.scores import reliability, score_binary
from reviewer.classify.splits import N_FOLDS, read_splits
from reviewer.classify.topic_coverage import TOPIC_MODEL
from reviewer.document.contents import TOPIC_KEYS
from reviewer.model_folder import digest_of

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

_MAX_FEATURES = 40_000


@dataclass(frozen=True, slots=True, eq=False)
class TopicTraining:
    """Sentences as training takes them.

    Args:
        texts: Feature texts.
        targets: Indicator matrix, shape (n_sentences, 8).
        departments: Group of each for the department split.
        authors: Group of each for the author split.
    """

    texts: list[str]
    targets: npt.NDArray[np.int8]
    departments: list[str]
    authors: list[str]


def read_topic_training(corpus: Path) -> TopicTraining:
    """Return the training matrix of the topic model."""
    sentences: list[LabelledSentence] = list(read_labelled(corpus))
    targets = np.zeros((len(sentences), len(TOPIC_KEYS)), dtype=np.int8)
    for row, sentence in enumerate(sentences):
        for topic in sentence.topics:
            targets[row, TOPIC_KEYS.index(topic)] = 1
    return TopicTraining(
        texts=[to_feature_text(sentence.text) for sentence in sentences],
        targets=targets,
        departments=[sentence.department for sentence in sentences],
        authors=[sentence.author for sentence in sentences],
    )


def out_of_fold(training: TopicTraining, folds: Sequence[int]) -> npt.NDArray[np.float64]:
    """Return each sentence's decision values by a model that saw nothing of its fold."""
    from sklearn.model_selection import PredefinedSplit, cross_val_predict  # noqa: PLC0415

    return cast(
        "npt.NDArray[np.float64]",
        cross_val_predict(
            build_estimator(_MAX_FEATURES),
            training.texts,
            training.targets,
            cv=PredefinedSplit(list(folds)),
            method="decision_function",
        ),
    )


def fit_calibration(
    decisions: npt.NDArray[np.float64], targets: npt.NDArray[np.int8]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return Platt's slope and offset of each label, fitted on out-of-fold decisions."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    slopes, offsets = [], []
    for column in range(targets.shape[1]):
        fit = LogisticRegression(C=1e3).fit(decisions[:, column : column + 1], targets[:, column])
        slopes.append(float(fit.coef_[0, 0]))
        offsets.append(float(fit.intercept_[0]))
    return np.array(slopes, dtype=np.float32), np.array(offsets, dtype=np.float32)


def train_topic_model(corpus: Path, models: Path) -> LinearModel:
    """Train the topic model, write its folder below ``models`` and return it."""
    training = read_topic_training(corpus)
    splits = read_splits(corpus, training.departments, training.authors)
    by_department = out_of_fold(training, [splits.department[name] for name in training.departments])
    slope, offset = fit_calibration(by_department, training.targets)
    estimator = build_estimator(_MAX_FEATURES).fit(training.texts, training.targets)
    model = export_topic_model(estimator, slope, offset)
    author_folds = [splits.author[name] for name in training.authors]
    by_author = out_of_fold(training, author_folds) if len(set(author_folds)) > 1 else None
    scores = {"by_department": score(by_department, training.targets, slope, offset)}
    if by_author is not None:
        scores["by_author"] = score(by_author, training.targets, slope, offset)
    judged = by_department if by_author is None else by_author
    probabilities = 1 / (1 + np.exp(-(judged * slope + offset)))
    manifest = {
        "seed": SEED,
        "paragraphs": score_paragraphs(corpus, probabilities),
        "reliability": reliability(probabilities.ravel(), training.targets.ravel()),
        "recipe": {"n": [MIN_N, MAX_N], "C": C, "max_features": _MAX_FEATURES, "folds": N_FOLDS},
        "corpus_sha256": digest_of(corpus / "manifest.jsonl"),
        "n_sentences": len(training.texts),
        "n_departments": len(set(training.departments)),
        "n_authors": len(set(training.authors)),
        "scores": scores,
    }
    # The vocabulary is kept as plain text: skops writes each of its entries as an object, 20 MB in all.
    store.save_model(models / TOPIC_MODEL, estimator=estimator.named_steps[LABELS], model=model, manifest=manifest)
    return model


def export_topic_model(
    estimator: Pipeline, slope: npt.NDArray[np.float32], offset: npt.NDArray[np.float32]
) -> LinearModel:
    """Return the trained estimator as the plain arrays that a review reads."""
    return LinearModel(
        id=TOPIC_MODEL,
        labels=tuple(TOPIC_KEYS),
        kind="multilabel",
        vectorizer=export_vectorizer(estimator),
        slope=slope,
        offset=offset,
        digest="",
    )


def score(
    decisions: npt.NDArray[np.float64],
    targets: npt.NDArray[np.int8],
    slope: npt.NDArray[np.float32],
    offset: npt.NDArray[np.float32],
) -> dict[str, dict[str, float]]:
    """Return precision, recall, F1 and calibration error of each label at probability 0.5."""
    probabilities = 1 / (1 + np.exp(-(decisions * slope + offset)))
    table: dict[str, dict[str, float]] = {}
    for column, topic in enumerate(TOPIC_KEYS):
        table[topic] = score_binary(probabilities[:, column], targets[:, column])
    table["micro"] = score_binary(probabilities.ravel(), targets.ravel())
    return table


def score_paragraphs(corpus: Path, probabilities: npt.NDArray[np.float64]) -> dict[str, object]:
    """Return how often the topic of a paragraph is found without its heading, by unseen author.

    A paragraph's topic is the one its sentences speak of most; right is any topic that its writer gave.

    Args:
        corpus: The corpus.
        probabilities: Of each labelled sentence, by a model that did not see its author.
    """
    row = 0
    answers: list[tuple[str, bool, str]] = []
    sentences = read_labelled(corpus)
    for paragraph in read_paragraphs(corpus):
        rest, rows = paragraph.text, []
        while rest:
            sentence = next(sentences)
            rest = rest[len(sentence.text) :]
            rows.append(row)
            row += 1
        if paragraph.topics:
            best = TOPIC_KEYS[int(probabilities[rows].sum(axis=0).argmax())]
            answers.append((paragraph.department, best in paragraph.topics, best))
    groups = sorted({name for name, *_ in answers})
    return {
        "accuracy": round(sum(right for _, right, _ in answers) / max(len(answers), 1), 4),
        "n": len(answers),
        "by_department": {
            name: {
                "accuracy": round(float(np.mean([right for group, right, _ in answers if group == name])), 4),
                "n": sum(group == name for group, *_ in answers),
            }
            for name in groups
        },
    }
