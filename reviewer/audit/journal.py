"""Results that are only ever added to, so that a run that was killed loses at most its last line."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

Record = dict[str, Any]
_SYNC_EVERY = 256


class Journal:
    """Records by key in one file, a line each with its checksum; a later record replaces an earlier one.

    A line that is torn or damaged ends the file: it and what follows are cut off when the
    journal is opened, and made anew. Only keys and places are kept in memory.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._places: dict[str, tuple[int, int]] = {}
        self._file: BinaryIO = path.open("a+b")
        self._end = self._scan()
        self._file.truncate(self._end)
        self._since_sync = 0

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def __getitem__(self, key: str) -> Record:
        start, size = self._places[key]
        self._file.seek(start)
        record: Record = json.loads(self._file.read(size)[9:])["record"]
        return record

    def __len__(self) -> int:
        return len(self._places)

    def keys(self) -> tuple[str, ...]:
        """Return the keys, the oldest first."""
        return tuple(self._places)

    def append(self, key: str, record: Record) -> None:
        """Add a record; it is safe from a kill when this returns, from a power cut after 256 more or closing."""
        line = _encode(key, record)
        self._file.write(line)  # the file is in append mode: it goes to the end wherever the reader stands
        self._file.flush()
        self._places[key] = (self._end, len(line))
        self._end += len(line)
        self._since_sync += 1
        if self._since_sync >= _SYNC_EVERY:
            os.fsync(self._file.fileno())
            self._since_sync = 0

    def close(self) -> None:
        """Write all to the disk and close the file."""
        os.fsync(self._file.fileno())
        self._file.close()

    def _scan(self) -> int:
        end = 0
        self._file.seek(0)
        for line in self._file:
            key = _key_of(line)
            if key is None:
                break
            self._places[key] = (end, len(line))
            end += len(line)
        return end


def _encode(key: str, record: Record) -> bytes:
    body = json.dumps({"key": key, "record": record}, separators=(",", ":")).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _key_of(line: bytes) -> str | None:
    """Return a line's key; None if the line is torn or damaged."""
    body = line[9:-1]
    if line[-1:] != b"\n" or line[:9] != b"%08x " % zlib.crc32(body):
        return None
    key: str = json.loads(body)["key"]
    return key
