"""An issuer's report beside its own earlier one, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import Indel

from reviewer.document.span import Span
from reviewer.regex import Regex
from reviewer.reuse.background import Background, default_background
from reviewer.reuse.boilerplate import Worth, weigh
from reviewer.reuse.masking import FIRST_MASK, LAST_MASK, MASK_OF, MatchingForm

Fate = Literal["kept", "edited", "new", "formula"]

_SENTENCE = Regex(r"[^。；！？;!?\n]+[。；！？;!?]?")
_KEPT = 0.96
_EDITED = 0.6
_MIN_LETTERS = 6
#: Sentences compared at a time, for the sake of memory.
_ROWS = 256
_FIGURES = chr(MASK_OF["number"])


@dataclass(frozen=True, slots=True)
class SentenceFate:
    """What became of a sentence of the earlier report, seen from the new one.

    Args:
        span: The sentence in the new report, raw offsets.
        quote: Its text.
        fate: ``kept`` apart from names, years and figures; ``edited``; ``new``; ``formula``
            where nothing but standard wording is left to compare.
        similarity: Share that agrees with the nearest earlier sentence, names and figures masked.
        score: Bits of evidence in it.
        prior_span: That sentence; None for a new one.
        prior_quote: Its text; empty for a new one.
        figures: Figures of the sentence.
        prior_figures: Figures of the earlier one.
    """

    span: Span
    quote: str
    fate: Fate
    similarity: float
    score: float
    prior_span: Span | None
    prior_quote: str
    figures: tuple[str, ...]
    prior_figures: tuple[str, ...]

    @property
    def figures_unchanged(self) -> bool:
        """Tell whether the sentence was carried over with figures, every one of them as it was."""
        return self.fate in ("kept", "edited") and bool(self.figures) and self.figures == self.prior_figures


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    masked: str


def compare_years(
    target: MatchingForm, prior: MatchingForm, *, background: Background | None = None
) -> tuple[SentenceFate, ...]:
    """Return the fate of every sentence of ``target``, in its order. O(sentences²), bit-parallel."""
    worth = weigh(target, background or default_background())
    new, old = _sentences(target), _sentences(prior)
    if not new:
        return ()
    fates = []
    there = [sentence.masked for sentence in old]
    for first in range(0, len(new), _ROWS):
        rows = new[first : first + _ROWS]
        here = [sentence.masked for sentence in rows]
        scores = process.cdist(here, there, scorer=Indel.normalized_similarity, score_cutoff=_EDITED) if there else None
        for number, sentence in enumerate(rows):
            best = int(scores[number].argmax()) if scores is not None else -1
            similarity = float(scores[number][best]) if scores is not None else 0.0
            nearest = old[best] if similarity >= _EDITED else None
            fates.append(_fate(target, prior, worth, sentence, nearest=nearest, similarity=similarity))
    return tuple(fates)


def _fate(
    target: MatchingForm,
    prior: MatchingForm,
    worth: Worth,
    sentence: _Sentence,
    *,
    nearest: _Sentence | None,
    similarity: float,
) -> SentenceFate:
    span = target.to_raw(sentence.start, sentence.end)
    prior_span = prior.to_raw(nearest.start, nearest.end) if nearest else None
    fate: Fate
    if not worth.concrete[sentence.start : sentence.end].any():
        fate = "formula"
    elif nearest is None:
        fate = "new"
    else:
        fate = "kept" if similarity >= _KEPT else "edited"
    return SentenceFate(
        span=span,
        quote=span.quote(target.text),
        fate=fate,
        similarity=round(similarity, 4),
        score=round(float(worth.total[sentence.end] - worth.total[sentence.start]), 1),
        prior_span=prior_span,
        prior_quote=prior_span.quote(prior.text) if prior_span else "",
        figures=_figures(target, sentence.start, sentence.end),
        prior_figures=_figures(prior, nearest.start, nearest.end) if nearest else (),
    )


def _figures(form: MatchingForm, start: int, end: int) -> tuple[str, ...]:
    return tuple(form.quote(at, at + 1) for at in range(start, end) if chr(int(form.codes[at])) == _FIGURES)


def _sentences(form: MatchingForm) -> Sequence[_Sentence]:
    masked = form.masked
    found = []
    starts = form.starts
    for match in _SENTENCE.finditer(form.text):
        start = int(starts.searchsorted(match.start()))
        end = int(starts.searchsorted(match.end()))
        letters = sum(1 for char in masked[start:end] if not FIRST_MASK <= ord(char) <= LAST_MASK)
        if letters >= _MIN_LETTERS:
            found.append(_Sentence(start, end, masked[start:end]))
    return found
