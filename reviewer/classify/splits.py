"""Which part of the corpus is tested together: folds of departments and of authors, pinned in ``splits.toml``.

A report's department and author are its two groups. What a model is tested on shares neither
the group of the split at hand with what it was trained on. Folds are kept in a file so that
a report that is added leaves the others where they were, and scores stay comparable.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import StaleResource

FILE = "splits.toml"
N_FOLDS = 5
"""Folds of departments, and of authors."""


@dataclass(frozen=True, slots=True)
class Splits:
    """Fold of each group.

    Args:
        department: From id of a department to its fold, 0 … ``N_FOLDS`` - 1.
        author: The same of authors.
    """

    department: Mapping[str, int]
    author: Mapping[str, int]


def read_splits(corpus: Path, departments: Iterable[str], authors: Iterable[str]) -> Splits:
    """Return the folds of all groups: those pinned in the corpus, and places for groups that are new.

    Args:
        corpus: Folder of the corpus; it may have no ``splits.toml``.
        departments: Department of each sentence.
        authors: Author of each sentence.

    Raises:
        StaleResource: The file is not of this form.
    """
    pinned = _read(corpus / FILE)
    return Splits(
        assign(Counter(departments), pinned.department if pinned else {}, N_FOLDS),
        assign(Counter(authors), pinned.author if pinned else {}, N_FOLDS),
    )


def assign(sizes: Mapping[str, int], pinned: Mapping[str, int], folds: int) -> dict[str, int]:
    """Return a fold for each group: the pinned one, else the one that holds least, large groups first.

    Args:
        sizes: Number of sentences of each group.
        pinned: Folds decided before.
        folds: Number of folds.
    """
    loads = [0] * folds
    for name, fold in pinned.items():
        loads[fold] += sizes.get(name, 0)
    chosen = {name: pinned[name] for name in sizes if name in pinned}
    for name in sorted(sizes.keys() - pinned.keys(), key=lambda group: (-sizes[group], group)):
        chosen[name] = min(range(folds), key=lambda fold: (loads[fold], fold))
        loads[chosen[name]] += sizes[name]
    return dict(sorted(chosen.items()))


def format_splits(splits: Splits) -> str:
    """Return the text of ``splits.toml``."""
    lines = [
        "# Folds of the corpus, by department and by author. Written by scripts/build_splits.py; folds never move."
    ]
    for name, folds in (("department", splits.department), ("author", splits.author)):
        lines += ["", f"[{name}]", *(f"{group} = {fold}" for group, fold in sorted(folds.items()))]
    return "\n".join(lines) + "\n"


def _read(path: Path) -> Splits | None:
    if not path.is_file():
        return None
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        tables = [{str(k): int(v) for k, v in data[name].items()} for name in ("department", "author")]
    except (tomllib.TOMLDecodeError, KeyError, ValueError, AttributeError, UnicodeDecodeError) as error:
        raise StaleResource(f"语料库的 {FILE} 无法读取（{error}）；请运行 scripts/build_splits.py 重新生成") from error
    if any(not 0 <= fold < N_FOLDS for folds in tables for fold in folds.values()):
        raise StaleResource(f"语料库的 {FILE} 中有超出范围的折号；请运行 scripts/build_splits.py 重新生成")
    return Splits(*tables)
