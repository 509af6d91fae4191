"""Learns which changes are due, from slips planted in reports whose authors the language model has not read.

For each author a model is trained on all others. The forest sees the guesses of all
these models; its probabilities are measured author by author, with a forest that
has not seen that author either.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from reviewer.document.span import Span
from reviewer.language.columns import NAMES, Column
from reviewer.language.corrector import LIKELY, SURE, build_guesser, is_believed, read_line
from reviewer.language.features import weigh
from reviewer.language.forest import Forest
from reviewer.language.guards import own_names_in, titles_in
from reviewer.language.guesses import OTHER, Guesser, Guesses, Line
from reviewer.language.model import LanguageModel
from reviewer.language.planting import Planted, Planter
from reviewer.language.prose import Prose

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

SEED = 20210926
ROUNDS = 2  # times that slips are planted in each report
_TREES, _LEAVES = 120, 12
_FOLDS = 7  # a seventh of the authors at a time is left out
_STEPS = 24  # points of the calibration curve
_BATCH = 2500  # characters that are judged at once, at least
_CHARS_A_SLIP = 900  # in a draft as it is handed in
_UNBELIEVED = -98.0  # a score lower than any
_RIGHT, _WRONG, _BESIDE = 1, 0, -1

Builder = Callable[[Sequence[Prose]], LanguageModel]
Floats = npt.NDArray[np.float32]


@dataclass
class _Batch:
    """The guesses of one text."""

    author: str
    columns: Floats
    labels: npt.NDArray[np.int64]
    slips: npt.NDArray[np.int64]  # which planted slip each guess touches; -1 for none
    places: npt.NDArray[np.int64]
    planted: tuple[Planted, ...]
    chars: int
    sentences: int
    scores: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, slots=True)
class Trained:
    """A forest, and how it did on authors that it had not seen.

    Args:
        forest: Trained on all authors.
        figures: What the model card tells.
    """

    forest: Forest
    figures: dict[str, Any]


def train_forest(reports: Sequence[Prose], build: Builder) -> Trained:
    """Return a forest trained on slips planted in ``reports``."""
    batches = [
        batch
        for author in sorted({r.author for r in reports if r.is_held_out})
        for batch in _batches(reports, author, build)
    ]
    columns = np.concatenate([batch.columns for batch in batches])
    labels = np.concatenate([batch.labels for batch in batches])
    authors = np.concatenate([np.full(len(batch.labels), batch.author) for batch in batches])
    scores = np.zeros(len(labels))
    names = sorted(set(authors.tolist()))
    for fold in range(_FOLDS):
        left_out = np.isin(authors, names[fold::_FOLDS])
        if left_out.any():
            seen = ~left_out & (labels != _BESIDE)
            scores[left_out] = _fit(columns[seen], labels[seen]).score(columns[left_out])
    edge = 0
    for batch in batches:
        batch.scores = scores[edge : edge + len(batch.labels)]
        edge += len(batch.labels)
    known, chances = _calibrate(batches)
    whole = _fit(columns[labels != _BESIDE], labels[labels != _BESIDE])
    forest = Forest(
        whole.features, whole.limits, whole.lefts, whole.rights, whole.values, whole.depth, whole.bias, known, chances
    )
    for batch in batches:
        believed = is_believed(batch.columns[:, Column.KIND].astype(np.int64), forest.chance(batch.scores))
        batch.scores = np.where(believed, batch.scores, _UNBELIEVED)
    return Trained(forest, _figures(batches, forest))


def _batches(reports: Sequence[Prose], author: str, build: Builder) -> list[_Batch]:
    model = build([report for report in reports if report.author != author])
    guesser = build_guesser(model)
    found = []
    for number, text in enumerate(_texts([report for report in reports if report.author == author])):
        found.append(_batch(guesser, author, text, ()))
        for turn in range(ROUNDS):
            found.append(_batch(guesser, author, *Planter(guesser, SEED + number * ROUNDS + turn).plant(text)))
    return found


def _texts(reports: Sequence[Prose]) -> Iterator[str]:
    """Yield the text of the reports, short ones together: a batch costs little more for a longer text."""
    lines: list[str] = []
    for report in reports:
        lines.extend(report.lines)
        if sum(map(len, lines)) >= _BATCH:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _batch(guesser: Guesser, author: str, text: str, planted: tuple[Planted, ...]) -> _Batch:
    model = guesser.model
    places = [0, *(i + 1 for i, char in enumerate(text) if char in "\n。"), len(text)]
    sentences = [Span(start, end) for start, end in pairwise(places) if text[start:end].strip()]
    guarded = [*titles_in(text), *own_names_in(text)]  # slips in names are for rules
    planted = tuple(slip for slip in planted if not any(name.overlaps(slip.span) for name in guarded))
    line = read_line(model, text, sentences, guarded)
    guesses, columns = weigh(guesser, line, guesser.list(line))
    labels, slips = _label(model, line, text, guesses, planted)
    return _Batch(author, columns, labels, slips, guesses.places, planted, len(text), len(sentences))


def _label(
    model: LanguageModel, line: Line, text: str, guesses: Guesses, planted: Sequence[Planted]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    labels = np.full(len(guesses), _WRONG)
    slips = np.full(len(guesses), -1)
    highs = [slip.span.end for slip in planted]  # ascending
    for index in range(len(guesses)):
        first, last = int(guesses.places[index]), int(guesses.places[index] + guesses.sizes[index])
        start = int(line.offsets[first]) if first < len(line.offsets) else len(text)
        end = int(line.offsets[last - 1]) + 1 if last > first else start
        put = model.alphabet.char(int(guesses.firsts[index])) + model.alphabet.char(max(int(guesses.seconds[index]), 0))
        for number in range(bisect_left(highs, start), len(planted)):
            slip = planted[number]
            low, high = slip.span.start, slip.span.end
            if end < low:
                break
            left, right = min(start, low), max(end, high)
            after = text[left:start] + put + text[end:right]
            slips[index] = number
            labels[index] = _RIGHT if after == text[left:low] + slip.right + text[high:right] else _BESIDE
            if labels[index] == _RIGHT:
                break
    return labels, slips


def _fit(columns: Floats, labels: npt.NDArray[np.int64]) -> Forest:
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - a second to import; only training

    trees = HistGradientBoostingClassifier(
        max_iter=_TREES,
        learning_rate=0.08,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=20,
        l2_regularization=3.0,
        early_stopping=False,
        random_state=SEED,
    ).fit(columns, labels == _RIGHT)
    return _export(trees)


def _export(trees: HistGradientBoostingClassifier) -> Forest:
    nodes = [predictor[0].nodes for predictor in trees._predictors]
    most = max(len(each) for each in nodes)
    shape = (len(nodes), most)
    features, lefts, rights = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    limits, values = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
    for number, each in enumerate(nodes):
        size = len(each)
        own = np.arange(size)
        leaf = each["is_leaf"].astype(bool)
        features[number, :size] = np.where(leaf, 0, each["feature_idx"])
        limits[number, :size] = np.where(leaf, 0, each["num_threshold"])
        lefts[number, :size] = np.where(leaf, own, each["left"])
        rights[number, :size] = np.where(leaf, own, each["right"])
        values[number, :size] = np.where(leaf, each["value"], 0)
    depth = max(int(each["depth"].max()) for each in nodes)
    bias = float(np.ravel(trees._baseline_prediction)[0])
    none = np.zeros(1, dtype=np.float32)
    return Forest(features, limits, lefts, rights, values, depth, bias, none, none)


def _best(batch: _Batch) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the best score at each planted slip, and of each cluster of guesses at correct words."""
    found = np.full(len(batch.planted), -99.0)
    for slip, score in zip(batch.slips.tolist(), batch.scores.tolist(), strict=True):
        if slip >= 0:
            found[slip] = max(found[slip], score)
    alarms: list[float] = []
    last = -9
    free = np.flatnonzero(batch.slips < 0)
    for index in free[np.argsort(batch.places[free], kind="stable")].tolist():
        score = float(batch.scores[index])
        if batch.places[index] - last <= 3 and alarms:
            alarms[-1] = max(alarms[-1], score)
        else:
            alarms.append(score)
        last = int(batch.places[index])
    return found, np.array(alarms)


