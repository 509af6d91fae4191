"""Tables as the page shows them."""

from __future__ import annotations

import pytest

from reviewer.ingest.load import load_bytes
from reviewer.render.places import Locator
from reviewer.render.view_evidence import sureness
from reviewer.render.view_model import TableView
from reviewer.render.view_text import MarkedText


def table_of(*rows: str) -> TableView:
    """Return the view of a table of a page; a cell of the rows is ``td`` with its attributes."""
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    page = f"<html><body><p>清泽县水利局2023年政府信息公开工作年度报告</p><table>{body}</table></body></html>"
    document = load_bytes(page.encode(), "草稿.html")
    (table,) = (
        part for part in MarkedText(document, ()).segments(Locator(document, (), ()), {}) if isinstance(part, TableView)
    )
    return table


def test_header_with_a_blank_cell_is_a_header() -> None:
    table = table_of("<td></td><td>自然人</td><td>总计</td>", "<td>本年新收</td><td>3</td><td>3</td>")
    assert [[cell.role for cell in row] for row in table.rows] == [["head"] * 3, ["label", "figure", "figure"]]


def test_row_that_is_too_short_is_filled() -> None:
    table = table_of(
        '<td rowspan="2">申请</td><td>自然人</td><td>法人</td><td>总计</td>', "<td>3</td><td>0</td>", "<td>甲</td>"
    )
    assert [len(row) for row in table.rows] == [4, 3, 4]
    assert table.rows[2][3].runs == ()


@pytest.mark.parametrize(("probability", "told"), [(1.0, "99%以上"), (0.992, "99%以上"), (0.87, "87%")])
def test_no_model_is_quite_sure(probability: float, told: str) -> None:
    assert sureness(probability) == told
