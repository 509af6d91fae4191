from __future__ import annotations

from reviewer.ingest.load import load_bytes
from reviewer.knowledge.sections import find_official_sections, key_of_heading

OVERVIEW_ONLY = """清泽县水利局2023年政府信息公开工作年度报告
一、总体情况
（一）主动公开情况
全年公开信息95条，其中水库水位信息40条，供水水质信息30条，其他25条。
（二）依申请公开情况
全年新收政府信息公开申请2件，均已答复。
（三）政府信息管理情况
信息发布前由办公室复核。
"""
REST = """二、主动公开政府信息情况
本年度制发规范性文件1件。
三、收到和处理政府信息公开申请情况
本年度收到申请2件。
"""


def keys_of(text: str) -> list[str]:
    return [heading.key for heading in find_official_sections(load_bytes(text.encode(), "a.txt"))]


def test_parts_of_the_overview_are_no_sections_of_their_own() -> None:
    assert keys_of(OVERVIEW_ONLY) == ["overview"]


def test_later_sections_of_the_same_name_are() -> None:
    assert keys_of(OVERVIEW_ONLY + REST) == ["overview", "proactive", "requests"]


def test_sections_on_the_second_level_are_found_without_an_overview() -> None:
    text = OVERVIEW_ONLY.replace("一、总体情况\n", "")
    assert keys_of(text) == ["proactive", "requests"]


def test_headings_are_known_by_their_words() -> None:
    assert key_of_heading("五、存在问题及改进措施") == "problems_improvements"
    assert key_of_heading("（一）推进情况") is None
