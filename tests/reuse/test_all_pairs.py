from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from benchmarks.reuse.generate import generate
from benchmarks.reuse.measure import as_detection, make_report
from benchmarks.reuse.scoring import score
from reviewer.reuse import all_pairs
from reviewer.reuse.all_pairs import PairPassage, find_all_pairs, run_in_processes, run_on_spark, tell_copier
from reviewer.reuse.families import gather_families
from reviewer.reuse.index import ReuseIndex, build_index
from reviewer.reuse.passage import ReportRef

ROOT = Path(__file__).resolve().parents[2]
REPORTS = 700


@cache
def rows(name: str) -> list[dict[str, object]]:
    return [row for kind, row in generate(REPORTS, ["C", "D"], 11) if kind == name]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for name in ("report", "gold"):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows(name)]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def index(archive: Path) -> ReuseIndex:
    return build_index((make_report(row) for row in rows("report")), archive / "index")


@pytest.fixture(scope="module")
def pairs(archive: Path, index: ReuseIndex) -> list[PairPassage]:
    assert index.path is not None
    return list(find_all_pairs(index.path, archive / "pairs"))


def test_held_out_archive(archive: Path, pairs: list[PairPassage]) -> None:
    scores = score(archive, map(as_detection, pairs))
    assert scores.recall >= 0.93
    assert scores.precision >= 0.98
    assert min(scores.by_kind.values()) >= 0.75


def test_workers_and_batches_do_not_change_the_result(
    archive: Path, index: ReuseIndex, pairs: list[PairPassage], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert index.path is not None
    assert list(find_all_pairs(index.path, archive / "two", run=run_in_processes(2))) == pairs
    monkeypatch.setattr(all_pairs, "BATCH", 97)
    assert list(find_all_pairs(index.path, archive / "small")) == pairs


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_spark_gives_the_same_bytes(
    archive: Path, index: ReuseIndex, pairs: list[PairPassage], monkeypatch: pytest.MonkeyPatch
) -> None:
    pyspark = pytest.importorskip("pyspark")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert index.path is not None
    folder = archive / "spark"
    options = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    with pyspark.SparkContext("local[2]", conf=pyspark.SparkConf().setAll(list(options.items()))) as context:
        assert list(find_all_pairs(index.path, folder, run=run_on_spark(context))) == pairs
    for part in sorted(folder.glob("pairs-*.jsonl")):
        assert part.read_bytes() == (archive / "two" / part.name).read_bytes()


def test_a_killed_run_goes_on_where_it_was(archive: Path, index: ReuseIndex, pairs: list[PairPassage]) -> None:
    folder = archive / "killed"
    code = (
        "import sys; from pathlib import Path; from reviewer.reuse import all_pairs; all_pairs.BATCH = 50;"
        "list(all_pairs.find_all_pairs(Path(sys.argv[1]), Path(sys.argv[2])))"
    )
    for batches in (2, 5):
        process = subprocess.Popen([sys.executable, "-c", code, str(index.path), str(folder)], cwd=ROOT)
        deadline = time.monotonic() + 60
        while len(list(folder.glob("pairs-*.jsonl"))) < batches and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    kept = {path: path.stat().st_mtime_ns for path in folder.glob("pairs-*.jsonl")}
    assert len(kept) >= 5
    subprocess.run([sys.executable, "-c", code, str(index.path), str(folder)], cwd=ROOT, check=True)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept, "finished batches were done again"
    lines = [line for path in sorted(folder.glob("pairs-*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    assert len(lines) == len(pairs)


def test_batches_of_another_index_are_not_used(archive: Path, pairs: list[PairPassage]) -> None:
    other = build_index((make_report(row) for row in rows("report")[:200]), archive / "other")
    assert other.path is not None
    found = list(find_all_pairs(other.path, archive / "pairs"))
    ids = {str(row["id"]) for row in rows("report")[:200]}
    assert all(pair.target in ids and pair.source in ids for pair in found)
    assert len(found) < len(pairs)


def test_the_copier_is_told_by_residue_then_year() -> None:
    assert tell_copier(2020, 2023, 0) == (True, "year")
    assert tell_copier(2023, 2020, 0) == (False, "year")
    assert tell_copier(2020, 2023, 2) == (False, "residue")
    assert tell_copier(2023, 2020, -1) == (True, "residue")
    assert tell_copier(2023, 2023, 0) == (False, "")
    assert tell_copier(None, 2023, 0) == (False, "")


def pair(target: str, source: str, start: int = 0, source_start: int = 0, score: float = 200.0) -> PairPassage:
    return PairPassage(
        target, start, start + 100, source, source_start, source_start + 100, "verbatim", 1.0, score, "year"
    )


def test_families_are_the_connected_texts() -> None:
    refs = {name: ReportRef(name, "", f"{name}局", 2015 + number) for number, name in enumerate("abcde")}
    families = gather_families([pair("c", "b", 10, 400), pair("b", "a", 420, 0), pair("e", "d", 0, 7)], refs)
    assert [[member.report.id for member in family.members] for family in families] == [["a", "b", "c"], ["d", "e"]]
    assert families[0].bodies == 3
    assert families[0].pairs == 2
    assert (families[0].members[1].start, families[0].members[1].end) == (400, 520)


def test_two_texts_of_one_report_are_two_families() -> None:
    refs = {name: ReportRef(name, "", f"{name}局", 2020) for name in "abc"}
    families = gather_families([pair("a", "b", 0, 0), pair("a", "c", 300, 0)], refs)
    assert [len(family.members) for family in families] == [2, 2]
