from __future__ import annotations

from io import BytesIO

import docx
import pytest

from reviewer.document.model import Paragraph, Table
from reviewer.ingest.docx_numbering import to_number
from reviewer.ingest.load import load_bytes
from tests.ingest.word_package import FILLER_TEXT, NAMESPACES, W, lines, p, read


def numbered(text: str, level: int = 0, num_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')


def numbering(*levels: tuple[str, str], extra: str = "", nums: str = "") -> str:
    """Return a numbering part: (form, pattern) of each level of list 1."""
    xml = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for index, (form, pattern) in enumerate(levels)
    )
    return (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{xml}</w:abstractNum>{extra}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}</w:numbering>'
    )


def cells(table: Table) -> list[tuple[int, int, str, int, int]]:
    return [(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in table.cells]


# --- numbers --------------------------------------------------------------------------------------


def test_generated_numbers_stand_in_front_of_the_text() -> None:
    part = numbering(("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    body = (
        numbered("总体情况") + numbered("主动公开", 1) + numbered("水库", 2) + numbered("灌区", 2)
        + numbered("依申请公开", 1) + numbered("堤防", 2) + numbered("主动公开政府信息情况")
        + numbered("其他", 1)
    )  # fmt: skip
    document = read(body, numbering=part)
    assert lines(document) == [
        "一、总体情况", "（一）主动公开", "1.水库", "2.灌区", "（二）依申请公开", "1.堤防",
        "二、主动公开政府信息情况", "（一）其他",
    ]  # fmt: skip
    headings = [(block.heading_level, block.numbering.value) for block in document.paragraphs if block.numbering]
    assert headings[:2] == [(1, 1), (2, 1)]


def test_multi_level_numbers_and_legal_figures() -> None:
    part = numbering(("chineseCounting", "第%1章"), ("decimal", "%1.%2")).replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    body = numbered("概况") + numbered("情况") + numbered("水库", 1) + numbered("灌区", 1)
    assert lines(read(body, numbering=part)) == ["第一章 概况", "第二章 情况", "2.1 水库", "2.2 灌区"]


def test_start_override_restarts_a_list() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        '</w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = (
        numbered("甲") + numbered("乙") + numbered("丙", num_id=2) + numbered("丁", num_id=2) + numbered("戊", num_id=3)
    )
    part = numbering(("decimal", "%1."), nums=nums)
    assert lines(read(body, numbering=part)) == ["1.甲", "2.乙", "1.丙", "2.丁", "3.戊"]


def test_numbering_linked_to_styles_and_switched_off() -> None:
    styles = (
        f'<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="a"><w:name w:val="正文1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="h1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="h3"><w:basedOn w:val="h1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        "</w:numPr></w:pPr></w:style></w:styles>"
    )
    part = numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）")).replace(
        '<w:lvlText w:val="（%2）"/>', '<w:pStyle w:val="h2"/><w:lvlText w:val="（%2）"/>'
    )
    off = '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        p("总体情况", '<w:pStyle w:val="h1"/>') + p("主动公开", '<w:pStyle w:val="h2"/>')
        + p("依申请公开", '<w:pStyle w:val="h3"/>') + p("附表", off)
    )  # fmt: skip
    assert lines(read(body, numbering=part, styles=styles)) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "附表",
    ]


def test_bullets_show_no_number_and_empty_paragraphs_count() -> None:
    part = numbering(("decimal", "%1."), ("bullet", "\uf0b7"))
    body = numbered("甲") + numbered("") + numbered("丙") + numbered("点", 1)
    assert lines(read(body, numbering=part)) == ["1.甲", "3.丙", "点"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (10, "chineseCounting", "十"), (11, "chineseCountingThousand", "十一"), (20, "japaneseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "decimalEnclosedParen", "⑵"), (12, "decimalFullWidth", "１２"), (3, "chineseLegalSimplified", "叁"),
        (10, "ideographDigital", "一〇"), (4, "lowerRoman", "iv"), (27, "upperLetter", "AA"), (7, "decimalZero", "07"),
        (5, "unknownForm", "5"), (0, "chineseCounting", "〇"),
    ],
)  # fmt: skip
def test_number_forms(value: int, form: str, shown: str) -> None:
    assert to_number(value, form) == shown


# --- text -----------------------------------------------------------------------------------------


def test_tracked_changes_are_read_as_accepted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('公开信息')}<w:del>{run.format('八').replace('w:t>', 'w:delText>')}</w:del>"
        f"<w:ins>{run.format('126')}</w:ins>{run.format('条')}<w:moveFrom>{run.format('旧')}</w:moveFrom>"
        f"<w:moveTo>{run.format('。')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run.format('上半句，')}</w:p><w:p>{run.format('下半句。')}</w:p>"
    )
    assert lines(read(body)) == ["公开信息126条。", "上半句，下半句。"]


