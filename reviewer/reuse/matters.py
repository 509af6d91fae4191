"""Names of statutory matters, certificates, subsidies and official platforms: no body chooses their words.

Two bodies of one trade write the same long names every year. Letter for letter they are as rare as any wording of
one's own, since few trades need them, so that no statistics tell them from copied text: they are listed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import resources

import ahocorasick_rs
import numpy as np

from reviewer.regex import Regex
from reviewer.reuse.masking import MatchingForm, build_form

_WORD = Regex(r"\S+")


def discount_matters(form: MatchingForm) -> MatchingForm:
    """Return the form of a draft with every listed name as formula, whatever its punctuation. O(n).

    The forms of an index stay as they are: shorter sentences there would seem nearer to any other.
    """
    found = _names().find_matches_as_indexes(form.masked)
    if not found:
        return form
    formula = form.formula.copy()
    for _, start, end in found:
        formula[start:end] = True
    return replace(form, formula=formula)


@cache
def _names() -> ahocorasick_rs.AhoCorasick:
    text = resources.files("reviewer.reuse").joinpath("data/matters.txt").read_text(encoding="utf-8")
    form = build_form(text)
    codes = form.masked
    words = [word.span() for word in _WORD.finditer(text, text.index("\n\n"))]
    places = np.searchsorted(form.starts, np.array(words)).tolist()
    names = dict.fromkeys(codes[start:end] for start, end in places)
    return ahocorasick_rs.AhoCorasick(
        list(names),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.NoncontiguousNFA,  # the fastest to build; texts are short
    )
