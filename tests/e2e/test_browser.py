"""The page of a review in headless Chromium."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reviewer.cli import main

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not on this machine"),
]


@pytest.fixture(scope="module")
def page(root: Path, places_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("review")
    main(["review", str(root / "examples" / "draft.txt"), "--places", str(places_file), "--out", str(out)])
    return out / "draft.html"


def run_chromium(page: Path, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    assert CHROMIUM is not None
    return subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder / 'profile'}",
            *options,
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


def test_page_is_drawn(page: Path, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    run_chromium(page, tmp_path, f"--screenshot={picture}", "--window-size=1280,1600")
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 50_000  # an empty page of this size takes some 10 kB


def test_page_runs_without_errors_and_shows_every_finding(page: Path, tmp_path: Path) -> None:
    run = run_chromium(page, tmp_path, "--dump-dom", "--enable-logging=stderr", "--v=0")
    assert "Uncaught" not in run.stderr
    for words in ("教育系统", "云溪坪县", "我委", "清泽县水利局"):
        assert words in run.stdout
