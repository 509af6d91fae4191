"""A government's totals against those of its departments, as far as the archive holds them.

A government's report adds up those of its organs, so that what its departments report
together can never be more than what it reports. That it is less proves nothing while a
department's report is missing: then the number of missing ones is told, and no error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.audit.compare import Known
from reviewer.audit.reading import Figure

#: Organs of a central or provincial line; a local government does not add up their figures.
_VERTICAL_IDS = (
    "tax customs maritime pbc nfra survey meteorology tobacco postal comm_admin mine_safe prison railway "
    "river_basin liaison state_security airport utility"
)
_VERTICAL = frozenset(_VERTICAL_IDS.split(" "))
#: Parts of every city's and county's government; which others there are differs from place to place.
_CORE_IDS = (
    "ndrc edu miit public_sec civil justice finance hrss nat_res housing transport water agri commerce "
    "culture_tour health vet_affairs emergency audit market statistics med_ins"
)
_CORE = tuple(_CORE_IDS.split(" "))
_COMBINED = {
    "combined_hm": ("health", "med_ins"),
    "combined_mv": ("civil", "vet_affairs"),
    "combined_aw": ("agri", "water"),
    "combined_es": ("edu", "sport"),
    "combined_ms": ("miit", "sci"),
    "combined_cs": ("housing", "transport"),
    "combined_ef": ("finance", "sasac"),
}
_CORE_LEVELS = frozenset({"city", "county"})

LevelStatus = Literal["exceeds", "differs", "agrees", "incomplete"]


@dataclass(frozen=True, slots=True)
class ChildFigure:
    """What one department reports."""

    report_id: str
    issuer: str
    value: int


@dataclass(frozen=True, slots=True)
class LevelSum:
    """One total of a government beside those of its departments.

    Args:
        figure: The government's.
        children: Those of the departments that state one.
        total: Their sum.
        status: ``exceeds``: the departments have more than the government, which cannot be;
            ``differs``: they have less although none is known to be missing; ``agrees``; ``incomplete``.
    """

    figure: Figure
    children: tuple[ChildFigure, ...]
    total: int
    status: LevelStatus


@dataclass(frozen=True, slots=True)
class LevelCheck:
    """A government's report beside its departments' of the same year.

    Args:
        report: The government's.
        children: Its departments' reports.
        missing: Departments that are known to be there but have no report in the archive.
        sums: One entry for each total that both sides state.
    """

    report: Known
    children: tuple[Known, ...]
    missing: tuple[str, ...]
    sums: tuple[LevelSum, ...]

    def of(self, *statuses: LevelStatus) -> tuple[LevelSum, ...]:
        """Return the sums of some statuses."""
        return tuple(one for one in self.sums if one.status in statuses)


def check_levels(known: Sequence[Known], department_label: Callable[[str], str]) -> tuple[LevelCheck, ...]:
    """Return the check of every government's report that has a department's beside it, by id.

    Args:
        known: The reports of the archive.
        department_label: Says what a line of business is called.
    """
    organs: dict[tuple[str, int], list[Known]] = defaultdict(list)
    offices: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in sorted(known, key=lambda one: one.file.id):
        reading = one.reading
        if reading.year is None or not reading.place or reading.is_government or set(reading.departments) & _VERTICAL:
            continue
        organs[reading.place, reading.year].append(one)
        offices[reading.place][reading.issuer].add(reading.year)
    checks: list[LevelCheck] = []
    for one in sorted(known, key=lambda one: one.file.id):
        reading = one.reading
        if not reading.is_government or reading.year is None or not reading.place or reading.level == "town":
            continue
        children = _children(one, organs[reading.place, reading.year])
        if not children or not reading.figures:
            continue
        missing = _missing(one, children, offices[reading.place], department_label)
        checks.append(LevelCheck(one, children, missing, _sums(one, children, is_complete=not missing)))
    return tuple(checks)


def _children(government: Known, organs: Sequence[Known]) -> tuple[Known, ...]:
    """Return the organs whose figures the government adds up, each body once."""
    chosen: dict[str, Known] = {}
    for one in organs:
        same_place = _chain_agrees(government.reading.place_chain, one.reading.place_chain)
        if one.reading.issuer and same_place and one.reading.level == government.reading.level:
            chosen.setdefault(one.reading.issuer, one)
    return tuple(chosen.values())


def _chain_agrees(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two chains may name one place: 朝阳区 of one city is not that of another."""
    return all(a == b for a, b in zip(reversed(one), reversed(other), strict=False))


def _missing(
    government: Known,
    children: Sequence[Known],
    offices: Mapping[str, set[int]],
    department_label: Callable[[str], str],
) -> tuple[str, ...]:
    """Return what is known to be missing: offices that report in other years, and core departments of no report."""
    present = {one.reading.issuer for one in children}
    covered = {part for one in children for key in one.reading.departments for part in (key, *_COMBINED.get(key, ()))}
    other_years = [issuer for issuer in sorted(offices) if issuer and issuer not in present]
    core: list[str] = []
    if government.reading.level in _CORE_LEVELS:
        core = [f"{department_label(key)}部门" for key in _CORE if key not in covered]
    return (*other_years, *core)


def _sums(government: Known, children: Sequence[Known], *, is_complete: bool) -> tuple[LevelSum, ...]:
    sums: list[LevelSum] = []
    for figure in government.reading.figures:
        stated = tuple(
            ChildFigure(one.file.id, one.reading.issuer, theirs.value)
            for one in children
            for theirs in one.reading.figures
            if theirs.key == figure.key
        )
        if not stated:
            continue
        total = sum(child.value for child in stated)
        # A department whose table could not be read leaves the sum as open as one that is missing.
        known_all = is_complete and len(stated) == len(children)
        status: LevelStatus = "exceeds" if total > figure.value else "agrees" if total == figure.value else "differs"
        sums.append(LevelSum(figure, stated, total, status if status != "differs" or known_all else "incomplete"))
    return tuple(sums)
