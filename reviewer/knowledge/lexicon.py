"""All surface forms that name a department or a place, for one pass over the text.

The matcher takes leftmost-longest matches, so a longer ordinary word hides the short
name inside it: 人民政府 hides 民政, 统计期限 hides 统计. Those words are entries of kind
``ordinary`` and come from ``data/ordinary.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

from reviewer.knowledge.departments import DATA, Department, Departments

LINE_WORDS = ("系统", "部门", "领域", "行业", "战线", "条线")
_TYPE_ENDINGS = "局委厅办会社馆院部室队所处"
_SHORT_ENDINGS = "局委厅办"  # 妇联会 would be found in 妇联会议
_ACCOUNT_WORDS = frozenset(
    ("发布", "在线", "之窗", "政府网", "新区发布", "教育发布", "文旅发布", "商务发布", "旅游发布")
)
_ACCOUNT_WORDS = frozenset(
    ("警方", "警事", "网警", "食安", "红盾", "融媒", "三农", "组工", "规划资源", "河长制", "统计微讯")
)

Kind = Literal["department", "place", "ordinary"]
Form = Literal[
    "full",  # 商务局, 洛阳市
    "organ",  # 人社局, 市监局: short name with an organ type word
    "line",  # 人社系统
    "bare",  # 人社: can only mean the line of business
    "weak",  # 统计: an ordinary word too, needs context
    "former",  # 环保局: a former organ
    "former_line",  # 卫计系统
    "former_bare",  # 国土
    "account",  # 红盾: occurs in account names
    "stem",  # 洛阳
    "generic",  # 城区, 郊区: a division of that name exists, but the word is an ordinary one
    "shadow",  # ordinary words
    "term",  # words of the trade that contain a short name
]


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One surface form.

    Args:
        surface: The characters, folded.
        kind: What it names.
        key: Department ids joined by ``+``, or a division code, or empty for ordinary words.
        form: Which kind of name it is.
    """

    surface: str
    kind: Kind
    key: str
    form: Form

    @property
    def keys(self) -> tuple[str, ...]:
        """The ids in :attr:`key`."""
        return tuple(self.key.split("+")) if self.key else ()


class PlaceSurface(Protocol):
    """What the lexicon needs of a place name."""

    @property
    def surface(self) -> str:
        """The characters."""

    @property
    def code(self) -> str:
        """Division code."""

    @property
    def form(self) -> Form:
        """``full``, ``stem`` or ``generic``."""


class PlaceNames(Protocol):
    """A gazetteer, as far as the lexicon uses it."""

    def surfaces(self) -> Iterable[PlaceSurface]:
        """Yield the names to look for."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Distinct surfaces with their entries, in a fixed order.

    ``patterns[i]`` belongs to ``entries[i]``: build the automaton from the patterns and
    use the index of a match.
    """

    entries: tuple[LexiconEntry, ...]

    @property
    def patterns(self) -> list[str]:
        """The surfaces, for an Aho-Corasick automaton with leftmost-longest matches."""
        return [entry.surface for entry in self.entries]

    def __len__(self) -> int:
        """Return the number of surfaces."""
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class OrdinaryWords:
    """Words that hide a short name inside them, and short names that are ordinary words themselves."""

    shadows: tuple[str, ...]
    weak_short: frozenset[str]
    source: str


@cache
def load_ordinary_words() -> OrdinaryWords:
    """Return the words of ``data/ordinary.toml``, read once for each process."""
    raw = tomllib.loads((DATA / "ordinary.toml").read_text(encoding="utf-8"))
    shadows = dict.fromkeys((*str(raw["crossing"]).split(), *str(raw["fixed"]).split()))
    return OrdinaryWords(tuple(shadows), frozenset(str(raw["weak_short"]).split()), str(raw["source"]))


