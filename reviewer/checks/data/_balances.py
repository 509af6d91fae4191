"""Counts of one sentence that do not balance: what was kept and dropped, each and all, both halves of a percentage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from reviewer.checks.data._clauses import Figure, Passage
from reviewer.checks.data._contradictions import Contradiction, sum_of
from reviewer.checks.data._sentence_sums import is_one_slip
from reviewer.checks.evidence import Term
from reviewer.document.span import cover
from reviewer.regex import Regex

_DROPPED = Regex(r"(?:剔除|取消|撤销|淘汰|核减|扣除|删除|撤下|退出|清退|移出|剔去|核销|注销|下架|关停)(?:了|的|掉)?$")
_KEPT = Regex(
    r"^(?:,)?(?:最终|最后|实际|其余|剩余|剩下|余下|余|保留|尚余|还有|现有|现存|实有|公告|公布|通过|确认|认定|确定|留存|留用|继续|的|为|有|共)+$"
)
_GAINED = (
    r"(?:采纳|采用|吸收|办结|办复|通过|满意|合格|达标|整改|完成|解决|正常|规范|准确|符合|修复|回应|答复|准予|成功)"
)
_REST = Regex(
    r"(?:^|[,已])(?:有|另有|另|其中|还有|尚有)?(?:(?:未予?|不予?|没有|尚未|暂未|正在|还在|仍在|部分|基本|不)"
    + _GAINED
    + r"|(?:责令|限期|要求|需|需要|待)?整改|退回|其余|剩余|余|待办|在办|驳回|作废|存疑|错误|不符)(?:了|的|中)?$"
)
_GAIN = Regex(r"(?:^|[,已])(?:有|其中|均|已|被|全部|全部)?(?:予以)?" + _GAINED + r"(?:了|的)?$")
_EVERYTHING = Regex(
    r"(?:检查|抽查|抽取|排查|核查|巡查|收到|征集|收集|征求|提出|受理|接收|发现|回收|收回|参加|参考|参训|自查|普查|测试|体验|列出|清理|梳理|反馈|转来|交办)"
    r"(?:了|到|各类|的|意见|建议|问题|场所|网站|栏目|信息|共)*[^,;。]{0,8}$"
)
_NOT_BALANCED = Regex(r"增加|减少|增长|下降|同比|上年|那年|比|至少|以上|平均|约|多次|其他")
_SEVERAL = frozenset(("项", "类", "者", "部分", "块", "方面"))
_SUM_OF = Regex(r"(?:合计|共计|总计|相加|加起来|合起来|加总)(?:为|有|是|达|共)*$")
_PERIODS = {"每季度": 4, "每季": 4, "每半年": 2, "每月": 12, "每个月": 12, "每个季度": 4}
_EVERY = Regex(r"(?:^|,)(?P<names>[^,;。]{0,24}?)(?P<each>每个?季度?|每半年|每个?月|各)(?P<verb>[^,;。\d每各]{0,12})$")
_ALL_YEAR = Regex(
    r"^(?:,)?(?:本年|全年|一年|年内|合计|总计)*(?:共|共计|合计|总共|累计|一共)(?P<verb>[^,;。\d]{0,8})$|^(?:本年|全年)[^,;。\d]{0,6}$"
)
_NAMES = Regex(r"、|和|与|及")
_OPPOSITE = Regex(r"(?:不|未)(?P<verb>[^\W\d_]{2})(?:的|率|度)?(?:约|为|占|达|比例)*$")


def find_imbalances(passages: Sequence[Passage]) -> Iterator[Contradiction]:
    """Yield counts that contradict the counts beside them, in order."""
    for passage in passages:
        by_sentence: dict[int, list[Figure]] = {}
        for figure in passage.figures:
            by_sentence.setdefault(passage.clauses[figure.clause].sentence, []).append(figure)
        for sentence, figures in by_sentence.items():
            words = passage.sentences[sentence]
            exact = [figure for figure in figures if not figure.quantity.is_approximate]
            yield from _remainders(passage, exact, words)
            yield from _outcomes(passage, exact)
            yield from _halves(passage, exact)
            yield from _sums_of_all(passage, exact)
            yield from _each_and_all(passage, exact)


def _found(
    figure: Figure, expected: Decimal, why: str, *, formula: str, here: Term, others: Iterable[Term]
) -> Contradiction:
    return Contradiction(
        figure.quantity.span,
        f"{why}为{expected}，这里写作{figure.quantity.value}",
        formula,
        figure.quantity.value,
        expected,
        (here,),
        tuple(others),
    )


def _remainders(passage: Passage, figures: Sequence[Figure], words: str) -> Iterator[Contradiction]:
    """Test 公示12家，剔除2家，公告10家."""
    for at, kept in enumerate(figures):
        if at < 2 or kept.after or not _KEPT.match(kept.before) or _NOT_BALANCED.search(words):
            continue
        same = [f for f in figures[:at] if f.quantity.unit == kept.quantity.unit]
        dropped = [f for f in same if _DROPPED.search(f.before)]
        others = [f for f in same if f not in dropped]
        if not dropped or not others or dropped[-1] is not figures[at - 1] or kept.clause - dropped[-1].clause > 1:
            continue
        whole = others[0]
        expected = whole.quantity.value - sum((f.quantity.value for f in dropped), Decimal(0))
        if whole.quantity.value > kept.quantity.value and 0 < expected != kept.quantity.value:
            terms = (passage.term(whole), *(passage.term(one, sign=-1) for one in dropped))
            yield _found(
                kept,
                expected,
                "减去所列各项后应",
                formula="总数－去掉的＝留下的",
                here=passage.term(kept),
                others=terms,
            )


def _outcomes(passage: Passage, figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """Test 检查21处，合格18处，整改3处."""
    for at, whole in enumerate(figures[:-2]):
        if not _EVERYTHING.search(whole.before) or whole.after:
            continue
        parts: list[Figure] = []
        for part in figures[at + 1 :]:
            gain, rest = _GAIN.search(part.before), _REST.search(part.before)
            if part.quantity.unit != whole.quantity.unit or not (gain or rest) or part.after:
                break
            if part.clause - (parts[-1] if parts else whole).clause != 1:
                break
            parts.append(part)
        has_gain = any(_GAIN.search(part.before) and not _REST.search(part.before) for part in parts)
        has_rest = any(_REST.search(part.before) for part in parts)
        if len(parts) < 2 or not has_gain or not has_rest:
            continue
        total = sum((part.quantity.value for part in parts), Decimal(0))
        values = [part.quantity.value for part in parts]
        nested = values[0] in (whole.quantity.value, sum(values[1:], Decimal(0)))  # 满意20、基本满意……
        if total != whole.quantity.value and not nested and max(values) <= whole.quantity.value:
            yield Contradiction(
                cover([whole.quantity.span, *(part.quantity.span for part in parts)]) or whole.quantity.span,
                f"所列各项之和为{total}，与总数{whole.quantity.value}不符",
                "总数＝其中各项之和",
                whole.quantity.value,
                total,
                (passage.term(whole),),
                tuple(passage.term(part) for part in parts),
            )


def _halves(passage: Passage, figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """Test 满意占94%，不满意占6%: both of them cannot be more than all."""
    for one, other in pairwise(figures):
        match = _OPPOSITE.search(other.before)
        if one.quantity.unit != "%" or other.quantity.unit != "%" or match is None:
            continue
        if (
            match["verb"] not in one.before
            or other.clause - one.clause > 1
            or re.search(r"[不未]" + match["verb"], one.before)
        ):
            continue
        total = one.quantity.value + other.quantity.value
        if total > Decimal("100.2"):
            expected = 100 - one.quantity.value
            formula = "两者之和不超过100%"
            yield _found(
                other,
                expected,
                f"{formula}，此项至多",
                formula=formula,
                here=passage.term(other),
                others=[passage.term(one)],
            )


def _sums_of_all(passage: Passage, figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """Test sums over figures of mixed units: 网站11260条，新媒体23410条，公报12期（142份），三项合计34812条."""
    for at, total in enumerate(figures):
        several = _several(figures, at)
        if several is None or total.after:
            continue
        count, first = several
        others = [passage.term(one) for one in (*figures[:first], *figures[first + 1 : at])]
        if not count <= len(others) <= 8:
            continue
        stated = total.quantity.value
        chosen = (some for size in range(2, len(others) + 1) for some in combinations(others, size))
        sums = {sum_of(some): some for some in chosen}
        near = [value for value in sorted(sums) if stated not in sums and is_one_slip(str(value), str(stated))]
        if len(near) == 1 and stated >= 100:
            here = passage.term(total)
            yield _found(total, near[0], "所列各项之和", formula="总数＝所列各项之和", here=here, others=sums[near[0]])


def _several(figures: Sequence[Figure], at: int) -> tuple[int, int] | None:
    """Return of how many terms a figure is the sum, and which figure says so."""
    total = figures[at]
    for back in range(max(0, at - 2), at):
        figure = figures[back]
        if figure.quantity.unit in _SEVERAL and 2 <= figure.quantity.value <= 6:
            start, end = figure.quantity.span.end, total.quantity.span.start
            between = "".join(f.before for f in figures[back + 1 : at + 1])
            if end - start <= 40 and (_SUM_OF.search(figure.after) or _SUM_OF.search(between)):
                return int(figure.quantity.value), back
    return None


def _each_and_all(passage: Passage, figures: Sequence[Figure]) -> Iterator[Contradiction]:
    """Test 上半年、下半年各开一次，全年共开两次."""
    for one, every in pairwise(figures):
        each, whole = _EVERY.search(one.before), _ALL_YEAR.match(every.before)
        if each is None or whole is None or one.quantity.unit != every.quantity.unit:
            continue
        if every.clause - one.clause != 1 or every.after or _NOT_BALANCED.search(one.before + every.before):
            continue
        names = [each["names"]]
        at = one.clause
        while at and passage.clauses[at].mark == "、" and not any(f.clause == at - 1 for f in figures):
            at -= 1
            names.insert(0, passage.clauses[at].text)
        times = _PERIODS.get(each["each"]) or len([name for text in names for name in _NAMES.split(text) if name])
        expected = times * one.quantity.value
        if times > 1 and expected != every.quantity.value:
            formula = f"每次所写的数×{times}＝全年"
            yield _found(
                every, expected, "按前文所写应", formula=formula, here=passage.term(every), others=[passage.term(one)]
            )
