import pytest

from reviewer.knowledge.characters import find_character, look_alike, readings, sound_alike


@pytest.mark.parametrize(
    "pair", ["漯瀍", "毫亳", "沐沭", "荧荥", "攻政", "己已", "未末", "晴睛", "拆折", "幕暮", "狮师", "宾兵"]
)
def test_look_alike_pairs(pair: str) -> None:
    assert look_alike(*pair) >= 0.5
    assert look_alike(*pair) == look_alike(pair[1], pair[0])


@pytest.mark.parametrize("pair", ["顺漯", "管瀍", "形行", "势式", "洛开", "法区"])
def test_unlike_pairs(pair: str) -> None:
    assert look_alike(*pair) < 0.4


@pytest.mark.parametrize("pair", ["势式", "制治", "攻公", "象像", "做作"])
def test_sound_alike(pair: str) -> None:
    assert sound_alike(*pair)


def test_sound_alike_loose() -> None:
    assert not sound_alike("升", "森")
    assert sound_alike("升", "森", is_loose=True)
    assert not sound_alike("水", "火", is_loose=True)


def test_readings_and_unknown() -> None:
    assert "le" in readings("乐")
    assert "yue" in readings("乐")
    assert readings("a") == ()
    assert find_character("☃") is None
    assert look_alike("☃", "雪") == 0.0
    assert look_alike("水", "水") == 1.0
