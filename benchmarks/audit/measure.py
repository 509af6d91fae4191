"""Writes a generated archive as files and times an audit of it, whole and taken up again.

Usage:
    python -m benchmarks.audit.measure FOLDER --reports 1000 --engine embedded
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.reuse.generate import generate
from benchmarks.reuse.memory import sampled_memory


def write_archive(folder: Path, reports: int, seed: int) -> None:
    """Write each generated report as a text file below its place, and what was planted as ``gold.jsonl``."""
    gold: list[str] = []
    for kind, row in generate(reports, ["C", "D"], seed):
        if kind == "gold":
            gold.append(json.dumps(row, ensure_ascii=False) + "\n")
            continue
        path = folder / "archive" / str(row["place"]) / f"{row['id']}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(row["text"]), encoding="utf-8")
    (folder / "gold.jsonl").write_text("".join(gold), encoding="utf-8")


def audit(folder: Path, engine: str, jobs: int) -> tuple[float, float]:
    """Run one audit; return seconds, and the peak memory of all its processes together in MiB."""
    command = [sys.executable, "-m", "reviewer", "audit", str(folder / "archive"), "--out", str(folder / engine)]
    command += ["--no-default-corpus", "--engine", engine, "--jobs", str(jobs), "--fail-on", "never"]
    started = time.perf_counter()
    with subprocess.Popen(command) as process, sampled_memory(process.pid) as peak:  # noqa: S603
        status = process.wait()
    if status:
        raise SystemExit(status)
    return time.perf_counter() - started, peak[0]


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--engine", default="embedded")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    if not (options.folder / "archive").exists():
        write_archive(options.folder, options.reports, options.seed)
    for name in ("whole", "again"):
        seconds, peak = audit(options.folder, options.engine, options.jobs)
        sys.stdout.write(f"{options.engine}\t{name}\t{seconds:.1f} s\t{peak:.0f} MiB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
