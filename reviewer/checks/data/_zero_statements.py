"""Reads statements in words that nothing happened: 未收到申请, 无结转, 未发生复议."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.checks.data._clauses import Passage
from reviewer.regex import Regex

_NOT = r"(?:未曾|从未|未有|未|没有|无)"
_NEW = Regex(
    rf"(?:{_NOT}|没(?=收到|接到))(?:再)?(?:收到|接到|受理|接收|接获|新收|收取)?(?:过|到)?(?:[一1][件份起]|任何|公民|·|法人|和|或者|或|及|"
    rf"与|者|其[他它]组织|个人|社会|群众|公众|自然人"
    r"|通过各种渠道|提出|提交|递交|关于|有关|要求|书面|向我[局委办厅镇乡街]|向本机关|的)*+"
    r"(?:依申请公开(?:政府信息)?|政府信息依申请公开|政府信息公开|信息公开|公开政府信息|"
    r"申请公开)(?:方面)?(?:的)?(?:书面)?(?:申请|信息|事项|件|$)"
    r"(?!人|表|书|渠道|工作|行政|复议|逾期|超期|引发|办理|及时|答复|受理)"
)
_NOT_NEW = Regex(r"下属|所属|月|季度|上年|半年|网上|邮件|传真|乡镇|重复|不符合|无正当|投诉|转来|那年|因")
_IN = Regex(
    rf"{_NOT}(?:从|有|存在)?上年(?:度)?(?:的)?(?:结转|转来|遗留|接转)|上年(?:度)?(?:亦|也|"
    rf"均)?{_NOT}(?:有)?(?:任何)?结转|不存在上年结转"
)
_OUT = Regex(
    rf"(?:{_NOT}|不存在)(?:有|需|需要)?(?:结转|转入|转到|延至|转|办结而)(?:至|到|入)?下年|"
    rf"{_NOT}(?:申请)?跨年|下年{_NOT}结转"
)
_EITHER = Regex(rf"(?:{_NOT}|未发生|不存在)(?:跨年)?结转(?!.{{0,4}}(?:上年|下年))")
_ALL_DONE = Regex(
    r"(?:全部|均已|都已|均)(?:已)?(?:按期|按时|依法|如期|在本年|本年|在法定期限内|在规定期限内|"
    r"及时)*(?:办结|办理完毕|处理完毕|办毕)"
)
_NOT_ALL_DONE = Regex(r"除|结转|剩余|其余|另|尚|以外|之外|转入|转至|延至|下年|余下|未办结|正在|到期")
_DISPUTE = Regex(
    rf"(?:{_NOT}|不存在)(?:发生|出现|收到|产生|引发|引起|涉及|被|"
    rf"有)?(?P<about>[^,;。]{{0,28}}?)(?P<what>(?:行政)?复议(?P<both>(?:·|和|或者|或|及|以及|与)?(?:被|"
    rf"提起|申请)*(?:行政)?诉讼)?|行政诉讼)"
    r"(?P<tail>[^,;。]{0,14})"
)
_DISPUTE_LATE = Regex(
    r"(?P<what>(?:行政)?复议(?P<both>(?:·|和|或者|或|及|以及|与)?(?:被|提起|申请)*(?:行政)?诉讼)?|"
    r"行政诉讼)(?:案件|情况|事项)?(?:均|都)?(?:未发生|没有发生|未出现|均无|为零)"
)
_NOT_DISPUTE = Regex(
    r"纠正|败诉|维持|审结|撤销|上年|遗留|结转|规范|制度|听证|渠道|申请人|当事人|直接起诉|复议后|"
    r"未经复议|期限|部门|答复|因案|新发生|不服|单位|下属|所属|逾期|渎职"
)
_APPLICANT = Regex(r"申请人|当事人|不服|原告")  # “申请人不服答复，未提起诉讼”
_DOCUMENTS = Regex(
    rf"{_NOT}(?:新)?(?:制发|制定|出台|印发|制作|制订|新发)(?:过)?(?:·|和|及|或|或者)?(?:修改|废止|"
    rf"发布)?(?:任何)?(?:的)?(?:行政)?规范性文件(?!制定|制发|的?权|审|备)"
)
_NOT_DOCUMENTS = Regex(r"政府(?:办公室)?(?:名义)?(?:未|没)|职权|权限|违法|违规|清单")


@dataclass(frozen=True, slots=True)
class ZeroStatement:
    """Words that say that a count is 0.

    Args:
        role: As of a claim.
        start: In the passage's form.
        end: In the passage's form, exclusive.
        clause: Index of its clause.
        is_loose: The words allow another reading.
    """

    role: str
    start: int
    end: int
    clause: int
    is_loose: bool


def find_zero_statements(passage: Passage, topics: list[str | None]) -> Iterator[ZeroStatement]:
    """Yield the statements of a paragraph that nothing was received, carried over, disputed or issued."""
    for index, clause in enumerate(passage.clauses):
        text = clause.text
        if not text or not re.search(r"未|没有|无|不存在|全部|均|都已|零", text):
            continue
        stop = clause.start + len(text)
        if stop > len(passage.form) or passage.form[clause.start : stop] != text:
            stop = passage.clauses[index + 1].start - 1 if index + 1 < len(passage.clauses) else len(passage.form)
        place = (clause.start, max(stop, clause.start + 1), index)
        topic = topics[index]
        if topic in ("requests", "dispute") and _NEW.search(text) and not _NOT_NEW.search(text):
            yield ZeroStatement("new", *place, False)
        elif topic == "requests" and _IN.search(text):
            yield ZeroStatement("carried_in", *place, False)
        elif topic == "requests" and _OUT.search(text):
            yield ZeroStatement("carried_out", *place, False)
        elif topic == "requests" and _EITHER.search(text):
            yield ZeroStatement("carried_any", *place, False)
        elif topic == "requests" and _ALL_DONE.search(text):
            if not _NOT_ALL_DONE.search(_around(passage, index)):
                yield ZeroStatement("carried_out", *place, True)
        elif topic == "dispute":
            before = passage.clauses[index - 1] if index else clause
            if before.sentence != clause.sentence or not _APPLICANT.search(before.text):
                yield from _disputes(text, place)
        elif topic == "documents" and _DOCUMENTS.search(text) and not _NOT_DOCUMENTS.search(text):
            yield ZeroStatement("issued:normative_documents", *place, False)


def _around(passage: Passage, index: int) -> str:
    """Return the words of a clause's sentence and the two sentences behind it."""
    first = passage.clauses[index].sentence
    return "".join(passage.sentences.get(number, "") for number in range(first, first + 2))


def _disputes(text: str, place: tuple[int, int, int]) -> Iterator[ZeroStatement]:
    match = _DISPUTE.search(text) or _DISPUTE_LATE.search(text)
    if match is None or _NOT_DISPUTE.search(text) or text.startswith(("后", "遂")):
        return
    what = match["what"]
    if "复议" in what:
        yield ZeroStatement("dispute_review", *place, False)
    if "诉讼" in what or match["both"]:
        yield ZeroStatement("dispute_lawsuit", *place, False)
