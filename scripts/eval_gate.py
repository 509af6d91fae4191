"""Hold recall, precision and quiet on the labelled drafts to floors that only rise.

Usage:
    python scripts/eval_gate.py            compare with tests/eval/floors.toml
    python scripts/eval_gate.py --pin      raise the floors to what is measured now; never lowers one
    python scripts/eval_gate.py --pin --allow-lower    also take lower figures: for changed labels, with a reason
                                                       in changes.d/

The floors carry a digest of the labelled drafts: other labels, other floors.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reviewer.review.evaluate import evaluate_drafts
from reviewer.review.resources import load_resources

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "eval" / "floors.toml"
CORPUS = ROOT / "corpus"
MEASURES = ("recall", "precision")
COUNTS = ("drafts", "clean_drafts", "clean_alarms")
HELD_OUT = "held_out"
ALARMS = "false_alarms"
_NOTHING = {"planted": 0, ALARMS: 0, **dict.fromkeys(MEASURES, 1.0)}


def digest_of_labels(corpus: Path) -> str:
    """Return a digest of the labelled drafts, their labels and their manifest."""
    digest = hashlib.sha256()
    files = [corpus / "seeded.jsonl", *(corpus / "seeded").iterdir(), *(corpus / "labels" / "seeded").iterdir()]
    for path in sorted(files):
        digest.update(path.relative_to(corpus).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def measure(corpus: Path) -> dict[str, Any]:
    """Return the figures of ``reviewer evaluate`` with the digest of what was measured."""
    resources = load_resources(places=corpus / "invented_places.toml")
    return {"labels": digest_of_labels(corpus), **evaluate_drafts(corpus, resources).to_dict()}


def find_faults(floors: dict[str, Any], measured: dict[str, Any]) -> list[str]:
    """Return one line for each floor that is not kept; empty if all are."""
    faults: list[str] = []
    if floors["labels"] != measured["labels"]:
        faults.append("the labelled drafts changed: look at the figures and pin them (make eval shows how)")
    faults += _find_low(floors, measured)
    if HELD_OUT in floors:
        faults += [f"{HELD_OUT}: {fault}" for fault in _find_low(floors[HELD_OUT], measured.get(HELD_OUT, {}))]
    return faults


def _find_low(floors: dict[str, Any], measured: dict[str, Any]) -> list[str]:
    if not measured:
        return ["nothing was measured"]
    faults: list[str] = []
    if measured["clean_alarms"] > floors["clean_alarms"]:
        faults.append(f"clean_alarms: {measured['clean_alarms']} > {floors['clean_alarms']}")
    for category, floor in floors["categories"].items():
        found = measured["categories"].get(category, _NOTHING)
        if ALARMS in floor:
            if found[ALARMS] > floor[ALARMS]:
                faults.append(f"{category}.{ALARMS}: {found[ALARMS]} > {floor[ALARMS]}")
            continue
        faults += [
            f"{category}.{name}: {found[name]:.4f} < {floor[name]:.4f}"
            for name in MEASURES
            if found[name] < floor[name]
        ]
    return faults


def raise_floors(floors: dict[str, Any], measured: dict[str, Any], *, allow_lower: bool = False) -> dict[str, Any]:
    """Return the new floors: the better of old and measured, or what is measured where that is allowed."""
    new: dict[str, Any] = {"labels": measured["labels"], **_raise(floors, measured, allow_lower=allow_lower)}
    if HELD_OUT in measured:
        new[HELD_OUT] = _raise(floors.get(HELD_OUT, {}), measured[HELD_OUT], allow_lower=allow_lower)
    return new


def _raise(floors: dict[str, Any], measured: dict[str, Any], *, allow_lower: bool) -> dict[str, Any]:
    new: dict[str, Any] = {name: measured[name] for name in COUNTS}
    new["categories"] = {}
    old = {} if allow_lower else floors.get("categories", {})
    if not allow_lower and "clean_alarms" in floors:
        new["clean_alarms"] = min(new["clean_alarms"], floors["clean_alarms"])
    for category in sorted({*old, *measured["categories"]}):
        now = measured["categories"].get(category, _NOTHING)
        before = old.get(category, {})
        if (
            now["planted"] == 0 and "recall" not in before
        ):  # recall of nothing says nothing: only the false alarms are held
            floor = {ALARMS: min(now[ALARMS], before.get(ALARMS, now[ALARMS]))}
        else:
            floor = {name: max(now[name], before.get(name, 0.0)) for name in MEASURES}
        new["categories"][category] = {"planted": now["planted"], **floor}
    return new


def to_toml(floors: dict[str, Any]) -> str:
    """Return the floors as a file."""
    lines = [
        "# Floors of `make eval`; they only rise. Written by scripts/eval_gate.py --pin.",
        f'labels = "{floors["labels"]}"',
        *_lines(floors, ""),
    ]
    if HELD_OUT in floors:
        lines += [
            "",
            "# Drafts that no model was trained on.",
            f"[{HELD_OUT}]",
            *_lines(floors[HELD_OUT], f"{HELD_OUT}."),
        ]
    return "\n".join(lines) + "\n"


def _lines(floors: dict[str, Any], prefix: str) -> list[str]:
    lines = [f"{name} = {floors[name]}" for name in COUNTS]
    for category, floor in floors["categories"].items():
        lines += [
            "",
            f"[{prefix}categories.{category}]",
            *(f"{name} = {floor[name]}" for name in ("planted", *MEASURES, ALARMS) if name in floor),
        ]
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    arguments = parser.parse_args()
    measured = measure(CORPUS)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    if arguments.pin:
        FLOORS.parent.mkdir(parents=True, exist_ok=True)
        new = raise_floors(floors, measured, allow_lower=arguments.allow_lower)
        FLOORS.write_text(to_toml(new), encoding="utf-8")
        floors = new
    faults = find_faults(floors, measured)
    for fault in faults:
        print(f"eval: {fault}", file=sys.stderr)
    if not faults:
        print(
            f"eval: {len(floors['categories'])} categories keep their floors; {measured['clean_alarms']} clean alarms"
        )
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
