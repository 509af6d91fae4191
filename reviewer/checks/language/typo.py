"""Wrong, missing and doubled characters, and slips in fixed names."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from spacy.attrs import IDX, LENGTH

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import Evidence, PredictionEvidence, QuoteEvidence
from reviewer.document.span import Span
from reviewer.language.confusions import load_confusions
from reviewer.language.doubles import find_doubles
from reviewer.language.fixed_names import load_fixed_names
from reviewer.language.frames import find_frames
from reviewer.language.gaps import find_gaps
from reviewer.language.guards import own_names_in, questions_in, titles_in
from reviewer.language.meetings import find_meetings
from reviewer.language.slip import Slip, SlipKind
from reviewer.language.store import LANGUAGE_MODEL
from reviewer.language.wordings import find_wordings

# Of overlapping slips the first named here says most.
_RANK: dict[SlipKind, int] = {"name": 0, "meeting": 1, "gap": 2, "confused": 3, "doubled": 4, "model": 5}
_SURE_IN_TITLES = 0.8
_ONE_CHARACTER = frozenset(["音同的字", "音近的字", "形近的字", "音同形近的字"])
_MAX_SAME = 2  # what the model alone finds more often than so is a name it does not know


@dataclass(frozen=True)
class Typo(Check):
    """文字有误：错别字、漏字、多字、搭配不当，或法律、会议、重大提法的名称写错。

    What it finds:
        公文常见的误写（布署、做为、截止去年底）；音同、形近的别字；漏掉或重复的字词；
        前后颠倒的字；与前后文不合的单字和量词；重复的约数和说法；日期缺年、月、日，数字缺单位；
        不可能的日期、时刻和比率；法律法规、国家机构、党的会议和固定提法差一两个字；不存在的全会。
    Why it matters:
        名称和提法写错属严重表述错误；一般错别字影响政府公信力，是政府网站检查的内容。
    Wrong:
        自20231月1日起采取多种形势公开，保障保障群众知情权
    Right:
        自2023年1月1日起采取多种形式公开，保障群众知情权
    Known limits:
        人名、小地名和自拟栏目名不作判断；把握不大的只作提示或不报。《》中的名称只核对常用法规，其余把握很大的才作提示。
    Source:
        《党政机关公文处理工作条例》；《政府网站与政务新媒体检查指标》。
    """

    id: ClassVar[str] = "language.typo"
    category: ClassVar[str] = "typo"
    title: ClassVar[str] = "错别字"
    severity: ClassVar[Severity] = Severity.WARNING

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield the slips in headings and running text; tables are data.table_template's."""
        text = ctx.document.text
        model = ctx.language.model
        words = self._words(ctx)
        names = [mention.span for mention in ctx.mentions if mention.kind != "ordinary"]
        titles = titles_in(text)
        questions = questions_in(text)
        own = [*own_names_in(text), *questions]
        paragraphs = [paragraph.span for paragraph in ctx.document.paragraphs]
        judged = sorted({*(s.span for s in ctx.sentences), *(p.span for p in ctx.document.paragraphs if p.is_heading)})
        slips = [
            *load_fixed_names().find(text, model),
            *find_meetings(text, ctx.identity.year),
            *load_confusions().find(text, words, [*titles, *questions]),
            *find_gaps(text, titles),
            *find_frames(text, words, [*titles, *own]),
            *find_wordings(text, [*titles, *own]),
            *find_doubles(text, words, model, [*names, *titles, *own]),
            *_sure_in_titles(
                _without_own_names(ctx.language.corrector.find(text, judged, [*names, *own]), text), titles
            ),
        ]
        for slip in _best(slip for slip in slips if _is_in(slip.span, paragraphs)):
            yield self._finding(ctx, slip)

    def _words(self, ctx: CheckContext) -> list[Span]:
        """Return the words of the running text; those of tables, often the most, are not made at all."""
        places = ctx.doc.to_array([IDX, LENGTH]).astype(np.int64)
        inside = np.zeros(len(ctx.document.text) + 1, dtype=np.bool_)
        for paragraph in ctx.document.paragraphs:
            inside[paragraph.span.start : paragraph.span.end] = True
        kept = places[inside[places[:, 0]] & (places[:, 1] > 0)]
        return [Span(start, start + length) for start, length in kept.tolist()]

    def _finding(self, ctx: CheckContext, slip: Slip) -> Finding:
        quote = ctx.document.quote(slip.span)
        evidence: list[Evidence] = [_sentence_of(ctx, slip.span)]
        if slip.confidence is not None:
            evidence.append(PredictionEvidence("错别字", slip.confidence, LANGUAGE_MODEL, (slip.replacement,)))
        return self.finding(
            ctx,
            slip.span,
            _message(slip, quote),
            severity=Severity(slip.weight),
            evidence=tuple(evidence),
            suggestion=_suggestion(slip),
            confidence=slip.confidence,
        )


