"""Paragraphs that stand in a part that is about something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reviewer.checks.base import Severity, Suggestion
from reviewer.checks.completeness._fault import Fault
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import PredictionEvidence, QuoteEvidence
from reviewer.document.contents import TOPIC_KEYS, TopicKey
from reviewer.document.span import Span
from reviewer.knowledge.sections import SECTION_TITLES, OfficialHeading, SectionKey
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_SURE = 0.8
_UNLIKELY = 0.1
_PROSE = Regex(r"[，；][^，；]{4,}.*[。；]$|^.{18,}[。；]$", re.DOTALL)
_VERY_SURE = 0.9
_MEASURE = Regex(
    r"^\W*[一二三四五六七八九十\d]*\W*(?:进一步|持续|继续|不断|切实)*(?:拓|加|完善|健全|强化|推|优化|提|规范|丰富|充实|深化|建|落实|创新|做好|抓|扩|改|增|严|压实|统一)"
)
_TOPICS: tuple[TopicKey, ...] = (
    "proactive_disclosure",
    "disclosure_on_request",
    "information_management",
    "platform",
    "supervision",
)
_REQUESTS = Regex(r"申请人|申请表|(?:受理|收到|答复)[^，。；]{0,14}申请|申请[^，。；]{0,12}(?:答复|受理)")
_NAMED_REQUESTS = Regex(r"(?:依)?(?:政府)?信息公开(?:的)?申请|依申请公开|申请公开")
_OWN: dict[TopicKey, Regex] = {
    "proactive_disclosure": Regex(r"公开|公布|公示|发布|解读|回应"),
    "disclosure_on_request": Regex(r"申请|答复|补正"),
    "information_management": Regex(r"审[核查]|保密|目录|归档|档案|清理|管理|属性|台账|动态|更新|删除|校|制度|机制"),
    "platform": Regex(r"平台|网|公众号|微博|栏|屏|新媒体|渠道|窗口|查阅|端|热线|入口|页|专区"),
    "supervision": Regex(
        r"监督|保障|考核|评议|培训|责任|检查|通报|领导|督|投诉|复议|诉讼|整改|部署|会议|考评|测评|指导"
    ),
}
_FITS: dict[SectionKey, tuple[TopicKey, ...]] = {
    "proactive": ("proactive_disclosure", "information_management", "platform", "information_fee"),
    "requests": ("disclosure_on_request", "information_fee"),
    "problems_improvements": ("problems", "improvements"),
}
_HOME: dict[TopicKey, str] = {
    "proactive_disclosure": "总体情况的“主动公开”",
    "disclosure_on_request": "总体情况的“依申请公开”",
    "information_management": "总体情况的“政府信息管理”",
    "platform": "总体情况的“平台建设”",
    "supervision": "总体情况的“监督保障”",
    "problems": "“存在的主要问题及改进情况”",
    "improvements": "“存在的主要问题及改进情况”",
    "information_fee": "“其他需要报告的事项”",
}
_FAULT = Regex(r"不(?:够|足|强|及时|到位|规范|完善|全面|平衡|深)|有待|薄弱|单一|滞后|欠缺|缺乏|差距|短板")
_FEE_OR_LAST_YEAR = Regex(r"信息处理费|上[一]?年|去年|已(?:经)?整改|已(?:经)?解决")
_NUMBERED = Regex(r"\s*(?:\d{1,2}[.．、]|[（(][一二三四五六七八九\d]{1,2}[）)]|[一二三四五六七八九]是)")
_ANNOUNCES = Regex(
    r"(?:以下|如下|下列|重点|主要)[^。；]{0,16}(?:工作|方面|措施|改进)[^。]{0,6}[：:。]?\s*\n|[：:]\s*\n"
)
_BELONGS = {
    "proactive": Regex(
        r"规章|规范性文件|许可|处罚|强制|收费|本表|上表|表[一二]|主动公开|统计|制发|第二十条|制定|废止|有效"
    ),
    "requests": Regex(r"申请|答复|表[一二三]|上表|本表|结转|统计"),
    "problems_improvements": Regex(
        r"问题|不足|改进|整改|下一?步|今后|将|拟|计划|不够|有待|短板|上[一]?年|去年|已(?:经)?(?:解决|完成|全部)|20\d\d年起|滞后|差距|"
        r"困难|难|慢|晚|少|单一|薄弱|缺|要|应|须|准备|打算|力争|针对|对策|措施|原因|没有|未|不"
    ),
}


def _stands_under(ctx: CheckContext, sentence: Sentence, heading: OfficialHeading) -> bool:
    """Tell whether no part of the writer's own (三、12345热线) stands between a sentence and the heading."""
    index = sentence.section
    while index is not None:
        section = ctx.document.sections[index]
        if section.level <= heading.section.level:
            return section.index == heading.section.index
        index = section.parent
    return True


