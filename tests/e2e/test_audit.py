"""``reviewer audit`` as a user calls it: statuses, workers, kills, Spark, the page in a browser."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reviewer.cli import main
from tests.audit.archives import make_archive, written
from tests.e2e.test_browser import CHROMIUM, run_chromium

HAS_SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def archive(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("in") / "archive", root, reports=12)


@pytest.fixture(scope="module")
def options(places_file: Path) -> list[str]:
    return ["--places", str(places_file), "--no-default-corpus"]


@pytest.fixture(scope="module")
def whole(archive: Path, options: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """An audit by two processes, and its seconds; every other way must write the same bytes."""
    folder = tmp_path_factory.mktemp("whole")
    started = time.monotonic()
    assert call(archive, folder, options, "--jobs", "2").wait(timeout=300) == 3
    return folder, time.monotonic() - started


@pytest.fixture(scope="module")
def out(whole: tuple[Path, float]) -> Path:
    return whole[0]


def call(archive: Path, out: Path, options: list[str], *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "reviewer", "audit", str(archive), "--out", str(out), *options, *more]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def test_statuses(archive: Path, options: list[str], tmp_path: Path, capfd: Capture) -> None:
    assert main(["audit", str(archive), "--out", str(tmp_path / "a"), *options]) == 3
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "broken.docx：" in captured.err
    assert "审查 13/13" in captured.err
    shutil.copytree(archive, tmp_path / "in", ignore=shutil.ignore_patterns("broken*", "empty*"))
    assert main(["audit", str(tmp_path / "in"), "--out", str(tmp_path / "a"), *options]) == 1
    assert main(["audit", str(tmp_path / "in"), "--out", str(tmp_path / "a"), *options, "--fail-on", "never"]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing"], "不是文件夹"),
        (["."], "不支持的格式"),
        (["."], "--jobs"),
        (["."], "找不到语料"),
        (["."], "找不到文件"),
    ],
)
def test_wrong_usage(
    arguments: list[str], words: str, tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    more = {
        "不支持的格式": ["--format", "pdf"],
        "--jobs": ["--jobs", "-1"],
        "找不到语料": ["--corpus", "nowhere"],
        "找不到文件": ["--places", "nowhere.toml"],
    }.get(words, [])
    assert main(["audit", *arguments, "--out", "out", *more]) == 2
    err = capfd.readouterr().err.strip()
    assert words in err
    assert err.startswith("错误：")
    assert "\n" not in err


def test_one_process_gives_the_same_bytes(archive: Path, out: Path, options: list[str], tmp_path: Path) -> None:
    main(["audit", str(archive), "--out", str(tmp_path), *options, "--jobs", "1"])
    assert written(tmp_path) == written(out)


def test_formats(archive: Path, options: list[str], tmp_path: Path) -> None:
    main(["audit", str(archive), "--out", str(tmp_path), *options, "--format", "json,docx"])
    names = written(tmp_path)
    assert {Path(name).suffix for name in names if name.startswith("reviews/")} == {".json", ".docx"}
    assert 'href="reviews/next.json"' in (tmp_path / "index.html").read_text(encoding="utf-8")


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for workers below /proc")
def test_killed_audit_is_taken_up(archive: Path, whole: tuple[Path, float], options: list[str], tmp_path: Path) -> None:
    chance = random.Random(os.environ.get("KILL_SEED"))
    out, seconds = whole
    kills = 0
    for part in (0.35, 0.5, 0.65, 0.8):
        process = call(archive, tmp_path / "killed", options, "--jobs", "2")
        try:
            process.wait(timeout=seconds * (part + chance.uniform(-0.1, 0.1)))
        except subprocess.TimeoutExpired:
            workers = children(process.pid)
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            deadline = time.monotonic() + 20
            while any(map(is_alive, workers)):
                assert time.monotonic() < deadline, "workers outlive the audit"
                time.sleep(0.05)
    assert kills >= 2
    assert call(archive, tmp_path / "killed", options, "--jobs", "2").wait(timeout=300) == 3
    assert written(tmp_path / "killed") == written(out)


@pytest.mark.slow
@pytest.mark.skipif(not HAS_SPARK, reason="needs pyspark and Java")
def test_spark_gives_the_same_bytes(archive: Path, out: Path, options: list[str], tmp_path: Path) -> None:
    assert call(archive, tmp_path, options, "--engine", "spark", "--jobs", "2").wait(timeout=300) == 3
    assert written(tmp_path) == written(out)


def test_spark_without_pyspark_is_one_line(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert main(["audit", str(archive), "--out", str(tmp_path), "--engine", "spark"]) == 2
    assert "reviewer[spark]" in capfd.readouterr().err


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not on this machine")
def test_page_is_drawn_and_its_script_runs(out: Path, tmp_path: Path) -> None:
    run = run_chromium(out / "index.html", tmp_path, "--dump-dom", "--enable-logging=stderr", "--v=0")
    assert "Uncaught" not in run.stderr
    assert "Refused" not in run.stderr
    assert "<button" in run.stdout  # the script made the headings sort
    picture = tmp_path / "page.png"
    run_chromium(out / "index.html", tmp_path, f"--screenshot={picture}", "--window-size=1280,1600")
    assert len(picture.read_bytes()) > 50_000
