"""Reviews one draft: the walk from a file to a Review."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.checks.base import Check, CheckOutcome, Finding
from reviewer.checks.context import NO_PRIOR, CheckContext
from reviewer.classify.topic_coverage import Place, evidence_spans, read_topics
from reviewer.document.contents import TOPIC_KEYS
from reviewer.document.model import Document, Paragraph
from reviewer.document.span import Span
from reviewer.errors import CheckFailed
from reviewer.identity.read import Overrides, read_identity
from reviewer.ingest.load import load
from reviewer.knowledge.sections import OfficialHeading, find_official_sections, official_at
from reviewer.knowledge.table_mapping import MappedOrNot, map_tables
from reviewer.knowledge.tables import UnreadableTable
from reviewer.nlp.pipeline import annotate
from reviewer.nlp.sentences import Sentence, read_sentences
from reviewer.regex import Regex
from reviewer.reuse.passage import Passage
from reviewer.reuse.repeated import find_repetitions
from reviewer.reuse.year_over_year import compare_years
from reviewer.review.model import OfficialSection, OfficialTable, Review, TopicCoverage
from reviewer.review.plan import CheckPlan, build_plan
from reviewer.review.prior import Prior, RefusedPrior, find_prior
from reviewer.review.resources import Resources, load_resources
from reviewer.review.reuse import build_matching_form, find_copies, find_formulas
from reviewer.review.settle import settle

_SENTENCE_ENDS = "。！？!?；;：:”’」』）)》…"
_MIN_CUT_CHARS = 30


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What a caller may say about one draft.

    Args:
        overrides: Issuer, year and profile that the caller knows better.
        prior: The issuer's report of the year before, or its file.
        passages: Copied passages that a comparison of many reports has found in this one; None
            if it was not compared. Those from the corpora are added.
        raise_failures: Let a crashing check raise instead of becoming an outcome; for tests.
    """

    overrides: Overrides = Overrides()
    prior: Path | Prior | None = None
    passages: tuple[Passage, ...] | None = None
    raise_failures: bool = False


def review_file(
    path: str | Path,
    *,
    resources: Resources | None = None,
    plan: CheckPlan | None = None,
    options: ReviewOptions | None = None,
) -> Review:
    """Read and review the report at ``path``.

    Args:
        path: A report in any format that ``reviewer.ingest`` reads.
        resources: Loaded once and passed to every call; loaded anew if None.
        plan: The checks to run; all of them if None.
        options: What is known of the draft beforehand.

    Raises:
        IngestError: The file cannot be read.
        ResourceError: A model, index or data file is missing or stale.
    """
    return review_document(load(Path(path)), resources=resources, plan=plan, options=options)


def review_document(
    document: Document,
    *,
    resources: Resources | None = None,
    plan: CheckPlan | None = None,
    options: ReviewOptions | None = None,
) -> Review:
    """Review a document that was already read; see :func:`review_file`."""
    resources = resources or load_resources()
    plan = plan or build_plan()
    options = options or ReviewOptions()
    ctx = build_context(document, resources, options)
    findings, outcomes = run_checks(plan.checks, ctx, raise_failures=options.raise_failures)
    outcomes.extend(CheckOutcome(check_id, "skipped", "未选用") for check_id in plan.switched_off)
    passages = ctx.passages or ()
    return Review(
        document=document,
        identity=ctx.identity,
        sections=_sections(ctx),
        topics=_topics(ctx),
        findings=settle(findings, document),
        passages=passages,
        tables=_tables(document, ctx.tables),
        outcomes=tuple(sorted(outcomes, key=lambda outcome: outcome.check)),
        copied_share=_share([passage.span for passage in passages], ctx.sentences),
        formula_share=_share(ctx.formula_spans, ctx.sentences),
        resources=resources.versions(),
        formulas=ctx.shared_runs,
    )


def build_context(document: Document, resources: Resources, options: ReviewOptions) -> CheckContext:
    """Read and understand a document: everything that the checks may look at."""
    knowledge = resources.knowledge
    doc = annotate(document, resources.nlp)
    identity = read_identity(
        document, doc._.dates, knowledge.departments, knowledge.gazetteer, overrides=options.overrides
    )
    official = find_official_sections(document)
    sentences = read_sentences(document)
    places = [_place_of(sentence, document, official, resources) for sentence in sentences]
    topics = read_topics(
        sentences, places, resources.topic_model, cues=knowledge.decisive_cues, words=knowledge.topic_words
    )
    templates = knowledge.formulae.find(document.text)
    formula_spans = tuple(Span(start, end) for start, end, _ in templates)
    found = find_prior(options.prior, identity, resources, indexes=resources.indexes)
    prior = found if isinstance(found, Prior) else None
    form = build_matching_form(document, doc._.mentions, formula_spans)
    background = resources.background
    passages = find_copies(
        form, document, identity, sources=resources.indexes, background=background, known=options.passages
    )
    shared_runs = find_formulas(
        form,
        identity,
        sources=resources.indexes,
        background=background,
        templates=templates,
        copied=[passage.span for passage in passages or ()],
    )
    return CheckContext(
        document=document,
        doc=doc,
        identity=identity,
        official=official,
        tables=map_tables(document),
        sentences=sentences,
        topics=topics,
        passages=passages,
        knowledge=knowledge,
        language=resources.language,
        prior=prior.document if prior else None,
        prior_tables=map_tables(prior.document) if prior else (),
        why_no_prior=found.reason if isinstance(found, RefusedPrior) else NO_PRIOR,
        is_cut_off=is_cut_off(document),
        formula_spans=formula_spans,
        repetitions=find_repetitions(form, background=background),
        year_fates=compare_years(form, prior.form, background=background) if prior else None,
        shared_runs=shared_runs,
        prior_name=prior.name if prior else "",
        role_model=resources.role_model,
        business=resources.business_model.read(document.text),
        finder=resources.finder,
    )


