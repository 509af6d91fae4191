"""Who carries out the steps of an audit: processes of this machine, or Apache Spark.

A step is a picklable task and a list of items. The tasks are the same for both engines and
each result depends on its item alone, so that the engine cannot change what comes out.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import Any, Protocol, TypeVar

import reviewer
from reviewer.errors import ConfigError, MissingResource, ReviewerError
from reviewer.reuse.all_pairs import BatchTask, Runner

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Fewer items than this are done here: a second process costs more than it saves.
_FEW = 12
#: Items that wait in front of each worker; what is read ahead is bounded by this.
_AHEAD = 3
_WAVE = 64  # items a core that are handed to Spark at once; what is lost when a run is stopped
_HOPELESS = 3  # so many single items in a row that fail mean that nothing will succeed


@dataclass(frozen=True, slots=True)
class Crashed:
    """An item whose worker died of it, of a bug in a library or for want of memory."""

    item: Any


class Engine(Protocol):
    """Carries out tasks."""

    def run(
        self, task: Callable[[Item], Result], items: Sequence[Item], *, few: int = _FEW
    ) -> Iterator[Result | Crashed]:
        """Yield the result of every item, in any order.

        Args:
            task: Picklable; it raises for a bug of ours only.
            items: What it is called with, one after the other.
            few: Fewer items than this may be done in the calling process.
        """

    def close(self) -> None:
        """Let go of the workers."""


class EmbeddedEngine:
    """Processes of this machine."""

    def __init__(self, jobs: int = 0) -> None:
        self.jobs = jobs or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def run(
        self, task: Callable[[Item], Result], items: Sequence[Item], *, few: int = _FEW
    ) -> Iterator[Result | Crashed]:
        """Yield the result of every item as it is done; an item that kills its worker costs nobody else."""
        if len(items) < few:
            yield from map(task, items)
            return
        waiting = iter(items)
        running: dict[Future[Result], Item] = {}
        while True:
            for item in waiting:
                running[self._submit(task, item)] = item
                if len(running) >= self.jobs * (_AHEAD + 1):
                    break
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
                suspects = list(running.values())
                running.clear()
                yield from self._one_by_one(task, suspects)
                continue
            for future in done:
                del running[future]
                yield future.result()

    def close(self) -> None:
        """End the worker processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _submit(self, task: Callable[[Item], Result], item: Item) -> Future[Result]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.jobs, get_context("spawn"), initializer=_end_with_parent)
        try:
            return self._pool.submit(task, item)
        except BrokenProcessPool as error:
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken

    def _one_by_one(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result | Crashed]:
        """Find the item that kills its worker: each runs alone in a pool that still lives."""
        self.close()
        for item in items:
            try:
                yield self._submit(task, item).result()
            except BrokenProcessPool:
                self.close()
                yield Crashed(item)


class SparkEngine:
    """Apache Spark: local mode, or the cluster that ``master`` names."""

    def __init__(self, master: str | None = None, jobs: int = 0) -> None:
        self._context = _open_spark(master, jobs)

    def run(
        self, task: Callable[[Item], Result], items: Sequence[Item], *, few: int = _FEW
    ) -> Iterator[Result | Crashed]:
        """Yield the result of every item, wave by wave, so that what is done is kept when the run is stopped."""
        del few
        parallel = int(self._context.defaultParallelism)
        size = parallel * _WAVE
        for first in range(0, len(items), size):
            wave = items[first : first + size]
            try:
                results = self._collect(task, wave, min(len(wave), parallel * 4))
            except Exception as error:  # whatever Spark wraps the loss of an executor in
                yield from self._one_by_one(task, wave, error)
            else:
                yield from results

    def close(self) -> None:
        """End the Spark application."""
        self._context.stop()

    def _collect(self, task: Callable[[Item], Result], items: Sequence[Item], parts: int) -> list[Result]:
        collected: list[Result] = self._context.parallelize(items, parts).map(task).collect()
        return collected

    def _one_by_one(
        self, task: Callable[[Item], Result], items: Sequence[Item], first_error: Exception
    ) -> Iterator[Result | Crashed]:
        failures = 0
        for number, item in enumerate(items):
            try:
                (result,) = self._collect(task, [item], 1)
            except Exception as error:
                failures += 1
                if failures == number + 1 == min(_HOPELESS, len(items)):
                    reason = str(first_error).strip().splitlines()[-1][:200] if str(first_error).strip() else ""
                    raise ReviewerError(f"Spark 任务无法运行：{reason}；请查看 Spark 日志") from error
                yield Crashed(item)
            else:
                yield result


def open_engine(name: str, *, jobs: int = 0, master: str | None = None) -> Engine:
    """Return the engine that a name stands for.

    Raises:
        ConfigError: There is no engine of this name.
        MissingResource: Spark or Java is not installed.
    """
    if name == "embedded":
        return EmbeddedEngine(jobs)
    if name == "spark":
        return SparkEngine(master, jobs)
    raise ConfigError(f"没有名为“{name}”的引擎；可选：embedded、spark")


def as_runner(engine: Engine) -> Runner:
    """Return the engine as a runner of the batches of an all-pairs comparison."""

    def run(task: BatchTask, batches: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
        for result in engine.run(task, batches, few=2):
            if isinstance(result, Crashed):
                raise ReviewerError("比对进程意外退出，可能是内存不足；请调小 --jobs 后重新运行，已完成的部分不会重做")
            yield result

    return run


def _end_with_parent() -> None:
    """Let a worker end when the process that started it is gone, killed or not, and leave Ctrl-C to that process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _open_spark(master: str | None, jobs: int) -> Any:  # noqa: ANN401 - pyspark need not be installed
    try:
        from pyspark import SparkConf, SparkContext  # noqa: PLC0415
    except ImportError as error:
        raise MissingResource(
            "没有安装 Spark 支持；请运行 pip install 'reviewer[spark]'，或改用 --engine embedded"
        ) from error
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise MissingResource("Spark 需要 Java 17 或更高版本，本机没有找到；请安装，或改用 --engine embedded")
    # Executors on this machine must import the same product as we do; on a cluster it is installed on each node.
    source = str(Path(reviewer.__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join([source, *(path for path in known if path and path != source)])
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setAppName("reviewer audit").set("spark.ui.showConsoleProgress", "false")
    conf.setIfMissing("spark.ui.enabled", "false")
    if master is not None or not conf.contains("spark.master"):
        conf.setMaster(master or f"local[{jobs or '*'}]")
    if str(conf.get("spark.master", "")).startswith("local"):
        conf.setIfMissing("spark.driver.host", "127.0.0.1").setIfMissing("spark.driver.bindAddress", "127.0.0.1")
    try:
        context = SparkContext.getOrCreate(conf)
    except Exception as error:  # Java's own words would mean nothing to the person at the screen
        raise MissingResource(f"Spark 未能启动（{type(error).__name__}）；请检查 Java 和 --spark-master") from error
    context.setLogLevel("ERROR")
    return context
