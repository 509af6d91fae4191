"""All reports of an archive compared with each other: pairs, who copied whom, families."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewer.audit.archive import ArchiveFile
from reviewer.audit.engine import Engine, as_runner
from reviewer.audit.journal import Journal
from reviewer.audit.reading import Reading, to_indexed
from reviewer.audit.settings import combine
from reviewer.document.span import Span
from reviewer.reuse.all_pairs import PairPassage, archive_background, find_all_pairs
from reviewer.reuse.background import Background
from reviewer.reuse.families import Family, Member, gather_families
from reviewer.reuse.index import HEADER, ReuseIndex, build_index, open_index
from reviewer.reuse.passage import Stretch
from reviewer.reuse.segment import IndexedReport

#: An archive of fewer bodies says too little about what is common wording; the corpus that ships says more.
_TELLING_BODIES = 150
_NO_YEAR, _NO_DAY = 9999, "9999"
#: Offices of which one place has many: a longer name is another office, not another form of the name.
_MANY_OF_A_KIND = frozenset({"town", "street", "dev_zone", "government", "industrial_park", "school_edu", "hospital"})


@dataclass(frozen=True, slots=True)
class Known:
    """A report that was read.

    Args:
        file: The report.
        key: Key of its reading in the journal.
        reading: Whose it is.
    """

    file: ArchiveFile
    key: str
    reading: Reading

    @property
    def age(self) -> tuple[int, str, str]:
        """Sorts the older report first."""
        return self.reading.year or _NO_YEAR, self.reading.published or _NO_DAY, self.file.id


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the reports of an archive share.

    Args:
        index: The archive's index, opened.
        index_path: Where it is.
        background: File of the background that it was compared with.
        pairs: Shared stretches, by report that copied and place.
        families: One text and all who have it, the largest first.
    """

    index: ReuseIndex
    index_path: Path
    background: Path
    pairs: tuple[PairPassage, ...]
    families: tuple[Family, ...]

    def quote(self, report_id: str, start: int, end: int) -> str:
        """Return the words of a stretch; empty if the index does not hold the report."""
        number = self.index.find_report(report_id)
        return Span(start, end).quote(self.index.form(number).text) if number is not None else ""


def compare_archive(
    known: Sequence[Known],
    readings: Journal,
    state: Path,
    *,
    engine: Engine,
    background: Background | None,
    counts: Callable[[PairPassage], bool],
    progress: Callable[[int, int], None],
) -> Comparison:
    """Compare all reports with each other; what an earlier run has done is taken up.

    Args:
        known: The reports.
        readings: Holds their matching forms.
        state: Folder for the index and the batches.
        engine: Who compares.
        background: Of the corpus that ships; None without it.
        counts: Whether a stretch is enough to be called copied.
        progress: Called with reports done and reports in all.
    """
    ordered = sorted(known, key=lambda one: one.age)
    index_path = _build_index(ordered, readings, state)
    index = open_index(index_path)
    chosen = background if index.bodies < _TELLING_BODIES else archive_background(index)
    by_id = {one.file.id: one for one in ordered}
    found = find_all_pairs(index_path, state / "pairs", background=chosen, run=as_runner(engine), progress=progress)
    pairs = sorted(
        (
            _direct(pair, by_id)
            for pair in found
            if counts(pair) and not is_same_body(by_id[pair.target].reading, by_id[pair.source].reading)
        ),
        key=_place,
    )
    refs = {one.file.id: one.reading.ref(one.file.id) for one in ordered}
    families = tuple(_oldest_first(family, by_id) for family in gather_families(pairs, refs))
    return Comparison(index, index_path, state / "pairs" / "background.bin", tuple(pairs), families)


