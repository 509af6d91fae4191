"""Runs other tools over a generated archive, where they are installed, and scores them in the same way.

Usage, for one of the tools that run in a process of their own:
    python -m benchmarks.reuse.rivals datasketch|rensa ARCHIVE
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.reuse.memory import sampled_memory
from benchmarks.reuse.scoring import Detection, read_rows, score

ROOT = Path(__file__).resolve().parents[2]
#: Settings of passim's Spark version: one for precision, one for recall.
PASSIM_SETTINGS = {
    "n12 g60 m8 a50 u60": ["-n", "12", "-g", "60", "-m", "8", "-a", "50", "-u", "60"],
    "n8 g60 m5 a40 u100": ["-n", "8", "-g", "60", "-m", "5", "-a", "40", "-u", "100"],
}
_THRESHOLD, _PERMUTATIONS, _BANDS, _GRAM = 0.4, 128, 32, 4
_MIN_PARAGRAPH = 60


class ToolError(Exception):
    """A tool ended with an error; ``peak_mib`` is its memory until then."""

    def __init__(self, message: str, peak_mib: float) -> None:
        super().__init__(message)
        self.peak_mib = peak_mib


def passim_is_there(folder: Path) -> bool:
    """Tell whether ``folder`` is a checkout of passim's Spark version, and Spark can be run."""
    return (folder / "passim" / "seriatim.py").is_file() and bool(find_spec("pyspark")) and bool(shutil.which("java"))


def measure_passim(folder: Path, archive: Path, scratch: Path, setting: str) -> dict[str, object]:
    """Return time, memory and scores of passim; the issuer is given, so that it compares different bodies."""
    scratch.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps({name: row[name] for name in ("id", "issuer", "text")}, ensure_ascii=False)
        for row in read_rows(archive / "report.jsonl")
    ]
    (scratch / "in.json").write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = scratch / f"out-{setting.replace(' ', '-')}"
    shutil.rmtree(out, ignore_errors=True)
    code = "import sys; from passim.seriatim import main; main(sys.argv[1:])"
    command = [sys.executable, "-W", "ignore", "-c", code, *PASSIM_SETTINGS[setting], "--floating-ngrams", "--pairwise"]
    command += ["--fields", "issuer", "--filterpairs", "uid < uid2 AND issuer <> issuer2"]
    began = time.time()
    pairs_done = out / "align.json" / "_SUCCESS"
    try:
        seconds, mib = run_measured(
            [*command, str(scratch / "in.json"), str(out)],
            scratch / "passim.log",
            {"PYTHONPATH": str(folder), "PYSPARK_PYTHON": sys.executable},
        )
    except ToolError as failure:  # clusters come last and need a further library of Spark's; pairs do not
        if not pairs_done.exists():
            raise
        mib = failure.peak_mib
    seconds = pairs_done.stat().st_mtime - began
    detections = [
        Detection(row["id"], (row["begin"], row["end"]), row["id2"], (row["begin2"], row["end2"]))
        for part in sorted(out.glob("align.json/*.json"))
        for row in read_rows(part)
    ]
    return {
        "tool": f"passim {setting}",
        "all_pairs_s": round(seconds, 1),
        "peak_mib": round(mib),
        **score(archive, detections).as_row(),
    }


def measure_sketches(tool: str, archive: Path, scratch: Path) -> dict[str, object]:
    """Return time, memory and scores of MinHash LSH over paragraphs, in a process of its own."""
    scratch.mkdir(parents=True, exist_ok=True)
    out = scratch / f"{tool}.json"
    command = [sys.executable, "-m", "benchmarks.reuse.rivals", tool, str(archive), str(out)]
    _, mib = run_measured(command, scratch / f"{tool}.log", {"PYTHONPATH": str(ROOT)})
    row: dict[str, object] = json.loads(out.read_text(encoding="utf-8"))
    return {**row, "peak_mib": round(mib)}


class _Paragraph(NamedTuple):
    report: str
    issuer: str
    start: int
    end: int
    grams: list[bytes]


def _paragraphs(archive: Path) -> Iterator[_Paragraph]:
    for row in read_rows(archive / "report.jsonl"):
        at = 0
        for text in row["text"].split("\n"):
            if len(text) >= _MIN_PARAGRAPH:
                grams = [text[n : n + _GRAM].encode() for n in range(len(text) - _GRAM + 1)]
                yield _Paragraph(row["id"], row["issuer"], at, at + len(text), grams)
            at += len(text) + 1


def _datasketch() -> Callable[[int, list[bytes]], list[int]]:
    module = import_module("datasketch")  # optional, untyped
    lsh = module.MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)

    def step(number: int, grams: list[bytes]) -> list[int]:
        sketch = module.MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch(grams)
        near: list[int] = lsh.query(sketch)
        lsh.insert(number, sketch)
        return near

    return step


def _rensa() -> Callable[[int, list[bytes]], list[int]]:
    module = import_module("rensa")  # optional, untyped
    lsh = module.RMinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    kept: dict[int, Any] = defaultdict()

    def step(number: int, grams: list[bytes]) -> list[int]:
        sketch = module.RMinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update(grams)
        near = [other for other in lsh.query(sketch) if sketch.jaccard(kept[other]) >= _THRESHOLD]
        lsh.insert(number, sketch)
        kept[number] = sketch
        return near

    return step


def run_sketches(tool: str, archive: Path) -> dict[str, object]:
    """Return time and scores of one tool, in this process."""
    step = {"datasketch": _datasketch, "rensa": _rensa}[tool]()
    began = time.perf_counter()
    paragraphs: list[tuple[str, str, int, int]] = []
    detections: list[Detection] = []
    for number, one in enumerate(_paragraphs(archive)):
        for other in sorted(step(number, one.grams)):
            report, issuer, start, end = paragraphs[other]
            if issuer != one.issuer:
                detections.append(Detection(one.report, (one.start, one.end), report, (start, end)))
        paragraphs.append(one[:4])
    seconds = time.perf_counter() - began
    name = f"{tool} paragraphs, J {_THRESHOLD}"
    return {"tool": name, "all_pairs_s": round(seconds, 1), **score(archive, detections).as_row()}


def run_measured(command: list[str], log: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Run ``command``; return its seconds and the largest memory of its processes together, in MiB."""
    began = time.perf_counter()
    with log.open("w") as file:
        process = subprocess.Popen(  # noqa: S603
            command, stdout=file, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
        with sampled_memory(process.pid) as peak:
            process.wait()
    if process.returncode:
        raise ToolError(f"{command[0]} ended with {process.returncode}; see {log}", peak[0])
    return time.perf_counter() - began, peak[0]


if __name__ == "__main__":
    Path(sys.argv[3]).write_text(json.dumps(run_sketches(sys.argv[1], Path(sys.argv[2]))), encoding="utf-8")
