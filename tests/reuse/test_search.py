from __future__ import annotations

import time

import pytest

from reviewer.reuse.index import ReuseIndex, build_memory_index
from reviewer.reuse.masking import build_form
from reviewer.reuse.passage import ReportRef
from reviewer.reuse.region import is_same_region
from reviewer.reuse.repeated import find_repetitions
from reviewer.reuse.search import SearchSettings, find_passages
from reviewer.reuse.segment import IndexedReport
from tests.reuse.planted import AFTER, BEFORE, COPIER, form, load

WATER = load()["source"][0]["text"]


def index(*refs: ReportRef) -> ReuseIndex:
    return build_memory_index(IndexedReport(ref, form(BEFORE + WATER + AFTER)) for ref in refs)


def found(draft: str, *refs: ReportRef, ref: ReportRef = COPIER, **options: object) -> list[str]:
    passages = find_passages(form(draft), index(*refs), ref=ref, **options)  # type: ignore[arg-type]
    return [passage.report.id for passage in passages]


OLD, NEW = ReportRef("old", "", "甲县水利局", 2019), ReportRef("new", "", "乙市水务局", 2023)


def test_of_equal_sources_the_oldest_is_named() -> None:
    assert found(WATER, NEW, OLD) == ["old"]


def test_the_draft_itself_and_excluded_reports_are_not_compared() -> None:
    assert found(WATER, OLD, NEW, exclude=("old",)) == ["new"]
    assert found(WATER, OLD, NEW, ref=ReportRef("new", "", "", 2023), exclude=("old",)) == []


def test_what_is_done_with_the_issuers_own_reports() -> None:
    own = ReportRef("own", "", COPIER.issuer, 2024)
    assert found(WATER, own) == []
    assert found(WATER, own, OLD, same_issuer="only") == ["own"]
    assert found(WATER, own, OLD, same_issuer="any") == ["old"]


def test_two_bodies_of_one_region_need_more() -> None:
    assert is_same_region("云泽省水利厅", "云泽省教育厅")
    assert is_same_region("临县镇政府", "临县县政府")
    assert not is_same_region("云泽省水利厅", "云川省教育厅")
    assert not is_same_region("市水利局", "市教育局")
    piece = "请退休测绘员到二十七个单元现场放线，遮光影子的时刻表贴上各户的门，老旧小区由此谈开。"
    source = build_memory_index([IndexedReport(ReportRef("a", "", "临川县住建局", 2020), build_form(piece))])
    strict = SearchSettings(same_region=4.0)
    for issuer, expected in (("海原县住建局", 1), ("临川县教育局", 0)):
        draft = ReportRef("b", "", issuer, 2021)
        assert len(find_passages(build_form(piece), source, ref=draft, settings=strict)) == expected


def test_a_short_or_empty_draft_finds_nothing() -> None:
    assert found("", OLD) == []
    assert found("水", OLD) == []
    assert find_passages(form(WATER), build_memory_index([])) == ()


def test_a_list_of_counts_is_no_prose() -> None:
    rows = "其中领导分工12条，扶贫工作31条，水利建设7件，安全生产19条，农业补贴44条，土地征收3件。"
    source = build_memory_index([IndexedReport(OLD, build_form(rows))])
    assert find_passages(build_form(rows.replace("12", "45")), source, ref=COPIER) == ()


@pytest.mark.parametrize("times", [1, 3])
def test_the_same_draft_gives_the_same_passages(times: int) -> None:
    one = find_passages(form(BEFORE + WATER + AFTER), index(OLD, NEW), ref=COPIER)
    for _ in range(times):
        assert find_passages(form(BEFORE + WATER + AFTER), index(OLD, NEW), ref=COPIER) == one


@pytest.mark.parametrize("period", [WATER, "公开信息情况报告", BEFORE + WATER])
def test_a_huge_draft_takes_neither_memory_nor_minutes(period: str) -> None:
    draft = build_form((period * (120_000 // len(period) + 1))[:120_000])
    source = build_memory_index([IndexedReport(OLD, draft), IndexedReport(NEW, form(WATER))])
    began = time.perf_counter()
    find_passages(draft, source, ref=COPIER)
    find_repetitions(draft)
    assert time.perf_counter() - began < 60


def test_a_long_copy_is_one_passage() -> None:
    text = "".join(row["text"] for row in load()["source"])
    long = text + "\n" + "".join(row["text"] for row in load()["original"])
    assert len(long) > 2500
    source = build_memory_index([IndexedReport(OLD, build_form(long))])
    (passage,) = find_passages(build_form(long), source, ref=COPIER)
    assert len(passage.quote) > 0.97 * len(long)
    assert passage.kind == "verbatim"
