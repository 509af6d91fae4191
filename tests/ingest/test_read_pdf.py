from __future__ import annotations

import logging
from collections.abc import Callable
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from reviewer.document.model import Document, Table
from reviewer.errors import CorruptFile, EncryptedFile, NoText
from reviewer.ingest.load import load_bytes

FONT = "STSong-Light"
LEFT, RIGHT, TOP, STEP, SIZE = 72, 72 + 36 * 12, 760, 22, 12
TITLE = "清泽县水利局2021年政府信息公开工作年度报告"
FIRST = (
    "2021年，我局围绕水旱灾害防御、农村供水和河湖管护三个方面公开政府信息，全年通过县政府门户网站www.qingze.gov.cn发布"
    "126条，其中工程建设48条、供水保障31条、河湖管护47条；清泽水利公众号推送稿件92篇，群众留言全部答复。"
)
SECOND = (
    "汛期每日两次公布水库水位，入夏后在三个乡镇的赶集日发放用水明白纸1500份，并在村级广播中播出；对群众反映集中的水价"
    "问题，会同发改部门召开说明会两场，公开会议记录和采纳情况，全年没有发生行政复议和行政诉讼。"
)
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def make(draw: Callable[[Canvas], None], **options: object) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, **options)
    canvas.setFont(FONT, SIZE)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def read(draw: Callable[[Canvas], None], **options: object) -> Document:
    return load_bytes(make(draw, **options), "a.pdf")


def lines(document: Document) -> list[str]:
    return [document.quote(block.span) for block in document.paragraphs]


def wrap(text: str, first_indent: int = 2, columns: int = 36) -> list[tuple[int, str]]:
    """Return lines of ``columns`` Chinese characters with their indents, Latin counted as half."""
    found: list[tuple[int, str]] = []
    line, width, indent = "", float(first_indent), first_indent
    for char in text:
        step = 1.0 if ord(char) > 0x2000 else 0.5
        if width + step > columns:
            found.append((indent, line))
            line, width, indent = "", 0.0, 0
        line += char
        width += step
    return [*found, (indent, line)]


def write(canvas: Canvas, paragraphs: list[str], *, top: int = TOP, page_lines: int = 30) -> int:
    """Write paragraphs with indents, start a new page when one is full; return the height reached."""
    y = top
    for paragraph in paragraphs:
        for indent, line in wrap(paragraph):
            if y < top - page_lines * STEP:
                canvas.showPage()
                canvas.setFont(FONT, SIZE)
                y = top
            canvas.drawString(LEFT + indent * SIZE, y, line)
            y -= STEP
    return y


def grid(canvas: Canvas, y: float, widths: list[int], rows: list[list[str]]) -> None:
    """Draw a ruled table with its upper edge at ``y``; a text of two lines has a newline in it."""
    x, height = LEFT, 30
    edges = [x + sum(widths[:index]) for index in range(len(widths) + 1)]
    for index in range(len(rows) + 1):
        canvas.line(edges[0], y - index * height, edges[-1], y - index * height)
    for edge in edges:
        canvas.line(edge, y, edge, y - len(rows) * height)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            for number, piece in enumerate(text.split("\n")):
                canvas.drawString(edges[column] + 3, y - row * height - 12 - number * 13, piece)


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


def test_wrapped_lines_become_paragraphs() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString((LEFT + RIGHT) / 2, 790, TITLE)
        write(canvas, ["一、总体情况", FIRST, SECOND, "六、其他需要报告的事项", "无。"], top=740)

    document = read(draw)
    assert lines(document) == [TITLE, "一、总体情况", FIRST, SECOND, "六、其他需要报告的事项", "无。"]
    assert [block.heading_level for block in document.paragraphs] == [0, 1, None, None, 1, None]
    first = document.blocks[2].provenance
    assert (first.block, first.page) == (2, 1)
    assert first.box is not None
    left, top, right, bottom = first.box
    assert (round(left), round(right)) == (LEFT, pytest.approx(RIGHT, abs=SIZE))
    assert 70 < top < bottom < 250


def test_title_in_two_centred_lines() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 18)
        canvas.drawCentredString((LEFT + RIGHT) / 2, 790, "清泽县水利局")
        canvas.drawCentredString((LEFT + RIGHT) / 2, 760, "2021年政府信息公开工作年度报告")
        canvas.setFont(FONT, SIZE)
        write(canvas, ["一、总体情况", FIRST], top=720)

    assert lines(read(draw)) == [TITLE, "一、总体情况", FIRST]


