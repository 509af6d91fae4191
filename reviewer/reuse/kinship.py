"""Passages said anew: sentences that name the same things as a source's, in other words.

Hardly a run of the source is left in them, so that they cannot be looked up. Each three to
five neighbouring sentences of a draft are laid beside a row of every report's, in the same
order, so that they are nearest in all, by the characters and pairs of characters that both
have, weighted by their rarity. What counts is how many times nearer the nearest report's are
than any other body's: two texts on one subject have words in common by chance, but hardly
several sentences in a row the same two texts. The longer the row, the smaller a lead is needed.

Measured on passages rewritten by hand, this lead told them from originals better than a
difference, than sentences in whatever order, than nearness, and than distances in the space of
a truncated decomposition of the same vectors, where any two sentences on one subject are near.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reviewer.reuse.boilerplate import Worth
from reviewer.reuse.masking import FIRST_MASK, LAST_MASK, MASK_OF, MatchingForm
from reviewer.reuse.sentences import (
    SENTENCE_BITS,
    Floats,
    Ints,
    Sentences,
    SentenceTable,
    gather_sentences,
    join_sentences,
)

#: Nearness (cosine) of two rows of sentences that makes a paraphrase, ...
MIN_NEARNESS = 0.1
#: ... and the lead over every other body's, in nearness of the next, by the number of sentences. Of 464 reports that
#: were looked up among those of other bodies two reach it, and have too few bits in common.
MIN_LEAD = {3: 1.0, 4: 0.85, 5: 0.75}
#: A row beside such a one, of the same report, needs this lead to be of the passage.
_BESIDE_LEAD = 0.4
#: A sentence at the end of a window is no part of it if it is so much less near to the source than the rest of the
#: window, times so much less than to another body.
_STRANGER = 0.22
#: Leads are measured by the nearness of the next report, or by this if it is less.
_LEAST_SECOND = 0.05
#: From one sentence of the draft to the next a row of a source goes on by no more sentences than this.
_MOST_STEP = 2
#: Two bodies of one trade list the same things every year; a passage of its own has so many bits for each
#: letter, no more figures than this for each, ...
_MEAN_BITS, _FIGURES = 7.0, 0.04
#: ... and so many letters in all, with as much in common as this many bits, the fewer the larger the lead.
MIN_LETTERS, _SHARED_BITS, _BITS_TIMES_LEAD = 70, 180.0, 240.0
#: Bits of the shortest window that is looked at.
_BITS = 160.0
#: A window of which more than this is known to be copied is not looked at.
_EXPLAINED = 0.3
#: Sentences of a draft that are compared at a time: memory takes their number times the index's.
_AT_A_TIME = 100
#: Windows of one source that are no further apart than this belong together.
_NEAR_CODES = 60

Nearness = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Demand:
    """Which windows are looked at, and which are given back.

    Args:
        widths: Numbers of sentences, ascending.
        nearness: Least nearness.
        lead: Least lead.
        mean_bits: Bits for each letter.
        figures: Share of figures at most.
        reports: Numbers of the only reports that windows are given back of; None for all.
    """

    widths: tuple[int, ...] = tuple(MIN_LEAD)
    nearness: float = MIN_NEARNESS
    lead: float = _BESIDE_LEAD
    mean_bits: float = _MEAN_BITS
    figures: float = _FIGURES
    reports: frozenset[int] | None = None

    def wants(self, report: int) -> bool:
        """Tell whether windows of a report are given back."""
        return self.reports is None or report in self.reports


_ANY_SOURCE = Demand()


@dataclass(frozen=True, slots=True)
class Kin:
    """A row of sentences of the draft and the row of a report that says the same.

    Args:
        report: Number of the report.
        target: Positions in the draft's form, half-open.
        source: Positions in the report's.
        lead: How much nearer it is than the nearest of any other body, in nearness of that.
        is_sure: Whether that is enough by itself.
    """

    report: int
    target: tuple[int, int]
    source: tuple[int, int]
    lead: float
    is_sure: bool = True

    @property
    def shared_bits(self) -> float:
        """Bits that both must have in common."""
        return min(_SHARED_BITS, _BITS_TIMES_LEAD / self.lead)


def find_kin(
    target: MatchingForm,
    load: Callable[[], Sequence[SentenceTable]],
    *,
    allowed: Callable[[Ints], npt.NDArray[np.bool_]],
    bodies: npt.NDArray[np.uint64],
    worth: Worth,
    explained: npt.NDArray[np.bool_],
) -> list[Kin]:
    """Return the rows of sentences that one report says in other words, by position; see :func:`find_windows`."""
    return _gather(
        find_windows(target, load, _ANY_SOURCE, allowed=allowed, bodies=bodies, worth=worth, explained=explained)
    )


def find_windows(
    target: MatchingForm,
    load: Callable[[], Sequence[SentenceTable]],
    demand: Demand,
    *,
    allowed: Callable[[Ints], npt.NDArray[np.bool_]],
    bodies: npt.NDArray[np.uint64],
    worth: Worth,
    explained: npt.NDArray[np.bool_],
) -> list[Kin]:
    """Return the windows of the draft that are nearest to one report, as far as they meet the demand.

    Args:
        target: The draft's form.
        load: Gives the sentences of the index, none if it is too large; asked only if the draft has a window
            that tells something. Grams weigh the same in all tables, and the first is that of the corpus.
        demand: Which windows are looked at, and which are given back.
        allowed: Told numbers of reports, which of them are compared.
        bodies: Whose each report is.
        worth: Evidence in each code of the draft.
        explained: Codes of the draft for which a source is known.
    """
    mine = gather_sentences([target])
    chosen = [
        (row, width)
        for width in demand.widths
        for row in _window_starts(mine, width).tolist()
        if explained[mine.start[row] : mine.end[row + width - 1]].mean() <= _EXPLAINED
        and _is_telling(target, worth, int(mine.start[row]), int(mine.end[row + width - 1]), demand)
    ]
    tables = [table for table in load() if len(table.sentences)] if chosen else []
    if not tables:
        return []
    chosen.sort()
    found: list[Kin] = []
    while chosen:
        part = [one for one in chosen if one[0] < chosen[0][0] + _AT_A_TIME]
        chosen = chosen[len(part) :]
        found += _find_in(mine, tables, part, demand, allowed=allowed, bodies=bodies)
    return found


def _find_in(
    mine: Sentences,
    tables: Sequence[SentenceTable],
    chosen: Sequence[tuple[int, int]],
    demand: Demand,
    *,
    allowed: Callable[[Ints], npt.NDArray[np.bool_]],
    bodies: npt.NDArray[np.uint64],
) -> list[Kin]:
    """Return the nearest row of the index for each chosen one, where it is near enough and ahead."""
    theirs = join_sentences([table.sentences for table in tables])
    wanted = np.zeros(len(mine), dtype=np.bool_)
    for row, width in chosen:
        wanted[row : row + width] = True
    near, norm = _compare(mine, wanted, tables)
    near *= np.sqrt(norm)[:, None].astype(np.float32)
    place = np.cumsum(wanted) - 1
    report_begins = np.flatnonzero(np.concatenate(([True], theirs.report[1:] != theirs.report[:-1])))
    report_ends = np.append(report_begins[1:], len(theirs))
    reports = theirs.report[report_begins]
    barred = ~allowed(reports)
    rows = np.array(sorted({row for row, _ in chosen}), dtype=np.int64)
    number = {int(row): at for at, row in enumerate(rows)}
    first = place[rows]
    score = near[first]
    found: list[Kin] = []
    for width in range(2, demand.widths[-1] + 1):
        score = _go_on(score, theirs.paragraph)
        score += near[np.minimum(first + width - 1, len(near) - 1)]
        asked = [row for row, size in chosen if size == width]
        if not asked:
            continue
        tops = np.maximum.reduceat(score[[number[row] for row in asked]], report_begins, axis=1)
        tops[:, barred] = 0
        for row, top in zip(asked, tops, strict=True):
            at = int(place[row])
            total = max(float(np.sqrt(norm[at : at + width]).sum()), 1e-9)
            best = int(top.argmax())
            nearness = float(top[best]) / total
            others = top[bodies[reports] != bodies[reports[best]]]
            second = float(others.max()) / total if len(others) else 0.0
            lead = (nearness - second) / max(second, _LEAST_SECOND)
            if nearness < demand.nearness or lead < demand.lead or not demand.wants(int(reports[best])):
                continue
            begin, end = int(report_begins[best]), int(report_ends[best])
            low, high = _trace(near[at : at + width, begin:end], theirs.paragraph[begin:end])
            rows_near = near[at : at + width]
            strangers = (bodies != bodies[reports[best]])[theirs.report]
            front, behind = _without_strangers(
                rows_near[:, begin + low : begin + high + 1].max(axis=1),
                rows_near[:, strangers].max(axis=1, initial=0),
                np.sqrt(norm[at : at + width]),
            )
            found.append(
                Kin(
                    int(reports[best]),
                    (int(mine.start[row + front]), int(mine.end[row + behind])),
                    (int(theirs.start[begin + low]), int(theirs.end[begin + high])),
                    lead,
                    lead >= MIN_LEAD.get(width, np.inf),
                )
            )
    return found


def _without_strangers(near: Nearness, elsewhere: Nearness, weight: Floats) -> tuple[int, int]:
    """Return the first and the last sentence of a window without those at its ends that the source has nothing of.

    Such a sentence is far less near to the source's row than the rest of the window is, and than it is to others.

    Args:
        near: What each sentence of the window adds, at the nearest sentence of the source's row.
        elsewhere: What it would add at the nearest sentence of any other body.
        weight: What each of them counts.
    """
    first, last = 0, len(near) - 1

    def is_stranger(at: int) -> bool:
        inside = [number for number in range(first, last + 1) if number != at]
        mean = float(near[inside].sum()) / max(float(weight[inside].sum()), 1e-9) * float(weight[at])
        other = max(float(elsewhere[at]), _LEAST_SECOND * float(weight[at]))
        return float(near[at]) ** 2 < _STRANGER * mean * other

    while last > first and is_stranger(first):
        first += 1
    while last > first and is_stranger(last):
        last -= 1
    return first, last


def _go_on(score: Nearness, paragraph: Ints) -> Nearness:
    """Return, for each sentence, the best score that a row may have reached at it or up to two in front of it.

    Args:
        score: What rows have that end with each sentence, one behind the other along the last axis.
        paragraph: Of each sentence.
    """
    best = score.copy()
    for step in range(1, _MOST_STEP + 1):
        same = paragraph[step:] == paragraph[:-step]
        np.maximum(best[..., step:], np.where(same, score[..., :-step], 0), out=best[..., step:])
    return best


def _trace(near: Nearness, paragraph: Ints) -> tuple[int, int]:
    """Return the first and the last sentence of the row that scores best, of one report's sentences.

    Args:
        near: What each sentence of the draft, a row each, adds at each sentence of the report.
        paragraph: Of each sentence of the report.
    """
    scores = [near[0]]
    for row in near[1:]:
        scores.append(_go_on(scores[-1], paragraph) + row)
    last = at = int(scores[-1].argmax())
    for score in scores[-2::-1]:
        before = [place for place in range(max(at - _MOST_STEP, 0), at + 1) if paragraph[place] == paragraph[at]]
        at = max(before, key=lambda place: (score[place], place))
    return at, last


def _is_telling(target: MatchingForm, worth: Worth, start: int, end: int, demand: Demand) -> bool:
    """Tell whether a window is prose about something, not a list of counts nor what any body would write."""
    codes = target.codes[start:end]
    letters = int(((codes < FIRST_MASK) | (codes > LAST_MASK)).sum())
    figures = int((codes == MASK_OF["number"]).sum())
    bits = float(worth.total[end] - worth.total[start])
    return bits >= max(_BITS, demand.mean_bits * letters) and figures <= demand.figures * (end - start)


def _window_starts(sentences: Sentences, size: int) -> Ints:
    """Return the first sentence of every window that lies in one line."""
    last = len(sentences) - size + 1
    if last <= 0:
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(sentences.paragraph[:last] == sentences.paragraph[size - 1 :])


def _compare(
    mine: Sentences, wanted: npt.NDArray[np.bool_], tables: Sequence[SentenceTable]
) -> tuple[Nearness, Floats]:
    """Return the nearness (cosine) of each wanted sentence to each of the index, and the norm of each."""
    gram = mine.grams >> np.uint64(SENTENCE_BITS)
    sentence = (mine.grams & np.uint64((1 << SENTENCE_BITS) - 1)).astype(np.int64)
    gram, sentence = gram[wanted[sentence]], (np.cumsum(wanted) - 1)[sentence[wanted[sentence]]]
    norm = np.bincount(sentence, tables[0].weight_of(gram), minlength=int(wanted.sum())).astype(np.float64, copy=False)
    near = [_nearness(gram, sentence, norm, table) for table in tables]
    return near[0] if len(near) == 1 else np.concatenate(near, axis=1), norm


def _nearness(gram: npt.NDArray[np.uint64], sentence: Ints, norm: Floats, table: SentenceTable) -> Nearness:
    """Return the nearness of sentences with these grams to each of a table."""
    at = np.minimum(np.searchsorted(table.gram, gram), max(len(table.gram) - 1, 0))
    telling = (table.gram[at] == gram) & (table.weight[at] > 0)
    at, sentence = at[telling], sentence[telling]
    count = table.first[at + 1] - table.first[at]
    where = np.arange(int(count.sum())) + np.repeat(table.first[at] - (np.cumsum(count) - count), count)
    cell = np.repeat(sentence, count) * len(table.sentences) + table.posting[where]
    dot = np.bincount(cell, np.repeat(table.weight[at], count), minlength=len(norm) * len(table.sentences))
    shared = dot.astype(np.float64, copy=False).reshape(len(norm), len(table.sentences))
    length = np.sqrt(np.maximum(norm, 1e-9))[:, None] * np.sqrt(np.maximum(table.norm, 1e-9))
    near: Nearness = (shared / length).astype(np.float32)
    return near


def _gather(found: list[Kin]) -> list[Kin]:
    """Return the windows, the nearest first, with those made one that are of one place in both texts."""
    joined: list[Kin] = []
    for kin in sorted(found, key=lambda kin: (not kin.is_sure, -kin.lead, kin.target)):
        same = next((number for number, other in enumerate(joined) if _is_beside(kin, other)), None)
        if same is not None:
            other = joined[same]
            joined[same] = Kin(
                kin.report,
                (min(kin.target[0], other.target[0]), max(kin.target[1], other.target[1])),
                (min(kin.source[0], other.source[0]), max(kin.source[1], other.source[1])),
                other.lead,
            )
        elif kin.is_sure and all(
            kin.target[1] <= other.target[0] or other.target[1] <= kin.target[0] for other in joined
        ):
            joined.append(kin)
    long = [kin for kin in joined if kin.target[1] - kin.target[0] >= MIN_LETTERS]
    return sorted(long, key=lambda kin: kin.target)


def _is_beside(kin: Kin, other: Kin) -> bool:
    apart = max(kin.source[0] - other.source[1], other.source[0] - kin.source[1])
    beside = kin.target[0] < other.target[1] and other.target[0] < kin.target[1]
    return kin.report == other.report and beside and apart <= _NEAR_CODES
