"""Where a passage begins and ends: at the sentence or clause that the agreement stops in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reviewer.reuse.align import Step
from reviewer.reuse.masking import MatchingForm

_CLAUSE_ENDS = frozenset("。；，！？：、;,!?:\n\r")
_SENTENCE_ENDS = frozenset("。；！？;!?\n\r")
_SNAP_OUT, _SNAP_IN = 2, 3
#: The rest of a sentence belongs to a passage if it is no longer than this, also for the passage's length, ...
_MOST_REST, _REST_SHARE = 36, 0.3
#: ... and the source has a rest there of its own, so many times as long at most, or as short.
_LIKE_REST = 2.5


def find_edges(form: MatchingForm, source: MatchingForm, steps: Sequence[Step]) -> list[Step]:
    """Return the steps, begun and ended where a sentence does, or else a clause, if that changes little.

    A sentence whose beginning was written anew is the passage's as a whole: the source has other
    words in the same place. What only the draft has, as a lead-in, is not.
    """
    steps = list(steps)
    length = steps[-1].target_end - steps[0].target_start
    front = _rest_in_front(form, steps[0].target_start), _rest_in_front(source, steps[0].source_start)
    if _is_rest(*front, length):
        first = steps[0]
        new = Step(
            False, first.target_start - front[0], first.target_start, first.source_start - front[1], first.source_start
        )
        if not any(_meet(new, other) for other in steps):
            steps.insert(0, new)
    behind = _rest_behind(form, steps[-1].target_end), _rest_behind(source, steps[-1].source_end)
    if _is_rest(*behind, length):
        last = steps[-1]
        new = Step(False, last.target_end, last.target_end + behind[0], last.source_end, last.source_end + behind[1])
        if not any(_meet(new, other) for other in steps):
            steps.append(new)
    return _snap(form, source, steps)


def _is_rest(mine: int, theirs: int, length: int) -> bool:
    if not 0 < mine <= min(_MOST_REST, _REST_SHARE * length) or not theirs:
        return False
    return max(mine, theirs) <= max(_LIKE_REST * min(mine, theirs), min(mine, theirs) + _SNAP_IN)


def _meet(new: Step, other: Step) -> bool:
    return new.source_start < other.source_end and other.source_start < new.source_end


def _rest_in_front(form: MatchingForm, at: int) -> int:
    """Return the codes between the beginning of the sentence and code ``at``."""
    text, stop = form.text, int(form.starts[at]) if at < len(form) else len(form.text)
    lowest = max(stop - 3 * _MOST_REST, 0)
    begin = next((place + 1 for place in range(stop - 1, lowest - 1, -1) if text[place] in _SENTENCE_ENDS), lowest)
    return at - bisect_left(form.starts, begin, 0, at)


def _rest_behind(form: MatchingForm, at: int) -> int:
    """Return the codes from ``at`` to the end of the sentence."""
    if at <= 0:
        return 0
    text, begin = form.text, int(form.ends[at - 1])
    highest = min(begin + 3 * _MOST_REST, len(text))
    end = next((place for place in range(begin, highest) if text[place] in _SENTENCE_ENDS), highest)
    return bisect_right(form.ends, end, at, len(form)) - at


def _ends_clause(form: MatchingForm, at: int) -> bool:
    """Tell whether a clause ends in front of code ``at``."""
    if at <= 0 or at >= len(form):
        return True
    between = form.text[int(form.ends[at - 1]) : int(form.starts[at])]
    return any(char in _CLAUSE_ENDS for char in between)


def _snap(form: MatchingForm, source: MatchingForm, steps: list[Step]) -> list[Step]:
    """Move both ends to the clause end next to them where that changes a few letters only."""
    first, last = steps[0], steps[-1]
    start, end = first.target_start, last.target_end
    if not _ends_clause(form, start):
        out = next((n for n in range(1, _SNAP_OUT + 1) if start - n >= 0 and _ends_clause(form, start - n)), 0)
        if out:
            before = next((n for n in range(_SNAP_IN + 1) if _ends_clause(source, first.source_start - n)), 0)
            before = min(before, first.source_start)
            steps.insert(0, Step(False, start - out, start, first.source_start - before, first.source_start))
        else:
            cut = next((n for n in range(1, _SNAP_IN + 1) if _ends_clause(form, start + n)), 0)
            if cut and first.equal and first.target_end - start > cut + 3:
                steps[0] = first._replace(target_start=start + cut, source_start=first.source_start + cut)
    last = steps[-1]
    if not _ends_clause(form, end):
        out = next((n for n in range(1, _SNAP_OUT + 1) if end + n <= len(form) and _ends_clause(form, end + n)), 0)
        if out:
            behind = next((n for n in range(_SNAP_IN + 1) if _ends_clause(source, last.source_end + n)), 0)
            behind = min(behind, len(source) - last.source_end)
            steps.append(Step(False, end, end + out, last.source_end, last.source_end + behind))
        else:
            cut = next((n for n in range(1, _SNAP_IN + 1) if _ends_clause(form, end - n)), 0)
            if cut and last.equal and end - last.target_start > cut + 3:
                steps[-1] = last._replace(target_end=end - cut, source_end=last.source_end - cut)
    return steps
