"""A foreign name that stands alone: its grammatical role decides."""

from __future__ import annotations

import pytest

from reviewer.review.resources import Resources
from tests.identity.reading import read


@pytest.mark.parametrize(
    ("own", "foreign", "word", "strength", "rightful"),
    [
        ("civil", "各收费站出入口张贴监督电话。", "收费站", "likely", "会同各收费站为走失人员提供帮助。"),
        ("med_ins", "全体民警引以为戒。", "全体民警", "likely", "会同民警查处骗保。"),
        ("water", "由工程股和教务处两道把关。", "教务处", "likely", "由工程股和办公室两道把关。"),
        ("finance", "将公开情况纳入各派出所年度考核。", "各派出所", "likely", "拨付各派出所办案经费的情况已公开。"),
        ("finance", "信息公开专栏由局基础教育股维护。", "基础教育股", "likely", "信息公开专栏由局预算股维护。"),
        ("sci", "局计划生育科每月核对栏目。", "计划生育科", "likely", "局办公室每月核对栏目。"),
        ("commerce", "代表民政局向领导小组述职。", "民政局", "likely", "代表我局向领导小组述职。"),
        ("audit", "县体育局召开政务公开会议2次，听取各股室汇报。", "体育局", "likely", "对县体育局开展审计。"),
        ("housing", "落实《县粮食局信息发布审核制度》。", "粮食局", "likely", "转载《县粮食局关于收购的公告》。"),
        ("finance", "局党组、街道党工委共同督办整改。", "街道党工委", "likely", "配合街道党工委做好征拆公示。"),
        ("justice", "由区供销社汇总全年公开数据。", "供销社", "doubtful", "与区供销社联合送法下乡。"),
        ("nat_res", "受理点设在县烟草局三楼。", "烟草局", "doubtful", "受理点设在县政务服务中心三楼。"),
        ("market", "县体育局网站依申请公开系统受理申请7件。", "体育局", "doubtful", "县体育局网站同步转载。"),
        ("sasac", "按照财政系统“一岗一清单”部署，确定联络员。", "财政系统", "doubtful", "参照财政系统做法。"),
        (
            "forestry",
            "在办税服务厅醒目位置设置政府信息查阅点。",
            "办税服务厅",
            "doubtful",
            "到办税服务厅缴纳育林基金。",
        ),
    ],
)
def test_role_decides(own: str, foreign: str, word: str, strength: str, rightful: str, resources: Resources) -> None:
    found = read(foreign, resources, own)
    assert {name: one.strength for name, one in found.items()} == {word: strength}
    assert read(rightful, resources, own) == {}


def test_a_township_has_no_wards_but_a_police_station(resources: Resources) -> None:
    found = read("各监区民警带头学习条例。派出所民警维护集市秩序。", resources, "town", speaks_for_all=True)
    assert list(found) == ["各监区"]


def test_a_doubtful_trace_supported_by_another_is_no_longer_doubtful(resources: Resources) -> None:
    sited = "在办税服务厅醒目位置设置政府信息查阅点。"
    alone = read(sited, resources, "forestry")
    both = read(sited + "结合税务系统工作实际，梳理目录。", resources, "forestry")
    assert [one.strength for one in alone.values()] == ["doubtful"]
    assert both["办税服务厅"].strength == "possible"
