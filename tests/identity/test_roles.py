"""Pairs of sentences that differ in a word or two, and in who is meant."""

from __future__ import annotations

import pytest

from reviewer.document.normalize import fold
from reviewer.identity.roles import judge_role
from reviewer.nlp.annotations import Mention
from reviewer.review.resources import Resources


def judge(
    sentence: str, surface: str, resources: Resources, *, own: str = "water", speaks_for_all: bool = False
) -> str:
    """Judge the first mention of ``surface`` in a sentence of a water bureau's report."""
    doc = resources.nlp(sentence)
    mentions: list[Mention] = [
        mention for mention in doc._.mentions if mention.surface == surface and mention.kind == "department"
    ]
    assert mentions, f"the lexicon does not find {surface} in {sentence}: {doc._.mentions}"
    mention = mentions[0]
    return judge_role(
        fold(sentence),
        mention.span.start,
        mention.span.end,
        mention,
        own={own},
        is_related=False,
        speaks_for_all=speaks_for_all,
    ).kind


@pytest.mark.parametrize(
    ("residue", "other", "surface"),
    [
        ("县教育局党组高度重视政府信息公开工作。", "会同县教育局公布防溺水提示。", "教育局"),
        ("登录县教育局官网查阅本报告。", "申请事项属于县教育局职责，已告知申请人。", "教育局"),
        ("在县商务局党组的坚强领导下，公开工作有序推进。", "在县商务局的指导下，参加了消费促进宣传。", "商务局"),
    ],
)
def test_hard_pairs(residue: str, other: str, surface: str, resources: Resources) -> None:
    assert judge(residue, surface, resources) == "residue"
    assert judge(other, surface, resources) == "other"


def test_own_name_is_own(resources: Resources) -> None:
    assert judge("县水利局党组高度重视政府信息公开工作。", "水利局", resources) == "own"


def test_government_may_name_any_organ(resources: Resources) -> None:
    sentence = "县教育局党组高度重视政府信息公开工作。"
    assert judge(sentence, "教育局", resources, own="government", speaks_for_all=True) == "other"


@pytest.mark.parametrize(
    "sentence",
    [
        "印发《清泽县教育局校务公开办法》的解读材料。",
        "借鉴县教育局政策图解的做法。",
        "原县教育局移交的档案已经整理。",
        "由县教育局、县水利局等6个部门共同公布。",
    ],
)
def test_third_parties(sentence: str, resources: Resources) -> None:
    assert judge(sentence, "教育局", resources) == "other"
