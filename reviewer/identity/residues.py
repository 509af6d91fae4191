"""Remains of another organ's text: candidates in places where only the issuer's own can stand.

Strengths. ``certain``: no other reading. ``likely``: reported by itself. ``doubtful``: hinted
at by itself, see :mod:`reviewer.identity.lone`. ``possible``: reported only where the same
organ stands in another such place of the report, for a text that was copied leaves more than
one trace, while a rightful third party does not. ``faint``: nothing makes it another's,
nothing the issuer's own; see :mod:`reviewer.identity.donor`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from reviewer.identity import residue_patterns as patterns
from reviewer.identity.candidates import Candidate
from reviewer.identity.contexts import is_in_title

Strength = Literal["certain", "likely", "doubtful", "possible", "faint"]

# Organs and lines that every report speaks of, whatever its own business.
COMMON = frozenset({
    "government", "gov_office", "gov_service", "data", "hotline", "archive", "media", "finance", "audit",
    "pub_resource", "petition", "supervision", "cpc_depts", "people_congress", "procuratorate", "staffing",
    "secrecy", "cyberspace", "party_school", "org_affairs", "biz_env", "legal_off", "town", "street",
})  # fmt: skip
_HOSTS = COMMON - {"finance", "audit", "petition"}


@dataclass(frozen=True, slots=True)
class Residue:
    """A candidate that stands where the issuer's own should.

    Args:
        candidate: The words.
        strength: How sure that is.
        rule: Short id of what decided.
        reason: The same in Chinese, continuing “这里……”.
        cue: The words of the sentence that decided.
        probability: That the place is the issuer's own, by the model; None if a rule decided alone.
    """

    candidate: Candidate
    strength: Strength
    rule: str
    reason: str
    cue: str
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A candidate with what is said around it.

    Args:
        candidate: The words.
        text: The folded sentence.
        is_related: The organ is easily confused with the issuer, or often named beside it.
        speaks_for_all: The issuer may name any organ.
        own: Whether the sentence names the issuer or its business too.
        probability: That the place is the issuer's own, by the model; 0 for kinds that it does not judge.
    """

    candidate: Candidate
    text: str
    is_related: bool
    speaks_for_all: bool
    own: bool
    probability: float

    @property
    def left(self) -> str:
        """The words in front, a place name directly before an organ left out."""
        return self.text[: self.candidate.whole_start]

    @property
    def right(self) -> str:
        """The words behind."""
        return self.text[self.candidate.end :]

    @property
    def is_third_party(self) -> bool:
        """Whether words beside the candidate make it somebody else's."""
        return bool(
            patterns.THIRD.search(self.left)
            or patterns.THIRD_AFTER.match(self.right)
            or is_in_title(self.text, self.candidate.whole_start)
        )


# Of the other kinds the rules alone decide; the corpus holds too few of them.
JUDGED_BY_MODEL = frozenset({"line", "topic", "organ"})
_Rule = tuple[Strength, str, str, str]


def find_residue(around: Surroundings) -> Residue | None:
    """Return what is wrong with a candidate that is not the issuer's own; None if nothing is."""
    if is_in_title(around.text, around.candidate.start):
        return None
    found = _BY_KIND[around.candidate.kind](around)
    if found is None:
        return None
    strength, rule, reason, cue = found
    probability = around.probability if around.candidate.kind in JUDGED_BY_MODEL else None
    return Residue(around.candidate, strength, rule, reason, cue, probability)


def _common(around: Surroundings) -> bool:
    return bool(around.candidate.departments & COMMON)


