"""Turns a review into what a page shows; all choices of words and order are made here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reviewer.checks.base import CheckOutcome, Finding, Severity
from reviewer.checks.evidence import AlignmentEvidence
from reviewer.document.model import Document, Table
from reviewer.document.span import Span
from reviewer.render import labels
from reviewer.render.letter import write_letter
from reviewer.render.places import Locator, is_figure
from reviewer.render.safe_text import one_line, shorten, visible
from reviewer.render.view_evidence import alignment_view, evidence_view, percent, spans_of, sureness
from reviewer.render.view_identity import identity_rows
from reviewer.render.view_model import Choice, FindingView, QuoteLink, ReviewView, TopicView, Unchecked
from reviewer.render.view_text import Mark, MarkedText
from reviewer.reuse.ledger import SharedRun
from reviewer.review.model import Review

_CONTEXT_CHARS = 24
_QUOTE_CHARS = 160
_ELSEWHERE = "elsewhere"


def build_view(review: Review, *, generated_on: str | None = None) -> ReviewView:
    """Return ``review`` as plain strings and numbers.

    Args:
        review: What is known of one draft.
        generated_on: Date to print on the page; without it the page bears none, so that
            the same review always gives the same page.
    """
    return _ViewBuilder(review).build(generated_on or "")


class _ViewBuilder:
    """Holds what the parts of one view share: places, marks and the ids they got."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.document = review.document
        self.locator = Locator(review.document, review.sections, review.tables)
        self.ids = review.ids()
        self.marks: dict[Span, Mark] = {}
        self.finding_marks: list[Mark] = []
        self._collect_marks()
        self.shades = self._shades()
        self.marked = MarkedText(review.document, [*self.finding_marks, *self.marks.values(), *self.shades])

    def build(self, generated_on: str) -> ReviewView:
        review, source = self.review, self.document.source
        findings = tuple(self._finding(index, finding) for index, finding in enumerate(review.findings))
        unchecked = tuple(_unchecked(review, self.locator))
        title = one_line(self.document.quote(self.document.title.span)) if self.document.title else ""
        title = title or one_line(source.name)
        shown = {
            id(evidence.passage)
            for finding in review.findings
            for evidence in finding.evidence
            if isinstance(evidence, AlignmentEvidence)
        }
        shown_spans = {passage.span for passage in review.passages if id(passage) in shown}
        return ReviewView(
            title=title,
            file_name=one_line(source.name),
            file_digest=source.sha256,
            generated_on=visible(generated_on),
            verdict=review.verdict,
            verdict_label=labels.VERDICTS[review.verdict],
            verdict_reason=_reason(review, len(unchecked)),
            severities=tuple(
                Choice(str(severity), labels.SEVERITIES[severity], review.count(severity)) for severity in Severity
            ),
            families=_choices((finding.family for finding in findings), labels.FAMILIES),
            sections=_choices((finding.section for finding in findings), {**labels.SECTIONS, _ELSEWHERE: "其他位置"}),
            n_checks_run=sum(outcome.status == "ran" for outcome in review.outcomes),
            copied_share=percent(review.copied_share),
            formula_share=percent(review.formula_share),
            identity=identity_rows(review.identity, self._anchor),
            topics=self._topics(),
            findings=findings,
            segments=self.marked.segments(
                self.locator, {table.span.start: table.unreadable for table in review.tables if table.unreadable}
            ),
            passages=tuple(
                alignment_view(passage, self.document, self.locator, self._anchor)
                for passage in review.passages
                if passage.span not in shown_spans
            ),
            shades=_choices((mark.shade for mark in self.shades), labels.SHARED_RUNS),
            unchecked=unchecked,
            letter=write_letter(title, review.verdict, findings, unchecked),
            resources=tuple((visible(name), visible(value)) for name, value in sorted(review.resources.items())),
        )

    def _collect_marks(self) -> None:
        """Number the findings' places and every other stretch that something points to."""
        for index, finding in enumerate(self.review.findings):
            if finding.span is not None:
                card = f"f-{self.ids[index]}"
                self.finding_marks.append(Mark(finding.span, f"t-{self.ids[index]}", card, index + 1, finding.severity))
        spans: list[Span] = []
        for finding in self.review.findings:
            spans.extend(span for evidence in finding.evidence for span in spans_of(evidence))
        spans.extend(claim.span for claim in self.review.identity.claims if claim.span)
        spans.extend(span for topic in self.review.topics for span in topic.evidence)
        spans.extend(passage.span for passage in self.review.passages)
        for span in spans:
            self.marks.setdefault(span, Mark(span, f"e-{span.start}-{span.end}"))

    def _shades(self) -> list[Mark]:
        """Return the marks of wording that is shared and no copy; tables and headings are the form's own."""
        taken = [block.span for block in self.document.blocks if isinstance(block, Table) or block.is_heading]
        return [
            Mark(run.span, "", shade=run.label, note=_shade_note(run))
            for run in self.review.formulas
            if run.label in labels.SHARED_RUNS and not any(run.span.overlaps(span) for span in taken)
        ]

    def _anchor(self, span: Span) -> str:
        mark = self.marks.get(span)
        return mark.anchor if mark and mark.anchor in self.marked.placed else ""

    def _finding(self, index: int, finding: Finding) -> FindingView:
        family, _, _ = finding.check.partition(".")
        section = finding.section or _ELSEWHERE
        before, quote, after = _context(self.document, finding.span) if finding.span else ("", "", "")
        anchor = f"t-{self.ids[index]}"
        suggestion = finding.suggestion
        replacement = suggestion.replacement if suggestion else None
        message = visible(finding.message)
        position = self.locator.describe(finding.span) if finding.span else _absent_place(finding)
        category = labels.label(labels.CATEGORIES, finding.category)
        return FindingView(
            number=index + 1,
            anchor=f"f-{self.ids[index]}",
            href=anchor if anchor in self.marked.placed else "",
            severity=str(finding.severity),
            severity_label=labels.SEVERITIES[finding.severity],
            family=family,
            family_label=labels.label(labels.FAMILIES, family),
            category_label=category,
            check=visible(finding.check),
            section=section,
            position=position,
            before=before,
            quote=quote,
            after=after,
            shows_quote=bool(quote) and not (is_figure(quote) and position.startswith(("表", "第"))),
            message=message,
            basis=visible(finding.basis),
            suggestion=visible(suggestion.message) if suggestion else "",
            replacement=None if replacement is None else one_line(replacement),
            certainty="规则判定" if finding.confidence is None else f"模型判断，把握{sureness(finding.confidence)}",
            evidence=tuple(
                evidence_view(evidence, self.document, self.locator, self._anchor) for evidence in finding.evidence
            ),
            search_text=" ".join((message, quote, position, category)).lower(),
        )

    def _topics(self) -> tuple[TopicView, ...]:
        views: list[TopicView] = []
        for topic in self.review.topics:
            status: str = topic.status
            if not topic.required and status != "present":
                status = "not_required"
            note = "按规则判定" if topic.confidence is None else f"模型把握{sureness(topic.confidence)}"
            quotes = tuple(
                QuoteLink(
                    shorten(one_line(self.document.quote(span)), _QUOTE_CHARS),
                    self.locator.describe(span),
                    self._anchor(span),
                )
                for span in topic.evidence
            )
            views.append(
                TopicView(
                    key=topic.key,
                    label=labels.label(labels.TOPICS, topic.key),
                    status=status,
                    status_label=labels.TOPIC_STATUSES[status],
                    note=note,
                    quotes=quotes,
                )
            )
        return tuple(views)


