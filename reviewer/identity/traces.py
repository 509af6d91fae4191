"""Judges what may be a trace of the donor by the classes of the words around it.

It looks at what :mod:`reviewer.identity.residues` leaves open: names without a listed
wording, and the bodies, venues, people, heads and matters of ``traces.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.identity import contexts
from reviewer.identity.candidates import Candidate, CandidateFinder
from reviewer.identity.own import family_of
from reviewer.identity.residues import Residue, Strength
from reviewer.regex import Regex

# Organs that every report names as hosts and helpers; only their line in a frame says anything.
_HOSTS = frozenset({
    "government", "gov_office", "gov_service", "data", "hotline", "media", "supervision", "cpc_depts",
    "staffing", "secrecy", "cyberspace", "people_congress", "org_affairs", "biz_env", "legal_off", "town",
    "street", "pub_resource", "social_work", "dev_zone", "industrial_park",
})  # fmt: skip
# Bodies and people whom any organ serves, supervises or invites, and matters told of everywhere.
_PUBLIC = Regex(
    r"^(?:学校|医院|景区|商场|超市|企业|律师|公证处|律师事务所|社工|志愿|记者|编辑|主持人|学员|教师|老师|医生|医师|护士|患者|移民|船员|游客|网格员|车站|"
    r"保洁员|讲解员|翻译|驾驶员|作家|华侨|台胞|台商|劳模|妇女|女童|银行|营业厅|金融机构|监事|校园|家委会|市场|农场|展厅|实验室|图书馆|博物馆|文化馆|档案馆|"
    r"文化站|纪念馆|阅览室|调解员|院长|馆长|校长|场长|行长|队长|大队长|中队长|支队长|河长|林长|路长|船长|站长|司机|社员|安全员|工会会员|课题|展会|参展|电梯|床位|"
    r"库区|连队|支行|支队|学会|农家书屋|家庭农场|农民合作社|工会主席|妇联主席|纪委书记|档案员|档案室|库房|机关食堂|食堂|车队|高校|高中|中学|小学|幼儿园|农贸市场|加油站|"
    r"农资公司|国有企业|旅行社|消防站|协管员|执法队员|(?:综合)?(?:行政)?执法(?:大队|中队|支队)|执法人员)$"
)
_SUFFIX = Regex(
    r"(?:事业发展|发展|管理|服务|监测|检测|监督|监管|执法|经办|技术|推广|保障|审批|办理|受理|登记|指挥)*"
    r"(?:总站|站|所(?![以有在谓属辖需述得])|中心|大队|支队|中队|队(?!伍)|点|窗口|大厅|咨询台|服务台|导办台|咨询点|厅(?![级局])|专员|专干|助理员|管理员|监督员|检查员|协管员|"
    r"科(?![学技普研])|股(?![权份东])|处(?![理罚置分]))(?:站长|所长|队长|主任|长(?!期))?"
)
_STAFF = Regex(
    r"(?:[^\W\d_]{0,2})(?:专员|专干|专管员|协管员|经办员|办事员|编纂人员|经办人员|工作人员|执法人员|管理人员|监管人员|业务人员|评审专家|巡查员|核查员|审核员)"
)
_JOIN = Regex(r"^(?:、|和|及|与|以及|或)(?:各|核发|颁发|发放|办理|审批)?$")
_BOUND = Regex(r"[,。;:]")
_ORGAN_WORD = Regex(r"(?:局|委|办|厅|部|院|会|联|协)$")
_HEAD = Regex(r"(?:院长|校长|园长|馆长|行长|台长|关长|场长|检察长|庭长|监狱长|理事长|总队长)$")
_SYSTEM = Regex(r"(?:系统|条线|战线|行业)$")
_Judgement = tuple[Strength, str, str, str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A candidate with the clause that it stands in.

    Args:
        candidate: The words.
        text: The folded sentence.
        left: The words in front, from the start of the clause.
        right: The words behind, to the end of the sentence.
        is_related: The organ is easily confused with the issuer.
        speaks_for_all: The issuer may name any organ.
        owns: Whether the sentence names something of the issuer's own.
        count: How many words the candidate joins.
        is_territory: The issuer is a township, street or zone: it may name any organ but is none of them.
    """

    candidate: Candidate
    text: str
    left: str
    right: str
    is_related: bool
    speaks_for_all: bool
    owns: bool
    count: int
    is_territory: bool = False

    @property
    def words(self) -> str:
        """The candidate's words."""
        return self.text[self.candidate.start : self.candidate.end]

    @property
    def clause_right(self) -> str:
        """The words behind, to the end of the clause."""
        end = _BOUND.search(self.right)
        return self.right[: end.start()] if end else self.right

    @property
    def is_third_party(self) -> bool:
        """Whether words of the clause lead in another party."""
        return bool(
            contexts.THIRD_LEFT.search(self.left)
            or contexts.THIRD_RIGHT.match(self.right)
            or contexts.THIRD_CLAUSE.search(self.text)
        )

    @property
    def is_led_in(self) -> bool:
        """Whether words of the clause, or right before an organ's name, lead in another party."""
        if self.is_third_party:
            return True
        left = self.before_name
        return self.candidate.kind == "organ" and bool(
            contexts.THIRD_CLOSE.search(left) or contexts.LISTED_LEFT.search(left)
        )

    @property
    def before_name(self) -> str:
        """The words in front, without the place that the name starts with."""
        return self.left[: max(len(self.left) - (self.candidate.start - self.candidate.whole_start), 0)]


