"""Parts that leave nothing out and exceed their whole: 清理60件，保留41件，修改6件，废止15件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reviewer.checks.data._clauses import Figure, Passage
from reviewer.checks.data._contradictions import Contradiction
from reviewer.document.span import cover
from reviewer.regex import Regex

_OUT_OF = Regex(r"^[^,;。]{0,10}(?:中|里|当中|里面)$")
_GATHERED = Regex(r"(?:清理|梳理|审查|评估|检查|抽查|排查|核查|巡查|自查)[^,;。]{0,12}$")
_NOT_BALANCED = Regex(r"同时|重复|兼|既|部分|多次|上年|那年|比|同比|增|减少|以上|约|左右")
_PARTITIONS = tuple(
    tuple(Regex(words) for words in partition)
    for partition in (
        (r"保留|继续有效|继续执行|留用|仍有效", r"修改|修订|完善", r"废止|失效|作废|停用|取消"),
        (
            r"已经?(?!失)|建成|完成|达标|开通|上线|合格|正常|办结|通过",
            r"正在|在建|尚未|还没|还未|未(?=建|完|开|达|办|通|整)|仍在|待(?=建|整|办)|在办|不合格|问题|不达标",
        ),
    )
)


def find_overfull_lists(passages: Sequence[Passage]) -> Iterator[Contradiction]:
    """Yield wholes that a list of what became of all of them exceeds, in order."""
    for passage in passages:
        for at, whole in enumerate(passage.figures[:-2]):
            if whole.quantity.is_approximate or not (_OUT_OF.match(whole.after) or _is_gathered(whole)):
                continue
            parts = _parts(passage, at)
            if len(parts) < 2 or _NOT_BALANCED.search(passage.sentences[passage.clauses[whole.clause].sentence]):
                continue
            total = sum((part.quantity.value for part in parts), Decimal(0))
            words = [part.before + part.after for part in parts]
            if total <= whole.quantity.value or max(part.quantity.value for part in parts) > whole.quantity.value:
                continue
            if any(_is_partition(words, partition) for partition in _PARTITIONS):
                span = cover([whole.quantity.span, *(part.quantity.span for part in parts)])
                yield Contradiction(
                    span or whole.quantity.span,
                    f"所列各项之和为{total}，多于总数{whole.quantity.value}",
                    "总数＝其中各项之和",
                    whole.quantity.value,
                    total,
                    (passage.term(whole),),
                    tuple(passage.term(part) for part in parts),
                )


def _is_gathered(whole: Figure) -> bool:
    return whole.after == "" and _GATHERED.search(whole.before) is not None


def _parts(passage: Passage, at: int) -> list[Figure]:
    whole = passage.figures[at]
    parts: list[Figure] = []
    expected = whole.clause + 1
    for part in passage.figures[at + 1 :]:
        if part.clause != expected or part.quantity.unit != whole.quantity.unit or part.quantity.is_approximate:
            break
        if passage.clauses[part.clause].sentence != passage.clauses[whole.clause].sentence:
            break
        parts.append(part)
        expected += 1
    return parts


def _is_partition(words: Sequence[str], partition: Sequence[Regex]) -> bool:
    """Tell whether each part is of one class of a partition, and no class occurs twice."""
    found: list[int] = []
    for text in words:
        kinds = [kind for kind, pattern in enumerate(partition) if pattern.search(text)]
        if not kinds:
            return False
        found.append(kinds[-1])
    return len(set(found)) == len(found) > 1
