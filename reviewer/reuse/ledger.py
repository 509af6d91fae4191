"""The runs that a draft shares with corpora and with the rules, each with what it is and the rule that decides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

import numpy as np
import numpy.typing as npt

from reviewer.document.span import Span
from reviewer.reuse.background import Background, default_background
from reviewer.reuse.boilerplate import weigh
from reviewer.reuse.fingerprint import Grams, find_grams
from reviewer.reuse.index import ReuseIndex
from reviewer.reuse.masking import MatchingForm, sentence_starts
from reviewer.reuse.region import is_same_region
from reviewer.reuse.search import SearchSettings
from reviewer.reuse.segment import Places

RunLabel = Literal["statutory", "standard", "common", "regional", "copied", "shared"]
RunRule = Literal["template", "corpus_wide", "one_region", "common_wording", "passage", "concrete"]

#: Codes between two covered ones that do not part a run.
_GAP = 3
#: Share of a run under templates that makes it a formula, and of one in a passage that makes it copied.
_COVERED = 0.6
#: Reports of a run that are asked where they are from, and bodies of one region that make it a notice's.
_ASKED, _REGIONAL = 12, 3
#: Families of templates that cite a law or the rules for the report itself.
_STATUTORY = ("P1", "P2")
_LABELS: Mapping[RunRule, RunLabel] = {
    "template": "standard",
    "corpus_wide": "common",
    "one_region": "regional",
    "common_wording": "common",
    "passage": "copied",
    "concrete": "shared",
}


@dataclass(frozen=True, slots=True)
class SharedRun:
    """A run of the draft that other reports hold too, or that the rules give to every report.

    Args:
        span: The run, raw offsets.
        quote: Its text.
        label: What it is. ``statutory``: cites a law or the rules. ``standard``: wording of the official form.
            ``common``: many bodies write so. ``regional``: bodies of the draft's region do, as after one notice.
            ``copied``: it stands in a copied passage. ``shared``: none of these, and too little to be a copy.
        rule: What decided. ``template``: a template covers it. ``corpus_wide``: more bodies use it than copying
            explains. ``one_region``: all who use it are of one region. ``common_wording``: official prose anywhere
            would put it so. ``passage``: the search found a copy. ``concrete``: nothing else held.
        template: Family of the template that covers it; empty without one.
        bodies: Bodies of the corpus that use it (median over its grams); at least so many where it is corpus-wide.
        of_bodies: Bodies of the corpus.
        mean_bits: Evidence for each of its letters.
    """

    span: Span
    quote: str
    label: RunLabel
    rule: RunRule
    template: str
    bodies: int
    of_bodies: int
    mean_bits: float


def find_shared_runs(
    form: MatchingForm,
    index: ReuseIndex,
    *,
    background: Background | None = None,
    settings: SearchSettings | None = None,
    min_letters: int = 12,
    issuer: str = "",
    templates: Sequence[tuple[int, int, str]] = (),
    copied: Sequence[Span] = (),
) -> tuple[SharedRun, ...]:
    """Return the shared runs of at least ``min_letters`` codes, by position; a run ends with its sentence.

    Args:
        form: The draft.
        index: The corpus.
        background: Frequency of character runs in official prose.
        settings: Says from how many bodies on a run is corpus-wide.
        min_letters: Codes of the shortest run.
        issuer: The draft's issuer, to know what its region alone writes.
        templates: Stretches of standard wording, raw offsets, each with the family of its template.
        copied: The copied passages.
    """
    settings = settings or SearchSettings()
    grams = find_grams(form)
    if not len(form) or not len(index):
        return ()
    limit = settings.max_bodies(index.bodies)
    places = index.find_places(grams.hashes, limit)
    bodies = np.maximum(places.bodies, np.where(places.common, limit + 1, 0))
    bits = weigh(form, background or default_background()).bits
    inside = np.zeros(len(form), dtype=np.bool_)
    for span in copied:
        inside[slice(*np.searchsorted(form.starts, [span.start, span.end]).tolist())] = True
    found = []
    for start, end in _runs(form, grams, bodies):
        if end - start < min_letters:
            continue
        count = _count(grams, bodies, start, end)
        mean = float(bits[start:end].mean())
        rule: RunRule = "concrete"
        if form.formula[start:end].mean() >= _COVERED:
            rule = "template"
        elif inside[start:end].mean() >= _COVERED:
            rule = "passage"
        elif count > limit:
            rule = "corpus_wide"
        elif _is_regional(index, places, grams, (start, end), issuer):
            rule = "one_region"
        elif mean < settings.min_mean_bits:
            rule = "common_wording"
        span = form.to_raw(start, end)
        quote = span.quote(form.text)
        found.append(SharedRun(span, quote, _LABELS[rule], rule, "", count, index.bodies, round(mean, 2)))
    return _with_templates(form, found, templates, grams, bodies)


def merge_runs(parts: Sequence[Sequence[SharedRun]]) -> tuple[SharedRun, ...]:
    """Return the runs found in several corpora, each stretch once, as the corpus says where more bodies use it."""
    kept: list[SharedRun] = []
    for run in sorted((run for part in parts for run in part), key=lambda run: (-run.bodies, run.span, run.rule)):
        if not any(run.span.overlaps(other.span) for other in kept):
            kept.append(run)
    return tuple(sorted(kept, key=lambda run: run.span))


def _runs(form: MatchingForm, grams: Grams, bodies: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the runs of codes that stand in formulae or in grams of the corpus, cut at sentences."""
    size = len(form) + 1
    known = bodies > 0
    depth = np.bincount(grams.first[known], minlength=size) - np.bincount(grams.last[known] + 1, minlength=size)
    at = np.flatnonzero((np.cumsum(depth)[:-1] > 0) | form.formula)
    sentence = np.searchsorted(sentence_starts(form).sentences, at, side="right")
    kind = form.formula[at]
    parted = (np.diff(at) > _GAP + 1) | (np.diff(sentence) > 0) | (kind[1:] != kind[:-1])
    runs = np.split(at, np.flatnonzero(parted) + 1) if len(at) else []
    return [(int(run[0]), int(run[-1]) + 1) for run in runs]


