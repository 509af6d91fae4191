"""Counts that one sentence and the next state of the same things: 召开3次；四次例会先后研究了……"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewer.checks.data._clauses import Figure, Passage
from reviewer.checks.data._contradictions import Contradiction

_EVENTS = frozenset(("次", "场", "期"))
_HELD = re.compile(r"召开|举办|组织|开展|举行|进行")
_POINTING = re.compile(r"^(?P<all>这|上述|以上)?$")
_ALL_OF_THEM = re.compile(r"^(?P<noun>[一-龥]{2,4}?)(?:先后|分别|均|都|全部|依次)")
_GAINED = re.compile(r"(?P<verb>采纳|采用|办结|通过|满意|合格|整改)(?:了)?$")
_FAILED = re.compile(r"(?:未|不|没有)(?:予)?(?P<verb>采纳|采用|办结|通过|满意|合格|整改)(?:的)?$")
_WHOLE = re.compile(r"(?:收到|征集|收集|征求|提出|受理|接收|检查|发现|回收|收回)[^,;。]{0,10}$")


def find_repeated_counts(passages: Sequence[Passage]) -> Iterator[Contradiction]:
    """Yield counts that the words beside them contradict, in order."""
    for passage in passages:
        for index, figure in enumerate(passage.figures):
            if index:
                yield from _named_again(passage, passage.figures[index - 1], figure)
            if index > 1:
                yield from _both_halves(passage, *passage.figures[index - 2 : index + 1])


def _named_again(passage: Passage, first: Figure, again: Figure) -> Iterator[Contradiction]:
    """Compare 召开例会3次 with 四次例会先后……, where the second speaks of all of them."""
    clause = passage.clauses[again.clause]
    match = _ALL_OF_THEM.match(again.after)
    pointing = _POINTING.match(again.before)
    if match is None or pointing is None or again.quantity.unit not in _EVENTS:
        return
    if again.quantity.value < first.quantity.value and not pointing["all"]:
        return  # some of them
    if clause.sentence - passage.clauses[first.clause].sentence > 1 or first.quantity.unit != again.quantity.unit:
        return
    words = "".join(passage.clauses[at].text for at in range(max(0, first.clause - 3), first.clause + 1))
    if (
        match["noun"] not in words
        or not _HELD.search(first.before)
        or first.quantity.is_approximate
        or first.quantity.value == again.quantity.value
    ):
        return
    yield Contradiction(
        first.quantity.span,
        again.quantity.span,
        f"前面写{first.quantity.value}{first.quantity.unit}，随后写{again.quantity.value}"
        f"{again.quantity.unit}{match['noun']}，前后不一",
        first.quantity.value,
        again.quantity.value,
        "likely",
    )


def _both_halves(passage: Passage, whole: Figure, gained: Figure, failed: Figure) -> Iterator[Contradiction]:
    """Test 收到意见52条，采纳31条，未采纳21条."""
    done, left = _GAINED.search(gained.before), _FAILED.search(failed.before)
    if done is None or left is None or done["verb"] != left["verb"] or not _WHOLE.search(whole.before):
        return
    figures = (whole, gained, failed)
    if len({passage.clauses[figure.clause].sentence for figure in figures}) != 1:
        return
    if len({figure.quantity.unit for figure in figures}) != 1 or any(f.quantity.is_approximate for f in figures):
        return
    found = gained.quantity.value + failed.quantity.value
    if found != whole.quantity.value:
        yield Contradiction(
            failed.quantity.span,
            whole.quantity.span,
            f"{done['verb']}与未{done['verb']}之和为{found}，与总数{whole.quantity.value}不符",
            found,
            whole.quantity.value,
            "likely",
        )
