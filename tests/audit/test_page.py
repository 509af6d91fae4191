from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from reviewer.audit.dashboard import build_dashboard
from reviewer.audit.page import render
from reviewer.audit.rows import COLUMNS, FamilyRow, ReportRow

HOSTILE = "<script>alert(1)</script>\"'&\u202e县"


def report(report_id: str, **known: object) -> ReportRow:
    blank = dict.fromkeys(column.name for column in COLUMNS["reports"])
    return ReportRow(**{**blank, "id": report_id, "status": "reviewed", "verdict": "pass", **known})  # type: ignore[arg-type]


def member(report_id: str, rank: int, text: str) -> FamilyRow:
    return FamilyRow(1, rank, report_id, report_id, 2020 + rank, "2021-01-02", text, 0, len(text), 2, 2, 1, 99.0)


def page(*reports: ReportRow, families: tuple[tuple[FamilyRow, ...], ...] = ()) -> str:
    return render(build_dashboard(reports, {"typo": (3, 2)}, families, ()))


def test_nothing_of_a_report_becomes_markup() -> None:
    hostile = report(
        HOSTILE, issuer=HOSTILE, place=HOSTILE, place_chain=HOSTILE, title=HOSTILE, review=f"reviews/{HOSTILE}.html",
        verdict="return", errors=1,
    )  # fmt: skip
    refused = report("坏" + HOSTILE, status="unreadable", reason=HOSTILE)
    html = page(hostile, refused, families=((member(HOSTILE, 1, HOSTILE), member(HOSTILE, 2, HOSTILE)),))
    assert "<script>alert" not in html
    assert html.count("<script>") == 1
    assert "\u202e" not in html
    (href,) = set(re.findall(r'href="(reviews/[^"]*)"', html))
    assert re.fullmatch(r"[A-Za-z0-9/%._~-]+", href)


def test_page_loads_nothing() -> None:
    html = page(report("a", issuer="甲县水利局", review="reviews/a.html"))
    assert "default-src 'none'" in unescape(html)
    assert not re.search(r"(?:src|href)=\"(?!reviews/|#)", html)
    assert "url(" not in html


def test_worst_report_comes_first() -> None:
    html = page(
        report("good", issuer="甲局", errors=0, warnings=9),
        report("worst", issuer="乙局", errors=5, verdict="return"),
        report("bad", issuer="丙局", errors=1, warnings=2, verdict="return"),
    )
    order = [html.index(name) for name in ("乙局", "丙局", "甲局")]
    assert order == sorted(order)


def test_family_shows_its_oldest_member_and_every_text() -> None:
    one, other = member("a", 1, "最早的文字"), member("b", 2, "后来的文字")
    html = page(report("a", issuer="甲局", year=2021), report("b", issuer="乙局", year=2022), families=((one, other),))
    assert "最早见于甲局2021年" in html
    assert "后来的文字" in html


def test_nobody_is_called_oldest_without_reason() -> None:
    one, other = member("a", 1, "文字"), replace(member("b", 2, "文字"), year=2021)
    html = page(report("a", issuer="甲局"), report("b", issuer="乙局"), families=((one, other),))
    assert "先后不明" in html
    assert "最早见于" not in html


def test_empty_archive() -> None:
    html = page()
    assert "没有读出任何报告" in html
    assert "没有发现雷同" in html