def build_lexicon(
    departments: Departments, gazetteer: PlaceNames | None = None, *, ordinary: OrdinaryWords | None = None
) -> Lexicon:
    """Return all surface forms; the first claim to a surface wins, organs before ordinary words.

    Args:
        departments: Kinds of organ.
        gazetteer: Places; without it the lexicon holds departments and ordinary words only.
        ordinary: Shadowing words; those that ship by default.
    """
    ordinary = ordinary or load_ordinary_words()
    found: dict[str, LexiconEntry] = {}

    def add(surface: str, kind: Kind, key: str, form: Form) -> None:
        if len(surface) > 1 and surface not in found:
            found[surface] = LexiconEntry(surface, kind, key, form)

    listed = [one for one in departments if not one.id.startswith("combined_")]
    for department in listed:
        for name in department.full_names:
            key = _composed_key(departments, department, name)
            form: Form = "weak" if name in ordinary.weak_short else "full"
            add(name, "department", key, "former" if department.is_ended_name(name) else form)
    _add_former(add, listed)
    for department in listed:
        _add_short(add, department.short, department.id, _endings(department), ordinary.weak_short)
    for stem, ids in departments.compound_stems.items():
        _add_short(add, (stem,), "+".join(ids), "局委", ordinary.weak_short)
    for word in ordinary.shadows:
        add(word, "ordinary", "", "shadow")
    _add_terms(add, listed)
    for department in listed:
        for word in _account_words(department):
            add(word, "department", department.id, "account")
    for place in gazetteer.surfaces() if gazetteer is not None else ():
        add(place.surface, "place", place.code, place.form)
    return Lexicon(tuple(found.values()))


class _Add(Protocol):
    def __call__(self, surface: str, kind: Kind, key: str, form: Form) -> None: ...


def _composed_key(departments: Departments, department: Department, name: str) -> str:
    """Return the ids in a listed full name: 教育体育局 is listed under 教育 but is 体育 too."""
    components = departments.components_of(name) if len(name) > 4 else ()
    if department.id not in components:
        return department.id
    return "+".join((department.id, *(key for key in components if key != department.id)))


def _add_former(add: _Add, listed: Iterable[Department]) -> None:
    for department in listed:
        for former in department.former:
            add(former.name, "department", department.id, "former")
            for short in former.short:
                if short.endswith(LINE_WORDS):
                    add(short, "department", department.id, "former_line")
                elif short[-1] in _TYPE_ENDINGS:
                    add(short, "department", department.id, "former")
                else:
                    add(short, "department", department.id, "former_bare")


def _endings(department: Department) -> str:
    """Return the organ type words that this kind of organ takes in its short name."""
    endings = dict.fromkeys(name[-1] for name in department.full_names if name[-1] in _SHORT_ENDINGS)
    if any(name.endswith("委员会") for name in department.full_names):
        endings["委"] = None
    if any(name.endswith("办公室") for name in department.full_names):
        endings["办"] = None
    return "".join(endings)


def _add_short(add: _Add, shorts: Iterable[str], key: str, endings: str, weak: frozenset[str]) -> None:
    for short in shorts:
        if short.endswith(LINE_WORDS):
            add(short, "department", key, "line")
            continue
        if short[-1] in _TYPE_ENDINGS and short[:-1] not in ("", "人"):
            add(short, "department", key, "weak" if short in weak else "organ")
        else:
            for ending in endings:
                add(short + ending, "department", key, "organ")
            if key.endswith("gov_service") or "中心" in endings:
                add(short + "中心", "department", key, "organ")
        line = short.removesuffix("局").removesuffix("委")
        for word in LINE_WORDS if len(line) > 1 else ():
            add(line + word, "department", key, "line")
        add(short, "department", key, "weak" if short in weak else "bare")


def _add_terms(add: _Add, listed: Iterable[Department]) -> None:
    """Add the terms that contain a short name, so that 医保基金 is not read as a mention of 医保."""
    listed = list(listed)
    shorts = {short for one in listed for short in one.short if 1 < len(short) < 5}
    for department in listed:
        for term in department.vocabulary:
            if term not in shorts and any(short in term for short in _pieces(term) if short in shorts):
                add(term, "ordinary", department.id, "term")


def _pieces(term: str) -> Iterator[str]:
    for start in range(len(term)):
        for end in range(start + 2, min(start + 4, len(term)) + 1):
            yield term[start:end]


def _account_words(department: Department) -> Iterator[str]:
    for pattern in department.accounts:
        word = pattern.replace("{place}", "").replace("{town}", "").replace("{street}", "")
        if pattern.startswith("{") and word in _ACCOUNT_WORDS:
            yield word
