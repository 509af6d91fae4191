"""The labelled sentences of the corpus."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from reviewer.errors import MissingResource

TOPIC_CODES = {
    "D": "proactive_disclosure",
    "R": "disclosure_on_request",
    "M": "information_management",
    "L": "platform",
    "V": "supervision",
    "Q": "problems",
    "I": "improvements",
    "F": "information_fee",
}
_SINGLE = "sentences/typical.txt"


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """One sentence of a corpus report with what its writer says it is about.

    Args:
        text: The sentence.
        topics: Keys of its topics; empty for none.
        section: Key of the official section it stands in; None in front of the first.
        is_formula: Statutory or standard wording.
        report: Id of its report.
        department: Id of the issuer's department; models are never tested on a department they saw.
        author: Who wrote the report; models are tested on authors they did not see.
    """

    text: str
    topics: tuple[str, ...]
    section: str | None
    is_formula: bool
    report: str
    department: str
    author: str


def read_labelled(corpus: Path) -> Iterator[LabelledSentence]:
    """Yield the labelled sentences of a corpus folder: of its reports in order of id, then single ones.

    Raises:
        MissingResource: The folder has no manifest.
    """
    for line in _manifest(corpus):
        yield from _read_report(corpus, json.loads(line))
    yield from _read_single(corpus / _SINGLE)


def _read_report(corpus: Path, report: Mapping[str, Any]) -> Iterator[LabelledSentence]:
    text = (corpus / report["id"]).read_text(encoding="utf-8")
    labels = (corpus / "labels" / report["id"]).with_suffix(".jsonl")
    for row in map(json.loads, labels.read_text(encoding="utf-8").splitlines()):
        if "topics" not in row:
            continue
        yield LabelledSentence(
            text=text[row["start"] : row["end"]],
            topics=tuple(row["topics"]),
            section=row["section"],
            is_formula=row["kind"] == "formula",
            report=report["id"],
            department=report["department"],
            author=report["author"],
        )


def read_paragraphs(corpus: Path) -> Iterator[LabelledSentence]:
    """Yield the labelled paragraphs of a corpus folder: the sentences on one line, with all their topics."""
    for line in _manifest(corpus):
        report = json.loads(line)
        text = (corpus / report["id"]).read_text(encoding="utf-8")
        labels = (corpus / "labels" / report["id"]).with_suffix(".jsonl")
        rows = [row for row in map(json.loads, labels.read_text(encoding="utf-8").splitlines()) if "topics" in row]
        for _, group in groupby(rows, key=lambda row: text.count("\n", 0, row["start"])):
            part = list(group)
            yield LabelledSentence(
                text="".join(text[row["start"] : row["end"]] for row in part),
                topics=tuple(sorted({topic for row in part for topic in row["topics"]})),
                section=part[0]["section"],
                is_formula=all(row["kind"] == "formula" for row in part),
                report=report["id"],
                department=report["department"],
                author=report["author"],
            )


def _manifest(corpus: Path) -> list[str]:
    path = corpus / "manifest.jsonl"
    if not path.is_file():
        raise MissingResource(f"语料库 {corpus.name} 中没有 manifest.jsonl；请指定含有标注的语料库")
    return path.read_text(encoding="utf-8").splitlines()


def _read_single(path: Path) -> Iterator[LabelledSentence]:
    """Yield the sentences of a file of typical wordings, one ``CODES|sentence`` a line."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        codes, _, text = line.partition("|")
        topics = tuple(TOPIC_CODES[code] for code in codes.removesuffix("f").split(",") if code in TOPIC_CODES)
        yield LabelledSentence(
            text=text.strip(),
            topics=tuple(sorted(topics)),
            section=None,
            is_formula=codes.endswith("f"),
            report=path.stem,
            department=path.stem,
            author=path.stem,
        )
