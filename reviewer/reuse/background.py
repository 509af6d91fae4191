"""How surprising each letter of official prose is, from the frequency of short character runs."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reviewer.errors import MissingResource, StaleResource
from reviewer.model_folder import REBUILD
from reviewer.reuse.files import write_atomic
from reviewer.reuse.fingerprint import Hashes, lengthen_sums, mix_sums
from reviewer.reuse.lookup import Starts, bucket_starts, find_hashes
from reviewer.reuse.masking import FIRST_MASK, LAST_MASK, Codes, MatchingForm, build_form
from reviewer.reuse.runs import Counts, count_runs

Bits = npt.NDArray[np.float32]

ORDER = 6
MAX_BITS = 12.0
#: A run seen in a few bodies may be the very text that was copied; so as many are taken off every count:
#: a share of the bodies, for a family of copies grows with the archive, up to a bound.
_DISCOUNT_SHARE = 0.012
_MAX_DISCOUNT = 12
_BACKOFF = 1.5
#: Bodies that a listed collocation counts for.
_LISTED_WEIGHT = 25
_MAGIC = b"reviewer-background-1\n"


@dataclass(frozen=True, eq=False)
class Background:
    """Numbers of bodies that use each run of 1 to ``ORDER`` characters.

    Args:
        hashes: Sorted hashes of the runs of each length; index 0 holds single characters.
        counts: In how many bodies each occurs.
        bodies: Number of bodies read.
        discount: Bodies taken off every count, in case they copied from each other.
    """

    hashes: tuple[Hashes, ...]
    counts: tuple[Counts, ...]
    bodies: int
    discount: int = 1

    def letter_bits(self, form: MatchingForm) -> Bits:
        """Return the bits of evidence in each code of ``form``; a mask or formula has none.

        The value is -log2 of the chance of the character after the up to five before
        it, at most ``MAX_BITS``. O(n log m).
        """
        codes = form.codes
        n = len(codes)
        if not n:
            return np.zeros(0, dtype=np.float32)
        count = self._count(codes)
        seen = np.maximum(count[1:] - self.discount, 0)
        chance = (count[0] + 0.05) / (self._letters + 0.05 * 6000)
        context = np.zeros(n)
        context[1:] = np.maximum(count[0, :-1] - self.discount, 0)
        for row in seen:
            np.maximum(context, row, out=context)
            chance *= _BACKOFF
            chance += row
            context += _BACKOFF
            chance /= context
            context[1:] = row[:-1]
            context[0] = 0
        bits: Bits = np.minimum(-np.log2(np.maximum(chance, 1e-9)), MAX_BITS).astype(np.float32)
        bits[(codes >= FIRST_MASK) & (codes <= LAST_MASK)] = 0
        bits[form.formula] = 0
        return bits

    @cached_property
    def _letters(self) -> float:
        return max(float(self.counts[0].sum()), 1.0)

    @cached_property
    def _single(self) -> npt.NDArray[np.float64]:
        """How often each character stands, by its code."""
        codes = np.arange(1 << 16, dtype=np.uint64)
        single = np.zeros(len(codes))
        if len(self.hashes[0]):
            at = find_hashes(self.hashes[0], bucket_starts(self.hashes[0]), mix_sums(lengthen_sums(codes, codes, 1)))
            single[at >= 0] = self.counts[0][at[at >= 0]]
        return single

    @cached_property
    def _longer(self) -> list[tuple[Hashes, Starts, npt.NDArray[np.float64]]]:
        """The runs of two, three, … characters, each with a table to look them up."""
        return [
            (hashes, bucket_starts(hashes, spread=2), counts.astype(np.float64))
            for hashes, counts in zip(self.hashes[1:], self.counts[1:], strict=True)
        ]

    def _count(self, codes: Codes) -> npt.NDArray[np.float64]:
        """Return how often the runs stand that end with each code, a row for each length.

        A run is looked up only where both shorter ones in it stand, for no other is kept.
        """
        count = np.zeros((ORDER, len(codes)))
        count[0] = self._single.take(codes)
        wide = codes.astype(np.uint64)
        sums = lengthen_sums(wide, wide, 1)
        begins = np.arange(len(codes) - 1)
        for order, (table, starts, counts) in enumerate(self._longer[: len(codes) - 1], start=2):
            sums = lengthen_sums(sums, wide[order - 1 :], order)
            if not len(table):
                break
            at = find_hashes(table, starts, mix_sums(sums.take(begins)))
            stands = np.flatnonzero(at >= 0)
            begins = begins.take(stands)
            count[order - 1, order - 1 :].put(begins, counts.take(at.take(stands)))
            begins = begins[np.flatnonzero(begins[1:] == begins[:-1] + 1)]
            if not len(begins):
                break
        return count

    def save(self, path: Path) -> None:
        """Write the model to ``path``, whole or not at all."""
        parts = [np.array([self.bodies, self.discount], dtype=np.uint32).tobytes()]
        for hashes, counts in zip(self.hashes, self.counts, strict=True):
            parts += [np.uint32(len(hashes)).tobytes(), hashes.tobytes(), counts.tobytes()]
        body = b"".join(parts)
        write_atomic(path, _MAGIC + np.uint32(zlib.crc32(body)).tobytes() + body)

    @classmethod
    def load(cls, path: Path) -> Background:
        """Read a model.

        Raises:
            MissingResource: There is no such file.
            StaleResource: It is damaged or of another version.
        """
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise MissingResource(f"找不到公文用语频率表：{path}；{REBUILD}") from error
        head = len(_MAGIC) + 4
        if not content.startswith(_MAGIC) or len(content) < head + 4:
            raise StaleResource(f"公文用语频率表版本不符或已损坏：{path}；{REBUILD}")
        body = content[head:]
        if zlib.crc32(body) != int(np.frombuffer(content[head - 4 : head], dtype=np.uint32)[0]):
            raise StaleResource(f"公文用语频率表已损坏（校验不符）：{path}；{REBUILD}")
        bodies, discount = np.frombuffer(body, dtype=np.uint32, count=2).tolist()
        position = 8
        hashes: list[Hashes] = []
        counts: list[Counts] = []
        for _ in range(ORDER):
            size = int(np.frombuffer(body, dtype=np.uint32, count=1, offset=position)[0])
            position += 4
            hashes.append(np.frombuffer(body, dtype=np.uint64, count=size, offset=position).copy())
            position += 8 * size
            counts.append(np.frombuffer(body, dtype=np.uint32, count=size, offset=position).copy())
            position += 4 * size
        return cls(tuple(hashes), tuple(counts), bodies, discount)


def train_background(
    forms: Iterable[tuple[str, MatchingForm]], *, listed: bool = True, min_discount: int = 1
) -> Background:
    """Return the model of the given texts.

    Args:
        forms: (body, form) pairs; a run counts once for each body however often it is used,
            so that an office that repeats itself every year does not make it common.
        listed: Add the standard collocations that ship with the product.
        min_discount: At least so many bodies may share a run because they copied it, and do
            not make it common.
    """
    return train_on_codes(((body, form.codes) for body, form in forms), listed=listed, min_discount=min_discount)


def train_on_codes(texts: Iterable[tuple[str, Codes]], *, listed: bool = True, min_discount: int = 1) -> Background:
    """Return the model of (body, codes of a form) pairs, as :func:`train_background` does."""
    by_body: dict[str, list[Codes]] = {}
    for body, codes in texts:
        by_body.setdefault(body, []).append(codes)
    discount = max(min(round(_DISCOUNT_SHARE * len(by_body)), _MAX_DISCOUNT), min_discount, 1)
    weighted: list[tuple[Sequence[Codes], int]] = [(codes, 1) for codes in by_body.values()]
    if listed:
        weighted.append((listed_collocations(), _LISTED_WEIGHT))
    hashes, counts = zip(*count_runs(weighted, ORDER, discount), strict=True)
    return Background(hashes, counts, len(by_body), discount)


@cache
def listed_collocations() -> tuple[Codes, ...]:
    """Return the forms of the standard collocations in ``data/collocations.txt``."""
    text = resources.files("reviewer.reuse").joinpath("data/collocations.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(build_form(line).codes for line in lines)


@cache
def default_background() -> Background:
    """Return the model of the listed collocations alone, for want of a trained one."""
    return train_background(())


@lru_cache(maxsize=8)
def frequency_weights(bodies: int) -> npt.NDArray[np.float64]:
    """Return how much of its evidence a gram keeps, 0 to 1, that 0, 1, 2, … of ``bodies`` use."""
    top = np.log2(max(bodies, 2) / 2)
    if top < 1:
        return np.ones(max(bodies, 2) + 1)
    counts = np.maximum(np.arange(bodies + 1), 2)
    factor: npt.NDArray[np.float64] = np.clip(np.log2(bodies / counts) / top, 0, 1)
    return factor