def test_paragraph_over_a_page_end_without_header_and_page_number() -> None:
    def draw(canvas: Canvas) -> None:
        for page, part in enumerate((wrap(FIRST)[:2], wrap(FIRST)[2:]), start=1):
            canvas.setFont(FONT, 9)
            canvas.drawString(LEFT, 810, "清泽县水利局年度报告")
            canvas.drawCentredString(300, 30, f"- {page} -" if page == 1 else "2")
            canvas.setFont(FONT, SIZE)
            y = TOP
            for indent, line in part:
                canvas.drawString(LEFT + indent * SIZE, y, line)
                y -= STEP
            if page == 2:
                write(canvas, [SECOND], top=y)
            canvas.showPage()

    document = read(draw)
    assert lines(document) == [FIRST, SECOND]
    assert [block.provenance.page for block in document.blocks] == [1, 2]
    assert document.metadata["header"] == "清泽县水利局年度报告"


def test_spaces_between_chinese_characters_are_not_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, TOP, "政 府 信 息 公 开 工 作 情 况，全年 公开 126 条 open data 文件")
        canvas.drawString(LEFT, TOP - STEP, "清泽县水利局")
        canvas.drawString(RIGHT - 80, TOP - STEP, "办公室印")

    assert lines(read(draw)) == ["政府信息公开工作情况，全年公开 126 条 open data 文件", "清泽县水利局 办公室印"]


def test_ruled_table_and_wrapped_cells() -> None:
    rows = [["信息内容", "本年制\n发件数"], ["行政规范性\n文件", "3"], ["open\ndata", ""]]

    def draw(canvas: Canvas) -> None:
        y = write(canvas, ["二、主动公开政府信息情况", FIRST])
        grid(canvas, y, [80, 80], rows)
        write(canvas, ["三、其他需要报告的事项", SECOND], top=y - 120)

    document = read(draw)
    assert [type(block).__name__ for block in document.blocks] == [
        "Paragraph",
        "Paragraph",
        "Table",
        "Paragraph",
        "Paragraph",
    ]
    (table,) = document.tables
    assert cells(table) == [["信息内容", "本年制发件数"], ["行政规范性文件", "3"], ["open data", ""]]
    assert (table.origin, table.provenance.page) == ("grid", 1)
    assert lines(document) == ["二、主动公开政府信息情况", FIRST, "三、其他需要报告的事项", SECOND]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ([["规章", "0", "1"]], [["许可", "2", "3"]], [["规章", "0", "1"], ["许可", "2", "3"]]),
        (
            [["项目", "甲", "乙"], ["规章", "0", "1"]],
            [["项目", "甲", "乙"], ["许可", "2", "3"]],
            [["项目", "甲", "乙"], ["规章", "0", "1"], ["许可", "2", "3"]],
        ),
        (
            [["规章", "0", "1"], ["2.其他法律行政", "4", "5"]],
            [["法规禁止公开", "", ""], ["许可", "2", "3"]],
            [["规章", "0", "1"], ["2.其他法律行政法规禁止公开", "4", "5"], ["许可", "2", "3"]],
        ),
    ],
)
def test_table_over_a_page_end_is_one(above: list[list[str]], below: list[list[str]], joined: list[list[str]]) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, [FIRST])
        grid(canvas, 160, [120, 60, 60], above)
        canvas.drawCentredString(300, 30, "- 1 -")
        canvas.showPage()
        canvas.setFont(FONT, SIZE)
        grid(canvas, 780, [120, 60, 60], below)
        canvas.drawCentredString(300, 30, "- 2 -")

    (table,) = read(draw).tables
    assert cells(table) == joined


def test_table_of_other_columns_on_the_next_page_is_another() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, [FIRST])
        grid(canvas, 160, [120, 60], [["规章", "0"], ["许可", "1"]])
        canvas.showPage()
        canvas.setFont(FONT, SIZE)
        grid(canvas, 780, [90, 90, 90], [["甲", "乙", "丙"], ["0", "1", "2"]])

    assert [table.n_columns for table in read(draw).tables] == [2, 3]


def test_frame_around_text_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(LEFT - 10, 500, RIGHT - LEFT + 20, 300)
        canvas.rect(LEFT - 14, 496, RIGHT - LEFT + 28, 308)
        write(canvas, [FIRST, SECOND])

    document = read(draw)
    assert list(document.tables) == []
    assert lines(document) == [FIRST, SECOND]


def test_bold_by_double_printing_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(LEFT + shift, TOP, "一、总体情况好好学习天天向上")
        write(canvas, [FIRST], top=TOP - STEP)

    assert lines(read(draw))[0] == "一、总体情况好好学习天天向上"


def test_rotated_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        canvas.setFont(FONT, SIZE)
        write(canvas, [FIRST, SECOND], top=500)

    assert lines(read(draw)) == [FIRST, SECOND]


def test_page_without_text_is_noted() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, [FIRST])
        canvas.showPage()
        canvas.rect(100, 100, 200, 200, fill=1)

    assert read(draw).notes == (
        "第 2 页没有文字层（空白页、图片或扫描页），未读取；如有内容，请先用 OCR 识别，或提供 Word 版",
    )


