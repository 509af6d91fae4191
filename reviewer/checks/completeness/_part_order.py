"""Official parts in the wrong order, twice, empty, or other than the preface announces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reviewer.checks.base import Suggestion
from reviewer.checks.completeness._fault import Fault
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.model import Paragraph, Table
from reviewer.document.span import Span
from reviewer.knowledge.sections import (
    SECTION_KEYS,
    SECTION_TITLES,
    OfficialHeading,
    SectionKey,
    expected_number,
    key_of_heading,
)

_LISTED = re.compile(
    r"(?:由|包括|包含|分为|涵盖|主要有)(?:以下)?[：:]?(?P<list>[^。]{12,260}?)(?P<etc>等)?"
    r"(?:(?P<count>[一二三四五六七八九\d])个?(?:部分|方面|章)|内容|组成|构成|(?=。))"
)
_NUMBER = re.compile(r"^\s*[（(]?[一二三四五六七八九\d][)）]?[、.．]?\s*")
_SPLIT = re.compile(r"[、，,；;和以及与]+(?=[^、，,；;]{2,})")
_NOTHING = re.compile(r"^\s*(?:本年度)?(?:无|暂无|没有|略|同上)[。.]?\s*$")
_LEAST_LISTED = 4
_HAN = "一二三四五六七八九十"
_COUNTED = re.compile(
    r"(?:报告|全文|内容)[^，。；]{0,12}?(?:分为?|共|由|包括|包含|有|含)[^，。；]{0,6}?"
    r"(?P<words>(?P<count>[一二三四五六七八九十]|\d)个?(?:部分|方面(?=的?内容)|章))"
)
_OLD_PARTS = re.compile(r"收费及减免|收费和减免|减免情况|概述|咨询情况|支出与收费")


def find_order_faults(ctx: CheckContext) -> Iterator[Fault]:
    """Yield parts that stand twice or in the wrong place, then empty ones."""
    if ctx.identity.profile == "zfxxgk-2007":
        return
    yield from _order(ctx)
    yield from _empty(ctx)
    yield from _preface(ctx)
    yield from _announced(ctx)


def _order(ctx: CheckContext) -> Iterator[Fault]:
    counts: Counter[SectionKey] = Counter()
    firsts: list[OfficialHeading] = []
    for heading in ctx.official:
        counts[heading.key] += 1
        if counts[heading.key] > 1:
            yield Fault(
                _span(heading),
                f"“{SECTION_TITLES[heading.key]}”这一部分出现了两次。",
                (QuoteEvidence("标题", ctx.document.quote(_span(heading)), _span(heading)),),
                Suggestion("请合并为一部分。"),
            )
        elif heading.key != "other" or "其他" in ctx.document.quote(_span(heading)):
            firsts.append(heading)  # 费用收取情况 as a part of its own has no place in the form
    for heading, other in _displaced(firsts):
        is_late = SECTION_KEYS.index(heading.key) < SECTION_KEYS.index(other.key)
        place = "后面" if is_late else "前面"
        yield Fault(
            _span(heading),
            f"“{SECTION_TITLES[heading.key]}”应为第{expected_number(heading.key)}部分，"
            f"现排在“{SECTION_TITLES[other.key]}”{place}。",
            (
                QuoteEvidence("标题", ctx.document.quote(_span(heading)), _span(heading)),
                QuoteEvidence("另一部分", ctx.document.quote(_span(other)), _span(other)),
            ),
            Suggestion("请按格式规定的次序调整。"),
        )


def _displaced(headings: Sequence[OfficialHeading]) -> Iterator[tuple[OfficialHeading, OfficialHeading]]:
    """Yield the headings out of order, each with one that it stands on the wrong side of.

    Those are out of order that some longest run in the right order does without: a part that
    strayed alone, or both of two neighbours that changed places. O(n²) over six parts.
    """
    ranks = [SECTION_KEYS.index(heading.key) for heading in headings]
    ending, starting = _run_lengths(ranks), _run_lengths([-rank for rank in reversed(ranks)])[::-1]
    longest = max(ending, default=0)
    depths = [ending[at] if ending[at] + starting[at] - 1 == longest else 0 for at in range(len(ranks))]
    for at, heading in enumerate(headings):
        if depths[at] and depths.count(depths[at]) == 1:
            continue
        rivals = [
            other for position, other in enumerate(headings) if (ranks[position] - ranks[at]) * (position - at) < 0
        ]
        if rivals:
            yield heading, rivals[0]


def _run_lengths(ranks: Sequence[int]) -> list[int]:
    """Return for each place the length of the longest rising run that ends there."""
    lengths: list[int] = []
    for at, rank in enumerate(ranks):
        lengths.append(1 + max((lengths[before] for before in range(at) if ranks[before] < rank), default=0))
    return lengths


def _empty(ctx: CheckContext) -> Iterator[Fault]:
    """Yield parts that hold nothing at all, or 无 where the rules ask for content."""
    for position, heading in enumerate(ctx.official):
        if heading.key in ("proactive", "requests", "review_litigation"):
            continue  # the table is what is due there; data.table_template misses it
        last_part = position + 1 == len(ctx.official)
        if ctx.is_cut_off and last_part:
            continue
        body = _body(ctx, heading)
        if not body.strip():
            what, advice = "只有标题，没有内容", "请补写这一部分"
        elif _NOTHING.match(body) and heading.key in ("overview", "problems_improvements"):
            what, advice = f"只写了“{body.strip()}”", "这一部分必须写明情况，不能写“无”"
        else:
            continue
        yield Fault(
            _span(heading),
            f"“{SECTION_TITLES[heading.key]}”{what}。",
            (QuoteEvidence("这一部分", ctx.document.quote(heading.span)[:60], _span(heading)),),
            Suggestion(f"{advice}；没有发生的，也要写明没有发生。"),
        )


def _body(ctx: CheckContext, heading: OfficialHeading) -> str:
    parts: list[str] = []
    for block in ctx.document.blocks:
        if not heading.span.contains(block.span):
            continue
        if isinstance(block, Table):
            parts.append("表")
        elif block.span.start != heading.span.start:
            parts.append(ctx.document.quote(block.span))
        elif isinstance(block, Paragraph) and block.heading_span:
            parts.append(ctx.document.text[block.heading_span.end : block.span.end])
    return "".join(parts)


def _preface(ctx: CheckContext) -> Iterator[Fault]:
    """Yield a list of parts in the preface that is not the list of the parts that follow."""
    if not ctx.official:
        return
    found: list[SectionKey] = list(dict.fromkeys(heading.key for heading in ctx.official))
    for sentence in ctx.sentences:
        if sentence.span.start >= ctx.official[0].span.start:
            return
        match = _LISTED.search(sentence.text)
        if match is None:
            continue
        items = [_NUMBER.sub("", item) for item in _split_list(match["list"]) if item.strip()]
        keys = [key for key in map(key_of_heading, items) if key is not None]
        listed: list[SectionKey] = list(dict.fromkeys(keys))
        if (
            len(keys) < _LEAST_LISTED
            or len(found) < _LEAST_LISTED
            or _names_parts_of_its_own(ctx, items, match["count"])
        ):
            continue
        in_order = [key for key in found if key in listed]
        is_old = any(_OLD_PARTS.search(item) and "信息处理费" not in item for item in items)
        lacks = [] if match["etc"] and not match["count"] else [key for key in found if key not in listed]
        if in_order != listed or lacks or (is_old and ctx.identity.year is not None):
            start = sentence.span.start + match.start("list")
            span = Span(start, sentence.span.start + match.end("list"))
            wanted = "、".join(SECTION_TITLES[key] for key in found)
            yield Fault(
                span,
                "引言列出的各部分与后面实际的部分不一致。",
                (
                    QuoteEvidence("引言所列", match["list"], span),
                    QuoteEvidence("实际的部分", wanted, None),
                ),
                Suggestion("请按实际的部分改写。", wanted),
            )


def _names_parts_of_its_own(ctx: CheckContext, items: Sequence[str], count: str | None) -> bool:
    """Tell whether the draft has more parts than the form, and the preface lists or counts just so many."""
    level = ctx.official[0].section.level
    parts = sum(section.level == level for section in ctx.document.sections)
    stated = None if not count else int(count) if count.isdecimal() else _HAN.index(count) + 1
    return parts > len(SECTION_KEYS) and parts in (len(items), stated)


def _split_list(written: str) -> list[str]:
    """Cut a list of parts: at semicolons if it holds several, else at commas, else wherever a mark stands."""
    for mark in ("；", "，"):
        if written.count(mark) >= _LEAST_LISTED - 1:
            return [one for item in written.split(mark) for one in re.split("(?<=情况)(?:和|以及)(?=[存其])", item)]
    return _SPLIT.split(written)


def _announced(ctx: CheckContext) -> Iterator[Fault]:
    """Yield a number of parts in the preface that is not the number of those that follow: 本报告共七个部分."""
    if not ctx.official:
        return
    level = ctx.official[0].section.level
    parts = sum(section.level == level for section in ctx.document.sections)
    for sentence in ctx.sentences:
        if sentence.span.start >= ctx.official[0].span.start:
            return
        match = _COUNTED.search(sentence.text)
        if match is None or _LISTED.search(sentence.text):
            continue
        written = match["count"]
        count = int(written) if written.isdecimal() else _HAN.index(written) + 1
        if count in (parts, len(ctx.official)) or len(ctx.official) < _LEAST_LISTED:
            continue
        span = Span(sentence.span.start + match.start("words"), sentence.span.start + match.end("words"))
        wanted = match["words"].replace(written, str(parts) if written.isdecimal() else _HAN[parts - 1])
        yield Fault(
            span,
            f"引言说有“{match['words']}”，后面实际有{parts}个部分。",
            (
                QuoteEvidence("引言", sentence.text, sentence.span),
                QuoteEvidence("实际的部分", "、".join(ctx.document.quote(_span(one)) for one in ctx.official), None),
            ),
            Suggestion(f"请改为“{wanted}”。", wanted),
        )


def _span(heading: OfficialHeading) -> Span:
    return heading.section.heading.heading_span or heading.section.heading.span
