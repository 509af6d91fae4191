"""The two steps that look at one report: reading it, and reviewing it among its neighbours.

Each is a picklable task that a process of this machine or an executor of Spark can call.
What happens to one report stays with it: a file that cannot be read and a bug that it
brings to light become a record with the reason, and the others go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from reviewer.audit.archive import ArchiveFile
from reviewer.audit.journal import Record
from reviewer.audit.reading import read_report
from reviewer.document.model import Document
from reviewer.errors import ConfigError, IngestError, ReviewerError
from reviewer.ingest.load import load
from reviewer.render import json_report
from reviewer.render.output import encode_review, write_atomic
from reviewer.reuse.background import Background
from reviewer.reuse.index import ReuseIndex, open_index
from reviewer.reuse.passage import Passage, Stretch
from reviewer.reuse.search import find_passages
from reviewer.review.loading import Loading, load_here
from reviewer.review.model import Review
from reviewer.review.prior import Prior
from reviewer.review.run import ReviewOptions, review_document

Status = Literal["done", "unreadable", "failed"]
_KEPT_DOCUMENTS = 4


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a task gives back.

    Args:
        key: Key of the item in its journal.
        status: ``unreadable`` for a fault of the file, ``failed`` for one of ours.
        reason: Why it is not ``done``, in Chinese; empty otherwise.
        record: What is kept of the report.
    """

    key: str
    status: Status
    reason: str
    record: Record

    @property
    def is_lasting(self) -> bool:
        """Whether the same bytes would give the same again, so that it is kept."""
        return self.status != "failed"


@dataclass(frozen=True, slots=True)
class ReadItem:
    """A report to read."""

    key: str
    file: ArchiveFile


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A report to review.

    Args:
        key: Key of the review in its journal.
        file: The report.
        sources: Ids of the reports of the archive that it may have copied from.
        copiers: Ids of those that copied from it.
        prior: The issuer's report of the year before; None if the archive has none.
        stretches: What it copied, or may have copied, within the archive.
    """

    key: str
    file: ArchiveFile
    sources: tuple[str, ...] = ()
    copiers: tuple[str, ...] = ()
    prior: ArchiveFile | None = None
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Reads reports."""

    loading: Loading

    def __call__(self, item: ReadItem) -> StepResult:
        """Return whose report it is, its matching form and its totals."""
        resources, _ = load_here(self.loading)
        try:
            record = read_report(_load(item.file), resources)
        except Exception as error:  # one of the edges: a report must not stop the others
            return _failure(item.key, error)
        return StepResult(item.key, "done", "", record)


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """Reviews reports and writes their reviews.

    Args:
        loading: What a process loads.
        index: Index of the archive.
        background: How common wordings are; written by the comparison of the archive.
        reviews: Folder that reviews are written to.
        formats: Formats that are written.
    """

    loading: Loading
    index: Path
    background: Path
    reviews: Path
    formats: tuple[str, ...]

    def __call__(self, item: ReviewItem) -> StepResult:
        """Return the findings and counts of a report; its review is on disk before."""
        resources, plan = load_here(self.loading)
        try:
            index, background = _opened(self.index, self.background)
            passages = self._find_copies(item, index, background)
            prior = _find_prior(item, index)
            options = ReviewOptions(prior=prior, passages=passages)
            review = review_document(_load(item.file), resources=resources, plan=plan, options=options)
            contents = {name: encode_review(review, name, item.file.path) for name in self.formats}
        except Exception as error:
            return _failure(item.key, error)
        try:
            for name, content in contents.items():
                write_atomic(self.reviews / f"{item.file.name}.{name}", content)
        except OSError as error:
            raise ConfigError(f"写不进 {self.reviews}（{error.strerror}）；请换一个 --out 文件夹") from error
        files = {f"{item.file.name}.{name}": digest_of(content) for name, content in contents.items()}
        return StepResult(item.key, "done", "", {**_record(review, passages), "files": files})

    def _find_copies(self, item: ReviewItem, index: ReuseIndex, background: Background) -> tuple[Passage, ...]:
        """Return what the report copied within the archive; each stretch once, with the best source."""
        number = index.find_report(item.file.id)
        if not item.sources or number is None:
            return ()
        ref, names = index.report(number)
        form = index.form(number)
        found = find_passages(
            form, index, ref=ref, own_names=names, background=background, exclude=item.copiers, stretches=item.stretches
        )
        return tuple(passage for passage in found if passage.report.id in item.sources)


def digest_of(content: bytes) -> str:
    """Return the digest by which a review on disk is known again."""
    return blake2b(content, digest_size=16).hexdigest()


def _failure(key: str, error: Exception) -> StepResult:
    if isinstance(error, IngestError):
        return StepResult(key, "unreadable", str(error), {})
    if isinstance(error, OSError):
        return StepResult(key, "failed", f"打不开文件（{error.strerror}）；请检查权限后重新运行", {})
    if isinstance(error, ReviewerError):
        return StepResult(key, "failed", str(error), {})
    return StepResult(key, "failed", f"程序内部出错（{type(error).__name__}），请反馈给开发者", {})


class FileChangedError(ReviewerError):
    """A file is not what it was when the audit began."""


@lru_cache(maxsize=_KEPT_DOCUMENTS)
def _load(file: ArchiveFile) -> Document:
    """Read a report; a report and that of the year before are often asked for one after the other."""
    document = load(file.path)
    if document.source.sha256 != file.sha256:
        raise FileChangedError("文件在审查过程中被改动；请重新运行")
    return document


@lru_cache(maxsize=1)
def _opened(index: Path, background: Path) -> tuple[ReuseIndex, Background]:
    return open_index(index), Background.load(background)


def _find_prior(item: ReviewItem, index: ReuseIndex) -> Prior | None:
    if item.prior is None:
        return None
    number = index.find_report(item.prior.id)
    if number is None:
        return None
    return Prior(_load(item.prior), index.form(number), item.prior.id)


def _record(review: Review, archive_passages: tuple[Passage, ...]) -> Record:
    """Return what the tables of an audit need of a review."""
    fields = json_report.build(review)
    within = {id(passage) for passage in archive_passages}
    outside = [id(passage) not in within for passage in review.passages]
    return {
        "summary": fields["summary"],
        "findings": fields["findings"],
        "copied": [passage for passage, other in zip(fields["passages"], outside, strict=True) if other],
        "failed": [outcome["check"] for outcome in fields["outcomes"] if outcome["status"] == "failed"],
        "notes": fields["notes"],
    }
