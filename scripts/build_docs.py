"""Write docs/checks.md, docs/findings.schema.json and the figures of the READMEs; --check only compares.

Usage:
    python scripts/build_docs.py [--check]
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reviewer.checks.base import Severity
from reviewer.checks.help import help_of
from reviewer.checks.registry import FAMILIES, discover
from reviewer.document.contents import TOPIC_KEYS
from reviewer.knowledge.sections import SECTION_KEYS

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "eval" / "floors.toml"
READMES = {ROOT / "README.md": False, ROOT / "README.zh-CN.md": True}
FAMILY_NAMES = {
    "identity": "身份",
    "completeness": "完整性",
    "reuse": "雷同",
    "data": "数据",
    "language": "文字",
    "substance": "实质内容",
}
SEVERITY_NAMES = {"error": "必须改正", "warning": "需要核对", "hint": "提示"}


def build_checks_page() -> str:
    """Return the page of all checks, by family."""
    checks = discover()
    parts = [
        "# 检查项\n\n本页由 `make docs` 从各检查项的说明生成；`reviewer explain 编号` 显示同样的内容。"
        "\n\n*Generated from the docstrings of the checks; the same text as* `reviewer explain CODE`.\n"
    ]
    for family in FAMILIES:
        inside = [check for check_id, check in checks.items() if check_id.startswith(f"{family}.")]
        if not inside:
            continue
        parts.append(f"\n## {FAMILY_NAMES[family]}\n")
        for check in inside:
            page = help_of(check)
            severity = SEVERITY_NAMES[check.severity.value]
            parts.append(f"\n### {check.title} `{check.id}`\n\n{page.summary}一般级别：{severity}。\n")
            parts += [f"\n**{heading}**　{body}\n" for heading, body in page.parts]
    return "".join(parts)


def build_schema() -> dict[str, Any]:
    """Return the JSON schema of one review, as the JSON renderer writes it."""
    offset = {"type": ["integer", "null"], "minimum": 0}
    words = {"type": "string"}
    maybe = {"type": ["string", "null"]}
    quote = {"start": offset, "end": offset, "quote": maybe}
    checks = discover()
    finding = {
        "id": words,
        "code": {"enum": list(checks)},
        "category": {"enum": sorted({check.category for check in checks.values()})},
        "severity": {"enum": [severity.value for severity in Severity]},
        "confidence": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        **quote,
        "section": {"enum": [*SECTION_KEYS, None]},
        "topic": {"enum": [*TOPIC_KEYS, None]},
        "message": words,
        "basis": words,
        "suggestion": {
            "type": ["object", "null"],
            "required": ["message", "replacement"],
            "properties": {"message": words, "replacement": maybe},
        },
        "evidence": {"type": "array", "items": {"type": "object", "required": ["label"]}},
    }
    topic = {"key": {"enum": list(TOPIC_KEYS)}, "status": {"enum": ["present", "weak", "absent"]}}
    outcome = {"check": {"enum": list(checks)}, "status": {"enum": ["ran", "skipped", "failed"]}, "reason": maybe}
    properties = {
        "schema": {"const": "reviewer/review/1"},
        "source": {"type": "object"},
        "text": words,
        "document": {"type": "object"},
        "sections": {"type": "array"},
        "topics": _array(topic),
        "findings": _array(finding),
        "passages": {"type": "array"},
        "tables": {"type": "array"},
        "outcomes": _array(outcome),
        "summary": {"type": "object"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "reviewer/review/1",
        "description": "One review. Offsets are code points into `text`, half-open: text[start:end] == quote.",
        "type": "object",
        "required": list(properties),
        "properties": properties,
    }


def _array(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "array",
        "items": {"type": "object", "required": list(properties), "properties": properties},
    }


def build_accuracy(*, in_chinese: bool) -> str:
    """Return the pinned figures of ``make eval`` as a paragraph and a table; drafts that no model saw stand apart."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    head = ["Category", "Planted", "Recall", "Precision"]
    lead = "{drafts} drafts with slips; {clean_drafts} compliant drafts, false alarms in all of these: {clean_alarms}."
    apart = (
        "No model was trained on {drafts} and {clean_drafts} of them (false alarms in these: {clean_alarms}); "
        "their figures stand on the right."
    )
    if in_chinese:
        head = ["类别", "植入", "召回率", "精确率"]
        lead = "有差错的草稿 {drafts} 份；合规的草稿 {clean_drafts} 份，其中误报合计 {clean_alarms} 处。"
        apart = (
            "其中 {drafts} 份和 {clean_drafts} 份没有参加任何模型的训练（后者误报 {clean_alarms} 处），数字列在右边。"
        )
    parts = [floors, *([floors["held_out"]] if "held_out" in floors else [])]
    stated = [words.format(**part) for words, part in zip((lead, apart), parts, strict=False)]
    text = ("" if in_chinese else " ").join(stated)
    rows = [
        " | ".join((f"| `{name}`", *(_figures(part["categories"].get(name)) for part in parts))) + " |"
        for name, floor in floors["categories"].items()
        if floor["planted"]
    ]
    columns = [*head, *head[1:] * (len(parts) - 1)]
    rule = " | ".join(["| ---", *["---:"] * (len(columns) - 1)]) + " |"
    return "\n".join([text, "", f"| {' | '.join(columns)} |", rule, *rows])


def _figures(floor: Mapping[str, Any] | None) -> str:
    if not floor or not floor["planted"]:
        return "0 | – | –"
    return f"{floor['planted']} | {floor['recall']:.2f} | {floor['precision']:.2f}"


def fill_block(text: str, name: str, content: str) -> str:
    """Return ``text`` with ``content`` between the marks of the block ``name``."""
    block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return block.sub(lambda match: f"{match[1]}{content}\n{match[2]}", text)


def build() -> dict[Path, str]:
    """Return the content of each generated file."""
    schema = json.dumps(build_schema(), ensure_ascii=False, indent=2) + "\n"
    files = {ROOT / "docs" / "checks.md": build_checks_page(), ROOT / "docs" / "findings.schema.json": schema}
    for path, in_chinese in READMES.items():
        text = path.read_text(encoding="utf-8")
        files[path] = fill_block(text, "accuracy", build_accuracy(in_chinese=in_chinese))
    return files


def main() -> int:
    is_check = "--check" in sys.argv[1:]
    stale = [p for p, content in build().items() if not p.is_file() or p.read_text(encoding="utf-8") != content]
    for path in stale:
        if is_check:
            print(f"{path.relative_to(ROOT)} is stale; run make docs", file=sys.stderr)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(build()[path], encoding="utf-8")
            print(path.relative_to(ROOT))
    return 1 if stale and is_check else 0


if __name__ == "__main__":
    raise SystemExit(main())
