"""Tells from the words around a place whether the issuer speaks of itself there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.checks.base import Severity
from reviewer.regex import Regex

THIRD = Regex(
    r"(?:借鉴|借调|抽调|借用|选派|挂职|学习|考察|参考|赴|到|前往|来自|来访|交流|观摩|对标|比肩|邀请|协作|对口(?!径)|支援|援|帮扶|结对|东西部|跨省|跨市|异地|迁|毗邻|相邻|接壤|籍|驻|"
    r"招商|推介|客商|企业|公司|集团|大学|学院|研究院|医院|银行|高速|铁路|公路|河|江|湖|水库|流域|灌区|机场|站|标准|指数|评估|通报|表彰|典型|试点|列|排名|居|与|和|同|(?<!面)向|对|比|较|移送|转|函|商|联合|会同|涉及|原|由|划|并入|撤|设立|改|等地|如|例如|以|分别|其中|辖区?内?|所辖|下辖|下属)"
)
ROAD = Regex(
    r"^(?:路|街(?!道)|大道|大街|巷|桥|村|社区|山|河|江|湖|寺|塔|大厦|宾馆|酒店|精神|模式|经验|做法|会议|论坛|博览会|进口|保税|海关|铁路局|籍|人(?=[,。;、\d]|$|在|来|到|反映|士|员)|话|菜|等|市场(?!监)|牌|产|号)"
)
AUTHORITY = Regex(
    r"^(?:[县区市旗]?委(?!托|派|员会办)|党?委(?!托|派|员会办)|人民政府|政府|县委|区委|市委|省委|人大|政协|党政|党工委|(?:人民)?政府门户|门户网站|政府网|政务服务网|政务公开|政府信息公开|信息公开|发布)"
)
SELF = Regex(
    r"(?:^|[,。;、:(]|[一二三四五]是|走访|深入|覆盖|遍及|惠及|巡查|检查|督促|指导|组织|对|在|按照|根据|围绕|结合|贯彻|落实|依托|通过|利用|立足|紧扣|服务|推动|推进|促进|做好|提升|助力|面向|请与|联系|寄至|地址[:为]?|位于|登录|进入|从|加强|我|本|全|现将|向社会公布|关于|经|由|自|为|为了|着眼)$"
)
OWN_WORDS = Regex(
    r"^(?:的)?(?:经济|社会|高质量|群众|人民(?!法院|检察院|医院)|百姓|市民|居民|企业和群众|实际|中心工作|工作实际|发展|政务|政府信息|信息公开|营商环境|各(?:乡|镇|街道|部门|单位|级|县|区|村|社区|学校|中小学|医院|企业)|部分|个别|所属|下属|市直|县直|区直|辖区|全境|境内|范围内|党的建设|城乡|农村|农业|教育|工业|商务|水利|民政"
    r"|\d+个(?:乡镇|镇街|乡|镇|街道|部门|单位|行政村|村|社区)|全[体部]|本级|下辖|所辖)"
)
LOCAL = Regex(
    r"(?:^|[,。;、:(\n]|[一二三四五]是|开有|设有|建有|开设|覆盖|遍及|惠及|涵盖|在|与|和|对|通报|全|地址[:为]?|由|经|向|将|把|(?<!涉)及|为|以)$"
)
LEARNING = Regex(
    r"(?:借鉴|学习|学来|学到|学得|学自|取经|引进|考察|参考|参照|赴|前往|来访|交流|观摩|对标|比肩|相比|相较|邀请|协作|对口(?!径)|援|帮扶|结对|东西部|跨省|跨市|异地|毗邻|相邻|籍|驻|招商|推介|客商|"
    r"企业|公司|集团|大学|学院|研究院|等地|等市|等省|等县|等区|经验|做法|模式|试点|表彰|评估|排名|函|移送|转办|转送|转交|协查|联合|周边|兄弟|友好|友城|互查|互评|互检|互学|互换|互链|交叉|联查|联动|共建|签订(?:合作|协议)|先进地区|调研|研修|培训班|展会|博览会|论坛|"
    r"会议在|户籍|来自|转入|转出|转来|原籍|劳务|出口|进口|航线|高铁|流域|调水|联网|通办|互认|合作|协议)"
)
# More that makes another party or another place of it, in front of it and behind.
_ELSEWHERE_BEFORE = Regex(
    r"受[^,。;]{0,8}$|外[地省县]|跨|转发|转载|转由|转至|来源|引自|出自|时任|曾任|调任|与|上游|下游|干流|支流|"
    r"告知(?:其|申请人|当事人)|申请人|移交|接收|报送|上报|报经|按照|提请|商请|致函|发函|出租|租给|卖给|销往|运往|发往|迁|嫁|某|原$|抄送|寄送|赠|了解到|涉及$|户籍在|籍贯"
)
_ELSEWHERE_AFTER = Regex(
    r"一行|来[我本县区市镇乡局访]|[两二三四双](?:地|县|市|区|镇|乡)|各方|交界|接壤|边界|[省县]界|流入|流出|往返|城际|挂职|法院|检察院|看守所|监狱|仲裁|移交的|提供的|报来的|"
    r"委托|委派|指派|延伸|共同|联席|联防|联审|会商|某|籍|更名|改设|改为|改名|撤并|合并|并入|划[入归转]|了解|咨询|索[要取]|提出(?=的?(?:申请|行政复议|诉讼))|发函|主管|指导下|领导下|部署|安排|监督检查|牵头|转[来发交送]|办公的"
)
_OVERRIDE_AFTER = Regex(r"^各(?:中小学|县|区|乡|镇|街道|部门|单位|科室|股室|学校|社区|村)")
# Compared with another place, between two, or one of several.
_LED_IN = Regex(r"[与和同比较跟至到往赴自从、及\"“(向]$")
_LISTED_AFTER = Regex(r"^[、和及与至]")
_OWN_CHANNEL = Regex(
    r"^(?:(?:人民)?政府(?:门户)?网|(?:人民)?政府(?:公报|常务会|办)|政务服务(?:网|中心|大厅)|政务大厅|政务公开|信息公开|便民服务|办事大厅|服务大厅|行政服务|档案馆|图书馆|融媒体|党群服务|专[页栏区]|[^\W\d_]{2,8}(?:专栏|专页|专区|栏目|公示栏|公开栏|公告栏))"
)
_OWN_SUBJECT = Regex(
    r"^(?:的)?(?:各|每个|部分|个别|所有|全部|全[体域境]|本级|辖区|境内|范围内|群众|居民|市民|村民|百姓|农户|林农|农民|商户|企业|城乡|农村|城区|县城|所属|下属|所辖|下辖|[县区市旗镇乡]直|\d+(?:个|所|家|处|名|户|件|条)|[一二三四五六七八九十两]+(?:个|所|家|处))"
)
_ACTED_ON = Regex(
    r"(?:^|[,。;:(]|[一二三四五六七八九]是)(?:[我本][局委办厅会院馆中心]{1,2})?(?:全年|年内|本年|当年|今年|先后|同时|并|还|共|也|均|统一|\d+月|全面|及时|每[月季周年]|按[月季]|定期|进一步|切实|持续|不断|有效|积极|主动|着力|扎实|深入|逐步){0,2}(?:对|在|为|将|把|由|让|使|给|从|覆盖|走访|检查|抽查|巡查|督促|指导|组织|通报|公开|公布|发布|服务|方便|惠及|面向|承担|做好|围绕|结合|立足|提升|推进|推动|加强|促进|助力|优化|改善|提高|保障|满足|回应|展示|打造|规范|强化)?(?:了|全|好)?$"
)
_TRAINED_BEFORE = Regex(r"(?<!应邀)(?<!受邀)(?:参加|参与|接受)(?:了)?$")
_TRAINED_AFTER = Regex(
    r"^(?:[^\W\d_]{0,8})?(?:组织的?|举办的?|开展的?|统一)[^,。;]{0,8}(?:政务公开|政府信息公开|信息公开)"
)
_ADDRESS_AFTER = Regex(r"^[^\W\d_]{1,10}(?:路|街|大道|巷|道)(?:[^\W\d_]{0,4})\d+号")
_BUILDING_AFTER = Regex(r"^[^\W\d_]{1,10}(?:大厦|大楼|大院|办公楼|广场|中心)")
_ADDRESS_CUE = Regex(r"地址|邮编|邮政编码|电话|索取|查阅|办公|联系|来访|寄|当面提交|窗口|受理")
_SITE_AFTER = Regex(
    r"^(?:人民)?政府(?:门户)?网站?(?!转载)[^,。;]{0,16}(?:公开|发布|公布|报送|上报|开设|开通|开有|设有|上线|下载|查阅|上传)"
)
_FROM_ELSEWHERE = Regex(r"转载|链接|学习|参考|借鉴")
_PUBLISHED_ON = Regex(r"(?:在|通过|登录|向|利用|依托|可从|从|由)$")
OWN_PAGE = Regex(r"^[^\W\d_]{1,16}[\"”](?:页面|栏目|专栏|专题|专区|小程序|平台|客户端|热线)")
THIRD_ACCOUNT = Regex(r"(?:转发|转载|关注|借鉴|学习|参考|参照|对标|省|上级)[^,。;]{0,12}$")
# An account that stands without quotes: 霁川高新发布公众号.
BARE_ACCOUNT = Regex(r"^[^\W\d_]{1,6}?(?=(?:政务)?(?:微信|官方|新媒体)?(?:公众号|视频号|微博|抖音号|订阅号|小程序))")
ZONES = frozenset({"dev_zone", "industrial_park", "scenic", "free_trade"})
_ZONE_STEMS = frozenset({"高新", "经开", "高新区", "经开区", "开发区", "新区", "工业园", "园区"})
_ZONE_AFTER = Regex(
    r"^(?:国家级?|省级)?(?:高新(?:技术)?(?:产业)?(?:开发)?区|经开区|经济(?:技术)?开发区|开发区|工业园区?|产业园区?|保税区|新区)"
)
# What one does with an organ of one's own government, day in, day out.
_WITH = Regex(r"(?:^|[,。;])[^,。;]{0,10}(?:与|和|同|会同|经|由|请|商)$")
_ROUTINE = Regex(
    r"^(?:[^\W\d_]{0,4}?)(?:核对|会签|比对|对账|对数|审核(?!评估)|复核|备案|共同(?:公布|发布|审核)|联合(?:公布|公示)|统一(?:公布|发布|口径))"
)
_ACROSS = Regex(r"跨省|跨区域|省际|省界|通办|一体化|互认|异地|外省|[两三四五]省")


# An office's own rules and plans, by their titles.
_RULE_AFTER = Regex(
    r"^[^《》]{2,40}(?:制度|办法|规定|方案|要点|细则|规程|规范|指南|目录|清单|措施|意见|计划|人民政府公报)》|^人民政府公报》"
)
_RULE_NOT_OWN = Regex(
    r"(?:参照|借鉴|学习|转发|参考|对照|依据|根据|贯彻|执行上级|上级|收集|比对|汇编|废止|原)[^《》,。;]{0,12}《$"
)


@dataclass(frozen=True, slots=True)
class PlaceRole:
    """Why a place reads as the issuer's own, and how sure that is."""

    reason: str
    severity: Severity


