"""Roles of figures in prose about applications: received, carried over, answered, by whom, with what result."""

from __future__ import annotations

import re

from reviewer.checks.data._clauses import Clause, Figure, Passage
from reviewer.regex import Regex

_FILL = (
    r"(?:政府信息|信息|公开|依申请|申请件?|事项|书面|正式|有效|数量|件数|总数|总量|数|共计|共有|共|合计|"
    r"总计|累计|计|为|是|有|了|的|各类|类"
    r"|公民|群众|居民|村民|市民|辖区|来自|个人|法人|其[他它]组织|组织|社会|公众|提出|提交|递交|和|或者|或|及|·|:|约|近|达到|达|"
    r"到|书|本年|我[局委办厅镇乡街会]"
    r"|本机关|网上及)*+$"
)
_BARE = r"(?:的|答复|决定|申请|信息|政府信息|类|情形|共|为|有|计|数量|数|件数|:|了)*+$"
_LEAD = (
    r"^(?:其中|(?:办结|答复|办理|处理)的?(?:申请|件)?中|申请中|分别为|分别是|分别|包括|作出|作|为|是|有|:|决定|依法|给予|并|已|最终|经审查|经区分处理|"
    r"审查后|主要是|办理|处理|答复"
    r"|结果|情况|中|里|的|本年|均|含|件|申请|按|内|同意|,|准予|方面)*"
)
# Counts of a part, of other years, of changes: nothing that a total can be compared with.
_PARTIAL = Regex(
    r"网上|网络|线上|线下|信函|当面|现场|邮寄|邮件|电子|传真|平台|窗口|微信|来信|\d月|"
    r"[一二三四五六七八九十]月|月份|季度|半年|单日|单月|旬"
    r"|一名|1名|同一|那年|历年|以来|近[两三四五\d]年|连续|下属|所属|各(?:乡|镇|县|区|市|单位|部门|科|"
    r"股|街道|级部门)|基层|转(?:办|交|送|来)|移交|代办|代拟|代.{0,4}起草"
    r"|增加|减少|增长|下降|上升|同比|环比|提高|多于|少于|超出|其余|另外|平均|日均|月均|最多|延期|延长|"
    r"逾期|超期|撤回|补正(?!后)|大量|集中提出"
    r"|涉及|关于|要求公开|反映|一家|其一|第一|对(?!外|已)|12345|热线"
)
_CHANNEL = Regex(r"网上|网络|线上|线下|信函|当面|现场|邮寄|邮件|传真|平台|窗口|\d月|季度|半年")
_SORTING = Regex(r"属性|主动公开的?\d|定为|公文|发文|拟文|标注")
_CASES = ("件", "件次", "起", "宗", "例")
_RESULTS: tuple[tuple[str, Regex], ...] = tuple(
    (role, Regex(_LEAD + words + _BARE))
    for role, words in (
        ("granted_or_part", r"(?:予以|同意)?公开(?:和|及|或|与)部分公开"),
        ("granted", r"(?:予以公开|同意公开|全部公开|准予公开)"),
        ("part", r"(?:予以)?(?:同意)?部分(?:同意|准予|予以)?公开"),
        ("refused", r"(?:不予公开|不同意公开)"),
        ("unavailable", r"无法提供"),
        ("not_processed", r"不予处理"),
        ("other_results", r"(?:作|作出)?其他(?:方式)?处理"),
    )
)
_REASON_LEAD = (
    r"(?:(?:办结|答复|办理|处理)?的?(?:申请|件)?中|因|由于|属于|属|涉及|告知|认定为|其中|包括|为|"
    r"分别是|分别为|有|:|申请内容|经查)*"
)
_REASON_TAIL = (
    r"(?:相关|政府信息|信息|的|类|申请|事项|而|情形|、|决定|予以|不予公开|不予处理|无法提供|不再处理|答复|告知|作出|作|"
    r"其|共|为|有|件|:)*+$"
)
_REASONS: tuple[tuple[str, Regex], ...] = tuple(
    (f"row:{row}", Regex("^" + _REASON_LEAD + words + _REASON_TAIL))
    for row, words in (
        ("r3_3_1", "国家秘密"),
        ("r3_3_2", "(?:其他)?法律[·]?(?:行政)?法规禁止公开"),
        ("r3_3_3", '(?:危及)?"?三安全一稳定"?'),
        ("r3_3_4", "(?:保护)?第三方合法权益"),
        ("r3_3_5", "(?:三类)?内部事务(?:性)?"),
        ("r3_3_6", "(?:四类)?过程性"),
        ("r3_3_7", "行政执法案卷"),
        ("r3_3_8", "行政查询"),
        ("r3_4_1", "(?:本机关|我[局委办厅]|本[局委办厅])不掌握"),
        ("r3_4_2", "没有现成信息(?:,)?(?:且|而)?(?:需要?)?(?:另行制作)?"),
        ("r3_4_3", "(?:经)?补正后?(?:的?申请)?(?:内容)?(?:仍然|仍|还)?不明确"),
        ("r3_5_1", "信访[·]?举报[·]?投诉"),
        ("r3_5_2", "重复(?:提出)?(?=申请)"),
        ("r3_5_3", "(?:要求)?(?:提供)?公开出版物"),
        ("r3_5_4", "无正当理由大量反复"),
        ("r3_5_5", "(?:要求)?(?:行政机关)?确认或(?:者)?重新出具(?:已获取)?"),
    )
)
_RESULT_FIRST = Regex(r"^(?:其中|有|对|另有|另|,|:|共|的|(?:公开)?申请(?:中|里|当中))*$")
_BEHIND = r"^(?:申请)?(?:的|均|依法|已|作出|作|为|给予)*"
_RESULTS_BEHIND = tuple(
    (role, Regex(_BEHIND + words + r"(?:答复|决定)?$"))
    for role, words in (
        ("granted_or_part", r"(?:予以|同意)?公开(?:和|及|或|与)部分公开"),
        ("granted", r"(?:予以公开|同意公开|准予公开)"),
        ("part", r"(?:予以)?部分公开"),
        ("refused", r"不予公开"),
        ("unavailable", r"无法提供"),
        ("not_processed", r"不予处理"),
    )
)
_APPLICANTS = (
    ("person", r"(?:自然人|公民个人|公民|个人)"),
    ("legal", r"(?:法人(?:和|或者|或|及|与|·)其[他它](?:社会)?组织|法人)"),
    ("enterprise", r"商业企业"),
    ("firms", r"企业"),
    ("research", r"科研机构"),
    ("charity", r"(?:社会)?公益组织"),
    ("law", r"(?:法律服务机构|律师事务所)"),
    ("other", r"其[他它](?:组织|主体)?"),
)
_WHO_ELSE = Regex("|".join(words for column, words in _APPLICANTS if column != "other"))
_COLUMN_LEAD = (
    r"^(?:其中|包括|来自|由|按申请人(?:类型)?(?:划)?分|从?申请人(?:主体|类型|类别|身份)?(?:看|为|中|"
    r"分为)?|申请主体(?:看|为|中)?|为|是|有|含"
    r"|分别(?:为|是|来自)?|中|新收(?:件|的?申请)?|里|本年|均|全部|共|涉及|从|,|:|办理|属于|收到|受理|申请|的|涵盖)*"
)
_COLUMNS: tuple[tuple[str, Regex, Regex], ...] = tuple(
    (
        f"column:{column}",
        Regex(_COLUMN_LEAD + words + r"(?:申请人|申请|提出|提交|递交|方面|的|共|为|占|有|类|数|:|政府信息公开)*$"),
        Regex(rf"^(?:申请)?(?:均)?(?:为|是|由|来自|系|属)(?:一家)?{words}(?:提出|提交|申请|的)*$"),
    )
    for column, words in _APPLICANTS
)
_RECEIVED = Regex(
    r"(?P<verb>新收到?|新增|收到|接到|接收|接获|受理|(?<![征回验签查没税吸])收|(?:处理|办理)(?=.*申请))(?:了|的|"
    r"到)?(?P<who>自然人|商业企业)?(?:书面|提出|提交|递交|的)*" + _FILL
)
_ON_REQUEST = Regex(
    r"(?:^|本年|[,:])(?:办理|处理|受理|回复|答复|共有|共|有|和|并|收到)*(?:政府信息)?依申请公开(?:政府信息|信息|申请|事项|件)*"
    + _FILL
)
_HEAD_NOUN = Regex(
    r"^(?:的)?(?:有效)?(?:政府|信息|公开|依申请|书面|的|申请|事项)*(?:申请|依申请公开|信息公开)?(?:件|"
    r"事项)?(?:[,;(]|中|里|均|全部|都|已|$)"
)
_IN = (
    Regex(
        r"上年(?:以前)?(?:的|度|未办结|遗留|年底)*(?:结转|转来|转结|接转|延续|转入)(?:至|到)?(?:本年|办理|"
        r"继续|而来|过来|来|下来)*" + _FILL
    ),
    Regex(r"(?:结转|接转|转)(?:自)?上年(?:度)?" + _FILL),
    Regex(r"(?:加上|连同|含|包括|另有)(?:上年)?结转(?:的)?" + _FILL),
)
_OUT = Regex(
    r"(?:结转|转入|转至|延至|转到|延续|跨年|顺延|转|留待)(?:至|到|入)?下年(?:度)?(?:继续|办理|答复|处理|的)*(?:的)?"
    + _FILL
)
_OUT_BEFORE = Regex(r"^(?:剩余|其余|余下|另有|尚有|还有|仍有|另|有|余|未办结的?|剩下的?|,|本年)*$")
_OUT_AFTER = Regex(r"^(?:申请)?(?:的)?[^,;。]{0,24}?(?:结转|转入|转至|延至|转到|延续|顺延)(?:至|到)?下年")
_UNFINISHED = Regex(r"(?:^|[^无])(?:未|尚未|没有)(?:办结|办理完毕|处理完毕|答复)的?" + _FILL)
_UNFINISHED_THEN = Regex(
    r"上年(?:度|末|底)?(?:以前)?(?:的)?(?:尚|仍|还)?(?:未|没有)(?:能)?(?:办结|办完|办理完毕|处理完毕|答复)的?" + _FILL
)
_EITHER = Regex(r"(?:^|[,;。本年均有])结转" + _FILL)
_DONE = Regex(r"(?:办结|办理完毕|办理完成|处理完毕|办毕|办复|已办(?:理)?|答复|办完)(?:了|的)?" + _FILL)
_OPENING = Regex(r"(?:依申请|政府信息|信息)公开(?:申请)?")
_NOT_DONE = Regex(
    r"因|属于|涉及|不掌握|自然人|企业|法人|科研|公益|律师|未|不予|不同意|同意|公开|超期|当场|即时|审核|部分|口头|上年|下年|结转|无法|其他"
)
_SUM = Regex(r"(?:^|本年)(?:共计|合计|总计|共|应办(?:理)?|共需办理|需办理|累计)(?:为|有)?$")


