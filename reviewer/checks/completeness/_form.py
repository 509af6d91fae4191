"""What the form asks of the whole: a title of its kind, today's headings, a period, a basis, publication in time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.checks.base import Severity, Suggestion
from reviewer.checks.completeness._fault import Fault
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import AbsenceEvidence, QuoteEvidence
from reviewer.document.model import Section
from reviewer.document.span import Span
from reviewer.knowledge.sections import heading_words
from reviewer.regex import Regex

_FIRST_YEAR = 2019
_LEAST_PARTS = 5
_SUMMARY_TITLE = Regex(r"总结")
_OTHER_SUBJECT = Regex(r"政务公开(?:工作)?(?=[^。]{0,8}(?:报告|年报|总结))")
_YEAR_AND_WORD = Regex(r"20\d\d\s?年度?")
_OLD_HEADINGS: tuple[tuple[Regex, str], ...] = (
    (Regex(r"概述|概况"), "总体情况"),
    (
        Regex(
            r"(?:政府信息公开(?:工作)?的?|依申请公开(?:政府信息)?的?)?(?:收费|费用)(?:情况)?(?:及|和|与|、)?减免(?:的)?情况|支出(?:与|和|及)收费情况|(?:政府)?支出情况|人员(?:和|及|与)?经费情况"
        ),
        "其他需要报告的事项",
    ),
    (Regex(r"(?:政府信息公开)?(?:咨询处理|咨询)(?:的)?情况"), ""),
    (
        Regex(r"附表(?:[：:].*)?|(?:附表)?[：:]?(?:20\d\d年(?:度)?)?政府信息公开(?:工作)?情况统计表(?:（附后）)?"),
        "",
    ),
)
_OLD_LINE = Regex(r"^\s*附表?\d?[：:、]\s*(?:20\d\d年(?:度)?)?政府信息公开(?:工作)?(?:情况)?统计表\s*$", re.MULTILINE)
_PERIOD = Regex(
    r"1\s*月\s*1\s*日[^。\n]{0,16}12\s*月\s*31\s*日|(?:统计|数据|时限|期限|起止|截[至止])[^。\n]{0,36}(?:20\d\d\s*年|1\s*月|12\s*月)|(?:统计|数据)的?(?:期限|时限|时段|周期)[^。\n]{0,4}(?:[自从]|[为是：:]\s*20)|12\s*月\s*31\s*日|20\d\d[.\-/]0?1[.\-/]0?1"
)
_BASIS = Regex(
    r"条例[》）〉]?|信息公开(?:办法|规定)》|报告格式|(?:国办公开办|办公)[^。]{0,4}函|(?:关于|要求|通知)[^。\n]{0,40}(?:年度报告|年报)[^。\n]{0,20}(?:通知|要求|规定)"
)
_TAIL = 400
_DATE_LINE = Regex(r"[\s(（]*(?P<year>20\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日[\s)）]*")
_PUBLISHED = Regex(r"(?P<year>20\d\d)\s*[年\-/.]\s*(?P<month>\d{1,2})\s*[月\-/.]\s*(?P<day>\d{1,2})日?")
_TAIL_BLOCKS = 4
_WORK_DUE, _GOVERNMENT_DUE = (1, 31), (3, 31)
_IDENTITY_NUMBER = Regex(
    r"(?<![\dA-Za-z])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MOBILE = Regex(r"(?<![\d\-])1[3-9]\d{9}(?!\d)")
_CITIZEN = Regex(r"申请人|当事人|投诉人|举报人|信访人|村民|居民|市民|群众|先生|女士|身份证")
# 未收到依申请公开: what is received is an application; 依申请公开 is the way of disclosure.
_RECEIVED = Regex(
    r"(?:收到|接到|新收|受理)(?:了|的|到)?(?:公民、法人[^，。；]{0,10})?(?P<what>依申请公开(?:政府信息|信息|事项|件|案件)?)"
    r"(?=(?:共|共计|合计)?\s?(?:\d|[一二三四五六七八九十零]+[件项])|[，。；、）]|的?(?:情况|情形)|(?:为|均为)?零)"
)


def find_form_faults(ctx: CheckContext) -> Iterator[Fault]:
    """Yield faults of the title and of headings, then what is not stated, then what must not stand there."""
    if (ctx.identity.year or 0) >= _FIRST_YEAR:
        yield from _title(ctx)
        yield from _old_headings(ctx)
        yield from _not_stated(ctx)
    yield from _late(ctx)
    yield from _wording(ctx)
    yield from _personal_data(ctx)


def _title(ctx: CheckContext) -> Iterator[Fault]:
    title = ctx.document.title
    if title is None:
        return
    words = ctx.document.quote(title.span)
    evidence = (QuoteEvidence("标题", words, title.span),)
    pattern = "〈机关名称〉〈年份〉年政府信息公开工作年度报告"
    summary, other = _SUMMARY_TITLE.search(words), _OTHER_SUBJECT.search(words)
    years = list(_YEAR_AND_WORD.finditer(words))
    if summary is not None:
        span = Span(*summary.span()).shift(title.span.start)
        message = "标题的文种写作“总结”，这里的文种是年度报告。"
        yield Fault(span, message, evidence, Suggestion(f"标题请写作“{pattern}”。"), Severity.HINT)
    elif other is not None and "信息公开" not in words:
        span = Span(*other.span()).shift(title.span.start)
        message = f"标题写的是“{other[0]}”，应为“政府信息公开工作”。"
        wanted = "政府信息公开工作" if other[0].endswith("工作") else "政府信息公开"
        yield Fault(span, message, evidence, Suggestion(f"标题请写作“{pattern}”。", wanted), Severity.HINT)
    elif len(years) > 1 and years[0][0][:4] == years[1][0][:4]:
        span = Span(*years[1].span()).shift(title.span.start)
        yield Fault(
            span, f"标题里年份“{years[1][0]}”写了两次。", evidence, Suggestion("请删去一处。", ""), Severity.HINT
        )
    elif not any(claim.field == "issuer" and claim.source == "title" for claim in ctx.identity.claims):
        message = "标题没有写明是哪个机关的报告。"
        yield Fault(title.span, message, evidence, Suggestion(f"标题请写作“{pattern}”。"), Severity.HINT)


def _old_headings(ctx: CheckContext) -> Iterator[Fault]:
    """Yield headings of the form before 2019 in a report of a later year: 概述, 收费及减免情况, 附表."""
    if not ctx.official:
        return
    level = ctx.official[0].section.level
    found = [one for one in ctx.document.sections if one.level <= level]
    for section in found:
        words = heading_words(_words(ctx, section))
        for pattern, now in _OLD_HEADINGS:
            if pattern.fullmatch(words):
                yield _old_heading(section.heading.heading_span or section.heading.span, _words(ctx, section), now)
                break
    tail = max(ctx.official[-1].span.start, len(ctx.document.text) - _TAIL)
    headings = [section.heading.span for section in found]
    for match in _OLD_LINE.finditer(ctx.document.text, tail):
        span = Span(*match.span()).trimmed(ctx.document.text)
        if span is not None and not any(span.overlaps(other) for other in headings):
            yield _old_heading(span, ctx.document.quote(span), "")


def _old_heading(span: Span, words: str, now: str) -> Fault:
    advice = f"请按现行格式写在“{now}”之下。" if now else "现行格式没有这一部分，请删去。"
    return Fault(
        span,
        f"“{words.strip()}”是2018年度以前的写法，现行格式没有这个标题。",
        (QuoteEvidence("标题", words, span),),
        Suggestion(advice),
        Severity.HINT,
    )


def _not_stated(ctx: CheckContext) -> Iterator[Fault]:
    """Yield one hint for a whole report that does not state the period of its figures, or on what it rests."""
    title = ctx.document.title
    if title is None or ctx.is_cut_off or len({heading.key for heading in ctx.official}) < _LEAST_PARTS:
        return
    lacks: list[str] = []
    text = ctx.document.text
    opening, tail = text[title.span.end : ctx.official[0].span.end], text[ctx.official[-1].span.start :]
    if not (_PERIOD.search(opening) or _PERIOD.search(tail)):
        lacks.append("数据的统计期限")
    if not (_BASIS.search(opening) or _BASIS.search(tail)):
        lacks.append("编制报告的依据")
    if not lacks:
        return
    yield Fault(
        title.span,
        f"报告没有写明{'和'.join(lacks)}。",
        (AbsenceEvidence("、".join(lacks), ("引言、总体情况和最后一部分",), (), None, 0.0, 0.0),),
        Suggestion(
            "请在引言中写明：根据《中华人民共和国政府信息公开条例》编制，数据统计期限自报告年度1月1日起至12月31日止。"
        ),
        Severity.HINT,
    )


def _late(ctx: CheckContext) -> Iterator[Fault]:
    """Yield a date of signature after the day on which the report was due."""
    year = ctx.identity.year
    if year is None or year < _FIRST_YEAR:
        return
    is_government = ctx.identity.is_government or ctx.speaks_for_all
    due = _GOVERNMENT_DUE if is_government else _WORK_DUE
    for block in ctx.document.blocks[-_TAIL_BLOCKS:]:
        match = _DATE_LINE.fullmatch(ctx.document.quote(block.span))
        if match is not None and _is_late(match, year, due):
            yield _too_late("落款日期", block.span, ctx.document.quote(block.span).strip(), due, year)
            return
    published = ctx.document.metadata.get("published", "")
    match = _PUBLISHED.search(published)
    if match is not None and _is_late(match, year, due):
        yield _too_late("发布日期", None, match[0], due, year)


def _is_late(match: re.Match[str], year: int, due: tuple[int, int]) -> bool:
    return int(match["year"]) == year + 1 and (int(match["month"]), int(match["day"])) > due


def _too_late(what: str, span: Span | None, written: str, due: tuple[int, int], year: int) -> Fault:
    day = f"{year + 1}年{due[0]}月{due[1]}日"
    return Fault(
        span,
        f"{what}“{written}”晚于{day}，{'政府' if due == _GOVERNMENT_DUE else '部门'}的年度报告应在这一天以前公布。",
        (QuoteEvidence(what, written, span, "" if span else "网页"),),
        Suggestion("请核对日期；确属逾期的，请尽快公布。"),
        Severity.HINT,
        "《中华人民共和国政府信息公开条例》第四十九条。",
        None if span else "other",
    )


def _wording(ctx: CheckContext) -> Iterator[Fault]:
    """Yield the first place that calls an application 依申请公开."""
    for sentence in ctx.sentences:
        match = _RECEIVED.search(sentence.text)
        if match is not None:
            yield Fault(
                Span(*match.span("what")).shift(sentence.span.start),
                f"收到的是申请：“{match[0]}”宜写作“收到政府信息公开申请”。",
                (QuoteEvidence("所在句子", sentence.text, sentence.span),),
                Suggestion("请改为“政府信息公开申请”。", "政府信息公开申请"),
                Severity.HINT,
            )
            return


def _personal_data(ctx: CheckContext) -> Iterator[Fault]:
    """Yield numbers of identity cards, and mobile numbers of people who are no staff."""
    for sentence in ctx.sentences:
        for match in _IDENTITY_NUMBER.finditer(sentence.text):
            yield _private(ctx, match, sentence.span.start, "身份证号码")
        for match in _MOBILE.finditer(sentence.text):
            before = re.split("[。；]", sentence.text[: match.start()])[-1]
            if _CITIZEN.search(before) and not re.search("监督|咨询|热线|联系人", before[-12:]):
                yield _private(ctx, match, sentence.span.start, "个人的手机号码")


def _private(ctx: CheckContext, match: re.Match[str], offset: int, what: str) -> Fault:
    span = Span(offset + match.start(), offset + match.end())
    shown = f"{match[0][:3]}{'*' * (len(match[0]) - 5)}{match[0][-2:]}"
    return Fault(
        span,
        f"“{shown}”是{what}，不得在报告中公开。",
        (QuoteEvidence("所在位置", ctx.document.quote(span), span),),
        Suggestion("请删去，并检查全文有无其他个人信息。"),
        Severity.ERROR,
        "《中华人民共和国政府信息公开条例》第十五条。",
    )


def _words(ctx: CheckContext, section: Section) -> str:
    return ctx.document.quote(section.heading.heading_span or section.heading.span)
