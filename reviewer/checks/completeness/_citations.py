"""Legal citations whose number or article cannot be right, and places left to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reviewer.checks.base import Severity, Suggestion
from reviewer.checks.completeness._fault import Fault
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.numerals import parse_han
from reviewer.document.span import Span
from reviewer.knowledge.regulations import load_regulations, regulations_for_year
from reviewer.regex import Regex

_ORDER = Regex(r"国务院(?:第\s?(?P<front>\d{2,4})\s?号令|令\s?第?\s?(?P<back>\d{2,4})\s?号)")
_LETTER = Regex(r"国办(?:公开办)?函\s?[〔\[［（(【]\s?(?P<year>\d{4})\s?[〕\]］）)】]\s?第?\s?(?P<number>\d{1,4})\s?号")
# 〔2019〕年60号, 〔2019年〕60号: a document's number says the year in its brackets and nothing more.
_STRAY_YEAR = Regex(r"[〔［【\[]20\d\d年[〕］】\]]第?\d{1,4}号|[〔［【\[（(]20\d\d[〕］】\]）)]年第?\d{1,4}号")
# 《政府信息年度报告格式》: the form's name with 公开 left out.
_CUT_NAME = Regex(r"《(?:中华人民共和国)?政府信息(?!公开)(?:工作)?(?:年度)?报告格式(?:（试行）)?》")
_ARTICLE = Regex(
    r"(?P<law>《(?:中华人民共和国)?(?:政府信息公开)?条例》|政府信息公开条例)(?:（[^（）]{0,24}）)?(?:中|关于)?"
    r"(?P<articles>第[一二三四五六七八九十百\d]+条(?:[、和及至](?:第)?[一二三四五六七八九十百\d]+条)*)"
)
_ONE = Regex(r"第?([一二三四五六七八九十百]+|\d+)条")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_PERIOD_LEAD = 40
_PUBLIC_BODIES = 55
_PLACEHOLDER = Regex(
    r"(?<![A-Za-z0-9])[XxＸ×]{2,}(?:年度?|年?月|日|县|市|区|局|镇|乡|街道|条|件|号|次|人|万?元|个|份|场|期)?(?![A-Za-z0-9])|"
    r"(?<![A-Za-z0-9×])[XxＸ×](?:年|月|日|件|条|次|局|县|市)|[_＿]{2,}|"
    r"[（(【\[［][^（）()【】\[\]]{0,12}(?:此处|请在此|待填|待补|待核|待定|待确认|填写|补充完整|填入|数据待)[^（）()【】\[\]]{0,16}[）)】\]］]|"
    r"(?<![“《（])某某[县市区局镇乡]?(?![^“”]{0,12}”)|[?？]{2,}(?=[件条次年月日个])|\*{2,}(?=[件条次年月日个局县市区])|（\s{1,}）(?=[件条次年月日个])|【\s*】|"
    r"(?:待补充|待填写|待核实)(?=[。；，\s]|$)|TODO|tbd|(?<![A-Za-z0-9“])[NnＮ](?=[件条次份篇期个])|"
    r"20\d\d\s?年(?:\s?\d{1,2}\s?月[ \u3000]{1,}日|[ \u3000]{1,}月[ \u3000]{0,}\d{0,2}[ \u3000]{0,}日)|"
    r"“某某[^”]{0,8}”(?=微信|公众号|视频号|网站|微博)|"
    r"[（(](?:请|需|须|待)(?:再|进一步)?(?:核实|核对|确认|修改|补充|更新|领导审定)[^（）()]{0,8}[)）]"
)


def find_citation_faults(ctx: CheckContext) -> Iterator[Fault]:
    """Yield numbers of the regulation and of the form, then articles, that do not exist or say something else."""
    known_orders = {one.number for one in load_regulations() if "令" in one.number}
    for sentence in ctx.sentences:
        text, start = sentence.text.translate(_WIDE_DIGITS), sentence.span.start
        for fault in (
            *_orders(ctx, text, start, known_orders),
            *_letters(text, start),
            *_stray_years(text, start),
            *_cut_names(text, start),
            *_articles(ctx, text, start),
        ):
            yield replace(fault, evidence=(QuoteEvidence("所在句子", sentence.text, sentence.span),))


def _orders(ctx: CheckContext, text: str, offset: int, known: set[str]) -> Iterator[Fault]:
    for match in _ORDER.finditer(text):
        number = f"国务院令第{match['front'] or match['back']}号"
        before = text[max(0, match.start() - _PERIOD_LEAD) : match.start()]
        if number in known or "信息公开条例" not in before or before.rpartition("信息公开条例")[2].count("《"):
            continue
        wanted = _regulation_number(ctx.identity.year)
        yield _wrong(text, offset, match, f"《政府信息公开条例》不是{number}公布的", wanted)


def _regulation_number(year: int | None) -> str:
    rules = regulations_for_year(year if year is not None and year >= 2008 else 2021)
    return next(one.number for one in rules if one.key.startswith("regulations"))


def _letters(text: str, offset: int) -> Iterator[Fault]:
    """Yield the numbers of the two forms and of the rules on fees when they are one figure off."""
    rules = [one for one in load_regulations() if "函" in one.number]
    for match in _LETTER.finditer(text):
        written = f"{'国办公开办函' if '公开办' in match[0] else '国办函'}〔{match['year']}〕{match['number']}号"
        if any(one.number == written for one in rules):
            continue
        near = text[max(0, match.start() - 60) : match.end() + 40]
        for rule in rules:
            names_it = re.search(
                "年度报告格式|报告格式|规定的格式|年报格式" if rule.key.startswith("format") else "信息处理费", near
            )
            same_kind = rule.number.partition("〔")[0] == written.partition("〔")[0]
            if not same_kind or not names_it or rule.key == "format-2019":
                continue
            is_old = rule.key == "format-2021" and match["year"] == "2019"
            right = next(one for one in rules if one.key == "format-2019") if is_old else rule
            yield _wrong(text, offset, match, f"《{right.title}》的文号不是{written}", right.number)
            break


def _stray_years(text: str, offset: int) -> Iterator[Fault]:
    """Yield numbers of documents with a 年 too many."""
    for match in _STRAY_YEAR.finditer(text):
        yield _wrong(text, offset, match, f"文号“{match[0]}”多写了“年”字", match[0].replace("年", ""))


def _cut_names(text: str, offset: int) -> Iterator[Fault]:
    for match in _CUT_NAME.finditer(text):
        wanted = "《中华人民共和国政府信息公开工作年度报告格式》"
        yield Fault(
            Span(offset + match.start(), offset + match.end()),
            f"“{match[0]}”的名称不全，应为{wanted}。",
            (QuoteEvidence("所在句子", text, Span(offset, offset + len(text))),),
            Suggestion(f"请改为“{wanted}”。", wanted),
        )


def _articles(ctx: CheckContext, text: str, offset: int) -> Iterator[Fault]:
    year = ctx.identity.year or 2021
    rule = next(one for one in regulations_for_year(max(year, 2008)) if one.key.startswith("regulations"))
    allowed = {_number(one) for one in rule.articles}
    last = 56 if rule.key == "regulations-2019" else 38
    for match in _ARTICLE.finditer(text):
        for one in _ONE.finditer(match["articles"]):
            value = _number(one[0])
            if value == _PUBLIC_BODIES and last == 56:
                continue  # the article on schools, hospitals and utilities
            is_preface = bool(ctx.official) and offset < ctx.official[0].span.start
            if value is None or (value <= last and (value in allowed or not is_preface)):
                continue
            span = Span(offset + match.start("articles") + one.start(), offset + match.start("articles") + one.end())
            wanted = rule.articles[-1]
            reason = (
                f"条例只有{last}条"
                if value > last
                else "关于年度报告的规定在第四十九条、第五十条"
                if last == 56
                else "关于年度报告的规定在第三十一条、第三十二条"
            )
            yield Fault(
                span,
                f"引用的条文“{one[0]}”不对：{reason}。",
                (QuoteEvidence("所在句子", text, Span(offset, offset + len(text))),),
                Suggestion("请核对条文后改正。", wanted if one[0].startswith("第") else wanted[1:]),
            )


def _number(written: str) -> int | None:
    inner = written.removeprefix("第").removesuffix("条")
    return int(inner) if inner.isdecimal() else parse_han(inner)


def _wrong(text: str, offset: int, match: re.Match[str], why: str, wanted: str) -> Fault:
    return Fault(
        Span(offset + match.start(), offset + match.end()),
        f"{why}，应为{wanted}。",
        (QuoteEvidence("所在句子", text, Span(offset, offset + len(text))),),
        Suggestion(f"请改为“{wanted}”。", wanted),
    )


def find_placeholders(ctx: CheckContext) -> Iterator[Fault]:
    """Yield places that somebody meant to fill in: XX年度, ＿＿, （此处填写…）."""
    places = [(one.text, one.span.start) for one in ctx.sentences]
    for block in ctx.document.paragraphs:
        if block.is_heading or block.heading_level == 0:
            places.append((ctx.document.quote(block.span), block.span.start))
    for text, offset in places:
        for match in _PLACEHOLDER.finditer(text):
            yield Fault(
                Span(offset + match.start(), offset + match.end()),
                f"“{match[0]}”是没有填写的空。",
                (QuoteEvidence("所在句子", text, Span(offset, offset + len(text))),),
                Suggestion("请填写后再发布。"),
                Severity.ERROR,
            )
