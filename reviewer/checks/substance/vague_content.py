"""Topics that are written about without anything that could be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.checks.substance import _cues
from reviewer.checks.substance._checkable import (
    has_fact,
    names_act,
    names_channel,
    residue,
    residue_share,
    slogan_residue,
)
from reviewer.checks.substance._drift import find_drift
from reviewer.checks.substance._matching import sides_of
from reviewer.checks.substance._slogans import find_slogans, is_short_slogan, measure_slogan
from reviewer.checks.substance._thin import find_heaps, has_figure, is_thin
from reviewer.checks.substance._units import Unit, read_units
from reviewer.classify.topic_coverage import PRESENT
from reviewer.document.contents import TopicKey
from reviewer.document.span import Span, cover
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_DUE: tuple[TopicKey, ...] = (
    "proactive_disclosure",
    "disclosure_on_request",
    "information_management",
    "platform",
    "supervision",
)
_LACKS_FACTS = "没有数量、名称、时间，也没有做了什么"
_LACKS = {"problems": "没有指明哪一方面的问题", "improvements": "没有指明做什么、由谁做、何时完成"}
_VAGUE_SIDES = frozenset({"interpretation"})  # 形式不够丰富 touches it as well
_LABEL = Regex(r"(?:在|关于)?(?P<words>[^，。：；]{2,14}?)(?:方面|情况)?[，：。]")
_ADVICE: dict[str, str] = {
    "problems": "请写明具体是哪一项工作、哪一类信息出了什么问题。",
    "improvements": "请写明由谁做、做什么、什么时候完成。",
}


_BARE_TITLE = 10


@dataclass(frozen=True)
class _Group:
    """The sentences that speak of one topic in one place."""

    topic: TopicKey
    sentences: tuple[Sentence, ...]
    is_headed: bool
    is_named: bool


@dataclass(frozen=True)
class VagueContent(Check):
    """写到了应写的内容，但没有可以核对的事实：没有数量、名称、时间，也没有具体做法。

    What it finds:
        总体情况中主动公开、依申请公开、政府信息管理、平台建设、监督保障的某一项，全部由放在
        哪个机关、哪一年都成立的话组成；其中单独一句空话；第五部分的问题或措施没有指明任何具体方面；
        说的不是本机关的政府信息公开：党建、业务成绩，“部分地区”“多数部门”的做法，计入依申请公开的热线和信访。
    Why it matters:
        年度报告要向社会说明一年里做了什么；空话无法监督，也看不出与别的机关、别的年份有什么不同。
    Wrong:
        我局高度重视政府信息管理工作，不断完善机制，切实提升管理水平，取得了明显成效。
    Right:
        全年退回修改稿件17件，废止行政规范性文件1件；“未收到申请”也是事实。
    Known limits:
        夹在具体事实之间的空话只作提示，一份报告最多三句，取最空的；
        表态性的开头（在……领导下、以……为指导）和引出下文的小标题不提。
    Source:
        国办公开办函〔2021〕30号关于内容完整、不遗漏不泛化的要求。
    """

    id: ClassVar[str] = "substance.vague_content"
    category: ClassVar[str] = "vague_content"
    title: ClassVar[str] = "内容空泛"
    severity: ClassVar[Severity] = Severity.WARNING

    share: float = 0.3  # of a text is left without set phrases: up to this it says nothing
    doubtful_share: float = 0.4  # up to this it says little: enough for a hint
    min_chars: int = 18  # of a text that can be judged; a shorter one must consist of short slogans
    short_chars: int = 5  # of such a slogan
    most_slogans: int = 3  # hints a report
    slogan_chars: int = 10  # of a sentence or measure that can be an empty one
    problem_chars: int = 6  # of a problem that can be one
    problem_share: float = 0.1  # of such a problem is left without set phrases
    named_chars: int = 2  # left of the only problem: it names a thing after all, so a hint
    thin_chars: int = 10  # of the one sentence under a heading of its own, up to which it is thin

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Judge each topic where it stands, then the problems and the measures."""
        reported: list[Span] = []
        for finding in self._topics(ctx):
            if finding.span is not None:
                reported.append(finding.span)
            yield finding
        yield from self._slogans(ctx, reported)
        yield from self._astray(ctx, reported)
        yield from self._plans(ctx)

    def _topics(self, ctx: CheckContext) -> Iterator[Finding]:
        groups = list(_groups(ctx))
        covered = {group.topic for group in groups if not self._is_vague(group.sentences, self.doubtful_share)}
        for group in groups:
            if not group.is_headed and group.topic in covered:
                continue
            if self._is_vague(group.sentences, self.share):
                is_placed = any(names_channel(one.text) for one in group.sentences)
                severity = Severity.HINT if is_placed or not group.is_named else Severity.WARNING
                yield self._report(ctx, group.topic, [one.span for one in group.sentences], severity)
            elif (group.topic not in covered and self._is_vague(group.sentences, self.doubtful_share)) or (
                group.is_headed and is_thin(group.sentences, self.thin_chars)
            ):
                yield self._report(ctx, group.topic, [one.span for one in group.sentences], Severity.HINT)
            elif group.topic == "proactive_disclosure" and group.is_headed and not has_figure(ctx, group.sentences):
                yield self._uncounted(ctx, group)

    def _uncounted(self, ctx: CheckContext, group: _Group) -> Finding:
        span = cover([one.span for one in group.sentences])
        assert span is not None
        return self.finding(
            ctx,
            span,
            "“主动公开”没有写数量，看不出一年公开了多少信息。",
            severity=Severity.HINT,
            evidence=(QuoteEvidence("这一项的全部文字", ctx.document.quote(span), span),),
            suggestion=Suggestion("请写明全年主动公开了多少条，各类、各渠道多少条。"),
            topic=group.topic,
        )

    def _astray(self, ctx: CheckContext, reported: Sequence[Span]) -> Iterator[Finding]:
        """Yield what does not speak of this organ's disclosure, and adverbs heaped up."""
        for drift in find_drift(ctx):
            if not any(drift.span.overlaps(span) for span in reported):
                yield self._hint(ctx, drift.span, drift.message, drift.advice)
        for span in find_heaps(ctx):
            message = f"“{ctx.document.quote(span)}”三个副词叠用，没有增加内容。"
            yield self._hint(ctx, span, message, "请留一个，或者写明做了什么。")

    def _hint(self, ctx: CheckContext, span: Span, message: str, advice: str) -> Finding:
        sentence = ctx.sentence_at(span.start)
        text = sentence.text if sentence else ctx.document.quote(span)
        evidence = (QuoteEvidence("所在句子", text, sentence.span if sentence else span),)
        return self.finding(
            ctx, span, message, severity=Severity.HINT, evidence=evidence, suggestion=Suggestion(advice)
        )

    def _slogans(self, ctx: CheckContext, reported: Sequence[Span]) -> Iterator[Finding]:
        """Yield the emptiest single sentences of 总体情况 that no finding covers yet."""
        left = [one for one in find_slogans(ctx) if not any(one.span.overlaps(span) for span in reported)]
        emptiest = sorted(left, key=lambda one: (one.share, one.span.start))[: self.most_slogans]
        for slogan in sorted(emptiest, key=lambda one: one.span.start):
            text = ctx.document.quote(slogan.span)
            yield self.finding(
                ctx,
                slogan.span,
                f"“{_short(text)}”这一句没有可以核对的内容：没有数量、名称、时间，也没有做了什么。",
                severity=Severity.HINT,
                evidence=(
                    QuoteEvidence("这一句", text, slogan.span),
                    QuoteEvidence("去掉各家通用的词语以后", slogan_residue(text) or "没有剩下内容", None),
                ),
                suggestion=Suggestion("请改写为做了什么、做了多少，或者删去这一句。"),
            )

    def _is_vague(self, sentences: Sequence[Sentence], limit: float) -> bool:
        text = "".join(one.text for one in sentences)
        return (
            (len(text) >= self.min_chars or all(is_short_slogan(one.text, self.short_chars) for one in sentences))
            and not any(has_fact(one.text) or names_act(one.text) for one in sentences)
            and residue_share(text) <= limit
        )

    def _plans(self, ctx: CheckContext) -> Iterator[Finding]:
        for heading in ctx.official:
            if heading.key != "problems_improvements":
                continue
            units = read_units(ctx, heading.span)
            problems = [unit.span for unit in units if unit.role == "problem"]
            measures = [unit.span for unit in units if unit.role == "measure"]
            rest = [
                one.span for one in ctx.sentences_in(heading.span) if not any(one.span.overlaps(s) for s in measures)
            ]
            reported: list[Unit] = []
            if rest and not problems and self._are_empty(ctx, rest):
                yield self._report(ctx, "problems", rest, self._weight(ctx, rest))
            elif problems and all(self._says_nothing(unit) for unit in units if unit.role == "problem"):
                reported.extend(unit for unit in units if unit.role == "problem")
                yield self._report(ctx, "problems", problems, self._weight(ctx, problems))
            if measures and all(self._says_nothing(unit) for unit in units if unit.role == "measure"):
                reported.extend(unit for unit in units if unit.role == "measure")
                yield self._report(ctx, "improvements", measures, Severity.WARNING)
            empty = [unit for unit in units if unit not in reported and self._is_slogan(unit)]
            for unit in empty[: self.most_slogans]:
                topic = "problems" if unit.role == "problem" else "improvements"
                yield self._report(ctx, topic, [unit.span], Severity.HINT)

    def _says_nothing(self, unit: Unit) -> bool:
        return not has_fact(unit.text) and residue_share(unit.text) <= self.share and not sides_of(unit.text, unit.role)

    def _weight(self, ctx: CheckContext, spans: Sequence[Span]) -> Severity:
        """Return a hint for one problem that names a thing after all: 审计整改情况公开不足."""
        left = residue("".join(ctx.document.quote(span) for span in spans))
        return Severity.HINT if len(spans) == 1 and len(left) >= self.named_chars else Severity.WARNING

    def _is_slogan(self, unit: Unit) -> bool:
        """Tell whether one of several problems or measures is nothing but set phrases."""
        words = _cues.REFERS.sub("", unit.text)
        if unit.role == "problem":
            if _cues.SOME_OTHERS.match("".join(words.split())):
                return True
            share = measure_slogan(words, self.problem_chars)
            is_aimed = any(side not in _VAGUE_SIDES for side in sides_of(unit.text, unit.role))
            return share is not None and share <= self.problem_share and not is_aimed
        return measure_slogan(words, self.slogan_chars) is not None

    def _are_empty(self, ctx: CheckContext, spans: Sequence[Span]) -> bool:
        text = "".join(ctx.document.quote(span) for span in spans)
        says_little = not has_fact(text) and residue_share(text) <= self.share
        return len(text) >= self.min_chars and says_little and not sides_of(text, "problem")

    def _report(self, ctx: CheckContext, topic: str, spans: Sequence[Span], severity: Severity) -> Finding:
        span = cover(spans)
        assert span is not None
        name = next((one.name for one in ctx.knowledge.topics if one.key == topic), topic)
        text = ctx.document.quote(span)
        left = residue(text)
        return self.finding(
            ctx,
            span,
            f"“{name}”写得空泛：{_LACKS.get(topic, _LACKS_FACTS)}，放在哪个机关、哪一年都成立。",
            severity=severity,
            evidence=(
                QuoteEvidence("这一项的全部文字", text, span),
                QuoteEvidence("去掉各家通用的词语以后", left or "没有剩下内容", None),
            ),
            suggestion=Suggestion(_ADVICE.get(topic, _advice_for(ctx, topic))),
            topic=topic,
        )


