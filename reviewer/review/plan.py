"""Which checks a review runs, with which parameters."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.checks.base import Check
from reviewer.checks.registry import discover, find_check
from reviewer.errors import ConfigError, InvalidParameter


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """The checks of a review, built once.

    Args:
        checks: Ready to run, in order of id.
        switched_off: Ids of checks that the caller left out; listed in the review as not run.
    """

    checks: tuple[Check, ...]
    switched_off: tuple[str, ...] = ()


def build_plan(*, only: Collection[str] = (), without: Collection[str] = (), settings: Path | None = None) -> CheckPlan:
    """Return the plan of all checks, narrowed and adjusted.

    Args:
        only: Ids or categories to run; empty for all.
        without: Ids or categories to leave out.
        settings: A TOML file with a table ``[checks."data.table_arithmetic"]`` of parameters for each
            check to adjust, and ``off = true`` to leave one out.

    Raises:
        UnknownCheck: An id that does not exist.
        InvalidParameter: A parameter that the check does not have, or of another type.
        ConfigError: The settings file cannot be read.
    """
    chosen = {find_check(name).id for name in only} or set(discover())
    chosen -= {find_check(name).id for name in without}
    parameters = _read_settings(settings) if settings else {}
    checks: list[Check] = []
    off: list[str] = []
    for check_id, check in discover().items():
        given = dict(parameters.get(check_id, {}))
        if given.pop("off", False) or check_id not in chosen:
            off.append(check_id)
            continue
        checks.append(_build(check, given, settings))
    return CheckPlan(tuple(checks), tuple(off))


def _read_settings(path: Path) -> dict[str, Mapping[str, Any]]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"读不出设置文件 {path.name}（{error.strerror}）；请检查路径") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"设置文件 {path.name} 不是有效的 TOML：{error}") from error
    tables = raw.get("checks", {})
    return {find_check(name).id: table for name, table in tables.items()}


def _build(check: type[Check], given: Mapping[str, Any], settings: Path | None) -> Check:
    fields = {field.name: field for field in dataclasses.fields(check)}
    where = f"（{settings.name}）" if settings else ""
    for name, value in given.items():
        if name not in fields:
            known = "、".join(fields) or "没有参数"
            raise InvalidParameter(f"{check.id} 没有参数 {name}；可用：{known}{where}")
        default = fields[name].default
        if default is not dataclasses.MISSING and not isinstance(value, type(default)):
            raise InvalidParameter(f"{check.id} 的 {name} 应为 {type(default).__name__}，现为 {value!r}{where}")
    return check(**given)
