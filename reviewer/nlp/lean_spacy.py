"""Imports spaCy without its command line.

``import spacy`` also imports ``spacy.cli`` with its downloader, project manager and
argument parser: a third of the import (0.2 of 0.6 s), none of it used in a review.
While spaCy is first imported, an empty module stands in for it; afterwards the
stand-in is gone and ``import spacy.cli`` works as ever.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_UNUSED = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> None:
    """Import spaCy, without its command line unless somebody imported that already."""
    if "spacy" in sys.modules:
        return
    for name in _UNUSED:
        sys.modules[name] = ModuleType(name)
    vars(sys.modules["spacy.cli.info"])["info"] = None
    try:
        import_module("spacy")
    finally:
        for name in _UNUSED:
            sys.modules.pop(name, None)
