"""Kinds of government organ: their names, short names, former names and the words of their trade.

The facts are in ``data/departments.toml``. How a written organ name is taken apart
is in :mod:`reviewer.knowledge.organ_names`.
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from reviewer.knowledge.organ_names import DepartmentMatch, NameIndex, OrganNames

__all__ = [
    "AccountMatch",
    "Department",
    "DepartmentMatch",
    "Departments",
    "FormerName",
    "LevelNames",
    "load_departments",
]

DATA = Path(__file__).parent / "data"
_PLACE = "{place}"


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that was in force until a reform.

    Args:
        name: The former organ, without a place: 环境保护局.
        short: How it was called in running text: 环保局, 环保系统.
        until: Last day on which use as the current name is beyond doubt; None if it is not known.
        into: Id of the department that has the duties now.
        is_casual: The same words are still in everyday use for the present organ (交通局), so use of
            the name proves little.
        kept: Those of the names that some places still have as the present one.
        source: Where the fact comes from.
    """

    name: str
    short: tuple[str, ...]
    until: date | None
    into: str
    is_casual: bool
    kept: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class LevelNames:
    """Usual full names without a place; empty where the level normally has no such organ."""

    province: str
    city: str
    county: str

    def __iter__(self) -> Iterator[str]:
        """Yield the distinct names that exist, highest level first."""
        return iter(dict.fromkeys(name for name in (self.province, self.city, self.county) if name))


@dataclass(frozen=True, slots=True)
class Department:
    """One kind of organ, such as 商务 or 乡镇.

    Args:
        id: Stable key, as used in corpora and models.
        label: Chinese name of the line of business, for readers.
        names: Usual full name for each level.
        also: Other full names in force somewhere, merged bureaux included.
        stems: What is left of the names without 局, 委员会 …; parts of composed names.
        short: Short forms, the commonest first: 人社, 人力社保.
        former: Former names with the time of their end.
        self_words: How the organ speaks of itself.
        accounts: Patterns of account names; ``{place}`` stands for a place, ``{town}`` and ``{street}`` for a town.
        vocabulary: Terms that only this line of business uses in earnest.
        institutions: Kinds of body that belong to it.
        leaders: Roles that exist in it and hardly elsewhere.
        components: Ids whose union it is, for a combined bureau.
        related: Ids whose mention is normal, or which are easily confused with it.
        is_issuer: Whether such an organ writes an annual report at all.
        valid_from: First day on which the present name can occur.
        valid_to: Last day of the kind itself; None while it exists.
        source: Where the facts come from.
    """

    id: str
    label: str
    names: LevelNames
    also: tuple[str, ...]
    stems: tuple[str, ...]
    short: tuple[str, ...]
    former: tuple[FormerName, ...]
    self_words: tuple[str, ...]
    accounts: tuple[str, ...]
    vocabulary: tuple[str, ...]
    institutions: tuple[str, ...]
    leaders: tuple[str, ...]
    components: tuple[str, ...]
    related: tuple[str, ...]
    is_issuer: bool
    valid_from: date | None
    valid_to: date | None
    source: str

    @property
    def full_names(self) -> tuple[str, ...]:
        """Every full name in force, usual ones first."""
        return tuple(dict.fromkeys((*self.names, *self.also)))

    @property
    def is_abolished(self) -> bool:
        """Whether the kind has ended by now, such as 工商 or 扶贫."""
        return self.valid_to is not None

    def is_ended_name(self, name: str) -> bool:
        """Return whether a full name is that of an ended organ; service centres of an ended kind live on."""
        return self.is_abolished and not name.endswith("中心")


@dataclass(frozen=True, slots=True)
class AccountMatch:
    """What an account name such as 洛龙人社 says: whose it is and of which place."""

    departments: tuple[str, ...]
    place: str
    pattern: str


