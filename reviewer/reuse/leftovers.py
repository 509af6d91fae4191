"""What a copier forgot: names in a copied passage that are the source's and not the draft's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.document.span import Span
from reviewer.regex import Regex
from reviewer.reuse.masking import MatchingForm
from reviewer.reuse.passage import Leftover, LeftoverKind, ReportRef


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of the two texts of a passage."""

    form: MatchingForm
    ref: ReportRef
    own_names: tuple[str, ...] = ()


_LEVEL = Regex(r"(省|市|县|区|旗|州|盟|镇|乡|街道)$")
#: The places that a body's name begins with.
_PLACES = Regex(r"(?:^|(?<=[省市县区旗州盟]))[^\W\d_]{2,6}?[省市县区旗州盟](?=[^\W\d_]{2})")
_SAME_RANK = frozenset("县区旗")
#: Ranks that have counties and districts below them, and those below these.
_ABOVE, _BELOW = frozenset("省市州盟"), frozenset({"镇", "乡", "街道"})
#: Bodies of counties and districts without a name, not as they are ranked: 县（区）疾控局, 各县（市、区）.
_LOWER = Regex(
    r"(?<![全对我本])(?:各[县市区旗][（(、][县市区旗、]{1,5}[）)]?|[县市区][（(][县市区旗、]{1,5}[）)])"
    r"(?:[^\W\d_]{2,6}?(?:局|委|办|中心|公司))?"
)
#: What the parts of an organ are called, and the ranks whose organs have none that are called so.
_PARTS = {"处室": _SAME_RANK | _BELOW, "股室": _BELOW}
#: Behind one of these, or behind anything that is no Chinese character, a name may begin.
_BEFORE_NAME = "的在由与和及向对经请把将被为到从至等往以按各给让交报"
_BEGIN = rf"(?:(?<=[{_BEFORE_NAME}])|(?<![^\W\d_]))"
_PLACE_ENDS = "乡镇村寨屯岭山沟溪河江湖湾桥坪坝岛滩港塘圩坳堡垭峪"
_THINGS = "厂站场矿店馆|公司|水库|社区|大道|支行|饭庄|中学|小学|医院|市场|大桥|公园|广场|农庄|新村|大厦"
_THING = "|".join(part if len(part) == 2 else f"[{part}]" for part in _THINGS.split("|"))
#: Two letters and what a place's name ends in, perhaps with something that is called after it.
#: 乡镇, 村民 and 镇村 are words of their own.
_END = rf"(?:(?![乡镇村])[{_PLACE_ENDS}]|乡(?!镇)|镇(?![村街])|村(?![民镇户寨级委组居]))"
_NAME = Regex(rf"[^\W\d_]{{2}}{_END}(?:[乡镇村](?![^\W\d_]))?(?:[^\W\d_]{{0,3}}(?:{_THING}))?")
#: Letters that begin no name of a place: numbers, measures, pointing and binding words, kinds of places.
_NO_STEM = frozenset(
    "一二三四五六七八九十百千万两几年月日请各每该本我全某条座个处条多少有无的了在和与及把将被由经入过下返回沿跨上农行政乡镇村"
)
#: What a village, a town or a bridge may be of.
_NO_NAMES = frozenset(
    {
        "自然",
        "中心",
        "示范",
        "试点",
        "移民",
        "贫困",
        "重点",
        "建制",
        "特色",
        "美丽",
        "和谐",
        "文明",
        "先进",
        "边远",
        "偏远",
        "山区",
        "城郊",
        "周边",
        "相关",
        "有关",
        "部分",
        "其他",
        "所有",
        "街道",
        "社区",
        "流动",
        "高速",
        "跨河",
        "黑臭",
    }
)
_NOT_LEFT = Regex(r"^(?:以来|以前|之前|以后|起|至|到|—|-|、|~|前|后)")
_ORGANS = "局|股|科|办|委|中心|院|站|馆|队|会|室|公司|所|处"


