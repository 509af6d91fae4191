"""How copies of web pages flatten the official tables: one function a way, from rows of cells to text.

A merged cell stands once, where it starts; a blank cell is an empty string.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.knowledge.official_tables import Figures, get_schema

Rows = Sequence[Sequence[str]]

RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def request_rows(figures: Figures, *, nought: str = "0", cut: str = "") -> list[list[str]]:
    """Return table two; ``nought`` stands for 0, ``cut`` parts the labels that the page wraps."""
    heads = [f"商业{cut}企业", f"科研{cut}机构", "社会公益组织", "法律服务机构", "其他"]
    note = "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"
    rows = [[note, "申请人情况"], ["自然人", "法人或其他组织", "总计"], heads]
    schema = get_schema("requests")
    told: set[str] = set()
    for row in schema.rows:
        labels = [label for label in (row.section, row.group) if label and label not in told]
        told.update(labels)
        values = [figures[row.id, column.id] for column in schema.columns]
        rows.append([*labels, row.text, *(str(value) if value else nought for value in values)])
    return rows


def dispute_rows(values: Sequence[int], *, nought: str = "0") -> list[list[str]]:
    """Return table three."""
    return [
        ["行政复议", "行政诉讼"],
        ["未经复议直接起诉", "复议后起诉"],
        [*RESULTS, *RESULTS, *RESULTS],
        [str(value) if value else nought for value in values],
    ]


def _residue(row: Sequence[str], rows: Rows) -> str:
    return "|" * (max(map(len, rows)) - len(row))


def bars_behind_cells(rows: Rows) -> str:
    """A row a line, a bar behind each cell."""
    return "\n".join(" | ".join(row) + " |" for row in rows)


def bars_around_cells(rows: Rows) -> str:
    """A row a line, bars on both sides."""
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def bars_with_residue(rows: Rows) -> str:
    """A row a line, with the bars that merged cells left at its end."""
    return "\n".join(" | ".join(row) + " |" + _residue(row, rows) for row in rows)


def cell_and_bar_a_line(rows: Rows) -> str:
    """A cell a line with a bar behind it; a blank cell is a bar alone."""
    return "\n".join(f"{cell} |".strip() for row in rows for cell in row)


def cell_and_bar_with_residue(rows: Rows) -> str:
    """The same, with a line of bars where a row was shorter."""
    lines: list[str] = []
    for row in rows:
        lines += [f"{cell} |".strip() for cell in row]
        lines += [_residue(row, rows)] if _residue(row, rows) else []
    return "\n".join(lines)


def bar_before_rows(rows: Rows) -> str:
    """The same, with a bar of its own in front of each row."""
    lines: list[str] = []
    for row in rows:
        lines += ["|", *(f"{cell} |".strip() for cell in row)]
        lines[-1] += " " + _residue(row, rows)
    return "\n".join(line.strip() for line in lines)


def bars_between_lines(rows: Rows) -> str:
    """A cell a line, a bar on a line between them."""
    return "\n".join(f"{cell}\n|".strip() for row in rows for cell in row)


def lines(rows: Rows) -> str:
    """A cell a line; blank cells are gone."""
    return "\n".join(cell for row in rows for cell in row if cell)


def lines_apart(rows: Rows) -> str:
    """A cell a line with blank lines between; blank cells are gone, wrapped labels are two lines."""
    return "\n\n".join(cell.replace(" ", "\n\n") for row in rows for cell in row if cell)


def spaces(rows: Rows) -> str:
    """A row a line, spaces between the cells."""
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows)


def tabs(rows: Rows) -> str:
    """A row a line, tabs between the cells."""
    return "\n".join("\t".join(row) for row in rows)


WAYS: tuple[Callable[[Rows], str], ...] = (
    bars_behind_cells,
    bars_around_cells,
    bars_with_residue,
    cell_and_bar_a_line,
    cell_and_bar_with_residue,
    bar_before_rows,
    bars_between_lines,
    lines,
    lines_apart,
    spaces,
    tabs,
)
