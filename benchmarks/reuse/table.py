"""The table of a run of the benchmark."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

_KINDS = ("verbatim", "names_swapped", "reordered", "light_edit", "mosaic", "paraphrase")
_HEAD = ("reports", "tool", "s", "peak MiB", "recall", *_KINDS, "precision", "strict", "one piece", "boundaries")


def write_table(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Write the rows as Markdown: scores of all tools, then what building and asking cost."""
    lines = [_line(_HEAD), _line(["---"] * len(_HEAD))]
    for row in rows:
        if "recall" in row:
            kinds = [row["by_kind"].get(kind, "") for kind in _KINDS]
            scores = [row["precision"], row["strict_precision"], row["single_recall"], row["boundaries"]]
            lines.append(
                _line(
                    [row["reports"], row["tool"], row["all_pairs_s"], row["peak_mib"], row["recall"], *kinds, *scores]
                )
            )
    own = [row for row in rows if "build_s" in row]
    head = ("reports", "build reports/s", "open ms", "query ms median", "p95", "index MiB", "ms a report", "growth")
    lines += ["", _line(head), _line(["---"] * len(head))]
    for row in own:
        cost = 1000 * row["all_pairs_s"] / row["reports"]
        before = 1000 * own[0]["all_pairs_s"] / own[0]["reports"]
        if row is not own[0]:
            previous = own[own.index(row) - 1]
            before = 1000 * previous["all_pairs_s"] / previous["reports"]
        asked = (row["query_ms_median"], row["query_ms_p95"])
        built = (row["build_reports_per_s"], row["open_ms"])
        lines.append(_line([row["reports"], *built, *asked, row["index_mib"], round(cost, 2), f"{cost / before:.2f}×"]))
    for row in rows:
        if "same_bytes" in row:
            lines += ["", f"Spark at {row['reports']}: {row['all_pairs_s']} s, same bytes: {row['same_bytes']}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
