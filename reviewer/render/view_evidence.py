"""Each kind of evidence as a page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

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
from reviewer.render import labels
from reviewer.render.places import Locator
from reviewer.render.runs import split
from reviewer.render.safe_text import one_line, visible
from reviewer.render.view_model import (
    AbsenceView,
    AlignmentView,
    ArithmeticView,
    EditRun,
    EvidenceView,
    MatchingView,
    MatchView,
    PredictionView,
    QuoteView,
    TermView,
)
from reviewer.reuse.passage import Passage

Anchor = Callable[[Span], str]
"""Returns the id that a stretch of the draft has on the page; empty if it has none."""

LEFTOVER = "未改掉的名称"


def spans_of(evidence: Evidence) -> Iterator[Span]:
    """Yield the stretches of the draft that ``evidence`` points to."""
    match evidence:
        case QuoteEvidence(span=Span() as span):
            yield span
        case AlignmentEvidence(passage):
            yield passage.span
        case ArithmeticEvidence():
            yield from (term.span for term in (*evidence.terms_left, *evidence.terms_right) if term.span)
        case AbsenceEvidence(nearest=QuoteEvidence(span=Span() as span)):
            yield span
        case MatchingEvidence(pairs):
            for pair in pairs:
                yield from (span for span in (pair.problem_span, pair.measure_span) if span)


def evidence_view(evidence: Evidence, document: Document, locator: Locator, anchor: Anchor) -> EvidenceView:
    """Return ``evidence`` as plain words."""
    match evidence:
        case QuoteEvidence():
            return _quote(evidence, document, locator, anchor)
        case AlignmentEvidence(passage):
            return alignment_view(passage, document, locator, anchor)
        case ArithmeticEvidence():
            return _arithmetic(evidence, locator, anchor)
        case AbsenceEvidence():
            nearest = evidence.nearest
            return AbsenceView(
                sought=visible(evidence.sought),
                searched=tuple(map(visible, evidence.searched)),
                cues=tuple(map(visible, evidence.cues)),
                nearest=_quote(nearest, document, locator, anchor) if nearest else None,
                score=percent(evidence.nearest_score),
                threshold=percent(evidence.threshold),
            )
        case MatchingEvidence(pairs):
            return MatchingView(tuple(_match(pair, anchor) for pair in pairs))
        case PredictionEvidence():
            return PredictionView(
                label=visible(evidence.label),
                probability=sureness(evidence.probability),
                model=visible(evidence.model),
                cues=tuple(map(visible, evidence.cues)),
            )


def alignment_view(passage: Passage, document: Document, locator: Locator, anchor: Anchor) -> AlignmentView:
    """Return a copied passage beside its source, differences marked on both sides."""
    report = passage.report
    facts = [report.issuer, f"{report.report_year}年度" if report.report_year else "", report.id]
    return AlignmentView(
        copy_kind=labels.label(labels.PASSAGE_KINDS, passage.kind),
        similarity=percent(passage.similarity),
        score=f"{passage.score:.0f}",
        source_title=visible(report.title or report.id),
        source_facts=" · ".join(visible(fact) for fact in facts if fact),
        where=locator.describe(passage.span),
        href=anchor(passage.span),
        draft=_draft_side(passage, document),
        source=_source_side(passage),
        swaps=tuple((visible(old), visible(new)) for old, new in passage.swaps),
    )


def sureness(probability: float) -> str:
    """Return a model's probability as a percentage; no model is ever quite sure."""
    return "99%以上" if probability > 0.99 else percent(probability)


def percent(share: float) -> str:
    """Return a share as a percentage without decimals; 99.6 % is not rounded up to all."""
    value = round(share * 100)
    if value == 100 and share < 1:
        value = 99
    return f"{value}%"


def _quote(evidence: QuoteEvidence, document: Document, locator: Locator, anchor: Anchor) -> QuoteView:
    span = evidence.span
    return QuoteView(
        label=visible(evidence.label),
        quote=one_line(document.quote(span) if span else evidence.quote),
        where=locator.describe(span) if span else "",
        source=visible(evidence.source),
        href=anchor(span) if span else "",
    )


def _draft_side(passage: Passage, document: Document) -> tuple[EditRun, ...]:
    steps = [(*edit.target, edit.kind, edit.label) for edit in passage.edits if edit.kind != "delete"]
    runs: list[EditRun] = []
    for start, end, kind, note in _cover(steps, passage.span):
        inner = split(start, end, [left.span for left in passage.leftovers if left.span.overlaps(Span(start, end))])
        for piece in inner:
            text = visible(document.text[piece.start : piece.end])
            runs.append(EditRun(text, "leftover", LEFTOVER) if piece.marks else EditRun(text, kind, note))
    return tuple(runs)


def _source_side(passage: Passage) -> tuple[EditRun, ...]:
    steps = [(*edit.source, edit.kind, edit.label) for edit in passage.edits if edit.kind != "insert"]
    base = passage.source_span.start
    quote = visible(passage.source_quote)
    return tuple(
        EditRun(quote[start - base : end - base], kind, note)
        for start, end, kind, note in _cover(steps, Span(base, base + max(1, len(quote))))
    )


def _cover(steps: Sequence[tuple[int, int, str, str | None]], span: Span) -> Iterator[tuple[int, int, str, str]]:
    """Yield ``steps`` in order of place, cut to ``span``, the gaps between them as equal."""
    at = span.start
    for start, end, kind, note in sorted(steps, key=lambda step: step[:2]):
        left, right = max(start, at), min(end, span.end)
        if left >= right:
            continue
        if left > at:
            yield at, left, "equal", ""
        yield left, right, kind, labels.label(labels.EDIT_LABELS, note) if note else ""
        at = right
    if at < span.end:
        yield at, span.end, "equal", ""


def _match(pair: MatchedPair, anchor: Anchor) -> MatchView:
    if pair.is_answer:
        status, label = "answered", "对应"
    elif pair.problem_span is None:
        status, label = "extra", "未指明问题"
    else:
        status, label = "open", "没有措施"
    return MatchView(
        problem=one_line(pair.problem),
        problem_href=anchor(pair.problem_span) if pair.problem_span else "",
        measure=one_line(pair.measure),
        measure_href=anchor(pair.measure_span) if pair.measure_span else "",
        status=status,
        status_label=label,
        score=percent(pair.score) if pair.problem_span and pair.measure_span else "",
    )


def _arithmetic(evidence: ArithmeticEvidence, locator: Locator, anchor: Anchor) -> ArithmeticView:
    difference = evidence.difference
    return ArithmeticView(
        formula=visible(evidence.formula),
        left=figure(evidence.left),
        right=figure(evidence.right),
        relation="＝" if difference == 0 else "≠",
        difference=figure(abs(difference)),
        terms_left=_terms(evidence.terms_left, locator, anchor),
        terms_right=_terms(evidence.terms_right, locator, anchor),
        repairs=tuple(map(visible, evidence.repairs)),
    )


def _terms(terms: Sequence[Term], locator: Locator, anchor: Anchor) -> tuple[TermView, ...]:
    views: list[TermView] = []
    for order, term in enumerate(terms):
        sign = {1: "＋" if order else "", -1: "－"}.get(term.sign, "")
        views.append(
            TermView(
                label=visible(term.label),
                text=one_line(term.text) or "空白",
                sign=sign,
                where=locator.describe(term.span, brief=True) if term.span else "",
                href=anchor(term.span) if term.span else "",
                readable=term.value is not None,
            )
        )
    return tuple(views)


def figure(value: Decimal) -> str:
    """Return a number without exponent and without zeros behind the last digit that counts."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
