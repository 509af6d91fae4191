"""How well a measure answers a problem: shared words, shared sides of the work, what it says of itself."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from reviewer.checks.substance import _cues
from reviewer.checks.substance._units import Unit
from reviewer.knowledge.aspects import load_aspects
from reviewer.knowledge.generic_words import remove_generic
from reviewer.regex import Regex

_HAN_RUN = Regex(r"[\u4e00-\u9fffA-Za-z]{2,}")
_DIGITS = Regex(r"[\d０-９]+年?")
_REFERENCE = 4.0
_SHARED_PAIR = 1.0
_FULL_PAIRS = 4.0
_NUDGE = 0.01
_SPECIFIC = {"problem": 1.4, "measure": 1.2}
_TOUCHED_BY_ANY = frozenset({"awareness", "content"})
_FEW_PAIRS = 6
_NAMED = 2
_LEAST_CLAUSES = 3
_PAIRS_OF_ALL = (
    "公开信息政府信息公开政务公开工作不够还不存在问题主要方面需要进一步加强提高提升有待我局我镇我县我区我委我办"
)
_EVERYWHERE = frozenset(_PAIRS_OF_ALL[at : at + 2] for at in range(len(_PAIRS_OF_ALL) - 1))
_LEAST_ACTS = 2
_MOST_CLAUSES = 8
_ACT = Regex(
    r"(?:^|[，；])(?:将|拟|并|还)?(?:20\d\d年[，]?)?(?:编制|统一|建立|制定|组织|开展|增加|增设|设立|邀请|聘请|配备|完善|健全|加强|推行|开通|合并|整合|规范|明确|培训|每[月季周年])"
)
_COMPOUND = Regex(r"同时|，并|以及|另[外由]|还要|，实行|；")


@cache
def _profile(text: str, role: str) -> Mapping[str, float]:
    """Return the sides of the work that a text speaks of, 0 to 1 each."""
    found: dict[str, float] = {}
    for aspect in load_aspects():
        pattern = aspect.in_problems if role == "problem" else aspect.in_measures
        hits = len(set(pattern.findall(text)))
        if hits:
            found[aspect.key] = min(1.0, 0.55 + 0.225 * (hits - 1)) * aspect.weight
    return found


@cache
def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of characters that are no generic words."""
    pairs: set[str] = set()
    for run in _HAN_RUN.findall(remove_generic(_DIGITS.sub("，", text))):
        pairs.update(run[start : start + 2] for start in range(len(run) - 1))
    return frozenset(pairs)


def score(problem: Unit, measure: Unit, position: int) -> float:
    """Return how well a measure answers the problem at ``position``, 0 for not at all; 1 and more is plain."""
    if measure.refers_numbers:
        return _REFERENCE if (problem.number or position + 1) in measure.refers_numbers else 0.0
    if problem.place == measure.place:
        return _REFERENCE
    shared = _pairs(problem.text) & _pairs(measure.text)
    total = _SHARED_PAIR * min(len(shared), _FULL_PAIRS)
    mine, theirs = _profile(problem.text, "problem"), _profile(measure.text, "measure")
    both = sum(mine[key] * theirs[key] for key in mine.keys() & theirs.keys())
    norm = math.sqrt(sum(v * v for v in mine.values()) * sum(v * v for v in theirs.values())) or 1.0
    total += max(both / norm, _best_clause(problem.text, measure.text))
    if measure.refers and _pairs(measure.refers) & _pairs(problem.text):
        total += _REFERENCE / 2
    return total


@cache
def _best_clause(problem: str, measure: str) -> float:
    """Return how near the nearest clause of a measure of several acts comes to the problem's sides of the work."""
    clauses = re.split("[，；]", measure)
    if len(_ACT.findall(measure)) < _LEAST_ACTS or len(clauses) > _MOST_CLAUSES:
        return 0.0
    mine, best = _profile(problem, "problem"), 0.0
    for clause in clauses:
        theirs = _profile(clause, "measure")
        norm = math.sqrt(sum(v * v for v in mine.values()) * sum(v * v for v in theirs.values())) or 1.0
        best = max(best, sum(mine[key] * theirs[key] for key in mine.keys() & theirs.keys()) / norm)
    return best


def shares_words(problem: Unit, measure: Unit) -> bool:
    """Tell whether the two share words that are not generic."""
    return not _pairs(problem.text).isdisjoint(_pairs(measure.text))


def without_reference(measure: Unit) -> Unit:
    """Return a measure without the words that name its problem: 针对其三，…."""
    text = measure.text
    for pattern in (_cues.REFERS_BY_NUMBER, _cues.REFERS_BY_ORDINAL, _cues.REFERS):
        match = pattern.match(text)
        if match is not None:
            text = text[match.end() :]
            break
    return replace(measure, text=text, refers="", refers_numbers=())


def answers_several(measure: Unit) -> bool:
    """Tell whether a measure may answer several problems: 健全机制，压实责任; …，同时增配1名信息员."""
    return _COMPOUND.search(measure.text) is not None or len(_ACT.findall(measure.text)) >= _LEAST_ACTS


def is_touched(problem: Unit, measure: Unit) -> bool:
    """Tell whether a measure of several clauses takes up a word of the problem: 形式不够多样 – …，丰富形式，…."""
    if len(re.split("[，；]", measure.text)) < _LEAST_CLAUSES:
        return False
    mine, theirs = (
        {run[at : at + 2] for run in _HAN_RUN.findall(one.text) for at in range(len(run) - 1)}
        for one in (problem, measure)
    )
    return any(pair not in _EVERYWHERE for pair in mine & theirs)


def is_named(measure: Unit) -> bool:
    """Tell whether a text names a thing of its own: 学区调整, not 上述不足."""
    return len(_pairs(measure.text)) >= _NAMED


def is_general(measure: Unit) -> bool:
    """Tell whether a measure is so general that it fits any problem."""
    return len(_pairs(measure.text)) <= _FEW_PAIRS


def scores_of(problems: Sequence[Unit], measures: Sequence[Unit]) -> tuple[tuple[float, ...], ...]:
    """Return the score of each measure (column) for each problem (row)."""
    return tuple(
        tuple(score(problem, measure, position) for measure in measures) for position, problem in enumerate(problems)
    )


def align(scores: Sequence[Sequence[float]]) -> tuple[int | None, ...]:
    """Return for each problem the measure of its own, in the order of both lists; None where it gets none.

    The alignment with the greatest sum of scores, O(problems x measures); position decides between equals.
    """
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            paired = scores[row][column] + _NUDGE + best[row + 1][column + 1]
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    found: list[int | None] = [None] * rows
    row = column = 0
    while row < rows and column < columns:
        if best[row][column] == scores[row][column] + _NUDGE + best[row + 1][column + 1]:
            found[row] = column
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return tuple(found)


def sides_of(text: str, role: str) -> tuple[str, ...]:
    """Return the sides of the work that a text speaks of, those apart that any general phrase touches."""
    return tuple(key for key in _profile(text, role) if key not in _TOUCHED_BY_ANY)


def specific_sides(text: str, role: str) -> frozenset[str]:
    """Return the sides of the work that a text speaks of and that few other phrases touch: 解读, 依申请, 审核."""
    least = _SPECIFIC[role]
    weights = {aspect.key: aspect.weight for aspect in load_aspects()}
    return frozenset(key for key in _profile(text, role) if weights[key] >= least)
