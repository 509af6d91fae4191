"""Runs other tools over a generated archive, where they are installed, and scores them in the same way."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks.reuse.memory import sampled_memory
from benchmarks.reuse.scoring import Detection, read_rows, score

#: Settings of passim that were best in recall and in precision on archives of this kind.
PASSIM_SETTINGS = {
    "n12 g60 m8 a50 u20": ["-n", "12", "-g", "60", "-m", "8", "-a", "50", "-u", "20"],
    "n12 g60 m8 a50 u60": ["-n", "12", "-g", "60", "-m", "8", "-a", "50", "-u", "60"],
    "n12 g50 m15 a80 u100": ["-n", "12", "-g", "50", "-m", "15", "-a", "80", "-u", "100"],
}


class ToolError(Exception):
    """A tool ended with an error; ``peak_mib`` is its memory until then."""

    def __init__(self, message: str, peak_mib: float) -> None:
        super().__init__(message)
        self.peak_mib = peak_mib


def passim_is_installed() -> bool:
    """Tell whether passim's Spark version can be run."""
    return find_spec("pyspark") is not None and find_spec("passim") is not None and shutil.which("java") is not None


def measure_passim(archive: Path, scratch: Path, setting: str) -> dict[str, object]:
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
        seconds, mib = run_measured([*command, str(scratch / "in.json"), str(out)], scratch / "passim.log")
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


def measure_datasketch(archive: Path, threshold: float = 0.4) -> dict[str, object]:
    """Return time and scores of MinHash LSH over paragraphs."""
    datasketch = import_module("datasketch")  # optional, untyped

    began = time.perf_counter()
    lsh = datasketch.MinHashLSH(threshold=threshold, num_perm=128)
    detections: list[Detection] = []
    for row in read_rows(archive / "report.jsonl"):
        at = 0
        for paragraph in row["text"].split("\n"):
            span = (at, at + len(paragraph))
            at += len(paragraph) + 1
            if len(paragraph) < 60:
                continue
            sketch = datasketch.MinHash(num_perm=128)
            sketch.update_batch([paragraph[i : i + 4].encode() for i in range(len(paragraph) - 3)])
            for other in lsh.query(sketch):
                report, start, end, issuer = other
                if issuer != row["issuer"]:
                    detections.append(Detection(row["id"], span, report, (start, end)))
            lsh.insert((row["id"], *span, row["issuer"]), sketch)
    seconds = time.perf_counter() - began
    return {"tool": f"datasketch J {threshold}", "all_pairs_s": round(seconds, 1), **score(archive, detections).as_row()}


def run_measured(command: list[str], log: Path) -> tuple[float, float]:
    """Run ``command``; return its seconds and the largest memory of its processes together, in MiB."""
    began = time.perf_counter()
    with log.open("w") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)  # noqa: S603
        with sampled_memory(process.pid) as peak:
            process.wait()
    if process.returncode:
        raise ToolError(f"{command[0]} ended with {process.returncode}; see {log}", peak[0])
    return time.perf_counter() - began, peak[0]
