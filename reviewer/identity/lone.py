"""Judges a foreign name that stands alone in a draft, without other traces of the same organ.

A copied sentence may leave one word: somebody else's stations told to report, somebody else's
staff in the issuer's own training, another organ holding the issuer's own meetings. What
decides is the grammatical role: a list of the issuer's own, an actor of the issuer's own internal
acts, the owner of the issuer's own rules. Where the role admits no other reading the slip is
``likely``; where a third party is thinkable it is ``doubtful`` and only hinted at.
"""

from __future__ import annotations

from collections.abc import Callable

from reviewer.identity import contexts
from reviewer.identity import lone_patterns as patterns
from reviewer.identity.residues import Residue, Strength
from reviewer.identity.traces import Clause

# Named in every report as hosts, helpers and overseers, or as the places where documents lie.
_EVERYWHERE = frozenset({
    "government", "gov_office", "gov_service", "data", "hotline", "media", "supervision", "cpc_depts",
    "staffing", "secrecy", "cyberspace", "people_congress", "org_affairs", "biz_env", "legal_off", "town",
    "street", "pub_resource", "social_work", "dev_zone", "industrial_park", "archive", "petition", "party_school",
})  # fmt: skip
# Whose review, money or collection of fees stands in the reports of all.
_SERVING = frozenset({"justice", "finance", "audit", "tax", "state_security"})
# What no township, street, zone or government has of its own, and whose people do not work there.
_NEVER_LOCAL = frozenset({
    "school_edu", "hospital", "procuratorate", "prison", "customs", "tax", "pbc", "nfra", "meteorology", "survey",
    "tobacco", "maritime", "fire", "metro", "railway", "airport", "mine_safe",
})  # fmt: skip
# Whose matters no other organ publishes.
_NO_ISSUERS = frozenset({"procuratorate", "prison", "customs", "maritime", "tobacco", "pbc", "metro", "airport"})
_SHORT = 3
_Judgement = tuple[Strength, str, str, str]
_NOT_OURS = "不是本机关的下属单位或人员"


def judge_lone(clause: Clause) -> Residue | None:
    """Return what a lone foreign name says; None where it may well be another party's."""
    judge = _JUDGES.get(clause.candidate.kind)
    if judge is None:
        return None
    found = _party(clause) if clause.candidate.departments <= _EVERYWHERE else judge(clause)
    if found is None:
        return None
    strength, rule, reason, cue = found
    return Residue(clause.candidate, strength, rule, reason, cue)


def _weaker(strength: Strength, *, when: bool) -> Strength:
    return "doubtful" if when else strength


def _party(clause: Clause) -> _Judgement | None:
    """Judge the party committee of a township where only the issuer's own leads."""
    if clause.speaks_for_all or not patterns.PARTY_OF_TOWN.match(clause.words):
        return None
    leads = patterns.PARTY_LEADS.match(clause.right)
    at_edge = patterns.EDGE_LEFT.search(clause.left) or patterns.OWN_PARTY.search(clause.left)
    if not leads or not at_edge:
        return None
    return "likely", "party", "是街道、乡镇的领导机构", leads[0]


