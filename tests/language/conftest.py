"""The language model that ships, for the tests of what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.language.model import LanguageModel
from reviewer.language.store import Language, load_language


@pytest.fixture(scope="session")
def language(root: Path) -> Language:
    return load_language(root / "models" / "language")


@pytest.fixture(scope="session")
def model(language: Language) -> LanguageModel:
    return language.model
