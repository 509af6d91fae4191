"""Exact look-up of 64-bit hashes in a sorted table, by their leading bits.

Hashes are spread evenly, so that the leading bits say within a few entries where one
stands: a step or two instead of the twenty of a bisection, each of which would wait for
memory.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reviewer.reuse.fingerprint import Hashes

#: Hashes of a table that are read at a time.
_PIECE = 1 << 20
#: A bucket this full comes of no text but of a damaged file or of malice; it is bisected.
_MOST_STEPS = 64
Starts = npt.NDArray[np.uint32]


def bucket_starts(hashes: Hashes, *, spread: float = 4) -> Starts:
    """Return where the hashes of each bucket begin in the sorted ``hashes``, and the end of the last.

    The number of buckets is a power of two. O(n).

    Args:
        hashes: Distinct hashes, ascending.
        spread: Buckets for each hash, at least so many.
    """
    bits = max(int(len(hashes) * spread).bit_length(), 1)
    starts = np.zeros((1 << bits) + 1, dtype=np.uint32)
    for first in range(0, len(hashes), _PIECE):  # the table of a large index is mapped: it is read in pieces
        bucket = (hashes[first : first + _PIECE] >> np.uint64(64 - bits)).astype(np.int64)
        lowest = int(bucket[0])
        counts = np.bincount(bucket - lowest)
        starts[lowest + 1 : lowest + 1 + len(counts)] += counts.astype(np.uint32)
    np.cumsum(starts, out=starts)
    return starts


def find_hashes(table: Hashes, starts: Starts, wanted: Hashes) -> npt.NDArray[np.int64]:
    """Return the position of each of ``wanted`` in the sorted ``table``; -1 for one that it does not hold.

    Args:
        table: Distinct hashes, ascending; not empty.
        starts: What :func:`bucket_starts` returned for the table.
        wanted: Hashes asked for, in any order.
    """
    bits = (len(starts) - 1).bit_length() - 1
    bucket = (wanted >> np.uint64(64 - bits)).view(np.int64)
    at = starts.take(bucket).astype(np.int64)
    bucket += 1
    left = starts.take(bucket) - at
    hit = table.take(at, mode="clip") == wanted
    found = at + 1  # not np.where: which are hits cannot be foreseen, and a wrong guess costs twenty additions
    found *= hit
    found -= 1
    left *= ~hit
    waiting = (left > 1).nonzero()[0]
    step = 1
    while len(waiting) and step < _MOST_STEPS:
        place = at[waiting] + step
        hit = table.take(place, mode="clip") == wanted[waiting]
        hits = hit.nonzero()[0]
        found[waiting[hits]] = place[hits]
        step += 1
        waiting = waiting[(~hit & (left[waiting] > step)).nonzero()[0]]
    if len(waiting):
        place = np.minimum(np.searchsorted(table, wanted[waiting]), len(table) - 1)
        found[waiting] = np.where(table[place] == wanted[waiting], place, -1)
    return found
