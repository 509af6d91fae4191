"""Sums stated inside a sentence: 共A条，其中B、C、D.

A list of parts need not be whole, and channels overlap; so a sum below the total
counts only where the list closes with 其他, holds both halves of a pair (线上、线下) or
comes very near, and one above it only where the parts exclude each other, or one
digit would set it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reviewer.checks.data._clauses import Figure, Passage, is_rounded
from reviewer.regex import Regex

_OPENS = Regex(
    r"^(?:其中|主?要?涉及(?:到|的有)?$|当中|包括|分别(?:为|是)|分为|具体[为是]|分布为|按[^,;。]{1,8}(?:分|划分|统计)$)"
)
_WHOLE_LIST = Regex(r"^(?:分别|分为|按)")
UNITS = frozenset(
    ("件", "条", "篇", "期", "次", "份", "个", "项", "起", "宗", "例", "家", "人", "名", "人次", "场", "处", "部")
)
_NO_PART = Regex(
    r"结转|办结|增加|减少|增长|下降|同比|比上年|比那年|较|另|此外|共|合计|总计|累计|占|平均|剩余|实际|"
    r"实收|浏览|阅读|点击|转载|采纳|回复|收到|受理|出席|列席|维持|纠正|审结"
)
_NO_TOTAL = Regex(r"增加|减少|增长|下降|上升|比上年|比那年|较|结转")
CHANGED = Regex(r"(?:多|少|增加?|减少?|升|降|增长|提高|压缩|相差)(?:了|出|至|到)?$")  # 比上年多24条：……
CHANNELS = Regex(
    r"网站|公众号|微信|微博|客户端|公报|平台|报纸|电视|广播|公示栏|抖音|新媒体|媒体|专栏|栏目|APP|头条|信函|网上|当面"
)
_OVERLAP = Regex(r"并处|同时|部分(?!公开)|兼|交叉|重复(?!申请)|多个|分别计")
_CLOSES = Regex(r"其[他它余](?!处理|方式处理|结果)")
_PAIRS = tuple(
    (Regex(one), Regex(other))
    for one, other in ((r"上半年", r"下半年"), (r"线上|网上", r"线下|现场|当面"), (r"自然人", r"法人"), (r"男", r"女"))
)
# Behind a semicolon these open another count of the same things, no further part of the last.
_LEAVES_LIST = Regex(
    r"^(?:本年|另|同时|并|已|共|均|其余|剩余)*(?:废止|修订|修改|失效|清理|保留|现行|继续有效|现存|撤销|注销|关停|新增|上报|评估|备案)"
)
_ONE_WAY = Regex(r"申请")  # an application comes by one way only
_AMONG = Regex(r"^(?:[^,;。]{0,12})(?:中|里|里面|当中)$")
ALTOGETHER = Regex(
    r"^(?:本年|以上|三者|两者|几项)?(?:共计|合计|总计|一共|总共|合起来|加起来|相加|加总|共)(?:为|有|是|公开|发布|推送|培训|发放|办理|答复)?$"
)
_ASIDE = Regex(r"[(](?:含|包括|其中)")  # 6件（含上年结转1件），其中
_SEVERAL = frozenset(("项", "类", "者", "部分"))
_OF_SEVERAL = Regex(r"^(?:合计|共计|总计|共)(?:公开|发布)?$")
_NO_LIST = Regex(r"其中|包括|含|结转|办结|同比|增加|减少|比上年|较上年|平均|分别|各|至|每|累计|上年|那年")
_JOINED = Regex(r"^(?:和|与|及|以及)[^,;。]{0,10}$")
_BARE = Regex(r"^(?:分别(?:为|是)|和|与|及|、)*$")
_BARE_PART = Regex(r"^[^,;。]{1,10}$")
EACH = Regex(r"(?:各自?|每[^,;。]{0,6}|均|都)(?:为|是|有|占|计)?$")  # 图书馆和车站各1个: one figure for several parts
_ACTIVITY = Regex(
    r"召开|开展|举办|组织|发布|报送|发放|转发|更新|公开|办理|办结|收|检查|整改|培训|印发|制|新|其|已|上年|本年|每|各|到|参加|提|发|回|答|建|设|编|修|删|补"
)
_RESULT = Regex(r"(?:予以|部分|不予|同意)公开|无法提供|不予处理|不掌握")
_CLOSE = Decimal("0.06")
_NEARLY = Decimal("0.15")
_SMALL = 20
_NEAR = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class BrokenSum:
    """A total with parts that do not add up to it.

    Args:
        total: The figure of the whole.
        parts: The figures of the parts.
        certainty: How sure it is that the parts are all there are and exclude each other.
        block: Index of the paragraph.
    """

    total: Figure
    parts: tuple[Figure, ...]
    certainty: Literal["likely", "possible"]
    block: int

    @property
    def sum(self) -> Decimal:
        """What the parts add up to."""
        return sum((part.quantity.value for part in self.parts), Decimal(0))


def find_broken_sums(passages: Sequence[Passage]) -> Iterator[BrokenSum]:
    """Yield the sums of the prose that do not hold, in order."""
    for passage in passages:
        for index, clause in enumerate(passage.clauses):
            goes_on = clause.mark == "。" and clause.text.startswith("其中")
            if goes_on or (_opens(passage, index) and clause.mark in (",", ";", "(", ":")):
                broken = _test(passage, index)
                if broken is not None:
                    yield broken
        yield from _bare_lists(passage)
        yield from _sums_behind(passage)


def _bare_lists(passage: Passage) -> Iterator[BrokenSum]:
    """Yield totals that the list right behind them comes very near to: 到会43人，局机关15人、林业站29人."""
    for place, total in enumerate(passage.figures[:-2]):
        parts: list[Figure] = []
        goes_on = False
        for part in passage.figures[place + 1 :]:
            clause = passage.clauses[part.clause]
            goes_on = clause.mark == "、"
            if clause.mark != ("、" if parts else ",") or part.clause != total.clause + len(parts) + 1 or part.after:
                break
            if not same_unit(part.quantity.unit, total.quantity.unit) or not _BARE_PART.match(part.before):
                break
            if EACH.search(part.before) or _ACTIVITY.search(part.before) or _NO_PART.search(part.before):
                break
            if part.quantity.is_approximate:
                break
            parts.append(part)
            goes_on = False
        if (
            len(parts) < 2
            or goes_on
            or total.after
            or total.quantity.is_approximate
            or total.quantity.unit not in UNITS
        ):
            continue
        found = sum((part.quantity.value for part in parts), Decimal(0))
        if found != total.quantity.value and abs(found - total.quantity.value) <= _CLOSE * total.quantity.value:
            yield BrokenSum(total, tuple(parts), "likely", passage.block)


def _opens(passage: Passage, index: int) -> bool:
    """Tell whether a clause starts the parts of a total: 其中, a bracket behind the total, or 12件申请中."""
    clause = passage.clauses[index]
    if _OPENS.match(clause.text):
        return True
    if not index or clause.mark not in ("(", ","):
        return False
    before = [figure for figure in passage.figures if figure.clause == index - 1]
    if len(before) != 1 or not any(figure.clause == index for figure in passage.figures):
        return False
    return before[0].after == "" if clause.mark == "(" else bool(_AMONG.match(before[0].after))


def _sums_behind(passage: Passage) -> Iterator[BrokenSum]:
    """Yield totals behind their parts that these do not add up to: 网上9件、信函3件，合计12件."""
    for place, total in enumerate(passage.figures):
        clause = passage.clauses[total.clause]
        several = passage.figures[place - 1] if place else None
        if several and several.quantity.unit in _SEVERAL and several.clause == total.clause:
            yield from _sum_of_several(passage, several, total)
            continue
        if not ALTOGETHER.match(total.before) or total.after or total.quantity.unit not in UNITS:
            continue
        parts: list[Figure] = []
        expected = total.clause - 1
        for part in reversed(passage.figures[:place]):
            own = passage.clauses[part.clause]
            while expected > part.clause and _is_name(passage, expected):
                expected -= 1  # the name of an account in quotation marks
            if own.sentence != clause.sentence or not _can_be_added(part.quantity.unit, total.quantity.unit):
                break
            if part.clause != expected or part.after or not part.before:
                break
            parts.insert(0, part)
            expected -= 1
        words = "".join(passage.clauses[part.clause].text for part in parts)
        if len(parts) < 2 or total.quantity.is_approximate or any(part.quantity.is_approximate for part in parts):
            continue
        found = sum((part.quantity.value for part in parts), Decimal(0))
        if any(EACH.search(part.before) for part in parts):
            continue
        if found != total.quantity.value and not _NO_LIST.search(passage.sentences[clause.sentence]) and words:
            likely = not CHANNELS.search(words) or bool(_ONE_WAY.search(words)) or _is_one_digit(found, total)
            yield BrokenSum(total, tuple(parts), "likely" if likely else "possible", passage.block)


def _sum_of_several(passage: Passage, several: Figure, total: Figure) -> Iterator[BrokenSum]:
    """Test a total of so many figures, whatever their units: 文件58份、纪要19期、通知14份，三项合计91份."""
    count = int(several.quantity.value)
    first = several.clause - count
    parts = [figure for figure in passage.figures if first <= figure.clause < several.clause]
    if not _OF_SEVERAL.match(total.before) or len(parts) != count or len({part.clause for part in parts}) != count:
        return
    if passage.clauses[first].sentence != passage.clauses[total.clause].sentence:
        return
    found = sum((figure.quantity.value for figure in parts), Decimal(0))
    if found != total.quantity.value and not any(figure.quantity.is_approximate for figure in (total, *parts)):
        yield BrokenSum(total, tuple(parts), "likely", passage.block)


def _is_name(passage: Passage, index: int) -> bool:
    """Tell whether a clause without figures is a name in quotation marks, or the words in front of one."""
    if any(figure.clause == index for figure in passage.figures):
        return False
    marks = (passage.clauses[index].mark, passage.clauses[index + 1].mark if index + 1 < len(passage.clauses) else "")
    return '"' in marks


def is_one_slip(one: str, other: str) -> bool:
    """Tell whether two figures differ by two digits that changed places, or, of three or more, by one."""
    if len(one) != len(other) or not (one + other).isdecimal():
        return False
    differing = sum(a != b for a, b in zip(one, other, strict=True))
    return _have_changed_places(one, other) or (differing == 1 and len(one) > 2)


def _have_changed_places(one: str, other: str) -> bool:
    differing = [at for at in range(len(one)) if len(one) == len(other) and one[at] != other[at]]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    return one[differing[0]] == other[differing[1]] and one[differing[1]] == other[differing[0]]


def _is_one_digit(found: Decimal, total: Figure) -> bool:
    """Tell whether the difference is that of one wrong digit: 3, 20, 100."""
    gap = str(abs(int(found - total.quantity.value)))
    return gap[1:].strip("0") == ""


def _test(passage: Passage, opening: int) -> BrokenSum | None:
    goes_on = passage.clauses[opening].mark == "。"
    sentence = passage.clauses[opening].sentence - goes_on
    in_front = [
        figure
        for figure in passage.figures
        if figure.clause < opening and passage.clauses[figure.clause].sentence == sentence
    ]
    if not in_front or (goes_on and len(in_front) > 1):
        return None
    total = _whole_of(passage, in_front, opening)
    unit = total.quantity.unit
    if unit not in UNITS or total.quantity.is_approximate or _NO_TOTAL.search(total.before):
        return None
    if is_rounded(total.quantity.value):
        return None
    parts = _parts(passage, opening, unit)
    if len(parts) < 2 or any(part.quantity.is_approximate or EACH.search(part.before) for part in parts):
        return None
    if CHANGED.search(total.before):
        return None
    wholes = {figure.quantity.value for figure in in_front if figure.quantity.unit == unit}
    wholes.add(sum((f.quantity.value for f in in_front[-2:] if f.quantity.unit == unit), Decimal(0)))
    running = Decimal(0)
    for part in parts:
        running += part.quantity.value
        if running in wholes:
            return None
    if sum((part.quantity.value for part in _without_details(parts)), Decimal(0)) in wholes:
        return None
    if goes_on and running == 2 * total.quantity.value:
        return None  # parts and their own parts in one list
    return _judge(passage, total, parts, running, whole=bool(_WHOLE_LIST.match(passage.clauses[opening].text)))


def _whole_of(passage: Passage, in_front: Sequence[Figure], opening: int) -> Figure:
    """Return the figure whose parts follow: the last in front, or the one before where the last counts readers."""
    own = [
        one
        for one in in_front
        if not _ASIDE.match(f"{passage.clauses[one.clause].mark}{passage.clauses[one.clause].text}")
    ]
    in_front = own or in_front
    last = in_front[-1]
    first = next((figure for figure in passage.figures if figure.clause == opening), None)
    if first is None or len(in_front) < 2 or same_unit(first.quantity.unit, last.quantity.unit):
        return last
    other = in_front[-2]
    is_aside = last.quantity.unit in ("次", "人次", "万") and other.clause == last.clause - 1
    return other if is_aside and same_unit(first.quantity.unit, other.quantity.unit) else last


def _parts(passage: Passage, opening: int, unit: str) -> list[Figure]:
    parts: list[Figure] = []
    own: dict[int, list[Figure]] = {}
    for figure in passage.figures:
        own.setdefault(figure.clause, []).append(figure)
    sentence = passage.clauses[opening].sentence
    depth = 0
    for index in range(opening, len(passage.clauses)):
        clause = passage.clauses[index]
        if index > opening and _is_aside(passage, index, own):
            continue
        if clause.sentence != sentence and clause.mark == ";" and parts and clause.sentence == sentence + 1:
            if _LEAVES_LIST.match(clause.text):
                break
            sentence = clause.sentence
        if clause.sentence != sentence or (index > opening and _OPENS.match(clause.text)):
            break
        depth += (clause.mark == "(" and index > opening) - (clause.mark == ")" and depth > 0)
        if depth or (clause.mark == ")" and not own.get(index)):
            continue
        figures = own.get(index, [])
        if not figures and (index == opening or (_is_name(passage, index) and not _NO_PART.search(clause.text))):
            continue
        if not figures or _NO_PART.search(clause.text) or not all(_JOINED.match(f.before) for f in figures[1:]):
            break
        if not all(same_unit(figure.quantity.unit, unit) for figure in figures):
            break
        if figures[-1].after and not re.match(r"^(?:的|,|$)", figures[-1].after) and len(figures[-1].after) > 6:
            break
        parts += figures
    return parts


def _is_aside(passage: Passage, index: int, own: dict[int, list[Figure]]) -> bool:
    """Tell whether a clause is a name cut by a bracket inside it: 政务（工作）动态12条."""
    if own.get(index) or index + 2 >= len(passage.clauses):
        return False
    return passage.clauses[index + 1].mark == "(" and passage.clauses[index + 2].mark == ")" and index + 2 in own


def _without_details(parts: Sequence[Figure]) -> list[Figure]:
    """Return the parts without those that only break down the part in front: 复议7件，维持6件，未审结1件."""
    kept: list[Figure] = []
    index = 0
    while index < len(parts):
        kept.append(parts[index])
        running, after = Decimal(0), index + 1
        for stop in range(index + 1, len(parts)):
            running += parts[stop].quantity.value
            if stop > index + 1 and running == parts[index].quantity.value:
                after = stop + 1
                break
        index = after
    return kept


_KINDRED = (frozenset(("条", "篇", "则")), frozenset(("人", "人次", "名", "位")), frozenset(("件", "起", "宗", "例")))


_DOCUMENTS = frozenset(("条", "篇", "则", "份", "件", "期", "个"))


def _can_be_added(one: str, other: str) -> bool:
    """Tell whether counts in two units may stand in one sum: 公告29份、信息14条，合计43条."""
    return one == other or {one, other} <= _DOCUMENTS


def same_unit(one: str, other: str) -> bool:
    """Tell whether counts in two units may be parts of one whole: 条 and 篇."""
    return one == other or any({one, other} <= kindred for kindred in _KINDRED)


def _judge(
    passage: Passage, total: Figure, parts: Sequence[Figure], found: Decimal, *, whole: bool
) -> BrokenSum | None:
    words = "".join(passage.clauses[part.clause].text for part in parts)
    stated = total.quantity.value
    if any(part.quantity.value > stated for part in parts) and not is_one_slip(str(found), str(stated)):
        return None  # a part that exceeds its whole belongs to another
    one_way = total.quantity.unit == "件" and bool(_ONE_WAY.search(passage.clauses[total.clause].text))
    overlap = bool(_OVERLAP.search(passage.sentences[passage.clauses[total.clause].sentence]))
    overlap = overlap or (bool(CHANNELS.search(words)) and not one_way and not _is_one_digit(found, total))
    closes = bool(_CLOSES.search(passage.clauses[parts[-1].clause].text))
    closes = closes or (len(parts) == 2 and any(a.search(words) and b.search(words) for a, b in _PAIRS))
    if whole and all(_BARE.match(part.before) for part in parts) and len(parts) > 1:
        return BrokenSum(total, tuple(parts), "likely", passage.block)
    if found > stated:
        return BrokenSum(total, tuple(parts), "possible" if overlap else "likely", passage.block)
    digits = (str(found), str(stated))
    if closes or (len(parts) >= 3 and (_have_changed_places(*digits) or (whole and is_one_slip(*digits)))):
        return BrokenSum(total, tuple(parts), "likely", passage.block)
    gap = stated - found
    if (
        len(parts) >= 3
        and not overlap
        and not _goes_on(passage, parts[-1])
        and not _RESULT.search(words)  # table two tells which result was left out
        and gap <= min(part.quantity.value for part in parts)
        and _is_one_digit(found, total)
        and (gap <= _CLOSE * stated or (stated <= _SMALL and gap <= _NEARLY * stated))
    ):
        return BrokenSum(total, tuple(parts), "likely", passage.block)
    if len(parts) >= 3 and stated - found <= _NEAR * stated:
        return BrokenSum(total, tuple(parts), "possible", passage.block)
    return None


def _goes_on(passage: Passage, last: Figure) -> bool:
    """Tell whether counts in the same unit follow the last part in its sentence: the list was not read to its end."""
    sentence = passage.clauses[last.clause].sentence
    return any(
        figure.clause > last.clause
        and same_unit(figure.quantity.unit, last.quantity.unit)
        and passage.clauses[figure.clause].sentence == sentence
        for figure in passage.figures
    )
