"""Files that are there whole or not at all, and arrays that grow on disk or in memory."""

from __future__ import annotations

import os
import tempfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

_READ_BYTES = 1 << 22


def write_atomic(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` so that a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def file_crc(path: Path) -> int:
    """Return the CRC-32 of a file's bytes, read in pieces."""
    crc = 0
    with path.open("rb") as file:
        while piece := file.read(_READ_BYTES):
            crc = zlib.crc32(piece, crc)
    return crc


class GrowingArray:
    """A one-dimensional array that is appended to: in a file if a path is given, else in memory."""

    def __init__(self, dtype: npt.DTypeLike, path: Path | None = None) -> None:
        self.dtype = np.dtype(dtype)
        self.path = path
        self.size = 0
        self._parts: list[bytes] = []
        self._waiting = 0
        self._file: BinaryIO | None = path.open("wb") if path else None

    def append(self, values: npt.NDArray[Any] | bytes) -> None:
        """Add ``values`` (already encoded ones as bytes) at the end."""
        content = values if isinstance(values, bytes) else values.astype(self.dtype, copy=False).tobytes()
        self._parts.append(content)
        self.size += len(content) // self.dtype.itemsize
        self._waiting += len(content)
        if self._file is not None and self._waiting > _READ_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._file is not None:
            self._file.write(b"".join(self._parts))
            self._parts = []
            self._waiting = 0

    def take(self) -> npt.NDArray[Any]:
        """Return the array in memory and let go of it, on disk too."""
        content = self.finish()
        if self.path is not None:
            content = np.fromfile(self.path, dtype=self.dtype)
            self.path.unlink()
        self._parts = []
        return content

    def finish(self) -> npt.NDArray[Any]:
        """Return the array; a mapped one if it is on disk. Nothing can be added after."""
        if self._file is not None and self.path is not None:
            self._flush()
            self._file.close()
            self._file = None
            return map_array(self.path, self.dtype)
        return np.frombuffer(b"".join(self._parts), dtype=self.dtype)


def map_array(path: Path, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """Return the file's content as a read-only mapped array; an empty file gives an empty array."""
    if path.stat().st_size == 0:
        return np.zeros(0, dtype=dtype)
    mapped: npt.NDArray[Any] = np.memmap(path, dtype=dtype, mode="r")
    return mapped.view(np.ndarray)
