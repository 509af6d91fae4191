"""Tables made consistent by construction raise nothing; any single changed cell is found and named."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.knowledge.table_identities import explain, find_identities
from reviewer.knowledge.table_mapping import map_tables
from reviewer.knowledge.tables import MappedTable
from tests.knowledge.official_tables import (
    Figures,
    dispute_grid,
    document_of,
    figures_of,
    get_schema,
    make_request_figures,
    request_grid,
)

SCHEMA = get_schema("requests")
COLUMNS = [column.id for column in SCHEMA.columns[:-1]]
SMALL = st.integers(0, 40)
PLACES = [(row.id, column.id) for row in SCHEMA.rows for column in SCHEMA.columns]


@st.composite
def request_figures(draw: st.DrawFn, profile: str = "zfxxgk-2021") -> Figures:
    leaves = [row.id for row in get_schema("requests", profile).rows if row.section and row.id != "r3_7"]
    results = draw(st.dictionaries(st.tuples(st.sampled_from(leaves), st.sampled_from(COLUMNS)), SMALL, max_size=14))
    by_column = st.dictionaries(st.sampled_from(COLUMNS), SMALL, max_size=4)
    return make_request_figures(results, draw(by_column), draw(by_column), profile)


def read(figures: Figures) -> MappedTable:
    (table,) = map_tables(document_of(request_grid(figures)))
    assert isinstance(table, MappedTable)
    return table


@settings(max_examples=60)
@given(request_figures())
def test_consistent_table_two_raises_nothing(figures: Figures) -> None:
    table = read(figures)
    assert figures_of(table) == {place: str(value) for place, value in figures.items()}
    assert explain(list(find_identities(table))) == []


@settings(max_examples=150)
@given(request_figures(), st.sampled_from(PLACES), st.integers(1, 30), st.booleans())
def test_single_changed_cell_is_found_and_named(figures: Figures, place: tuple[str, str], by: int, down: bool) -> None:
    right = figures[place]
    changed = figures | {place: max(0, right - by) if down else right + by}
    slips = explain(list(find_identities(read(changed))))
    if changed[place] == right:
        assert slips == []
        return
    assert len(slips) == 1
    suspects = {(suspect.cell.row.id, suspect.cell.column.id): suspect.value for suspect in slips[0].suspects}
    assert suspects.get(place) == Decimal(right)


@settings(max_examples=60)
@given(request_figures(), st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True), st.integers(1, 9))
def test_two_changed_cells_in_rows_and_columns_of_their_own_are_both_found(
    figures: Figures, places: list[tuple[str, str]], by: int
) -> None:
    (row, column), (other_row, other_column) = places
    special = {"r1", "r2", "r3_7", "r4"}
    if row == other_row or column == other_column or "total" in (column, other_column) or {row, other_row} & special:
        return
    changed = figures | {places[0]: figures[places[0]] + by, places[1]: figures[places[1]] + by + 1}
    slips = explain(list(find_identities(read(changed))))
    named = {(suspect.cell.row.id, suspect.cell.column.id) for slip in slips for suspect in slip.suspects}
    assert set(places) <= named
    assert len(slips) == 2


@settings(max_examples=60)
@given(st.lists(st.lists(SMALL, min_size=4, max_size=4), min_size=3, max_size=3), st.integers(0, 14), st.integers(1, 9))
def test_changed_figure_of_table_three_is_found_at_its_total(groups: list[list[int]], at: int, by: int) -> None:
    values = [value for group in groups for value in (*group, sum(group))]
    (table,) = map_tables(document_of(dispute_grid(values)))
    assert isinstance(table, MappedTable)
    assert explain(list(find_identities(table))) == []
    values[at] += by
    (table,) = map_tables(document_of(dispute_grid(values)))
    assert isinstance(table, MappedTable)
    (slip,) = explain(list(find_identities(table)))
    assert slip.suspects[0].cell.column.id in ("total", table.schema.columns[at % 5].id)
    assert (
        at
        in {
            table.schema.rows.index(suspect.cell.row) * 5 + table.schema.columns.index(suspect.cell.column)
            for suspect in slip.suspects
        }
        or values[at] - by < 0
    )
