"""Lists behind a colon, counts told 分别 with their sum, and shares that come to more than the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reviewer.checks.data._clauses import Figure, Passage
from reviewer.checks.data._sentence_sums import ALTOGETHER, CHANGED, CHANNELS, EACH, UNITS, BrokenSum, same_unit
from reviewer.regex import Regex

_LABEL = Regex(r"^[^,;。]{1,12}$")
_NO_LABEL = Regex(
    r"增加|减少|增长|下降|同比|结转|办结|收到|受理|累计|其中|共|合计|召开|开展|举办|组织|培训|浏览|阅读|点击|转载"
)
_TERM = Regex(r"^(?:其中)?(?:上半年|下半年|第?[一二三四]季度)(?:公开|发布|推送|更新|收到|受理|为|是)*$")
_RESPECTIVELY = Regex(r"分别")
_NO_SUM = Regex(r"增加|减少|增长|下降|上升|同比|结转|其中|平均|每|上年|那年")
_LEAST_LISTED = 3
_LEAST_NEAR = Decimal("0.8")


def find_counted_lists(passages: Sequence[Passage]) -> Iterator[BrokenSum]:
    """Yield totals in front of a colon, and behind 分别, that their parts do not add up to."""
    for passage in passages:
        for place, total in enumerate(passage.figures):
            if total.quantity.unit not in UNITS or total.quantity.is_approximate:
                continue
            broken = (
                _behind_colon(passage, place) or _parts_of_the_year(passage, place) or _respectively(passage, place)
            )
            if broken is not None:
                yield broken


def _behind_colon(passage: Passage, place: int) -> BrokenSum | None:
    """Judge a list that a colon opens right behind its total: 118条：动态类60条，公告类30条，财政类38条."""
    total = passage.figures[place]
    if total.after or place + 1 >= len(passage.figures) or CHANGED.search(total.before):
        return None
    parts: list[Figure] = []
    for part in passage.figures[place + 1 :]:
        clause = passage.clauses[part.clause]
        is_next = part.clause == total.clause + len(parts) + 1 and clause.mark in ("、,;" if parts else ":")
        is_named = _LABEL.match(part.before) is not None and _NO_LABEL.search(part.before) is None and not part.after
        if not is_next or not is_named or not same_unit(part.quantity.unit, total.quantity.unit):
            break
        if part.quantity.is_approximate or EACH.search(part.before):
            return None
        parts.append(part)
    found, stated = _sum(parts), total.quantity.value
    if len(parts) < _LEAST_LISTED or found == stated or found < _LEAST_NEAR * stated:
        return None
    running = Decimal(0)
    for part in parts:
        running += part.quantity.value
        if running == stated:
            return None
    if any(
        figure.quantity.value == found
        and passage.clauses[figure.clause].sentence == passage.clauses[total.clause].sentence
        for figure in passage.figures[:place]
    ):
        return None  # 118条，其中公众号40条、网站78条：……: the list belongs to a total further in front
    words = "".join(passage.clauses[part.clause].text for part in parts)
    is_sure = found > stated and CHANNELS.search(words) is None
    return BrokenSum(total, tuple(parts), "likely" if is_sure else "possible", passage.block)


def _parts_of_the_year(passage: Passage, place: int) -> BrokenSum | None:
    """Judge the halves or quarters behind a total of the year: 全年118条，上半年60条，下半年68条."""
    total = passage.figures[place]
    parts: list[Figure] = []
    for part in passage.figures[place + 1 :]:
        is_next = part.clause == total.clause + len(parts) + 1 and not part.after and not part.quantity.is_approximate
        if not is_next or not _TERM.match(part.before) or not same_unit(part.quantity.unit, total.quantity.unit):
            break
        parts.append(part)
    terms = [part.before[:3] for part in parts]
    is_whole = terms == ["上半年", "下半年"] or [term.replace("第", "")[:1] for term in terms] == list("一二三四")
    if total.after or not is_whole or _sum(parts) == total.quantity.value:
        return None
    return BrokenSum(total, tuple(parts), "likely", passage.block)


def _respectively(passage: Passage, place: int) -> BrokenSum | None:
    """Judge counts told 分别 and their sum in the next clause: 网站、公众号分别发布76条和42条，共128条."""
    total = passage.figures[place]
    clause = passage.clauses[total.clause]
    if not ALTOGETHER.match(total.before) or total.after or clause.mark != "," or not place:
        return None
    last = passage.figures[place - 1].clause
    if last != total.clause - 1:
        return None
    first = last
    while first > 0 and passage.clauses[first].mark == "、" and not _RESPECTIVELY.search(passage.clauses[first].text):
        first -= 1
    if not _RESPECTIVELY.search(passage.clauses[first].text) or _NO_SUM.search(passage.sentences[clause.sentence]):
        return None
    parts = [figure for figure in passage.figures[:place] if first <= figure.clause <= last]
    if len(parts) < 2 or any(
        part.quantity.is_approximate or not same_unit(part.quantity.unit, total.quantity.unit) for part in parts
    ):
        return None
    if _sum(parts) == total.quantity.value:
        return None
    return BrokenSum(total, tuple(parts), "likely", passage.block)


def _sum(parts: Sequence[Figure]) -> Decimal:
    return sum((part.quantity.value for part in parts), Decimal(0))
