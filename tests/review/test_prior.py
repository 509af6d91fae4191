"""Which report may stand for the year before."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.ingest.load import load_bytes
from reviewer.review.resources import Resources
from reviewer.review.run import ReviewOptions, review_document

_TABLELESS = """{issuer}{year}年政府信息公开工作年度报告
一、总体情况
{year}年，我局公开信息66条，收到申请3件，结转下年度继续办理{left}件。
"""


def outcome_of(resources: Resources, tmp_path: Path, issuer: str, year: int) -> str | None:
    """Return why nothing was compared with the given report; None if it was."""
    prior = tmp_path / "去年.txt"
    prior.write_text(_TABLELESS.format(issuer=issuer, year=year, left=1), encoding="utf-8")
    draft = _TABLELESS.format(issuer="清泽县水利局", year=2022, left=0)
    review = review_document(
        load_bytes(draft.encode(), "草稿.txt"), resources=resources, options=ReviewOptions(prior=prior)
    )
    reasons = {outcome.check: outcome.reason for outcome in review.outcomes}
    return reasons["reuse.copied_prior_year"]


@pytest.mark.parametrize(
    ("issuer", "year", "told"),
    [
        ("清泽县教育局", 2021, "不是清泽县水利局的"),
        ("桐垭县水利局", 2021, "不是清泽县水利局的"),
        ("清泽县水利局", 2020, "不是2021年度的"),
        ("清泽县水利局", 2022, "不是2021年度的"),
    ],
)
def test_report_of_another_organ_or_year_is_refused(
    resources: Resources, tmp_path: Path, issuer: str, year: int, told: str
) -> None:
    reason = outcome_of(resources, tmp_path, issuer, year)
    assert reason is not None
    assert told in reason


@pytest.mark.parametrize("issuer", ["清泽县水利局", "清泽县水务局", "清泽区水利局"])
def test_organ_or_place_that_was_renamed_stays_the_same(resources: Resources, tmp_path: Path, issuer: str) -> None:
    assert outcome_of(resources, tmp_path, issuer, 2021) is None