class Departments:
    """All kinds of organ, found by id, by name, by account or by term."""

    def __init__(self, departments: tuple[Department, ...], compound_stems: Mapping[str, tuple[str, ...]]) -> None:
        self.by_id: Mapping[str, Department] = {department.id: department for department in departments}
        self.compound_stems = compound_stems

    def __iter__(self) -> Iterator[Department]:
        """Yield the departments in the order of the data file."""
        return iter(self.by_id.values())

    def __len__(self) -> int:
        """Return the number of kinds."""
        return len(self.by_id)

    def find_by_name(self, organ_name: str) -> DepartmentMatch | None:
        """Take an organ name apart: departments, place in front, organ type, unit behind, former or not.

        Merged names that nobody listed resolve to the union of their parts. None if no
        known kind of organ is in the name.
        """
        return self._organ_names.find(organ_name)

    def components_of(self, full_name: str) -> tuple[str, ...]:
        """Return the ids in a full name that has no place: (edu, sport) of 教育体育局."""
        return self._organ_names.components(full_name)

    def find_by_account(self, account: str) -> AccountMatch | None:
        """Return the owner that the name of an account (公众号, 微博, 站点) suggests; the longest pattern wins."""
        name = account.strip().strip('“”"《》@ ')
        for prefix, suffix, pattern, ids in self._account_patterns:
            rest = len(name) - len(prefix) - len(suffix)
            if rest >= 1 and name.startswith(prefix) and name.endswith(suffix):
                return AccountMatch(departments=ids, place=name[len(prefix) : len(prefix) + rest], pattern=pattern)
        return None

    def expand(self, department_id: str) -> frozenset[str]:
        """Return the id and, for a combined bureau, the ids of its parts."""
        department = self.by_id.get(department_id)
        return frozenset((department_id, *(department.components if department else ())))

    def is_related(self, own: str, other: str) -> bool:
        """Return whether a mention of ``other`` in a report of ``own`` is normal or easily confused."""
        own_ids, other_ids = self.expand(own), self.expand(other)
        if own_ids & other_ids:
            return True
        related = {key for one in own_ids if one in self.by_id for key in self.by_id[one].related}
        back = {key for one in other_ids if one in self.by_id for key in self.by_id[one].related}
        return bool(related & other_ids or back & own_ids)

    @cached_property
    def by_term(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the departments that share a term of :attr:`Department.vocabulary`."""
        found: dict[str, list[str]] = {}
        for department in self:
            for term in department.vocabulary:
                found.setdefault(term, []).append(department.id)
        return {term: tuple(ids) for term, ids in found.items()}

    @cached_property
    def former_names(self) -> Mapping[str, tuple[str, FormerName]]:
        """Every former full and short name that no place keeps, with its department's id."""
        return {name: row for name, row in self._all_former.items() if name not in row[1].kept}

    @cached_property
    def kept_names(self) -> Mapping[str, tuple[str, FormerName]]:
        """Former names that some places still have as the present one (大数据局, 粮食局), as :attr:`former_names`."""
        return {name: row for name, row in self._all_former.items() if name in row[1].kept}

    @cached_property
    def _all_former(self) -> dict[str, tuple[str, FormerName]]:
        found: dict[str, tuple[str, FormerName]] = {}
        for department in self:
            for former in department.former:
                for name in (former.name, *former.short):
                    found.setdefault(name, (department.id, former))
        return found

    @cached_property
    def _organ_names(self) -> OrganNames:
        return OrganNames(
            [
                NameIndex(
                    id=one.id,
                    full=one.full_names,
                    ended=frozenset(name for name in one.full_names if one.is_ended_name(name)),
                    stems=(*one.stems, *one.short),
                    former=tuple((former.name, former.short) for former in one.former),
                    is_abolished=one.is_abolished,
                    into=one.former[0].into if one.is_abolished and one.former else "",
                )
                for one in self
                if not one.id.startswith("combined_")
            ],
            self.compound_stems,
        )

    @cached_property
    def _account_patterns(self) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
        owners: dict[str, list[str]] = {}
        for department in self:
            for pattern in department.accounts:
                shape = pattern.replace("{town}", _PLACE).replace("{street}", _PLACE)
                owners.setdefault(shape, []).append(department.id)
        rows = []
        for pattern, ids in owners.items():
            prefix, _, suffix = pattern.partition(_PLACE)
            rows.append((prefix, suffix, pattern, tuple(dict.fromkeys(ids))))
        return tuple(sorted(rows, key=lambda row: (-len(row[0]) - len(row[1]), row[2])))


def _month_end(written: str) -> date | None:
    if not written:
        return None
    year, month = (int(part) for part in written.split("-"))
    return date(year, month, calendar.monthrange(year, month)[1])


def _month_start(written: str) -> date | None:
    end = _month_end(written)
    return end.replace(day=1) if end else None


def _read_former(line: str, source: str) -> FormerName:
    name, short, until, into = (part.strip() for part in line.split("|"))
    is_casual, name, shorts = name.startswith("~"), name.removeprefix("~"), short.split()
    return FormerName(
        name=name.removesuffix("?"),
        short=tuple(one.removesuffix("?") for one in shorts),
        until=_month_end(until),
        into=into,
        is_casual=is_casual,
        kept=frozenset(one[:-1] for one in (name, *shorts) if one.endswith("?")),
        source=source,
    )


def _read_department(key: str, row: Mapping[str, object], default_source: str) -> Department:
    def words(field: str) -> tuple[str, ...]:
        return tuple(str(row.get(field, "")).split())

    source = str(row.get("source", default_source))
    names, former = row["names"], row.get("former", [])
    if not isinstance(names, list) or not isinstance(former, list):
        raise TypeError(f"departments.toml [{key}]: names and former are arrays")
    return Department(
        id=key,
        label=str(row["label"]),
        names=LevelNames(*(str(name) for name in names)),
        also=words("also"),
        stems=words("stems"),
        short=words("short"),
        former=tuple(_read_former(str(line), source) for line in former),
        self_words=words("self"),
        accounts=words("accounts"),
        vocabulary=words("vocabulary"),
        institutions=words("institutions"),
        leaders=words("leaders"),
        components=words("components"),
        related=words("related"),
        is_issuer=bool(row.get("is_issuer", True)),
        valid_from=_month_start(str(row.get("valid_from", ""))),
        valid_to=_month_end(str(row.get("until", ""))),
        source=source,
    )


@cache
def load_departments() -> Departments:
    """Return the departments that ship, read once for each process (about 25 ms)."""
    raw = tomllib.loads((DATA / "departments.toml").read_text(encoding="utf-8"))
    source = str(raw.pop("_defaults")["source"])
    compound = {stem: tuple(str(ids).split()) for stem, ids in raw.pop("_compound_stems").items()}
    return Departments(tuple(_read_department(key, row, source) for key, row in raw.items()), compound)
