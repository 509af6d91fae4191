"""Aligned stretches of one pair of reports, joined where they are pieces of one passage."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from reviewer.reuse.align import Aligned, Step
from reviewer.reuse.boilerplate import Worth
from reviewer.reuse.masking import Stops

#: A longer change than this in the draft is not explained by the text around it.
EXPLAINED_CHANGE = 12
#: Pieces belong to one passage when no more codes than this lie between them in the draft ...
_TARGET_GAP = 45
#: ... and in the source, in whatever order.
_SOURCE_GAP = 60
#: A sentence at the end of a passage stays if it holds this much evidence, in all ...
_TELLING_BITS = 16.0
#: ... and for each of its letters that agree.
_TELLING_MEAN = 1.6
#: ... on so many codes of concrete content, and of the whole sentence this share agrees.
_TELLING_CONCRETE, _TELLING_SHARE = 5, 0.2
#: ... and unless it holds so many bits, it agrees so many times as much as the rest of the passage does,
#: if that was changed little: of a passage that was put in other words some sentences hardly agree.
_SURE_BITS, _LIKE_REST, _CLOSE = 60.0, 0.6, 0.7
#: Codes that stand elsewhere in the source than where their neighbours would put them.
_MIN_MOVED = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the draft explained by one report, not yet judged.

    Args:
        report: Number of the report in the index.
        aligned: The steps, in order of the draft.
        bits: Evidence in the codes that agree.
        concrete: Codes of concrete content that agree.
        similarity: Share of both stretches that agrees.
        reordered: The source has the pieces in another order.
    """

    report: int
    aligned: Aligned
    bits: float
    concrete: int
    similarity: float
    reordered: bool

    @property
    def target(self) -> tuple[int, int]:
        """Positions in the draft, half-open."""
        return self.aligned.target


def join_parts(
    report: int,
    parts: Sequence[Aligned],
    worth: Worth,
    stops: Stops,
    remnants: Sequence[Aligned] = (),
) -> list[Candidate]:
    """Return the passages that the parts make up, by position.

    Args:
        report: Number of the report that the parts were aligned with.
        parts: Aligned stretches, in any order.
        worth: Evidence in each code of the draft.
        stops: Where sentences and paragraphs of the draft begin.
        remnants: Short runs outside the parts that may belong to them.
    """
    whole = _without_overlap(parts, worth)
    short = set(map(id, remnants))
    groups: list[list[Aligned]] = []
    waiting: list[Aligned] = []  # remnants that do not belong to the last group, perhaps to the next one
    for part in sorted([*whole, *remnants], key=lambda part: part.target):
        if groups and _belongs(groups[-1], part):
            groups[-1].append(part)
            waiting = []
        elif id(part) in short:
            waiting.append(part)
        else:
            groups.append([*(other for other in waiting if _belongs([part], other)), part])
            waiting = []
        while len(groups) > 1 and any(_belongs(groups[-2], other, groups[-1][0]) for other in groups[-1]):
            last = groups.pop()  # a sentence that was moved far parted them
            groups[-1] += last
    candidates = [make_candidate(report, group, worth) for group in groups]
    trimmed = (trim_common(candidate, worth, stops.sentences) for candidate in candidates)
    return [candidate for candidate in trimmed if candidate is not None]


def part_bits(part: Aligned, worth: Worth) -> float:
    """Return the evidence in the codes of ``part`` that agree."""
    return float(sum(worth.total[s.target_end] - worth.total[s.target_start] for s in part.steps if s.equal))


