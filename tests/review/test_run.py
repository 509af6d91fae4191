from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from reviewer.checks.base import Check, Finding, Severity
from reviewer.checks.context import CheckContext
from reviewer.document.model import Document
from reviewer.errors import CheckFailed
from reviewer.identity.read import Overrides
from reviewer.review.model import Review
from reviewer.review.plan import CheckPlan
from reviewer.review.resources import Resources
from reviewer.review.run import ReviewOptions, is_cut_off, review_document, review_file


@dataclass(frozen=True)
class Crashing(Check):
    id: ClassVar[str] = "language.crashing"
    category: ClassVar[str] = "typo"
    title: ClassVar[str] = "出错"
    severity: ClassVar[Severity] = Severity.ERROR

    def run(self, ctx: CheckContext) -> Iterator[Finding]:  # noqa: ARG002
        raise RuntimeError("broken")


def test_a_crash_is_an_outcome_and_never_clean(
    resources: Resources, parse_draft: Callable[[str], Document], clean_text: str
) -> None:
    review = review_document(parse_draft(clean_text), resources=resources, plan=CheckPlan((Crashing(),)))
    (outcome,) = review.outcomes
    assert (outcome.status, outcome.reason) == ("failed", "运行出错（RuntimeError），请反馈给开发者")
    assert review.verdict == "revise"


def test_a_crash_raises_under_tests(
    resources: Resources, parse_draft: Callable[[str], Document], clean_text: str
) -> None:
    with pytest.raises(CheckFailed, match=r"language\.crashing"):
        review_document(
            parse_draft(clean_text),
            resources=resources,
            plan=CheckPlan((Crashing(),)),
            options=ReviewOptions(raise_failures=True),
        )


def test_compliant_report_passes(review_draft: Callable[[str], Review], clean_text: str) -> None:
    review = review_draft(clean_text)
    assert review.findings == ()
    assert review.verdict == "pass"
    assert [topic.key for topic in review.topics if topic.required and topic.status != "present"] == []
    assert [section.key for section in review.sections] == [
        "overview",
        "proactive",
        "requests",
        "review_litigation",
        "problems_improvements",
        "other",
    ]
    assert {table.key for table in review.tables} == {"disclosure", "requests", "review_litigation"}
    assert all(table.unreadable is None for table in review.tables)


def test_file_and_document_give_the_same_review(resources: Resources, root: Path) -> None:
    path = root / "examples" / "draft.txt"
    from reviewer.ingest.load import load  # noqa: PLC0415

    one, other = review_file(path, resources=resources), review_document(load(path), resources=resources)
    assert one.findings == other.findings
    assert one.ids() == other.ids()


def test_ids_survive_edits_elsewhere(review_draft: Callable[[str], Review], example_text: str) -> None:
    before = review_draft(example_text)
    after = review_draft(example_text.replace("全年换贴公示牌212块", "全年新立、换贴公示牌共计212块，每块都有编号"))
    assert set(before.ids()) == set(after.ids())


def test_equal_findings_have_different_ids(review_draft: Callable[[str], Review], clean_text: str) -> None:
    text = clean_text.replace("我局制定了", "我委制定了").replace("我局在县委", "我委在县委")
    ids = review_draft(text).ids()
    assert len(ids) == len(set(ids)) == 2


def test_overrides_reach_the_checks(
    resources: Resources, parse_draft: Callable[[str], Document], clean_text: str
) -> None:
    options = ReviewOptions(overrides=Overrides(year=2024), raise_failures=True)
    review = review_document(parse_draft(clean_text), resources=resources, options=options)
    assert "wrong_year" in {finding.category for finding in review.findings}


def test_review_records_what_decided(review_draft: Callable[[str], Review], clean_text: str) -> None:
    versions = review_draft(clean_text).resources
    assert "reviewer" in versions
    assert any(name.startswith("模型") for name in versions)


@pytest.mark.parametrize(
    ("ending", "is_cut"),
    [
        ("本年度没有发出信息处理费收费通知，全年也没有收取信息处理费和其他任何费", True),
        ("本年度没有发出信息处理费收费通知，全年也没有收取信息处理费和其他任何费用。", False),
        ("清泽县水利局", False),
        ("2024年1月16日", False),
    ],
)
def test_is_cut_off(ending: str, is_cut: bool, parse_draft: Callable[[str], Document]) -> None:
    document = parse_draft(f"清泽县水利局2023年政府信息公开工作年度报告\n一、总体情况\n公开118条。\n{ending}")
    assert is_cut_off(document) is is_cut


def test_reviews_are_frozen(review_draft: Callable[[str], Review], clean_text: str) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        review_draft(clean_text).findings = ()  # type: ignore[misc]
