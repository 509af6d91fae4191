"""The review as one JSON object, in the form that other programs rely on.

Keys and their order are fixed; lists stay in the order of the review. Each entry of a
list stands on a line of its own, so that two reviews of one draft can be compared by ``diff``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from reviewer.checks.base import CheckOutcome, Finding, Severity
from reviewer.checks.evidence import (
    AbsenceEvidence,
    AlignmentEvidence,
    ArithmeticEvidence,
    Evidence,
    MatchedPair,
    MatchingEvidence,
    PredictionEvidence,
    QuoteEvidence,
    Term,
)
from reviewer.document.model import Document
from reviewer.document.span import Span
from reviewer.identity.model import Claim, Identity
from reviewer.regex import Regex
from reviewer.render.labels import department_label
from reviewer.reuse.ledger import SharedRun
from reviewer.reuse.passage import Edit, Passage
from reviewer.review.model import OfficialSection, OfficialTable, Review, TopicCoverage

SCHEMA = "reviewer/review/1"
_Json = dict[str, Any]
_SURROGATES = Regex("[\ud800-\udfff]")


def render(review: Review) -> str:
    """Return ``review`` as JSON text, ending in a line break; the same review gives the same text."""
    fields = build(review)
    lines = ",\n".join(f"{json.dumps(key)}: {_dump(value)}" for key, value in fields.items())
    # A lone surrogate cannot be encoded as UTF-8, its JSON escape can.
    return _SURROGATES.sub(lambda match: f"\\u{ord(match[0]):04x}", "{" + lines + "}\n")


def build(review: Review) -> _Json:
    """Return ``review`` as plain dictionaries, lists, strings and numbers."""
    document = review.document
    source = document.source
    return {
        "schema": SCHEMA,
        "source": {
            "name": source.name,
            "format": source.format,
            "sha256": source.sha256,
            "encoding": source.encoding,
        },
        "text": document.text,
        "document": _document(document, review.identity),
        "sections": [_section(section) for section in review.sections if section.key is not None],
        "topics": [_topic(topic, document) for topic in review.topics],
        "findings": [
            _finding(finding, finding_id, document)
            for finding, finding_id in zip(review.findings, review.ids(), strict=True)
        ],
        "passages": [_passage(passage, document) for passage in review.passages],
        "formulas": [_formula(run) for run in review.formulas],
        "tables": [_table(table) for table in review.tables],
        "outcomes": [_outcome(outcome) for outcome in review.outcomes],
        "summary": {
            "errors": review.count(Severity.ERROR),
            "warnings": review.count(Severity.WARNING),
            "hints": review.count(Severity.HINT),
            "copied_share": _share(review.copied_share),
            "formula_share": _share(review.formula_share),
            "verdict": review.verdict,
        },
        "notes": list(document.notes),
        "resources": dict(sorted(review.resources.items())),
    }


def _dump(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _share(value: float) -> float:
    return round(float(value), 4)


def _probability(value: float | None) -> float | None:
    return None if value is None else _share(value)


def _place(span: Span | None) -> _Json:
    return {"start": span.start if span else None, "end": span.end if span else None}


def _document(document: Document, identity: Identity) -> _Json:
    return {
        "title": document.quote(document.title.span) if document.title else None,
        "issuer": {
            "name": identity.issuer,
            "place": identity.place,
            "department": department_label(identity.departments[0]) if identity.departments else None,
            "level": identity.level,
            "department_ids": list(identity.departments),
            "place_chain": list(identity.place_chain),
            "place_is_known": identity.place_is_known,
            "is_government": identity.is_government,
        },
        "report_year": identity.year,
        "profile": identity.profile,
        "claims": [_claim(claim) for claim in identity.claims],
    }


def _claim(claim: Claim) -> _Json:
    return {
        "field": claim.field,
        "value": claim.value,
        "source": claim.source,
        "quote": claim.quote,
        **_place(claim.span),
    }


def _section(section: OfficialSection) -> _Json:
    return {"key": section.key, "heading": section.heading, **_place(section.span)}


def _topic(topic: TopicCoverage, document: Document) -> _Json:
    return {
        "key": topic.key,
        "status": topic.status,
        "confidence": _probability(topic.confidence),
        "evidence": [{**_place(span), "quote": document.quote(span)} for span in topic.evidence],
        "required": topic.required,
    }


def _finding(finding: Finding, finding_id: str, document: Document) -> _Json:
    suggestion = finding.suggestion
    return {
        "id": finding_id,
        "code": finding.check,
        "category": finding.category,
        "severity": str(finding.severity),
        "confidence": _probability(finding.confidence),
        **_place(finding.span),
        "quote": document.quote(finding.span) if finding.span else None,
        "section": finding.section,
        "topic": finding.topic,
        "message": finding.message,
        "basis": finding.basis,
        "suggestion": {"message": suggestion.message, "replacement": suggestion.replacement} if suggestion else None,
        "evidence": [entry for evidence in finding.evidence for entry in _evidence(evidence, document)],
    }


def _evidence(evidence: Evidence, document: Document) -> Iterator[_Json]:
    """Yield the entries of one piece of evidence; a calculation is followed by its figures."""
    match evidence:
        case QuoteEvidence():
            yield _entry(evidence.label, _words(evidence, document), evidence.span, evidence.source, kind="quote")
        case AlignmentEvidence(passage):
            yield _entry(
                f"来源：{passage.report.title or passage.report.id}",
                passage.source_quote,
                None,
                passage.report.id,
                kind="alignment",
                passage=_passage(passage, document),
            )
        case ArithmeticEvidence():
            yield _entry(
                evidence.formula,
                None,
                None,
                "",
                kind="arithmetic",
                left=_figure(evidence.left),
                right=_figure(evidence.right),
                difference=_figure(evidence.difference),
                repairs=list(evidence.repairs),
            )
            for side, terms in (("left", evidence.terms_left), ("right", evidence.terms_right)):
                yield from (_term(term, side, document) for term in terms)
        case AbsenceEvidence():
            nearest = evidence.nearest
            yield _entry(
                f"未找到：{evidence.sought}",
                _words(nearest, document) if nearest else None,
                nearest.span if nearest else None,
                nearest.source if nearest else "",
                kind="absence",
                sought=evidence.sought,
                searched=list(evidence.searched),
                cues=list(evidence.cues),
                nearest_score=_share(evidence.nearest_score),
                threshold=_share(evidence.threshold),
            )
        case MatchingEvidence(pairs):
            yield from (_match(pair, document) for pair in pairs)
        case PredictionEvidence():
            yield _entry(
                evidence.label,
                None,
                None,
                evidence.model,
                kind="prediction",
                probability=_share(evidence.probability),
                cues=list(evidence.cues),
            )


def _match(pair: MatchedPair, document: Document) -> _Json:
    """Return one line of the matching table; its own place is the problem's, or else the measure's."""
    span = pair.problem_span or pair.measure_span
    label = "对应" if pair.is_answer else "没有措施" if pair.problem_span else "未指明问题"
    return _entry(
        label,
        document.quote(span) if span else None,
        span,
        "",
        kind="match",
        measure={**_place(pair.measure_span), "quote": pair.measure} if pair.measure_span else None,
        score=_share(pair.score),
        is_answer=pair.is_answer,
    )


def _entry(label: str, quote: str | None, span: Span | None, source: str, **extra: Any) -> _Json:  # noqa: ANN401
    return {"label": label, "quote": quote, "source": source, **_place(span), **extra}


def _words(evidence: QuoteEvidence, document: Document) -> str:
    return document.quote(evidence.span) if evidence.span else evidence.quote


def _term(term: Term, side: str, document: Document) -> _Json:
    quote = document.quote(term.span) if term.span else term.text
    return _entry(
        term.label,
        quote,
        term.span,
        "",
        kind="term",
        side=side,
        sign=term.sign,
        value=None if term.value is None else _figure(term.value),
    )


def _figure(value: Decimal) -> str:
    return format(value, "f")


def _passage(passage: Passage, document: Document) -> _Json:
    report = passage.report
    return {
        **_place(passage.span),
        "quote": document.quote(passage.span),
        "kind": passage.kind,
        "similarity": _share(passage.similarity),
        "score": round(float(passage.score), 2),
        "source": {
            "id": report.id,
            "title": report.title,
            "issuer": report.issuer,
            "report_year": report.report_year,
            **_place(passage.source_span),
            "quote": passage.source_quote,
        },
        "edits": [_edit(edit) for edit in passage.edits],
        "swaps": [list(pair) for pair in passage.swaps],
        "leftovers": [{**_place(left.span), "quote": left.quote, "kind": left.kind} for left in passage.leftovers],
    }


def _formula(run: SharedRun) -> _Json:
    return {
        **_place(run.span),
        "quote": run.quote,
        "label": run.label,
        "rule": run.rule,
        "template": run.template or None,
        "bodies": run.bodies,
        "of_bodies": run.of_bodies,
        "mean_bits": run.mean_bits,
    }


def _edit(edit: Edit) -> _Json:
    return {"kind": edit.kind, "target": list(edit.target), "source": list(edit.source), "label": edit.label}


def _table(table: OfficialTable) -> _Json:
    return {
        "key": table.key,
        **_place(table.span),
        "cells": [list(row) for row in table.grid],
        "unreadable": table.unreadable,
    }


def _outcome(outcome: CheckOutcome) -> _Json:
    return {"check": outcome.check, "status": outcome.status, "reason": outcome.reason}
