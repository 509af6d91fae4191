"""One report in four formats gives one review."""

from __future__ import annotations

from collections import Counter

import pytest

from reviewer.ingest.load import load_bytes
from reviewer.review.model import Review
from reviewer.review.resources import Resources
from reviewer.review.run import ReviewOptions, review_document
from tests.formats import FORMATS, encode

SLIPS = [  # the example's slips, each at its place
    ("identity.wrong_department", "教育系统"),
    ("identity.wrong_place", "云溪坪县"),
    ("identity.wrong_self_designation", "我委"),
    ("completeness.structure", "（三）"),
    ("data.table_template", "其他法律法规禁止公开"),
    ("identity.wrong_year", "2023年"),
    ("completeness.missing_topic", None),
]


@pytest.fixture(scope="module")
def reviews(example_text: str, shipped_resources: Resources) -> dict[str, Review]:
    document = load_bytes(example_text.encode(), "draft.txt")
    options = ReviewOptions(raise_failures=True)
    return {
        name: review_document(
            load_bytes(encode(document, name), f"draft.{name}"), resources=shipped_resources, options=options
        )
        for name in FORMATS
    }


def test_the_example_shows_its_slips(reviews: dict[str, Review]) -> None:
    found = [(finding.check, finding.quote) for finding in reviews["txt"].findings]
    assert [slip for slip in SLIPS if slip not in found] == []
    assert "reuse.copied_passage" in {check for check, _ in found}
    assert sum(check == "data.table_arithmetic" for check, _ in found) >= 1


@pytest.mark.parametrize("name", ["html", "docx", "pdf"])
def test_findings_agree(name: str, reviews: dict[str, Review]) -> None:
    def key(review: Review) -> Counter[tuple[str, str | None, str | None]]:
        return Counter((finding.check, finding.quote, finding.topic) for finding in review.findings)

    assert key(reviews[name]) == key(reviews["txt"])


@pytest.mark.parametrize("name", ["html", "docx", "pdf"])
def test_sections_tables_and_text_agree(name: str, reviews: dict[str, Review]) -> None:
    one, other = reviews["txt"], reviews[name]
    assert [section.heading for section in one.sections] == [section.heading for section in other.sections]
    assert [table.key for table in one.tables] == [table.key for table in other.tables]
    assert "".join(one.document.text.split()) == "".join(other.document.text.split())
