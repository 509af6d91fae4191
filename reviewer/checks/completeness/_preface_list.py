"""What the preface says of the parts that follow: their names, their number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewer.checks.base import Severity, Suggestion
from reviewer.checks.completeness._fault import Fault
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.span import Span
from reviewer.knowledge.sections import SECTION_KEYS, SECTION_TITLES, OfficialHeading, SectionKey, key_of_heading
from reviewer.regex import Regex

_HAN = "一二三四五六七八九十"
_SENTENCE = Regex(r"[^。\n]+。?")
_LISTED = Regex(
    r"(?:由|包括|包含|分为|涵盖|主要有)(?:了|以下)?[：:]?(?P<list>[^。]{12,260}?)(?P<etc>等)?"
    rf"(?:(?P<count>[{_HAN}\d])个?(?:部分|方面|章)(?:组成|构成|内容)?|内容|组成|构成|(?=[。\n]|$))"
)
_COUNTED = Regex(
    r"(?:报告|全文|内容)[^，。；]{0,12}?，?(?:分为?|共|由|包括|包含|有|含)[^，。；]{0,6}?"
    rf"(?P<words>(?P<count>[{_HAN}]|\d)个?(?:部分|方面(?=的?内容)|章))"
)
_NUMBER = Regex(r"^\s*[（(]?[一二三四五六七八九\d][)）]?[、.．]?\s*")
_SPLIT = Regex(r"[、，,；;和以及与]+(?=[^、，,；;]{2,})")
_TWICE = Regex(r"([^、，；。]{8,}?)(?:[、，；]|和|及)\1")
_OLD_PARTS = Regex(r"收费及减免|收费和减免|减免情况|概述|咨询情况|支出与收费")
_LOOSE: tuple[tuple[SectionKey, Regex], ...] = (
    ("review_litigation", Regex(r"复议|诉讼")),
    ("problems_improvements", Regex(r"问题|改进")),
    ("requests", Regex(r"申请办理|依申请|申请情况|申请处理|公开申请")),
    ("proactive", Regex(r"主动公开|公开的内容")),
    ("other", Regex(r"其他|其它")),
    ("overview", Regex(r"总体|概述|概况")),
)
_OF_THE_REPORT = Regex(r"本年?度?报告|本年报|年度报告|报告全文|全文")
_LEAST_LISTED = 4
_LEAST_LOOSE = 2


def find_preface_faults(ctx: CheckContext) -> Iterator[Fault]:
    """Yield lists of parts, and numbers of parts, in the preface that are not those that follow."""
    if not ctx.official:
        return
    preface = ctx.official[0].span.start
    for sentence in _SENTENCE.finditer(ctx.document.text, 0, _end_of_opening(ctx)):
        if sentence.start() >= preface and not _OF_THE_REPORT.search(sentence[0]):
            continue
        listed = _LISTED.search(sentence[0])
        if listed is not None and _names_parts(listed["list"]):
            yield from _listed(ctx, listed, sentence.start())
        else:
            yield from _announced(ctx, sentence)


def _names_parts(written: str) -> bool:
    """Tell whether a list names parts at all: 由局办公室编制，共八个部分 does not."""
    return sum(_key(item) is not None for item in split_list(written)) >= _LEAST_LOOSE


def _end_of_opening(ctx: CheckContext) -> int:
    """Return where the first paragraph under the first heading ends, which some write the preface in."""
    first = ctx.official[0]
    inside = list(ctx.sentences_in(first.span))
    return max((one.span.end for one in inside if one.block == inside[0].block), default=first.span.start)


def _listed(ctx: CheckContext, match: re.Match[str], offset: int) -> Iterator[Fault]:
    """Yield a list of parts that is not the list of the parts that follow, or names one twice."""
    found: list[SectionKey] = list(dict.fromkeys(heading.key for heading in ctx.official))
    items = [_NUMBER.sub("", item) for item in split_list(match["list"]) if item.strip()]
    keys = [key for key in map(_key, items) if key is not None]
    strict = [key for key in map(key_of_heading, items) if key is not None]
    listed: list[SectionKey] = list(dict.fromkeys(keys))
    if len(found) < _LEAST_LISTED or _names_parts_of_its_own(ctx, items, match["count"]):
        return
    is_counted = match["count"] is not None or match[0].endswith(("组成", "构成"))
    is_sure = len(strict) >= _LEAST_LISTED
    if not is_sure and not (is_counted and len(keys) >= _LEAST_LOOSE):
        return
    in_order = [key for key in found if key in listed]
    is_old = any(_OLD_PARTS.search(item) and "信息处理费" not in item for item in items)
    lacks = [] if match["etc"] and not match["count"] else [key for key in found if key not in listed]
    twice = _TWICE.search(match["list"])
    if in_order == listed and not lacks and not (is_old and ctx.identity.year is not None) and twice is None:
        yield from _miscounted(ctx, match, offset, len(listed))
        return
    begin = offset + match.start("list")
    span = Span(begin, offset + match.end()).trimmed(ctx.document.text) or Span(begin, offset + match.end("list"))
    wanted = "、".join(SECTION_TITLES[key] for key in found)
    repeated = twice is not None and in_order == listed and not lacks
    yield Fault(
        span,
        f"引言把“{twice[1]}”列了两次。" if repeated and twice else "引言列出的各部分与后面实际的部分不一致。",
        (
            QuoteEvidence("引言所列", match["list"], Span(begin, offset + match.end("list"))),
            QuoteEvidence("实际的部分", wanted, None),
        ),
        Suggestion("请按实际的部分改写。", None if repeated else wanted),
        Severity.WARNING if is_sure else Severity.HINT,
    )


def _miscounted(ctx: CheckContext, match: re.Match[str], offset: int, listed: int) -> Iterator[Fault]:
    """Yield the number behind a list that names the right parts when it is neither theirs nor the list's."""
    written = match["count"]
    if not written:
        return
    level = ctx.official[0].section.level
    parts = sum(section.level == level for section in ctx.document.sections)
    count = int(written) if written.isdecimal() else _HAN.index(written) + 1
    if count in (parts, len(ctx.official), listed):
        return
    span = Span(offset + match.start("count"), offset + match.end())
    words = ctx.document.quote(span)
    wanted = words.replace(written, str(listed) if written.isdecimal() else _HAN[listed - 1], 1)
    yield Fault(
        span,
        f"引言列了{listed}个部分，却写作“{words}”。",
        (QuoteEvidence("引言所列", match["list"], Span(offset + match.start("list"), offset + match.end("list"))),),
        Suggestion(f"请改为“{wanted}”。", wanted),
        Severity.WARNING if listed == len(ctx.official) else Severity.HINT,
    )


