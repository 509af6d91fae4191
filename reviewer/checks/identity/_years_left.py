"""Years left from last year's draft that only the clause around them betrays.

Each rule reads a wording in which the year can hardly be right: the current state up to the end
of the year before, what last year's plan asked being carried out, a deadline of the report year
among the plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.checks.base import Severity
from reviewer.checks.identity._told_years import is_due_too_early, skips_a_year, tells_stale_work
from reviewer.nlp.annotations import DateMention
from reviewer.regex import Regex

_RETROSPECT = Regex(
    r"[比较]|相比|对比|同期|上年|去年|往年|历年|以前|以来|未完成|遗留|继续|跟进|回顾|总结|评估|结转|历史|整改|反馈|提出|指出|销号|销案|清理|归档|废止|原|追溯|补|前一年"
)
_TO_DATE_BEFORE = Regex(r"(?:^|[,。;:])(?:截至|截止到?|截止至)\s*$")
_TO_DATE_AFTER = Regex(r"^(?:年?[底末]|年度[底末]|年?12月(?:底|末|31日)|年12月)[,]?(?P<told>.*)")
_CURRENT = Regex(
    r"^(?:[我本全][^\W\d_]{1,5}|[县市区镇乡局]|当年|本年|累计|共|已|均|各)[^。;]{0,40}(?:共|累计|全部|主动公开|发布|收到|受理|有|建成|设立|公开)"
)
_FOLLOWED = Regex(
    r"(?:按照|根据|对照|落实|贯彻|围绕|依据|严格执行|执行|依照|结合|细化|分解|对标|按)[^,。;]{0,14}?(?:《[^《》]{0,16})?$"
)
_PLAN_TITLE = Regex(
    r"^年?度?[^,。;《》]{0,14}(?:政务公开|政府信息公开|信息公开)[^,。;《》]{0,6}(?:工作)?(?:要点|任务|安排|分工|方案|计划)"
)
_WHOLE_PERIOD_AFTER = Regex(
    r"^[,]?(?:[我本全][^\W\d_]{1,5}|共|累计|县|市|区|通过|主动公开|[^\W\d_]{2,12}(?:局|委|办|政府|街道|镇|乡))[^。;]{0,30}(?:公开|发布|收到|受理|办理|推送|制发|印发|接受|组织)"
)
_NOT_HELD = Regex(
    r"^年?度?[,]?(?:[我本全][^\W\d_]{1,5})?(?:共|累计|均)?(?:未|没有|无|不存在)[^,。;]{0,6}(?:收取|发生|产生|收到|发出|收费|信息处理费)"
)
_ENROLMENT = Regex(
    r"^年?度?(?:春季|秋季|夏季|中考|高考|中招|招生|入学|小学|初中|高中|幼儿园)[^,。;]{0,10}(?:计划|政策|方案|办法|简章|公告|结果|名单)"
)
_TOLD = Regex(r"(?:公布|公开|发布|公示|上线|推送|解读)[^,。;《》]{0,6}$")
_OPENS = Regex(r"(?:^|[。;])[一二三四五六七八九十是、:,.()1234567890]*$")
_WORK_LACKS = Regex(
    r"^年?度?[,]?(?:[我本全][^\W\d_]{1,5})?(?:的)?(?:政府信息公开|政务公开|信息公开|公开)工作[^。;]{0,20}(?:存在|不足|问题|短板|差距)"
)
# The report says what it reflects: 该报告客观反映了我局2013年度政府信息公开工作的成效.
_REPORTS_BEFORE = Regex(
    r"报告[^,。;]{0,12}(?:反映|总结|介绍|说明|汇总)了?(?:[我本][^\W\d_]{1,3}|[^\W\d_]{2,14}[局委办厅府镇乡])?$"
)
_REPORTS_AFTER = Regex(r"^年?度?的?(?:政府|政务)?(?:信息|政务)?公开(?:工作)?")
_DEADLINE = Regex(
    r"^年?(?:\d{1,2}月(?:份|[底末初]|[上中下]旬|\d{1,2}日)?(?:之?前|起|前后)|(?:[一二三四1234]|第[一二三四])季度(?:起|前|内|末|底)|[上下]半年|[底末]前|春节前|汛期?前|[底末]以?前)"
)
_FROM = Regex(r"(?:从|自)$")
_FROM_AFTER = Regex(r"^年?(?:\d{1,2}月|[一二三四]季度|[上下]半年|春季|秋季)?(?:起|开始)")
_PLANS_HEAD = Regex(
    r"(?:改进(?:办法|措施|的措施|情况|方向|思路|安排|打算|举措)?|下一步|今后|下阶段|接下来|来年|打算|对策|措施|整改(?:措施|打算))[^。;]{0,12}[:]|(?:下一步|今后|下阶段|接下来|来年)[,:]|改进[:]"
)
_DONE = Regex(r"已|完成了|曾|解决了|得到|取得|先后|共\d|累计|其间|期间")
_THIS_YEAR_PLAN = Regex(
    r"(?:^|[。;:,])(?:[一二三四五六七八九十][是、]|[(]?\d[)、.]|\d[.、])?(?P<when>今年(?:上半年|下半年|年内|内|(?:[一二三四]|第[一二三四])季度|\d{1,2}月)?)(?P<rest>[^。;]*)"
)
_PLANNED = Regex(r"将|拟|计划|打算|准备|力争|争取|要(?:进一步|着力|重点|把)|起[,，]|底前|月前")
_FUTURE_MEASURE = Regex(
    r"^[,]?(?:[我本][^\W\d_]{1,4})?(?:把|与|给|对|在|由|将|为|统一|逐[步一]|每[月季年周]|新增|增设|拍摄|编|建立|制定|组织|推行|实行|开展|完善|会同|联合)"
)

# A figure is compared with an earlier year's: 比2020年增加, 较2020年的190条减少.
_COMPARED_BEFORE = Regex(r"(?:比|较|相比|相较于?|对比|超过)$")
_COMPARED_AFTER = Regex(
    r"^度?(?:同期|全年)?(?:的?\d[\d.]*[件条次篇个人万份]+)?(?:增|减|上升|下降|提高|提升|降|升|多|少|翻)"
)
# The date up to which, or the year of which, the figures are counted.
_COUNTED_TO = Regex(r"(?:统计|口径|数据|期限)[^。;]{0,20}(?:截至|截止到?|至)\s*$")
_COUNTED_OF = Regex(r"(?:所用|所列|所涉|采用的?)数据[^,。;]{0,6}(?:为|是|均为)\s*$")
# Told for later from an earlier year: 拟自2020年7月起.
_LATER_BEFORE = Regex(r"(?<!原)(?:拟|将|计划|打算|准备|预计|力争|争取)(?:自|从|于|在)$")
_NOT_YET = Regex(r"未|没有|推迟|延期|延后|实际|已|完成情况")
# Of a topic named at the head of a clause: 责任追究方面，2023年没有人受到处理.
_OF_TOPIC = Regex(r"(?:^|[。;])[^。;,:]{2,10}(?:方面|情况)[,:]$")
_NOBODY = Regex(
    r"^年?度?(?:全年)?[,]?(?:[我本全][^\W\d_]{1,5})?(?:共|均)?(?:未|没有|无)[^。;]{0,24}(?:处理|追究|问责|追责|通报|情形|情况|收取|发生|产生)"
)
_GOAL_BEFORE = Regex(r"(?:确保|力争|争取|誓保|冲刺)(?:在|到)?$")


# 与2021年相比, 2021年以来……全年, 回顾2019年, 对照2020年政务公开要求.
_BESIDE_BEFORE = Regex(r"(?:^|[,。;:])(?:与|同|和)(?:上年)?$")
_BESIDE_AFTER = Regex(r"^度?(?:全年|同期)?相比")
_SINCE = Regex(r"^年以来[,]?.{0,60}(?:全年|本年度)(?:共|累计)?(?:发布|公开|主动公开|收到|受理|推送)")
_REVIEWED_BEFORE = Regex(r"(?:^|[。;])(?:回顾|总结|综观|纵观)$")
_REVIEWED_AFTER = Regex(r"^年?(?:全年)?(?:的工作)?[,].{0,30}(?:存在|不足|问题|差距|短板)")
_HELD_TO_BEFORE = Regex(r"(?:^|[。;])(?:对照|对标|对表)$")
_HELD_TO_AFTER = Regex(r"^年?度?(?:政[务府])?(?:信息)?公开(?:工作)?(?:新)?(?:要求|标准|任务)")
_HEAD_AFTER = Regex(
    r"^年?度?(?:政府信息公开|政务公开|信息公开)工作(?:的)?(?:总体|开展|基本|有关|主要)?情况(?:报告|汇报|总结)?(?:如下|为|:)"
)
_DUE_BEFORE = Regex(r"(?<!原)(?<!早)(?:计划|拟|将|力争|争取|预计|确保|打算|准备)(?:于|在|到)?$")
_ACCOUNTS = Regex(
    r"(?P<a>20\d\d)年?度?(?:部门|单位|财政)?(?P<p>决算|预算)(?:和|、|及|以及)(?P<b>20\d\d)年?度?(?:部门|单位|财政)?(?P<q>决算|预算)"
)
# The measures of an earlier report: 2019年提出的措施,2020年9月完成.
OF_EARLIER = Regex(
    r"^年?度?(?:报告)?(?:中)?(?:提出|确定|列出|定下|承诺|查摆|存在|发现|指出|制定|查找|列举|梳理|反映|通报)的"
)


@dataclass(frozen=True, slots=True)
class LeftYear:
    """Why a year cannot be right, what should stand there, and how sure that is."""

    reason: str
    wanted: int
    severity: Severity


def judge_left_year(before: str, after: str, stated: int, year: int) -> LeftYear | None:
    """Judge last year's year in a sentence about the report year.

    Args:
        before: The sentence up to the year.
        after: What follows its digits, 年 included.
        stated: The year in the text.
        year: The report year.
    """
    sentence = f"{before}{after}"
    if year - 3 <= stated < year and _REPORTS_BEFORE.search(before) and _REPORTS_AFTER.match(after):
        return LeftYear("说的应是本报告反映的年度", year, Severity.WARNING)
    if stated == year + 1 and _FOLLOWED.search(before) and _PLAN_TITLE.match(after):
        is_done = re.search(r"完成|落实了|逐[项条]落实|落到实处", after) and not re.search(
            r"将|拟|计划|下一步|今后|要", sentence
        )
        return LeftYear("本年执行的却是下一年的安排", year, Severity.HINT) if is_done else None
    if year - 4 <= stated <= year - 2 and skips_a_year(before, after):
        return LeftYear("本年的数一般与上一年相比", year - 1, Severity.HINT)
    clause = re.split(r"[。;]", before)[-1] + re.split(r"[。;]", after)[0]
    if year - 3 <= stated <= year - 2 and str(year) not in sentence:
        if _FOLLOWED.search(before) and _PLAN_TITLE.match(after) and not _RETROSPECT.search(clause):
            return LeftYear("本年执行的却是往年的安排", year, Severity.HINT)
        if tells_stale_work(before, after):
            return LeftYear("的事作为本年工作叙述", year, Severity.WARNING)
    if stated != year - 1 or str(year) in sentence or re.search(r"今年|本年(?!度?报告)", sentence):
        return _judge_enrolment(before, after, stated, year) if stated < year else None
    if _SINCE.match(after) and _OPENS.search(before):
        return LeftYear("开头，说的却是全年的数", year, Severity.HINT)
    if _HEAD_AFTER.match(after) and not _RETROSPECT.search(before):
        return LeftYear("说的应是报告年度的总体情况", year, Severity.WARNING)
    to_date = _TO_DATE_AFTER.match(after) if _TO_DATE_BEFORE.search(before) else None
    if to_date and _CURRENT.match(to_date["told"]) and not _RETROSPECT.search(to_date["told"]):
        return LeftYear(f"说的是截至{stated}年末的情况，不是报告年度的", year, Severity.WARNING)
    if _FOLLOWED.search(before) and _PLAN_TITLE.match(after) and not _RETROSPECT.search(clause):
        return LeftYear("本年执行的却是上一年的安排", year, Severity.HINT)
    is_held = (_OPENS.search(before) and _NOT_HELD.match(after)) or (_OF_TOPIC.search(before) and _NOBODY.match(after))
    if is_held and not _RETROSPECT.search(clause):
        return LeftYear("叙述的应是报告年度的情况", year, Severity.WARNING)
    if tells_stale_work(before, after):
        return LeftYear("的事作为本年工作叙述", year, Severity.WARNING)
    return _judge_enrolment(before, after, stated, year)


def _judge_enrolment(before: str, after: str, stated: int, year: int) -> LeftYear | None:
    is_recent = year - 3 <= stated < year
    if is_recent and _TOLD.search(before) and _ENROLMENT.match(after) and not re.search(r"历年|往年|补", before[-10:]):
        return LeftYear("招生入学的信息当年公布，年份却是往年的", year, Severity.WARNING)
    return None


def judge_period(before: str, after: str) -> bool:
    """Tell whether the work of a whole year before is told as this year's: 自2020年1月1日起至12月31日止，我局发布……."""
    return bool(_OPENS.search(re.sub(r"[自从]$", "", before)) and _WHOLE_PERIOD_AFTER.match(after))


