"""One part of an index: sorted grams with their places, and the forms and texts they came from."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from reviewer.errors import StaleResource
from reviewer.reuse.distinct import distinct, distinct_with_inverse
from reviewer.reuse.files import GrowingArray, map_array
from reviewer.reuse.fingerprint import Grams, find_grams, limit_repeats, winnow
from reviewer.reuse.lookup import bucket_starts, find_hashes
from reviewer.reuse.masking import Codes, MatchingForm
from reviewer.reuse.passage import ReportRef

#: Every array of a segment and its type. ``.bin`` files hold UTF-8.
ARRAYS: dict[str, str] = {
    "hashes": "<u8",
    "first_place": "<u4",
    "bodies": "<u2",
    "place_report": "<u4",
    "place_position": "<u4",
    "codes": "<u2",
    "starts": "<u4",
    "lengths": "<u2",
    "code_offset": "<i8",
    "texts": "u1",
    "text_offset": "<i8",
    "refs": "u1",
    "ref_offset": "<i8",
    "id_hash": "<u8",
    "issuer_hash": "<u8",
    "year": "<i2",
}
#: Where the hashes with the same leading bits begin. An index written without is searched by bisection.
BUCKETS = "buckets"
#: Buckets for each gram.
_SPREAD = 0.5
_FORMULA_BIT = 0x8000
_PARTITIONS = 32
#: Grams that wait in memory before they go to their partitions.
_WAITING = 600_000


@dataclass(frozen=True, slots=True, eq=False)
class IndexedReport:
    """A report as it goes into an index.

    Args:
        ref: How a reader finds it.
        form: Its matching form.
        own_names: Names that are the issuer's own (full, short, places, accounts); one of
            them left in a draft of another issuer tells on the copier.
    """

    ref: ReportRef
    form: MatchingForm
    own_names: tuple[str, ...] = ()


class Places(NamedTuple):
    """Where grams stand.

    Args:
        query: Number of the gram that was asked for, one for each place.
        report: Number of the report.
        position: Position in the report's form.
        common: Which of the grams asked for are official wording, used by too many bodies
            to be looked up; one for each gram asked for.
        bodies: In how many bodies each gram asked for stands; 0 for one that is not stored.
    """

    query: npt.NDArray[np.int64]
    report: npt.NDArray[np.int64]
    position: npt.NDArray[np.int64]
    common: npt.NDArray[np.bool_]
    bodies: npt.NDArray[np.int64]


def name_hash(name: str) -> int:
    """Return a 64-bit hash of a name, equal on every machine."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A part of an index; its arrays are mapped from files or held in memory."""

    arrays: dict[str, npt.NDArray[Any]]

    def __len__(self) -> int:
        return len(self.arrays["year"])

    def check(self) -> None:
        """Refuse arrays whose lengths contradict each other.

        Raises:
            StaleResource: They do.
        """
        a = self.arrays
        n = len(a["year"])
        whole = (
            len(a["first_place"]) == len(a["hashes"]) + 1
            and len(a["bodies"]) == len(a["hashes"])
            and len(a["place_report"]) == len(a["place_position"]) == int(a["first_place"][-1])
            and len(a["codes"]) == len(a["starts"]) == len(a["lengths"]) == int(a["code_offset"][-1])
            and len(a["texts"]) == int(a["text_offset"][-1])
            and len(a["refs"]) == int(a["ref_offset"][-1])
            and all(len(a[name]) == n + 1 for name in ("code_offset", "text_offset", "ref_offset"))
            and len(a["id_hash"]) == len(a["issuer_hash"]) == n
        )
        if BUCKETS in a:
            buckets = len(a[BUCKETS]) - 1
            whole = whole and buckets > 1 and not buckets & (buckets - 1) and int(a[BUCKETS][-1]) == len(a["hashes"])
        if not whole:
            raise StaleResource("索引各部分长度不一致")

    def find_places(self, hashes: npt.NDArray[np.uint64], max_bodies: int, below: int | None = None) -> Places:
        """Return the places of every gram that at most ``max_bodies`` bodies use.

        Args:
            hashes: Grams asked for, in any order.
            max_bodies: A gram of more bodies than this is official wording.
            below: Only places in reports with smaller numbers are wanted.
        """
        a = self.arrays
        if not len(a["hashes"]) or not len(hashes):
            nothing = np.zeros(0, dtype=np.int64)
            return Places(
                nothing, nothing, nothing, np.zeros(len(hashes), dtype=np.bool_), np.zeros_like(hashes, np.int64)
            )
        at = self._find(hashes)
        stored = at >= 0
        bodies = a["bodies"].take(at, mode="clip") * stored.astype(np.int64)
        common = bodies > max_bodies
        query = np.flatnonzero(stored & ~common)
        at = at[query]
        first = a["first_place"][at].astype(np.int64)
        count = a["first_place"][at + 1].astype(np.int64) - first
        ends = np.cumsum(count)
        total = int(ends[-1]) if len(ends) else 0
        where = np.arange(total) + np.repeat(first - (ends - count), count)
        if total and int(where.max()) >= len(a["place_report"]):
            raise StaleResource("索引内容已损坏")
        query, report = np.repeat(query, count), a["place_report"][where].astype(np.int64)
        if below is not None:
            kept = np.flatnonzero(report < below)
            query, report, where = query[kept], report[kept], where[kept]
        return Places(
            query,
            report,
            a["place_position"][where].astype(np.int64),
            common,
            bodies,
        )

    def _find(self, hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
        """Return the row of each gram; -1 for one that is not stored."""
        table = self.arrays["hashes"]
        if BUCKETS in self.arrays:
            return find_hashes(table, self.arrays[BUCKETS], hashes)
        at = np.minimum(np.searchsorted(table, hashes), len(table) - 1)
        return np.where(table[at] == hashes, at, -1)

    def masked(self, report: int) -> str:
        """Return the codes of a report as a string, without its text."""
        return self.codes(report).tobytes().decode("utf-16-le", "surrogatepass")

    def codes(self, report: int) -> Codes:
        """Return the codes of a report."""
        low, high = self.arrays["code_offset"][report : report + 2].tolist()
        codes: Codes = self.arrays["codes"][low:high]
        return codes

    def form(self, report: int) -> MatchingForm:
        """Return the matching form of a report; ``StaleResource`` if it does not fit its text."""
        a = self.arrays
        low, high = int(a["code_offset"][report]), int(a["code_offset"][report + 1])
        lengths = a["lengths"][low:high]
        starts = a["starts"][low:high].astype(np.int32)
        text = self._string("texts", "text_offset", report)
        ends = starts + (lengths & (_FORMULA_BIT - 1))
        if len(ends) and (int(ends[-1]) > len(text) or int(starts[0]) < 0):
            raise StaleResource("索引内容已损坏")
        return MatchingForm(
            text=text,
            codes=np.asarray(a["codes"][low:high], dtype=np.uint16),
            starts=starts,
            ends=ends,
            formula=lengths >= _FORMULA_BIT,
        )

    def report(self, report: int) -> tuple[ReportRef, tuple[str, ...]]:
        """Return a report's reference and its issuer's own names."""
        try:
            row = json.loads(self._string("refs", "ref_offset", report))
            return ReportRef(row["id"], row["title"], row["issuer"], row["year"]), tuple(row["own"])
        except (ValueError, KeyError, TypeError) as error:
            raise StaleResource("索引内容已损坏") from error

    def reports(self) -> Iterator[IndexedReport]:
        """Yield every report as it was put in."""
        for number in range(len(self)):
            ref, own_names = self.report(number)
            yield IndexedReport(ref, self.form(number), own_names)

    def _string(self, name: str, offsets: str, report: int) -> str:
        low, high = int(self.arrays[offsets][report]), int(self.arrays[offsets][report + 1])
        try:
            return self.arrays[name][low:high].tobytes().decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise StaleResource("索引内容已损坏") from error


def open_segment(folder: Path) -> Segment:
    """Map the files of a segment."""
    arrays = {name: map_array(folder / name, dtype) for name, dtype in ARRAYS.items()}
    if (folder / BUCKETS).is_file():
        arrays[BUCKETS] = map_array(folder / BUCKETS, "<u4")
    return Segment(arrays)


def build_segment(reports: Iterable[IndexedReport], *, k: int, window: int, folder: Path | None = None) -> Segment:
    """Return a segment of ``reports``: in files under ``folder``, or in memory without one.

    Grams go to partitions by their hash and are sorted partition by partition, so that
    memory stays at a few bytes a letter of the largest partition. O(n log n).
    """
    scratch = Path(tempfile.mkdtemp(prefix="grams-", dir=folder)) if folder else None
    try:
        return _Builder(folder, scratch, k, window).run(reports)
    finally:
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)


