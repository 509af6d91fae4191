from datetime import date
from pathlib import Path

import pytest

from reviewer.knowledge.departments import load_departments

ORGAN_NAMES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "organ_names.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_departments_are_many_and_well_described() -> None:
    departments = load_departments()
    assert len(departments) >= 125
    for one in departments:
        assert one.label
        assert one.source
        assert list(one.names)
        if not one.components or not one.id.startswith("combined_"):
            assert len(one.vocabulary) >= 15, one.id
            assert len(set(one.vocabulary)) == len(one.vocabulary), one.id


def test_departments_refer_to_departments() -> None:
    departments = load_departments()
    for one in departments:
        for key in (*one.components, *one.related, *(former.into for former in one.former)):
            assert key in departments.by_id, (one.id, key)
    for ids in departments.compound_stems.values():
        assert all(key in departments.by_id for key in ids)


def test_vocabulary_holds_no_low_discrimination_words() -> None:
    weak = {"信息公开", "政务服务", "监管", "执法", "民生", "营商环境", "乡村振兴", "预算决算", "平台", "改革", "环境"}
    for one in load_departments():
        assert not weak & set(one.vocabulary), one.id


@pytest.mark.parametrize(("name", "ids", "place", "is_former"), ORGAN_NAMES, ids=[row[0] for row in ORGAN_NAMES])
def test_find_by_name_real_names(name: str, ids: str, place: str, is_former: str) -> None:
    match = load_departments().find_by_name(name)
    assert match is not None
    assert (" ".join(match.components), match.place, int(match.is_former)) == (ids, place, int(is_former))
    assert match.primary == match.components[0]


@pytest.mark.parametrize(
    ("name", "organ_type"),
    [
        ("清泽县水利局", "局"),
        ("清泽县卫生健康委员会", "委"),
        ("岚江省水利厅", "厅"),
        ("清泽县人民政府办公室", "办"),
        ("临澜市住房公积金管理中心", "中心"),
        ("柳荫渡镇人民政府", "镇"),
        ("枣林沟乡人民政府", "乡"),
        ("枕河街道办事处", "街道"),
        ("临澜经济开发区管理委员会", "管委会"),
        ("清泽县人民政府", "政府"),
        ("清泽县消防救援大队", "队"),
        ("清泽县人民医院", "院"),
        ("清泽县图书馆", "馆"),
        ("清泽县供销合作社", "社"),
        ("清泽县残疾人联合会", "会"),
        ("清泽县国有资产监督管理委员会", "委"),
    ],
)
def test_find_by_name_tells_the_organ_type(name: str, organ_type: str) -> None:
    match = load_departments().find_by_name(name)
    assert match is not None
    assert match.organ_type == organ_type


@pytest.mark.parametrize(
    ("name", "components"),
    [
        ("清泽县司法和气象局", ("justice", "meteorology")),
        ("清泽县林业和水务局", ("forestry", "water")),
        ("清泽县档案和机关事务管理局", ("archive", "org_affairs")),
        ("清泽县文物旅游局", ("heritage", "culture_tour")),
        ("清泽县粮食和应急管理局", ("grain", "emergency")),
    ],
)
def test_find_by_name_unseen_merged_names_are_the_union(name: str, components: tuple[str, ...]) -> None:
    match = load_departments().find_by_name(name)
    assert match is not None
    assert match.components == components
    assert not match.is_former


@pytest.mark.parametrize("name", ["", "（）", "清泽", "某某", "2021年"])
def test_find_by_name_unknown(name: str) -> None:
    assert load_departments().find_by_name(name) is None


def test_find_by_name_survives_long_and_odd_input() -> None:
    departments = load_departments()
    assert departments.find_by_name("局" * 300) is None
    assert departments.find_by_name("水利" * 200 + "局") is not None


def test_service_centres_of_an_ended_kind_are_not_former() -> None:
    departments = load_departments()
    centre = departments.find_by_name("清泽县乡村振兴服务中心")
    assert centre is not None
    assert not centre.is_former
    bureau = departments.find_by_name("清泽县旅游局")
    assert bureau is not None
    assert bureau.is_former


@pytest.mark.parametrize(
    ("account", "departments", "place"),
    [
        ("洛龙人社", ("hrss",), "洛龙"),
        ("“平安石狮”", ("public_sec",), "石狮"),
        ("健康清泽", ("health",), "清泽"),
        ("清泽市场监管", ("market",), "清泽"),
        ("法治清泽", ("justice",), "清泽"),
    ],
)
def test_find_by_account(account: str, departments: tuple[str, ...], place: str) -> None:
    match = load_departments().find_by_account(account)
    assert match is not None
    assert (match.departments, match.place) == (departments, place)


def test_find_by_account_unknown() -> None:
    assert load_departments().find_by_account("今日头条") is None


def test_former_names_carry_time_and_successor() -> None:
    former = load_departments().former_names
    key, name = former["环境保护局"]
    assert key == "eco_env"
    assert name.until == date(2019, 3, 31)
    assert former["扶贫办"][1].into == "rural_rev"
    assert former["国税局"][1].until == date(2018, 7, 31)
    assert "商务局" not in former


def test_everyday_former_names_are_marked_casual() -> None:
    transport = load_departments().by_id["transport"]
    assert [one.is_casual for one in transport.former if one.name == "交通局"] == [True]


def test_is_related() -> None:
    departments = load_departments()
    assert departments.is_related("agri", "rural_rev")
    assert departments.is_related("combined_aw", "water")
    assert departments.is_related("water", "agri")
    assert not departments.is_related("commerce", "hrss")


def test_by_term() -> None:
    by_term = load_departments().by_term
    assert by_term["不动产登记"] == ("nat_res",)
    assert "commerce" in by_term["外经贸发展资金"]
