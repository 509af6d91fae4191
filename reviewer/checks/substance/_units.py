"""The problems and the measures of section five, as units that can be matched one to one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.checks.context import CheckContext
from reviewer.checks.substance import _cues
from reviewer.checks.substance._pieces import Piece, Role, read_pieces
from reviewer.document.span import Span

_MIN_CHARS = 6
_SHORT = 24
_STEADY = -0.4
_CLEAR = 0.8
_LEAST_ANSWERED = 2  # items with a problem and a measure each show how a list is written


@dataclass(frozen=True, slots=True)
class Unit:
    """One problem or one measure.

    Args:
        role: Which of the two.
        span: Its words with its number, without the end mark.
        text: Its words without number and label.
        number: Its number in the list; None in running text.
        listing: Which list it stands in; units of running text share one of their own.
        refers: The words by which a measure names its problem (针对…); empty if it names none.
        refers_numbers: The numbers by which it names them (针对第一项, 前两处); empty if by none.
        place: The item that holds it: a problem and its measure in one item share it.
    """

    role: Role
    span: Span
    text: str
    number: int | None
    listing: int
    refers: str = ""
    refers_numbers: tuple[int, ...] = ()
    place: int = 0


@dataclass(slots=True)
class _Pairing:
    """Whether the items so far, counted from the last number 1, each told a problem and then its measure.

    Args:
        items: How many items were begun.
        answered: How many of them hold a measure.
        is_answered: The present one does.
    """

    items: int = 0
    answered: int = 0
    is_answered: bool = False

    def role_of(self, piece: Piece, role: Role | None) -> Role | None:
        """Return the role of the next piece: behind answered items, what names no fault answers its own item."""
        if piece.number == 1:
            self.items, self.answered, self.is_answered = 1, 0, False
        elif piece.number is not None:
            self.items, self.is_answered = self.items + 1, False
        elif role == "problem" and self._others_are_answered() and not _names_fault(piece):
            role = "measure"
        if role == "measure" and not self.is_answered:
            self.answered, self.is_answered = self.answered + 1, True
        return role

    def _others_are_answered(self) -> bool:
        return not self.is_answered and self.items > _LEAST_ANSWERED and self.answered == self.items - 1


def read_units(ctx: CheckContext, span: Span) -> tuple[Unit, ...]:
    """Return the problems and measures that stand in ``span``, in order."""
    pieces = list(read_pieces(ctx, span))
    units = tuple(_join(ctx, pieces))
    if any(unit.role == "problem" for unit in units):
        return units
    return (*_enumerated(ctx, pieces, units), *units)


def _enumerated(ctx: CheckContext, pieces: Sequence[Piece], units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the problems that one sentence lists, where no others are told: 存在A、B、C等问题."""
    place = -1
    for piece in pieces:
        match = _cues.SEVERAL.search(ctx.document.quote(piece.span))
        if match is None or any(unit.span.overlaps(piece.span) for unit in units):
            continue
        items = list(re.finditer("[^、，]+", match["list"].rstrip("等")))
        if not all(_cues.PROBLEM_CUES.search(item[0]) and not _cues.UNNAMED.search(item[0]) for item in items):
            continue
        start = piece.span.start + match.start("list")
        for item in items:
            span = Span(start + item.start(), start + item.end())
            yield Unit("problem", span, item[0], None, -1, place=place)
            place -= 1


def _join(ctx: CheckContext, pieces: Sequence[Piece]) -> Iterator[Unit]:
    """Join the pieces of one item, and give each list one role."""
    place = 0
    pairing = _Pairing()
    before: Role | None = None
    lead: Role | None = None
    groups = [part for group in _lists(pieces) for part in _split_tail(group)]
    for listing, group in enumerate(groups):
        if listing and group[0].number is not None and before == "problem" and lead is None:
            lead = _turned(group)
        elif not listing and lead is None and _opens_with_fault(group) and _plans_follow(groups[1:]):
            lead = "problem"
        role = _role_of(group, lead) if group[0].number is not None else None
        lead = None
        current: list[Piece] = []
        current_role: Role | None = None
        paragraph: int | None = None
        for piece in group:
            own = pairing.role_of(piece, _piece_role(piece, role, before))
            is_added = own == current_role == "measure" and _cues.ADDED.match(piece.text) is not None
            is_added |= own == current_role == "problem" and _cues.SOME_OTHERS.match(piece.text) is not None
            names_other = own == current_role == "measure" and (
                _names_problem(piece) or _cues.LABELLED_BY_PROBLEM.match(piece.text) is not None
            )
            starts_item = piece.number is not None or role is None or is_added or names_other
            if current and (starts_item or own != current_role):
                yield from _unit(ctx, current, current_role, listing, place)
                current = []
            turns_away = own == "measure" and current_role == "problem" and paragraph not in (None, piece.paragraph)
            place += (starts_item or turns_away) and not piece.text.startswith("→")
            paragraph = piece.paragraph
            if own is None:
                lead = _lead_role(piece) if piece.is_lead else None
                continue
            if not current:
                current_role = own
            current.append(piece)
            before = own
        yield from _unit(ctx, current, current_role, listing, place)


