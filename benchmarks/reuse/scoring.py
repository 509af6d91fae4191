"""Counts what a tool found of the planted copies, in the same way for every tool."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

#: A planted passage is found if this share of it is covered; a detection is right if this share of it is planted.
_SHARE = 0.5
#: Counted strictly, a detection is right if this share of either side is planted, by one and the same copying.
_STRICT_SHARE = 0.8
#: A boundary is right if it is off by no more than this share of the passage.
_OFF = 0.1
Span = tuple[int, int]
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Detection:
    """A stretch that a tool says two reports share; which side is ``one`` does not matter."""

    one: str
    one_span: Span
    other: str
    other_span: Span


@dataclass(frozen=True, slots=True)
class Scores:
    """What a tool found.

    Args:
        recall: Share of the planted passages of which the detections of the pair together cover half.
        single_recall: Share of which a single detection covers half: a mosaic in pieces is not found.
        by_kind: Recall of each kind.
        precision: Share of the detections that are planted by half.
        strict_precision: Share that is planted almost whole on either side and told once.
        boundaries: Share of the found passages with both ends within a tenth of their length.
        detections: Number of detections.
    """

    recall: float
    single_recall: float
    by_kind: dict[str, float]
    precision: float
    strict_precision: float
    boundaries: float
    detections: int

    def as_row(self) -> dict[str, object]:
        """Return the figures rounded, as a table shows them."""
        return {
            "recall": round(self.recall, 3),
            "single_recall": round(self.single_recall, 3),
            "by_kind": {kind: round(value, 3) for kind, value in self.by_kind.items()},
            "precision": round(self.precision, 3),
            "strict_precision": round(self.strict_precision, 3),
            "boundaries": round(self.boundaries, 3),
            "detections": self.detections,
        }


class _Hit(NamedTuple):
    node: int
    covered: float
    planted: float


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON-lines file."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def score(archive: Path, detections: Iterable[Detection]) -> Scores:
    """Return how many planted passages were found and how many detections are planted.

    Copies of one text are right in whatever pair they are found: also two copies of
    one source, and a copy of a copy.
    """
    gold = list(read_rows(archive / "gold.jsonl"))
    places, family = _families(gold)
    covered: dict[int, list[Span]] = defaultdict(list)
    source_covered: dict[int, list[Span]] = defaultdict(list)
    told: dict[tuple[str, str], list[Detection]] = defaultdict(list)
    right = strict = count = 0
    for found in detections:
        count += 1
        ones = _hits(places[found.one], found.one_span)
        others = _hits(places[found.other], found.other_span)
        right += bool(
            {family[hit.node] for hit in ones if hit.planted >= _SHARE} & {family[hit.node] for hit in others}
        )
        whole = {family[hit.node] for hit in ones if hit.planted >= _STRICT_SHARE}
        whole &= {family[hit.node] for hit in others if hit.planted >= _STRICT_SHARE}
        pair = (min(found.one, found.other), max(found.one, found.other))
        strict += bool(whole) and not any(_is_again(found, before) for before in told[pair])
        told[pair].append(found)
        for number in {hit.node // 2 for hit in ones} & {hit.node // 2 for hit in others}:
            row = gold[number]
            if (row["target"], row["source"]) == (found.one, found.other):
                covered[number].append(found.one_span)
                source_covered[number].append(found.other_span)
            elif (row["target"], row["source"]) == (found.other, found.one):
                covered[number].append(found.other_span)
                source_covered[number].append(found.one_span)
    together, single, exact = set(), set(), 0
    for number, spans in covered.items():
        planted = tuple(map(tuple, gold[number]["spans"]))
        source = (tuple(gold[number]["source_span"]),)
        sides = ((planted, spans), (source, source_covered[number]))
        if any(_share(side, _union(parts)) >= _SHARE for side, parts in sides):
            together.add(number)
            exact += _is_exact(planted, spans)
        if any(_share(side, (part,)) >= _SHARE for side, parts in sides for part in parts):
            single.add(number)
    kinds = Counter(row["kind"] for row in gold)
    hit = Counter(gold[number]["kind"] for number in together)
    return Scores(
        recall=len(together) / len(gold),
        single_recall=len(single) / len(gold),
        by_kind={kind: hit[kind] / kinds[kind] for kind in sorted(kinds)},
        precision=right / max(count, 1),
        strict_precision=strict / max(count, 1),
        boundaries=exact / max(len(together), 1),
        detections=count,
    )


def _families(gold: list[dict[str, Any]]) -> tuple[dict[str, list[tuple[Spans, int]]], list[int]]:
    """Return the planted stretches of each report, two to a row of ``gold``, and the family of each."""
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
    return places, [root(number) for number in range(len(parent))]


def _hits(places: list[tuple[Spans, int]], span: Span) -> list[_Hit]:
    """Return each planted stretch that ``span`` touches, and the shares of it and of the span that both have."""
    hits = []
    for spans, node in places:
        shared = _overlap(spans, span)
        if shared:
            hits.append(_Hit(node, shared / sum(end - start for start, end in spans), shared / (span[1] - span[0])))
    return hits


def _overlap(spans: Spans, span: Span) -> int:
    return sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in spans)


def _share(planted: Spans, parts: Spans) -> float:
    return sum(_overlap(planted, part) for part in parts) / sum(end - start for start, end in planted)


def _union(parts: list[Span]) -> Spans:
    joined: list[Span] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _is_exact(planted: Spans, parts: list[Span]) -> bool:
    start, end = planted[0][0], planted[-1][1]
    off = _OFF * (end - start)
    return abs(min(part[0] for part in parts) - start) <= off and abs(max(part[1] for part in parts) - end) <= off


def _is_again(found: Detection, before: Detection) -> bool:
    """Tell whether the same two stretches were told before."""
    if found.one != before.one:
        found = Detection(found.other, found.other_span, found.one, found.one_span)
    return all(
        _overlap((old,), new) >= _SHARE * (new[1] - new[0])
        for old, new in ((before.one_span, found.one_span), (before.other_span, found.other_span))
    )
