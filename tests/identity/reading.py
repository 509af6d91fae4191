"""The residues of a few sentences, read as a review reads them."""

from __future__ import annotations

from reviewer.identity.read_residues import read_residues
from reviewer.identity.residues import Residue
from reviewer.nlp.sentences import Sentence, split_sentences
from reviewer.review.resources import Resources


def read(text: str, resources: Resources, own: str, *, speaks_for_all: bool = False) -> dict[str, Residue]:
    """Return the residues of a text of the organ ``own`` by their words, in the order of the text."""
    sentences = tuple(Sentence(span, span.quote(text), 0, None) for span in split_sentences(text))
    found = read_residues(
        sentences,
        tuple(resources.nlp(text)._.mentions),
        ["overview"] * len(sentences),
        (own,),
        speaks_for_all=speaks_for_all,
        departments=resources.knowledge.departments,
        finder=resources.finder,
        model=resources.role_model,
        business=resources.business_model.read(text),
    )
    return {sentences[number].text[one.candidate.start : one.candidate.end]: one for number, one in found}
