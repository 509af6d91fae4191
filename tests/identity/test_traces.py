"""Traces of a donor: judged by word classes, reported together."""

from __future__ import annotations

import pytest

from reviewer.review.resources import Resources
from tests.identity.reading import read


def words_of(text: str, resources: Resources, own: str, *, speaks_for_all: bool = False) -> list[str]:
    """Return the words of the residues in a text."""
    found = read(text, resources, own, speaks_for_all=speaks_for_all)
    return [words for words, one in found.items() if one.strength != "doubtful"]


@pytest.mark.parametrize(
    ("own", "residue", "rightful", "words"),
    [
        ("edu", "各水库管理所、泵站按月报送公开台账。", "会同水库管理所公布危险水域清单。", ["水库管理所"]),
        ("justice", "审判庭书记员轮流维护公示栏。", "邀请法官为执法人员授课。", ["审判庭"]),
        ("commerce", "办税服务厅增设公开查阅架两个。", "企业咨询退税，已引导至办税服务厅。", ["办税服务厅"]),
        (
            "edu",
            "公开烟花爆竹零售许可、危化品企业安全评价结果48条。",
            "会同应急管理局查处非法运输烟花爆竹案件3起。",
            ["烟花爆竹零售许可、危化品企业安全评价"],
        ),
        (
            "tax",
            "职称评审、工伤认定等我局经办事项逐项公开。",
            "依据工伤认定结论调整申报的案例解读1篇。",
            ["职称评审、工伤认定"],
        ),
        ("eco_env", "面向水利条线发布通知，统一目录格式。", "按照水利部门来函更正断面名称。", []),
        ("culture_tour", "公开内容由质监站站长审签。", "会同质监站核实竣工条件。", ["质监站"]),
        ("sport", "“云岭教育”作为本局官方微博，发布信息90条。", "会同教育局在“云岭教育”公众号作了说明。", ["云岭教育"]),
        (
            "water",
            "县史志办主任审签年度报告，公开工作由其负责。",
            "收到史志办主任转交的志稿，已公开目录。",
            ["史志办"],
        ),
    ],
)
def test_own_and_third_party(own: str, residue: str, rightful: str, words: list[str], resources: Resources) -> None:
    found = words_of(residue, resources, own)
    assert all(any(word in one for one in found) for word in words)
    assert words_of(rightful, resources, own) == []


def test_a_donor_is_made_out_by_many_weak_traces(resources: Resources) -> None:
    """Three shapes in three sentences, none of which would be reported alone: a related organ's."""
    lines = [
        "消防监督员负责答复公众意见。",
        "各消防救援站按季报送公开数据。",
        "消防安全检查、火灾事故认定等结果公开率达标。",
    ]
    assert [words_of(line, resources, "emergency") for line in lines] == [[], [], []]
    assert words_of("".join(lines), resources, "emergency") == [
        "消防监督员",
        "消防救援站",
        "消防安全检查、火灾事故认定",
    ]


def test_a_donors_other_traces_follow_but_not_its_rightful_mentions(resources: Resources) -> None:
    text = "结合教育系统实际细化目录。资料架由教务处老师每周清点。与县教育局共建实践基地。"
    assert words_of(text, resources, "street", speaks_for_all=True) == ["教育系统", "教务处"]


def test_traces_of_two_kinds_do_not_support_each_other(resources: Resources) -> None:
    text = "水文站数据每周更新。敬老院名单每月公布。"
    assert words_of(text, resources, "sport") == []


def test_superior_organs_are_never_residues(resources: Resources) -> None:
    assert words_of("通过国家统计局网站发布公报12期。", resources, "survey") == []


def test_a_word_of_the_issuers_own_is_no_trace(resources: Resources) -> None:
    assert words_of("移民后期扶持项目名单每季公布。", resources, "water") == []
