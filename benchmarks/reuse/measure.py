"""Runs the search over a generated archive and counts what it finds."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.reuse.memory import sampled_memory
from reviewer.reuse.all_pairs import PairPassage, archive_background, find_all_pairs, run_in_processes
from reviewer.reuse.index import build_index, open_index
from reviewer.reuse.masking import Formula, MatchingForm, Mention, MentionType, build_form
from reviewer.reuse.passage import ReportRef
from reviewer.reuse.search import find_passages
from reviewer.reuse.segment import IndexedReport

#: A planted passage is found if this share of it is covered; a detection is right if this share of it is planted.
_SHARE = 0.5
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Detection:
    """A stretch that a tool says two reports share; which side is ``one`` does not matter."""

    one: str
    one_span: tuple[int, int]
    other: str
    other_span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scores:
    """Recall over planted passages, in all and by kind, and the share of detections that are planted."""

    recall: float
    by_kind: dict[str, float]
    precision: float
    detections: int


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON-lines file."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


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


def score(archive: Path, detections: Iterable[Detection]) -> Scores:
    """Return how many planted passages were found and how many detections are planted.

    Copies of one text are right in whatever pair they are found: also two copies of
    one source, and a copy of a copy.
    """
    gold = list(read_rows(archive / "gold.jsonl"))
    places: dict[str, list[tuple[Spans, int]]] = defaultdict(list)
    parent = list(range(2 * len(gold)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    for number, row in enumerate(gold):
        places[row["target"]].append((tuple(map(tuple, row["spans"])), 2 * number))
        places[row["source"]].append(((tuple(row["source_span"]),), 2 * number + 1))
        parent[2 * number + 1] = 2 * number
    for same in places.values():
        for position, (spans, node) in enumerate(same):
            for other_spans, other in same[:position]:
                if any(_overlap(spans, span) for span in other_spans):
                    one, two = root(node), root(other)
                    parent[max(one, two)] = min(one, two)
    found: set[int] = set()
    right = count = 0
    for detection in detections:
        count += 1
        ones = _hits(places[detection.one], detection.one_span)
        others = _hits(places[detection.other], detection.other_span)
        if {root(node) for node, _, planted in ones if planted} & {root(node) for node, _, _ in others}:
            right += 1
        nodes = {node // 2 for node, covered, _ in ones if covered} & {node // 2 for node, _, _ in others}
        nodes |= {node // 2 for node, covered, _ in others if covered} & {node // 2 for node, _, _ in ones}
        for number in nodes:
            if {gold[number]["target"], gold[number]["source"]} == {detection.one, detection.other}:
                found.add(number)
    kinds = Counter(row["kind"] for row in gold)
    hit = Counter(gold[number]["kind"] for number in found)
    return Scores(
        recall=len(found) / len(gold),
        by_kind={kind: hit[kind] / kinds[kind] for kind in sorted(kinds)},
        precision=right / max(count, 1),
        detections=count,
    )


def _overlap(spans: Spans, span: tuple[int, int]) -> int:
    return sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in spans)


def _hits(places: list[tuple[Spans, int]], span: tuple[int, int]) -> list[tuple[int, bool, bool]]:
    """Return (node, planted passage covered, detection planted) for each planted stretch that is touched."""
    hits = []
    for spans, node in places:
        shared = _overlap(spans, span)
        if shared:
            length = sum(end - start for start, end in spans)
            hits.append((node, shared >= _SHARE * length, shared >= _SHARE * (span[1] - span[0])))
    return hits


def as_detection(pair: PairPassage) -> Detection:
    """Return a pair as a detection."""
    return Detection(pair.target, (pair.start, pair.end), pair.source, (pair.source_start, pair.source_end))


def measure(archive: Path, scratch: Path, *, workers: int, drafts: int) -> dict[str, object]:
    """Return build, open and query times, all pairs, memory and scores for one archive."""
    with sampled_memory(os.getpid()) as peak:
        result = _measure(archive, scratch, workers=workers, drafts=drafts)
    result["peak_mib"] = round(peak[0])
    return result


def _measure(archive: Path, scratch: Path, *, workers: int, drafts: int) -> dict[str, object]:
    result: dict[str, object] = {}
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
    result["recall"] = round(scores.recall, 3)
    result["by_kind"] = {kind: round(value, 3) for kind, value in scores.by_kind.items()}
    result["precision"] = round(scores.precision, 3)
    result["detections"] = scores.detections
    return result