def trim_common(candidate: Candidate, worth: Worth, stops: npt.NDArray[np.int64]) -> Candidate | None:
    """Return the candidate without sentences of common wording at its ends; None if nothing is left.

    Inside a passage such sentences stay: they do not split it.
    """
    start, end = candidate.target
    edges = [start, *between(stops, start, end), end]
    agree = np.zeros(end - start, dtype=np.bool_)
    for step in candidate.aligned.steps:
        if step.equal:
            agree[step.target_start - start : step.target_end - start] = True
    places = [edge - start for edge in edges]
    bits = running(np.where(agree, worth.bits[start:end], 0), places)
    letters, concrete = running(agree, places), running(agree & worth.concrete[start:end], places)
    total = worth.total
    whole = np.concatenate(([0], stops, [len(worth.bits)]))
    behind = np.searchsorted(whole, edges[:-1], side="right")
    sentences = zip(whole[behind - 1].tolist(), whole[np.searchsorted(whole, edges[1:])].tolist(), strict=True)
    telling: list[bool] = []
    sums: list[_Sentence] = []
    for number, (first, last) in enumerate(sentences):
        held, equal = bits[number + 1] - bits[number], letters[number + 1] - letters[number]
        telling.append(
            held >= max(_TELLING_BITS, _TELLING_MEAN * equal)
            and concrete[number + 1] - concrete[number] >= _TELLING_CONCRETE
            and equal >= _TELLING_SHARE * (last - first)
        )
        sums.append(_Sentence(held, float(total[last] - total[first]), equal, last - first))
    if not any(telling):
        return None
    first, last = telling.index(True), len(telling) - telling[::-1].index(True)
    while last - first > 1 and _is_unlike(sums[first], sums[first + 1 : last]):
        first = telling.index(True, first + 1)
    while last - first > 1 and _is_unlike(sums[last - 1], sums[first : last - 1]):
        last = last - 1 - telling[first : last - 1][::-1].index(True)
    if (first, last) == (0, len(telling)):
        return candidate
    kept = clip(candidate.aligned, edges[first], edges[last])
    if kept is None:
        return None
    return measured(candidate.report, kept, worth, reordered=is_reordered(kept))


def between(stops: npt.NDArray[np.int64], start: int, end: int) -> list[int]:
    """Return those of the ascending ``stops`` that lie between two positions."""
    low, high = np.searchsorted(stops, (start + 1, end)).tolist()
    found: list[int] = stops[low:high].tolist()
    return found


def running(values: npt.NDArray[Any], places: Sequence[int]) -> list[float]:
    """Return the sum of the ``values`` in front of each place."""
    total = np.zeros(len(values) + 1)
    np.cumsum(values, dtype=np.float64, out=total[1:])
    found: list[float] = total[places].tolist()
    return found


class _Sentence(NamedTuple):
    """What of a sentence agrees: bits of evidence and of all its bits, codes and of all its codes."""

    bits: float
    all_bits: float
    codes: float
    all_codes: float


def _is_unlike(one: _Sentence, rest: Sequence[_Sentence]) -> bool:
    """Tell whether a sentence agrees far less than the rest of its passage, and by little that is rare."""
    bits, all_bits, codes, all_codes = map(sum, zip(*rest, strict=True))
    return (
        one.bits < _SURE_BITS
        and bits >= _CLOSE * all_bits
        and one.bits * all_bits < _LIKE_REST * bits * one.all_bits
        and one.codes * all_codes < _LIKE_REST * codes * one.all_codes
    )


def is_reordered(aligned: Aligned) -> bool:
    """Tell whether the source has what agrees in another order, more of it than a word."""
    agree = [step for step in aligned.steps if step.equal]
    if all(before.source_start <= after.source_start for before, after in pairwise(agree)):
        return False
    kept: list[int] = []  # most codes in one order that end with each step
    for number, step in enumerate(agree):
        before = (kept[at] for at in range(number) if agree[at].source_start <= step.source_start)
        kept.append(max(before, default=0) + step.target_end - step.target_start)
    return aligned.equal - max(kept) >= _MIN_MOVED


def _without_overlap(parts: Sequence[Aligned], worth: Worth) -> list[Aligned]:
    """Return the parts by position; where two overlap in the draft the one with more evidence stays whole."""
    kept: list[Aligned] = []
    taken: list[tuple[int, int, int]] = []  # where those kept lie, and their number; no two overlap
    for part in sorted(parts, key=lambda part: (-part_bits(part, worth), part.target)):
        rest: Aligned | None = part
        for number in _overlapping(taken, part.target):
            if rest is not None:
                rest = _outside(rest, kept[number].target)
        if rest is not None and rest.equal >= 8:
            insort(taken, (*rest.target, len(kept)))
            kept.append(rest)
    return sorted(kept, key=lambda part: part.target)


def _overlapping(taken: Sequence[tuple[int, int, int]], target: tuple[int, int]) -> list[int]:
    """Return the numbers of the stretches that share a position with ``target``, in order; O(log taken)."""
    last = bisect_left(taken, (target[1],))
    first = last
    while first and taken[first - 1][1] > target[0]:
        first -= 1
    return sorted(number for _, _, number in taken[first:last])


def _outside(part: Aligned, taken: tuple[int, int]) -> Aligned | None:
    """Return the larger piece of ``part`` in front of or behind ``taken``; None if nothing is left."""
    start, end = part.target
    if end <= taken[0] or start >= taken[1]:
        return part
    front = clip(part, start, taken[0]) if start < taken[0] else None
    back = clip(part, taken[1], end) if end > taken[1] else None
    pieces = [piece for piece in (front, back) if piece is not None]
    return max(pieces, key=lambda piece: piece.equal, default=None)


