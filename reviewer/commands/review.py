"""``reviewer review``: one review for each report."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from reviewer.checks.base import Severity
from reviewer.commands.options import exit_status, read_formats, read_loading, require_files
from reviewer.errors import ConfigError, IngestError, ReviewerError
from reviewer.identity.read import Overrides
from reviewer.knowledge.regulations import Profile
from reviewer.render.output import encode_review, write_review
from reviewer.review.inputs import Input, find_inputs
from reviewer.review.loading import Loading, load_here
from reviewer.review.model import Review
from reviewer.review.plan import CheckPlan
from reviewer.review.resources import Resources
from reviewer.review.run import ReviewOptions, review_file

_PROFILES = get_args(Profile)
_MANY = 12  # below this a second process costs more than it saves


@dataclass(frozen=True, slots=True)
class Job:
    """What each worker needs to know; it travels between processes."""

    formats: tuple[str, ...]
    out: Path
    loading: Loading
    overrides: Overrides
    prior: Path | None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one report."""

    name: str
    counts: tuple[int, int, int] = (0, 0, 0)
    failed_checks: int = 0
    unreadable: str | None = None


def run(arguments: argparse.Namespace) -> int:
    """Review the reports that the arguments name and return the exit status."""
    job = _read_job(arguments)
    inputs = find_inputs(arguments.paths)
    for name, reason in inputs.refused:
        print(f"{name}：{reason}", file=sys.stderr)
    if arguments.stdout:
        return _print_one(inputs.reports, job, arguments)
    if job.prior is not None and len(inputs.reports) > 1:
        raise ConfigError(f"--prior 是一个机关上一年度的报告，只能与一份报告同用，现有{len(inputs.reports)}份")
    results = list(_run_all(inputs.reports, job, arguments.jobs)) if inputs.reports else []
    unread = len(inputs.refused) + sum(result.unreadable is not None for result in results)
    if len(results) > 1:
        errors, warnings, hints = (sum(result.counts[i] for result in results) for i in range(3))
        unread_part = f"；{unread}份（处）未能读取" if unread else ""
        read = len(results) - sum(result.unreadable is not None for result in results)
        print(
            f"共审查{read}份，必须改正{errors}处、需要核对{warnings}处、提示{hints}处{unread_part}。结果在 {job.out}",
            file=sys.stderr,
        )
    return _status(results, arguments.fail_on, has_unread=unread > 0)


def _status(results: Sequence[Result], fail_on: str, *, has_unread: bool) -> int:
    counts = [sum(result.counts[depth] for result in results) for depth in range(len(Severity))]
    has_failed = any(result.failed_checks for result in results)
    return exit_status(counts, fail_on, has_failed=has_failed, has_unread=has_unread)


def _read_job(arguments: argparse.Namespace) -> Job:
    formats = read_formats(arguments.format)
    if arguments.profile and arguments.profile not in _PROFILES:
        raise ConfigError(f"没有格式代号“{arguments.profile}”；可选：{'、'.join(_PROFILES)}")
    if arguments.stdout and len(formats) != 1:
        raise ConfigError("--stdout 只能与一种 --format 同用")
    require_files(arguments.prior, arguments.places, arguments.settings)
    return Job(
        formats=formats,
        out=arguments.out,
        loading=read_loading(arguments),
        overrides=Overrides(arguments.issuer, arguments.year, arguments.profile),
        prior=arguments.prior,
    )


def _review(path: Path, job: Job, resources: Resources, plan: CheckPlan) -> Review:
    return review_file(path, resources=resources, plan=plan, options=ReviewOptions(job.overrides, job.prior))


def _print_one(reports: Sequence[Input], job: Job, arguments: argparse.Namespace) -> int:
    if len(reports) != 1:
        raise ConfigError(f"--stdout 需要恰好一份报告，现有{len(reports)}份")
    resources, plan = load_here(job.loading)
    try:
        review = _review(reports[0].path, job, resources, plan)
    except IngestError as error:
        print(f"{reports[0].path}：{error}", file=sys.stderr)
        return 3
    content = encode_review(review, job.formats[0], reports[0].path)
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
    return _status([_result(reports[0], review)], arguments.fail_on, has_unread=False)


def _run_all(reports: Sequence[Input], job: Job, jobs: int) -> Iterator[Result]:
    workers = min(jobs or os.cpu_count() or 1, max(1, len(reports) // (_MANY // 2)))
    is_many = len(reports) > 1
    if workers == 1 or len(reports) < _MANY:
        resources, plan = load_here(job.loading)
        for name, reason in resources.unreadable:
            print(f"语料 {name}：{reason}", file=sys.stderr)
        for number, report in enumerate(reports, start=1):
            result = _review_one(report, job, resources, plan)
            _show(result, number, len(reports), is_many=is_many)
            yield result
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  (for many reports only)
    from multiprocessing import get_context  # noqa: PLC0415

    load_here(job.loading)  # say what is missing once, before the workers start
    load_here.cache_clear()  # each of them holds its own
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start_worker, initargs=(job,)) as pool:
        for number, result in enumerate(pool.map(_work, reports, chunksize=4), start=1):
            _show(result, number, len(reports), is_many=True)
            yield result


class _Worker:
    """What a worker process keeps between reports."""

    job: Job


def _start_worker(job: Job) -> None:
    _Worker.job = job
    load_here(job.loading)


def _work(report: Input) -> Result:
    return _review_one(report, _Worker.job, *load_here(_Worker.job.loading))


def _review_one(report: Input, job: Job, resources: Resources, plan: CheckPlan) -> Result:
    try:
        review = _review(report.path, job, resources, plan)
        for name in job.formats:
            write_review(review, name, report, job.out)
    except IngestError as error:
        return Result(str(report.path), unreadable=str(error))
    except OSError as error:
        raise ConfigError(f"写不进 {job.out}（{error.strerror}）；请换一个 --out 文件夹") from error
    except ReviewerError as error:
        return Result(str(report.path), failed_checks=1, unreadable=str(error))
    return _result(report, review)


def _result(report: Input, review: Review) -> Result:
    counts = (review.count(Severity.ERROR), review.count(Severity.WARNING), review.count(Severity.HINT))
    failed = sum(outcome.status == "failed" for outcome in review.outcomes)
    return Result(str(report.path), counts, failed)


def _show(result: Result, number: int, total: int, *, is_many: bool) -> None:
    where = f"[{number}/{total}] " if is_many else ""
    if result.unreadable is not None:
        print(f"{where}{result.name}：{result.unreadable}", file=sys.stderr)
        return
    errors, warnings, hints = result.counts
    failed = f"，{result.failed_checks}个检查项出错" if result.failed_checks else ""
    print(f"{where}{result.name}：必须改正{errors}处，需要核对{warnings}处，提示{hints}处{failed}", file=sys.stderr)
