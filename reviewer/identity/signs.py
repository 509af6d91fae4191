"""Signs of another organ that are no organ names: accounts, hosts, bodies, roles, duties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reviewer.identity import contexts
from reviewer.knowledge.departments import Departments
from reviewer.knowledge.domain_terms import DomainTerms, TermHit
from reviewer.regex import Regex

# Owners whose account or site every report may point to.
GENERAL = frozenset(
    {"government", "gov_office", "gov_service", "data", "media", "town", "street", "hotline", "dev_zone"}
)

# Lines of business whose words stand in the service lists and notices of every organ.
_SERVICES = frozenset(
    {
        "pub_resource",
        "housing_fund",
        "finance",
        "audit",
        "archive",
        "petition",
        "press_pub",
        "hotline",
        "gov_service",
        "data",
    }
)

_ACCOUNT = Regex(
    r"[\"《]([\u4e00-\u9fffA-Za-z0-9·]{2,16})[\"》]\s*(?:的)?(?:官方)?(?:[^\W\d_]{0,4})?"
    r"(?:微信|公众号|微博|抖音|视频号|头条号|客户端|政务号|快手)"
    r"|(?:微信公众号|公众号|官方微博|政务微博|政务新媒体|抖音号?|视频号|头条号|微信|微博|账号)"
    r"\s*[\"(《]([\u4e00-\u9fffA-Za-z0-9·]{2,16})[\")》]"
)
_THIRD_ACCOUNT = Regex(
    r"(?:合作|兄弟|友情|经|由|转推|转发|转载|借鉴|学习|联动|参照|投稿|向|供稿|推送至|推荐|协作|关注|属于|归|由.{2,12}(?:主办|运营|管理)的?)"
    r"[\u4e00-\u9fff、\"]{0,8}$"
)
_THIRD_IN_CLAUSE = Regex(r"(?:会同|联合|协同|配合|协助|邀请|转载|转发|转推|借助|借用)[^,。;]*$")
_THIRD_ACCOUNT_AFTER = Regex(r"协助|转发|转推|转载|转播|抄送|投放|刊登|刊播|投稿|作了说明")
_ORGAN_END = Regex(r"(?:局|委|办|厅|中心|院|会|队)(?:的)?(?:官方|政务)?(?:账号|公众号|微信公众号|微信|微博|视频号)?$")
_HOST = Regex(r"(?<![A-Za-z0-9.@])(?:https?://)?((?:[a-z0-9-]+\.)+gov\.cn)", re.IGNORECASE)
# First label of a host → department; labels that two departments use (slj, swj, lyj, sjj) are left out.
_HOSTS = """
rsj=hrss hrss=hrss rst=hrss jyj=edu jyt=edu mzj=civil mzt=civil sfj=justice sft=justice czj=finance
czt=finance zrzyj=nat_res zrzy=nat_res sthj=eco_env sthjj=eco_env zjj=housing zjt=housing
jtj=transport jtysj=transport nyncj=agri nync=agri sswj=commerce swt=commerce wlj=culture_tour
whlyj=culture_tour wglj=culture_tour wjw=health wsjkw=health tyjrswj=vet_affairs tyjr=vet_affairs
yjglj=emergency yjj=emergency tjj=statistics ybj=med_ins ylbzj=med_ins scjgj=market scjg=market
amr=market cgj=urban_mgmt gaj=public_sec gat=public_sec fgw=ndrc fzggw=ndrc kjj=sci kjt=sci
gxj=miit jxj=miit mzzj=ethnic_rel xfj=petition gzw=sasac tyj=sport
"""
_HOST_LABELS = dict(pair.split("=") for pair in _HOSTS.split())
_OUR_DUTY = Regex(r"(?:围绕|立足|聚焦|紧扣|结合|突出|履行|依托)(?:[我本][局委办厅]|全?[省市县区]|本职|自身)?的?$")
_DUTY_AFTER = Regex(
    r"^(?:等)?(?:[、和及与][^\W\d_]{2,8})?(?:的)?(?:主责|主业|职能|职责|中心工作|业务特点|工作实际|工作特点|主要业务)"
)
_BODY_BEFORE = Regex(
    r"(?:(?:^|[,。;、:(])(?:由|各|下属|所属|直属|局属|系统内|全系统|基层)?|由|各|下属各?|所属各?|直属|局属|系统内|全系统|(?:责成|要求|督促)各?|"
    r"\d个?(?:乡镇|镇街|街道|单位)?)$"
)
_WITH_BODY = Regex(r"(?:[与和同对向在给为从到至于]|会同|联合|走进|深入)各$")
_BODY_AFTER = Regex(
    r"^(?:[、和及与][^\W\d_]{2,6})?(?:负责人|主要负责人|明确(?:公开|专人|一名|[一二两1-9]))|^(?:负责人|主要负责人|公开情况|信息公开|"
    r"校务公开|院务公开|核定|轮流|配备|值班|列为|计入|纳入|要|须|应当|按要求|按规定|按照要求|均|全部|都|"
    r"每[月季年]|的?(?:政府)?信息|为成员|参加了?考核|建立|设立了?公开|主动公开)"
)
_BODY_SUFFIX = Regex(r"^(?:窗口|中队|大队|大厅|管理员|协管员|人员)")
_HEAD = Regex(
    r"(?:由|以|成立了?由|明确)?(?:我[局委办厅]|本局|局|委|办|厅|县|区|市|镇)?"
    r"(校长|院长|所长|行长|站长|馆长|镇长|乡长|县长|区长|市长|队长|支队长|大队长|关长|台长|社长|厂长|局长|厅长|园长)"
    r"(?:[^\W\d_]{0,3})?(?:任|为|担任)(?:[^\W\d_]{0,12})?组长"
)
# Roles that fit a type of organ; a role outside its set heads another kind of organ.
_HEADS: dict[str, frozenset[str]] = {
    "局": frozenset({"局长", "队长"}),
    "委": frozenset({"局长"}),
    "办": frozenset({"局长"}),
    "厅": frozenset({"厅长"}),
    "中心": frozenset({"局长", "台长"}),
    "镇": frozenset({"镇长"}),
    "乡": frozenset({"乡长"}),
    "街道": frozenset(),
    "队": frozenset({"队长", "支队长", "大队长"}),
}
_LOCAL = frozenset({"镇", "乡", "街道"})
_LOCAL_HEADS = frozenset({"镇长", "乡长"})
_OTHERS_TERMS = Regex(r"(?:联合|会同|配合|协同|协助|转发|转载|移交|移送|原|提供)[^,。;]{0,14}$")
_BY_OTHERS = Regex(r"[^,。;]{0,10}由(?![我本])[^,。;]{2,12}?(?:局|委|部门|中心|法院|机关|单位)")
_LIST_GAP = Regex(r"^[、和及与]?$")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of another organ in a sentence.

    Args:
        start: First character in the sentence.
        end: One past the last.
        department: Id of the organ that it points to; empty if only that it is not the issuer.
        reason: Why, in Chinese, continuing “这里……”.
        cue: The words that decided.
    """

    start: int
    end: int
    department: str
    reason: str
    cue: str


