"""Tables of the official form whose cells ran together: 规章000, 信息内容本年制发件数本年废止件数现行有效件数."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.ingest.form_labels import is_row_label
from reviewer.ingest.table_rows import FoundTable, to_table
from reviewer.regex import Regex

_HEADS = (
    "第二十条第?[（(][一二三四五六七八九][）)]项|信息内容|本年制发件数|本年废止件数|"
    "现行有效件数|本年处理决定数量|本年收费金额(?:[（(]单位[：:]?万元[）)])?|本年新制作数量|本年新公开数量|对外公开总数量|"
    "上一年项目数量|本年增[/／]减|处理决定数量|采购项目数量|采购总金额|规章|行政规范性文件|规范性文件|行政许可|"
    "其他对外管理服务事项|行政处罚|行政强制|行政事业性收费|政府集中采购|"
    "[（(]本列数据的勾稽关系为[：:]第一项加第二项之和[，,]等于第三项加第四项之和[）)]|申请人情况|自然人|法人或其他组织|"
    "商业企业|科研机构|社会公益组织|法律服务机构|行政复议|行政诉讼|结果维持|结果纠正|其他结果|尚未审结|总计|"
    "未经复议直接起诉|复议后起诉|其他"
)
_HEAD = Regex(_HEADS)
_HEAD_LINE = Regex(rf"(?:{_HEADS})+")
_LINE = Regex(r"(?P<words>.*?)(?P<figures>[0-9]*)")
_PIECES = Regex(r"(?<=.)(?=[（(][一二三四五六七][）)])|(?<=[^0-9（(])(?=[1-8][.．、])")
_REQUEST_FIGURES = 7
_REVIEW_FIGURES = 15
_MIN_ROWS = 3
_MAX_UPRIGHT = 20
_UPRIGHT = frozenset("行政复议诉讼未经直接起后结果维持纠正其他尚审总计")
_MAX_LINE = 160


def find_glued(lines: Sequence[str], start: int) -> FoundTable | int:
    """Return the table that starts at ``start``; else the line before which none of this kind starts.

    A run of figures is cut only where it has as many digits as the table has columns;
    otherwise it stays one cell, and its row counts as not read.
    """
    rows: list[list[str]] = []
    with_figures = several = 0
    width = 0
    last = start
    for position in range(start, len(lines)):
        line = lines[position].strip()
        if not line:
            if position - last > 1:
                break
            continue
        cells = _cells(line, width)
        if cells is None:
            break
        labels = [cell for cell in cells if not cell.isdecimal()]
        if labels and labels[0] == "信息内容":
            width = len(labels) - 1
        with_figures += bool(labels) and len(cells) > len(labels)
        several += len(labels) > 1 or len(cells) - len(labels) > 1
        rows.append(cells)
        last = position
    upright = _find_upright(lines, start)
    if upright:
        return upright
    is_review = bool(rows) and len(rows[-1]) == _REVIEW_FIGURES and rows[-1][0].isdecimal()
    if (with_figures < _MIN_ROWS and not is_review) or several < 2:
        return max(last, start + 1)
    return FoundTable(start, last + 1, to_table(rows))


def _find_upright(lines: Sequence[str], start: int) -> FoundTable | None:
    """Return the table of reviews and lawsuits whose labels stood upright: 结 结 其 尚, 果 果 他 未."""
    rows: list[list[str]] = []
    for position in range(start, min(len(lines), start + _MAX_UPRIGHT)):
        cells = lines[position].split()
        if len(rows) > _MIN_ROWS and len(cells) == _REVIEW_FIGURES and all(cell.isdecimal() for cell in cells):
            rows.append(cells)
            is_upright = sum(all(len(cell) == 1 for cell in row) for row in rows[:-1]) >= _MIN_ROWS
            return FoundTable(start, position + 1, to_table(rows)) if is_upright else None
        if not cells or any(char not in _UPRIGHT for cell in cells for char in cell):
            return None
        rows.append(cells)
    return None


def _cells(line: str, width: int) -> list[str] | None:
    match = _LINE.fullmatch(line) if len(line) <= _MAX_LINE and not re.search(r"[\s|]", line) else None
    if match is None:
        return None
    words, figures = match["words"], match["figures"]
    if not words:
        return list(figures) if len(figures) == _REVIEW_FIGURES else None
    pieces = _PIECES.split(words)
    if all(is_row_label(piece) for piece in pieces):
        wanted = _REQUEST_FIGURES
    elif _HEAD_LINE.fullmatch(words):
        pieces = _HEAD.findall(words)
        wanted = width
    else:
        return None
    if not figures:
        return pieces
    return [*pieces, *(figures if len(figures) == wanted else [figures])]
