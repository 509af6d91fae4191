"""The documents say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewer.checks.registry import discover
from scripts.build_data_card import CARD
from scripts.build_data_card import build as build_data_card
from scripts.build_docs import build
from tests.checks.suites import read_suites

_PAGES = ("architecture.md", "audit.md", "corpus.md", "defects.md", "glossary.md", "scale.md")


def test_generated_documents_are_fresh() -> None:
    stale = [path.name for path, content in build().items() if path.read_text(encoding="utf-8") != content]
    assert stale == [], "run make docs"


def test_the_data_card_is_fresh() -> None:
    assert CARD.read_text(encoding="utf-8") == build_data_card(), "run make docs"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_ci_runs_the_second_command_of_the_readme(name: str, root: Path) -> None:
    commands = re.findall(r"```(?:sh|bash)\n(.*?)\n```", (root / name).read_text(encoding="utf-8"), re.DOTALL)
    test_command = next(command for command in commands if "pytest" in command)
    assert test_command in (root / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", *(f"docs/{page}" for page in _PAGES)])
def test_links_lead_somewhere(name: str, root: Path) -> None:
    page = root / name
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_names_every_category(name: str, root: Path) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert [check.category for check in discover().values() if f"`{check.category}`" not in text] == []


def test_architecture_names_every_package(root: Path) -> None:
    text = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = [path.parent.name for path in (root / "reviewer").glob("*/__init__.py")]
    assert [name for name in packages if not re.search(rf"^  {name}/ ", text, re.MULTILINE)] == []


def test_every_type_of_defect_has_a_check_and_a_case_that_fires(root: Path) -> None:
    suites = {check: {case.name: case for case in cases} for check, cases in read_suites().items()}
    rows = re.findall(
        r"^\| (D\d+)? *\| .*\| `([a-z_.]+)` \| `(\w+)` \|$",
        (root / "docs" / "defects.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert [number for number, _, _ in rows if number] == [f"D{number}" for number in range(1, 52)]
    for _, check, case in rows:
        assert check in discover()
        assert suites[check][case].expect, f"{check}: {case} expects no finding"
