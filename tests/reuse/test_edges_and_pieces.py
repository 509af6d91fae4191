from __future__ import annotations

import numpy as np

from reviewer.reuse.background import default_background
from reviewer.reuse.hits import gather_evidence
from reviewer.reuse.index import ReuseIndex, build_memory_index
from reviewer.reuse.masking import build_form, paragraph_starts, sentence_starts
from reviewer.reuse.passage import Passage, ReportRef
from reviewer.reuse.search import SearchSettings, find_passages, look_at
from reviewer.reuse.segment import IndexedReport
from tests.reuse.planted import drafts, form, reports

WELL = (
    "机井的电费按取水口逐只抄表，表号写在井房门上，谁家浇了几个钟头、折合多少度，收费员当场念给户主听。"
    "念完由户主在蓝皮本上按手印，本子挂在井房里，邻居随时翻得到。"
)
DAM = (
    "塘坝清淤的泥堆到谁家地边，开工前由村民小组抓阄，阄底压在祠堂供桌下面，三位老人看着拆封。"
    "清出来的塘泥过磅以后按车数记在黑板上，愿意拉回去肥田的先登记先拉。"
)
WELL_SWAPPED = WELL.replace("蓝皮本", "红皮册").replace("逐只", "逐个")
DAM_EDITED = (
    DAM.replace("开工前由村民小组抓阄", "动工前由村民小组拈阄").replace("过磅以后", "过秤之后").replace("黑板", "木牌")
)


def search(text: str, *sources: str) -> tuple[Passage, ...]:
    return find_passages(build_form(text), index(*sources), ref=ReportRef("draft", "", "云汀县水利局", 2024))


def index(*texts: str) -> ReuseIndex:
    return build_memory_index(
        IndexedReport(ReportRef(str(number), "", f"某{number}县水利局", 2020), build_form(text))
        for number, text in enumerate(texts)
    )


def test_a_changed_passage_ends_with_the_paragraph_of_its_source() -> None:
    first, second = search(WELL_SWAPPED + DAM_EDITED, WELL + "\n" + DAM)
    assert first.quote == WELL_SWAPPED
    assert second.quote == DAM_EDITED


def test_a_passage_that_was_taken_as_it_is_stays_whole() -> None:
    (passage,) = search(WELL + DAM, WELL + "\n" + DAM)
    assert passage.quote == WELL + DAM


def test_a_sentence_unlike_the_rest_is_no_part_of_a_passage() -> None:
    mine = "通过门户网站和微信公众号共发布信息一百八十条，分三个栏目。"
    theirs = "通过门户网站、广播站发布信息二百条，设四个专栏。"
    (passage,) = search(mine + WELL_SWAPPED, theirs + WELL)
    assert passage.quote == WELL_SWAPPED


def test_paragraphs_inside_a_stretch_are_those_of_the_whole_text() -> None:
    text = f"{WELL}\n{DAM}\n\n{WELL}接着\n上一行{DAM}\n"
    whole = build_form(text)
    paragraphs = sentence_starts(whole).paragraphs
    assert len(paragraphs) >= 2
    for start, end in ((0, len(whole)), (20, len(whole) - 20), (0, 30)):
        inside = paragraphs[(paragraphs > start) & (paragraphs < end)]
        assert paragraph_starts(whole, start, end).tolist() == inside.tolist()


def test_drafts_looked_up_together_have_the_evidence_that_each_has_alone() -> None:
    sources = build_memory_index(reports())
    forms = [form(draft.text) for draft in drafts()[::4]]
    forms.insert(3, build_form(""))
    forms.insert(5, build_form("井房" * 300))
    look = look_at(SearchSettings(), sources)

    def gather(some: list) -> list:  # type: ignore[type-arg]
        return gather_evidence(
            some,
            sources,
            allowed=lambda numbers, _: np.ones(len(numbers), dtype=np.bool_),
            background=default_background(),
            look=look,
        )

    for together, draft in zip(gather(forms), forms, strict=True):
        (alone,) = gather([draft])
        assert np.allclose(together.worth.bits, alone.worth.bits)
        assert (together.worth.concrete == alone.worth.concrete).all()
        assert [report for report, _ in together.chains] == [report for report, _ in alone.chains]
        for (_, chains), (_, others) in zip(together.chains, alone.chains, strict=True):
            assert [(c.target_start, c.target_end, c.source_start, c.source_end) for c in chains] == [
                (c.target_start, c.target_end, c.source_start, c.source_end) for c in others
            ]
