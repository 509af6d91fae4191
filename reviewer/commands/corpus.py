"""``reviewer corpus``: builds, extends, describes and verifies indexes."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from reviewer.reuse.index import append_index, build_index, open_index, verify_index
from reviewer.reuse.segment import IndexedReport
from reviewer.review.resources import Resources, load_resources
from reviewer.review.reuse import read_reports

_EVERY = 100


def build(arguments: argparse.Namespace) -> int:
    """Build an index from folders of reports."""
    refused: list[tuple[str, str]] = []
    index = build_index(_read(arguments.folders, _resources(), refused), arguments.output)
    return _tell(f"已建立索引 {arguments.output}：{len(index)} 份报告", refused)


def add(arguments: argparse.Namespace) -> int:
    """Append the reports of folders to an index."""
    refused: list[tuple[str, str]] = []
    before = len(open_index(arguments.output))
    index = append_index(_read(arguments.folders, _resources(), refused), arguments.output)
    return _tell(f"已向索引 {arguments.output} 追加 {len(index) - before} 份报告，共 {len(index)} 份", refused)


def stats(arguments: argparse.Namespace) -> int:
    """Describe an index."""
    index = open_index(arguments.index)
    years: Counter[str] = Counter()
    issuers: set[str] = set()
    characters = 0
    for number in range(len(index)):
        ref, _ = index.report(number)
        years[str(ref.report_year or "年度不明")] += 1
        issuers.add(ref.issuer)
        characters += len(index.form(number).text)
    print(f"报告\t{len(index)}\n机关\t{len(issuers)}\n字数\t{characters}")
    for year, count in sorted(years.items()):
        print(f"{year}\t{count}")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Check every file of an index against its checksum."""
    index = verify_index(arguments.index)
    print(f"索引完好：{len(index)} 份报告")
    return 0


def _resources() -> Resources:
    return load_resources(use_shipped_corpus=False)


def _read(folders: Sequence[Path], resources: Resources, refused: list[tuple[str, str]]) -> Iterator[IndexedReport]:
    count = 0
    for folder in folders:
        for item in read_reports(folder, resources.nlp, resources.knowledge):
            if isinstance(item, IndexedReport):
                count += 1
                if count % _EVERY == 0:
                    print(f"已读 {count} 份", file=sys.stderr)
                yield item
            else:
                refused.append(item)


def _tell(message: str, refused: Sequence[tuple[str, str]]) -> int:
    for name, reason in refused:
        print(f"{name}：{reason}", file=sys.stderr)
    print(message, file=sys.stderr)
    return 3 if refused else 0