def judge_plan(before: str, after: str, earlier: str, stated: int, year: int) -> LeftYear | None:
    """Judge a year among the measures against the problems.

    Args:
        before: The sentence up to the year.
        after: What follows its digits.
        earlier: The text of the part in front of the sentence.
        stated: The year in the text.
        year: The report year.
    """
    clause = re.split(r"[。;]", before)[-1] + re.split(r"[。;]", after)[0]
    if stated == year - 1 and str(year) not in before + after:
        if _REVIEWED_BEFORE.search(before) and _REVIEWED_AFTER.match(after):
            return LeftYear("说的应是报告年度的不足", year, Severity.HINT)
        if _HELD_TO_BEFORE.search(before) and _HELD_TO_AFTER.match(after):
            return LeftYear("对照的应是报告年度的要求", year, Severity.HINT)
    if stated == year and _DUE_BEFORE.search(before) and _DEADLINE.match(after) and not _NOT_YET.search(clause):
        return LeftYear("是今后措施的期限", year + 1, Severity.ERROR)
    if stated == year and is_due_too_early(before, after, earlier, year):
        return LeftYear("是今后措施的期限，前后的措施都在下一年", year + 1, Severity.WARNING)
    if _DONE.search(clause) or _RETROSPECT.search(clause.replace("对比表", "")):
        return None
    second_list = re.match(r"[(]?[一1][)是、.]", before)
    is_among_plans = bool(_PLANS_HEAD.search(earlier + before) or (second_list and second_list[0] in earlier))
    if stated == year and is_among_plans and _DEADLINE.match(after) and not re.search(r"《[^》]*$", before):
        return LeftYear("是今后措施的期限", year + 1, Severity.ERROR)
    if stated == year and is_among_plans and _FROM.search(before) and _FROM_AFTER.match(after):
        return LeftYear("是今后措施的起始时间", year + 1, Severity.WARNING)
    if stated == year - 1 and _OPENS.search(before) and _WORK_LACKS.match(after):
        return LeftYear("说的应是报告年度的不足", year, Severity.WARNING)
    if stated == year - 1 and _OPENS.search(before) and re.match(r"^年[,]", after) and _FUTURE_MEASURE.match(after[1:]):
        return LeftYear("是今后的措施，年份却已过去", year + 1, Severity.HINT)
    if stated == year + 2 and _OPENS.search(before) and re.match(r"^年[,]?(?:[我本][^\W\d_]{1,4})?将", after):
        return LeftYear(f"是下一年的打算，{year}年度报告一般写{year + 1}年", year + 1, Severity.HINT)
    return None


