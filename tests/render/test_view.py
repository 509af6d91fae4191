from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.checks.base import CheckOutcome
from reviewer.document.build import DocumentBuilder, HeadingDraft, ParagraphDraft
from reviewer.document.span import Span
from reviewer.identity.model import Identity
from reviewer.render import docx_comments, html_page, json_report
from reviewer.render.places import Locator
from reviewer.render.view import build_view
from reviewer.render.view_model import (
    AbsenceView,
    AlignmentView,
    ArithmeticView,
    ParagraphView,
    ReviewView,
    TableView,
)
from reviewer.review.model import Review
from tests.render.sample_review import build_clean_review, build_sample_review, span_of


@pytest.fixture(scope="module")
def review() -> Review:
    return build_sample_review()


@pytest.fixture(scope="module")
def view(review: Review) -> ReviewView:
    return build_view(review)


@pytest.mark.parametrize(
    ("words", "nth", "expected"),
    [
        ("清泽县商务局2021年", 0, "标题"),
        ("电话", 0, "前言 第1段 第3句"),
        ("（二）依申请公开情况", 0, "第一部分 标题“（二）依申请公开情况”"),
        ("人社系统", 0, "第一部分 第2段 第2句"),
        (
            "结合人社系统工作实际，我局对公开范围、程序、时限等进行明确要求，做到按制度公开、按程序公开。二是",
            0,
            "第一部分 第2段 第2—3句",
        ),
        ("行政许可", 0, "表一 第7行"),
        ("12", 3, "表一 第7行“行政许可”“本年处理决定数量”列"),
        ("无。", 0, "第六部分 第1段"),
    ],
)
def test_places_are_named_as_a_reader_counts(review: Review, words: str, nth: int, expected: str) -> None:
    locator = Locator(review.document, review.sections, review.tables)
    assert locator.describe(span_of(review.document, words, nth)) == expected


def test_merged_headers_name_row_and_column(view: ReviewView) -> None:
    finding = next(finding for finding in view.findings if finding.check == "data.text_table_mismatch")
    assert finding.position == "表二 第27行“（七）总计”“自然人”列"
    assert not finding.shows_quote


def test_unknown_sections_and_tables_are_named_by_what_is_written(review: Review) -> None:
    sections = tuple(replace(section, key=None) for section in review.sections)
    tables = tuple(replace(table, key=None) for table in review.tables)
    locator = Locator(review.document, sections, tables)
    assert locator.describe(span_of(review.document, "人社系统")) == "“一、总体情况”部分 第2段 第2句"
    assert locator.describe(span_of(review.document, "行政许可")) == "第1张表 第7行"


def test_the_text_is_whole(review: Review, view: ReviewView) -> None:
    blocks = []
    for segment in view.segments:
        if isinstance(segment, ParagraphView):
            blocks.append("".join(run.text for run in segment.runs))
        else:
            blocks.extend("".join(run.text for run in cell.runs) for row in segment.rows for cell in row)
    assert "".join(blocks) == review.document.text.replace("\n", "").replace("\t", "")


def test_overlapping_findings_share_a_run_under_the_heaviest(view: ReviewView) -> None:
    cards = {finding.anchor: finding for finding in view.findings}
    runs = [run for segment in view.segments if isinstance(segment, ParagraphView) for run in segment.runs]
    shared = [run for run in runs if " " in run.findings]
    assert [run.text for run in shared] == ["青柘县", "2021年"]
    assert {run.severity for run in shared} == {"error"}
    assert [cards[card].number for card in shared[0].findings.split()] == [5, 4]


def test_each_finding_in_the_text_begins_and_ends_once(view: ReviewView) -> None:
    runs = [run for segment in view.segments if isinstance(segment, ParagraphView) for run in segment.runs]
    runs += [
        run
        for segment in view.segments
        if isinstance(segment, TableView)
        for run in (segment.mark, *(run for row in segment.rows for cell in row for run in cell.runs))
    ]
    numbers = [reference.number for run in runs for reference in run.references]
    assert sorted(numbers) == [finding.number for finding in view.findings if finding.href]
    ids = [anchor for run in runs for anchor in run.ids]
    assert len(ids) == len(set(ids))


def test_a_finding_about_a_whole_table_marks_its_name(review: Review) -> None:
    table = next(iter(review.document.tables))
    whole = replace(review.findings[5], span=table.span, quote=review.document.quote(table.span))
    shown = build_view(replace(review, findings=(whole,)))
    tables = [segment for segment in shown.segments if isinstance(segment, TableView)]
    assert tables[0].mark.severity == "hint"
    assert [reference.number for reference in tables[0].mark.references] == [1]
    assert not any(run.severity for row in tables[0].rows for cell in row for run in cell.runs)
    assert shown.findings[0].position == "表一"


def test_a_finding_over_paragraphs_and_a_table_is_marked_in_all(review: Review) -> None:
    section = review.sections[1]
    whole = replace(review.findings[5], span=section.span, quote=review.document.quote(section.span))
    shown = build_view(replace(review, findings=(whole,)))
    marked = [segment for segment in shown.segments if isinstance(segment, ParagraphView) and segment.runs[0].severity]
    assert [segment.runs[0].text for segment in marked] == ["二、主动公开政府信息情况"]
    assert shown.findings[0].href == marked[0].runs[0].ids[0]


