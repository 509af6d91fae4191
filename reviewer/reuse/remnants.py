"""Short runs that a paraphrase keeps of its source, gathered beside what alignment has found.

Whoever puts a passage in other words moves its clauses and exchanges its verbs, but keeps the
things that it is about: what is left of the source are runs of three or four letters in any
order, too short to be looked up in an archive and each too weak to tell anything alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from reviewer.reuse.align import Aligned, Step
from reviewer.reuse.boilerplate import Worth

#: Letters of the shortest run.
_RUN = 3
#: Bits that a run must hold: three letters of official prose have four or five.
_MIN_BITS = 9.0
#: Codes around what was found in which runs are looked for, in either text.
_REACH = 90


def find_remnants(target: str, source: str, parts: Sequence[Aligned], worth: Worth) -> list[Aligned]:
    """Return runs that both texts have beside the ``parts``, outside them, in order of the draft.

    Args:
        target: The draft's form as a string.
        source: The source's.
        parts: What alignment has found of one source.
        worth: Evidence in each code of the draft.
    """
    free = _without(_around([part.target for part in parts], len(target)), [part.target for part in parts])
    there = _without(_around([part.source for part in parts], len(source)), [part.source for part in parts])
    return find_runs(target, source, free, there, worth)


def find_runs(
    target: str,
    source: str,
    free: Sequence[tuple[int, int]],
    there: Sequence[tuple[int, int]],
    worth: Worth,
    *,
    shortest: int = _RUN,
    min_bits: float = _MIN_BITS,
) -> list[Aligned]:
    """Return the runs that both texts have in the given ranges, in any order, each place used once.

    Args:
        target: The draft's form as a string.
        source: The source's.
        free: Ranges of the draft.
        there: Ranges of the source.
        worth: Evidence in each code of the draft.
        shortest: Letters of the shortest run.
        min_bits: Bits that a run must hold.
    """
    mine, theirs = _runs(target, free, shortest), _runs(source, there, shortest)
    common = set(mine[0]).intersection(theirs[0])
    places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for run, at, end in zip(*theirs, strict=True):
        if run in common:
            places[run].append((at, end))
    found: list[Aligned] = []
    used: set[int] = set()
    behind = 0
    for run, at, end in zip(*mine, strict=True):
        if at < behind or run not in common:
            continue
        length, place = 0, -1
        for begin, last in places[run]:
            size = shortest
            most = min(end - at, last - begin)
            while size < most and target[at + size] == source[begin + size]:
                size += 1
            if size > length and begin not in used:
                length, place = size, begin
        if length and worth.total[at + length] - worth.total[at] >= min_bits:
            found.append(Aligned((Step(True, at, at + length, place, place + length),)))
            used.update(range(place, place + length))
            behind = at + length
    return found


def _runs(text: str, ranges: Sequence[tuple[int, int]], length: int) -> tuple[list[int], list[int], list[int]]:
    """Return the runs of so many letters, at most three, in order of the ranges.

    Of each its letters in one number, where it begins, and the end of the range that it stands in.
    """
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    runs: list[int] = []
    begins: list[int] = []
    ends: list[int] = []
    for start, end in ranges:
        count = end - start - length + 1
        if count > 0:
            here = codes[start:end].astype(np.int64)
            run = here[:count]
            for offset in range(1, length):
                run = (run << 16) | here[offset : offset + count]
            runs += run.tolist()
            begins += range(start, start + count)
            ends += [end] * count
    return runs, begins, ends


def _around(ranges: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Return the ranges with their surroundings, overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        low, high = max(start - _REACH, 0), min(end + _REACH, size)
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def _without(ranges: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what is left of the ranges outside ``taken``."""
    left = list(ranges)
    for low, high in taken:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, low)), (max(start, high), end))
            if piece[0] < piece[1]
        ]
    return left
