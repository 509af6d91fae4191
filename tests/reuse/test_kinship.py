from __future__ import annotations

import pytest

from reviewer.reuse.index import ReuseIndex, build_memory_index
from reviewer.reuse.masking import build_form
from reviewer.reuse.passage import Passage, ReportRef
from reviewer.reuse.search import find_passages
from reviewer.reuse.segment import IndexedReport
from tests.reuse.planted import load

SOURCE = (
    "渔港泊位的排号原先由值班员手写在黑板上，外地船老大常常误了时辰。我们把潮汐表和泊位余量做成一块夜光屏，"
    "立在灯塔脚下，隔半个钟头刷新一回。柴油补贴的名册改按船号张贴，谁家领了几桶、折了多少钱一目了然，"
    "两户冒领的当场退缴并停供一季。"
)
ANEW = (
    "过去外地来的船老大总因看不清黑板上的手写排号耽搁进港。如今灯塔底下竖起一块夜光屏，泊位还剩几个、"
    "几时涨潮，每三十分钟换一遍数。领柴油补贴的人家按船号列成名册贴出，桶数钱数都在上头，"
    "有两户被查出冒领，钱已追回，一个季度不准再领。"
)
OTHER = (
    "海带养殖户最关心苗绳的价钱，今年起每逢初一十五在收购点门口挂牌，写明各家报价和过秤的人。"
    "冷库的空仓位也一并公布，谁先到谁先放。渔政船出海查网眼的结果登在码头的铁皮栏里，"
    "被扣的网具当众剪断，主人不服可以找司法所评理。"
)


def search(text: str) -> tuple[Passage, ...]:
    return find_passages(build_form(text), index(), ref=ReportRef("draft", "", "云汀县渔业局", 2024))


def index() -> ReuseIndex:
    texts = [SOURCE, OTHER, *(row["text"] for row in load()["original"])]
    return build_memory_index(
        IndexedReport(ReportRef(str(number), "", f"某县第{number}局", 2020), build_form(text))
        for number, text in enumerate(texts)
    )


def test_a_passage_said_anew_is_found() -> None:
    (passage,) = search(ANEW)
    assert (passage.report.id, passage.kind) == ("0", "paraphrase")
    assert len(passage.quote) >= 0.8 * len(ANEW)
    assert passage.edits[0].target[0] == passage.span.start
    assert passage.edits[-1].target[1] <= passage.span.end


def test_sentences_beside_a_passage_said_anew_are_no_part_of_it() -> None:
    before = "全年开了四次会，议过十二件事，会后都有纪要。"
    behind = "食堂门口另设一格，张贴当月的菜价和采买小票。"
    (passage,) = search(before + ANEW + behind)
    assert passage.quote == ANEW


@pytest.mark.parametrize(
    "text",
    [
        "渔港的泊位和柴油补贴都是船老大们关心的事。我局在码头设了公开栏，请船东代表参加评议，收到意见二十条，已全部答复。"
        "台风季节加密发布预警，渔船进港避风情况一日一报，没有发生人员伤亡。",
        "",
        "。",
    ],
)
def test_another_text_on_the_subject_is_none(text: str) -> None:
    assert search(text) == ()
