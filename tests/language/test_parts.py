"""How a line falls into words, and the forest as plain arrays."""

from __future__ import annotations

import numpy as np
import pytest

from reviewer.language.columns import NAMES
from reviewer.language.corrector import build_guesser
from reviewer.language.forest import Forest
from reviewer.language.grams import encode
from reviewer.language.lattice import build_lattice
from reviewer.language.model import LanguageModel
from reviewer.language.planting import Planter
from reviewer.language.store import Language

TEXT = "全年主动公开政府信息，及时回应社会关切，按期答复群众申请，没有收取任何费用。" * 20


def test_both_ways_through_a_line_cost_the_same(model: LanguageModel) -> None:
    lattice = build_lattice(model, encode(TEXT, model.table))
    assert lattice.left[-1] == pytest.approx(lattice.right[0])
    assert lattice.left[-1] == lattice.total or lattice.left[-1] == pytest.approx(lattice.total)


def test_words_of_the_best_cut_add_up(model: LanguageModel) -> None:
    text = "政府信息公开年度报告"
    lattice = build_lattice(model, encode(text, model.table))
    assert set(lattice.starts.tolist()) <= set(range(len(text)))
    assert all(
        start <= place < start + size
        for place, (start, size) in enumerate(zip(lattice.starts, lattice.sizes, strict=True))
    )


def test_forest_adds_up_its_leaves() -> None:
    forest = Forest(
        features=np.array([[1, 0, 0], [0, 0, 0]], dtype=np.int16),
        limits=np.array([[0.5, 0, 0], [0, 0, 0]], dtype=np.float32),
        lefts=np.array([[1, 1, 2], [0, 1, 2]], dtype=np.int16),
        rights=np.array([[2, 1, 2], [0, 1, 2]], dtype=np.int16),
        values=np.array([[0, -1, 2], [0.5, 0, 0]], dtype=np.float32),
        depth=1,
        bias=0.25,
        known=np.array([0, 2], dtype=np.float32),
        chances=np.array([0, 1], dtype=np.float32),
    )
    rows = np.array([[9, 0], [9, 1]], dtype=np.float32)
    assert forest.score(rows).tolist() == [-0.25, 2.75]
    assert forest.chance(np.array([-5.0, 1.0, 5.0])).tolist() == [0.0, 0.5, 1.0]


def test_chances_that_ship_rise_and_ask_for_known_features(language: Language) -> None:
    forest = language.corrector.forest
    assert (np.diff(forest.known) >= 0).all()
    assert (np.diff(forest.chances) >= -1e-6).all()
    assert forest.features.max() < len(NAMES)


def test_planted_slips_say_what_stood_there(model: LanguageModel) -> None:
    planter, again = (Planter(build_guesser(model), seed=7) for _ in range(2))
    text, slips = planter.plant(TEXT)
    assert (text, slips) == again.plant(TEXT)
    assert len(slips) >= 5
    for slip in reversed(slips):
        assert slip.span.quote(text) != slip.right
        text = text[: slip.span.start] + slip.right + text[slip.span.end :]
    assert text == TEXT