def judge_address(before: str, after: str) -> PlaceRole | None:
    """Judge a place that stands in an address."""
    if _ADDRESS_AFTER.match(after) and _ADDRESS_CUE.search(before + after) and not LEARNING.search(before + after):
        return PlaceRole("写在办公地址里", Severity.ERROR)
    has_cue = re.search(r"(?:地址|地点|位于|设在|地址为)[:]?$", before) or (
        re.search(r"(?:可|请)?(?:到|至|前往)$", before)
        and re.match(r"^.{2,16}(?:查阅|查询|索取|领取|当面|办理)", after)
    )
    if has_cue and _BUILDING_AFTER.match(after) and not LEARNING.search(before + after):
        return PlaceRole("写在办公地址里", Severity.ERROR)
    return None


def judge_channel(before: str, after: str) -> PlaceRole | None:
    """Judge a place whose government's site is where the issuer publishes, or whose schools and towns it works with."""
    front = re.split(r"[。;,:]", before)[-1]
    if (
        _SITE_AFTER.match(after)
        and _PUBLISHED_ON.search(front)
        and not re.search(r"转载|链接|学习|参考|借鉴", front + after)
    ):
        return PlaceRole("信息却发布在其他地方的政府网站", Severity.WARNING)
    if front.endswith(("与", "和", "同", "联合", "会同")) and re.match(
        r"^各(?:中小学|学校|乡镇|街道|镇|乡|村|社区|部门|单位)", after
    ):
        return PlaceRole("以本地口吻叙述其他地方", Severity.HINT)
    return None


