"""Rebuilds everything that is learned from the corpus: models, index, background, model cards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reviewer.classify.business import BUSINESS_MODEL
from reviewer.classify.model_card import write_model_card
from reviewer.classify.role import ROLE_MODEL
from reviewer.classify.train import train_topic_model
from reviewer.classify.train_business import train_business_model
from reviewer.classify.train_role import train_role_model
from reviewer.classify.train_section import SECTION_MODEL, train_section_model
from reviewer.identity.candidates import build_finder
from reviewer.knowledge.knowledge import load_knowledge
from reviewer.language.train import train_language_model
from reviewer.nlp.pipeline import build_pipeline
from reviewer.reuse.background import train_background
from reviewer.reuse.index import build_index
from reviewer.reuse.segment import IndexedReport
from reviewer.review.examples import judged_sentences, read_corpus, role_examples, wordings
from reviewer.review.resources import SHIPPED_INDEX
from reviewer.review.reuse import read_reports


def train_all(corpus: Path, models: Path, *, tell: Callable[[str], None]) -> None:
    """Train every model on ``corpus`` and write it below ``models``.

    Args:
        corpus: A corpus with labels and manifest.
        models: Where the model folders stand.
        tell: Called with one line of Chinese at each step.

    Raises:
        MissingResource: The corpus has no manifest.
    """
    tell("训练主题模型……")
    model = train_topic_model(corpus, models)
    write_model_card(models / model.id)
    places = corpus / "invented_places.toml"
    knowledge = load_knowledge(places=places if places.is_file() else None)
    nlp = build_pipeline(patterns=knowledge.lexicon.entries)
    reports = read_corpus(corpus, nlp)
    tell("训练章节模型……")
    train_section_model(corpus, models)
    write_model_card(models / SECTION_MODEL)
    tell("训练提及角色模型……")
    train_role_model(role_examples(reports, corpus, nlp, knowledge, build_finder(knowledge)), corpus, models)
    write_model_card(models / ROLE_MODEL)
    tell("训练部门业务模型……")
    words = wordings(corpus, knowledge)
    train_business_model(words, *judged_sentences(reports, words, knowledge), corpus, models)
    write_model_card(models / BUSINESS_MODEL)
    tell("训练语言模型……")
    train_language_model(corpus, models)
    tell("建立随产品语料库的索引……")
    build_shipped_index(corpus, models)


def build_shipped_index(corpus: Path, models: Path) -> None:
    """Build the reuse index and the background of wordings of a corpus."""
    places = corpus / "invented_places.toml"
    knowledge = load_knowledge(places=places if places.is_file() else None)
    nlp = build_pipeline(patterns=knowledge.lexicon.entries)
    reports = [item for item in read_reports(corpus, nlp, knowledge) if isinstance(item, IndexedReport)]
    folder = models / SHIPPED_INDEX
    build_index(reports, folder / "index")
    train_background([(report.ref.issuer, report.form) for report in reports]).save(folder / "background.npz")
