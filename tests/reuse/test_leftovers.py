"""What a copier changed and what he forgot."""

from __future__ import annotations

import pytest

from reviewer.reuse.index import build_memory_index
from reviewer.reuse.masking import build_form
from reviewer.reuse.passage import Passage, ReportRef
from reviewer.reuse.search import find_passages
from reviewer.reuse.segment import IndexedReport

SOURCE = (
    "苇泊区水务局把白沙浦水闸的启闭时辰写成一张水牌，挂在渔户上岸必经的石阶旁，全区二十一个圩口的守闸人每日早晚各描一次红字，"
    "描漏的由区圩堤管护所扣当日工钱。芦根渡的老船工看不清小字，局里便把水牌改成敲钟，一响开闸，两响落闸，三响禁行。"
)
ISSUER = "苇泊区水务局"


def search(draft: str, issuer: str = "柳汀县水利局", names: tuple[str, ...] = ("柳汀县",)) -> tuple[Passage, ...]:
    source = IndexedReport(ReportRef("s", "", ISSUER, 2021), build_form(SOURCE), (ISSUER, "苇泊区"))
    return find_passages(
        build_form(draft),
        build_memory_index([source]),
        ref=ReportRef("d", "", issuer, 2023),
        own_names=(issuer, *names),
    )


def test_names_of_the_source_are_left_over() -> None:
    (passage,) = search(SOURCE.replace(ISSUER, "柳汀县水利局"))
    assert passage.kind == "names_swapped"
    assert (ISSUER, "柳汀县水利局") in passage.swaps or ("苇泊区水务", "柳汀县水利") in passage.swaps
    found = [(left.quote, left.kind) for left in passage.leftovers]
    assert ("全区", "level") in found
    assert ("区圩堤管护所", "level") in found
    assert all(
        left.quote == SOURCE.replace(ISSUER, "柳汀县水利局")[left.span.start : left.span.end]
        for left in passage.leftovers
    )


def test_what_the_rest_of_the_draft_names_is_its_own() -> None:
    draft = "白沙浦水闸去年大修。\n" + SOURCE.replace(ISSUER, "柳汀县水利局").replace("全区", "全县").replace(
        "区圩", "县圩"
    )
    (passage,) = search(draft)
    assert passage.leftovers == ()


def test_a_body_of_the_same_rank_keeps_its_words() -> None:
    (passage,) = search(SOURCE.replace(ISSUER, "柳汀区水务局"), "柳汀区水务局", ("柳汀区",))
    assert not [left for left in passage.leftovers if left.kind == "level"]


def test_townships_in_general_are_no_place() -> None:
    text = SOURCE.replace("全区二十一个圩口", "请乡镇干部和坡地村民传话，全区二十一个圩口")
    source = IndexedReport(ReportRef("s", "", ISSUER, 2021), build_form(text), (ISSUER, "苇泊区"))
    draft = build_form(text.replace(ISSUER, "柳汀县水利局"))
    index = build_memory_index([source])
    ref = ReportRef("d", "", "柳汀县水利局", 2023)
    (passage,) = find_passages(draft, index, ref=ref, own_names=("柳汀县水利局", "柳汀县"))
    quotes = [left.quote for left in passage.leftovers]
    assert "全区" in quotes
    assert not [quote for quote in quotes if quote.endswith(("乡", "村"))]


@pytest.mark.parametrize(
    ("edits", "kind"),
    [
        ({}, "verbatim"),
        ({ISSUER: "柳汀县水利局", "二十一": "八", "芦根渡": "榆钱渡", "白沙浦": "青石浦"}, "names_swapped"),
        (
            {
                "写成": "做成",
                "挂在": "立到",
                "每日": "天天",
                "描漏": "忘描",
                "看不清": "认不得",
                "便把": "就将",
                "改成": "换作",
            },
            "light_edit",
        ),
    ],
)
def test_the_kind_is_told_by_what_was_changed(edits: dict[str, str], kind: str) -> None:
    draft = SOURCE
    for old, new in edits.items():
        assert old in draft
        draft = draft.replace(old, new)
    (passage,) = search(draft)
    assert passage.kind == kind


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("柳汀县", "苇泊市", ["县（区）水闸管护中心", "处室"]),
        ("石埠镇", "苇泊市", ["县（区）水闸管护中心", "处室", "股室"]),
        ("石埠镇", "苇泊县", ["股室"]),
        ("柳汀市", "苇泊市", []),
        ("柳汀市", "苇泊县", []),
    ],
)
def test_ranks_that_the_draft_has_not_below_it_are_left_over(ours: str, theirs: str, expected: list[str]) -> None:
    text = (
        "水闸启闭的水牌由局机关处室轮流描红字，漏描的扣当日工钱；渔户看不清小字的，由县（区）水闸管护中心改敲铜钟，"
        "一响开闸，两响落闸，三响禁行。值守的股室把每日水位写在渡口石阶旁，老船工代表每逢初一来核对一回。"
    )
    source = IndexedReport(ReportRef("s", "", f"{theirs}水务局", 2021), build_form(text), (f"{theirs}水务局", theirs))
    issuer = f"{ours}水利站"
    (passage,) = find_passages(
        build_form(text),
        build_memory_index([source]),
        ref=ReportRef("d", "", issuer, 2023),
        own_names=(issuer, ours),
    )
    assert sorted(left.quote for left in passage.leftovers) == sorted(expected)
