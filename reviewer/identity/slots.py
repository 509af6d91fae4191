"""Judges places in a sentence that only the issuer's own can fill, and then whose the name there is.

It needs no list of the name: who drafts, looks through, checks, leads, where a box stands, which
meeting heard of the disclosure, as whom the issuer speaks. The trade is read from the words
within the name by :mod:`reviewer.identity.trade_names`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from re import Match

from reviewer.identity import slot_patterns as patterns
from reviewer.identity.candidates import Candidate, CandidateFinder, CandidateKind
from reviewer.identity.contexts import is_in_title
from reviewer.identity.own import family_of
from reviewer.identity.residues import Residue, Strength
from reviewer.identity.trade_names import read_trade
from reviewer.identity.units import is_general_room
from reviewer.regex import Regex

# Named in the reports of all as hosts, helpers and overseers.
_HOSTS = frozenset({
    "government", "gov_office", "gov_service", "data", "hotline", "media", "supervision", "cpc_depts", "staffing",
    "secrecy", "cyberspace", "people_congress", "org_affairs", "biz_env", "legal_off", "town", "street",
    "pub_resource", "social_work", "dev_zone", "industrial_park", "archive", "party_school", "econ_dev",
})  # fmt: skip
# Who reviews, pays or audits for all; and whose matters a government's office often has.
_SERVING = frozenset({"justice", "finance", "audit", "broadcast"})
_OF_GOV_OFFICE = frozenset({"foreign", "finance_reg", "petition", "emergency", "overseas", "taiwan", "def_mob"})
# Whose lines no township and no government has of its own.
_VERTICAL = frozenset({
    "procuratorate", "tax", "maritime", "customs", "tobacco", "pbc", "nfra", "meteorology", "survey", "prison",
    "fire", "postal", "railway", "metro", "airport", "mine_safe", "supply_coop",
})  # fmt: skip
_HEADS = {
    "支队长": "public_sec transport culture_tour urban_mgmt market agri eco_env emergency fire prison",
    "大队长": "public_sec transport culture_tour urban_mgmt market agri eco_env emergency fire prison nat_res water",
    "中队长": "public_sec transport culture_tour urban_mgmt market agri eco_env emergency fire prison nat_res water",
    "教导员": "public_sec fire prison", "政委": "public_sec fire prison", "河湖长": "water", "河长": "water",
    "湖长": "water", "林长": "forestry", "田长": "nat_res", "路长": "transport", "庭长": "procuratorate",
    "检察长": "procuratorate", "关长": "customs", "行长": "pbc", "护士长": "health", "船长": "maritime",
    "监区长": "prison", "总农艺师": "agri", "总畜牧师": "agri", "总兽医师": "agri", "总审计师": "audit",
    "总统计师": "statistics", "总督学": "edu", "总规划师": "nat_res housing", "总药师": "market",
    "总林业师": "forestry", "总医师": "health", "总检验师": "market",
    "总经济师": "", "总会计师": "", "总编辑师": "media", "总建筑师": "housing nat_res",
}  # fmt: skip
_NOT_OURS = "不是本机关的下属单位或人员"
_PLACE_AT_EDGE = 2
_Fill = tuple[str, str, CandidateKind, str]


@dataclass(frozen=True, eq=False)
class Issuer:
    """Who speaks.

    Args:
        main: Its main kind of organ.
        own: The kinds that it is.
        related: Those easily confused with them.
        speaks_for_all: It may name any organ.
    """

    main: str
    own: frozenset[str]
    related: frozenset[str]
    speaks_for_all: bool

    @cached_property
    def families(self) -> frozenset[str]:
        """Its own families."""
        return self.own | {family_of(one) for one in self.own}

    @cached_property
    def close(self) -> frozenset[str]:
        """The families easily confused with its own."""
        return self.related | {family_of(one) for one in self.related}


_Judge = Callable[[frozenset[str], Issuer, str], Strength | None]


def _frame(families: frozenset[str], issuer: Issuer, words: str) -> Strength | None:
    if families & _HOSTS or (issuer.speaks_for_all and families & _OF_GOV_OFFICE):
        return None
    weak = words.endswith(("部门", "机关", "领域", "行业"))
    if issuer.speaks_for_all:
        return "likely" if families <= _VERTICAL or not weak else "doubtful"
    return "doubtful" if families & issuer.close and weak else "likely"


def _as(families: frozenset[str], issuer: Issuer, _words: str) -> Strength | None:
    if families & _HOSTS or (issuer.main in ("gov_office", "government") and families & _OF_GOV_OFFICE):
        return None
    return "likely"


def _sure(families: frozenset[str], issuer: Issuer, words: str) -> Strength | None:
    """A body or person in a place where another party is hardly thinkable."""
    if families <= _HOSTS or patterns.ANYBODYS.match(words) or issuer.speaks_for_all:
        return None
    return "doubtful" if families & (issuer.close | _SERVING | _HOSTS) else "likely"


def _weak(families: frozenset[str], issuer: Issuer, words: str) -> Strength | None:
    """The same where a partner is thinkable."""
    if families & (_HOSTS | _SERVING) or patterns.ANYBODYS.match(words) or issuer.speaks_for_all:
        return None
    return "doubtful"


def _anywhere(families: frozenset[str], issuer: Issuer, words: str) -> Strength | None:
    """Also where the issuer may name any organ, for nobody else trains, leads or tells its own."""
    if families <= _HOSTS or patterns.ANYBODYS.match(words):
        return None
    return "doubtful" if issuer.speaks_for_all or families & (issuer.close | _SERVING | _HOSTS) else "likely"


def _hinted(families: frozenset[str], issuer: Issuer, words: str) -> Strength | None:
    return "doubtful" if _anywhere(families, issuer, words) else None


# Pattern, whether the name must be a unit's or a person's, judge, kind, id, reason.
_SLOTS: tuple[tuple[Regex, bool, _Judge, CandidateKind, str, str], ...] = (
    (patterns.FRAME, False, _frame, "duty", "slot_frame", "“结合……实际”一类的话只能说本机关、本系统"),
    (patterns.AS, False, _as, "duty", "slot_as", "以“作为……”的口吻自称"),
    (patterns.PLANNED, False, _sure, "duty", "slot_planned", "把其他部门的领域说成自己的"),
    (patterns.INFORMATION, False, _hinted, "duty", "slot_information", "把其他部门的业务说成自己的"),
    (patterns.MAKER, False, _hinted, "organ", "slot_maker", "本机关制作的信息却写成它的"),
    (patterns.DRAFTS, True, _sure, "body", "slot_drafts", "本机关的稿件由它提供，而它" + _NOT_OURS),
    (patterns.REVIEW, True, _sure, "body", "slot_review", "本机关的信息由它审核，而它" + _NOT_OURS),
    (patterns.RUN_BY, False, _sure, "organ", "slot_run_by", "本机关的账号、栏目由它运行维护"),
    (patterns.VERIFIED, True, _sure, "body", "slot_verified", "本机关的信息由它核实，而它" + _NOT_OURS),
    (patterns.CHECKER, False, _sure, "organ", "slot_checker", "本机关内部的检查由它来做"),
    (patterns.HEAD, False, _anywhere, "head", "slot_head", "不是本机关的负责人职务"),
    (patterns.PLACE, False, _weak, "venue", "slot_place", "不是本机关的办事场所"),
    (patterns.BOARDS, True, _sure, "venue", "slot_boards", "本机关的公开栏设在那里，而它" + _NOT_OURS),
    (patterns.MEETING, False, _sure, "body", "slot_meeting", "通报本机关公开情况的却是其他部门的会议"),
    (patterns.CONVENED, False, _weak, "body", "slot_convened", "召开的是其他部门的会议"),
    (patterns.TRAINED, False, _hinted, "person", "slot_trained", "不是本机关的人员"),
)


def find_slots(
    text: str, finder: CandidateFinder, issuer: Issuer, places: frozenset[tuple[int, int]]
) -> Iterator[Residue]:
    """Yield the names of other trades in a folded sentence that stand in the issuer's own place.

    Args:
        text: The sentence.
        finder: Knows the words of the trades.
        issuer: Who speaks.
        places: Where divisions are named in the sentence.
    """
    for pattern, is_unit, judge, kind, rule, reason in _SLOTS:
        for match in pattern.finditer(text):
            start, end = _filled(match)
            words = text[start:end]
            if is_unit and (patterns.ORGAN_END.search(words) or not patterns.UNIT_END.search(words)):
                continue
            if is_unit and (is_general_room(words) or patterns.GENERAL_UNIT.match(words)):
                continue
            if not _is_ours(text, match, start, rule):
                continue
            families = _of_head(words, finder, issuer) if kind == "head" else read_trade(words, finder, issuer.families)
            strength = judge(families, issuer, words) if families else None
            if strength is not None:
                yield Residue(
                    Candidate(start, end, kind, families), strength, rule, reason, match.groupdict().get("tail") or ""
                )
    if not issuer.speaks_for_all:
        yield from _units(text, finder, issuer)
    yield from _accounts(text, finder, issuer, places)


def _filled(match: Match[str]) -> tuple[int, int]:
    for name in ("f", "g", "h"):
        if name in match.re.groupindex and match[name]:
            start, end = match.span(name)
            lead = patterns.LEAD.match(match.string, start, end)
            return (lead.end() if lead else start), end
    raise AssertionError(match.re.pattern)


def _is_ours(text: str, match: Match[str], start: int, rule: str) -> bool:
    """Whether nothing in the clause makes the place another party's."""
    begin = max(text.rfind(mark, 0, start) for mark in ",。;:") + 1
    if is_in_title(text, start) or patterns.OTHERS.search(text, begin, match.end()):
        return False
    return not (rule == "slot_frame" and text[match.end() :].startswith(("、", "等")))


