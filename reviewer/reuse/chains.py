"""Places that agree with a draft, gathered to stretches on near diagonals."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

#: Two places belong together when their diagonals differ by at most this ...
MAX_DRIFT = 24
#: ... and no more codes than this lie between them.
MAX_GAP = 60
#: A chain ends here at the latest: aligning takes the product of both lengths.
MAX_LENGTH = 1500


class Chain(NamedTuple):
    """A run of places: half-open ranges in both forms, and the evidence gathered on the way."""

    target_start: int
    target_end: int
    source_start: int
    source_end: int
    bits: float

    @property
    def diagonal(self) -> int:
        """How far the source runs behind the target at the start."""
        return self.target_start - self.source_start


def find_chains(
    target: npt.NDArray[np.int64],
    target_last: npt.NDArray[np.int64],
    source: npt.NDArray[np.int64],
    bits: npt.NDArray[np.float64],
    pair: npt.NDArray[np.int64],
) -> list[list[Chain]]:
    """Return the chains of each pair of a draft and a report, the one with most evidence first.

    Args:
        target: Position in the draft where each gram begins.
        target_last: Position of its last letter.
        source: Position in the report where it begins.
        bits: Evidence of each gram.
        pair: Number of the pair that each is of, from 0, ascending; none is left out.
    """
    if not len(target):
        return []
    diagonal = target - source
    order = _order(pair, diagonal - diagonal.min())
    far = (np.diff(diagonal[order]) > MAX_DRIFT) | (pair[order[1:]] != pair[order[:-1]])
    groups = np.zeros(len(order), dtype=np.int64)
    groups[order[1:]] = np.cumsum(far)
    by_place = _order(groups, target, source)
    group, at, there = groups[by_place], target[by_place], source[by_place]
    last = target_last[by_place]
    parted, step = group[1:] != group[:-1], at[1:] - at[:-1]
    blocks = at // MAX_LENGTH
    cuts = np.flatnonzero(parted | (step > MAX_GAP) | (blocks[1:] != blocks[:-1])) + 1
    first = np.concatenate(([0], cuts))
    worth = bits[by_place]
    worth[1:][~parted & (step == 0)] = 0  # a gram counts once, wherever it stands in the source
    source_start = np.minimum.reduceat(there, first)
    source_end = np.maximum.reduceat(there, first) + np.maximum.reduceat(last - at, first) + 1
    total, start = np.add.reduceat(worth, first), at[first]
    owner = pair[by_place[first]]
    ranked = np.lexsort((source_start, start, -total, owner))
    chains = list(
        map(
            Chain,
            start[ranked].tolist(),
            (np.maximum.reduceat(last, first) + 1)[ranked].tolist(),
            source_start[ranked].tolist(),
            source_end[ranked].tolist(),
            total[ranked].tolist(),
        )
    )
    begins = np.searchsorted(owner[ranked], np.arange(int(pair[-1]) + 2)).tolist()
    return [chains[begin:end] for begin, end in pairwise(begins)]


def _order(*keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the order by the first of the keys, which are not negative, where equal by the next and so on."""
    widths = [int(key.max()).bit_length() for key in keys]
    if sum(widths) > 63:
        return np.lexsort(keys[::-1])
    packed = keys[0]
    for key, width in zip(keys[1:], widths[1:], strict=True):
        packed = (packed << width) | key
    return np.argsort(packed)


def join_chains(chains: list[Chain]) -> list[Chain]:
    """Return the chains with those made one that follow each other in both texts across a short gap."""
    joined: list[Chain] = []
    for chain in sorted(chains, key=lambda chain: (chain.target_start, chain.source_start)):
        earliest = chain.target_end - MAX_LENGTH
        near = takewhile(lambda number: joined[number].target_start >= earliest, range(len(joined) - 1, -1, -1))  # noqa: B023
        previous = next(
            (
                number
                for number in near
                if -8 <= chain.target_start - joined[number].target_end <= MAX_GAP
                and -8 <= chain.source_start - joined[number].source_end <= MAX_GAP
            ),
            None,
        )
        if previous is None:
            joined.append(chain)
        else:
            one = joined[previous]
            joined[previous] = Chain(
                one.target_start,
                max(one.target_end, chain.target_end),
                one.source_start,
                max(one.source_end, chain.source_end),
                one.bits + chain.bits,
            )
    return sorted(joined, key=lambda chain: (-chain.bits, chain.target_start, chain.source_start))
