"""The gate itself: floors rise, never fall by themselves, and belong to one set of labels."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from scripts.eval_gate import digest_of_labels, find_faults, raise_floors, to_toml


def figures(recall: float, precision: float, *, alarms: int = 1, labels: str = "a") -> dict[str, Any]:
    typo = {"recall": recall, "precision": precision, "planted": 4}
    return {"labels": labels, "drafts": 2, "clean_drafts": 1, "clean_alarms": alarms, "categories": {"typo": typo}}


def test_kept_floors_have_no_faults() -> None:
    assert find_faults(figures(0.5, 0.9), figures(0.5, 0.95)) == []


def test_each_broken_floor_is_named() -> None:
    faults = find_faults(figures(0.5, 0.9), figures(0.4, 0.8, alarms=2, labels="b"))
    assert len(faults) == 4
    assert "typo.recall: 0.4000 < 0.5000" in faults


def test_pinning_raises_and_never_lowers() -> None:
    new = raise_floors(figures(0.5, 0.9), figures(0.7, 0.8, alarms=3))
    assert new["categories"]["typo"] == {"planted": 4, "recall": 0.7, "precision": 0.9}
    assert new["clean_alarms"] == 1


def test_lower_floors_need_to_be_asked_for() -> None:
    new = raise_floors(figures(0.5, 0.9), figures(0.4, 0.8, alarms=3), allow_lower=True)
    assert new["categories"]["typo"] == {"planted": 4, "recall": 0.4, "precision": 0.8}
    assert new["clean_alarms"] == 3


def test_a_category_that_vanishes_keeps_its_floor() -> None:
    measured = figures(0.5, 0.9) | {"categories": {}}
    assert raise_floors(figures(0.5, 0.9), measured)["categories"]["typo"]["recall"] >= 0.5


def test_held_out_drafts_have_floors_of_their_own() -> None:
    floors = figures(0.5, 0.9) | {"held_out": figures(0.4, 0.8)}
    assert find_faults(floors, figures(0.5, 0.9) | {"held_out": figures(0.4, 0.8)}) == []
    low = find_faults(floors, figures(0.5, 0.9) | {"held_out": figures(0.3, 0.8)})
    assert low == ["held_out: typo.recall: 0.3000 < 0.4000"]
    assert find_faults(floors, figures(0.5, 0.9)) == ["held_out: nothing was measured"]
    pinned = raise_floors(floors, figures(0.4, 0.9) | {"held_out": figures(0.6, 0.7)})
    assert pinned["held_out"]["categories"]["typo"] == {"planted": 4, "recall": 0.6, "precision": 0.8}
    assert tomllib.loads(to_toml(pinned)) == pinned


def test_what_nobody_planted_is_held_to_its_false_alarms() -> None:
    def measured(alarms: int) -> dict[str, Any]:
        copied = {"planted": 0, "recall": 1.0, "precision": 0.0, "false_alarms": alarms}
        return figures(0.5, 0.9) | {"categories": {"copied_passage": copied}}

    floors = raise_floors({}, measured(1))
    assert floors["categories"]["copied_passage"] == {"planted": 0, "false_alarms": 1}
    assert find_faults(floors, measured(1)) == []
    assert find_faults(floors, measured(2)) == ["copied_passage.false_alarms: 2 > 1"]
    assert tomllib.loads(to_toml(floors)) == floors


def test_floors_are_read_as_they_are_written() -> None:
    floors = raise_floors({}, figures(0.5, 0.9))
    assert tomllib.loads(to_toml(floors)) == floors


def test_pinned_floors_belong_to_the_labels_that_ship(root: Path) -> None:
    floors = tomllib.loads((root / "tests" / "eval" / "floors.toml").read_text(encoding="utf-8"))
    assert floors["labels"] == digest_of_labels(root / "corpus")