def _short(text: str) -> str:
    bare = "".join(text.split()).rstrip("。；;，,")
    return bare if len(bare) <= 30 else bare[:29] + "…"


def _advice_for(ctx: CheckContext, topic: str) -> str:
    found = next((one for one in ctx.knowledge.topics if one.key == topic), None)
    return found.advice if found else "请写明可以核对的事实。"


def _groups(ctx: CheckContext) -> Iterator[_Group]:
    """Yield the sentences of 总体情况 topic by topic: by the heading above them, else by what they speak of."""
    current: list[Sentence] = []
    key: tuple[object, ...] = ()
    topic: TopicKey | None = None
    headed = named = False
    run_in: tuple[int, TopicKey] | None = None  # a block that opens with a bare title: 政府信息管理。
    for index, sentence in enumerate(ctx.sentences):
        if ctx.section_key_at(sentence.span.start) != "overview":
            continue
        by_heading = _topic_of_heading(ctx, sentence)
        by_label = _topic_of_label(ctx, sentence.text)
        if by_label and len(sentence.text) <= _BARE_TITLE:
            run_in = (sentence.block, by_label)
        elif by_label is None and run_in and run_in[0] == sentence.block:
            by_label = run_in[1]
        mine = by_heading or by_label or _topic_of_words(ctx, index)
        place = (mine, sentence.section if by_heading else sentence.block)
        if current and place != key:
            if topic is not None:
                yield _Group(topic, tuple(current), headed, named)
            current = []
        key, topic, headed = place, mine, by_heading is not None
        named = headed or by_label is not None or (named and bool(current))
        current.append(sentence)
    if current and topic is not None:
        yield _Group(topic, tuple(current), headed, named)


def _topic_of_heading(ctx: CheckContext, sentence: Sentence) -> TopicKey | None:
    """Return the topic that the innermost heading names; the heading of the part itself names none."""
    if sentence.section is None:
        return None
    section = ctx.document.sections[sentence.section]
    if any(heading.section.index == section.index for heading in ctx.official):
        return None
    words = ctx.document.quote(section.heading.heading_span or section.heading.span)
    return next((topic for topic in _DUE if topic in ctx.knowledge.topics_of_heading(words)), None)


def _topic_of_label(ctx: CheckContext, text: str) -> TopicKey | None:
    """Return the topic that a sentence opens with: 在监督保障方面，…."""
    label = _LABEL.match(text)
    named = ctx.knowledge.topics_of_heading(label["words"]) if label else ()
    return next((topic for topic in _DUE if topic in named), None)


def _topic_of_words(ctx: CheckContext, index: int) -> TopicKey | None:
    best = max(_DUE, key=lambda topic: ctx.topics.of(index, topic))
    return best if ctx.topics.of(index, best) >= PRESENT else None