def is_zone_of(name: str, stem: str) -> bool:
    """Tell whether a name is a place and a word for its zone: 霁川高新."""
    return name.startswith(stem) and name.removeprefix(stem) in _ZONE_STEMS


def judge_zone(before: str, after: str) -> PlaceRole | None:
    """Judge a zone of another place, in the report of a zone: its own unless the clause makes another of it."""
    zone = _ZONE_AFTER.match(after)
    if zone is None or not _ACTED_ON.search(before) or _LED_IN.search(before):
        return None
    rest = after[zone.end() :]
    if ROAD.match(rest) or _LISTED_AFTER.match(rest) or is_elsewhere(before, rest) or is_visiting(rest):
        return None
    return PlaceRole("以本地口吻叙述其他地方的园区", Severity.WARNING)


def judge_counterpart(before: str, after: str) -> PlaceRole | None:
    """Judge another place's organ with which the issuer does what one does with one's own: 与芦汀县统计局核对口径."""
    clause = re.split(r"[,。;:]", before)[-1] + "|" + re.split(r"[,。;]", after)[0]
    if _WITH.search(before) and _ROUTINE.match(after) and not LEARNING.search(clause.replace("联合", "")):
        return PlaceRole("与其他地方的部门做本地部门之间的事", Severity.HINT)
    return None


