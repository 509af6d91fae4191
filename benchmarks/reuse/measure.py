"""Runs the search over a generated archive and counts what it finds."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.reuse.memory import sampled_memory
from benchmarks.reuse.scoring import Detection, read_rows, score
from reviewer.reuse.all_pairs import PairPassage, archive_background, find_all_pairs, run_in_processes, run_on_spark
from reviewer.reuse.index import build_index, open_index
from reviewer.reuse.masking import Formula, MatchingForm, Mention, MentionType, build_form
from reviewer.reuse.passage import ReportRef
from reviewer.reuse.search import find_passages
from reviewer.reuse.segment import IndexedReport

ROOT = Path(__file__).resolve().parents[2]


def make_form(row: dict[str, Any]) -> MatchingForm:
    """Return the form of a report: masked are the names that its own title and head give away."""
    text = row["text"]
    mentions = []
    names: tuple[tuple[str, MentionType], ...] = (
        (row["issuer"], "organ"),
        (row["place"], "place"),
        (row["account"], "account"),
    )
    for name, kind in names:
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(at, at + len(name), kind))
            at = text.find(name, at + 1)
    return build_form(text, mentions, [Formula(0, text.index("\n"), "title")])


def make_report(row: dict[str, Any]) -> IndexedReport:
    """Return a generated report as it goes into the index."""
    ref = ReportRef(row["id"], row["title"], row["issuer"], row["year"])
    return IndexedReport(ref, make_form(row), (row["place"], row["account"]))


def as_detection(pair: PairPassage) -> Detection:
    """Return a pair as a detection."""
    return Detection(pair.target, (pair.start, pair.end), pair.source, (pair.source_start, pair.source_end))


def measure(archive: Path, scratch: Path, *, workers: int, drafts: int) -> dict[str, object]:
    """Return build, open and query times, all pairs, memory and scores for one archive."""
    with sampled_memory(os.getpid()) as peak:
        result = _measure(archive, scratch, workers=workers, drafts=drafts)
    result["peak_mib"] = round(peak[0])
    return result


def measure_spark(scratch: Path, *, workers: int) -> dict[str, object]:
    """Return time and memory of all pairs on Spark, and whether its batches are those of :func:`measure`."""
    spark = import_module("pyspark")  # optional
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    folder = scratch / "pairs-spark"
    shutil.rmtree(folder, ignore_errors=True)
    options = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    began = time.perf_counter()
    with sampled_memory(os.getpid()) as peak:
        settings = spark.SparkConf().setAll(list(options.items()))
        with spark.SparkContext(f"local[{workers}]", conf=settings) as context:
            for _ in find_all_pairs(scratch / "index", folder, run=run_on_spark(context)):
                pass
    seconds = time.perf_counter() - began
    here = sorted((scratch / "pairs").glob("pairs-*.jsonl"))
    same = [part.name for part in here] == sorted(part.name for part in folder.glob("pairs-*.jsonl"))
    same = same and all(part.read_bytes() == (folder / part.name).read_bytes() for part in here)
    return {
        "tool": "reviewer on Spark",
        "all_pairs_s": round(seconds, 1),
        "peak_mib": round(peak[0]),
        "same_bytes": same,
    }


def _measure(archive: Path, scratch: Path, *, workers: int, drafts: int) -> dict[str, object]:
    result: dict[str, object] = {"tool": "reviewer"}
    began = time.perf_counter()
    build_index((make_report(row) for row in read_rows(archive / "report.jsonl")), scratch / "index")
    result["build_s"] = round(time.perf_counter() - began, 2)
    began = time.perf_counter()
    index = open_index(scratch / "index")
    result["open_ms"] = round(1000 * (time.perf_counter() - began), 2)
    result["reports"] = len(index)
    result["build_reports_per_s"] = round(len(index) / float(str(result["build_s"])))
    size = sum(file.stat().st_size for file in (scratch / "index").rglob("*") if file.is_file())
    result["index_mib"] = round(size / 2**20, 1)
    background = archive_background(index)
    times = []
    for number in range(0, len(index), max(len(index) // drafts, 1)):
        ref, own_names = index.report(number)
        form = index.form(number)
        began = time.perf_counter()
        find_passages(form, index, ref=ref, own_names=own_names, background=background)
        times.append(1000 * (time.perf_counter() - began))
    times.sort()
    result["query_ms_median"] = round(times[len(times) // 2], 2)
    result["query_ms_p95"] = round(times[int(0.95 * len(times))], 2)
    began = time.perf_counter()
    shutil.rmtree(scratch / "pairs", ignore_errors=True)
    pairs = list(find_all_pairs(scratch / "index", scratch / "pairs", run=run_in_processes(workers)))
    result["all_pairs_s"] = round(time.perf_counter() - began, 1)
    scores = score(archive, map(as_detection, pairs))
    return {**result, **scores.as_row()}


def main() -> int:
    """Measure one archive and print the row; a process of its own, so that memory is counted from nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--drafts", type=int, default=300)
    parser.add_argument("--spark", action="store_true", help="all pairs on Spark, after a run without")
    options = parser.parse_args()
    if options.spark:
        row = measure_spark(options.scratch, workers=options.workers)
    else:
        row = measure(options.archive, options.scratch, workers=options.workers, drafts=options.drafts)
    (options.scratch / "row.json").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