def _count(grams: Grams, bodies: npt.NDArray[np.int64], start: int, end: int) -> int:
    low, high = np.searchsorted(grams.first, [start, end]).tolist()
    inside = bodies[low:high]
    inside = inside[(grams.last[low:high] < end) & (inside > 0)]
    return int(np.median(inside)) if len(inside) else 0


def _is_regional(index: ReuseIndex, places: Places, grams: Grams, run: tuple[int, int], issuer: str) -> bool:
    """Tell whether all bodies that use a run, and not few, are of the issuer's region."""
    if not issuer:
        return False
    query = places.query
    reports = places.report[(grams.first[query] >= run[0]) & (grams.last[query] < run[1])]
    names = {index.report(number)[0].issuer for number in sorted(set(reports.tolist()))[:_ASKED]} - {issuer}
    return len(names) >= _REGIONAL and all(is_same_region(issuer, name) for name in names)


def _with_templates(
    form: MatchingForm,
    runs: Sequence[SharedRun],
    templates: Sequence[tuple[int, int, str]],
    grams: Grams,
    bodies: npt.NDArray[np.int64],
) -> tuple[SharedRun, ...]:
    """Return the runs with a run for each template, which takes the place of what it covers."""
    found: list[SharedRun] = []
    of_bodies = runs[0].of_bodies if runs else 0
    lows, highs = (np.searchsorted(form.starts, [one[side] for one in templates]).tolist() for side in (0, 1))
    for (start, end, family), low, high in zip(templates, lows, highs, strict=True):
        span = Span(start, end)
        count = _count(grams, bodies, low, high)
        label: RunLabel = "statutory" if family.startswith(_STATUTORY) else "standard"
        quote = span.quote(form.text)
        found.append(SharedRun(span, quote, label, "template", family, count, of_bodies, 0.0))
    taken = sorted(one.span for one in found)
    ends = [span.end for span in taken]
    for run in runs:
        first = bisect_right(ends, run.span.start)
        beside = list(takewhile(lambda span: span.start < run.span.end, taken[first:]))  # noqa: B023 - used at once
        if not beside:
            found.append(run)
        elif run.rule != "template":
            found += _outside(run, beside, form.text)
    return tuple(sorted(found, key=lambda run: (run.span, run.template)))


def _outside(run: SharedRun, taken: Sequence[Span], text: str) -> list[SharedRun]:
    """Return what is left of a run beside the spans that are taken."""
    left = [run.span]
    for span in taken:
        left = [
            Span(low, high)
            for part in left
            for low, high in ((part.start, min(part.end, span.start)), (max(part.start, span.end), part.end))
            if high - low >= _GAP
        ]
    return [replace(run, span=part, quote=part.quote(text)) for part in left]