RESULT_ROLES = frozenset(role for role, _ in _RESULTS)


def request_role(figure: Figure, passage: Passage, clause: Clause, topic: str) -> tuple[str, bool] | None:
    """Return what a figure counts in a clause about applications, and whether the words are loose."""
    before = figure.label or figure.before
    after = figure.after
    if re.match(r"^(?:其中|当中)", before) and _follows_a_part(figure, passage):
        return None
    if topic == "foreign" and not re.search(r"结转|自然人|法律服务", before):
        return None
    if re.search(r"各$|均$|分别", before) or _PARTIAL.search(_core(before)):
        return None
    if is_of_one_channel(passage, clause):
        return None
    # Papers sorted by 公开属性 are counted in the words of results of applications.
    is_case = figure.quantity.unit in _CASES
    is_sorting = bool(_SORTING.search(passage.sentences[clause.sentence])) or not is_case
    is_of_several = any(f.clause == figure.clause and f.quantity.unit in ("类", "项", "者") for f in passage.figures)
    return (
        _carried_role(before, after)
        or _column_role(before, after, passage.sentences[clause.sentence])
        or (None if is_sorting else _result_role(figure, before, after, passage, clause))
        or _total_role(before, after, is_sorting=is_sorting, is_case=is_case, is_of_several=is_of_several)
    )


