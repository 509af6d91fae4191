from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reviewer.classify import store
from reviewer.classify.business import pack, pack_ngrams, unpack
from reviewer.classify.train_business import Wording, build_evidence, grams_of, read_business
from reviewer.errors import StaleResource

WORDINGS = [
    Wording("水库蓄水", ("water",), 200.0, ""),
    Wording("灌区供水", ("water",), 200.0, ""),
    Wording("招生划片", ("edu",), 200.0, ""),
    Wording("学位余量", ("edu",), 200.0, ""),
    *(Wording(f"主动公开信息{number}条", (), 1.0, "A") for number in range(3000)),
]


def test_words_speak_for_their_trade() -> None:
    reading = build_evidence(WORDINGS).read("各校招生划片方案和水库水位。")
    masses = dict(zip(reading.model.departments, reading.between(0, 14).tolist(), strict=True))
    assert masses["edu"] > masses["water"] > 0
    word = reading.words("edu", 0, 14)[0]
    assert "各校招生划片方案和水库水位。"[word.start : word.end] == "招生划片"


def test_evidence_is_the_same_in_every_run() -> None:
    first, second = build_evidence(WORDINGS), build_evidence(list(WORDINGS))
    for name in ("keys", "starts", "owners", "weights"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))


def test_official_prose_speaks_for_nobody() -> None:
    model = build_evidence(WORDINGS)
    assert model.read("主动公开信息15条。").mass.max() == 0
    assert model.read("").mass.shape == (2, 0)


@pytest.mark.parametrize("gram", ["公开", "水资源", "义务教育", "PM"])
def test_packing_can_be_undone(gram: str) -> None:
    places, packed = pack_ngrams(pack(gram), len(gram))
    assert places.tolist() == [0]
    assert unpack(int(packed[0])) == gram


def test_ngrams_do_not_cross_what_is_no_word() -> None:
    assert grams_of("水库，12水位") == {"水库", "水位"}
    assert len(pack_ngrams(pack("水库，水位"), 2)[0]) == 2


def test_unknown_kinds_in_the_list_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences" / "business.txt").write_text("# 说明\nedu,nobody|学位 学区\nnobody|无\n", encoding="utf-8")
    found = read_business(tmp_path, ["edu"])
    assert [(one.text, one.departments) for one in found] == [("学位", ("edu",)), ("学区", ("edu",))]
    assert read_business(tmp_path / "none", ["edu"]) == []


def test_model_survives_the_disk(tmp_path: Path) -> None:
    pytest.importorskip("skops")
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    model = build_evidence(WORDINGS)
    estimator = LogisticRegression().fit([[0.0], [1.0]], [0, 1])
    store.save_business_model(tmp_path / "b", estimator=estimator, model=model, manifest={})
    loaded = store.load_business_model(tmp_path / "b")
    text = "水库招生"
    np.testing.assert_allclose(loaded.read(text).mass, model.read(text).mass, rtol=1e-3)
    (tmp_path / "b" / "weights.npz").write_bytes(b"PK")
    with pytest.raises(StaleResource, match=r"weights\.npz 缺失或已损坏"):
        store.load_business_model(tmp_path / "b")
