"""The walk of an audit: read all, compare all, review each, write the tables and the page.

Every step keeps what it has done below ``.audit`` in the output folder and takes it up
again when the audit is called anew, after a kill as after a change of the archive. The
outputs depend on the archive, the settings and the corpora alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from reviewer.audit.archive import REVIEWS, Archive, ArchiveFile, read_archive
from reviewer.audit.compare import Comparison, Known, compare_archive, find_priors, sources_of, stretches_of
from reviewer.audit.dashboard import build_dashboard
from reviewer.audit.engine import Crashed, Engine
from reviewer.audit.journal import Journal, Record
from reviewer.audit.levels import check_levels
from reviewer.audit.outputs import Results
from reviewer.audit.page import render
from reviewer.audit.reading import to_reading
from reviewer.audit.settings import combine, folder_digest, reading_digest, review_digest
from reviewer.audit.tables import TableWriter, require_extra
from reviewer.audit.tasks import ReadItem, ReadTask, ReviewItem, ReviewTask, StepResult, digest_of
from reviewer.checks.reuse.copied_passage import CopiedPassage
from reviewer.errors import ConfigError
from reviewer.regex import Regex
from reviewer.render.output import write_atomic
from reviewer.reuse.index import HEADER, build_index
from reviewer.reuse.segment import IndexedReport
from reviewer.review.loading import Loading, load_here
from reviewer.review.resources import is_report_folder
from reviewer.review.reuse import read_reports

STATE = ".audit"
_CRASH = "处理时进程意外退出，可能是文件异常或内存不足"
_HALF_WRITTEN = Regex(r"\..+\.(?:(?:html|json|docx)\.[a-z0-9_]{8}|part)")  # names of render.output and tables
_REASON = "reason"  # of a record: why the file could not be read

Progress = Callable[[str, int, int], None]
Refusal = tuple[str, str]


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def file(self) -> ArchiveFile: ...


Item = TypeVar("Item", bound=_Keyed)


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """What an audit is asked for.

    Args:
        folders: The archive.
        out: Where everything is written.
        formats: Formats of the reviews: html, json, docx.
        loading: Corpora, places, parameters.
    """

    folders: tuple[Path, ...]
    out: Path
    formats: tuple[str, ...] = ("html",)
    loading: Loading = Loading()


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """What became of an audit.

    Args:
        reviewed: Reports with a review.
        counts: Errors, warnings and hints.
        unreadable: Files that could not be read, with the reason.
        failed: Reports with a crash of ours, with the reason.
        families: Texts that several reports have.
    """

    reviewed: int
    counts: tuple[int, int, int]
    unreadable: tuple[tuple[str, str], ...]
    failed: tuple[tuple[str, str], ...]
    families: int


def run_audit(settings: AuditSettings, engine: Engine, *, progress: Progress | None = None) -> AuditSummary:
    """Audit an archive; what an earlier run on the same output folder has done is taken up.

    Args:
        settings: What is asked for.
        engine: Who works.
        progress: Called with the step's name, reports done and reports in all.

    Raises:
        ConfigError: A folder is missing, the output folder cannot be written or is in use.
        ResourceError: A corpus, a model or an extra is missing.
    """
    require_extra()
    archive = read_archive(settings.folders, out=settings.out)
    state = settings.out.absolute() / STATE
    with _only_one(state), Journal(state / "readings.jsonl") as readings, Journal(state / "reviews.jsonl") as reviews:
        _sweep(settings.out)
        work = _Work(engine, progress or (lambda _step, _done, _total: None), {})
        work.refused.update((name, ("unreadable", reason)) for name, reason in archive.unreadable)
        loading, corpora = _prepare_corpora(settings.loading, state)
        resources, plan = load_here(loading)
        copying = next((check for check in plan.checks if isinstance(check, CopiedPassage)), CopiedPassage())
        known = _read_all(archive, ReadTask(loading), readings, work)
        comparison = compare_archive(
            tuple(known.values()),
            readings,
            state,
            engine=engine,
            background=resources.background,
            counts=lambda pair: copying.counts(pair.kind, pair.similarity, pair.end - pair.start),
            progress=lambda done, total: work.tell("比对", done, total),
        )
        priors = find_priors(tuple(known.values()))
        folder = settings.out.absolute() / REVIEWS
        task = ReviewTask(loading, comparison.index_path, comparison.background, folder, settings.formats)
        items = _review_items(known, comparison, priors, review_digest(loading, settings.formats, corpora))
        _review_all(items, task, reviews, work)
        results = Results(
            archive=archive,
            known=known,
            comparison=comparison,
            priors=priors,
            levels=check_levels(tuple(known.values()), resources.knowledge.department_label),
            reviews=reviews,
            review_keys={item.file.id: item.key for item in items},
            refused=work.refused,
            formats=tuple(sorted(settings.formats, key=lambda name: name != "html")),
        )
        return _write(results, settings.out, work.tell)


@dataclass(frozen=True, slots=True)
class _Work:
    """Who works, who is told, and what was refused on the way."""

    engine: Engine
    tell: Progress
    refused: dict[str, Refusal]

    def run(
        self,
        step: str,
        task: Callable[[Item], StepResult],
        items: Sequence[Item],
        journal: Journal,
        *,
        again: Set[str] = frozenset(),
    ) -> None:
        """Do what the journal does not hold yet; what fails now is refused, what cannot be read too."""
        waiting = [item for item in items if item.key not in journal or item.key in again]
        failures: dict[str, Refusal] = {}
        done = len(items) - len(waiting)
        self.tell(step, done, len(items))
        for result in self.engine.run(task, waiting):
            done += 1
            if isinstance(result, Crashed):
                failures[result.item.key] = ("failed", _CRASH)
            elif result.is_lasting:
                journal.append(result.key, _kept(result))
            else:
                failures[result.key] = (result.status, result.reason)
            self.tell(step, done, len(items))
        for item in items:
            if item.key in failures:
                self.refused[item.file.id] = failures[item.key]
            elif _REASON in (record := journal[item.key]):
                self.refused[item.file.id] = ("unreadable", record[_REASON])


def _kept(result: StepResult) -> Record:
    return result.record if result.status == "done" else {_REASON: result.reason}


def _read_all(archive: Archive, task: ReadTask, readings: Journal, work: _Work) -> dict[str, Known]:
    digest = reading_digest(task.loading)
    items = [ReadItem(combine(file.sha256, file.path.name, digest), file) for file in archive.files]
    work.run("读取", task, items, readings)
    read = [item for item in items if item.file.id not in work.refused]
    return {item.file.id: Known(item.file, item.key, to_reading(readings[item.key])) for item in read}


def _review_items(
    known: Mapping[str, Known], comparison: Comparison, priors: Mapping[str, Known], digest: str
) -> list[ReviewItem]:
    """Return what is to be reviewed; a key covers all that the review depends on.

    Reports of one issuer follow each other, so that a worker has just read the report of the year before.
    """
    neighbours, stretches = sources_of(comparison.pairs), stretches_of(comparison.pairs)
    items: list[ReviewItem] = []
    for report_id, one in sorted(known.items(), key=lambda item: (item[1].reading.issuer, item[1].age)):
        sources, copiers = neighbours.get(report_id, ((), ()))
        prior = priors.get(report_id)
        copied = stretches.get(report_id, ())
        among = [comparison.index_path.name, sources, copiers, list(map(astuple, copied))] if sources else []
        key = combine(
            report_id, one.file.name, one.key, digest, among, [prior.file.id, prior.key] if prior is not None else []
        )
        items.append(ReviewItem(key, one.file, sources, copiers, prior.file if prior is not None else None, copied))
    return items


def _review_all(items: Sequence[ReviewItem], task: ReviewTask, reviews: Journal, work: _Work) -> None:
    stale = {item.key for item in items if item.key in reviews and not _is_written(reviews[item.key], task.reviews)}
    work.run("审查", task, items, reviews, again=stale)
    done = [item.file.name for item in items if item.file.id not in work.refused]
    _remove_stale(reviews, task.reviews, {f"{name}.{ending}" for name in done for ending in task.formats})


def _is_written(record: Record, reviews: Path) -> bool:
    """Tell whether a review is on disk as it was written."""
    for name, digest in record.get("files", {}).items():
        path = reviews / name
        if not path.is_file() or digest_of(path.read_bytes()) != digest:
            return False
    return True


def _remove_stale(reviews: Journal, folder: Path, expected: Set[str]) -> None:
    """Remove reviews that an earlier run wrote of reports that are gone; nothing else is touched."""
    written = {name for key in reviews.keys() for name in reviews[key].get("files", {})}  # noqa: SIM118 - no mapping
    for name in sorted(written - expected):
        (folder / name).unlink(missing_ok=True)


def _prepare_corpora(loading: Loading, state: Path) -> tuple[Loading, tuple[str, ...]]:
    """Return what workers load and the corpora's digests; folders of reports become indexes first, once for all."""
    places, settings = (path.absolute() if path else None for path in (loading.places, loading.settings))
    plain = replace(loading, corpora=(), places=places, settings=settings)
    paths: list[Path] = []
    digests: list[str] = []
    for path in loading.corpora:
        if not path.exists():
            raise ConfigError(f"找不到语料 {path}；请检查 --corpus")
        digest = combine(path.absolute().name, folder_digest(path))
        index = path.absolute()
        if is_report_folder(path):
            digest = combine(digest, reading_digest(loading))
            index = state / "corpora" / digest[:16] / path.absolute().name
            if not (index / HEADER).is_file():
                resources, _ = load_here(plain)
                found = read_reports(path, resources.nlp, resources.knowledge)
                build_index((item for item in found if isinstance(item, IndexedReport)), index)
        paths.append(index)
        digests.append(digest)
    return replace(plain, corpora=tuple(paths)), tuple(digests)


