"""What the models of role and business learn from: the reports of the corpus, read as a review reads them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.classify.business import BusinessModel, BusinessReading
from reviewer.classify.labelled import read_labelled
from reviewer.classify.train_business import JudgedSentence, Wording, build_evidence, read_business
from reviewer.classify.train_role import RoleExample
from reviewer.document.model import Document
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.identity.candidates import Candidate, CandidateFinder
from reviewer.identity.foreign import ForeignReading, Own, read_sentence
from reviewer.identity.own import SPEAKS_FOR_ALL, own_rows
from reviewer.identity.role_features import role_tokens
from reviewer.ingest.load import load
from reviewer.knowledge.knowledge import Knowledge
from reviewer.knowledge.sections import find_official_sections
from reviewer.nlp.annotations import Mention
from reviewer.nlp.pipeline import annotate
from reviewer.nlp.sentences import Sentence, read_sentences
from reviewer.regex import Regex

if TYPE_CHECKING:
    from spacy.language import Language

_MENTIONS = "sentences/mentions.txt"
_MARK = Regex(r"⟦([^⟦⟧#]*)#(own|other|residue)#(\w+)#(\w+)⟧")
# Patterns whose point is a level, a year or a former name: they say nothing about surroundings.
_NOT_OF_PLACE = frozenset({"R5", "R6", "R12", "R13", "R14", "R16"})
_SELF_WEIGHT = 0.3  # 我局 stands in every second sentence
_TRANSPLANTS = 3
_MIN_GRAFT = 12.0
_MAX_GRAFT_CHARS = 90
_SEED = 20210926


@dataclass(frozen=True, eq=False)
class ReadReport:
    """A report of the corpus, read.

    Args:
        document: Its text.
        sentences: Its running text.
        mentions: The lexicon's names in each sentence.
        sections: Official section of each sentence.
        department: The issuer's kind of organ.
        author: Who wrote it.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    sections: tuple[str | None, ...]
    department: str
    author: str