def _calibrate(batches: Sequence[_Batch]) -> tuple[Floats, Floats]:
    """Return the probability at each score, for drafts with one slip in so many characters."""
    right, wrong, n_slips, n_chars = [], [], 0, 0
    for batch in batches:
        found, alarms = _best(batch)
        if batch.planted:
            right.append(found)
            n_slips += len(found)
        else:
            wrong.append(alarms)
            n_chars += batch.chars
    scores = np.concatenate([*right, *wrong])
    is_right = np.concatenate([np.ones(sum(map(len, right))), np.zeros(sum(map(len, wrong)))])
    weight = np.where(is_right > 0, n_chars / _CHARS_A_SLIP / max(n_slips, 1), 1.0)
    keep = scores > -50
    scores, is_right, weight = scores[keep], is_right[keep], weight[keep]
    order = np.argsort(scores, kind="stable")
    curve = _rising(is_right[order], weight[order])
    if not len(order):
        return np.zeros(1, dtype=np.float32), np.zeros(1, dtype=np.float32)
    # Steps of equal numbers of slips, so that the upper end is told finely.
    ranks = np.cumsum(is_right[order])
    marks = np.searchsorted(ranks, np.linspace(0, ranks[-1], _STEPS + 2)[1:-1])
    known, chances = [], []
    for first, last in zip(marks, [*marks[1:], len(order)], strict=True):
        if last > first:
            known.append(float(scores[order][first:last].mean()))
            chances.append(float(curve[first:last].mean()))
    return np.array(known, dtype=np.float32), np.array(chances, dtype=np.float32)


