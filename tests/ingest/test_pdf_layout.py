"""Signs to lines, lines to paragraphs, parts to tables: what office programs do to a page."""

from __future__ import annotations

from reviewer.document.build import CellDraft
from reviewer.ingest.pdf_lines import Char, Line, reach_base_line, to_lines
from reviewer.ingest.pdf_paragraphs import Layout, PlacedLine, to_paragraphs
from reviewer.ingest.pdf_tables import PageTable, join

LAYOUT = Layout(left=90, right=522, size=11, pitch=20, indents=True)
HEIGHT = 800.0


def place(text: str, box: tuple[float, float, float, float], base: float) -> Char:
    left, bottom, right, top = reach_base_line(box, box[0], base)
    return Char(text, left, HEIGHT - top, right, HEIGHT - bottom)


def test_a_flat_sign_stays_in_its_line() -> None:
    """The box of 一 in some fonts ends above the middle of its neighbours'."""
    signs = [
        place("查", (222.1, 120.4, 234.1, 130.9), 120.9),
        place("一", (234.1, 125.7, 246.1, 130.8), 120.9),
        place("次", (246.1, 120.0, 258.1, 131.0), 120.9),
        place("，", (258.1, 118.6, 270.1, 130.8), 120.9),
        place("周", (90.1, 100.0, 102.1, 111.0), 101.0),
    ]
    assert [line.text for line in to_lines(signs)] == ["查一次，", "周"]


def test_a_dash_drawn_by_one_sign_is_two_and_bold_print_is_one() -> None:
    signs = [
        *(place("—", (100.0, 120.0, 112.0, 131.0), 121.0) for _ in range(2)),
        *(place("查", (112.0 + shift, 120.0, 124.0, 131.0), 121.0) for shift in (0.0, 0.4)),
    ]
    assert [line.text for line in to_lines(signs)] == ["——查"]


def paragraphs(*lines: tuple[str, float, float]) -> list[str]:
    placed = [
        PlacedLine(Line(text, x0, 100 + 20 * row, x1, 111 + 20 * row, 11), 1)
        for row, (text, x0, x1) in enumerate(lines)
    ]
    return [draft.text for draft in to_paragraphs(placed, LAYOUT)]


LONG = "成品油零售经营批准、单用途预付卡备案、汽车流通备案三类结果按周更新"


def test_quotation_marks_hold_on_to_both_neighbours() -> None:
    assert len(paragraphs((f"{LONG}。对留抵退", 90, 498), ("税“免申即享”企业名单按月发布。", 90, 366))) == 1


def test_a_closing_sign_takes_the_sign_before_it_along() -> None:
    assert len(paragraphs((f"{LONG}，拍照留", 114, 502), ("存。招生政策改用问答式写法。", 90, 472))) == 1


def test_a_line_at_the_left_edge_goes_on_with_an_unfinished_sentence() -> None:
    assert len(paragraphs((f"{LONG}，与县发展改革局商", 114, 474), ("定，调价前先公开成本监审结论。", 90, 515))) == 1


def test_an_indented_line_begins_a_paragraph() -> None:
    assert len(paragraphs((f"{LONG}，与县发展改革局商", 90, 474), ("定期公布调价结论。", 114, 515))) == 2


def part(page: int, *rows: tuple[str, ...]) -> PageTable:
    cells = [CellDraft(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    columns = tuple(float(100 * column) for column in range(len(rows[0]) + 1))
    return PageTable(page=page, columns=columns, n_rows=len(rows), cells=tuple(cells), box=(0, 0, columns[-1], 20))


def grids(*parts: PageTable) -> list[list[str]]:
    (table,) = join(parts)
    n_rows = max(cell.row for cell in table.cells) + 1
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(n_rows)]


def test_a_header_row_cut_by_the_page_end_is_put_together() -> None:
    upper = part(1, ("商业企业", "科研机构", "社会公益", "法律服务"))
    lower = part(2, ("", "", "组织", "机构"), ("1", "0", "0", "0"))
    assert grids(upper, lower) == [["商业企业", "科研机构", "社会公益组织", "法律服务机构"], ["1", "0", "0", "0"]]


def test_a_row_of_its_own_is_no_lower_half() -> None:
    upper = part(1, ("信息内容", "本年制发件数", "现行有效件数"))
    lower = part(2, ("规章", "", ""), ("规范性文件", "1", "0"))
    assert len(grids(upper, lower)) == 3


def test_a_label_that_goes_on_alone_stays_in_its_row() -> None:
    upper = part(1, ("三、总计", "0", "0", "0"), ("四、结转下年度继续", "0", "0", "0"))
    lower = part(2, ("办理", "", "", ""))
    assert grids(upper, lower) == [["三、总计", "0", "0", "0"], ["四、结转下年度继续办理", "0", "0", "0"]]
