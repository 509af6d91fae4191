"""The language model on disk: plain arrays with a digest, never pickled."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reviewer.language.corrector import Corrector, build_guesser
from reviewer.language.forest import Forest
from reviewer.language.grams import Alphabet
from reviewer.language.model import Confusions, LanguageModel, RareLooks
from reviewer.model_folder import read_manifest, read_part, write_manifest

LANGUAGE_MODEL = "language"
FORMAT = 3
_FOREST = ("features", "limits", "lefts", "rights", "values", "depth", "bias", "known", "chances")
_ARRAYS = "arrays.npz"
_CHARACTERS = "characters.txt"


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What a review knows of language.

    Args:
        model: How official prose is written.
        corrector: Looks for slips with it.
    """

    model: LanguageModel
    corrector: Corrector


def save_language_model(folder: Path, model: LanguageModel, forest: Forest, about: Mapping[str, object]) -> None:
    """Write a model folder; equal models give equal bytes.

    Args:
        folder: Made if it does not exist.
        model: The model.
        forest: Says which changes are due.
        about: Figures of the training, for the manifest.
    """
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {
        "table": model.table,
        "keys": np.diff(model.keys, prepend=0),
        "counts": model.counts.astype(np.uint8),
        "words": np.diff(model.words, prepend=0),
        "word_weights": (model.word_weights * 8).astype(np.uint8),
        "single_shares": model.single_shares,
        "n_words": np.array([model.n_words], dtype=np.float64),
        "pairs": np.diff(model.pairs, prepend=0).astype(np.int32),
        "pair_weights": (model.pair_weights * 8).astype(np.uint8),
        "char_weights": model.char_weights,
        "offsets": model.confusions.offsets,
        "others": model.confusions.others,
        "kinds": model.confusions.kinds,
        "rare_points": model.rare.points,
        "rare_offsets": model.rare.offsets,
        "rare_others": model.rare.others,
        "rare_kinds": model.rare.kinds,
        "sounds": model.sounds,
        "alone": (model.alone * 255).astype(np.uint8),
        **{f"forest_{name}": np.asarray(getattr(forest, name)) for name in _FOREST},
    }
    (folder / _ARRAYS).write_bytes(_pack(arrays))
    (folder / _CHARACTERS).write_text(model.alphabet.characters, encoding="utf-8")
    head = {"format": FORMAT, "id": LANGUAGE_MODEL, "n_grams": len(model.keys), "words": len(model.words), **about}
    write_manifest(folder, head, files=(_ARRAYS, _CHARACTERS), about={})


def load_language(folder: Path) -> Language:
    """Return the model in ``folder`` after its digests were checked.

    Raises:
        MissingResource: There is no model.
        StaleResource: A file was changed, or the folder is of another version.
    """
    manifest = read_manifest(folder, FORMAT)
    packed, characters = (read_part(folder, name, manifest) for name in (_ARRAYS, _CHARACTERS))
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        model = LanguageModel(
            alphabet=Alphabet(characters.decode("utf-8")),
            table=arrays["table"],
            keys=np.cumsum(arrays["keys"]),
            counts=arrays["counts"].astype(np.float32),
            words=np.cumsum(arrays["words"]),
            word_weights=arrays["word_weights"].astype(np.float32) / 8,
            single_shares=arrays["single_shares"],
            n_words=float(arrays["n_words"][0]),
            pairs=np.cumsum(arrays["pairs"], dtype=np.int64),
            pair_weights=arrays["pair_weights"].astype(np.float32) / 8,
            char_weights=arrays["char_weights"],
            confusions=Confusions(arrays["offsets"], arrays["others"], arrays["kinds"]),
            rare=RareLooks(*(arrays[f"rare_{name}"] for name in ("points", "offsets", "others", "kinds"))),
            sounds=arrays["sounds"],
            alone=arrays["alone"].astype(np.float32) / 255,
            digest=str(manifest["files"][_ARRAYS])[:12],
        )
        own = {name: arrays[f"forest_{name}"] for name in _FOREST}
    own["depth"], own["bias"] = int(own["depth"]), float(own["bias"])
    return Language(model, Corrector(build_guesser(model), Forest(**own)))


def _pack(arrays: Mapping[str, npt.NDArray[np.generic]]) -> bytes:
    """Return an npz file without the time of writing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, values in arrays.items():
            part = io.BytesIO()
            np.save(part, values, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), part.getvalue(), zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()
