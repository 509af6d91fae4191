"""From aligned stretches to passages: kind, swaps, names left over, exact raw offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.document.span import Span
from reviewer.reuse.align import Aligned, Step
from reviewer.reuse.kind import Changes
from reviewer.reuse.masking import FIRST_MASK, LABEL_OF, LAST_MASK, MatchingForm
from reviewer.reuse.passage import Edit, EditKind, Passage, PassageKind, ReportRef

_CLAUSE_ENDS = frozenset("。；，！？：、;,!?:\n\r")
_SENTENCE_ENDS = frozenset("。；！？;!?")
_SNAP_OUT = 2
_SNAP_IN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of the two texts of a passage."""

    form: MatchingForm
    ref: ReportRef
    own_names: tuple[str, ...] = ()


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
    steps = _settle(target.form, source.form, _snap(target.form, source.form, list(aligned.steps)))
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
    edits, swaps = _edits(target.form, source.form, outline.steps)
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
        swaps=tuple(dict.fromkeys(swaps)),
        leftovers=find_leftovers(target, source, outline.span),
    )


def find_leftovers(target: Side, source: Side, span: Span) -> tuple[Span, ...]:
    """Return where the stretch names the source's own body, place, account or year."""
    if target.ref.issuer and target.ref.issuer == source.ref.issuer:
        names: list[str] = []
    else:
        own = (target.ref.issuer, *target.own_names)
        names = [
            name
            for name in dict.fromkeys((source.ref.issuer, *source.own_names))
            if len(name) >= 2 and not any(name in other for other in own if other)
        ]
    year = source.ref.report_year
    if year is not None and target.ref.report_year is not None and year < target.ref.report_year:
        names.append(f"{year}年")
    quote = span.quote(target.form.text)
    found: list[Span] = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        at = quote.find(name)
        while at >= 0:
            place = Span(span.start + at, span.start + at + len(name))
            if not any(place.overlaps(other) for other in found):
                found.append(place)
            at = quote.find(name, at + 1)
    return tuple(sorted(found))


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


def _edits(
    target: MatchingForm, source: MatchingForm, steps: Sequence[Step]
) -> tuple[list[Edit], list[tuple[str, str]]]:
    """Return the steps as edits in raw offsets, masks of different text split off, and the swaps."""
    edits: list[Edit] = []
    swaps: list[tuple[str, str]] = []
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
                    swaps.append((old, new))
                    first = at + 1
        if step.target_end > first:
            edits.append(_equal(target, source, first, step.target_end, shift))
    return edits, swaps


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


def _ends_clause(form: MatchingForm, at: int) -> bool:
    """Tell whether a clause ends in front of code ``at``."""
    if at <= 0 or at >= len(form):
        return True
    between = form.text[int(form.ends[at - 1]) : int(form.starts[at])]
    return any(char in _CLAUSE_ENDS for char in between)


def _snap(form: MatchingForm, source: MatchingForm, steps: list[Step]) -> list[Step]:
    """Move both ends to the clause end next to them where that changes a few letters only."""
    first, last = steps[0], steps[-1]
    start, end = first.target_start, last.target_end
    if not _ends_clause(form, start):
        out = next((n for n in range(1, _SNAP_OUT + 1) if start - n >= 0 and _ends_clause(form, start - n)), 0)
        if out:
            before = next((n for n in range(_SNAP_IN + 1) if _ends_clause(source, first.source_start - n)), 0)
            before = min(before, first.source_start)
            steps.insert(0, Step(False, start - out, start, first.source_start - before, first.source_start))
        else:
            cut = next((n for n in range(1, _SNAP_IN + 1) if _ends_clause(form, start + n)), 0)
            if cut and first.equal and first.target_end - start > cut + 3:
                steps[0] = first._replace(target_start=start + cut, source_start=first.source_start + cut)
    last = steps[-1]
    if not _ends_clause(form, end):
        out = next((n for n in range(1, _SNAP_OUT + 1) if end + n <= len(form) and _ends_clause(form, end + n)), 0)
        if out:
            behind = next((n for n in range(_SNAP_IN + 1) if _ends_clause(source, last.source_end + n)), 0)
            behind = min(behind, len(source) - last.source_end)
            steps.append(Step(False, end, end + out, last.source_end, last.source_end + behind))
        else:
            cut = next((n for n in range(1, _SNAP_IN + 1) if _ends_clause(form, end - n)), 0)
            if cut and last.equal and end - last.target_start > cut + 3:
                steps[-1] = last._replace(target_end=end - cut, source_end=last.source_end - cut)
    return steps
