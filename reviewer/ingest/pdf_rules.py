"""The ruling lines of a PDF page, and the grids that they make."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reviewer.ingest.pdf_frame import PageFrame

if TYPE_CHECKING:
    import pypdfium2

_THIN = 3.0  # points; a filled shape this thin is a drawn line
_STRAIGHT = 0.8  # points by which a level line may be off
_SNAP = 3.0  # points by which lines that meet may miss each other
_MIN_LENGTH = 4.0
_MAX_OBJECTS = 20_000
_MAX_DEPTH = 5

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line: where it stands and from where to where it runs, from the top left corner."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The lines of a page, those that touch made one."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a grid: the rows and columns that it covers, half-open."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: edges between its columns and rows, and its cells in reading order."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Region, ...]


def read_rules(page: pypdfium2.PdfPage, frame: PageFrame) -> Rules:
    """Return the lines that a page draws. O(drawn shapes); only the first 20,000 shapes count."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for x0, y0, x1, y1 in _read_strokes(page):
        left, top, right, bottom = frame.place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if bottom - top <= right - left:
            level.append(Rule((top + bottom) / 2, left, right))
        else:
            upright.append(Rule((left + right) / 2, top, bottom))
    return Rules(_merge(level), _merge(upright))


def find_grids(rules: Rules) -> list[Grid]:
    """Return the grids that lines make where they cross, from top to bottom."""
    grids: list[Grid] = []
    for level, upright in _connected(rules):
        columns = _edges([rule.at for rule in upright] + [edge for rule in level for edge in (rule.start, rule.end)])
        rows = _edges([rule.at for rule in level] + [edge for rule in upright for edge in (rule.start, rule.end)])
        if len(columns) >= 3 and len(rows) >= 2 and len(columns) * len(rows) <= _MAX_OBJECTS:
            grids.append(Grid(tuple(columns), tuple(rows), tuple(_cells(columns, rows, level, upright))))
    return sorted(grids, key=lambda grid: (grid.rows[0], grid.columns[0]))


# --- what the page draws --------------------------------------------------------------------------


def _read_strokes(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Yield level and upright lines, and filled shapes as thin as lines, in the page's coordinates."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  (costs start-up time that only PDF files should pay)

    left = _MAX_OBJECTS
    waiting: list[tuple[Any, Matrix, int]] = [
        (pdfium.FPDFPage_GetObject(page.raw, index), _IDENTITY, 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS))
    ]
    for item, outer, depth in waiting:  # grows while forms are opened
        left -= 1
        if left < 0:
            return
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _strokes_of(pdfium, item, _multiply(_matrix_of(pdfium, item), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            matrix = _multiply(_matrix_of(pdfium, item), outer)
            count = min(pdfium.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)
            waiting.extend((pdfium.FPDFFormObj_GetObject(item, index), matrix, depth + 1) for index in range(count))


def _matrix_of(pdfium: Any, item: Any) -> Matrix:  # noqa: ANN401  (ctypes handles have no type)
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    if outer == _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _strokes_of(pdfium: Any, path: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    for points in _subpaths(pdfium, path, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if fill.value and min(width, height) <= _THIN:
            if max(width, height) >= _MIN_LENGTH:
                yield min(xs), min(ys), max(xs), max(ys)
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                dx, dy = abs(x1 - x0), abs(y1 - y0)
                if min(dx, dy) <= _STRAIGHT:
                    yield x0, y0, x1, y1


def _subpaths(pdfium: Any, path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:  # noqa: ANN401
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(max(0, pdfium.FPDFPath_CountSegments(path)), _MAX_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        place = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(place)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


# --- lines → grids --------------------------------------------------------------------------------


def _merge(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Put lines together that lie on one another or go on where another ends."""
    merged: list[Rule] = []
    group: list[Rule] = []
    for rule in [*sorted(rules, key=lambda rule: rule.at), None]:
        if group and (rule is None or rule.at - group[0].at > _SNAP):
            at = sum(other.at for other in group) / len(group)
            open_rule: Rule | None = None
            for other in sorted(group, key=lambda other: other.start):
                if open_rule is not None and other.start <= open_rule.end + _SNAP:
                    open_rule = Rule(at, open_rule.start, max(open_rule.end, other.end))
                else:
                    merged.extend([open_rule] if open_rule else [])
                    open_rule = Rule(at, other.start, other.end)
            merged.extend([open_rule] if open_rule else [])
            group = []
        if rule is not None:
            group.append(rule)
    return tuple(rule for rule in merged if rule.end - rule.start >= _MIN_LENGTH)


def _connected(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the groups of lines that hang together by crossing; lines that cross nothing are no table's."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(key: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for i, level in enumerate(rules.level):
        for j, upright in enumerate(rules.upright):
            across = level.start - _SNAP <= upright.at <= level.end + _SNAP
            if across and upright.start - _SNAP <= level.at <= upright.end + _SNAP:
                parent[root(("upright", j))] = root(("level", i))
    groups: dict[tuple[str, int], tuple[list[Rule], list[Rule]]] = {}
    for kind, source in (("level", rules.level), ("upright", rules.upright)):
        for index, rule in enumerate(source):
            if (kind, index) in parent:
                groups.setdefault(root((kind, index)), ([], []))[0 if kind == "level" else 1].append(rule)
    return list(groups.values())


def _edges(values: Sequence[float]) -> list[float]:
    """Return sorted edges with those that almost coincide made one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _cells(
    columns: Sequence[float], rows: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]
) -> Iterator[Region]:
    """Yield the cells: squares of the grid, put together where no line parts them."""
    n_rows, n_columns = len(rows) - 1, len(columns) - 1

    def parted_below(row: int, column: int) -> bool:
        middle = (columns[column] + columns[column + 1]) / 2
        return any(abs(rule.at - rows[row + 1]) <= _SNAP and rule.start <= middle <= rule.end for rule in level)

    def parted_right(row: int, column: int) -> bool:
        middle = (rows[row] + rows[row + 1]) / 2
        return any(abs(rule.at - columns[column + 1]) <= _SNAP and rule.start <= middle <= rule.end for rule in upright)

    taken: set[tuple[int, int]] = set()
    for row in range(n_rows):
        for column in range(n_columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < n_columns and (row, right) not in taken and not parted_right(row, right - 1):
                right += 1
            bottom = row + 1
            while bottom < n_rows and not any(parted_below(bottom - 1, c) for c in range(column, right)):
                if any(parted_right(bottom, c) for c in range(column, right - 1)):
                    break
                bottom += 1
            taken.update((r, c) for r in range(row, bottom) for c in range(column, right))
            yield Region(row, column, bottom, right)
