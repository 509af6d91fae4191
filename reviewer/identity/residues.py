"""Remains of another organ's text: candidates in places where only the issuer's own can stand.

Three strengths. ``certain``: no other reading. ``likely``: reported by itself. ``possible``:
reported only where the same organ stands in another such place of the report, for a text
that was copied leaves more than one trace, while a rightful third party does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.identity.candidates import Candidate
from reviewer.identity.own import family_of

Strength = Literal["certain", "likely", "possible"]

# Organs and lines that every report speaks of, whatever its own business.
COMMON = frozenset(
    "government gov_office gov_service data hotline archive media finance audit pub_resource petition supervision "
    "cpc_depts people_congress procuratorate staffing secrecy cyberspace party_school org_affairs biz_env "
    "legal_off town street".split()
)
_HOSTS = COMMON - {"finance", "audit", "petition"}
_LEVEL = r"(?:省|市|县|区|州|旗|盟|镇|乡|街道)"
_THIRD = re.compile(
    r"(?:联合|会同|协同|协调|协助|配合|衔接|对接|联动|沟通|商(?!务)|移送|移交|移转|转交|转送|转办|转由|转至|转请|告知|报送?|报经|抄送|征求|会签|"
    r"借鉴|学习|参考|考察|参照|比照|原|邀请|属于|属|不属|归|划归|划入|划转|并入|听取|提请|商请|函告|函询|委托|支持|协|驻|入驻|派驻|派|来自|"
    r"于|应|邀|借用|转推|合作|兄弟|友情|依托|与|和|同|向|、|及|以及|或|像|如|例如|比如|包括|含|推荐|推送|转发|转载|宣传|送|到|走进|深入|接受|来|请|经|据|依|承接|争取|列为|低于|高于|比)"
    r"(?:了|至|到|给|于|过)?(?:[\u4e00-\u9fff]{0,3})$"
)
_THIRD_AFTER = re.compile(
    r"^(?:[、和与及](?!时)|等|联合|共同|牵头|提供|移交|移送|划转|划入|转来|转办|合并|更名|反馈|来函|回函|复函|函|出具|掌握|管辖|制作|保存|"
    r"派驻|窗口单位|审核后|核定|备案|\)|的?(?:同志|专家|工作人员|意见|要求|通知|通报|反馈|函))"
)
_OTHERS_CLAUSE = re.compile(r"(?:联合|会同|协同|配合|移交|移送|转办|转交|转送|告知|原|借鉴|学习|征求|抄送|会签|交由|转由)")

_FRAME = re.compile(
    rf"(?:结合|立足|围绕|紧扣|紧贴|针对|根据|聚焦|突出|着眼|从|契合|适应|依据|按照|把握|符合)(?:我|本|全|当前|当地|新时代|各级)?{_LEVEL}?(?:局|委|办|厅)?的?$"
)
_FRAME_TAIL = re.compile(
    r"^[\u4e00-\u9fff]{0,8}?(?:实际|特点|特色|职能|职责|需要|需求|关切|关注|热点|重点|难点|主责|主业|中心|任务|诉求|出发|事项)"
)
_AS = re.compile(r"(?:作为|身为)(?:全?[省市县区]的?|基层|主管|一个)?$")
_WHOLE = re.compile(rf"(?:全{_LEVEL}|我{_LEVEL}|本{_LEVEL})(?:各级)?$")
_WITH = re.compile(
    r"(?:接受|经|据|应|转载|转发|借用|抽调|邀请?|依托|通报|披露|比照|参照|借鉴|汇总|原|来自|涉及|推荐|包括|、|与|和|同|联合|会同|配合|协同|协助|支持|服务|抽调|督促|参加|参与|出席|向|为|牵头|接受|面向|对|从|在|反馈[,，]|通报[,，])$"
)
_THIRD_VERB = re.compile(
    r"^[\u4e00-\u9fff]{0,4}?(?:协助|提供|参与|配合|反馈|来函|移交|交换|报来|自行|会签|共享|对接|牵头|负责|支持|推送|转来|转办|联合|共同|同步|给予|帮助|监督|考核|测评|按批复|确认)"
)
_OWN_VERB = re.compile(
    r"^(?:各单位|上下|干部(?:职工)?)?(?:认真|切实|全面|积极|深入|紧紧|主动|严格|始终|持续|不断|共|全年|累计)?(?:把|将|高度重视|坚持|围绕|紧扣|推进|推动|开展|落实|贯彻|加强|召开|举办|组织|公开|主动公开|"
    r"公布|发布|政[务府]|信息公开|培训|学习|建立|完善|形成|树立|配备|参加公开|公开专栏|业务培训|党员|工作)"
)
_COMPUTER_AFTER = re.compile(
    r"^(?:办理|查询|登录|平台|操作|录入|上传|更新|升级|接口|数据|软件|上(?:传|报|线)?|中(?!心)|内(?!各|部)|后台|一体化|查|实现|自动|提交|进行网|信息系统|业务系统|管理)"
)
_COMPUTER_BEFORE = re.compile(r"(?:登录|接入|使用|在|通过|运用|打通|对接|导入|录入|接通|建设|开发|上线|升级|依托)(?:[省市县区全国]{0,3})?$")
_OTHERS_WHOLE = re.compile(
    r"^(?:与我|同我|在考核|考核|测评|公开(?:工作)?(?:观摩|现场)|专项资金|预算单位|先进|排名|经费|志愿者|下沉|通讯员|网站|信息员)"
)
_IN = re.compile(r"(?:^|[,。;:、])(?:[^,。;:]{0,4}[,])?为?(?:在|坚持|深化|推进|推动|加强|做好|强化|提升|提高|进一步提升|进一步加强)$")
_IN_TAIL = re.compile(r"^(?:全面|率先|先行|积极|深入|持续|大力)?(?:推行|推进|推广|开展|实施|公布|公开|试行|建立|实行|落实|信息|政策|政务|公众|群众)")
_PAPERS = re.compile(
    r"^(?:的)?(?:年度)?(?:部门预算|部门决算|预算、决算|预决算|机构职能|内设机构|领导信息|权责清单|政府信息公开指南|"
    r"(?:原有|现有|本年|今年|当年|全年|共)?(?:制发|新制作|有效)?(?:的)?(?:行政)?规范性文件)"
)
_CLAUSE_START = re.compile(r"(?:^|[,。;:(]|[一二三四五六七八九十]是|[0-9]年度?|年来|今年|全年|去年)$")
_YEAR_START = re.compile(r"^(?:[^,。]{0,6}?(?:[0-9]{4}年度?|一年来|今年以来|过去一年|本年度|全年))[,]?(?:[\u4e00-\u9fff]{2,6})?$")
_ABOUT_DISCLOSURE = re.compile(r"公开|公众|群众|信息|晒|透明|发布")
_RECEIVED = re.compile(r"^(?:全年|年度|本年度?|当年)?(?:共|累计)?(?:受理|收到|未收到)[^,。;]{0,8}申请")
_REPORT_BY = re.compile(r"(?:本|年度|[0-9]年)报告[\u4e00-\u9fff]{0,3}由$")
_REPORT_BY_TAIL = re.compile(r"^[\u4e00-\u9fff]{0,8}(?:根据|依据|按照|负责)?[^,。]{0,60}(?:编制|编写|制作|撰写|汇总)")
_CONTACT = re.compile(r"(?:联系|咨询|查询)?(?:请|可)?(?:与|向|联系|致电|咨询|来函|寄至?|拨打)$")
_CONTACT_TAIL = re.compile(r"^[\u4e00-\u9fff]{0,8}(?:联系|咨询|反映)?(?:\(|。|$|[,:](?:地址|电话|邮编|联系电话))")
_LABELLED = re.compile(r"(?:联系(?:单位|部门|机构|方式)|受理(?:机构|单位|部门)|收件(?:人|单位)|接收(?:单位|部门)|来信请寄|来函请寄|申请表请寄)(?:名称)?[:为]?$")
_INSIDE = re.compile(r"^(?:院内|大楼|大厦|旧楼|老楼|附楼|对面|旁|东|西|南|北|隔壁|办公楼)")
_SITE_BEFORE = re.compile(r"(?:电子版|电子文本|全文|报告|文本)[^,。;]{0,8}(?:在|从|于|登录|通过|访问|存放于|挂在|载于)$")
_SITE_TAIL = re.compile(r"^(?:官网|官方网站|门户网站|网站|网页|子站|微信公众号|公众号)")
_POST = re.compile(r"^(?:党组书记|党委书记|局长|主任|主要负责人|主要领导|分管副局长|副局长|分管领导|负责人)?(?:任|担任|为|兼任)(?:[\u4e00-\u9fff]{0,6})?(?:组长|第一责任人)")
_POST_BEFORE = re.compile(r"(?:书记|主任)、$")
_PARTY = re.compile(
    r"^(?:党组|党委|领导班子)(?:书记)?(?:[^,。;]{0,6})?(?:研究|听取|召开|学习|传达|高度重视|审议|部署|专题|将|会议)"
)
_ADDRESSED = re.compile(r"(?:受理|收到|接到|办理)[^,。;]{0,14}向(?:[\u4e00-\u9fff]{2,4}[省市县区])?$")
_ADDRESSED_TAIL = re.compile(r"^(?:提出|提交|申请|递交)的?(?:政府信息公开)?(?:申请|信息公开)")
_OUR = re.compile(r"(?:[我本](?:局|委|办|厅|机关|单位|镇|乡|街道|中心)|局属|下属|下辖|所辖|所属|直属|系统内|全系统|下设)(?:的)?(?:各|[0-9]+(?:个|家|所))?$")
_WITHIN = re.compile(r"(?:[区县市镇]内|辖区|全[区县市])(?:的)?[0-9]+(?:余)?(?:个|家|所)$")
_MEMBER_TAIL = re.compile(r"^(?:[、和及与][\u4e00-\u9fff]{2,8}?)?(?:主要)?负责人(?:均|都)?(?:列为|为|任|作为|是)(?:[\u4e00-\u9fff]{0,6})(?:成员|责任人|联络员)")
_OWN_ROOMS = re.compile(r"^(?:各|等)?(?:科室|股室|处室)")
_COUNTED = re.compile(r"^(?:的)?(?:审批|办理|决定|核发)?(?:结果|信息|情况|公示|事项)?[0-9]+(?:条|件|项|份)")
_UPKEEP = re.compile(r"公开|公众|群众|信息|发布|更新|公示|电子屏|专栏|栏目|网站|公众号|宣传栏|通知|小组|考核")
_GENERIC_BODY = re.compile(r"^(?:综合)?(?:行政)?执法(?:大队|中队|支队)|村|社区|便民|政务|学校$|医院$|景区$|企业$")
_EACH = re.compile(r"(?:(?:^|[,。;:(])(?:[0-9一二]月[,]?)?|要求|责成|督促|组织|指导|推动|由|以及|安排|下属|辖区|[0-9]个(?:乡镇|镇街|街道)?)(?:各|下辖的?|所属|辖区|全[县市区])?(?:[0-9]+(?:个|家|所))?$")
_EACH_TAIL = re.compile(
    r"^(?:[、和及与][\u4e00-\u9fff]{2,8}?)?(?:的)?(?:报送|上报|每[月季年周]|按[月季时要规]|均|都|全部|要|须|应当?|把|将|明确|配备|设立?了?|设置|建立|增设|张贴|"
    r"负责|主要负责人|负责人|信息员|联络员|公开|主动公开|政[务府]信息|信息公开|列为|计入|纳入|轮流|值班|为成员|列席|参加了?考核|叫号|推行|核定|不再)"
)
_BESIDE_OFFICE = re.compile(r"^(?:[、和与及](?:局|委)?(?:机关)?(?:办公室|综合科|综合股|法规[科股]|各[科股]室|[\u4e00-\u9fff]{2,4}[科股]))")
_BEFORE_OFFICE = re.compile(r"(?:办公室|[\u4e00-\u9fff][科股室])[、和与及]$")
_PLACE_VERB = re.compile(r"^(?:已|新|还|也)?(?:增设|设置|设立|配备|摆放|放置|推行|推出|叫号|安装|开设|张贴|启用|实行|公示)")
_OWN_DUTY = re.compile(
    r"^(?:等)?(?:[0-9一二三四五六七八九十]+(?:项|类|个方面))?(?:的)?(?:本[局委办机关]+|我[局委办厅]|自身)的?(?:[\u4e00-\u9fff]{0,4})?(?:职能|职责|主责|主业|业务|事项|工作)"
)
_DUTY_BEFORE = re.compile(r"(?:围绕|立足|聚焦|紧扣|结合|突出|履行|依托)(?:[我本][局委办厅]|全?[省市县区]|本职|自身)?的?$")
_DUTY_TAIL = re.compile(
    r"^(?:等)?(?:[、和及与][\u4e00-\u9fff]{2,8})?(?:的)?(?:主责|主业|职能|职责|中心工作|业务特点|工作实际|工作特点|主要业务|实际|特点)"
)
_HEADS = ("校长", "园长", "教导主任", "院长", "护士长", "行长", "台长")
_POST_TAIL = re.compile(r"^(?:审|签|负责|把关|牵头|任|担任|主持|带头|带队|为第一|为公开|对公开|亲自)")
_OUR_ACCOUNT = re.compile(r"^\"?(?:账号|公众号|微信公众号|微博|抖音号)?(?:是|为|由)(?:我|本)?(?:局|委|办|镇|乡|街道|机关|单位)(?!制作|供)")
_ACCOUNT_TAIL = re.compile(r"^\"?(?:政务|官方)?(?:微信)?(?:公众号|订阅号|服务号|视频号|微博|抖音号?|账号|新媒体)(?:[^,。;]{0,4})?(?:推文|发布|推送|更新|发文|编发|粉丝|全年|共|开设|阅读|新增|累计|年|[0-9])")


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
        probability: That the place is the issuer's own, by the model.
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
            _THIRD.search(self.left) or _THIRD_AFTER.match(self.right) or "《" in self.left.rpartition("》")[2]
        )


_Rule = tuple[Strength, str, str, str]


def find_residue(around: Surroundings) -> Residue | None:
    """Return what is wrong with a candidate that is not the issuer's own; None if nothing is."""
    if "《" in around.text[: around.candidate.start].rpartition("》")[2]:
        return None
    found = _BY_KIND[around.candidate.kind](around)
    if found is None:
        return None
    strength, rule, reason, cue = found
    return Residue(around.candidate, strength, rule, reason, cue, around.probability)


