"""The noisy channel: which small change makes a sentence far likelier than it stands.

A writer means one character and types another that sounds or looks like it, leaves
one out, types one twice or swaps two. Every such change at a place where the text
is unlike anything seen before is weighed: how much likelier does official prose
become, and how firm is the evidence for the new wording. Unsure is silent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reviewer.document.span import Span
from reviewer.language.grams import BITS, BOUNDARY, FIRST_FREE, MAX_ORDER, Counts, Ids, encode, pack, windows
from reviewer.language.model import CLOSE_SOUND, LOOK, RARE_WORD, SAME_SOUND, LanguageModel, boundary_padded
from reviewer.language.slip import Slip, Weight

Flags = npt.NDArray[np.bool_]
_PAD = 5
_APART = 3  # one slip makes its neighbours unlikely too
# The gain that a change needs, by the length of the string seen before that supports it.
# All were set by slips planted in, and alarms raised on, the reports of authors left out of training.
_NEED = np.array([99.0, 99.0, 11.0, 9.0, 8.0, 8.0])
_NEED_OF_A_WORD = np.array([99.0, 99.0, 16.0, 14.0, 12.5, 12.0])  # the character belongs to a word as it stands
_NEED_OF_TWO = np.array([99.0, 99.0, 99.0, 15.0, 13.0, 12.0])
_NEED_OF_A_SWAP = np.array([99.0, 99.0, 99.0, 99.0, 14.0, 14.0])
_NEED_OF_A_GAP = np.array([99.0, 99.0, 99.0, 99.0, 99.0, 14.0])
# The segmenter joined two characters to a word that no dictionary knows, and one change makes it a common one.
_NEED_OF_AN_UNKNOWN_WORD = np.array([99.0, 9.0, 8.5, 5.0, 5.0, 5.0])
_NEED_IF_VERY_COMMON = np.array([99.0, 6.5, 6.5, 4.5, 4.5, 4.5])
_LOOSE = 1.5  # the same, when the segmenter left the two characters apart
_COMMON_WORD, _VERY_COMMON_WORD = 5.0, 6.5  # log frequency in the dictionary
_NEED_FOR_A_LONG_WORD = 7.5  # three or four characters that make a word of the dictionary
_STRANDED = -2.5  # neither the character nor its new partner belongs to a word, and it is hardly one itself
_BOUND = 3.0  # the new word takes its other half from a word that stands
_AT_HOME = 4.0  # the character is mostly a word by itself, so it needs no partner
_STANDS = 8.0  # 回收 is as good as 收回
_RARE = 3.0  # what stands is a word, if a rare one
_CLOSE_NEED, _LOOK_NEED = 1.0, 2.0  # close sounds and looks are mixed up less than same sounds
_SURE = 2.0
_OFTEN_ALONE, _SELDOM_ALONE, _HARDLY_ALONE = 0.45, 0.25, 0.1
_REASONS = {
    "sound": "音同或音近的字",
    "close": "音近的字",
    "look": "形近的字",
    "word": "同音的词",
    "missing": "疑似漏字",
    "swapped": "疑似颠倒",
}
_KEEPS_MEANING = frozenset("0a一二三四五六七八九十百千万亿上下左右东西南北甲乙丙丁年月日时他她它")
_FUNCTION = frozenset("的了在和与及或等为是已未不也都各本该其此有无可将把被对从向以于之所而并又更再最很较还新全中前后")


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """A change that was weighed.

    Args:
        place: Index of the first character that changes, in the compact text.
        length: Characters taken out; 0 for a missing one.
        characters: Numbers of the characters put in.
        gain: How much likelier the sentence becomes, natural log.
        need: How much likelier it must become for the change to be believed.
        kind: ``sound``, ``close``, ``look``, ``word``, ``missing`` or ``swapped``.
        word: Place and length of the dictionary word that one new character makes; None for other changes.
    """

    place: int
    length: int
    characters: tuple[int, ...]
    gain: float
    need: float
    kind: str
    word: tuple[int, int] | None = None

    @property
    def margin(self) -> float:
        """How far the gain lies above the need."""
        return self.gain - self.need


_KINDS = {SAME_SOUND: "sound", CLOSE_SOUND: "close", LOOK: "look"}


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """The text that is judged: sentences without white space, boundaries between them."""

    ids: Ids
    padded: Ids
    offsets: npt.NDArray[np.int64]  # into the document; -1 for a boundary
    words: Counts  # weight of the dictionary word of two or more characters at each place
    pairs: npt.NDArray[np.int64]  # number of the word of two characters at each place; 0 for other words
    guarded: Flags


@dataclass(frozen=True, slots=True, eq=False)
class _Support:
    """What speaks for each change: longest string seen, and the longest dictionary word with its place."""

    orders: npt.NDArray[np.int64]
    words: Counts
    sizes: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]

    def pick(self, chosen: Flags) -> _Support:
        return _Support(self.orders[chosen], self.words[chosen], self.sizes[chosen], self.starts[chosen])


class Corrector:
    """Looks for slips with a language model.

    Args:
        model: Trained on official prose.
    """

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        known = {char: index + FIRST_FREE for index, char in enumerate(model.alphabet.characters)}
        self._han = np.zeros(1 << BITS, dtype=bool)
        for char, number in known.items():
            self._han[number] = "\u4e00" <= char <= "\u9fff"
        self._fixed = np.zeros(1 << BITS, dtype=bool)
        self._fixed[[known[char] for char in sorted(_KEEPS_MEANING) if char in known]] = True
        self._function = np.zeros(1 << BITS, dtype=bool)
        self._function[[known[char] for char in sorted(_FUNCTION) if char in known]] = True

    def find(
        self, text: str, sentences: Sequence[Span], words: Sequence[Span], guarded: Sequence[Span] = ()
    ) -> tuple[Slip, ...]:
        """Return the slips that the model is sure of, in order.

        Args:
            text: The document's text.
            sentences: What to judge.
            words: How ``text`` falls into words.
            guarded: Names and titles that are left as they are.
        """
        line = self._read(text, sentences, words, guarded)
        return self._settle(line, text, self.guesses(line))

    def _read(self, text: str, sentences: Sequence[Span], words: Sequence[Span], guarded: Sequence[Span]) -> _Line:
        offsets = [-1]
        for sentence in sentences:
            offsets.extend(i for i in range(sentence.start, sentence.end) if not text[i].isspace())
            offsets.append(-1)
        pairs = np.zeros(len(text) + 1, dtype=np.int64)
        for number, word in enumerate(words, start=1):
            if len(word) == 2:
                pairs[word.start : word.end] = number
        places = np.array(offsets)
        ids = encode(text, self.model.table)[places]
        ids[places < 0] = BOUNDARY
        weights = np.zeros(len(text) + 1, dtype=np.float32)
        self._weigh_words(text, words, weights)
        closed = np.zeros(len(text) + 1, dtype=bool)
        for span in guarded:
            closed[span.start : span.end] = True
        return _Line(
            ids, boundary_padded(ids, _PAD), places, weights[places] * (places >= 0), pairs[places], closed[places]
        )

    def _weigh_words(self, text: str, words: Sequence[Span], weights: Counts) -> None:
        usable = [word for word in words if 2 <= len(word) <= 4]
        for length in (2, 3, 4):
            chosen = [word for word in usable if len(word) == length]
            if not chosen:
                continue
            rows = encode("".join([text[word.start : word.end] for word in chosen]), self.model.table)
            found = self.model.word_weight(pack(rows.reshape(-1, length)))
            for word, weight in zip(chosen, found.tolist(), strict=True):
                weights[word.start : word.end] = weight

    def guesses(self, line: _Line) -> list[Guess]:
        """Return every change worth weighing, for calibration and for :meth:`find`."""
        orders = self._orders(line.ids)
        return [
            *self._wrong(line, orders),
            *self._same_sounding(line, orders),
            *self._missing(line),
            *self._swapped(line, orders),
        ]

    def _orders(self, ids: Ids) -> npt.NDArray[np.int64]:
        """Return for each place the length of the longest string seen before that covers it."""
        longest = np.ones(len(ids), dtype=np.int64)
        for order in range(2, MAX_ORDER + 1):
            seen = self.model.count(windows(ids, order), order) > 0
            for offset in range(order):
                view = longest[offset : offset + len(seen)]
                view[seen] = order
        return longest

    def _rows(self, line: _Line, places: Ids, before: int, after: int) -> Ids:
        rows: Ids = line.padded[places[:, None] + np.arange(_PAD - before, _PAD + after)[None, :]]
        return rows

    def _wrong(self, line: _Line, orders: npt.NDArray[np.int64]) -> list[Guess]:
        ids = line.ids
        open_places = (orders <= 3) & self._han[ids] & ~self._fixed[ids] & ~line.guarded
        places = np.flatnonzero(open_places)
        table = self.model.confusions
        starts, ends = table.offsets[ids[places]], table.offsets[ids[places] + 1]
        where, entry = _spread(places, starts, ends)
        new, kinds = table.others[entry].astype(np.int64), table.kinds[entry]
        left, right = line.padded[where + _PAD - 1], line.padded[where + _PAD + 1]
        joins_left, joins_right = self.model.is_pair(left, new), self.model.is_pair(new, right)
        edge = (left == BOUNDARY) | (right == BOUNDARY)
        near = ((joins_left & joins_right) | (edge & (joins_left | joins_right))) | (
            (joins_left | joins_right) & (orders[where] <= 2)
        )
        near &= ~self._fixed[new]
        where, new, kinds = where[near], new[near], kinds[near]
        rows = self._rows(line, where, 4, 5)
        rows[:, 4] = new
        support = self._support(rows, 4, 5)
        firm = (support.words > 0) & (support.orders >= np.where(line.words[where] > 0, 3, 1))
        where, kinds, rows, support = where[firm], kinds[firm], rows[firm], support.pick(firm)
        if not len(where):
            return []
        gain = self.model.log_share(rows, 4, 9) - self._log_share_as_is(line, where, 5)
        needs = self._needs(line, where, support) + np.array([0.0, _CLOSE_NEED, _LOOK_NEED])[kinds]
        needs += np.where((kinds == LOOK) & self._function[line.ids[where]], _AT_HOME, 0)
        return [
            Guess(int(place), 1, (int(new),), float(g), float(need), _KINDS[int(kind)], (int(start), int(size)))
            for place, new, g, need, kind, start, size in zip(
                where, rows[:, 4], gain, needs, kinds, where - 4 + support.starts, support.sizes, strict=True
            )
        ]

    def _needs(self, line: _Line, where: Ids, support: _Support) -> npt.NDArray[np.float64]:
        alone = self.model.alone[line.ids[where]]
        needs = _NEED[support.orders]
        weak = support.orders <= 3
        beside = where[:, None] - 4 + support.starts[:, None] + np.arange(4)[None, :]
        taken = (np.arange(4)[None, :] < support.sizes[:, None]) & (beside != where[:, None])
        bound = (taken & (line.words[np.clip(beside, 0, len(line.ids) - 1)] > 0)).any(axis=1)
        needs = needs + np.where(weak & bound, _BOUND, 0)
        needs += np.where(weak & ~bound & (alone < _HARDLY_ALONE), _STRANDED, 0)
        needs = np.where(support.sizes >= 3, np.minimum(needs, _NEED_FOR_A_LONG_WORD), needs)
        partner = where + np.where(support.starts == 4, 1, -1)
        is_pair = (support.sizes == 2) & (line.pairs[where] > 0) & (line.pairs[where] == line.pairs[partner])
        unknown = is_pair & (line.words[where] == 0) & (support.words > _COMMON_WORD) & ~self._fixed[line.ids[partner]]
        very_common = support.words > _VERY_COMMON_WORD
        of_pair = np.where(very_common, _NEED_IF_VERY_COMMON[support.orders], _NEED_OF_AN_UNKNOWN_WORD[support.orders])
        needs = np.where(unknown, np.minimum(needs, of_pair), needs)
        loose = ~bound & (support.sizes == 2) & very_common & ~self._fixed[line.ids[partner]] & (support.orders >= 2)
        needs = np.where(loose, np.minimum(needs, of_pair + _LOOSE), needs)
        needs += np.where((alone >= _OFTEN_ALONE) | self._function[line.ids[where]], _AT_HOME, 0)
        old = line.words[where]
        full = _NEED_OF_A_WORD[support.orders]
        rare = np.minimum(full, needs + _RARE)
        result: npt.NDArray[np.float64] = np.where(old > RARE_WORD, full, np.where(old > 0, rare, needs))
        return result

    def _log_share_as_is(self, line: _Line, where: Ids, width: int) -> Counts:
        """Return the log probability of ``width`` characters from each place on, as they stand."""
        # As np.unique does, whose first call imports numpy.ma for 25 ms.
        order = np.argsort(where, kind="stable")
        starts = np.concatenate(([True], np.diff(where[order]) != 0)) if len(where) else np.zeros(0, dtype=bool)
        places, index = where[order][starts], np.empty(len(where), dtype=np.int64)
        index[order] = np.cumsum(starts) - 1
        return self.model.log_share(self._rows(line, places, 4, width), 4, 4 + width)[index]

    def _support(self, rows: Ids, first: int, last: int) -> _Support:
        """Return what speaks for the columns ``first`` to ``last``: strings seen in two reports, and words."""
        orders = np.ones(len(rows), dtype=np.int64)
        words = np.zeros(len(rows), dtype=np.float32)
        sizes, starts = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
        width = rows.shape[1]
        for size in range(2, MAX_ORDER + 1):
            for start in range(max(last - size, 0), min(first, width - size) + 1):
                keys = pack(rows[:, start : start + size])
                orders[self.model.count(keys, size) >= 2] = size
                if size > 4:
                    continue
                weights = self.model.word_weight(keys)
                better = (weights > RARE_WORD) & ((sizes < size) | (weights > words))
                words[better], sizes[better], starts[better] = weights[better], size, start
        return _Support(orders, words, sizes, starts)

    def _same_sounding(self, line: _Line, orders: npt.NDArray[np.int64]) -> list[Guess]:
        ids = line.ids
        free = self._han[ids] & ~line.guarded & (orders <= 3)
        places = np.flatnonzero(free[:-1] & free[1:])
        sounds, words = self.model.same_sounding
        keys = self.model.sound_keys(ids[places], ids[places + 1])
        starts, ends = np.searchsorted(sounds, keys, "left"), np.searchsorted(sounds, keys, "right")
        where, entry = _spread(places, starts, ends)
        left, right = words[entry] >> BITS, words[entry] & ((1 << BITS) - 1)
        differ = (left != ids[where]) & (right != ids[where + 1])
        differ &= ~self._fixed[left] & ~self._fixed[right]
        where, left, right = where[differ], left[differ], right[differ]
        if not len(where):
            return []
        rows = self._rows(line, where, 4, 6)
        rows[:, 4], rows[:, 5] = left, right
        gain = self.model.log_share(rows, 4, 10) - self.model.log_share(self._rows(line, where, 4, 6), 4, 10)
        needs = _NEED_OF_TWO[self._support(rows, 4, 6).orders]
        return [
            Guess(int(place), 2, (int(row[4]), int(row[5])), float(g), float(need), "word")
            for place, row, g, need in zip(where, rows, gain, needs, strict=True)
        ]

    def _missing(self, line: _Line) -> list[Guess]:
        ids = line.ids
        left, right = ids[:-1], ids[1:]
        gap = self._han[left] & self._han[right] & ~self.model.is_pair(left, right)
        gap &= ~(line.guarded[:-1] & line.guarded[1:])
        stranded = (line.words == 0) & (self.model.alone[ids] < _SELDOM_ALONE) & self._han[ids]
        gap &= stranded[:-1] | stranded[1:]
        places = np.flatnonzero(gap) + 1
        outer, inner, counts = self.model.between
        keys = (ids[places - 1] << BITS) | ids[places]
        starts, ends = np.searchsorted(outer, keys, "left"), np.searchsorted(outer, keys, "right")
        where, entry = _spread(places, starts, ends)
        keep = (counts[entry] >= 2) & self._han[inner[entry]] & ~self._function[inner[entry]]
        where, new = where[keep], inner[entry][keep]
        rows = np.empty((len(where), 9), dtype=np.int64)
        rows[:, :4] = self._rows(line, where, 4, 0)
        rows[:, 4] = new
        rows[:, 5:] = self._rows(line, where, 0, 4)
        if not len(where):
            return []
        gain = self.model.log_share(rows, 4, 9) - self.model.log_share(self._rows(line, where, 4, 4), 4, 8)
        both_sides = self.model.count(pack(rows[:, 2:7]), MAX_ORDER) > 0
        needs = _NEED_OF_A_GAP[np.where(both_sides, MAX_ORDER, 1)]
        return [
            Guess(int(place), 0, (int(char),), float(g), float(need), "missing")
            for place, char, g, need in zip(where, new, gain, needs, strict=True)
        ]

    def _swapped(self, line: _Line, orders: npt.NDArray[np.int64]) -> list[Guess]:
        ids = line.ids
        free = self._han[ids] & ~line.guarded & ~self._fixed[ids]
        places = np.flatnonzero(free[:-1] & free[1:] & (ids[:-1] != ids[1:]) & (orders[:-1] <= 3) & (orders[1:] <= 3))
        if not len(places):
            return []
        seen = self.model.is_pair(ids[places + 1], ids[places])
        places = places[seen]
        rows = self._rows(line, places, 4, 6)
        rows[:, [4, 5]] = rows[:, [5, 4]]
        firm = self.model.count(pack(rows[:, 3:7]), 4) > 1
        places, rows = places[firm], rows[firm]
        if not len(places):
            return []
        gain = self.model.log_share(rows, 4, 10) - self.model.log_share(self._rows(line, places, 4, 6), 4, 10)
        stands = (line.words[places] > RARE_WORD) & (line.words[places + 1] > RARE_WORD)
        needs = _NEED_OF_A_SWAP[self._support(rows, 4, 6).orders] + np.where(stands, _STANDS, 0)
        return [
            Guess(int(place), 2, (int(row[4]), int(row[5])), float(g), float(need), "swapped")
            for place, row, g, need in zip(places, rows, gain, needs, strict=True)
        ]

    def _settle(self, line: _Line, text: str, guesses: Sequence[Guess]) -> tuple[Slip, ...]:
        sure = sorted((g for g in guesses if g.margin > 0), key=lambda g: (-g.margin, g.place, g.characters))
        kept: list[Guess] = []
        for guess in sure:
            if all(abs(guess.place - other.place) > _APART for other in kept):
                kept.append(guess)
        slips = (self._slip(line, text, guess) for guess in sorted(kept, key=lambda g: g.place))
        return tuple(slip for slip in slips if slip is not None)

    def _slip(self, line: _Line, text: str, guess: Guess) -> Slip | None:
        characters = "".join(map(self.model.alphabet.char, guess.characters))
        first, last = guess.place, guess.place + guess.length
        if guess.kind == "missing":  # quote the two characters that it is missing between
            first, last = first - 1, last + 1
        elif guess.word is not None:
            first, last = guess.word[0], guess.word[0] + guess.word[1]
        offsets = line.offsets[first:last]
        if (offsets < 0).any():
            return None
        before = "".join(text[offset] for offset in line.offsets[first : guess.place])
        after = "".join(text[offset] for offset in line.offsets[guess.place + guess.length : last])
        start, end, characters = int(offsets[0]), int(offsets[-1]) + 1, before + characters + after
        weight: Weight = "warning" if guess.margin >= _SURE else "hint"
        confidence = round(1 / (1 + math.exp(-(guess.margin + _SURE) / 2)), 3)
        return Slip(Span(start, end), characters, "model", weight, _REASONS[guess.kind], confidence)


def _spread(places: Ids, starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]) -> tuple[Ids, Ids]:
    """Return each place once for every entry from its start to its end, and the entries."""
    sizes = ends - starts
    first = np.cumsum(sizes) - sizes
    return np.repeat(places, sizes), np.arange(sizes.sum()) - np.repeat(first - starts, sizes)