def find_this_year(text: str, earlier: str) -> re.Match[str] | None:
    """Return 今年 where a measure that is still to come begins; the report is written in the year after."""
    for match in _THIS_YEAR_PLAN.finditer(text):
        rest = match["rest"]
        if _DONE.search(rest) or _RETROSPECT.search(rest):
            continue
        head = _PLANS_HEAD.search(earlier + text[: match.start("when")])
        if _PLANNED.search(rest[:14]) or (head and _FUTURE_MEASURE.match(rest)):
            return match
    return None


def judge_misfit(mention: DateMention, before: str, after: str, year: int) -> str:
    """Return what is impossible about a year where it stands, in Chinese; empty if nothing is."""
    stated = mention.year
    assert stated is not None
    if _COMPARED_BEFORE.search(before) and _COMPARED_AFTER.match(after):
        is_plan = "将" in before or "计划" in before or "力争" in before
        if stated > year or (stated == year and not is_plan):
            return f"拿{year}年度的数与{stated}年相比；比较的应是以前的年度。"
    if _BESIDE_BEFORE.search(before) and _BESIDE_AFTER.match(after) and stated >= year:
        return f"拿{year}年度的数与{stated}年相比；比较的应是以前的年度。"
    if mention.kind == "day" and _COUNTED_TO.search(before) and (mention.month, mention.day) == (12, 31):
        return f"统计截止在{stated}年；{year}年度报告应截止在{year}年12月31日。" if stated != year else ""
    if (
        mention.kind == "year"
        and stated != year
        and _COUNTED_OF.search(before)
        and re.match(r"^度?(?:数据|的|[,。;])", after)
    ):
        return f"数据是{stated}年的，不是报告年度{year}年的。"
    if mention.kind == "year" and stated < year and _GOAL_BEFORE.search(before):
        return f"是已经过去的目标，{year}年度报告不应再作为目标。"
    is_later = stated < year and mention.kind in ("year", "month") and _LATER_BEFORE.search(before)
    if is_later and not _NOT_YET.search(re.split(r"[。;]", after)[0]) and not re.search(r"原|曾|当时", before[-16:]):
        return f"说的是今后的打算，{year}年度报告里这个年份已经过去。"
    return ""


def year_length(text: str) -> int:
    """Return how many characters the year itself takes: 4 digits, or numerals, spaces included."""
    match = re.match(r"[12]\s?\d\s?\d\s?\d|[一二][〇○零一二三四五六七八九]{3}", text)
    return match.end() if match else 4


def judge_accounts(text: str, year: int) -> Iterator[tuple[int, int, str]]:
    """Yield the year of a budget or of accounts that does not go with the other: 2019年度决算和2021年度预算."""
    for match in _ACCOUNTS.finditer(text):
        if match["p"] == match["q"]:
            continue
        for mark, kind in (("a", "p"), ("b", "q")):
            stated, other = int(match[mark]), int(match["b" if mark == "a" else "a"])
            wanted = other - 1 if match[kind] == "决算" else other + 1
            is_late = stated < (year - 1 if match[kind] == "决算" else year)
            if stated != wanted and is_late and other in (year - 1, year, year + 1):
                yield *match.span(mark), f"{match[kind]}是{stated}年的，与同时公开的{other}年不相衔接"
