"""Write corpus/DATA_CARD.md: what the corpus holds, counted; --check only compares.

Usage:
    python scripts/build_data_card.py [--check]
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import mean, median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
CARD = CORPUS / "DATA_CARD.md"
WINDOW = 13
TOPICS = (
    "proactive_disclosure",
    "disclosure_on_request",
    "information_management",
    "platform",
    "supervision",
    "problems",
    "improvements",
    "information_fee",
)


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def labels_of(report: str) -> list[dict[str, Any]]:
    return [row for row in read_lines((CORPUS / "labels" / report).with_suffix(".jsonl")) if "topics" in row]


def count_labelled(path: Path) -> int:
    return sum("|" in line and not line.startswith("#") for line in path.read_text(encoding="utf-8").splitlines())


def overlaps(reports: Iterable[Mapping[str, Any]], *, kind: str | None) -> list[float]:
    """Return, for each report, the share of its 13-character strings that a report of another body has too.

    Args:
        reports: Lines of the manifest.
        kind: Only sentences labelled ``substance`` or ``formula``; None for all.
    """
    windows: dict[str, set[str]] = {}
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for report in reports:
        text = (CORPUS / report["id"]).read_text(encoding="utf-8")
        found: set[str] = set()
        for row in labels_of(report["id"]):
            if kind is None or row["kind"] == kind:
                sentence = "".join(text[row["start"] : row["end"]].split())
                found.update(sentence[at : at + WINDOW] for at in range(len(sentence) - WINDOW + 1))
        windows[report["id"]] = found
        for window in found:
            owners[window].add(report["issuer"])
    return [sum(len(owners[window]) > 1 for window in found) / len(found) for found in windows.values() if found]


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def build() -> str:
    reports = read_lines(CORPUS / "manifest.jsonl")
    drafts = read_lines(CORPUS / "seeded.jsonl")
    rows = [row for report in reports for row in labels_of(report["id"])]
    topics = Counter(topic for row in rows for topic in row["topics"])
    lengths = [len((CORPUS / report["id"]).read_text(encoding="utf-8")) for report in reports]
    single, mentioned = (count_labelled(CORPUS / "sentences" / name) for name in ("typical.txt", "mentions.txt"))
    everything, substance = overlaps(reports, kind=None), overlaps(reports, kind="substance")
    levels, profiles = Counter(r["level"] for r in reports), Counter(r["profile"] for r in reports)
    departments = Counter(r["department"] for r in reports)
    years = Counter(r["year"] for r in reports)
    authors = Counter(r["author"] for r in reports)
    unseen = sum(bool(draft.get("held_out")) for draft in drafts)
    of_authors = ", ".join(f"{key} {n}" for key, n in sorted(authors.items()))
    clean = sum(draft["id"].rsplit("/", 1)[-1].startswith("clean") for draft in drafts)
    return f"""# Data card of the corpus

Counted by `python scripts/build_data_card.py`; [docs/corpus.md](../docs/corpus.md) describes the notation.

**What it is.** {len(reports)} complete annual reports and {len(drafts)} drafts, written for this product, for invented
places only ([invented_places.toml](invented_places.toml)); no sentence comes from a real office, so no invented
figure can be ascribed to one. The reports are compliant: a finding on one is a false alarm unless shown otherwise.

**What it is for.** Training and testing the models, comparing drafts with, measuring the checks. It is no sample of
the country's reports: kinds of organ, levels and years are spread evenly rather than as they occur.

## Reports

{len(departments)} kinds of organ; {len(authors)} authors: {of_authors};
{min(lengths):,} to {max(lengths):,} characters, tables included, median {int(median(lengths)):,}.

{table(("Level", "Reports"), levels.most_common())}
{table(("Form", "Reports"), profiles.most_common())}
{table(("Report year", "Reports"), sorted(years.items()))}
## Labels

{len(rows):,} sentences, {sum(row["kind"] == "substance" for row in rows):,} of substance and
{sum(row["kind"] == "formula" for row in rows):,} of statutory or standard wording; besides
{single:,} single sentences (`sentences/typical.txt`) and
{mentioned:,} lines with labelled mentions (`sentences/mentions.txt`).

{table(("Topic", "Sentences"), [(key, f"{topics[key]:,}") for key in TOPICS])}
## Likeness

Share of a report's {WINDOW}-character strings of running text that a report of another body has, too: mean
{mean(everything):.1%}, median {median(everything):.1%}; in sentences of substance {mean(substance):.1%}. Independent
official texts share about 5 %.

## Splits

Models are scored twice: on departments, and on authors, that they did not see in training (folds pinned
in `splits.toml`; never by sentence). Variants of one mention stay in one group.

## Drafts

{len(drafts) - clean} with planted slips, {clean} compliant ones full of rightful mentions. Their authors wrote none of
the reports above. No model is trained on {unseen} of them.
"""


def main() -> int:
    card = build()
    if "--check" in sys.argv[1:]:
        if CARD.is_file() and CARD.read_text(encoding="utf-8") == card:
            return 0
        print("corpus/DATA_CARD.md is stale: run python scripts/build_data_card.py", file=sys.stderr)
        return 1
    CARD.write_text(card, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
