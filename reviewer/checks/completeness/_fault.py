"""One fault of structure, before it becomes a finding."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.checks.base import Severity, Suggestion
from reviewer.checks.evidence import Evidence
from reviewer.document.span import Span


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where, and why.

    Args:
        span: Where it stands; None for something absent.
        message: One Chinese sentence.
        evidence: What a person needs to check it.
        suggestion: What to do.
        severity: How much it weighs.
        basis: The rule it rests on; None for the category's own.
        section: Key of the section that it concerns; None for where it stands.
    """

    span: Span | None
    message: str
    evidence: tuple[Evidence, ...]
    suggestion: Suggestion | None = None
    severity: Severity = Severity.WARNING
    basis: str | None = None
    section: str | None = None