def _lead_role(piece: Piece) -> Role | None:
    """Return what an opening announces: 2022年将采取以下措施：."""
    if piece.forced:
        return piece.forced
    if piece.score >= _CLEAR or piece.opens_plan:
        return "measure"
    return "problem" if piece.score <= -_CLEAR else None


def _opens_with_fault(group: Sequence[Piece]) -> bool:
    heads = [piece for piece in group if piece.number is not None]
    return bool(heads) and heads[0].score <= -_CLEAR and heads[0].forced is None


def _plans_follow(groups: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether what stands behind a list opens with what will be done: 下一步，…."""
    return any(group[0].opens_plan or group[0].forced == "measure" for group in groups)


def _turned(group: Sequence[Piece]) -> Role | None:
    """Tell that a list behind the problems is one of measures: most of its items name nothing that is wrong."""
    heads = [piece for piece in group if piece.number is not None]
    sound = sum(_cues.DEFICIT.search(piece.text) is None for piece in heads)
    return "measure" if 2 * sound > len(heads) else None


def _lists(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces list by list; running text before, between and after lists is a list of its own."""
    group: list[Piece] = []
    last: Piece | None = None
    for piece in pieces:
        if not group:
            joins = True
        elif piece.number is None:
            # what follows an item in its paragraph belongs to it, and the paragraph under an item that is a heading
            belongs = last is None or piece.paragraph == group[-1].paragraph or len(group[-1].text) <= _SHORT
            joins = belongs and not (last is not None and (piece.is_lead or piece.opens_plan))
            if last is not None and piece.forced is not None and piece.forced == last.forced and belongs:
                joins = True
        else:
            joins = last is not None and last.style == piece.style and piece.number > (last.number or 0)
            joins = joins and last is not None and (piece.forced == last.forced or None in (piece.forced, last.forced))
        if not joins:
            yield group
            group, last = [], None
        group.append(piece)
        if piece.number is not None:
            last = piece
    if group:
        yield group


def _split_tail(group: list[Piece]) -> Iterator[list[Piece]]:
    """Cut off the running text behind a list when it turns to measures and the items before it do not."""
    numbered = [position for position, piece in enumerate(group) if piece.number is not None]
    if not numbered:
        yield group
        return
    tail = next(
        (
            position
            for position in range(numbered[-1] + 1, len(group))
            if _turns(group[position]) or (group[position].is_lead and group[position].score >= 0)
        ),
        None,
    )
    inner = [piece for position, piece in enumerate(group[: numbered[-1]]) if position not in numbered]
    reads_as_measures = sum(group[position].score for position in numbered) > 0
    is_paired = any(_turns(piece) for piece in inner)
    if tail is None or is_paired or reads_as_measures or len(numbered) == 1:
        yield group
        return
    yield group[:tail]
    yield group[tail:]


def _turns(piece: Piece) -> bool:
    return piece.forced == "measure" or piece.score >= 1.2 or piece.opens_plan


def is_measure_in_disguise(unit: Unit) -> bool:
    """Tell whether an item of a list of problems is a measure: 二是加强培训."""
    text = unit.text.strip()
    return (
        unit.role == "problem"
        and unit.number is not None
        and _cues.IMPERATIVE.match(bare := _cues.WANTED.sub("", text)) is not None
        and _cues.DEFICIT.search(bare) is None
    )


def is_wish(unit: Unit) -> bool:
    """Tell whether a measure in disguise is put as a need, as many problems are: 需要加强与各乡镇的联系."""
    return re.match(r"(?:还|仍|尚|仍然|还是)?(?:需|亟|有必要)", unit.text.strip()) is not None


def find_disguised(units: Sequence[Unit]) -> list[Unit]:
    """Return the measures in disguise; a list that opens with one, or holds mostly such, is a list of measures."""
    found: list[Unit] = []
    for unit in units:
        if not is_measure_in_disguise(unit):
            continue
        fellows = [one for one in units if one.listing == unit.listing and one.role == "problem"]
        count = sum(map(is_measure_in_disguise, fellows))
        if len(fellows) >= 2 and 2 * count <= len(fellows):
            found.append(unit)
    return found


def _role_of(group: Sequence[Piece], lead: Role | None) -> Role:
    """Return what the items of a list are: as its heading or opening says, or as most of them read."""
    heads = [piece for piece in group if piece.number is not None]
    forced = next((piece.forced for piece in heads if piece.forced), None)
    if forced:
        return forced
    weight = sum(max(-3.0, min(piece.score, 3.0)) for piece in heads)
    weight += {"measure": 3.0, "problem": -3.0}.get(lead or "", 0.0)
    return "measure" if weight > 0 else "problem"


def _piece_role(piece: Piece, of_list: Role | None, before: Role | None) -> Role | None:
    """Return what a piece is; None for an opening that says nothing itself."""
    if piece.is_lead or len(piece.text) < _MIN_CHARS or _cues.OPENING.search(piece.text):
        return None
    if _cues.DONE.match(piece.text):
        return None
    if piece.forced and of_list is None:
        return piece.forced
    if of_list is None:
        goes_on = before == "measure" and (piece.score > _STEADY or not _names_fault(piece))
        return "measure" if piece.score > 0 or piece.opens_plan or goes_on else "problem"
    if piece.number is not None or of_list == "measure":
        return of_list
    turns = piece.score >= 1.2 or piece.forced == "measure" or piece.turns_to_next_year
    turns = turns or (before == "problem" and _names_problem(piece))
    goes_on = before == "measure" and not _names_fault(piece)
    return "measure" if turns or goes_on else "problem"


def _names_problem(piece: Piece) -> bool:
    """Tell whether a piece opens with the problem it is meant for: 针对更新不及时，…."""
    return piece.text.startswith(("针对", "对")) and _cues.REFERS.match(piece.text) is not None


def _names_fault(piece: Piece) -> bool:
    """Tell whether a piece says that something is wrong; the bare word 问题 says nothing (热点问题当周补录)."""
    return _cues.PROBLEM_CUES.search(_cues.NEUTRAL.sub("，", piece.text)) is not None


def _unit(ctx: CheckContext, pieces: Sequence[Piece], role: Role | None, listing: int, place: int) -> Iterator[Unit]:
    if not pieces or role is None:
        return
    if role == "problem" and place <= 1 and pieces[0].number is None and _cues.PREAMBLE.search(pieces[0].text):
        return
    span = Span(pieces[0].span.start, pieces[-1].span.end)
    written = ctx.document.quote(span)
    trimmed = written.rstrip("。；;，, \n")
    text = "".join(piece.text for piece in pieces)
    label = (_cues.MEASURE_LABEL if role == "measure" else _cues.PROBLEM_LABEL).match(text)
    if label:
        text = text[label.end() :]
    by_label = _cues.LABELLED_BY_PROBLEM.match(text) if role == "measure" else None
    if by_label:
        text = text[by_label.end() :]
    by_numbers = _numbers_named(text) if role == "measure" else ()
    refers = None if by_numbers else _cues.REFERS.match(text)
    yield Unit(
        role,
        Span(span.start, span.start + len(trimmed)) if trimmed else span,
        text,
        pieces[0].number,
        listing,
        by_label["what"] if by_label else (refers["what"] or refers["quoted"] or refers["named"]) if refers else "",
        by_numbers,
        place,
    )


def _numbers_named(text: str) -> tuple[int, ...]:
    """Return the numbers of the problems that a measure names at its start: 对第一个…, 前两处…, 针对第一、三项…."""
    first = _cues.REFERS_TO_FIRST.match(text)
    if first:
        return tuple(range(1, _numeral(first["n"].replace("两", "二")) + 1))
    two = _cues.REFERS_TO_TWO.match(text)
    if two:
        return _numeral(two["n"]), _numeral(two["other"])
    one = _cues.REFERS_BY_NUMBER.match(text) or _cues.REFERS_BY_ORDINAL.match(text)
    return (_numeral(one["n"]),) if one else ()


def _numeral(written: str) -> int:
    return int(written) if written.isdigit() else _cues.HAN.index(written) + 1