def _message(slip: Slip, quote: str) -> str:
    if slip.kind == "meeting":
        return f"“{quote}”有误：{slip.reason}。"
    if slip.kind == "doubled":
        return f"“{quote}”重复。"
    if slip.kind == "gap":
        right = f"，应为“{slip.replacement}”" if slip.replacement else ""
        return f"“{quote}”有误：{slip.reason}{right}。"
    if slip.kind == "name":
        return f"“{quote}”有误，{slip.reason}。"
    doubt = "可能有误" if slip.weight == "hint" else "有误"
    reason = f"（{slip.reason}）" if slip.reason else ""
    return f"“{quote}”{doubt}，应为“{slip.replacement}”{reason}。"


def _suggestion(slip: Slip) -> Suggestion:
    if not slip.replacement:
        if slip.kind == "gap":
            return Suggestion("请核对日期或数字，补齐年、月、日或单位。")
        return Suggestion("请核对会议的届次、名称和时间。")
    return Suggestion(f"请改为“{slip.replacement}”。", slip.replacement)


def _sentence_of(ctx: CheckContext, span: Span) -> QuoteEvidence:
    sentence = ctx.sentence_at(span.start)
    place = sentence.span if sentence else span
    return QuoteEvidence("所在的句子", ctx.document.quote(place), place)


def _without_own_names(slips: Sequence[Slip], text: str) -> Iterator[Slip]:
    """Leave out what stands so again and again: a name that the model does not know."""
    times = Counter((slip.span.quote(text), slip.replacement) for slip in slips)
    return (slip for slip in slips if times[slip.span.quote(text), slip.replacement] <= _MAX_SAME)


def _sure_in_titles(slips: Iterable[Slip], titles: Sequence[Span]) -> Iterator[Slip]:
    """Keep of the slips in titles, which may be quoted with their faults, only sure ones, as hints."""
    for slip in slips:
        if not any(title.overlaps(slip.span) for title in titles):
            yield slip
        elif slip.confidence is not None and slip.confidence >= _SURE_IN_TITLES and slip.reason in _ONE_CHARACTER:
            yield replace(slip, weight="hint")


def _is_in(span: Span, paragraphs: Sequence[Span]) -> bool:
    """Tell whether one of the paragraphs, which stand in order, holds the span."""
    position = bisect_right(paragraphs, span.start, key=lambda paragraph: paragraph.start) - 1
    return position >= 0 and paragraphs[position].contains(span)


def _best(slips: Iterator[Slip]) -> list[Slip]:
    kept: list[Slip] = []
    taken: set[int] = set()
    for slip in sorted(slips, key=lambda slip: (_RANK[slip.kind], slip.span)):
        places = range(slip.span.start, slip.span.end)
        if taken.isdisjoint(places):
            kept.append(slip)
            taken.update(places)
    return sorted(kept, key=lambda slip: slip.span)
