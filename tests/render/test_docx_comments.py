from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from reviewer.checks.base import Finding, Severity, Suggestion
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.build import DocumentBuilder, HeadingDraft
from reviewer.document.model import Document, Source
from reviewer.document.span import Span
from reviewer.errors import CorruptFile
from reviewer.ingest import read_docx
from reviewer.render.docx_comments import render
from reviewer.review.model import Review
from tests.render.sample_review import build_clean_review, build_sample_review, span_of


def commented(data: bytes) -> list[tuple[str, str]]:
    """Return the words under each comment and the comment's first two lines, in order of comment id."""
    word = docx.Document(BytesIO(data))
    found = []
    for comment in word.comments:
        inside, words = False, []
        for element in word.element.body.iter():
            if element.get(qn("w:id")) == str(comment.comment_id):
                inside = {qn("w:commentRangeStart"): True, qn("w:commentRangeEnd"): False}.get(element.tag, inside)
            elif inside and element.tag == qn("w:t"):
                words.append(element.text or "")
        found.append(("".join(words), "\n".join(comment.text.split("\n")[:2])))
    return found


def finding(document: Document, span: Span | None, message: str = "有误。") -> Finding:
    return Finding(
        check="language.typo",
        category="typo",
        severity=Severity.ERROR,
        span=span,
        quote=document.quote(span) if span else None,
        section=None,
        topic=None,
        message=message,
        basis="依据",
        suggestion=Suggestion("改正。"),
        evidence=(QuoteEvidence("证据", "词", None),),
    )


