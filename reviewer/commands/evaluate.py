"""``reviewer evaluate``: measures the checks on the labelled drafts."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from reviewer.review.evaluate import Evaluation, evaluate_drafts
from reviewer.review.resources import load_resources
from reviewer.review.shipped import find_shipped


def run(arguments: argparse.Namespace) -> int:
    """Print the table of precision and recall by category."""
    corpus: Path = arguments.corpus or find_shipped("corpus")
    places = corpus / "invented_places.toml"
    resources = load_resources(places=places if places.is_file() else None)
    result = evaluate_drafts(corpus, resources)
    if arguments.json:
        print(json.dumps(result.to_dict(), ensure_ascii=False, indent=2))
    else:
        _print_table(result)
    if arguments.details:
        for miss in result.missed:
            print(f"漏报\t{miss.draft}\t{miss.category}\t{miss.quote}")
        for alarm in result.false_alarms:
            print(f"误报\t{alarm.draft}\t{alarm.category}\t{alarm.quote}\t{alarm.message}")
    return 0


def _print_table(result: Evaluation) -> None:
    print(f"有差错草稿 {result.drafts} 份，无差错草稿 {result.clean_drafts} 份，后者误报 {result.clean_alarms} 处\n")
    print("| 类别 | 植入 | 找到 | 误报 | 召回率 | 精确率 | F1 |\n| --- | --- | --- | --- | --- | --- | --- |")
    for name, tally in sorted(result.tallies.items()):
        print(
            f"| {name} | {tally.planted} | {tally.found} | {tally.false_alarms} "
            f"| {tally.recall:.3f} | {tally.precision:.3f} | {tally.f1:.3f} |"
        )
