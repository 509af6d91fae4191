from __future__ import annotations

import time

import pytest

from reviewer.document.build import CellDraft, ParagraphDraft, TableDraft
from reviewer.ingest.furniture import is_furniture, strip_furniture
from reviewer.ingest.info_lines import find_facts, is_info_table, read_info_line


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            "发布日期：2022-01-20 来源：县水利局 浏览次数：12 字号：[大 中 小] 打印 关闭",
            {"published": "2022-01-20", "publisher": "县水利局"},
        ),
        ("时间：2022-1-26 来源：清泽县水利局", {"published": "2022-1-26", "publisher": "清泽县水利局"}),
        ("发布时间：2022年1月20日 10:30", {"published": "2022年1月20日 10:30"}),
        ("信息来源：清泽县水利局", {"publisher": "清泽县水利局"}),
        ("2022-01-20 10:11 来源：县水利局", {"published": "2022-01-20 10:11", "publisher": "县水利局"}),
        (
            "索 引 号：1234/2022-00001 发布机构：县水利局 成文日期：2022-01-20",
            {"published": "2022-01-20", "publisher": "县水利局"},
        ),
        ("【字体：      】  打印", {}),
        ("标  题: 水利局年报 主题分类: 综合政务", {}),
        ("索引号 1/2024-00047 发文字号 生成日期 2024-01-26 15:35:23 是否有效", {"published": "2024-01-26 15:35:23"}),
        ("关键词 发布机构 政务服务局", {"publisher": "政务服务局"}),
        ("2022年07月25日 来源: 县水利局", {"published": "2022年07月25日", "publisher": "县水利局"}),
        ("来源:原创  发布时间:2023-01-31 13:24  浏览次数:次", {"publisher": "原创", "published": "2023-01-31 13:24"}),
        ("标  题: 清泽县2023年政府信息公开工作年度报告", {"page_title": "清泽县2023年政府信息公开工作年度报告"}),
        ("【字体：大 中 小】", {}),
        ("浏览次数：", {}),
    ],
)  # fmt: skip
def test_publication_line(line: str, facts: dict[str, str]) -> None:
    assert read_info_line(line) == facts


@pytest.mark.parametrize(
    "line",
    [
        "时间：5月15日在县文化广场举办开放日活动",
        "来源：本级财政拨款和上级补助资金共计三百二十万元用于农村饮水安全巩固提升工程",
        "发布日期不清的文件共有三份。",
        "名称：清泽水利",
        "分类公开工程信息48条",
        "2022-01-20",
        "2022年1月20日",
    ],
)
def test_text_is_no_publication_line(line: str) -> None:
    assert read_info_line(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "【打印】 【关闭】", "打印本页 | 关闭窗口", "您当前的位置：首页 > 政府信息公开 > 年报", "首页>信息公开>年报",
        "上一篇：清泽县水利局2020年政府信息公开工作年度报告", "下一条：没有了", "• 扫一扫在手机打开当前页", "分享到：",
        "版权所有：清泽县人民政府", "网站标识码：0000000001", "附件：统计表.docx", "- 3 -", "第 2 页 共 6 页", "— 4 —",
        "字号 大 中 小", "{{ errorMessage }}", "[下载Word][下载PDF]",
    ],
)  # fmt: skip
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "一、总体情况",
        "无",
        "2022年1月20日",
        "附件",
        "清泽县水利局",
        "打印机采购信息公开3条",
        "0",
        "中小河流治理公开信息12条",
    ],
)
def test_text_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_index_card_goes_to_the_metadata() -> None:
    card = TableDraft(
        tuple(
            CellDraft(row, column, text)
            for row, texts in enumerate(
                [["索引号", "123", "发布机构", "县水利局"], ["成文日期", "2022-01-19", "文号", ""]]
            )
            for column, text in enumerate(texts)
        )
    )
    stripped = strip_furniture([card, ParagraphDraft("一、总体情况")])
    assert [draft for draft in stripped.drafts if isinstance(draft, TableDraft)] == []
    assert stripped.metadata == {"publisher": "县水利局", "published": "2022-01-19"}


def test_table_of_the_report_is_no_index_card() -> None:
    texts = [["时间", "名称", "分类"], ["5月", "水法宣传", "培训"]]
    cells = (CellDraft(row, column, text) for row, line in enumerate(texts) for column, text in enumerate(line))
    assert not is_info_table(TableDraft(tuple(cells)))


def test_contents_with_page_numbers_goes() -> None:
    lines = [
        "目  录",
        "一、总体情况…………1",
        "二、主动公开政府信息情况......2",
        "三、其他需要报告的事项\t3",
        "一、总体情况",
    ]
    stripped = strip_furniture([ParagraphDraft(line) for line in lines])
    assert [draft.text for draft in stripped.drafts if isinstance(draft, ParagraphDraft)] == ["一、总体情况"]


def test_facts_in_a_page() -> None:
    text = "首页\n发布机构：\n成文日期：\n2022-01-19\n来源：\n县水利局\n资金来源：县财政"
    assert find_facts(text) == {"published": "2022-01-19", "publisher": "县水利局"}


@pytest.mark.parametrize(
    "line", ["A+" * 70, "大" * 150 + "x", "打印" * 70 + "x", "来源：" * 60, "发布日期：" * 30 + "x"]
)
def test_hostile_lines_cost_little(line: str) -> None:
    start = time.perf_counter()
    is_furniture(line)
    read_info_line(line)
    assert time.perf_counter() - start < 0.5
