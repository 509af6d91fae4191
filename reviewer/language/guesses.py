"""Every small change of a line that could put a slip right, before any is believed.

A writer means one character and types another that sounds or looks like it, leaves
one out, types one twice, swaps two, or takes another word of the same sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from reviewer.language.grams import BITS, MAX_ORDER, UNKNOWN, Ids, windows
from reviewer.language.lattice import Lattice
from reviewer.language.model import MAX_WORD, LanguageModel

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
PAD = 6  # boundaries on each side of a line
SOUND, CLOSE, LOOK, WORD, MISSING, SWAPPED, EXTRA, TWIN, BOTH, OTHER = range(10)
NONE = -1  # no such character
# By kind: what words must gain at least.
_MIN_GAINS = np.array([-3.0, -1.0, -1.0, -2.0, -1.5, -3.0, -1.0, -2.0, -3.0, -1.0])
_MIN_REPORTS_BETWEEN = 2
_IMPOSSIBLE = -1e6
_HARDLY_ALONE = 0.4
_LAST = (1 << BITS) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """What is judged: sentences without white space, boundaries between them.

    Args:
        ids: Numbers of the characters.
        padded: The same between :data:`PAD` boundaries.
        offsets: Of each character in the document; -1 for a boundary.
        guarded: Characters of names and titles, which are left as they are.
        rare: Of characters outside the alphabet, their number in the list of rare ones; -1 for all others.
        orders: Length of the longest string seen before that covers each place.
        settled: Characters seen before between their two neighbours, inside a longer string seen before.
        lattice: How the line falls into words.
    """

    ids: Ids
    padded: Ids
    offsets: Ids
    guarded: Flags
    rare: Ids
    orders: Ids
    settled: Flags
    lattice: Lattice


@dataclass(frozen=True, slots=True, eq=False)
class Guesses:
    """Changes, one in each row of all arrays.

    Args:
        places: Index in the line of the first character that changes.
        sizes: Characters taken out.
        firsts: The first character put in; :data:`NONE` for none.
        seconds: The second.
        kinds: :data:`SOUND` … :data:`OTHER`.
        word_gains: How much likelier the words become, natural log.
        word_starts: Where the word starts that holds what is put in, in the line after the change.
        word_sizes: Its characters.
        word_shares: Its log share.
    """

    places: Ids
    sizes: Ids
    firsts: Ids
    seconds: Ids
    kinds: Ids
    word_gains: Floats
    word_starts: Ids
    word_sizes: Ids
    word_shares: Floats

    def __len__(self) -> int:
        return len(self.places)

    def pick(self, chosen: Flags | Ids) -> Guesses:
        """Return the chosen rows."""
        return Guesses(*(getattr(self, field.name)[chosen] for field in fields(self)))

    @property
    def added(self) -> Ids:
        """Characters put in."""
        added: Ids = (self.firsts != NONE).astype(np.int64) + (self.seconds != NONE)
        return added


def join(parts: Sequence[Guesses]) -> Guesses:
    """Return all rows of ``parts``."""
    return Guesses(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Guesses)))


@dataclass(frozen=True, slots=True, eq=False)
class Guesser:
    """Lists the changes worth weighing.

    Args:
        model: The language model.
        han: Which numbers are Chinese characters.
        fixed: Which are never changed nor put in: numerals, directions, pronouns.
        function: Which are words by themselves almost anywhere.
        twice: Which may stand twice: 件件, 看看.
        able: Which follow a verb that stands twice by chance: 想查＋查不到.
    """

    model: LanguageModel
    han: Flags
    fixed: Flags
    function: Flags
    twice: Flags
    able: Flags

    def list(self, line: Line) -> Guesses:
        """Return the changes of ``line``."""
        return join(
            [
                self._wrong(line),
                self._same_sounding(line),
                self._missing(line),
                self._swapped(line),
                self._extra(line),
            ]
        )

    def _free(self, line: Line) -> Flags:
        around = line.padded[PAD - 1 : len(line.ids) + PAD + 1] == UNKNOWN
        free: Flags = ~line.settled & self.han[line.ids] & ~line.guarded & ~around[:-2] & ~around[2:]
        return free

    def _wrong(self, line: Line) -> Guesses:
        ids = line.ids
        places = np.flatnonzero(self._free(line))
        table = self.model.confusions
        where, entry = spread(places, table.offsets[ids[places]], table.offsets[ids[places] + 1])
        new, kinds = table.others[entry].astype(np.int64), table.kinds[entry].astype(np.int64)
        odd = np.flatnonzero((line.rare >= 0) & ~line.guarded)
        if len(odd):
            rare, row = self.model.rare, line.rare[odd]
            spots, entry = spread(odd, rare.offsets[row], rare.offsets[row + 1])
            where = np.concatenate([where, spots])
            new = np.concatenate([new, rare.others[entry].astype(np.int64)])
            kinds = np.concatenate([kinds, rare.kinds[entry].astype(np.int64)])
        left, right = line.padded[where + PAD - 1], line.padded[where + PAD + 1]
        near = self.model.is_pair(left, new) | self.model.is_pair(new, right)
        near &= ~(self.fixed[new] & self.fixed[line.ids[where]])
        where, new, kinds = where[near], new[near], kinds[near]
        spots, other = self._otherwise(line)
        unlisted = ~np.isin((spots << BITS) | other, (where << BITS) | new)
        where, new = np.concatenate([where, spots[unlisted]]), np.concatenate([new, other[unlisted]])
        kinds = np.concatenate([kinds, np.full(int(unlisted.sum()), OTHER)])
        return self._weigh(line, where, 1, new, None, kinds)

    def _otherwise(self, line: Line) -> tuple[Ids, Ids]:
        """Return where a character never seen between its neighbours stands, and which ones were seen there."""
        ids = line.ids
        triples = windows(line.padded[PAD - 1 : len(ids) + PAD + 1], 3)
        odd = self._free(line) & (self.model.count(triples, 3) == 0) & ~self.fixed[ids] & ~self.function[ids]
        places = np.flatnonzero(odd)
        outer, inner, counts = self.model.between
        keys = (line.padded[places + PAD - 1] << BITS) | line.padded[places + PAD + 1]
        where, entry = spread(places, outer.searchsorted(keys, "left"), outer.searchsorted(keys, "right"))
        new = inner[entry].astype(np.int64)
        keep = (counts[entry] >= _MIN_REPORTS_BETWEEN) & self.han[new] & ~self.fixed[new] & ~self.function[new]
        return where[keep], new[keep]

    def _same_sounding(self, line: Line) -> Guesses:
        ids = line.ids
        free = self._free(line)
        places = np.flatnonzero(free[:-1] & free[1:])
        sounds, words = self.model.same_sounding
        keys = self.model.sound_keys(ids[places], ids[places + 1])
        where, entry = spread(places, np.searchsorted(sounds, keys, "left"), np.searchsorted(sounds, keys, "right"))
        left, right = words[entry] >> BITS, words[entry] & ((1 << BITS) - 1)
        differ = (left != ids[where]) & (right != ids[where + 1]) & ~self.fixed[left] & ~self.fixed[right]
        where, left, right = where[differ], left[differ], right[differ]
        return self._weigh(line, where, 2, left, right, np.full(len(where), WORD))

    def _missing(self, line: Line) -> Guesses:
        ids = line.ids
        left, right = ids[:-1], ids[1:]
        seen = np.zeros(len(ids) - 1, dtype=bool)
        triples = self.model.count(windows(line.padded[PAD - 1 : len(ids) + PAD + 1], 4), 4) > 0
        seen |= triples
        gap = self.han[left] & self.han[right] & ~seen & ~(line.guarded[:-1] & line.guarded[1:])
        lone = line.lattice.sizes == 1
        gap &= lone[:-1] | lone[1:]
        places = np.flatnonzero(gap) + 1
        outer, inner, counts = self.model.between
        keys = (ids[places - 1] << BITS) | ids[places]
        where, entry = spread(places, np.searchsorted(outer, keys, "left"), np.searchsorted(outer, keys, "right"))
        new = inner[entry].astype(np.int64)
        keep = (counts[entry] >= _MIN_REPORTS_BETWEEN) & self.han[new] & ~self.function[new] & ~self.fixed[new]
        spots, completing = self._completing(line)
        where, new = np.concatenate([where[keep], spots]), np.concatenate([new[keep], completing])
        keys = (where << BITS) | new
        order = np.argsort(keys, kind="stable")
        first = np.concatenate([[True], np.diff(keys[order]) != 0]) if len(keys) else np.zeros(0, dtype=bool)
        where, new = where[order][first], new[order][first]
        return self._weigh(line, where, 0, new, None, np.full(len(where), MISSING))

    def _completing(self, line: Line) -> tuple[Ids, Ids]:
        """Return where a character is missing that makes a common word of one that stands alone, and which."""
        ids, model = line.ids, self.model
        pairs = windows(line.padded[PAD - 1 : len(ids) + PAD + 1], 2)
        unseen = ~model.is_pair(pairs[:-1] >> BITS, ids) & ~model.is_pair(ids, pairs[1:] & _LAST)
        hardly = (model.alone[ids] < _HARDLY_ALONE) | unseen
        lone = self._free(line) & (line.lattice.sizes == 1) & hardly & ~self.fixed[ids]
        places = np.flatnonzero(lone)
        spots: list[Ids] = []
        added: list[Ids] = []
        for is_first in (True, False):
            ends, words = model.common_words(is_first=is_first)
            where, entry = spread(
                places, ends.searchsorted(ids[places], "left"), ends.searchsorted(ids[places], "right")
            )
            new = words[entry] & _LAST if is_first else words[entry] >> BITS
            keep = self.han[new] & ~self.function[new] & ~self.fixed[new]
            spots.append(where[keep] + is_first)
            added.append(new[keep])
        return np.concatenate(spots), np.concatenate(added)

    def _swapped(self, line: Line) -> Guesses:
        ids = line.ids
        free = self._free(line) & ~self.fixed[ids]
        places = np.flatnonzero(free[:-1] & free[1:] & (ids[:-1] != ids[1:]))
        places = places[self.model.is_pair(ids[places + 1], ids[places])]
        return self._weigh(line, places, 2, ids[places + 1], ids[places], np.full(len(places), SWAPPED))

    def _extra(self, line: Line) -> Guesses:
        ids = line.ids
        free = self.han[ids] & ~line.guarded & ~self.fixed[ids]
        twice = free[:-1] & free[1:] & (ids[:-1] == ids[1:])
        # 环环, 一项项, 查查不到: a word that may stand twice, and is no part of one on either side.
        starts, sizes = line.lattice.starts, line.lattice.sizes
        ends = starts + sizes
        places = np.arange(len(ids) - 1)
        behind = line.padded[PAD + 2 : PAD + 1 + len(ids)]
        may = self.twice[ids[:-1]] & (((starts[:-1] == places) & (ends[1:] == places + 2)) | self.able[behind])
        places = np.flatnonzero(twice & ~may)
        spots, kept = self._left_behind(line, free)
        where, kept = np.concatenate([places, spots]), np.concatenate([ids[places], kept])
        return self._weigh(line, where, 2, kept, None, np.full(len(where), EXTRA))

    def _left_behind(self, line: Line, free: Flags) -> tuple[Ids, Ids]:
        """Return where a word is followed by its own last but one character, left over from an edit: 考评考体系.

        急事急办 is no such place: two single characters follow one another.
        """
        ids, lattice = line.ids, line.lattice
        if len(ids) < 4:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        lone = lattice.sizes == 1
        places = np.arange(1, len(ids) - 2)
        ends_word = (lattice.starts[1:-2] < places) & (lattice.starts[1:-2] + lattice.sizes[1:-2] == places + 1)
        single = lone[3:] & self.han[ids[3:]] & ~self.function[ids[3:]]
        left_over = ends_word & (ids[:-3] == ids[2:-1]) & free[1:-2] & free[2:-1] & lone[2:-1] & ~single
        left_over &= ~line.settled[2:-1]
        places = places[left_over]
        return places, ids[places]

    def _weigh(  # noqa: PLR0917 - columns of one table
        self, line: Line, places: Ids, size: int, first: Ids, second: Ids | None, kinds: Ids
    ) -> Guesses:
        """Weigh each change by the best words that could hold what is put in."""
        n = len(places)
        added = 1 if second is None else 2
        new = first[:, None] if second is None else np.stack([first, second], axis=1)
        around = places[:, None] + np.arange(PAD - MAX_WORD + 1, PAD)[None, :]
        before = line.padded[around]
        after = line.padded[places[:, None] + np.arange(PAD + size, PAD + size + MAX_WORD - 1)[None, :]]
        row = np.concatenate([before, new, after], axis=1)
        middle = MAX_WORD - 1
        best = np.full(n, _IMPOSSIBLE)
        starts, sizes, shares = np.zeros(n, dtype=np.int64), np.ones(n, dtype=np.int64), np.zeros(n)
        left, right = line.lattice.left, line.lattice.right
        length = len(line.ids)
        ends = places + size
        # Words that hold the first character put in; a second by itself or in the same word.
        for width in range(1, MAX_WORD + 1):
            for begin in range(middle - width + 1, middle + 1):
                stop = begin + width
                apart = added == 2 and stop == middle + 1  # the second is in a word of its own
                keys = row[:, begin].copy()
                for column in range(begin + 1, stop):
                    keys = (keys << BITS) | row[:, column]
                if width == 1:
                    share = self.model.single_shares[keys].astype(np.float64)
                else:
                    share = self.model.word_share(keys, width).astype(np.float64)
                    share = np.where(share < 0, share, _IMPOSSIBLE)
                first_place = places - (middle - begin)
                last_place = ends + (stop - middle - added)
                if apart:
                    last_place = ends
                inside = (first_place >= 0) & (last_place <= length)
                total = left[np.maximum(first_place, 0)] + share + right[np.minimum(last_place, length)]
                if apart:
                    total = total + self._second(row, middle, ends, right, length)
                    total -= right[np.minimum(last_place, length)]
                better = inside & (total > best)
                best[better], starts[better] = total[better], first_place[better]
                sizes[better], shares[better] = width, share[better]
        gains = best - line.lattice.total
        keep = gains > _MIN_GAINS[kinds]
        seconds = np.full(n, NONE) if second is None else second
        sized = np.full(n, size)
        every = Guesses(places, sized, first, seconds, kinds, gains, starts, sizes, shares)
        return every.pick(keep)

    def _second(self, row: Ids, middle: int, ends: Ids, right: Floats, length: int) -> Floats:
        """Return the best log probability of the second character and all after it."""
        best = np.full(len(row), _IMPOSSIBLE)
        for width in range(1, MAX_WORD):
            keys = row[:, middle + 1].copy()
            for column in range(middle + 2, middle + 1 + width):
                keys = (keys << BITS) | row[:, column]
            if width == 1:
                share = self.model.single_shares[keys].astype(np.float64)
            else:
                share = self.model.word_share(keys, width).astype(np.float64)
                share = np.where(share < 0, share, _IMPOSSIBLE)
            last = ends + width - 1
            total = share + right[np.minimum(last, length)]
            best = np.where(last <= length, np.maximum(best, total), best)
        return best


def spread(places: Ids, starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]) -> tuple[Ids, Ids]:
    """Return each place once for every entry from its start to its end, and the entries."""
    sizes = ends - starts
    first = np.cumsum(sizes) - sizes
    return np.repeat(places, sizes), np.arange(sizes.sum()) - np.repeat(first - starts, sizes)


def longest_seen(model: LanguageModel, ids: Ids) -> Ids:
    """Return for each place the length of the longest string seen before that covers it."""
    longest = np.ones(len(ids), dtype=np.int64)
    for order in range(2, MAX_ORDER + 1):
        seen = model.count(windows(ids, order), order) > 0
        for offset in range(order):
            view = longest[offset : offset + len(seen)]
            view[seen] = order
    return longest


def settled(model: LanguageModel, padded: Ids, orders: Ids) -> Flags:
    """Tell which characters were seen between their two neighbours, and inside a longer string."""
    triples = windows(padded[PAD - 1 : len(padded) - PAD + 1], 3)
    found: Flags = (orders > 3) & (model.count(triples, 3) > 0)
    return found