def _sweep(out: Path) -> None:
    """Remove what a killed run left half written."""
    for folder in (out, out / REVIEWS):
        for path in sorted(folder.rglob(".*") if folder is not out else folder.glob(".*")):
            if _HALF_WRITTEN.fullmatch(path.name):
                path.unlink(missing_ok=True)


@contextmanager
def _only_one(state: Path) -> Iterator[None]:
    """Keep a second audit from the same output folder; a killed one lets go by itself."""
    try:
        state.mkdir(parents=True, exist_ok=True)
        lock = (state / "lock").open("w")
    except OSError as error:
        raise ConfigError(f"写不进 {state.parent}（{error.strerror}）；请换一个 --out 文件夹") from error
    with lock:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise ConfigError(f"另一个 reviewer audit 正在写 {state.parent}；请等它结束，或换一个 --out") from error
        yield


def _write(results: Results, out: Path, tell: Progress) -> AuditSummary:
    tell("汇总", 0, 1)
    reports = list(results.report_rows())
    families = list(results.families())
    with TableWriter(out) as tables:
        tables.add(reports)
        tables.add(results.finding_rows())
        tables.add(results.passage_rows())
        tables.add(row for members in families for row in members)
    page = render(build_dashboard(reports, results.totals, families, results.levels))
    write_atomic(out / "index.html", page.encode("utf-8", "replace"))
    tell("汇总", 1, 1)
    done = [row for row in reports if row.status == "reviewed"]
    failed = [(row.id, row.reason or "") for row in reports if row.status == "failed"]
    failed += [(row.id, f"检查项出错：{row.failed_checks}") for row in done if row.failed_checks]
    return AuditSummary(
        reviewed=len(done),
        counts=(
            sum(row.errors or 0 for row in done),
            sum(row.warnings or 0 for row in done),
            sum(row.hints or 0 for row in done),
        ),
        unreadable=tuple((row.id, row.reason or "") for row in reports if row.status == "unreadable"),
        failed=tuple(failed),
        families=len(families),
    )