def is_of_one_channel(passage: Passage, clause: Clause) -> bool:
    """Tell whether applications on paper are counted beside those of another channel: 收到书面申请2件、网上申请3件."""
    return "书面" in clause.text and _CHANNEL.search(passage.sentences[clause.sentence]) is not None


def _follows_a_part(figure: Figure, passage: Passage) -> bool:
    """Tell whether the count in front is that of one channel or month: 网上收到12件，其中公开6件."""
    at = next((at for at, other in enumerate(passage.figures) if other is figure), 0)
    before = passage.figures[at - 1] if at else None
    if before is None or figure.clause - before.clause > 1 or before.quantity.unit not in _CASES:
        return False
    return _CHANNEL.search(passage.clauses[before.clause].text) is not None


def _core(before: str) -> str:
    """Return the words in front of a figure without those of the form that look like a part."""
    return re.sub(r"其余|对外|转来|新增加?|补正后|大量反复", "", before)


def _carried_role(before: str, after: str) -> tuple[str, bool] | None:
    if any(pattern.search(before) for pattern in _IN) or re.match(r"^(?:申请)?(?:为|是|系)上年(?:度)?结转", after):
        return ("carried_in", False)
    if _UNFINISHED_THEN.search(before):
        return ("carried_in", False)
    if _OUT.search(before) or _UNFINISHED.search(before):
        return ("carried_out", False)
    if _OUT_BEFORE.match(before) and _OUT_AFTER.match(after):
        return ("carried_out", bool(before == ""))
    if _EITHER.search(before):
        return ("carried_any", False)
    return None