def build_word(fill: Callable[[WordParagraph], object]) -> bytes:
    """Return a Word file of a title, one paragraph made by ``fill``, and a table with merged cells."""
    word = docx.Document()
    word.add_paragraph("清泽县商务局2021年政府信息公开工作年度报告")
    word.add_paragraph("")
    fill(word.add_paragraph())
    table = word.add_table(3, 3)
    for row, texts in enumerate((("项目", "数量", "合计"), ("许可", "12", "12"), ("处罚", "3", "3"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).text = table.cell(0, 2).text = ""
    table.cell(0, 1).merge(table.cell(0, 2)).text = "数量"
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def review_of(data: bytes, *spans: tuple[str, int]) -> Review:
    """Return a review of a Word file with a finding at each place, given by words and occurrence."""
    reading = read_docx.read(data, "稿.docx")
    source = Source("稿.docx", "docx", "00" * 32)
    document = DocumentBuilder(source).build(
        reading.drafts, lambda drafts: [HeadingDraft(0 if not index else None) for index, _ in enumerate(drafts)]
    )
    findings = tuple(finding(document, span_of(document, words, nth)) for words, nth in spans)
    clean = build_clean_review()
    identity = replace(clean.identity, claims=())
    return replace(
        clean, document=document, identity=identity, sections=(), topics=(), tables=(), findings=findings, outcomes=()
    )


def in_runs(*texts: str) -> Callable[[WordParagraph], object]:
    return lambda paragraph: [paragraph.add_run(text) for text in texts]


@pytest.mark.parametrize(
    ("runs", "quote", "nth"),
    [
        (("结合人社系统工作实际。",), "人社系统", 0),
        (("结合人", "社", "系统工作实际。"), "人社系统", 0),
        (("人社系统",), "人社系统", 0),
        (("人社系统和", "人社系统两处。"), "人社系统", 1),
        (("人社　系统工作",), "人社", 0),
        (("结合\n人社系统工作",), "人社系统", 0),
        (("前\t人社系统\t后",), "人社系统", 0),
    ],
)
def test_the_comment_covers_exactly_the_words(runs: tuple[str, ...], quote: str, nth: int) -> None:
    data = build_word(in_runs(*runs))
    result = render(review_of(data, (quote, nth)), data)
    assert commented(result)[1][0] == quote
    paragraphs = [paragraph.text for paragraph in docx.Document(BytesIO(result)).paragraphs]
    assert paragraphs == [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


def test_the_right_one_of_equal_words_is_marked() -> None:
    data = build_word(in_runs("人社系统甲，人社系统乙。"))
    word = docx.Document(BytesIO(render(review_of(data, ("人社系统", 1)), data)))
    assert [run.text for run in word.paragraphs[2].runs if run.text] == ["人社系统甲，", "人社系统", "乙。"]


def test_formatting_of_split_runs_stays() -> None:
    def fill(paragraph: WordParagraph) -> None:
        paragraph.add_run("结合人社系统工作").bold = True

    data = build_word(fill)
    word = docx.Document(BytesIO(render(review_of(data, ("人社系统", 0)), data)))
    assert [run.bold for run in word.paragraphs[2].runs if run.text] == [True, True, True]


def test_overlapping_comments_each_cover_their_words() -> None:
    data = build_word(in_runs("结合人社系统工作实际。"))
    result = render(review_of(data, ("人社系统工作", 0), ("系统", 0), ("工作实际", 0)), data)
    assert [words for words, _ in commented(result)[1:]] == ["人社系统工作", "系统", "工作实际"]


def test_deleted_words_are_not_counted() -> None:
    def fill(paragraph: WordParagraph) -> None:
        paragraph.add_run("结合")
        deleted = OxmlElement("w:del")
        run = OxmlElement("w:r")
        gone = OxmlElement("w:delText")
        gone.text = "人社系统"
        run.append(gone)
        deleted.append(run)
        paragraph._p.append(deleted)
        paragraph.add_run("人社系统工作")

    data = build_word(fill)
    assert commented(render(review_of(data, ("人社系统", 0)), data))[1][0] == "人社系统"


@pytest.mark.parametrize(("quote", "nth", "covered"), [("12", 1, "12"), ("数量", 0, "数量"), ("3", 1, "3")])
def test_comments_in_tables_stand_in_their_cell(quote: str, nth: int, covered: str) -> None:
    data = build_word(in_runs("正文。"))
    review = review_of(data, (quote, nth))
    assert commented(render(review, data))[1][0] == covered


def test_words_of_another_number_form_fall_back_to_the_paragraph() -> None:
    data = build_word(in_runs("结合人社系统工作。"))
    review = review_of(data, ("结合人社系统", 0))
    span = review.findings[0].span
    assert span is not None
    changed = review.document.text.replace("结合人社", "㈠合入社")
    review = replace(review, document=replace(review.document, text=changed))
    assert commented(render(review, data))[1][0] == "结合人社系统工作。"


def test_absent_things_and_the_verdict_stand_at_the_title() -> None:
    data = build_word(in_runs("正文。"))
    review = review_of(data)
    review = replace(review, findings=(finding(review.document, None, "没有找到某项内容。"),))
    title = "清泽县商务局2021年政府信息公开工作年度报告"
    assert [words for words, _ in commented(render(review, data))] == [title, title]
    assert [text.split("】")[0] for _, text in commented(render(review, data))] == ["【审查结论", "【必须改正"]


@pytest.mark.parametrize("hostile", [False, True])
def test_without_a_word_file_the_text_is_laid_out(hostile: bool) -> None:
    review = build_sample_review(hostile=hostile)
    result = render(review, None)
    found = commented(result)
    assert len(found) == len(review.findings) + 1
    for shown, (words, _) in zip([f for f in review.findings if f.span], found[3:], strict=True):
        if not hostile or "script" not in (shown.quote or ""):
            assert words == shown.quote
    word = docx.Document(BytesIO(result))
    assert len(word.tables) == 3
    assert "重新排版" in next(iter(word.comments)).text


def test_same_input_same_bytes() -> None:
    data = build_word(in_runs("结合人社系统工作。"))
    review = review_of(data, ("人社系统", 0))
    assert render(review, data) == render(review, data)
    with ZipFile(BytesIO(render(review, data))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        comments = etree.fromstring(package.read("word/comments.xml"))
    assert comments.xpath("//@w:date", namespaces={"w": qn("w:x")[1:].split("}")[0]}) == []


def test_comments_of_the_draft_stay() -> None:
    word = docx.Document(BytesIO(build_word(in_runs("结合人社系统工作。"))))
    word.add_comment(word.paragraphs[2].runs, "办公室意见", "办公室")
    buffer = BytesIO()
    word.save(buffer)
    review = review_of(buffer.getvalue(), ("人社系统", 0))
    authors = [comment.author for comment in docx.Document(BytesIO(render(review, buffer.getvalue()))).comments]
    assert authors == ["办公室", "reviewer", "reviewer"]


def test_a_source_that_cannot_be_written_is_laid_out_anew() -> None:
    data = build_word(in_runs("正文。"))
    review = review_of(data)
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(b"wordprocessingml.document.main", b"wordprocessingml.other.main")
            new.writestr(entry, content)
    assert "重新排版" in next(iter(docx.Document(BytesIO(render(review, buffer.getvalue()))).comments)).text


def test_a_damaged_file_is_an_error_in_chinese() -> None:
    review = build_sample_review()
    with pytest.raises(CorruptFile, match="损坏"):
        render(review, b"PK\x03\x04 not a package")
