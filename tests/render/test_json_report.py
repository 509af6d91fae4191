from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest

from reviewer.render import json_report
from tests.render import golden
from tests.render.sample_review import build_clean_review, build_sample_review

TOP_KEYS = ["schema", "source", "text", "document", "sections", "topics", "findings", "passages", "tables"]
TOP_KEYS += ["outcomes", "summary"]
TOPICS = ["proactive_disclosure", "disclosure_on_request", "information_management", "platform", "supervision"]
TOPICS += ["problems", "improvements", "information_fee"]


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(json_report.render(build_sample_review(hostile=True)))
    return loaded


def placed(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object that states a place in the text and quotes it."""
    if isinstance(value, dict):
        if value.get("start") is not None and "quote" in value:
            yield value
        for key, inner in value.items():
            if key != "source":  # places in another report
                yield from placed(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from placed(inner)


def test_golden_files_are_not_rewritten_in_ci() -> None:
    assert not (os.environ.get("CI") and golden.updating())


def test_whole_report_matches_golden_file() -> None:
    golden.compare("sample.json", json_report.render(build_sample_review(hostile=True)))


def test_keys_stand_in_the_agreed_order(report: dict[str, Any]) -> None:
    assert [key for key in report if key in TOP_KEYS] == TOP_KEYS
    assert report["schema"] == "reviewer/review/1"
    assert [topic["key"] for topic in report["topics"]] == TOPICS
    assert list(report["summary"]) == ["errors", "warnings", "hints", "copied_share", "formula_share", "verdict"]
    assert list(report["findings"][0]) == [
        *("id", "code", "category", "severity", "confidence", "start", "end", "quote", "section", "topic"),
        *("message", "basis", "suggestion", "evidence"),
    ]
    for evidence in (entry for finding in report["findings"] for entry in finding["evidence"]):
        assert {"label", "quote", "source", "start", "end"} <= set(evidence)


def test_every_place_quotes_the_text(report: dict[str, Any]) -> None:
    places = list(placed(report))
    assert len(places) > 40
    for place in places:
        assert report["text"][place["start"] : place["end"]] == place["quote"]


def test_an_absent_thing_has_no_place(report: dict[str, Any]) -> None:
    absent = [finding for finding in report["findings"] if finding["start"] is None]
    assert [finding["topic"] for finding in absent] == ["information_management", "information_fee"]
    assert all(finding["end"] is None and finding["quote"] is None for finding in absent)


def test_arithmetic_lists_every_figure(report: dict[str, Any]) -> None:
    finding = next(finding for finding in report["findings"] if finding["code"] == "data.table_arithmetic")
    head, *terms = finding["evidence"]
    assert (head["left"], head["right"], head["difference"]) == ("5", "4", "1")
    assert [(term["side"], term["quote"]) for term in terms] == [
        ("left", "5"),
        ("left", "0"),
        ("right", "4"),
        ("right", "0"),
    ]


def test_sections_hold_official_keys_only(report: dict[str, Any]) -> None:
    assert [section["key"] for section in report["sections"]] == [
        *("overview", "proactive", "requests", "review_litigation", "problems_improvements", "other"),
    ]


def test_outcomes_say_what_was_not_checked_and_hold_no_times(report: dict[str, Any]) -> None:
    assert {outcome["status"] for outcome in report["outcomes"]} == {"ran", "skipped", "failed"}
    assert all(set(outcome) == {"check", "status", "reason"} for outcome in report["outcomes"])


def test_same_review_same_text() -> None:
    assert json_report.render(build_sample_review()) == json_report.render(build_sample_review())


def test_clean_review_passes() -> None:
    report = json.loads(json_report.render(build_clean_review()))
    assert report["summary"]["verdict"] == "pass"
    assert report["findings"] == []


def test_department_is_named_in_chinese(report: dict[str, Any]) -> None:
    assert report["document"]["issuer"]["department"] == "商务"
