from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest

from reviewer.checks.base import Finding, Severity
from reviewer.document.model import Document
from reviewer.document.span import Span
from reviewer.errors import CheckFailed
from reviewer.review.settle import settle

TEXT = "清泽县水利局2023年政府信息公开工作年度报告\n一、总体情况\n我县教育局党组高度重视，全年公开信息118条。\n"


@pytest.fixture(scope="module")
def document(parse_draft: Callable[[str], Document]) -> Document:
    return parse_draft(TEXT)


def find(
    document: Document, words: str | None, category: str, severity: Severity = Severity.ERROR, **more: str
) -> Finding:
    span = None
    if words is not None:
        start = document.text.index(words)
        span = Span(start, start + len(words))
    return Finding(
        check=f"family.{category}",
        category=category,
        severity=severity,
        span=span,
        quote=words,
        section=more.get("section"),
        topic=more.get("topic"),
        message=more.get("message", "有问题。"),
        basis="依据",
        suggestion=None,
        evidence=(),
    )


def test_findings_stand_in_order_of_the_text_and_absent_things_last(document: Document) -> None:
    late, early = find(document, "118", "typo"), find(document, "我县", "wrong_place")
    absent = find(document, None, "missing_topic", topic="platform")
    assert settle([absent, late, early], document) == (early, late, absent)


def test_absent_things_follow_the_official_form(document: Document) -> None:
    sections = [
        find(document, None, "missing_section", section=key, message=message)
        for key, message in (("requests", "没有三"), ("other", "没有六"), ("proactive", "没有二"))
    ]
    assert [finding.section for finding in settle(sections, document)] == ["proactive", "requests", "other"]
    topics = [
        find(document, None, "missing_topic", topic=key, message=key) for key in ("supervision", "platform", "problems")
    ]
    assert [finding.topic for finding in settle(topics, document)] == ["platform", "supervision", "problems"]


def test_nested_findings_of_one_category_become_one(document: Document) -> None:
    inner, outer = find(document, "教育局", "wrong_department"), find(document, "教育局党组", "wrong_department")
    assert len(settle([inner, outer], document)) == 1


def test_on_the_same_words_the_more_specific_stands(document: Document) -> None:
    place = find(document, "我县", "wrong_place")
    unknown = find(document, "我县", "unknown_place")
    for order in permutations([place, unknown]):
        assert settle(order, document) == (unknown,)


def test_heavier_stands(document: Document) -> None:
    hint, error = find(document, "教育局", "typo", Severity.HINT), find(document, "教育局", "typo")
    assert settle([hint, error], document) == (error,)


def test_different_slips_that_overlap_both_stand(document: Document) -> None:
    word, sentence = (
        find(document, "教育局", "wrong_department"),
        find(document, "我县教育局党组高度重视", "off_domain"),
    )
    assert len(settle([word, sentence], document)) == 2


def test_copied_passage_does_not_swallow_a_slip_inside_it(document: Document) -> None:
    passage = find(document, "我县教育局党组高度重视，全年公开信息118条。", "copied_passage")
    slip = find(document, "教育局", "wrong_department")
    assert len(settle([passage, slip], document)) == 2


def test_a_quote_that_is_not_the_text_is_a_bug(document: Document) -> None:
    import dataclasses  # noqa: PLC0415

    wrong = dataclasses.replace(find(document, "118", "typo"), quote="119")
    with pytest.raises(CheckFailed, match=r"family\.typo"):
        settle([wrong], document)


def test_order_of_arrival_does_not_matter(document: Document) -> None:
    findings = [
        find(document, "教育局", "wrong_department"),
        find(document, "教育局党组", "wrong_department", Severity.WARNING),
        find(document, "教育局", "unknown_place"),
        find(document, None, "missing_topic", topic="platform"),
    ]
    results = {settle(order, document) for order in permutations(findings)}
    assert len(results) == 1