def _line(around: Surroundings) -> _Rule | None:
    left, right = around.text[: around.candidate.start], around.right
    common = _common(around) or around.is_related
    if right.startswith(("、", "等", "和", "及", "与")) or left.endswith(("、", "和", "及", "与", "等")):
        return None
    as_such = patterns.AS.search(left)
    if as_such and not around.speaks_for_all:
        return (
            "certain",
            "as",
            "以“作为……”的口吻自称",
            as_such[0] + around.text[around.candidate.start : around.candidate.end],
        )
    frame, tail = patterns.FRAME.search(left), patterns.FRAME_TAIL.match(right)
    if frame and tail and not (around.speaks_for_all and around.candidate.kind != "line"):
        own_only = re.search("实际|特点|特色|职能|职责|主责|主业", tail[0])
        reason = "“结合……实际”一类的话只能说本机关、本系统"
        if around.candidate.kind == "topic" and not own_only:
            return "possible", "frame", reason, frame[0] + "……" + tail[0]
        strength: Strength = "certain" if own_only else ("possible" if common or around.speaks_for_all else "likely")
        return strength, "frame", reason, frame[0] + "……" + tail[0]
    rooms = patterns.OWN_ROOMS.match(right)
    if rooms and not left.endswith(("各", "有关", "相关")) and "government" not in around.candidate.departments:
        return "likely", "own_rooms", "把其他部门的业务科室说成自己的", rooms[0]
    if around.speaks_for_all:
        return None
    whole = patterns.WHOLE.search(left)
    is_people = around.text[: around.candidate.end].endswith(("系统", "战线", "条线"))
    if is_people and (patterns.OTHERS_WHOLE.match(right) or patterns.COMPUTER_AFTER.match(right)):
        return None
    if whole and is_people:
        with_them = patterns.WITH.search(left[: whole.start()])
        own_verb = patterns.OWN_VERB.match(right)
        if with_them or patterns.THIRD_VERB.match(right):
            strength = "possible"
        elif own_verb or around.probability >= 0.5:
            strength = "likely" if common else "certain"
        else:
            strength = "possible" if common or around.probability < 0.2 else "likely"
        return strength, "whole_line", "“全市（县、区）某系统”是主管机关对本系统的说法", whole[0]
    if (
        is_people
        and not around.is_third_party
        and not patterns.WITH.search(left)
        and not patterns.THIRD_VERB.match(right)
        and not common
    ) and not (around.text[: around.candidate.end].endswith("系统") and patterns.COMPUTER_BEFORE.search(left)):
        strong = around.probability >= 0.5 or patterns.OWN_VERB.match(right) is not None
        return ("likely" if strong else "possible"), "line", "以本系统的口吻说其他系统", ""
    papers = patterns.PAPERS.match(right)
    if papers and patterns.CLAUSE_START.search(left):
        return ("likely" if common else "certain"), "own_papers", "处在本机关的位置", papers[0]
    inside, inside_tail = patterns.IN.search(left), patterns.IN_TAIL.match(right)
    if inside and inside_tail and around.candidate.kind == "line":
        weak = _common(around) or (around.is_related and around.probability < 0.5)
        return (
            ("possible" if weak else "likely"),
            "in_line",
            "把其他部门的领域说成自己的",
            inside[0].lstrip(",。;:、") + "……" + inside_tail[0],
        )
    return _by_model(around)


def _by_model(around: Surroundings) -> _Rule | None:
    if around.is_third_party or around.speaks_for_all:
        return None
    if around.probability >= 0.9 and not (_common(around) or around.is_related):
        return "likely", "model", "上下文是本机关说自己的写法", ""
    if around.probability >= 0.5:
        return "possible", "model", "上下文是本机关说自己的写法", ""
    return None


