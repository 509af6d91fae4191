"""Characters and words that stand twice by mistake: 的的, 保障保障, 结果果, 考评考体系."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reviewer.document.span import Span
from reviewer.language.grams import BITS, encode
from reviewer.language.model import LanguageModel, boundary_padded
from reviewer.language.slip import Slip
from reviewer.regex import Regex

_WORDS = Regex(r"([^\W\d_]{2,8})\1")
_TWINS = Regex(r"([^\W\d_])\1")
_ECHOES = Regex(r"(?=([^\W\d_])([^\W\d_])\1)")
# Behind a word these may begin another one, or are one: 中心＋中, 地方＋地.
_MAY_FOLLOW = frozenset("中上下内外前后里间地得的了着过人方面一不有更最再又急特快慢早晚多少大小真")
_MIN_GAIN_OF_ECHOES = 5.0
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
# Particles and connectives that no correct sentence doubles.
_NEVER_TWICE = frozenset("的了在是和与及对为被把将由于并而其该已未或向都也就还均使让给按经从则且但若因至即各前应须")
_SEPARABLE = frozenset("等得地上以")
_PUT = frozenset("印贴挂写放摆列排设登刻存落用")  # what is done with a thing at a place
# Words that follow an organ or a work that ends in them: 县政府＋政府信息.
# Names of places, organs and offices end in these, and the next word may begin with them.
_SUFFIXES = frozenset("市县区镇乡州省旗局办院股科处室委会厅部站所队组园校社村任作为网")
_MIN_GAIN = 7.0
_PARTICLES = frozenset("的了在是和与及把被由并而其该已未或向都也就还均让从则且但若因至")
_MIN_GAIN_OF_PARTICLES = 1.0
_JOINTS = Regex(r"政府政府|政务政务|信息信息(?:化|技术|中心|系统|平台)")
_MEETING = frozenset(["规定"])  # 有关规定＋规定的
_COUNTED = Regex(r"[一逐][^\W\d_]|[^\W\d_][一逐]")


def find_doubles(
    text: str, words: Sequence[Span], model: LanguageModel, guarded: Sequence[Span] = ()
) -> tuple[Slip, ...]:
    """Return the words and characters of ``text`` that are doubled by mistake, in order.

    Args:
        text: The document's text.
        words: How it falls into words.
        model: Says how much likelier one character is than two.
        guarded: Names and titles; one that ends where the next word begins may double a character.
    """
    found: list[Slip] = []
    starts, ends = {word.start: word for word in words}, {word.end: word for word in words}
    for match in _WORDS.finditer(text):
        span, unit = Span(*match.span()), match.group(1)
        if not _is_whole(span, len(unit), starts, ends) or unit in _MEETING:
            continue
        if len(set(unit)) == 1 or _COUNTED.search(unit) or _JOINTS.match(text, span.start) or _inside(span, guarded):
            continue
        if not _is_name_edge(span.start + len(unit), guarded):
            found.append(Slip(span, unit, "doubled", "warning", "重复"))
    for match in _TWINS.finditer(text):
        span = Span(*match.span())
        if any(span.overlaps(slip.span) for slip in found) or _inside(span, guarded):
            continue
        if _is_name_edge(span.start + 1, guarded) or not _is_slip(text, span, starts, ends):
            continue
        least = _MIN_GAIN_OF_PARTICLES if match.group(1) in _PARTICLES else _MIN_GAIN
        if _sticks_out(text, span, ends) or _gain(text, span.start, model) > least:
            found.append(Slip(span, match.group(1), "doubled", "warning", "重复"))
    for match in _ECHOES.finditer(text):
        span = Span(match.start(), match.start() + 3)
        if any(span.overlaps(slip.span) for slip in found) or any(name.overlaps(span) for name in guarded):
            continue
        if (
            _is_echo(text, span, starts, ends)
            and _is_word(match.group(1, 2), model)
            and _gain(text, span.end - 1, model) > _MIN_GAIN_OF_ECHOES
        ):
            found.append(Slip(span, text[span.start : span.end - 1], "doubled", "warning", "重复"))
    return tuple(sorted(found, key=lambda slip: slip.span))


def _is_echo(text: str, span: Span, starts: dict[int, Span], ends: dict[int, Span]) -> bool:
    """Tell whether a word is followed by its own character, left over from an edit: 考评＋考＋体系."""
    last = span.end - 1
    word, left_over, behind = ends.get(last), starts.get(last), starts.get(span.end)
    if word is None or left_over is None or len(word) < 2 or len(left_over) != 1:
        return False
    if text[span.start] in _MAY_FOLLOW or text[last - 1] in _MAY_FOLLOW or text[last] in _NUMERALS:
        return False
    # 急事＋急＋办 are words of their own; 可以＋可＋在 are not.
    is_pair = behind is not None and len(behind) == 1 and text[behind.start].isalpha()
    return not is_pair or (behind is not None and text[behind.start] in _PARTICLES)


def _is_word(chars: Sequence[str], model: LanguageModel) -> bool:
    left, right = encode("".join(chars), model.table)
    return bool(model.word_weight(np.array([(left << BITS) | right]))[0] > 0)


def _is_slip(text: str, span: Span, starts: dict[int, Span], ends: dict[int, Span]) -> bool:
    char = text[span.start]
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    if after in ("（", "(") or text.startswith("前前后", span.start):  # 新建＋建（构）筑物
        return False
    if char in (before, after) or char in _NUMERALS or char in _SEPARABLE:
        return False
    left, right = ends.get(span.start + 1), starts.get(span.start + 1)
    if left is None or right is None:  # one word holds both
        inside = next((word for word in ends.values() if word.start <= span.start < word.end), None)
        return inside is not None and len(inside) == 2 and (char in _NEVER_TWICE or _sticks_out(text, span, ends))
    if char in _NEVER_TWICE:
        put_there = char == "在" and len(left) == 2 and text[left.start] in _PUT  # 印在＋在, but not 现在＋在
        return len(right) == 1 and (len(left) == 1 or put_there)
    if char in _SUFFIXES and len(right) > 1:
        return False  # 市＋市场监管局, 股＋股长
    # 公开＋开展 are two words that meet; 结果＋果 and 政＋政府 are not.
    return (len(left) > 1) != (len(right) > 1)


def _gain(text: str, offset: int, model: LanguageModel) -> float:
    """Return how much likelier the text is without the character at ``offset``, natural log."""
    start = max(offset - 4, 0)
    ids = boundary_padded(encode(text[start : offset + 5], model.table), 4)
    place = offset - start + 4
    double = ids[place - 4 : place + 5][None]
    single = np.concatenate([ids[place - 4 : place], ids[place + 1 : place + 5]])[None]
    return float(model.log_share(single, 4, 8)[0] - model.log_share(double, 4, 9)[0])


def _sticks_out(text: str, span: Span, ends: dict[int, Span]) -> bool:
    """Tell whether 人人 follows a word that wants one of them: 申请＋人人."""
    before = ends.get(span.start)
    return before is not None and text[before.start : before.end] + text[span.start] in _TAKES_ONE


def _is_whole(span: Span, length: int, starts: dict[int, Span], ends: dict[int, Span]) -> bool:
    middle = span.start + length
    if middle not in starts or span.end not in ends:
        return False
    first = ends.get(middle)
    # The first of the two may be the end of an idiom: 紧紧围绕＋围绕.
    return span.start in starts or (
        first is not None and (length, len(first)) == (2, 4) and starts[middle].end == span.end
    )


def _inside(span: Span, guarded: Sequence[Span]) -> bool:
    return any(name.contains(span) for name in guarded)


def _is_name_edge(offset: int, guarded: Sequence[Span]) -> bool:
    return any(offset in (name.start, name.end) for name in guarded)


_TAKES_ONE = frozenset(
    f"{person}人"
    for person in (
        *("申请", "负责", "责任", "当事", "权利", "联系", "被申请", "代理", "管理", "残疾", "行政相对", "纳税"),
        *("投资", "发言", "代表", "经办", "承办", "举报", "投诉", "受理", "申报", "参与", "法"),
    )
)
