"""What every test may use: the resources of a review, loaded once, and drafts made from text."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reviewer.document.model import Document
from reviewer.ingest.load import load_bytes
from reviewer.review.model import Review
from reviewer.review.resources import Resources, load_resources
from reviewer.review.run import ReviewOptions, review_document

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def places_file(root: Path) -> Path:
    """The invented places that the drafts of all tests speak of."""
    return root / "corpus" / "invented_places.toml"


@pytest.fixture(scope="session")
def resources(places_file: Path) -> Resources:
    """Pipeline, knowledge and models, without the corpus that ships."""
    return load_resources(use_shipped_corpus=False, places=places_file)


@pytest.fixture(scope="session")
def shipped_resources(places_file: Path) -> Resources:
    """The same with the corpus that ships."""
    return load_resources(places=places_file)


@pytest.fixture(scope="session")
def parse_draft() -> Callable[[str], Document]:
    """Read a draft from its text, as if it were a UTF-8 file."""
    return lambda text: load_bytes(text.encode(), "草稿.txt")


@pytest.fixture(scope="session")
def review_draft(resources: Resources, parse_draft: Callable[[str], Document]) -> Callable[[str], Review]:
    """Review a draft from its text; a check that crashes fails the test."""

    def run(text: str) -> Review:
        return review_document(parse_draft(text), resources=resources, options=ReviewOptions(raise_failures=True))

    return run


@pytest.fixture(scope="session")
def example_text(root: Path) -> str:
    """The example draft that ships, with its slips."""
    return (root / "examples" / "draft.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def clean_text(root: Path) -> str:
    """A compliant report."""
    return (root / "tests" / "cases" / "drafts" / "compliant-2023.txt").read_text(encoding="utf-8")
