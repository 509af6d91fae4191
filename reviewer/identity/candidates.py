"""Words of a sentence that name an organ, a line of business, its bodies, people or duties.

Whose they are is settled here; in which role they stand is judged by
:mod:`reviewer.identity.roles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from reviewer.identity.own import family_of
from reviewer.knowledge.departments import Departments
from reviewer.knowledge.domain_terms import DomainTerms, TermHit
from reviewer.knowledge.knowledge import Knowledge
from reviewer.knowledge.traces import Traces
from reviewer.nlp.annotations import Mention
from reviewer.regex import Regex

CandidateKind = Literal["organ", "line", "topic", "body", "person", "account", "duty", "venue", "head"]

_LINE = Regex(r"系统|部门|领域|行业|战线|条线|机关(?!事务|党|干|单位)")
_TOPIC = Regex(
    r"(?:(?:保护|管理|监管|流通|保障|服务|建设|发展|改革|执法|治理)?(?:中心|重点)?)?工作(?!者)|业务|事业|职能|职责|主责"
)
# What stands behind the bare name of a trade: 教育政务公开, 统计信息公开, 水利政策解读, 教育信息网.
_BARE = Regex(
    r"(?=(?:行政|综合|管理|执法|监管|保障|工作|服务)*(?:政务公开|政府信息公开|信息(?:公开|发布|的)|政策(?:文件|法规|措施)?的?解读|公开透明|(?:信息|政务)网|门户网站|官网))"
)
_BODY = Regex(
    r"(?:保护|综合|行政)*(?:执法)?(?:中队|大队|支队)(?:民警|人员)?|(?:服务|管理|监管|工作)站(?![点长])|分局|管理所|窗口|(?:经办|办事|服务)?大厅|(?<=[^\W\d_]{2})所(?![以有在谓属辖需述得])|管理员|协管员"
)
_STAFF = Regex(r"(?:综合|行政)*(?:执法人员|执法队伍|工作者|干警)")
# People by what they are; leaders come from the departments' own lists.
_PEOPLE = {
    "民警": "public_sec",
    "辅警": "public_sec",
    "交警": "public_sec",
    "校长": "edu school_edu",
    "副校长": "edu school_edu",
    "教导主任": "edu school_edu",
    "园长": "edu school_edu",
    "院长": "health hospital tcm cdc civil culture_tour school_edu research sci procuratorate party_school",
    "副院长": "health hospital tcm cdc civil culture_tour school_edu research sci procuratorate party_school",
    "护士长": "health hospital tcm",
    "教师": "edu school_edu",
    "老师": "edu school_edu",
    "班主任": "edu school_edu",
    "教职工": "edu school_edu",
    "医生": "health hospital",
    "医师": "health hospital",
    "医护人员": "health hospital",
    "医务人员": "health hospital",
    "护士": "health hospital",
    "护林员": "forestry",
    "律师": "justice",
    "公证员": "justice",
    "城管队员": "urban_mgmt",
    "消防员": "fire",
    "图书管理员": "culture_tour scenery_ins archive",
    "话务员": "hotline gov_service data",
    "执法队员": "urban_mgmt market transport agri culture_tour eco_env emergency",
}
_SELF = Regex(r"[我本](?:局|委|办|厅|中心|院|馆|会|队|支队|大队|机关|单位|部门|系统|行)(?!机关|以)")
# A division that the gazetteer lacks, or only its level.
_PLACE_BEFORE = Regex(
    r"(?:(?<![^\W\d_])(?:(?![与向由和同及请从对为在据经将把被会联])[^\W\d_]){2,3})?[省市县区州旗盟镇乡]$"
)
_YOUTH = Regex(r"共青团[^\W\d_]{2,5}?[省市县区旗]委(?:员会)?")
# Bodies of the people that are called by their short names.
_PEOPLES = Regex(
    r"(?<=[省市县区旗州盟])(?:(?P<women_child>妇联)|(?P<disabled>残联)|(?P<lit_art>文联)|(?P<overseas>侨联))"
)
_PARTY_OF = Regex(r"(?<![^\W\d_])(?:街道党工委|街道党政办|镇党委|乡党委|镇党政办|乡党政办)")
_NO_PLACE = Regex(
    r"^(?:配合|接受|参加|依托|移交|代表|承接|征求|加挂|挂靠|培训|报请|商请|提请|函告|通知|督促|要求|经过|经由|来自|位于|设在|使用|抄报|报告)|[年月日件次已是属系和及请到的了将把让使].|"
    r"推动|推进|转发|指导|协助|支持|组织|帮助|邀请|联合|会同|抄送|告知|转交|移送|协调"
)
_NOT_A_PLACE = frozenset({"会同县", "会同"})  # a county in 湖南, and what every office does with another
_LIST_GAP = Regex(r"^(?:、|和|及|与|以及)?$")
_QUOTED = Regex(r"[\"]([\u4e00-\u9fffA-Za-z0-9·]{2,16})[\"]")
_ACCOUNT_NEAR = Regex(r"微信|公众号|微博|抖音|视频号|头条|客户端|政务号|快手|账号|推文|推送|粉丝")
_LONGEST = 10
_STOP_STEMS = frozenset({
    "政府", "政务", "审批", "服务", "信息", "数据", "公共", "管理", "工作", "部门", "单位", "各", "相关",
    "系统", "重点", "社会", "安全", "综合", "发展", "经济", "建设", "规划", "口岸", "政务服务", "公共资源",
    "社会工作", "机构编制", "保密", "宣传", "组织", "委员会", "人民政府", "执法", "行政执法", "公共服务",
    "应急", "行政审批",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that name an organ or something that belongs to one.

    Args:
        start: First character in the sentence.
        end: One past the last.
        kind: What they are.
        departments: Ids of the organs that they may belong to.
        outer: Where the name starts with the place in front of it; -1 for at ``start``.
    """

    start: int
    end: int
    kind: CandidateKind
    departments: frozenset[str]
    outer: int = -1

    @property
    def whole_start(self) -> int:
        """Where the name starts, the place in front of it counted in."""
        return self.start if self.outer < 0 else self.outer


