"""Reads what the prose claims about figures that the official tables state too.

Each rule names a role and the words that must stand directly in front of the figure,
or directly behind it. What is not told without doubt is no claim: a count of one
channel, one month, other years, other organs, or of things that are no applications.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewer.checks.context import CheckContext
from reviewer.checks.data._clauses import Clause, Figure, Passage, read_passages
from reviewer.checks.data._composed import Composed, compose
from reviewer.checks.data._other_roles import act_role, dispute_role, document_role, fee_role, tied_role
from reviewer.checks.data._request_roles import RESULT_ROLES, is_of_one_channel, request_role
from reviewer.checks.data._zero_statements import find_zero_statements
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.regex import Regex

RELEVANT = Regex(
    r"[0-9]|[一二两三四五六七八九十百]+[余多]?[件条次份个项期家名人场]|申请|结转|复议|诉讼|新媒体|公众号|收费|规范性文件|规章"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of the prose with what it is said to count.

    Args:
        role: ``new``, ``carried_in`` …; see :mod:`reviewer.checks.data._claim_cells`.
        value: The figure; 0 for “未收到……申请”.
        span: The figure with its unit, or the words of a zero statement.
        words: The clause as written, for the reader.
        whole: The count whose part it is, for columns and results; empty if not told.
        is_approximate: Written with 余, 多, 近, 约.
        is_zero_statement: Said in words, without a figure.
        is_loose: The words allow a narrower reading, so that a difference is no proof.
        has_scope: The sentence speaks of carried-over applications or sums as well.
        block: Index of the paragraph.
        is_tied: The prose itself says that the figure is the table's.
        composed: What the classes of its words say, where no fixed wording told its role.
    """

    role: str
    value: Decimal
    span: Span
    words: str
    whole: str
    is_approximate: bool
    is_zero_statement: bool
    is_loose: bool
    has_scope: bool
    block: int
    is_tied: bool = False
    composed: Composed | None = None


_ABOUT_TABLES = Regex(r"申请|结转|复议|诉讼|规范性文件|规章|行政(?:许可|处罚|强制|事业性收费)|表中|上表|下表")
_COMPARED = Regex(r"(?:比|较|与)(?:上年|那年|同期)")
_FOREIGN = Regex(
    r"工单|12345|热线|诉求|留言|信箱|建议(?!书)|提案|咨询|投诉(?!类|申请)|来信|来电|来访|信访件|"
    r"举报(?!投诉|·)|公文|解读|培训|条信息|督办"
    r"|许可申请|(?<![局年共厅委])登记申请|补贴|救助|低保|工伤|贷款|专利|商标|仲裁|公证|援助|资助|认定申请|报名|公租|"
    r"廉租|公积金|护照|贴息|奖补|职称|招聘|审批件|查询(?!事项)"
)
_ABOUT_REQUESTS = Regex(
    r"(?:政府信息|信息|依申请|申请)公开|公开(?:政府信息)?的?申请|公开申请|依申请|结转|新收|自然人|申请人"
)
_DISPUTE = Regex(r"复议|诉讼|起诉|应诉")
_DOCUMENTS = Regex(r"规范性文件|规章(?!制度)")
_REQUESTS = Regex(r"申请(?!人不服|表|书|条件|强制|执行|仲裁)|新收|结转|依申请")
_RESULTS_NAMED = Regex(r"办结件|予以公开|不予公开|无法提供|不予处理")
_FEES = Regex(r"行政事业性收费|收费|信息处理费|应收|实收|收取")
_ACTS = Regex(r"行政(?:许可|处罚|强制)")
_ADMINISTRATION = Regex(
    r"(?:省|市|县|区|旗|州)(?:人民)?政府(?:办公[室厅])?(?:本级|直接|收到|受理|共?办理)|本级|直接收到"
)
_MAX_FRONT = 120  # characters in front of a clause that may say whose count it is
_EVERYWHERE = Regex(r"全[省市县区旗州盟]|各级|全系统|系统内|级行政机关")

_SCOPE = Regex(r"[含括]|连同|加上|转来|其中[^,;。]{0,12}结转|为本年新收|应办")


