"""Which cells of the official tables state what a claim of the prose states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewer.checks.data._claims import Claim
from reviewer.checks.data._composed import Composed
from reviewer.checks.data._composed_places import places_of
from reviewer.knowledge.table_identities import Identity, find_identities
from reviewer.knowledge.table_schemas import TableKey
from reviewer.knowledge.tables import MappedCell, MappedTable

_APPLICANT_COLUMNS = {
    "person": ("person",),
    "legal": ("enterprise", "research", "charity", "legal_service", "other"),
    "enterprise": ("enterprise",),
    "firms": ("enterprise",),
    "research": ("research",),
    "charity": ("charity",),
    "law": ("legal_service",),
    "other": ("other",),
}
_ROW_GROUPS = {
    "granted": "r3_1",
    "part": "r3_2",
    "refused": "r3_3_",
    "unavailable": "r3_4_",
    "not_processed": "r3_5_",
    "other_results": "r3_6",
}
_TOTAL_ROWS = {"new": ("r1",), "carried_in": ("r2",), "carried_out": ("r4",), "done": ("r3_7",), "sum": ("r1", "r2")}
_DISPUTE_GROUPS = {
    "dispute_review": ("review",),
    "dispute_lawsuit": ("direct", "after_review"),
    "dispute_all": ("review", "direct", "after_review"),
    "dispute_direct": ("direct",),
    "dispute_after": ("after_review",),
}
_DOCUMENT_COLUMNS = {
    "issued": ("issued", "made"),
    "repealed": ("repealed",),
    "in_force": ("in_force", "public_total"),  # the older form asks for what is open to the public
    "published": ("published",),
    "public_total": ("public_total",),
}
_IN_YUAN = 10_000


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading a claim: the cells that add up to what it counts.

    Args:
        name: The cells in words.
        cells: Their figures are added.
        factor: What the table's unit is worth in the prose's: 万元 against 元.
    """

    name: str
    cells: tuple[MappedCell, ...]

    factor: int = 1

    @property
    def value(self) -> Decimal:
        """The sum of the cells, in the unit of the prose."""
        return sum((cell.number or Decimal(0) for cell in self.cells), Decimal(0)) * self.factor


def readings_of(claim: Claim, tables: Mapping[TableKey, MappedTable]) -> list[Reading]:
    """Return what a claim may be compared with, the plainest reading first; nothing if no table tells.

    A reading with a cell that is blank or holds words is left out, and with it the claim.
    """
    if claim.composed is not None:
        return _composed_readings(claim.composed, tables)
    if claim.role.startswith(("dispute_", "outcome:")):
        return _dispute_readings(claim, tables.get("review_litigation"))
    role, _, rest = claim.role.partition(":")
    if role == "acts":
        return _decision_readings(rest, tables.get("disclosure"))
    if role == "fees":
        return _fee_readings(tables.get("disclosure"))
    if role in _DOCUMENT_COLUMNS:
        return _document_readings(role, rest, tables.get("disclosure"))
    table = tables.get("requests")
    if table is None:
        return []
    wanted = [pair for pair in _request_cells(claim, table) if pair]
    found = [_reading(table, pairs) for pairs in wanted]
    return [] if any(reading is None for reading in found) else [reading for reading in found if reading is not None]


def _composed_readings(found: Composed, tables: Mapping[TableKey, MappedTable]) -> list[Reading]:
    requests = tables.get("requests")
    placed = places_of(found, [row.id for row in requests.schema.rows] if requests else [])
    table = tables.get(placed[0]) if placed else None
    if placed is None or table is None:
        return []
    is_first = placed[0] == "disclosure"  # whose columns differ by generation of the form
    known = [places for places in placed[1] if not is_first or places[0] in table.cells]
    found_readings = [_reading(table, places) for places in known]
    whole = [reading for reading in found_readings if reading is not None]
    return whole if len(whole) == len(found_readings) else []


def _request_cells(claim: Claim, table: MappedTable) -> list[list[tuple[str, str]]]:
    role, _, rest = claim.role.partition(":")
    rows = [row.id for row in table.schema.rows]
    if role == "column":
        return _column_cells(rest, claim)
    if role == "row":
        return [[(rest, "total")]] if rest in rows else []
    if role == "granted_or_part":
        return [[("r3_1", "total"), ("r3_2", "total")]]
    if role in _ROW_GROUPS:
        own = [row for row in rows if row.startswith(_ROW_GROUPS[role])]
        result = [[(row, "total") for row in own]]
        if claim.is_loose:
            result += [[(row, "total")] for row in own]
        return result
    both = [("r1", "total"), ("r2", "total")]
    if role == "carried_any":
        return [[("r4", "total")], [("r2", "total")]]
    if role == "on_request":
        granted = [[("r3_1", "total")], [("r3_1", "total"), ("r3_2", "total")]]
        return [[("r1", "total")], both, [("r3_7", "total")], *granted]
    if role == "accepted":
        return [[("r1", "total")], both]
    if role == "received":
        return [[("r1", "total")], both] if claim.has_scope else [[("r1", "total")]]
    if role == "done" and claim.is_loose:
        other = [(row, "total") for row in rows if row.startswith(("r3_1", "r3_2", "r3_3", "r3_4"))]
        ignored = [(row, "total") for row in rows if row.startswith("r3_5")]
        return [[("r3_7", "total")], [*other, *ignored], other, [("r1", "total")], both]
    if role == "sum":
        return [both, [("r1", "total")], [("r3_7", "total")]]
    return [[(row, "total") for row in _TOTAL_ROWS[role]]]


