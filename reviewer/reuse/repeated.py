"""Prose that stands twice in one report."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reviewer.document.span import Span
from reviewer.reuse.align import Aligned, align
from reviewer.reuse.background import Background, default_background
from reviewer.reuse.boilerplate import weigh
from reviewer.reuse.chains import find_chains, join_chains
from reviewer.reuse.fingerprint import find_grams
from reviewer.reuse.join import Candidate, join_parts
from reviewer.reuse.masking import MatchingForm, sentence_starts

_PAD = 50
#: Bits for each code that agrees; fewer are stock phrases.
_MEAN_BITS = 2.0


@dataclass(frozen=True, slots=True)
class Repetition:
    """Two stretches of one report that say the same.

    Args:
        first: The earlier one, raw offsets.
        second: The later one.
        first_quote: Its text.
        second_quote: Its text.
        similarity: Share that agrees, 0 to 1.
        score: Bits of evidence.
    """

    first: Span
    second: Span
    first_quote: str
    second_quote: str
    similarity: float
    score: float


def find_repetitions(
    form: MatchingForm,
    *,
    background: Background | None = None,
    min_letters: int = 20,
    min_bits: float = 80.0,
) -> tuple[Repetition, ...]:
    """Return the stretches of ``form`` that stand in it twice, by position of the later one.

    Formulae are no repetition, nor is wording that every report uses.
    """
    worth = weigh(form, background or default_background())
    grams = find_grams(form)
    order = np.argsort(grams.hashes, kind="stable")
    same = np.flatnonzero(grams.hashes[order][1:] == grams.hashes[order][:-1])
    earlier, later = order[same], order[same + 1]
    apart = grams.first[later] > grams.last[earlier]
    earlier, later = earlier[apart], later[apart]
    if not len(later):
        return ()
    target = grams.first[later].astype(np.int64)
    last = grams.last[later].astype(np.int64)
    bits = worth.total[last + 1] - worth.total[target]
    (chains,) = find_chains(
        target, last, grams.first[earlier].astype(np.int64), bits, np.zeros(len(target), dtype=np.int64)
    )
    masked = form.masked
    parts: list[Aligned] = []
    for chain in join_chains(chains):
        middle = (chain.source_end + chain.target_start) // 2
        parts += align(
            masked,
            masked,
            (max(chain.target_start - _PAD, middle), min(chain.target_end + _PAD, len(form))),
            (max(chain.source_start - _PAD, 0), min(chain.source_end + _PAD, middle)),
        )
    candidates = join_parts(0, parts, worth, sentence_starts(form))
    return tuple(
        _repetition(form, candidate)
        for candidate in candidates
        if candidate.bits >= max(min_bits, _MEAN_BITS * candidate.aligned.equal) and candidate.concrete >= min_letters
    )


def _repetition(form: MatchingForm, candidate: Candidate) -> Repetition:
    second = form.to_raw(*candidate.aligned.target)
    first = form.to_raw(*candidate.aligned.source)
    return Repetition(
        first=first,
        second=second,
        first_quote=first.quote(form.text),
        second_quote=second.quote(form.text),
        similarity=round(candidate.similarity, 4),
        score=round(candidate.bits, 1),
    )
