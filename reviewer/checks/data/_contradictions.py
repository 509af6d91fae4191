"""Statements of one draft that cannot both be true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reviewer.checks.data._claim_cells import readings_of
from reviewer.checks.data._claims import Claim
from reviewer.checks.data._clauses import Passage
from reviewer.checks.evidence import Term
from reviewer.document.span import Span
from reviewer.knowledge.table_schemas import TableKey
from reviewer.knowledge.tables import MappedCell, MappedTable
from reviewer.regex import Regex

_NO_ACCOUNT = Regex(
    r"(?:未|没有|尚未|暂未)(?:开设|开通|建立|注册|运营)(?:任何)?(?:官方|政务|的)*(?P<kind>新媒体|"
    r"微信公众号|公众号|微博|抖音|视频号)"
)
_POSTED = Regex(
    r"(?P<kind>新媒体|微信公众号|公众号|微博|抖音|视频号|微信)(?:平台|账号|号|上|等|渠道|累计|共|本年|各类|的|"
    r"政府|政务|信息|发布|推送|公开|更新|主动|:)*$"
)
_OTHERS_ACCOUNT = Regex(r"政府|上级|融媒|依托|借助|转载|省|市局|县|区|兄弟|宣传部|街道|乡镇")
_SHARED_ACCOUNT = Regex(r"发布|融媒|政务|新闻|广播|电视|日报|网信")  # the place's, not the organ's
_ALL_DONE = Regex(r"^(?:申请|信息|上述|所有|以上|均|已)*全部[^,;。]{0,12}(?:办结|办理完毕|处理完毕|答复完毕)$")
_NO_FEE = Regex(
    r"(?:未|没有)(?:向[^,;。]{0,14})?(?:收取|产生|发生|发出)[^,;。]{0,14}信息处理费|"
    r"未收取(?:任何)?信息处理费|信息处理费(?:为零|收取[^,;。]{0,4}为零)"
)
_NOTICES = Regex(r"(?:收费)?通知(?:书)?(?:共)?$")
_CHARGED = Regex(r"(?:总?金额|总额|应收(?:总)?(?:金额|费用)?|通知收费[^,]{0,4})(?:共|为|合计)*$")
_RECEIVED = Regex(r"(?:实际收取|实际收到|实收|收取|实际缴纳)(?:总?金额|费用|信息处理费|为|共|了|的)*$")
_TOTAL_DISCLOSED = Regex(
    r"^(?:本年|我[局委办厅镇乡街]|本机关|共|累计|合计|总计|一共)*主动公开(?:各类|的)?(?:政府|"
    r"政务)?信息(?:共|共计|累计|总数|总计|达到?|为|数)*$"
)
_TRAINED = Regex(
    r"^(?:本年|共|累计|组织|开展|举办)*(?:政府信息公开|政务公开|信息公开)(?:工作|业务|专题)*培训(?:班|"
    r"会|活动)?(?:共|累计)*$"
)

_ONCE: dict[str, str] = {
    "new": "本年新收申请",
    "received": "本年新收申请",
    "carried_in": "上年结转",
    "carried_out": "结转下年度",
    "done": "办结",
    "dispute_review": "行政复议",
    "dispute_lawsuit": "行政诉讼",
    "issued:normative_documents": "本年制发规范性文件",
    "in_force:normative_documents": "现行有效规范性文件",
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot all be true.

    Args:
        span: The later or the stranger one.
        message: What is wrong, in Chinese.
        formula: What should hold, in words.
        left: What its left side comes to.
        right: What its right side comes to.
        terms_left: The figures and words that the left side stands on.
        terms_right: Those of the right side.
        certainty: How sure the reading is.
    """

    span: Span
    message: str
    formula: str
    left: Decimal
    right: Decimal
    terms_left: tuple[Term, ...]
    terms_right: tuple[Term, ...]
    certainty: Literal["likely", "possible"] = "likely"


def sum_of(terms: Iterable[Term]) -> Decimal:
    """Return what terms come to, words without a figure counted as nothing."""
    return sum((term.sign * (term.value or Decimal(0)) for term in terms), Decimal(0))


def cell_term(cell: MappedCell, sign: int = 1) -> Term:
    """Return a cell of a table as a term of a calculation."""
    return Term(cell.name, cell.number, cell.text, cell.span, sign)


