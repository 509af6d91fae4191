"""Settles the raw findings of all checks: true quotes, no doubles, one order."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.checks.base import Finding
from reviewer.checks.evidence import LEFT_IN_COPY, QuoteEvidence
from reviewer.document.contents import TOPIC_KEYS
from reviewer.document.model import Document
from reviewer.document.span import Span
from reviewer.errors import CheckFailed
from reviewer.knowledge.sections import SECTION_KEYS

# Of two findings on the same words the first named here says more.
_MORE_SPECIFIC = (
    "unknown_place",
    "outdated_name",
    "wrong_place",
    "wrong_department",
    "wrong_self_designation",
    "wrong_year",
    "table_arithmetic",
    "text_table_mismatch",
    "copied_passage",
    "copied_prior_year",
    "repeated_passage",
    "typo",
    "punctuation",
    "off_domain",
    "table_template",
)
# Absent things are listed in the order of the official form.
_SECTIONS: tuple[str, ...] = SECTION_KEYS
_TOPICS: tuple[str, ...] = TOPIC_KEYS
_IDENTITY = frozenset({
    "unknown_place", "outdated_name", "wrong_place", "wrong_department", "wrong_self_designation", "wrong_year",
})  # fmt: skip
_PASSAGES = frozenset({"copied_passage", "copied_prior_year", "repeated_passage"})


def settle(findings: Iterable[Finding], document: Document) -> tuple[Finding, ...]:
    """Return the findings that stand, in order of the text, absent things last.

    Raises:
        CheckFailed: A finding's quote is not what stands at its span.
    """
    ordered = sorted(findings, key=_position)
    for finding in ordered:
        if finding.span is not None and document.quote(finding.span) != finding.quote:
            raise CheckFailed(f"{finding.check} 的引文与原文不符；请反馈给开发者")
    kept: list[Finding] = []
    near: list[int] = []  # findings are in order of their start: what ended before this one meets no later one
    for finding in ordered:
        near = [index for index in near if _may_meet(kept[index], finding)]
        rival = next((index for index in near if _same_slip(finding, kept[index])), None)
        if rival is None:
            near.append(len(kept))
            kept.append(finding)
        elif _weight(finding) < _weight(kept[rival]):
            kept[rival] = finding
    return tuple(sorted(kept, key=_position))


def _may_meet(before: Finding, finding: Finding) -> bool:
    if before.span is None or finding.span is None:
        return before.span is finding.span
    return before.span.end >= finding.span.start


def _same_slip(one: Finding, other: Finding) -> bool:
    """Tell whether two findings speak of the same words, so that only one should be shown."""
    if one.span is None or other.span is None:
        return one.span is other.span and (one.check, one.message) == (other.check, other.message)
    if one.category in _PASSAGES or other.category in _PASSAGES:
        return one.category == other.category and one.span == other.span
    if one.category == other.category:
        return _nested(one.span, other.span)
    if (_is_left_over(one) or _is_left_over(other)) and {one.category, other.category} <= _IDENTITY:
        return one.span.overlaps(other.span)
    return one.span == other.span and {one.category, other.category} <= set(_MORE_SPECIFIC)


def _is_left_over(finding: Finding) -> bool:
    """Tell whether a finding is of a name that a copier forgot; what the draft itself shows says more."""
    return any(isinstance(entry, QuoteEvidence) and entry.label == LEFT_IN_COPY for entry in finding.evidence)


def _nested(one: Span, other: Span) -> bool:
    return one.contains(other) or other.contains(one)


def _weight(finding: Finding) -> tuple[int, int, int, int]:
    rank = _MORE_SPECIFIC.index(finding.category) if finding.category in _MORE_SPECIFIC else len(_MORE_SPECIFIC)
    return (finding.severity.rank, _is_left_over(finding), rank, -(len(finding.span) if finding.span else 0))


def _position(finding: Finding) -> tuple[int, int, int, str, int, int, str]:
    start = finding.span.start if finding.span else 1 << 60
    end = finding.span.end if finding.span else 1 << 60
    section = _SECTIONS.index(finding.section) if finding.section in _SECTIONS else len(_SECTIONS)
    topic = _TOPICS.index(finding.topic) if finding.topic in _TOPICS else len(_TOPICS)
    return (start, end, finding.severity.rank, finding.check, section, topic, finding.message)
