"""Pin the folds of departments and authors that are new in the corpus; those pinned before stay.

Usage:
    python scripts/build_splits.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reviewer.classify.labelled import read_labelled
from reviewer.classify.splits import FILE, format_splits, read_splits

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def main() -> None:
    sentences = list(read_labelled(CORPUS))
    splits = read_splits(CORPUS, (s.department for s in sentences), (s.author for s in sentences))
    (CORPUS / FILE).write_text(format_splits(splits), encoding="utf-8")
    print(f"{FILE}：{len(splits.department)} 个部门，{len(splits.author)} 位作者")


if __name__ == "__main__":
    main()
