"""What a search for copied text returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reviewer.document.span import Span

PassageKind = Literal["verbatim", "names_swapped", "reordered", "light_edit", "paraphrase", "mosaic"]
EditKind = Literal["equal", "replace", "insert", "delete"]
LeftoverKind = Literal["organ", "place", "level", "name", "year"]


@dataclass(frozen=True, slots=True)
class ReportRef:
    """A report of a corpus, as much as a reader of a review needs to find it.

    Args:
        id: Path relative to its corpus folder, or id in the corpus manifest.
        title: Its title line; empty if it has none.
        issuer: The organ that published it; empty if unknown.
        report_year: Year that it reports on; None if unknown.
    """

    id: str
    title: str
    issuer: str
    report_year: int | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of an alignment: a stretch of the draft against a stretch of the source.

    Args:
        kind: ``equal`` stretches match in the matching form; the others differ.
        target: Raw offsets in the draft, half-open; empty for ``delete``.
        source: Raw offsets in the source report, half-open; empty for ``insert``.
        label: Type of the names that differ (``organ``, ``place``, ``year``, ``date``,
            ``number``), or None for an ordinary change of wording.
    """

    kind: EditKind
    target: tuple[int, int]
    source: tuple[int, int]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the draft that a comparison of many reports has found in one of them.

    Args:
        start: Raw offset in the draft.
        end: One past the last.
        source: Id of the report.
        source_start: Raw offset in the report.
        source_end: One past the last.
    """

    start: int
    end: int
    source: str
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Leftover:
    """A name in a copied passage that is the source's.

    Args:
        span: Where it stands in the draft, raw offsets.
        quote: The name.
        kind: ``organ`` and ``place``: the source's own; ``level``: 全区 or 区委 of another rank than the
            draft's place; ``name``: of a place that no list knows; ``year``: the source's.
    """

    span: Span
    quote: str
    kind: LeftoverKind


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the draft that also stands, changed or not, in another report.

    Args:
        span: The stretch in the draft, raw offsets.
        quote: Its text.
        kind: What the copier did to it.
        similarity: Share of the stretch that agrees with the source, 0 to 1; with names
            masked for ``names_swapped``.
        score: Bits of evidence that the agreement is no accident of official prose.
        report: Where the other copy stands.
        source_span: The stretch in that report, raw offsets.
        source_quote: Its text.
        edits: The alignment, in order of the draft; covers both stretches.
        swaps: Names that were exchanged, as (source, draft) pairs: names, then years and dates, then figures,
            each in order of first occurrence.
        leftovers: Names in the stretch that are right in the source and wrong in the draft, the surest first.
    """

    span: Span
    quote: str
    kind: PassageKind
    similarity: float
    score: float
    report: ReportRef
    source_span: Span
    source_quote: str
    edits: tuple[Edit, ...] = ()
    swaps: tuple[tuple[str, str], ...] = ()
    leftovers: tuple[Leftover, ...] = ()
