"""The identities that the official tables must satisfy, and which single figure would mend a broken one.

Source:
    国办公开办函〔2019〕60号 and 〔2021〕30号: the note in the head of table two, the meaning of
    （七）总计 and of the 总计 columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewer.knowledge.tables import MappedCell, MappedTable


@dataclass(frozen=True, slots=True)
class Identity:
    """One sum: the figures of ``left`` add up to those of ``right``.

    Args:
        formula: In words.
        left: Cells of the left side.
        right: Cells of the right side.
        total: The cell that states the total, where a reader looks first.
        kind: Which identity of the form it is: ``row``, ``sum`` or ``balance``.
        column: Id of the column that it runs down; empty for one along a row.
    """

    formula: str
    left: tuple[MappedCell, ...]
    right: tuple[MappedCell, ...]
    total: MappedCell
    kind: str = "row"
    column: str = ""

    @property
    def left_sum(self) -> Decimal:
        """Sum of the left side; a blank counts as nothing."""
        return sum((cell.number or Decimal(0) for cell in self.left), Decimal(0))

    @property
    def right_sum(self) -> Decimal:
        """Sum of the right side."""
        return sum((cell.number or Decimal(0) for cell in self.right), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """Left minus right; 0 when the identity holds."""
        return self.left_sum - self.right_sum

    @property
    def cells(self) -> tuple[MappedCell, ...]:
        """All participating cells, left side first."""
        return (*self.left, *self.right)

    def sign_of(self, cell: MappedCell) -> int:
        """Return 1 for a cell of the left side, -1 for one of the right."""
        return 1 if any(other is cell for other in self.left) else -1


@dataclass(frozen=True, slots=True)
class Repair:
    """A figure that, put in place of another, makes identities hold.

    Args:
        cell: The suspect.
        value: What it would have to be.
        mends: The broken identities that it mends.
        breaks: How many that hold it would break.
        partner: A second figure of the same row that would have to change with it; None if one is enough.
        partner_value: What that would have to be.
    """

    cell: MappedCell
    value: Decimal
    mends: tuple[Identity, ...]
    breaks: int = 0
    partner: MappedCell | None = None
    partner_value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """Identities that one wrong figure explains.

    Args:
        identities: Those that do not hold because of it, the first that a reader meets first.
        suspects: Each figure whose change alone would mend them all; empty if there is none.
    """

    identities: tuple[Identity, ...]
    suspects: tuple[Repair, ...]


def find_identities(table: MappedTable) -> Iterator[Identity]:
    """Yield the identities of a table that can be tested.

    One whose total is blank, or that holds a cell with words in it, is left out:
    ``data.table_template`` reports those cells.
    """
    if table.key == "requests":
        yield from _request_identities(table)
    elif table.key == "review_litigation":
        for group in table.schema.rows:
            cells = [table.cells.get((group.id, column.id)) for column in table.schema.columns]
            yield from _build(f"{group.path}：各项结果之和＝总计", cells[:-1], [cells[-1]])


def _request_identities(table: MappedTable) -> Iterator[Identity]:
    columns = table.schema.columns
    leaves = [row for row in table.schema.rows if row.section and row.id != "r3_7"]
    complete = not any(row in table.missing_rows for row in table.schema.rows)
    for row in table.schema.rows:
        cells = [table.cells.get((row.id, column.id)) for column in columns]
        yield from _build(f"“{row.path}”行：自然人＋法人或其他组织各项＝总计", cells[:-1], [cells[-1]])
    for column in columns:
        at = column.id
        if complete:
            parts = [table.cells.get((row.id, at)) for row in leaves]
            total = [table.cells.get(("r3_7", at))]
            yield from _build(f"“{column.text}”列：（一）至（六）各项之和＝（七）总计", parts, total, "sum", at)
        yield from _build(
            f"“{column.text}”列：第一项＋第二项＝第三项总计＋第四项",
            [table.cells.get(("r1", at)), table.cells.get(("r2", at))],
            [table.cells.get(("r3_7", at)), table.cells.get(("r4", at))],
            "balance",
            at,
        )


def _build(
    formula: str,
    left: Sequence[MappedCell | None],
    right: Sequence[MappedCell | None],
    kind: str = "row",
    column: str = "",
) -> Iterator[Identity]:
    cells = [*left, *right]
    present = [cell for cell in cells if cell is not None]
    if len(present) != len(cells) or any(cell.kind == "text" for cell in present):
        return
    total = right[0]
    if total is None or total.number is None or all(cell.number is None for cell in left if cell is not None):
        return
    yield Identity(
        formula, tuple(c for c in left if c is not None), tuple(c for c in right if c is not None), total, kind, column
    )


def explain(identities: Sequence[Identity]) -> list[Slip]:
    """Return the fewest slips found that explain all broken identities, one after the other.

    The figure whose change mends most is taken to be wrong, is put right, and the rest
    is judged again: so two slips in one row are two findings, each at its own cell.
    O(slips × cells × identities).
    """
    put_right: dict[int, Decimal] = {}
    left = list(identities)
    slips: list[Slip] = []
    while True:
        broken = [identity for identity in left if _gap(identity, put_right)]
        if not broken:
            return slips
        repairs = [*_find_repairs(broken, left, put_right), *_find_pairs(broken, left, put_right)]
        best = max((len(repair.mends) - repair.breaks for repair in repairs), default=0)
        if best <= 0:
            slips.append(Slip((broken[0],), ()))
            left = [identity for identity in left if identity is not broken[0]]
            continue
        chosen = next(repair for repair in repairs if len(repair.mends) - repair.breaks == best)
        suspects = [
            repair for repair in repairs if len(repair.mends) - repair.breaks == best and repair.mends == chosen.mends
        ]
        total = chosen.mends[0].total
        if len(chosen.mends) == 1:  # nothing tells which figure is wrong: a reader looks at the total first
            suspects.sort(key=lambda repair: repair.cell is not total)
        slips.append(Slip(chosen.mends, tuple(suspects)))
        first = suspects[0]
        put_right[id(first.cell)] = first.value
        if first.partner is not None and first.partner_value is not None:
            put_right[id(first.partner)] = first.partner_value


def _find_repairs(
    broken: Sequence[Identity], identities: Sequence[Identity], put_right: dict[int, Decimal]
) -> list[Repair]:
    """Return every change of one figure that mends a broken identity, in order of place."""
    repairs: list[Repair] = []
    seen: set[int] = set()
    holding: dict[int, int] = {}
    for identity in identities:
        if not any(identity is other for other in broken):
            for cell in identity.cells:
                holding[id(cell)] = holding.get(id(cell), 0) + 1
    members: dict[int, list[Identity]] = {}
    for identity in broken:
        for cell in identity.cells:
            members.setdefault(id(cell), []).append(identity)
    for identity in broken:
        for cell in identity.cells:
            if id(cell) in seen or id(cell) in put_right:
                continue
            seen.add(id(cell))
            now = cell.number or Decimal(0)
            wanted = {now - other.sign_of(cell) * _gap(other, put_right): None for other in members[id(cell)]}
            for value in wanted:
                if value < 0 or value != value.to_integral_value():
                    continue
                mends = tuple(
                    other
                    for other in members[id(cell)]
                    if _gap(other, put_right) + other.sign_of(cell) * (value - now) == 0
                )
                repairs.append(Repair(cell, value, mends, holding.get(id(cell), 0)))
    return sorted(repairs, key=lambda repair: (-len(repair.mends), _place(repair.cell)))


def _find_pairs(
    broken: Sequence[Identity], identities: Sequence[Identity], put_right: dict[int, Decimal]
) -> list[Repair]:
    """Return changes of two figures of one row that leave its sum as it is.

    A row filled in wrongly as a whole still adds up: then a column and the column of
    totals fail by the same gap. So does a row with a figure in the wrong column: then
    two columns fail by opposite gaps.
    """
    repairs: list[Repair] = []
    down = [identity for identity in broken if identity.column]
    for whole, part in itertools.permutations(down, 2):
        has_total = "total" in (whole.column, part.column)
        if whole.kind != part.kind or part.column in (whole.column, "total"):
            continue
        whole_gap, part_gap = _gap(whole, put_right), _gap(part, put_right)
        if part_gap != (whole_gap if has_total else -whole_gap):
            continue
        for one, other in zip(whole.cells, part.cells, strict=False):
            if one.row.id != other.row.id or put_right.keys() & {id(one), id(other)}:
                continue
            value = (one.number or Decimal(0)) - whole.sign_of(one) * whole_gap
            partner = (other.number or Decimal(0)) - part.sign_of(other) * part_gap
            breaks = sum(
                1
                for identity in identities
                if not _gap(identity, put_right)
                and any(cell is one for cell in identity.cells) != any(cell is other for cell in identity.cells)
            )
            if value >= 0 and partner >= 0:
                repairs.append(Repair(one, value, (whole, part), breaks, other, partner))
    return repairs


def _gap(identity: Identity, put_right: dict[int, Decimal]) -> Decimal:
    gap = identity.gap
    if put_right:
        for cell in identity.cells:
            value = put_right.get(id(cell))
            if value is not None:
                gap += identity.sign_of(cell) * (value - (cell.number or Decimal(0)))
    return gap


def _place(cell: MappedCell) -> tuple[int, int]:
    return (cell.span.start if cell.span else 1 << 30, 0)
