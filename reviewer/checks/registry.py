"""Finds the checks: one public ``Check`` a file, its id equal to the file's place."""

from __future__ import annotations

import pkgutil
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from inspect import isabstract

import reviewer.checks as root
from reviewer.checks.base import Check
from reviewer.errors import ConfigError, UnknownCheck

FAMILIES = ("identity", "completeness", "reuse", "data", "language", "substance")


@cache
def discover() -> dict[str, type[Check]]:
    """Return every check class by id, in order of id.

    Raises:
        ConfigError: A file holds no check or several, or an id is not the file's place.
    """
    found: dict[str, type[Check]] = {}
    for family in FAMILIES:
        package = import_module(f"{root.__name__}.{family}")
        for module_info in pkgutil.iter_modules(package.__path__):
            if module_info.name.startswith("_"):
                continue
            module = import_module(f"{package.__name__}.{module_info.name}")
            classes = [
                value
                for value in vars(module).values()
                if isinstance(value, type)
                and issubclass(value, Check)
                and not isabstract(value)
                and value.__module__ == module.__name__
            ]
            expected = f"{family}.{module_info.name}"
            if len(classes) != 1:
                raise ConfigError(f"{expected}: 每个检查文件应恰有一个检查项，实有 {len(classes)} 个")
            if classes[0].id != expected:
                raise ConfigError(f"{expected}: 检查项的编号写作 {classes[0].id}，应与文件位置一致")
            found[expected] = classes[0]
    return dict(sorted(found.items()))


def find_check(check_id: str) -> type[Check]:
    """Return one check class by its id, or by its category when that is unambiguous.

    Raises:
        UnknownCheck: There is none; the message lists the nearest ids.
    """
    checks = discover()
    if check_id in checks:
        return checks[check_id]
    named = [check for check in checks.values() if check_id in (check.category, check.id.partition(".")[2])]
    if len(named) == 1:
        return named[0]
    near = get_close_matches(check_id, list(checks), n=3, cutoff=0.4)
    hint = f"相近的有：{'、'.join(near)}；" if near else ""
    raise UnknownCheck(f"没有检查项“{check_id}”；{hint}用 reviewer checks 查看全部")
