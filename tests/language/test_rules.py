"""The table of confusions, doubled words, fixed names and meetings."""

from __future__ import annotations

from pathlib import Path

import pytest
import rjieba

from reviewer.document.span import Span
from reviewer.language import confusions
from reviewer.language.confusions import load_confusions, parse_entry, parse_pair
from reviewer.language.doubles import find_doubles
from reviewer.language.fixed_names import load_fixed_names
from reviewer.language.meetings import find_meetings
from reviewer.language.model import LanguageModel
from reviewer.language.slip import Slip


def words_of(text: str) -> list[Span]:
    spans: list[Span] = []
    place = 0
    for word in rjieba.cut(text):
        spans.append(Span(place, place + len(word)))
        place += len(word)
    return spans


def pairs(text: str, slips: tuple[Slip, ...]) -> list[tuple[str, str]]:
    return [(slip.span.quote(text), slip.replacement) for slip in slips]


def test_table_holds_many_entries_and_none_that_changes_nothing() -> None:
    entries = load_confusions().entries
    assert len(entries) >= 600
    assert all(entry.wrong != entry.right and entry.right for entry in entries)


@pytest.mark.parametrize("entry", ["布署", "{a}>部署{b}", "布署>", "布署>部署>部署"])
def test_entry_of_another_form_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="not an entry"):
        parse_entry(entry)


def test_pairs_state_each_word_in_the_company_of_the_other() -> None:
    found = parse_pair("形势/形式 | 严峻~ -~政策 | 多种~")
    assert [(each.wrong, each.right, each.exceptions) for each in found] == [
        ("严峻形式", "形势", ("多种形式",)),
        ("多种形势", "形式", ("严峻形势", "形势政策")),
    ]


@pytest.mark.parametrize("line", ["形势/形式", "形势 | 严峻~ | ", "形势/形式 | 严峻 | "])
def test_pair_of_another_form_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="table of pairs"):
        parse_pair(line)


def test_every_pair_can_be_read() -> None:
    lines = (Path(confusions.__file__).parent / "data" / "pairs.txt").read_text(encoding="utf-8").splitlines()
    pairs_read = [parse_pair(line) for line in lines if not line.startswith("#")]
    assert len(pairs_read) >= 400
    assert all(entry.wrong and entry.right != entry.wrong for found in pairs_read for entry in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("认真布署各项工作。", [("布署", "部署")]),
        ("反应群众诉求，完善台帐。", [("反应", "反映"), ("帐", "账")]),
        ("可登陆县政府网站查询。", [("登陆", "登录")]),
        ("保障公民的合法权力。", [("权力", "权利")]),
        ("目前未开展的，末公开的。", [("末公开", "未公开")]),
    ],
)
def test_confusions_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    found = pairs(text, load_confusions().find(text, words_of(text)))
    assert [
        right in (after, wrong.replace(before, after))
        for (wrong, right), (before, after) in zip(found, expected, strict=True)
    ]
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    "text",
    [
        "公布署名文章3篇。",
        "按排放标准执行。",
        "面对严峻复杂的经济形势。",
        "台风登陆前发布预警。",
        "行政权力清单和责任清单。",
        "群众反应强烈的问题。",
        "申请截止日期为12月31日。",
        "机关依法治理，民政信息公开，政府采购公示。",
    ],
)
def test_right_words_are_left_alone(text: str) -> None:
    assert not load_confusions().find(text, words_of(text))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("切实保障保障群众知情权。", "保障保障"),
        ("推进工作的的落实。", "的的"),
        ("办理结果果公开。", "果果"),
        ("政府信息信息公开工作。", "信息信息"),
    ],
)
def test_doubles_are_found(text: str, quote: str, model: LanguageModel) -> None:
    assert [slip.span.quote(text) for slip in find_doubles(text, words_of(text), model)] == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "人人参与，天天更新，家家户户、方方面面、种种困难。",
        "县人民政府政府信息公开专栏。",
        "公开开展情况，由办公室主任任组长。",
        "会同市市场监管局、股股长检查。",
        "法律、行政法规规定的其他情形，有关规定规定的除外。",
        "以公益为目的的活动，可以以电子形式答复，新建建（构）筑物。",
        "一件一件办，二二三四。",
    ],
)
def test_rightful_doubles_are_left_alone(text: str, model: LanguageModel) -> None:
    assert not find_doubles(text, words_of(text), model)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("根据《中华人民共和国政府信息公开条列》编制", ("列", "例")),
        ("习近平新时代中国特色社会注义思想", ("注", "主")),
        ("依据《中华人民共和国政府信息公条例》", ("公条", "公开条")),
    ],
)
def test_slips_in_fixed_names_are_errors(text: str, found: tuple[str, str], model: LanguageModel) -> None:
    (slip,) = load_fixed_names().find(text, model)
    assert (slip.span.quote(text), slip.replacement, slip.weight) == (*found, "error")


@pytest.mark.parametrize(
    "text",
    [
        "《中华人民共和国政府信息公开条例》和《中华人民共和国教育法》",
        "中华人民共和国法律、法规",
        "政府信息公开年度报告",
        "政府信息公开工作年度报告有关事项的通知",
        "政府信息公开工作年度报告予以公布",
        "人民代表大会常委会",
    ],
)
def test_other_names_are_left_alone(text: str, model: LanguageModel) -> None:
    assert not load_fixed_names().find(text, model)


def test_meetings_that_never_were_or_were_to_come() -> None:
    assert [s.replacement for s in find_meetings("二十大三中全会精神", 2024)] == ["二十届三中全会"]
    assert find_meetings("贯彻十九届八中全会精神", 2022)
    assert find_meetings("贯彻党的二十届三中全会精神", 2023)
    assert find_meetings("贯彻党的二十大精神", 2020)


def test_meetings_that_were_held_or_awaited() -> None:
    assert not find_meetings("贯彻党的十九大和十九届二中、三中、四中、五中、六中全会精神", 2021)
    assert not find_meetings("喜迎党的二十大", 2020)
    assert not find_meetings("贯彻党的二十大精神", 2022)
    assert not find_meetings("二十届五中全会", None)
