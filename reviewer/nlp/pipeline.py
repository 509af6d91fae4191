"""The pipeline: built once a process, run once a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc

from reviewer.document.model import Document
from reviewer.errors import InconsistentDocument
from reviewer.nlp.annotations import Pattern
from reviewer.nlp.components import dates, mentions, quantities, sentences
from reviewer.nlp.tokenizer import Engine, create_jieba_tokenizer

COMPONENTS = ("reviewer_sentences", "reviewer_quantities", "reviewer_dates", "reviewer_mentions")
_FACTORIES = (sentences, quantities, dates, mentions)  # importing them registers their factories
_MAX_CHARS = 2_100_000


def build_pipeline(*, patterns: Sequence[Pattern], engine: Engine = "auto") -> Language:
    """Return the spaCy pipeline: jieba words, sentences, quantities, dates, names.

    Args:
        patterns: The names that ``reviewer_mentions`` looks for.
        engine: Which jieba cuts the words.
    """
    # spacy.blank would first build, validate and throw away its own tokenizer, 30 ms.
    nlp: Language = Chinese(create_tokenizer=create_jieba_tokenizer(engine))
    config = nlp.config
    # A pipeline that is saved must find its tokenizer again by this name.
    config["nlp"]["tokenizer"] = {"@tokenizers": "reviewer.jieba.v1", "engine": engine}
    nlp.config = config
    nlp.max_length = _MAX_CHARS
    for component in COMPONENTS:
        nlp.add_pipe(component)
    finder = cast("mentions.MentionFinder", nlp.get_pipe("reviewer_mentions"))
    finder.use(patterns)
    return nlp


def annotate(document: Document, nlp: Language) -> Doc:
    """Return the Doc of a document's raw text.

    Raises:
        InconsistentDocument: The words do not add up to the text, so that offsets would drift.
    """
    doc = nlp(document.text)
    if doc.text != document.text:
        raise InconsistentDocument("分词结果与原文不一致，位置无法对应；请反馈给开发者")
    return doc
