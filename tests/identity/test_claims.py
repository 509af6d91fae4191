from __future__ import annotations

from collections.abc import Callable

from reviewer.document.model import Document
from reviewer.identity.claims import find_organ_claims, find_year_claims
from reviewer.nlp.components.dates import find_dates

TEXT = """清泽县水利局2023年政府信息公开工作年度报告
本报告由清泽县水利局编制。所列数据的统计期限自2023年1月1日起至2023年12月31日止。如有疑问，请与清泽县水利局办公室联系。
一、总体情况
全年公开信息118条，其中防汛抗旱36条，农村供水29条。
六、其他需要报告的事项
本年度未收取信息处理费。
清泽县水利局
2024年1月16日
"""


def test_claims_stand_where_they_say(parse_draft: Callable[[str], Document]) -> None:
    document = parse_draft(TEXT)
    claims = list(find_organ_claims(document))
    assert {"title", "preface", "contact", "signature"} <= {claim.source for claim in claims}
    for claim in claims:
        if claim.span is not None:
            assert "清泽县水利局" in document.quote(claim.span)


def test_year_is_claimed_by_title_and_period(parse_draft: Callable[[str], Document]) -> None:
    document = parse_draft(TEXT)
    claims = [(claim.source, claim.year) for claim in find_year_claims(document, tuple(find_dates(document.text)))]
    assert claims == [("title", 2023), ("period", 2023)]


def test_a_date_in_the_body_is_no_claim(parse_draft: Callable[[str], Document]) -> None:
    document = parse_draft("一、总体情况\n2022年5月6日起，在县政府网站开设水利专栏，公布防汛抗旱信息和水价标准。\n")
    assert list(find_year_claims(document, tuple(find_dates(document.text)))) == []
