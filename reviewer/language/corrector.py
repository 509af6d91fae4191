"""The noisy channel: which small change makes a sentence far likelier than it stands.

Every change at a place where the text is unlike anything seen before is weighed:
how much likelier do characters and words become, how firm is the evidence for the
new wording, how odd is the old one. A forest of trees, trained on slips planted in
the reports of authors that its language model had not read, says how probable it is
that the change is due. Unsure is silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reviewer.document.span import Span
from reviewer.language.features import weigh
from reviewer.language.forest import Forest
from reviewer.language.grams import BITS, BOUNDARY, FIRST_FREE, UNKNOWN, Ids, encode
from reviewer.language.guesses import (
    BOTH,
    CLOSE,
    EXTRA,
    LOOK,
    MISSING,
    OTHER,
    PAD,
    SOUND,
    SWAPPED,
    TWIN,
    WORD,
    Guesser,
    Guesses,
    Line,
    longest_seen,
    settled,
)
from reviewer.language.lattice import build_lattice
from reviewer.language.model import LanguageModel, boundary_padded
from reviewer.language.slip import Slip, Weight

SURE, LIKELY = 0.85, 0.35  # from these probabilities on a slip is a warning, a hint
# By kind of slip, from which probability on it is a hint: short forms and words that a writer made look like slips.
_LEAST = {MISSING: 0.4, WORD: 0.7, OTHER: 0.6, SWAPPED: 0.5, LOOK: 0.5, CLOSE: 0.5}
_EITHER = frozenset("作做")
_APART = 3  # one slip makes its neighbours unlikely too
_REASONS = {
    SOUND: "音同的字",
    CLOSE: "音近的字",
    LOOK: "形近的字",
    TWIN: "形近的字",
    BOTH: "音同形近的字",
    WORD: "同音的词",
    MISSING: "疑似漏字",
    SWAPPED: "疑似颠倒",
    EXTRA: "疑似多字",
    OTHER: "疑似错字",
}
_KEEPS_MEANING = frozenset(
    "0a一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾上下左右东西南北甲乙丙丁戊庚辛壬癸年月日时他她它"
)
_FUNCTION = frozenset("的了在和与及或等为是已未不也都各本该其此有无可将把被对从向以于之所而并又更再最很较还新全中前后")
_TWICE = frozenset(
    "天人家户村月年件事处时环步层级样条项篇场期个回次代点面块常往渐刚仅偏稍恰纷屡频默早慢好多久深牢紧远高大小少满看听问查试"
    "谈聊说想走转改帮教算比议讲晒评认亮等种声门"
)


def build_guesser(model: LanguageModel) -> Guesser:
    """Return what lists the changes worth weighing."""
    known = {char: index + FIRST_FREE for index, char in enumerate(model.alphabet.characters)}
    han, fixed, function, twice, able = (np.zeros(1 << BITS, dtype=bool) for _ in range(5))
    for char, number in known.items():
        han[number] = "\u4e00" <= char <= "\u9fff"
        fixed[number] = char in _KEEPS_MEANING
        function[number] = char in _FUNCTION
        twice[number] = char in _TWICE
        able[number] = char in "不得"
    return Guesser(model, han, fixed, function, twice, able)


def read_line(model: LanguageModel, text: str, sentences: Sequence[Span], guarded: Sequence[Span]) -> Line:
    """Return what is judged of ``text``: its sentences, white space left out."""
    offsets = [-1]
    for sentence in sentences:
        if len(text[sentence.start : sentence.end].split(None, 1)) == 1 and not text[sentence.end - 1].isspace():
            offsets.extend(range(sentence.end - len(text[sentence.start : sentence.end].lstrip()), sentence.end))
        else:
            offsets.extend(i for i in range(sentence.start, sentence.end) if not text[i].isspace())
        offsets.append(-1)
    places = np.array(offsets)
    ids = encode(text, model.table)[places] if text else np.zeros(len(places), dtype=np.int64)
    ids[places < 0] = BOUNDARY
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    closed = np.zeros(len(text) + 1, dtype=bool)
    for span in guarded:
        closed[span.start : span.end] = True
    padded, orders = boundary_padded(ids, PAD), longest_seen(model, ids)
    return Line(
        ids=ids,
        padded=padded,
        offsets=places,
        guarded=closed[places] & (places >= 0),
        rare=_rare_rows(model, points, ids, places),
        orders=orders,
        settled=settled(model, padded, orders),
        lattice=build_lattice(model, ids),
    )


def _rare_rows(model: LanguageModel, points: npt.NDArray[np.uint32], ids: Ids, places: Ids) -> Ids:
    rows = np.full(len(ids), -1, dtype=np.int64)
    rare = np.flatnonzero((ids == UNKNOWN) & (places >= 0))
    rows[rare] = model.rare.rows(points[places[rare]])
    return rows


@dataclass(frozen=True, slots=True, eq=False)
class Corrector:
    """Looks for slips with a language model and a forest.

    Args:
        guesser: Lists what may be changed.
        forest: Says how probable it is that a change is due.
    """

    guesser: Guesser
    forest: Forest

    def find(self, text: str, sentences: Sequence[Span], guarded: Sequence[Span] = ()) -> tuple[Slip, ...]:
        """Return the slips that are probable, in order.

        Args:
            text: The document's text.
            sentences: What to judge.
            guarded: Names and titles that are left as they are.
        """
        line = read_line(self.guesser.model, text, sentences, guarded)
        guesses, columns = weigh(self.guesser, line, self.guesser.list(line))
        if not len(guesses):
            return ()
        chances = self.forest.chance(self.forest.score(columns))
        chances[~is_believed(guesses.kinds, chances)] = 0
        order = np.lexsort((guesses.firsts, guesses.places, -chances))
        kept: list[int] = []
        for index in order.tolist():
            if chances[index] < LIKELY:
                break
            if all(abs(int(guesses.places[index] - guesses.places[other])) > _APART for other in kept):
                kept.append(index)
        # Whether one does or makes is a matter of taste where the word stands alone.
        slips = (slip_of(self.guesser.model, line, text, guesses, i, float(chances[i])) for i in kept)
        found = (slip for slip in slips if slip is not None and slip.span.quote(text) not in _EITHER)
        return tuple(sorted(found, key=lambda slip: slip.span))


def is_believed(kinds: Ids, chances: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Tell which changes are probable enough for what they change."""
    least = np.full(len(_REASONS), LIKELY)
    for kind, chance in _LEAST.items():
        least[kind] = chance
    believed: npt.NDArray[np.bool_] = chances >= least[kinds]
    return believed


