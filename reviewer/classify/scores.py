"""Figures of a classifier: precision, recall, F1, calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_BINS = 10


def score_binary(probabilities: Floats, truth: npt.NDArray[np.int8], *, threshold: float = 0.5) -> dict[str, float]:
    """Return precision, recall, F1, support and calibration error of one label."""
    chosen = probabilities >= threshold
    hits = int((chosen & (truth == 1)).sum())
    precision = hits / max(int(chosen.sum()), 1)
    recall = hits / max(int(truth.sum()), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    error = sum(row["share"] * abs(row["predicted"] - row["observed"]) for row in reliability(probabilities, truth))
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "support": int(truth.sum()),
        "calibration_error": round(error, 4),
    }


def reliability(probabilities: Floats, truth: npt.NDArray[np.int8]) -> list[dict[str, float]]:
    """Return one row a tenth of the scale: what was predicted there, and how often it was true."""
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    rows: list[dict[str, float]] = []
    for number in range(_BINS):
        inside = bins == number
        if inside.any():
            rows.append(
                {
                    "from": number / _BINS,
                    "n": int(inside.sum()),
                    "share": float(inside.mean()),
                    "predicted": round(float(probabilities[inside].mean()), 4),
                    "observed": round(float(truth[inside].mean()), 4),
                }
            )
    return rows


def score_groups(predicted: Sequence[str], truth: Sequence[str], groups: Sequence[str]) -> Mapping[str, dict[str, Any]]:
    """Return the share of right answers and the number of cases of each group, in order of name."""
    table: dict[str, dict[str, Any]] = {}
    for name in sorted(set(groups)):
        inside = [index for index, group in enumerate(groups) if group == name]
        right = sum(predicted[index] == truth[index] for index in inside)
        table[name] = {"accuracy": round(right / len(inside), 4), "n": len(inside)}
    return table