def _organ(around: Surroundings) -> _Rule | None:
    left, right = around.left, around.right
    addressed, tail = patterns.ADDRESSED.search(left), patterns.ADDRESSED_TAIL.match(right)
    if addressed and tail and not re.search("转", left):
        return "certain", "addressed", "申请应当是向本机关提出的", "向……" + tail[0]
    if around.candidate.departments & _HOSTS:
        return None
    party = patterns.PARTY.match(right)
    if party and not patterns.THIRD.search(left):
        return "certain", "own_body", "以本机关的口吻说其党组、领导班子", party[0]
    post = patterns.POST.match(right)
    if post and (not patterns.THIRD.search(left) or patterns.POST_BEFORE.search(left)):
        return "certain", "post", "以本机关的口吻说其负责人任职", post[0]
    if around.speaks_for_all:
        return None
    written, written_tail = patterns.REPORT_BY.search(left), patterns.REPORT_BY_TAIL.match(right)
    if written and written_tail:
        return (
            ("likely" if around.is_related else "certain"),
            "written_by",
            "写明报告由它编制",
            written[0] + "……" + written_tail[0][-2:],
        )
    if around.is_related or _common(around):
        return "possible", "related", "处在本机关的位置", "" if not _starts(around) else right[:4]
    site, site_tail = patterns.SITE_BEFORE.search(left), patterns.SITE_TAIL.match(right)
    if site and site_tail:
        return "certain", "site", "把其他机关的网站当作本报告的发布处", site_tail[0]
    labelled = patterns.LABELLED.search(left)
    if labelled and not patterns.INSIDE.match(right):
        return "likely", "contact", "把其他机关当作本机关的联系单位", labelled[0]
    contact, contact_tail = patterns.CONTACT.search(left), patterns.CONTACT_TAIL.match(right)
    if contact and contact_tail and re.search("报告|年报|疑问", around.text):
        return "certain", "contact", "把其他机关当作本报告的联系单位", contact[0] + "……" + contact_tail[0]
    received = patterns.RECEIVED.match(right)
    if received and _starts(around) and not patterns.OTHERS_CLAUSE.search(around.text):
        return "likely", "subject", "处在本机关作主语的位置", received[0]
    if (
        _starts(around)
        and not around.own
        and not patterns.OTHERS_CLAUSE.search(around.text)
        and not patterns.THIRD_AFTER.match(right)
    ):
        if patterns.YEAR_START.search(left) and patterns.ABOUT_DISCLOSURE.search(around.text):
            return "certain", "subject", "全句以它为主语写公开工作", left[-8:]
        return "possible", "subject", "处在本机关作主语的位置", right[:4]
    return _by_model(around)


def _starts(around: Surroundings) -> bool:
    return bool(not around.left or patterns.YEAR_START.search(around.left) or patterns.CLAUSE_START.search(around.left))


def _body(around: Surroundings) -> _Rule | None:
    if around.speaks_for_all:
        return None
    left, right = around.text[: around.candidate.start], around.right
    words = around.text[around.candidate.start : around.candidate.end]
    common = _common(around) or around.is_related
    reason = "不是本机关的下属单位或人员"
    office = patterns.BESIDE_OFFICE.match(right) or patterns.BEFORE_OFFICE.search(left)
    if office and not patterns.GENERIC_BODY.search(words) and len(words) > 3 and not common:
        return "likely", "beside_office", "与本机关的内设机构并列，而" + reason, office[0]
    our, each, tail = patterns.OUR.search(left), patterns.EACH.search(left), patterns.EACH_TAIL.match(right)
    if (
        our
        and not common
        and not patterns.GENERIC_BODY.search(words)
        and (tail or words.endswith(("民警", "所", "队")))
    ):
        return "certain", "our_body", reason, our[0]
    member = patterns.MEMBER_TAIL.match(right)
    if member and (patterns.CLAUSE_START.search(left) or each) and patterns.UPKEEP.search(around.text):
        return "likely", "member", reason, member[0]
    if each and each[0] not in ("", ",", "。", ";", ":", "(") and tail and patterns.UPKEEP.search(around.text):
        is_each = re.search("各|由|下|辖|属|[0-9]", each[0]) is not None
        return (
            ("possible" if common or not is_each else "likely"),
            "each_body",
            reason,
            each[0].lstrip(",。;:(") + "……" + tail[0],
        )
    place = patterns.PLACE_VERB.match(right)
    if (
        words.endswith(("大厅", "窗口"))
        and (patterns.PLACE_VERB.match(right) or re.match("叫号", right))
        and not patterns.THIRD.search(left)
    ):
        return ("possible" if common else "likely"), "place", "不是本机关的办事场所", place[0] if place else right[:2]
    within = patterns.WITHIN.search(left)
    if within and not patterns.GENERIC_BODY.search(words):
        return "possible", "within", reason, within[0]
    return None


