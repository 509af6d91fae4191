"""Where several drafts agree with reports of an index, gathered at a time.

A draft of some thousand letters keeps numpy busy for a few microseconds a call, so that the
calls cost more than the work. Drafts are therefore laid one behind the other, with a gap that
no run of letters crosses, and looked up together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from reviewer.reuse.background import Background
from reviewer.reuse.boilerplate import Worth, weigh
from reviewer.reuse.chains import Chain, find_chains
from reviewer.reuse.distinct import distinct, distinct_with_inverse
from reviewer.reuse.fingerprint import MAX_REPEATS, Grams, find_grams, limit_repeats, not_repeated
from reviewer.reuse.index import ReuseIndex
from reviewer.reuse.masking import MatchingForm
from reviewer.reuse.segment import Places

#: Codes between two drafts: wider than whatever looks around a code.
_GAP = 16
#: Letters between neighbouring stored grams, about: the share of a gram's evidence that each hit stands for.
_HIT_SHARE = 0.4
#: Hits are numbered with so many bits.
_PLACE_BITS = 32
#: Reports are numbered with so many.
_REPORT_BITS = 24
#: Keeps equal grams of different drafts apart.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
#: Bits by which grams are told apart at first.
_LOW = np.uint64(0xFFFF)
#: Drafts that are laid behind each other.
MOST_DRAFTS = 1 << (63 - _PLACE_BITS - _REPORT_BITS)

Numbers = npt.NDArray[np.int64]
#: Told numbers of reports and, for each, of the draft that it is to be compared with: which of them are compared.
Allowed = Callable[[Numbers, Numbers], npt.NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at.

    Args:
        min_bits: Evidence near one diagonal that makes a report worth its time.
        max_reports: Reports of each draft.
        max_bodies: A gram that more bodies use is not looked up.
    """

    min_bits: float
    max_reports: int
    max_bodies: int


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What speaks for copying in one draft.

    Args:
        worth: Evidence in each of its codes.
        chains: Numbers of reports, the one with most evidence first, and the chains of each.
    """

    worth: Worth
    chains: list[tuple[int, list[Chain]]]


class _Hits(NamedTuple):
    """Grams of the drafts that stand in reports, by draft, by report, then by place in the draft.

    Args:
        pair: Numbers of the draft and of the report, the draft's in the high bits.
        target: Position of the gram's first letter in its draft.
        last: Position of its last letter.
        source: Position in the report.
        bits: Evidence.
    """

    pair: Numbers
    target: Numbers
    last: Numbers
    source: Numbers
    bits: npt.NDArray[np.float64]


class _Laid(NamedTuple):
    """Grams of drafts that are laid out.

    Args:
        grams: The grams.
        owner: Number of the draft that each is of.
        start: Where that draft begins.
    """

    grams: Grams
    owner: Numbers
    start: Numbers


def gather_evidence(
    drafts: Sequence[MatchingForm],
    index: ReuseIndex,
    *,
    allowed: Allowed,
    background: Background,
    look: Look,
    below: int | None = None,
) -> list[Evidence]:
    """Return the evidence in each of at most ``MOST_DRAFTS`` drafts.

    Args:
        drafts: Their matching forms.
        index: The reports.
        allowed: Tells which reports are compared.
        background: Frequency of character runs in official prose.
        look: What is looked at.
        below: No report with this number or a greater one is allowed, if known.
    """
    whole, starts = _lay_out(drafts)
    grams, owner = _grams_of(whole, starts)
    places = index.find_places(grams.hashes, look.max_bodies, below)
    gram_bodies = np.where(places.common, max(index.bodies, 2), places.bodies)
    worth = weigh(whole, background, grams, gram_bodies, index.bodies)
    found: list[list[tuple[int, list[Chain]]]] = [[] for _ in drafts]
    bits = (worth.total[grams.last + 1] - worth.total[grams.first]) * _HIT_SHARE
    hits = _find_hits(_Laid(grams, owner, starts[owner]), places, bits, allowed)
    for pair, chains in _rank_pairs(hits, look):
        found[pair >> _REPORT_BITS].append((pair & ((1 << _REPORT_BITS) - 1), chains))
    return [
        Evidence(_part_of(worth, start, start + len(draft)), chains)
        for draft, start, chains in zip(drafts, starts.tolist(), found, strict=True)
    ]


def find_nearest(
    draft: MatchingForm, index: ReuseIndex, worth: Worth, *, allowed: Allowed, max_bodies: int, most: int
) -> list[int]:
    """Return the reports that have most evidence in common with a draft, wherever it stands, the one with most first.

    They need not have copied: of one trade, they name the same things.
    """
    whole, starts = _lay_out([draft])
    grams, owner = _grams_of(whole, starts)
    places = index.find_places(grams.hashes, max_bodies)
    bits = worth.total[grams.last + 1] - worth.total[grams.first]
    hits = _find_hits(_Laid(grams, owner, starts[owner]), places, bits, allowed)
    if not len(hits.pair):
        return []
    first = np.flatnonzero(np.concatenate(([True], hits.pair[1:] != hits.pair[:-1])))
    nearest = np.argsort(-np.add.reduceat(hits.bits, first), kind="stable")[:most]
    found: list[int] = hits.pair[first[nearest]].tolist()
    return found


def _lay_out(drafts: Sequence[MatchingForm]) -> tuple[MatchingForm, Numbers]:
    """Return the drafts as one form, without its text, and where each begins."""
    if len(drafts) == 1:
        return drafts[0], np.zeros(1, dtype=np.int64)
    size = np.array([len(draft) + _GAP for draft in drafts], dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(size)[:-1]))
    codes = np.zeros(int(size.sum()), dtype=np.uint16)
    formula = np.ones(len(codes), dtype=np.bool_)
    for draft, start in zip(drafts, starts.tolist(), strict=True):
        codes[start : start + len(draft)] = draft.codes
        formula[start : start + len(draft)] = draft.formula
    nowhere = np.zeros(len(codes), dtype=np.int32)
    return MatchingForm("", codes, nowhere, nowhere, formula), starts


def _grams_of(whole: MatchingForm, starts: Numbers) -> tuple[Grams, Numbers]:
    """Return the grams of drafts that are laid out, and the number of the draft that each is of."""
    grams = find_grams(whole)
    if len(starts) == 1:
        grams = limit_repeats(grams)
        return grams, np.zeros(len(grams.hashes), dtype=np.int64)
    # Codes of the gap are letters to the gram finder; a gram with one of them is none.
    inside = (whole.codes[grams.first] != 0) & (whole.codes[grams.last] != 0)
    grams = Grams(grams.hashes[inside], grams.first[inside], grams.last[inside])
    begins = np.searchsorted(grams.first, np.append(starts, len(whole)))
    owner = np.repeat(np.arange(len(starts)), np.diff(begins))
    return _limit_repeats(grams, owner)


def _limit_repeats(grams: Grams, owner: Numbers) -> tuple[Grams, Numbers]:
    """Return the grams without those that a draft repeats too often."""
    mixed = grams.hashes + owner.astype(np.uint64) * _SPREAD
    ordered = np.sort(mixed)
    often = ordered[MAX_REPEATS:] == ordered[:-MAX_REPEATS]
    if not often.any():
        return grams, owner
    many = distinct(ordered[MAX_REPEATS:][often])
    may_be = np.zeros(int(_LOW) + 1, dtype=np.bool_)  # by the last bits: most grams are told apart by them
    may_be[(many & _LOW).view(np.int64)] = True
    repeated = np.flatnonzero(may_be.take((mixed & _LOW).view(np.int64)))
    nearest = np.searchsorted(many, mixed[repeated])
    repeated = repeated[many.take(nearest, mode="clip") == mixed[repeated]]
    kept = np.ones(len(owner), dtype=np.bool_)
    kept[repeated] = not_repeated(mixed[repeated])
    return Grams(grams.hashes[kept], grams.first[kept], grams.last[kept]), owner[kept]


def _find_hits(laid: _Laid, places: Places, bits: npt.NDArray[np.float64], allowed: Allowed) -> _Hits:
    """Return the hits of grams that are evidence in reports that are compared."""
    kept = np.flatnonzero(bits[places.query] > 0)
    draft = laid.owner[places.query[kept]]
    compared = np.flatnonzero(allowed(places.report[kept], draft))
    kept, draft = kept[compared], draft[compared]
    pair = (draft << _REPORT_BITS) | places.report[kept]
    ordered = np.sort((pair << _PLACE_BITS) | np.arange(len(kept)))
    kept = kept[ordered & ((1 << _PLACE_BITS) - 1)]
    gram = places.query[kept]
    start = laid.start[gram]
    return _Hits(
        ordered >> _PLACE_BITS,
        laid.grams.first[gram] - start,
        laid.grams.last[gram] - start,
        places.position[kept],
        bits[gram],
    )


def _rank_pairs(hits: _Hits, look: Look) -> Iterator[tuple[int, list[Chain]]]:
    """Yield pairs of a draft and a report with enough evidence near one diagonal, a draft's best first, and chains."""
    if not len(hits.pair):
        return
    first = np.flatnonzero(np.concatenate(([True], hits.pair[1:] != hits.pair[:-1])))
    enough = np.add.reduceat(hits.bits, first) >= look.min_bits
    behind = np.append(first[1:], len(hits.pair))
    first, behind = first[enough], behind[enough]
    if not len(first):
        return
    owner, where = _ranges(first, behind)
    diagonal = hits.target[where] - hits.source[where] + (1 << 30)
    best = np.zeros(len(first))
    for offset in (0, 32):
        bands, inverse = distinct_with_inverse((owner << 26) | ((diagonal + offset) >> 6))
        total = np.bincount(inverse, weights=hits.bits[where])
        np.maximum(best, np.maximum.reduceat(total, np.searchsorted(bands >> 26, np.arange(len(first)))), out=best)
    strong = np.flatnonzero(best >= look.min_bits)
    pair, bits = hits.pair[first].tolist(), best.round(3).tolist()
    ranked = sorted(strong.tolist(), key=lambda number: (pair[number] >> _REPORT_BITS, -bits[number], pair[number]))
    chosen: list[int] = []
    taken: Counter[int] = Counter()
    for number in ranked:
        draft = pair[number] >> _REPORT_BITS
        taken[draft] += 1
        if taken[draft] <= look.max_reports:
            chosen.append(number)
    if not chosen:
        return
    group, where = _ranges(first[chosen], behind[chosen])
    chains = find_chains(hits.target[where], hits.last[where], hits.source[where], hits.bits[where], group)
    for number, of_pair in zip(chosen, chains, strict=True):
        yield pair[number], of_pair


def _ranges(first: Numbers, behind: Numbers) -> tuple[Numbers, Numbers]:
    """Return the numbers in some ranges, one behind the other, and of each the number of its range."""
    count = behind - first
    owner = np.repeat(np.arange(len(first)), count)
    return owner, np.arange(len(owner)) + np.repeat(behind - np.cumsum(count), count)


def _part_of(worth: Worth, start: int, end: int) -> Worth:
    if start == 0 and end == len(worth.bits):
        return worth
    bits = worth.bits[start:end]
    return Worth(bits, worth.concrete[start:end], np.concatenate(([0.0], np.cumsum(bits, dtype=np.float64))))