class _Builder:
    def __init__(self, folder: Path | None, scratch: Path | None, k: int, window: int) -> None:
        self.folder, self.k, self.window = folder, k, window
        self.out = {name: GrowingArray(dtype, folder / name if folder else None) for name, dtype in ARRAYS.items()}
        record = np.dtype([("hash", "<u8"), ("report", "<u4"), ("position", "<u4")])
        self.partitions = [
            GrowingArray(record, scratch / f"{number:02d}" if scratch else None) for number in range(_PARTITIONS)
        ]
        self.record = record
        self.offsets = {"code_offset": 0, "text_offset": 0, "ref_offset": 0}
        self.issuers: list[int] = []
        self._grams: list[npt.NDArray[Any]] = []
        self._grams_waiting = 0

    def run(self, reports: Iterable[IndexedReport]) -> Segment:
        for name in self.offsets:
            self.out[name].append(np.zeros(1, dtype=np.int64))
        for number, report in enumerate(reports):
            self._add(number, report)
        self._spill()
        self._sort()
        arrays = {name: array.finish() for name, array in self.out.items()}
        buckets = GrowingArray("<u4", self.folder / BUCKETS if self.folder else None)
        buckets.append(bucket_starts(arrays["hashes"], spread=_SPREAD))
        return Segment({**arrays, BUCKETS: buckets.finish()})

    def _add(self, number: int, report: IndexedReport) -> None:
        form, ref, out = report.form, report.ref, self.out
        lengths = np.minimum(form.ends - form.starts, _FORMULA_BIT - 1).astype(np.uint16)
        lengths[form.formula] |= _FORMULA_BIT
        out["codes"].append(form.codes)
        out["starts"].append(form.starts)
        out["lengths"].append(lengths)
        row = {
            "id": ref.id,
            "title": ref.title,
            "issuer": ref.issuer,
            "year": ref.report_year,
            "own": list(report.own_names),
        }
        for name, offset, content in (
            ("texts", "text_offset", form.text.encode("utf-8", "surrogatepass")),
            ("refs", "ref_offset", json.dumps(row, ensure_ascii=True).encode()),
        ):
            out[name].append(content)
            self._advance(offset, len(content))
        self._advance("code_offset", len(form))
        issuer = name_hash(ref.issuer or ref.id)
        self.issuers.append(issuer)
        out["id_hash"].append(np.array([name_hash(ref.id)], dtype=np.uint64))
        out["issuer_hash"].append(np.array([issuer], dtype=np.uint64))
        out["year"].append(np.array([ref.report_year or 0], dtype=np.int16))
        self._keep(number, limit_repeats(winnow(find_grams(form, self.k), self.window)))

    def _advance(self, name: str, by: int) -> None:
        self.offsets[name] += by
        self.out[name].append(np.array([self.offsets[name]], dtype=np.int64))

    def _keep(self, number: int, grams: Grams) -> None:
        rows = np.empty(len(grams.hashes), dtype=self.record)
        rows["hash"] = grams.hashes
        rows["report"] = number
        rows["position"] = grams.first
        self._grams.append(rows)
        self._grams_waiting += len(rows)
        if self._grams_waiting > _WAITING:
            self._spill()

    def _spill(self) -> None:
        if not self._grams:
            return
        rows = np.concatenate(self._grams)
        self._grams, self._grams_waiting = [], 0
        part = (rows["hash"] >> np.uint64(59)).astype(np.int64)
        order = np.argsort(part, kind="stable")
        rows = rows[order]
        bounds = np.searchsorted(part[order], np.arange(_PARTITIONS + 1))
        for number, partition in enumerate(self.partitions):
            partition.append(rows[bounds[number] : bounds[number + 1]])

    def _sort(self) -> None:
        issuers = distinct_with_inverse(np.array(self.issuers, dtype=np.uint64))[1].astype(np.uint64)
        written = 0
        for partition in self.partitions:
            rows = partition.take()
            if not len(rows):
                continue
            hashes = rows["hash"]
            order = np.argsort(hashes, kind="stable")
            hashes = hashes[order]
            reports = rows["report"][order]
            new = np.concatenate(([True], hashes[1:] != hashes[:-1]))
            first = np.flatnonzero(new)
            self.out["hashes"].append(hashes[first])
            self.out["first_place"].append(first + written)
            self.out["bodies"].append(_count_bodies(np.cumsum(new) - 1, issuers[reports], len(first)))
            self.out["place_report"].append(reports)
            self.out["place_position"].append(rows["position"][order])
            written += len(rows)
        self.out["first_place"].append(np.array([written], dtype=np.uint32))


def _count_bodies(group: npt.NDArray[np.int64], issuer: npt.NDArray[np.uint64], groups: int) -> npt.NDArray[np.uint16]:
    """Return the number of different issuers in each group, at most 65,535."""
    key = (group.astype(np.uint64) << np.uint64(32)) | issuer
    groups_met = distinct(key) >> np.uint64(32)
    counts = np.bincount(groups_met.astype(np.int64), minlength=groups)
    return np.minimum(counts, 0xFFFF).astype(np.uint16)