def _column_cells(column: str, claim: Claim) -> list[list[tuple[str, str]]]:
    columns = _APPLICANT_COLUMNS[column]
    new = [("r1", at) for at in columns]
    done = [("r3_7", at) for at in columns]
    both = [*new, *(("r2", at) for at in columns)]
    result = {
        "new": [new],
        "received": [new],
        "accepted": [new, both],
        "carried_in": [[("r2", at) for at in columns], new, both, done],
        "carried_out": [[("r4", at) for at in columns], new, both, done],
        "done": [done, new, both],
    }.get(claim.whole, [new, both, done])
    if column in ("firms", "other"):  # 企业 for 法人, 其他 for all that were not named
        legal = _APPLICANT_COLUMNS["legal"]
        rows = {"done": ("r3_7",)}.get(claim.whole, ("r1",))
        result = [*result, [(row, at) for row in rows for at in legal]]
        if claim.whole not in ("new", "received"):
            result.append([(row, at) for row in ("r1", "r2") for at in legal])
    if column == "legal":
        result = [*result, [("r1", "enterprise")]]
    return [*result, both] if claim.has_scope and claim.whole in ("new", "received") else result


def _reading(table: MappedTable, places: Sequence[tuple[str, str]]) -> Reading | None:
    cells = [table.cells.get(place) for place in places]
    if not cells or any(cell is None or cell.number is None for cell in cells):
        return None
    known = tuple(cell for cell in cells if cell is not None)
    return Reading(_name(known), known)


def _name(cells: Sequence[MappedCell]) -> str:
    """Return what the sum of some cells is called."""
    first = cells[0]
    groups = {cell.row.group for cell in cells}
    if len(cells) > 1 and groups == {first.row.group} != {""} and len({cell.column.id for cell in cells}) == 1:
        return f"“{first.row.group}”各行“{first.column.text}”列之和"
    if len(cells) > 1 and len({cell.row.id for cell in cells}) == 1:
        return f"“{first.row.path}”行“{first.column.group}”各列之和"
    return "＋".join(cell.name for cell in cells[:3]) + ("等" if len(cells) > 3 else "")


def _dispute_readings(claim: Claim, table: MappedTable | None) -> list[Reading]:
    if table is None:
        return []
    role, _, outcome = claim.role.partition(":")
    if role == "outcome":
        columns = {column.id for column in table.schema.columns}
        groups = _DISPUTE_GROUPS.get(claim.whole, ())
        if outcome not in columns or not groups:
            return []
        found = [_reading(table, [(group, outcome) for group in groups])]
        found += [_reading(table, [(group, outcome)]) for group in ("review", "direct", "after_review")]
    else:
        found = [_reading(table, [(group, "total") for group in _DISPUTE_GROUPS[role]])]
    return [] if any(reading is None for reading in found) else [reading for reading in found if reading is not None]


def _document_readings(role: str, row: str, table: MappedTable | None) -> list[Reading]:
    if table is None:
        return []
    for column in _DOCUMENT_COLUMNS[role]:
        if (row, column) in table.cells:
            reading = _reading(table, [(row, column)])
            return [reading] if reading else []
    return []


def _fee_readings(table: MappedTable | None) -> list[Reading]:
    reading = _reading(table, [("fees", "charged")]) if table is not None else None
    if reading is None:
        return []
    in_ten_thousands = Reading(reading.name, reading.cells, 10_000)
    # a table filled in 元 by mistake is for data.table_template to report
    return [in_ten_thousands, reading] if reading.value >= _IN_YUAN else [in_ten_thousands]


def _decision_readings(row: str, table: MappedTable | None) -> list[Reading]:
    reading = _reading(table, [(row, "decisions")]) if table is not None else None
    return [reading] if reading is not None else []


def doubtful_values(table: MappedTable) -> dict[int, set[Decimal]]:
    """Return, by cell, the figures that would mend a broken identity that the cell is part of.

    Where the table does not add up, prose that states such a figure may be right and the
    cell wrong; ``data.table_arithmetic`` reports it.
    """
    values: dict[int, set[Decimal]] = {}
    broken: list[Identity] = [identity for identity in find_identities(table) if identity.gap != 0]
    for identity in broken:
        for cell in identity.cells:
            if cell.number is not None:
                values.setdefault(id(cell), set()).add(cell.number - identity.sign_of(cell) * identity.gap)
    return values
