"""Which year a clause of the issuer's own work claims to tell, and what its neighbours say of that.

A report tells one year. Counts, meetings, trainings and dues that a clause dates to the year before
belong to that year's draft, unless the clause looks back. Among the measures the neighbours tell the
time: where one is due in the year to come, one that was due in the report year was left behind.
"""

from __future__ import annotations

import re

from reviewer.regex import Regex

# Words with which a clause looks back, so that an earlier year is right.
_LOOKS_BACK = Regex(
    r"[比较](?!(?:大|小|多|少|好|强|高|低|快|慢|为|窄|长|短|难|对|例|赛|选|武))|相比|同期|上年|去年|往年|历年|以前|以来|之前|截止|遗留|回顾|结转|历史|追溯|前一年|当年|旧|原|延续|后续|修订|废止|第三方|评估|反馈|曾|《|至今|[自从由]20|此前|早在"
)
_HEAD = Regex(r"(?:^|[,。;:)])(?:[一二三四五六七八九]是|[(]?\d[)、.])?$")
# 2021年围绕它们共发布信息296条
_COUNTS = Regex(
    r"^年?度?(?:全年)?[,]?[^,。;\d]{0,14}?(?:共|累计|总共|合计)?(?:主动公开|公开|发布|推送|编发|刊发)(?!的)[^,。;\d]{0,14}\d+(?:余|多)?(?:条|件|篇|次|期|批|份)"
)
# 2022年5月和10月各培训一次, 2019年内三次专题听取汇报
_WHEN = (
    r"^年(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初|份)?(?:[、和及至-]\d{1,2}月(?:\d{1,2}日)?)*"
    r"|内|全年|[上下]半年|年中|年末|[一二三四1234]季度)[,]?"
)
_HELD = Regex(
    _WHEN + r"[^,。;]{0,8}?(?:培训|举办|召开|开展|组织|举行|专题(?:听取|研究|学习)|听取|集中(?:学习|培训|排查)"
    r"|抽查|自查|检查了|考核|测试|演练|约谈|通报|邀请|接受|参加|轮训|座谈|走访)(?!中心|机构)"
)
# 2018年6月"安全生产月"期间,在县文化广场设咨询台
_DURING = Regex(
    r"^年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:\"[^\"]{2,14}\"|[^,。;\d]{2,10}?)(?:活动)?(?:期间|当[天日])[,]?[^,。;]{0,14}?"
    r"(?:设|摆|发放|举办|开展|组织|宣传|推送|邀请|走进)"
)
# 2021年新开"水价怎么算"连载11期
_OPENED = Regex(
    r"^年(?:新(?:开|设|增|建|辟|推出|上线)|上线|开通|推出)[^,。;\d]{2,24}\d+(?:余|多)?(?:条|件|篇|次|期|批|份|个|项)"
)
_NO_FEE = Regex(
    r"^年?度?(?:全年)?[,]?(?:[我本][^\W\d_]{1,5})?(?:共|累计|实际)?(?:收取|实收|应收|发出收费通知)[^,。;\d]{0,12}0(?:元|件|份|次)"
)
_TO_DATE = Regex(r"(?:^|[,。;:(])(?:截至|截止到?|截止至)$")
_STOCK = Regex(
    r"^年(?:[底末]|度[底末]|12月(?:底|末|31日))[,]?[^。;]{0,24}?(?:共|累计|已有?|现有|达|有|为)?[^,。;\d]{0,6}\d+(?:余|多)?(?:条|件|篇|部|项|个|份|家|人|处|名)"
)
# 比2020年多发46条: the count is set beside that of the year before last.
_BESIDE_BEFORE = Regex(r"(?:比|较|相比|相较于?|对比)$")
_BESIDE_AFTER = Regex(
    r"^年?度?(?:同期|全年)?的?(?:净)?(?:增加了?|增长了?|增多|减少了?|下降了?|多|少|提高了?|上升了?|增)[^,。;\d]{0,4}\d"
)
_LONG_AGO = Regex(r"五年|三年|疫情|基期|同口径|翻|首次|创|连续|机构改革|十[三四]五|历|较上年|比上年|较去年|比去年")

_DUE = Regex(
    r"^年?(?:\d{1,2}月(?:份|[底末初]|[上中下]旬|\d{1,2}日)?(?:之?前|起)|(?:第?[一二三四1234])季度(?:之?前|起|内|末|底)?|[上下]半年(?:前|内|起)?|[底末]之?前|内|春节前|起)"
)
_DUE_DONE = Regex(
    r"^年?(?:\d{1,2}月(?:[底末初])?|(?:第?[一二三四])季度|[上下]半年|年?[底末])"
    r"(?:完成|上线|启用|投用|到位|建成|做到)"
)
_PAST = Regex(
    r"已|了(?!解)|曾|完成了|原[定计]|未能|没能|推迟|延期|得到|取得|先后|累计|同比|未完成|遗留|去年|上年|(?:指出|提出|反馈|查摆|承诺)的|以来|《|目前|现已|经过"
)

# "公示牌更新慢"问题已经解决,87块公示牌在2024年5月前换新
_SOLVED = Regex(r"(?:已经?|均|全部)(?:得到)?(?:基本)?(?:解决|整改|完成|销号|改正|落实)")


def tells_stale_work(before: str, after: str) -> bool:
    """Tell whether a clause tells counts or sittings of an earlier year as the report's own.

    Args:
        before: The sentence up to the year, which is one to three years before the report year.
        after: What follows its digits.
    """
    clause = re.split(r"[。;,]", before)[-1] + "|" + re.split(r"[。;]", after)[0]
    if _TO_DATE.search(before) and _STOCK.match(after):
        return not _LOOKS_BACK.search(clause.replace("截止", ""))
    if _LOOKS_BACK.search(clause):
        return False
    if _HEAD.search(before) and any(one.match(after) for one in (_COUNTS, _NO_FEE, _OPENED, _DURING)):
        return True
    return bool(re.search(r"(?:^|[,。;:]|会|组|[局委办厅]|书记|局长|主任|中心)$", before) and _HELD.match(after))


def skips_a_year(before: str, after: str) -> bool:
    """Tell whether a count is set beside that of an earlier year, as it is beside last year's."""
    return bool(
        _BESIDE_BEFORE.search(before) and _BESIDE_AFTER.match(after) and not _LONG_AGO.search(before[-40:] + after[:40])
    )


def is_due_too_early(before: str, after: str, earlier: str, year: int) -> bool:
    """Tell whether a measure is due in the report year though its neighbours are due in the year to come.

    Args:
        before: The sentence up to the report year.
        after: What follows its digits.
        earlier: The part in front of the sentence.
        year: The report year.
    """
    if f"{year + 1}年" not in earlier + before + after or _SOLVED.search(before):
        return False
    clause = re.split(r"[。;,]", before)[-1] + "|" + re.split(r"[。;]", after)[0]
    if _PAST.search(clause) or (re.search(r"[自从]$", before) and "开展" in clause):
        return False
    return bool(_DUE.match(after) or _DUE_DONE.match(after))
