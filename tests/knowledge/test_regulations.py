from typing import get_args

import pytest

from reviewer.knowledge.regulations import Profile, basis, load_regulations, profile_for_year, regulations_for_year

CATEGORIES = [
    "wrong_department",
    "wrong_place",
    "unknown_place",
    "wrong_self_designation",
    "wrong_year",
    "outdated_name",
    "off_domain",
    "missing_section",
    "missing_topic",
    "structure",
    "copied_passage",
    "copied_prior_year",
    "repeated_passage",
    "table_arithmetic",
    "table_template",
    "text_table_mismatch",
    "carry_over_mismatch",
    "typo",
    "punctuation",
    "vague_content",
    "problem_measure_mismatch",
]


@pytest.mark.parametrize(
    ("year", "profile"),
    [
        (2008, "zfxxgk-2007"),
        (2018, "zfxxgk-2007"),
        (2019, "zfxxgk-2019"),
        (2020, "zfxxgk-2019"),
        (2021, "zfxxgk-2021"),
        (2025, "zfxxgk-2021"),
    ],
)
def test_profile_for_year(year: int, profile: str) -> None:
    assert profile_for_year(year) == profile
    assert profile in get_args(Profile)


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("year", [None, 2005, 2012, 2019, 2021, 2024])
def test_basis_for_every_category_and_year(category: str, year: int | None) -> None:
    written = basis(category, year)
    assert written.endswith("。")
    assert "{" not in written
    assert "《" in written or "〔" in written or "要求" in written or "应" in written


def test_basis_follows_the_year() -> None:
    assert "〔2021〕30号" in basis("missing_topic", 2023)
    assert "〔2019〕60号" in basis("missing_topic", 2020)
    assert "第492号" in basis("missing_topic", 2015)
    assert "〔20" not in basis("table_template", 2015)
    assert "第三十二条" in basis("wrong_department", 2015)
    assert "第五十条" in basis("wrong_department", 2021)


def test_basis_of_an_unknown_category() -> None:
    assert "条例" in basis("no_such", 2021)


def test_regulations_for_year() -> None:
    assert [one.key for one in regulations_for_year(2015)] == ["regulations-2007"]
    assert [one.key for one in regulations_for_year(2020)] == ["regulations-2019", "format-2019"]
    assert [one.key for one in regulations_for_year(2022)] == ["regulations-2019", "format-2021", "fee-2020"]
    assert all(one.source and one.number in one.citation for one in load_regulations())
