"""Runs the check suites of tests/cases, and holds checks and suites to their form."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from reviewer.checks.base import Check
from reviewer.checks.help import HEADINGS, help_of
from reviewer.checks.registry import discover
from reviewer.errors import InvalidParameter
from reviewer.review.plan import build_plan
from reviewer.review.resources import Resources
from tests.checks.suites import Case, describe, mismatches, read_suites, run_case

SUITES = read_suites()
CHECKS = discover()


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{check}-{case.name}") for check, cases in SUITES.items() for case in cases]
)
def test_case(case: Case, resources: Resources, tmp_path: Path, places_file: Path) -> None:
    outcome = run_case(case, resources, tmp_path, places_file)
    if case.skipped is None:
        assert outcome.skipped is None, f"the check did not run: {outcome.skipped}"
    else:
        assert case.skipped in (outcome.skipped or "the check ran")
    assert not mismatches(case, outcome), "\n".join(mismatches(case, outcome)) + "\n" + describe(outcome.findings)


def test_every_check_has_a_suite_and_every_suite_a_check() -> None:
    assert sorted(SUITES) == sorted(CHECKS)


@pytest.mark.parametrize("check_id", sorted(SUITES))
def test_suite_fires_twice_and_is_silent_twice(check_id: str) -> None:
    cases = [case for case in SUITES[check_id] if case.skipped is None]
    assert sum(bool(case.expect) for case in cases) >= 2
    assert sum(not case.expect for case in cases) >= 2


@pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))
def test_help_page_is_complete(check: type[Check]) -> None:
    page = help_of(check)
    assert [heading for heading, _ in page.parts] == list(HEADINGS.values())
    assert page.summary.endswith("。")
    assert all(len(body) >= 4 for _, body in page.parts)


@pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))
def test_parameters_have_defaults_and_unknown_ones_are_refused(check: type[Check], tmp_path: Path) -> None:
    assert all(
        field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        for field in dataclasses.fields(check)
    )
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[checks."{check.id}"]\nno_such_parameter = 1\n', encoding="utf-8")
    with pytest.raises(InvalidParameter, match="no_such_parameter"):
        build_plan(settings=settings)


@pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))
def test_parameter_of_another_type_is_refused(check: type[Check], tmp_path: Path) -> None:
    for field in dataclasses.fields(check):
        settings = tmp_path / "settings.toml"
        settings.write_text(f'[checks."{check.id}"]\n{field.name} = {{ wrong = true }}\n', encoding="utf-8")
        with pytest.raises(InvalidParameter, match=field.name):
            build_plan(settings=settings)
