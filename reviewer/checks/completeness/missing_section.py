"""Sections of the official form that the draft lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.completeness._public_bodies import is_free_of_form
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import AbsenceEvidence, QuoteEvidence
from reviewer.knowledge.sections import SECTION_KEYS, SECTION_TITLES, SectionKey, expected_number

# Under the rules of 2007 the law named these contents, but no headings.
_OF_2007: tuple[SectionKey, ...] = ("proactive", "requests", "review_litigation", "problems_improvements")
_BY_TOPIC = {
    "proactive": "proactive_disclosure",
    "requests": "disclosure_on_request",
    "problems_improvements": "problems",
}
_BY_TABLE = {"proactive": "disclosure", "requests": "requests", "review_litigation": "review_litigation"}


@dataclass(frozen=True)
class MissingSection(Check):
    """缺少规定的部分。

    What it finds:
        格式规定的六个部分（总体情况、主动公开、收到和处理申请、复议诉讼、问题及改进、其他事项）中没有写的部分，
        以及只有标题、没有内容的部分。标题的写法可以不同；标题缺失但内容在的，不算缺少。
    Why it matters:
        《条例》第五十条规定了报告必须包括的内容，缺一部分即要素不全。
    Wrong:
        五、存在的主要问题及改进情况之后没有第六部分。
    Right:
        六、其他需要报告的事项（本年度发出收费通知0件，未收取信息处理费）
    Known limits:
        文稿在中途断开时，断开之后的部分不作判断。
    Source:
        《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条；国办公开办函〔2021〕30号。
    """

    id: ClassVar[str] = "completeness.missing_section"
    category: ClassVar[str] = "missing_section"
    title: ClassVar[str] = "规定部分齐全"
    severity: ClassVar[Severity] = Severity.ERROR

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield the sections that are absent or empty."""
        is_free = is_free_of_form(ctx)
        is_old = ctx.identity.profile == "zfxxgk-2007" or is_free
        found = {heading.key for heading in ctx.official}
        last = max((SECTION_KEYS.index(key) for key in found), default=-1)
        for order, key in enumerate(SECTION_KEYS):
            if is_old and key not in _OF_2007:
                continue
            if key == "review_litigation" and (is_free or "school_edu" in ctx.identity.departments[:1]):
                continue  # 《高等学校信息公开办法》 asks for complaints instead
            if key in found:
                yield from self._empty(ctx, key)
            elif ctx.is_cut_off and order > last:
                continue  # completeness.structure reports that the text breaks off
            elif not self._is_there_without_heading(ctx, key):
                yield self._absent(ctx, key, is_old=is_old)

    def _is_there_without_heading(self, ctx: CheckContext, key: SectionKey) -> bool:
        if key in _BY_TABLE and any(table.key == _BY_TABLE[key] for table in ctx.tables):
            return True
        if key == "overview":
            return bool(ctx.sentences) and not ctx.official
        if ctx.identity.profile != "zfxxgk-2007" and ctx.official:
            # With the form's headings in use, a part without one is a part left out.
            return key == "other" and _has_fee_statement_at_end(ctx)
        topic = _BY_TOPIC.get(key)
        if topic is None:
            return key == "review_litigation" and any(
                "复议" in sentence.text and "诉讼" in sentence.text for sentence in ctx.sentences
            )
        return ctx.topics.coverage[topic].status == "present"

    def _absent(self, ctx: CheckContext, key: SectionKey, *, is_old: bool) -> Finding:
        title = SECTION_TITLES[key]
        headings = tuple(
            ctx.document.quote(heading.section.heading.heading_span or heading.section.heading.span)
            for heading in ctx.official
        )
        return self.finding(
            ctx,
            None,
            f"没有“{'' if is_old else expected_number(key) + '、'}{title}”这一部分。",
            severity=_severity(ctx, is_old=is_old),
            evidence=(AbsenceEvidence(title, headings or ("全文没有识别出分部分的标题",), (), None, 0.0, 0.0),),
            suggestion=Suggestion(f"请补写“{title}”；没有发生的也要写明“无”或填 0。"),
            section=key,
        )

    def _empty(self, ctx: CheckContext, key: SectionKey) -> Iterator[Finding]:
        heading = next(item for item in ctx.official if item.key == key)
        span = heading.section.heading.heading_span or heading.section.heading.span
        body = ctx.document.text[span.end : heading.span.end]
        if any(char.isalnum() for char in body) or (ctx.is_cut_off and heading is ctx.official[-1]):
            return
        if key in _BY_TABLE:
            return  # data.table_template reports the missing table
        yield self.finding(
            ctx,
            span,
            f"“{SECTION_TITLES[key]}”只有标题，没有内容。",
            evidence=(QuoteEvidence("标题", ctx.document.quote(span), span),),
            suggestion=Suggestion("请补写内容；没有需要报告的也要写明。"),
            section=key,
        )


def _has_fee_statement_at_end(ctx: CheckContext) -> bool:
    """Tell whether the last part states the fees without a heading of its own."""
    coverage = ctx.topics.coverage["information_fee"]
    if coverage.status != "present" or not ctx.official:
        return False
    return False if not coverage.sentences else ctx.sentences[coverage.sentences[0]].section is None


def _severity(ctx: CheckContext, *, is_old: bool) -> Severity:
    """Return how sure an absence is: of a text that is only a part of a report, it says little."""
    if is_part(ctx):
        return Severity.HINT
    return Severity.WARNING if is_old else Severity.ERROR


def is_part(ctx: CheckContext) -> bool:
    """Tell whether the text is only a part of a report: neither title, organ nor year, few of the parts."""
    stated = {claim.source for claim in ctx.identity.claims} - {"body", "file_name", "contact"}
    return not stated and ctx.document.title is None and len(ctx.official) < 4 and not ctx.mapped_tables