def find_traces(
    text: str, finder: CandidateFinder, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[Candidate, int]]:
    """Yield the listed words in a folded sentence, neighbours of one owner joined, with their number.

    Args:
        text: The sentence.
        finder: Knows the words.
        taken: Where names and own words stand, that are judged elsewhere.
    """
    found = [
        Candidate(hit.start, hit.end, "person" if hit.kind == "staff" else hit.kind, hit.departments)
        for hit in finder.traces.find(text)
    ]
    for hit in finder.terms.find(text):
        if all(hit.end <= one.start or hit.start >= one.end for one in found):
            found.append(Candidate(hit.start, hit.end, "duty", hit.departments))
    grown = []
    for word in sorted(found, key=lambda item: item.start):
        one, suffix = word, _SUFFIX.match(text, word.end)
        if word.kind == "duty":
            staff = _STAFF.match(text, word.end)
            if staff and not suffix:
                one = Candidate(word.start, staff.end(), "person", word.departments)
            elif suffix:
                one = Candidate(word.start, suffix.end(), "body", word.departments)
            elif text[word.start : word.end] not in finder.traces.rows:
                continue  # a word of the trade is not yet a matter
        if all(one.end <= start or one.start >= end for start, end in taken):
            grown.append(one)
    run: list[Candidate] = []
    for one in grown:
        shared = _shared(run) & _families(one) if run else frozenset()
        if run and shared and _JOIN.match(text[run[-1].end : one.start]) and _is_matter(run[-1]) == _is_matter(one):
            run.append(one)
            continue
        if run:
            yield _joined(run)
        run = [one]
    if run:
        yield _joined(run)


def _is_matter(one: Candidate) -> bool:
    return one.kind == "duty"


def _families(one: Candidate) -> frozenset[str]:
    return frozenset(family_of(name) for name in one.departments)


def _shared(run: Sequence[Candidate]) -> frozenset[str]:
    return frozenset.intersection(*(_families(one) for one in run))


def _joined(run: Sequence[Candidate]) -> tuple[Candidate, int]:
    shared = _shared(run)
    ids = frozenset(name for one in run for name in one.departments if family_of(name) in shared)
    return Candidate(run[0].start, run[-1].end, run[0].kind, ids), len(run)


def judge_trace(clause: Clause) -> Residue | None:
    """Return how far a candidate speaks for a donor; None where it is another party's, or says nothing."""
    if contexts.is_in_title(clause.text, clause.candidate.start):
        return None
    found = _JUDGES[clause.candidate.kind](clause)
    if found is None:
        return None
    strength, rule, reason, cue = found
    if clause.is_related and strength == "likely" and rule != "own_duty":
        strength = "possible"
    return Residue(clause.candidate, strength, rule, reason, cue)