def _stands_under_measure(ctx: CheckContext, sentence: Sentence, heading: OfficialHeading) -> bool:
    """Tell whether the nearest heading is a measure, which what follows carries out: 1.拓展公开形式。…."""
    if sentence.section is None or sentence.section == heading.section.index:
        return False
    nearest = ctx.document.sections[sentence.section].heading
    return _MEASURE.match(ctx.document.quote(nearest.heading_span or nearest.span)) is not None


def find_misplaced(ctx: CheckContext) -> Iterator[Fault]:
    """Yield paragraphs, and parts under a heading of their own, that are surely about another topic."""
    positions = {sentence.span.start: index for index, sentence in enumerate(ctx.sentences)}
    for key, fitting in _FITS.items():
        for heading in ctx.official:
            if heading.key != key:
                continue
            inside = [
                one
                for one in ctx.sentences_in(heading.span)
                if _stands_under(ctx, one, heading) and not _stands_under_measure(ctx, one, heading)
            ]
            for paragraph in _paragraphs(inside):
                topic = _stranger(ctx, [positions[one.span.start] for one in paragraph], fitting)
                text = "".join(one.text for one in paragraph)
                if topic is not None and _is_named(ctx, paragraph[0], topic):
                    continue  # its own heading says what it is; that the heading stands here is another fault
                if topic is None or not _PROSE.search(text) or _BELONGS[key].search(text):
                    continue
                if key == "problems_improvements" and _is_announced(ctx, heading, paragraph[0]):
                    continue
                span = Span(paragraph[0].span.start, paragraph[-1].span.end)
                yield _fault(ctx, span, topic, SECTION_TITLES[key], positions[paragraph[0].span.start])
    yield from _in_overview(ctx, positions)
    yield from _problems_in_last_part(ctx, positions)


def _problems_in_last_part(ctx: CheckContext, positions: Mapping[int, int]) -> Iterator[Fault]:
    """Yield paragraphs of the last part that list problems, which have a part of their own."""
    if not any(heading.key == "problems_improvements" for heading in ctx.official):
        return
    for heading in ctx.official:
        if heading.key != "other":
            continue
        for paragraph in _paragraphs(list(ctx.sentences_in(heading.span))):
            text = "".join(one.text for one in paragraph)
            at = positions[paragraph[0].span.start]
            is_sure = float(ctx.topics.alone[at, TOPIC_KEYS.index("problems")]) >= _SURE
            if is_sure and _FAULT.search(text) and not _FEE_OR_LAST_YEAR.search(text):
                span = Span(paragraph[0].span.start, paragraph[-1].span.end)
                yield _fault(ctx, span, "problems", SECTION_TITLES["other"], at, severity=Severity.HINT)


def _is_named(ctx: CheckContext, sentence: Sentence, topic: TopicKey) -> bool:
    """Tell whether the nearest heading above a sentence names the topic."""
    if sentence.section is None:
        return False
    nearest = ctx.document.sections[sentence.section].heading
    return topic in ctx.knowledge.topics_of_heading(ctx.document.quote(nearest.heading_span or nearest.span))