def find_own_names(target: Side, source: Side, span: Span) -> tuple[Span, ...]:
    """Return where a stretch names the source's own body, place, account or year."""
    return tuple(found.span for found in _named(target, source, span))


def find_leftovers(
    target: Side, source: Side, span: Span, copied: Sequence[Span], edges: frozenset[int] = frozenset()
) -> tuple[Leftover, ...]:
    """Return what a passage still names of its source, the surest first, then by place.

    Args:
        target: The draft.
        source: The report that the passage stands in.
        span: The passage, raw offsets of the draft.
        copied: All passages of that source: what stands elsewhere is the draft's own.
        edges: Raw offsets at which a change ends, and so perhaps a name begins.
    """
    if target.ref.issuer and target.ref.issuer == source.ref.issuer:
        found = list(_named(target, source, span))
    else:
        own = _own_text(target, copied)
        found = [
            *_named(target, source, span),
            *_stems(target, source, span, own),
            *_levels(target, source, span, own),
            *_ranks(target, source, span, own),
            *_places(target, source, span, own, edges),
        ]
    kept: list[Leftover] = []
    for one in sorted(found, key=lambda one: (_RANK[one.kind], -len(one.span), one.span)):
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (_RANK[one.kind], one.span)))


_RANK: dict[LeftoverKind, int] = {"organ": 0, "place": 1, "level": 2, "name": 3, "year": 4}


def _named(target: Side, source: Side, span: Span) -> Iterator[Leftover]:
    """Yield the source's own names, written out, and its year."""
    names: dict[str, LeftoverKind] = {}
    if not target.ref.issuer or target.ref.issuer != source.ref.issuer:
        own = (target.ref.issuer, *target.own_names)
        for name in dict.fromkeys((source.ref.issuer, *source.own_names)):
            if len(name) >= 2 and not any(name in other for other in own if other):
                names[name] = "organ" if name == source.ref.issuer else "place"
    year = source.ref.report_year
    if year is not None and target.ref.report_year is not None and year < target.ref.report_year:
        names[f"{year}年"] = "year"
    taken: list[Span] = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        for place in _occurrences(target.form.text, name, span):
            is_since = names[name] == "year" and _NOT_LEFT.match(target.form.text[place.end : place.end + 2])
            if not is_since and not any(place.overlaps(other) for other in taken):
                taken.append(place)
                yield Leftover(place, name, names[name])


def _stems(target: Side, source: Side, span: Span, own: str) -> Iterator[Leftover]:
    """Yield the source's place without its rank, and its organ without its place: 靖南 of 靖南区, 教育局."""
    place, organ = _place_of(source), _organ_of(source)
    theirs = " ".join((target.ref.issuer, *target.own_names))
    stem = _LEVEL.sub("", place)
    if len(stem) >= 2 and stem not in theirs and stem not in own:
        for found in _occurrences(target.form.text, stem, span):
            grown = _grow(target.form.text, found, span)
            yield Leftover(grown, grown.quote(target.form.text), "place")
    if len(organ) > 2 and organ not in theirs and organ not in own:
        for found in _occurrences(target.form.text, organ, span):
            yield Leftover(found, organ, "organ")


def _levels(target: Side, source: Side, span: Span, own: str) -> Iterator[Leftover]:
    """Yield 全区, 区委, 区教育股 in the report of a county, where the source is a district's."""
    theirs, mine = _LEVEL.search(_place_of(source)), _LEVEL.search(_place_of(target))
    if theirs is None or mine is None or theirs[1] == mine[1]:
        return
    is_rival = theirs[1] in _SAME_RANK and mine[1] in _SAME_RANK
    is_above = theirs[1] == "市" and mine[1] in _SAME_RANK
    if not is_rival and not is_above:
        return
    words = rf"[我本]{theirs[1]}(?![域场级里直长民])" + (rf"|全{theirs[1]}(?![域级])" if is_rival else "")
    body = rf"{theirs[1]}(?:委|政府|直|人大|政协|[^\W\d_]{{2,8}}?(?:{_ORGANS}))"
    for match in re.finditer(rf"{words}|{_BEGIN}{body}", span.quote(target.form.text)):
        quote = match[0]
        if quote not in own and quote in source.form.text:
            end = span.start + match.end()
            tail = re.match(r"[^\W\d_]{0,4}?(?:工委|委员会|办公室)", target.form.text[end : end + 7])
            end += tail.end() if tail and quote + tail[0] in source.form.text else 0
            place = Span(span.start + match.start(), min(end, span.end))
            yield Leftover(place, place.quote(target.form.text), "level")


