"""What a review needs besides the draft, loaded once a process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import reviewer
from reviewer.classify.business import BUSINESS_MODEL, BusinessModel
from reviewer.classify.linear import LinearModel
from reviewer.classify.role import ROLE_MODEL, RoleModel
from reviewer.classify.store import load_business_model, load_model, load_role_model
from reviewer.classify.topic_coverage import TOPIC_MODEL
from reviewer.identity.candidates import CandidateFinder, build_finder
from reviewer.knowledge.knowledge import Knowledge, load_knowledge
from reviewer.language.store import LANGUAGE_MODEL, load_language
from reviewer.language.store import Language as LanguageTools
from reviewer.nlp.pipeline import build_pipeline
from reviewer.reuse.background import Background
from reviewer.reuse.index import ReuseIndex, build_memory_index, open_index
from reviewer.reuse.segment import IndexedReport
from reviewer.review.reuse import read_reports
from reviewer.review.shipped import find_shipped

if TYPE_CHECKING:
    from spacy.language import Language

SHIPPED_INDEX = "shipped-corpus"


@dataclass(frozen=True, eq=False)
class Resources:
    """Pipeline, knowledge, models and corpora of one process.

    Args:
        nlp: The spaCy pipeline.
        knowledge: Organs, places, rules.
        topic_model: What a sentence is about.
        role_model: Whether a name stands where an issuer speaks of itself.
        business_model: Which line of business words belong to.
        finder: Finds what may be another organ's.
        language: How official prose is written, and what is a slip in it.
        corpora: Indexes to look for copied passages in, with the name each is called by.
        background: How common wordings are in official prose; None without the index that ships.
        unreadable: Corpus files that could not be read, with the reason.
    """

    nlp: Language
    knowledge: Knowledge
    topic_model: LinearModel
    role_model: RoleModel
    business_model: BusinessModel
    finder: CandidateFinder
    language: LanguageTools
    corpora: tuple[tuple[str, ReuseIndex], ...]
    background: Background | None
    unreadable: tuple[tuple[str, str], ...] = ()

    @property
    def indexes(self) -> tuple[ReuseIndex, ...]:
        """The indexes alone."""
        return tuple(index for _, index in self.corpora)

    def versions(self) -> Mapping[str, str]:
        """Return name and version or size of everything that decides, for the review to record."""
        found = {"reviewer": reviewer.__version__}
        for model in (self.topic_model, self.role_model, self.business_model):
            found[f"模型 {model.id}"] = model.digest
        found[f"模型 {LANGUAGE_MODEL}"] = self.language.model.digest
        for name, index in self.corpora:
            found[f"语料 {name}"] = f"{len(index)} 份报告"
        return found


def load_resources(
    *,
    corpora: Sequence[Path] = (),
    use_shipped_corpus: bool = True,
    places: Path | None = None,
    models: Path | None = None,
) -> Resources:
    """Load everything; about half a second, most of it spaCy.

    Args:
        corpora: Folders of reports, or indexes made by ``reviewer corpus build``.
        use_shipped_corpus: Also search the corpus that ships.
        places: The user's own additions to the gazetteer.
        models: Folder of models; the one that ships if None.

    Raises:
        ResourceError: A model, index or corpus is missing, damaged or of another version.
        ConfigError: The places file cannot be read.
    """
    knowledge = load_knowledge(places=places)
    nlp = build_pipeline(patterns=knowledge.lexicon.entries)
    folder = models or find_shipped("models")
    topic_model = load_model(folder / TOPIC_MODEL)
    role_model = load_role_model(folder / ROLE_MODEL)
    business_model = load_business_model(folder / BUSINESS_MODEL)
    opened: list[tuple[str, ReuseIndex]] = []
    unreadable: list[tuple[str, str]] = []
    background = None
    shipped = folder / SHIPPED_INDEX
    if (shipped / "background.npz").is_file():
        background = Background.load(shipped / "background.npz")
    if use_shipped_corpus:
        opened.append(("随产品语料库", open_index(shipped / "index")))
    for path in corpora:
        opened.append((path.name, _open_corpus(path, nlp, knowledge, unreadable)))
    return Resources(
        nlp=nlp,
        knowledge=knowledge,
        topic_model=topic_model,
        role_model=role_model,
        business_model=business_model,
        finder=build_finder(knowledge),
        language=load_language(folder / LANGUAGE_MODEL),
        corpora=tuple(opened),
        background=background,
        unreadable=tuple(unreadable),
    )


def _open_corpus(path: Path, nlp: Language, knowledge: Knowledge, unreadable: list[tuple[str, str]]) -> ReuseIndex:
    if not is_report_folder(path):
        return open_index(path)
    reports: list[IndexedReport] = []
    for item in read_reports(path, nlp, knowledge):
        if isinstance(item, IndexedReport):
            reports.append(item)
        else:
            unreadable.append(item)
    return build_memory_index(reports)


def is_report_folder(path: Path) -> bool:
    """Tell a folder of reports from an index."""
    return path.is_dir() and not (path / "header.json").is_file()
