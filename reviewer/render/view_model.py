"""A review as a page shows it: plain strings and numbers, in Chinese, nothing left to decide.

All strings are free of control characters but not escaped; whoever writes markup escapes them.
An ``href`` is the id of something on the page, or empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many findings it leaves."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What one place of the draft says of its issuer; ``conflicts`` if most others say otherwise."""

    source: str
    quote: str
    href: str
    conflicts: bool


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """One part of the identity with where it was read; ``more`` claims are left out."""

    label: str
    value: str
    known: bool
    note: str
    claims: tuple[ClaimView, ...]
    more: int

    @property
    def has_conflict(self) -> bool:
        """Tell whether some place says otherwise."""
        return any(claim.conflicts for claim in self.claims)


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """Words of the draft and where they are on the page."""

    quote: str
    where: str
    href: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """Coverage of one topic; ``status`` is ``present``, ``weak``, ``absent`` or ``not_required``."""

    key: str
    label: str
    status: str
    status_label: str
    note: str
    quotes: tuple[QuoteLink, ...]


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of the draft or, with ``source``, from elsewhere."""

    kind: ClassVar[str] = "quote"
    label: str
    quote: str
    where: str
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class EditRun:
    """A stretch of one side of an alignment.

    Args:
        text: Its words.
        kind: ``equal``, ``replace``, ``insert`` (only in the draft) or ``delete`` (only in the source).
        note: Why it differs: “地名”, “源报告的名称”; empty for an ordinary change.
    """

    text: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class AlignmentView:
    """A passage of the draft beside the same passage of another report."""

    kind: ClassVar[str] = "alignment"
    copy_kind: str
    similarity: str
    score: str
    source_title: str
    source_facts: str
    where: str
    href: str
    draft: tuple[EditRun, ...]
    source: tuple[EditRun, ...]
    swaps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TermView:
    """One figure of a calculation; ``sign`` is “＋”, “－” or empty, ``text`` is “空白” for a blank cell."""

    label: str
    text: str
    sign: str
    where: str
    href: str
    readable: bool


@dataclass(frozen=True, slots=True)
class ArithmeticView:
    """An identity with both sides, every figure and what may be wrong."""

    kind: ClassVar[str] = "arithmetic"
    formula: str
    left: str
    right: str
    relation: str
    difference: str
    terms_left: tuple[TermView, ...]
    terms_right: tuple[TermView, ...]
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """What was looked for, where, by which words, and what came nearest."""

    kind: ClassVar[str] = "absence"
    sought: str
    searched: tuple[str, ...]
    cues: tuple[str, ...]
    nearest: QuoteView | None
    score: str
    threshold: str


@dataclass(frozen=True, slots=True)
class PredictionView:
    """What a model said, how sure it was and by which words."""

    kind: ClassVar[str] = "prediction"
    label: str
    probability: str
    model: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchView:
    """One line of the matching table; a side that is missing has an empty text."""

    problem: str
    problem_href: str
    measure: str
    measure_href: str
    status: str
    status_label: str
    score: str


@dataclass(frozen=True, slots=True)
class MatchingView:
    """Problems beside the measures that answer them."""

    kind: ClassVar[str] = "matching"
    pairs: tuple[MatchView, ...]


EvidenceView = QuoteView | AlignmentView | ArithmeticView | AbsenceView | PredictionView | MatchingView


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding as a card.

    Args:
        number: From 1, in the order of the text.
        anchor: Id of the card.
        href: Id of the marked words in the text; empty for something absent.
        before: Words in front of the quote.
        after: Words behind it.
        shows_quote: Whether the quote says more than its position: not for one figure of a table.
        certainty: How it was decided: “规则判定”, “模型判断，把握94%”.
        search_text: What the search box looks in, lower-case.
    """

    number: int
    anchor: str
    href: str
    severity: str
    severity_label: str
    family: str
    family_label: str
    category_label: str
    check: str
    section: str
    position: str
    before: str
    quote: str
    after: str
    shows_quote: bool
    message: str
    basis: str
    suggestion: str
    replacement: str | None
    certainty: str
    evidence: tuple[EvidenceView, ...]
    search_text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of a finding that stands behind its marked words."""

    number: int
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the draft under one set of findings.

    Args:
        text: Its words.
        severity: The heaviest severity among its findings; empty without any.
        findings: Ids of the cards of its findings, the heaviest first, divided by spaces.
        strong: Whether it is a heading that shares its line with text.
        ids: Ids that begin here.
        references: Findings that end here.
        shade: What kind of shared wording it is; empty for the draft's own.
        note: What is said of shared wording.
    """

    text: str
    severity: str = ""
    findings: str = ""
    strong: bool = False
    ids: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    shade: str = ""
    note: str = ""

    @property
    def is_plain(self) -> bool:
        """Tell whether it is nothing but words."""
        return not (self.severity or self.ids or self.strong or self.references or self.shade)


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph or heading; level 0 is the title, None plain text."""

    kind: ClassVar[str] = "paragraph"
    level: int | None
    runs: tuple[Run, ...]
    signature: bool = False


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell; ``role`` is ``head`` (a column's), ``label`` (a row's), ``figure`` or ``text``."""

    runs: tuple[Run, ...]
    role: str
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; ``mark`` stands for findings about the whole of it."""

    kind: ClassVar[str] = "table"
    name: str
    rows: tuple[tuple[CellView, ...], ...]
    n_columns: int
    mark: Run
    unreadable: str


SegmentView = ParagraphView | TableView


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that was not checked: a check, a table, a part of the file."""

    kind: str
    kind_label: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class LetterItem:
    """One numbered demand of the return letter; ``finding`` is the id of its card."""

    finding: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterPart:
    """A heading of the return letter with its demands."""

    heading: str
    items: tuple[LetterItem, ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """The return letter; ``closing`` leaves blanks for date, contact and phone."""

    title: str
    parts: tuple[LetterPart, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Everything on the page, from top to bottom."""

    title: str
    file_name: str
    file_digest: str
    generated_on: str
    verdict: str
    verdict_label: str
    verdict_reason: str
    severities: tuple[Choice, ...]
    families: tuple[Choice, ...]
    sections: tuple[Choice, ...]
    n_checks_run: int
    copied_share: str
    formula_share: str
    identity: tuple[IdentityRow, ...]
    topics: tuple[TopicView, ...]
    findings: tuple[FindingView, ...]
    segments: tuple[SegmentView, ...]
    passages: tuple[AlignmentView, ...]
    shades: tuple[Choice, ...]
    unchecked: tuple[Unchecked, ...]
    letter: LetterView
    resources: tuple[tuple[str, str], ...]
