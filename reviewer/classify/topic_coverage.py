"""Which topics a report covers, judged by its sentences and not by its headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from reviewer.classify.linear import LinearModel
from reviewer.document.contents import TOPIC_KEYS, TopicKey
from reviewer.document.span import Span
from reviewer.nlp.sentences import Sentence

TOPIC_MODEL = "topic"
_PLANS = ("problems", "improvements")

# A heading that names a topic raises the log-odds of the sentences under it by this much. In the
# corpus 1,357 of 1,381 labelled sentences under such a heading are about it, log-odds of 4 against
# -1.7 anywhere; the bonus stays well below that difference, for a hurried clerk puts anything there.
# A sentence that has a word of the topic, too, gets more of it.
HEADING_BONUS = 3.0
CUED_BONUS = 5.0
PRESENT = 0.5
WEAK = 0.25
_MIN_CHARS = 6
_MAX_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands, as far as topics care.

    Args:
        section: Official section key; None in front of the first.
        heading_topics: Topics that the headings above it name, the innermost first.
        is_headed: A heading stands above it, official or not: it is no preface.
    """

    section: str | None
    heading_topics: tuple[str, ...]
    is_headed: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one topic is covered.

    Args:
        topic: Its key.
        status: ``present``, ``weak`` or ``absent``.
        best: Probability of its clearest sentence; 0 if no sentence could speak of it.
        sentences: Indexes of the sentences that speak of it, the clearest first.
        nearest: Index of the clearest sentence whether or not it suffices; None if there is none.
    """

    topic: TopicKey
    status: Literal["present", "weak", "absent"]
    best: float
    sentences: tuple[int, ...]
    nearest: int | None


@dataclass(frozen=True, slots=True, eq=False)
class TopicReading:
    """What each sentence is about.

    Args:
        model: Id and digest of the model that judged.
        probabilities: Shape (n_sentences, 8), columns in the order of :data:`TOPIC_KEYS`, headings counted in.
        alone: The same without the headings' influence.
        coverage: One entry a topic.
    """

    model: str
    probabilities: npt.NDArray[np.float32]
    alone: npt.NDArray[np.float32]
    coverage: Mapping[str, Coverage]

    def of(self, sentence: int, topic: TopicKey) -> float:
        """Return the probability that a sentence is about a topic."""
        return float(self.probabilities[sentence, TOPIC_KEYS.index(topic)])


def read_topics(
    sentences: Sequence[Sentence],
    places: Sequence[Place],
    model: LinearModel,
    *,
    cues: Mapping[str, Sequence[str]],
    words: Mapping[str, Sequence[str]],
) -> TopicReading:
    """Judge all sentences in one call and decide which topics are covered.

    Args:
        sentences: The running text.
        places: Where each stands, shape (n_sentences,).
        model: The topic model, a multilabel one over :data:`TOPIC_KEYS`.
        cues: Words that settle a topic wherever they stand (信息处理费).
        words: Words that speak for a topic under its heading (受理).
    """
    columns = [model.label_index(key) for key in TOPIC_KEYS]
    if sentences:
        alone = model.probabilities([sentence.text for sentence in sentences])[:, columns]
    else:
        alone = np.zeros((0, len(TOPIC_KEYS)), dtype=np.float32)
    probabilities = alone.copy()
    for index, place in enumerate(places):
        for topic in place.heading_topics[:1]:
            column = TOPIC_KEYS.index(topic)
            is_cued = any(word in sentences[index].text for word in words.get(topic, ()))
            probabilities[index, column] = _raise(float(alone[index, column]), CUED_BONUS if is_cued else HEADING_BONUS)
    for topic, decisive in cues.items():
        column = TOPIC_KEYS.index(topic)
        for index, sentence in enumerate(sentences):
            if any(word in sentence.text for word in decisive):
                probabilities[index, column] = max(float(probabilities[index, column]), 0.9)
    coverage: dict[str, Coverage] = {
        topic: _cover(topic, column, sentences, places, probabilities) for column, topic in enumerate(TOPIC_KEYS)
    }
    return TopicReading(f"{model.id}@{model.digest}", probabilities, alone, coverage)


def _raise(probability: float, bonus: float) -> float:
    clipped = min(max(probability, 1e-4), 1 - 1e-4)
    odds = np.log(clipped / (1 - clipped)) + bonus
    return float(1 / (1 + np.exp(-odds)))


def _cover(
    topic: TopicKey,
    column: int,
    sentences: Sequence[Sentence],
    places: Sequence[Place],
    probabilities: npt.NDArray[np.float32],
) -> Coverage:
    """Decide one topic.

    A plan for next year does not make this year's work present, nor does a preface that
    lists the sections to come.
    """
    has_sections = any(place.section is not None for place in places)
    eligible = [
        index
        for index, place in enumerate(places)
        if not (has_sections and place.section is None and not place.is_headed)
        and (topic in _PLANS or topic == "information_fee" or place.section != "problems_improvements")
    ]
    if not eligible:
        return Coverage(topic, "absent", 0.0, (), None)
    ranked = sorted(eligible, key=lambda index: (-float(probabilities[index, column]), index))
    nearest = ranked[0]
    best = float(probabilities[nearest, column])
    speaking = [
        index
        for index in ranked
        if probabilities[index, column] >= PRESENT and len(sentences[index].text) >= _MIN_CHARS
    ]
    if speaking:
        return Coverage(topic, "present", best, tuple(speaking[:_MAX_EVIDENCE]), nearest)
    if best >= WEAK or (topic == "problems" and _tells_more_than_measures(eligible, sentences, places, probabilities)):
        return Coverage(topic, "weak", best, (nearest,), nearest)
    return Coverage(topic, "absent", best, (), nearest)


def _tells_more_than_measures(
    eligible: Sequence[int],
    sentences: Sequence[Sentence],
    places: Sequence[Place],
    probabilities: npt.NDArray[np.float32],
) -> bool:
    """Tell whether the part on problems holds anything that is no measure: most likely a problem."""
    column = TOPIC_KEYS.index("improvements")
    return any(
        places[index].section == "problems_improvements"
        and probabilities[index, column] < WEAK
        and len(sentences[index].text) >= 2 * _MIN_CHARS
        for index in eligible
    )


def evidence_spans(coverage: Coverage, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """Return the spans of the sentences that speak of a topic."""
    return tuple(sentences[index].span for index in coverage.sentences)
