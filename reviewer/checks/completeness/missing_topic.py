"""Topics that the rules ask for and the draft does not speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.completeness._public_bodies import is_free_of_form
from reviewer.checks.completeness.missing_section import is_part
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import AbsenceEvidence, QuoteEvidence
from reviewer.classify.topic_coverage import PRESENT, Coverage
from reviewer.document.contents import TopicKey
from reviewer.knowledge.topics import Topic
from reviewer.regex import Regex

_LATE_TOPICS: tuple[TopicKey, ...] = ("problems", "improvements", "information_fee")
_DOES = r"(?:加强|推进|规范|优化|强化|抓好|做好|开展|落实)"
_TOUCHED: Mapping[TopicKey, str] = {
    "information_management": "政府信息(?:资源)?(?:规范化)?管理(?!条例|办法|制度)",
    "platform": "(?:公开|公开栏?)平台(?:的)?建设",
    "supervision": "监督(?:和|与)?(?:保障|评议)",
}
_HEADED = Regex(
    r"(?:^|\n)\s*(?:[（(]?[一二三四1-4][）)]?[、.．]?)\s*(?:下一?步)?(?:改进|整改|改进措施|改进情况|整改措施|改进打算|工作打算)[。：:\n][^\n]{12,}"
)


@dataclass(frozen=True)
class MissingTopic(Check):
    """规定要写的内容没有写。

    What it finds:
        总体情况中主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五项，主要问题、改进情况，
        以及 2021 年度起的信息处理费收取情况。看内容不看标题：换了标题或没有标题、内容在的，算写了；
        有标题而没有内容的，算没写。下一年的打算不算本年的工作。
    Why it matters:
        要素缺失是退回修改和考核扣分的主要原因。
    Wrong:
        总体情况只写主动公开和组织领导，没有一句话说明依申请公开。
    Right:
        全年收到政府信息公开申请 3 件，均按期答复。
    Known limits:
        内容只有一句套话的，判为“薄弱”，由审查人决定。
    Source:
        《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2021〕30号；国办函〔2020〕109号。
    """

    id: ClassVar[str] = "completeness.missing_topic"
    category: ClassVar[str] = "missing_topic"
    title: ClassVar[str] = "规定内容齐全"
    severity: ClassVar[Severity] = Severity.ERROR

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield the topics that are absent or weak, in the order of the form."""
        for topic in ctx.knowledge.topics:
            if not topic.is_required(ctx.identity.profile, ctx.identity.year):
                continue
            key: TopicKey = topic.key
            if ctx.is_cut_off and (key in _LATE_TOPICS or len(ctx.official) <= 1):
                continue  # the part that would hold it may be the part that is lost
            coverage = ctx.topics.coverage[key]
            if coverage.status != "present" and not (key == "improvements" and _is_headed(ctx)):
                yield self._report(ctx, topic, coverage)

    def _is_touched(self, ctx: CheckContext, key: TopicKey) -> bool:
        """Tell whether a clause at least says that the matter was done: 加强政府信息管理和平台建设."""
        name = _TOUCHED.get(key)
        if name is None:
            return False
        inside = (one for one in ctx.sentences if ctx.section_key_at(one.span.start) == "overview")
        return any(re.search(rf"{_DOES}[^。；，,;:：]{{0,16}}{name}", one.text) for one in inside)

    def _report(self, ctx: CheckContext, topic: Topic, coverage: Coverage) -> Finding:
        is_weak = coverage.status == "weak" or self._is_touched(ctx, key=coverage.topic)
        nearest = None
        if coverage.nearest is not None:
            sentence = ctx.sentences[coverage.nearest]
            nearest = QuoteEvidence("最接近的一句", sentence.text, sentence.span)
        severity = Severity(topic.severity_when_absent)
        if is_weak:
            message = f"“{topic.name}”写得过于单薄，只有一处似乎提到，未见实际内容。"
            severity = Severity.HINT
        else:
            message = f"全文没有写“{topic.name}”。"
            severity = Severity.HINT if is_part(ctx) or is_free_of_form(ctx) else severity
        return self.finding(
            ctx,
            None,
            message,
            severity=severity,
            evidence=(
                AbsenceEvidence(
                    sought=topic.name,
                    searched=topic.searched_in,
                    cues=topic.cues[:8],
                    nearest=nearest,
                    nearest_score=round(coverage.best, 3),
                    threshold=PRESENT,
                ),
            ),
            suggestion=Suggestion(topic.advice),
            section=topic.section,
            topic=topic.key,
            confidence=round(1 - coverage.best, 3),
        )


def _is_headed(ctx: CheckContext) -> bool:
    """Tell whether something stands under a heading 改进 inside the part on problems, whatever its words."""
    parts = [heading.span for heading in ctx.official if heading.key == "problems_improvements"]
    text = ctx.document.text
    return any(_HEADED.search(text, span.start, span.end) is not None for span in parts)