def slip_of(  # noqa: PLR0917 - two callers
    model: LanguageModel, line: Line, text: str, guesses: Guesses, index: int, chance: float
) -> Slip | None:
    """Return a guess as a slip that quotes the whole word; None across the edge of a sentence."""
    place, size = int(guesses.places[index]), int(guesses.sizes[index])
    kind = int(guesses.kinds[index])
    added = int(guesses.added[index])
    put = model.alphabet.char(int(guesses.firsts[index]))
    if guesses.seconds[index] >= 0:
        put += model.alphabet.char(int(guesses.seconds[index]))
    start = min(int(guesses.word_starts[index]), place)
    end = max(int(guesses.word_starts[index] + guesses.word_sizes[index]) + size - added, place + size)
    if kind == MISSING and end - start < 2:
        start, end = place - 1, place + 1
    elif kind == EXTRA and start == place:
        start = _word_before(line, place)
    if start < 0 or end > len(line.offsets) or (line.offsets[start:end] < 0).any():
        return None
    before = "".join(text[offset] for offset in line.offsets[start:place])
    after = "".join(text[offset] for offset in line.offsets[place + size : end])
    span = Span(int(line.offsets[start]), int(line.offsets[end - 1]) + 1)
    weight: Weight = "warning" if chance >= SURE else "hint"
    return Slip(span, before + put + after, "model", weight, _REASONS[kind], round(chance, 3))


def _word_before(line: Line, place: int) -> int:
    """Return where the word starts that ends with the doubled character."""
    return int(line.lattice.starts[place])