def _of_head(words: str, finder: CandidateFinder, issuer: Issuer) -> frozenset[str]:
    if patterns.HEAD_OF_ORGAN.search(words):
        return frozenset()
    name = words.removeprefix("副")
    known = next((ids for title, ids in _HEADS.items() if name.endswith(title)), None)
    if known is not None:
        families = frozenset(family_of(one) for one in known.split())
        near = families & (issuer.families | (issuer.close if len(families) > 1 else frozenset()))
        if near or (issuer.speaks_for_all and len(families) > 1):
            return frozenset()
        return families
    return read_trade(name, finder, issuer.families)


def _units(text: str, finder: CandidateFinder, issuer: Issuer) -> Iterator[Residue]:
    """Yield the members of a list of the issuer's own bodies that are of another trade."""
    for match in (*patterns.UNITS.finditer(text), *patterns.UNITS_BEFORE.finditer(text)):
        items = list(patterns.ITEM.finditer(text, *match.span("f")))
        read = [(item, read_trade(item[0], finder, issuer.families)) for item in items]
        foreign = [
            (item, families)
            for item, families in read
            if families and not families & _HOSTS and not patterns.GENERAL_UNIT.match(item[0])
        ]
        is_one = len(items) == 1 and match.re is patterns.UNITS_BEFORE.compiled
        if not is_one and (len(items) < 2 or 2 * len(foreign) > len(items)):
            continue
        for item, families in foreign:
            near = bool(families & issuer.close) or not patterns.UNIT_END.search(item[0])
            lead = patterns.LEAD.match(text, *item.span())
            one = Candidate(lead.end() if lead else item.start(), item.end(), "body", families)
            yield Residue(one, "doubtful" if near else "likely", "slot_units", _NOT_OURS, match[0][:8])