def _body(clause: Clause) -> _Judgement | None:
    left, right, words = clause.left, clause.right, clause.words
    if (
        contexts.is_in_title(clause.text, clause.candidate.start)
        or patterns.WORDS_OF_ALL.search(words)
        or patterns.FALSE_WORD.match(right)
    ):
        return None
    if clause.speaks_for_all and not clause.candidate.departments & _NEVER_LOCAL:
        return None
    each = patterns.EACH_LEFT.search(left) or (patterns.EACH_INSIDE.match(words) and patterns.EDGE_LEFT.search(left))
    review = patterns.REVIEW_RIGHT.match(right) if patterns.REVIEW_LEFT.search(left) else None
    if review and clause.candidate.kind in ("head", "person") and not clause.speaks_for_all:
        return _weaker("likely", when=clause.is_related), "review", "不是本机关的人员", review[0]
    if patterns.ROOM.search(words) and patterns.ROOM_BY.search(left) and not clause.speaks_for_all:
        return _weaker("likely", when=clause.is_related), "by_room", _NOT_OURS, words
    handed = patterns.TO_OFFICE.match(right)
    if handed and patterns.EDGE_LEFT.search(left) and not clause.speaks_for_all:
        return _weaker("likely", when=clause.is_related), "to_office", _NOT_OURS, handed[0]
    if patterns.OTHERS_RIGHT.match(right):
        return None
    front = left[: each.start()] if each else left
    watched = _watched(clause)
    if watched is not None:
        return watched
    if contexts.THIRD_LEFT.search(front) or contexts.THIRD_CLAUSE.search(clause.text):
        return None
    joined = patterns.BESIDE_LEFT.search(left) or patterns.BESIDE_RIGHT.match(right)
    if joined and not patterns.PUBLIC.match(words):
        return "likely", "beside_office", "与本机关的内设机构并列，而" + _NOT_OURS, joined[0]
    trained = patterns.TRAINED_RIGHT.match(right) if patterns.TRAINED_LEFT.search(left) else None
    if trained and clause.candidate.kind == "person" and not patterns.PUBLIC.match(words):
        return "doubtful", "trained", _NOT_OURS, trained[0]
    met = patterns.OWN_MEETING.match(right) if patterns.EDGE_LEFT.search(left) else None
    if met and not clause.speaks_for_all:
        return _weaker("likely", when=clause.is_related), "own_meeting", "以本机关的口吻说其党组织、领导班子", met[0]
    spot = patterns.SPOT_RIGHT.match(right) if patterns.SPOT_LEFT.search(left) else None
    read = patterns.READ_RIGHT.match(right) if patterns.READ_LEFT.search(left) else None
    if (spot or read) and not patterns.PUBLIC.match(words) and not clause.is_related:
        return "doubtful", "premises", "不是本机关的办事场所", (spot or read or (words,))[0]
    if patterns.OUR_LEFT.search(left) and not clause.speaks_for_all and not patterns.PUBLIC.match(words):
        return _weaker("likely", when=clause.is_related), "ours", _NOT_OURS, left[-2:]
    if patterns.PLACED.search(front) or patterns.TAKEN.search(left):
        there = patterns.SET_UP_THERE.match(right) if each and not patterns.PUBLIC.match(words) else None
        return ("doubtful", "each", _NOT_OURS, there[0]) if there and not clause.is_related else None
    act = patterns.OWN_ACT.search(clause.clause_right) or patterns.OWN_ACT.search(clause.right[:24])
    if each and act:
        if patterns.PUBLIC.match(words) and right.startswith("对"):
            return None
        own_only = not patterns.PUBLIC.match(words) or patterns.UNDERLING_ACT.search(clause.clause_right)
        doubtful = clause.is_related or not own_only or patterns.SERVED.search(front) is not None
        return _weaker("likely", when=doubtful), "each", _NOT_OURS, (each[0] if left else words) + "……" + act[0]
    if patterns.PUBLIC.match(words):
        return None
    if each and not clause.is_related and (told := contexts.DISCLOSURE.search(clause.right[:16])):
        return "doubtful", "each", _NOT_OURS, (each[0] if left else words) + "……" + told[0]
    by = patterns.BY_LEFT.search(left)
    if by and act and not clause.is_related:
        return "doubtful", "by_body", _NOT_OURS, by[0] + "……" + act[0]
    if by or not (patterns.EDGE_LEFT.search(left) or (patterns.LISTED.search(left) and not clause.is_related)):
        return None
    if act and patterns.ACTOR_RIGHT.match(right):
        return "doubtful", "actor", _NOT_OURS, act[0]
    steady = patterns.REGULAR.match(right) or patterns.SET_UP_THERE.match(right)
    if steady and not clause.is_related:
        return "doubtful", "steady", _NOT_OURS, steady[0]
    return None


def _general(clause: Clause) -> _Judgement | None:
    """Hint at a body in a clause on disclosure in which nothing leads another party in."""
    words, left, right = clause.words, clause.left, clause.right
    if clause.is_related or clause.speaks_for_all or contexts.is_in_title(clause.text, clause.candidate.start):
        return None
    if patterns.PUBLIC.match(words) or patterns.WORDS_OF_ALL.search(words) or patterns.FALSE_WORD.match(right):
        return None
    if patterns.OTHERS_RIGHT.match(right) or contexts.THIRD_RIGHT.match(right):
        return None
    if contexts.THIRD_LEFT.search(left) or contexts.THIRD_CLAUSE.search(clause.text):
        return None
    if patterns.AIDED_LEFT.search(left):
        return None
    told = patterns.STRICT.search(clause.right[:20]) or patterns.STRICT.search(left) or patterns.REGULAR.match(right)
    if told is None and clause.count > 1 and patterns.EDGE_LEFT.search(left):
        told = contexts.DISCLOSURE.search(clause.text)
    return ("doubtful", "general", _NOT_OURS, told[0]) if told else None


