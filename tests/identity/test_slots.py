"""Places that only the issuer's own can fill, with names that no list holds."""

from __future__ import annotations

import pytest

from reviewer.review.resources import Resources
from tests.identity.reading import read


@pytest.mark.parametrize(
    ("own", "text", "name", "strength"),
    [
        ("street", "针对检察队伍工作特点,编制公开清单。", "检察队伍", "likely"),
        ("gov_office", "作为全市残疾人就业工作的主管部门,我办编制了公开目录。", "残疾人就业工作的主管部门", "likely"),
        ("audit", "由总督学牵头协调公开工作,办公室抓落实。", "总督学", "likely"),
        ("market", "局属单位包括质量检测中心、标准化研究所和林业调查队。", "林业调查队", "likely"),
        ("forestry", "局长在医保定点机构工作会议上逐条点评各股室公开栏目。", "医保定点机构工作会议", "likely"),
        ("tax", "市教育局办公室每月抽查各科室公开信息,通报3次。", "市教育局", "likely"),
        ("justice", "为规范动物检疫信息的制作、归档,印发了登记表。", "动物检疫", "doubtful"),
    ],
)
def test_another_trade_in_the_issuers_place(
    resources: Resources, own: str, text: str, name: str, strength: str
) -> None:
    found = read(text, resources, own, speaks_for_all=own in ("street", "gov_office"))
    assert {words: one.strength for words, one in found.items()} == {name: strength}


@pytest.mark.parametrize(
    ("own", "text"),
    [
        ("agri", "总农艺师负责日常协调。"),
        ("civil", "救助站、福利院各放置意见箱1个。"),
        ("justice", "由财务科审核后公开预算。"),
        ("government", "县教育局局长在培训会上作了经验介绍。"),
        ("nat_res", '林草管护286条。"靖原林草"视频号全年推送41条。'),
    ],
)
def test_the_issuers_own_and_guests(resources: Resources, own: str, text: str) -> None:
    assert read(text, resources, own, speaks_for_all=own == "government") == {}
