"""Offices inside the organ, towns and zones whose county or city only the text names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.document.model import Document
from reviewer.identity.issuer_place import read_place
from reviewer.identity.model import Identity
from reviewer.identity.read import read_identity
from reviewer.nlp.components.dates import find_dates
from reviewer.review.resources import Resources

OVERVIEW = "\n一、总体情况\n全年主动公开信息118条，均经审核后发布，群众来电来信全部登记答复。\n"
Read = Callable[[str], Identity]


@pytest.fixture
def read(resources: Resources, parse_draft: Callable[[str], Document]) -> Read:
    def run(text: str) -> Identity:
        document = parse_draft(text + OVERVIEW)
        knowledge = resources.knowledge
        return read_identity(document, find_dates(document.text), knowledge.departments, knowledge.gazetteer)

    return run


@pytest.mark.parametrize(
    ("preface", "issuer"),
    [
        (
            "如有疑问，请与清泽县水利局政府信息公开工作领导小组办公室联系（地址：清泽县河堤路2号）。",
            "清泽县水利局",
        ),
        (
            "本报告由清泽县水利局政务公开办公室按照《中华人民共和国政府信息公开条例》的要求编制。",
            "清泽县水利局",
        ),
        ("如有疑问，请与清泽县水利局（地址：河堤路2号；电话：0000-1234567）联系。", "清泽县水利局"),
        ("现公布清泽县水利局（以下简称县水利局）2023年政府信息公开工作年度报告。", "清泽县水利局"),
        ("本报告涵盖清泽县水利局2023年信息公开工作情况。", "清泽县水利局"),
        ("如有疑问，请联系清泽县住房和城乡建设局办公室，电话：0000-1234567。", "清泽县住房和城乡建设局"),
    ],
)
def test_the_organ_and_not_its_office_is_the_issuer(read: Read, preface: str, issuer: str) -> None:
    assert read(preface).issuer == issuer


def test_the_text_names_the_county_of_a_town(read: Read) -> None:
    identity = read("木林乡人民政府2024年政府信息公开工作年度报告\n地址：东至县木林乡人民政府大院。")
    assert identity.place_chain[-2:] == ("东至县", "木林乡")


def test_a_town_known_elsewhere_only_lies_where_its_title_says(resources: Resources) -> None:
    reading = read_place("五常市安家乡", resources.knowledge.gazetteer)
    assert reading is not None
    assert reading.chain == ("黑龙江省", "哈尔滨市", "五常市", "安家乡")
    assert not reading.is_known


def test_a_short_name_of_an_autonomous_prefecture_is_known(resources: Resources) -> None:
    reading = read_place("临夏州", resources.knowledge.gazetteer)
    assert reading is not None
    assert reading.chain == ("甘肃省", "临夏回族自治州")


def test_the_only_year_that_is_told_is_the_reports(read: Read) -> None:
    assert read("我镇依据条例编制本报告。\n一、总体情况\n我镇2025年度未收取信息处理费，公开信息120条。").year == 2025


def test_the_government_above_a_street_is_no_part_of_its_place(read: Read) -> None:
    identity = read("南京市玄武区人民政府锁金村街道办事处2021年政府信息公开年度报告")
    assert identity.issuer == "南京市玄武区人民政府锁金村街道办事处"
    assert identity.place == "锁金村街道"
