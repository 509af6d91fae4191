"""Everything a check may read of one draft; built once, frozen, shared by all checks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reviewer.classify.business import BusinessReading
from reviewer.classify.role import RoleModel
from reviewer.classify.topic_coverage import TopicReading
from reviewer.document.model import Document, Paragraph
from reviewer.document.span import Span
from reviewer.identity.candidates import CandidateFinder
from reviewer.identity.model import Identity
from reviewer.identity.own import SPEAKS_FOR_ALL
from reviewer.identity.read_residues import read_residues
from reviewer.identity.residues import Residue
from reviewer.knowledge.knowledge import Knowledge
from reviewer.knowledge.sections import OfficialHeading, SectionKey, official_at
from reviewer.knowledge.table_mapping import MappedOrNot
from reviewer.knowledge.table_schemas import TableKey
from reviewer.knowledge.tables import MappedTable
from reviewer.language.store import Language
from reviewer.nlp.annotations import DateMention, Mention, Quantity
from reviewer.nlp.sentences import Sentence
from reviewer.reuse.ledger import SharedRun
from reviewer.reuse.passage import Passage
from reviewer.reuse.repeated import Repetition
from reviewer.reuse.year_over_year import SentenceFate

if TYPE_CHECKING:
    from spacy.tokens import Doc

NO_PRIOR = "没有上一年度的报告；可用 --prior 指定"


@dataclass(frozen=True, eq=False)
class CheckContext:
    """One draft, read and understood.

    Args:
        document: The draft.
        doc: Its spaCy Doc.
        identity: Whose report it is.
        official: Its official sections.
        tables: Its official tables, mapped or not.
        sentences: The sentences of its running text.
        topics: What each sentence is about, and which topics are covered.
        passages: Copied passages found in the corpora; None when no corpus was searched.
        knowledge: Organs, places, rules.
        language: How official prose is written, and what is a slip in it.
        prior: The issuer's report of the year before, if given or found.
        prior_tables: Its official tables, mapped or not.
        why_no_prior: What a check says that needs one and has none, in Chinese.
        is_cut_off: The text stops in the middle of a sentence.
        formula_spans: Stretches of statutory and standard wording.
        repetitions: Passages that stand twice in the draft.
        year_fates: What became of the sentences of the issuer's report of the year before; None without one.
        shared_runs: What the draft shares with the rules and with corpora, copied or not.
        prior_name: What that report is called.
        role_model: Whether a name stands where an issuer speaks of itself; None if it is not at hand.
        business: Evidence of trade words in the whole text; None if no model is at hand.
        finder: Finds what may be another organ's; None if it is not at hand.
    """

    document: Document
    doc: Doc
    identity: Identity
    official: tuple[OfficialHeading, ...]
    tables: tuple[MappedOrNot, ...]
    sentences: tuple[Sentence, ...]
    topics: TopicReading
    passages: tuple[Passage, ...] | None
    knowledge: Knowledge
    language: Language
    prior: Document | None
    is_cut_off: bool
    formula_spans: tuple[Span, ...] = ()
    repetitions: tuple[Repetition, ...] = ()
    year_fates: tuple[SentenceFate, ...] | None = None
    shared_runs: tuple[SharedRun, ...] = ()
    prior_name: str = ""
    prior_tables: tuple[MappedOrNot, ...] = ()
    why_no_prior: str = NO_PRIOR
    role_model: RoleModel | None = None
    business: BusinessReading | None = None
    finder: CandidateFinder | None = None

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Names of the lexicon, in order."""
        return tuple(self.doc._.mentions)

    @property
    def dates(self) -> tuple[DateMention, ...]:
        """Dates and years, in order."""
        return tuple(self.doc._.dates)

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Stated numbers, in order."""
        return tuple(self.doc._.quantities)

    @cached_property
    def mapped_tables(self) -> dict[TableKey, MappedTable]:
        """Official tables whose figures are known."""
        return {table.key: table for table in self.tables if isinstance(table, MappedTable)}

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def basis(self, category: str) -> str:
        """Return the legal basis of a category for this report, in Chinese."""
        return self.knowledge.basis(category, self.identity.year)

    @cached_property
    def residues(self) -> tuple[tuple[int, Residue], ...]:
        """Remains of other organs' texts, each with the number of its sentence."""
        if self.finder is None or self.role_model is None or not self.identity.departments:
            return ()
        return read_residues(
            self.sentences,
            self.mentions,
            [self.section_key_at(one.span.start) for one in self.sentences],
            self.identity.departments,
            speaks_for_all=self.speaks_for_all,
            departments=self.knowledge.departments,
            finder=self.finder,
            model=self.role_model,
            business=self.business,
        )

    @property
    def speaks_for_all(self) -> bool:
        """Whether the issuer may name any organ: a government, its office, a township, a zone."""
        return self.identity.is_government or bool(SPEAKS_FOR_ALL & set(self.identity.departments[:1]))

    def section_key_at(self, offset: int) -> SectionKey | None:
        """Return the official section that holds ``offset``; None in front of the first."""
        heading = official_at(self.official, offset)
        return heading.key if heading else None

    def sentence_index(self, offset: int) -> int | None:
        """Return the number of the sentence that holds ``offset``; None in headings and tables."""
        position = bisect_right(self._sentence_starts, offset) - 1
        if position < 0 or offset >= self.sentences[position].span.end:
            return None
        return position

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds ``offset``; None in headings and tables."""
        position = self.sentence_index(offset)
        return None if position is None else self.sentences[position]

    @cached_property
    def statements(self) -> tuple[Sentence, ...]:
        """Sentences, and headings that are whole sentences themselves."""
        found = list(self.sentences)
        for index, block in enumerate(self.document.blocks):
            if not isinstance(block, Paragraph) or not block.is_heading or not block.heading_level:
                continue
            text = self.document.quote(block.span)
            if text.endswith("。"):
                found.append(Sentence(block.span, text, index, None))
        return tuple(sorted(found, key=lambda sentence: sentence.span.start))

    @cached_property
    def _statement_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.statements]

    def statement_at(self, offset: int) -> Sentence | None:
        """Return the sentence, or the heading that is one, at ``offset``; None in other headings and tables."""
        position = bisect_right(self._statement_starts, offset) - 1
        if position < 0 or offset >= self.statements[position].span.end:
            return None
        return self.statements[position]

    @cached_property
    def _blocks(self) -> dict[int, tuple[Sentence, ...]]:
        found: dict[int, tuple[Sentence, ...]] = {}
        for sentence in self.sentences:
            found[sentence.block] = (*found.get(sentence.block, ()), sentence)
        return found

    def sentences_of_block(self, block: int) -> tuple[Sentence, ...]:
        """Return the sentences of one paragraph."""
        return self._blocks.get(block, ())

    def sentences_in(self, span: Span) -> Iterator[Sentence]:
        """Yield the sentences that lie in ``span``."""
        for sentence in self.sentences:
            if span.contains(sentence.span):
                yield sentence
