"""Count in how many kinds of organ other than its own each trade word occurs in the corpus.

Usage:
    python scripts/build_term_frequency.py
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from reviewer.knowledge.departments import load_departments

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    departments = load_departments()
    users: dict[str, set[str]] = defaultdict(set)
    for line in (ROOT / "corpus" / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        own = departments.expand(report["department"])
        general = report["department"] in ("government", "gov_office", "town", "street", "gov_service", "dev_zone")
        text = (ROOT / "corpus" / report["id"]).read_text(encoding="utf-8")
        if general:
            continue  # they rightly speak of every trade
        for term, ids in departments.by_term.items():
            related = any(departments.is_related(report["department"], key) for key in ids)
            if not own & set(ids) and not related and term in text:
                users[term].add(report["department"])
    rows = [f"{term}\t{len(kinds)}" for term, kinds in sorted(users.items())]
    head = "# 词语<TAB>语料中使用它的其他部门类别数；由 scripts/build_term_frequency.py 统计"
    target = ROOT / "reviewer" / "knowledge" / "data" / "term_frequency.tsv"
    target.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
