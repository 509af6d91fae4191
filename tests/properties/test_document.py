"""What holds for any text: offsets, quotes, the way back from matching forms."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reviewer.document.model import Document, Paragraph
from reviewer.document.normalize import fold, normalize
from reviewer.document.numerals import HAN_NUMERALS, parse_han, parse_number
from reviewer.document.span import Span, cover
from reviewer.errors import IngestError
from reviewer.ingest.load import load_bytes
from reviewer.nlp.components.dates import find_dates
from reviewer.nlp.components.quantities import find_quantities
from reviewer.nlp.sentences import read_sentences, split_sentences

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
MARKS = st.sampled_from("，。；：、（）()“”《》0123456789０１２３ \t\n　-—%％.一二三四五年月日第是条件")
TEXT = st.text(st.one_of(HAN, MARKS, st.characters(exclude_categories=["Cs"])), max_size=200)
PROSE = st.text(st.one_of(HAN, MARKS), max_size=400)
SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(TEXT)
def test_fold_keeps_the_length_and_changes_nothing_twice(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(TEXT, st.data())
def test_normalized_text_maps_back_to_characters_of_the_same_form(text: str, data: st.DataObject) -> None:
    form = normalize(text)
    assert not any(char.isspace() for char in form.form)
    if not form.form:
        return
    start = data.draw(st.integers(0, len(form.form) - 1))
    end = data.draw(st.integers(start + 1, len(form.form)))
    span = form.offsets.to_raw(start, end)
    assert normalize(span.quote(text)).form.replace("\u0307", "") == form.form[start:end].replace("\u0307", "")


@given(SPANS, SPANS)
def test_spans(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    both = cover([one, other])
    assert both is not None
    assert both.contains(one)
    assert both.contains(other)
    if one.contains(other):
        assert one.overlaps(other)


@given(st.integers(1, 99_999_999))
def test_numerals_written_out_are_read_back(value: int) -> None:
    assert parse_han(write_han(value)) == value
    assert parse_number(f"{value:,}") == Decimal(value)


@given(st.text(st.sampled_from(HAN_NUMERALS), max_size=12))
def test_any_run_of_numerals_is_read_or_refused(text: str) -> None:
    value = parse_han(text)
    assert value is None or value >= 0


@given(PROSE)
def test_sentences_cover_all_but_white_space(text: str) -> None:
    spans = split_sentences(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    covered = "".join(span.quote(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())


@given(PROSE)
def test_quantities_and_dates_are_in_order_and_apart(text: str) -> None:
    for spans in ([quantity.span for quantity in find_quantities(text)], [date.span for date in find_dates(text)]):
        assert all(before.end <= after.start for before, after in pairwise(spans))
        assert all(span.end <= len(text) for span in spans)
    for quantity in find_quantities(text):
        assert quantity.span.contains(quantity.number_span)


@given(PROSE)
def test_any_text_is_refused_or_becomes_a_consistent_document(text: str) -> None:
    try:
        document = load_bytes(text.encode(), "a.txt")
    except IngestError:
        return
    check_document(document)
    assert {char for char in document.text if not char.isspace()} <= set(text)


def check_document(document: Document) -> None:
    """Every block, section, cell and sentence lies where it says."""
    end = 0
    for block in document.blocks:
        assert block.span.start >= end
        end = block.span.end
        if isinstance(block, Paragraph):
            assert "\n" not in document.quote(block.span)
            if block.heading_span is not None:
                assert block.span.contains(block.heading_span)
    for section in document.sections:
        if section.parent is not None:
            assert document.sections[section.parent].span.contains(section.span)
            assert document.sections[section.parent].level < section.level
    for table in document.tables:
        for cell in table.cells:
            assert cell.span is None or document.quote(cell.span) == cell.text
    for sentence in read_sentences(document):
        assert document.quote(sentence.span) == sentence.text


def write_han(value: int) -> str:
    """Write a number in Chinese numerals, 万 and 亿 as groups."""
    digits = "零一二三四五六七八九"

    def below_ten_thousand(number: int) -> str:
        parts, gap = "", False
        for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, number = divmod(number, unit)
            if digit:
                parts += ("零" if gap and parts else "") + digits[digit] + name
                gap = False
            else:
                gap = True
        return parts

    high, low = divmod(value, 10_000)
    text = below_ten_thousand(high) + "万" if high else ""
    if low:
        text += ("零" if high and low < 1000 else "") + below_ten_thousand(low)
    return text
