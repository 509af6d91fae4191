from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from reviewer.classify import store
from reviewer.classify.features import NgramVectorizer
from reviewer.classify.linear import LinearModel
from reviewer.errors import MissingResource, StaleResource
from reviewer.model_folder import digest_of

pytest.importorskip("skops")


def small_model() -> LinearModel:
    ones = np.ones(2, dtype=np.float32)
    vectorizer = NgramVectorizer(
        vocabulary=("公", "公开", "申请"),
        idf=np.ones(3, dtype=np.float32),
        coef=np.array([[1, 2, -1], [-1, 0, 3]], dtype=np.float32),
        intercept=0 * ones,
    )
    return LinearModel("small", ("甲", "乙"), "multilabel", vectorizer, ones, 0 * ones, "")


def estimator() -> object:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    return LogisticRegression().fit([[0.0], [1.0]], [0, 1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store.save_model(tmp_path / "small", estimator=estimator(), model=small_model(), manifest={"seed": 1})
    return tmp_path / "small"


def test_saved_model_predicts_the_same(folder: Path) -> None:
    loaded = store.load_model(folder)
    np.testing.assert_array_equal(loaded.probabilities(["公开申请"]), small_model().probabilities(["公开申请"]))
    assert loaded.labels == ("甲", "乙")
    assert store.load_estimator(folder).predict([[1.0]]) == [1]  # type: ignore[attr-defined]


def test_foreign_types_are_refused(tmp_path: Path) -> None:
    class Own:
        def __init__(self) -> None:
            self.weight = 1

    with pytest.raises(StaleResource, match="许可清单"):
        store.save_model(tmp_path / "x", estimator=Own(), model=small_model(), manifest={})
    assert not (tmp_path / "x" / "manifest.json").exists()


def test_functions_and_lambdas_are_refused(tmp_path: Path) -> None:
    from sklearn.preprocessing import FunctionTransformer  # noqa: PLC0415

    for function in (lambda values: values, shutil.rmtree):
        with pytest.raises(StaleResource, match="许可清单"):
            store.save_model(tmp_path / "x", estimator=FunctionTransformer(function), model=small_model(), manifest={})


@pytest.mark.parametrize("name", ["weights.npz", "vocabulary.txt"])
def test_damaged_files_are_refused(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(StaleResource, match=f"{name} 缺失或已损坏.*reviewer train"):
        store.load_model(folder)


def test_damaged_estimator_is_refused(folder: Path) -> None:
    (folder / "model.skops").write_bytes(b"PK")
    with pytest.raises(StaleResource, match=r"model\.skops"):
        store.load_estimator(folder)


def test_missing_file_and_other_version_are_refused(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 0}), encoding="utf-8")
    with pytest.raises(StaleResource, match="版本"):
        store.load_model(folder)
    (folder / "manifest.json").unlink()
    with pytest.raises(MissingResource, match="没有找到模型 small"):
        store.load_model(folder)


def test_weights_are_never_unpickled(folder: Path) -> None:
    np.savez(folder / "weights.npz", idf=np.array([object()], dtype=object))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["weights.npz"] = digest_of(folder / "weights.npz")
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ValueError, match="allow_pickle"):
        store.load_model(folder)
