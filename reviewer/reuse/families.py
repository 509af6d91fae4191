"""Shared stretches of an archive gathered to families: one text and all who have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewer.reuse.all_pairs import PairPassage
from reviewer.reuse.passage import ReportRef

#: Two stretches of one report are the same text if they share this part of the shorter one.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Member:
    """One report's copy of a family's text: raw offsets, half-open."""

    report: ReportRef
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Family:
    """A text and every report that has it.

    Args:
        members: The copies, the oldest first; the first is the oldest known, not
            necessarily the origin.
        pairs: Number of pairs that tie them together.
        score: Evidence of the strongest pair, in bits.
    """

    members: tuple[Member, ...]
    pairs: int
    score: float

    @property
    def bodies(self) -> int:
        """Number of different issuers."""
        return len({member.report.issuer or member.report.id for member in self.members})


def gather_families(pairs: Iterable[PairPassage], reports: Mapping[str, ReportRef]) -> tuple[Family, ...]:
    """Return the families of the pairs, the largest first, then by strength and id.

    Stretches of one report that overlap by half are taken for one; families are the
    connected components over stretches and pairs.
    """
    kept = list(pairs)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for pair in kept:
        spans[pair.target].append((pair.start, pair.end))
        spans[pair.source].append((pair.source_start, pair.source_end))
    nodes: dict[tuple[str, int, int], int] = {}
    places: list[tuple[str, int, int]] = []
    for report in sorted(spans):
        open_nodes: list[int] = []
        for start, end in sorted(set(spans[report])):
            open_nodes = [number for number in open_nodes if places[number][2] > start]
            same = next((n for n in open_nodes if _is_same(places[n], start, end)), None)
            if same is None:
                same = len(places)
                places.append((report, start, end))
                open_nodes.append(same)
            else:
                places[same] = (report, min(start, places[same][1]), max(end, places[same][2]))
            nodes[report, start, end] = same
    parent = list(range(len(places)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for pair in kept:
        one = root(nodes[pair.target, pair.start, pair.end])
        other = root(nodes[pair.source, pair.source_start, pair.source_end])
        parent[max(one, other)] = min(one, other)
    members: dict[int, list[Member]] = defaultdict(list)
    for number, (report, start, end) in enumerate(places):
        members[root(number)].append(Member(reports[report], start, end))
    count: dict[int, int] = defaultdict(int)
    score: dict[int, float] = defaultdict(float)
    for pair in kept:
        family = root(nodes[pair.target, pair.start, pair.end])
        count[family] += 1
        score[family] = max(score[family], pair.score)
    families = [Family(tuple(sorted(members[number], key=_age)), count[number], score[number]) for number in members]
    return tuple(sorted(families, key=lambda family: (-len(family.members), -family.score, _age(family.members[0]))))


def _is_same(place: tuple[str, int, int], start: int, end: int) -> bool:
    shared = min(place[2], end) - max(place[1], start)
    return shared >= _SAME * min(place[2] - place[1], end - start)


def _age(member: Member) -> tuple[int, str, int]:
    return member.report.report_year or 9999, member.report.id, member.start
