"""Folds of the corpus stay where they were put, and no group stands on both sides."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.classify.labelled import read_labelled
from reviewer.classify.splits import FILE, N_FOLDS, assign, format_splits, read_splits
from reviewer.errors import StaleResource

SIZES = st.dictionaries(st.text("abcdef_", min_size=1, max_size=6), st.integers(1, 90), max_size=12)


@given(old=SIZES, new=SIZES)
def test_groups_keep_their_fold_when_the_corpus_grows(old: dict[str, int], new: dict[str, int]) -> None:
    before = assign(old, {}, N_FOLDS)
    after = assign({**old, **new}, before, N_FOLDS)
    assert all(after[name] == fold for name, fold in before.items())
    assert set(after) == set(old) | set(new)
    assert all(0 <= fold < N_FOLDS for fold in after.values())


def test_folds_are_balanced() -> None:
    assert assign({"a": 9, "b": 5, "c": 4, "d": 1}, {}, 2) == {"a": 0, "b": 1, "c": 1, "d": 0}


def test_every_group_of_the_corpus_is_pinned(root: Path) -> None:
    corpus = root / "corpus"
    sentences = list(read_labelled(corpus))
    splits = read_splits(corpus, [s.department for s in sentences], [s.author for s in sentences])
    pinned = (corpus / FILE).read_text(encoding="utf-8")
    assert format_splits(splits) == pinned, "run scripts/build_splits.py"
    assert set(splits.department.values()) == set(splits.author.values()) == set(range(N_FOLDS))


def test_a_corpus_without_the_file_gets_folds(tmp_path: Path) -> None:
    splits = read_splits(tmp_path, ["water", "edu", "water"], ["A", "B", "B"])
    assert splits.department == {"edu": 1, "water": 0}
    assert splits.author == {"A": 1, "B": 0}


@pytest.mark.parametrize("text", ["[department]\nwater = 0\n", "[department]\nwater = 7\n[author]\nA = 0\n", "]"])
def test_a_damaged_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(StaleResource, match=r"build_splits\.py"):
        read_splits(tmp_path, ["water"], ["A"])
