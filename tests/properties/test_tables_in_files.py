"""Whatever the file and the form: consistent tables raise nothing, and a changed cell is found and suspected.

Table one has no sum in either form: of its figures each is read where it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.document.model import Document
from reviewer.ingest.load import load_bytes
from reviewer.knowledge.table_identities import Slip, explain, find_identities
from reviewer.knowledge.table_mapping import map_tables
from reviewer.knowledge.tables import MappedTable
from tests.formats import encode
from tests.ingest.web_copies import WAYS, Rows, dispute_rows, request_rows
from tests.knowledge.official_tables import (
    Figures,
    disclosure_grids,
    dispute_grid,
    get_schema,
    make_request_figures,
    request_grid,
)
from tests.properties.test_tables import SMALL, request_figures

EXAMPLES = {"txt": 30, "html": 20, "docx": 3, "pdf": 3}
HEADS = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
)
OPENING = "一、总体情况\n我局按时公开信息。"
YEARS = {"zfxxgk-2021": 2023, "zfxxgk-2019": 2020}
TITLE = f"清泽县水利局2023年政府信息公开工作年度报告\n{OPENING}"
DISPUTE_PLACES = [
    (row.id, column.id)
    for row in get_schema("review_litigation").rows
    for column in get_schema("review_litigation").columns
]
by_file_and_form = pytest.mark.parametrize(
    ("name", "profile"), [(name, profile) for name in EXAMPLES for profile in YEARS]
)


@st.composite
def dispute_figures(draw: st.DrawFn) -> list[int]:
    groups = draw(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=3, max_size=3))
    return [value for group in groups for value in (*group, sum(group))]


def disclosure_figures(profile: str) -> st.SearchStrategy[list[int]]:
    schema = get_schema("disclosure", profile)
    count = sum(len(schema.columns_of(row)) for row in schema.rows)
    return st.lists(st.integers(0, 9999), min_size=count, max_size=count)


def report(
    requests: Figures, disputes: list[int], disclosed: list[int] | None = None, profile: str = "zfxxgk-2021"
) -> Document:
    """Return a report with the three tables, as read from plain text."""
    first = disclosure_grids([str(value) for value in disclosed or [0] * 40], profile)
    grids = [row for grid in first for row in grid], request_grid(requests, profile), dispute_grid(disputes)
    tables = ["\n".join("\t".join(row) for row in grid) for grid in grids]
    title = f"清泽县水利局{YEARS[profile]}年政府信息公开工作年度报告\n{OPENING}"
    parts = [title, *(part for pair in zip(HEADS, [*tables, "一是更新不及时。"], strict=True) for part in pair)]
    return load_bytes("\n".join(parts).encode(), "draft.txt")


def as_file(document: Document, name: str) -> Document:
    return load_bytes(encode(document, name), f"draft.{name}")


def read(document: Document) -> dict[str, MappedTable]:
    mapped = map_tables(document)
    assert all(isinstance(table, MappedTable) for table in mapped), mapped
    return {table.key: table for table in mapped if isinstance(table, MappedTable)}


def slips_of(table: MappedTable) -> list[Slip]:
    return explain(list(find_identities(table)))


def assert_suspected(table: MappedTable, place: tuple[str, str], right: int) -> None:
    """Hold that one slip was found, and that it suspects the changed cell and knows what should stand there."""
    (slip,) = slips_of(table)
    suspects = {(suspect.cell.row.id, suspect.cell.column.id): suspect.value for suspect in slip.suspects}
    assert suspects.get(place) == Decimal(right)


@by_file_and_form
def test_consistent_tables_raise_nothing(name: str, profile: str) -> None:
    @settings(max_examples=EXAMPLES[name])
    @given(request_figures(profile), dispute_figures(), disclosure_figures(profile))
    def check(requests: Figures, disputes: list[int], disclosed: list[int]) -> None:
        tables = read(as_file(report(requests, disputes, disclosed, profile), name))
        assert {table.schema.profile for key, table in tables.items() if key != "review_litigation"} == {profile}
        assert {place: cell.number for place, cell in tables["requests"].cells.items()} == requests
        assert [int(cell.number or 0) for cell in tables["review_litigation"].cells.values()] == disputes
        assert [int(cell.number or 0) for cell in tables["disclosure"].cells.values()] == disclosed
        for table in tables.values():
            assert slips_of(table) == []
            assert (*table.labels, *table.missing_rows, *table.missing_columns, *table.extra_rows) == ()
            assert (*table.repaired_rows, *table.unread_rows) == ()

    check()


@by_file_and_form
def test_changed_cell_of_table_two_is_found_and_suspected(name: str, profile: str) -> None:
    @settings(max_examples=EXAMPLES[name])
    @given(request_figures(profile), st.data(), st.integers(-30, 30).filter(bool))
    def check(requests: Figures, data: st.DataObject, by: int) -> None:
        place = data.draw(st.sampled_from(sorted(requests)))
        right = requests[place]
        changed = right + by if right + by >= 0 else right - by
        table = read(as_file(report(requests | {place: changed}, [0] * 15, None, profile), name))["requests"]
        assert_suspected(table, place, right)

    check()


@by_file_and_form
def test_changed_cell_of_table_three_is_found_and_suspected(name: str, profile: str) -> None:
    @settings(max_examples=EXAMPLES[name])
    @given(dispute_figures(), st.integers(0, 14), st.integers(-9, 9).filter(bool))
    def check(disputes: list[int], at: int, by: int) -> None:
        right = disputes[at]
        changed = [*disputes]
        changed[at] = right + by if right + by >= 0 else right - by
        requests = make_request_figures({}, {}, {}, profile)
        table = read(as_file(report(requests, changed, None, profile), name))["review_litigation"]
        assert_suspected(table, DISPUTE_PLACES[at], right)

    check()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("nought", ["0", "", "/"])
def test_flattened_tables_are_never_misread(way: Callable[[Rows], str], nought: str) -> None:
    @settings(max_examples=5)
    @given(request_figures(), st.lists(SMALL, min_size=12, max_size=12))
    def check(requests: Figures, results: list[int]) -> None:
        disputes = [value for at in range(0, 12, 4) for value in (*results[at : at + 4], sum(results[at : at + 4]))]
        bodies = [
            way(request_rows(requests, nought=nought, cut=" ")),
            way(dispute_rows(disputes, nought=nought)),
            "一是更新不及时。",
        ]
        text = "\n".join([TITLE, *(part for pair in zip(HEADS[1:], bodies, strict=True) for part in pair)])
        expected = {"requests": requests, "review_litigation": _by_place(disputes)}
        tables = [table for table in map_tables(load_bytes(text.encode(), "a.txt")) if isinstance(table, MappedTable)]
        for table in tables:
            for place, cell in table.cells.items():
                assert (cell.number or 0) == expected[table.key][place]
            assert slips_of(table) == []
            assert (*table.labels, *table.missing_rows, *table.extra_rows) == ()
        if nought == "0":
            assert [len(table.cells) for table in tables] == [175, 15]

    check()


def _by_place(values: list[int]) -> Figures:
    schema = get_schema("review_litigation")
    places = [(row.id, column.id) for row in schema.rows for column in schema.columns]
    return dict(zip(places, values, strict=True))