def _body_or_general(clause: Clause) -> _Judgement | None:
    return _body(clause) or _general(clause)


def _watched(clause: Clause) -> _Judgement | None:
    """Judge bodies whose disclosure is examined as that of the issuer's own, or whose marks it enters."""
    if clause.speaks_for_all:
        return None
    left = clause.left + ("各" if clause.words.startswith("各") else "")
    doubtful = clause.is_related or patterns.PUBLIC.match(clause.words) is not None
    for before, after in (
        (patterns.WATCHED_LEFT, patterns.WATCHED_RIGHT),
        (patterns.INTO_LEFT, patterns.INTO_RIGHT),
        (patterns.BLAMED_LEFT, patterns.BLAMED_RIGHT),
    ):
        if before.search(left) and (found := after.match(clause.right)):
            return _weaker("likely", when=doubtful), "watched", _NOT_OURS, found[0]
    return None


def _duty(clause: Clause) -> _Judgement | None:
    """Judge a trade where the issuer's own business is due: 结合……特点."""
    if (
        clause.speaks_for_all
        or contexts.THIRD_CLAUSE.search(clause.text)
        or contexts.is_in_title(clause.text, clause.candidate.start)
    ):
        return None
    frame, tail = contexts.FRAME.search(clause.left), patterns.TRADE_TAIL.match(clause.right)
    if frame and tail and contexts.OWN_FRAME.search(clause.left):
        return (
            _weaker("likely", when=clause.is_related),
            "duty",
            "把其他部门的职能说成自己的",
            frame[0] + "……" + tail[0],
        )
    told = patterns.REGULAR.match(clause.right) or patterns.STRICT.search(clause.right[:12])
    led = (
        contexts.THIRD_LEFT.search(clause.left)
        or contexts.THIRD_RIGHT.match(clause.right)
        or patterns.AIDED_LEFT.search(clause.left)
    )
    clear = len(clause.words) > _SHORT and not clause.words.startswith("执行")
    if clear and told and not led and not clause.is_related and clause.candidate.departments <= _NO_ISSUERS:
        return "doubtful", "far_duty", "把其他部门的职能说成自己的", told[0]
    return _focus(clause)


def _focus(clause: Clause) -> _Judgement | None:
    focus = patterns.FOCUS_RIGHT.match(clause.right) if patterns.FOCUS_LEFT.search(clause.left) else None
    if focus and not clause.is_related and not clause.speaks_for_all and not clause.candidate.departments & _SERVING:
        return "likely", "focus", "把其他部门的业务说成自己的", "以……" + focus[0]
    return None


