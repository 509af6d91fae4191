"""``reviewer evaluate``: measures the checks on the labelled drafts."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from reviewer.review.evaluate import Evaluation, evaluate_drafts
from reviewer.review.resources import load_resources
from reviewer.review.shipped import find_shipped


def run(arguments: argparse.Namespace) -> int:
    """Print the table of precision and recall by category."""
    corpus: Path = arguments.corpus or find_shipped("corpus")
    places = corpus / "invented_places.toml"
    resources = load_resources(places=places if places.is_file() else None)
    result = evaluate_drafts(corpus, resources)
    models = read_model_scores(find_shipped("models"))
    if arguments.json:
        print(json.dumps({**result.to_dict(), "models": models}, ensure_ascii=False, indent=2))
    else:
        _print_table(result)
        if result.held_out:
            print("\n其中没有参加任何训练的草稿：")
            _print_table(result.held_out)
        _print_models(models)
    if arguments.details:
        for miss in result.missed:
            print(f"漏报\t{miss.draft}\t{miss.category}\t{miss.quote}")
        for alarm in result.false_alarms:
            print(f"误报\t{alarm.draft}\t{alarm.category}\t{alarm.quote}\t{alarm.message}")
    return 0


def read_model_scores(folder: Path) -> dict[str, Any]:
    """Return the cross-validated scores of the models that ship, as their training measured them.

    Args:
        folder: Where the model folders stand.
    """
    found: dict[str, Any] = {}
    for path in sorted(folder.glob("*/manifest.json")):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        scores = dict(manifest.get("scores", {}))
        if "paragraphs" in manifest:
            scores["paragraphs"] = {name: manifest["paragraphs"][name] for name in ("accuracy", "n")}
        if scores:
            found[manifest["id"]] = scores
    return found


def _print_models(models: dict[str, Any]) -> None:
    print("\n| 模型 | 划分 | 标签 | 精确率 | 召回率 | F1 | 样本 |\n| --- | --- | --- | --- | --- | --- | --- |")
    for name, splits in models.items():
        for split, table in splits.items():
            if split == "paragraphs":
                print(f"| {name} | 按段 | 全部 | {table['accuracy']:.3f} | | | {table['n']} |")
                continue
            for label, row in table.items():
                figures = " | ".join(f"{row[key]:.3f}" for key in ("precision", "recall", "f1"))
                print(f"| {name} | {split} | {label} | {figures} | {row['support']} |")


def _print_table(result: Evaluation) -> None:
    print(f"有差错草稿 {result.drafts} 份，无差错草稿 {result.clean_drafts} 份，后者误报 {result.clean_alarms} 处\n")
    print("| 类别 | 植入 | 找到 | 误报 | 召回率 | 精确率 | F1 |\n| --- | --- | --- | --- | --- | --- | --- |")
    for name, tally in sorted(result.tallies.items()):
        print(
            f"| {name} | {tally.planted} | {tally.found} | {tally.false_alarms} "
            f"| {tally.recall:.3f} | {tally.precision:.3f} | {tally.f1:.3f} |"
        )
