"""Where a candidate is cut: at sentences that one of the texts has of its own, and at paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from reviewer.reuse.align import Aligned, Step
from reviewer.reuse.boilerplate import Worth
from reviewer.reuse.join import (
    EXPLAINED_CHANGE,
    Candidate,
    between,
    clip,
    is_reordered,
    measured,
    running,
    trim_common,
    without_loose_ends,
)
from reviewer.reuse.masking import Stops

#: A change of more codes than this is a sentence that one of the texts has of its own.
_OWN_SENTENCE = 20
#: ... if the other has no more than this in its place.
_OWN_WORDS = 6
#: A sentence in a passage of which no more than this agrees is the draft's own, if it is as long as this ...
_OWN_SHARE, _MIN_SENTENCE = 0.25, 10
#: ... and has so many codes of concrete content.
_OWN_CONCRETE = 5
#: A passage of which so much agrees was treated in one way throughout.
_UNCHANGED = 0.97
#: So many codes may agree beyond the end of a sentence by chance.
_LOOSE_END = 2
#: Codes that must agree in a piece for it to stand alone.
_MIN_PIECE = 12


def cut_foreign(
    candidate: Candidate,
    worth: Worth,
    stops: Stops,
    is_piece: Callable[[Candidate], bool],
    source_paragraphs: Callable[[int, int], npt.NDArray[np.int64]],
) -> list[Candidate]:
    """Return the candidate cut at the draft's own sentences in it, and at either text's paragraphs if it was changed.

    Formulae and common wording in between are no sentences of the draft's own.

    Args:
        candidate: A stretch that is copied as a whole.
        worth: Evidence in each code of the draft.
        stops: Where sentences and paragraphs of the draft begin.
        is_piece: Tells whether a piece holds enough to be kept.
        source_paragraphs: Gives the positions between two others at which paragraphs of the source begin.
    """
    start, end = candidate.target
    edges = [start, *between(stops.sentences, start, end), end]
    agree = np.zeros(end - start, dtype=np.bool_)
    for step in candidate.aligned.steps:
        if step.equal:
            agree[step.target_start - start : step.target_end - start] = True
    places = [edge - start for edge in edges]
    equal, concrete = running(agree, places), running(worth.concrete[start:end], places)
    own = [
        high - low >= _MIN_SENTENCE
        and equal[number + 1] - equal[number] < _OWN_SHARE * (high - low)
        and concrete[number + 1] - concrete[number] >= _OWN_CONCRETE
        for number, (low, high) in enumerate(pairwise(places))
    ]
    paragraphs: set[int] = set()
    if candidate.similarity < _UNCHANGED:
        paragraphs = set(between(stops.paragraphs, start, end))
        paragraphs |= _source_breaks(candidate.aligned, source_paragraphs(*candidate.aligned.source), edges[1:-1])
    if not any(own) and not paragraphs:
        return [candidate]
    ranges: list[tuple[int, int]] = []
    for (low, high), foreign in zip(pairwise(edges), own, strict=True):
        if foreign:
            ranges.append((high, high))
        elif ranges and low not in paragraphs:
            ranges[-1] = (ranges[-1][0], high)
        else:
            ranges.append((low, high))
    pieces: list[Candidate] = []
    for low, high in ranges:
        kept = clip(candidate.aligned, low, high) if high > low else None
        if kept is not None:
            piece = measured(candidate.report, kept, worth, reordered=is_reordered(kept))
            trimmed = trim_common(piece, worth, stops.sentences)
            if trimmed is not None and is_piece(trimmed):
                pieces.append(trimmed)
    return pieces or [candidate]


def _source_breaks(aligned: Aligned, paragraphs: npt.NDArray[np.int64], sentences: Sequence[int]) -> set[int]:
    """Return the sentences of the draft with which a paragraph of the source begins and the one before is left."""
    agree = [step for step in aligned.steps if step.equal]
    found: set[int] = set()
    for stop in paragraphs.tolist():
        before = max((s.target_end for s in agree if s.source_end <= stop), default=aligned.target[0])
        behind = min((s.target_start for s in agree if s.source_start >= stop), default=aligned.target[1])
        for step in agree:
            if step.source_start < stop < step.source_end:
                at = step.target_start + stop - step.source_start
                before, behind = max(before, at), min(behind, at)
        if before <= behind:
            found.update(
                [sentence for sentence in sentences if before - _LOOSE_END <= sentence <= behind + _LOOSE_END][:1]
            )
    return found


def split_at_others(candidate: Candidate, strangers: npt.NDArray[np.bool_]) -> list[Aligned]:
    """Return the candidate's alignment cut where another report explains what it leaves open.

    Args:
        candidate: A chosen candidate.
        strangers: Which codes of the draft are explained by another report.
    """
    pieces: list[list[Step]] = [[]]
    for step in candidate.aligned.steps:
        size = step.target_end - step.target_start
        wide = not step.equal and size > EXPLAINED_CHANGE
        if wide and strangers[step.target_start : step.target_end].mean() >= 0.5:
            pieces.append([])
            continue
        pieces[-1].append(step)
    if len(pieces) == 1:
        return [candidate.aligned]
    return [piece for piece in map(without_loose_ends, pieces) if piece is not None]


def split_at_changes(aligned: Aligned) -> list[Aligned]:
    """Return the alignment cut where either text has a sentence or more of its own in between."""
    pieces: list[list[Step]] = [[]]
    for step in aligned.steps:
        fewer, more = sorted((step.target_end - step.target_start, step.source_end - step.source_start))
        if not step.equal and more > _OWN_SENTENCE and fewer <= _OWN_WORDS:
            pieces.append([])
        else:
            pieces[-1].append(step)
    cut = [piece for piece in map(without_loose_ends, pieces) if piece is not None and piece.equal >= _MIN_PIECE]
    return cut or [aligned]
