"""The index of a corpus of reports: on disk and mapped, or in memory for one run."""

from __future__ import annotations

import json
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reviewer.errors import MissingResource, StaleResource
from reviewer.reuse.distinct import distinct
from reviewer.reuse.files import file_crc, write_atomic
from reviewer.reuse.fingerprint import GRAM_LETTERS, WINDOW
from reviewer.reuse.masking import Codes, MatchingForm
from reviewer.reuse.passage import ReportRef
from reviewer.reuse.segment import (
    ARRAYS,
    BUCKETS,
    IndexedReport,
    Places,
    Segment,
    build_segment,
    name_hash,
    open_segment,
)
from reviewer.reuse.sentences import SentenceTable, build_table, gather_sentences

FORMAT = "reviewer-reuse-index"
VERSION = 1
HEADER = "header.json"
#: Letters of a corpus, in all, whose sentences are compared one by one with a draft's: about 700 reports.
_MOST_CODES = 1_000_000
#: Reports of a larger corpus that stand for all of it.
_SAMPLE = 200


@dataclass(frozen=True, eq=False)
class ReuseIndex:
    """Reports that a draft is compared with.

    Args:
        segments: The parts, oldest first.
        k: Letters in a gram.
        window: Of this many neighbouring grams at least one is stored.
        path: The folder it was opened from; None in memory.
    """

    segments: tuple[Segment, ...]
    k: int = GRAM_LETTERS
    window: int = WINDOW
    path: Path | None = None

    def __len__(self) -> int:
        return sum(len(segment) for segment in self.segments)

    @cached_property
    def first_report(self) -> npt.NDArray[np.int64]:
        """Number of the first report of each segment, and the total at the end."""
        return np.concatenate(([0], np.cumsum([len(segment) for segment in self.segments]))).astype(np.int64)

    @cached_property
    def bodies(self) -> int:
        """Number of different issuers."""
        return len(distinct(self.issuer_hash))

    @cached_property
    def issuer_hash(self) -> npt.NDArray[np.uint64]:
        """Hash of each report's issuer, or of its id where the issuer is unknown."""
        return self._joined("issuer_hash")

    @cached_property
    def id_hash(self) -> npt.NDArray[np.uint64]:
        """Hash of each report's id."""
        return self._joined("id_hash")

    @cached_property
    def year(self) -> npt.NDArray[np.int16]:
        """Report year of each report; 0 if unknown."""
        return self._joined("year")

    @cached_property
    def sentences(self) -> SentenceTable | None:
        """The sentences of a corpus small enough to hold every one beside a draft; None for a larger one."""
        if sum(len(segment.arrays["codes"]) for segment in self.segments) > _MOST_CODES:
            return None
        return build_table(gather_sentences(map(self.form, range(len(self)))))

    def sentences_of(self, reports: Callable[[], frozenset[int]]) -> tuple[SentenceTable, ...]:
        """Return the sentences of a small corpus, or of a large one those of a sample and of some reports."""
        if self.sentences is not None:
            return (self.sentences,)
        sample, sampled = self._sample
        rest = sorted(reports() - sampled)
        return sample, build_table(gather_sentences(map(self.form, rest), rest), like=sample)

    @cached_property
    def _sample(self) -> tuple[SentenceTable, frozenset[int]]:
        """The sentences of reports spread evenly over the corpus, and their numbers."""
        numbers = sorted({number * len(self) // _SAMPLE for number in range(_SAMPLE)})
        return build_table(gather_sentences(map(self.form, numbers), numbers)), frozenset(numbers)

    def _joined(self, name: str) -> npt.NDArray[Any]:
        parts = [segment.arrays[name] for segment in self.segments]
        return np.concatenate(parts) if len(parts) != 1 else parts[0]

    def find_places(self, hashes: npt.NDArray[np.uint64], max_bodies: int, below: int | None = None) -> Places:
        """Return the places of every gram that at most ``max_bodies`` bodies use.

        Those in reports numbered ``below`` and more are not wanted, and may be left out.
        """
        if len(self.segments) == 1:
            return self.segments[0].find_places(hashes, max_bodies, below)
        found = [segment.find_places(hashes, max_bodies) for segment in self.segments]
        query = np.concatenate([places.query for places in found])
        report = np.concatenate([p.report + first for p, first in zip(found, self.first_report[:-1], strict=True)])
        # A body may have reports in several parts, so that its grams are counted anew.
        issuer = self.issuer_hash[report] & np.uint64(0xFFFFFFFF)
        pairs = distinct((query.astype(np.uint64) << np.uint64(32)) | issuer) >> np.uint64(32)
        bodies = np.bincount(pairs.astype(np.int64), minlength=len(hashes))
        common = np.logical_or.reduce([places.common for places in found]) | (bodies > max_bodies)
        kept = ~common[query]
        position = np.concatenate([places.position for places in found])
        return Places(query[kept], report[kept], position[kept], common, bodies)

    def form(self, report: int) -> MatchingForm:
        """Return the matching form of report number ``report``."""
        segment, number = self._locate(report)
        return segment.form(number)

    def codes(self, report: int) -> Codes:
        """Return the codes of report number ``report``."""
        segment, number = self._locate(report)
        return segment.codes(number)

    def masked(self, report: int) -> str:
        """Return the codes of report number ``report`` as a string, without its text."""
        segment, number = self._locate(report)
        return segment.masked(number)

    def report(self, report: int) -> tuple[ReportRef, tuple[str, ...]]:
        """Return the reference of report number ``report`` and its issuer's own names."""
        segment, number = self._locate(report)
        return segment.report(number)

    def reports(self) -> Iterator[IndexedReport]:
        """Yield every report as it was put in."""
        for segment in self.segments:
            yield from segment.reports()

    def find_report(self, report_id: str) -> int | None:
        """Return the number of the report with this id; None if there is none."""
        return next(
            (
                number
                for number in np.flatnonzero(self.id_hash == np.uint64(name_hash(report_id))).tolist()
                if self.report(number)[0].id == report_id
            ),
            None,
        )

    def _locate(self, report: int) -> tuple[Segment, int]:
        if len(self.segments) == 1 and 0 <= report < len(self.segments[0]):
            return self.segments[0], report
        number = int(np.searchsorted(self.first_report, report, side="right")) - 1
        if not 0 <= number < len(self.segments):
            raise StaleResource(_refusal("索引内容已损坏", self.path))
        return self.segments[number], report - int(self.first_report[number])


def build_memory_index(reports: Iterable[IndexedReport], *, k: int = GRAM_LETTERS, window: int = WINDOW) -> ReuseIndex:
    """Return an index of ``reports`` held in memory."""
    return ReuseIndex((build_segment(reports, k=k, window=window),), k, window)


def build_index(
    reports: Iterable[IndexedReport], path: Path, *, k: int = GRAM_LETTERS, window: int = WINDOW
) -> ReuseIndex:
    """Write an index of ``reports`` as the folder ``path`` and open it.

    The folder appears when it is complete; an index that was there is replaced.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not (path / HEADER).exists() and any(path.iterdir()):
        raise StaleResource(f"{path} 已存在且不是语料索引；请换一个 -o 路径")
    scratch = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    try:
        (scratch / "part-0000").mkdir()
        build_segment(reports, k=k, window=window, folder=scratch / "part-0000")
        _write_header(scratch, [_describe(scratch, "part-0000")], k, window)
        scratch.chmod(0o755)
        if path.exists():
            shutil.rmtree(path)
        scratch.replace(path)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return open_index(path)


def append_index(reports: Iterable[IndexedReport], path: Path) -> ReuseIndex:
    """Add ``reports`` to the index in ``path`` as a new part; what is there is not rewritten."""
    header = _read_header(path)
    parts: list[dict[str, Any]] = header["parts"]
    name = f"part-{len(parts):04d}"
    shutil.rmtree(path / name, ignore_errors=True)  # left by a run that was stopped
    (path / name).mkdir()
    build_segment(reports, k=header["k"], window=header["window"], folder=path / name)
    _write_header(path, [*parts, _describe(path, name)], header["k"], header["window"])
    return open_index(path)


def open_index(path: Path) -> ReuseIndex:
    """Open an index; its files are mapped, not read.

    Raises:
        MissingResource: There is no index at ``path``.
        StaleResource: It is damaged or of another version. Sizes are checked here,
            every byte by :func:`verify_index`.
    """
    header = _read_header(path)
    segments = []
    for part in header["parts"]:
        folder = path / part["name"]
        for name, size in part["bytes"].items():
            file = folder / name
            if not file.is_file() or file.stat().st_size != size:
                raise StaleResource(_refusal(f"索引文件缺失或长度不符（{part['name']}/{name}）", path))
        segment = open_segment(folder)
        try:
            segment.check()
        except (StaleResource, IndexError) as error:
            raise StaleResource(_refusal("索引各部分长度不一致", path)) from error
        segments.append(segment)
    return ReuseIndex(tuple(segments), header["k"], header["window"], path)


def verify_index(path: Path) -> ReuseIndex:
    """Read every byte of the index against its checksums and open it.

    Raises:
        StaleResource: A file is damaged; the message names it.
    """
    header = _read_header(path)
    for part in header["parts"]:
        for name, crc in part["crc32"].items():
            file = path / part["name"] / name
            if not file.is_file() or file_crc(file) != crc:
                raise StaleResource(_refusal(f"索引文件已损坏（{part['name']}/{name}）", path))
    return open_index(path)


def _describe(path: Path, name: str) -> dict[str, Any]:
    folder = path / name
    return {
        "name": name,
        "bytes": {file: (folder / file).stat().st_size for file in (*ARRAYS, BUCKETS)},
        "crc32": {file: file_crc(folder / file) for file in (*ARRAYS, BUCKETS)},
    }


def _write_header(path: Path, parts: list[dict[str, Any]], k: int, window: int) -> None:
    body = json.dumps({"k": k, "window": window, "parts": parts}, sort_keys=True)
    header = {"format": FORMAT, "version": VERSION, "body": body, "crc32": zlib.crc32(body.encode())}
    write_atomic(path / HEADER, json.dumps(header).encode())


def _read_header(path: Path) -> dict[str, Any]:
    try:
        header = json.loads((path / HEADER).read_bytes())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingResource(f"找不到语料索引：{path}；请用 reviewer corpus build FOLDER -o {path} 生成") from error
    except ValueError as error:
        raise StaleResource(_refusal("索引头部已损坏", path)) from error
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise StaleResource(_refusal("不是语料索引", path))
    if header.get("version") != VERSION:
        raise StaleResource(_refusal(f"索引版本为 {header.get('version')}，本程序需要 {VERSION}", path))
    body = header.get("body")
    if not isinstance(body, str) or zlib.crc32(body.encode()) != header.get("crc32"):
        raise StaleResource(_refusal("索引头部已损坏", path))
    loaded: dict[str, Any] = json.loads(body)
    return loaded


def _refusal(reason: str, path: Path | None) -> str:
    where = path if path is not None else "内存"
    return f"{reason}：{where}；请用 reviewer corpus build FOLDER -o {where} 重新生成"
