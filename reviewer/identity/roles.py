"""Whether a named organ stands in a draft as itself, as a rightful third party, or by mistake.

Rules, in this order: frames in which only the writer's own business can stand (结合X工作实际,
我局（X局）); for organs the places of the issuer itself (X局党组高度重视, X局官网); for bare
names of a trade the words that make it the writer's own topic. Lines of business (X系统) are
judged as candidates by :mod:`reviewer.identity.residues`. Every judgement names the rule and
the words that decided, so that a person can disagree.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from reviewer.identity.contexts import is_in_title
from reviewer.nlp.annotations import Mention
from reviewer.regex import Regex

RoleKind = Literal["own", "other", "residue"]

_LEVEL = r"(?:省|市|县|区|州|旗|盟|镇|乡|街道)"
_PREFIX = Regex(rf"(?:[^\W\d_]{{2,6}}{_LEVEL}|全?{_LEVEL})$")

_FRAME_BEFORE = Regex(
    rf"(?:结合|从|围绕|立足|紧扣|聚焦|紧密联系|根据|针对|按照|依据|着眼|突出|切合|符合|体现)(?:我|本|全|当前|当地|新时代|各级)?{_LEVEL}?(?:局|委|办)?的?$"
)
_FRAME_AFTER = Regex(
    r"^(?:系统|部门|领域|行业|条线|战线)?(?:的)?(?:中心|重点|主要|年度|各项|日常|主责|核心)?(?:工作|业务|职能|行业|事业|改革|发展)?(?:的)?(?:实际|特点|职能|职责|需要|特色|工作要求|发展要求|主责主业|主业|工作特点|工作重点|中心工作|重点工作|重点任务|业务特点|自身)"
)
_FRAME_LATER = Regex(r"^[^\W\d_]{1,10}的(?:实际|特点|特色|职能)")
_FIRST_PERSON = Regex(
    r"我(?:局|委|办|厅|中心|院|馆|会|队|镇|乡|街道|单位)?\(?$|本(?:局|委|办|厅|机关|单位)\($|(?:作为|身为)(?:全?[省市县区]的?|基层|主管|一个)?$"
)
_CLAUSE_START = Regex(
    rf"(?:^|[,、。;:\n]|[一二三四五六七八九十]是|(?:19|20)\d\d年度?[,]?|今年以来[,]?|一年来[,]?|今年[,]?|全年[,]?|其中[,]?)(?:[^\W\d_]{{2,5}})??{_LEVEL}?$"
)
_OWN_VERB = Regex(
    r"^(?:党组|党委|领导班子|主要领导|主要负责人|机关)?(?:高度重视|十分重视|认真贯彻|认真落实|认真学习|严格按照|严格执行|严格落实|坚持以|始终坚持|深入贯彻|深入学习|切实加强|全面贯彻|主动公开(?!渠道)|共主动公开|共公开|全年(?:共|主动|通过)|累计公开|成立了?(?:以|由|政[府务]信息公开|信息公开|政务公开)|未收到|共收到|收到(?:政府|依申请|公民)|没有收到|未发生|积极推进(?:政[务府]|信息)|持续(?:推进|加强|深化)(?:政[务府]|信息)|严把|不断加强(?:政[务府]|信息)|将(?:继续|进一步|持续|从|着力)|政府信息公开(?:工作)?(?:领导|在|的|由|以)|(?:全年|共|累计|在[^,。]{2,10}(?:网站|平台|公众号))?(?:编发|发布|公开|主动公开)(?:各类)?(?:政府|政务)?信息(?:共|累计)?[0-9]|没有发生因|未发生因)"
)
_OWN_BODY = Regex(
    r"^(?!党[组委]书记(?:来|到|一行|带队|应邀|参加|率))(?:党组|党委|领导班子|班子成员|机关各|各[股科处]室|各二级|机关党委|机关干部|干部职工|全体干部|主要领导(?:任|为|亲自)|局长(?:任|为)|主要负责人(?:任|为))"
)
_OWN_SITE = Regex(
    r"^的?(?:官网|官方网站|门户网站|部门网站|网站|官方微信|微信公众号|公众号|官方微博|政务微博|政务新媒体|办公室(?:联系|[,(（:]|\(?地址))"
)
# What the organ for it announces for all: 在县人社局官网公告招聘岗位.
_RECRUITED = Regex(r"^[^,。;]{0,14}(?:招聘|招考|招录|遴选|中标|拍卖|土地出让|信用信息|双公示)")
_SITE_BEFORE = Regex(
    r"(?:通过|依托|利用|在|登录|运用|借助|我局|可在|可从|从|于|请与|请向|可与|与|请直接与)(?:[^\W\d_]{0,8})$"
)
_LED_BY = Regex(
    r"^(?:党组|党委|领导班子)?的?(?:坚强|正确|统一|有力)?(?:领导|部署|指导|关心|支持)(?:和[^\W\d_]{2,8})?下"
)
_LIST_AFTER = Regex(
    r"^[\u4e00-\u9fff、()]{0,16}等(?:\d+|[一二三四五六七八九十]+|多|各)?(?:个|家)?(?:部门|单位|机关|成员|局|股室|科室)"
)
_SUPERIOR = Regex(r"(?:国家|全国|中央|中国|共和国)$")
_TOPIC_AFTER = Regex(r"^(?:工作|业务|信息|政策|事业|领域|动态|改革|服务|惠民|法规|资讯|要闻|系统|行业)")
# Organs that run the platforms and answer for disclosure: they are named in every report.
_HOSTS = frozenset({"gov_office", "gov_service", "data", "hotline", "archive", "government", "media", "pub_resource"})
_TOPIC_BEFORE = Regex(
    r"(?:提高|提升|更新|发布|公开|宣传|做好|推进|加强|深化|各类|全[省市县区]|本[省市县区]|我[局委办市县区]|及时|有关|梳理|整理|和|类|重点|特别是|主要|把|将|对|以|了)$"
)


@dataclass(frozen=True, slots=True)
class MentionRole:
    """What a mention is, and why.

    Args:
        kind: ``own``, ``other`` (a rightful third party) or ``residue``.
        rule: Short id of the rule that decided.
        reason: The rule in Chinese, for the reader of the review.
        cue: The words of the sentence that decided; empty if the form alone did.
        is_strong: Of residue: no other reading is plausible.
    """

    kind: RoleKind
    rule: str
    reason: str
    cue: str = ""
    is_strong: bool = False


OWN = MentionRole("own", "own", "本机关或本系统")
OTHER = MentionRole("other", "third_party", "作为其他机关被提到")


def judge_role(
    sentence: str,
    start: int,
    end: int,
    mention: Mention,
    *,
    own: Collection[str],
    is_related: bool,
    speaks_for_all: bool,
) -> MentionRole:
    """Judge one mention of an organ or a line of business.

    Args:
        sentence: The folded sentence.
        start: Where the mention starts in it.
        end: Where it ends.
        mention: The lexicon's entry.
        own: Ids of the issuer's own departments, parts of a combined bureau included.
        is_related: The organ is one that every report may name, or that is easily confused with the issuer.
        speaks_for_all: The issuer is a government or a township, which may name any organ.
    """
    if set(mention.key.split("+")) & set(own):
        return OWN
    prefix = _PREFIX.search(sentence[:start])
    before = sentence[: prefix.start()] if prefix and mention.form in ("organ", "full") else sentence[:start]
    after = sentence[end:]
    if is_in_title(sentence, start):
        return OTHER
    if _SUPERIOR.search(before):
        return OTHER  # 国家统计局: nobody's own below it
    frame = _judge_frame(sentence[:start], before, after, mention)
    if frame is not None and frame.rule == "apposition" and is_related:
        return OTHER  # a plate: 县卫健局（县疾控局）
    if frame is not None and not (speaks_for_all and frame.rule not in ("frame", "apposition")):
        return frame
    if speaks_for_all or mention.form in ("weak", "term", "account"):
        return OTHER
    if mention.form in ("organ", "full") and not set(mention.key.split("+")) & _HOSTS:
        return _judge_organ(sentence[:start], before, after)
    if is_related or mention.form != "bare":
        return OTHER
    return _judge_bare(before, after)


def _judge_frame(left: str, before: str, after: str, mention: Mention) -> MentionRole | None:
    """Return residue for frames that only the writer's own business can fill."""
    frame = _FRAME_BEFORE.search(left)
    tail = _FRAME_AFTER.match(after) or _FRAME_LATER.match(after)
    if frame and tail and mention.form in ("bare", "weak"):
        cue = frame[0] + "……" + tail[0]
        return MentionRole("residue", "frame", "“结合……实际”一类的话只能说本机关、本系统", cue, is_strong=True)
    first = _FIRST_PERSON.search(before)
    if first and mention.form in ("organ", "full"):
        return MentionRole("residue", "apposition", "紧接本机关自称", first[0], is_strong=True)
    return None


