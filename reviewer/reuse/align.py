"""Alignment of two stretches, letter by letter, and the parts of it that belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from reviewer.regex import Regex
from reviewer.reuse.masking import FIRST_MASK, LAST_MASK

#: A stretch may lose this much score in a row and still be one stretch.
DROP = 30.0
_MISMATCH = 0.75
_GAP = 0.5
_GAP_CAP = 22.0
#: A change of more codes than this parts two pieces.
_WIDE = 12
_MASK = Regex(f"[{chr(FIRST_MASK)}-{chr(LAST_MASK)}]")
#: An equal run shorter than this between changes is an accident of the language.
_MIN_RUN = 2


class Step(NamedTuple):
    """One step of an alignment: ``equal`` or a change, half-open positions in both forms."""

    equal: bool
    target_start: int
    target_end: int
    source_start: int
    source_end: int


_SOURCE_START, _SOURCE_END = attrgetter("source_start"), attrgetter("source_end")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A stretch of the target that the source holds too, step by step."""

    steps: tuple[Step, ...]

    @property
    def target(self) -> tuple[int, int]:
        """Positions in the target's form, half-open."""
        return self.steps[0].target_start, self.steps[-1].target_end

    @property
    def source(self) -> tuple[int, int]:
        """Positions in the source's form, half-open."""
        return min(map(_SOURCE_START, self.steps)), max(map(_SOURCE_END, self.steps))

    @property
    def equal(self) -> int:
        """Number of codes that agree."""
        return sum(step.target_end - step.target_start for step in self.steps if step.equal)


def align(
    target: str, source: str, target_range: tuple[int, int], source_range: tuple[int, int]
) -> tuple[Aligned, ...]:
    """Return the stretches that the two ranges share in the same order.

    The ranges are aligned as a whole (fewest edits, bit-parallel), the path is scored,
    and each stretch of the path whose score never falls by more than ``DROP`` is cut
    out at its best ends.

    Args:
        target: The draft's form as a string.
        source: The source's.
        target_range: Positions to align, half-open.
        source_range: Positions to align, half-open.
    """
    steps = list(_steps(target, source, target_range, source_range))
    return tuple(Aligned(tuple(part)) for part in _cut(steps, target))


def _steps(target: str, source: str, target_range: tuple[int, int], source_range: tuple[int, int]) -> Iterator[Step]:
    """Yield the steps of the cheapest alignment, accidental short runs counted as changed."""
    t0, t1 = target_range
    s0, s1 = source_range
    here, there = t0, s0
    for first, second, size in Levenshtein.opcodes(target[t0:t1], source[s0:s1]).as_matching_blocks():
        at, place = t0 + first, s0 + second
        if size < _MIN_RUN and not (size and _MASK.match(target, at)):
            continue
        if at > here or place > there:
            yield Step(False, here, at, there, place)
        here, there = at + size, place + size
        yield Step(True, at, here, place, there)
    if t1 > here or s1 > there:
        yield Step(False, here, t1, there, s1)


def step_score(step: Step, target: str) -> float:
    """Return what a step adds to the belief that both texts are one: +1 a letter, less for changes."""
    length_t = step.target_end - step.target_start
    length_s = step.source_end - step.source_start
    if step.equal:
        return length_t - 0.6 * len(_MASK.findall(target, step.target_start, step.target_end))
    both = min(length_t, length_s)
    return -(_MISMATCH * both + min(_GAP * (max(length_t, length_s) - both), _GAP_CAP))


def _cut(steps: list[Step], target: str) -> Iterator[list[Step]]:
    """Yield maximal stretches of the path; each begins and ends with an equal step."""
    start, best_end = 0, -1
    total = best = 0.0
    for number, step in enumerate(steps):
        if best_end < 0 and not step.equal:
            start, total, best = number + 1, 0.0, 0.0
            continue
        total += step_score(step, target)
        if total <= 0 or total < best - DROP:
            if best_end >= 0:
                yield _trim(steps[start : best_end + 1], target)
            start, best_end, total, best = number + 1, -1, 0.0, 0.0
            if step.equal:
                start, best_end = number, number
                total = best = step_score(step, target)
        elif step.equal and total >= best:
            best, best_end = total, number
    if best_end >= 0:
        yield _trim(steps[start : best_end + 1], target)


def _trim(steps: list[Step], target: str) -> list[Step]:
    """Drop a first or last run that does not pay for the change that parts it from the rest."""
    changed = True
    while changed and len(steps) >= 3:
        changed = False
        if step_score(steps[0], target) + step_score(steps[1], target) <= 0:
            steps, changed = steps[2:], True
        elif step_score(steps[-1], target) + step_score(steps[-2], target) <= 0:
            steps, changed = steps[:-2], True
    return steps


def split_wide(aligned: Aligned) -> list[Aligned]:
    """Return the stretch cut at its wide changes, so that each piece can find its own neighbours."""
    pieces: list[list[Step]] = [[]]
    for step in aligned.steps:
        wide = max(step.target_end - step.target_start, step.source_end - step.source_start) > _WIDE
        if not step.equal and wide:
            pieces.append([])
        else:
            pieces[-1].append(step)
    return [Aligned(tuple(piece)) for piece in pieces if piece]
