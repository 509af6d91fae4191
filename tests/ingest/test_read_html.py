from __future__ import annotations

import pytest

from reviewer.document.model import Document, Table
from reviewer.errors import NoText
from reviewer.ingest.load import load_bytes

TITLE = "清泽县水利局2021年政府信息公开工作年度报告"
OPENING = "全年通过县政府门户网站公开信息126条，其中工程建设48条，群众反映查阅方便，留言全部答复。"
ENDING = "2021年，清泽县水利局未收取信息处理费，没有其他需要报告的事项。"
BODY = f"<p>一、总体情况</p><p>{OPENING}</p><p>六、其他需要报告的事项</p><p>{ENDING}</p>"
LINES = [TITLE, "一、总体情况", OPENING, "六、其他需要报告的事项", ENDING]
NAVIGATION = "".join(
    f'<li><a href="/{n}">{name}</a></li>'
    for n, name in enumerate(["首页", "政务公开", "办事服务", "互动交流", "走进清泽"])
)
FOOTER = (
    "<div>主办：清泽县人民政府办公室，承办：县融媒体中心。地址：清渠路1号，电话：0000-6120000。"
    "网站标识码：0000000001</div>"
)
INFO = "发布日期：2022-01-20 10:11 来源：县水利局 浏览次数：12 字号：[大 中 小] 【打印】【关闭】"


def page(article: str, *, head: str = "", before: str = "", after: str = "") -> Document:
    text = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{before}{article}{after}</body></html>"
    return load_bytes(text.encode(), "page.html")


def lines(document: Document) -> list[str]:
    return [document.quote(block.span) for block in document.paragraphs]


def cells(table: Table) -> list[tuple[int, int, str, int, int]]:
    return [(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in table.cells]


@pytest.mark.parametrize(
    "article",
    [
        f'<div class="TRS_Editor">{BODY}</div>',
        f'<div id="zoom"><div class="Custom_UnionStyle">{BODY}</div></div>',
        f'<div class="pages_content" id="UCAP-CONTENT">{BODY}</div>',
        f'<div id="vsb_content_2"><div class="v_news_content">{BODY}</div></div>',
        f'<div class="wrap"><div class="a1"><div class="b2">{BODY}</div></div></div>',
        f'<table width="1000"><tr><td class="left"></td><td><table><tr><td>{BODY}</td></tr></table></td></tr></table>',
        f"<form name=f><span style='font-size:16px'>{BODY}</span></form>",
    ],
)
def test_article_is_found_in_pages_of_many_systems(article: str) -> None:
    document = page(
        article,
        head=f'<title>{TITLE}_清泽县人民政府</title><meta name="SiteName" content="清泽县人民政府">',
        before=f'<div class="header"><ul>{NAVIGATION}</ul></div>'
        '<div class="position">当前位置：<a>首页</a> &gt; 年报</div>'
        f"<h1>{TITLE}</h1><div>{INFO}</div>",
        after='<p>上一篇：<a href="/0">清泽县水利局2020年政府信息公开工作年度报告</a></p>'
        f"{FOOTER}<ul>{NAVIGATION}</ul>",
    )
    assert lines(document) == LINES
    assert dict(document.metadata) == {
        "site_name": "清泽县人民政府",
        "page_title": TITLE,
        "published": "2022-01-20 10:11",
        "publisher": "县水利局",
    }


def test_standard_meta_tags() -> None:
    tags = {
        "SiteName": "清泽县人民政府",
        "ColumnName": "政府信息公开年报",
        "ArticleTitle": TITLE,
        "PubDate": "2022-01-20",
        "ContentSource": "县水利局",
    }
    head = "".join(f'<meta name="{name}" content="{value}">' for name, value in tags.items())
    document = page(f"<div>{BODY}</div>", head=head)
    assert lines(document) == LINES
    assert dict(document.metadata) == {
        "page_title": TITLE,
        "site_name": "清泽县人民政府",
        "column": "政府信息公开年报",
        "published": "2022-01-20",
        "publisher": "县水利局",
    }


def test_title_of_the_article_is_not_doubled() -> None:
    broken = f"<p align=center><b>清泽县水利局</b></p><p align=center><b>2021年政府信息公开工作年度报告</b></p>{BODY}"
    assert lines(page(f"<div>{broken}</div>", before=f"<h1>{TITLE}</h1>")) == LINES


@pytest.mark.parametrize(
    ("codec", "declared"),
    [("utf-8", "gb2312"), ("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-16", "utf-8"), ("big5", "big5")],
)
def test_bytes_decide_over_a_wrong_charset(codec: str, declared: str) -> None:
    tag = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    text = f"<html><head>{tag}</head><body><p>主動公開政府資訊工作情形年度報告，全年公開126條。</p></body></html>"
    document = load_bytes(text.encode(codec), "a.html")
    assert (document.notes, document.text) == ((), "主動公開政府資訊工作情形年度報告，全年公開126條。")


def test_scripts_hidden_parts_and_controls_are_not_text() -> None:
    extra = (
        "<script>document.write('脚本里的文字，不应出现。')</script><style>p{content:'样式'}</style>"
        '<div style="display: none">隐藏的文字，不应出现。</div><p hidden>隐藏</p><noscript>请打开脚本</noscript>'
        "<textarea>表单</textarea><!-- 注释 --><select><option>选项</option></select>"
    )
    assert lines(page(f"<div><p>{TITLE}</p>{BODY}{extra}</div>")) == LINES


def test_article_that_a_script_would_show_is_kept() -> None:
    assert lines(page(f'<div style="display:none"><p>{TITLE}</p>{BODY}</div><p>正在加载</p>'))[:5] == LINES


def test_line_breaks_entities_and_source_wrapping() -> None:
    article = (
        "<div><p>　　一、总体情况<br>&emsp;&emsp;全年公开信息&#49;26条，\n      其中工程建设48条；<br/>"
        "查阅网址 www.qz.cn 见 &ldquo;年报&rdquo;\n专栏 &lt;2021&gt;。</p></div>"
    )
    assert lines(page(article)) == [
        "一、总体情况",
        "全年公开信息126条，其中工程建设48条；",
        "查阅网址 www.qz.cn 见 “年报”专栏 <2021>。",
    ]


def test_merged_cells_make_a_grid() -> None:
    table = (
        '<table border=1><tr><td colspan="9">第二十条第（一）项</td></tr><tr><th>信息内容</th><th>本年<br>制发件数</th>'
        '<th><p>现行</p><p>有效件数</p></th></tr><tr><td rowspan="2">规章</td><td>0</td><td>&nbsp;</td></tr>'
        '<tr><td colspan="2">1</td></tr></table>'
    )
    document = page(f"<div><p>{TITLE}</p>{BODY}{table}</div>")
    (found,) = document.tables
    assert (found.n_rows, found.n_columns, found.origin) == (4, 3, "grid")
    assert cells(found) == [
        (0, 0, "第二十条第（一）项", 1, 3),
        (1, 0, "信息内容", 1, 1),
        (1, 1, "本年制发件数", 1, 1),
        (1, 2, "现行有效件数", 1, 1),
        (2, 0, "规章", 2, 1),
        (2, 1, "0", 1, 1),
        (2, 2, "", 1, 1),
        (3, 1, "1", 1, 2),
    ]


def test_absurd_spans_do_not_break_the_grid() -> None:
    table = (
        '<table><tr><td rowspan="9999" colspan="0">甲</td><td colspan="-3">乙</td></tr>'
        '<tr><td rowspan="x">丙</td></tr></table>'
    )
    (found,) = page(f"<div>{BODY}{table}</div>").tables
    assert cells(found) == [(0, 0, "甲", 2, 1), (0, 1, "乙", 1, 1), (1, 1, "丙", 1, 1)]


def test_index_card_and_attachments() -> None:
    card = (
        "<table><tr><td>索引号</td><td>1/2</td><td>发布机构</td><td>县水利局</td></tr>"
        "<tr><td>文号</td><td></td><td>成文日期</td><td>2022-01-19</td></tr></table>"
    )
    files = '<p>附件：<a href="/f/1.docx">年报统计表.docx</a></p>'
    document = page(f"{card}<div><p>{TITLE}</p>{BODY}<p><img src=/t.png width=600></p>{files}</div>")
    assert lines(document) == LINES
    assert list(document.tables) == []
    assert document.metadata["publisher"] == "县水利局"
    assert document.metadata["published"] == "2022-01-19"
    assert document.notes == (
        "正文中有 1 张图片，图中的文字和表格未读取；如有统计表，请提供文字版",
        "网页附件“年报统计表.docx”未随正文读取；如统计表在附件中，请一并提供",
    )


def test_list_numbers_that_the_browser_shows() -> None:
    chinese = '<ol class="custom_cn list-paddingleft-1" start="3"><li>堤防</li></ol>'
    article = f"<div>{BODY}<ol><li>水库</li><li>灌区</li></ol>{chinese}</div>"
    assert lines(page(article))[-3:] == ["1.水库", "2.灌区", "三、堤防"]


def test_entities_are_not_read_from_outside() -> None:
    text = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY leak SYSTEM "file:///etc/passwd">]>'
        f"<html><body><div><p>{TITLE}&leak;</p>{BODY}</div></body></html>"
    )
    document = load_bytes(text.encode(), "a.html")
    assert "root:" not in document.text


