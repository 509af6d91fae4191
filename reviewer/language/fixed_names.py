"""Names and phrases whose wording is fixed, found although one or two characters are wrong.

Data: ``data/fixed_names.txt``. Each name is cut into two or three pieces, one more
than the slips that it may hold, so that one piece at least stands in the text as it
should; around each piece that is found the whole is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import ahocorasick_rs
from rapidfuzz.distance import Editop, Levenshtein

from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.language.grams import encode
from reviewer.language.model import LanguageModel
from reviewer.language.slip import Slip, Weight

_DATA = Path(__file__).parent / "data" / "fixed_names.txt"
_MIN_CHARS = 5
_VERY_LONG = 12  # such a name is not abbreviated
_OPTIONAL = frozenset("的和与或者及")
_LONG = 10  # from so many characters on two slips are looked for


@dataclass(frozen=True, slots=True)
class FixedName:
    """A name as it must be written.

    Args:
        text: Folded for matching.
        raw: As it is printed.
        weight: How grave a slip in it is.
        is_unique: Nothing else is called nearly so, whatever the characters sound or look like.
    """

    text: str
    raw: str
    weight: Weight
    is_unique: bool


@dataclass(frozen=True, slots=True, eq=False)
class FixedNames:
    """All names, ready to be found in one pass."""

    names: tuple[FixedName, ...]
    _whole: ahocorasick_rs.AhoCorasick
    _pieces: ahocorasick_rs.AhoCorasick
    _owners: tuple[tuple[tuple[int, int], ...], ...]  # for each piece: name, offset in it

    def find(self, text: str, model: LanguageModel, guarded: Sequence[Span] = ()) -> tuple[Slip, ...]:
        """Return the slips in fixed names, in order.

        Args:
            text: The document's text.
            model: Says which characters are mistaken for each other.
            guarded: Stretches that are left as they are.
        """
        folded = fold(text)
        right = [Span(start, end) for _, start, end in self._whole.find_matches_as_indexes(folded, overlapping=True)]
        # At each place, the length of the longest name that stands there as it should.
        longest: dict[int, int] = {}
        for whole in right:
            for offset in range(whole.start, whole.end):
                longest[offset] = max(longest.get(offset, 0), len(whole))
        tried: set[tuple[int, int]] = set()
        found: list[tuple[int, Slip]] = []
        for index, start, end in self._pieces.find_matches_as_indexes(folded, overlapping=True):
            for owner, offset in self._owners[index]:
                if (owner, start - offset) in tried:
                    continue
                tried.add((owner, start - offset))
                name = self.names[owner]
                if min(longest.get(start, 0), longest.get(end - 1, 0)) >= len(name.text) - 1:
                    continue
                slip = _compare(name, folded, start - offset, model)
                if slip is not None and not any(span.contains(slip.span) for span in (*guarded, *right)):
                    found.append((len(name.text), slip))
        kept: list[Slip] = []
        for _, slip in sorted(found, key=lambda item: (-item[0], item[1].span)):
            if not any(slip.span.overlaps(other.span) for other in kept):
                kept.append(slip)
        return tuple(sorted(kept, key=lambda slip: slip.span))


def _compare(name: FixedName, text: str, start: int, model: LanguageModel) -> Slip | None:
    most = 2 if len(name.text) >= _LONG else 1
    whole = text[max(start, 0) : start + len(name.text)]
    if Levenshtein.distance(whole, name.text, score_cutoff=2 * most) > 2 * most:
        return None
    near: list[tuple[int, int, int, int]] = []
    for shift in range(-most, most + 1):
        first = start + shift
        for length in range(len(name.text) - most, len(name.text) + most + 1):
            if first < 0 or first + length > len(text) or length < 2:
                continue
            if text[first] != name.text[0] and text[first + length - 1] != name.text[-1]:
                continue
            window = text[first : first + length]
            distance = Levenshtein.distance(window, name.text, score_cutoff=most)
            if 0 < distance <= most:
                near.append((distance, abs(length - len(name.text)), first, first + length))
    # Of windows equally near the one of the name's own length says best what is wrong.
    slips = (_slip(name, text, first, last, model) for _, _, first, last in sorted(near))
    return next((slip for slip in slips if slip is not None), None)


def _slip(name: FixedName, text: str, first: int, last: int, model: LanguageModel) -> Slip | None:
    window = text[first:last]
    edits = Levenshtein.editops(window, name.text)
    if sum(edit.tag == "insert" for edit in edits) > 1 and not (name.is_unique and len(name.text) >= _VERY_LONG):
        return None  # two missing characters are a word left out, as in an abbreviation
    if not all(_is_plausible(edit, window, name, model, is_only=len(edits) == 1) for edit in edits):
        return None
    start = min(edit.src_pos for edit in edits)
    end = max(edit.src_pos + (edit.tag != "insert") for edit in edits)
    left = min(edit.dest_pos for edit in edits)
    right = max(edit.dest_pos + (edit.tag != "delete") for edit in edits)
    if any(edit.tag != "replace" for edit in edits):  # quote a neighbour on each side
        start, end, left, right = max(start - 1, 0), min(end + 1, len(window)), max(left - 1, 0), right + 1
    right = min(right, len(name.raw))
    if start >= end or left >= right:
        return None
    return Slip(Span(first + start, first + end), name.raw[left:right], "name", name.weight, f"应为“{name.raw}”")


def _is_plausible(edit: Editop, window: str, name: FixedName, model: LanguageModel, *, is_only: bool) -> bool:
    tag, src, dest = edit.tag, edit.src_pos, edit.dest_pos
    if tag == "replace":
        if not (_is_han(window[src]) and _is_han(name.text[dest])):
            return False
        if _are_confused(window[src], name.text[dest], model):
            return True
        return name.is_unique and is_only and 0 < dest < len(name.text) - 1
    if tag == "insert":  # a character of the name is missing in the text
        return 0 < dest < len(name.text) - 1 and _is_han(name.text[dest]) and name.text[dest] not in _OPTIONAL
    inside = 0 < src < len(window) - 1
    return inside and _is_han(window[src]) and window[src] in (window[src - 1], window[src + 1])


def _are_confused(one: str, other: str, model: LanguageModel) -> bool:
    numbers = encode(one + other, model.table)
    start, end = model.confusions.offsets[numbers[0] : numbers[0] + 2]
    return bool((model.confusions.others[start:end] == numbers[1]).any())


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


@cache
def load_fixed_names() -> FixedNames:
    """Return the names that ship, parsed once a process."""
    names: dict[str, FixedName] = {}
    weight: Weight = "warning"
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            weight = "error" if line == "[error]" else "warning"
        elif not line.startswith("#"):
            for entry in line.split():
                raw = entry.removeprefix("!").strip("“”")
                if len(raw) >= _MIN_CHARS:
                    names.setdefault(fold(raw), FixedName(fold(raw), raw, weight, entry.startswith("!")))
    ordered = tuple(names.values())
    owners: dict[str, list[tuple[int, int]]] = {}
    for index, name in enumerate(ordered):
        for offset, piece in _pieces(name.text):
            owners.setdefault(piece, []).append((index, offset))
    return FixedNames(
        names=ordered,
        _whole=ahocorasick_rs.AhoCorasick([name.text for name in ordered], store_patterns=False),
        _pieces=ahocorasick_rs.AhoCorasick(list(owners), store_patterns=False),
        _owners=tuple(tuple(found) for found in owners.values()),
    )


def _pieces(text: str) -> list[tuple[int, str]]:
    n_pieces = 3 if len(text) >= _LONG else 2
    edges = [round(len(text) * part / n_pieces) for part in range(n_pieces + 1)]
    return [(start, text[start:end]) for start, end in pairwise(edges)]
