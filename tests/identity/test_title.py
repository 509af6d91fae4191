from __future__ import annotations

import pytest

from reviewer.identity.title import parse_title


@pytest.mark.parametrize(
    ("title", "issuer", "year"),
    [
        ("清泽县水利局2023年政府信息公开工作年度报告", "清泽县水利局", 2023),
        ("2023年清泽县水利局政府信息公开工作年度报告", "清泽县水利局", 2023),
        ("清泽县水利局关于2023年度政府信息公开工作的年度报告", "清泽县水利局", 2023),
        ("清泽县水利局政府信息公开工作年度报告（2023年）", "清泽县水利局", 2023),
        ("清泽县水利局二〇二三年政府信息公开工作年度报告", "清泽县水利局", 2023),
        ("清泽县水利局２０２３年政务公开工作总结", "清泽县水利局", 2023),
        ("清泽县水利局政府信息公开工作年度报告", "清泽县水利局", None),
        ("2023年度政府信息公开工作年度报告", None, 2023),
        ("望岭区发展和改革委员会 2022 年政府信息公开年度报告", "望岭区发展和改革委员会", 2022),
    ],
)
def test_title(title: str, issuer: str | None, year: int | None) -> None:
    parts = parse_title(title)
    assert parts is not None
    assert (parts.issuer[0] if parts.issuer else None, parts.year) == (issuer, year)
    if parts.issuer:
        words, span = parts.issuer
        assert span.quote(title) == words
    if parts.year_span:
        assert len(parts.year_span) >= 4


@pytest.mark.parametrize("title", ["清泽县水利局2023年法治政府建设情况", "通知公告", "关于召开防汛会议的通知", ""])
def test_other_titles_are_none(title: str) -> None:
    assert parse_title(title) is None