def find_contradictions(
    passages: Sequence[Passage], claims: Sequence[Claim], tables: Mapping[TableKey, MappedTable], place: str
) -> Iterator[Contradiction]:
    """Yield what a draft says one way here and another way there, in order of kind."""
    text = passages[0].source if passages else ""
    yield from _same_count_twice(text, claims, tables)
    yield from _balance(text, claims, tables)
    yield from _all_done_but_carried(passages, claims)
    yield from _accounts(passages, place)
    yield from _fees(passages)
    yield from _totals_twice(passages)


def _claim_term(text: str, claim: Claim, label: str) -> Term:
    return Term(label, claim.value, text[claim.span.start : claim.span.end], claim.span)


def _same_count_twice(
    text: str, claims: Sequence[Claim], tables: Mapping[TableKey, MappedTable]
) -> Iterator[Contradiction]:
    """Compare repeated counts; where a table states the count, each was compared with it."""
    first: dict[str, Claim] = {}
    for claim in claims:
        name = _ONCE.get(claim.role)
        if name is None or claim.is_approximate or claim.is_loose or claim.has_scope or readings_of(claim, tables):
            continue
        earlier = first.setdefault(name, claim)
        if earlier.value != claim.value:
            yield Contradiction(
                claim.span,
                f"{name}的件数前后不一：前面为{earlier.value}，这里为{claim.value}",
                f"{name}的件数前后相同",
                claim.value,
                earlier.value,
                (_claim_term(text, claim, "这里"),),
                (_claim_term(text, earlier, "前面"),),
            )


def _balance(text: str, claims: Sequence[Claim], tables: Mapping[TableKey, MappedTable]) -> Iterator[Contradiction]:
    """Test 新收＋上年结转＝办结＋结转下年 on the prose of a draft without table two."""
    if "requests" in tables:
        return
    found: dict[str, Claim] = {}
    for claim in claims:
        role = "new" if claim.role == "received" else claim.role
        if not claim.is_approximate and not claim.is_loose and not claim.has_scope:
            found.setdefault(role, claim)
    if not {"new", "carried_in", "done", "carried_out"} <= found.keys():
        return
    blocks = {found[role].block for role in ("new", "carried_in", "done", "carried_out")}
    left = found["new"].value + found["carried_in"].value
    right = found["done"].value + found["carried_out"].value
    if len(blocks) == 1 and left != right:
        yield Contradiction(
            found["done"].span,
            f"新收与上年结转之和为{left}，办结与结转下年之和为{right}，两者不等",
            "新收＋上年结转＝办结＋结转下年",
            left,
            right,
            (_claim_term(text, found["new"], "新收"), _claim_term(text, found["carried_in"], "上年结转")),
            (_claim_term(text, found["done"], "办结"), _claim_term(text, found["carried_out"], "结转下年")),
        )


