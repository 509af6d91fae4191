"""Whatever the findings cover, the page stays whole: text, ids, links, numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from reviewer.checks.base import Finding
from reviewer.document.span import Span
from reviewer.render import json_report
from reviewer.render.html_page import render
from reviewer.render.view import build_view
from tests.render.sample_review import build_sample_review

REVIEW = build_sample_review(hostile=True)
LENGTH = len(REVIEW.document.text)
SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 400)).map(
    lambda pair: Span(pair[0], min(LENGTH, pair[0] + pair[1]))
)


def parse(page: str) -> Any:
    return html.document_fromstring(page)


PLAIN = "".join(parse(render(build_view(replace(REVIEW, findings=())))).xpath("//article//text()"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(SPANS, st.sampled_from(REVIEW.findings)), max_size=12))
def test_page_stays_whole(placed: list[tuple[Span, Finding]]) -> None:
    findings = tuple(replace(finding, span=span, quote=REVIEW.document.quote(span)) for span, finding in placed)
    review = replace(REVIEW, findings=findings)
    view = build_view(review)
    tree = parse(render(view))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in tree.xpath("//@href")} <= set(ids)
    numbers = [int(number) for number in tree.xpath("//article//a[@class='ref']/text()")]
    assert sorted(numbers) == [finding.number for finding in view.findings if finding.href]
    for number in tree.xpath("//article//sup"):
        number.drop_tree()
    assert "".join(tree.xpath("//article//text()")).split() == PLAIN.split()
    assert json_report.render(review)
