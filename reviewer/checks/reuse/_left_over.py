"""Names that a copier forgot, as findings of the checks of identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import LEFT_IN_COPY, QuoteEvidence
from reviewer.reuse.passage import Leftover, LeftoverKind, Passage

_WORDS: Mapping[LeftoverKind, str] = {
    "organ": "是那份报告的机关的名称",
    "place": "是那份报告所在地的名称",
    "level": "与本机关所在地的层级不符",
    "name": "这个名称在那份报告的同一处也有，本报告的其他地方没有",
    "year": "是那份报告的年份",
}
#: Bits of the evidence that a passage is copied from which a name that no list knows is a slip for certain.
_CERTAIN_BITS = 300.0
_REACH = 12


def find_left_over(check: Check, ctx: CheckContext, kinds: frozenset[LeftoverKind]) -> Iterator[Finding]:
    """Yield the names left over in copied passages, as findings of ``check``.

    Args:
        check: The check of identity that speaks of them.
        ctx: The draft.
        kinds: Which of them it speaks of.
    """
    for passage in ctx.passages or ():
        for left in passage.leftovers:
            if left.kind in kinds:
                yield _report(check, ctx, passage, left)


def _report(check: Check, ctx: CheckContext, passage: Passage, left: Leftover) -> Finding:
    name = passage.report.title or passage.report.id
    is_certain = left.kind in ("organ", "place", "level") or (left.kind == "name" and passage.score >= _CERTAIN_BITS)
    return check.finding(
        ctx,
        left.span,
        f"这一段照抄了《{name}》，其中“{left.quote}”没有改：{_WORDS[left.kind]}。",
        severity=Severity.ERROR if is_certain else Severity.WARNING,
        evidence=(QuoteEvidence(LEFT_IN_COPY, _there(passage, left), None, passage.report.id),),
        suggestion=Suggestion("请核对，改为本机关的名称或实际情况，并重写这一段。"),
    )


def _there(passage: Passage, left: Leftover) -> str:
    """Return the name in the source with a few words around it."""
    at = max(passage.source_quote.find(left.quote), 0)
    return passage.source_quote[max(at - _REACH, 0) : at + len(left.quote) + _REACH]