def _is_announced(ctx: CheckContext, heading: OfficialHeading, first: Sentence) -> bool:
    """Tell whether a paragraph is a numbered item of the measures announced above it: 做好以下三项工作：."""
    block = ctx.document.blocks[first.block]
    before = ctx.document.text[heading.span.start : block.span.start]
    return _NUMBERED.match(ctx.document.quote(block.span)) is not None and _ANNOUNCES.search(before) is not None


def _in_overview(ctx: CheckContext, positions: Mapping[int, int]) -> Iterator[Fault]:
    """Yield paragraphs under one topic of 总体情况 that are surely about another."""
    for heading in ctx.official:
        if heading.key != "overview":
            continue
        for paragraph in _paragraphs(list(ctx.sentences_in(heading.span))):
            section = None if paragraph[0].section is None else ctx.document.sections[paragraph[0].section]
            if section is None or section.index == heading.section.index:
                continue
            words = ctx.document.quote(section.heading.heading_span or section.heading.span)
            named = [topic for topic in ctx.knowledge.topics_of_heading(words) if topic in _TOPICS]
            text = "".join(one.text for one in paragraph)
            if len(named) != 1 or not _PROSE.search(text):
                continue
            at = [positions[one.span.start] for one in paragraph]
            topic = _surely_other(ctx, at, named[0])
            is_plain = topic == "disclosure_on_request" and _REQUESTS.search(text) is not None
            if topic is None or _OWN[named[0]].search(_NAMED_REQUESTS.sub("申请", text) if is_plain else text):
                continue
            severity = Severity.WARNING if is_plain else Severity.HINT
            span = Span(paragraph[0].span.start, paragraph[-1].span.end)
            yield _fault(ctx, span, topic, words.strip(), at[0], severity=severity)


def _surely_other(ctx: CheckContext, positions: Sequence[int], own: TopicKey) -> TopicKey | None:
    found: set[TopicKey] = set()
    for position in positions:
        row = {topic: float(ctx.topics.alone[position, TOPIC_KEYS.index(topic)]) for topic in _TOPICS}
        best = max(_TOPICS, key=lambda topic: row[topic])
        if best == own or row[best] < _VERY_SURE or row[own] > _UNLIKELY:
            return None
        found.add(best)
    return found.pop() if len(found) == 1 else None


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in sentences:
        if group and group[-1].block != sentence.block:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _stranger(ctx: CheckContext, positions: Sequence[int], fitting: Sequence[TopicKey]) -> TopicKey | None:
    """Return the one topic that all the sentences are surely about, if the part is not about it."""
    found: set[TopicKey] = set()
    for position in positions:
        row = {topic: float(ctx.topics.alone[position, column]) for column, topic in enumerate(TOPIC_KEYS)}
        best = max(row, key=lambda topic: row[topic])
        if best in fitting or row[best] < _SURE or max(row[topic] for topic in fitting) > _UNLIKELY * 3:
            return None
        found.add(best)
    return found.pop() if len(found) == 1 else None


def _fault(
    ctx: CheckContext,
    span: Span,
    topic: TopicKey,
    part: str,
    position: int,
    *,
    severity: Severity = Severity.WARNING,
) -> Fault:
    name = next((one.name for one in ctx.knowledge.topics if one.key == topic), topic)
    text = ctx.document.quote(span)
    cues = next((one.find_cues(text) for one in ctx.knowledge.topics if one.key == topic), ())
    return Fault(
        span,
        f"这段话说的是“{name}”，放在了“{part}”部分。",
        (
            QuoteEvidence("这段话", text, span),
            PredictionEvidence(
                name, round(float(ctx.topics.alone[position, TOPIC_KEYS.index(topic)]), 3), ctx.topics.model, cues[:5]
            ),
        ),
        Suggestion(f"请移到{_HOME[topic]}。"),
        severity,
    )
