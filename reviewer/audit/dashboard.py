"""The index page in plain words and numbers: what a leader asks of an archive first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from reviewer.audit.levels import LevelCheck
from reviewer.audit.rows import FamilyRow, ReportRow
from reviewer.audit.tables import CATEGORY_LABELS, STATUSES
from reviewer.render.labels import VERDICTS, label
from reviewer.render.safe_text import one_line, shorten, visible

_MAX_REPORTS, _MAX_GROUPS, _MAX_FAMILIES, _MAX_MEMBERS, _MAX_OTHERS = 2000, 500, 200, 40, 1000
_MAX_HEAD, _MAX_TEXT = 260, 900
_UNKNOWN = "未识别"


@dataclass(frozen=True, slots=True)
class GroupView:
    """One line of the tables by place, department or year."""

    name: str
    note: str
    reports: int
    returned: int
    errors: int
    warnings: int
    hints: int
    copying: int

    @property
    def mean_errors(self) -> float:
        """Errors a report."""
        return round(self.errors / self.reports, 2) if self.reports else 0.0


@dataclass(frozen=True, slots=True)
class CategoryView:
    """A category of findings with the number of findings and of reports that have one."""

    name: str
    findings: int
    reports: int
    share: float


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report of the list, worst first."""

    name: str
    id: str
    link: str
    place: str
    department: str
    year: str
    verdict: str
    verdict_label: str
    errors: int
    warnings: int
    hints: int
    copied_percent: float
    copied_passages: int
    copiers: int


