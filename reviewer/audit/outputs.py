"""From what the steps found to the rows of the tables."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from reviewer.audit.archive import REVIEWS, Archive
from reviewer.audit.compare import Comparison, Known
from reviewer.audit.journal import Journal, Record
from reviewer.audit.levels import LevelCheck, LevelSum
from reviewer.audit.rows import COLUMNS, FamilyRow, FindingRow, PassageRow, ReportRow
from reviewer.render.labels import department_label

_LEVEL_BASIS = "国办公开办函〔2021〕30号（各级人民政府的年度报告汇总所属行政机关的数据）"
_YEAR_BASIS = "《中华人民共和国政府信息公开条例》第四十九条（每年一份年度报告）"


@dataclass(frozen=True)
class Results:
    """All that is known at the end of an audit.

    Args:
        archive: The files.
        known: The reports that were read, by id.
        comparison: What they share.
        priors: The issuer's report of the year before, where the archive has it.
        levels: Governments beside their departments.
        reviews: Holds the reviews.
        review_keys: Key of each report's review.
        refused: Files that could not be read or reviewed: id, status, reason.
        formats: Formats of the reviews, the one to link to first.
    """

    archive: Archive
    known: Mapping[str, Known]
    comparison: Comparison
    priors: Mapping[str, Known]
    levels: tuple[LevelCheck, ...]
    reviews: Journal
    review_keys: Mapping[str, str]
    refused: Mapping[str, tuple[str, str]]
    formats: tuple[str, ...]
    totals: dict[str, tuple[int, int]] = field(default_factory=dict)

    def report_rows(self) -> Iterator[ReportRow]:
        """Yield one row for every file, by id."""
        copied = Counter(report for report, (sources, _) in _pairs_by_report(self.comparison).items() for _ in sources)
        copiers: dict[str, set[str]] = defaultdict(set)
        for pair in self.comparison.pairs:
            if pair.reason:
                copiers[pair.source].add(pair.target)
        own_findings = self._own_findings()
        rows: list[ReportRow] = []
        for report_id, one in self.known.items():
            reading, key = one.reading, self.review_keys.get(report_id)
            status, reason = self.refused.get(report_id, ("reviewed", None))
            record = self.reviews[key] if key is not None and status == "reviewed" else None
            summary: Record = record["summary"] if record else {}
            extra = own_findings[report_id]
            errors, warnings, hints = (
                summary[name] + extra[severity] if record else None
                for name, severity in (("errors", "error"), ("warnings", "warning"), ("hints", "hint"))
            )
            prior = self.priors.get(report_id)
            rows.append(
                _blank_row(
                    report_id,
                    status,
                    reason,
                    verdict=_verdict(summary["verdict"], extra) if record else None,
                    errors=errors,
                    warnings=warnings,
                    hints=hints,
                    title=reading.title or None,
                    issuer=reading.issuer or None,
                    place=reading.place or None,
                    place_chain="/".join(reading.place_chain) or None,
                    department=department_label(reading.departments[0]) if reading.departments else None,
                    department_id=reading.departments[0] if reading.departments else None,
                    level=reading.level or None,
                    is_government=reading.is_government,
                    year=reading.year,
                    profile=reading.profile,
                    published=reading.published or None,
                    prior_id=prior.file.id if prior else None,
                    copied_share=summary.get("copied_share"),
                    formula_share=summary.get("formula_share"),
                    copied_passages=copied[report_id],
                    copiers=len(copiers[report_id]),
                    failed_checks=" ".join(record["failed"]) or None if record else None,
                    characters=reading.characters,
                    sha256=one.file.sha256,
                    review=f"{REVIEWS}/{one.file.name}.{self.formats[0]}" if record else None,
                )
            )
        rows += [
            _blank_row(report_id, status, reason)
            for report_id, (status, reason) in self.refused.items()
            if report_id not in self.known
        ]
        rows += [
            _blank_row(report_id, "duplicate", None, duplicate_of=other)
            for report_id, other in self.archive.duplicates.items()
        ]
        rows += [_blank_row(name, "ignored", "文件名不是报告的格式") for name in self.archive.ignored]
        yield from sorted(rows, key=lambda row: row.id)

    def finding_rows(self) -> Iterator[FindingRow]:
        """Yield the findings report by report; those of the archive as a whole follow the report's own."""
        findings: Counter[str] = Counter()
        reports: Counter[str] = Counter()
        whole = defaultdict(list)
        for row in self.archive_findings():
            whole[row.report_id].append(row)
        for report_id, one in self.known.items():
            rows: list[FindingRow] = []
            if report_id in self.review_keys and report_id not in self.refused:
                rows += [
                    _finding_row(one, finding) for finding in self.reviews[self.review_keys[report_id]]["findings"]
                ]
            rows += whole[report_id]
            yield from rows
            findings.update(row.category for row in rows)
            reports.update({row.category for row in rows})
        self.totals.update({category: (findings[category], reports[category]) for category in findings})

    def passage_rows(self) -> Iterator[PassageRow]:
        """Yield the shared stretches by report and place: pairs of the archive, and copies from corpora."""
        family_of = self._families_by_stretch()
        by_target: dict[str, list[PassageRow]] = defaultdict(list)
        for pair in self.comparison.pairs:
            target, source = self.known[pair.target].reading, self.known[pair.source].reading
            by_target[pair.target].append(
                PassageRow(
                    pair.target,
                    target.issuer or None,
                    target.year,
                    pair.source,
                    source.issuer or None,
                    source.year,
                    pair.kind,
                    pair.similarity,
                    pair.score,
                    pair.reason or None,
                    self.comparison.quote(pair.target, pair.start, pair.end),
                    self.comparison.quote(pair.source, pair.source_start, pair.source_end),
                    pair.start,
                    pair.end,
                    pair.source_start,
                    pair.source_end,
                    family_of(pair.target, pair.start, pair.end),
                )
            )
        for report_id, one in self.known.items():
            rows = by_target[report_id]
            if report_id in self.review_keys and report_id not in self.refused:
                rows += [_corpus_row(one, found) for found in self.reviews[self.review_keys[report_id]]["copied"]]
            yield from sorted(rows, key=lambda row: (row.start, row.end, row.source_id, row.source_start))

    def families(self) -> Iterator[tuple[FamilyRow, ...]]:
        """Yield the members of each family, the largest family first."""
        for number, family in enumerate(self.comparison.families, start=1):
            yield tuple(
                FamilyRow(
                    family=number,
                    rank=rank,
                    report_id=member.report.id,
                    issuer=member.report.issuer or None,
                    year=member.report.report_year,
                    published=self.known[member.report.id].reading.published or None,
                    text=self.comparison.quote(member.report.id, member.start, member.end),
                    start=member.start,
                    end=member.end,
                    members=len(family.members),
                    bodies=family.bodies,
                    pairs=family.pairs,
                    score=round(family.score, 1),
                )
                for rank, member in enumerate(family.members, start=1)
            )

    def archive_findings(self) -> Iterator[FindingRow]:
        """Yield what only shows when many reports are seen together."""
        for check in self.levels:
            for statuses, severity in ((("exceeds", "differs"), "warning"), (("incomplete",), "hint")):
                sums = tuple(one for one in check.sums if one.status in statuses)
                if sums:
                    yield _level_finding(check, sums, severity)
        by_office: dict[tuple[str, int], list[Known]] = defaultdict(list)
        for one in self.known.values():
            if one.reading.issuer and one.reading.year is not None:
                by_office[one.reading.issuer, one.reading.year].append(one)
        for (issuer, year), several in sorted(by_office.items()):
            if len(several) > 1:
                yield from (_several_finding(one, several, issuer, year) for one in several)

    def _own_findings(self) -> Mapping[str, Counter[str]]:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self.archive_findings():
            counts[row.report_id][row.severity] += 1
        return counts

    def _families_by_stretch(self) -> Callable[[str, int, int], int | None]:
        stretches: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for number, family in enumerate(self.comparison.families, start=1):
            for member in family.members:
                stretches[member.report.id].append((member.start, member.end, number))

        def find(report_id: str, start: int, end: int) -> int | None:
            return next((n for low, high, n in stretches[report_id] if low <= start and end <= high), None)

        return find