def test_arithmetic_shows_both_sides(view: ReviewView) -> None:
    evidence = next(e for finding in view.findings for e in finding.evidence if isinstance(e, ArithmeticView))
    assert (evidence.left, evidence.relation, evidence.right, evidence.difference) == ("5", "≠", "4", "1")
    assert [(term.sign, term.text, term.where) for term in evidence.terms_left] == [
        ("", "5", "表二 第4行“自然人”列"),
        ("＋", "0", "表二 第5行“自然人”列"),
    ]


def test_both_sides_of_a_copied_passage_are_whole(review: Review, view: ReviewView) -> None:
    shown = [e for finding in view.findings for e in finding.evidence if isinstance(e, AlignmentView)]
    for passage, evidence in zip(review.passages, shown, strict=False):
        assert "".join(run.text for run in evidence.draft) == passage.quote
        assert "".join(run.text for run in evidence.source) == passage.source_quote
    assert [run.text for run in shown[1].draft if run.kind == "leftover"] == ["青柘县"]
    assert ("商务", "机关名称") in [(run.text, run.note) for run in shown[1].draft if run.kind == "replace"]


def test_a_passage_without_alignment_is_shown_as_it_is(review: Review) -> None:
    bare = replace(review.passages[0], edits=(), leftovers=())
    shown = build_view(replace(review, findings=(), passages=(bare,)))
    assert [run.text for run in shown.passages[0].draft] == [bare.quote]
    assert [run.text for run in shown.passages[0].source] == [bare.source_quote]


def test_passages_shown_as_evidence_are_not_repeated(view: ReviewView) -> None:
    assert view.passages == ()


def test_absence_says_what_was_searched(view: ReviewView) -> None:
    evidence = next(e for finding in view.findings for e in finding.evidence if isinstance(e, AbsenceView))
    assert evidence.nearest is not None
    assert (evidence.score, evidence.threshold, evidence.nearest.where) == ("31%", "62%", "第一部分 第4段")


def test_contradicting_claims_are_shown(view: ReviewView) -> None:
    conflicts = [(row.label, claim.quote) for row in view.identity for claim in row.claims if claim.conflicts]
    assert conflicts == [("所在地", "青柘县"), ("报告年度", "清泽县商务局2022年年报")]


def test_what_was_not_checked_is_listed_gravest_first(view: ReviewView) -> None:
    assert [item.kind for item in view.unchecked] == ["failed", "table", "note", "skipped"]


def test_a_pass_says_what_was_not_checked(review: Review) -> None:
    clean = build_clean_review()
    assert build_view(clean).verdict_label == "可以通过"
    skipped = replace(clean, outcomes=(*clean.outcomes, CheckOutcome("language.typo", "skipped", "没有模型")))
    assert "未能检查" in build_view(skipped).verdict_reason


def test_letter_has_two_classes_and_names_places(view: ReviewView) -> None:
    assert view.letter.title == "关于退回《清泽县商务局2021年政府信息公开工作年度报告》修改的意见"
    assert [part.heading for part in view.letter.parts] == [
        "一、必须修改",
        "二、建议完善",
        "三、以下项目未能自动检查，请自行核对",
    ]
    assert view.letter.parts[0].items[0].text == (
        "第一部分 第2段 第2句：本报告由商务局编制，此处却称“人社系统”，疑似套用其他部门的材料。"
        "请将“人社系统”改为“商务系统”。"
    )


def test_a_place_outside_every_block_has_no_link(review: Review) -> None:
    between = review.document.blocks[0].span.end
    finding = replace(review.findings[0], span=Span(between, between + 1), quote="\n")
    shown = build_view(replace(review, findings=(finding,)))
    assert shown.findings[0].href == ""


def test_topics_that_are_not_asked_for_are_not_missing(review: Review) -> None:
    topics = tuple(replace(topic, required=False) for topic in review.topics)
    statuses = {topic.key: topic.status for topic in build_view(replace(review, topics=topics)).topics}
    assert statuses["information_management"] == "not_required"
    assert statuses["proactive_disclosure"] == "present"


def test_columns_of_a_table_read_off_tabs_are_only_counted(review: Review) -> None:
    table = next(iter(review.document.tables))
    blocks = tuple(replace(table, origin="text") if block is table else block for block in review.document.blocks)
    locator = Locator(replace(review.document, blocks=blocks), review.sections, review.tables)
    assert locator.describe(span_of(review.document, "12", 3)) == "表一 第7行“行政许可”第2格"


@pytest.mark.parametrize("texts", [(), ("无",), ("长" * 100_000, "短", "长" * 100_000)])
def test_drafts_of_any_length_are_shown(review: Review, texts: tuple[str, ...]) -> None:
    drafts = [ParagraphDraft(text) for text in texts]
    source = review.document.source
    document = DocumentBuilder(source).build(drafts, lambda kept: [HeadingDraft() for _ in kept])
    unknown = Identity(None, None, (), False, (), None, False, None, None, "zfxxgk-2021", ())
    empty = replace(
        build_clean_review(), document=document, identity=unknown, sections=(), topics=(), tables=(), outcomes=()
    )
    assert build_view(empty).title == "清泽县商务局2021年年报.docx"
    assert "未能读出" in html_page.render(build_view(empty))
    assert json_report.render(empty)
    assert docx_comments.render(empty, None)
