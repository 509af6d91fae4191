"""Finds the remains of other organs' texts in a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reviewer.classify.role import RoleModel
from reviewer.document.normalize import fold
from reviewer.identity.candidates import CandidateFinder
from reviewer.identity.own import expand_own, family_of
from reviewer.identity.residues import JUDGED_BY_MODEL, Residue, Surroundings, find_residue, with_support
from reviewer.identity.role_features import role_tokens
from reviewer.knowledge.departments import Departments
from reviewer.nlp.annotations import Mention
from reviewer.nlp.sentences import Sentence


def read_residues(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    sections: Sequence[str | None],
    issuer: tuple[str, ...],
    *,
    speaks_for_all: bool,
    departments: Departments,
    finder: CandidateFinder,
    model: RoleModel,
) -> tuple[tuple[int, Residue], ...]:
    """Return the residues to report, each with the number of its sentence.

    Args:
        sentences: The running text.
        mentions: The lexicon's names in it.
        sections: Official section of each sentence.
        issuer: Ids of the issuer's departments, the main one first.
        speaks_for_all: The issuer may name any organ.
        departments: Kinds of organ.
        finder: Finds candidates.
        model: Judges their surroundings.
    """
    own = expand_own(departments, issuer)
    # The former parts of a merged organ are its own past; what shares its words is not told apart from it.
    families = {family_of(name) for name in own}
    own |= {
        one.id
        for one in departments
        if family_of(one.id) in families
        or (one.is_abolished and any(departments.is_related(name, one.id) for name in issuer))
    }
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    upcoming = 0
    for number, sentence in enumerate(sentences):
        while upcoming < len(mentions) and mentions[upcoming].span.start < sentence.span.end:
            if mentions[upcoming].span.start >= sentence.span.start:
                by_sentence[number].append(mentions[upcoming])
            upcoming += 1
    found: list[tuple[int, Residue]] = []
    for number, sentence in enumerate(sentences):
        text = fold(sentence.text)
        candidates = finder.find(text, by_sentence[number], sentence.span.start)
        if not candidates:
            continue
        marks = [(one.start, one.end, bool(one.departments & own)) for one in candidates]
        names_own = any(is_own for *_, is_own in marks) or next(finder.selves(text), None) is not None
        for place, one in enumerate(candidates):
            if marks[place][2]:
                continue
            probability = 0.0
            if one.kind in JUDGED_BY_MODEL:
                tokens = role_tokens(text, one, [*marks[:place], *marks[place + 1 :]], section=sections[number])
                probability = model.probability(tokens)
            around = Surroundings(
                candidate=one,
                text=text,
                is_related=any(departments.is_related(name, key) for name in issuer for key in one.departments),
                speaks_for_all=speaks_for_all,
                own=names_own,
                probability=probability,
            )
            residue = find_residue(around)
            if residue is not None:
                found.append((number, residue))
    return tuple(with_support(found))
