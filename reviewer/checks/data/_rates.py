"""Rates and changes that do not follow from the counts beside them: 发放200份，收回176份，收回率85%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reviewer.checks.data._clauses import Figure, Passage, is_rounded
from reviewer.checks.data._shares import fits
from reviewer.regex import Regex

# What a rate is called, the words of the part, the words of the whole.
_RATES = tuple(
    (Regex(rate), Regex(part), Regex(whole))
    for rate, part, whole in (
        (r"(?:收回|回收)率", r"收回|回收", r"发放|发出|下发|印发|派发|寄出"),
        (r"满意(?:率|度)", r"满意", r"收回|回收|回访|评价|受访|参与"),
        (r"(?:合格|及格|通过)率", r"合格|及格|通过", r"参加|参考|参训|抽查|检查|应试"),
        (r"(?:采纳|采用)率", r"采纳|采用", r"征集|收到|征求|提出"),
        (
            r"(?:办结|办复|答复|回复)率",
            r"办结|办复|答复|回复",
            r"收到|受理|新收|接收|应办|转办|转来|交办|接办|承接|承办",
        ),
        (r"公开率", r"公开", r"制发|印发|制定|形成"),
    )
)
_ANY_RATE = Regex(
    r"(?P<stem>整改|完成|解决|更新|参训|到会|出席|落实|销号|修复|达标|解读|签到|回访|退回|差错|及时|准确|采信|检出|抽检)率(?:约|为|是|达到?|:)*$"
)
_RATE_WORDS = Regex(r"^[^,]{0,8}率?(?:约|为|是|达到?|:|均|分别)*$")
_NOT_PLAIN = Regex(
    r"多形式|多元|多样|图解|按期|按时|及时|平均|提高|上升|下降|以上|累计|上年|那年|\d月|季度|同比|综合|全[省市县区]"
)
_CHANGE = Regex(
    r"^(?:,)?(?:同比|(?:同?比|较|与)上年(?:同期)?(?:相比)?(?:,)?)(?P<verb>增加|增长|减少|下降|上升|多|少)(?:了)?$"
)
_FROM = Regex(r"^(?:,)?(?:比|较)上年(?:同期)?(?:的)?$")
_BY = Regex(r"^(?:,)?(?P<verb>增加|增长|减少|下降|上升|多|少|增|减)(?:了)?$")
_BY_PERCENT = Regex(r"^(?:,)?(?:同比|比上年|较上年)?(?P<verb>增长|增幅|上升|下降|减少|降幅|增加)(?:了|为|达|约)*$")
_OUT_OF = Regex(r"[由从](?:上年|那年|年初|原来|此前|去年)?(?:同期)?(?:的)?$")
_TO = Regex(r"^(?:增加|增长|上升|提高|扩大|扩展|增|升|下降|减少|压缩|缩短|精简|降|减)(?:到|至|为)$")
_MEANS = (
    (Regex(r"^(?:平均)?(?:月均|每月平均|平均每月|每月均)(?:公开|发布|更新|推送|办理|受理)*(?:约|为|近|达)*$"), 12),
    (Regex(r"^(?:周均|每周平均|平均每周)(?:公开|发布|更新|推送|办理|受理)*(?:约|为|近|达)*$"), 52),
    (Regex(r"^(?:季均|每季度?平均|平均每季度?)(?:公开|发布|更新|推送|办理|受理)*(?:约|为|近|达)*$"), 4),
)
_PART_OF_YEAR = Regex(r"\d月|月份|季度|半年|周年|以来|起")
_SAME_TIME_LAST_YEAR = Regex(r"^(?:上年|那年)(?:同期)?(?:为|是|共)*$")
_DOWN = frozenset(("减少", "下降", "少", "减", "降幅"))


@dataclass(frozen=True, slots=True)
class WrongRate:
    """A rate or a change that the counts beside it do not give.

    Args:
        stated: The rate or change.
        counts: The counts that it follows from.
        expected: What they give.
        formula: How, in words.
        unit: Sign or unit of the expected value.
    """

    stated: Figure
    counts: tuple[Figure, ...]
    expected: Decimal
    formula: str
    unit: str


def find_wrong_rates(passages: Sequence[Passage]) -> Iterator[WrongRate]:
    """Yield rates and changes that do not follow from the counts of their own sentence, in order."""
    for passage in passages:
        by_sentence: dict[int, list[Figure]] = {}
        for figure in passage.figures:
            by_sentence.setdefault(passage.clauses[figure.clause].sentence, []).append(figure)
        for figures in by_sentence.values():
            yield from _rates(passage, figures)
            yield from _other_rates(passage, figures)
            yield from _changes(figures)
            yield from _rises(figures)
            yield from _means(passage, figures)


def _rates(passage: Passage, figures: Sequence[Figure]) -> Iterator[WrongRate]:
    counts = [f for f in figures if f.quantity.unit not in ("%", "‰", "") and not f.quantity.is_approximate]
    for figure in figures:
        if figure.quantity.unit != "%" or figure.quantity.is_approximate:
            continue
        words = passage.clauses[figure.clause].text
        for rate, part, whole in _RATES:
            if not rate.search(figure.before) or not _RATE_WORDS.match(figure.before) or _NOT_PLAIN.search(words):
                continue
            if "结转" in passage.sentences[passage.clauses[figure.clause].sentence]:
                continue  # what was answered is then more than this year's
            parts = [f for f in counts if part.search(f.before) and not rate.search(f.before)]
            wholes = [f for f in counts if whole.search(f.before) and f not in parts]
            if len(parts) != 1 or len(wholes) != 1 or parts[0].quantity.value > wholes[0].quantity.value:
                continue
            same = [f for f in counts if f.quantity.unit == parts[0].quantity.unit]
            if any(fits(parts[0].quantity.value, f.quantity.value, figure.quantity.value) for f in (*wholes, *same)):
                continue
            expected = (parts[0].quantity.value * 100 / wholes[0].quantity.value).quantize(Decimal("0.1"))
            yield WrongRate(figure, (parts[0], wholes[0]), expected, "两数相除＝所写的比率", "%")
            break


def _other_rates(passage: Passage, figures: Sequence[Figure]) -> Iterator[WrongRate]:
    """Test rates of any name against the figure that has it: 问题87个、已整改79个，整改率90.8%."""
    for at, figure in enumerate(figures):
        match = _ANY_RATE.search(figure.before)
        if match is None or figure.quantity.unit != "%" or figure.quantity.is_approximate:
            continue
        if _NOT_PLAIN.search(passage.clauses[figure.clause].text):
            continue
        named = [f for f in figures[:at] if re.search(rf"(?<![未不]){match['stem']}(?:了|的|到位)*$", f.before)]
        part = named[-1] if named else None
        if part is None or part.quantity.is_approximate or figure.clause - part.clause > 2:
            continue
        earlier = figures[: figures.index(part)]
        wholes = [f for f in earlier if f.quantity.unit == part.quantity.unit and not f.quantity.is_approximate]
        wholes = [f for f in wholes if f.quantity.value >= part.quantity.value]
        if not wholes or any(fits(part.quantity.value, f.quantity.value, figure.quantity.value) for f in wholes):
            continue
        expected = (part.quantity.value * 100 / wholes[-1].quantity.value).quantize(Decimal("0.1"))
        yield WrongRate(figure, (part, wholes[-1]), expected, "两数相除＝所写的比率", "%")


def _changes(figures: Sequence[Figure]) -> Iterator[WrongRate]:
    for index, figure in enumerate(figures[:-1]):
        now, rest = figure, figures[index + 1 :]
        if now.quantity.is_approximate or now.quantity.unit in ("%", "") or is_rounded(now.quantity.value):
            continue
        second, third = rest[0], rest[1] if len(rest) > 1 else None
        if second.quantity.is_approximate or second.clause - now.clause > 1 or (now.after and len(now.after) > 6):
            continue
        if third is not None and (third.quantity.is_approximate or third.clause - second.clause > 1):
            third = None
        same_unit = second.quantity.unit == now.quantity.unit
        if same_unit and _FROM.match(second.before) and third is not None:
            by = _BY.match(third.before)
            if by is None:
                continue
            change = now.quantity.value - second.quantity.value
            earlier = (one.quantity for one in figures[:index] if one.quantity.unit == now.quantity.unit)
            if any(abs(one.value - second.quantity.value) == third.quantity.value for one in earlier):
                continue  # the total that the list before it belongs to
            yield from _compare(third, (now, second), change, second.quantity.value, by["verb"])
        elif same_unit and third is not None and third.quantity.unit == "%":
            by, percent = _CHANGE.match(second.before), _BY_PERCENT.match(third.before)
            if by is None or percent is None or (by["verb"] in _DOWN) != (percent["verb"] in _DOWN):
                continue
            change = -second.quantity.value if by["verb"] in _DOWN else second.quantity.value
            yield from _compare(third, (now, second), change, now.quantity.value - change, percent["verb"])
        elif second.quantity.unit == "%" and third is not None and third.quantity.unit == now.quantity.unit:
            by = _BY_PERCENT.match(second.before)
            if by is not None and _SAME_TIME_LAST_YEAR.match(third.before) and third.after == "":
                change = now.quantity.value - third.quantity.value
                yield from _compare(second, (now, third), change, third.quantity.value, by["verb"])
        elif same_unit and third is not None and third.quantity.unit == now.quantity.unit:
            by = _CHANGE.match(second.before)
            if by is not None and _SAME_TIME_LAST_YEAR.match(third.before) and third.after == "":
                change = now.quantity.value - third.quantity.value
                yield from _compare(second, (now, third), change, third.quantity.value, by["verb"])


def _rises(figures: Sequence[Figure]) -> Iterator[WrongRate]:
    """Test 由上年的16件升至20件，增加4件，增长25%."""
    for last, now in pairwise(figures):
        to = _TO.match(now.before)
        if to is None or not _OUT_OF.search(last.before) or last.quantity.unit != now.quantity.unit:
            continue
        if last.quantity.is_approximate or now.quantity.is_approximate or now.after:
            continue
        change = now.quantity.value - last.quantity.value
        for stated in figures[figures.index(now) + 1 :][:2]:
            by = _BY.match(stated.before) or _BY_PERCENT.match(stated.before)
            if by is None or stated.quantity.is_approximate or stated.clause - now.clause > 2:
                break
            yield from _compare(stated, (now, last), change, last.quantity.value, by["verb"])


def _means(passage: Passage, figures: Sequence[Figure]) -> Iterator[WrongRate]:
    """Test means of the year against its total: 全年120条，月均10条."""
    for total, mean in pairwise(figures):
        divisor = next((number for pattern, number in _MEANS if pattern.match(mean.before)), None)
        if divisor is None or total.quantity.unit != mean.quantity.unit or mean.clause - total.clause > 1:
            continue
        if total.quantity.is_approximate or is_rounded(total.quantity.value):
            continue
        if _PART_OF_YEAR.search(passage.clauses[total.clause].text + passage.clauses[mean.clause].text):
            continue
        expected = total.quantity.value / divisor
        if abs(mean.quantity.value - expected) >= max(Decimal(1), expected / 10):
            yield WrongRate(
                mean,
                (total,),
                expected.quantize(Decimal("0.1")),
                f"全年÷{divisor}＝所写的平均数",
                mean.quantity.unit,
            )


def _compare(
    stated: Figure, counts: tuple[Figure, ...], change: Decimal, base: Decimal, verb: str
) -> Iterator[WrongRate]:
    signed = -change if verb in _DOWN else change
    if stated.quantity.unit == "%":
        if base > 0 and not fits(signed, base, stated.quantity.value):
            expected = (signed * 100 / base).quantize(Decimal("0.1"))
            yield WrongRate(stated, counts, expected, "（本年－上年）÷上年＝所写的增幅", "%")
    elif stated.quantity.unit == counts[0].quantity.unit and signed != stated.quantity.value:
        yield WrongRate(stated, counts, signed, "本年－上年＝所写的增减数", stated.quantity.unit)
