"""Every pair of reports of an index, compared in batches that can be stopped and taken up again."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from reviewer.reuse.background import Background, train_background, train_on_codes
from reviewer.reuse.cut import split_at_changes
from reviewer.reuse.files import write_atomic
from reviewer.reuse.hits import Evidence, gather_evidence
from reviewer.reuse.index import HEADER, ReuseIndex, open_index
from reviewer.reuse.join import is_reordered
from reviewer.reuse.leftovers import Side, find_own_names
from reviewer.reuse.masking import MatchingForm
from reviewer.reuse.matters import discount_matters
from reviewer.reuse.passage import PassageKind
from reviewer.reuse.passages import outline_passage
from reviewer.reuse.search import SearchSettings, find_candidates, look_at

#: Reports of one batch; a batch is done whole or not at all.
BATCH = 256
#: Reports that the background of an archive is trained on.
_SAMPLE = 4000
#: An archive of fewer bodies is too small to tell common wording from copies.
_MIN_BODIES = 40
#: Bodies of the sample that may have one text because they copied it: the two of a pair, and some more.
_COPIES = 4
_MANIFEST = "all-pairs.json"
#: Reports whose evidence is gathered at a time.
_AT_A_TIME = 16
#: Freed memory that a process keeps, less than the most that an allocator lets grow of itself.
_KEPT_BYTES = 31 << 20

Runner = Callable[["BatchTask", Sequence[tuple[int, int]]], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class PairPassage:
    """A stretch that two reports of an archive share.

    Args:
        target: Id of one report, by rule the one that copied if that can be told.
        start: Raw offset in it.
        end: One past the last.
        source: Id of the other.
        source_start: Raw offset in that one.
        source_end: One past the last.
        kind: What was done to the text.
        similarity: Share that agrees, 0 to 1.
        score: Bits of evidence.
        reason: Why ``target`` is held to be the copier: ``year``, ``residue``, or empty if unknown.
    """

    target: str
    start: int
    end: int
    source: str
    source_start: int
    source_end: int
    kind: PassageKind
    similarity: float
    score: float
    reason: str


_COLUMNS = tuple(field.name for field in fields(PairPassage))
_values_of = attrgetter(*_COLUMNS)


class Mapped(Protocol):
    """What Spark gives back for mapped items."""

    def collect(self) -> list[tuple[int, int]]:
        """Return the results."""


class Distributed(Protocol):
    """Items that Spark has spread."""

    def map(self, task: BatchTask) -> Mapped:
        """Call ``task`` with every item."""


class SparkContext(Protocol):
    """As much of a Spark context as is used, so that Spark need not be installed."""

    def parallelize(self, items: Sequence[tuple[int, int]], parts: int) -> Distributed:
        """Spread items over executors."""


def find_all_pairs(
    index_path: Path,
    folder: Path,
    *,
    background: Background | None = None,
    settings: SearchSettings | None = None,
    run: Runner | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[PairPassage]:
    """Yield the shared stretches of all pairs of reports of different bodies.

    Every report is looked up among those in front of it, so that each pair is met once.
    Batches are written to ``folder`` whole or not at all; a run that finds batches of
    the same index and settings goes on behind them. The result does not depend on who
    runs the batches nor on interruptions. Memory: one batch for each worker, and what the
    system keeps of the mapped index.

    Args:
        index_path: The index of the archive.
        folder: Where batches are kept.
        background: Frequency of character runs; trained from a sample of the archive if None.
        settings: Thresholds.
        run: Who runs the batches: :func:`run_here` if None, or what :func:`run_in_processes` or
            :func:`run_on_spark` return.
        progress: Called with (reports done, reports in all).
    """
    index = open_index(index_path)
    settings = settings or SearchSettings()
    folder.mkdir(parents=True, exist_ok=True)
    if background is None:
        if isinstance(run, _InProcesses):
            run.start()  # they load what they need while the background is trained
        background = archive_background(index)
    background.save(folder / "background.bin")
    _take_up(folder, index_path, settings)
    batches = [(first, min(first + BATCH, len(index))) for first in range(0, len(index), BATCH)]
    waiting = [batch for batch in batches if not _part(folder, batch[0]).exists()]
    done = len(index) - sum(last - first for first, last in waiting)
    # Late batches have more reports in front of them; beginning with these keeps all workers busy to the end.
    for first, last in (run or run_here)(BatchTask(index_path, folder, settings), waiting[::-1]):
        done += last - first
        if progress is not None:
            progress(done, len(index))
    for first, _ in batches:
        for line in _part(folder, first).read_text(encoding="utf-8").splitlines():
            yield PairPassage(**json.loads(line))


def archive_background(index: ReuseIndex) -> Background:
    """Return the background of an archive, from a sample spread evenly over it."""
    if index.bodies < _MIN_BODIES:
        return train_background(())
    step = max(len(index) / _SAMPLE, 1.0)
    chosen = sorted({int(number * step) for number in range(min(len(index), _SAMPLE))})
    bodies = ((index.report(number)[0].issuer, index.codes(number)) for number in chosen)
    return train_on_codes(bodies, min_discount=_COPIES)


@dataclass(frozen=True, slots=True, eq=False)
class _InFront:
    """Tells which reports are in front of one and of another body."""

    issuers: npt.NDArray[np.uint64]
    first: int

    def __call__(self, reports: npt.NDArray[np.int64], drafts: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        numbers = drafts + self.first
        allowed: npt.NDArray[np.bool_] = (reports < numbers) & (self.issuers[reports] != self.issuers[numbers])
        return allowed


def compare_batch(
    index: ReuseIndex, first: int, last: int, background: Background, settings: SearchSettings
) -> list[PairPassage]:
    """Return the shared stretches of reports ``first`` to ``last`` with all in front of each."""
    found: list[PairPassage] = []
    look = look_at(settings, index)
    for begin in range(first, last, _AT_A_TIME):
        end = min(begin + _AT_A_TIME, last)
        forms = [discount_matters(index.form(number)) for number in range(begin, end)]
        in_front = _InFront(index.issuer_hash, begin)
        gathered = gather_evidence(forms, index, allowed=in_front, background=background, look=look, below=end)
        for offset, (form, evidence) in enumerate(zip(forms, gathered, strict=True)):
            found += _compare(index, begin + offset, form, evidence, settings)
    return found


def _compare(
    index: ReuseIndex, number: int, form: MatchingForm, evidence: Evidence, settings: SearchSettings
) -> Iterator[PairPassage]:
    """Yield the shared stretches of one report with all in front of it."""
    if not evidence.chains:
        return
    ref, own_names = index.report(number)
    candidates = find_candidates(form, index, evidence, settings=settings, issuer=ref.issuer, every=True)
    one = Side(form, ref, own_names)
    for candidate in sorted(candidates, key=lambda c: (c.target, c.report)):
        other_ref, other_names = index.report(candidate.report)
        other = Side(index.form(candidate.report), other_ref, other_names)
        for piece in split_at_changes(candidate.aligned):
            passage = outline_passage(one, other, piece, reordered=candidate.reordered and is_reordered(piece))
            here = (ref.id, passage.span.start, passage.span.end)
            there = (other_ref.id, passage.source_span.start, passage.source_span.end)
            residue = len(find_own_names(one, other, passage.span))
            residue -= len(find_own_names(other, one, passage.source_span))
            swapped, reason = tell_copier(ref.report_year, other_ref.report_year, residue)
            if swapped:
                here, there = there, here
            bits = round(candidate.bits, 1)
            yield PairPassage(*here, *there, passage.kind, passage.similarity, bits, reason)


def tell_copier(year: int | None, other_year: int | None, residue: int) -> tuple[bool, str]:
    """Return whether the other report is the copier, and why.

    Args:
        year: Report year of the one.
        other_year: Report year of the other.
        residue: Names of the other left in the one, less those of the one left in the other.
    """
    if residue:
        return residue < 0, "residue"
    if year is not None and other_year is not None and year != other_year:
        return other_year > year, "year"
    return False, ""


def _part(folder: Path, first: int) -> Path:
    return folder / f"pairs-{first:09d}.jsonl"


def _take_up(folder: Path, index_path: Path, settings: SearchSettings) -> None:
    """Keep the batches of a run of the same index and settings; remove those of any other."""
    manifest = {
        "index": zlib.crc32((index_path / HEADER).read_bytes()),
        "background": zlib.crc32((folder / "background.bin").read_bytes()),
        "settings": asdict(settings),
        "batch": BATCH,
    }
    content = json.dumps(manifest, sort_keys=True).encode()
    path = folder / _MANIFEST
    if not path.exists() or path.read_bytes() != content:
        for part in sorted(folder.glob("pairs-*.jsonl")):
            part.unlink()
        write_atomic(path, content)


@dataclass(frozen=True, slots=True)
class BatchTask:
    """The work on one batch, to be called in this process, another one, or on another machine.

    Args:
        index_path: The index, readable where the task runs.
        folder: Where batches are kept, writable where the task runs.
        settings: Thresholds.
    """

    index_path: Path
    folder: Path
    settings: SearchSettings

    def __call__(self, batch: tuple[int, int]) -> tuple[int, int]:
        """Write the shared stretches of the batch's reports; return the batch."""
        index, background = _opened(self.index_path, self.folder, (self.folder / _MANIFEST).read_bytes())
        rows = compare_batch(index, *batch, background, self.settings)
        records = (dict(zip(_COLUMNS, _values_of(row), strict=True)) for row in rows)
        lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
        write_atomic(_part(self.folder, batch[0]), "".join(lines).encode())
        return batch


