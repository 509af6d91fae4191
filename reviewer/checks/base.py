"""What a check is, what it yields, and what is said of its run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING, ClassVar, Literal

from reviewer.checks.evidence import Evidence
from reviewer.document.span import Span

if TYPE_CHECKING:
    from reviewer.checks.context import CheckContext


class Severity(StrEnum):
    """How much a finding weighs, heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do about a finding.

    Args:
        message: One Chinese sentence.
        replacement: Text to put in the place of the quote; None if there is no single one.
    """

    message: str
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a reviewer should know, with its place and its reasons.

    Args:
        check: Id of the check, ``family.name``.
        category: The contract's category.
        severity: How much it weighs here.
        span: Where it stands; None for something absent.
        quote: The words at ``span``; None for something absent.
        section: Key of the official section it belongs to; None if it belongs to none.
        topic: Key of the topic it speaks of; None if it speaks of none.
        message: One Chinese sentence that a clerk understands.
        basis: The rule it rests on, in Chinese.
        suggestion: What to do.
        evidence: What a person needs to check it by hand.
        confidence: Calibrated probability when a model decided; None for arithmetic and rules.
    """

    check: str
    category: str
    severity: Severity
    span: Span | None
    quote: str | None
    section: str | None
    topic: str | None
    message: str
    basis: str
    suggestion: Suggestion | None
    evidence: tuple[Evidence, ...]
    confidence: float | None = None

    def fingerprint(self, occurrence: int = 0) -> str:
        """Return an id that survives edits elsewhere in the draft.

        Args:
            occurrence: How many findings of equal check, section, topic and quote stand before it.
        """
        what = "".join((self.quote or self.message).split())
        parts = (self.check, self.section or "", self.topic or "", what, str(occurrence))
        return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """Whether a check ran; what did not run is never shown as clean.

    Args:
        check: Id of the check.
        status: ``ran``, ``skipped`` or ``failed``.
        reason: Why it was skipped or how it failed, in Chinese; None when it ran.
        seconds: Time that it took; kept out of every report, for benchmarks only.
    """

    check: str
    status: Literal["ran", "skipped", "failed"]
    reason: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Check(ABC):
    """A check: class attributes say what it is, dataclass fields are its parameters.

    ``run`` is pure: no input or output, no clock, no randomness. The id equals the
    file's place below ``reviewer/checks``; ``registry.discover`` refuses anything else.
    """

    id: ClassVar[str]
    category: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity]

    @abstractmethod
    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield the findings of this check on one draft, in any order."""

    def why_skipped(self, ctx: CheckContext) -> str | None:  # noqa: ARG002
        """Return a Chinese reason not to run on this draft; None to run."""
        return None

    def finding(
        self,
        ctx: CheckContext,
        span: Span | None,
        message: str,
        *,
        evidence: tuple[Evidence, ...],
        suggestion: Suggestion | None = None,
        severity: Severity | None = None,
        basis: str | None = None,
        section: str | None = None,
        topic: str | None = None,
        confidence: float | None = None,
    ) -> Finding:
        """Return a finding of this check; place, section and legal basis are filled in."""
        return Finding(
            check=self.id,
            category=self.category,
            severity=severity or self.severity,
            span=span,
            quote=ctx.document.quote(span) if span else None,
            section=section or (ctx.section_key_at(span.start) if span else None),
            topic=topic,
            message=message,
            basis=basis or ctx.basis(self.category),
            suggestion=suggestion,
            evidence=evidence,
            confidence=confidence,
        )
