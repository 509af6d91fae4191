from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import MissingResource, StaleResource
from reviewer.reuse.background import Background, default_background, train_background
from reviewer.reuse.masking import Formula, build_form
from reviewer.reuse.repeated import find_repetitions
from reviewer.reuse.year_over_year import compare_years
from tests.reuse.planted import AFTER, BEFORE, form, load, reports

PRIOR = (
    "2022年，我局通过微信公众号发布雨情信息35条，夜间值守电话接听群众来电412个。\n"
    "取水口监测数据更新滞后的问题比较突出，三个自动站断线超过十天。\n"
    "夜市摊点占用河堤的照片由网格员每周上传一次。"
)


def test_fates_of_sentences() -> None:
    target = (
        "2023年，我局通过微信公众号发布雨情信息35条，夜间值守电话接听群众来电412个。\n"
        "取水口监测数据更新仍不及时，四个自动站断线超过二十天，正在抢修。\n"
        "沿河亲水步道的救生圈位置图重新印制。"
    )
    fates = compare_years(build_form(target), build_form(PRIOR))
    assert [fate.fate for fate in fates] == ["kept", "edited", "new"]
    assert fates[0].figures == fates[0].prior_figures == ("35", "412")
    assert [fate.figures_unchanged for fate in fates] == [True, False, False]
    assert fates[1].prior_quote.startswith("取水口监测数据更新滞后的问题比较突出")
    assert fates[2].prior_span is None
    assert all(fate.span.quote(target) == fate.quote for fate in fates)


def test_formulae_are_no_carry_over() -> None:
    plain = build_form(BEFORE, formulae=[Formula(0, len(BEFORE), "P1")])
    assert {fate.fate for fate in compare_years(plain, plain)} == {"formula"}


def test_nothing_to_compare_with() -> None:
    assert {fate.fate for fate in compare_years(build_form(PRIOR), build_form(""))} == {"new"}
    assert compare_years(build_form(""), build_form(PRIOR)) == ()


def test_repetition_is_found_with_both_places() -> None:
    text = BEFORE + load()["source"][0]["text"] + AFTER + load()["source"][0]["text"].replace("十七座", "十八座")
    (found,) = find_repetitions(build_form(text))
    assert found.first.quote(text) == found.first_quote
    assert found.second.quote(text) == found.second_quote
    assert found.first_quote.startswith("汛期每日八时")
    assert "十八座" in found.second_quote
    assert found.first.end <= found.second.start
    assert found.similarity > 0.95


def test_formulae_and_common_wording_may_stand_twice() -> None:
    twice = form(BEFORE + AFTER + BEFORE + AFTER, ("鹿鸣原县统计局",))
    assert find_repetitions(twice) == ()


def test_a_background_survives_the_disk(tmp_path: Path) -> None:
    trained = train_background((row.ref.issuer, row.form) for row in reports())
    trained.save(tmp_path / "background.bin")
    loaded = Background.load(tmp_path / "background.bin")
    prior = build_form(PRIOR)
    assert (loaded.letter_bits(prior) == trained.letter_bits(prior)).all()
    assert (loaded.bodies, loaded.discount) == (trained.bodies, trained.discount)


def test_a_damaged_background_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "background.bin"
    with pytest.raises(MissingResource, match="reviewer train"):
        Background.load(path)
    train_background(()).save(path)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(StaleResource, match="reviewer train"):
        Background.load(path)
    path.write_bytes(b"other")
    with pytest.raises(StaleResource, match="reviewer train"):
        Background.load(path)


def test_common_wording_carries_little_and_content_much() -> None:
    background = default_background()
    common = background.letter_bits(build_form("切实保障人民群众的知情权、参与权、表达权和监督权"))
    concrete = background.letter_bits(build_form("拦河闸除险加固的监理日志和隐蔽工程影像逐份上网"))
    assert common.mean() < 2
    assert concrete.mean() > 7


def test_what_one_body_alone_writes_stays_telling() -> None:
    prior = build_form(PRIOR)
    untrained = default_background().letter_bits(prior).sum()
    trained = train_background([("甲局", prior), ("甲局", prior)]).letter_bits(prior).sum()
    assert trained > 0.8 * untrained