@lru_cache(maxsize=1)
def _opened(index_path: Path, folder: Path, manifest: bytes) -> tuple[ReuseIndex, Background]:
    """Return what a process keeps between batches; ``manifest`` tells runs apart."""
    del manifest
    # The allocator of glibc takes arrays no larger than the largest that was ever freed from memory that it keeps:
    # without this every array of some hundred kilobytes would be mapped anew, page by page, and each page cleared.
    np.empty(_KEPT_BYTES, dtype=np.uint8)
    return open_index(index_path), Background.load(folder / "background.bin")


def run_here(task: BatchTask, batches: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Run the batches one after the other in this process."""
    return map(task, batches)


def run_in_processes(workers: int) -> Runner:
    """Return a runner that spreads the batches over processes of this machine."""
    return _InProcesses(workers)


class _InProcesses:
    """Processes of this machine, started when they are first needed or before."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._started: list[Future[None]] = []

    def start(self) -> None:
        """Let the processes begin to load."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"))
            self._started = [self._pool.submit(_settle_in) for _ in range(self.workers)]

    def __call__(self, task: BatchTask, batches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Run the batches, as a :data:`Runner`."""
        self.start()
        pool, self._pool = self._pool, None
        assert pool is not None
        with pool:
            yield from pool.map(task, batches)


def _settle_in() -> None:
    """Do nothing in a new process but have this module imported."""


def run_on_spark(context: SparkContext) -> Runner:
    """Return a runner that spreads the batches over a Spark context.

    The index and the folder of batches must be on storage that all executors reach.
    """

    def run(task: BatchTask, batches: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
        if not batches:
            return ()
        return context.parallelize(batches, len(batches)).map(task).collect()

    return run


def remove_run(folder: Path) -> None:
    """Remove the batches of a finished run."""
    shutil.rmtree(folder, ignore_errors=True)