def _common(around: Surroundings) -> bool:
    return bool(around.candidate.departments & COMMON)


def _line(around: Surroundings) -> _Rule | None:
    left, right = around.text[: around.candidate.start], around.right
    common = _common(around) or around.is_related
    if right.startswith(("、", "等", "和", "及", "与")) or left.endswith(("、", "和", "及", "与", "等")):
        return None
    as_such = _AS.search(left)
    if as_such and not around.speaks_for_all:
        return "certain", "as", "以“作为……”的口吻自称", as_such[0] + around.text[around.candidate.start : around.candidate.end]
    frame, tail = _FRAME.search(left), _FRAME_TAIL.match(right)
    if frame and tail and not (around.speaks_for_all and around.candidate.kind != "line"):
        own_only = re.search("实际|特点|特色|职能|职责|主责|主业", tail[0])
        reason = "“结合……实际”一类的话只能说本机关、本系统"
        if around.candidate.kind == "topic" and not own_only:
            return "possible", "frame", reason, frame[0] + "……" + tail[0]
        strength: Strength = "certain" if own_only else ("possible" if common or around.speaks_for_all else "likely")
        return strength, "frame", reason, frame[0] + "……" + tail[0]
    rooms = _OWN_ROOMS.match(right)
    if rooms and not left.endswith(("各", "有关", "相关")) and "government" not in around.candidate.departments:
        return "likely", "own_rooms", "把其他部门的业务科室说成自己的", rooms[0]
    if around.speaks_for_all:
        return None
    whole = _WHOLE.search(left)
    is_people = around.text[: around.candidate.end].endswith(("系统", "战线", "条线"))
    if is_people and (_OTHERS_WHOLE.match(right) or _COMPUTER_AFTER.match(right)):
        return None
    if whole and is_people:
        with_them = _WITH.search(left[: whole.start()])
        own_verb = _OWN_VERB.match(right)
        if with_them or _THIRD_VERB.match(right):
            strength = "possible"
        elif own_verb or around.probability >= 0.5:
            strength = "likely" if common else "certain"
        else:
            strength = "possible" if common or around.probability < 0.2 else "likely"
        return strength, "whole_line", "“全市（县、区）某系统”是主管机关对本系统的说法", whole[0]
    if is_people and not around.is_third_party and not _WITH.search(left) and not _THIRD_VERB.match(right) and not common:
        if not (around.text[: around.candidate.end].endswith("系统") and _COMPUTER_BEFORE.search(left)):
            strong = around.probability >= 0.5 or _OWN_VERB.match(right) is not None
            return ("likely" if strong else "possible"), "line", "以本系统的口吻说其他系统", ""
    papers = _PAPERS.match(right)
    if papers and _CLAUSE_START.search(left):
        return ("likely" if common else "certain"), "own_papers", "处在本机关的位置", papers[0]
    inside, inside_tail = _IN.search(left), _IN_TAIL.match(right)
    if inside and inside_tail and around.candidate.kind == "line":
        weak = _common(around) or (around.is_related and around.probability < 0.5)
        return ("possible" if weak else "likely"), "in_line", "把其他部门的领域说成自己的", inside[0].lstrip(",。;:、") + "……" + inside_tail[0]
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
    addressed, tail = _ADDRESSED.search(left), _ADDRESSED_TAIL.match(right)
    if addressed and tail and not re.search("转", left):
        return "certain", "addressed", "申请应当是向本机关提出的", "向……" + tail[0]
    if around.candidate.departments & _HOSTS:
        return None
    party = _PARTY.match(right)
    if party and not _THIRD.search(left):
        return "certain", "own_body", "以本机关的口吻说其党组、领导班子", party[0]
    post = _POST.match(right)
    if post and (not _THIRD.search(left) or _POST_BEFORE.search(left)):
        return "certain", "post", "以本机关的口吻说其负责人任职", post[0]
    if around.speaks_for_all:
        return None
    written, written_tail = _REPORT_BY.search(left), _REPORT_BY_TAIL.match(right)
    if written and written_tail:
        return ("likely" if around.is_related else "certain"), "written_by", "写明报告由它编制", written[0] + "……" + written_tail[0][-2:]
    if around.is_related or _common(around):
        return "possible", "related", "处在本机关的位置", "" if not _starts(around) else right[:4]
    site, site_tail = _SITE_BEFORE.search(left), _SITE_TAIL.match(right)
    if site and site_tail:
        return "certain", "site", "把其他机关的网站当作本报告的发布处", site_tail[0]
    labelled = _LABELLED.search(left)
    if labelled and not _INSIDE.match(right):
        return "likely", "contact", "把其他机关当作本机关的联系单位", labelled[0]
    contact, contact_tail = _CONTACT.search(left), _CONTACT_TAIL.match(right)
    if contact and contact_tail and re.search("报告|年报|疑问", around.text):
        return "certain", "contact", "把其他机关当作本报告的联系单位", contact[0] + "……" + contact_tail[0]
    received = _RECEIVED.match(right)
    if received and _starts(around) and not _OTHERS_CLAUSE.search(around.text):
        return "likely", "subject", "处在本机关作主语的位置", received[0]
    if _starts(around) and not around.own and not _OTHERS_CLAUSE.search(around.text) and not _THIRD_AFTER.match(right):
        if _YEAR_START.search(left) and _ABOUT_DISCLOSURE.search(around.text):
            return "certain", "subject", "全句以它为主语写公开工作", left[-8:]
        return "possible", "subject", "处在本机关作主语的位置", right[:4]
    return _by_model(around)


