"""Hands a draft to the reuse engine, and makes the index of the corpus that ships."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from reviewer.document.model import Document, Table
from reviewer.document.span import Span
from reviewer.errors import IngestError, MissingResource
from reviewer.identity.model import Identity
from reviewer.identity.read import read_identity
from reviewer.ingest.load import load
from reviewer.knowledge.knowledge import Knowledge
from reviewer.nlp.annotations import Mention as NamedMention
from reviewer.nlp.pipeline import annotate
from reviewer.reuse.background import Background
from reviewer.reuse.choose import SURE_SIMILARITY
from reviewer.reuse.index import ReuseIndex
from reviewer.reuse.ledger import SharedRun, find_shared_runs, merge_runs
from reviewer.reuse.masking import Formula, MatchingForm, Mention, build_form
from reviewer.reuse.passage import Passage, ReportRef
from reviewer.reuse.search import find_passages
from reviewer.reuse.segment import IndexedReport, name_hash

if TYPE_CHECKING:
    from spacy.language import Language

REPORT_SUFFIXES = frozenset(
    {".txt", ".md", ".html", ".htm", ".mht", ".mhtml", ".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf"}
)
_TYPES = {"department": "organ", "place": "place"}
_NOT_NAMES = frozenset({"weak", "term", "generic", "account"})


def build_matching_form(
    document: Document, mentions: Iterable[NamedMention], formula_spans: Sequence[Span]
) -> MatchingForm:
    """Return a document's form for matching: names masked, tables, headings and formulae without weight."""
    names = [
        Mention(mention.span.start, mention.span.end, _TYPES[mention.kind])  # type: ignore[arg-type]
        for mention in mentions
        if mention.kind in _TYPES and mention.form not in _NOT_NAMES
    ]
    formulae = [Formula(span.start, span.end, "formula") for span in formula_spans]
    for block in document.blocks:
        if isinstance(block, Table):
            formulae.append(Formula(block.span.start, block.span.end, "table"))
        elif block.heading_span is not None:
            formulae.append(Formula(block.heading_span.start, block.heading_span.end, "heading"))
    formulae.sort(key=lambda formula: (formula.start, formula.end))
    return build_form(document.text, names, formulae)


def report_ref(document: Document, identity: Identity, report_id: str) -> ReportRef:
    """Return how a report is named in passages."""
    title = document.quote(document.title.span) if document.title else ""
    return ReportRef(report_id, title, identity.issuer or "", identity.year)


def own_names(identity: Identity) -> tuple[str, ...]:
    """Return the names that are right in an issuer's own report, longest first."""
    names = {name for name in (identity.issuer, identity.place, *identity.place_chain) if name}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def find_copies(
    form: MatchingForm,
    document: Document,
    identity: Identity,
    *,
    sources: Sequence[ReuseIndex],
    background: Background | None,
    known: tuple[Passage, ...] | None = None,
) -> tuple[Passage, ...] | None:
    """Return the copied passages of a draft, in order of the text; None if it was compared with nothing.

    Args:
        form: The draft's matching form.
        document: The draft.
        identity: Whose it is.
        sources: Corpora to search.
        background: How common wordings are in official prose.
        known: Passages that were found elsewhere; None if nothing was searched elsewhere.
    """
    if not sources:
        return known
    ref = report_ref(document, identity, "")
    found: list[Passage] = list(known or ())
    for index in sources:
        found.extend(find_passages(form, index, ref=ref, own_names=own_names(identity), background=background))
    found.sort(key=lambda passage: (passage.span, -passage.score, passage.report.id))
    kept: list[Passage] = []
    for passage in found:
        sure = [other for other in kept if other.similarity >= min(passage.similarity, SURE_SIMILARITY)]
        if not any(other.span.contains(passage.span) for other in sure):
            kept.append(passage)
    return tuple(kept)


def find_formulas(
    form: MatchingForm,
    identity: Identity,
    *,
    sources: Sequence[ReuseIndex],
    background: Background | None,
    templates: Sequence[tuple[int, int, str]],
    copied: Sequence[Span],
) -> tuple[SharedRun, ...]:
    """Return the ledger of formulae: what a draft shares with the rules and with corpora, and why that is no copy.

    Args:
        form: The draft's matching form.
        identity: Whose it is.
        sources: Corpora to compare with.
        background: How common wordings are in official prose.
        templates: Stretches of standard wording with the family of each.
        copied: The copied passages.
    """
    found = [
        find_shared_runs(
            form, index, background=background, issuer=identity.issuer or "", templates=templates, copied=copied
        )
        for index in sources
    ]
    return found[0] if len(found) == 1 else merge_runs(found)


def find_prior_form(identity: Identity, sources: Sequence[ReuseIndex]) -> tuple[MatchingForm, str] | None:
    """Return the issuer's report of the year before from the corpora, with its id; None if they hold none."""
    if not identity.issuer or identity.year is None:
        return None
    wanted = name_hash(identity.issuer)
    for index in sources:
        same = (index.issuer_hash == wanted) & (index.year == identity.year - 1)
        for number in np.flatnonzero(same).tolist():
            ref, _ = index.report(number)
            if ref.issuer == identity.issuer:
                return index.form(number), ref.id
    return None


def read_reports(folder: Path, nlp: Language, knowledge: Knowledge) -> Iterator[IndexedReport | tuple[str, str]]:
    """Yield the reports below a folder ready for an index; for an unreadable one its id and the reason.

    Raises:
        MissingResource: The folder does not exist or holds no report.
    """
    if not folder.is_dir():
        raise MissingResource(f"语料文件夹 {folder.name} 不存在；请检查路径")
    listed = _listed(folder)
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix.lower() in REPORT_SUFFIXES and not path.name.startswith((".", "~$"))
    )
    paths = [path for path in paths if not listed or path.relative_to(folder).as_posix() in listed]
    if not paths:
        raise MissingResource(f"语料文件夹 {folder.name} 中没有可读的报告")
    for path in paths:
        report_id = path.relative_to(folder).as_posix()
        try:
            document = load(path)
        except IngestError as error:
            yield report_id, str(error)
            continue
        doc = annotate(document, nlp)
        identity = read_identity(document, doc._.dates, knowledge.departments, knowledge.gazetteer)
        spans = [Span(start, end) for start, end, _ in knowledge.formulae.find(document.text)]
        form = build_matching_form(document, doc._.mentions, spans)
        yield IndexedReport(report_ref(document, identity, report_id), form, own_names(identity))


def _listed(folder: Path) -> frozenset[str]:
    """Return the ids in a corpus folder's manifest; empty for a plain folder of reports."""
    manifest = folder / "manifest.jsonl"
    if not manifest.is_file():
        return frozenset()
    lines = manifest.read_text(encoding="utf-8").splitlines()
    return frozenset(json.loads(line)["id"] for line in lines if line.strip())
