"""Trains the model of surroundings: where an issuer speaks of itself, where of others."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt

from reviewer.classify import store
from reviewer.classify.estimator import SEED
from reviewer.classify.role import ROLE_MODEL, RoleModel
from reviewer.classify.scores import reliability, score_binary
from reviewer.model_folder import digest_of

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

FOLDS = 5
_C = 0.3
_MIN_COUNT = 5


@dataclass(frozen=True, slots=True)
class RoleExample:
    """One name in its surroundings, with what its writer meant.

    Args:
        tokens: The surroundings.
        is_own: Whether an issuer speaks of itself there, rightly or by mistake.
        kind: What kind of name it is.
        source: ``report`` or ``mention``: where it comes from.
        group: Author of the report, or issuer of the single sentence: never split between training and test.
        department: The issuer's kind of organ.
        weight: How much it counts in training.
    """

    tokens: tuple[str, ...]
    is_own: bool
    kind: str
    source: str
    group: str
    department: str
    weight: float = 1.0


def fold_of(group: str) -> int:
    """Return the fold of a group, the same in every run."""
    return zlib.crc32(group.encode("utf-8")) % FOLDS


def train_role_model(examples: Sequence[RoleExample], corpus: Path, models: Path) -> RoleModel:
    """Train the role model on ``examples``, write its folder below ``models`` and return it."""
    truth = np.array([one.is_own for one in examples], dtype=np.int8)
    weight = np.array([one.weight for one in examples])
    folds = np.array([fold_of(one.group) for one in examples])
    decisions = np.zeros(len(examples))
    for fold in sorted(set(folds.tolist())):
        train, test = np.flatnonzero(folds != fold).tolist(), np.flatnonzero(folds == fold).tolist()
        vocabulary = _vocabulary(examples[index].tokens for index in train)
        fitted = _fit(_matrix([examples[index].tokens for index in train], vocabulary), truth[train], weight[train])
        held_out = _matrix([examples[index].tokens for index in test], vocabulary)
        decisions[test] = cast("npt.NDArray[np.float64]", fitted.decision_function(held_out))
    slope, offset = _calibrate(decisions, truth, weight)
    vocabulary = _vocabulary(one.tokens for one in examples)
    final = _fit(_matrix([one.tokens for one in examples], vocabulary), truth, weight)
    model = RoleModel(
        ROLE_MODEL,
        tuple(vocabulary),
        np.asarray(final.coef_[0], dtype=np.float32),
        float(final.intercept_[0]),
        slope,
        offset,
        "",
    )
    probabilities = 1 / (1 + np.exp(-(slope * decisions + offset)))
    store.save_role_model(
        models / ROLE_MODEL,
        estimator=final,
        model=model,
        manifest={
            "seed": SEED,
            "recipe": {"C": _C, "min_count": _MIN_COUNT, "folds": FOLDS},
            "corpus_sha256": digest_of(corpus / "manifest.jsonl"),
            "n_examples": len(examples),
            "n_groups": len({one.group for one in examples}),
            "scores": {"by_group": _scores(examples, probabilities, truth)},
            "reliability": reliability(probabilities, truth),
            "by_department": _by_department(examples, probabilities, truth),
        },
    )
    return model


def _vocabulary(documents: Iterable[Sequence[str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for tokens in documents:
        for token in set(tokens):
            counts[token] = counts.get(token, 0) + 1
    return {token: row for row, token in enumerate(sorted(t for t, n in counts.items() if n >= _MIN_COUNT))}


def _matrix(documents: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> object:
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # noqa: PLC0415

    indptr, indices = [0], []
    for tokens in documents:
        indices.extend(sorted({vocabulary[token] for token in tokens if token in vocabulary}))
        indptr.append(len(indices))
    shape = (len(documents), len(vocabulary))
    return csr_matrix((np.ones(len(indices)), indices, indptr), shape=shape)


def _fit(matrix: object, truth: npt.NDArray[np.int8], weight: npt.NDArray[np.float64]) -> LogisticRegression:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    return LogisticRegression(C=_C, max_iter=500, solver="liblinear", random_state=SEED).fit(
        matrix, truth, sample_weight=weight
    )


def _calibrate(
    decisions: npt.NDArray[np.float64], truth: npt.NDArray[np.int8], weight: npt.NDArray[np.float64]
) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    fit = LogisticRegression(C=1e3).fit(decisions[:, None], truth, sample_weight=weight)
    return float(fit.coef_[0, 0]), float(fit.intercept_[0])


def _scores(
    examples: Sequence[RoleExample], probabilities: npt.NDArray[np.float64], truth: npt.NDArray[np.int8]
) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for kind in sorted({one.kind for one in examples}):
        rows = np.array([one.kind == kind for one in examples])
        table[kind] = score_binary(probabilities[rows], truth[rows])
    table["micro"] = score_binary(probabilities, truth)
    return table


def _by_department(
    examples: Sequence[RoleExample], probabilities: npt.NDArray[np.float64], truth: npt.NDArray[np.int8]
) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for name in sorted({one.department for one in examples}):
        rows = np.array([one.department == name for one in examples])
        right = float(((probabilities[rows] >= 0.5) == (truth[rows] == 1)).mean())
        table[name] = {"accuracy": round(right, 4), "n": int(rows.sum())}
    return table
