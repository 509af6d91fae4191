"""Roles of figures in prose about reviews, lawsuits, documents and decisions."""

from __future__ import annotations

import re

from reviewer.checks.data._clauses import Clause, Figure, Passage
from reviewer.checks.data._words import read_words
from reviewer.regex import Regex

_COUNT = r"(?:共计|合计|总计|累计|总数|数量|共有|共|总|数|为|是|有|计|:|约|近|的)*+$"
_NOT_OWN_DISPUTE = Regex(
    r"受理|审理|(?<!未)审结|办理|办结|听证|审查|代理|应诉|指导|结案|调解|上年|下年|遗留|那年|新发生|"
    r"新增|近[两三四五]年|累计|其余|以来|12345|群众|撤回|终止"
    r"|增加|减少|增长|下降|同比|全[省市县区州旗]系统|各县|各区"
)
_REVIEW = Regex(r"(?:行政)?复议(?:案件|申请|案|事项)?(?:的)?" + _COUNT)
_REVIEW_AFTER = Regex(r"^(?:的)?(?:政府信息公开|信息公开)?(?:行政)?复议(?:案件|申请|案)?$")
_LAWSUIT = Regex(r"(?:行政)?诉讼(?:案件|案)?(?:的)?" + _COUNT)
_LAWSUIT_AFTER = Regex(r"^(?:的)?(?:政府信息公开|信息公开)?行政诉讼(?:案件|案)?$")
_BOTH = Regex(r"复议(?:·|和|及|与|或|以及)(?:被)?(?:提起)?(?:行政)?诉讼(?:案件|案)?" + _COUNT)
_DIRECT = Regex(r"(?:未经复议)?直接(?:提起)?(?:行政)?(?:起诉|诉讼)(?:的)?(?:案件)?" + _COUNT)
_AFTER = Regex(r"复议后(?:提起)?(?:行政)?(?:起诉|诉讼)(?:的)?(?:案件)?" + _COUNT)
_OUTCOMES = (
    (
        "upheld",
        Regex(
            r"^(?:其中|结果|复议|机关|法院|人民法院|判决|裁定|决定|均|被|,|为|:)*(?:结果)?维持(?:的|原答复|原决定)?$"
        ),
    ),
    ("corrected", Regex(r"^(?:其中|结果|复议|机关|法院|判决|决定|被|,|为|:)*(?:结果)?纠正(?:的)?$")),
    ("other", Regex(r"^(?:其中|,|作|作出|为)*其他(?:结果|处理)(?:的)?$")),
    ("pending", Regex(r"^(?:其中|,|有|至年底|年底|截至年末|截至年底|尚有)*(?:尚|仍)?未审结(?:的)?$")),
)


def dispute_role(figure: Figure, passage: Passage, clause: Clause, whole: str) -> tuple[str, bool] | None:
    """Return what a figure counts in a clause about reviews or lawsuits; None if that is open."""
    before, after = figure.label or figure.before, figure.after
    sentence = passage.sentences[clause.sentence]
    if _NOT_OWN_DISPUTE.search(clause.text) or ("其中" in before and not whole):
        return None
    if re.search(r"未审结|未结案?|维持|纠正", before) and re.search(r"复议|诉讼", before):
        return None  # one result of several
    if _AFTER.search(before):
        return ("dispute_after", False)
    if _DIRECT.search(before):
        return ("dispute_direct", False)
    if after and not re.match(r"^(?:,|的?(?:政府信息公开|信息公开)?(?:行政)?(?:复议|诉讼)|[均为系])", after):
        return None
    if _BOTH.search(before):
        return ("dispute_all", False)
    if _LAWSUIT.search(before) or (_LAWSUIT_AFTER.match(after) and _is_plain(before)):
        # “行政诉讼1件，为复议后起诉” counts one way of going to court alone or both: the same here.
        return ("dispute_lawsuit", "申请人" in clause.text)
    if _REVIEW.search(before) or (_REVIEW_AFTER.match(after) and _is_plain(before)):
        loose = "申请人" in sentence or not re.search(r"信息公开|被申请|依申请", passage.form)
        return ("dispute_review", loose)
    for outcome, pattern in _OUTCOMES:
        if whole.startswith("dispute_") and pattern.match(before) and not after:
            return (f"outcome:{outcome}", True)
    return None


def _is_plain(before: str) -> bool:
    return bool(
        re.match(
            r"^(?:本年|我[局委办厅镇乡]|本机关|共|发生|引发|收到|被提起|被申请|有|涉及|,|因政府信息公开|"
            r"全[省市县区])*$",
            before,
        )
    )


