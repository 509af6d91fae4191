"""Whether a named organ stands in a draft as itself, as a rightful third party, or by mistake.

Rules, in this order: frames in which only the writer's own line of business can stand
(结合X系统实际, 全县X系统, 我局（X局）, X局党组高度重视); words that introduce a third party
(会同, 转交, 原, 借鉴, 《》); and what the bare form of the name makes likely. Every
judgement names the rule and the words that decided, so that a person can disagree.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

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
_WHOLE_ONLY = Regex(rf"全{_LEVEL}(?:各级)?$|我{_LEVEL}$")
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
_INFORMATION_SYSTEM_AFTER = Regex(
    r"^(?:办理|查询|登录|平台|操作|录入|上传|更新|升级|接口|数据|软件|上(?:传|报|线)?|中(?!心)|内(?!各|部)|后台|一体化|查|实现|自动|提交|进行网|信息系统|业务系统)"
)
_INFORMATION_SYSTEM_BEFORE = Regex(r"(?:登录|接入|使用|在|通过|运用|打通|对接|导入|录入|接通)(?:[省市县区全国]{0,3})?$")

_THIRD_BEFORE = Regex(
    r"(?:联合|会同|协同|配合|商(?!务)|协调|联动|对接|衔接|沟通|移送|移交|转交|转送|转办|转由|转至|告知|向|由|经|请示?|报送?|报请|报经|抄送|征求|会签|借鉴|学习|参考|考察|参照|原|受|接受|邀请|涉及|属于|属|例如|譬如|比如|包括|如|位于|搬|划归|划入|划转|并入|组建|更名为?|加挂|挂牌|合署|听取|经过|提请|商请|函告|函询|函复|送|给|从|被|对|及|以及|和|与|或|同|跟|、|是|为|含|除|比|较|据|按|按照|根据|归|归口|请教|致函|致电|引导|指引|通过|分别|其他|相关|有关|牵头|承接|承办|委托|指导|督促|推动|组织|召集|协助|支持|帮助|反馈|通报|建议|提醒|就|将|把|抓好|做好|梳理|归集|汇总|收集|征集|要求|推进|公布|公开|发布|发送|推送|转发|宣传|解读|宣讲|派驻|驻|入驻|进驻|共享|共用|比对|核对|汇入|接通|打通|参加|参与|出席|围绕|聚焦)"
    r"(?:了|至|到|给|于|过)?(?:[\u4e00-\u9fff、\"()0-9]{0,14})$"
)
_THIRD_AFTER = Regex(
    r"^(?:[、和与及](?!时)|等|联合|共同|牵头|负责|提供|移交|划转|划入|合并|更名|加?挂牌|制作|保存|掌握|管辖|的?职责|申请|咨询|反映|移送|审核|审查|备案|出具|通报|反馈|意见|窗口|大厅|派驻|主管|具体承办|承办|公开的|信息(?:公开)?联络员|同志|工作人员|专家|领导(?!小组)|来|开设|发文|文件|印发|来函|回函|复函|转来|转办|批准|验收|监管|\))"
)
_LIST_AFTER = Regex(
    r"^[\u4e00-\u9fff、()]{0,16}等(?:\d+|[一二三四五六七八九十]+|多|各)?(?:个|家)?(?:部门|单位|机关|成员|局|股室|科室)"
)
_WITH = Regex(r"(?:与|和|同|联合|会同|配合|面向|支持|服务|抽调|督促|参加|参与|出席|向|为|牵头|通报[,，]|反馈[,，])$")
_OTHERS_WHOLE = Regex(r"^(?:与我|同我|在考核|公开(?:工作)?(?:观摩|现场)|专项资金|预算单位|先进|排名)")
_OPEN_TITLE = Regex(r"《[^》]*$")
_SUPERIOR = Regex(r"(?:国家|全国|中央|中国|共和国)$")
_TOPIC_AFTER = Regex(r"^(?:工作|业务|信息|政策|事业|领域|动态|改革|服务|惠民|法规|资讯|要闻|系统|行业)")
_LINE_TOPIC_AFTER = Regex(r"^(?:的)?(?:群众|重点|政[务府]|信息|公开|工作|业务|改革|中心|主要|热点|实际|特点|职能)")
_OWN_PAPERS = Regex(
    r"^(?:的)?(?:年度)?(?:部门预算|部门决算|预算、决算|预决算|机构职能|内设机构|领导信息|权责清单|政府信息公开指南)"
)
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
    if _OPEN_TITLE.search(sentence[:start]):
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
    if is_related and not (mention.form == "line" and _OWN_PAPERS.match(after)):
        return OTHER
    if mention.form == "line":
        return _judge_line(before, after, mention)
    if mention.form == "bare":
        return _judge_bare(before, after)
    return OTHER


def _judge_frame(left: str, before: str, after: str, mention: Mention) -> MentionRole | None:
    """Return residue for frames that only the writer's own business can fill."""
    frame = _FRAME_BEFORE.search(left)
    tail = _FRAME_AFTER.match(after) or _FRAME_LATER.match(after)
    if frame and tail and mention.form in ("line", "bare", "weak"):
        cue = frame[0] + "……" + tail[0]
        return MentionRole("residue", "frame", "“结合……实际”一类的话只能说本机关、本系统", cue, is_strong=True)
    whole = _WHOLE_ONLY.search(left)
    is_system = mention.form == "line" and mention.surface.endswith(("系统", "战线", "条线"))
    if whole and is_system and not _WITH.search(left[: whole.start()]) and not _OTHERS_WHOLE.match(after):
        reason = "“全市（县、区）某系统”是主管机关对本系统的说法"
        return MentionRole("residue", "whole_line", reason, whole[0], is_strong=True)
    first = _FIRST_PERSON.search(before)
    if first and mention.form in ("organ", "full", "line"):
        return MentionRole("residue", "apposition", "紧接本机关自称", first[0], is_strong=True)
    return None


def _judge_line(before: str, after: str, mention: Mention) -> MentionRole:
    if mention.surface.endswith("系统"):
        computer = _INFORMATION_SYSTEM_AFTER.match(after) or _INFORMATION_SYSTEM_BEFORE.search(before)
        if computer:
            return OTHER
        third = re.search(
            r"(?:联合|会同|协同|配合|与|和|同|向|借鉴|学习|对接|支持|协助|原|来自|涉及|服务|推荐|包括|、)[^\W\d_]{0,6}$",
            before,
        )
        if third or _LIST_AFTER.match(after) or after.startswith(("、", "等", "和", "与")):
            return OTHER
        return MentionRole("residue", "line", "以本系统的口吻说其他系统", mention.surface)
    own_topic = re.search(
        r"(?:我|本)(?:局|委|市|县|区)?$|(?:围绕|聚焦|坚持|突出|深化|立足|紧扣)(?:全[省市县区])?$", before
    )
    if own_topic and _LINE_TOPIC_AFTER.match(after):
        return MentionRole("residue", "line_topic", "把其他部门的业务说成自己的", own_topic[0] + "……", is_strong=True)
    if _OWN_PAPERS.match(after) and _CLAUSE_START.search(before):
        return MentionRole("residue", "own_papers", "处在本机关的位置", mention.surface, is_strong=True)
    return OTHER


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


def is_third_party(before: str, after: str) -> bool:
    """Tell whether words around a name introduce a third party."""
    return bool(_THIRD_BEFORE.search(before) or _THIRD_AFTER.match(after) or _LIST_AFTER.match(after))
