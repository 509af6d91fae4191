"""Write the skeletons of a new check and of its suite.

Usage:
    python scripts/new_check.py data.wrong_row_total
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reviewer.checks.registry import FAMILIES

ROOT = Path(__file__).resolve().parent.parent

CHECK = '''"""TODO: what this file finds, in one English line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity
from reviewer.checks.context import CheckContext


@dataclass(frozen=True)
class {class_name}(Check):
    """一句话说明查出什么。

    What it finds:
        ……
    Why it matters:
        ……
    Wrong:
        ……
    Right:
        ……
    Known limits:
        ……
    Source:
        ……
    """

    id: ClassVar[str] = "{check_id}"
    category: ClassVar[str] = "{name}"
    title: ClassVar[str] = "……"
    severity: ClassVar[Severity] = Severity.WARNING

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield the findings in order of the text."""
        raise NotImplementedError
'''
SUITE = """check: {check_id}
cases:
  fires_on_one_thing: {{draft: "……", expect: [{{quote: ……}}]}}
  fires_on_another: {{draft: "……", expect: [{{quote: ……}}]}}
  silent_on_a_near_miss: {{draft: "……", expect: []}}
  silent_on_another_near_miss: {{draft: "……", expect: []}}
"""


def main() -> int:
    check_id = sys.argv[1] if len(sys.argv) == 2 else ""
    family, _, name = check_id.partition(".")
    if family not in FAMILIES or not re.fullmatch(r"[a-z]+(_[a-z]+)*", name):
        print(f"give an id like data.wrong_row_total; families: {', '.join(FAMILIES)}", file=sys.stderr)
        return 2
    class_name = "".join(part.capitalize() for part in name.split("_"))
    files = {
        ROOT / "reviewer" / "checks" / family / f"{name}.py": CHECK.format(
            class_name=class_name, check_id=check_id, name=name
        ),
        ROOT / "tests" / "cases" / f"{check_id}.yaml": SUITE.format(check_id=check_id),
    }
    taken = [path for path in files if path.exists()]
    if taken:
        print(f"{taken[0].relative_to(ROOT)} is already there", file=sys.stderr)
        return 2
    for path, content in files.items():
        path.write_text(content, encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
