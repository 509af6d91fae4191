"""``reviewer audit``: many reports against each other."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from reviewer.audit.engine import open_engine
from reviewer.audit.run import AuditSettings, AuditSummary, run_audit
from reviewer.audit.settings import Loading
from reviewer.audit.tables import require_extra
from reviewer.checks.base import Severity
from reviewer.commands.review import FORMATS
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
    return _exit_status(summary, arguments.fail_on)


def _read_settings(arguments: argparse.Namespace) -> AuditSettings:
    formats = tuple(dict.fromkeys(part.strip() for part in arguments.format.split(",") if part.strip()))
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise ConfigError(f"不支持的格式“{'、'.join(unknown)}”；可选：{'、'.join(FORMATS)}")
    for path in (arguments.places, arguments.settings):
        if path is not None and not path.is_file():
            raise ConfigError(f"找不到文件 {path}；请检查路径")
    if arguments.jobs < 0:
        raise ConfigError(f"--jobs 应为 0 或正整数，现为 {arguments.jobs}")
    loading = Loading(
        corpora=tuple(arguments.corpus),
        use_shipped_corpus=not arguments.no_default_corpus,
        places=arguments.places,
        settings=arguments.settings,
        only=_split(arguments.only),
        without=_split(arguments.without),
    )
    return AuditSettings(tuple(arguments.folders), arguments.out, formats, loading)


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


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


def _exit_status(summary: AuditSummary, fail_on: str) -> int:
    if summary.failed:
        return 4
    if summary.unreadable:
        return 3
    if fail_on == "never":
        return 0
    depth = [severity.value for severity in Severity].index(fail_on) + 1
    return int(any(summary.counts[:depth]))
