from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reviewer.classify.estimator import build_estimator
from reviewer.classify.features import to_feature_text
from reviewer.classify.labelled import read_labelled
from reviewer.classify.linear import LinearModel
from reviewer.classify.train import export_topic_model, read_topic_training

sklearn = pytest.importorskip("sklearn")


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("2023年，公开１１８条。", "Y年,公开0条。"),
        ("“清泽水利”微信公众号更新42期", "A微信公众号更新0期"),
        ("收费 1,200.5 万元", "收费0万元"),
    ],
)
def test_feature_text_forgets_names_and_figures(sentence: str, text: str) -> None:
    assert to_feature_text(sentence) == text


@pytest.fixture(scope="module")
def slice_of_training(root: Path) -> tuple[list[str], np.ndarray, list[str]]:
    training = read_topic_training(root / "corpus")
    step = slice(0, None, 8)
    sentences = [sentence.text for sentence in read_labelled(root / "corpus")][step]
    return training.texts[step], training.targets[step], sentences


def train(texts: list[str], targets: np.ndarray) -> tuple[object, LinearModel]:
    estimator = build_estimator(40_000).fit(texts, targets)
    ones = np.ones(targets.shape[1], dtype=np.float32)
    return estimator, export_topic_model(estimator, ones, 0 * ones)


def test_fast_path_equals_scikit_learn(slice_of_training: tuple[list[str], np.ndarray, list[str]]) -> None:
    texts, targets, sentences = slice_of_training
    estimator, model = train(texts, targets)
    expected = estimator.decision_function(texts[:200])  # type: ignore[attr-defined]
    np.testing.assert_allclose(model.vectorizer.decision(sentences[:200]), expected, atol=2e-4)


def test_training_again_gives_the_same_predictions(
    slice_of_training: tuple[list[str], np.ndarray, list[str]],
) -> None:
    texts, targets, sentences = slice_of_training
    first, second = (train(texts, targets)[1].probabilities(sentences[:100]) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_sentences_are_judged_alike_alone_and_together(
    slice_of_training: tuple[list[str], np.ndarray, list[str]],
) -> None:
    texts, targets, sentences = slice_of_training
    model = train(texts, targets)[1]
    together = model.probabilities(sentences[:20])
    for row, sentence in enumerate(sentences[:20]):
        np.testing.assert_array_equal(model.probabilities([sentence])[0], together[row])


def test_empty_sentence_has_finite_scores(slice_of_training: tuple[list[str], np.ndarray, list[str]]) -> None:
    texts, targets, _ = slice_of_training
    assert np.isfinite(train(texts, targets)[1].probabilities(["", "𠮷"])).all()