def _starts(around: Surroundings) -> bool:
    return bool(not around.left or _YEAR_START.search(around.left) or _CLAUSE_START.search(around.left))


def _body(around: Surroundings) -> _Rule | None:
    if around.speaks_for_all:
        return None
    left, right = around.text[: around.candidate.start], around.right
    words = around.text[around.candidate.start : around.candidate.end]
    common = _common(around) or around.is_related
    reason = "不是本机关的下属单位或人员"
    office = _BESIDE_OFFICE.match(right) or _BEFORE_OFFICE.search(left)
    if office and not _GENERIC_BODY.search(words) and len(words) > 3 and not common:
        return "likely", "beside_office", "与本机关的内设机构并列，而" + reason, office[0]
    our, each, tail = _OUR.search(left), _EACH.search(left), _EACH_TAIL.match(right)
    if our and not common and not _GENERIC_BODY.search(words) and (tail or words.endswith(("民警", "所", "队"))):
        return "certain", "our_body", reason, our[0]
    member = _MEMBER_TAIL.match(right)
    if member and (_CLAUSE_START.search(left) or each) and _UPKEEP.search(around.text):
        return "likely", "member", reason, member[0]
    if each and each[0] not in ("", ",", "。", ";", ":", "(") and tail and _UPKEEP.search(around.text):
        is_each = re.search("各|由|下|辖|属|[0-9]", each[0]) is not None
        return ("possible" if common or not is_each else "likely"), "each_body", reason, each[0].lstrip(",。;:(") + "……" + tail[0]
    place = _PLACE_VERB.match(right)
    if words.endswith(("大厅", "窗口")) and (_PLACE_VERB.match(right) or re.match("叫号", right)) and not _THIRD.search(left):
        return ("possible" if common else "likely"), "place", "不是本机关的办事场所", place[0] if place else right[:2]
    within = _WITHIN.search(left)
    if within and not _GENERIC_BODY.search(words):
        return "possible", "within", reason, within[0]
    return None


