"""Measure the search for reuse on generated archives, beside other tools in the same run.

Archives are generated if they are not there; figures to quote come from the held-out
styles (C, D). Rows go to bench_out/reuse.jsonl as they are measured, the table to
bench_out/reuse.md.

Usage:
    python scripts/bench_reuse.py [--out bench_out] [--reports 1000 10000 100000] [--styles C,D]
        [--workers 2] [--rivals 10000] [--passim FOLDER] [--spark 10000]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.reuse.rivals import (  # noqa: E402
    PASSIM_SETTINGS,
    ToolError,
    measure_passim,
    measure_sketches,
    passim_is_there,
)
from benchmarks.reuse.table import write_table  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "bench_out")
    parser.add_argument("--reports", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--styles", default="C,D")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--drafts", type=int, default=300, help="reports that are searched one by one")
    parser.add_argument("--rivals", type=int, default=10_000, help="the largest archive that other tools are run on")
    parser.add_argument("--passim", type=Path, default=None, help="a checkout of passim's Spark version")
    parser.add_argument("--spark", type=int, default=10_000, help="the largest archive that is run on Spark too")
    options = parser.parse_args()
    rows: list[dict[str, object]] = []
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "reuse.jsonl").open("w", encoding="utf-8") as file:

        def keep(reports: int, row: dict[str, object]) -> None:
            rows.append({"reports": reports, **row})
            line = json.dumps(rows[-1], ensure_ascii=False)
            print(line, flush=True)
            file.write(line + "\n")
            file.flush()

        for reports in options.reports:
            archive = make_archive(options.out, options.styles, reports, options.seed)
            scratch = options.out / "work" / archive.name
            scratch.mkdir(parents=True, exist_ok=True)
            settings = ["--workers", str(options.workers), "--drafts", str(options.drafts)]
            keep(reports, measure_here(archive, scratch, settings))
            if reports <= options.spark and find_spec("pyspark"):
                keep(reports, measure_here(archive, scratch, [*settings, "--spark"]))
            if reports <= options.rivals:
                for tool in ("datasketch", "rensa"):
                    if find_spec(tool):
                        keep(reports, measure_sketches(tool, archive, scratch))
                if options.passim and passim_is_there(options.passim):
                    for setting in PASSIM_SETTINGS:
                        try:
                            keep(reports, measure_passim(options.passim, archive, scratch / "passim", setting))
                        except ToolError as failure:
                            print(f"passim {setting}: {failure}", file=sys.stderr)
    write_table(rows, options.out / "reuse.md")
    print((options.out / "reuse.md").read_text(encoding="utf-8"))
    return 0


def measure_here(archive: Path, scratch: Path, settings: list[str]) -> dict[str, object]:
    """Return the row of this project, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reuse.measure", str(archive), str(scratch), *settings]
    subprocess.run(command, cwd=ROOT, check=True)
    row: dict[str, object] = json.loads((scratch / "row.json").read_text(encoding="utf-8"))
    return row


def make_archive(out: Path, styles: str, reports: int, seed: int) -> Path:
    """Return the folder of a generated archive; make it if it is not there."""
    archive = out / "archives" / f"{styles.replace(',', '')}-{reports}-{seed}"
    if not (archive / "gold.jsonl").exists():
        command = [sys.executable, "-m", "benchmarks.reuse.generate", str(archive), "--reports", str(reports)]
        subprocess.run([*command, "--styles", styles, "--seed", str(seed)], cwd=ROOT, check=True)
    return archive


if __name__ == "__main__":
    raise SystemExit(main())