def _accounts(
    text: str, finder: CandidateFinder, issuer: Issuer, places: frozenset[tuple[int, int]]
) -> Iterator[Residue]:
    """Yield accounts named after a place and another trade."""
    if issuer.main in ("government", "gov_office", "media", "broadcast"):
        return
    for match in patterns.ACCOUNT.finditer(text):
        start, end = _filled(match)
        at_edge = sorted((left, right) for left, right in places if start <= left < right <= end)
        words = finder.traces.parts["account"]
        named = (
            words.get(text[start:left] + text[right:end]) for left, right in at_edge if left == start or right == end
        )
        owners = next((ids for ids in named if ids is not None), None)
        # A division that no list holds has two characters for the most.
        is_apparent = owners is None and (not at_edge) and patterns.COUNTED.match(text, match.end())
        if is_apparent:
            cuts = (text[start + _PLACE_AT_EDGE : end], text[start : end - _PLACE_AT_EDGE])
            owners = next((words[cut] for cut in cuts if cut in words), None)
        if owners is None or patterns.ACCOUNT_OF_OTHERS.search(text):
            continue
        families = frozenset(family_of(one) for one in owners)
        if families & issuer.families or families & _HOSTS:
            continue
        weak = is_apparent or issuer.speaks_for_all or bool(families & issuer.close)
        strength: Strength = "doubtful" if weak else "likely"
        one = Candidate(start, end, "account", families)
        yield Residue(one, strength, "slot_account", "这个账号从名称看不是本机关的", match[0][-3:])
