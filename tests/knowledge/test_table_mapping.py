"""Tables as real files lay them out: every layout gives the same figures, or says why not."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence

import pytest

from reviewer.document.build import ParagraphDraft
from reviewer.knowledge.table_mapping import map_tables
from reviewer.knowledge.tables import MappedTable, UnreadableTable
from tests.knowledge.official_tables import (
    PEOPLE,
    Grid,
    disclosure_grids,
    dispute_grid,
    document_of,
    figures_of,
    get_schema,
    line,
    request_grid,
    request_head,
    some_request_figures,
)

FIGURES = some_request_figures()
EXPECTED = {place: str(value) for place, value in FIGURES.items()}
FIFTEEN = [3, 0, 1, 0, 4, 2, 0, 0, 1, 3, 1, 0, 0, 0, 1]
FIRST_ROW = 3


def read_requests(*blocks: object, origin: str = "text") -> MappedTable:
    (table,) = map_tables(document_of(*blocks, origin=origin))  # type: ignore[arg-type]
    assert isinstance(table, MappedTable), table
    return table


def assert_same(table: MappedTable) -> None:
    assert figures_of(table) == EXPECTED
    assert (table.missing_rows, table.extra_rows, table.unread_rows) == ((), (), ())


def plain() -> Grid:
    return request_grid(FIGURES)


def grid_of_docx() -> Grid:
    rows = plain()
    return [[*row, *[""] * (10 - len(row))] for row in rows]


def with_group_in_each_row() -> Grid:
    rows = plain()
    group = section = ""
    for row in rows[FIRST_ROW:]:
        section = row[0] or section
        group = row[1] or group
        if row[2]:
            row[0], row[1] = section, group
    return rows


def with_merged_labels() -> Grid:
    rows = plain()
    merged = [[*row[:3], *row[3:]] for row in rows]
    for row in merged[FIRST_ROW:]:
        row[:3] = ["".join(row[:3])]
    return merged


def with_title_and_unit_rows() -> Grid:
    return [["收到和处理政府信息公开申请情况"], ["单位：件"], *plain()]


def with_wide_digits() -> Grid:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    rows = plain()
    return [*rows[:FIRST_ROW], *([*row[:3], *(cell.translate(wide) for cell in row[3:])] for row in rows[FIRST_ROW:])]


def with_serial_numbers() -> Grid:
    rows = plain()
    return [
        ["序号", *rows[0]],
        *(["", *row] for row in rows[1:3]),
        *([str(n), *row] for n, row in enumerate(rows[3:], 1)),
    ]


def with_repeated_head() -> Grid:
    rows = plain()
    return [*rows[:14], *request_head(), *rows[14:]]


def with_label_cut_over_two_rows() -> Grid:
    rows = plain()
    at = next(index for index, row in enumerate(rows) if row[2].startswith("5.要求行政机关"))
    row = rows[at]
    rows[at : at + 1] = [["", "", "5.要求行政机关确认或"], ["", "", "重新出具已获取信息", *row[3:]]]
    return rows


def without_group_labels() -> Grid:
    return [["" if at < 2 and row[2] else cell for at, cell in enumerate(row)] for row in plain()]


def with_figures_in_one_cell() -> Grid:
    rows = plain()
    return [*rows[:FIRST_ROW], *([*row[:3], " ".join(row[3:])] for row in rows[FIRST_ROW:])]


def with_all_in_one_cell() -> Grid:
    rows = plain()
    return [*rows[:FIRST_ROW], *([(row[2] or row[1] or row[0]) + " " + " ".join(row[3:])] for row in rows[FIRST_ROW:])]


LAYOUTS = [
    plain,
    with_group_in_each_row,
    with_merged_labels,
    with_title_and_unit_rows,
    with_serial_numbers,
    with_repeated_head,
    with_label_cut_over_two_rows,
    without_group_labels,
    with_figures_in_one_cell,
    with_all_in_one_cell,
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_table_two_read_in_every_text_layout(layout: Callable[[], Grid]) -> None:
    assert_same(read_requests(layout()))


def test_wide_digits_are_figures() -> None:
    table = read_requests(with_wide_digits())
    assert {place: cell.number for place, cell in table.cells.items()} == FIGURES


@pytest.mark.parametrize("layout", [grid_of_docx, with_group_in_each_row, with_repeated_head], ids=lambda f: f.__name__)
def test_table_two_read_from_grid(layout: Callable[[], Grid]) -> None:
    assert_same(read_requests(layout(), origin="grid"))


def test_table_two_split_over_pages() -> None:
    rows = plain()
    assert_same(read_requests(rows[:12], rows[12:]))
    assert_same(read_requests(rows[:12], [*request_head(), *rows[12:]]))


def test_grid_with_a_column_that_the_form_lacks() -> None:
    rows = [[*row, *[""] * (10 - len(row))] for row in plain()]
    rows = [[*row[:9], "小计" if index == 2 else str(index), row[9]] for index, row in enumerate(rows)]
    rows[1][9] = rows[0][9] = ""
    assert_same(read_requests(rows, origin="grid"))


def test_blank_cells_stay_blank() -> None:
    rows = grid_of_docx()
    rows[FIRST_ROW][4] = ""
    table = read_requests(rows, origin="grid")
    assert table.cells["r1", "enterprise"].kind == "blank"
    assert table.cells["r1", "total"].number == FIGURES["r1", "total"]


def test_blanks_for_nothing_in_a_web_copy_without_merges() -> None:
    """Merges lost, the header cut over two rows, blanks for 0: as pages copied to text often are."""
    rows = [["自然人", "法人或其他组织", "总计", ""], ["商业", "科研", *PEOPLE[3:6], ""], ["企业", "机构", ""]]
    for row in plain()[FIRST_ROW:]:
        labels = [label for label in row[:3] if label]
        rows.append([*labels, *(cell if cell != "0" else "" for cell in row[3:9]), row[9], ""])
    table = read_requests(rows)
    assert {place: int(text or 0) for place, text in figures_of(table).items()} == FIGURES
    assert (table.missing_rows, table.unread_rows, table.labels) == ((), (), ())


@pytest.mark.parametrize(("figures", "repaired"), [("1 2|0|0|0|0|0|12", True), ("1|0|0|0|0|0|12|0|1", False)])
def test_split_figures_put_right_only_where_one_way_fits(figures: str, repaired: bool) -> None:
    rows = plain()
    at = next(index for index, row in enumerate(rows) if "（一）予以公开" in row[1])
    rows[at] = [*rows[at][:3], *figures.replace(" ", "|").split("|")]
    table = read_requests(rows)
    assert bool(table.repaired_rows) is repaired
    assert bool(table.unread_rows) is not repaired
    if repaired:
        assert table.cells["r3_1", "person"].number == 12
    else:
        assert ("r3_1", "person") not in table.cells


def test_figures_that_ran_together_put_right() -> None:
    rows = plain()
    rows[FIRST_ROW] = [*rows[FIRST_ROW][:3], "20", "30", "0", "1", "0", "24"]
    table = read_requests(rows)
    assert [table.number("r1", column.id) for column in table.schema.columns] == [20, 3, 0, 0, 1, 0, 24]
    assert "已分开" in table.repaired_rows[0].message


def test_drifted_label_found_with_its_form_words() -> None:
    rows = plain()
    at = next(index for index, row in enumerate(rows) if row[2].startswith("2.其他法律"))
    rows[at][2] = "2.其他法律法规禁止公开"
    (label,) = read_requests(rows).labels
    assert (label.expected.id, label.text) == ("r3_3_2", "2.其他法律法规禁止公开")


def test_drifted_column_head_found() -> None:
    rows = plain()
    rows[2][7] = "法律服务机关"
    (label,) = read_requests(rows).labels
    assert label.expected.id == "legal_service"


def test_missing_row_named_and_others_kept() -> None:
    rows = [row for row in plain() if not row[2].startswith("7.属于行政执法案卷")]
    table = read_requests(rows)
    assert [row.id for row in table.missing_rows] == ["r3_3_7"]
    assert figures_of(table) == {place: text for place, text in EXPECTED.items() if place[0] != "r3_3_7"}


def test_2019_form_recognised_by_its_rows() -> None:
    figures = dict(FIGURES)
    figures |= {("r3_6", column.id): 0 for column in get_schema("requests").columns}
    table = read_requests(request_grid(figures, "zfxxgk-2019"))
    assert table.schema.profile == "zfxxgk-2019"
    assert len(table.cells) == 23 * 7


def test_table_of_other_words_is_unreadable_not_guessed() -> None:
    rows = [["科研机构", "法律服务机构"], ["甲", *"0000000"], ["乙", *"0000000"]]
    (table,) = map_tables(document_of(rows))
    assert isinstance(table, UnreadableTable)
    assert "只对应上0行" in table.reason


# --- table three -------------------------------------------------------------------------------

COLUMNS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def vertical(*, groups_in_rows: bool) -> Grid:
    rows: Grid = []
    names = (("行政复议", ""), ("行政诉讼", "未经复议直接起诉"), ("", "复议后起诉"))
    for group, (wide, narrow) in enumerate(names):
        for at, column in enumerate(COLUMNS):
            shown = groups_in_rows or at == 0
            rows.append([wide if shown else "", narrow if shown else "", column, str(FIFTEEN[group * 5 + at])])
    return rows


def in_groups() -> Grid:
    return [
        ["类别", *COLUMNS],
        ["行政复议", *map(str, FIFTEEN[:5])],
        ["未经复议直接起诉", *map(str, FIFTEEN[5:10])],
        ["复议后起诉", *map(str, FIFTEEN[10:])],
    ]


def labelled_row() -> Grid:
    rows = dispute_grid(FIFTEEN)
    return [*(["", *row] for row in rows[:3]), ["件数", *rows[3]]]


REVIEWS = [["行政复议"], list(COLUMNS), [*map(str, FIFTEEN[:5])]]
LAWSUITS = [
    ["行政诉讼"],
    ["未经复议直接起诉", "", "", "", "", "复议后起诉"],
    [*COLUMNS, *COLUMNS],
    [*map(str, FIFTEEN[5:])],
]


@pytest.mark.parametrize(
    "blocks",
    [
        (dispute_grid(FIFTEEN),),
        (vertical(groups_in_rows=True),),
        (vertical(groups_in_rows=False),),
        (in_groups(),),
        (labelled_row(),),
        (REVIEWS, LAWSUITS),
        ([*dispute_grid(FIFTEEN)[:3], [" ".join(map(str, FIFTEEN))]],),
        (dispute_grid(FIFTEEN)[:3], line("3 0 1 0 4 2 0 0 1 3 1 0 0 0 1")),
    ],
    ids=["row", "vertical", "vertical_merged", "group_rows", "labelled", "two_tables", "one_cell", "line_below"],
)  # fmt: skip
def test_table_three_read_in_every_layout(blocks: Sequence[Grid | ParagraphDraft]) -> None:
    (table,) = map_tables(document_of(*copy.deepcopy(blocks)))
    assert list(figures_of(table).values()) == [str(value) for value in FIFTEEN]


def test_table_three_with_a_figure_missing_is_unreadable() -> None:
    (table,) = map_tables(document_of(dispute_grid(FIFTEEN[:14])))
    assert isinstance(table, UnreadableTable)
    assert table.reason.startswith("应有15个数字，读到14个")


def test_vertical_list_out_of_order_is_unreadable() -> None:
    rows = vertical(groups_in_rows=True)
    rows[0], rows[1] = rows[1], rows[0]
    (table,) = map_tables(document_of(rows))
    assert isinstance(table, UnreadableTable)


# --- table one ---------------------------------------------------------------------------------

DISCLOSED = ["0", "0", "0", "2", "1", "9", "40", "7", "0", "0.5"]


def with_caption_in_rows() -> list[Grid]:
    return [
        [[f"第{n}块", *row] if at else ["", *row] for at, row in enumerate(grid)]
        for n, grid in enumerate(disclosure_grids())
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        disclosure_grids(),
        [[row for grid in disclosure_grids() for row in grid]],
        [[row for grid in disclosure_grids() for row in grid if not row[0].startswith("第二十条")]],
        [[["信息" if cell == "信息内容" else cell for cell in row] for row in grid] for grid in disclosure_grids()],
        [[["" if cell == "信息内容" else cell for cell in row] for row in grid] for grid in disclosure_grids()],
        with_caption_in_rows(),
    ],
    ids=["four", "one", "no_captions", "other_head_word", "no_head_word", "caption_column"],
)
def test_table_one_read_in_every_layout(blocks: Sequence[Grid | ParagraphDraft]) -> None:
    (table,) = map_tables(document_of(*copy.deepcopy(blocks)))
    assert isinstance(table, MappedTable)
    assert list(figures_of(table).values()) == DISCLOSED
    assert (table.schema.profile, table.missing_rows, table.missing_columns) == ("zfxxgk-2021", (), ())


def test_head_of_the_other_form_is_a_drifted_label() -> None:
    grids = disclosure_grids()
    grids[3][1][1] = "本年增/减"
    (table,) = map_tables(document_of(*grids))
    assert isinstance(table, MappedTable)
    assert [(label.expected.id, label.text) for label in table.labels] == [("charged", "本年增/减")]
    assert table.missing_columns == ()


def test_rows_of_a_group_that_lost_their_labels() -> None:
    figures = some_request_figures()
    grid: Grid = []
    for row in request_grid(figures):
        is_reason = row[2].startswith(tuple("12345678")) and row[-1].isdecimal() and "（三）" not in row[1]
        in_group = bool(grid) and grid[-1][1] == "（三）不予公开" and is_reason and not row[1]
        if in_group:
            grid[-1] += row[3:]
        else:
            grid.append([row[0], row[1], "", *row[3:]] if row[1] == "（三）不予公开" else list(row))
    (table,) = map_tables(document_of(grid))
    assert figures_of(table) == {place: str(value) for place, value in figures.items()}


def test_label_whose_figures_were_lost_is_not_missing() -> None:
    grid = list(request_grid(some_request_figures()))
    place = next(index for index, row in enumerate(grid) if row[2] == "2.重复申请")
    grid[place] = ["", "", "2.重复申请"]
    (table,) = map_tables(document_of(grid))
    assert isinstance(table, MappedTable)
    assert table.missing_rows == ()
    assert [(note.row.id, note.is_lost) for note in table.unread_rows] == [("r3_5_2", True)]
