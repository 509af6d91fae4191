"""Sentences of 总体情况 that say something, but not of this organ's disclosure of information."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.checks.context import CheckContext
from reviewer.document.span import Span
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_DISCLOSURE = Regex(
    r"公开|公示|公布|公告|发布|披露|信息|申请|答复|网站|网页|公众号|视频|微博|新媒体|平台|解读|回应|栏|目录|指南|审核|审查|稿|留言|"
    r"推送|宣传|上墙|屏|查阅|公报|台账|档案|文件|清单|意见|监督|考核|培训|会议|部署|群众评|评议|透明|告知|宣讲|问答|咨询|"
    r"报道|专栏|简报|刊|播|直播|发放|张贴|手册|明白纸|热线|来电|来信|建议|提案|数据|录入|归集|系统|网"
)
_COUNT = r"(?:\d[\d.]*|[一二三四五六七八九十两百]+)余?[多万亿]?"
_PARTY = Regex(
    rf"(?:主题党日|党课|发展党员|党支部|三会一课|党风廉政|廉政教育|警示教育|结对帮扶|走访慰问|慰问困难|志愿服务|文明创建|义务植树|无偿献血)[^，。；]{{0,12}}?{_COUNT}(?:次|场|名|人|户|期|堂|个|株)"
)
_BUSINESS = Regex(
    rf"(?:完成|实现|引进|签约|到位|争取|拨付|投入|征收|新增|新建|改扩建|改造|治理|整治|救助|开工|竣工|建成|收缴|清欠|招商|组织实施)"
    rf"[^，。；]{{0,14}}?{_COUNT}(?:元|亩|公里|千米|米|吨|平方米|立方米|公顷|人次|万户|头|株|套|所|座|万人)"
    rf"|(?:产值|税收|投资|收入|增加值|销售额)[^，。；]{{0,8}}\d[\d.]*[万亿]?元"
)
_LISTS = Regex(r"[^，。；]{0,4}(?:内容|涉及|其中|包括|去年|上年)")
_CALLS = Regex(
    rf"(?:12345|市民热线|政务服务热线|热线|信访|来访|来信来访|上访|投诉|举报|局长信箱|县长信箱|市长信箱|书记信箱|网民留言|民生诉求|领导留言)"
    rf"[^，。；]{{0,14}}?(?P<count>{_COUNT}(?:件次|人次|批次|件|批|起|条|个|封))"
)
_TOLD_APART = Regex(r"投诉类|类申请|不予处理|不属于|转[由交至]|区分|引导|告知|按(?:照)?信访|不计|不作为|另|除|以外")
_SURVEY = Regex(
    r"(?:^|[，。；、：]|在全国，)(?P<who>(?:多数|大多数|绝大多数|许多|不少|部分|一些|有的|有些|很多)(?:地区|地方|省份|城市)|(?:多数|大多数|许多|不少|很多)(?:部门|单位|机关)"
    r"|各地(?:普遍|纷纷)|全国各地)(?:还|也|均|都|已|已经|纷纷|普遍|积极)*(?:建立|建成|探索|运用|推行|搭建|创新|引入|尝试|利用|出台|制定|采用|开展|设立|实现|打造)"
)


@dataclass(frozen=True, slots=True)
class Drift:
    """Words that do not belong to the report on disclosure.

    Args:
        span: Where they stand.
        message: One Chinese sentence.
        advice: What to do.
    """

    span: Span
    message: str
    advice: str


def find_drift(ctx: CheckContext) -> Iterator[Drift]:
    """Yield calls counted with the requests, surveys of other places, and achievements of other kinds."""
    for sentence in ctx.sentences:
        if ctx.section_key_at(sentence.span.start) != "overview":
            continue
        found = _calls(ctx, sentence) or _survey(ctx, sentence) or _achievement(sentence)
        if found is not None:
            yield found


def _calls(ctx: CheckContext, sentence: Sentence) -> Drift | None:
    """Return calls and petitions counted under the heading 依申请公开."""
    if sentence.section is None or _TOLD_APART.search(sentence.text):
        return None
    block = ctx.document.sections[sentence.section].heading
    words = ctx.document.quote(block.heading_span or block.span)
    match = _CALLS.search(sentence.text)
    if match is None or ctx.knowledge.topics_of_heading(words) != ("disclosure_on_request",):
        return None
    return Drift(
        Span(*match.span()).shift(sentence.span.start),
        f"“{match[0]}”是热线、信访等的数量，不属于依申请公开。",
        "请只写政府信息公开申请的收到和办理情况；热线、信访不计入。",
    )


def _survey(ctx: CheckContext, sentence: Sentence) -> Drift | None:
    """Return what is told of 多数部门 or 部分地区 in the report of one organ of a county or town."""
    if ctx.speaks_for_all or ctx.identity.level not in ("county", "town"):
        return None
    match = _SURVEY.search(sentence.text)
    if match is None:
        return None
    return Drift(
        Span(*match.span("who")).shift(sentence.span.start),
        f"“{match['who']}”说的不是本机关，报告应当写本机关自己的做法。",
        "请改写为本机关的情况，或者删去。",
    )


def _achievement(sentence: Sentence) -> Drift | None:
    """Return a sentence of party work or of business figures that does not speak of disclosure at all."""
    text = sentence.text
    match = _PARTY.search(text) or _BUSINESS.search(text)
    if match is None or _DISCLOSURE.search(text) or _LISTS.match(text):
        return None
    return Drift(
        sentence.span,
        f"这一句说的是“{match[0]}”一类的工作，没有说到政府信息公开；年度报告不宜泛化。",
        "请删去，或者改写为公开了哪些信息。",
    )
