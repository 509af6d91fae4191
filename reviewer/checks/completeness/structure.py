"""Numbers of headings and list items that repeat, jump or stand in the wrong order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.model import Section
from reviewer.document.span import Span
from reviewer.knowledge.sections import SECTION_KEYS, SECTION_TITLES, expected_number

_HAN = "零一二三四五六七八九十"
_ORDINAL = re.compile(r"(?:(?<=[。；;：:，,\n\t ])|^)第?([一二三四五六七八九十])(是|要|则)(?=[^一二三四五六七八九十])")
_ITEM_STYLES = frozenset({"paren_han", "arabic", "paren_arabic"})
_SUMMARY = re.compile(r"总结(?:报告)?如下|汇报如下|汇报完毕")


@dataclass(frozen=True)
class Structure(Check):
    """标题序号重复、跳号、错位，部分的先后次序不对，文稿不完整，文种不对。

    What it finds:
        同一层标题两次出现同一序号，序号跳过，“一是、二是”重复或跳过；六个部分次序颠倒或重复；
        文稿在句子中间断开；把报告写成“总结如下”。
    Why it matters:
        序号乱多半是拼接旧稿留下的痕迹。
    Wrong:
        一、总体情况 …… 一、标准化规范化推进情况
    Right:
        一、总体情况 …… （一）标准化规范化推进情况
    Known limits:
        没有任何序号的文稿只检查次序。
    Source:
        国办公开办函〔2021〕30号；GB/T 9704—2012 关于结构层次序数的规定。
    """

    id: ClassVar[str] = "completeness.structure"
    category: ClassVar[str] = "structure"
    title: ClassVar[str] = "结构与序号"
    severity: ClassVar[Severity] = Severity.WARNING

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield faults of headings first, then of list items, then of the whole."""
        yield from self._numbers(ctx)
        yield from self._order(ctx)
        yield from self._ordinals(ctx)
        yield from self._items(ctx)
        yield from self._genre(ctx)
        if ctx.is_cut_off:
            last = ctx.sentences[-1]
            yield self.finding(
                ctx,
                last.span,
                "文稿在这里中断，句子没有写完；此后的部分和内容没有检查。",
                evidence=(QuoteEvidence("最后一句", last.text, last.span),),
                suggestion=Suggestion("请补全文稿，或换用完整的文件再审。"),
            )

    def _numbers(self, ctx: CheckContext) -> Iterator[Finding]:
        families: dict[tuple[int | None, str], list[Section]] = {}
        for section in ctx.document.sections:
            numbering = section.heading.numbering
            if numbering is not None and not _opens_a_list(ctx, section):
                families.setdefault((section.parent, numbering.style), []).append(section)
        for siblings in families.values():
            yield from self._number_family(ctx, siblings)

    def _number_family(self, ctx: CheckContext, siblings: Sequence[Section]) -> Iterator[Finding]:
        expected = 1
        seen: dict[int, Section] = {}
        official_starts = {heading.section.index: heading for heading in ctx.official}
        for position, section in enumerate(siblings):
            numbering = section.heading.numbering
            assert numbering is not None
            value = numbering.value
            heading = _heading_text(ctx, section)
            follows = siblings[position + 1] if position + 1 < len(siblings) else None
            next_value = follows.heading.numbering.value if follows and follows.heading.numbering else None
            if value in seen:
                evidence = (
                    QuoteEvidence("前一处", _heading_text(ctx, seen[value]), seen[value].heading.span),
                    QuoteEvidence("这一处", heading, section.heading.span),
                )
                # 二、 二、 三、: one heading too many; 二、 二、 四、: the second one is mistyped.
                is_mistyped = next_value is None or next_value > expected
                is_inner = section.parent is None and section.index not in official_starts and official_starts
                wanted = _number(ctx, section, expected)
                if is_inner and next_value == expected:
                    suggestion = Suggestion("这是另一部分之内的小标题，请改用下一级序号，如“（一）”。")
                elif is_mistyped:
                    suggestion = Suggestion(f"请改为“{wanted}”。", wanted)
                else:
                    suggestion = Suggestion(f"请改为“{wanted}”，并顺改其后各号。")
                yield self.finding(
                    ctx,
                    numbering.span,
                    f"序号“{ctx.document.quote(numbering.span)}”重复：前面已有“{_heading_text(ctx, seen[value])}”。",
                    evidence=evidence,
                    suggestion=suggestion,
                )
                if is_mistyped:
                    expected += 1
                continue
            if value == expected + 1 == next_value:
                # （二） （四） （四） （五）: the first of the two is mistyped, nothing is left out.
                wanted = _number(ctx, section, expected)
                yield self.finding(
                    ctx,
                    numbering.span,
                    f"序号“{ctx.document.quote(numbering.span)}”与下一个标题重复，应为“{wanted}”。",
                    evidence=(QuoteEvidence("标题", heading, section.heading.span),),
                    suggestion=Suggestion(f"请改为“{wanted}”。", wanted),
                )
                expected += 1
                continue
            if value != expected and position > 0 and value > expected:
                skipped = "、".join(
                    _number(ctx, section, missing) for missing in range(expected, min(value, expected + 3))
                )
                yield self.finding(
                    ctx,
                    numbering.span,
                    f"序号由“{_number(ctx, section, expected - 1)}”跳到“{ctx.document.quote(numbering.span)}”，"
                    f"缺“{skipped}”。",
                    evidence=(QuoteEvidence("标题", heading, section.heading.span),),
                    suggestion=Suggestion("请核对是否漏写一部分，或改正序号。", _number(ctx, section, expected)),
                )
            elif value < expected and value not in seen:
                yield self.finding(
                    ctx,
                    numbering.span,
                    f"序号“{ctx.document.quote(numbering.span)}”倒退，应为“{_number(ctx, section, expected)}”。",
                    evidence=(QuoteEvidence("标题", heading, section.heading.span),),
                    suggestion=Suggestion("请改正序号。", _number(ctx, section, expected)),
                )
            elif position == 0 and value > 1 and len(siblings) > 1:
                yield self.finding(
                    ctx,
                    numbering.span,
                    f"这一层标题从“{ctx.document.quote(numbering.span)}”开始，缺“{_number(ctx, section, 1)}”。",
                    evidence=(QuoteEvidence("标题", heading, section.heading.span),),
                    suggestion=Suggestion("请核对是否漏写，或改正序号。"),
                )
            seen[value] = section
            expected = max(expected, value) + 1 if value >= expected else expected

    def _order(self, ctx: CheckContext) -> Iterator[Finding]:
        if ctx.identity.profile == "zfxxgk-2007":
            return
        highest = -1
        counts: Counter[str] = Counter()
        for heading in ctx.official:
            order = SECTION_KEYS.index(heading.key)
            counts[heading.key] += 1
            span = heading.section.heading.heading_span or heading.section.heading.span
            quote = QuoteEvidence("标题", ctx.document.quote(span), span)
            if counts[heading.key] > 1:
                yield self.finding(
                    ctx,
                    span,
                    f"“{SECTION_TITLES[heading.key]}”这一部分出现了两次。",
                    evidence=(quote,),
                    suggestion=Suggestion("请合并为一部分。"),
                )
            elif order < highest:
                yield self.finding(
                    ctx,
                    span,
                    f"“{SECTION_TITLES[heading.key]}”应为第{expected_number(heading.key)}部分，现排在后面的部分之后。",
                    evidence=(quote,),
                    suggestion=Suggestion("请按格式规定的次序调整。"),
                )
            highest = max(highest, order)

    def _ordinals(self, ctx: CheckContext) -> Iterator[Finding]:
        runs: dict[tuple[int | None, str], tuple[int, Span]] = {}
        for sentence in ctx.sentences:
            for match in _ORDINAL.finditer(sentence.text):
                value = _HAN.index(match[1])
                span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
                key = (sentence.section, match[2])
                last = runs.get(key)
                if last is not None and value != 1 and value != last[0] + 1:
                    is_repeat = value == last[0]
                    wanted = f"{_HAN[min(last[0] + 1, 10)]}{match[2]}"
                    fault = "重复" if is_repeat else f"与前面的“{ctx.document.quote(last[1])}”不衔接"
                    yield self.finding(
                        ctx,
                        span,
                        f"“{match[0]}”{fault}。",
                        evidence=(
                            QuoteEvidence("前一处", ctx.document.quote(last[1]), last[1]),
                            QuoteEvidence("这一处", sentence.text[:40], sentence.span),
                        ),
                        suggestion=Suggestion(f"请核对是否漏写一条；依次应为“{wanted}”。", wanted),
                    )
                runs[key] = (value, span)

    def _items(self, ctx: CheckContext) -> Iterator[Finding]:
        """Report numbered paragraphs of one part (（一）……（三）……) whose numbers jump or repeat."""
        last: dict[tuple[int | None, str], tuple[int, Span]] = {}
        for paragraph in ctx.document.paragraphs:
            numbering = paragraph.numbering
            if numbering is None or paragraph.heading_level is not None or numbering.style not in _ITEM_STYLES:
                continue
            section = ctx.document.section_at(numbering.span.start)
            key = (section.index if section else None, numbering.style)
            before = last.get(key)
            last[key] = (numbering.value, numbering.span)
            if before is None or numbering.value in (1, before[0] + 1):
                continue
            written = ctx.document.quote(numbering.span)
            fault = "重复" if numbering.value == before[0] else f"与前面的“{ctx.document.quote(before[1])}”不衔接"
            yield self.finding(
                ctx,
                numbering.span,
                f"序号“{written}”{fault}。",
                evidence=(
                    QuoteEvidence("前一处", ctx.document.quote(before[1]), before[1]),
                    QuoteEvidence("这一处", ctx.document.quote(paragraph.span)[:40], numbering.span),
                ),
                suggestion=Suggestion("请核对是否漏写一条，或改正序号。"),
            )

    def _genre(self, ctx: CheckContext) -> Iterator[Finding]:
        for sentence in ctx.sentences:
            match = _SUMMARY.search(sentence.text)
            if match:
                span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
                yield self.finding(
                    ctx,
                    span,
                    f"“{match[0]}”是工作总结的写法，这里的文种是年度报告。",
                    severity=Severity.HINT,
                    evidence=(QuoteEvidence("所在句子", sentence.text, sentence.span),),
                    suggestion=Suggestion(
                        "请改为“报告如下”。", match[0].replace("总结", "报告").replace("报告报告", "报告")
                    ),
                )


def _opens_a_list(ctx: CheckContext, section: Section) -> bool:
    """Tell whether the heading's line is a list written on one line: 一、……。二、……。"""
    numbering = section.heading.numbering
    if numbering is None or numbering.value != 1:
        return False
    rest = ctx.document.text[numbering.span.end : section.heading.span.end]
    return re.search(rf"[。；;]{re.escape(_number(ctx, section, 2))}", rest) is not None


def _heading_text(ctx: CheckContext, section: Section) -> str:
    return ctx.document.quote(section.heading.heading_span or section.heading.span)


def _number(ctx: CheckContext, section: Section, value: int) -> str:
    """Return ``value`` written as the heading writes its own number."""
    numbering = section.heading.numbering
    assert numbering is not None
    written = ctx.document.quote(numbering.span)
    han = _HAN[value] if value <= 10 else "十" + _HAN[value - 10]
    if re.search(r"\d", written):
        return re.sub(r"\d+", str(value), written)
    return re.sub(r"[一二三四五六七八九十]+", han, written)
