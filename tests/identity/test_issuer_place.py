from __future__ import annotations

import pytest

from reviewer.identity.issuer_place import read_place, split_place
from reviewer.review.resources import Resources


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("洛阳市瀍河回族区", ("洛阳市", "瀍河回族区")),
        ("清泽县", ("清泽县",)),
        ("临澜市清泽县", ("临澜市", "清泽县")),
        ("荆州市沙市区", ("荆州市", "沙市区")),
        ("岚江省临澜市望岭区", ("岚江省", "临澜市", "望岭区")),
    ],
)
def test_divisions_are_cut_at_known_names(words: str, parts: tuple[str, ...], resources: Resources) -> None:
    assert split_place(words, resources.knowledge.gazetteer) == parts


def test_place_knows_what_lies_above_it(resources: Resources) -> None:
    reading = read_place("清泽县", resources.knowledge.gazetteer)
    assert reading is not None
    assert reading.chain == ("岚江省", "临澜市", "清泽县")
    assert (reading.is_known, reading.level) == (True, "county")


def test_unknown_place_is_read_and_marked(resources: Resources) -> None:
    reading = read_place("漯河回族区", resources.knowledge.gazetteer)
    assert reading is not None
    assert (reading.name, reading.is_known, reading.level) == ("漯河回族区", False, "county")


@pytest.mark.parametrize("words", ["", "某某"])
def test_words_without_a_division_are_none(words: str, resources: Resources) -> None:
    assert read_place(words, resources.knowledge.gazetteer) is None
