"""Turn annotated source files into corpus reports with labels.

A writer of corpus reports works on one annotated file a report: a header, one
sentence a line with its label, and the figures of the official tables. This
script lays out the official tables with their exact labels, writes the report
as the plain text a clerk would hand in, and writes the labels beside it as
offsets into that text. docs/corpus.md describes the notation.

Usage:
    python scripts/import_reports.py SOURCE_FOLDER --into corpus [--seeded]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.classify.labelled import TOPIC_CODES

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "reviewer" / "knowledge" / "data" / "table_schemas.toml"

NO_TOPIC_CODES = {"N", "O"}
SECTION_KEYS = (
    ("总体", "overview"),
    ("概述", "overview"),
    ("主动公开", "proactive"),
    ("申请", "requests"),
    ("复议", "review_litigation"),
    ("问题", "problems_improvements"),
    ("其他", "other"),
)
MARK = re.compile(r"⟦([^⟦⟧#]*)#([^⟦⟧#]*)(?:#([^⟦⟧#]*))?⟧")
SENTENCE = re.compile(r"^([A-Z](?:,[A-Z])*)(f?)\|(.*)$")
PRIOR_PREFIX = "prior-"
SUM_COLUMNS = ("person", "enterprise", "research", "charity", "legal_service", "other")


class SourceError(Exception):
    """A source file breaks the notation; the message names file and line."""


@dataclass
class Output:
    """The text written so far and the labels that point into it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    sentences: list[dict[str, object]] = field(default_factory=list)
    marks: list[dict[str, object]] = field(default_factory=list)

    def write(self, text: str) -> tuple[int, int]:
        """Append ``text`` and return where it stands."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length


def load_schemas() -> list[dict]:
    with SCHEMAS.open("rb") as file:
        return tomllib.load(file)["schema"]


def find_schema(schemas: list[dict], key: str, profile: str) -> dict:
    for schema in schemas:
        if schema["key"] == key and (schema["profile"] == profile or profile in schema.get("also", [])):
            if "same_as" not in schema:
                return schema
            base = find_schema(schemas, key, schema["same_as"])
            rows = [
                schema["replace_rows"].get(row["id"], row)
                for row in base["rows"]
                if row["id"] not in schema["drop_rows"]
            ]
            return {**base, **schema, "rows": rows}
    raise SourceError(f"no table {key} in {profile}")


def read_pairs(text: str) -> dict[str, list[str]]:
    pairs: dict[str, list[str]] = {}
    for item in text.split():
        name, _, value = item.partition("=")
        if not value:
            raise SourceError(f"table item {item!r} is not name=value")
        pairs[name] = re.split(r"[/,]", value)
    return pairs


def lay_out_disclosure(schema: dict, figures: dict[str, list[str]]) -> list[list[str]]:
    short = {
        "规章": "rules",
        "规范性文件": "normative_documents",
        "许可": "licences",
        "其他服务": "other_services",
        "处罚": "penalties",
        "强制": "coercion",
        "收费": "fees",
        "采购": "procurement",
    }
    unknown = set(figures) - set(short)
    if unknown:
        raise SourceError(f"unknown row of table A: {sorted(unknown)}")
    by_id = {short[name]: values for name, values in figures.items()}
    grid: list[list[str]] = []
    for block in schema["blocks"]:
        grid.append([block["caption"]])
        grid.append(["信息内容", *(column["label"] for column in block["columns"])])
        for row in block["rows"]:
            values = by_id.get(row["id"], ["0"] * len(block["columns"]))
            if len(values) != len(block["columns"]):
                raise SourceError(f"row {row['label']} needs {len(block['columns'])} figures, has {values}")
            grid.append([row["label"], *values])
    return grid


def lay_out_requests(schema: dict, figures: dict[str, list[str]], *, raw_totals: bool) -> list[list[str]]:
    rows = schema["rows"]
    known = {row["id"] for row in rows}
    unknown = set(figures) - known
    if unknown:
        raise SourceError(f"unknown row of table B: {sorted(unknown)}; rows are {sorted(known)}")
    numbers: dict[str, list[int]] = {}
    for row in rows:
        values = [int(value) for value in figures.get(row["id"], [])]
        if len(values) > 7 or (len(values) == 7 and not raw_totals):
            raise SourceError(f"row {row['id']} takes at most six figures (totals are computed)")
        padded = values + [0] * (6 - len(values)) if len(values) < 7 else values
        numbers[row["id"]] = padded if len(padded) == 7 else [*padded, sum(padded)]
    if "r3_7" not in figures:
        parts = [numbers[row["id"]] for row in rows if row["id"].startswith("r3_") and row["id"] != "r3_7"]
        numbers["r3_7"] = [sum(column) for column in zip(*parts, strict=True)]
    if not raw_totals:
        for position, name in enumerate(SUM_COLUMNS):
            left = numbers["r1"][position] + numbers["r2"][position]
            right = numbers["r3_7"][position] + numbers["r4"][position]
            if left != right:
                raise SourceError(f"table B column {name}: r1+r2={left} but r3_7+r4={right}")
    grid = [[f"（{schema['note']}）", "", "", schema["head"]]]
    grid.append(["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"])
    grid.append(["", "", "", "", *(c["label"] for c in schema["columns"] if c.get("group")), ""])
    last_section = last_group = ""
    for row in rows:
        section, group = row.get("section", ""), row.get("group", "")
        cells = [section if section != last_section else "", group if group != last_group else "", row["label"]]
        if not section:
            cells = [row["label"], "", ""]
        elif not group:
            cells = [cells[0], row["label"], ""]
        last_section, last_group = section, group
        grid.append([*cells, *(str(number) for number in numbers[row["id"]])])
    return grid


def lay_out_review(schema: dict, text: str, *, raw_totals: bool) -> list[list[str]]:
    groups = [[int(number) for number in part.split()] for part in text.split("|")]
    if [len(group) for group in groups] not in ([4, 4, 4], [5, 5, 5]):
        raise SourceError(f"table C needs three groups of four figures, has {text!r}")
    if any(len(group) == 5 for group in groups) and not raw_totals:
        raise SourceError("table C: totals are computed; give four figures a group")
    figures = [number for group in groups for number in (group if len(group) == 5 else [*group, sum(group)])]
    heads = [column["label"] for column in schema["columns"]]
    return [
        ["行政复议", "", "", "", "", "行政诉讼"],
        [*heads, "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""],
        ["", "", "", "", "", *heads, *heads],
        [str(number) for number in figures],
    ]


def section_of(heading: str) -> str | None:
    return next((key for cue, key in SECTION_KEYS if cue in heading), None)


def write_sentence(out: Output, line: str, section: str | None, where: str) -> None:
    found = SENTENCE.match(line)
    if not found:
        raise SourceError(f"{where}: expected CODE|sentence, got {line[:40]!r}")
    codes, formula, sentence = found[1].split(","), bool(found[2]), found[3].strip()
    unknown = set(codes) - set(TOPIC_CODES) - NO_TOPIC_CODES
    if unknown:
        raise SourceError(f"{where}: unknown code {sorted(unknown)}")
    start = out.length
    write_marked(out, sentence, where)
    out.sentences.append(
        {
            "start": start,
            "end": out.length,
            "topics": sorted(TOPIC_CODES[code] for code in codes if code in TOPIC_CODES),
            "section": section,
            "kind": "formula" if formula else "substance",
        }
    )


def write_marked(out: Output, text: str, where: str) -> None:
    position = 0
    for mark in MARK.finditer(text):
        out.write(text[position : mark.start()])
        start, end = out.write(mark[1])
        out.marks.append({"start": start, "end": end, "quote": mark[1], "category": mark[2], "replacement": mark[3]})
        position = mark.end()
    rest = text[position:]
    if "⟦" in rest or "⟧" in rest:
        raise SourceError(f"{where}: broken mark")
    out.write(rest)


def convert(path: Path, schemas: list[dict]) -> tuple[dict[str, str], Output]:
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0] != "---" or "---" not in lines[1:]:
        raise SourceError(f"{path.name}: the header must stand between two lines of ---")
    end = lines.index("---", 1)
    meta = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:end])}
    year = int(meta["year"])
    profile = meta.get("tables") or (
        "zfxxgk-2021" if year >= 2021 else "zfxxgk-2019" if year >= 2019 else "zfxxgk-2007"
    )
    meta["profile"] = profile
    raw_totals = meta.get("check_tables", "yes") == "no"
    out = Output()
    section: str | None = None
    in_paragraph = False
    for number, line in enumerate(lines[end + 1 :], start=end + 2):
        where = f"{path.name}:{number}"
        text = line.rstrip()
        starts_block = not text or text[0] in "!#@"
        if in_paragraph and starts_block:
            out.write("\n")
            in_paragraph = False
        if not text:
            continue
        try:
            if text.startswith("! "):
                write_marked(out, text[2:], where)
                out.write("\n\n")
            elif text.startswith("#"):
                level = len(text) - len(text.lstrip("#"))
                heading = text[level:].strip()
                if level == 1:
                    section = section_of(heading)
                write_marked(out, heading, where)
                out.write("\n")
            elif text.startswith("@"):
                write_table(out, text, schemas, profile, raw_totals=raw_totals)
            else:
                write_sentence(out, text, section, where)
                in_paragraph = True
        except (SourceError, ValueError) as error:
            raise SourceError(f"{where}: {error}") from error
    if in_paragraph:
        out.write("\n")
    return meta, out


def write_table(out: Output, text: str, schemas: list[dict], profile: str, *, raw_totals: bool) -> None:
    name, _, rest = text[1:].partition(" ")
    if name == "T":
        write_marked(out, rest.replace(" | ", "\t"), "table row")
        out.write("\n")
        return
    if name == "A":
        grid = lay_out_disclosure(find_schema(schemas, "disclosure", profile), read_pairs(rest))
    elif name == "B":
        grid = lay_out_requests(find_schema(schemas, "requests", profile), read_pairs(rest), raw_totals=raw_totals)
    elif name == "C":
        grid = lay_out_review(find_schema(schemas, "review_litigation", profile), rest, raw_totals=raw_totals)
    else:
        raise SourceError(f"unknown table @{name}")
    out.write("\n".join("\t".join(cells) for cells in grid) + "\n\n")


def write_report(path: Path, into: Path, schemas: list[dict], *, seeded: bool) -> dict[str, object]:
    meta, out = convert(path, schemas)
    text = "".join(out.parts)
    place = "seeded" if seeded else f"raw/{meta['level']}"
    report_id = f"{place}/{path.stem}.txt"
    target = into / report_id
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    labels = into / "labels" / f"{place}/{path.stem}.jsonl"
    labels.parent.mkdir(parents=True, exist_ok=True)
    rows = [json.dumps(row, ensure_ascii=False) for row in (*out.sentences, *out.marks)]
    labels.write_text("\n".join(rows) + "\n", encoding="utf-8")
    absent = [item.strip() for item in meta.pop("absent", "").split(";") if item.strip()]
    prior = meta.pop("prior", "")
    record: dict[str, object] = {"id": report_id, "sha256": hashlib.sha256(text.encode()).hexdigest(), **meta}
    record["year"] = int(meta["year"])
    if seeded:
        record["absent"] = absent
    if prior:
        source = path.parent / prior
        if source.parent != path.parent or not source.is_file():
            raise SourceError(f"{path.name}: there is no earlier report {prior} in the same folder")
        record["prior"] = str(write_report(source, into, schemas, seeded=seeded)["id"])
    return record


def is_prior(path: Path) -> bool:
    """Tell whether a source is some draft's earlier report, and no draft itself."""
    return path.name.startswith(PRIOR_PREFIX)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--into", type=Path, default=ROOT / "corpus")
    parser.add_argument("--seeded", action="store_true", help="the files are drafts with planted slips")
    parser.add_argument("--held-out", action="store_true", help="no model is trained on these drafts")
    parser.add_argument("--check", action="store_true", help="read the sources, write nothing")
    options = parser.parse_args()
    schemas = load_schemas()
    records: list[dict[str, object]] = []
    failed = 0
    for path in sorted(options.source.glob("*.txt")):
        if options.seeded and is_prior(path):
            continue
        try:
            if options.check:
                convert(path, schemas)
            else:
                record = write_report(path, options.into, schemas, seeded=options.seeded)
                records.append({**record, "held_out": True} if options.held_out else record)
        except (SourceError, KeyError, ValueError) as error:
            failed += 1
            print(f"{path.name}: {error}", file=sys.stderr)
    if records:
        manifest = options.into / ("seeded.jsonl" if options.seeded else "manifest.jsonl")
        kept = {}
        if manifest.exists():
            kept = {row["id"]: row for row in map(json.loads, manifest.read_text(encoding="utf-8").splitlines())}
        kept.update({str(record["id"]): record for record in records})
        lines = [json.dumps(kept[key], ensure_ascii=False) for key in sorted(kept)]
        manifest.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(records)} reports written, {failed} failed", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
