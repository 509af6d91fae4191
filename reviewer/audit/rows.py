"""The tables that an audit writes: one dataclass a table, one field a column."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, get_type_hints

ColumnKind = Literal["text", "whole", "real", "flag"]
_KINDS: dict[Any, ColumnKind] = {str: "text", int: "whole", float: "real", bool: "flag"}


def column(label: str, meaning: str) -> Any:  # noqa: ANN401 - a dataclass field stands for its own type
    """Return a field with its Chinese heading and what it means."""
    return dataclasses.field(metadata={"label": label, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name in parquet, its heading in the workbook, what it means."""

    name: str
    kind: ColumnKind
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One file of the archive."""

    TABLE: ClassVar[str] = "reports"
    SHEET: ClassVar[str] = "报告"

    id: str = column("报告", "path below its folder; the key of the other tables")
    status: str = column("状态", "`reviewed`, `duplicate`, `unreadable`, `failed` or `ignored`")
    reason: str | None = column("原因", "why it was not reviewed")
    verdict: str | None = column("结论", "`pass`, `revise` or `return`")
    errors: int | None = column("必须改正", "findings that must be corrected")
    warnings: int | None = column("需要核对", "findings that a person must look at")
    hints: int | None = column("提示", "hints")
    title: str | None = column("标题", "its title line")
    issuer: str | None = column("机关", "full name of the organ")
    place: str | None = column("所在地", "the division it belongs to")
    place_chain: str | None = column("上级区划", "that division with its superiors, widest first, by `/`")
    department: str | None = column("部门类别", "main line of business, in Chinese")
    department_id: str | None = column("部门代号", "its id")
    level: str | None = column("层级", "`central`, `province`, `city`, `county` or `town`")
    is_government: bool | None = column("政府汇总报告", "whether a whole government reports")
    year: int | None = column("年度", "year reported on")
    profile: str | None = column("适用格式", "generation of the form")
    published: str | None = column("发布日期", "day stated by the web page or the signature")
    prior_id: str | None = column("上一年度报告", "id of the issuer's report of the year before")
    copied_share: float | None = column("雷同比例", "share of the prose inside copied passages, 0 to 1")
    formula_share: float | None = column("套语比例", "share of the prose that is standard wording, 0 to 1")
    copied_passages: int | None = column("雷同段数", "passages of the archive that it copied, or may have copied")
    copiers: int | None = column("被几份报告照抄", "reports of the archive that copied from it")
    failed_checks: str | None = column("出错的检查项", "ids of checks that crashed, by spaces")
    characters: int | None = column("字数", "length of its text in code points")
    duplicate_of: str | None = column("与之相同的文件", "id of the file with the same bytes")
    sha256: str | None = column("sha256", "digest of the file")
    review: str | None = column("审查结果", "path of its review below the output folder")


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding, of a report or of the archive as a whole."""

    TABLE: ClassVar[str] = "findings"
    SHEET: ClassVar[str] = "审查意见"

    report_id: str = column("报告", "report that it is about")
    issuer: str | None = column("机关", "its organ")
    year: int | None = column("年度", "its year")
    severity: str = column("程度", "`error`, `warning` or `hint`")
    category: str = column(
        "类别", "category of the contract; `level_totals` and `several_reports` are the archive's own"
    )
    message: str = column("意见", "one Chinese sentence")
    quote: str | None = column("原文", "the words; null for something absent")
    suggestion: str | None = column("建议", "what to do")
    replacement: str | None = column("改为", "words to put in place of the quote")
    basis: str | None = column("依据", "the rule it rests on")
    section: str | None = column("部分", "official section")
    topic: str | None = column("内容", "topic")
    start: int | None = column("起", "offset in the report's text, code points")
    end: int | None = column("止", "one past the last")
    confidence: float | None = column("把握", "probability where a model decided; null for rules")
    code: str = column("检查项", "id of the check; `audit.…` for the archive's own")
    scope: str = column("范围", "`report`, or `archive` for what only shows in many reports together")
    finding_id: str = column("编号", "stable across runs")
    evidence: str = column("证据", "the evidence as JSON, as in the review")


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A stretch that two reports share."""

    TABLE: ClassVar[str] = "passages"
    SHEET: ClassVar[str] = "雷同段落"

    target_id: str = column("报告", "report that copied, or may have")
    target_issuer: str | None = column("机关", "its organ")
    target_year: int | None = column("年度", "its year")
    source_id: str = column("来源报告", "report that has the text too")
    source_issuer: str | None = column("来源机关", "its organ")
    source_year: int | None = column("来源年度", "its year")
    kind: str = column("方式", "what was done to the text, as in the review")
    similarity: float = column("相似度", "share that agrees, 0 to 1")
    score: float = column("证据量", "bits of evidence")
    direction: str | None = column(
        "先后判断",
        "why the target is held to be the copier: `year`, `published`, `residue`; "
        "`corpus` for a source outside the archive; null if nothing tells",
    )
    quote: str = column("原文", "the words in the target")
    source_quote: str = column("来源原文", "the words in the source")
    start: int = column("起", "offset in the target's text")
    end: int = column("止", "one past the last")
    source_start: int = column("来源起", "offset in the source's text")
    source_end: int = column("来源止", "one past the last")
    family: int | None = column("雷同族", "number of the family; null for a source outside the archive")


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One report's copy of a text that several reports have."""

    TABLE: ClassVar[str] = "families"
    SHEET: ClassVar[str] = "雷同族"

    family: int = column("雷同族", "number, from 1, the largest first")
    rank: int = column("次序", "from 1, the oldest known first; it need not be the origin")
    report_id: str = column("报告", "who has it")
    issuer: str | None = column("机关", "its organ")
    year: int | None = column("年度", "its year")
    published: str | None = column("发布日期", "day stated by the web page or the signature")
    text: str = column("原文", "its copy of the text")
    start: int = column("起", "offset in its text")
    end: int = column("止", "one past the last")
    members: int = column("份数", "copies in the family")
    bodies: int = column("机关数", "organs that have it")
    pairs: int = column("对数", "pairs that tie it together")
    score: float = column("证据量", "bits of evidence of the strongest pair")


Row = ReportRow | FindingRow | PassageRow | FamilyRow
ROW_TYPES: tuple[type[Row], ...] = (ReportRow, FindingRow, PassageRow, FamilyRow)


def _columns(row_type: type[Row]) -> tuple[Column, ...]:
    hints = get_type_hints(row_type)
    columns: list[Column] = []
    for field in dataclasses.fields(row_type):
        kinds = [
            _KINDS[part] for part in getattr(hints[field.name], "__args__", (hints[field.name],)) if part in _KINDS
        ]
        columns.append(Column(field.name, kinds[0], field.metadata["label"], field.metadata["meaning"]))
    return tuple(columns)


#: The columns of each table, in order.
COLUMNS: dict[str, tuple[Column, ...]] = {row_type.TABLE: _columns(row_type) for row_type in ROW_TYPES}


def values_of(row: Row) -> tuple[str | int | float | bool | None, ...]:
    """Return a row's values in the order of its columns."""
    return tuple(getattr(row, column.name) for column in COLUMNS[row.TABLE])
