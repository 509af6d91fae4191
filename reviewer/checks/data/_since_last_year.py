"""What a draft says of the year before, against the report of that year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewer.checks.data._claims import Claim
from reviewer.checks.data._clauses import Figure, Passage
from reviewer.checks.data._shares import fits
from reviewer.document.model import Document
from reviewer.document.span import Span
from reviewer.knowledge.sections import find_official_sections
from reviewer.knowledge.tables import MappedCell, MappedTable
from reviewer.regex import Regex

_ROWS = {"new": "r1", "received": "r1", "done": "r3_7"}
_CHANGE = Regex(
    r"^(?:,)?(?:同?比|较|与)上年(?:度|同期)?(?:相比)?(?:,)?(?P<verb>增加|增长|上升|多|减少|下降|少)(?:了|约)?$"
)
_LAST_YEAR = Regex(r"上年(?:度)?(?:共)?(?:新收|收到|受理)(?:到)?(?:政府信息公开|信息公开)?(?:的)?(?:申请)?(?:为|共)?$")
_FROM = Regex(r"^(?:,)?(?:比|较)上年(?:度|同期)?(?:的)?$")
_DOWN = frozenset(("减少", "下降", "少"))
_PROBLEM = Regex(r"不够|不足|有待|尚未|滞后|偏|缺乏|还需|没有|较少|不及时|不高|不强|不全|仍|单一|欠")
_COMMON = Regex(
    r"政府|信息|公开|工作|存在|问题|主要|方面|不够|不足|有待|进一步|加强|提高|提升|部分|个别|还需|仍然|需要|"
    r"我[局委办镇街厅]|内容|情况|[一二三四五]是|年度"
)
_MIN_PROBLEMS = 2
_MIN_ECHO = 0.5  # share of a problem's words that an answer to it takes up again


@dataclass(frozen=True, slots=True)
class WrongComparison:
    """A figure of the prose that says something of last year which last year's report does not.

    Args:
        figure: The figure.
        last: The cell of last year's table.
        expected: What the figure should be.
        unit: Its unit.
    """

    figure: Figure
    last: MappedCell
    expected: Decimal
    unit: str


def find_wrong_comparisons(
    passages: Sequence[Passage], claims: Sequence[Claim], prior: MappedTable
) -> Iterator[WrongComparison]:
    """Yield changes since last year, and counts of last year, that its table contradicts."""
    roles = {
        claim.span: _ROWS[claim.role]
        for claim in claims
        if claim.role in _ROWS and not (claim.is_approximate or claim.is_zero_statement or claim.has_scope)
    }
    for passage in passages:
        for index, figure in enumerate(passage.figures):
            last = prior.cells.get(("r1", "total"))
            before = passage.figures[index - 1] if index else None
            if before and before.quantity.span in roles and not figure.quantity.is_approximate:
                last = prior.cells.get((roles[before.quantity.span], "total"))
                if last is not None and last.number is not None and figure.clause - before.clause <= 1:
                    yield from _compare(before, figure, last, last.number)
            elif last is not None and last.number is not None and _is_count_of_last_year(figure, last.number):
                yield WrongComparison(figure, last, last.number, "件")


def _is_count_of_last_year(figure: Figure, number: Decimal) -> bool:
    """Tell whether a figure says what was received last year, and says another number."""
    quantity = figure.quantity
    if quantity.unit != "件" or quantity.is_approximate or figure.after or quantity.value == number:
        return False
    return _LAST_YEAR.search(figure.before) is not None


def _compare(now: Figure, figure: Figure, last: MappedCell, number: Decimal) -> Iterator[WrongComparison]:
    change = now.quantity.value - number
    match = _CHANGE.match(figure.before)
    if match is None:
        if figure.quantity.unit == "件" and _FROM.match(figure.before) and figure.quantity.value != number:
            yield WrongComparison(figure, last, number, "件")
        return
    signed = -change if match["verb"] in _DOWN else change
    if figure.quantity.unit == "件" and figure.quantity.value != signed:
        yield WrongComparison(figure, last, signed, "件")
    elif figure.quantity.unit == "%" and number > 0 and not fits(signed, number, figure.quantity.value):
        yield WrongComparison(figure, last, (signed * 100 / number).quantize(Decimal("0.1")), "%")


def find_unanswered_problems(document: Document, prior: Document) -> list[str]:
    """Return last year's problems if the draft takes up none of them again; else nothing."""
    problems = list(_problems(prior))
    if len(problems) < _MIN_PROBLEMS:
        return []
    words = _pairs(document.text)
    for problem in problems:
        own = _pairs(problem)
        if own and len(own & words) >= _MIN_ECHO * len(own):
            return []
    return problems


def _problems(document: Document) -> Iterator[str]:
    for heading in find_official_sections(document):
        if heading.key == "problems_improvements":
            for sentence in re.split(r"[。；\n]", document.quote(Span(heading.span.start, heading.span.end))):
                text = sentence.strip()
                if 10 <= len(text) <= 80 and _PROBLEM.search(text) and _pairs(text):
                    yield text


def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, common words of such reports left out."""
    pieces = re.findall(r"[^\W\d_]+", _COMMON.sub(" ", text))
    return frozenset(piece[at : at + 2] for piece in pieces for at in range(len(piece) - 1))
