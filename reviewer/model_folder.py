"""The folder of a trained model: files that its manifest vouches for by digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reviewer.errors import MissingResource, StaleResource

REBUILD = "请运行 reviewer train 重新生成"
_MANIFEST = "manifest.json"


def write_manifest(folder: Path, head: Mapping[str, Any], *, files: Iterable[str], about: Mapping[str, Any]) -> None:
    """Write the manifest of a model folder.

    Args:
        folder: Holds the files already.
        head: What stands first: the version of the format, and the model's id.
        files: Names of the files that the manifest vouches for.
        about: Figures of the training.
    """
    body = {**head, "files": {name: digest_of(folder / name) for name in files}, **about}
    (folder / _MANIFEST).write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_manifest(folder: Path, version: int) -> dict[str, Any]:
    """Return the manifest of a model folder.

    Raises:
        MissingResource: There is no model.
        StaleResource: It is of another version than ``version``.
    """
    path = folder / _MANIFEST
    if not path.is_file():
        raise MissingResource(f"没有找到模型 {folder.name}；{REBUILD}")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if manifest.get("format") != version:
        raise StaleResource(f"模型 {folder.name} 的版本是 {manifest.get('format')}，需要 {version}；{REBUILD}")
    return manifest


def read_part(folder: Path, name: str, manifest: Mapping[str, Any]) -> bytes:
    """Return the bytes of one file of a model folder.

    Raises:
        StaleResource: It is missing, or not what the manifest vouches for.
    """
    path = folder / name
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != manifest["files"].get(name):
        raise StaleResource(f"模型 {folder.name} 的 {name} 缺失或已损坏；{REBUILD}")
    return content


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