def find_accounts(text: str, departments: Departments, own: frozenset[str]) -> Iterator[Sign]:
    """Yield accounts that by their name belong to another organ."""
    for match in _ACCOUNT.finditer(text):
        group = 1 if match[1] else 2
        owner = None if match[group][0] in "我你您咱" else departments.find_by_account(match[group])
        if owner is None or set(owner.departments) & (own | GENERAL):
            continue
        left, right = text[: match.start(group)].rstrip('"《('), text[match.end() :]
        if (
            _THIRD_ACCOUNT.search(left)
            or _THIRD_IN_CLAUSE.search(left)
            or "等" in right[:2]
            or _THIRD_ACCOUNT_AFTER.search(right[:14])
        ):
            continue
        named = departments.find_by_name(left[-14:]) if _ORGAN_END.search(left) else None
        if named is not None and set(named.components) & set(owner.departments):
            continue  # 县司法局“法治某县”账号
        yield Sign(*match.span(group), owner.departments[0], "这个账号从名称看不是本机关的", match[0])


def find_hosts(text: str, own: frozenset[str]) -> Iterator[Sign]:
    """Yield sites whose host is that of another organ."""
    for match in _HOST.finditer(text):
        owner = _HOST_LABELS.get(match[1].lower().removeprefix("www.").split(".")[0])
        if owner is not None and owner not in own:
            yield Sign(*match.span(1), owner, "这个网址从域名看不是本机关的", match[1])


def find_duties(text: str, terms: DomainTerms, own: frozenset[str]) -> Iterator[Sign]:
    """Yield another organ's duties where the issuer's own should stand."""
    hits = [hit for hit in terms.find(text) if hit.weight >= 0.25]
    for hit in hits:
        if hit.departments & own:
            continue
        before = _OUR_DUTY.search(text[: hit.start])
        after = _DUTY_AFTER.match(text[hit.end :])
        if before and after:
            yield Sign(
                hit.start, hit.end, min(hit.departments), "把其他部门的职能说成自己的", before[0] + "……" + after[0]
            )