def _context(document: Document, span: Span) -> tuple[str, str, str]:
    """Return a quote with some words of its own line on either side."""
    text = document.text
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    line_end = len(text) if line_end < 0 else line_end
    if "\t" in text[line_start:line_end]:  # a table's row; its position names row and column
        line_start, line_end = span.start, span.end
    start, end = max(line_start, span.start - _CONTEXT_CHARS), min(line_end, span.end + _CONTEXT_CHARS)
    before = ("…" if start > line_start else "") + one_line(text[start : span.start])
    after = one_line(text[span.end : end]) + ("…" if end < line_end else "")
    return before, shorten(one_line(text[span.start : span.end]), _QUOTE_CHARS), after


def _absent_place(finding: Finding) -> str:
    if finding.section is not None and finding.section in labels.PARTS:
        return f"{labels.PARTS[finding.section]}（缺少）"
    return "全文（缺少）"


def _shade_note(run: SharedRun) -> str:
    used = f"，语料中至少{run.bodies}家机关使用" if run.bodies > 1 else ""
    return f"{labels.SHARED_RUNS[run.label]}{used}，不作雷同认定"


def _choices(keys: Iterable[str], names: Mapping[str, str]) -> tuple[Choice, ...]:
    """Return the values that occur, in the order of ``names``, unknown ones last."""
    counts = Counter(keys)
    order = [*(key for key in names if key in counts), *sorted(key for key in counts if key not in names)]
    return tuple(Choice(key, labels.label(names, key), counts[key]) for key in order)


def _reason(review: Review, n_unchecked: int) -> str:
    """Return why the verdict is what it is, in one line; what was not checked is always said."""
    errors, warnings = review.count(Severity.ERROR), review.count(Severity.WARNING)
    failed = sum(outcome.status == "failed" for outcome in review.outcomes)
    if errors:
        reason = f"有{errors}处必须改正：{_categories(review.findings, Severity.ERROR)}"
    elif warnings:
        reason = f"没有必须改正的问题，有{warnings}处需要核对：{_categories(review.findings, Severity.WARNING)}"
    elif failed:
        reason = f"有{failed}项检查出错，未能完成审查"
    else:
        reason = "检查过的项目没有发现需要改正的问题"
    return reason + (f"；另有{n_unchecked}项未能检查。" if n_unchecked else "。")


def _categories(findings: Sequence[Finding], severity: Severity) -> str:
    counts = Counter(finding.category for finding in findings if finding.severity is severity)
    names = [labels.label(labels.CATEGORIES, category) for category, _ in counts.most_common(3)]
    return "、".join(names) + ("等" if len(counts) > len(names) else "")


def _unchecked(review: Review, locator: Locator) -> Iterable[Unchecked]:
    """Yield what was not checked, the gravest first: crashes, tables, parts of the file, checks left out."""

    def entry(kind: str, what: str, reason: str) -> Unchecked:
        return Unchecked(kind, labels.UNCHECKED_KINDS[kind], visible(what), visible(reason))

    def of_status(status: str, outcomes: Sequence[CheckOutcome]) -> Iterable[Unchecked]:
        for outcome in outcomes:
            if outcome.status == status:
                yield entry(status, labels.check_label(outcome.check), outcome.reason or "没有说明原因")

    yield from of_status("failed", review.outcomes)
    for table in review.tables:
        if table.unreadable:
            yield entry("table", locator.describe(table.span), table.unreadable)
    for note in review.document.notes:
        yield entry("note", "原文件", note)
    yield from of_status("skipped", review.outcomes)