def run_checks(
    checks: Sequence[Check], ctx: CheckContext, *, raise_failures: bool = False
) -> tuple[list[Finding], list[CheckOutcome]]:
    """Run the checks one after the other; a crash becomes a ``failed`` outcome, never a clean one."""
    findings: list[Finding] = []
    outcomes: list[CheckOutcome] = []
    for check in checks:
        reason = check.why_skipped(ctx)
        if reason is not None:
            outcomes.append(CheckOutcome(check.id, "skipped", reason))
            continue
        started = time.perf_counter()
        try:
            found = list(check.run(ctx))
            settle(found, ctx.document)
        except Exception as error:
            if raise_failures:
                raise CheckFailed(f"{check.id} 运行出错：{error!r}") from error
            outcomes.append(CheckOutcome(check.id, "failed", f"运行出错（{type(error).__name__}），请反馈给开发者"))
            continue
        findings.extend(found)
        outcomes.append(CheckOutcome(check.id, "ran", None, time.perf_counter() - started))
    return findings, outcomes


_FOREWORD = Regex(r"引言|前言|编制说明|说明$|目录")


_NAMES_ATTACHMENT = Regex(r"(?:\.(?:pdf|docx?|wps|xlsx?)|附[表件]\d?)$", re.IGNORECASE)


def is_cut_off(document: Document) -> bool:
    """Tell whether the text stops in the middle of a sentence, as half a copy does."""
    last = document.blocks[-1] if document.blocks else None
    if not isinstance(last, Paragraph) or last.is_heading:
        return False
    text = document.quote(last.span).rstrip()
    return (
        len(text) >= _MIN_CUT_CHARS
        and _NAMES_ATTACHMENT.search(text) is None
        and text[-1] not in _SENTENCE_ENDS
        and not text[-1].isdigit()
        and "日" not in text[-2:]
    )


def _place_of(
    sentence: Sentence, document: Document, official: Sequence[OfficialHeading], resources: Resources
) -> Place:
    heading = official_at(official, sentence.span.start)
    topics: list[str] = []
    index = sentence.section
    while index is not None:
        section = document.sections[index]
        words = document.quote(section.heading.heading_span or section.heading.span)
        topics.extend(resources.knowledge.topics_of_heading(words))
        index = section.parent
    return Place(heading.key if heading else None, tuple(topics), is_headed=_is_headed(sentence, document))


def _is_headed(sentence: Sentence, document: Document) -> bool:
    """Tell whether a heading other than 引言 stands above a sentence."""
    if sentence.section is None:
        return False
    heading = document.sections[sentence.section].heading
    return _FOREWORD.match("".join(document.quote(heading.span).split())) is None


def _sections(ctx: CheckContext) -> tuple[OfficialSection, ...]:
    return tuple(
        OfficialSection(
            heading.key,
            ctx.document.quote(heading.section.heading.heading_span or heading.section.heading.span),
            heading.span,
        )
        for heading in ctx.official
    )


def _topics(ctx: CheckContext) -> tuple[TopicCoverage, ...]:
    required = {
        topic.key for topic in ctx.knowledge.topics if topic.is_required(ctx.identity.profile, ctx.identity.year)
    }
    found: list[TopicCoverage] = []
    for key in TOPIC_KEYS:
        coverage = ctx.topics.coverage[key]
        confidence = coverage.best if coverage.status == "present" else 1 - coverage.best
        found.append(
            TopicCoverage(
                key=key,
                status=coverage.status,
                confidence=round(confidence, 3),
                evidence=evidence_spans(coverage, ctx.sentences),
                required=key in required,
            )
        )
    return tuple(found)


def _tables(document: Document, mapped: Sequence[MappedOrNot]) -> tuple[OfficialTable, ...]:
    owner = {index: table for table in mapped for index in table.table_indexes}
    found: list[OfficialTable] = []
    for index, table in enumerate(document.tables):
        grid = [[""] * table.n_columns for _ in range(table.n_rows)]
        for cell in table.cells:
            grid[cell.row][cell.column] = cell.text
        whole = owner.get(index)
        found.append(
            OfficialTable(
                key=whole.key if whole else None,
                span=table.span,
                grid=tuple(tuple(row) for row in grid),
                unreadable=whole.reason if isinstance(whole, UnreadableTable) else None,
            )
        )
    return tuple(found)


def _share(spans: Sequence[Span], sentences: Sequence[Sentence]) -> float:
    """Return the share of the running text's characters that the spans cover, 0 to 1."""
    total = sum(len(sentence.span) for sentence in sentences)
    if not total:
        return 0.0
    covered: set[int] = set()
    for span in spans:
        covered.update(range(span.start, span.end))
    inside = sum(
        sum(1 for offset in range(sentence.span.start, sentence.span.end) if offset in covered)
        for sentence in sentences
    )
    return round(inside / total, 4)
