"""From aligned stretches to passages: kind, swaps, names left over, exact raw offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.document.span import Span
from reviewer.reuse.align import Aligned, Step
from reviewer.reuse.edges import find_edges
from reviewer.reuse.kind import Change, Changes
from reviewer.reuse.leftovers import Side, find_leftovers
from reviewer.reuse.masking import FIRST_MASK, LABEL_OF, LAST_MASK, MatchingForm
from reviewer.reuse.passage import Edit, EditKind, Passage, PassageKind

_SWAP_RANK = {"year": 1, "date": 2, "number": 3}
_SENTENCE_ENDS = frozenset("。；！？;!?")


@dataclass(frozen=True, slots=True)
class Outline:
    """What the pairs of an archive need of a passage.

    Args:
        span: The stretch in the target, raw offsets.
        source_span: The stretch in the source.
        kind: What was done to the text.
        similarity: Share that agrees, 0 to 1.
        steps: The alignment behind it.
    """

    span: Span
    source_span: Span
    kind: PassageKind
    similarity: float
    steps: tuple[Step, ...]


def outline_passage(target: Side, source: Side, aligned: Aligned, *, reordered: bool, mosaic: bool = False) -> Outline:
    """Return the bounds and the kind of an aligned stretch."""
    steps = _settle(target.form, source.form, find_edges(target.form, source.form, aligned.steps))
    equal = sum(
        step.target_end - step.target_start + step.source_end - step.source_start for step in steps if step.equal
    )
    length_t = sum(step.target_end - step.target_start for step in steps)
    length_s = sum(step.source_end - step.source_start for step in steps)
    return Outline(
        span=_raw_target(target.form, steps),
        source_span=_raw_source(source.form, steps),
        kind=changes_of(target, source, steps).kind(reordered=reordered, mosaic=mosaic),
        similarity=round(min(equal / (length_t + length_s), 1.0), 4),
        steps=tuple(steps),
    )


def changes_of(target: Side, source: Side, steps: Sequence[Step]) -> Changes:
    """Return the changes of an alignment, told apart with the names of both bodies."""
    names = (*target.own_names, *source.own_names, target.ref.issuer, source.ref.issuer)
    return Changes(target.form, source.form, steps, tuple(name for name in dict.fromkeys(names) if name))


def build_passage(
    target: Side, source: Side, aligned: Aligned, *, score: float, reordered: bool, mosaic: bool = False
) -> Passage:
    """Return the passage of an aligned stretch."""
    outline = outline_passage(target, source, aligned, reordered=reordered, mosaic=mosaic)
    edits = _edits(target.form, source.form, outline.steps)
    changes = changes_of(target, source, outline.steps).all
    return Passage(
        span=outline.span,
        quote=outline.span.quote(target.form.text),
        kind=outline.kind,
        similarity=outline.similarity,
        score=round(score, 1),
        report=source.ref,
        source_span=outline.source_span,
        source_quote=outline.source_span.quote(source.form.text),
        edits=tuple(edits),
        swaps=_swaps(changes),
    )


def with_leftovers(passage: Passage, target: Side, source: Side, copied: Sequence[Span]) -> Passage:
    """Return the passage with what it still names of its source.

    Args:
        passage: The passage.
        target: The draft.
        source: The report that it stands in.
        copied: All passages of that report.
    """
    edges = frozenset(edit.target[0] for edit in passage.edits)
    return replace(passage, leftovers=find_leftovers(target, source, passage.span, copied, edges))


def _swaps(changes: Sequence[Change]) -> tuple[tuple[str, str], ...]:
    """Return the exchanged names, those of bodies and places in front of years, these in front of figures."""
    swapped = [change for change in changes if change.label is not None and change.old and change.new]
    swapped.sort(key=lambda change: _SWAP_RANK.get(change.label or "", 0))
    return tuple(dict.fromkeys((change.old, change.new) for change in swapped))


def _settle(target: MatchingForm, source: MatchingForm, steps: list[Step]) -> list[Step]:
    """Make a change equal where the raw texts agree and only one of them was known to be a name."""
    settled: list[Step] = []
    for step in steps:
        size = step.target_end - step.target_start
        if (
            not step.equal
            and size
            and step.source_end > step.source_start
            and target.quote(step.target_start, step.target_end) == source.quote(step.source_start, step.source_end)
        ):
            settled.append(step._replace(equal=True))
        else:
            settled.append(step)
    return settled


def _is_mask(code: int) -> bool:
    return FIRST_MASK <= code <= LAST_MASK


def _edits(target: MatchingForm, source: MatchingForm, steps: Sequence[Step]) -> list[Edit]:
    """Return the steps as edits in raw offsets, masks of different text split off."""
    edits: list[Edit] = []
    for step in steps:
        if not step.equal:
            edits.append(_change(target, source, step))
            continue
        if step.target_end - step.target_start != step.source_end - step.source_start:  # settled by its raw text
            raw, other = _raw(target, *step[1:3]), _raw(source, *step[3:5])
            edits.append(Edit("equal", raw, other))
            continue
        first = step.target_start
        shift = step.source_start - step.target_start
        for at in range(step.target_start, step.target_end):
            if _is_mask(int(target.codes[at])):
                old, new = source.quote(at + shift, at + shift + 1), target.quote(at, at + 1)
                if old != new:
                    if at > first:
                        edits.append(_equal(target, source, first, at, shift))
                    edit = _equal(target, source, at, at + 1, shift)
                    edits.append(Edit("replace", edit.target, edit.source, LABEL_OF[int(target.codes[at])]))
                    first = at + 1
        if step.target_end > first:
            edits.append(_equal(target, source, first, step.target_end, shift))
    return edits


def _equal(target: MatchingForm, source: MatchingForm, start: int, end: int, shift: int) -> Edit:
    raw, other = target.to_raw(start, end), source.to_raw(start + shift, end + shift)
    return Edit("equal", (raw.start, raw.end), (other.start, other.end))


def _change(target: MatchingForm, source: MatchingForm, step: Step) -> Edit:
    has_target = step.target_end > step.target_start
    has_source = step.source_end > step.source_start
    kind: EditKind = "replace" if has_target and has_source else "insert" if has_target else "delete"
    return Edit(
        kind,
        _raw(target, step.target_start, step.target_end),
        _raw(source, step.source_start, step.source_end),
    )


def _raw(form: MatchingForm, start: int, end: int) -> tuple[int, int]:
    if end > start:
        return int(form.starts[start]), int(form.ends[end - 1])
    at = int(form.starts[start]) if start < len(form) else len(form.text)
    return at, at


def _raw_target(form: MatchingForm, steps: Sequence[Step]) -> Span:
    return _with_stop(form, form.to_raw(steps[0].target_start, steps[-1].target_end))


def _raw_source(form: MatchingForm, steps: Sequence[Step]) -> Span:
    first = min(step.source_start for step in steps)
    last = max(step.source_end for step in steps)
    return _with_stop(form, form.to_raw(first, last))


def _with_stop(form: MatchingForm, span: Span) -> Span:
    """Return the span with the full stop that directly follows it."""
    if span.end < len(form.text) and form.text[span.end] in _SENTENCE_ENDS:
        return Span(span.start, span.end + 1)
    return span
