"""Time a review against ``jieba.lcut`` of the same text in the same run.

Measures the warm review of a six-page report in four formats, each step of the walk, a
cold command, peak memory, and folders of reports. Prints a table and writes
bench_out/bench.json.

Usage:
    python scripts/bench.py [--reports 1000] [--jobs 2] [--runs 9]
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import jieba

from reviewer.ingest.load import load
from reviewer.knowledge.sections import find_official_sections
from reviewer.knowledge.table_mapping import map_tables
from reviewer.nlp.pipeline import annotate
from reviewer.nlp.sentences import read_sentences
from reviewer.render.output import encode_review
from reviewer.review.plan import build_plan
from reviewer.review.resources import load_resources
from reviewer.review.run import ReviewOptions, build_context, review_document, review_file, run_checks
from scripts.build_docs import READMES, fill_block
from scripts.make_formats import make

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "draft.txt"
PLACES = ROOT / "corpus" / "invented_places.toml"
OUT = ROOT / "bench_out"


def median_ms(action: Callable[[], object], runs: int) -> float:
    """Return the median wall time of an action in milliseconds, after one run that does not count."""
    action()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        action()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def make_six_pages(folder: Path) -> dict[str, Path]:
    """Write the longest clean labelled draft, in four formats.

    It stands in no index, so that the search for copies has an ordinary day.
    """
    drafts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus" / "seeded").glob("clean-*.txt")))
    path = folder / "six-pages.txt"
    path.write_text(max(drafts, key=len), encoding="utf-8")
    return {"txt": path, **{made.suffix[1:]: made for made in make(path, folder, ("html", "docx", "pdf"))}}


def bench_warm(files: dict[str, Path], runs: int) -> dict[str, float]:
    """Return the times of one warm review: whole, by format, and each step of the text's."""
    resources, plan = load_resources(places=PLACES), build_plan()
    times: dict[str, float] = {}
    text = load(files["txt"]).text
    segmenter = jieba.Tokenizer()
    jieba.setLogLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as own:
        segmenter.tmp_dir = own
        segmenter.initialize()
    times["jieba.lcut of the same text"] = median_ms(lambda: segmenter.lcut(text), runs)
    for name, path in files.items():
        times[f"review of {name}"] = median_ms(lambda p=path: review_file(p, resources=resources, plan=plan), runs)
        times[f"  of it reading {name}"] = median_ms(lambda p=path: load(p), runs)
    document = load(files["txt"])
    ctx = build_context(document, resources, ReviewOptions())
    review = review_document(document, resources=resources, plan=plan)
    steps: dict[str, Callable[[], object]] = {
        "step: annotate (words, sentences, quantities, dates, names)": lambda: annotate(document, resources.nlp),
        "step: sections and tables": lambda: (find_official_sections(document), map_tables(document)),
        "step: sentences": lambda: read_sentences(document),
        "step: topics": lambda: resources.topic_model.probabilities([s.text for s in ctx.sentences]),
        "step: formulae": lambda: resources.knowledge.formulae.find(text),
        "step: understanding, whole (with the search for copies)": lambda: build_context(
            document, resources, ReviewOptions()
        ),
        "step: all checks": lambda: run_checks(
            plan.checks, build_context(document, resources, ReviewOptions()), raise_failures=True
        ),
    }
    steps |= {f"render {name}": lambda n=name: encode_review(review, n, files["txt"]) for name in ("json", "html")}
    times |= {name: median_ms(action, runs) for name, action in steps.items()}
    whole = "step: understanding, whole (with the search for copies)"
    times["step: all checks"] = max(0.0, times["step: all checks"] - times[whole])
    for outcome in run_checks(plan.checks, build_context(document, resources, ReviewOptions()))[1]:
        times[f"check {outcome.check}"] = outcome.seconds * 1000
    times["characters"] = float(len(text))
    return times


