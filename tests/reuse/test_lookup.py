from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from reviewer.reuse.fingerprint import hash_letters
from reviewer.reuse.lookup import bucket_starts, find_hashes
from reviewer.reuse.runs import count_runs


@pytest.mark.parametrize("size", [1, 2, 3, 1000, 70_000])
@pytest.mark.parametrize("spread", [0.5, 4])
def test_every_hash_is_found_where_it_stands(size: int, spread: float) -> None:
    rng = np.random.default_rng(size)
    table = np.unique(rng.integers(0, 2**63, size, dtype=np.uint64) * np.uint64(2))
    wanted = np.concatenate([rng.permutation(table), table + np.uint64(1)])
    found = find_hashes(table, bucket_starts(table, spread=spread), wanted)
    assert (table[found[: len(table)]] == wanted[: len(table)]).all()
    assert (found[len(table) :] == -1).all()


def test_a_crowded_bucket_is_bisected() -> None:
    table = np.arange(5000, dtype=np.uint64)
    found = find_hashes(table, bucket_starts(table), np.array([0, 4999, 5000], dtype=np.uint64))
    assert found.tolist() == [0, 4999, -1]


def test_runs_are_counted_once_a_body() -> None:
    rng = np.random.default_rng(3)
    bodies = [[rng.integers(0x4E00, 0x4E06, rng.integers(0, 40)).astype(np.uint16) for _ in range(3)] for _ in range(9)]
    weights = [1] * 8 + [5]
    counted = list(count_runs(zip(bodies, weights, strict=True), 4, 2))
    for length, (hashes, counts) in enumerate(counted, 1):
        number: Counter[int] = Counter()
        for texts, weight in zip(bodies, weights, strict=True):
            for value in {int(value) for codes in texts for value in hash_letters(codes, length)}:
                number[value] += weight
        kept = {value: count for value, count in number.items() if length == 1 or count > 2}
        assert dict(zip(hashes.tolist(), counts.tolist(), strict=True)) == kept
        assert (np.diff(hashes.astype(object)) > 0).all()


def test_nothing_has_no_runs() -> None:
    assert [len(hashes) for hashes, _ in count_runs([], 3, 1)] == [0, 0, 0]
