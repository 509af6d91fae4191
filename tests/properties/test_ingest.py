"""Whatever the bytes, a reader gives a consistent document or one of our errors, in reasonable time."""

from __future__ import annotations

import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.document.build import CellDraft, DocumentBuilder, ParagraphDraft, TableDraft
from reviewer.document.model import Document, Source, Table
from reviewer.errors import IngestError
from reviewer.ingest.furniture import is_furniture, strip_furniture
from reviewer.ingest.heading_numbers import parse_number
from reviewer.ingest.headings import find_headings
from reviewer.ingest.info_lines import read_info_line
from reviewer.ingest.load import load_bytes
from reviewer.ingest.text_tables import find_tables
from reviewer.ingest.titles import prepare
from reviewer.ingest.wrapping import unwrap

FILLER = "全年通过县政府门户网站公开信息，群众反映查阅方便，留言全部答复。"
LINES = st.sampled_from(
    [
        *(
            "清泽县水利局",
            "2021年政府信息公开工作年度报告",
            "一、总体情况",
            "（一）主动公开。全年公开31条。",
            "1.水库",
            "2.灌区",
        ),
        *("规章\t0\t1", "\t\t许可\t2", "| 甲 | 乙 |", "规章 0 0", "0", "12", "无", "", "\u3000\u3000" + FILLER, FILLER),
        *(
            "- 3 -",
            "发布日期：2022-01-20 来源：县水利局",
            "【打印】",
            "一是加强领导，",
            "第二十条第（一）项",
            "（",
            "1.",
        ),
        *("第二十条第（一）项\t", "信息内容\t本年新", "制作数量\t本年新", "四、政府信息公开行政复议、行政诉讼情况\t"),
    ]
)
TEXT = st.one_of(
    st.lists(LINES, max_size=30).map("\n".join),
    st.text(alphabet="一二十（）()、.．1２①是\t |\n\r\u3000年月日规章无。，：x\u2028\x0b", max_size=120),
    st.text(max_size=80),
)
TAGS = ["p", "div", "table", "tr", "td", "br", "span", "h1", "ul", "li", "script", "center", "td rowspan=3 colspan=2"]
HTML = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
        LINES,
        st.sampled_from(
            [
                "&nbsp;",
                "&#0;",
                "&lt;",
                "<!--",
                "-->",
                "<",
                "]]>",
                "&bogus;",
                "<td rowspan=0>",
                "<p style='display:none'>",
            ]
        ),
    ),
    max_size=60,
).map("".join)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_PIECES = [
    *("<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>水库</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>"),
    *("</w:tc>", "<w:tcPr><w:vMerge/></w:tcPr>", "<w:br/>", "<w:tcPr><w:hMerge/></w:tcPr>", "<w:sdt><w:sdtContent>"),
    '<w:tcPr><w:gridSpan w:val="3"/><w:vMerge w:val="restart"/></w:tcPr>',
    *('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'),
    *("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'),
]


def check(document: Document) -> None:
    """Assert what every document promises."""
    document.text.encode()
    for block in document.blocks:
        assert document.quote(block.span).strip()
        if isinstance(block, Table):
            for cell in block.cells:
                assert (document.quote(cell.span) if cell.span else "") == cell.text
                assert cell.row + cell.row_span <= block.n_rows
                assert cell.column + cell.column_span <= block.n_columns
        else:
            assert "\n" not in document.quote(block.span)
            assert block.heading_span is None or block.span.contains(block.heading_span)
            assert block.numbering is None or block.span.contains(block.numbering.span)
    for section in document.sections:
        assert section.span.start == section.heading.span.start


def read(data: bytes, name: str) -> None:
    try:
        document = load_bytes(data, name)
    except IngestError as error:
        message: str | None = str(error)
    else:
        message = None
        check(document)
        assert load_bytes(data, name) == document
    assert message is None or (message and "\n" not in message)


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf", "a.md", "a.mht", "a", "a.xls"]))
def test_any_bytes(data: bytes, name: str) -> None:
    read(data, name)


@given(
    st.sampled_from(
        [b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_behind_a_known_mark(mark: bytes, data: bytes) -> None:
    if mark.startswith(b"\xd0\xcf") and "WordDocument".encode("utf-16-le") in data:
        return
    read(mark + data + b"startxref\n0\n%%EOF", "a.bin")


@given(TEXT, st.sampled_from(["utf-8", "gb18030", "utf-16"]), st.sampled_from(["a.txt", "a.md"]))
def test_any_text(text: str, codec: str, name: str) -> None:
    read((FILLER + "\n" + text).encode(codec, "ignore"), name)


@given(HTML)
def test_any_page(text: str) -> None:
    read(f"<html><body><p>{FILLER}</p>{text}".encode(), "a.html")


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORD_PIECES), max_size=40))
def test_any_word_body(pieces: list[str]) -> None:
    open_tags: list[str] = []
    body: list[str] = []
    for piece in pieces:  # balance the tags, in whatever order they nest
        if piece.startswith("</"):
            while open_tags:
                tag = open_tags.pop()
                body.append(f"</{tag}>")
                if f"</{tag}>" == piece:
                    break
            continue
        body.append(piece)
        if piece in ("<w:p>", "<w:r>", "<w:tbl>", "<w:tr>", "<w:tc>"):
            open_tags.append(piece[1:-1])
        elif piece.startswith("<w:sdt>"):
            open_tags.extend(["w:sdt", "w:sdtContent"])
    body.extend(f"</{tag}>" for tag in reversed(open_tags))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        filler = f"<w:p><w:r><w:t>{FILLER}</w:t></w:r></w:p>"
        document = f'<w:document xmlns:w="{W}"><w:body>{filler}{"".join(body)}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    read(buffer.getvalue(), "a.docx")


@given(st.lists(LINES, max_size=20), st.lists(st.integers(0, 3), max_size=20))
def test_headings_of_any_blocks(lines: list[str], hints: list[int]) -> None:
    drafts: list[ParagraphDraft | TableDraft] = []
    for position, line in enumerate(lines):
        hint = hints[position] if position < len(hints) else None
        drafts.append(ParagraphDraft(" ".join(line.split()), level_hint=hint))
        if hint == 3:
            drafts.append(TableDraft((CellDraft(0, 0, "规章"), CellDraft(0, 1, "0"))))
    stripped = strip_furniture(prepare(drafts))
    check(DocumentBuilder(Source("a.txt", "txt", "0")).build(stripped.drafts, find_headings))


@given(st.lists(st.one_of(LINES, st.text(max_size=30).map(lambda text: " ".join(text.split()))), max_size=30))
def test_unwrapping_loses_no_character(lines: list[str]) -> None:
    kept = [line for line in lines if line.strip() and line != "- 3 -"]

    def letters(parts: list[str]) -> str:
        return "".join("".join(parts).split())

    assert letters(unwrap(lines)) == letters(kept)


@given(st.lists(LINES, max_size=30))
def test_tables_in_text_do_not_overlap(lines: list[str]) -> None:
    position = 0
    for found in find_tables(lines):
        assert position <= found.start < found.stop <= len(lines)
        position = found.stop


@given(st.text(max_size=60))
def test_line_judgements_never_fail(text: str) -> None:
    line = " ".join(text.split())
    number = parse_number(line)
    assert number is None or 0 < number.length <= len(line)
    assert is_furniture(line) in (True, False)
    assert read_info_line(line) is None or line
