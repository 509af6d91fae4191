from __future__ import annotations

import pytest

from reviewer.identity.claims import find_organ_claims, find_year_claims
from reviewer.ingest.load import load_bytes

BODY = "\n一、基本情况\n我局公开信息118条，其中水利工程36条。\n"


@pytest.mark.parametrize(
    ("opening", "years"),
    [
        ("2024年，按照县里要求，我局规范公开工作，现将工作总结如下：", [2024]),
        ("2024年，我局规范公开工作，取得一定成效。", [2024]),
        ("2024年，我局将规范公开工作。", []),
        ("我局2010年公开12条。2010年收到申请2件。截至2010年底均已答复。2011年将继续。", [2010]),
        ("我局2010年公开12条。2011年将继续。", []),
        ("按照2024年要点，现将情况报告如下：", []),
    ],
)
def test_year_of_a_report_without_title(opening: str, years: list[int]) -> None:
    claims = list(find_year_claims(load_bytes((opening + BODY).encode(), "草稿.txt"), ()))
    assert [claim.year for claim in claims if claim.source == "body"] == years


def test_organ_of_a_text_without_title() -> None:
    text = "全年公开信息88条。\n联系单位：石溪县民政局办公室，电话0000-1234567。\n"
    claims = list(find_organ_claims(load_bytes(text.encode(), "草稿.txt")))
    assert [(claim.words, claim.source) for claim in claims] == [("石溪县民政局", "body")]


def test_doer_of_the_years_work_is_the_organ_of_a_text_without_title() -> None:
    text = "一、总体情况\n2021年，石溪县民政局认真落实条例，公开信息88条。\n"
    claims = list(find_organ_claims(load_bytes(text.encode(), "草稿.txt")))
    assert [(claim.words, claim.source) for claim in claims] == [("石溪县民政局", "body")]