def _person(around: Surroundings) -> _Rule | None:
    words = around.text[around.candidate.start : around.candidate.end]
    our = re.search(
        r"(?:[我本](?:局|委|办|厅|中心|镇|乡|街道)|局机关|(?<![^\W\d_])局)(?:全体|在职|广大)?$",
        around.text[: around.candidate.start],
    )
    if our:
        return "certain", "our_person", "不是本机关的人员", our[0]
    post = patterns.POST_TAIL.match(around.right)
    if words.endswith(patterns.HEADS) and post and not around.is_related and not around.speaks_for_all:
        before = re.search(r"(?:^|[,。;:]|由|[我本](?:局|委|办|厅))(?:分管)?$", around.left)
        if before:
            return "likely", "head", "不是本机关的负责人职务", before[0].strip(",。;:") + "……" + post[0]
    by, tail = (
        re.search(r"(?:由|明确|安排)(?:[^\W\d_]{0,3})$", around.left),
        re.match(r"^(?:轮流|负责|供稿|值班|担任|兼任|录入|更新)", around.right),
    )
    starts = patterns.CLAUSE_START.search(around.left)
    if starts and re.match(r"^轮流", around.right) and not around.speaks_for_all and not around.is_related:
        return "likely", "by_person", "不是本机关的人员", around.right[:4]
    if by and tail and not around.speaks_for_all and not around.is_related:
        return "likely", "by_person", "不是本机关的人员", by[0] + "……" + tail[0]
    return None


def _account(around: Surroundings) -> _Rule | None:
    ours = patterns.OUR_ACCOUNT.match(around.right)
    if ours and not around.candidate.departments & _HOSTS:
        return "certain", "our_account", "这个账号从名称看不是本机关的", ours[0]
    words = around.text[around.candidate.start : around.candidate.end]
    if re.search(r"协助|转发|转推|转载|转播", around.right[:14]) or words[0] in "我你您咱":
        return None
    tail = patterns.ACCOUNT_TAIL.match(around.right)
    if _common(around) or patterns.THIRD.search(around.left.rstrip('"')):
        return None
    return ("possible", "account", "这个账号从名称看不是本机关的", tail[0]) if tail else None


def _duty(around: Surroundings) -> _Rule | None:
    left, right = around.text[: around.candidate.start], around.right
    own = patterns.OWN_DUTY.match(right)
    if own:
        return "certain", "own_duty", "把其他部门的职能说成自己的", own[0]
    before, tail = patterns.DUTY_BEFORE.search(left), patterns.DUTY_TAIL.match(right)
    if before and tail and not around.speaks_for_all and not _common(around):
        return (
            ("possible" if around.is_related else "certain"),
            "duty",
            "把其他部门的职能说成自己的",
            before[0] + "……" + tail[0],
        )
    if patterns.WITHIN.search(left) and not around.speaks_for_all and not _common(around):
        return "possible", "within", "不是本机关的服务对象或下属单位", left[-6:]
    counted = patterns.COUNTED.match(right)
    if counted and not around.is_related and not _common(around) and not around.speaks_for_all:
        return "possible", "counted", "把其他部门的业务计入本机关的公开数量", counted[0]
    return None


_BY_KIND: dict[str, Callable[[Surroundings], _Rule | None]] = {
    "organ": _organ,
    "line": _line,
    "topic": _line,
    "body": _body,
    "person": _person,
    "account": _account,
    "duty": _duty,
}
