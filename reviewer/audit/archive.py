"""Which files an archive holds: one stable id a file, the same bytes once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reviewer.errors import ConfigError
from reviewer.review.inputs import is_report_name

_MAX_NAME_BYTES = 180  # a name on disk has 255, and what is written has an ending and a while a temporary name
#: What an audit writes into its output folder.
REVIEWS = "reviews"
OWN_FILES = frozenset(
    {"index.html", "findings.xlsx", "reports.parquet", "findings.parquet", "passages.parquet", "families.parquet"}
)
_NO_REPORTS = "文件夹中没有可读的报告（txt、html、docx、pdf 等）；请检查路径"


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """One report of an archive.

    Args:
        id: Its path below the archive's folder with ``/`` between the parts; with several folders
            the folder's name stands in front. It does not depend on where the archive lies.
        path: The file.
        name: Path of its review below the folder of reviews, without the format's ending.
        sha256: Digest of its bytes.
    """

    id: str
    path: Path
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of an archive.

    Args:
        files: Reports, each content once, by id.
        duplicates: Id of each further file with the bytes of another, and that other's id.
        unreadable: Files and folders that cannot be opened, with the reason.
        ignored: Ids of files that are no reports by their names.
    """

    files: tuple[ArchiveFile, ...]
    duplicates: Mapping[str, str]
    unreadable: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]


def read_archive(folders: Sequence[Path], *, out: Path) -> Archive:
    """Return the reports below ``folders``; what lies below ``out`` is our own work and no report.

    Raises:
        ConfigError: An argument is not a folder.
    """
    found: list[tuple[str, Path]] = []
    unreadable: list[tuple[str, str]] = []
    ignored: list[str] = []
    for folder, prefix in _prefixes(folders):
        reports = 0
        for path in _walk(folder, out.resolve(), unreadable):
            report_id = prefix + _words(path.relative_to(folder))
            if is_report_name(path):
                found.append((report_id, path))
                reports += 1
            elif not path.name.startswith((".", "~$")):
                ignored.append(report_id)
        if not reports:
            unreadable.append((str(folder), _NO_REPORTS))
    first: dict[str, str] = {}
    duplicates: dict[str, str] = {}
    kept: list[tuple[str, Path, str]] = []
    for report_id, path in sorted(_distinct(found)):
        try:
            digest = _digest(path)
        except OSError as error:
            unreadable.append((report_id, f"打不开文件（{error.strerror}）；请检查权限"))
            continue
        if digest in first:
            duplicates[report_id] = first[digest]
        else:
            first[digest] = report_id
            kept.append((report_id, path, digest))
    return Archive(tuple(_name(kept)), duplicates, tuple(unreadable), tuple(sorted(ignored)))


def _prefixes(folders: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield each folder once with what stands in front of its ids."""
    distinct = list(dict.fromkeys(folder.absolute() for folder in folders))
    taken: Counter[str] = Counter()
    for folder in distinct:
        if not folder.is_dir():
            raise ConfigError(f"{folder} 不是文件夹；audit 需要存放报告的文件夹")
        if len(distinct) == 1:
            yield folder, ""
            continue
        name = _words(Path(folder.resolve().name or "root"))
        taken[name] += 1
        yield folder, f"{name}-{taken[name]}/" if taken[name] > 1 else f"{name}/"


def _walk(folder: Path, out: Path, unreadable: list[tuple[str, str]]) -> Iterator[Path]:
    """Yield the files below a folder in order of name; links to folders are not followed, our own work is left out."""

    def refuse(error: OSError) -> None:
        unreadable.append((str(error.filename), f"打不开文件夹（{error.strerror}）；请检查权限"))

    own_folders = {out / REVIEWS} if folder.resolve() == out else {out}
    for place, inner, names in os.walk(folder, onerror=refuse):
        here = Path(place)
        inner[:] = sorted(
            name for name in inner if not name.startswith(".") and (here / name).resolve() not in own_folders
        )
        own_files = OWN_FILES if here.resolve() == out else frozenset[str]()
        for name in sorted(names):
            path = here / name
            if path.is_file() and name not in own_files:
                yield path


def _words(path: Path) -> str:
    """Return a path as text that can be written anywhere, whatever its bytes are."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _distinct(found: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, Path]]:
    taken: Counter[str] = Counter()
    for report_id, path in found:
        taken[report_id] += 1
        yield (f"{report_id}#{taken[report_id]}" if taken[report_id] > 1 else report_id), path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = sha256()
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _name(kept: Sequence[tuple[str, Path, str]]) -> Iterator[ArchiveFile]:
    stems = Counter(_stem(report_id).lower() for report_id, _, _ in kept)
    taken: set[str] = set()
    for report_id, path, digest in kept:
        stem = _stem(report_id)
        # a.docx and a.txt would overwrite each other's review.
        wanted = name = _short(stem if stems[stem.lower()] == 1 else report_id)
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name.lower())
        yield ArchiveFile(report_id, path, name, digest)


def _stem(report_id: str) -> str:
    folder, slash, name = report_id.rpartition("/")
    return folder + slash + (name.rpartition(".")[0] or name)


def _short(name: str) -> str:
    """Return the path with each part short enough to be written with an ending."""
    parts = []
    for part in name.split("/"):
        if len(part.encode()) > _MAX_NAME_BYTES:
            cut = part.encode()[: _MAX_NAME_BYTES - 20].decode("utf-8", "ignore")
            part = f"{cut}-{sha256(part.encode()).hexdigest()[:12]}"  # noqa: PLW2901
        parts.append(part)
    return "/".join(parts)
