"""``reviewer checks`` and ``reviewer explain``: the help pages of the checks."""

from __future__ import annotations

import argparse

from reviewer.checks.help import help_of
from reviewer.checks.registry import discover, find_check

_SEVERITIES = {"error": "必须改正", "warning": "需要核对", "hint": "提示"}


def list_checks(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Print every check with its usual severity and its first line of help."""
    for check_id, check in discover().items():
        page = help_of(check)
        print(f"{check_id}\t{_SEVERITIES[check.severity.value]}\t{check.title}：{page.summary}")
    return 0


def explain_check(arguments: argparse.Namespace) -> int:
    """Print the help page of one check."""
    check = find_check(arguments.code)
    page = help_of(check)
    print(f"{check.id}　{check.title}（{_SEVERITIES[check.severity.value]}）\n\n{page.summary}")
    for heading, body in page.parts:
        print(f"\n【{heading}】\n{body}")
    return 0