def _line(clause: Clause) -> _Judgement | None:
    left, right = clause.left, clause.right
    if (
        right.startswith(("、", "等"))
        or left.endswith(("、", "和", "及"))
        or re.search(r"国家$|全国$|中央$|省级?$", left)
    ):
        return None
    frame, tail = contexts.FRAME.search(left), contexts.FRAME_TAIL.match(right)
    if frame and not tail and contexts.OWN_FRAME.search(left):
        tail = contexts.DEMAND.match(right)
    if frame and tail and not contexts.THIRD_LEFT.search(left[: frame.start()]):
        is_loose = contexts.LOOSE_FRAME.search(left) and not contexts.OWN_TAIL.search(tail[0])
        strength: Strength = "possible" if is_loose or clause.candidate.departments & _HOSTS else "likely"
        return strength, "frame", "“结合……实际”一类的话只能说本机关、本系统", frame[0] + "……" + tail[0]
    if clause.speaks_for_all or clause.candidate.departments & _HOSTS:
        return None
    as_such = contexts.AS.search(left)
    if as_such:
        return "certain", "as", "以“作为……”的口吻自称", as_such[0]
    if not _SYSTEM.search(clause.words):
        facing, faced = contexts.FACING.search(left), contexts.FACED.match(right)
        if facing and faced and not clause.is_third_party:
            return "possible", "facing", "以主管机关的口吻面向其他行业", facing[0] + "……" + faced[0]
        return None if clause.is_third_party or contexts.THIRD_CLOSE.search(left) else ("faint", "near", _REASON, "")
    inside = contexts.INSIDE_LINE.match(right)
    if inside and not clause.is_third_party and not contexts.THIRD_CLOSE.search(left):
        return "possible", "inside_line", "以本系统的口吻说其他系统", inside[0]
    facing, faced = contexts.FACING.search(left), contexts.FACED.match(right)
    if facing and faced and not contexts.THIRD_LEFT.search(left[: facing.start()]):
        return "likely", "facing", "以主管机关的口吻面向其他行业", facing[0] + "……" + faced[0]
    if clause.is_third_party or contexts.THIRD_CLOSE.search(left):
        return None
    # A computer may be called 系统; the people of a trade are 条线 or 战线 for its own organ alone.
    return ("faint" if clause.words.endswith(("系统", "行业")) else "possible"), "near", _REASON, ""


_REASON = "与文中其他痕迹属于同一部门"


def _organ(clause: Clause) -> _Judgement | None:
    if clause.candidate.departments & _HOSTS:
        return None
    if not _ORGAN_WORD.search(clause.words):
        return _body(clause)
    left = clause.before_name
    office = contexts.OFFICE.match(clause.right)
    posted = contexts.CONTACT_LEFT.search(left)
    if office and posted and not clause.speaks_for_all and not office[0].endswith("长"):
        return "likely", "contact", "把其他机关当作本报告的联系单位", posted[0]
    acts = contexts.OFFICE_ACT.search(clause.clause_right + clause.right[:12])
    third = contexts.THIRD_LEFT.search(left) or re.search(r"(?:与|和|同|向|经|据|受|请|、)$", left)
    if third and third[0] == "、" and contexts.TITLE_LEFT.search(left):
        third = None
    if office and acts and not third and contexts.DISCLOSURE.search(clause.text):
        strength: Strength = "likely"
        if re.match(r"^[^,。;]{0,8}(?:来|到|应邀|莅临|一行|调研|出席|参加|带队|转|来函)", clause.right):
            return None
        return strength, "office", "以本机关的口吻说其内设机构和人员", office[0]
    if clause.speaks_for_all or clause.is_third_party or contexts.THIRD_CLOSE.search(left):
        return None
    if contexts.LISTED_LEFT.search(left):
        return None
    return "faint", "near", _REASON, ""


