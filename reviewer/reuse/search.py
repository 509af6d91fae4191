"""Finds the stretches of one draft that also stand in the reports of an index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt

from reviewer.reuse.align import align
from reviewer.reuse.background import Background, default_background
from reviewer.reuse.boilerplate import Worth, weigh
from reviewer.reuse.chains import Chain
from reviewer.reuse.choose import choose_passages, covers
from reviewer.reuse.cut import cut_foreign
from reviewer.reuse.hits import Evidence, Look, find_nearest, gather_evidence
from reviewer.reuse.index import ReuseIndex
from reviewer.reuse.join import (
    Candidate,
    between,
    explained_codes,
    join_parts,
    make_candidate,
    make_paraphrase,
    part_bits,
)
from reviewer.reuse.kinship import find_kin
from reviewer.reuse.leftovers import Side
from reviewer.reuse.masking import MatchingForm, Stops, paragraph_starts, sentence_starts
from reviewer.reuse.matters import discount_matters
from reviewer.reuse.parts import align_chains
from reviewer.reuse.passage import Passage, ReportRef, Stretch
from reviewer.reuse.region import is_same_region
from reviewer.reuse.remnants import find_remnants, find_runs
from reviewer.reuse.segment import name_hash
from reviewer.reuse.sequels import find_sequels

#: Share of the evidence needed that alignment must have found for the rest of the passage to be looked for.
_PROMISING = 0.5


#: Reports near a draft that are laid beside it where an index is too large for all to be.
_RIVALS = 12

#: In a mosaic the sentences of one source stand apart in the draft, another's in between.
_BESIDE_SOURCE, _BESIDE_TARGET = 20, 150


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """What it takes to be called copied; length AND rarity are needed.

    Args:
        min_letters: Concrete letters that agree.
        min_bits: Bits of evidence, where all agrees; the less does, the more are needed.
        same_region: Times as much is needed of two bodies of one region, which write from one notice.
        min_mean_bits: Bits for each code that agrees: a long run of stock phrases has many in all.
        min_similarity: Share of the stretch that agrees.
        min_chain_bits: Evidence from grams alone that makes an alignment worth its time.
        max_reports: Reports that are aligned with the draft.
        min_piece_share: Share of the evidence that a piece needs which stands beside the draft's own sentences.
        sibling_share: Share of what is needed of a stretch beside one that is copied from the same report.
        alone: Times as much is needed of a single sentence that was changed, the only one of its report ...
        unchanged: ... changed if no more than this share agrees: two bodies of one trade may say one thing alike.
        common_share: A gram that more than this share of the bodies use is official wording.
    """

    min_letters: int = 20
    min_bits: float = 110.0
    min_mean_bits: float = 1.8
    min_similarity: float = 0.45
    min_chain_bits: float = 24.0
    max_reports: int = 48
    common_share: float = 0.02
    same_region: float = 1.4
    min_piece_share: float = 0.75
    sibling_share: float = 0.5
    alone: float = 1.4
    unchanged: float = 0.9

    def accepts(self, candidate: Candidate, *, times: float = 1.0) -> bool:
        """Tell whether a stretch is called copied if so many times as much is asked for."""
        return (
            candidate.bits >= times * self._needed(candidate)
            and candidate.concrete >= times * self.min_letters
            and candidate.similarity >= self.min_similarity
        )

    def is_piece(self, candidate: Candidate) -> bool:
        """Tell whether a piece of a copied stretch can stand alone."""
        return candidate.bits >= self.min_piece_share * self._needed(candidate)

    def is_sibling(self, candidate: Candidate, copied: Sequence[Candidate]) -> bool:
        """Tell whether a stretch stands in the source beside one that is copied, and in the draft not far from it."""
        return self.accepts(candidate, times=self.sibling_share) and any(
            _apart(candidate.aligned.source, one.aligned.source) <= _BESIDE_SOURCE
            and _apart(candidate.target, one.target) <= _BESIDE_TARGET
            for one in copied
        )

    def is_alike(self, candidate: Candidate, stops: npt.NDArray[np.int64]) -> bool:
        """Tell whether the only stretch of a report may be one sentence that two bodies say alike."""
        return (
            candidate.similarity < self.unchanged
            and not between(stops, *candidate.target)
            and not self.accepts(candidate, times=self.alone)
        )

    def _needed(self, candidate: Candidate) -> float:
        spread = float(max(candidate.similarity, 0.1) ** 0.7)
        return max(self.min_bits / spread, self.min_mean_bits * candidate.aligned.equal)

    def max_bodies(self, bodies: int) -> int:
        """Return the number of bodies above which a gram is not looked up."""
        return int(min(max(self.common_share * bodies, 16), 64))


Allowed = Callable[[npt.NDArray[np.int64]], npt.NDArray[np.bool_]]


def find_passages(
    target: MatchingForm,
    index: ReuseIndex,
    *,
    ref: ReportRef | None = None,
    own_names: tuple[str, ...] = (),
    background: Background | None = None,
    exclude: Collection[str] = (),
    same_issuer: Literal["skip", "only", "any"] = "skip",
    settings: SearchSettings | None = None,
    stretches: Sequence[Stretch] | None = None,
) -> tuple[Passage, ...]:
    """Return the passages of ``target`` that stand in reports of ``index``, by position.

    Each stretch of the draft is reported once, with the report that explains most of it;
    of equals the oldest.

    Args:
        target: The draft's matching form.
        index: The reports.
        ref: The draft itself: its own id is skipped, its issuer and year tell what is
            another body's and older.
        own_names: The draft's issuer's names, so that they are no leftovers.
        background: Frequency of character runs in official prose; the shipped
            collocations alone if None.
        exclude: Ids of reports that are not compared.
        same_issuer: What to do with reports of the draft's issuer.
        settings: Thresholds.
        stretches: What a comparison of many reports has found in this one; then these reports alone are sources,
            and each stretch is in a passage, that of its own source where no better one covers it.
    """
    ref = ref or ReportRef("", "", "", None)
    target = discount_matters(target)
    allowed = _allowed(index, ref, exclude, same_issuer)
    background = background or default_background()
    settings = settings or SearchSettings()
    sources = allowed if stretches is None else _among(index, allowed, stretches)
    (evidence,) = gather_evidence(
        [target],
        index,
        allowed=lambda reports, _: sources(reports),
        background=background,
        look=look_at(settings, index),
    )
    candidates = find_candidates(target, index, evidence, settings=settings, issuer=ref.issuer)
    worth = weigh(target, background)
    anew = _find_paraphrases(target, index, candidates, allowed=allowed, worth=worth)
    candidates += [one for one in anew if sources(np.array([one.report]))[0]]  # ahead of every report, not of these
    rivals = partial(_find_rivals, target, index, evidence.worth, allowed=allowed, settings=settings)
    candidates += find_sequels(target, index, candidates, rivals, allowed=allowed, worth=worth)
    side = Side(target, ref, own_names)
    found = choose_passages(side, index, candidates)
    missing = [stretch for stretch in stretches or () if not covers(found, stretch)]
    rest = [candidate for stretch in missing for candidate in _align_stretch(target, index, stretch, worth)]
    if rest:
        found = tuple(sorted((*found, *choose_passages(side, index, rest)), key=lambda one: (one.span, one.report.id)))
    return found


def look_at(settings: SearchSettings, index: ReuseIndex) -> Look:
    """Return what these settings look at in an index."""
    return Look(settings.min_chain_bits, settings.max_reports, settings.max_bodies(index.bodies))


def find_candidates(
    target: MatchingForm,
    index: ReuseIndex,
    evidence: Evidence,
    *,
    settings: SearchSettings,
    issuer: str = "",
    every: bool = False,
) -> list[Candidate]:
    """Return the stretches that reports explain, the reports with most evidence first.

    Args:
        target: The draft's matching form.
        index: The reports.
        evidence: What speaks for copying in it.
        settings: Thresholds.
        issuer: The draft's issuer, to know bodies of its region.
        every: Look at reports too that tell nothing new, for others explain the same far better.
    """
    worth = evidence.worth
    candidates: list[Candidate] = []
    explained = np.zeros(len(target))
    masked = target.masked
    stops: Stops | None = None
    for report, chains in evidence.chains:
        if chains[0].bits < settings.min_chain_bits or not (every or _is_new(chains, explained, settings)):
            continue
        source = index.masked(report)
        parts = align_chains(masked, source, chains, settings.min_chain_bits)
        if sum(part_bits(part, worth) for part in parts) < _PROMISING * settings.min_bits:
            continue
        stops = sentence_starts(target) if stops is None else stops
        joined = join_parts(report, parts, worth, stops, find_remnants(masked, source, parts, worth))
        copied = [one for one in joined if settings.accepts(one)]
        if copied and issuer and is_same_region(issuer, index.report(report)[0].issuer):
            copied = [one for one in copied if settings.accepts(one, times=settings.same_region)]
        elif copied:
            copied = [one for one in joined if settings.accepts(one) or settings.is_sibling(one, copied)]
        if len(copied) == 1 and settings.is_alike(copied[0], stops.sentences):
            continue
        for candidate in copied:
            candidates += cut_foreign(candidate, worth, stops, settings.is_piece, partial(_paragraphs, index, report))
            where = explained_codes(candidate.aligned)
            explained[where] = np.maximum(explained[where], candidate.bits)
    return candidates


def _find_paraphrases(
    target: MatchingForm,
    index: ReuseIndex,
    candidates: list[Candidate],
    *,
    allowed: Allowed,
    worth: Worth,
) -> list[Candidate]:
    """Return what the draft says in other words than some report, where no source is known yet."""
    explained = np.zeros(len(target), dtype=np.bool_)
    for candidate in candidates:
        explained[slice(*candidate.target)] = True
    found: list[Candidate] = []
    for kin in find_kin(
        target,
        lambda: () if index.sentences is None else (index.sentences,),
        allowed=allowed,
        bodies=index.issuer_hash,
        worth=worth,
        explained=explained,
    ):
        runs = find_runs(
            target.masked, index.masked(kin.report), [kin.target], [kin.source], worth, shortest=2, min_bits=6.0
        )
        paraphrase = make_paraphrase(kin.report, kin.target, kin.source, runs, worth) if runs else None
        if paraphrase is not None and paraphrase.bits >= kin.shared_bits:
            found.append(paraphrase)
    return found


def _find_rivals(
    target: MatchingForm, index: ReuseIndex, worth: Worth, *, allowed: Allowed, settings: SearchSettings
) -> list[int]:
    """Return the reports that stand for a large index beside its sample."""
    return find_nearest(
        target,
        index,
        worth,
        allowed=lambda reports, _: allowed(reports),
        max_bodies=settings.max_bodies(index.bodies),
        most=_RIVALS,
    )


def _among(index: ReuseIndex, allowed: Allowed, stretches: Sequence[Stretch]) -> Allowed:
    """Return what is allowed of the reports that the stretches stand in."""
    wanted = np.array(sorted({name_hash(stretch.source) for stretch in stretches}), dtype=np.uint64)
    among = np.isin(index.id_hash, wanted) & allowed(np.arange(len(index)))
    return among.__getitem__


def _paragraphs(index: ReuseIndex, report: int, start: int, end: int) -> npt.NDArray[np.int64]:
    return paragraph_starts(index.form(report), start, end)


def _codes(form: MatchingForm, start: int, end: int) -> tuple[int, int]:
    low, high = np.searchsorted(form.starts, [start, end]).tolist()
    return low, high


def _align_stretch(target: MatchingForm, index: ReuseIndex, stretch: Stretch, worth: Worth) -> list[Candidate]:
    """Return the candidate of a stretch of which both places are known."""
    report = index.find_report(stretch.source)
    if report is None:
        return []
    here = _codes(target, stretch.start, stretch.end)
    there = _codes(index.form(report), stretch.source_start, stretch.source_end)
    parts = align(target.masked, index.masked(report), here, there)
    return [make_candidate(report, parts, worth)] if parts else []


def _allowed(index: ReuseIndex, ref: ReportRef, exclude: Collection[str], same_issuer: str) -> Allowed:
    allowed = np.ones(len(index), dtype=np.bool_)
    skipped = [name_hash(name) for name in (*exclude, ref.id) if name]
    if skipped:
        allowed &= ~np.isin(index.id_hash, np.array(skipped, dtype=np.uint64))
    if ref.issuer and same_issuer != "any":
        own = index.issuer_hash == np.uint64(name_hash(ref.issuer))
        allowed &= own if same_issuer == "only" else ~own
    return allowed.__getitem__


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1])


def _is_new(chains: list[Chain], explained: npt.NDArray[np.float64], settings: SearchSettings) -> bool:
    """Tell whether some chain lies where no far better candidate has been found."""
    for chain in chains:
        if chain.bits < settings.min_chain_bits:
            return False
        if (explained[chain.target_start : chain.target_end] < 1.5 * chain.bits).mean() > 0.1:
            return True
    return False
