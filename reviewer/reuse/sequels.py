"""Passages said anew that come from a report of which the draft has copied others.

Whoever copies one passage of a report and changes little has the report before them, and goes on with it: what they
put in other words is then looked for in that report alone, with less to go by than where no source is known. It must
still be nearer to the draft's sentences than every other body's report is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from reviewer.reuse.boilerplate import Worth
from reviewer.reuse.index import ReuseIndex
from reviewer.reuse.join import Candidate, make_paraphrase
from reviewer.reuse.kinship import MIN_LETTERS, Demand, Kin, find_windows
from reviewer.reuse.masking import FIRST_MASK, LAST_MASK, MatchingForm
from reviewer.reuse.remnants import find_runs

Ints = npt.NDArray[np.int64]

#: What a window's lead, the bits that both have in common, and the bits of each of its letters count: the first two
#: by their logarithms, all three as a regression on passages rewritten by hand weighs them, and rounded.
_LEAD, _SHARED, _MEAN = 6.0, 5.0, 3.0
#: A letter counts no more bits than this: so many have those of a text that shares no wording with official prose.
_MOST_MEAN = 10.0
#: What they come to in a passage that stands where one would go on who copies in order, and elsewhere. Of 830 pairs of
#: independent reports of one trade about two in a hundred have such a window beside three passages put in at random.
MIN_SCORE, _ELSEWHERE = 42.0, 48.0
#: What they come to in a window that overlaps a passage.
_BESIDE_SCORE = 40.0
#: Codes by which the way from a copied passage to the next may differ in the draft and in the report.
_MOST_SHIFT, _TOUCH = 200, 30
#: Bits that both must have in common.
_MIN_SHARED = 40.0
#: Without as many bodies there is no telling what is nearer than usual.
_MIN_BODIES = 10
#: Windows of one source that are no further apart than this belong together.
_NEAR_CODES = 60


def find_sequels(
    target: MatchingForm,
    index: ReuseIndex,
    copied: Sequence[Candidate],
    rivals: Callable[[], Sequence[int]],
    *,
    allowed: Callable[[Ints], npt.NDArray[np.bool_]],
    worth: Worth,
) -> list[Candidate]:
    """Return what the draft says in other words than a report that it copies elsewhere.

    Args:
        target: The draft's form.
        index: The reports.
        copied: Stretches for which a source is known.
        rivals: Gives the reports that name the same things; of a large index they and a sample stand for all.
        allowed: Told numbers of reports, which of them are compared.
        worth: Evidence in each code of the draft.
    """
    if not copied or index.bodies < _MIN_BODIES:
        return []
    explained = np.zeros(len(target), dtype=np.bool_)
    for candidate in copied:
        explained[slice(*candidate.target)] = True
    reports = frozenset(candidate.report for candidate in copied)
    windows = find_windows(
        target,
        lambda: index.sentences_of(lambda: reports.union(rivals())),
        Demand((2, 3, 4, 5), 0.05, 0.15, 3.5, 1.0, reports),
        allowed=allowed,
        bodies=index.issuer_hash,
        worth=worth,
        explained=explained,
    )
    scored = [(_score(target, index, kin, worth), kin) for kin in windows if not _is_used(kin, copied)]
    beside = [
        (score - (0 if _goes_on(kin, copied) else _ELSEWHERE - MIN_SCORE), kin)
        for score, kin in scored
        if score >= _BESIDE_SCORE
    ]
    found = [_paraphrase(target, index, kin, worth) for kin in _join(beside)]
    return [candidate for candidate in found if candidate is not None]


def _score(target: MatchingForm, index: ReuseIndex, kin: Kin, worth: Worth) -> float:
    start, end = kin.target
    codes = target.codes[start:end]
    letters = int(((codes < FIRST_MASK) | (codes > LAST_MASK)).sum())
    candidate = _paraphrase(target, index, kin, worth)
    if candidate is None or letters < MIN_LETTERS or candidate.bits < _MIN_SHARED:
        return 0.0
    mean = min(float(worth.total[end] - worth.total[start]) / letters, _MOST_MEAN)
    return _LEAD * float(np.log(kin.lead)) + _SHARED * float(np.log(candidate.bits)) + _MEAN * mean


def _paraphrase(target: MatchingForm, index: ReuseIndex, kin: Kin, worth: Worth) -> Candidate | None:
    runs = find_runs(
        target.masked, index.masked(kin.report), [kin.target], [kin.source], worth, shortest=2, min_bits=6.0
    )
    return make_paraphrase(kin.report, kin.target, kin.source, runs, worth) if runs else None


def _is_used(kin: Kin, copied: Sequence[Candidate]) -> bool:
    """Tell whether most of what the window would be copied from is copied elsewhere in the draft."""
    used = sum(
        max(0, min(kin.source[1], one.aligned.source[1]) - max(kin.source[0], one.aligned.source[0]))
        for one in copied
        if one.report == kin.report
    )
    return 2 * used > kin.source[1] - kin.source[0]


def _goes_on(kin: Kin, copied: Sequence[Candidate]) -> bool:
    """Tell whether some copied passage stands as far from the window in the draft as in the report, about."""
    return any(
        one.report == kin.report
        and (
            _is_next(one.target[1], kin.target[0], one.aligned.source[1], kin.source[0])
            or _is_next(kin.target[1], one.target[0], kin.source[1], one.aligned.source[0])
        )
        for one in copied
    )


def _is_next(end: int, start: int, source_end: int, source_start: int) -> bool:
    here, there = start - end, source_start - source_end
    return min(here, there) >= -_TOUCH and abs(here - there) <= _MOST_SHIFT


def _join(scored: Sequence[tuple[float, Kin]]) -> list[Kin]:
    """Return the windows that are passages, each with those beside it that overlap it in the draft."""
    joined: list[Kin] = []
    for score, kin in sorted(scored, key=lambda one: (-one[0], one[1].target)):
        same = next((number for number, other in enumerate(joined) if _overlap(kin, other)), None)
        if same is None:
            if score >= MIN_SCORE:
                joined.append(kin)
            continue
        other = joined[same]
        if kin.report == other.report and _apart(kin.source, other.source) <= _NEAR_CODES:
            joined[same] = Kin(
                kin.report,
                (min(kin.target[0], other.target[0]), max(kin.target[1], other.target[1])),
                (min(kin.source[0], other.source[0]), max(kin.source[1], other.source[1])),
                other.lead,
            )
    return sorted(joined, key=lambda kin: kin.target)


def _overlap(kin: Kin, other: Kin) -> bool:
    return kin.target[0] < other.target[1] and other.target[0] < kin.target[1]


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1])
