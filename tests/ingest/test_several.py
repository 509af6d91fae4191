"""Files that hold more than one report."""

from __future__ import annotations

from reviewer.ingest.load import load_bytes

PARTS = (
    ("一、总体情况", "全年公开信息118条，其中防汛抗旱36条，农村供水29条，河湖管护21条，工程建设18条，其他14条。"),
    (
        "二、主动公开政府信息情况",
        "全年制发规范性文件2件，办理行政许可57件、行政处罚12件，收取水资源费41.6万元，均已上网。",
    ),
    (
        "三、收到和处理政府信息公开申请情况",
        "全年新收申请5件，没有上年结转；予以公开4件，部分公开1件，全部按期答复，没有结转下年度。",
    ),
    (
        "四、政府信息公开行政复议、行政诉讼情况",
        "全年没有因政府信息公开被申请行政复议，也没有被提起行政诉讼，没有尚未审结的。",
    ),
    (
        "五、存在的主要问题及改进情况",
        "水价公布偏晚，群众不易查到。2024年起由水政股每月五日前公布一次，并在村务公开栏张贴。",
    ),
)
REPORT = "\n".join(f"{heading}\n{text}" for heading, text in PARTS)


def test_a_second_report_is_left_out_and_noted() -> None:
    text = (
        f"清泽县水利局2023年政府信息公开工作年度报告\n{REPORT}\n清泽县水利局2022年政府信息公开工作年度报告\n{REPORT}\n"
    )
    document = load_bytes(text.encode(), "two.txt")
    assert document.text.count("一、总体情况") == 1
    assert "2022年" not in document.text
    assert document.notes == ("文件里有 2 份报告，只审查了第一份；请把其余的分别存成文件再审",)


def test_a_list_of_contents_is_no_report() -> None:
    contents = "\n".join(heading for heading, _ in PARTS)
    text = f"清泽县水利局2023年政府信息公开工作年度报告\n目录\n{contents}\n{REPORT}\n"
    document = load_bytes(text.encode(), "one.txt")
    assert document.notes == ()
    assert "每月五日前" in document.text


def test_a_part_that_stands_twice_stays() -> None:
    heading, told = PARTS[0]
    text = f"清泽县水利局2023年政府信息公开工作年度报告\n{REPORT}\n{heading}\n{told}\n"
    document = load_bytes(text.encode(), "one.txt")
    assert document.text.count(heading) == 2
    assert document.notes == ()
