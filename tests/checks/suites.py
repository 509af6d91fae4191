"""Reads the check suites of tests/cases and runs one case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from reviewer.checks.base import Finding
from reviewer.checks.registry import find_check
from reviewer.document.model import Document
from reviewer.identity.read import Overrides
from reviewer.ingest.load import load_bytes
from reviewer.review.resources import Resources, load_resources
from reviewer.review.run import ReviewOptions, build_context, run_checks
from reviewer.review.settle import settle

CASES = Path(__file__).resolve().parent.parent / "cases"
_KEYS = {"draft", "draft_file", "change", "given", "prior", "corpus", "params", "skipped", "expect"}
_EXPECTED_KEYS = {"quote", "nth", "message", "severity", "replacement", "topic", "section"}


@dataclass(frozen=True)
class Case:
    """One draft and all that its check must find in it."""

    check: str
    name: str
    text: str
    expect: tuple[Mapping[str, Any], ...]
    given: Mapping[str, Any] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)
    corpus: Mapping[str, str] = field(default_factory=dict)
    prior: str | None = None
    skipped: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What the check made of the draft."""

    document: Document
    findings: tuple[Finding, ...]
    skipped: str | None


def read_suites() -> dict[str, list[Case]]:
    """Return the cases of every suite by check id, in order of id."""
    suites: dict[str, list[Case]] = {}
    for path in sorted(CASES.glob("*.yaml")):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        if set(raw) != {"check", "cases"} or raw["check"] != path.stem:
            raise ValueError(f"{path.name}: needs exactly `check: {path.stem}` and `cases`")
        suites[raw["check"]] = [_read_case(path, name, body) for name, body in raw["cases"].items()]
    return suites


def _read_case(path: Path, name: str, body: Mapping[str, Any]) -> Case:
    where = f"{path.name}, {name}"
    unknown = set(body) - _KEYS
    if unknown or "expect" not in body:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}, or no `expect`")
    if ("draft" in body) == ("draft_file" in body):
        raise ValueError(f"{where}: needs either `draft` or `draft_file`")
    for item in body["expect"]:
        if set(item) - _EXPECTED_KEYS or "quote" not in item:
            raise ValueError(f"{where}: an expectation has a `quote` and only {sorted(_EXPECTED_KEYS)}; got {item}")
        if item["quote"] is None and not {"message", "topic", "section"} & set(item):
            raise ValueError(f"{where}: something absent needs `message`, `topic` or `section`")
    text = body["draft"] if "draft" in body else _read_draft(body["draft_file"])
    for old, new in body.get("change", {}).items():
        if text.count(old) != 1:
            raise ValueError(f"{where}: “{old}” stands {text.count(old)} times in the draft, not once")
        text = text.replace(old, new or "")
    prior = body.get("prior")
    return Case(
        check=path.stem,
        name=name,
        text=text,
        expect=tuple(body["expect"]),
        given=body.get("given", {}),
        params=body.get("params", {}),
        corpus=body.get("corpus", {}),
        prior=_a_year_before(_read_draft(prior)) if prior and "\n" not in prior else prior,
        skipped=body.get("skipped"),
    )


def _read_draft(name: str) -> str:
    return (CASES / "drafts" / name).read_text(encoding="utf-8")


def _a_year_before(text: str) -> str:
    """Return a report as it would have been a year earlier: its years moved, its figures kept."""
    return re.sub(r"20\d\d(?=年)", lambda year: str(int(year[0]) - 1), text)


def run_case(case: Case, resources: Resources, folder: Path, places: Path) -> Outcome:
    """Run the case's check, and it alone, on the case's draft.

    Args:
        case: The case.
        resources: Loaded once; replaced when the case brings a corpus of its own.
        folder: An empty folder for the case's files.
        places: Additions to the gazetteer.
    """
    if case.corpus:
        for name, text in case.corpus.items():
            (folder / "corpus" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "corpus" / name).write_text(text, encoding="utf-8")
        resources = load_resources(corpora=[folder / "corpus"], use_shipped_corpus=False, places=places)
    prior = None
    if case.prior is not None:
        prior = folder / "prior.txt"
        prior.write_text(case.prior, encoding="utf-8")
    document = load_bytes(case.text.encode(), "草稿.txt")
    options = ReviewOptions(overrides=Overrides(**case.given), prior=prior, raise_failures=True)
    check = find_check(case.check)(**case.params)
    ctx = build_context(document, resources, options)
    findings, outcomes = run_checks([check], ctx, raise_failures=True)
    skipped = outcomes[0].reason if outcomes[0].status == "skipped" else None
    return Outcome(document, settle(findings, document), skipped)


def describe(findings: tuple[Finding, ...]) -> str:
    """Return the findings as lines, for a failing test."""
    return "\n".join(
        f"  {finding.severity.value} {finding.quote!r} {finding.message}"
        f" → {finding.suggestion.replacement if finding.suggestion else None}"
        for finding in findings
    )


def mismatches(case: Case, outcome: Outcome) -> list[str]:
    """Return how each finding differs from what the case expects, in words; empty if none does."""
    if len(case.expect) != len(outcome.findings):
        return [f"expected {len(case.expect)} findings, got {len(outcome.findings)}"]
    wrong: list[str] = []
    for item, finding in zip(case.expect, outcome.findings, strict=True):
        wrong += [f"{key}: expected {value!r}, got {found!r}" for key, value, found in _compare(item, finding)]
        if item["quote"] is not None and finding.quote == item["quote"]:
            wrong += _compare_place(item, finding, outcome.document.text)
    return wrong


def _compare(item: Mapping[str, Any], finding: Finding) -> list[tuple[str, object, object]]:
    found = {
        "quote": finding.quote,
        "message": finding.message,
        "severity": finding.severity.value,
        "replacement": finding.suggestion.replacement if finding.suggestion else None,
        "topic": finding.topic,
        "section": finding.section,
    }
    return [(key, value, found[key]) for key, value in item.items() if key != "nth" and found[key] != value]


def _compare_place(item: Mapping[str, Any], finding: Finding, text: str) -> list[str]:
    starts: list[int] = []
    start = text.find(item["quote"])
    while start >= 0:
        starts.append(start)
        start = text.find(item["quote"], start + 1)
    assert finding.span is not None
    nth = starts.index(finding.span.start) + 1
    if "nth" not in item:
        several = f"“{item['quote']}” stands {len(starts)} times; found at number {nth}: say which by nth"
        return [several] if len(starts) > 1 else []
    return [] if item["nth"] == nth else [f"“{item['quote']}”: expected number {item['nth']}, found at number {nth}"]