def test_fields_links_breaks_symbols_and_hidden_text() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        "<w:p><w:r><w:t>见</w:t></w:r>" + field.format("begin") + "<w:r><w:instrText> HYPERLINK x </w:instrText></w:r>"
        + field.format("separate") + "<w:r><w:t>网站</w:t></w:r>" + field.format("end")
        + "<w:hyperlink><w:r><w:t>专栏</w:t></w:r></w:hyperlink>"
        '<w:fldSimple w:instr=" DATE "><w:r><w:t>今日</w:t></w:r></w:fldSimple>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>可见</w:t></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:noBreakHyphen/><w:t>尾</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t><w:tab/><w:t>续</w:t></w:r></w:p>"
    )  # fmt: skip
    document = read(body)
    assert lines(document) == ["见网站专栏今日可见☑-尾", "第一行", "第二行 续"]
    assert [block.provenance.block for block in document.blocks] == [0, 1, 1, 2]


def test_text_box_is_read_once_and_a_title_box_comes_first() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><a:graphic><wps:wsp><wps:txbx>{0}</wps:txbx>"
        "</wps:wsp></a:graphic></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{0}</v:textbox>"
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    title = "清泽县水利局2021年政府信息公开工作年度报告"
    body = (
        "<w:p>" + shape.format(box.format(title)) + "<w:r><w:t>一、总体情况</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>正文在前</w:t></w:r>" + shape.format(box.format("框在后")) + "</w:p>"
        "<w:p><w:r><w:pict><v:shape><v:textbox>" + box.format("旧式框") + "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    document = read(body)
    assert lines(document) == [title, "一、总体情况", "正文在前", "框在后", "旧式框"]
    assert document.title is not None
    assert [block.provenance.block for block in document.blocks] == [0, 0, 1, 1, 2, 3]


def test_outline_levels_and_contents() -> None:
    styles = (
        f'<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 2"/></w:style></w:styles>'
    )
    body = (
        p("关于工作的材料", '<w:pStyle w:val="T"/>') + p("一、总体情况 1", '<w:pStyle w:val="t1"/>')
        + "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        + "<w:sdtContent>" + p("目录") + "</w:sdtContent></w:sdt>"
        + p("强化责任", '<w:pStyle w:val="h"/>') + p("完善机制", '<w:outlineLvl w:val="2"/>')
        + "<w:sdt><w:sdtContent>" + p("控件里的文字") + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    document = read(body, styles=styles)
    assert lines(document) == ["关于工作的材料", "强化责任", "完善机制", "控件里的文字"]
    assert [block.heading_level for block in document.paragraphs] == [0, 2, 3, None, None]
    assert [block.provenance.block for block in document.blocks] == [0, 2, 3, None, 4]


def test_headers_footnotes_and_pictures_are_reported_apart() -> None:
    picture = "<w:r><w:drawing><a:graphic><pic:pic/></a:graphic></w:drawing></w:r>"
    ole = "<w:r><w:object><o:OLEObject/></w:object></w:r>"
    note = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{p("数据来自年报系统")}</w:footnote></w:footnotes>'
    margin = f"<w:hdr {NAMESPACES}>{p('清泽县水利局文件')}{p('- 1 -')}</w:hdr>"
    body = f'<w:p>{picture}{ole}<w:r><w:t>公开31条</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    document = read(body, header1=margin, footnotes=note)
    assert lines(document) == ["公开31条"]
    assert document.metadata == {"header": "清泽县水利局文件"}
    assert document.notes == (
        "正文中有 1 张图片，图中的文字和表格未读取；如有统计表，请提供文字版",
        "正文中有 1 个嵌入对象（如 Excel 表格），未读取；请转换为 Word 表格后重试",
        "脚注1（未计入正文）：数据来自年报系统",
    )


# --- tables ---------------------------------------------------------------------------------------


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(line) for line in text.split('|'))}</w:tc>"


def tr(*row: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(row)}</w:tr>"