def _ranks(target: Side, source: Side, span: Span, own: str) -> Iterator[Leftover]:
    """Yield what only an organ of the source's rank has: counties below it (县（区）疾控局), or parts called 股室."""
    theirs, mine = _LEVEL.search(_place_of(source)), _LEVEL.search(_place_of(target))
    if theirs is None or mine is None or theirs[1] == mine[1]:
        return
    text = target.form.text
    if theirs[1] in _ABOVE and mine[1] in _SAME_RANK | _BELOW and _LOWER.search(own) is None:
        for match in _LOWER.finditer(text, span.start, span.end):
            yield Leftover(Span(*match.span()), match[0], "level")
    for part, ranks in _PARTS.items():
        if mine[1] in ranks and theirs[1] not in ranks and part not in own:
            for found in _occurrences(text, part, span):
                yield Leftover(found, part, "level")


def _places(target: Side, source: Side, span: Span, own: str, edges: frozenset[int]) -> Iterator[Leftover]:
    """Yield names of places that no list knows, which the source has too and the rest of the draft has not."""
    text = target.form.text
    theirs = " ".join((target.ref.issuer, *target.own_names, *source.own_names, source.ref.issuer))
    for at in range(span.start, span.end - 2):
        if at not in edges and not _may_begin(text, at):
            continue
        match = _NAME.match(text, at, span.end)
        if match is None:
            continue
        stem = match[0][:3]
        if (
            stem[:2] in _NO_NAMES
            or any(char in _NO_STEM for char in stem[:2])
            or stem in own
            or stem in theirs
            or stem not in source.form.text
        ):
            continue
        found = match[0] if match[0] in source.form.text else stem
        yield Leftover(Span(at, at + len(found)), found, "name")


def _may_begin(text: str, at: int) -> bool:
    return at == 0 or not "\u4e00" <= text[at - 1] <= "\u9fff" or text[at - 1] in _BEFORE_NAME


def _grow(text: str, place: Span, span: Span) -> Span:
    """Return a name with what is called after it: 老靖南饭庄."""
    start, end = place.start, place.end
    tail = Regex(rf"[^\W\d_]{{0,3}}(?:{_THING})").match(text, end, span.end)
    if tail is None:
        return place
    if start - 1 >= span.start and text[start - 1] in "老新大小":
        start -= 1
    return Span(start, tail.end())


def _own_text(target: Side, copied: Sequence[Span]) -> str:
    """Return the draft without what was copied."""
    parts, last = [], 0
    for span in sorted(copied):
        parts.append(target.form.text[last : span.start])
        last = max(last, span.end)
    return "\n".join((*parts, target.form.text[last:]))


def _occurrences(text: str, name: str, span: Span) -> Iterator[Span]:
    at = text.find(name, span.start, span.end)
    while at >= 0:
        yield Span(at, at + len(name))
        at = text.find(name, at + len(name), span.end)


def _place_of(side: Side) -> str:
    """Return the place at the beginning of the body's name; empty if none is known."""
    names = [
        name for name in side.own_names if name != side.ref.issuer and name in side.ref.issuer and _LEVEL.search(name)
    ]
    if names:
        return max(names, key=lambda name: (side.ref.issuer.find(name), len(name)))
    return "".join(match[0] for match in _PLACES.finditer(side.ref.issuer))  # a place that no list knows


def _organ_of(side: Side) -> str:
    place = _place_of(side)
    return side.ref.issuer.partition(place)[2] if place else ""
