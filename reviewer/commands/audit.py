"""``reviewer audit``: many reports against each other."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from reviewer.audit.engine import open_engine
from reviewer.audit.run import AuditSettings, AuditSummary, run_audit
from reviewer.audit.tables import require_extra
from reviewer.commands.options import exit_status, read_formats, read_loading, require_files
from reviewer.errors import ConfigError

_EVERY_S = 2.0
_SHOWN = 20


class _Progress:
    """Lines on stderr: each step's begin and end, and now and then between."""

    def __init__(self) -> None:
        self._step = ""
        self._started = self._told = 0.0
        self._first = 0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step != self._step:
            self._step, self._started, self._first, self._told = step, now, done, 0.0
        if done < total and now - self._told < _EVERY_S:
            return
        self._told = now
        rest = ""
        if self._first < done < total and now - self._started > 2 * _EVERY_S:
            seconds = (now - self._started) / (done - self._first) * (total - done)
            rest = f"，约还需{seconds / 60:.0f}分钟" if seconds >= 90 else f"，约还需{seconds:.0f}秒"
        print(f"{step} {done}/{total}{rest}", file=sys.stderr, flush=True)


def run(arguments: argparse.Namespace) -> int:
    """Audit the archive that the arguments name and return the exit status."""
    settings = _read_settings(arguments)
    require_extra()
    engine = open_engine(arguments.engine, jobs=arguments.jobs, master=arguments.spark_master)
    try:
        summary = run_audit(settings, engine, progress=_Progress())
    except OSError as error:
        raise ConfigError(f"写不进 {settings.out}（{error.strerror}）；请换一个 --out 文件夹") from error
    finally:
        engine.close()
    _tell(summary, arguments)
    return exit_status(
        summary.counts, arguments.fail_on, has_failed=bool(summary.failed), has_unread=bool(summary.unreadable)
    )


def _read_settings(arguments: argparse.Namespace) -> AuditSettings:
    formats = read_formats(arguments.format)
    require_files(arguments.places, arguments.settings)
    if arguments.jobs < 0:
        raise ConfigError(f"--jobs 应为 0 或正整数，现为 {arguments.jobs}")
    return AuditSettings(tuple(arguments.folders), arguments.out, formats, read_loading(arguments))


def _tell(summary: AuditSummary, arguments: argparse.Namespace) -> None:
    for refused in (summary.unreadable, summary.failed):
        _list(refused)
    errors, warnings, hints = summary.counts
    unread = len(summary.unreadable)
    unread_part = f"；{unread}份（处）未能读取" if unread else ""
    print(
        f"共审查{summary.reviewed}份，必须改正{errors}处、需要核对{warnings}处、提示{hints}处；"
        f"雷同族{summary.families}个{unread_part}。总表在 {arguments.out / 'index.html'}",
        file=sys.stderr,
    )


def _list(refused: Sequence[tuple[str, str]]) -> None:
    for name, reason in refused[:_SHOWN]:
        print(f"{name}：{reason}", file=sys.stderr)
    if len(refused) > _SHOWN:
        print(f"另有{len(refused) - _SHOWN}份，见总表", file=sys.stderr)
