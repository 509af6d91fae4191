"""Measure the search for reuse on generated archives.

Archives are made with ``python -m benchmarks.reuse.generate`` if they are not there.
Figures to quote come from the held-out styles (C, D).

Usage:
    python scripts/bench_reuse.py FOLDER --reports 1000 10000 [--styles C,D] [--workers 2] [--rivals]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.reuse.measure import measure  # noqa: E402
from benchmarks.reuse.rivals import PASSIM_SETTINGS, measure_passim, passim_is_installed  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, nargs="+", default=[1000])
    parser.add_argument("--styles", default="C,D")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--drafts", type=int, default=300, help="reports that are searched one by one")
    parser.add_argument("--rivals", action="store_true", help="measure passim in the same run, if it is installed")
    options = parser.parse_args()
    for reports in options.reports:
        archive = options.folder / f"{options.styles.replace(',', '')}-{reports}-{options.seed}"
        if not (archive / "gold.jsonl").exists():
            command = [sys.executable, "-m", "benchmarks.reuse.generate", str(archive), "--reports", str(reports)]
            subprocess.run([*command, "--styles", options.styles, "--seed", str(options.seed)], cwd=ROOT, check=True)
        result = measure(
            archive, options.folder / f"work-{archive.name}", workers=options.workers, drafts=options.drafts
        )
        print(json.dumps(result, ensure_ascii=False), flush=True)
        if options.rivals and passim_is_installed():
            for setting in PASSIM_SETTINGS:
                rival = measure_passim(archive, options.folder / f"passim-{archive.name}", setting)
                print(json.dumps(rival, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