def _rising(values: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the rising curve nearest to ``values``."""
    blocks: list[list[float]] = []  # mean, weight, length
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        blocks.append([value, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            mean, total, length = blocks.pop()
            before = blocks[-1]
            before[0] = (before[0] * before[1] + mean * total) / (before[1] + total)
            before[1] += total
            before[2] += length
    return np.concatenate([np.full(int(length), mean) for mean, _, length in blocks]) if blocks else np.zeros(0)


def _figures(batches: Sequence[_Batch], forest: Forest) -> dict[str, Any]:
    planted: Counter[int] = Counter()
    found: dict[float, Counter[int]] = {SURE: Counter(), LIKELY: Counter()}
    alarms = {SURE: 0, LIKELY: 0}
    chars = sentences = 0
    for batch in batches:
        slips, wrong = _best(batch)
        chances, false = forest.chance(slips), forest.chance(wrong)
        planted.update(slip.kind for slip in batch.planted)
        for level in (SURE, LIKELY):
            found[level].update(s.kind for s, c in zip(batch.planted, chances, strict=True) if c >= level)
            if not batch.planted:
                alarms[level] += int((false >= level).sum())
        if not batch.planted:
            chars, sentences = chars + batch.chars, sentences + batch.sentences
    total = sum(planted.values())
    return {
        "planted": total,
        "clean_sentences": sentences,
        "clean_characters": chars,
        "characters_a_slip": _CHARS_A_SLIP,
        "features": list(NAMES),
        "levels": {
            name: {
                "least": level,
                "recall": round(sum(found[level].values()) / max(total, 1), 4),
                "alarms": alarms[level],
                "precision": round(_precision(sum(found[level].values()) / max(total, 1), alarms[level], chars), 4),
                "recall_by_kind": {
                    str(k): round(found[level][k] / planted[k], 4) for k in range(OTHER + 1) if planted[k]
                },
            }
            for name, level in (("warning", SURE), ("hint", LIKELY))
        },
        "planted_by_kind": {str(k): planted[k] for k in range(OTHER + 1)},
    }


def _precision(recall: float, alarms: int, chars: int) -> float:
    due = recall * chars / _CHARS_A_SLIP
    return due / (due + alarms) if due + alarms else 0.0
