"""Schools, hospitals and utilities: they report on disclosure, but the form of the organs does not bind them."""

from __future__ import annotations

from reviewer.checks.context import CheckContext
from reviewer.regex import Regex

_KINDS = frozenset({"school_edu", "hospital", "utility", "metro"})
_SAYS_WE = Regex(r"[我本](?:校|院|园|公司)(?![长士区务])")
_ORGANS_SAY_WE = Regex(r"[我本](?:局|委|办|厅|镇|乡|街道|县|市|区|中心|队|机关)(?!员)")
_LEAST = 2


def is_free_of_form(ctx: CheckContext) -> bool:
    """Tell whether the draft is the report of a public body that has not taken up the official tables."""
    if ctx.mapped_tables:
        return False
    if ctx.identity.departments:
        return ctx.identity.departments[0] in _KINDS
    text = ctx.document.text
    return len(_SAYS_WE.findall(text)) >= _LEAST and _ORGANS_SAY_WE.search(text) is None
