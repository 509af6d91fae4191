"""Organs that share the issuer's house."""

from __future__ import annotations

import pytest

from reviewer.identity.joint import find_joint_departments
from reviewer.review.resources import Resources


@pytest.mark.parametrize(
    ("text", "organ", "found"),
    [
        ("2021年，我局（县林业局与我局合署办公）公开信息98条。", "自然资源局", ("forestry",)),
        ("我局加挂县粮食局牌子，承担储备粮监管。", "商务局", ("grain",)),
        ("市财政局党组（市国资委党委）每季听取汇报。", "财政局", ("sasac",)),
        ("县林业局与县水利局合署办公，两局分别公开。", "自然资源局", ()),
        ("县财政局（电话见文末）负责答复。", "财政局", ()),
    ],
)
def test_what_a_report_declares(resources: Resources, text: str, organ: str, found: tuple[str, ...]) -> None:
    assert find_joint_departments(text, organ, resources.knowledge.departments) == found