def _person(around: Surroundings) -> _Rule | None:
    words = around.text[around.candidate.start : around.candidate.end]
    our = re.search(r"(?:[我本](?:局|委|办|厅|中心|镇|乡|街道)|局机关|局)(?:全体|在职|广大)?$", around.text[: around.candidate.start])
    if our:
        return "certain", "our_person", "不是本机关的人员", our[0]
    post = _POST_TAIL.match(around.right)
    if words.endswith(_HEADS) and post and not around.is_related and not around.speaks_for_all:
        before = re.search(r"(?:^|[,。;:]|由|[我本](?:局|委|办|厅))(?:分管)?$", around.left)
        if before:
            return "likely", "head", "不是本机关的负责人职务", before[0].strip(",。;:") + "……" + post[0]
    by, tail = re.search(r"(?:由|明确|安排)(?:[\u4e00-\u9fff]{0,3})$", around.left), re.match(r"^(?:轮流|负责|供稿|值班|担任|兼任|录入|更新)", around.right)
    starts = _CLAUSE_START.search(around.left)
    if starts and re.match(r"^轮流", around.right) and not around.speaks_for_all and not around.is_related:
        return "likely", "by_person", "不是本机关的人员", around.right[:4]
    if by and tail and not around.speaks_for_all and not around.is_related:
        return "likely", "by_person", "不是本机关的人员", by[0] + "……" + tail[0]
    return None


