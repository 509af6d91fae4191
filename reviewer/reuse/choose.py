"""Which of the explained stretches are reported: each once, pieces of two reports as a mosaic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reviewer.reuse.align import Aligned
from reviewer.reuse.cut import split_at_others
from reviewer.reuse.index import ReuseIndex
from reviewer.reuse.join import Candidate, explained_codes, is_reordered
from reviewer.reuse.leftovers import Side
from reviewer.reuse.masking import MatchingForm
from reviewer.reuse.passage import Passage, Stretch
from reviewer.reuse.passages import build_passage, with_leftovers

#: Pieces of two reports with no more codes than this between them make a mosaic.
_BESIDE = 12
#: ... and pieces of one of them go on with it across so many.
_NEAR_MOSAIC = 60
#: Share of a known stretch that candidates must explain, or it is aligned by itself.
_SHARE_COVERED = 0.5
#: A passage as similar as this is called copied whatever else is found.
SURE_SIMILARITY = 0.6


def choose_passages(target: Side, index: ReuseIndex, candidates: list[Candidate]) -> tuple[Passage, ...]:
    """Return one passage for each stretch of the draft, mosaics marked as such."""
    year = index.year
    ranked = sorted(candidates, key=lambda c: (-round(c.bits), year[c.report] or 9999, c.report, c.target))
    owner = np.full(len(target.form), -1)
    chosen: list[Candidate] = []
    for candidate in ranked:
        where = explained_codes(candidate.aligned)
        free = owner[where] < 0
        if free.mean() >= 0.7:
            owner[where[free]] = len(chosen)
            chosen.append(candidate)
    reports = np.array([*(candidate.report for candidate in chosen), -1])
    pieces: list[_Piece] = []
    for candidate in chosen:
        strangers = (owner >= 0) & (reports[owner] != candidate.report)
        cut = split_at_others(candidate, strangers)
        pieces += [
            _Piece(candidate, piece, len(cut) > 1 or _touches(target.form, piece.target, strangers)) for piece in cut
        ]
    passages: list[tuple[Passage, Side]] = []
    for piece in pieces:
        report = piece.candidate.report
        ref, own_names = index.report(report)
        mosaic = piece.mosaic or any(_is_of_mosaic(target.form, piece, other) for other in pieces)
        source = Side(index.form(report), ref, own_names)
        passage = build_passage(
            target,
            source,
            piece.aligned,
            score=piece.candidate.bits,
            reordered=piece.candidate.reordered and is_reordered(piece.aligned),
            mosaic=mosaic,
        )
        passages.append((passage, source))
    copied = [passage.span for passage, _ in passages]
    found = [with_leftovers(passage, target, source, copied) for passage, source in passages]
    return tuple(sorted(found, key=lambda passage: (passage.span, passage.report.id)))


class _Piece(NamedTuple):
    """A piece of a candidate that becomes a passage."""

    candidate: Candidate
    aligned: Aligned
    mosaic: bool


def _is_of_mosaic(form: MatchingForm, piece: _Piece, other: _Piece) -> bool:
    """Tell whether ``other`` is of a mosaic that ``piece`` goes on with, a sentence further in its paragraph."""
    if not other.mosaic:
        return False
    left, right = sorted((piece.aligned.target, other.aligned.target))
    between = right[0] - left[1]
    near = 0 <= between <= _NEAR_MOSAIC if other.candidate.report == piece.candidate.report else 0 <= between <= _BESIDE
    return near and "\n" not in form.text[int(form.ends[left[1] - 1]) : int(form.starts[right[0]])]


def _touches(form: MatchingForm, piece: tuple[int, int], strangers: npt.NDArray[np.bool_]) -> bool:
    """Tell whether codes that another report explains stand beside the piece in the same paragraph."""
    for low, high in ((max(piece[0] - _BESIDE, 0), piece[0]), (piece[1], min(piece[1] + _BESIDE, len(form)))):
        others = np.flatnonzero(strangers[low:high]) + low
        if len(others):
            near = int(others[-1]) if high == piece[0] else int(others[0])
            left, right = sorted((near, piece[0] if high == piece[0] else piece[1] - 1))
            if "\n" not in form.text[int(form.ends[left]) : int(form.starts[right])]:
                return True
    return False


def covers(passages: Sequence[Passage], stretch: Stretch) -> bool:
    """Tell whether passages that count as copied explain half of a stretch."""
    spans = [passage.span for passage in passages if passage.similarity >= SURE_SIMILARITY]
    inside = sum(max(0, min(span.end, stretch.end) - max(span.start, stretch.start)) for span in spans)
    return inside >= _SHARE_COVERED * (stretch.end - stretch.start)
