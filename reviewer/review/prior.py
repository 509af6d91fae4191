"""The issuer's report of the year before: given by the caller, or found in a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.document.model import Document
from reviewer.document.span import Span
from reviewer.identity.model import Identity
from reviewer.identity.read import read_identity
from reviewer.ingest.load import load, load_bytes
from reviewer.nlp.pipeline import annotate
from reviewer.reuse.index import ReuseIndex
from reviewer.reuse.masking import MatchingForm
from reviewer.review.resources import Resources
from reviewer.review.reuse import build_matching_form, find_prior_form


@dataclass(frozen=True, slots=True)
class Prior:
    """The issuer's report of the year before, already read.

    Args:
        document: The report.
        form: Its matching form.
        name: What findings call it.
    """

    document: Document
    form: MatchingForm
    name: str


@dataclass(frozen=True, slots=True)
class RefusedPrior:
    """A report that was given as the year before's and is not.

    Args:
        reason: Why, in Chinese, as the checks that need one say it.
    """

    reason: str


def find_prior(
    given: Path | Prior | None, identity: Identity, resources: Resources, *, indexes: Sequence[ReuseIndex]
) -> Prior | RefusedPrior | None:
    """Return the report of the year before; None if none was given and the corpora hold none.

    A file that the caller names is read and compared with the draft first: figures of another
    organ, or of another year, would make false findings of what is right.

    Raises:
        IngestError: The file cannot be read.
    """
    if isinstance(given, Path):
        return _read(given, identity, resources)
    if given is not None:
        return given
    held = find_prior_form(identity, indexes)
    if held is None:
        return None
    form, name = held
    # An index keeps the text alone, without the file it came from.
    return Prior(load_bytes(form.text.encode(), f"{name.removesuffix('.txt')}.txt"), form, name)


def _read(path: Path, identity: Identity, resources: Resources) -> Prior | RefusedPrior:
    knowledge = resources.knowledge
    document = load(path)
    doc = annotate(document, resources.nlp)
    theirs = read_identity(document, doc._.dates, knowledge.departments, knowledge.gazetteer)
    if not _is_of_same_issuer(identity, theirs):
        reason = f"--prior 给出的是{theirs.issuer}的报告，不是{identity.issuer}的；没有用它比对"
        return RefusedPrior(reason)
    if identity.year and theirs.year and theirs.year != identity.year - 1:
        reason = f"--prior 给出的是{theirs.year}年度的报告，不是{identity.year - 1}年度的；没有用它比对"
        return RefusedPrior(reason)
    spans = tuple(Span(start, end) for start, end, _ in knowledge.formulae.find(document.text))
    return Prior(document, build_matching_form(document, doc._.mentions, spans), document.source.name)


def _is_of_same_issuer(ours: Identity, theirs: Identity) -> bool:
    """Tell whether two reports may be one organ's; what is not known, or was renamed, speaks for it."""
    if ours.issuer is None or theirs.issuer is None or ours.issuer == theirs.issuer:
        return True
    are_departments_apart = bool(ours.departments and theirs.departments) and not (
        set(ours.departments) & set(theirs.departments)
    )
    is_place_changed = ours.place is not None and theirs.place is not None and ours.place != theirs.place
    # 撤县设区 changes the last character of a place's name and nothing else.
    is_place_other = is_place_changed and (ours.place or "")[:-1] != (theirs.place or "")[:-1]
    return not are_departments_apart and not is_place_other
