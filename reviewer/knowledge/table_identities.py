"""The identities that the official tables must satisfy, and which single figure would mend a broken one.

Source:
    国办公开办函〔2019〕60号 and 〔2021〕30号: the note in the head of table two, the meaning of
    （七）总计 and of the 总计 columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewer.knowledge.tables import MappedCell, MappedTable

CellKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Identity:
    """One sum: the figures of ``left`` add up to those of ``right``.

    Args:
        formula: In words.
        left: Cells of the left side.
        right: Cells of the right side.
        total: The cell that states the total, where a reader looks first.
    """

    formula: str
    left: tuple[MappedCell, ...]
    right: tuple[MappedCell, ...]
    total: MappedCell

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
    """

    cell: MappedCell
    value: Decimal
    mends: tuple[Identity, ...]


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
            yield from _build(
                f"“{column.text}”列：（一）至（六）各项之和＝（七）总计", parts, [table.cells.get(("r3_7", at))]
            )
        yield from _build(
            f"“{column.text}”列：第一项＋第二项＝第三项总计＋第四项",
            [table.cells.get(("r1", at)), table.cells.get(("r2", at))],
            [table.cells.get(("r3_7", at)), table.cells.get(("r4", at))],
        )


def _build(formula: str, left: Sequence[MappedCell | None], right: Sequence[MappedCell | None]) -> Iterator[Identity]:
    cells = [*left, *right]
    present = [cell for cell in cells if cell is not None]
    if len(present) != len(cells) or any(cell.kind == "text" for cell in present):
        return
    total = right[0]
    if total is None or total.number is None or all(cell.number is None for cell in left if cell is not None):
        return
    yield Identity(formula, tuple(c for c in left if c is not None), tuple(c for c in right if c is not None), total)


def find_repairs(broken: Sequence[Identity], holding: Sequence[Identity]) -> list[Repair]:
    """Return single figures whose change mends broken identities and breaks none that hold.

    Sorted by how many they mend, then by place: under the assumption of one slip, the
    true cell mends every identity that it is part of. O(cells × identities).
    """
    guarded = {id(cell) for identity in holding for cell in identity.cells}
    repairs: list[Repair] = []
    seen: set[int] = set()
    for identity in broken:
        for cell in identity.cells:
            if id(cell) in guarded or id(cell) in seen or cell.number is None:
                continue
            seen.add(id(cell))
            own = [other for other in broken if any(cell is member for member in other.cells)]
            values = {cell.number - other.sign_of(cell) * other.gap for other in own}
            value = next(iter(values))
            if len(values) == 1 and value >= 0 and value == value.to_integral_value():
                repairs.append(Repair(cell, value, tuple(own)))
    return sorted(repairs, key=lambda repair: (-len(repair.mends), _place(repair.cell)))


def _place(cell: MappedCell) -> tuple[int, int]:
    return (cell.span.start if cell.span else 1 << 30, 0)
