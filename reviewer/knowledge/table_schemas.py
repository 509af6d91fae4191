"""The official tables: their rows and columns, typed, by format generation.

Source:
    国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号, the two annual-report forms.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

TableKey = Literal["disclosure", "requests", "review_litigation"]
TABLE_KEYS: tuple[TableKey, ...] = ("disclosure", "requests", "review_litigation")
TABLE_NAMES: dict[TableKey, str] = {
    "disclosure": "表一（主动公开政府信息情况）",
    "requests": "表二（收到和处理政府信息公开申请情况）",
    "review_litigation": "表三（行政复议、行政诉讼情况）",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A row or column label of an official table.

    Args:
        id: Ours, unique within its table's rows or columns.
        text: The form's exact words.
        group: The label that spans it and its neighbours; empty if none does.
        section: The wider label that spans the group; empty if none does.
        block: The caption of the part of table one that it belongs to; empty elsewhere.
    """

    id: str
    text: str
    group: str = ""
    section: str = ""
    block: str = ""

    @property
    def path(self) -> str:
        """Return the label with its group in front, as a person would name it."""
        return f"{self.group}{self.text}" if self.group else self.text


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One official table of one format generation.

    Args:
        key: Which of the three tables.
        profile: The format generation it belongs to.
        rows: In the form's order. Of table three, the three groups.
        columns: In the form's order; of table one, keyed by block in :attr:`Label.block`.
    """

    key: TableKey
    profile: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]

    def columns_of(self, row: Label) -> tuple[Label, ...]:
        """Return the columns that ``row`` has figures in."""
        return tuple(column for column in self.columns if column.block == row.block)

    def row(self, row_id: str) -> Label:
        """Return the row with this id."""
        return next(row for row in self.rows if row.id == row_id)


@cache
def load_table_schemas() -> tuple[TableSchema, ...]:
    """Return the schemas of all generations that have official tables."""
    text = (files("reviewer.knowledge") / "data" / "table_schemas.toml").read_text(encoding="utf-8")
    raw: list[dict[str, Any]] = tomllib.loads(text)["schema"]
    schemas: list[TableSchema] = []
    for entry in raw:
        for profile in (entry["profile"], *entry.get("also", ())):
            schemas.append(_build(entry, profile, raw))
    return tuple(schemas)


def schema_for(key: TableKey, profile: str) -> TableSchema | None:
    """Return one table of one generation; None for a generation without official tables."""
    return next((s for s in load_table_schemas() if s.key == key and s.profile == profile), None)


def _build(entry: dict[str, Any], profile: str, raw: list[dict[str, Any]]) -> TableSchema:
    if "blocks" in entry:
        return TableSchema(
            key=entry["key"],
            profile=profile,
            rows=tuple(
                Label(f"{row['id']}", row["label"], block=block["caption"])
                for block in entry["blocks"]
                for row in block["rows"]
            ),
            columns=tuple(
                Label(column["id"], column["label"], block=block["caption"])
                for block in entry["blocks"]
                for column in block["columns"]
            ),
        )
    if "groups" in entry:
        rows = tuple(Label(group["id"], group["label"], group.get("parent", "")) for group in entry["groups"])
        return TableSchema(entry["key"], profile, rows, tuple(Label(c["id"], c["label"]) for c in entry["columns"]))
    base = entry
    if "same_as" in entry:
        base = next(e for e in raw if e["key"] == entry["key"] and e["profile"] == entry["same_as"])
    replaced, dropped = entry.get("replace_rows", {}), entry.get("drop_rows", ())
    kept = [replaced.get(row["id"], row) for row in base["rows"] if row["id"] not in dropped]
    return TableSchema(
        key=entry["key"],
        profile=profile,
        rows=tuple(Label(r["id"], r["label"], r.get("group", ""), r.get("section", "")) for r in kept),
        columns=tuple(Label(c["id"], c["label"], c.get("group", "")) for c in base["columns"]),
    )
