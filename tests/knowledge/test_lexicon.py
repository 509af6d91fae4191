import ahocorasick_rs
import pytest

from reviewer.knowledge.departments import load_departments
from reviewer.knowledge.lexicon import Lexicon, build_lexicon, load_ordinary_words
from reviewer.knowledge.places import load_places


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon(load_departments(), load_places())


def named(lexicon: Lexicon, text: str) -> list[str]:
    automaton = ahocorasick_rs.AhoCorasick(lexicon.patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    found = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        entry = lexicon.entries[index]
        if entry.kind != "ordinary":
            found.append(f"{text[start:end]}/{entry.key}/{entry.form}")
    return found


def test_lexicon_is_distinct_and_of_bearable_size(lexicon: Lexicon) -> None:
    assert len(set(lexicon.patterns)) == len(lexicon)
    assert len(lexicon) <= 60_000
    assert all(len(entry.surface) > 1 for entry in lexicon.entries)


def test_lexicon_is_the_same_every_time(lexicon: Lexicon) -> None:
    assert build_lexicon(load_departments(), load_places()).entries == lexicon.entries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("结合人社系统工作实际", ["人社系统/hrss/line"]),
        ("全县卫健系统", ["卫健系统/health/line"]),
        ("县民政局", ["民政局/civil/full"]),
        ("市民政局", ["民政局/civil/full"]),
        ("县教育体育局", ["教育体育局/edu+sport/full"]),
        ("县农水局", ["农水局/agri+water/organ"]),
        ("县环保局", ["环保局/eco_env/former"]),
        ("与县公安分局", ["公安分局/public_sec/full"]),
        ("人力资源和社会保障局", ["人力资源和社会保障局/hrss/full"]),
        ("洛阳市财政局", ["洛阳市/410300/full", "财政局/finance/full"]),
        ("县商务局", ["商务局/commerce/full"]),
    ],
)
def test_names_are_found(lexicon: Lexicon, text: str, expected: list[str]) -> None:
    assert named(lexicon, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "统计期限自2021年1月1日起",
        "惠民政策宣传",
        "办公安排和评审计划",
        "公司法人资格",
        "系统计算得出",
        "财政预决算公开",
        "审计结果公告",
        "邮政编码：000000",
        "电子商务交易",
        "污水利用率",
        "党员教育实践活动",
        "电商务必诚信",
        "上海关于此事",
        "为民政务",
        "人大力支持",
        "统计数据和统计表",
    ],
)
def test_ordinary_words_hide_short_names(lexicon: Lexicon, text: str) -> None:
    assert named(lexicon, text) in ([], ["上海/310000/stem"])


def test_people_s_government_hides_civil_affairs(lexicon: Lexicon) -> None:
    assert all("civil" not in one for one in named(lexicon, "清泽县人民政府网站"))
    assert named(lexicon, "县人民政府民政局")[-1] == "民政局/civil/full"


def test_meetings_are_not_organs(lexicon: Lexicon) -> None:
    for text in ("召开妇联会议", "工商联会员", "残联会议"):
        assert not [one for one in named(lexicon, text) if one.endswith(("/organ", "/full"))]


def test_ordinary_places_are_not_stems(lexicon: Lexicon) -> None:
    surfaces = {entry.surface: entry for entry in lexicon.entries}
    for word in ("朝阳", "长安", "大同", "和平", "城关", "新城", "和政", "惠农"):
        assert word not in surfaces
    assert surfaces["洛阳"].form == "stem"
    assert surfaces["宜宾"].form == "stem"
    assert surfaces["城区"].form == "generic"


def test_shadows_do_not_eat_the_head_of_real_names() -> None:
    organs = [name for one in load_departments() for name in one.full_names]
    for prefix in ("市", "县", "区", "省", "全市", "我", "由", "向"):
        for shadow in load_ordinary_words().shadows:
            if shadow.startswith(prefix):
                assert not any((prefix + name).startswith(shadow) for name in organs), shadow
