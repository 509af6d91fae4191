"""The help page of a check, read from its docstring."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from reviewer.checks.base import Check
from reviewer.errors import ConfigError
from reviewer.regex import Regex

HEADINGS = {
    "What it finds": "查什么",
    "Why it matters": "为什么要查",
    "Wrong": "误",
    "Right": "正",
    "Known limits": "已知局限",
    "Source": "依据",
}
_HEADING = Regex(r"^(What it finds|Why it matters|Wrong|Right|Known limits|Source):$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A check's help.

    Args:
        summary: One sentence.
        parts: Heading in Chinese and text, in the fixed order.
    """

    summary: str
    parts: tuple[tuple[str, str], ...]


def help_of(check: type[Check]) -> HelpPage:
    """Return the help page of a check.

    Raises:
        ConfigError: The docstring lacks one of the fixed headings.
    """
    text = inspect.cleandoc(check.__doc__ or "")
    pieces = _HEADING.split(text)
    found = {pieces[i]: inspect.cleandoc("\n" + pieces[i + 1]).strip() for i in range(1, len(pieces), 2)}
    missing = [heading for heading in HEADINGS if not found.get(heading)]
    if missing:
        raise ConfigError(f"{check.id} 的说明缺少：{'、'.join(missing)}")
    parts = tuple((chinese, _join(found[english])) for english, chinese in HEADINGS.items())
    return HelpPage(_join(pieces[0].strip()), parts)


def _join(text: str) -> str:
    """Return wrapped Chinese lines as one, for a line break is no space between characters."""
    return re.sub(r"\n\s*", "", text)
