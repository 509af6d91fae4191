"""The tables as parquet files and one workbook, the same bytes for the same rows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any

from reviewer.audit.rows import COLUMNS, ROW_TYPES, Column, Row, values_of
from reviewer.errors import MissingResource
from reviewer.render.labels import CATEGORIES, LEVELS, PASSAGE_KINDS, SECTIONS, SEVERITIES, TOPICS, VERDICTS
from reviewer.render.safe_text import shorten, visible

CATEGORY_LABELS = {**CATEGORIES, "level_totals": "上下级汇总不符", "several_reports": "同年多份报告"}
STATUSES = {
    "reviewed": "已审查",
    "duplicate": "与另一文件相同",
    "unreadable": "读不出",
    "failed": "程序出错",
    "ignored": "不是报告",
}
DIRECTIONS = {"year": "年度较晚", "published": "发布较晚", "residue": "留有对方名称", "corpus": "来源在语料库"}
_LABELS: dict[str, Mapping[str, str]] = {
    "severity": SEVERITIES,
    "category": CATEGORY_LABELS,
    "verdict": VERDICTS,
    "level": LEVELS,
    "section": SECTIONS,
    "topic": TOPICS,
    "kind": PASSAGE_KINDS,
    "status": STATUSES,
    "direction": DIRECTIONS,
}
_ROWS_OF_A_GROUP = 4096
_MAX_SHEET_ROWS = 1_048_576
_MAX_CELL = 32_000
_WIDTHS = {"text": 18, "whole": 8, "real": 9, "flag": 8}
_WIDE = {"message": 60, "quote": 60, "source_quote": 60, "text": 80, "suggestion": 40, "basis": 40, "title": 40}
#: A spreadsheet takes a cell that begins so for a formula when it is typed or pasted anew.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def require_extra() -> None:
    """Refuse to begin what could not be written at the end.

    Raises:
        MissingResource: pyarrow or xlsxwriter is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415
        import xlsxwriter  # noqa: F401, PLC0415
    except ImportError as error:
        raise MissingResource(
            f"reviewer audit 需要附加组件（缺少 {error.name}）；请运行 pip install 'reviewer[audit]'"
        ) from error


class TableWriter:
    """Writes rows to ``reports.parquet`` … and ``findings.xlsx``; all files appear when it is closed without error.

    Only one group of rows of each table is in memory.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._stack = ExitStack()
        self._parquet: dict[str, _ParquetTable] = {}
        self._sheets: dict[str, _Sheet] = {}

    def __enter__(self) -> TableWriter:
        self.out.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            for row_type in ROW_TYPES:
                path = stack.enter_context(_whole_file(self.out / f"{row_type.TABLE}.parquet"))
                self._parquet[row_type.TABLE] = stack.enter_context(_ParquetTable(path, COLUMNS[row_type.TABLE]))
            path = stack.enter_context(_whole_file(self.out / "findings.xlsx"))
            book = stack.enter_context(_workbook(path))
            # What a reader of the workbook is after comes first.
            for row_type in sorted(ROW_TYPES, key=lambda one: one.TABLE != "findings"):
                self._sheets[row_type.TABLE] = _Sheet(book, row_type.SHEET, COLUMNS[row_type.TABLE])
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sheet in self._sheets.values():
            sheet.finish()
        self._stack.__exit__(kind, error, trace)

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows of one table."""
        iterator = iter(rows)
        first = next(iterator, None)
        if first is None:
            return
        parquet, sheet = self._parquet[first.TABLE], self._sheets[first.TABLE]
        for row in chain([first], iterator):
            values = values_of(row)
            parquet.add(values)
            sheet.add(values)


@contextmanager
def _whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to that becomes ``path`` when all went well."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class _ParquetTable:
    def __init__(self, path: Path, columns: tuple[Column, ...]) -> None:
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        kinds = {"text": pa.string(), "whole": pa.int64(), "real": pa.float64(), "flag": pa.bool_()}
        self._columns = columns
        self._schema = pa.schema([(column.name, kinds[column.kind]) for column in columns])
        self._new_table = pa.Table.from_arrays
        self._new_array = pa.array
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[tuple[Any, ...]] = []

    def __enter__(self) -> _ParquetTable:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()

    def add(self, values: tuple[Any, ...]) -> None:
        self._rows.append(tuple(_storable(value) for value in values))
        if len(self._rows) >= _ROWS_OF_A_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            arrays = [
                self._new_array(values, field.type)
                for values, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
            ]
            self._writer.write_table(self._new_table(arrays, schema=self._schema), row_group_size=_ROWS_OF_A_GROUP)
            self._rows = []


def _storable(value: str | float | bool | None) -> str | float | bool | None:
    """Return the value; a lone surrogate, which UTF-8 cannot hold, becomes one replacement character."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    import xlsxwriter  # noqa: PLC0415

    book = xlsxwriter.Workbook(
        str(path),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    # The day of writing would make every run's bytes different.
    book.set_properties({"title": "政府信息公开工作年度报告批量审查", "author": "reviewer", "created": _DAY})
    try:
        yield book
    finally:
        book.close()


class _Sheet:
    def __init__(self, book: Any, name: str, columns: tuple[Column, ...]) -> None:  # noqa: ANN401
        self._sheet = book.add_worksheet(name)
        self._columns = columns
        self._head = book.add_format({"bold": True, "bg_color": "#F4E8E4", "bottom": 1, "valign": "top"})
        self._plain = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@"})
        self._quoted = book.add_format({"valign": "top", "text_wrap": True, "num_format": "@", "quote_prefix": True})
        self._number = book.add_format({"valign": "top"})
        self._share = book.add_format({"valign": "top", "num_format": "0.00"})
        self._next = 1
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, _WIDE.get(column.name, _WIDTHS[column.kind]))
            self._sheet.write_string(0, at, column.label, self._head)
        self._sheet.freeze_panes(1, 1)

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, self._next - 1, len(self._columns) - 1)

    def add(self, values: tuple[Any, ...]) -> None:
        if self._next >= _MAX_SHEET_ROWS - 1:
            if self._next == _MAX_SHEET_ROWS - 1:
                self._sheet.write_string(self._next, 0, "行数超出上限，全部内容见同名 parquet 文件", self._plain)
                self._next += 1
            return
        for at, (column, value) in enumerate(zip(self._columns, values, strict=True)):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                text = shorten(visible(_LABELS.get(column.name, {}).get(value, value)), _MAX_CELL)
                style = self._quoted if text.startswith(_FORMULA_STARTS) else self._plain
                self._sheet.write_string(self._next, at, text, style)
            elif isinstance(value, bool):
                self._sheet.write_string(self._next, at, "是" if value else "否", self._plain)
            else:
                self._sheet.write_number(self._next, at, value, self._share if column.kind == "real" else self._number)
        self._next += 1
