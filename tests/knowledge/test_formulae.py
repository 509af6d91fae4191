import time

import pytest

from reviewer.knowledge.formulae import compile_template, load_formulae

CASES = [
    ("根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第五十条规定，编制本报告。", "P1"),
    ("按照《条例》规定，特编制本年度报告。", "P1b"),
    ("按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）要求", "P2"),
    ("特编制本年度报告，现向社会公布。", "P3"),
    ("现将清泽县水利局2021年政府信息公开工作年度报告公布如下：", "P4"),
    ("本报告由总体情况、主动公开政府信息情况、存在的主要问题及改进情况、其他需要报告的事项等六部分组成。", "P5"),
    ("本报告中所列数据的统计期限自2021年1月1日起至2021年12月31日止。", "P6"),
    ("所列数据统计期限为 2022 年 1 月 1 日至 12 月 31 日。", "P6"),
    ("本报告电子版可在清泽县人民政府网站（http://example.invalid）下载。", "P7"),
    ("如对本报告有任何疑问，请与清泽县水利局联系", "P8"),
    ("联系电话：0000-1234567", "P12"),
    ("一、总体情况", "H1"),
    ("三、收到和处理政府信息公开申请情况", "H3"),
    ("四、政府信息公开行政复议、行政诉讼情况", "H4"),
    ("（五）监督保障", "H11"),
    ("2022年，我局未收到政府信息公开申请", "N1"),
    ("全年共收到政府信息公开申请0件", "N1"),
    ("无上年结转申请", "N2"),
    ("全年未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。", "N3"),
    ("本年度未收取信息处理费。", "N4"),
    ("发出收费通知0件，总金额0元，实际收取0元。", "N4"),
    ("本机关没有其他需要报告的事项。", "N5"),
    ("制发行政规范性文件0件，废止0件，现行有效0件", "N8"),
    ("第三项加第四项之和 2.其他法律行政法规禁止公开", "T1"),
    ("坚持以公开为常态、不公开为例外", "M1"),
    ("保障人民群众的知情权、参与权、表达权、监督权", "M3"),
    ("坚持以习近平新时代中国特色社会主义思想为指导，深入贯彻党的二十大精神", "M4"),
    ("严格落实“三审三校”制度", "M5"),
    ("做到涉密不上网、上网不涉密", "M6"),
    ("文件与解读材料同步组织、同步审批、同步发布", "M9"),
    ("由主要领导任组长、分管领导任副组长", "M10"),
    ("均在法定期限内答复，办结率100%", "M17"),
    ("在区委、区政府的正确领导下，", "M18"),
    ("下一步，我局将进一步", "C1"),
    ("特此报告。", "C4"),
    ("健全工作机制", "S"),
]


@pytest.mark.parametrize(("text", "key"), CASES)
def test_find_standard_wording(text: str, key: str) -> None:
    found = load_formulae().find(text)
    assert key in [one for _, _, one in found]


@pytest.mark.parametrize(
    "text",
    [
        "全县建成高标准农田三万亩，开展渔政巡查十二次。",
        "核发林木采伐许可证一百二十份，清理违规占地八处。",
        "把水库除险加固项目的招标结果贴到村口。",
    ],
)
def test_concrete_sentences_are_not_formulae(text: str) -> None:
    assert load_formulae().find(text) == []


def test_find_gives_raw_offsets_in_order() -> None:
    text = "　　所列数据统计期限为 2022 年 1 月 1 日至 12 月 31 日。特此报告。"
    found = load_formulae().find(text)
    assert [text[start:end] for start, end, _ in found] == [
        "所列数据统计期限为 2022 年 1 月 1 日至 12 月 31 日", "特此报告",
    ]  # fmt: skip
    starts = [start for start, _, _ in found]
    assert starts == sorted(starts)


@pytest.mark.parametrize("text", ["", " ", "条例", "公开" * 5000, "根据" * 2000, "\n" * 1000, "（" * 3000])
def test_find_survives_odd_input(text: str) -> None:
    for start, end, _ in load_formulae().find(text):
        assert 0 <= start < end <= len(text)


def test_find_stays_fast_on_hostile_text() -> None:
    text = ("根据《中华人民共和国政府信息公开条例》" * 20 + "，未收到未发生因政府信息公开无没有结转收取") * 25
    begun = time.perf_counter()
    load_formulae().find(text)
    assert time.perf_counter() - begun < 5


def test_every_template_compiles_and_needs_something() -> None:
    for formula in load_formulae().formulae:
        assert formula.source
        assert formula.anchors
        for template in formula.templates:
            assert compile_template(template).fullmatch("") is None, template
