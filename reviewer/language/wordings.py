"""Wordings of which the build of the sentence shows one character missing, left over or misplaced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.document.span import Span
from reviewer.language.slip import Slip, Weight
from reviewer.regex import Regex

_NUMBER = r"\d[\d,.]*|[一二两三四五六七八九十百千]+"
_MEASURE = "(?:个?工作日|个月|小时|分钟|公里|平方米|厘米|万元|人次|[米天日年月周元人件条次份户])"


@dataclass(frozen=True, slots=True)
class _Wording:
    """A build that is wrong wherever it stands.

    Args:
        pattern: What is written; the whole match is quoted.
        right: Gives what should be.
        reason: One Chinese clause.
        weight: How sure.
    """

    pattern: Regex
    right: Callable[[re.Match[str]], str]
    reason: str
    weight: Weight = "warning"


_WORDINGS = (
    _Wording(
        Regex(rf"(?:不超过|不多于|不少于|不低于|不高于|不足)(?:{_NUMBER})[余多]?{_MEASURE}(?:以[内上下]|之内)"),
        lambda m: m.group()[:-2],
        "限度重复",
    ),
    _Wording(
        Regex(
            r"([当每隔次]([日月年周季天]))\2(?=更新|公布|公开|公示|报送|上报|上网|发布|核对|检查|巡查|通报|调度|推送|统计|汇总|办结|办理|登记|回复|答复|完成|转办|[，。；])"
        ),
        lambda m: m[1],
        "疑似多字",
    ),
    _Wording(
        Regex(
            r"(?<=[，。；：])对[^，。；：\n]{2,24}的(?P<said>，?(?:予以|给予|进行|一律|及时)?(?:通报批评|点名批评|全[县市区镇]通报|通报|约谈|问责|扣分|督办|提醒|批评|退回重办|追责|责令整改|限期整改))的(?=[。；])"
        ),
        lambda m: m.group()[:-1],
        "疑似多字",
    ),
    _Wording(
        Regex(r"(?:参训|参会|受训|到会|参加|培训)(?:人员)人数(?=(?:合计|共计|总计|累计|共|达|为|超过)?\s?\d)"),
        lambda m: m.group()[:-4] + "人数",
        "用词重复",
        "hint",
    ),
    _Wording(
        Regex(r"(?:[一二两三四五六]|[1-9])[人名]专人(?=负责|管理|承担|从事|维护|办理|受理|值守|审核)"),
        lambda m: m.group()[:-1] + "职",
        "与前后文不合",
    ),
    _Wording(
        Regex(
            r"(?:清理|梳理|排查|清查|撤下|删除|下架|筛查|检查|查)(?:出|掉|了)(过的)(?=[^\W\d_]{1,6}\d|文件|通知|公告|信息|链接|内容|栏目|稿件|公示)"
        ),
        lambda m: m.group()[:-1] + "期的",
        "疑似漏字",
    ),
    _Wording(
        Regex(r"(?:把好|严把|把牢|把住|守好|守牢)[^\W\d_]{1,5}(?<![主分监代托接直尽])[管官观](?=[，。、；])"),
        lambda m: m.group()[:-1] + "关",
        "音同的字",
    ),
    # Two negatives where one is meant, two builds run together, one thing said twice: the classes of faulty sentences
    # that school grammars name 否定失当, 句式杂糅 and 成分赘余.
    _Wording(
        Regex(r"(?:杜绝|严防|避免|防止|谨防)不(?=(?:再)?(?:出(?:现)?|发生|产生|漏|遗漏|泄露|泄密|误)(?:[^\W\d_]))"),
        lambda m: m.group()[:-1],
        "否定失当",
    ),
    _Wording(
        Regex(
            r"得到了?(?:全部|全面|基本|彻底)?(?P<done>(?:整改|解决|落实|处理|纠正|办理|清理|修复|答复)(?:完毕|完成|到位))"
        ),
        lambda m: m["done"],
        "句式杂糅",
    ),
    _Wording(
        Regex(r"(?<=[^\W\d_])完毕到位(?=[，。；、])"),
        lambda m: m.group()[2:],
        "用词重复",
    ),
    _Wording(
        Regex(
            r"已(?P<between>(?:全部|经|均|按[^，。；：、\d已的]{1,6}|及时|基本){1,3})已(?=[公发办整完落建上开报更清答归])"
        ),
        lambda m: "已" + m["between"],
        "用词重复",
    ),
    _Wording(
        Regex(rf"(?:大约|约|将近|近)(?:{_NUMBER})[余多]?{_MEASURE}(?:左右|上下)"),
        lambda m: m.group()[:-2],
        "用词重复",
    ),
    _Wording(
        Regex(r"(?:主要)?原因是(?:因为|由于)|目的(?:是|在于)为了"),
        lambda m: m.group()[:-2],
        "句式杂糅",
        "hint",
    ),
    _Wording(
        Regex(
            r"(?P<rate>覆盖率|知晓率|知晓度|办结率|更新率|点击率|公开率|利用率|参与率|满意度|满意率|透明度|及时率|准确率)(?P<how>还?(?:不够|不|较|偏))(?P<size>[大小])(?=[，。；])"
        ),
        lambda m: m["rate"] + m["how"] + ("高" if m["size"] == "大" else "低"),
        "搭配不当",
    ),
)
# 惠农补贴87条，农产品质量51条，其他类42天: one of a list is measured in time.
_ITEM = r"[^\W\d_]{2,14}\d{1,3}"
_LIST = Regex(rf"(?:{_ITEM}[条件次份篇个期项则][，、；]){{2,}}{_ITEM}[天年月日元]")
_UNIT = Regex(r"\d+([条件次份篇个期项则])(?=[，、；])")
_TIMED = Regex(r"[时期天日历共缩短延长提前平均公示开通培训持续展最为达近前用至到第届费款额金]")
_LAST = Regex(r"([^\W\d_]+)(\d+)([天年月日元])$")


def find_wordings(text: str, guarded: Sequence[Span] = ()) -> tuple[Slip, ...]:
    """Return the wordings of ``text`` that cannot be meant, in order.

    Args:
        text: The document's text.
        guarded: Names and titles that are left as they are.
    """
    found: list[Slip] = []
    for slip in _every(text):
        if not any(name.contains(slip.span) for name in guarded) and not any(
            slip.span.overlaps(other.span) for other in found
        ):
            found.append(slip)
    return tuple(sorted(found, key=lambda slip: slip.span))


def _every(text: str) -> Iterator[Slip]:
    for wording in _WORDINGS:
        for match in wording.pattern.finditer(text):
            right = wording.right(match)
            if right != match.group():
                yield Slip(Span(*match.span()), right, "confused", wording.weight, wording.reason)
    for match in _LIST.finditer(text):
        last = _LAST.search(match.group())
        if last is None or _TIMED.search(last[1][-4:]) or text[match.end() : match.end() + 1] not in "，。；、":
            continue
        unit, times = Counter(_UNIT.findall(match.group())).most_common(1)[0]
        if times > 1:
            span = Span(match.start() + last.start(2), match.end())
            yield Slip(span, last[2] + unit, "confused", "hint", "量词与前后各项不合")
