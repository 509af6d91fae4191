"""Percentages that do not fit the counts they stand behind: 予以公开5件，占41.7%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewer.checks.data._claims import Claim
from reviewer.checks.data._clauses import Figure, Passage
from reviewer.checks.data._request_roles import RESULT_ROLES
from reviewer.knowledge.table_schemas import TableKey
from reviewer.knowledge.tables import MappedTable

_SHARE = re.compile(
    r"^(?:约?占(?:比)?(?:总数|办结(?:总)?(?:数|件)|办理总数|全部申请|申请总(?:量|数)|全部|总量|比例|"
    r"其中)*(?:的|为|约|:)*"
    r"|比例(?:约|为)*)?$"
)
_TOLERANCE = Decimal("0.1")  # parts are nudged so that they add up to 100 %


@dataclass(frozen=True, slots=True)
class WrongShare:
    """A percentage that is no share of any total in sight.

    Args:
        share: The percentage.
        count: The figure in front of it.
        expected: The share of the likeliest total.
        total: That total.
    """

    share: Figure
    count: Figure
    expected: Decimal
    total: Decimal


def find_wrong_shares(
    passages: Sequence[Passage], claims: Sequence[Claim], tables: Mapping[TableKey, MappedTable]
) -> Iterator[WrongShare]:
    """Yield percentages behind counts of applications that fit no total of the paragraph or of table two."""
    counted = {claim.span for claim in claims if claim.role in RESULT_ROLES or claim.role.startswith("column")}
    for passage in passages:
        for before, figure in zip(passage.figures, passage.figures[1:], strict=False):
            share = figure.quantity
            if share.unit != "%" or share.is_approximate or before.quantity.span not in counted:
                continue
            if figure.clause - before.clause > 1 or not _SHARE.match(figure.before):
                continue
            totals = _totals(passage, before, tables)
            expected = [before.quantity.value * 100 / total for total in totals]
            if totals and all(abs(value - share.value) > _allowed(share.value) for value in expected):
                yield WrongShare(figure, before, expected[0].quantize(_TOLERANCE), totals[0])


def _totals(passage: Passage, count: Figure, tables: Mapping[TableKey, MappedTable]) -> list[Decimal]:
    """Return what the count may be a share of, the total of results first."""
    found: list[Decimal] = []
    table = tables.get("requests")
    if table is not None:
        done, new, carried = (table.number(row, "total") for row in ("r3_7", "r1", "r2"))
        found += [value for value in (done, new) if value is not None]
        if new is not None and carried is not None:
            found.append(new + carried)
    found += [
        figure.quantity.value
        for figure in passage.figures
        if figure.quantity.unit == count.quantity.unit and figure.quantity.value > count.quantity.value
    ]
    return [value for value in found if value]


def _allowed(share: Decimal) -> Decimal:
    """Return how far a share may be off: rounding to its own digits, and 0.1 for nudging."""
    exponent = share.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return _TOLERANCE + Decimal(5).scaleb(-digits - 1)
