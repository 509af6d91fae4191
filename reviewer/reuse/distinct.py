"""Distinct values of an array, by sorting.

``numpy.unique`` does the same, but its first call imports ``numpy.ma``, 25 ms of a cold
command for nothing that we use.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def distinct(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the distinct values of ``values``, ascending."""
    ordered = np.sort(values)
    return ordered[_starts(ordered)]


def distinct_with_inverse(values: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[np.int64]]:
    """Return the distinct values, ascending, and the position among them of each of ``values``."""
    order = np.argsort(values)
    starts = _starts(values[order])
    inverse = np.empty(len(values), dtype=np.int64)
    inverse[order] = np.cumsum(starts) - 1
    return values[order][starts], inverse


def first_of_each(values: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Return where each distinct value first stands, in ascending order of the values."""
    order = np.argsort(values, kind="stable")
    return order[_starts(values[order])]


def _starts(ordered: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    starts = np.ones(len(ordered), dtype=np.bool_)
    starts[1:] = ordered[1:] != ordered[:-1]
    return starts