def _body(clause: Clause) -> _Judgement | None:
    ids = clause.candidate.departments
    if ids <= _HOSTS:
        return None
    left, right = clause.left, clause.right
    reason = _REASONS[clause.candidate.kind]
    heads = contexts.HEAD_ACT.match(right) if _HEAD.search(clause.words) else None
    if heads and (not left or contexts.TITLE_LEFT.search(left) or left.endswith("由")) and not clause.speaks_for_all:
        return "likely", "head", reason, heads[0]
    is_public = bool(_PUBLIC.match(clause.words)) and not re.search(r"各$", left)
    ours = contexts.OURS.search(left)
    if ours and not clause.speaks_for_all and not is_public and not contexts.THIRD_LEFT.search(left[: ours.start()]):
        return "likely", "ours", reason, ours[0]
    if clause.is_third_party or contexts.THIRD_LEFT.search(left):
        return None
    own, care = contexts.OWN_CLOSE.search(left) or not left, contexts.CARE.match(right)
    if own and care and contexts.DISCLOSURE.search(clause.text) and not clause.speaks_for_all:
        is_told_to = left and not left.endswith(("、", "("))
        is_upkeep = is_told_to or contexts.UPKEEP.search(clause.clause_right)
        is_weak = is_public or not is_upkeep or contexts.PLACED.search(left)
        return ("possible" if is_weak else "likely"), "acts", reason, care[0][-6:]
    if contexts.THIRD_CLOSE.search(left) or is_public:
        return None
    if (clause.owns and not own) or not contexts.DISCLOSURE.search(clause.text):
        return None
    if clause.speaks_for_all:
        return "faint", "near", _REASON, ""
    if own and contexts.DISCLOSURE.search(clause.text):
        return "possible", "stands", reason, ""
    return "faint", "near", _REASON, ""


def _duty(clause: Clause) -> _Judgement | None:
    if clause.candidate.departments & _HOSTS or (clause.speaks_for_all and clause.count < 2):
        return None
    left, right, reason = clause.left, clause.right, "把其他部门的职能说成自己的"
    ours = contexts.OURS_AFTER.match(right)
    third = contexts.THIRD_LEFT.search(left) or contexts.THIRD_CLAUSE.search(clause.text)
    if ours and not third:
        return ("likely" if clause.is_related else "certain"), "own_duty", reason, ours[0]
    if third or contexts.THIRD_LEFT.search(clause.text[: clause.candidate.start]):
        return None
    if contexts.BY_OTHERS.match(right):
        return None
    frame, tail = contexts.FRAME.search(left), contexts.FRAME_TAIL.match(right)
    if frame and tail and not clause.speaks_for_all:
        return "likely", "duty", reason, frame[0] + "……" + tail[0]
    matter, before = contexts.MATTER.match(right), contexts.MATTER_LEFT.search(left) or not left
    if matter and before and contexts.DISCLOSURE.search(clause.text):
        strong = clause.count > 1 and not clause.owns and not clause.speaks_for_all
        return ("likely" if strong else "possible"), "matter", reason, matter[0]
    if contexts.THIRD_RIGHT.match(right) or contexts.THIRD_CLOSE.search(left) or clause.owns:
        return None
    if before and clause.count > 1 and not clause.owns:
        return "possible", "listed", reason, ""
    return "faint", "near", _REASON, ""


def _account(clause: Clause) -> _Judgement | None:
    if clause.candidate.departments & _HOSTS or clause.speaks_for_all or clause.is_third_party:
        return None
    ours = contexts.OUR_ACCOUNT.match(clause.right)
    if ours:
        return "certain", "our_account", "这个账号从名称看不是本机关的", ours[0]
    if (
        clause.words[0] in "我你您咱"
        or re.search(r"协助|转发|转推|转载|转播|抄送", clause.right[:14])
        or re.search(r"[、等]", clause.right[:2])
    ):
        return None
    return "likely", "account", "这个账号从名称看不是本机关的", ""


_REASONS = {
    "organ": "不是本机关的下属单位或人员",
    "body": "不是本机关的下属单位或人员",
    "venue": "不是本机关的办事场所",
    "person": "不是本机关的人员",
    "head": "不是本机关的负责人职务",
}
_JUDGES: dict[str, Callable[[Clause], _Judgement | None]] = {
    "line": _line,
    "topic": _line,
    "organ": _organ,
    "body": _body,
    "venue": _body,
    "person": _body,
    "head": _body,
    "account": _account,
    "duty": _duty,
}
