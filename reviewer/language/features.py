"""What speaks for and against a change, as numbers that a forest of decision trees weighs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reviewer.language.grams import BITS, BOUNDARY, MAX_ORDER, Counts, Ids, look_up, pack, windows
from reviewer.language.guesses import PAD, Guesser, Guesses, Line, spread
from reviewer.language.model import LanguageModel

NAMES = (
    "kind",
    "gain",
    "gain_general",
    "gain_words",
    "gain_sum",
    "rival",
    "likelihood",
    "order",
    "new_order",
    "new_order_twice",
    "word_size",
    "word_share",
    "word_lone",
    "old_size",
    "old_share",
    "old_alone",
    "new_alone",
    "old_char",
    "new_char",
    "old_left",
    "old_right",
    "new_left",
    "new_right",
    "old_pair",
    "new_pair",
    "lone_around",
    "edge",
    "function",
    "new_triple",
    "old_triple",
    "next_size",
    "same_word",
    "again",
    "fixed",
    "ends_like",
    "starts_like",
    "partner",
    "new_two",
    "old_two",
    "familiar",
    "crowd",
    "best",
    "lone_run",
    "left_weight",
    "right_weight",
    "called_left",
    "called_right",
    "called_old",
    "left_three",
    "right_three",
    "middle_four",
    "whole_five",
    "old_left_three",
    "old_right_three",
    "new_again",
    "left_over",
)
_BEFORE, _AFTER = 4, 4
MIN_GAIN = 2.5
_MIN_GAIN_OF_GAPS = 3.0  # one character more is always less likely
_GREAT_GAIN = 9.0


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
    columns = np.zeros((n, len(NAMES)), dtype=np.float32)
    rival, best, crowd = _rivals(guesses.places, gain + guesses.word_gains)
    for group in groups:
        group.narrow(keep[group.rows])
        if len(group.rows):
            columns[group.rows] = group.columns(guesser)
    columns[:, 1], columns[:, 2], columns[:, 3] = gain, general, guesses.word_gains
    columns[:, 4], columns[:, 5], columns[:, 6] = gain + guesses.word_gains, rival, likelihood
    columns[:, 40], columns[:, 41] = crowd, best
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
    return result, best, np.minimum(crowd, 6)


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

    def columns(self, guesser: Guesser) -> npt.NDArray[np.float32]:  # noqa: PLR0915 - one statement a column
        model, line, guesses = self.model, self.line, self.guesses
        old, new = self.old, self.new
        lattice = line.lattice
        n = len(guesses)
        last = len(line.ids) - 1
        found = np.zeros((n, len(NAMES)), dtype=np.float32)
        at = np.clip(guesses.places, 0, last)
        orders = np.ones(n, dtype=np.int64)
        twice = np.ones(n, dtype=np.int64)
        triple = np.zeros(n, dtype=np.float32)
        for width in range(2, MAX_ORDER + 1):
            for start in range(max(_BEFORE + self.added - width, 0), _BEFORE + 1):
                if start + width > new.shape[1]:
                    continue
                count = model.count(pack(new[:, start : start + width]), width)
                orders[count > 0] = width
                twice[count > 1] = width
                if width == 3:
                    triple = np.maximum(triple, count)
        old_triple = np.zeros(n, dtype=np.float32)
        for start in range(max(_BEFORE + self.size - 3, 0), _BEFORE + 1):
            if start + 3 <= old.shape[1]:
                old_triple = np.maximum(old_triple, model.count(pack(old[:, start : start + 3]), 3))
        after_new, after_old = _BEFORE + self.added, _BEFORE + self.size
        found[:, 0] = guesses.kinds
        found[:, 7] = line.orders[at]
        found[:, 8], found[:, 9] = orders, twice
        found[:, 10], found[:, 11] = guesses.word_sizes, guesses.word_shares
        # Of the other characters of the new word, how many stood alone, and how little they do.
        lone = np.concatenate([lattice.sizes == 1, [False]])
        partner = np.ones(n, dtype=np.float32)
        alone_here = np.concatenate([model.alone[line.ids], [1.0]])
        shift = self.size - self.added
        alone = np.zeros(n)
        for offset in range(5):
            spot = guesses.word_starts + offset
            inside = offset < guesses.word_sizes
            changed = (spot >= guesses.places) & (spot < guesses.places + self.added)
            source = np.where(spot >= guesses.places + self.added, spot + shift, spot)
            stands = inside & ~changed & lone[np.clip(source, 0, last + 1)]
            alone += stands
            partner = np.where(stands, np.minimum(partner, alone_here[np.clip(source, 0, last + 1)]), partner)
        found[:, 12] = alone
        found[:, 13], found[:, 14] = lattice.sizes[at], lattice.weights[at]
        if self.size == 2:
            second = np.clip(at + 1, 0, last)
            found[:, 13] = np.maximum(found[:, 13], lattice.sizes[second])
        old_first = old[:, _BEFORE]
        found[:, 15], found[:, 16] = model.alone[old_first], model.alone[guesses.firsts]
        found[:, 17], found[:, 18] = model.char_weights[old_first], model.char_weights[guesses.firsts]
        left, right = old[:, _BEFORE - 1], old[:, after_old]
        new_last = new[:, after_new - 1]
        old_last = old[:, after_old - 1]
        found[:, 19] = np.log1p(self._pairs(left, old_first))
        found[:, 20] = np.log1p(self._pairs(old_last, right))
        found[:, 21] = np.log1p(self._pairs(left, new[:, _BEFORE]))
        found[:, 22] = np.log1p(self._pairs(new_last, new[:, after_new]))
        found[:, 23] = np.maximum(self._general(left, old_first), self._general(old_last, right))
        found[:, 24] = np.maximum(self._general(left, new[:, _BEFORE]), self._general(new_last, new[:, after_new]))
        ring = np.clip(at[:, None] + np.array([-2, -1, 0, 1, 2]), 0, last)
        found[:, 25] = lone[ring].sum(axis=1)
        found[:, 26] = (left == BOUNDARY) * 1 + (right == BOUNDARY) * 2
        found[:, 27] = guesser.function[old_first] * 1 + guesser.function[np.maximum(guesses.firsts, 0)] * 2
        behind = np.clip(at + max(self.size, 1), 0, last)
        found[:, 30] = lattice.sizes[behind if self.size < 2 else np.clip(at + 1, 0, last)]
        found[:, 31] = lattice.starts[np.clip(at + 1, 0, last)] == lattice.starts[at]
        found[:, 32] = self._again()
        found[:, 33] = guesser.fixed[old_first] * 1 + guesser.fixed[np.maximum(guesses.firsts, 0)] * 2
        found[:, 34] = model.endings[old_first] - model.beginnings[old_first]
        found[:, 35] = model.endings[old_first]
        found[:, 36] = partner
        found[:, 37] = np.maximum(self._words(left, new[:, _BEFORE]), self._words(new_last, new[:, after_new]))
        found[:, 38] = np.maximum(self._words(left, old_first), self._words(old_last, right))
        away = np.clip(at[:, None] + np.array([-6, -5, -4, -3, 3, 4, 5, 6]), 0, last)
        found[:, 39] = line.orders[away].mean(axis=1)
        found[:, 42] = _runs(lattice.sizes == 1)[at]
        found[:, 43] = lattice.weights[np.clip(at - 1, 0, last)]
        found[:, 44] = lattice.weights[np.clip(at + self.size, 0, last)]
        found[:, 28], found[:, 29] = np.log1p(triple), np.log1p(old_triple)
        found[:, 45] = self._called(new, _BEFORE + 1, (2, 3))
        found[:, 46] = self._called(new, after_new - 1, (-2, -3))
        found[:, 47] = self._called(old, _BEFORE + 1, (2, 3))
        found[:, 48:54] = np.log1p(np.stack(self._around(after_new, after_old), axis=1))
        found[:, 54] = self._elsewhere(after_new)
        if self.size > self.added:
            found[:, 55] = np.where(old_first == old_last, 1, 2)
        return found

    def _around(self, after_new: int, after_old: int) -> tuple[Counts, ...]:
        """Return how often the strings around a change were seen, as put right and as they stand."""
        new, old, count = self.new, self.old, self.model.count

        def seen(rows: Ids, start: int, stop: int) -> Counts:
            return count(pack(rows[:, start:stop]), stop - start)

        first, last = _BEFORE, after_new
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
        return (
            seen(new, first - 2, first + 1),
            seen(new, last - 1, last + 2),
            np.maximum.reduce(middle),
            widest,
            seen(old, _BEFORE - 2, _BEFORE + 1),
            seen(old, after_old - 1, after_old + 2),
        )

    def _elsewhere(self, after_new: int) -> Counts:
        """Return how often else the line holds the three characters around a change as put right."""
        triples = np.sort(windows(self.line.padded, 3))
        most = np.zeros(len(self.rows), dtype=np.float32)
        for start in range(_BEFORE - 2, after_new):
            if self.size > self.added and not start < _BEFORE + 1 <= start + 2:
                continue
            keys = pack(self.new[:, start : start + 3])
            times = triples.searchsorted(keys, "right") - triples.searchsorted(keys, "left")
            most = np.maximum(most, times)
        return np.minimum(most, 6)

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
        return np.minimum(both, 6)

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
