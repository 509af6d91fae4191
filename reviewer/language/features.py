"""What speaks for and against a change, as numbers that a forest of decision trees weighs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from reviewer.language.columns import Column
from reviewer.language.grams import BITS, BOUNDARY, MAX_ORDER, Counts, Ids, look_up, pack, windows
from reviewer.language.guesses import PAD, Guesser, Guesses, Line, spread
from reviewer.language.model import LanguageModel

_BEFORE, _AFTER = 4, 4
MIN_GAIN = 2.5
_MIN_GAIN_OF_GAPS = 3.0  # one character more is always less likely
_GREAT_GAIN = 9.0
_MAX_WORD_LENGTH = 5
_MOST_TIMES = 6  # more often than so tells nothing more

_Features = Mapping[Column, npt.NDArray[np.generic]]


def weigh(guesser: Guesser, line: Line, guesses: Guesses) -> tuple[Guesses, npt.NDArray[np.float32]]:
    """Return the guesses that official prose makes likelier, and the features of each."""
    model = guesser.model
    groups = []
    for size, added in ((1, 1), (2, 2), (0, 1), (2, 1)):
        rows = np.flatnonzero((guesses.sizes == size) & (guesses.added == added))
        if len(rows):
            groups.append(_Group(model, line, guesses.pick(rows), rows, size, added))
    n = len(guesses)
    gain, general, likelihood = np.zeros(n), np.zeros(n), np.zeros(n)
    for group in groups:
        gain[group.rows], general[group.rows], likelihood[group.rows] = group.gains()
    keep = gain + guesses.word_gains > np.where(guesses.sizes == 0, _MIN_GAIN_OF_GAPS, 2 * MIN_GAIN)
    columns = np.zeros((n, len(Column)), dtype=np.float32)
    rival, best, crowd = _rivals(guesses.places, gain + guesses.word_gains)
    for group in groups:
        group.narrow(keep[group.rows])
        if len(group.rows):
            columns[group.rows] = group.columns(guesser)
    whole: _Features = {
        Column.GAIN: gain,
        Column.GAIN_GENERAL: general,
        Column.GAIN_WORDS: guesses.word_gains,
        Column.GAIN_SUM: gain + guesses.word_gains,
        Column.RIVAL: rival,
        Column.LIKELIHOOD: likelihood,
        Column.CROWD: crowd,
        Column.BEST: best,
    }
    for column, values in whole.items():
        columns[:, column] = values
    kept = np.flatnonzero(keep)
    return guesses.pick(kept), columns[kept]


def _rivals(
    places: Ids, gains: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Compare the guesses of each place.

    Returns:
        For each guess how far it lies above or below the best other one at its place, what the
        best of the place gains, and how many guesses of the place gain much.
    """
    if not len(places):
        return np.zeros(0), np.zeros(0), np.zeros(0)
    order = np.lexsort((-gains, places))
    sorted_places, sorted_gains = places[order], gains[order]
    is_first = np.concatenate(([True], sorted_places[1:] != sorted_places[:-1]))
    group = np.cumsum(is_first) - 1
    first_gain = sorted_gains[is_first][group]
    seconds = np.full(group[-1] + 1, -10.0)
    is_second = np.concatenate(([False], is_first[:-1] & ~is_first[1:]))
    seconds[group[is_second]] = sorted_gains[is_second]
    best_other = np.where(is_first, seconds[group], first_gain)
    result = np.empty(len(places))
    result[order] = np.clip(sorted_gains - best_other, -20, 20)
    best, crowd = np.empty(len(places)), np.empty(len(places))
    best[order] = first_gain
    crowd[order] = np.bincount(group, sorted_gains > _GREAT_GAIN)[group]
    return result, best, np.minimum(crowd, _MOST_TIMES)


