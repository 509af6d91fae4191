"""Reviews Chinese 政府信息公开工作年度报告: reads a draft, understands it, explains every finding."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from reviewer.checks.base import Finding
    from reviewer.review.model import Review
    from reviewer.review.run import review_file

__all__ = ["Finding", "Review", "__version__", "review_file"]

_HOMES = {
    "Finding": "reviewer.checks.base",
    "Review": "reviewer.review.model",
    "review_file": "reviewer.review.run",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that ``import reviewer`` stays instant."""
    if name not in _HOMES:
        raise AttributeError(f"module 'reviewer' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
