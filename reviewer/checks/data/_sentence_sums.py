"""Sums stated inside a sentence: 共A条，其中B、C、D.

A list of parts need not be whole, and channels overlap; so a sum below the total
counts only where the list closes with 其他 or comes very near, and one above it
only where the parts exclude each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reviewer.checks.data._clauses import Figure, Passage

_OPENS = re.compile(r"^(?:其中|包括|分别(?:为|是)|分为|具体为|分布为)")
_UNITS = frozenset(
    ("件", "条", "篇", "期", "次", "份", "个", "项", "起", "宗", "例", "家", "人", "名", "人次", "场", "处", "部")
)
_NO_PART = re.compile(
    r"结转|办结|增加|减少|增长|下降|同比|比上年|比那年|较|另|此外|共|合计|总计|累计|占|平均|剩余|实际|"
    r"实收|浏览|阅读|点击|转载|采纳|回复|收到|受理"
)
_NO_TOTAL = re.compile(r"增加|减少|增长|下降|上升|比上年|比那年|较|结转")
_CHANNELS = re.compile(
    r"网站|公众号|微信|微博|客户端|公报|平台|报纸|电视|广播|公示栏|抖音|新媒体|媒体|专栏|栏目|APP|头条|信函|网上|当面"
)
_CLOSES = re.compile(r"其[他它余]")
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
            if _OPENS.match(clause.text) and clause.mark in (",", ";", "(", ":"):
                broken = _test(passage, index)
                if broken is not None:
                    yield broken


def _test(passage: Passage, opening: int) -> BrokenSum | None:
    sentence = passage.clauses[opening].sentence
    in_front = [
        figure
        for figure in passage.figures
        if figure.clause < opening and passage.clauses[figure.clause].sentence == sentence
    ]
    if not in_front:
        return None
    total = in_front[-1]
    unit = total.quantity.unit
    if unit not in _UNITS or total.quantity.is_approximate or _NO_TOTAL.search(total.before):
        return None
    parts = _parts(passage, opening, unit)
    if len(parts) < 2 or any(part.quantity.is_approximate for part in parts):
        return None
    wholes = {figure.quantity.value for figure in in_front if figure.quantity.unit == unit}
    wholes.add(sum((f.quantity.value for f in in_front[-2:] if f.quantity.unit == unit), Decimal(0)))
    running = Decimal(0)
    for part in parts:
        running += part.quantity.value
        if running in wholes:
            return None
    return _judge(passage, total, parts, running)


def _parts(passage: Passage, opening: int, unit: str) -> list[Figure]:
    parts: list[Figure] = []
    own: dict[int, list[Figure]] = {}
    for figure in passage.figures:
        own.setdefault(figure.clause, []).append(figure)
    sentence = passage.clauses[opening].sentence
    depth = 0
    for index in range(opening, len(passage.clauses)):
        clause = passage.clauses[index]
        if clause.sentence != sentence or (index > opening and _OPENS.match(clause.text)):
            break
        depth += (clause.mark == "(" and index > opening) - (clause.mark == ")" and depth > 0)
        if depth or (clause.mark == ")" and not own.get(index)):
            continue
        figures = own.get(index, [])
        if len(figures) != 1 or figures[0].quantity.unit != unit or _NO_PART.search(clause.text):
            break
        if figures[0].after and not re.match(r"^(?:的|,|$)", figures[0].after) and len(figures[0].after) > 6:
            break
        parts.append(figures[0])
    return parts


def _judge(passage: Passage, total: Figure, parts: Sequence[Figure], found: Decimal) -> BrokenSum | None:
    words = "".join(passage.clauses[part.clause].text for part in parts)
    stated = total.quantity.value
    has_channels = bool(_CHANNELS.search(words))
    closes = bool(_CLOSES.search(passage.clauses[parts[-1].clause].text))
    if found > stated:
        return BrokenSum(total, tuple(parts), "possible" if has_channels else "likely", passage.block)
    if closes:
        return BrokenSum(total, tuple(parts), "likely", passage.block)
    if len(parts) >= 3 and stated - found <= _NEAR * stated:
        return BrokenSum(total, tuple(parts), "possible", passage.block)
    return None
