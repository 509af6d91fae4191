"""Reads the places that an office adds itself: development zones, new divisions.

Two forms. Text, one path a line, ``#`` for remarks::

    河南省/洛阳市/示例新区
    河南省/洛阳市/洛龙区/示例街道

TOML, when more is to be said::

    [[place]]
    name = "示例新区"
    parent = "河南省/洛阳市"     # "*": 可在任何自行补充的地方之下
    level = "zone"              # 可省，按名称判断
    valid_from = 2024
    stem_is_distinct = true     # 去掉“区、县”后能否单独当地名用，缺省为能
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from reviewer.errors import InvalidParameter, MissingResource

OwnLevel = Literal["province", "prefecture", "county", "zone", "town", "street"]
_LEVELS = ("province", "prefecture", "county", "zone", "town", "street")
_FIELDS = ("name", "parent", "level", "valid_from", "valid_to", "stem_is_distinct")


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """One added place, as written."""

    name: str
    parent: str = ""
    level: OwnLevel | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    stem_is_distinct: bool = True


def read_own_places(path: Path) -> tuple[OwnPlace, ...]:
    """Return the places of a TOML or text file, in the order of the file.

    Raises:
        MissingResource: The file does not exist.
        InvalidParameter: It is not of either form.
    """
    if not path.is_file():
        raise MissingResource(f"没有找到地名补充文件 {path}；请检查路径。")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidParameter(f"地名补充文件 {path} 不是 UTF-8 编码；请另存为 UTF-8 后重试。") from error
    if path.suffix == ".toml":
        return _read_toml(text, path)
    return _read_lines(text)


def _read_lines(text: str) -> tuple[OwnPlace, ...]:
    found: dict[tuple[str, str], OwnPlace] = {}
    for line in text.splitlines():
        parts = [part.strip() for part in line.partition("#")[0].split("/") if part.strip()]
        if parts:
            parent, name = "/".join(parts[:-1]), parts[-1]
            found.setdefault((parent, name), OwnPlace(name, parent))
    return tuple(found.values())


def _read_toml(text: str, path: Path) -> tuple[OwnPlace, ...]:
    try:
        rows = tomllib.loads(text).get("place", [])
    except tomllib.TOMLDecodeError as error:
        raise InvalidParameter(f"地名补充文件 {path} 不是合法的 TOML（{error}）；请改正后重试。") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidParameter(f"地名补充文件 {path} 应由若干 [[place]] 组成；请参照说明改写。")
    found = []
    for number, row in enumerate(rows, start=1):
        unknown = [key for key in row if key not in _FIELDS]
        if unknown or not str(row.get("name", "")).strip():
            what = f"有不认识的项“{unknown[0]}”" if unknown else "缺少 name"
            raise InvalidParameter(f"地名补充文件 {path} 第 {number} 个地名{what}；可用的项：{'、'.join(_FIELDS)}。")
        level = row.get("level")
        if level is not None and level not in _LEVELS:
            raise InvalidParameter(f"地名补充文件 {path} 中“{row['name']}”的 level 应为 {'、'.join(_LEVELS)} 之一。")
        found.append(
            OwnPlace(
                name=str(row["name"]).strip(),
                parent=str(row.get("parent", "")).strip(),
                level=cast("OwnLevel | None", level),
                valid_from=_year(row.get("valid_from")),
                valid_to=_year(row.get("valid_to")),
                stem_is_distinct=bool(row.get("stem_is_distinct", True)),
            )
        )
    return tuple(found)


def _year(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
