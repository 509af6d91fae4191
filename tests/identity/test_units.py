"""Units that no list holds: the matter in the name tells whose they are."""

from __future__ import annotations

import pytest

from reviewer.identity.own import is_superior
from reviewer.review.resources import Resources
from tests.identity.reading import read


def strengths(text: str, resources: Resources, own: str) -> dict[str, str]:
    """Return the strengths of the residues of a text by their words."""
    return {words: one.strength for words, one in read(text, resources, own).items()}


@pytest.mark.parametrize(
    ("own", "foreign", "word", "rightful"),
    [
        ("sport", "对逾期未报的材料，由殡葬事务股当天催办。", "殡葬事务股", "对逾期未报的材料，由竞技训练股当天催办。"),
        ("tobacco", "公开栏的稿件经种子管理科审核后登载。", "种子管理科", "公开栏的稿件经专卖监督管理科审核后登载。"),
        ("meteorology", "排污许可管理科年内更新办事指南2份。", "排污许可管理科", "观测预报科年内更新办事指南2份。"),
        ("supply_coop", "林业产业发展股承担专栏日常维护。", "林业产业发展股", "合作经济指导股承担专栏日常维护。"),
        ("earthquake", "信息发布前须经社会救助科核对数字。", "社会救助科", "信息发布前须经监测预报科核对数字。"),
        ("civil", "由水政水资源科牵头整改网站错链。", "水政水资源科", "会同水利局水政水资源科核查库区移民公墓。"),
        (
            "justice",
            "全年培训由疾病预防控制科主讲两课。",
            "疾病预防控制科",
            "全年培训请市卫健委疾病预防控制科主讲两课。",
        ),
        (
            "culture_tour",
            "机关例会通报了道路运输管理科的信息报送数。",
            "道路运输管理科",
            "机关例会通报了公共服务科的信息报送数。",
        ),
        ("water", "考务管理科的信息员每周读网一次。", "考务管理科", "工程建设科的信息员每周读网一次。"),
        ("med_ins", "信息由森林防火股每周汇总。", "森林防火股", "信息由基金监管股每周汇总。"),
        ("eco_env", "每批材料由军休服务科登记。", "军休服务科", "每批材料由大气环境科登记。"),
        ("transport", "药品流通监管科答复申请3件。", "药品流通监管科", "公路建设科答复申请3件。"),
        ("fire", "由农药管理股汇编问答20条。", "农药管理股", "由防火监督科汇编问答20条。"),
        ("hrss", "文物保护科负责目录更新。", "文物保护科", "劳动关系科负责目录更新。"),
        ("ethnic_rel", "特种设备安全监察科负责清理旧文。", "特种设备安全监察科", "宗教一科负责清理旧文。"),
        ("emergency", "与学前教育科、办公室签订责任书。", "学前教育科", "与危化监管科、办公室签订责任书。"),
    ],
)
def test_matter_of_a_unit_tells_its_owner(
    own: str, foreign: str, word: str, rightful: str, resources: Resources
) -> None:
    assert any(word in name for name in strengths(foreign, resources, own))
    assert strengths(rightful, resources, own) == {}


def test_lone_unit_is_hinted_at_and_a_related_one_needs_support(resources: Resources) -> None:
    assert strengths("专栏由劳动监察科维护。", resources, "postal")["劳动监察科"] in ("doubtful", "likely")
    assert strengths("材料由旅游质监科复核。", resources, "sport") == {}


def test_superior_and_partner_are_rightly_named(resources: Resources) -> None:
    assert strengths("与市图书馆合作,在市民常去的借阅大厅放置公开查阅本4册。", resources, "postal") == {}
    text = "省司法厅"
    assert is_superior(text, 1, 4, ["justice"], "prison")
    assert not is_superior("县司法局", 1, 4, ["justice"], "prison")
    assert not is_superior(text, 1, 4, ["justice"], "water")


def test_media_centre_runs_the_accounts_of_others(resources: Resources) -> None:
    assert strengths("公众号“苍坪应急”全年推送48期。", resources, "media") == {}