def sources_of(pairs: Sequence[PairPassage]) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return for each report the ids it may have copied from, and the ids of those that copied from it.

    Where nothing tells who copied, each of the two may have.
    """
    sources: dict[str, set[str]] = defaultdict(set)
    copiers: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        sources[pair.target].add(pair.source)
        (copiers if pair.reason else sources)[pair.source].add(pair.target)
    return {
        report: (tuple(sorted(sources[report])), tuple(sorted(copiers[report] - sources[report])))
        for report in sorted({*sources, *copiers})
    }


def stretches_of(pairs: Sequence[PairPassage]) -> Mapping[str, tuple[Stretch, ...]]:
    """Return for each report the stretches that it copied, or may have copied."""
    found: dict[str, list[Stretch]] = defaultdict(list)
    for pair in pairs:
        found[pair.target].append(Stretch(pair.start, pair.end, pair.source, pair.source_start, pair.source_end))
        if not pair.reason:
            found[pair.source].append(Stretch(pair.source_start, pair.source_end, pair.target, pair.start, pair.end))
    return {report: tuple(stretches) for report, stretches in found.items()}


def find_priors(known: Sequence[Known]) -> Mapping[str, Known]:
    """Return for each report the same issuer's report of the year before, where the archive has it."""
    by_issuer: dict[tuple[str, int], Known] = {}
    by_office: dict[tuple[str, tuple[str, ...], str, int], list[Known]] = defaultdict(list)
    for one in sorted(known, key=lambda one: one.file.id):
        reading = one.reading
        if reading.year is None or not reading.issuer:
            continue
        by_issuer.setdefault((reading.issuer, reading.year), one)
        by_office[reading.place, reading.departments, reading.organ_word, reading.year].append(one)
    priors: dict[str, Known] = {}
    for one in known:
        reading = one.reading
        if reading.year is None or not reading.issuer:
            continue
        prior = by_issuer.get((reading.issuer, reading.year - 1))
        if prior is None:
            near = by_office.get((reading.place, reading.departments, reading.organ_word, reading.year - 1), [])
            prior = next((other for other in near if is_same_body(reading, other.reading)), None)
        if prior is not None:
            priors[one.file.id] = prior
    return priors


def is_same_body(one: Reading, other: Reading) -> bool:
    """Tell whether two reports are one office's, its name perhaps with and without the divisions above."""
    if not one.issuer or not other.issuer:
        return False
    if one.issuer == other.issuer:
        return True
    if set(one.departments) & _MANY_OF_A_KIND or not one.place:
        return False
    same_office = (one.place, one.departments, one.organ_word) == (other.place, other.departments, other.organ_word)
    return same_office and (one.issuer.endswith(other.issuer) or other.issuer.endswith(one.issuer))


def _build_index(ordered: Sequence[Known], readings: Journal, state: Path) -> Path:
    """Return the folder of the archive's index, made unless an earlier run has made it of the same reports."""
    name = combine([[one.file.id, one.key] for one in ordered])[:16]
    path = state / f"index-{name}"
    if (path / HEADER).is_file():
        return path

    def reports() -> Iterator[IndexedReport]:
        for one in ordered:
            yield to_indexed(readings[one.key], one.file.id)

    for stale in sorted(state.glob("index-*")) + sorted(state.glob(".index-*")):
        shutil.rmtree(stale, ignore_errors=True)
    build_index(reports(), path)
    return path


def _direct(pair: PairPassage, known: Mapping[str, Known]) -> PairPassage:
    """Return the pair with the later publication as the copier, where nothing better tells."""
    if pair.reason:
        return pair
    days = known[pair.target].reading.published, known[pair.source].reading.published
    if not all(days) or days[0] == days[1]:
        return pair
    turned = pair if days[0] > days[1] else _turn(pair)
    return replace(turned, reason="published")


def _turn(pair: PairPassage) -> PairPassage:
    return replace(
        pair,
        target=pair.source,
        start=pair.source_start,
        end=pair.source_end,
        source=pair.target,
        source_start=pair.start,
        source_end=pair.end,
    )


def _place(pair: PairPassage) -> tuple[str, int, int, str, int, int]:
    return pair.target, pair.start, pair.end, pair.source, pair.source_start, pair.source_end


def _oldest_first(family: Family, known: Mapping[str, Known]) -> Family:
    def age(member: Member) -> tuple[int, str, str, int]:
        return *known[member.report.id].age, member.start

    return replace(family, members=tuple(sorted(family.members, key=age)))