def test_web_archive() -> None:
    html = f"<html><body><div><p>{TITLE}</p>{BODY}</div></body></html>"
    archive = (
        b'From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
        b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    )
    document = load_bytes(archive + html.encode() + b"\r\n--B--\r\n", "a.mht")
    assert document.source.format == "mht"
    assert lines(document) == LINES
    with pytest.raises(NoText, match="网页归档"):
        load_bytes(archive.replace(b"text/html", b"text/css") + b"x\r\n--B--\r\n", "a.mht")


def test_deep_nesting_is_survived() -> None:
    document = page("<div>" * 3000 + BODY + "</div>" * 3000)
    assert OPENING in document.text


def test_section_in_a_container_of_its_own_is_not_lost() -> None:
    document = page(
        f'<div class="wrap"><div class="TRS_Editor"><p>{TITLE}</p><p>一、总体情况</p>{f"<p>{OPENING}</p>" * 8}</div>'
        f"<div><p>六、其他需要报告的事项</p><p>无。</p></div></div>{FOOTER}"
    )
    assert lines(document)[-2:] == ["六、其他需要报告的事项", "无。"]


def test_table_that_lost_its_markup_is_a_table() -> None:
    cells = [
        "第二十条第（一）项",
        "信息内容",
        "本年制发件数",
        "规章",
        "0",
        "行政规范性文件",
        "1",
        "行政许可",
        "2",
        "行政处罚",
        "3",
    ]
    flat = "".join(f"<p>{cell}</p>" for cell in cells)
    document = page(f"<div><p>{TITLE}</p><p>二、主动公开政府信息情况</p>{flat}{BODY}</div>")
    (table,) = document.tables
    assert table.origin == "text"
    assert [cell.text for cell in table.rows()[1]] == ["信息内容", "本年制发件数"]
    assert lines(document) == [TITLE, "二、主动公开政府信息情况", *LINES[1:]]
