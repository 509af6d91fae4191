"""Pairs of sentences in which another organ stands in the issuer's place, or rightfully beside it."""

from __future__ import annotations

import pytest

from reviewer.review.resources import Resources
from tests.identity.reading import read


def residues_of(text: str, resources: Resources, *, own: str = "water", speaks_for_all: bool = False) -> list[str]:
    """Return the words of the residues in a text of a water bureau."""
    return list(read(text, resources, own, speaks_for_all=speaks_for_all))


@pytest.mark.parametrize(
    ("residue", "rightful", "words"),
    [
        ("立足教育领域公众关切发布解读3篇。", "联合教育领域专家发布解读3篇。", "教育领域"),
        ("作为民政部门，我局及时公布水价。", "与民政部门核对名单后公布水价。", "民政部门"),
        ("全县医保系统把公开融入日常工作。", "全县医保系统协助提供名单。", "医保系统"),
        ("2022年，县教育局围绕群众关心的事项推进公开。", "2022年，会同县教育局推进公开。", "教育局"),
        ("如对本报告有疑问，请与县教育局联系。", "申请事项请向县教育局咨询。", "教育局"),
        ("围绕食品经营许可等本局主要职能编制指南。", "按食品经营许可的样式编制指南。", "食品经营许可"),
        ("由我局民警轮流供稿。", "请民警讲解防溺水知识。", "民警"),
        ("查阅室由图书管理员轮流值班。", "聘请图书管理员指导整理资料。", "图书管理员"),
        ("下辖的14个市场监管所都设了公示栏。", "到市场监管所调取证照信息。", "市场监管所"),
    ],
)
def test_pairs(residue: str, rightful: str, words: str, resources: Resources) -> None:
    assert residues_of(residue, resources) == [words]
    assert residues_of(rightful, resources) == []


def test_one_trace_makes_another_certain(resources: Resources) -> None:
    doubtful = "县教育局编印手册200册。"
    assert residues_of(doubtful, resources) == []
    assert residues_of(doubtful + "结合教育系统实际细化清单。", resources) == ["教育局", "教育系统"]


def test_governments_name_everybody_but_do_not_work_as_one_trade(resources: Resources) -> None:
    assert residues_of("在教育领域推行公开。", resources, own="government", speaks_for_all=True) == []
    assert residues_of("结合卫健系统工作实际修订目录。", resources, own="government", speaks_for_all=True) == [
        "卫健系统"
    ]


def test_what_shares_an_organs_words_is_its_own(resources: Resources) -> None:
    assert residues_of("推进食品药品监管领域信息公开。", resources, own="market") == []


def test_titles_are_not_judged(resources: Resources) -> None:
    assert residues_of("解读《立足教育系统实际深化改革的意见》。", resources) == []