def _pairs_by_report(comparison: Comparison) -> Mapping[str, tuple[list[int], None]]:
    """Return the stretches of each report that it copied or may have copied, overlapping ones once."""
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for pair in comparison.pairs:
        spans[pair.target].add((pair.start, pair.end))
        if not pair.reason:
            spans[pair.source].add((pair.source_start, pair.source_end))
    merged: dict[str, tuple[list[int], None]] = {}
    for report, found in spans.items():
        starts: list[int] = []
        reach = -1
        for start, end in sorted(found):
            if start >= reach:
                starts.append(start)
            reach = max(reach, end)
        merged[report] = (starts, None)
    return merged


def _verdict(verdict: str, extra: Mapping[str, int]) -> str:
    return "revise" if verdict == "pass" and extra["warning"] else verdict


def _blank_row(report_id: str, status: str, reason: str | None, **known: Any) -> ReportRow:  # noqa: ANN401
    blank = dict.fromkeys(column.name for column in COLUMNS[ReportRow.TABLE])
    return ReportRow(**{**blank, "id": report_id, "status": status, "reason": reason, **known})


def _finding_row(one: Known, finding: Record) -> FindingRow:
    suggestion = finding["suggestion"] or {}
    return FindingRow(
        report_id=one.file.id,
        issuer=one.reading.issuer or None,
        year=one.reading.year,
        severity=finding["severity"],
        category=finding["category"],
        message=finding["message"],
        quote=finding["quote"],
        suggestion=suggestion.get("message"),
        replacement=suggestion.get("replacement"),
        basis=finding["basis"],
        section=finding["section"],
        topic=finding["topic"],
        start=finding["start"],
        end=finding["end"],
        confidence=finding["confidence"],
        code=finding["code"],
        scope="report",
        finding_id=finding["id"],
        evidence=_json(finding["evidence"]),
    )