class _Group:
    """Guesses that take out and put in equally many characters."""

    def __init__(  # noqa: PLR0917 - one call
        self, model: LanguageModel, line: Line, guesses: Guesses, rows: Ids, size: int, added: int
    ) -> None:
        self.model, self.line, self.guesses, self.rows = model, line, guesses, rows
        self.size, self.added = size, added
        places = guesses.places + PAD
        before = line.padded[places[:, None] + np.arange(-_BEFORE, 0)]
        after = line.padded[places[:, None] + np.arange(size, size + _AFTER)]
        put = guesses.firsts[:, None] if added == 1 else np.stack([guesses.firsts, guesses.seconds], axis=1)
        taken = line.padded[places[:, None] + np.arange(size)]
        self.old = np.concatenate([before, taken, after], axis=1)
        self.new = np.concatenate([before, put, after], axis=1)

    def narrow(self, keep: npt.NDArray[np.bool_]) -> None:
        """Forget all other guesses."""
        self.guesses, self.rows = self.guesses.pick(keep), self.rows[keep]
        self.old, self.new = self.old[keep], self.new[keep]

    def gains(self) -> tuple[Counts, Counts, Counts]:
        new = self.model.log_share(self.new, _BEFORE, self.new.shape[1])
        # Each place is weighed once as it stands.
        order = np.argsort(self.guesses.places, kind="stable")
        firsts = np.concatenate(([True], np.diff(self.guesses.places[order]) != 0))
        index = np.empty(len(order), dtype=np.int64)
        index[order] = np.cumsum(firsts) - 1
        chosen = self.old[order[firsts]]
        old = self.model.log_share(chosen, _BEFORE, chosen.shape[1])[index]
        old_general = self.model.log_share(chosen, _BEFORE, chosen.shape[1] - 3, longest=2)[index]
        new_general = self.model.log_share(self.new, _BEFORE, self.new.shape[1] - 3, longest=2)
        return new - old, new_general - old_general, old

    def columns(self, guesser: Guesser) -> npt.NDArray[np.float32]:
        """Return the features of each guess; those that compare guesses are left 0."""
        found = np.zeros((len(self.guesses), len(Column)), dtype=np.float32)
        parts = (
            self._of_strings(),
            self._of_new_words(),
            self._of_old_words(),
            self._of_characters(guesser),
            self._of_pairs(),
            self._of_surroundings(),
        )
        for part in parts:
            for column, values in part.items():
                found[:, column] = values
        return found

    def _of_strings(self) -> _Features:
        """How long and how frequent the strings are that cover the place."""
        model, old, new = self.model, self.old, self.new
        n = len(self.guesses)
        orders, twice = np.ones(n, dtype=np.int64), np.ones(n, dtype=np.int64)
        new_triple, old_triple = np.zeros(n, dtype=np.float32), np.zeros(n, dtype=np.float32)
        for width in range(2, MAX_ORDER + 1):
            for start in range(max(_BEFORE + self.added - width, 0), _BEFORE + 1):
                if start + width > new.shape[1]:
                    continue
                count = model.count(pack(new[:, start : start + width]), width)
                orders[count > 0] = width
                twice[count > 1] = width
                if width == 3:
                    new_triple = np.maximum(new_triple, count)
        for start in range(max(_BEFORE + self.size - 3, 0), _BEFORE + 1):
            if start + 3 <= old.shape[1]:
                old_triple = np.maximum(old_triple, model.count(pack(old[:, start : start + 3]), 3))
        return {
            Column.ORDER: self.line.orders[self._at],
            Column.NEW_ORDER: orders,
            Column.NEW_ORDER_TWICE: twice,
            Column.NEW_TRIPLE: np.log1p(new_triple),
            Column.OLD_TRIPLE: np.log1p(old_triple),
            Column.CALLED_LEFT: self._called(new, _BEFORE + 1, (2, 3)),
            Column.CALLED_RIGHT: self._called(new, self._after_new - 1, (-2, -3)),
            Column.CALLED_OLD: self._called(old, _BEFORE + 1, (2, 3)),
            **self._around(),
            Column.NEW_AGAIN: self._elsewhere(),
        }

    def _of_new_words(self) -> _Features:
        """Which word holds what is put in, and how its other characters stood."""
        line, guesses = self.line, self.guesses
        last = len(line.ids) - 1
        lone = np.concatenate([line.lattice.sizes == 1, [False]])
        alone_here = np.concatenate([self.model.alone[line.ids], [1.0]])
        n_lone = np.zeros(len(guesses))
        partner = np.ones(len(guesses), dtype=np.float32)
        for offset in range(_MAX_WORD_LENGTH):
            spot = guesses.word_starts + offset
            inside = offset < guesses.word_sizes
            changed = (spot >= guesses.places) & (spot < guesses.places + self.added)
            source = np.where(spot >= guesses.places + self.added, spot + self.size - self.added, spot)
            stands = inside & ~changed & lone[np.clip(source, 0, last + 1)]
            n_lone += stands
            partner = np.where(stands, np.minimum(partner, alone_here[np.clip(source, 0, last + 1)]), partner)
        return {
            Column.WORD_SIZE: guesses.word_sizes,
            Column.WORD_SHARE: guesses.word_shares,
            Column.WORD_LONE: n_lone,
            Column.PARTNER: partner,
            Column.AGAIN: self._again(),
        }

    def _of_old_words(self) -> _Features:
        """Which words stand at the place and beside it."""
        lattice, at = self.line.lattice, self._at
        last = len(self.line.ids) - 1
        second = np.clip(at + 1, 0, last)
        sizes = lattice.sizes[at]
        return {
            Column.OLD_SIZE: np.maximum(sizes, lattice.sizes[second]) if self.size == 2 else sizes,
            Column.OLD_SHARE: lattice.weights[at],
            Column.NEXT_SIZE: lattice.sizes[second],
            Column.SAME_WORD: lattice.starts[second] == lattice.starts[at],
            Column.LEFT_WEIGHT: lattice.weights[np.clip(at - 1, 0, last)],
            Column.RIGHT_WEIGHT: lattice.weights[np.clip(at + self.size, 0, last)],
        }

    def _of_characters(self, guesser: Guesser) -> _Features:
        """What the characters taken out and put in are by themselves."""
        model, old, put = self.model, self.old[:, _BEFORE], self.guesses.firsts
        found: dict[Column, npt.NDArray[np.generic]] = {
            Column.KIND: self.guesses.kinds,
            Column.OLD_ALONE: model.alone[old],
            Column.NEW_ALONE: model.alone[put],
            Column.OLD_CHAR: model.char_weights[old],
            Column.NEW_CHAR: model.char_weights[put],
            Column.FUNCTION: guesser.function[old] * 1 + guesser.function[np.maximum(put, 0)] * 2,
            Column.FIXED: guesser.fixed[old] * 1 + guesser.fixed[np.maximum(put, 0)] * 2,
            Column.ENDS_LIKE: model.endings[old] - model.beginnings[old],
            Column.STARTS_LIKE: model.endings[old],
        }
        if self.size > self.added:
            found[Column.LEFT_OVER] = np.where(old == self.old[:, self._after_old - 1], 1, 2)
        return found

    def _of_pairs(self) -> _Features:
        """How often neighbours stand side by side, before and after the change."""
        old, new = self.old, self.new
        left, right = old[:, _BEFORE - 1], old[:, self._after_old]
        old_first, old_last = old[:, _BEFORE], old[:, self._after_old - 1]
        new_first, new_last, new_right = new[:, _BEFORE], new[:, self._after_new - 1], new[:, self._after_new]
        return {
            Column.OLD_LEFT: np.log1p(self._pairs(left, old_first)),
            Column.OLD_RIGHT: np.log1p(self._pairs(old_last, right)),
            Column.NEW_LEFT: np.log1p(self._pairs(left, new_first)),
            Column.NEW_RIGHT: np.log1p(self._pairs(new_last, new_right)),
            Column.OLD_PAIR: np.maximum(self._general(left, old_first), self._general(old_last, right)),
            Column.NEW_PAIR: np.maximum(self._general(left, new_first), self._general(new_last, new_right)),
            Column.NEW_TWO: np.maximum(self._words(left, new_first), self._words(new_last, new_right)),
            Column.OLD_TWO: np.maximum(self._words(left, old_first), self._words(old_last, right)),
            Column.EDGE: (left == BOUNDARY) * 1 + (right == BOUNDARY) * 2,
        }

    def _of_surroundings(self) -> _Features:
        """How well known and how broken up the text around the place is."""
        line, at = self.line, self._at
        last = len(line.ids) - 1
        lone = line.lattice.sizes == 1
        ring = np.clip(at[:, None] + np.array([-2, -1, 0, 1, 2]), 0, last)
        away = np.clip(at[:, None] + np.array([-6, -5, -4, -3, 3, 4, 5, 6]), 0, last)
        return {
            Column.LONE_AROUND: lone[ring].sum(axis=1),
            Column.FAMILIAR: line.orders[away].mean(axis=1),
            Column.LONE_RUN: _runs(lone)[at],
        }

    @property
    def _at(self) -> Ids:
        """Places inside the line: a gap behind its last character belongs to that."""
        return np.clip(self.guesses.places, 0, len(self.line.ids) - 1)

    @property
    def _after_new(self) -> int:
        return _BEFORE + self.added

    @property
    def _after_old(self) -> int:
        return _BEFORE + self.size

    def _around(self) -> _Features:
        """How often the strings around a change were seen, as put right and as they stand."""
        new, old, count = self.new, self.old, self.model.count

        def seen(rows: Ids, start: int, stop: int) -> Counts:
            return count(pack(rows[:, start:stop]), stop - start)

        first, last = _BEFORE, self._after_new
        middle = (
            [seen(new, first - 2, last + 1), seen(new, first - 1, last + 2)]
            if self.added < 2
            else [seen(new, first - 1, last + 1)]
        )
        widest = (
            seen(new, first - 2, last + 2)
            if self.added < 2
            else np.maximum(seen(new, first - 2, last + 1), seen(new, first - 1, last + 2))
        )
        counts = {
            Column.LEFT_THREE: seen(new, first - 2, first + 1),
            Column.RIGHT_THREE: seen(new, last - 1, last + 2),
            Column.MIDDLE_FOUR: np.maximum.reduce(middle),
            Column.WHOLE_FIVE: widest,
            Column.OLD_LEFT_THREE: seen(old, first - 2, first + 1),
            Column.OLD_RIGHT_THREE: seen(old, self._after_old - 1, self._after_old + 2),
        }
        return {column: np.log1p(count) for column, count in counts.items()}

    def _elsewhere(self) -> Counts:
        """Return how often else the line holds the three characters around a change as put right."""
        triples = np.sort(windows(self.line.padded, 3))
        most = np.zeros(len(self.rows), dtype=np.float32)
        for start in range(_BEFORE - 2, self._after_new):
            if self.size > self.added and not start < _BEFORE + 1 <= start + 2:
                continue
            keys = pack(self.new[:, start : start + 3])
            times = triples.searchsorted(keys, "right") - triples.searchsorted(keys, "left")
            most = np.maximum(most, times)
        return np.minimum(most, _MOST_TIMES)

    def _called(self, rows: Ids, edge: int, widths: tuple[int, int]) -> npt.NDArray[np.float64]:
        """Return how surely a character is called for by the two or three before it, or behind it (negative)."""
        best = np.zeros(len(rows))
        for width in widths:
            size = abs(width)
            whole = rows[:, edge - size - 1 : edge] if width > 0 else rows[:, edge : edge + size + 1]
            around = whole[:, :-1] if width > 0 else whole[:, 1:]
            if whole.shape[1] <= size:
                continue
            times = self.model.count(pack(around), size)
            share = self.model.count(pack(whole), size + 1) / np.maximum(times, 1)
            best = np.maximum(best, share * np.log1p(times))
        return best

    def _again(self) -> npt.NDArray[np.float64]:
        """Return how often else the line holds what the new word would replace."""
        line, guesses = self.line, self.guesses
        pairs = windows(line.padded, 2)
        order = np.sort(pairs)
        left, right = guesses.places + PAD - 1, guesses.places + PAD
        leftwards = guesses.word_starts < guesses.places
        rightwards = guesses.word_starts + guesses.word_sizes > guesses.places + self.added
        both = np.zeros(len(guesses))
        for wanted, at in ((leftwards, left), (rightwards, right + max(self.size - 1, 0))):
            keys = pairs[np.minimum(at, len(pairs) - 1)]
            times = order.searchsorted(keys, "right") - order.searchsorted(keys, "left")
            both = np.where(wanted, np.where(both > 0, np.minimum(both, times), times), both)
        return np.minimum(both, _MOST_TIMES)

    def _words(self, left: Ids, right: Ids) -> Counts:
        return self.model.word_weight((left << BITS) | right)

    def _pairs(self, left: Ids, right: Ids) -> Counts:
        return self.model.count((left << BITS) | right, 2)

    def _general(self, left: Ids, right: Ids) -> Counts:
        return look_up(self.model.pairs, self.model.pair_weights, (left << BITS) | right)


def _runs(flags: npt.NDArray[np.bool_]) -> Ids:
    """Return for each place how long the run of true flags around it is, at most eight."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    lengths = np.zeros(len(flags), dtype=np.int64)
    starts, ends = edges[::2], edges[1::2]
    where, length = spread(starts, np.zeros(len(starts), dtype=np.int64), ends - starts)
    lengths[where + length] = np.repeat(ends - starts, ends - starts)
    return np.minimum(lengths, 8)