@dataclass(frozen=True, slots=True)
class MemberView:
    """Who has a family's text."""

    rank: int
    name: str
    year: str
    published: str
    link: str
    text: str


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A text and who has it; ``oldest`` is empty where several are equally old as far as is known."""

    number: int
    members: int
    bodies: int
    years: str
    characters: int
    text: str
    oldest: str
    shown: tuple[MemberView, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class SumView:
    """A government's total beside its departments'."""

    label: str
    own: int
    total: int
    stated: int
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class LevelView:
    """A government's report beside its departments'."""

    name: str
    link: str
    year: str
    children: int
    missing: int
    missing_names: str
    sums: tuple[SumView, ...]


@dataclass(frozen=True, slots=True)
class OtherView:
    """A file that has no review of its own."""

    id: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class DashboardView:
    """All that the index page shows."""

    reviewed: int
    issuers: int
    errors: int
    warnings: int
    hints: int
    verdicts: tuple[tuple[str, str, int, float], ...]
    copying: int
    families_total: int
    unread: int
    categories: tuple[CategoryView, ...]
    places: tuple[GroupView, ...]
    departments: tuple[GroupView, ...]
    years: tuple[GroupView, ...]
    reports: tuple[ReportView, ...]
    reports_hidden: int
    families: tuple[FamilyView, ...]
    families_hidden: int
    levels: tuple[LevelView, ...]
    others: tuple[OtherView, ...]
    others_hidden: int


def build_dashboard(
    reports: Sequence[ReportRow],
    categories: Mapping[str, tuple[int, int]],
    families: Iterable[Sequence[FamilyRow]],
    levels: Sequence[LevelCheck],
) -> DashboardView:
    """Return the page's content.

    Args:
        reports: Every file of the archive.
        categories: Findings and reports of each category.
        families: The members of each family, the largest family first.
        levels: Governments beside their departments.
    """
    reviewed = [row for row in reports if row.status == "reviewed"]
    others = [row for row in reports if row.status != "reviewed"]
    by_id = {row.id: row for row in reports}
    ranked = sorted(reviewed, key=_badness)
    gathered = list(families)
    verdicts = Counter(row.verdict for row in reviewed)
    return DashboardView(
        reviewed=len(reviewed),
        issuers=len({row.issuer or row.id for row in reviewed}),
        errors=sum(row.errors or 0 for row in reviewed),
        warnings=sum(row.warnings or 0 for row in reviewed),
        hints=sum(row.hints or 0 for row in reviewed),
        verdicts=tuple(
            (key, VERDICTS[key], verdicts[key], _percent(verdicts[key], len(reviewed)))
            for key in ("return", "revise", "pass")
        ),
        copying=sum(bool(row.copied_passages) for row in reviewed),
        families_total=len(gathered),
        unread=sum(row.status in ("unreadable", "failed") for row in others),
        categories=_categories(categories),
        places=_groups(reviewed, lambda row: (row.place or _UNKNOWN, row.place_chain or "")),
        departments=_groups(reviewed, lambda row: (row.department or _UNKNOWN, "")),
        years=tuple(sorted(_groups(reviewed, lambda row: (_year(row.year), "")), key=lambda group: group.name)),
        reports=tuple(_report(row) for row in ranked[:_MAX_REPORTS]),
        reports_hidden=max(len(ranked) - _MAX_REPORTS, 0),
        families=tuple(_family(members, by_id) for members in gathered[:_MAX_FAMILIES]),
        families_hidden=max(len(gathered) - _MAX_FAMILIES, 0),
        levels=tuple(_level(check, by_id) for check in levels),
        others=tuple(
            OtherView(visible(row.id), label(STATUSES, row.status), one_line(_reason(row)))
            for row in others[:_MAX_OTHERS]
        ),
        others_hidden=max(len(others) - _MAX_OTHERS, 0),
    )


def _badness(row: ReportRow) -> tuple[int, int, float, int, str]:
    return -(row.errors or 0), -(row.warnings or 0), -(row.copied_share or 0.0), -(row.hints or 0), row.id


def _categories(categories: Mapping[str, tuple[int, int]]) -> tuple[CategoryView, ...]:
    most = max((findings for findings, _ in categories.values()), default=1)
    ordered = sorted(categories.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(
        CategoryView(label(CATEGORY_LABELS, key), findings, reports, _percent(findings, most))
        for key, (findings, reports) in ordered
    )


def _groups(reports: Sequence[ReportRow], key: Callable[[ReportRow], tuple[str, str]]) -> tuple[GroupView, ...]:
    gathered: dict[tuple[str, str], list[ReportRow]] = defaultdict(list)
    for row in reports:
        gathered[key(row)].append(row)
    groups = [
        GroupView(
            name=one_line(name),
            note=one_line(chain.rpartition("/")[0].replace("/", " ")),
            reports=len(rows),
            returned=sum(row.verdict == "return" for row in rows),
            errors=sum(row.errors or 0 for row in rows),
            warnings=sum(row.warnings or 0 for row in rows),
            hints=sum(row.hints or 0 for row in rows),
            copying=sum(bool(row.copied_passages) for row in rows),
        )
        for (name, chain), rows in gathered.items()
    ]
    groups.sort(key=lambda group: (-group.errors, -group.warnings, group.name, group.note))
    return tuple(groups[:_MAX_GROUPS])


def _report(row: ReportRow) -> ReportView:
    return ReportView(
        name=_name(row),
        id=visible(row.id),
        link=_link(row),
        place=one_line(row.place or _UNKNOWN),
        department=row.department or _UNKNOWN,
        year=_year(row.year),
        verdict=row.verdict or "pass",
        verdict_label=label(VERDICTS, row.verdict or "pass"),
        errors=row.errors or 0,
        warnings=row.warnings or 0,
        hints=row.hints or 0,
        copied_percent=round(100 * (row.copied_share or 0.0), 1),
        copied_passages=row.copied_passages or 0,
        copiers=row.copiers or 0,
    )


def _family(members: Sequence[FamilyRow], by_id: Mapping[str, ReportRow]) -> FamilyView:
    years = sorted({member.year for member in members if member.year is not None})
    first = members[0]
    shown = tuple(
        MemberView(
            rank=member.rank,
            name=_name(by_id[member.report_id]),
            year=_year(member.year),
            published=member.published or "",
            link=_link(by_id[member.report_id]),
            text=shorten(one_line(member.text), _MAX_TEXT),
        )
        for member in members[:_MAX_MEMBERS]
    )
    return FamilyView(
        number=first.family,
        members=first.members,
        bodies=first.bodies,
        years="" if not years else f"{years[0]}年" if len(years) == 1 else f"{years[0]}—{years[-1]}年",
        characters=len(first.text),
        text=shorten(one_line(first.text), _MAX_HEAD),
        oldest=shown[0].name if _is_older(*members[:2]) else "",
        shown=shown,
        hidden=len(members) - len(shown),
    )


def _is_older(one: FamilyRow, other: FamilyRow) -> bool:
    if one.year is None or other.year is None or one.year != other.year:
        return one.year is not None
    return bool(one.published and other.published and one.published < other.published)


def _level(check: LevelCheck, by_id: Mapping[str, ReportRow]) -> LevelView:
    row = by_id[check.report.file.id]
    missing = len(check.missing)
    sums = []
    for one in check.sums:
        words = {
            "exceeds": "部门合计多于政府汇总，请核对",
            "differs": "部门齐全而合计不等，请核对",
            "agrees": "相符",
            "incomplete": f"缺{missing}份部门报告，不能核对" if missing else "有部门的表格未读出，不能核对",
        }[one.status]
        sums.append(SumView(one.figure.label, one.figure.value, one.total, len(one.children), one.status, words))
    names = "、".join(check.missing[:40]) + ("等" if missing > 40 else "")
    return LevelView(_name(row), _link(row), _year(row.year), len(check.children), missing, names, tuple(sums))


def _reason(row: ReportRow) -> str:
    if row.duplicate_of is not None:
        return f"内容与 {row.duplicate_of} 完全相同，只审查一次"
    return row.reason or ""


def _name(row: ReportRow) -> str:
    if row.issuer:
        return one_line(f"{row.issuer}{_year(row.year)}" if row.year else row.issuer)
    return one_line(shorten(row.title or row.id, 60))


def _year(year: int | None) -> str:
    return f"{year}年" if year is not None else "年度不明"


def _link(row: ReportRow) -> str:
    return quote(row.review) if row.review else ""


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
