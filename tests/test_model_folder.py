"""What a manifest vouches for, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import MissingResource, StaleResource
from reviewer.model_folder import read_manifest, read_part, write_manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "weights.bin").write_bytes(b"123")
    write_manifest(tmp_path, {"format": 2, "id": "m"}, files=("weights.bin",), about={"n": 3})
    return tmp_path


def test_what_was_written_is_read(folder: Path) -> None:
    manifest = read_manifest(folder, 2)
    assert (manifest["id"], manifest["n"]) == ("m", 3)
    assert read_part(folder, "weights.bin", manifest) == b"123"


def test_missing_model_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(MissingResource, match="reviewer train"):
        read_manifest(tmp_path, 2)


def test_other_version_is_refused(folder: Path) -> None:
    with pytest.raises(StaleResource, match="版本是 2，需要 3"):
        read_manifest(folder, 3)


@pytest.mark.parametrize("content", [b"124", None])
def test_changed_or_missing_file_is_refused(folder: Path, content: bytes | None) -> None:
    manifest = read_manifest(folder, 2)
    if content is None:
        (folder / "weights.bin").unlink()
    else:
        (folder / "weights.bin").write_bytes(content)
    with pytest.raises(StaleResource, match=r"weights\.bin"):
        read_part(folder, "weights.bin", manifest)
