"""Measures the checks on drafts whose slips were planted and labelled.

A planted slip counts as found when a finding of its category overlaps its words (for
something absent: names its topic, section or table). A finding at error or warning
level that overlaps no planted slip of any category is a false alarm.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewer.checks.base import Finding, Severity
from reviewer.document.span import Span
from reviewer.errors import MissingResource
from reviewer.ingest.load import load
from reviewer.knowledge.table_mapping import map_tables
from reviewer.knowledge.tables import MappedTable
from reviewer.review.model import Review
from reviewer.review.plan import CheckPlan, build_plan
from reviewer.review.resources import Resources
from reviewer.review.run import ReviewOptions, review_document


@dataclass(frozen=True, slots=True)
class Slip:
    """One planted slip.

    Args:
        category: The contract's category.
        span: Its words; None for something absent.
        key: Topic, section or table key of something absent; empty otherwise.
        quote: Its words, or what is absent.
    """

    category: str
    span: Span | None
    key: str
    quote: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A planted slip that was not found, or a finding that nobody planted."""

    draft: str
    category: str
    quote: str
    message: str


@dataclass
class Tally:
    """Counts of one category."""

    planted: int = 0
    found: int = 0
    false_alarms: int = 0

    @property
    def recall(self) -> float:
        """Share of planted slips that were found; 1 if none were planted."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """Share of right findings; 1 if there are none."""
        total = self.found + self.false_alarms
        return self.found / total if total else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Evaluation:
    """The result of measuring all checks on all labelled drafts.

    Args:
        drafts: Number of drafts with planted slips.
        clean_drafts: Number of drafts without any.
        tallies: Counts by category, over drafts with slips.
        clean_alarms: Findings at error or warning level in clean drafts.
        missed: Slips that were not found.
        false_alarms: Findings that nobody planted, in all drafts.
        held_out: The same over those drafts alone that no model was trained on; None if all drafts are, or none.
    """

    drafts: int = 0
    clean_drafts: int = 0
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    clean_alarms: int = 0
    missed: list[Miss] = field(default_factory=list)
    false_alarms: list[Miss] = field(default_factory=list)
    held_out: Evaluation | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain data, categories in order of name."""
        part = {"held_out": self.held_out.to_dict()} if self.held_out else {}
        return {
            "drafts": self.drafts,
            "clean_drafts": self.clean_drafts,
            "clean_alarms": self.clean_alarms,
            "categories": {
                name: {
                    "planted": tally.planted,
                    "found": tally.found,
                    "false_alarms": tally.false_alarms,
                    "recall": round(tally.recall, 4),
                    "precision": round(tally.precision, 4),
                    "f1": round(tally.f1, 4),
                }
                for name, tally in sorted(self.tallies.items())
            },
            **part,
        }


def evaluate_drafts(corpus: Path, resources: Resources, *, plan: CheckPlan | None = None) -> Evaluation:
    """Review the labelled drafts of a corpus folder and score the findings.

    Raises:
        MissingResource: The folder has no labelled drafts.
    """
    result = Evaluation()
    records = read_records(corpus)
    apart = Evaluation()
    if 0 < sum(bool(record.get("held_out")) for record in records) < len(records):
        result.held_out = apart
    for record in records:
        document = load(corpus / record["id"])
        options = ReviewOptions(prior=corpus / record["prior"] if record.get("prior") else None)
        review = review_document(document, resources=resources, plan=plan or build_plan(), options=options)
        slips = list(read_slips(corpus, record, review))
        for part in (result, apart) if record.get("held_out") else (result,):
            _score(part, record["id"], slips, review)
    return result


def read_records(corpus: Path) -> list[dict[str, Any]]:
    """Return the manifest of the labelled drafts."""
    manifest = corpus / "seeded.jsonl"
    if not manifest.is_file():
        raise MissingResource(f"语料库 {corpus.name} 中没有 seeded.jsonl；请指定含有标注草稿的语料库")
    return [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_slips(corpus: Path, record: Mapping[str, Any], review: Review) -> Iterator[Slip]:
    """Yield the slips planted in one draft."""
    labels = (corpus / "labels" / record["id"]).with_suffix(".jsonl")
    places = _FilePlaces((corpus / record["id"]).read_text(encoding="utf-8"), review.document.text)
    for row in map(json.loads, labels.read_text(encoding="utf-8").splitlines()):
        if "category" in row:
            yield Slip(row["category"], places.to_document(row["start"], row["end"]), "", row["quote"])
    for item in record.get("absent", ()):
        category, _, key = item.partition(":")
        yield Slip(category, None, key, item)
    mapped = {table.key: table for table in map_tables(review.document) if isinstance(table, MappedTable)}
    for item in filter(None, (part.strip() for part in record.get("table_slips", "").split(";"))):
        key, row_id, column_id = item.split("/")
        table = mapped.get(key)
        cell = table.cells.get((row_id, column_id)) if table else None
        yield Slip(record.get("slip_category") or "table_arithmetic", cell.span if cell else None, key, item)


class _FilePlaces:
    """The way from offsets in a labelled file to offsets in the document read from it.

    The reader drops only white space, so the n-th character that is not white space is
    the same in both.
    """

    def __init__(self, file_text: str, document_text: str) -> None:
        self._before = [0]
        for char in file_text:
            self._before.append(self._before[-1] + (not char.isspace()))
        self._offsets = [offset for offset, char in enumerate(document_text) if not char.isspace()]

    def to_document(self, start: int, end: int) -> Span:
        first, last = self._before[start], self._before[end] - 1
        if last < first:  # a blank where a sign should stand: the characters beside it
            first, last = max(0, last), min(first, len(self._offsets) - 1)
        return Span(self._offsets[first], self._offsets[last] + 1)


def _score(result: Evaluation, name: str, slips: Sequence[Slip], review: Review) -> None:
    if slips:
        result.drafts += 1
    else:
        result.clean_drafts += 1
    for slip in slips:
        tally = result.tallies[slip.category]
        tally.planted += 1
        if any(_finds(finding, slip) for finding in review.findings):
            tally.found += 1
        else:
            result.missed.append(Miss(name, slip.category, slip.quote, ""))
    for finding in review.findings:
        if finding.severity is Severity.HINT or any(_touches(finding, slip) for slip in slips):
            continue
        result.tallies[finding.category].false_alarms += 1
        result.false_alarms.append(Miss(name, finding.category, finding.quote or "", finding.message))
        if not slips:
            result.clean_alarms += 1


def _finds(finding: Finding, slip: Slip) -> bool:
    if finding.category != slip.category:
        return False
    if slip.span is not None and finding.span is not None:
        return finding.span.overlaps(slip.span)
    return slip.span is None and {finding.topic, finding.section} & {slip.key, _table_section(slip.key)} != set()


def _touches(finding: Finding, slip: Slip) -> bool:
    """Tell whether a finding speaks of a planted slip, of whatever category."""
    if _finds(finding, slip):
        return True
    if finding.span is not None and slip.span is not None:
        return finding.span.overlaps(slip.span)
    if slip.span is None and slip.category in ("missing_section", "missing_topic"):
        return finding.span is None and finding.category in ("missing_section", "missing_topic", "table_template")
    return finding.category == slip.category == "table_template"


def _table_section(key: str) -> str:
    return {"disclosure": "proactive"}.get(key, key)
