from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.audit.compare import _direct, find_priors, is_same_body, sources_of
from reviewer.reuse.all_pairs import PairPassage
from tests.audit.archives import known


def pair(target: str, source: str, reason: str = "") -> PairPassage:
    return PairPassage(target, 0, 10, source, 20, 31, "verbatim", 1.0, 200.0, reason)


def test_later_publication_is_the_copier_where_nothing_else_tells() -> None:
    reports = {
        "a": known("a", published="2024-01-10"),
        "b": known("b", published="2024-01-20"),
        "c": known("c"),
    }
    turned = _direct(pair("a", "b"), reports)
    assert (turned.target, turned.start, turned.end, turned.source, turned.source_start) == ("b", 20, 31, "a", 0)
    assert turned.reason == "published"
    assert _direct(pair("b", "a"), reports).target == "b"
    assert _direct(pair("a", "c"), reports) == pair("a", "c")
    assert _direct(pair("a", "b", "residue"), reports) == pair("a", "b", "residue")


def test_where_nothing_tells_who_copied_each_may_have() -> None:
    neighbours = sources_of([pair("a", "b"), pair("c", "a", "year")])
    assert neighbours["a"] == (("b",), ("c",))
    assert neighbours["b"] == (("a",), ())
    assert neighbours["c"] == (("a",), ())


def test_prior_is_the_same_offices_report_of_the_year_before() -> None:
    reports = [
        known("a2022", year=2022),
        known("a2023", year=2023),
        known("b2022", issuer="桐垭县水利局", place="桐垭县", year=2022),
        known("a2025", year=2025),
    ]
    assert {report: prior.file.id for report, prior in find_priors(reports).items()} == {"a2023": "a2022"}


def test_prior_whose_name_has_the_city_in_front() -> None:
    reports = [known("old", issuer="临澜市清泽县水利局", year=2022), known("new", year=2023)]
    assert find_priors(reports)["new"].file.id == "old"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("清泽县水利局", "清泽县水利局", True),
        ("临澜市清泽县水利局", "清泽县水利局", True),
        ("清泽县水利局", "清泽县水务局", False),
        ("", "", False),
    ],
)
def test_same_body(one: str, other: str, same: bool) -> None:
    assert is_same_body(known("a", issuer=one).reading, known("b", issuer=other).reading) is same


def test_towns_of_one_county_are_not_one_body() -> None:
    one = known("a", issuer="青石镇人民政府", department="town").reading
    other = known("b", issuer="大青石镇人民政府", department="town").reading
    assert not is_same_body(one, other)


def test_age_of_a_report(tmp_path: Path) -> None:
    reports = [known("d", year=None), known("b", published="2024-02-01"), known("c", published="2024-01-05")]
    assert [one.file.id for one in sorted([*reports, known("a")], key=lambda one: one.age)] == ["c", "b", "a", "d"]
