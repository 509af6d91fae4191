"""Organs that share the issuer's house, as its report declares them: 合署办公, 加挂……牌子, 财政局（国资委）."""

from __future__ import annotations

import re

from reviewer.document.normalize import fold
from reviewer.knowledge.departments import Departments
from reviewer.regex import Regex

_END = r"(?:局|委|办|厅|院|馆|中心|委员会|办公室)"
_SELF = r"[我本](?:局|委|办|厅|院|馆|中心|单位|机关)"
_ORGAN = rf"(?P<organ>[^\W\d_]{{2,14}}?{_END})"
_DECLARED = (
    Regex(rf"(?:^|[\n,。;:(]){_ORGAN}与{_SELF}(?:实行)?合署"),
    Regex(rf"{_SELF}与{_ORGAN}(?:实行)?合署"),
    Regex(rf"{_SELF}(?:同时|并|还|另)?(?:加挂|挂)(?:有|了)?{_ORGAN}的?(?:牌子|牌)"),
)


def find_joint_departments(text: str, organ: str, departments: Departments) -> tuple[str, ...]:
    """Return the kinds of organ that a report declares to be one house with its issuer.

    Args:
        text: The whole report.
        organ: The issuer's name without its place: 财政局.
        departments: Knows the names.
    """
    folded = fold(text)
    beside = re.compile(rf"{re.escape(fold(organ))}(?:党组|党委)?\({_ORGAN}(?:党组|党委)?\)") if organ else None
    found: dict[str, None] = {}
    for pattern in (*_DECLARED, *((beside,) if beside else ())):
        for match in pattern.finditer(folded):
            named = departments.find_by_name(match["organ"])
            if named is not None:
                found.update(dict.fromkeys(named.components or (named.primary,)))
    return tuple(found)