_ISSUED = Regex(
    r"(?:制发|制定|印发|出台|制作|新制|新发|制订)(?:并(?:全部)?(?:公开|公布|发布)了?)?(?:了|"
    r"的|件数|数量)?(?P<kind>(?:行政)?规范性文件|规章)?" + _COUNT
)
_REPEALED = Regex(r"(?:废止)(?:了|的|件数|数量)?(?P<kind>(?:行政)?规范性文件|规章)?" + _COUNT)
_IN_FORCE = Regex(
    r"(?:现行有效|继续有效|现存有效|仍然?有效|(?:年末|年底|期末)有效)(?:的|件数|数量)?(?P<kind>(?:行政)?规范性文件|规章|文件)?"
    + _COUNT
)
_PUBLISHED = Regex(r"新公开(?:的)?(?P<kind>(?:行政)?规范性文件|规章)?" + _COUNT)
_PUBLIC_TOTAL = Regex(
    r"对外公[开布](?:的)?(?P<kind>(?:行政)?规范性文件|规章)?(?:总数|总数量|总量|总计|累计|共|数量|为|有)+$"
)
_AMENDED = Regex(r"修改|修订|失效")
_NOT_OWN_DOCUMENT = Regex(
    r"失效|修改|修订|起草|审核|审查|备案|送审|汇编|转发|承接|划转|梳理|集中公开|报送|征求意见|参与|"
    r"以来|历年|那年|上年|下年|名义|代|以前|之前|清理出|专项|其中"
    r"|建议|公开规范性文件|主动公开|解读|编入|收录|录入|增加|减少|遗留|规范性文件以外|原"
)


def document_role(figure: Figure, passage: Passage, clause: Clause) -> tuple[str, bool] | None:
    """Return what a figure counts in a clause about normative documents; None if that is open."""
    before = figure.label or figure.before
    sentence = passage.sentences[clause.sentence]
    in_front = (clause.text.partition(figure.before)[0] if figure.before else "") + before
    if _NOT_OWN_DOCUMENT.search(in_front) or re.search(r"以(?:外|上|内)|中$|失效|备案审查|名义", figure.after):
        return None
    if not re.match(r"[均都全已并]", figure.after) and not read_words(figure.after).is_known:
        return None
    loose = bool(re.search(r"清理|梳理|由我[局委办]|承接|合并|原县|原区|原市", sentence))
    for role, pattern in (
        ("public_total", _PUBLIC_TOTAL),
        ("published", _PUBLISHED),
        ("in_force", _IN_FORCE),
        ("issued", _ISSUED),
        ("repealed", _REPEALED),
    ):
        match = pattern.search(before)
        if match is None:
            continue
        if role in ("issued", "repealed") and _AMENDED.search(sentence):
            return None  # what was amended counts as issued in some places and not in others
        kind = match["kind"] or _nearest_kind(sentence, clause.text)
        if role == "issued" and "有效" in figure.after:  # “制发的3件规范性文件继续有效”
            return (f"in_force:{'rules' if kind.endswith('规章') else 'normative_documents'}", loose)
        return (f"{role}:{'rules' if kind.endswith('规章') else 'normative_documents'}", loose)
    return None


_ACT = Regex(
    r"(?:作出|办理|办结|实施|下达)(?:各类|的)*行政(?P<kind>许可|处罚|强制)(?:决定书?|措施|案件|事项)?" + _COUNT
)
_ACT_ROWS = {"许可": "licences", "处罚": "penalties", "强制": "coercion"}
_NOT_OWN_ACT = Regex(r"公示|公开|其中|典型|上年|那年|月|季度|全[省市县区州旗]|增加|减少|下降|增长|网上|听证|信息")


def act_role(figure: Figure, clause: Clause) -> tuple[str, bool] | None:
    """Return which row of table one counts the decisions that a clause counts; None if that is open."""
    match = _ACT.search(figure.before)
    if match is None or _NOT_OWN_ACT.search(clause.text) or figure.after:
        return None
    return (f"acts:{_ACT_ROWS[match['kind']]}", True)


_FEE = Regex(r"行政事业性收费(?:收入|金额|总额|合计|共计|共|收取|征收|为|计|是|的)*$")


def fee_role(figure: Figure, clause: Clause) -> tuple[str, bool] | None:
    """Return the role of an amount said to be what the organ charged in fees; None for any other."""
    if figure.quantity.unit != "元" or _NOT_OWN_ACT.search(clause.text) or "减免" in clause.text:
        return None
    return ("fees:fees", True) if _FEE.search(figure.before) else None


_TIED = Regex(r"与[^,;。]{0,16}表[^,;。]{0,24}(?:一致|相符|相同|吻合)|(?:见|如)(?:上|下)表")
_TIED_ROWS = (
    (r"许可", "acts:licences"),
    (r"处罚", "acts:penalties"),
    (r"强制", "acts:coercion"),
)


def tied_role(figure: Figure, passage: Passage) -> tuple[str, bool] | None:
    """Return the role of a figure of which the next clause says that it agrees with the table's."""
    following = passage.clauses[figure.clause + 1] if figure.clause + 1 < len(passage.clauses) else None
    if following is None or following.sentence != passage.clauses[figure.clause].sentence or figure.after:
        return None
    if not _TIED.search(following.text) or any(f.clause == figure.clause + 1 for f in passage.figures):
        return None
    return next(((role, False) for words, role in _TIED_ROWS if re.search(words, following.text)), None)


def _nearest_kind(sentence: str, clause: str) -> str:
    before = sentence[: sentence.find(clause) + len(clause)]
    return "规章" if before.rfind("规章") > before.rfind("规范性文件") else "规范性文件"
