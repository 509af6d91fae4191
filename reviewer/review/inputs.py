"""Which files a review is asked for, and what their reviews are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.review.reuse import REPORT_SUFFIXES


@dataclass(frozen=True, slots=True)
class Input:
    """One report to review.

    Args:
        path: The file.
        name: Path of its review below the output folder, without the format's ending.
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """The reports that were found, and what was not.

    Args:
        reports: In the order of the arguments, folders in order of path.
        refused: Arguments that hold no report, with the reason.
    """

    reports: tuple[Input, ...]
    refused: tuple[tuple[str, str], ...]


def find_inputs(paths: Iterable[Path]) -> Inputs:
    """Return the report files that ``paths`` name; a folder stands for all reports below it."""
    found: list[tuple[Path, Path]] = []
    refused: list[tuple[str, str]] = []
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = [child for child in sorted(path.rglob("*")) if is_report_name(child) and child.is_file()]
            if not inside:
                refused.append((str(path), "文件夹中没有可读的报告（txt、html、docx、pdf 等）；请检查路径"))
            pairs = [(child, child.relative_to(path)) for child in inside]
        else:
            pairs = [(path, Path(path.name))]
        for child, relative in pairs:
            key = child.absolute()
            if key not in seen:
                seen.add(key)
                found.append((child, relative))
    return Inputs(tuple(_name(found)), tuple(refused))


def is_report_name(path: Path) -> bool:
    """Tell whether a file's name is that of a report, not of a lock or hidden file."""
    return path.suffix.lower() in REPORT_SUFFIXES and not path.name.startswith((".", "~$"))


def _name(found: Sequence[tuple[Path, Path]]) -> Iterable[Input]:
    stems = Counter(relative.with_suffix("").as_posix().lower() for _, relative in found)
    taken: Counter[str] = Counter()
    for path, relative in found:
        stem = relative.with_suffix("").as_posix()
        # a.docx and a.txt would overwrite each other's review.
        name = stem if stems[stem.lower()] == 1 else relative.as_posix()
        taken[name.lower()] += 1
        if taken[name.lower()] > 1:
            name = f"{name}-{taken[name.lower()]}"
        yield Input(path, name)