def names_province_partner(name: str, sentence: str) -> bool:
    """Tell whether a province is a partner in what crosses the borders of provinces: 与四川省……跨省通办."""
    return name.endswith(("省", "自治区")) and _ACROSS.search(sentence) is not None


def judge_rule_title(before: str, after: str) -> PlaceRole | None:
    """Judge a place at the head of the title of a rule that the issuer follows as its own."""
    if before.endswith("《") and _RULE_AFTER.match(after) and not _RULE_NOT_OWN.search(before):
        return PlaceRole("本机关执行的制度以其他地方命名", Severity.HINT)
    return None


def is_elsewhere(before: str, after: str) -> bool:
    """Tell whether the clause makes another party, or another place, of what it names."""
    front, back = re.split(r"[。;,:]", before)[-1], re.split(r"[,。;]", after)[0]
    if LEARNING.search(f"{front}|{back}".replace("企业", "")):
        return not (_OVERRIDE_AFTER.match(after) and _ACTED_ON.search(before))
    return bool(_ELSEWHERE_BEFORE.search(front) or _ELSEWHERE_AFTER.search(back))


def is_visiting(after: str) -> bool:
    """Tell whether what follows a place makes its people visitors, or the place another's."""
    return bool(_ELSEWHERE_AFTER.search(re.split(r"[,。;]", after)[0]) and not _OVERRIDE_AFTER.match(after))


def judge_surroundings(before: str, after: str, *, is_listed: bool) -> PlaceRole | None:
    """Judge a place by its clause: the issuer's own unless the clause makes another of it.

    Args:
        before: The sentence up to the place.
        after: The sentence behind it.
        is_listed: A list of places has the name; else the name is only formed like one.
    """
    if ROAD.match(after) or _LISTED_AFTER.match(after) or _LED_IN.search(before) or is_elsewhere(before, after):
        return None
    strong = _OWN_CHANNEL.match(after) or _OWN_SUBJECT.match(after) or AUTHORITY.match(after)
    if strong and _ACTED_ON.search(before):
        return PlaceRole("以本地口吻叙述其他地方", Severity.WARNING)
    if _TRAINED_BEFORE.search(before) and _TRAINED_AFTER.match(after):
        return PlaceRole("参加的是其他地方组织的公开工作活动", Severity.HINT)
    if _ACTED_ON.search(before) or strong:
        return PlaceRole("前后都没有说明是外地", Severity.WARNING if is_listed and strong else Severity.HINT)
    return None
