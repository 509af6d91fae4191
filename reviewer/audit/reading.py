"""What an audit knows of a report before it is reviewed: whose it is, its words, its totals."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from reviewer.document.model import Document, Paragraph
from reviewer.document.span import Span
from reviewer.identity.model import Identity
from reviewer.identity.read import read_identity
from reviewer.knowledge.table_mapping import map_tables
from reviewer.knowledge.tables import MappedTable
from reviewer.nlp.annotations import DateMention
from reviewer.nlp.pipeline import annotate
from reviewer.regex import Regex
from reviewer.reuse.masking import MatchingForm
from reviewer.reuse.passage import ReportRef
from reviewer.reuse.segment import IndexedReport
from reviewer.review.resources import Resources
from reviewer.review.reuse import build_matching_form, own_names, report_ref

_DATE = Regex(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_LAST_PARAGRAPHS = 6
_MAX_DATE_LINE = 30
#: Cells of the official tables that a government's report adds up from those below it.
SUMMED = {
    "requests": (("r1", "total"), ("r2", "total"), ("r3_7", "total"), ("r4", "total")),
    "disclosure": (
        ("normative_documents", "issued"),
        ("licences", "decisions"),
        ("penalties", "decisions"),
        ("coercion", "decisions"),
    ),
    "review_litigation": (("review", "total"), ("direct", "total"), ("after_review", "total")),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A total of an official table.

    Args:
        key: ``table.row``.
        label: What it counts, in the form's words.
        value: A whole number, as the form asks for.
    """

    key: str
    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Whose report it is, and the totals of its tables.

    Args:
        title: Its title line; empty if it has none.
        issuer: Full name of the organ; empty if unknown.
        place: The division it belongs to; empty if unknown.
        place_chain: That division with its superiors, widest first.
        departments: Ids of the lines of business, the main one first.
        organ_word: The word that the organ's name ends in; empty if unknown.
        is_government: Whether a whole government reports.
        level: Administrative level; empty if unknown.
        year: Report year; None if unknown.
        profile: Format generation.
        published: Day of publication, or of the signature, as ``2023-01-15``; empty if unknown.
        characters: Length of the text.
        figures: Totals of its official tables.
    """

    title: str
    issuer: str
    place: str
    place_chain: tuple[str, ...]
    departments: tuple[str, ...]
    organ_word: str
    is_government: bool
    level: str
    year: int | None
    profile: str
    published: str
    characters: int
    figures: tuple[Figure, ...]

    def ref(self, report_id: str) -> ReportRef:
        """Return how passages name the report."""
        return ReportRef(report_id, self.title, self.issuer, self.year)


def read_report(document: Document, resources: Resources) -> dict[str, Any]:
    """Return all that is kept of a document, as values that JSON can write."""
    knowledge = resources.knowledge
    doc = annotate(document, resources.nlp)
    identity = read_identity(document, doc._.dates, knowledge.departments, knowledge.gazetteer)
    spans = [Span(start, end) for start, end, _ in knowledge.formulae.find(document.text)]
    form = build_matching_form(document, doc._.mentions, spans)
    reading = _reading(document, identity, doc._.dates)
    return {"reading": asdict(reading), "form": _encode(form), "own_names": list(own_names(identity))}


def to_reading(record: dict[str, Any]) -> Reading:
    """Return the reading in a record of :func:`read_report`."""
    kept = dict(record["reading"])
    kept["place_chain"] = tuple(kept["place_chain"])
    kept["departments"] = tuple(kept["departments"])
    kept["figures"] = tuple(Figure(**figure) for figure in kept["figures"])
    return Reading(**kept)


def to_indexed(record: dict[str, Any], report_id: str) -> IndexedReport:
    """Return the report of a record of :func:`read_report`, ready for an index."""
    return IndexedReport(to_reading(record).ref(report_id), _decode(record["form"]), tuple(record["own_names"]))


def _reading(document: Document, identity: Identity, dates: Iterable[DateMention]) -> Reading:
    ref = report_ref(document, identity, "")
    return Reading(
        title=ref.title,
        issuer=ref.issuer,
        place=identity.place or "",
        place_chain=identity.place_chain,
        departments=identity.departments,
        organ_word=identity.organ_word or "",
        is_government=identity.is_government,
        level=identity.level or "",
        year=identity.year,
        profile=identity.profile,
        published=_published(document, identity.year, dates),
        characters=len(document.text),
        figures=_figures(document),
    )


def _published(document: Document, year: int | None, dates: Iterable[DateMention]) -> str:
    """Return the day that the web page or the signature states; one before the report year's end is no such day."""
    stated = _DATE.search(document.metadata.get("published", ""))
    found = _day(*(int(part) for part in stated.groups())) if stated else ""
    if not found:
        lines = [block for block in document.blocks if isinstance(block, Paragraph)][-_LAST_PARAGRAPHS:]
        for mention in dates:
            short = any(line.span.contains(mention.span) and len(line.span) <= _MAX_DATE_LINE for line in lines)
            if short and mention.kind != "period" and mention.year and mention.month and mention.day:
                found = _day(mention.year, mention.month, mention.day) or found
    return found if year is None or found > f"{year}-12" else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _figures(document: Document) -> tuple[Figure, ...]:
    found: list[Figure] = []
    for table in map_tables(document):
        if not isinstance(table, MappedTable):
            continue
        for row, column in SUMMED[table.key]:
            cell = table.cells.get((row, column))
            if cell is not None and cell.number is not None and cell.number == cell.number.to_integral_value():
                found.append(Figure(f"{table.key}.{row}", _label(row, cell.row.path), int(cell.number)))
    return tuple({figure.key: figure for figure in found}.values())


def _label(row: str, path: str) -> str:
    return {
        "r1": "本年新收申请",
        "r2": "上年结转申请",
        "r3_7": "本年度办理结果总计",
        "r4": "结转下年度继续办理",
        "normative_documents": "本年制发行政规范性文件",
        "licences": "行政许可处理决定",
        "penalties": "行政处罚处理决定",
        "coercion": "行政强制处理决定",
    }.get(row, path)


def _encode(form: MatchingForm) -> dict[str, Any]:
    arrays = (
        form.codes.astype("<u2"),
        form.starts.astype("<i4"),
        form.ends.astype("<i4"),
        form.formula.astype(np.uint8),
    )
    packed = zlib.compress(b"".join(array.tobytes() for array in arrays), 3)
    return {"text": form.text, "size": len(form), "arrays": base64.b64encode(packed).decode("ascii")}


def _decode(kept: dict[str, Any]) -> MatchingForm:
    n, raw = kept["size"], zlib.decompress(base64.b64decode(kept["arrays"]))
    return MatchingForm(
        text=kept["text"],
        codes=np.frombuffer(raw, dtype="<u2", count=n),
        starts=np.frombuffer(raw, dtype="<i4", count=n, offset=2 * n),
        ends=np.frombuffer(raw, dtype="<i4", count=n, offset=6 * n),
        formula=np.frombuffer(raw, dtype=np.uint8, count=n, offset=10 * n).astype(np.bool_),
    )
