"""Models on disk: safe to load, verified by digest, never pickled.

A model folder holds ``model.skops`` (the trained scikit-learn classifier, for audits),
``weights.npz`` and ``vocabulary.txt`` (the numbers as plain arrays, which is all
that a review reads), ``manifest.json`` and ``MODEL_CARD.md``.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reviewer.classify.business import BusinessModel
from reviewer.classify.features import NgramVectorizer
from reviewer.classify.linear import LinearModel
from reviewer.classify.role import RoleModel
from reviewer.errors import StaleResource
from reviewer.model_folder import read_manifest, read_part, write_manifest

FORMAT = 1

# The types that model.skops may hold; ours, never the output of get_untrusted_types.
TRUSTED_TYPES: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Folder:
    """What a model folder holds for a review.

    Args:
        manifest: The whole manifest.
        arrays: The plain arrays by name.
        vocabulary: The lines of ``vocabulary.txt``; empty if the model has none.
        digest: First characters of the weights' digest.
    """

    manifest: Mapping[str, Any]
    arrays: Mapping[str, npt.NDArray[Any]]
    vocabulary: tuple[str, ...]
    digest: str


def write_folder(
    folder: Path,
    *,
    estimator: object,
    arrays: Mapping[str, npt.NDArray[Any]],
    vocabulary: Sequence[str] = (),
    manifest: Mapping[str, Any],
) -> None:
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
    np.savez(buffer, **dict(arrays))  # type: ignore[arg-type]
    (folder / "weights.npz").write_bytes(buffer.getvalue())
    names = ["model.skops", "weights.npz"]
    if vocabulary:
        (folder / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
        names.append("vocabulary.txt")
    write_manifest(folder, {"format": FORMAT, "id": manifest["id"]}, files=names, about=manifest)


def read_folder(folder: Path) -> Folder:
    """Return the arrays in ``folder`` after its digests were checked.

    Raises:
        MissingResource: There is no model.
        StaleResource: A file was changed, or the folder is of another version.
    """
    manifest = read_manifest(folder, FORMAT)
    contents = {name: read_part(folder, name, manifest) for name in set(manifest["files"]) - {"model.skops"}}
    with np.load(io.BytesIO(contents["weights.npz"]), allow_pickle=False) as loaded:
        arrays = {name: loaded[name] for name in loaded.files}
    vocabulary = tuple(contents.get("vocabulary.txt", b"").decode("utf-8").split("\n")[:-1])
    return Folder(manifest, arrays, vocabulary, str(manifest["files"]["weights.npz"])[:12])


def save_model(folder: Path, *, estimator: object, model: LinearModel, manifest: dict[str, Any]) -> None:
    """Write the folder of a linear model over n-grams; see :func:`write_folder`."""
    write_folder(
        folder,
        estimator=estimator,
        arrays={
            "idf": model.vectorizer.idf,
            "coef": model.vectorizer.coef,
            "intercept": model.vectorizer.intercept,
            "slope": model.slope,
            "offset": model.offset,
        },
        vocabulary=model.vectorizer.vocabulary,
        manifest={"id": model.id, "labels": list(model.labels), "kind": model.kind, **manifest},
    )


def load_model(folder: Path) -> LinearModel:
    """Return the linear model in ``folder``; see :func:`read_folder`."""
    held = read_folder(folder)
    vectorizer = NgramVectorizer(
        vocabulary=held.vocabulary,
        idf=held.arrays["idf"],
        coef=held.arrays["coef"],
        intercept=held.arrays["intercept"],
    )
    return LinearModel(
        id=held.manifest["id"],
        labels=tuple(held.manifest["labels"]),
        kind=held.manifest["kind"],
        vectorizer=vectorizer,
        slope=held.arrays["slope"],
        offset=held.arrays["offset"],
        digest=held.digest,
    )


def save_role_model(folder: Path, *, estimator: object, model: RoleModel, manifest: dict[str, Any]) -> None:
    """Write the folder of a role model; see :func:`write_folder`."""
    write_folder(
        folder,
        estimator=estimator,
        arrays={"coef": model.coef, "bias": np.array([model.intercept, model.slope, model.offset], dtype=np.float64)},
        vocabulary=model.vocabulary,
        manifest={"id": model.id, **manifest},
    )


def load_role_model(folder: Path) -> RoleModel:
    """Return the role model in ``folder``; see :func:`read_folder`."""
    held = read_folder(folder)
    intercept, slope, offset = (float(value) for value in held.arrays["bias"])
    return RoleModel(held.manifest["id"], held.vocabulary, held.arrays["coef"], intercept, slope, offset, held.digest)


def save_business_model(folder: Path, *, estimator: object, model: BusinessModel, manifest: dict[str, Any]) -> None:
    """Write the folder of a business model; see :func:`write_folder`."""
    write_folder(
        folder,
        estimator=estimator,
        arrays={
            "keys": model.keys,
            "starts": model.starts,
            "owners": model.owners,
            "weights": model.weights.astype(np.float16),
            "coef": model.coef,
            "bias": np.array([model.intercept], dtype=np.float64),
        },
        manifest={"id": model.id, "departments": list(model.departments), **manifest},
    )


def load_business_model(folder: Path) -> BusinessModel:
    """Return the business model in ``folder``; see :func:`read_folder`."""
    held = read_folder(folder)
    return BusinessModel(
        id=held.manifest["id"],
        departments=tuple(held.manifest["departments"]),
        keys=held.arrays["keys"],
        starts=held.arrays["starts"],
        owners=held.arrays["owners"],
        weights=held.arrays["weights"].astype(np.float32),
        coef=held.arrays["coef"],
        intercept=float(held.arrays["bias"][0]),
        digest=held.digest,
    )


def load_estimator(folder: Path) -> object:
    """Return the scikit-learn estimator of a model, loaded by the allow-list.

    Raises:
        StaleResource: The file does not have the digest of its manifest.
    """
    import skops.io  # noqa: PLC0415

    content = read_part(folder, "model.skops", read_manifest(folder, FORMAT))
    loaded: object = skops.io.loads(content, trusted=list(TRUSTED_TYPES))
    return loaded
