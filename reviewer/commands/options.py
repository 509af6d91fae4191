"""What the commands that review have in common: reading their options, and their exit status."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from reviewer.checks.base import Severity
from reviewer.errors import ConfigError
from reviewer.review.loading import Loading

FORMATS = ("html", "json", "docx")


def read_formats(text: str) -> tuple[str, ...]:
    """Return the formats of a list with commas, each once.

    Raises:
        ConfigError: One is not known, or the list is empty.
    """
    formats = tuple(dict.fromkeys(_split(text)))
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise ConfigError(f"不支持的格式“{'、'.join(unknown)}”；可选：{'、'.join(FORMATS)}")
    return formats


def require_files(*paths: Path | None) -> None:
    """Refuse files that were named and are not there.

    Raises:
        ConfigError: One is missing.
    """
    for path in paths:
        if path is not None and not path.is_file():
            raise ConfigError(f"找不到文件 {path}；请检查路径")


def read_loading(arguments: argparse.Namespace) -> Loading:
    """Return what the arguments ask to be loaded."""
    return Loading(
        corpora=tuple(arguments.corpus),
        use_shipped_corpus=not arguments.no_default_corpus,
        places=arguments.places,
        settings=arguments.settings,
        only=_split(arguments.only),
        without=_split(arguments.without),
    )


def exit_status(counts: Sequence[int], fail_on: str, *, has_failed: bool, has_unread: bool) -> int:
    """Return the highest status that applies.

    Args:
        counts: Numbers of findings, the gravest severity first.
        fail_on: Lowest severity that makes status 1; ``never`` for none.
        has_failed: A check, or a whole review, failed inside.
        has_unread: An input could not be read.
    """
    if has_failed:
        return 4
    if has_unread:
        return 3
    if fail_on == "never":
        return 0
    depth = [severity.value for severity in Severity].index(fail_on) + 1
    return int(any(counts[:depth]))


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