def bench_command(arguments: list[str], runs: int) -> dict[str, float]:
    """Return the median wall time of a command in its own process, and its peak memory."""
    times, peak = [], 0.0
    for _ in range(runs):
        started = time.perf_counter()
        with subprocess.Popen([sys.executable, "-m", "reviewer", *arguments], stderr=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        times.append(time.perf_counter() - started)
        peak = max(peak, usage.ru_maxrss / 1024)
    return {"seconds": statistics.median(times), "peak MB": peak}


def bench_folder(folder: Path, reports: int, jobs: int) -> dict[str, float]:
    """Return the wall time of a folder of reports, the corpus' own, each under another year's file name."""
    sources = sorted((ROOT / "corpus" / "raw").rglob("*.txt"))
    inside = folder / "reports"
    inside.mkdir()
    for number in range(reports):
        source = sources[number % len(sources)]
        (inside / f"{number:05d}-{source.name}").write_bytes(source.read_bytes())
    arguments = ["review", str(inside), "--places", str(PLACES), "--out", str(folder / "out"), "--jobs", str(jobs)]
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "reviewer", *arguments], stderr=subprocess.DEVNULL, check=False)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - started, "largest process MB": children}


def to_table(result: dict[str, Any], *, in_chinese: bool) -> str:
    """Return the figures that the READMEs quote."""
    warm, cold = result["warm, ms"], result["cold command"]
    folder = next(name for name in result if name.startswith("folder of"))
    reports, jobs = re.findall(r"\d+", folder)
    length = int(warm["characters"])
    names = (
        ("what", "measured"),
        ("jieba.lcut of the same text ({length} characters)", "one warm review, {name}", "of it reading the file"),
        ("cold command on one report", "its peak memory", "a folder of {reports} reports, {jobs} processes"),
    )
    if in_chinese:
        names = (
            ("项目", "实测"),
            ("jieba.lcut 切分同一文本（{length} 字）", "审查一份，{name}", "其中读取文件"),
            ("冷启动审查一份", "内存峰值", "审查 {reports} 份的文件夹，{jobs} 个进程"),
        )
    rows = [names[0], ("---", "---:"), (names[1][0], f"{warm['jieba.lcut of the same text']:.0f} ms")]
    for name in ("txt", "html", "docx", "pdf"):
        reading = f"{names[1][2]} {warm[f'  of it reading {name}']:.0f} ms"
        rows.append((names[1][1].format(name=name), f"{warm[f'review of {name}']:.0f} ms ({reading})"))
    rows += [
        (names[2][0], f"{cold['seconds']:.2f} s"),
        (names[2][1], f"{cold['peak MB']:.0f} MB"),
        (names[2][2].format(reports=reports, jobs=jobs), f"{result[folder]['seconds']:.1f} s"),
    ]
    return "\n".join(f"| {what} | {value} |" for what, value in rows).format(length=f"{length:,}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--readme", action="store_true", help="also write the figures into the READMEs")
    given = parser.parse_args()
    result: dict[str, Any] = {"python": platform.python_version(), "cores": os.cpu_count()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_six_pages(folder)
        result["warm, ms"] = bench_warm(files, given.runs)
        command = ["review", str(files["txt"]), "--places", str(PLACES), "--out", str(folder / "cold")]
        result["cold command"] = bench_command(command, 5)
        result[f"folder of {given.reports}, {given.jobs} processes"] = bench_folder(folder, given.reports, given.jobs)
    base = result["warm, ms"]["jieba.lcut of the same text"]
    print("| warm, one core | ms | × jieba.lcut |\n| --- | ---: | ---: |")
    for what, value in result["warm, ms"].items():
        if what != "characters":
            print(f"| {what.strip()} | {value:.1f} | {value / base:.1f} |")
    for what, figures in list(result.items())[3:]:
        print(f"\n{what}: " + ", ".join(f"{figure:.2f} {unit}" for unit, figure in figures.items()))
    if given.readme:
        for path, in_chinese in READMES.items():
            text = fill_block(path.read_text(encoding="utf-8"), "speed", to_table(result, in_chinese=in_chinese))
            path.write_text(text, encoding="utf-8")
    OUT.mkdir(exist_ok=True)
    (OUT / "bench.json").write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
