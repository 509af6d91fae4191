from pathlib import Path

import pytest

from reviewer.errors import InvalidParameter, MissingResource
from reviewer.knowledge.places import Gazetteer, is_function_area, load_places

INVENTED = Path(__file__).parents[2] / "corpus" / "invented_places.toml"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_places()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("漯河回族区", "瀍河回族区"),
        ("沐阳县", "沭阳县"),
        ("毫州市", "亳州市"),
        ("荧阳市", "荥阳市"),
        ("瀍河区", "瀍河回族区"),
        ("浙川县", "淅川县"),
        ("郫都县", "郫都区"),
        ("宜兵市", "宜宾市"),
        ("石师市", "石狮市"),
        ("巫巴县", "巫山县"),
        ("盯眙县", "盱眙县"),
        ("濮阳巿", "濮阳市"),
    ],
)
def test_nearest_first(gazetteer: Gazetteer, wrong: str, right: str) -> None:
    names = [near.place.name for near in gazetteer.nearest(wrong)]
    if wrong == "巫巴县":
        assert right in names
    else:
        assert names[0] == right


def test_nearest_within_and_reason(gazetteer: Gazetteer) -> None:
    luoyang = gazetteer.find("洛阳市")[0]
    best = gazetteer.nearest("漯河回族区", within=luoyang)[0]
    assert best.place.code == "410304"
    assert best.reason == "“漯”与“瀍”形近"
    assert 0 < best.score <= 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("洛阳", "410300"),
        ("洛阳市瀍河回族区", "410304"),
        ("泉州市石狮", "350581"),
        ("河南省洛阳市洛龙区", "410311"),
        ("浦东新区", "310115"),
        ("香港特别行政区", "810000"),
        ("白杨市", "659012"),
        ("石狮市凤里街道", "350581.002"),
    ],
)
def test_find(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert gazetteer.find(name)[0].code == code


def test_find_unknown(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("漯河回族区") == ()
    assert gazetteer.find("") == ()
    assert gazetteer.find("某某县") == ()


@pytest.mark.parametrize(
    ("name", "until", "successor"),
    [
        ("宜宾县", 2018, "叙州区"),
        ("孟津县", 2021, "孟津区"),
        ("偃师市", 2021, "偃师区"),
        ("郫县", 2016, "郫都区"),
        ("莱芜市", 2018, "莱芜区"),
        ("襄樊市", 2011, "襄阳市"),
        ("下城区", 2021, "拱墅区"),
    ],
)
def test_former_names(gazetteer: Gazetteer, name: str, until: int, successor: str) -> None:
    place = next(one for one in gazetteer.find(name) if not one.is_current)
    assert place.valid_to is not None
    assert abs(place.valid_to - until) <= 1
    after = gazetteer.get(place.successor)
    assert after is not None
    assert after.name == successor
    assert place.is_valid_in(until)
    assert not place.is_valid_in(until + 2)


def test_relations(gazetteer: Gazetteer) -> None:
    chanhe = gazetteer.find("瀍河回族区")[0]
    luoyang, henan = gazetteer.ancestors(chanhe)
    assert (luoyang.name, henan.name) == ("洛阳市", "河南省")
    assert gazetteer.is_superior(henan, chanhe)
    assert not gazetteer.is_superior(chanhe, luoyang)
    assert "洛龙区" in {one.name for one in gazetteer.siblings(chanhe)}
    assert chanhe in gazetteer.descendants(henan)
    assert len(gazetteer.towns_of(chanhe)) >= 5


def test_every_place_has_a_source_and_its_parent(gazetteer: Gazetteer) -> None:
    for place in gazetteer.places:
        assert place.source
        assert place.level == "province" or gazetteer.get(place.parent) is not None, place


@pytest.mark.parametrize(
    ("name", "is_distinct"),
    [("洛阳市", True), ("宜宾市", True), ("朝阳区", False), ("长安区", False), ("大同市", False)],
)
def test_stem_is_distinct(gazetteer: Gazetteer, name: str, is_distinct: bool) -> None:
    assert gazetteer.stem_is_distinct(gazetteer.find(name)[0]) is is_distinct


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("洛阳高新技术产业开发区", True),
        ("某某新区", True),
        ("黄山风景名胜区", True),
        ("洛龙区", False),
        ("浦东新区", False),
    ],
)
def test_is_function_area(name: str, expected: bool) -> None:
    assert is_function_area(name) is expected


def test_invented_places() -> None:
    gazetteer = load_places(INVENTED)
    county = gazetteer.find("清泽县")[0]
    assert [one.name for one in gazetteer.ancestors(county)] == ["临澜市", "岚江省"]
    assert gazetteer.find("临澜市清泽县") == (county,)
    town = gazetteer.find("清泽县柳荫渡镇")[0]
    assert town.level == "town"
    assert gazetteer.is_superior(county, town)
    assert not gazetteer.is_superior(gazetteer.find("洛阳市")[0], town)


def test_invented_places_do_not_exist(gazetteer: Gazetteer) -> None:
    for place in load_places(INVENTED).places:
        if place.code.startswith("own-"):
            assert gazetteer.find(place.name) == (), place.name


def test_own_places_as_text(tmp_path: Path) -> None:
    file = tmp_path / "places.txt"
    file.write_text("# 补充\n河南省/洛阳市/示例新区\n\n河南省/洛阳市/洛龙区/示例街道\n", encoding="utf-8")
    gazetteer = load_places(file)
    zone = gazetteer.find("示例新区")[0]
    assert zone.level == "zone"
    assert [one.name for one in gazetteer.ancestors(zone)] == ["洛阳市", "河南省"]
    assert gazetteer.find("示例街道")[0].level == "street"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ('[[place]]\nparent = "x"\n', "缺少 name"),
        ('[[place]]\nname = "甲县"\ncolour = 1\n', "colour"),
        ('[[place]]\nname = "甲县"\nlevel = "big"\n', "level"),
        ("not toml", "TOML"),
        ("place = 3\n", "[[place]]"),
    ],
)
def test_own_places_errors_are_one_line(tmp_path: Path, content: str, part: str) -> None:
    file = tmp_path / "places.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidParameter) as caught:
        load_places(file)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def test_own_places_not_there_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(MissingResource):
        load_places(tmp_path / "none.toml")
    file = tmp_path / "places.txt"
    file.write_bytes("河南省".encode("gbk"))
    with pytest.raises(InvalidParameter):
        load_places(file)
