"""What a draft says in other words than a report that it copies elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from reviewer.reuse.index import ReuseIndex, build_memory_index
from reviewer.reuse.masking import build_form
from reviewer.reuse.passage import Passage, ReportRef
from reviewer.reuse.search import find_passages
from reviewer.reuse.segment import IndexedReport
from tests.reuse.planted import load

COPIED = (
    "盐场的晒盐工历来只认晒坪边那面铜锣，敲三下是收卤，敲五下是盖塑苫。我们把锣声对应的气象等级印成一张蜡纸，"
    "压在每户茶缸底下，又请退下来的老盐把式在渡口讲了七回，听的人画押留名。"
)
SAID = (
    "盐工的工钱由队长每月初五念给大家听，扣了多少苫布钱逐人念到。卤水池渗漏由巡池员拍照，当天贴在磅房外墙，"
    "三天没有补上的写明哪个班组欠着。运盐船过磅的斤两允许货主复称，复称差出半担以上的退钱。"
)
ANEW = (
    "月初的头几天，带队的人当着众人报一遍各人挣得几何，哪个扣过账，也不藏着。池子哪里漏了，"
    "管池的照了相便往磅房墙上挂，过了期限还漏着，就轮到他们那一班上墙。货主信不过秤的，可以要求再来一回，差得多了把钱还给人家。"
)
OTHER = (
    "盐业的展览馆今年换了讲解词，工匠的老照片按年份挂出。来参观的学生可以领一张描红的船票，背面写着开馆的钟点。"
    "馆里的账每季贴在门口，门票收了多少、修缮用了多少，都有经手人的签名。"
)
BETWEEN = "\n食堂门口另设一格，张贴当月的菜价。\n"


def search(text: str) -> tuple[Passage, ...]:
    return find_passages(build_form(text), index(), ref=ReportRef("draft", "", "云汀县盐务局", 2024))


def index() -> ReuseIndex:
    texts = [f"{COPIED}\n{SAID}", OTHER, *(row["text"] for row in load()["original"])]
    return build_memory_index(
        IndexedReport(ReportRef(str(number), "", f"某县第{number}局", 2020), build_form(text))
        for number, text in enumerate(texts)
    )


def test_alone_it_has_too_little_in_common() -> None:
    assert search(ANEW) == ()


def test_beside_a_copied_passage_of_the_same_report_it_is_found() -> None:
    copied, anew = search(COPIED + BETWEEN + ANEW)
    assert (copied.kind, copied.quote) == ("verbatim", COPIED)
    assert (anew.kind, anew.report.id) == ("paraphrase", "0")
    assert len(anew.quote) >= 0.8 * len(ANEW)
    assert anew.quote in ANEW


def test_the_drafts_own_text_beside_a_copied_passage_is_none() -> None:
    own = (
        "盐务的投诉电话今年改由值班室接听，问得最多的是工钱和船期。答复以前先由办公室核一遍，答不了的转给业务科，"
        "五天之内回话。群众评议会开了两回，提出的意见都有回音，回音贴在大门口。"
    )
    assert [passage.quote for passage in search(COPIED + BETWEEN + own)] == [COPIED]


def test_a_large_index_is_stood_for_by_a_sample_and_by_the_reports_nearest_to_the_draft(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reviewer.reuse.index._MOST_CODES", 0)
    monkeypatch.setattr("reviewer.reuse.index._SAMPLE", 8)
    copied, anew = search(COPIED + BETWEEN + ANEW)
    assert (copied.kind, copied.quote) == ("verbatim", COPIED)
    assert (anew.kind, anew.report.id) == ("paraphrase", "0")


def test_the_sample_of_a_large_index_and_some_reports_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.reuse.index._MOST_CODES", 0)
    monkeypatch.setattr("reviewer.reuse.index._SAMPLE", 4)
    whole = index()
    sample, more = whole.sentences_of(lambda: frozenset({0, 1, 2}))
    assert sorted(set(sample.sentences.report.tolist())) == [number * len(whole) // 4 for number in range(4)]
    assert sorted(set(more.sentences.report.tolist())) == [1, 2]
    shared, other = np.isin(more.gram, sample.gram), np.isin(sample.gram, more.gram)
    assert (more.weight[shared] == sample.weight[other]).all()
    assert (more.weight[~shared] == np.log(len(sample.sentences))).all()
