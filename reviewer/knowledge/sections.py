"""Which headings of a draft open the sections that the official form asks for.

The form has six sections. Drafts number them wrongly, nest a second series inside
the first, put them on the second level, or give them the names of the 2008 form;
so a section is known by its words and by the level on which most of them stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.document.model import Document, Section
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.regex import Regex

SectionKey = Literal["overview", "proactive", "requests", "review_litigation", "problems_improvements", "other"]

SECTION_KEYS: tuple[SectionKey, ...] = (
    "overview",
    "proactive",
    "requests",
    "review_litigation",
    "problems_improvements",
    "other",
)
SECTION_TITLES: dict[SectionKey, str] = {
    "overview": "总体情况",
    "proactive": "主动公开政府信息情况",
    "requests": "收到和处理政府信息公开申请情况",
    "review_litigation": "政府信息公开行政复议、行政诉讼情况",
    "problems_improvements": "存在的主要问题及改进情况",
    "other": "其他需要报告的事项",
}
_ORDINALS = "一二三四五六"

# First match counts. Headings of the 2008 form are read as the sections they became.
_PATTERNS: tuple[tuple[SectionKey, Regex], ...] = (
    ("review_litigation", Regex(r"复议|诉讼|申诉")),
    ("problems_improvements", Regex(r"问题|改进|不足|困难|下一?步(?:工作)?(?:打算|安排|计划|措施)|整改")),
    (
        "other",
        Regex(r"其他(?:需要|应当?|有关|报告|事项|情况)|(?:需要|应当?)(?:报告|说明).*(?:其他|事项)|说明的事项|其它"),
    ),
    ("requests", Regex(r"(?:收到|受理|处理|办理).*申请|依申请公开|申请.*(?:处理|办理|答复)情况|公开申请情况")),
    ("proactive", Regex(r"主动公开")),
    (
        "overview",
        Regex(r"总体|概述|概况|基本(?:工作)?情况|^(?:政府|政务)信息公开工作情况$|工作开展情况|工作情况综述|整体情况"),
    ),
)
_FEES = Regex(r"收费(?!厅|大厅|站|窗口|处|员|口)|费用|减免")


@dataclass(frozen=True, slots=True)
class OfficialHeading:
    """The heading that opens an official section.

    Args:
        key: Which section.
        section: The section of the heading tree.
        span: From the heading to the last character before the next official section.
    """

    key: SectionKey
    section: Section
    span: Span


def heading_words(text: str) -> str:
    """Return a heading's words without its number, white space and end mark."""
    compact = "".join(fold(text).split())
    bare = re.sub(
        r"^(?:第[一二三四五六七八九十\d]+(?:部分|章|节)|[(（]?[一二三四五六七八九十\d]{1,3}[)）]?)[、.,:)]*",
        "",
        compact,
    )
    return bare.rstrip("。:;,.")


def key_of_heading(text: str) -> SectionKey | None:
    """Return the official section that a heading's words name; None for any other."""
    words = heading_words(text)
    if len(words) > 40:
        return None
    for key, pattern in _PATTERNS:
        if pattern.search(words):
            return key
    return "other" if _FEES.search(words) else None


def find_official_sections(document: Document) -> tuple[OfficialHeading, ...]:
    """Return the official sections of a draft in the order in which they stand.

    A key may occur twice (a duplicated section); headings that name no official
    section belong to the one before them.
    """
    by_level: dict[int, list[tuple[SectionKey, Section]]] = {}
    for section in document.sections:
        heading_span = section.heading.heading_span or section.heading.span
        key = key_of_heading(document.quote(heading_span))
        if key is not None and not _is_inside_overview(document, section):
            by_level.setdefault(section.level, []).append((key, section))
    if not by_level:
        return ()
    level = max(by_level, key=lambda value: (len({key for key, _ in by_level[value]}), -value))
    chosen = [
        (key, section)
        for value, found in by_level.items()
        for key, section in found
        # A heading one level up is official too: somebody numbered one section differently.
        if value == level or (value < level and _is_canonical(key, document, section))
    ]
    chosen.sort(key=lambda item: item[1].span.start)
    kept: list[tuple[SectionKey, Section]] = []
    seen: set[SectionKey] = set()
    for key, section in chosen:
        if (
            key in seen
            and not _is_canonical(key, document, section)
            and not _is_last_part(key, document, section, level)
        ):
            continue  # “主动公开……” as a plain heading inside another section
        kept.append((key, section))
        seen.add(key)
    headings: list[OfficialHeading] = []
    end_of_text = len(document.text)
    for position, (key, section) in enumerate(kept):
        end = kept[position + 1][1].span.start if position + 1 < len(kept) else end_of_text
        span = Span(section.span.start, end).trimmed(document.text)
        assert span is not None
        headings.append(OfficialHeading(key, section, span))
    return tuple(headings)


def official_at(official: Sequence[OfficialHeading], offset: int) -> OfficialHeading | None:
    """Return the section that holds ``offset``; None in front of the first; O(log sections)."""
    position = bisect_right(official, offset, key=lambda heading: heading.span.start) - 1
    return official[position] if position >= 0 and offset < official[position].span.end else None


def _is_inside_overview(document: Document, section: Section) -> bool:
    """Tell whether a heading is one of the parts of 总体情况, which go by the names of later sections."""
    parent = section.parent
    while parent is not None:
        upper = document.sections[parent]
        if key_of_heading(document.quote(upper.heading.heading_span or upper.heading.span)) == "overview":
            return True
        parent = upper.parent
    return False


def _is_last_part(key: SectionKey, document: Document, section: Section, level: int) -> bool:
    """Tell whether 其他报告事项 stands on its own, the part on fees of the 2008 form having been read as the same."""
    words = heading_words(document.quote(section.heading.heading_span or section.heading.span))
    return key == "other" and section.level == level and _FEES.search(words) is None


def _is_canonical(key: SectionKey, document: Document, section: Section) -> bool:
    words = heading_words(document.quote(section.heading.heading_span or section.heading.span))
    canonical = SECTION_TITLES[key]
    return canonical in words or words in canonical


def expected_number(key: SectionKey) -> str:
    """Return the number that the form gives a section: 一 to 六."""
    return _ORDINALS[SECTION_KEYS.index(key)]
