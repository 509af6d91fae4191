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
from reviewer.reuse.masking import MatchingForm

_PAD = 50


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
    chains = find_chains(target, last, grams.first[earlier].astype(np.int64), bits)
    masked = form.masked
    found: list[tuple[float, Aligned]] = []
    for chain in join_chains(chains):
        middle = (chain.source_end + chain.target_start) // 2
        parts = align(
            masked,
            masked,
            (max(chain.target_start - _PAD, middle), min(chain.target_end + _PAD, len(form))),
            (max(chain.source_start - _PAD, 0), min(chain.source_end + _PAD, middle)),
        )
        for part in parts:
            equal = np.concatenate([np.arange(s.target_start, s.target_end) for s in part.steps if s.equal])
            score = float(worth.bits[equal].sum())
            if score >= min_bits and int(worth.concrete[equal].sum()) >= min_letters:
                found.append((score, part))
    kept: list[tuple[float, Aligned]] = []
    for score, part in sorted(found, key=lambda item: (-item[0], item[1].target)):
        if all(part.target[0] >= other.target[1] or part.target[1] <= other.target[0] for _, other in kept):
            kept.append((score, part))
    return tuple(_repetition(form, score, part) for score, part in sorted(kept, key=lambda item: item[1].target))


def _repetition(form: MatchingForm, score: float, part: Aligned) -> Repetition:
    second = form.to_raw(*part.target)
    first = form.to_raw(*part.source)
    length = part.target[1] - part.target[0] + part.source[1] - part.source[0]
    return Repetition(
        first=first,
        second=second,
        first_quote=first.quote(form.text),
        second_quote=second.quote(form.text),
        similarity=round(2 * part.equal / length, 4),
        score=round(score, 1),
    )