def test_scan_has_no_text() -> None:
    with pytest.raises(NoText, match=r"没有文字层（可能是扫描件）.*OCR"):
        read(lambda canvas: canvas.rect(10, 10, 300, 300, fill=1))


def test_password() -> None:
    with pytest.raises(EncryptedFile, match="打开密码"):
        read(lambda canvas: write(canvas, [FIRST]), encrypt=StandardEncryption("geheim", canPrint=1))


def test_cut_off_and_damaged() -> None:
    data = make(lambda canvas: write(canvas, [FIRST]))
    with pytest.raises(CorruptFile, match="不完整"):
        load_bytes(data[: len(data) // 2], "a.pdf")
    with pytest.raises(CorruptFile, match="已损坏"):
        load_bytes(b"%PDF-1.4\n" + b"x" * 50 + b"\nstartxref\n9\n%%EOF", "a.pdf")


def test_reading_is_quiet(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    def draw(canvas: Canvas) -> None:
        y = write(canvas, [FIRST])
        grid(canvas, y, [80, 80], [["甲", "1"], ["乙", "2"]])

    with caplog.at_level(logging.DEBUG, logger="reviewer"):
        read(draw)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert capfd.readouterr() == ("", "")


def test_table_without_rules() -> None:
    def draw(canvas: Canvas) -> None:
        y = write(canvas, ["二、主动公开政府信息情况"])
        for texts in (["信息内容", "本年制发件数"], ["规章", "0"], ["规范性文件", "1"], ["行政许可", "46"]):
            for column, text in enumerate(texts):
                canvas.drawString(LEFT + 200 * column, y, text)
            y -= STEP
        write(canvas, ["三、其他需要报告的事项", FIRST], top=y)

    document = read(draw)
    (table,) = document.tables
    assert (table.origin, table.provenance.page) == ("text", 1)
    assert cells(table) == [["信息内容", "本年制发件数"], ["规章", "0"], ["规范性文件", "1"], ["行政许可", "46"]]
    assert lines(document) == ["二、主动公开政府信息情况", "三、其他需要报告的事项", FIRST]


def test_table_with_open_sides_and_lines_drawn_as_thin_shapes() -> None:
    def draw(canvas: Canvas) -> None:
        y = write(canvas, ["二、主动公开政府信息情况", FIRST])
        for index in range(4):
            canvas.rect(LEFT, y - index * 30, 200, 0.5, stroke=0, fill=1)
        canvas.rect(LEFT + 100, y - 90, 0.5, 90, stroke=0, fill=1)
        for row, texts in enumerate((["信息内容", "本年制发件数"], ["规章", "0"], ["规范性文件", "3"])):
            for column, text in enumerate(texts):
                canvas.drawString(LEFT + 3 + column * 100, y - row * 30 - 18, text)

    (table,) = read(draw).tables
    assert cells(table) == [["信息内容", "本年制发件数"], ["规章", "0"], ["规范性文件", "3"]]
    assert table.origin == "grid"


def test_table_inside_a_form_of_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("table")
        canvas.setFont(FONT, SIZE)
        grid(canvas, 300, [80, 80], [["规章", "0"], ["行政许可", "46"]])
        canvas.endForm()
        write(canvas, [FIRST])
        canvas.saveState()
        canvas.translate(20, 200)
        canvas.doForm("table")
        canvas.restoreState()

    (table,) = read(draw).tables
    assert cells(table) == [["规章", "0"], ["行政许可", "46"]]


def test_merged_cells_of_a_ruled_table() -> None:
    def draw(canvas: Canvas) -> None:
        y = write(canvas, [FIRST])
        for height, end in ((0, 240), (30, 240), (60, 160), (90, 240)):
            canvas.line(LEFT if height != 60 else LEFT + 80, y - height, LEFT + end, y - height)
        for edge, top in ((0, 0), (80, 30), (160, 30), (240, 0)):
            canvas.line(LEFT + edge, y - top, LEFT + edge, y - 90)
        for x, row, text in (
            (3, 0, "申请人情况"),
            (3, 1, "办理结果"),
            (83, 1, "公开"),
            (83, 2, "不公开"),
            (163, 1, "9"),
        ):
            canvas.drawString(LEFT + x, y - row * 30 - 18, text)

    (table,) = read(draw).tables
    assert [(c.row, c.column, c.text, c.row_span, c.column_span) for c in table.cells] == [
        (0, 0, "申请人情况", 1, 3),
        (1, 0, "办理结果", 2, 1),
        (1, 1, "公开", 1, 1),
        (1, 2, "9", 2, 1),
        (2, 1, "不公开", 1, 1),
    ]


def test_slanted_watermark_is_not_text() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, [FIRST, SECOND])
        canvas.translate(150, 500)
        canvas.rotate(45)
        canvas.setFont(FONT, 48)
        canvas.drawString(0, 0, "内部资料请勿外传")

    assert lines(read(draw)) == [FIRST, SECOND]