def _corpus_row(one: Known, found: Record) -> PassageRow:
    source = found["source"]
    return PassageRow(
        one.file.id,
        one.reading.issuer or None,
        one.reading.year,
        source["id"],
        source["issuer"] or None,
        source["report_year"],
        found["kind"],
        found["similarity"],
        found["score"],
        "corpus",
        found["quote"],
        source["quote"],
        found["start"],
        found["end"],
        source["start"],
        source["end"],
        None,
    )


def _level_finding(check: LevelCheck, sums: Sequence[LevelSum], severity: str) -> FindingRow:
    sums = sorted(sums, key=lambda one: one.status != "exceeds")
    first = sums[0]
    figures = "、".join(f"“{one.figure.label}”政府汇总{one.figure.value}、部门合计{one.total}" for one in sums[:4])
    missing = len(check.missing)
    if severity == "hint":
        gap = f"至少缺{missing}份部门报告" if missing else "有部门的表格未能读出"
        message = f"本批有{len(check.children)}份所属部门的报告，{gap}，以下数字不能核对：{figures}。"
        advice = "请补齐所属部门的报告后再核对汇总数。"
    elif first.status == "exceeds":
        message = f"所属{len(first.children)}个部门的数字合计多于政府汇总数：{figures}。"
        advice = "请核对汇总表与各部门报告；统计口径不同的，应在报告中说明。"
    else:
        message = f"所属部门的报告齐全，合计与政府汇总数不等：{figures}。"
        advice = "请核对汇总表与各部门报告；统计口径不同的，应在报告中说明。"
    evidence = [
        {
            "label": one.figure.label,
            "government": one.figure.value,
            "departments": one.total,
            "children": [
                {"report_id": child.report_id, "issuer": child.issuer, "value": child.value} for child in one.children
            ],
            "missing": list(check.missing),
        }
        for one in sums
    ]
    return _archive_row(
        check.report, severity, "level_totals", message, suggestion=advice, basis=_LEVEL_BASIS, evidence=evidence
    )


def _several_finding(one: Known, several: Sequence[Known], issuer: str, year: int) -> FindingRow:
    others = [other.file.id for other in several if other is not one]
    message = f"本批有{len(several)}份内容不同的《{issuer}{year}年》报告，另有：{'、'.join(others[:5])}。"
    return _archive_row(
        one,
        "hint",
        "several_reports",
        message,
        suggestion="请确认以哪一份为准。",
        basis=_YEAR_BASIS,
        evidence=[{"label": "同一机关同一年度的报告", "report_id": other} for other in others],
    )


def _archive_row(
    one: Known, severity: str, category: str, message: str, *, suggestion: str, basis: str, evidence: list[Record]
) -> FindingRow:
    code = f"audit.{category}"
    digest = blake2b(f"{code}\x1f{one.file.id}\x1f{severity}".encode("utf-8", "replace"), digest_size=8)
    return FindingRow(
        report_id=one.file.id,
        issuer=one.reading.issuer or None,
        year=one.reading.year,
        severity=severity,
        category=category,
        message=message,
        quote=None,
        suggestion=suggestion,
        replacement=None,
        basis=basis,
        section=None,
        topic=None,
        start=None,
        end=None,
        confidence=None,
        code=code,
        scope="archive",
        finding_id=digest.hexdigest(),
        evidence=_json(evidence),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
