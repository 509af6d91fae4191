"""Models on disk: safe to load, verified by digest, never pickled.

A model folder holds ``model.skops`` (the trained scikit-learn classifier, for audits),
``weights.npz`` and ``vocabulary.txt`` (the same numbers as plain arrays, which is all
that a review reads), ``manifest.json`` and ``MODEL_CARD.md``.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.classify.features import NgramVectorizer
from reviewer.classify.linear import LinearModel
from reviewer.errors import MissingResource, StaleResource

FORMAT = 1
REBUILD = "请运行 reviewer train 重新生成"

# The types that model.skops may hold; ours, never the output of get_untrusted_types.
TRUSTED_TYPES: tuple[str, ...] = ()


def save_model(folder: Path, *, estimator: object, model: LinearModel, manifest: dict[str, Any]) -> None:
    """Write a model folder, and refuse an estimator that the allow-list does not cover.

    Raises:
        StaleResource: The estimator needs a type outside :data:`TRUSTED_TYPES`.
    """
    import skops.io  # noqa: PLC0415  (training only)

    folder.mkdir(parents=True, exist_ok=True)
    data = skops.io.dumps(estimator)
    foreign = sorted(set(skops.io.get_untrusted_types(data=data)) - set(TRUSTED_TYPES))
    if foreign:
        raise StaleResource(f"模型含有不在许可清单中的类型：{'、'.join(foreign)}；请改用 scikit-learn 自带的估计器")
    (folder / "model.skops").write_bytes(data)
    buffer = io.BytesIO()
    np.savez(
        buffer,
        idf=model.vectorizer.idf,
        coef=model.vectorizer.coef,
        intercept=model.vectorizer.intercept,
        slope=model.slope,
        offset=model.offset,
    )
    (folder / "weights.npz").write_bytes(buffer.getvalue())
    (folder / "vocabulary.txt").write_text("\n".join(model.vectorizer.vocabulary) + "\n", encoding="utf-8")
    files = {name: digest_of(folder / name) for name in ("model.skops", "weights.npz", "vocabulary.txt")}
    body = {
        "format": FORMAT,
        "id": model.id,
        "labels": list(model.labels),
        "kind": model.kind,
        "files": files,
        **manifest,
    }
    (folder / "manifest.json").write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def load_model(folder: Path) -> LinearModel:
    """Return the model in ``folder`` after its digests were checked.

    Raises:
        MissingResource: There is no model.
        StaleResource: A file was changed, or the folder is of another version.
    """
    manifest_path = folder / "manifest.json"
    if not manifest_path.is_file():
        raise MissingResource(f"没有找到模型 {folder.name}；{REBUILD}")
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    if manifest.get("format") != FORMAT:
        raise StaleResource(f"模型 {folder.name} 的版本是 {manifest.get('format')}，需要 {FORMAT}；{REBUILD}")
    for name in ("weights.npz", "vocabulary.txt"):
        path = folder / name
        if not path.is_file() or digest_of(path) != manifest["files"].get(name):
            raise StaleResource(f"模型 {folder.name} 的 {name} 缺失或已损坏；{REBUILD}")
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        vectorizer = NgramVectorizer(
            vocabulary=tuple((folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")[:-1]),
            idf=arrays["idf"],
            coef=arrays["coef"],
            intercept=arrays["intercept"],
        )
        slope, offset = arrays["slope"], arrays["offset"]
    return LinearModel(
        id=manifest["id"],
        labels=tuple(manifest["labels"]),
        kind=manifest["kind"],
        vectorizer=vectorizer,
        slope=slope,
        offset=offset,
        digest=str(manifest["files"]["weights.npz"])[:12],
    )


def load_estimator(folder: Path) -> object:
    """Return the scikit-learn estimator of a model, loaded by the allow-list.

    Raises:
        StaleResource: The file does not have the digest of its manifest.
    """
    import skops.io  # noqa: PLC0415

    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if digest_of(folder / "model.skops") != manifest["files"]["model.skops"]:
        raise StaleResource(f"模型 {folder.name} 的 model.skops 已损坏；{REBUILD}")
    loaded: object = skops.io.load(folder / "model.skops", trusted=list(TRUSTED_TYPES))
    return loaded


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
