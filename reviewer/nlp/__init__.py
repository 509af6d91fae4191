"""From a document to spaCy's Doc: our jieba tokenizer and our components."""

from __future__ import annotations

from reviewer.nlp.lean_spacy import import_spacy

import_spacy()
