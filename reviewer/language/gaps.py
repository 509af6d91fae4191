"""Gaps that grammar cannot tell but numbers do: dates without 年, 月 or 日, figures without their unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.document.span import Span
from reviewer.language.slip import Slip, Weight
from reviewer.regex import Regex

_YEAR = r"20[0-3]\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_BEFORE = r"(?<![\dA-Za-z._〔\[(（/=-])"  # no part of a longer number, a document number, an address or a telephone
_UNITS = (
    "条件份篇次个项则期起例宗部卷册页批场余多万千百亿幅张段类名人户字年月日时点分元小天家处所台辆亩公平吨周季号届级"
    "位本套封组轮版款节岁度倍成座株根班集讲课厘米里毫升斤克余篇频道种层支只把块片间栋幢艘架具副双对盏枚粒颗头匹门面"
    "线热省市县区镇乡村街路中英大和与及或、，"
)
_LISTED = "信息|文件|解读|公告|稿件|简报|动态|新闻|推文|微博|视频|申请|建议|提案|留言|来信"
_DONE = (
    "新增|增设|增加|培训|采纳|吸纳|发放|印发|印制|张贴|收到|收集|征集|征求|办理|回复|答复|发布|公开|组织|召开|举办|开展"
    "|接待|检查|抽查|整改|撤销|注销|整合|设置|设立|建成|建立|新建|制作|推送|约谈|通报|提出|解答|走访|曝光|拆除|查处|纠正"
    "|清理|废止|修订|制定|配备|聘请|邀请|派出|划定|更换|维修|补录|录入|移交|归档|公布|公示|刊发|刊登|转载|编发|编印|报送"
    "|上报|受理|办结|转办|督办|回应|开设|开通|关停|现有|共有|设有|配有|参加|参训|评选|评出|解决|化解|核查|核实|更新|完成"
    "|派发|悬挂|播放|播出|上传|下发|出台|出具|送达|安排|抽取|抽检|选聘|聘任|招募|选派|选取|认定|表彰|奖励|收回|回收|发出"
    "|梳理|排查|发现|立案|结案|处理|处置|处罚|救助|帮扶|慰问|服务|接听|通知|维护|开办|在编|专职|兼职"
)
_NO_FIGURE = "(?!110|119|120|122|114|100)"
_OF_US = "我[局委办院厅省市县区镇乡街旗]|本[局委办院厅省市县区镇乡机关]|全[省市县区镇乡局]"


@dataclass(frozen=True, slots=True)
class _Gap:
    pattern: Regex
    right: Callable[[re.Match[str]], str]
    reason: str
    weight: Weight = "warning"


_GAPS = (
    _Gap(
        Regex(rf"{_BEFORE}({_YEAR})({_MONTH}月)(?:{_DAY}日)?"),
        lambda m: m.group().replace(m[1], f"{m[1]}年", 1),
        "日期缺“年”",
    ),
    _Gap(Regex(r"(?<!\d)(20[0-3]\d\d)年"), lambda _: "", "年份多了一位数字"),
    _Gap(
        Regex(r"(?<![\d〇零一二三四五六七八九十第])(20[0-3])年(?=\d+月|度|以来|全年)"),
        lambda _: "",
        "年份少了一位数字",
    ),
    _Gap(
        Regex(
            rf"{_BEFORE}({_YEAR})(?=以来|度[，政工全]|全年(?!度)|上半年|下半年|底前|在[省市县区镇]委|(?:{_OF_US})(?!\d))"
        ),
        lambda m: f"{m[1]}年",
        "缺“年”",
    ),
    _Gap(Regex(rf"(?:^|(?<=[\n。；]))\s*({_YEAR})(?=，[^\W\d_])"), lambda m: f"{m[1]}年", "缺“年”"),
    _Gap(
        Regex(rf"(?<!\d)({_MONTH}月{_DAY})(?=[至到—-]+{_MONTH}月{_DAY}日)"),
        lambda m: f"{m[1]}日",
        "日期缺“日”",
    ),
    _Gap(
        Regex(rf"({_YEAR}年{_MONTH})([日号]?)({_DAY}日)"),
        lambda m: f"{m[1]}月{m[3]}",
        "日期缺“月”",
    ),
    _Gap(Regex(r"(?<=年)(?:1[3-9]|[2-9]\d|0?0)月(?=\d|[，。、至的起以])"), lambda _: "", "没有这个月份"),
    _Gap(
        Regex(r"(?<!\d)(?:0?2月3[01]|(?:0?[469]|11)月31|(?:1[0-2]|0?[1-9])月(?:3[2-9]|[4-9]\d))日"),
        lambda _: "",
        "没有这个日期",
    ),
    _Gap(Regex(r"(?<![\d.])(\d+\.\d+)(?=粉丝|人次|名粉丝|位粉丝)"), lambda m: f"{m[1]}万", "数字缺“万”"),
    _Gap(
        Regex(
            r"(?:粉丝|关注人?数|用户|阅读量|点击量|浏览量|访问量)[总数量]{0,2}[已达为有共至约到]{0,2}(\d+\.\d+)(?=[，。；、）,;])"
        ),
        lambda m: f"{m.group()}万",
        "数字缺“万”",
    ),
    _Gap(
        Regex(
            rf"(?:发布|公开|办理|受理|推送|制作|回复|答复|上传)[^\W\d_]{{0,8}}(?:{_LISTED})(\d+)(?=[，。；])(?!，\d{{3}}\D)"
        ),
        lambda _: "",
        "数字缺量词",
    ),
    _Gap(
        Regex(
            rf"(?:{_DONE})(?:了|各类|各种|其中|的|共|共计|累计|有关|相关|全部)?(?:[^\W\d_]{{2,8}}?)?"
            rf"(?<![为第达约至到比分率占超共计值数额的逾近于及和条号次款项是在满足年月日版期届之\d])({_NO_FIGURE}\d{{1,3}})(?=[，。；])(?!，\d{{3}}\D)"
        ),
        lambda _: "",
        "数字缺量词",
    ),
    _Gap(
        Regex(
            rf"(?:政策|会议|其他类|政务|各类|动态)(?:信息|文件)(?!12345|12315|110|119)(\d{{2,5}})(?=[^\W\d_])(?![{_UNITS}])"
        ),
        lambda _: "",
        "数字缺量词",
    ),
)


def find_gaps(text: str, guarded: Sequence[Span] = ()) -> tuple[Slip, ...]:
    """Return the dates and figures of ``text`` that lack a word or cannot be, in order.

    Args:
        text: The document's text.
        guarded: Titles, which are left as they are.
    """
    found: list[Slip] = []
    for slip in _every(text):
        if not any(name.contains(slip.span) for name in guarded) and not any(
            slip.span.overlaps(other.span) for other in found
        ):
            found.append(slip)
    return tuple(sorted(found, key=lambda slip: slip.span))


def _every(text: str) -> Iterator[Slip]:
    for gap in _GAPS:
        for match in gap.pattern.finditer(text):
            lead = len(match.group()) - len(match.group().lstrip())
            yield Slip(Span(match.start() + lead, match.end()), gap.right(match), "gap", gap.weight, gap.reason)
