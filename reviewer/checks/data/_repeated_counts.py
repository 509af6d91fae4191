"""Counts that one sentence and the next state of the same things: 召开3次；四次例会先后研究了……"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.checks.data._clauses import Figure, Passage
from reviewer.checks.data._contradictions import Contradiction
from reviewer.regex import Regex

_EVENTS = frozenset(("次", "场", "期"))
_HELD = Regex(r"召开|举办|组织|开展|举行|进行")
_POINTING = Regex(r"^(?P<all>这|上述|以上)?$")
_ALL_OF_THEM = Regex(r"^(?P<noun>[^\W\d_]{2,4}?)(?:先后|分别|均|都|全部|依次)")


def find_repeated_counts(passages: Sequence[Passage]) -> Iterator[Contradiction]:
    """Yield counts that the words beside them contradict, in order."""
    for passage in passages:
        for index, figure in enumerate(passage.figures):
            if index:
                yield from _named_again(passage, passage.figures[index - 1], figure)


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
        f"前面写{first.quantity.value}{first.quantity.unit}，随后写{again.quantity.value}"
        f"{again.quantity.unit}{match['noun']}，前后不一",
        "同一事项前后所写的次数相同",
        first.quantity.value,
        again.quantity.value,
        (passage.term(first),),
        (passage.term(again, match["noun"]),),
    )