def _column_role(before: str, after: str, sentence: str) -> tuple[str, bool] | None:
    for role, in_front, behind in _COLUMNS:
        if role == "column:other" and not _WHO_ELSE.search(sentence):
            continue  # the rest of a list of anything
        if in_front.match(before) and re.match(r"^(?:申请|$|占|提出|的?(?:政府)?信息公开申请)", after):
            return (role, False)
        if behind.match(after) and re.match(r"^(?:其中)?(?:有)?$", before):
            return (role, False)
    return None


def _result_role(figure: Figure, before: str, after: str, passage: Passage, clause: Clause) -> tuple[str, bool] | None:
    previous = passage.clauses[figure.clause - 1].text if figure.clause else ""
    if _RESULT_FIRST.match(before):
        for role, pattern in (*_RESULTS_BEHIND, *_REASONS):
            if pattern.match(after):
                return (role, True)
    if after and not re.match(r"^(?:占|申请|政府信息公开申请|,|的?$)", after):
        return None
    has_cause = bool(re.search(r"因|属于?|由于|涉及|经", previous)) and clause.mark == ","
    is_list = clause.mark == "、" and not any(f.clause == figure.clause - 1 for f in passage.figures)
    for role, pattern in _RESULTS:
        if pattern.match(before):
            if is_list and any(other.search(previous) for _, other in _RESULTS):
                return None  # “予以公开、部分公开共208件”
            reason = next((row for row, other in _REASONS if is_list and other.match(previous)), None)
            if reason is not None:
                return (reason, True)  # “经补正内容仍不明确、无法提供的1件”
            return (role, has_cause)
    for role, pattern in _REASONS:
        if pattern.match(before):
            if is_list and any(other.match(previous) for _, other in _REASONS):
                return None  # “属于行政执法案卷、过程性信息的共9件”
            return (role, True)
    return None


def _total_role(
    before: str, after: str, *, is_sorting: bool, is_case: bool, is_of_several: bool
) -> tuple[str, bool] | None:
    done = _DONE.search(before)
    if (
        done
        and is_case
        and not before.endswith("全部办结:")
        and not _NOT_DONE.search(_OPENING.sub("", before[: done.start()]))
        and not re.match(r"^(?:复议|行政|工单|建议)", after)
    ):
        return ("done", before[done.start() :].startswith("答复"))
    if not _HEAD_NOUN.match(after) or "其中" in before or not (is_case or "申请" in before + after):
        return None
    on_request = _ON_REQUEST.search(before)
    if on_request and not is_sorting:
        return ("on_request", False)
    received = _RECEIVED.search(before)
    if received and not re.search(r"上年|下年|不予|不再|无法", before):
        if received["who"]:
            return ("column:person" if received["who"] == "自然人" else "column:enterprise", False)
        if received["verb"] in ("受理", "处理", "办理"):
            return ("accepted", False)
        return ("new" if received["verb"].startswith("新") else "received", False)
    if _SUM.search(before) and not is_of_several:
        return ("sum", False)
    return None
