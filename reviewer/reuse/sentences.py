"""The sentences of reports and the characters and pairs of characters that they are compared by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count as count_up

import numpy as np
import numpy.typing as npt

from reviewer.reuse.masking import FIRST_MASK, LAST_MASK, MatchingForm, sentence_starts

#: Sentences are numbered with so many bits.
SENTENCE_BITS = 24
#: A gram in more than this share of the sentences tells nothing.
_COMMON = 0.1

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """The sentences of one or more forms, and the grams of each.

    Args:
        start: Position of each sentence in its form.
        end: One past its last code.
        paragraph: Number of the line that each stands in, ascending over all forms.
        report: Number of the form.
        grams: Distinct grams with their sentences, gram in the high bits, ascending.
    """

    start: Ints
    end: Ints
    paragraph: Ints
    report: Ints
    grams: npt.NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, eq=False)
class SentenceTable:
    """The sentences of an index and where every telling gram stands in them.

    Args:
        sentences: The sentences.
        gram: Distinct grams, ascending.
        first: Where each gram's postings begin, and the end of the last.
        posting: Sentence of each posting.
        weight: Rarity of each gram; 0 for a common one.
        norm: Sum of the weights of each sentence's grams.
    """

    sentences: Sentences
    gram: npt.NDArray[np.uint64]
    first: Ints
    posting: Ints
    weight: Floats
    norm: Floats

    def weight_of(self, gram: npt.NDArray[np.uint64]) -> Floats:
        """Return the rarity of each gram; one that is not in the table is the rarest."""
        if not len(self.gram):
            return np.full(len(gram), np.log(2))
        at = np.minimum(np.searchsorted(self.gram, gram), len(self.gram) - 1)
        found: Floats = np.where(self.gram[at] == gram, self.weight[at], np.log(max(len(self.sentences), 2)))
        return found


def join_sentences(parts: Sequence[Sentences]) -> Sentences:
    """Return the sentences of all parts, one part behind the other, without their grams."""
    if len(parts) == 1:
        return parts[0]
    lines = np.cumsum([0, *(int(part.paragraph.max(initial=0)) + 2 for part in parts[:-1])])
    return Sentences(
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.end for part in parts]),
        np.concatenate([part.paragraph + first for part, first in zip(parts, lines, strict=True)]),
        np.concatenate([part.report for part in parts]),
        np.zeros(0, dtype=np.uint64),
    )


def gather_sentences(forms: Iterable[MatchingForm], numbers: Iterable[int] | None = None) -> Sentences:
    """Return the sentences of ``forms``, which are numbered from 0 if ``numbers`` does not say otherwise."""
    starts, ends, paragraphs, reports, grams = [], [], [], [], []
    count = lines = 0
    for number, form in zip(count_up() if numbers is None else numbers, forms, strict=False):
        begins = sentence_starts(form).sentences
        begins = begins[begins < len(form)]
        if not len(begins):
            continue
        behind = np.append(begins[1:], len(form))
        breaks = np.cumsum(np.frombuffer(form.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32) == 10)
        line = breaks[form.starts[begins]] + lines
        lines = int(line[-1]) + 2
        sentence = np.repeat(np.arange(len(begins)), behind - begins) + count
        codes = form.codes.astype(np.uint64)[begins[0] :]
        letter = ((codes < FIRST_MASK) | (codes > LAST_MASK)) & ~form.formula[begins[0] :]
        pair = letter[1:] & letter[:-1] & (sentence[1:] == sentence[:-1])
        both = (codes[:-1] << np.uint64(16)) | codes[1:]
        where = sentence.astype(np.uint64)
        shift = np.uint64(SENTENCE_BITS)
        grams += [(codes[letter] << shift) | where[letter], (both[pair] << shift) | where[:-1][pair]]
        starts.append(begins)
        ends.append(behind)
        paragraphs.append(line)
        reports.append(np.full(len(begins), number))
        count += len(begins)
    if not starts:
        nothing = np.zeros(0, dtype=np.int64)
        return Sentences(nothing, nothing, nothing, nothing, np.zeros(0, dtype=np.uint64))
    found = np.sort(np.concatenate(grams))
    found = found[np.concatenate(([True], found[1:] != found[:-1]))] if len(found) else found
    start, end, paragraph, report = (
        np.concatenate(parts).astype(np.int64) for parts in (starts, ends, paragraphs, reports)
    )
    return Sentences(start, end, paragraph, report, found)


def build_table(sentences: Sentences, like: SentenceTable | None = None) -> SentenceTable:
    """Return the table of the sentences of an index, or of a few more, where grams weigh as in another table.

    O(n log n).
    """
    gram = sentences.grams >> np.uint64(SENTENCE_BITS)
    posting = (sentences.grams & np.uint64((1 << SENTENCE_BITS) - 1)).astype(np.int64)
    new = np.concatenate(([True], gram[1:] != gram[:-1])) if len(gram) else np.zeros(0, dtype=np.bool_)
    first = np.append(np.flatnonzero(new), len(gram))
    frequency = np.diff(first)
    if like is None:
        weight = np.log(max(len(sentences), 2) / np.maximum(frequency, 1))
        weight[frequency > max(_COMMON * len(sentences), 3)] = 0
    else:
        weight = like.weight_of(gram[new])
    norm = np.bincount(posting, np.repeat(weight, frequency), minlength=len(sentences)).astype(np.float64, copy=False)
    return SentenceTable(sentences, gram[new], first, posting, weight, norm)
