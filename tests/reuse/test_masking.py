from __future__ import annotations

import pytest

from reviewer.reuse.masking import LABEL_OF, MatchingForm, Mention, build_form, sentence_starts

SHORT = {
    "organ": "O",
    "place": "P",
    "account": "A",
    "title": "T",
    "person": "R",
    "year": "Y",
    "date": "D",
    "number": "N",
}


def shown(form: MatchingForm) -> str:
    return "".join(SHORT[LABEL_OF[code]] if (code := ord(char)) in LABEL_OF else char for char in form.masked)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年，我局公开35条。", "Y年O公开N条"),
        ("２０２１ 年度共 1,204 件", "Y年度共N件"),
        ("二〇二一年办结三十二件", "Y年办结N件"),
        ("3月底前、5月 6日、2022年1月1日", "D底前DD"),
        ("占百分之十二，升12.5%，降３％", "占N升N降N"),
        ("依据《青溪县公开办法》办理", "依据T办理"),
        ("关注“青溪水利”微信公众号", "关注A微信公众号"),
        ("落实“三审三校”制度", "落实T制度"),
        ("一是加强领导；二是完善制度。", "加强领导完善制度"),
        ("（一）主动公开。1.制度 2、流程", "主动公开制度流程"),
        ("全县各乡镇，本区所属", "全P各乡镇O所属"),
        ("县委、县政府和省级部门", "P委P政府和P级部门"),
        ("本机关、我委、本街道", "OOO"),
        ("WeChat 与 ｗｅｃｈａｔ", "wechat与wechat"),
        ("", ""),
        ("。，；", ""),
    ],
)
def test_own_patterns(text: str, expected: str) -> None:
    assert shown(build_form(text)) == expected


def test_names_of_the_caller_win_and_places_join_their_organ() -> None:
    text = "青溪县水利局会同柳河镇政府"
    form = build_form(text, [Mention(0, 3, "place"), Mention(3, 6, "organ"), Mention(8, 11, "place")])
    assert shown(form) == "O会同P政府"
    assert form.quote(0, 1) == "青溪县水利局"


def test_names_inside_a_title_do_not_split_it() -> None:
    text = "印发《青溪县水利局工作规则》。"
    assert shown(build_form(text, [Mention(3, 9, "organ")])) == "印发T"


def test_mentions_outside_the_text_are_ignored() -> None:
    assert (
        shown(build_form("水利", [Mention(-3, 1, "organ"), Mention(1, 9, "organ"), Mention(1, 1, "organ")])) == "水利"
    )


def test_a_range_outside_the_form_is_refused() -> None:
    form = build_form("水利公开")
    with pytest.raises(ValueError, match="outside"):
        form.to_raw(2, 5)
    with pytest.raises(ValueError, match="outside"):
        form.to_raw(2, 2)


def test_sentences_begin_behind_stops_and_line_breaks() -> None:
    form = build_form("甲乙。丙丁；\n戊己")
    stops = sentence_starts(form)
    assert stops.sentences.tolist() == [0, 2, 4]
    assert stops.paragraphs.tolist() == [4]
    assert sentence_starts(build_form("甲乙\n丙丁")).paragraphs.tolist() == []
