"""Sentences that open with an earlier year and tell this year's work."""

from __future__ import annotations

import re

from reviewer.regex import Regex

HISTORICAL_BEFORE = Regex(
    r"(?:自|从|截至|截止到?|由|于|起草于|始于|较|比|与|同|相比|对比|超过|高于|低于|原|上年|去年|前年|以来的?|至|到|-|关于|在)\s*(?:我[局委办厅]|本[局委]|[省市县区]|本市|全[省市县区])?\s*$"
)
COMPARISON_AFTER = Regex(
    r"^度?(?:以来|以前|之前|前|起|底|末|初|至|到|-|~|相比|同期|增长|增加|减少|下降|度报告|年报|结转|修订|印发|制定|出台|发布|颁布|版|级|届|款|标准|决算|预算|财政|部门|统计|普查|春|夏|秋|冬|上|下|第|经济|法治|重点|建议|提案|(?:年度)?报告|政府信息公开工作年度报告|工作(?:要点|报告|方案|计划)|政务公开(?:工作)?要点)"
)
_OWN_WORK = Regex(
    r"^度?[,、]?(?:我|本|全)?(?:局|委|办|厅|县|区|市|镇|乡|街道|中心|机关|单位|年|系统)?[\u4e00-\u9fff、,]{0,24}?"
    r"(?:认真|严格|坚持|深入|积极|全面|紧紧|围绕|按照|根据|在.{2,30}(?:领导|指导)下|查找|梳理|建成|设立|举办|共|累计|主动公开|公开|发布|收到|受理|新收|未收到|办理|制发|组织|开展|通过|以习近平|高度重视)"
)
_MEETING = Regex(
    r"^(?:\d{1,2}月(?:\d{1,2}日)?)?.{0,12}(?:印发|颁布|施行|实施|修订|成立|组建|设立|挂牌|更名|开通|上线|建成|启用|获)"
)


def tells_own_work(before: str, after: str, stated: str, earlier: str, year: int) -> bool:
    """Tell whether a sentence that names an earlier year tells the work of the report year.

    Args:
        before: The sentence up to the year.
        after: What follows it, without 年.
        stated: The year as it stands in the text.
        earlier: The text in front of the sentence, 120 characters at most.
        year: The report year.
    """
    opens = (
        re.search(r"(?:^|[。;])(?:按照|根据)(?:有关)?规定,$", before)
        or not before.strip("一二三四五六七八九十是、:,.()1234567890")
        or before.endswith(("现将", "现就", "总结", "将"))
    )
    if not opens or COMPARISON_AFTER.match(after) or HISTORICAL_BEFORE.search(before) or _MEETING.match(after):
        return False
    if not _OWN_WORK.match(after):
        return False
    recent = (earlier + before)[-80:]
    if re.match(r"^度?(?:新)?收到", after) and re.search(r"(?:全年|本年|当年)[^。]{0,12}(?:收到|受理|新收)", recent):
        return False  # this year's count stands before it
    whole = re.split(r"[。\n]", earlier)[-1] + before + stated + after
    told_apart = re.search(r"今年|本年|较上年|比上年|较" + stated[:4] + "|比" + stated[:4], whole)
    return str(year) not in whole and told_apart is None