def read_corpus(corpus: Path, nlp: Language) -> list[ReadReport]:
    """Return the reports of a corpus in the order of its manifest."""
    found: list[ReadReport] = []
    for line in (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        document = load(corpus / record["id"])
        doc = annotate(document, nlp)
        sentences = read_sentences(document)
        official = find_official_sections(document)
        found.append(
            ReadReport(
                document=document,
                sentences=sentences,
                mentions=tuple(
                    tuple(one for one in doc._.mentions if sentence.span.contains(one.span)) for sentence in sentences
                ),
                sections=tuple(
                    next((part.key for part in official if part.span.start <= one.span.start < part.span.end), None)
                    for one in sentences
                ),
                department=record["department"],
                author=record["author"],
            )
        )
    return found


def role_examples(
    reports: Sequence[ReadReport], corpus: Path, nlp: Language, knowledge: Knowledge, finder: CandidateFinder
) -> list[RoleExample]:
    """Return the names in the reports and in the labelled single sentences, with their surroundings."""
    found: list[RoleExample] = []
    for report in reports:
        own = knowledge.departments.expand(report.department)
        for sentence, mentions, section in zip(report.sentences, report.mentions, report.sections, strict=True):
            text = fold(sentence.text)
            candidates = finder.find(text, mentions, sentence.span.start)
            marks = [(one.start, one.end, bool(one.departments & own)) for one in candidates]
            for number, one in enumerate(candidates):
                tokens = role_tokens(text, one, marks[:number] + marks[number + 1 :], section=section)
                found.append(
                    RoleExample(tuple(tokens), marks[number][2], one.kind, "report", report.author, report.department)
                )
            for start, end in finder.selves(text):
                itself = Candidate(start, end, "organ", own)
                tokens = role_tokens(text, itself, marks, section=section)
                found.append(
                    RoleExample(
                        tuple(tokens), True, itself.kind, "report", report.author, report.department, _SELF_WEIGHT
                    )
                )
    path = corpus / _MENTIONS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for line in lines:
        if "|" in line and not line.startswith("#"):
            found += _from_mention(line, nlp, knowledge, finder)
    return found


def _from_mention(line: str, nlp: Language, knowledge: Knowledge, finder: CandidateFinder) -> Iterator[RoleExample]:
    department, issuer, year, marked = line.split("|", 3)
    text, spans, place = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[place : mark.start()]
        spans.append((len(text), len(text) + len(mark[1]), mark[2], mark[3], mark[4]))
        text += mark[1]
        place = mark.end()
    text += marked[place:]
    own = knowledge.departments.expand(department)
    folded = fold(text)
    candidates = finder.find(folded, tuple(nlp(text)._.mentions), 0)
    marks = [(one.start, one.end, bool(one.departments & own)) for one in candidates]
    for number, one in enumerate(candidates):
        over = [span for span in spans if span[0] < one.end and one.start < span[1] and span[3] in ("organ", "line")]
        if not over or over[0][4] in _NOT_OF_PLACE:
            continue
        tokens = role_tokens(folded, one, marks[:number] + marks[number + 1 :], section=None)
        yield RoleExample(tuple(tokens), over[0][2] != "other", one.kind, "mention", issuer + year, department)


def wordings(corpus: Path, knowledge: Knowledge) -> list[Wording]:
    """Return what the evidence of business words is built from."""
    departments, terms = knowledge.departments, knowledge.domain_terms
    found: list[Wording] = []
    for department in departments:
        for term in (*department.vocabulary, *department.institutions):
            owners = departments.by_term.get(term, (department.id,))
            found.append(Wording(term, (department.id,), 1.0 / len(owners), ""))
    found += read_business(corpus, departments.by_id)
    for sentence in read_labelled(corpus):
        own = departments.expand(sentence.department) if sentence.department in departments.by_id else frozenset()
        mine: set[str] = set()
        if sentence.department not in SPEAKS_FOR_ALL:
            mine = {name for hit in terms.find(fold(sentence.text)) for name in hit.departments & own}
        weight = 0.5 if mine else 1.0
        found.append(Wording(sentence.text, tuple(sorted(mine)), weight, sentence.author))
    return found


def judged_sentences(
    reports: Sequence[ReadReport], words: Sequence[Wording], knowledge: Knowledge
) -> tuple[list[JudgedSentence], list[tuple[str, str]]]:
    """Return the sentences of reports where they belong, and transplanted into others, in figures.

    The evidence that measures a sentence saw nothing of its author.
    """
    judged: list[JudgedSentence] = []
    named: list[tuple[str, str]] = []
    chance = random.Random(_SEED)  # noqa: S311  (which sentences are transplanted, not a secret)
    for author in sorted({report.author for report in reports}):
        model = build_evidence(one for one in words if one.author != author)
        held_out = [one for one in reports if one.author == author and one.department not in SPEAKS_FOR_ALL]
        readings = [model.read(one.document.text) for one in held_out]
        grafts: list[str] = []
        donors: list[str] = []
        for report, reading in zip(held_out, readings, strict=True):
            own = own_rows(model, knowledge.departments, (report.department,))
            for index, sentence in enumerate(report.sentences):
                masses = reading.between(sentence.span.start, sentence.span.end)
                best = int(masses.argmax())
                mine = max((float(masses[row]) for row in own.own), default=0.0)
                if mine >= _MIN_GRAFT and len(sentence.span) <= _MAX_GRAFT_CHARS:
                    answer = report.department if best in own.own or best in own.related else model.departments[best]
                    named.append((report.department, answer))
                    if mine >= float(masses.max()) and not report.mentions[index] and sentence.text.endswith("。"):
                        grafts.append(sentence.text)
                        donors.append(report.department)
                measured = _measure(reading, report, index, own)
                if measured is not None:
                    judged.append(JudgedSentence(measured.cues, False, author, report.department, measured.department))
        for text, donor in zip(grafts, donors, strict=True):
            hosts = [one for one in held_out if not knowledge.departments.is_related(donor, one.department)]
            for host in chance.sample(hosts, min(_TRANSPLANTS, len(hosts))):
                measured = _graft(model, host, text, own_rows(model, knowledge.departments, (host.department,)), chance)
                if measured is not None:
                    judged.append(JudgedSentence(measured.cues, True, author, donor, measured.department))
    return judged, named


def _measure(
    reading: BusinessReading, report: ReadReport, index: int, own: Own, *, sentences: Sequence[Sentence] | None = None
) -> ForeignReading | None:
    placed = sentences or report.sentences
    sentence = placed[index]
    paragraph = [one for one in placed if one.block == sentence.block]
    has_organ = sentences is None and any(
        one.kind == "department" and one.form in ("organ", "full") for one in report.mentions[index]
    )
    return read_sentence(reading, sentence, paragraph, own, has_organ=has_organ)


def _graft(model: BusinessModel, host: ReadReport, text: str, own: Own, chance: random.Random) -> ForeignReading | None:
    """Measure a sentence put behind one of the overview of another report."""
    places = [index for index, key in enumerate(host.sections) if key == "overview"] or list(range(len(host.sections)))
    before = chance.choice(places)
    at = host.sentences[before].span.end
    whole = host.document.text[:at] + text + host.document.text[at:]
    grown = Sentence(Span(at, at + len(text)), text, host.sentences[before].block, host.sentences[before].section)
    shifted = [
        one if one.span.end <= at else Sentence(one.span.shift(len(text)), one.text, one.block, one.section)
        for one in host.sentences
    ]
    return _measure(
        model.read(whole), host, before + 1, own, sentences=[*shifted[: before + 1], grown, *shifted[before + 1 :]]
    )
