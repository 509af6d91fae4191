"""The result of reviewing one draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reviewer.checks.base import CheckOutcome, Finding, Severity
from reviewer.document.model import Document
from reviewer.document.span import Span
from reviewer.identity.model import Identity
from reviewer.reuse.ledger import SharedRun
from reviewer.reuse.passage import Passage

TopicStatus = Literal["present", "weak", "absent"]
Verdict = Literal["pass", "revise", "return"]


@dataclass(frozen=True, slots=True)
class OfficialSection:
    """A section of the report that answers to one of the official form.

    Args:
        key: Official key (``overview`` …); None for a top-level section that answers to none.
        heading: Its heading as written.
        span: Heading and body.
    """

    key: str | None
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class TopicCoverage:
    """Whether a topic that the rules ask for is there.

    Args:
        key: The contract's key.
        status: ``weak`` when it is named but nothing, or too little, is said.
        confidence: Probability that the status is right as the model sees it; None when a rule decided.
        evidence: The sentences that speak of it, the clearest first, at most five.
        required: Whether the rules in force for this report ask for it.
    """

    key: str
    status: TopicStatus
    confidence: float | None
    evidence: tuple[Span, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """An official table as it was read.

    Args:
        key: ``disclosure``, ``requests`` or ``review_litigation``; None for any other table.
        span: Where it stands.
        grid: Its cells' text, row by row, blanks as empty strings.
        unreadable: Why its figures could not be mapped, in Chinese; None if they were.
    """

    key: str | None
    span: Span
    grid: tuple[tuple[str, ...], ...]
    unreadable: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that is known of one draft after its review.

    Args:
        document: The draft as read.
        identity: Whose report it is.
        sections: Its top-level sections in order.
        topics: One entry for each topic of the contract, in the contract's order.
        findings: In order of the text; those about absent things come last.
        passages: Copied passages, in order of the text.
        tables: Its tables in order.
        outcomes: One entry for each check of the profile, in order of check id.
        copied_share: Share of the prose's characters inside copied passages, 0 to 1.
        formula_share: Share of the prose's characters that are standard wording, 0 to 1.
        resources: Name and version or digest of all that decided: models, knowledge, corpora.
        formulas: What the draft shares with the rules and with corpora, and why it is a copy or none.
    """

    document: Document
    identity: Identity
    sections: tuple[OfficialSection, ...]
    topics: tuple[TopicCoverage, ...]
    findings: tuple[Finding, ...]
    passages: tuple[Passage, ...]
    tables: tuple[OfficialTable, ...]
    outcomes: tuple[CheckOutcome, ...]
    copied_share: float
    formula_share: float
    resources: Mapping[str, str]
    formulas: tuple[SharedRun, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return the number of findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def verdict(self) -> Verdict:
        """``return`` with any error, ``revise`` with any warning or failed check, else ``pass``."""
        if self.count(Severity.ERROR):
            return "return"
        failed = any(outcome.status == "failed" for outcome in self.outcomes)
        return "revise" if self.count(Severity.WARNING) or failed else "pass"

    def ids(self) -> tuple[str, ...]:
        """Return the stable id of each finding, in the order of :attr:`findings`."""
        seen: dict[str, int] = {}
        ids: list[str] = []
        for finding in self.findings:
            base = finding.fingerprint()
            occurrence = seen.get(base, 0)
            seen[base] = occurrence + 1
            ids.append(finding.fingerprint(occurrence))
        return tuple(ids)
