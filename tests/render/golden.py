"""Whole-file comparison with what was agreed on; ``UPDATE_GOLDEN=1`` rewrites it."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "golden" / "render"


def updating() -> bool:
    """Tell whether golden files are rewritten in this run."""
    return os.environ.get("UPDATE_GOLDEN") == "1"


def compare(name: str, content: str) -> None:
    """Fail unless the golden file ``name`` holds exactly ``content``."""
    path = FOLDER / name
    if updating():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    expected = path.read_bytes().decode()
    # Not `assert a == b`: its report of two long strings takes minutes.
    same = expected == content
    assert same, f"{path.name} differs from the golden file; look at the change, then run with UPDATE_GOLDEN=1"
