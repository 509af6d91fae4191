"""What an audit was asked for, and the digests that tell whether earlier results still hold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

import reviewer
from reviewer.review.loading import Loading
from reviewer.review.shipped import find_shipped


def reading_digest(loading: Loading) -> str:
    """Return a digest of all that decides how a report is read."""
    return _digest([code_digest(), _file_digest(loading.places)])


def review_digest(loading: Loading, formats: Iterable[str], corpora: Iterable[str]) -> str:
    """Return a digest of all that decides a review, the report and its neighbours aside.

    Args:
        loading: What the review loads.
        formats: Formats that are written.
        corpora: Digest of each corpus that is searched.
    """
    return _digest(
        [
            reading_digest(loading),
            _file_digest(loading.settings),
            loading.use_shipped_corpus,
            sorted(formats),
            list(corpora),
            sorted(loading.only),
            sorted(loading.without),
        ]
    )


@cache
def code_digest() -> str:
    """Return a digest of the product itself: its files and its models' manifests."""
    package = Path(reviewer.__file__).resolve().parent
    digest = sha256(reviewer.__version__.encode())
    for path in sorted(package.rglob("*")):
        relative = path.relative_to(package)
        if path.is_file() and not {"__pycache__", "_shipped"} & set(relative.parts):
            digest.update(f"{relative.as_posix()}\0{_file_digest(path)}\n".encode())
    models = find_shipped("models")
    for path in sorted([*models.rglob("*.json"), *models.rglob("background.npz")]):
        digest.update(f"{path.parent.name}/{path.name}\0{_file_digest(path)}\n".encode())
    return digest.hexdigest()


def folder_digest(folder: Path) -> str:
    """Return a digest of every file below a folder, by path and content."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return _digest([[path.relative_to(folder).as_posix(), _file_digest(path)] for path in files])


def combine(*parts: object) -> str:
    """Return one digest of several values that JSON can write."""
    return _digest(list(parts))


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _file_digest(path: Path | None) -> str:
    return sha256(path.read_bytes()).hexdigest() if path is not None and path.is_file() else ""