def _judge_organ(left: str, before: str, after: str) -> MentionRole:
    led = _LED_BY.match(after)
    if (
        led
        and re.search(r"(?:在|在[^\W\d_]{2,12}(?:和|、|及|与)?)$", before)
        and "指导" not in led[0]
        and "支持" not in led[0]
    ):
        return MentionRole("residue", "led_by", "写明受其领导，而它不是本机关", "在……" + led[0], is_strong=True)
    body = _OWN_BODY.match(after)
    if body and not re.search(r"(?:与|和|向|由|经|邀请|请|原|联合|会同|商|、)$", before):
        return MentionRole("residue", "own_body", "以本机关的口吻说其内设机构和人员", body[0], is_strong=True)
    site = _OWN_SITE.match(after)
    if site and _SITE_BEFORE.search(left) and not _RECRUITED.match(after[site.end() :]):
        return MentionRole("residue", "own_site", "把其他机关的网站、账号或办公室当作自己的", site[0], is_strong=True)
    verb = _OWN_VERB.match(after)
    if verb and _CLAUSE_START.search(before):
        return MentionRole("residue", "subject", "处在本机关作主语的位置", verb[0], is_strong=True)
    return OTHER


def _judge_bare(before: str, after: str) -> MentionRole:
    if _LIST_AFTER.match(after) or after.startswith(
        ("、", "局", "厅", "委", "部", "办", "大厦", "大楼", "专网", "专线")
    ):
        return OTHER
    if re.search(r"(?:、|联合|会同|与|和|向|原|转|由|《)[^\W\d_]{0,4}$", before):
        return OTHER
    topic = _TOPIC_AFTER.match(after)
    if topic and _TOPIC_BEFORE.search(before):
        return MentionRole("residue", "bare_topic", "把其他部门的业务说成自己的", topic[0])
    return OTHER