def read_claims(ctx: CheckContext, passages: Sequence[Passage]) -> list[Claim]:
    """Return the claims of the running text in order."""
    claims: list[Claim] = []
    for passage in passages:
        if _ABOUT_TABLES.search(passage.form) or topic_of_headings(ctx, passage.block):
            plain = list(_claims_of(ctx, passage))
            claims += plain
            claims += _composed_claims(ctx, passage, plain)
    return claims


def passages_of(ctx: CheckContext) -> tuple[Passage, ...]:
    """Return the paragraphs that speak of anything the tables state."""
    return tuple(read_passages(ctx.document, ctx.quantities, ctx.identity.year, RELEVANT))


def _claims_of(ctx: CheckContext, passage: Passage) -> Iterator[Claim]:
    topic = topic_of_headings(ctx, passage.block)
    about_requests = topic == "requests" or bool(_ABOUT_REQUESTS.search(passage.form))
    dispute_context = topic in ("dispute", "requests") or "信息公开" in passage.form or "依申请" in passage.form
    topics = _walk_topics(passage, topic)
    for zero in find_zero_statements(passage, topics):
        clause = passage.clauses[zero.clause]
        if not _is_own(ctx, passage, clause, None) or (zero.role in _REQUEST_ROLES and not about_requests):
            continue
        span = passage.raw(zero.start, zero.end)
        words = ctx.document.quote(span)
        yield Claim(zero.role, Decimal(0), span, words, "", False, True, zero.is_loose, False, passage.block)
    whole = ""
    whole_sentence = narrowed = -1
    for figure in passage.figures:
        clause = passage.clauses[figure.clause]
        at = topics[figure.clause]
        if figure.quantity.unit not in ("件", "件次", "起", "宗", "条", "份", "个", "项", "例", "次", "元"):
            continue
        if _RESULT_COUNTED.search(figure.before) and _AMONG.match(figure.after):
            narrowed = clause.sentence
        found: tuple[str, bool] | None = None
        if figure.quantity.unit == "元" and at != "fees":
            continue
        if at in ("requests", "foreign") and about_requests and _is_own(ctx, passage, clause, figure):
            found = request_role(figure, passage, clause, at)
        elif at == "dispute" and dispute_context and _is_own(ctx, passage, clause, figure):
            found = dispute_role(figure, passage, clause, whole)
        elif at == "documents" and _is_own(ctx, passage, clause, figure):
            found = document_role(figure, passage, clause)
        elif at == "acts" and _is_own(ctx, passage, clause, figure):
            found = act_role(figure, clause)
        elif at == "fees" and _is_own(ctx, passage, clause, figure):
            found = fee_role(figure, clause)
        tied = tied_role(figure, passage) if found is None or found[0].startswith("acts") else None
        found = tied or found
        if found is None:
            continue
        role, is_loose = found
        if role.startswith("column:") and narrowed == clause.sentence:
            continue  # 不予公开6件中，个人提出5件
        sentence = passage.sentences[clause.sentence]
        part = ":" in role or role in RESULT_ROLES
        yield Claim(
            role,
            figure.quantity.value,
            figure.quantity.span,
            _words(ctx, passage, figure.clause),
            whole if part and (whole_sentence == clause.sentence or role.startswith("dispute")) else "",
            figure.quantity.is_approximate,
            False,
            is_loose,
            bool(_SCOPE.search(sentence)),
            passage.block,
            tied is not None,
        )
        if not part and role != "carried_any":
            whole, whole_sentence = role, clause.sentence


def _composed_claims(ctx: CheckContext, passage: Passage, plain: Sequence[Claim]) -> Iterator[Claim]:
    """Yield what the classes of words tell of figures and clauses that no fixed wording claims."""
    heading = topic_of_headings(ctx, passage.block)
    topics = _walk_topics(passage, heading)
    about_requests = heading in ("requests", "dispute") or bool(_ABOUT_REQUESTS.search(passage.form))
    for found in compose(passage, topics, heading):
        clause = passage.clauses[found.clause]
        if any(found.span.overlaps(claim.span) for claim in plain) or not _is_own(ctx, passage, clause, found.figure):
            continue
        if (
            found.topic == "foreign"
            or is_of_one_channel(passage, clause)
            or (found.topic in ("requests", "dispute") and not about_requests)
        ):
            continue
        yield Claim(
            f"composed:{sorted((name, *sorted(found.meaning[name])) for name in found.meaning.marks)}",
            found.value,
            found.span,
            _words(ctx, passage, found.clause),
            "",
            found.is_approximate,
            found.is_zero,
            True,
            False,
            passage.block,
            False,
            found,
        )