def _account(around: Surroundings) -> _Rule | None:
    ours = _OUR_ACCOUNT.match(around.right)
    if ours and not around.candidate.departments & _HOSTS:
        return "certain", "our_account", "这个账号从名称看不是本机关的", ours[0]
    if re.search(r"协助|转发|转推|转载|转播", around.right[:14]):
        return None
    tail = _ACCOUNT_TAIL.match(around.right)
    if _common(around) or _THIRD.search(around.left.rstrip('"')):
        return None
    return ("possible", "account", "这个账号从名称看不是本机关的", tail[0]) if tail else None


def _duty(around: Surroundings) -> _Rule | None:
    left, right = around.text[: around.candidate.start], around.right
    own = _OWN_DUTY.match(right)
    if own:
        return "certain", "own_duty", "把其他部门的职能说成自己的", own[0]
    before, tail = _DUTY_BEFORE.search(left), _DUTY_TAIL.match(right)
    if before and tail and not around.speaks_for_all and not _common(around):
        return ("possible" if around.is_related else "certain"), "duty", "把其他部门的职能说成自己的", before[0] + "……" + tail[0]
    if _WITHIN.search(left) and not around.speaks_for_all and not _common(around):
        return "possible", "within", "不是本机关的服务对象或下属单位", left[-6:]
    counted = _COUNTED.match(right)
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


def with_support(found: Sequence[tuple[int, Residue]]) -> list[tuple[int, Residue]]:
    """Return the residues to report: what stands alone, and what the same organ's other traces support.

    Args:
        found: Each with the index of its sentence.
    """
    seeds = [(index, one, _families(one)) for index, one in found if one.strength != "possible"]
    kept = []
    for index, one in found:
        families = _families(one)
        mates = [(place, seed) for place, seed, theirs in seeds if seed is not one and theirs & families]
        if one.strength != "possible":
            kept.append((index, one))
        elif mates and (one.rule != "related" or (one.cue and (one.probability or 0) >= 0.3)):
            kept.append((index, one))
    return kept


def _families(residue: Residue) -> frozenset[str]:
    return frozenset(family_of(name) for name in residue.candidate.departments)