def _names_parts_of_its_own(ctx: CheckContext, items: Sequence[str], count: str | None) -> bool:
    """Tell whether the draft has more parts than the form, and the preface lists or counts just so many."""
    level = ctx.official[0].section.level
    parts = sum(section.level == level for section in ctx.document.sections)
    stated = None if not count else int(count) if count.isdecimal() else _HAN.index(count) + 1
    return parts > len(SECTION_KEYS) and parts in (len(items), stated)


def _key(item: str) -> SectionKey | None:
    """Return the part that a name in a list means, also one that is cut short: 申请办理, 复议诉讼."""
    return key_of_heading(item) or next((key for key, pattern in _LOOSE if pattern.search(item)), None)


def split_list(written: str) -> list[str]:
    """Cut a list of parts: at semicolons if it holds several, else at commas, else wherever a mark stands."""
    written = written.replace("”“", "、").replace("“", "").replace("”", "")
    for mark in ("；", "，"):
        if written.count(mark) >= _LEAST_LISTED - 1:
            return [one for item in written.split(mark) for one in re.split("(?<=情况)(?:和|以及|、)(?=[存其])", item)]
    return _SPLIT.split(written)


def _announced(ctx: CheckContext, sentence: re.Match[str]) -> Iterator[Fault]:
    """Yield a number of parts in the preface that is not the number of those that follow: 本报告共七个部分."""
    level = ctx.official[0].section.level
    parts = sum(section.level == level for section in ctx.document.sections)
    match = _COUNTED.search(sentence[0])
    if match is None:
        return
    written = match["count"]
    count = int(written) if written.isdecimal() else _HAN.index(written) + 1
    if count in (parts, len(ctx.official)) or len(ctx.official) < _LEAST_LISTED:
        return
    span = Span(sentence.start() + match.start("words"), sentence.start() + match.end("words"))
    wanted = match["words"].replace(written, str(parts) if written.isdecimal() else _HAN[parts - 1])
    yield Fault(
        span,
        f"引言说有“{match['words']}”，后面实际有{parts}个部分。",
        (
            QuoteEvidence(
                "引言", sentence[0].strip(), Span(sentence.start(), sentence.end()).trimmed(ctx.document.text)
            ),
            QuoteEvidence("实际的部分", "、".join(_heading(ctx, one) for one in ctx.official), None),
        ),
        Suggestion(f"请改为“{wanted}”。", wanted),
    )


def _heading(ctx: CheckContext, heading: OfficialHeading) -> str:
    return ctx.document.quote(heading.section.heading.heading_span or heading.section.heading.span)