@dataclass(frozen=True, eq=False)
class CandidateFinder:
    """Finds candidates in sentences; built once a process.

    Args:
        departments: Kinds of organ.
        terms: Their trade words.
        institutions: Kinds of body with their owners.
        institution_pattern: Finds any of them.
        traces: What belongs to one kind of organ.
    """

    departments: Departments
    terms: DomainTerms
    institutions: Mapping[str, frozenset[str]]
    institution_pattern: Regex
    traces: Traces

    @cached_property
    def stems(self) -> dict[str, frozenset[str]]:
        """Names of the trades without 局, 系统 and the like, with the kinds of organ that they stand for."""
        found: dict[str, set[str]] = {}
        for one in self.departments:
            if one.id.startswith("combined_"):
                continue
            names = {*one.short, *one.stems, one.label}
            for former in one.former:
                names.update(short for short in former.short)
            for name in names:
                stem = name
                for word in ("系统", "部门", "领域", "行业", "局", "委"):
                    stem = stem.removesuffix(word)
                if 1 < len(stem) <= _LONGEST and stem not in _STOP_STEMS:
                    found.setdefault(stem, set()).add(one.id)
        for stem, ids in self.departments.compound_stems.items():
            found.setdefault(stem, set()).update(ids)
        for term, ids in self.departments.by_term.items():
            if len(term) > 3 and term not in found and self.terms.others.get(term, 0) <= 1:
                found[term] = set(ids)
        return {stem: frozenset(ids) for stem, ids in found.items()}

    @cached_property
    def _people(self) -> dict[str, frozenset[str]]:
        return {word: frozenset(ids.split()) for word, ids in _PEOPLE.items()}

    @cached_property
    def _people_pattern(self) -> Regex:
        return Regex("|".join(sorted(self._people, key=lambda word: (-len(word), word))))

    def find(self, text: str, mentions: Sequence[Mention], offset: int) -> list[Candidate]:
        """Return the candidates of a folded sentence, ascending; of two that overlap the longer one.

        Args:
            text: The sentence.
            mentions: The lexicon's names in it, with spans in the document.
            offset: Where the sentence starts in the document.
        """
        found = [
            *_branches(text),
            *self._organs(text, mentions, offset),
            *self._accounts(text, mentions, offset),
            *self._lines(text),
            *self._bodies(text),
        ]
        found += [
            Candidate(match.start(), match.end(), "person", self._people[match[0]])
            for match in self._people_pattern.finditer(text)
        ]
        found += self._duties(text)
        return _longest(found)

    def selves(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places where the issuer speaks of itself."""
        for match in _SELF.finditer(text):
            yield match.span()

    def _organs(self, text: str, mentions: Sequence[Mention], offset: int) -> Iterator[Candidate]:
        places = {
            one.span.end - offset: one.span.start - offset
            for one in mentions
            if one.kind == "place" and one.surface not in _NOT_A_PLACE
        }
        for mention in mentions:
            if mention.kind == "department" and mention.form in ("organ", "full", "former"):
                start, end = mention.span.start - offset, mention.span.end - offset
                outer = start
                while outer in places:
                    outer = places[outer]
                if outer == start:
                    level = _PLACE_BEFORE.search(text, max(0, start - 4), start)
                    outer = level.start() if level else start
                    if level and _NO_PLACE.search(level[0]):
                        outer = start - 1
                yield Candidate(start, end, "organ", frozenset(mention.key.split("+")), outer)

    def _accounts(self, text: str, mentions: Sequence[Mention], offset: int) -> Iterator[Candidate]:
        for match in _QUOTED.finditer(text):
            if _ACCOUNT_NEAR.search(text, max(0, match.start() - 12), match.end() + 12):
                owner = self.departments.find_by_account(match[1])
                ids = frozenset(owner.departments) if owner is not None else self._named_after(match, mentions, offset)
                if ids:
                    yield Candidate(*match.span(1), "account", ids)

    def _named_after(self, match: re.Match[str], mentions: Sequence[Mention], offset: int) -> frozenset[str]:
        """Return whose account a name is that joins a place and a line of business: 方志青柘."""
        name, start = match[1], match.start(1) + offset
        for one in mentions:
            left, right = one.span.start - start, one.span.end - start
            if one.kind == "place" and (left == 0 or right == len(name)) and 0 <= left < right <= len(name):
                rest = name[right:] if left == 0 else name[:left]
                for word in (rest, rest + "办", rest + "馆"):
                    if len(rest) > 1 and word in self.stems:
                        return self.stems[word]
        return frozenset()

    def _stem_before(self, text: str, end: int) -> tuple[int, frozenset[str]] | None:
        for size in range(min(_LONGEST, end), 1, -1):
            ids = self.stems.get(text[end - size : end])
            if ids is not None:
                return end - size, ids
        return None

    def _lines(self, text: str) -> Iterator[Candidate]:
        for pattern, kind in ((_LINE, "line"), (_TOPIC, "topic")):
            for match in pattern.finditer(text):
                stem = self._stem_before(text, match.start())
                if stem is not None:
                    yield Candidate(stem[0], match.end(), "line" if kind == "line" else "topic", stem[1])

    def trades(self, text: str) -> Iterator[Candidate]:
        """Yield the bare names of trades before what an organ discloses or explains."""
        last = -1
        for match in _BARE.finditer(text):
            stem = self._stem_before(text, match.start())
            if stem is not None and stem[0] > last:
                last = match.start()
                yield Candidate(stem[0], match.start(), "topic", stem[1])

    def _bodies(self, text: str) -> Iterator[Candidate]:
        for match in self.institution_pattern.finditer(text):
            ids = self.institutions.get(match[0])
            if ids is not None:
                yield Candidate(match.start(), match.end(), "body", ids)
        for match in _BODY.finditer(text):
            stem = self._stem_before(text, match.start())
            if stem is not None:
                yield Candidate(stem[0], match.end(), "body", stem[1])
        for match in _STAFF.finditer(text):
            stem = self._stem_before(text, match.start())
            if stem is not None:
                yield Candidate(stem[0], match.end(), "person", stem[1])
        for hit in self.terms.find(text):
            suffix = _BODY.match(text, hit.end)
            if suffix and hit.weight >= 0.25:
                yield Candidate(hit.start, suffix.end(), "body", hit.departments)

    def _duties(self, text: str) -> Iterator[Candidate]:
        run: list[TermHit] = []
        shared: frozenset[str] = frozenset()
        for hit in [*self.terms.find(text), None]:
            families = _families(hit) if hit is not None else frozenset()
            joins = bool(run) and hit is not None and _LIST_GAP.match(text[run[-1].end : hit.start])
            if hit is not None and (not run or (joins and shared & families)):
                shared = shared & families if run else families
                run.append(hit)
                continue
            if run and sum(one.weight for one in run) >= 0.3:
                ids = {name for one in run for name in one.departments if family_of(name) in shared}
                yield Candidate(run[0].start, run[-1].end, "duty", frozenset(ids))
            run, shared = ([hit], families) if hit is not None else ([], frozenset())


def _branches(text: str) -> Iterator[Candidate]:
    for match in _YOUTH.finditer(text):
        yield Candidate(*match.span(), "organ", frozenset({"youth"}))
    for match in _PEOPLES.finditer(text):
        yield Candidate(*match.span(), "organ", frozenset({match.lastgroup or ""}))
    for match in _PARTY_OF.finditer(text):
        yield Candidate(*match.span(), "organ", frozenset({"street" if match[0][0] == "街" else "town"}))


def _families(hit: TermHit) -> frozenset[str]:
    return frozenset(family_of(name) for name in hit.departments)


def build_finder(knowledge: Knowledge) -> CandidateFinder:
    """Return the finder over what is known of organs."""
    return CandidateFinder(
        knowledge.departments,
        knowledge.domain_terms,
        knowledge.institution_owners,
        knowledge.institution_pattern,
        knowledge.traces,
    )


_RANK: dict[CandidateKind, int] = {
    "account": 0, "organ": 1, "line": 2, "body": 3, "topic": 4, "person": 5, "duty": 6, "venue": 7, "head": 8,
}  # fmt: skip


def _longest(found: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda item: (_RANK[item.kind], -(item.end - item.start), item.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda item: item.start)
