"""Component that finds the names of a lexicon in one pass over the text."""

from __future__ import annotations

from collections.abc import Sequence

import ahocorasick_rs
from spacy.language import Language
from spacy.tokens import Doc

from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.nlp.annotations import Mention, Pattern, register_extensions, text_of


class MentionFinder:
    """Writes ``doc._.mentions``: the longest name at each place, ascending, not overlapping.

    Without a lexicon it raises: an empty list of names would read as a clean draft.
    """

    def __init__(self) -> None:
        self._patterns: Sequence[Pattern] | None = None
        self._automaton: ahocorasick_rs.AhoCorasick | None = None

    def use(self, patterns: Sequence[Pattern]) -> None:
        """Look for ``patterns`` from now on; of equal surfaces the first counts."""
        first: dict[str, Pattern] = {}
        for pattern in patterns:
            first.setdefault(fold(pattern.surface), pattern)
        self._patterns = tuple(first.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(first),
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            store_patterns=False,
        )

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of ``doc``."""
        if self._automaton is None or self._patterns is None:
            raise RuntimeError("reviewer_mentions has no lexicon; call use() or build_pipeline(patterns=…)")
        mentions: list[Mention] = []
        for index, start, end in self._automaton.find_matches_as_indexes(fold(text_of(doc))):
            pattern = self._patterns[index]
            mentions.append(Mention(Span(start, end), pattern.surface, pattern.kind, pattern.key, pattern.form))
        doc._.mentions = tuple(mentions)
        return doc


def build_mentions(nlp: Language, name: str) -> MentionFinder:  # noqa: ARG001
    """Return the component; spaCy calls this for ``reviewer_mentions``."""
    register_extensions()
    return MentionFinder()


Language.factory("reviewer_mentions", assigns=["doc._.mentions"], func=build_mentions)
