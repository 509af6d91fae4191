"""Plants slips in correct prose as writers make them, to learn what they look like."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from rjieba import cut

from reviewer.document.span import Span
from reviewer.language.grams import BITS, UNKNOWN, encode
from reviewer.language.guesses import (
    BOTH,
    CLOSE,
    EXTRA,
    LOOK,
    MISSING,
    OTHER,
    SOUND,
    SWAPPED,
    TWIN,
    WORD,
    Guesser,
)

# How often each kind happens, of a hundred.
_SHARES = {SOUND: 42, CLOSE: 7, LOOK: 5, WORD: 6, MISSING: 9, SWAPPED: 3, EXTRA: 9, TWIN: 10, BOTH: 8, OTHER: 4}
_APART = 45  # characters between two slips, so that each is seen in correct surroundings
_TAME = 0.6  # writers take a common character for a rare one more often than the reverse
_RARE = 0.2  # share of look-alikes that are characters hardly ever used
_TRIES = 6
_LEFT_OVER = 0.25  # share of added characters that an edit left behind: 考评考


@dataclass(frozen=True, slots=True)
class Planted:
    """A slip in a text.

    Args:
        span: The wrong characters; of a missing one, its two neighbours.
        right: What stood at ``span``.
        kind: What kind of slip.
    """

    span: Span
    right: str
    kind: int


class Planter:
    """Plants slips with a seed.

    Args:
        guesser: Knows which characters are mistaken for which.
        seed: The same seed plants the same slips.
    """

    def __init__(self, guesser: Guesser, seed: int) -> None:
        self._guesser = guesser
        self._model = guesser.model
        self._random = random.Random(seed)  # noqa: S311 - no secret
        sounds, words = self._model.same_sounding
        self._words: dict[int, list[int]] = {}
        for sound, word in zip(sounds.tolist(), words.tolist(), strict=True):
            self._words.setdefault(sound, []).append(word)
        self._rare: dict[int, list[tuple[str, int]]] = {}
        rare = self._model.rare
        for row, point in enumerate(rare.points.tolist()):
            for entry in range(int(rare.offsets[row]), int(rare.offsets[row + 1])):
                self._rare.setdefault(int(rare.others[entry]), []).append((chr(point), int(rare.kinds[entry])))

    def plant(self, text: str) -> tuple[str, tuple[Planted, ...]]:
        """Return ``text`` with slips, and the slips."""
        parts: list[str] = []
        planted: list[Planted] = []
        place, wait, length = 0, self._random.randrange(_APART), 0
        words = list(cut(text))
        for word in words:
            done = False
            if place >= wait and 1 < len(word) <= 5 and all("\u4e00" <= char <= "\u9fff" for char in word):
                for _ in range(_TRIES):
                    slip = self._spoil(word)
                    if slip is not None:
                        wrong, kind = slip
                        parts.append(wrong)
                        planted.append(Planted(Span(length, length + len(wrong)), word, kind))
                        length += len(wrong)
                        wait = place + _APART + self._random.randrange(_APART)
                        done = True
                        break
            if not done:
                parts.append(word)
                length += len(word)
            place += len(word)
        return "".join(parts), tuple(planted)

    def _spoil(self, word: str) -> tuple[str, int] | None:
        kind = self._random.choices(list(_SHARES), list(_SHARES.values()))[0]
        spot = self._random.randrange(len(word))
        head, char, tail = word[:spot], word[spot], word[spot + 1 :]
        if kind in (SOUND, CLOSE, LOOK, TWIN, BOTH):
            other = self._other(char, kind)
            return (head + other + tail, kind) if other else None
        if kind == OTHER:
            other = self._other(self._other(char, LOOK) or char, LOOK)  # looks like what looks like it
            return (head + other + tail, kind) if other and other != char else None
        if kind == MISSING:
            return (head + tail, kind) if len(word) > 1 else None
        if kind == EXTRA:
            if self._random.random() >= _LEFT_OVER:
                return head + char + char + tail, kind
            return (word + word[0], kind) if len(word) == 2 else None
        if kind == SWAPPED:
            if not tail or tail[0] == char:
                return None
            return head + tail[0] + char + tail[1:], kind
        return self._same_sounding(word)

    def _other(self, char: str, kind: int) -> str:
        number = int(encode(char, self._model.table)[0])
        if number == UNKNOWN:
            return ""
        table = self._model.confusions
        start, end = int(table.offsets[number]), int(table.offsets[number + 1])
        others = [
            int(other)
            for other, how in zip(table.others[start:end], table.kinds[start:end], strict=True)
            if how == kind and not (self._guesser.fixed[other] and self._guesser.fixed[number])
        ]
        rare = [char for char, how in self._rare.get(number, ()) if how == kind]
        if rare and (not others or self._random.random() < _RARE):
            return self._random.choice(rare)
        if not others:
            return ""
        weights = np.exp(self._model.char_weights[others] * _TAME).tolist()
        return self._model.alphabet.char(self._random.choices(others, weights)[0])

    def _same_sounding(self, word: str) -> tuple[str, int] | None:
        if len(word) != 2:
            return None
        left, right = encode(word, self._model.table).tolist()
        key = int(self._model.sound_keys(np.array([left]), np.array([right]))[0])
        mask = (1 << BITS) - 1
        others = [w for w in self._words.get(key, ()) if w >> BITS != left and w & mask != right]
        if not others:
            return None
        chosen = self._random.choice(others)
        return self._model.alphabet.char(chosen >> BITS) + self._model.alphabet.char(chosen & mask), WORD
