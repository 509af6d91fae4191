"""Finds the remains of other organs' texts in a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from reviewer.classify.business import BusinessReading
from reviewer.classify.role import RoleModel
from reviewer.document.normalize import fold
from reviewer.identity import contexts
from reviewer.identity.candidates import Candidate, CandidateFinder
from reviewer.identity.donor import select_residues
from reviewer.identity.lone import judge_lone
from reviewer.identity.own import (
    HOSTS_OF_ACCOUNTS,
    TERRITORIES,
    expand_own,
    family_of,
    hung_plates,
    is_superior,
    related_to,
)
from reviewer.identity.own_clauses import judge_bare, judge_own
from reviewer.identity.residues import JUDGED_BY_MODEL, Residue, Surroundings, find_residue
from reviewer.identity.role_features import role_tokens
from reviewer.identity.served import find_served
from reviewer.identity.signs import Sign, find_accounts
from reviewer.identity.slots import Issuer, find_slots
from reviewer.identity.traces import Clause, find_traces, judge_trace
from reviewer.identity.units import find_units, judge_unit
from reviewer.knowledge.departments import Departments
from reviewer.nlp.annotations import Mention
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

# Those who are 政法系统 together.
_OF_THE_LAW = frozenset({"justice", "public_sec", "prison", "procuratorate", "legal_off"})

# Whose word is taken: 以县某局公示为准.
_AUTHORITY = Regex(r"(?:的)?(?:公示|公布|发布|公告|认定|登记|核定|解释|提供的?数据)(?:的)?(?:[^,。;]{0,6})为准")


@lru_cache(maxsize=256)
def own_and_related(departments: Departments, issuer: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the kinds that are the issuer's own, and those that are easily confused with them."""
    own = expand_own(departments, issuer)
    related = related_to(departments, issuer)
    # The former parts of a merged organ are its own past; what shares its words is not told apart from it.
    shared = {family_of(name) for name in own}
    own |= {one.id for one in departments if family_of(one.id) in shared or (one.is_abolished and one.id in related)}
    return own, related


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
    business: BusinessReading | None = None,
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
        business: Evidence of trade words in the text; weighs the names of units that no list holds.
    """
    own, related = own_and_related(departments, issuer)
    own |= hung_plates(issuer[0], (one.text for one in sentences))
    related_families = {family_of(one) for one in related}
    is_territory = issuer[0] in TERRITORIES
    speaker = Issuer(issuer[0], own, related, speaks_for_all)
    by_sentence = _by_sentence(sentences, mentions)

    def is_related(one: Candidate) -> bool:
        return any(name in related or family_of(name) in related for name in one.departments)

    found: list[tuple[int, Residue]] = []
    for number, sentence in enumerate(sentences):
        text = fold(sentence.text)
        candidates = finder.find(text, by_sentence[number], sentence.span.start)
        first = len(found)
        listed: list[Residue] = []
        marks = [(one.start, one.end, bool(one.departments & own)) for one in candidates]
        names_own = any(is_own for *_, is_own in marks) or next(finder.selves(text), None) is not None
        for place, one in enumerate(candidates):
            if marks[place][2] or contexts.SUPERIOR.search(text, 0, one.whole_start):
                continue
            if _is_anothers(text, one, issuer[0]):
                continue
            probability = 0.0
            if one.kind in JUDGED_BY_MODEL:
                tokens = role_tokens(text, one, [*marks[:place], *marks[place + 1 :]], section=sections[number])
                probability = model.probability(tokens)
            around = Surroundings(
                candidate=one,
                text=text,
                is_related=is_related(one),
                speaks_for_all=speaks_for_all,
                own=names_own,
                probability=probability,
            )
            residue = find_residue(around)
            if residue is not None and residue.strength == "possible" and _clause(around, 1).is_led_in:
                residue = None
            if residue is not None:
                found.append((number, residue))
            clause = _clause(around, 1, is_territory=is_territory)
            judged = (judge_trace(clause) if one.kind != "duty" else None, judge_lone(clause), judge_own(clause))
            listed += [each for each in judged if each is not None]
        taken = [
            (one.start, one.end)
            for one, (*_, is_own) in zip(candidates, marks, strict=True)
            if is_own or one.kind not in ("body", "person", "duty")
        ]
        for one, count in find_traces(text, finder, taken):
            if one.departments & own or _is_anothers(text, one, issuer[0]):
                continue
            around = Surroundings(one, text, is_related(one), speaks_for_all, names_own, 0.0)
            clause = _clause(around, count, is_territory=is_territory)
            judged = (judge_trace(clause), judge_lone(clause), judge_own(clause))
            listed += [each for each in judged if each is not None]
        listed += find_slots(text, finder, speaker, _places(sentence, by_sentence[number]))
        if not speaks_for_all:
            for unit in find_units(text, finder, own, business, sentence.span.start):
                close = any(name in related or name in related_families for name in unit.families)
                judged_unit = judge_unit(text, unit, issuer[0], is_related=close)
                listed += [judged_unit] if judged_unit is not None else []
            listed += [
                *find_served(text, finder, own | related),
                *_bare_trades(text, finder, own | related, marks, names_own),
            ]
            if issuer[0] not in HOSTS_OF_ACCOUNTS:
                listed += [_account(sign) for sign in find_accounts(text, departments, own)]
        found[first:] = [(number, one) for one in _strongest([one for _, one in found[first:]], listed)]
    return tuple(select_residues(found))


def _by_sentence(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    upcoming = 0
    for number, sentence in enumerate(sentences):
        while upcoming < len(mentions) and mentions[upcoming].span.start < sentence.span.end:
            if mentions[upcoming].span.start >= sentence.span.start:
                by_sentence[number].append(mentions[upcoming])
            upcoming += 1
    return by_sentence


def _places(sentence: Sentence, mentions: Sequence[Mention]) -> frozenset[tuple[int, int]]:
    first = sentence.span.start
    return frozenset((one.span.start - first, one.span.end - first) for one in mentions if one.kind == "place")


def _bare_trades(
    text: str, finder: CandidateFinder, close: frozenset[str], marks: Sequence[tuple[int, int, bool]], names_own: bool
) -> list[Residue]:
    """Judge the bare names of trades in front of 信息公开 and the like, where no candidate covers them."""
    found = []
    for one in finder.trades(text):
        is_close = any(name in close or family_of(name) in close for name in one.departments)
        if not is_close and all(one.end <= start or one.start >= end for start, end, _ in marks):
            found.append(judge_bare(_clause(Surroundings(one, text, False, False, names_own, 0.0), 1)))
    return [one for one in found if one is not None]


def _account(sign: Sign) -> Residue:
    one = Candidate(sign.start, sign.end, "account", frozenset({sign.department}))
    return Residue(one, "likely", "sign", sign.reason, sign.cue)


def _is_anothers(text: str, one: Candidate, issuer: str) -> bool:
    """Whether what is known of the issuer, or the clause in front, makes a name rightly another organ's."""
    if one.kind == "account":
        return issuer in HOSTS_OF_ACCOUNTS
    if text.startswith("政法", one.start) and issuer in _OF_THE_LAW:
        return True
    if one.kind == "organ" and _AUTHORITY.match(text, one.end):
        return True
    if one.kind == "organ":
        return is_superior(text, one.start, one.end, one.departments, issuer)
    if one.kind in ("body", "duty") and contexts.is_among_premises(text, one.start, one.end):
        return True
    return one.kind in ("body", "venue") and contexts.PARTNER_BEFORE.search(text, 0, one.start) is not None


def _clause(around: Surroundings, count: int, *, is_territory: bool = False) -> Clause:
    """Return a candidate of so many words with its clause."""
    one, text = around.candidate, around.text
    start = max(text.rfind(mark, 0, one.start) for mark in ",。;:") + 1
    return Clause(
        candidate=one,
        text=text,
        left=text[start : one.start],
        right=text[one.end :],
        is_related=around.is_related,
        speaks_for_all=around.speaks_for_all,
        owns=around.own,
        count=count,
        is_territory=is_territory,
    )


def _strongest(first: list[Residue], second: list[Residue]) -> list[Residue]:
    """Return the residues of a sentence in order; of two that overlap the stronger, the longer one."""
    kept: list[Residue] = []
    order = ("certain", "likely", "doubtful", "possible", "faint")
    for one in sorted(
        [*first, *second], key=lambda item: (order.index(item.strength), item.rule == "related", -len_of(item))
    ):
        span = one.candidate
        if all(span.end <= other.candidate.start or span.start >= other.candidate.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda item: item.candidate.start)


def len_of(residue: Residue) -> int:
    """Return the number of characters of a residue."""
    return residue.candidate.end - residue.candidate.start