def test_merged_cells_make_a_grid() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        "<w:tbl>"
        + tr(tc("第二十条第（一）项", '<w:gridSpan w:val="3"/>'))
        + tr(tc("信息内容"), tc("本年|制发件数"), tc("Annual|report"))
        + tr(tc("规章", start), tc("0"), tc("1"))
        + tr(tc("", on), tc("", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"))
        + tr(tc("删去的行"), properties="<w:del/>")
        + tr(tc("末行"), properties='<w:gridBefore w:val="2"/>')
        + "</w:tbl>"
    )
    document = read(body)
    (table,) = document.tables
    assert cells(table) == [
        (0, 0, "第二十条第（一）项", 1, 3),
        (1, 0, "信息内容", 1, 1),
        (1, 1, "本年制发件数", 1, 1),
        (1, 2, "Annual report", 1, 1),
        (2, 0, "规章", 2, 1),
        (2, 1, "0", 1, 1),
        (2, 2, "1", 1, 1),
        (3, 1, "", 1, 2),
        (4, 2, "末行", 1, 1),
    ]
    assert [block.provenance.block for block in document.blocks] == [0, 1]


def test_hairline_column_is_no_column() -> None:
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (900, 900, 2, 900))
    body = (
        f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>"
        + tr(tc("行政复议", '<w:gridSpan w:val="2"/>'), tc("行政诉讼", '<w:gridSpan w:val="2"/>'))
        + tr(tc("结果维持"), tc("总计", '<w:gridSpan w:val="2"/>'), tc("结果维持"))
        + "</w:tbl>"
    )
    (table,) = read(body).tables
    assert cells(table) == [
        (0, 0, "行政复议", 1, 2),
        (0, 2, "行政诉讼", 1, 1),
        (1, 0, "结果维持", 1, 1),
        (1, 1, "总计", 1, 1),
        (1, 2, "结果维持", 1, 1),
    ]


def test_numbers_are_generated_in_cells_too() -> None:
    part = numbering(("decimal", "%1."))
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    body = (
        "<w:tbl>" + row.format(numbered("属于国家秘密"), p("0")) + row.format(numbered("重复申请"), p("0")) + "</w:tbl>"
    )
    (table,) = read(body, numbering=part).tables
    assert [cell.text for cell in table.cells] == ["1.属于国家秘密", "0", "2.重复申请", "0"]


def test_layout_tables_are_unwrapped_and_nested_ones_flattened() -> None:
    inner = "<w:tbl>" + tr(tc("规章"), tc("0")) + tr(tc("许可"), tc("1")) + "</w:tbl>"
    frame = f"<w:tbl><w:tr><w:tc>{p('一、总体情况')}{inner}{p('表后文字')}</w:tc></w:tr></w:tbl>"
    document = read(frame)
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph", "Paragraph"]
    assert [block.provenance.block for block in document.blocks] == [0, 0, 0, 1]
    small = "<w:tbl>" + tr(tc("甲"), tc("乙")) + "</w:tbl>"
    outer = (
        f"<w:tbl><w:tr>{tc('一')}{tc('二')}{tc('三')}<w:tc>{small}{p('尾')}</w:tc></w:tr>{tr(*[tc('0')] * 4)}</w:tbl>"
    )
    (table,) = read(outer).tables
    assert [cell.text for cell in table.cells][:4] == ["一", "二", "三", "甲 乙尾"]


def test_table_pasted_as_text_is_a_table() -> None:
    row = "<w:p><w:r><w:t>{}</w:t><w:tab/><w:t>{}</w:t></w:r></w:p>"
    body = p("二、主动公开政府信息情况") + row.format("信息内容", "本年制发件数") + row.format("规章", "0")
    document = read(body + p("三、其他"))
    (table,) = document.tables
    assert (table.origin, table.provenance.block) == ("text", 1)
    assert [[cell.text for cell in line] for line in table.rows()] == [["信息内容", "本年制发件数"], ["规章", "0"]]


def test_positions_are_those_of_python_docx() -> None:
    word = docx.Document()
    word.add_paragraph("清泽县水利局2021年政府信息公开工作年度报告")
    word.add_table(rows=1, cols=2).rows[0].cells[0].text = "甲"
    word.tables[0].rows[0].cells[1].text = "乙"
    word.add_paragraph("")
    word.add_paragraph(FILLER_TEXT)
    buffer = BytesIO()
    word.save(buffer)
    document = load_bytes(buffer.getvalue(), "a.docx")
    children = [child for child in word.element.body if child.tag in (f"{{{W}}}p", f"{{{W}}}tbl")]
    for block in document.blocks:
        assert block.provenance.block is not None
        element = children[block.provenance.block]
        assert element.tag == (f"{{{W}}}p" if isinstance(block, Paragraph) else f"{{{W}}}tbl")
        text = "".join(piece.text or "" for piece in element.iter(f"{{{W}}}t"))
        assert document.quote(block.span).replace("\t", "") == text
