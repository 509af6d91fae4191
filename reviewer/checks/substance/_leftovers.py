"""What is left when problems and measures are matched: lists of one kind only, and pairs that speak past each other."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.checks.context import CheckContext
from reviewer.checks.substance import _cues
from reviewer.checks.substance._matching import shares_words, specific_sides
from reviewer.checks.substance._units import Unit
from reviewer.document.span import Span
from reviewer.regex import Regex

_ANNOUNCES_PROBLEMS = Regex(
    r"(?<!针对)(?<!围绕)(?<!解决)(?<!对照)(?:存在的?(?:主要)?|主要)(?:问题|不足|短板)(?:和(?:不足|困难))?(?:有|是|如下|为)?[。：:]?\s*$"
)
_LEAST_LISTED = 2


def find_problems_told_as_measures(ctx: CheckContext, part: Span, units: Sequence[Unit]) -> list[Unit]:
    """Return the items under the words 存在的问题 that are all measures, when a list of measures follows them."""
    if any(unit.role == "problem" for unit in units):
        return []
    listings = list(dict.fromkeys(unit.listing for unit in units if unit.number is not None))
    if len(listings) < _LEAST_LISTED:
        return []
    first = [unit for unit in units if unit.listing == listings[0]]
    before = ctx.document.text[part.start : first[0].span.start]
    is_announced = _ANNOUNCES_PROBLEMS.search(before) is not None
    return first if is_announced and all(_cues.DEFICIT.search(unit.text) is None for unit in first) else []


def find_strangers(
    problems: Sequence[Unit], measures: Sequence[Unit], scores: Sequence[Sequence[float]], limit: float
) -> list[int]:
    """Return the positions of problems that nothing answers while some measure answers nothing.

    Both must speak of sides of the work that are plainly other than each other's; what cannot be
    placed on any side may well be the answer in other words.
    """
    idle = [
        column
        for column in range(len(measures))
        if not measures[column].refers_numbers and all(row[column] < limit for row in scores)
    ]
    found: list[int] = []
    for position, (problem, row) in enumerate(zip(problems, scores, strict=True)):
        mine = specific_sides(problem.text, "problem")
        if not mine or max(row, default=1.0) >= limit:
            continue
        others = [
            column
            for column in idle
            if (theirs := specific_sides(measures[column].text, "measure"))
            and mine.isdisjoint(theirs)
            and not shares_words(problem, measures[column])
        ]
        if others:
            found.append(position)
            idle.remove(others[0])
    return found