def _all_done_but_carried(passages: Sequence[Passage], claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Test 结转下年度1件，申请全部办理完毕."""
    carried = {
        claim.span: claim
        for claim in claims
        if claim.role == "carried_out" and claim.value and not claim.is_approximate
    }
    for passage in passages if carried else ():
        for figure in passage.figures:
            claim = carried.get(figure.quantity.span)
            if claim is None:
                continue
            sentence = passage.clauses[figure.clause].sentence
            for clause in passage.clauses[figure.clause + 1 :]:
                if clause.sentence != sentence:
                    break
                if _ALL_DONE.search(clause.text) and not re.search(r"其余|除|上年|已到期|应", clause.text):
                    span = passage.raw(clause.start, min(clause.start + len(clause.text), len(passage.form)))
                    yield Contradiction(
                        span,
                        f"前后矛盾：前面写结转下年度{claim.value}件，这里又写全部办结",
                        "全部办结，则结转下年＝0",
                        claim.value,
                        Decimal(0),
                        (passage.term(figure, "结转下年"),),
                        (passage.words("这里", span),),
                    )
                    break


def _accounts(passages: Sequence[Passage], place: str) -> Iterator[Contradiction]:
    denied: list[tuple[str, Term]] = []
    for passage in passages:
        for match in _NO_ACCOUNT.finditer(passage.form):
            span = passage.raw(match.start(), match.end())
            denied.append((match["kind"], passage.words("这里", span, Decimal(0))))
    if not denied:
        return
    for passage in passages:
        for figure in passage.figures:
            posted = _POSTED.search(figure.before)
            clause = passage.clauses[figure.clause].text
            if posted is None or not figure.quantity.value or _OTHERS_ACCOUNT.search(clause):
                continue
            name = _account_name(passage, figure.clause)
            if name and (not (len(place) > 1 and place[:2] in name) or _SHARED_ACCOUNT.search(name)):
                continue  # another organ's account
            for kind, said in denied:
                if kind == "新媒体" or posted["kind"][-2:] in kind:
                    assert said.span is not None
                    yield Contradiction(  # a count tells more than a denial, which is easily left standing
                        said.span,
                        f"前后矛盾：这里写没有开设{kind}，另一处写通过{posted['kind']}发布信息",
                        f"没有开设{kind}，则发布数＝0",
                        Decimal(0),
                        figure.quantity.value,
                        (said,),
                        (passage.term(figure),),
                    )
                    break


def _account_name(passage: Passage, index: int) -> str:
    """Return the name in quotation marks in front of a clause; empty if there is none."""
    return passage.clauses[index - 1].text if index and passage.clauses[index].mark == '"' else ""


def _fees(passages: Sequence[Passage]) -> Iterator[Contradiction]:
    denied: Term | None = None
    received: list[Term] = []
    for passage in passages:
        if "信息处理费" not in passage.form and "收费通知" not in passage.form:
            continue
        match = _NO_FEE.search(passage.form)
        if match and denied is None:
            denied = passage.words("另一处", passage.raw(match.start(), match.end()), Decimal(0))
        stated: dict[str, Term] = {}
        for figure in passage.figures:
            words = figure.before
            if figure.quantity.unit == "元":
                if _RECEIVED.search(words):
                    stated.setdefault("received", passage.term(figure, "实际收取"))
                elif _CHARGED.search(words):
                    stated.setdefault("charged", passage.term(figure, "总金额"))
            elif figure.quantity.unit in ("件", "份", "笔", "次") and _NOTICES.search(words):
                stated.setdefault("notices", passage.term(figure, "收费通知"))
        charged, notices = stated.get("charged"), stated.get("notices")
        if "received" in stated:
            received.append(stated["received"])
            if charged is not None and sum_of([stated["received"]]) > sum_of([charged]):
                yield _fee(
                    stated["received"],
                    charged,
                    f"信息处理费实际收取{stated['received'].value}元，多于收费通知总金额{charged.value}元",
                    "实际收取≤收费通知总金额",
                )
        if notices is not None and not notices.value and charged is not None and charged.value:
            yield _fee(charged, notices, f"收费通知为0件，总金额却为{charged.value}元", "没有收费通知，则总金额＝0")
    for own in received:
        if denied is not None and own.value:
            message = f"前后矛盾：一处写未收取信息处理费，这里写收取{own.value}元"
            yield _fee(own, denied, message, "未收取，则实际收取＝0")


def _fee(here: Term, other: Term, message: str, formula: str) -> Contradiction:
    assert here.span is not None
    return Contradiction(here.span, message, formula, sum_of([here]), sum_of([other]), (here,), (other,))


def _totals_twice(passages: Sequence[Passage]) -> Iterator[Contradiction]:
    """Compare counts that tables do not state, where both places speak of the whole year and no channel."""
    for pattern, units, name in (
        (_TOTAL_DISCLOSED, ("条", "件"), "主动公开政府信息的数量"),
        (_TRAINED, ("次", "期", "场"), "信息公开培训的次数"),
    ):
        first: tuple[Term, int] | None = None
        for passage in passages:
            for figure in passage.figures:
                clause = passage.clauses[figure.clause]
                if not pattern.match(figure.before) or figure.quantity.unit not in units or clause.mark == "、":
                    continue
                if figure.quantity.is_approximate or "本年" not in passage.sentences[clause.sentence]:
                    continue
                if first is None:
                    first = (passage.term(figure, "前面"), passage.block)
                elif figure.quantity.value != first[0].value and passage.block != first[1]:
                    yield Contradiction(
                        figure.quantity.span,
                        f"{name}前后不一：前面为{first[0].value}，这里为{figure.quantity.value}",
                        f"{name}前后相同",
                        figure.quantity.value,
                        sum_of([first[0]]),
                        (passage.term(figure, "这里"),),
                        (first[0],),
                        "possible",
                    )
