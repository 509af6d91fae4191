"""The wheel in an empty environment reviews a file from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, status: int = 0) -> bytes:
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=environment, capture_output=True, check=False)
    assert done.returncode == status, done.stderr.decode(errors="replace")[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, root, cwd=folder)
    (found,) = folder.glob("reviewer-*.whl")
    return found


def test_models_corpus_and_licence_are_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for inside in (
        "reviewer/_shipped/models/topic/weights.npz",
        "reviewer/_shipped/corpus/manifest.jsonl",
        "reviewer/_shipped/corpus/seeded.jsonl",
        "reviewer/knowledge/data/departments.toml",
        "reviewer/render/templates/review.html",
        "reviewer/audit/templates/index.html",
        "reviewer/audit/static/index.js",
    ):
        assert inside in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "examples/")) or "__pycache__" in name for name in names)


def test_wheel_reviews_a_file_from_another_folder(wheel: Path, root: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / "bin"
    run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "草稿.txt").write_bytes((root / "examples" / "draft.txt").read_bytes())
    output = run(scripts / "reviewer", "review", "草稿.txt", "--stdout", "--format", "json", cwd=elsewhere, status=1)
    review = json.loads(output)
    assert review["document"]["issuer"]["name"] == "清泽县水利局"
    assert any(one["check"] == "reuse.copied_passage" and one["status"] == "ran" for one in review["outcomes"])
    assert review["passages"]
    run(scripts / "reviewer", "evaluate", cwd=elsewhere)
    packages = run(scripts / "python", "-m", "pip", "list", "--format", "freeze", cwd=elsewhere).decode().lower()
    assert "scikit-learn" not in packages  # a review needs no training library
