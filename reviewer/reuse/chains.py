"""Places that agree with a draft, gathered to stretches on near diagonals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reviewer.reuse.distinct import first_of_each

#: Two places belong together when their diagonals differ by at most this ...
MAX_DRIFT = 24
#: ... and no more codes than this lie between them.
MAX_GAP = 60
#: A chain ends here at the latest: aligning takes the product of both lengths.
MAX_LENGTH = 1500


@dataclass(frozen=True, slots=True)
class Chain:
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
) -> list[Chain]:
    """Return the chains of one report's places, the one with most evidence first.

    Args:
        target: Position in the draft where each gram begins.
        target_last: Position of its last letter.
        source: Position in the source where it begins.
        bits: Evidence of each gram.
    """
    diagonal = target - source
    order = np.lexsort((target, diagonal))
    near = np.concatenate(([0], np.cumsum(np.diff(diagonal[order]) > MAX_DRIFT)))
    groups = np.empty(len(order), dtype=np.int64)
    groups[order] = near
    by_place = np.lexsort((source, target, groups))
    group, at = groups[by_place], target[by_place]
    long = np.diff(at // MAX_LENGTH) > 0
    cuts = np.flatnonzero((np.diff(group) > 0) | (np.diff(at) > MAX_GAP) | long) + 1
    chains = []
    for part in np.split(by_place, cuts):
        length = int(target_last[part].max()) + 1 - int(target[part[0]])
        first = int(source[part].min())
        span = int(source[part].max()) - first + int((target_last[part] - target[part]).max()) + 1
        distinct = first_of_each(target[part])
        chains.append(
            Chain(
                int(target[part[0]]),
                int(target[part[0]]) + length,
                first,
                first + span,
                float(bits[part][distinct].sum()),
            )
        )
    return sorted(chains, key=lambda chain: (-chain.bits, chain.target_start, chain.source_start))


def join_chains(chains: list[Chain]) -> list[Chain]:
    """Return the chains with those made one that follow each other in both texts across a short gap."""
    joined: list[Chain] = []
    for chain in sorted(chains, key=lambda chain: (chain.target_start, chain.source_start)):
        previous = next(
            (
                number
                for number in range(len(joined) - 1, -1, -1)
                if -8 <= chain.target_start - joined[number].target_end <= MAX_GAP
                and -8 <= chain.source_start - joined[number].source_end <= MAX_GAP
                and chain.target_end - joined[number].target_start <= MAX_LENGTH
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
