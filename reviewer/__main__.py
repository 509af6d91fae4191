"""``python -m reviewer`` is the console script."""

from __future__ import annotations

from reviewer.cli import run

run()