def _organ(clause: Clause) -> _Judgement | None:
    left, right = clause.before_name, clause.right
    text = clause.text
    rules = (
        (patterns.OWN_RULES.match(right) or patterns.OWN_GUIDE.match(right))
        if contexts.is_in_title(clause.text, clause.candidate.start)
        else None
    )
    if rules:
        own = patterns.RULES_LEFT.search(left)
        if own:
            return (
                _weaker("likely", when=clause.speaks_for_all),
                "own_rules",
                "把其他机关的制度当作自己的",
                own[0] + rules[0],
            )
        return None
    if contexts.is_in_title(clause.text, clause.candidate.start) or patterns.OTHERS_RIGHT.match(right):
        return None
    account = patterns.OWN_ACCOUNT.match(right) if left.endswith('"') else None
    if account and not patterns.ACCOUNT_OF_OTHERS.search(left + right[:20]) and not clause.speaks_for_all:
        return "likely", "account", "这个账号从名称看不是本机关的", account[0].strip('"')
    if (
        not patterns.ORGAN_WORD.search(clause.words)
        or patterns.EACH_LEFT.search(clause.left)
        or patterns.BESIDE_LEFT.search(clause.left)
    ):
        return _body_or_general(clause)
    for_it = patterns.ON_BEHALF.search(left)
    if for_it and patterns.SPEAKS.search(clause.clause_right):
        return "likely", "on_behalf", "以它的名义述职、发言，而它不是本机关", for_it[0]
    if not clause.speaks_for_all and patterns.PREMISES_LEFT.search(left) and patterns.PREMISES_RIGHT.match(right):
        return "doubtful", "premises", "不是本机关的办事场所", right[:4]
    if contexts.THIRD_LEFT.search(left) or contexts.THIRD_CLAUSE.search(text) or clause.speaks_for_all:
        return None
    by = patterns.BY_ORGAN.search(left)
    if by and not clause.is_related and not clause.candidate.departments & _SERVING:
        urged = patterns.URGES.match(right)
        return ("doubtful", "by_organ", "本机关内部的事由它来做", by[0] + "……" + urged[0]) if urged else None
    if not patterns.EDGE_LEFT.search(left) or patterns.LISTED_RIGHT.match(right):
        return None
    internal = patterns.INTERNAL.match(clause.clause_right + patterns.next_clause(clause.right))
    if internal:
        return "likely", "internal", "以它为主语写本机关内部的事", internal[0]
    met = patterns.OWN_MEETING.match(right)
    if met:
        return _weaker("likely", when=clause.is_related), "own_meeting", "以本机关的口吻说其党组织、领导班子", met[0]
    site = patterns.OWN_SITE.match(right)
    if site:
        return "doubtful", "own_site", "把其他机关的网站当作自己的", site[0]
    premises = patterns.PREMISES.match(right)
    if premises:
        return "doubtful", "premises", "不是本机关的办事场所", premises[0]
    act = patterns.DISCLOSES.match(right) or patterns.STRICT.search(right[:20])
    has_place = clause.candidate.start - clause.candidate.whole_start > 2 or clause.words.startswith("共青团")
    if act and has_place and not clause.candidate.departments & _SERVING:
        return _weaker("likely", when=clause.is_related), "named", "以带地名的全称作主语写公开工作", act[0]
    if has_place and not clause.is_related and not clause.candidate.departments & _SERVING:
        return "doubtful", "named", "带地名的全称处在本机关作主语的位置", right[:4]
    if act and not clause.is_related and not clause.candidate.departments & _SERVING and not patterns.US.search(text):
        return "doubtful", "subject", "处在本机关作主语的位置", act[0]
    return None


def _line(clause: Clause) -> _Judgement | None:
    left, right = clause.left, clause.right
    focus = _focus(clause)
    if focus is not None:
        return focus
    ruled = patterns.BY_RULE_DISCLOSURE.match(right) if patterns.BY_RULE_LEFT.search(left) else None
    if ruled and not clause.is_related and not clause.speaks_for_all:
        return "doubtful", "ruled", "以本系统的口吻说其他系统的规定", ruled[0]
    if (clause.speaks_for_all and not clause.is_territory) or not patterns.PEOPLE.search(clause.words):
        return None
    if right.startswith(("、", "等", "和", "及", "与")) or left.endswith(("、", "和", "及", "与")):
        return None
    whole = patterns.WHOLE.search(left)
    front = left[: whole.start()] if whole else left
    ruled = patterns.BY_RULE_RIGHT.match(right) if patterns.BY_RULE_LEFT.search(left) else None
    if ruled and not patterns.COMPUTER.match(right):
        return "doubtful", "ruled", "以本系统的口吻说其他系统的规定", ruled[0]
    if contexts.THIRD_LEFT.search(front) or patterns.WITH_LINE.search(front) or patterns.LINE_OF_OTHERS.match(right):
        return None
    if whole:
        return "doubtful", "whole_line", "“全市（县、区）某系统”是主管机关对本系统的说法", whole[0]
    if patterns.COMPUTER.match(right) or (
        patterns.EDGE_LEFT.search(left) is None and not contexts.OWN_CLOSE.search(left)
    ):
        return None
    return "doubtful", "line", "以本系统的口吻说其他系统", ""


def _account(clause: Clause) -> _Judgement | None:
    if (clause.speaks_for_all and not clause.is_territory) or clause.candidate.departments & _EVERYWHERE:
        return None
    tail = patterns.OWN_ACCOUNT.match(clause.right)
    if (
        tail
        and not patterns.ACCOUNT_OF_OTHERS.search(clause.left + clause.right[:20])
        and clause.words[0] not in "我你您咱"
    ):
        return "doubtful", "account", "这个账号从名称看不是本机关的", tail[0].strip('"')
    return None


_JUDGES: dict[str, Callable[[Clause], _Judgement | None]] = {
    "organ": _organ,
    "line": _line,
    "topic": _line,
    "duty": _duty,
    "body": _body_or_general,
    "venue": _body_or_general,
    "person": _body_or_general,
    "head": _body,
    "account": _account,
}
