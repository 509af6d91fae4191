"""Counts, for every run of characters up to some length, the bodies that use it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from reviewer.reuse.fingerprint import Hashes, lengthen_sums, mix_sums
from reviewer.reuse.masking import Codes

Counts = npt.NDArray[np.uint32]
_Numbers = npt.NDArray[np.int64]

#: Characters that are counted at a time.
_PART = 1 << 18
_LETTERS = 1 << 16
#: Parts that are counted at a time.
_THREADS = 2
_NONE: _Numbers = np.zeros(0, dtype=np.int64)
_Result = TypeVar("_Result")


@dataclass(slots=True, eq=False)
class _Part:
    """The texts of some bodies, one behind the other.

    Args:
        bodies: Number of each text's body among all, ascending.
        lengths: Characters of each text.
        run: Number of the run that begins at each character, -1 where none that is kept does.
        met: The runs of the part, ascending, while they are counted.
    """

    bodies: _Numbers
    lengths: _Numbers
    run: npt.NDArray[np.int32]
    met: _Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def count_runs(
    bodies: Iterable[tuple[Sequence[Codes], int]], longest: int, more_than: int
) -> Iterator[tuple[Hashes, Counts]]:
    """Yield the runs of 1, 2, … ``longest`` characters: their hashes, ascending, and their counts.

    A run is looked for only where the two shorter ones in it are frequent enough, for it
    is no more frequent than they are. O(n log n) for each length.

    Args:
        bodies: The texts of each body, and for how many bodies it counts.
        longest: Characters of the longest runs.
        more_than: Runs of two and more characters that count no more than this are left out.
    """
    parts, weights = _gather(bodies)
    last = np.arange(_LETTERS, dtype=np.uint64)
    sums = lengthen_sums(last, last, 1)
    bits = 0
    for length in range(1, longest + 1):
        runs, counts = _count(parts, weights, length, bits)
        kept = counts > more_than
        if length == 1:
            hashes = mix_sums(sums[runs])
            order = np.argsort(hashes)
            yield hashes[order], counts[order].astype(np.uint32)
            sums, last = sums[runs[kept]], last[runs[kept]]
        else:
            front, back = runs[kept] >> bits, runs[kept] & ((1 << bits) - 1)
            sums, last = lengthen_sums(sums[front], last[back], length), last[back]
            hashes = mix_sums(sums.copy())
            order = np.argsort(hashes)
            yield hashes[order], counts[kept][order].astype(np.uint32)
        _number(parts, runs[kept])
        bits = int(kept.sum()).bit_length()


def _gather(bodies: Iterable[tuple[Sequence[Codes], int]]) -> tuple[list[_Part], _Numbers]:
    parts: list[_Part] = []
    weights: list[int] = []
    waiting: list[tuple[int, Codes]] = []
    size = 0
    for texts, weight in bodies:
        if size > _PART:
            parts.append(_part(waiting))
            waiting, size = [], 0
        waiting += [(len(weights), codes) for codes in texts]
        size += sum(map(len, texts))
        weights.append(weight)
    return [*parts, _part(waiting)] if waiting else parts, np.array(weights, dtype=np.int64)


def _part(texts: list[tuple[int, Codes]]) -> _Part:
    return _Part(
        np.array([body for body, _ in texts], dtype=np.int64),
        np.array([len(codes) for _, codes in texts], dtype=np.int64),
        np.concatenate([codes for _, codes in texts]).astype(np.int32),
    )


def _count(parts: list[_Part], weights: _Numbers, length: int, bits: int) -> tuple[_Numbers, _Numbers]:
    """Return the runs of ``length``, ascending, and the bodies that each counts; leave their numbers in the parts.

    A run is the number of the run that it begins with and that of the one it ends with, in so many ``bits``.
    """
    counted = _each(partial(_count_part, weights=weights, length=length, bits=bits), parts)
    merged = np.concatenate([_NONE, *(part.met for part in parts)])
    number = np.concatenate([_NONE, *counted])
    if not len(merged):
        return _NONE, _NONE
    merged, order = _sort(merged)
    number = number[order]
    first = np.flatnonzero(_is_new(merged))
    return merged[first], np.add.reduceat(number, first)


def _each(task: Callable[[_Part], _Result], parts: list[_Part]) -> list[_Result]:
    """Return what the task makes of each part, some at a time: numpy sorts without holding the others up."""
    if len(parts) < _THREADS:
        return list(map(task, parts))
    with ThreadPoolExecutor(_THREADS) as threads:
        return list(threads.map(task, parts))


def _count_part(part: _Part, weights: _Numbers, length: int, bits: int) -> _Numbers:
    """Return what the runs of a part count, ascending; leave them and their numbers in it."""
    begins, runs = _runs(part, length, bits)
    if not len(begins):
        part.run[:], part.met = -1, runs
        return _NONE
    first_body = int(part.bodies[0])
    body_bits = (int(part.bodies[-1]) - first_body).bit_length()
    keys, order = _sort((runs << body_bits) | np.repeat(part.bodies - first_body, part.lengths)[begins])
    runs, body = keys >> body_bits, keys & ((1 << body_bits) - 1)
    new_run = _is_new(runs)
    first = np.flatnonzero(new_run)
    part.run[:] = -1
    part.run[begins[order]] = np.cumsum(new_run, dtype=np.int32) - 1
    part.met = runs[first]
    return np.add.reduceat(weights[body + first_body] * _is_new(keys), first)


def _sort(keys: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Return the keys, which are not negative, ascending, and the place of each in front."""
    bits = len(keys).bit_length()
    if int(keys.max()).bit_length() + bits > 63:
        order = np.argsort(keys, kind="stable")
        return keys[order], order
    both = np.sort((keys << bits) | np.arange(len(keys)))
    return both >> bits, both & ((1 << bits) - 1)


def _runs(part: _Part, length: int, bits: int) -> tuple[_Numbers, _Numbers]:
    """Return where a run of ``length`` begins and its number."""
    if length == 1:
        return np.arange(len(part.run)), part.run.astype(np.int64)
    front, back = part.run[:-1], part.run[1:]
    both = (front >= 0) & (back >= 0)
    if length == 2:  # two longer ones that overlap are of one text
        ends = np.cumsum(part.lengths)[:-1] - 1
        both[ends[(ends >= 0) & (ends < len(both))]] = False
    begins = np.flatnonzero(both)
    return begins, (front[begins].astype(np.int64) << bits) | back[begins]


def _is_new(ordered: _Numbers) -> npt.NDArray[np.bool_]:
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return new


def _number(parts: list[_Part], kept: _Numbers) -> None:
    """Turn the parts' own numbers of runs to positions in ``kept``, -1 for one that is not there."""
    _each(partial(_number_part, kept=kept), parts)


def _number_part(part: _Part, kept: _Numbers) -> None:
    at = np.minimum(np.searchsorted(kept, part.met), max(len(kept) - 1, 0))
    found = kept[at] == part.met if len(kept) else np.zeros(len(part.met), dtype=np.bool_)
    numbers = np.append(np.where(found, at, -1), -1).astype(np.int32)
    part.run = numbers[part.run]