def find_listed_terms(text: str, terms: DomainTerms, own: frozenset[str]) -> Iterator[Sign]:
    """Yield two or more trade words of one other organ that stand side by side in a list of one's own work."""
    hits = terms.find(text)
    run: list[TermHit] = []
    for hit in [*hits, None]:
        joins = bool(run) and hit is not None and _LIST_GAP.match(text[run[-1].end : hit.start])
        if hit is not None and (not run or (joins and run[-1].departments & hit.departments)):
            run.append(hit)
            continue
        yield from _listed(run, text, own)
        run = [hit] if hit is not None else []


def _listed(run: list[TermHit], text: str, own: frozenset[str]) -> Iterator[Sign]:
    if len(run) < 2:
        return
    shared = frozenset.intersection(*(hit.departments for hit in run))
    if (
        not shared
        or shared & _SERVICES
        or any(hit.departments & own for hit in run)
        or all(one.end == two.start for one, two in pairwise(run))  # one name, not a list
        or sum(hit.weight for hit in run) < 1.5
    ):
        return
    if _OTHERS_TERMS.search(text[: run[0].start]) or _BY_OTHERS.match(text[run[-1].end :]):
        return
    quote = text[run[0].start : run[-1].end]
    yield Sign(run[0].start, run[-1].end, min(shared), "并列的都是其他部门的业务", quote)


# 9个乡镇便民服务中心: the townships' own, where any office of the county may lay out its papers.
_OF_TOWNS = Regex(r"(?:乡镇|镇街|街镇|乡街|街道|社区|\d个[乡镇村])$")


def find_bodies(
    text: str, pattern: Regex, owners: dict[str, frozenset[str]], terms: DomainTerms, own: frozenset[str]
) -> Iterator[Sign]:
    """Yield bodies that belong to another organ, where the issuer's own should stand."""
    found = [(match.start(), match.end(), owners[match[0].removeprefix("各")]) for match in pattern.finditer(text)
             if match[0].removeprefix("各") in owners]  # fmt: skip
    for hit in terms.find(text):
        suffix = _BODY_SUFFIX.match(text[hit.end :])
        if suffix and hit.weight >= 0.3:
            found.append((hit.start, hit.end + suffix.end(), hit.departments))
    for start, end, ids in sorted(found, key=lambda item: item[:2]):
        if ids & own:
            continue
        before, after = _BODY_BEFORE.search(text[:start]), _BODY_AFTER.match(text[end:])
        if contexts.is_among_premises(text, start, end) or _OF_TOWNS.search(text[:start]):
            continue
        if before and after and not _WITH_BODY.search(text[:start]):
            yield Sign(start, end, min(ids), "不是本机关的下属单位或人员", before[0] + "……" + after[0])


def find_heads(text: str, organ_word: str | None, *, of_level: bool = False) -> Iterator[Sign]:
    """Yield leaders' titles that do not fit the issuer's type of organ.

    Args:
        text: A sentence, folded.
        organ_word: What the issuer's name ends in.
        of_level: Yield those of another level of the same kind, 镇长 in a street, in place of all others.
    """
    allowed = _HEADS.get(organ_word or "")
    if allowed is None:
        return
    for match in _HEAD.finditer(text):
        is_of_level = organ_word in _LOCAL and match[1] in _LOCAL_HEADS
        if match[1] not in allowed and is_of_level == of_level:
            yield Sign(*match.span(1), "", f"不是“{organ_word}”的负责人职务", match[0])


_BUREAU_ROOM = Regex(
    r"(?:由|交|送|经|报)(局(?!域)[^\W\d_]{1,6}?[科股室])(?=先|初审|复审|审|把关|统一|汇总|提出|核|负责|作)"
)
_ENTERPRISES = Regex(r"(?:^|[,。;、])(下属企业)(?=(?:每|按|定期|均|须|应|都)[^,。;]{0,10}(?:报送|上报|更新|公开))")


def find_bureau_rooms(text: str, organ_word: str | None) -> Iterator[Sign]:
    """Yield a bureau's rooms and enterprises where the issuer is a township or a street.

    Args:
        text: A sentence, folded.
        organ_word: What the issuer's name ends in.
    """
    if organ_word in _LOCAL:
        for match in _BUREAU_ROOM.finditer(text):
            yield Sign(*match.span(1), "", "是局的内设机构，而本机关不是局", match[0][:1])
        for match in _ENTERPRISES.finditer(text):
            yield Sign(*match.span(1), "", "不是本机关的下属单位", match[0])


_ADDRESSED = Regex(
    r"(?:受理|收到|接到|办理)[^,。;]{0,24}向([省市县区](?:人民)?政府(?:办公厅|办公室)?)(?:提出|提交|申请|递交)"
)


def find_addressed(text: str) -> Iterator[Sign]:
    """Yield a government to which the applications of a report were made that is not the government's."""
    for match in _ADDRESSED.finditer(text):
        if "转" not in match[0]:
            yield Sign(*match.span(1), "", "不是本机关，申请应当是向本机关提出的", match[0][:40])
