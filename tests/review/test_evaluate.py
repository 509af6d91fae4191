from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from reviewer.errors import MissingResource
from reviewer.review.evaluate import Tally, evaluate_drafts
from reviewer.review.plan import build_plan
from reviewer.review.resources import Resources


def write_draft(corpus: Path, name: str, text: str, labels: list[dict[str, object]], absent: list[str]) -> None:
    (corpus / "seeded").mkdir(parents=True, exist_ok=True)
    (corpus / "labels" / "seeded").mkdir(parents=True, exist_ok=True)
    (corpus / "seeded" / f"{name}.txt").write_text(text, encoding="utf-8")
    rows = "".join(json.dumps(label, ensure_ascii=False) + "\n" for label in labels)
    (corpus / "labels" / "seeded" / f"{name}.jsonl").write_text(rows, encoding="utf-8")
    record = {"id": f"seeded/{name}.txt", "sha256": hashlib.sha256(text.encode()).hexdigest(), "absent": absent}
    with (corpus / "seeded.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def test_found_missed_and_false_alarms_are_counted(tmp_path: Path, clean_text: str, resources: Resources) -> None:
    slipped = clean_text.replace("我局制定了", "我委制定了").replace("2024年，我局将", "2023年，我局将")
    start = slipped.index("我委")
    labels: list[dict[str, object]] = [
        {"start": start, "end": start + 2, "quote": "我委", "category": "wrong_self_designation"},
        {"start": 10, "end": 12, "quote": slipped[10:12], "category": "typo"},
    ]
    write_draft(tmp_path, "slip-1", slipped, labels, ["missing_topic:platform"])
    write_draft(tmp_path, "clean-1", clean_text, [], [])
    result = evaluate_drafts(tmp_path, resources)
    assert (result.drafts, result.clean_drafts, result.clean_alarms) == (1, 1, 0)
    assert result.tallies["wrong_self_designation"] == Tally(1, 1, 0)
    assert result.tallies["missing_topic"] == Tally(1, 0, 0)
    assert result.tallies["wrong_year"] == Tally(0, 0, 1)  # nobody labelled it
    assert {miss.category for miss in result.missed} >= {"missing_topic"}
    figures = result.to_dict()
    assert figures["categories"]["wrong_year"]["precision"] == 0.0


def test_drafts_that_no_model_saw_are_also_counted_apart(tmp_path: Path, clean_text: str, resources: Resources) -> None:
    write_draft(tmp_path, "slip-1", clean_text.replace("我局制定了", "我委制定了"), [], ["missing_topic:platform"])
    assert evaluate_drafts(tmp_path, resources).held_out is None
    write_draft(tmp_path, "clean-1", clean_text, [], [])
    manifest = tmp_path / "seeded.jsonl"
    seen, unseen = map(json.loads, manifest.read_text(encoding="utf-8").splitlines())
    rows = (json.dumps(row, ensure_ascii=False) for row in (seen, unseen | {"held_out": True}))
    manifest.write_text("\n".join(rows) + "\n", encoding="utf-8")
    result = evaluate_drafts(tmp_path, resources)
    assert result.held_out is not None
    assert (result.drafts, result.clean_drafts) == (1, 1)
    assert (result.held_out.drafts, result.held_out.clean_drafts) == (0, 1)
    assert result.to_dict()["held_out"]["clean_drafts"] == 1


def test_figures_do_not_depend_on_the_order_of_drafts(tmp_path: Path, clean_text: str, resources: Resources) -> None:
    write_draft(tmp_path, "slip-1", clean_text.replace("我局制定了", "我委制定了"), [], [])
    write_draft(tmp_path, "clean-1", clean_text, [], [])
    first = evaluate_drafts(tmp_path, resources, plan=build_plan()).to_dict()
    manifest = tmp_path / "seeded.jsonl"
    manifest.write_text("\n".join(reversed(manifest.read_text(encoding="utf-8").splitlines())), encoding="utf-8")
    assert evaluate_drafts(tmp_path, resources).to_dict() == first


def test_earlier_report_and_category_of_a_table_slip(tmp_path: Path, clean_text: str, resources: Resources) -> None:
    write_draft(tmp_path, "slip-1", clean_text, [{"start": 0, "end": 2, "quote": "", "category": "typo"}], [])
    manifest = tmp_path / "seeded.jsonl"
    record = json.loads(manifest.read_text(encoding="utf-8"))
    (tmp_path / "seeded" / "prior-1.txt").write_text(clean_text.replace("2023年", "2022年"), encoding="utf-8")
    record |= {
        "prior": "seeded/prior-1.txt",
        "table_slips": "requests/r2/total",
        "slip_category": "carry_over_mismatch",
    }
    manifest.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    tallies = evaluate_drafts(tmp_path, resources, plan=build_plan(only={"data.carry_over_mismatch"})).tallies
    assert tallies["carry_over_mismatch"] == Tally(1, 1, 0)


def test_slip_of_white_space_is_placed_beside_it(tmp_path: Path, clean_text: str, resources: Resources) -> None:
    labels: list[dict[str, object]] = [
        {"start": len(clean_text), "end": len(clean_text) + 1, "quote": " ", "category": "punctuation"}
    ]
    write_draft(tmp_path, "slip-1", clean_text + " ", labels, [])
    assert evaluate_drafts(tmp_path, resources).tallies["punctuation"].planted == 1


def test_corpus_without_labelled_drafts_is_refused(tmp_path: Path, resources: Resources) -> None:
    with pytest.raises(MissingResource, match=r"seeded\.jsonl"):
        evaluate_drafts(tmp_path, resources)


@pytest.mark.parametrize(
    ("tally", "recall", "precision"), [(Tally(), 1.0, 1.0), (Tally(4, 3, 1), 0.75, 0.75), (Tally(2, 0, 0), 0.0, 1.0)]
)
def test_tally(tally: Tally, recall: float, precision: float) -> None:
    assert (tally.recall, tally.precision) == (recall, precision)
