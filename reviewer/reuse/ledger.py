"""The runs that a draft shares with a corpus, each with the rule that decides what it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reviewer.document.span import Span
from reviewer.reuse.background import Background, default_background
from reviewer.reuse.boilerplate import Rule, weigh
from reviewer.reuse.fingerprint import find_grams
from reviewer.reuse.index import ReuseIndex
from reviewer.reuse.masking import MatchingForm, sentence_starts
from reviewer.reuse.search import SearchSettings

#: Codes between two covered ones that do not part a run.
_GAP = 3


@dataclass(frozen=True, slots=True)
class SharedRun:
    """A run of the draft that other reports hold too.

    Args:
        span: The run, raw offsets.
        quote: Its text.
        rule: ``formula``: the caller's templates cover it. ``corpus_wide``: more bodies use it
            than copying explains. ``common_wording``: official prose anywhere would put it so.
            ``concrete``: none of these; it is copied if a passage was found there.
        bodies: Bodies of the corpus that use it (median over its grams); at least so many
            where it is corpus-wide.
        mean_bits: Evidence for each of its letters.
    """

    span: Span
    quote: str
    rule: Rule
    bodies: int
    mean_bits: float


def find_shared_runs(
    form: MatchingForm,
    index: ReuseIndex,
    *,
    background: Background | None = None,
    settings: SearchSettings | None = None,
    min_letters: int = 12,
) -> tuple[SharedRun, ...]:
    """Return the shared runs of at least ``min_letters`` codes, by position; a run ends with its sentence."""
    settings = settings or SearchSettings()
    grams = find_grams(form)
    if not len(form) or not len(index):
        return ()
    limit = settings.max_bodies(index.bodies)
    places = index.find_places(grams.hashes, limit)
    bodies = np.maximum(places.bodies, np.where(places.common, limit + 1, 0))
    bits = weigh(form, background or default_background()).bits
    covered = form.formula.copy()
    for number in np.flatnonzero(bodies).tolist():
        covered[grams.first[number] : grams.last[number] + 1] = True
    at = np.flatnonzero(covered)
    starts = sentence_starts(form).sentences
    sentence = np.searchsorted(starts, at, side="right")
    cuts = np.flatnonzero((np.diff(at) > _GAP + 1) | (np.diff(sentence) > 0)) + 1
    found = []
    for run in np.split(at, cuts) if len(at) else []:
        start, end = int(run[0]), int(run[-1]) + 1
        if end - start < min_letters:
            continue
        inside = bodies[(grams.first >= start) & (grams.last < end) & (bodies > 0)]
        count = int(np.median(inside)) if len(inside) else 0
        mean = float(bits[start:end].mean())
        rule: Rule = "concrete"
        if form.formula[start:end].mean() >= 0.6:
            rule = "formula"
        elif count > limit:
            rule = "corpus_wide"
        elif mean < settings.min_mean_bits:
            rule = "common_wording"
        span = form.to_raw(start, end)
        found.append(SharedRun(span, span.quote(form.text), rule, count, round(mean, 2)))
    return tuple(found)