_RESULT_COUNTED = Regex(r"(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)(?:的)?(?:申请)?(?:共)?$")
_AMONG = Regex(r"^(?:的?申请)?(?:中|里|当中|里面)$")
_REQUEST_ROLES = frozenset(("new", "carried_in", "carried_out", "carried_any"))


def topic_of_headings(ctx: CheckContext, block: int) -> str | None:
    """Return what the headings above a paragraph say it is about."""
    start = ctx.document.blocks[block].span.start
    section = ctx.document.section_at(start)
    while section is not None:
        words = fold(ctx.document.quote(section.heading.heading_span or section.heading.span))
        if _DISPUTE.search(words):
            return "dispute"
        if "依申请" in words or "处理政府信息公开申请" in words:
            return "requests"
        section = ctx.document.sections[section.parent] if section.parent is not None else None
    return None


def _walk_topics(passage: Passage, start: str | None) -> list[str | None]:
    """Return what each clause is about; one without cue words goes on with the clause before."""
    topics: list[str | None] = []
    topic = start
    for clause in passage.clauses:
        text = clause.text
        about = bool(re.search(r"(?:信息公开|公开|依)申请|申请公开", text))
        if _FOREIGN.search(text) and not about and "结转" not in text:
            topic = "foreign"
        elif _DISPUTE.search(text):
            topic = "dispute"
        elif _DOCUMENTS.search(text):
            topic = "documents"
        elif _FEES.search(text):
            topic = "fees"
        elif _REQUESTS.search(text) or (start == "requests" and _RESULTS_NAMED.search(text)):
            topic = "requests"
        elif _ACTS.search(text) and not re.search(r"执法案卷|行政查询", text):
            topic = "acts"
        topics.append(topic)
    return topics


def _is_own(ctx: CheckContext, passage: Passage, clause: Clause, figure: Figure | None) -> bool:
    """Tell whether a clause speaks of the issuer's own count of the whole report year."""
    text = clause.text
    if _is_about_another_year(passage, clause, figure):
        return False
    if figure and (_COMPARED.search(figure.before) or (not figure.before and re.match(r"以[上下内外]", figure.after))):
        return False
    if ctx.identity.is_government:
        return not _ADMINISTRATION.search(text)
    if ctx.identity.departments and ctx.identity.departments[0] in ("gov_office", "government"):
        return not re.search(r"各部门|各乡镇|各单位", text)
    front = passage.form[max(0, clause.start - _MAX_FRONT) : clause.start]
    opening = max(front.rfind(mark) for mark in "。;!?")
    return not _EVERYWHERE.search(front[opening + 1 :] + text)


_YEAR_WORD = Regex(
    r"(?<![比较与同])(?:本年|(?P<other>上年|那年)(?=(?:[度共,]|全年)*(?:新收|收到|受理|接收|办理|办结|答复)))"
)


def _is_about_another_year(passage: Passage, clause: Clause, figure: Figure | None) -> bool:
    """Tell whether the last year named in the sentence, up to the figure, is another one: 上年新收8件，办结6件."""
    sentence = passage.sentences[clause.sentence]
    upto = sentence.find(clause.text) if clause.text else -1
    front = sentence[: max(upto, 0)]
    years = [match["other"] for match in _YEAR_WORD.finditer(front)]
    if not years or years[-1] is None:
        return False
    return figure is not None and "本年" not in clause.text and not re.search(r"结转|新收", figure.before)


def _words(ctx: CheckContext, passage: Passage, index: int) -> str:
    """Return a clause as written."""
    start = passage.clauses[index].start
    end = passage.clauses[index + 1].start - 1 if index + 1 < len(passage.clauses) else len(passage.form)
    return ctx.document.quote(passage.raw(start, end)) if end > start else ""
