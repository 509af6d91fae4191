"""Official parts in the wrong order, twice, empty, or other than the preface announces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reviewer.checks.base import Suggestion
from reviewer.checks.completeness._fault import Fault
from reviewer.checks.completeness._preface_list import find_preface_faults
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
)
from reviewer.regex import Regex

_HEADING_CHARS = 24
_NOTHING = Regex(r"^\s*(?:本年度)?(?:无|暂无|没有|略|同上)[。.]?\s*$")


def find_order_faults(ctx: CheckContext) -> Iterator[Fault]:
    """Yield parts that stand twice or in the wrong place, then empty ones."""
    if ctx.identity.profile == "zfxxgk-2007":
        return
    yield from _order(ctx)
    yield from _empty(ctx)
    yield from _empty_topics(ctx)
    yield from find_preface_faults(ctx)


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


def _empty_topics(ctx: CheckContext) -> Iterator[Fault]:
    """Yield headings of topics in 总体情况 under which nothing stands: （四）平台建设 followed at once by （五）."""
    for heading in ctx.official:
        if heading.key != "overview":
            continue
        for section in ctx.document.sections:
            block = section.heading
            inside = heading.span.contains(block.span) and section.index != heading.section.index
            first, stop = section.blocks
            is_run_in = block.heading_span is not None and ctx.document.quote(block.span).strip() != ctx.document.quote(
                block.heading_span
            )
            body = ctx.document.text[block.span.end : section.span.end]
            is_bare = stop - first == 1 or _NOTHING.match(body) is not None
            if not inside or not is_bare or is_run_in or block.numbering is None:
                continue
            words = ctx.document.quote(block.span)
            is_last = ctx.is_cut_off and stop >= len(ctx.document.blocks)
            if is_last or len(words.strip()) > _HEADING_CHARS or not ctx.knowledge.topics_of_heading(words):
                continue
            yield Fault(
                block.span,
                f"“{words.strip()}”{'只写了“' + body.strip() + '”' if body.strip() else '只有标题，没有内容'}。",
                (QuoteEvidence("标题", words, block.span),),
                Suggestion("请补写这一项；没有发生的，也要写明没有发生。"),
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


def _span(heading: OfficialHeading) -> Span:
    return heading.section.heading.heading_span or heading.section.heading.span