def clip(part: Aligned, low: int, high: int) -> Aligned | None:
    """Return what of ``part`` lies between two positions of the draft; None if nothing there agrees."""
    steps: list[Step] = []
    for step in part.steps:
        start, end = max(step.target_start, low), min(step.target_end, high)
        if step.equal and start < end:
            shift = step.source_start - step.target_start
            steps.append(Step(True, start, end, start + shift, end + shift))
        elif not step.equal and step.target_start >= low and step.target_end <= high:
            steps.append(step)
    return without_loose_ends(steps)


def _belongs(group: Sequence[Aligned], part: Aligned, first: Aligned | None = None) -> bool:
    """Tell whether a part is of a group's passage: near it in both texts; in the draft ``first`` may be near."""
    near = (first or part).target
    if max(near[0] - group[-1].target[1], group[0].target[0] - near[1]) > _TARGET_GAP:
        return False
    start, end = part.source
    return any(
        max(start - other.source[1], other.source[0] - end) <= _SOURCE_GAP
        and max(start - other.source[1], other.source[0] - end)
        > -min(end - start, other.source[1] - other.source[0]) // 2
        for other in group
    )


def make_candidate(report: int, group: Sequence[Aligned], worth: Worth) -> Candidate:
    """Return the candidate that parts of one report make up, in order of the draft; at least one."""
    steps: list[Step] = list(group[0].steps)
    for previous, part in pairwise(group):
        t_from, t_to = previous.target[1], part.target[0]
        s_from, s_to = previous.steps[-1].source_end, part.steps[0].source_start
        if s_to >= s_from:
            if t_to > t_from or s_to > s_from:
                steps.append(Step(False, t_from, t_to, s_from, s_to))
        elif t_to > t_from:
            steps.append(Step(False, t_from, t_to, s_from, s_from))
        steps += part.steps
    aligned = Aligned(tuple(steps))
    return measured(report, aligned, worth, reordered=is_reordered(aligned))


def measured(report: int, aligned: Aligned, worth: Worth, *, reordered: bool) -> Candidate:
    """Return the candidate of an alignment, with what its codes that agree hold."""
    steps = aligned.steps
    equal = np.concatenate([np.arange(s.target_start, s.target_end) for s in steps if s.equal])
    length_t = aligned.target[1] - aligned.target[0]
    length_s = sum(step.source_end - step.source_start for step in steps)
    return Candidate(
        report=report,
        aligned=aligned,
        bits=float(worth.bits[equal].sum()),
        concrete=int(worth.concrete[equal].sum()),
        similarity=2 * len(equal) / max(length_t + length_s, 1),
        reordered=reordered,
    )


def explained_codes(aligned: Aligned) -> npt.NDArray[np.int64]:
    """Return the positions of the draft that an alignment explains: what agrees, and short changes."""
    return np.concatenate(
        [
            np.arange(step.target_start, step.target_end)
            for step in aligned.steps
            if step.equal or step.target_end - step.target_start <= EXPLAINED_CHANGE
        ]
    )


def make_paraphrase(
    report: int, target: tuple[int, int], source: tuple[int, int], runs: Sequence[Aligned], worth: Worth
) -> Candidate:
    """Return the candidate of two ranges that say the same, with the runs that both have.

    Args:
        report: Number of the report in the index.
        target: Range of the draft, half-open.
        source: Range of the report, half-open.
        runs: Runs in both ranges, in order of the draft; at least one.
        worth: Evidence in each code of the draft.
    """
    inside = make_candidate(report, runs, worth)
    first, last = inside.aligned.steps[0], inside.aligned.steps[-1]
    steps = list(inside.aligned.steps)
    low, high = inside.aligned.source
    if target[0] < first.target_start or source[0] < low:
        steps.insert(0, Step(False, target[0], first.target_start, source[0], low))
    if target[1] > last.target_end or source[1] > high:
        steps.append(Step(False, last.target_end, target[1], high, source[1]))
    return measured(report, Aligned(tuple(steps)), worth, reordered=False)


def without_loose_ends(steps: list[Step]) -> Aligned | None:
    """Return the steps from the first that agrees to the last; None if none does."""
    agree = [number for number, step in enumerate(steps) if step.equal]
    return Aligned(tuple(steps[agree[0] : agree[-1] + 1])) if agree else None
