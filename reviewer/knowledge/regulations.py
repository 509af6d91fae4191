"""The rules in force for a report year, and the legal basis of each kind of finding."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Profile = Literal["zfxxgk-2007", "zfxxgk-2019", "zfxxgk-2021"]
_DATA = Path(__file__).parent / "data" / "regulations.toml"
_NEWEST_YEAR = 2021  # any year of the present generation
_DEFAULT = "《中华人民共和国政府信息公开条例》及年度报告格式的要求。"


@dataclass(frozen=True, slots=True)
class Regulation:
    """A law or document that reports of some years follow.

    Args:
        key: Stable key.
        title: Full title without book-title marks.
        number: Document number.
        articles: Articles that concern annual reports.
        valid_from: First report year that follows it.
        valid_to: Last report year; None while in force.
        in_force: Date of effect, ISO.
        source: The document itself.
    """

    key: str
    title: str
    number: str
    articles: tuple[str, ...]
    valid_from: int
    valid_to: int | None
    in_force: str
    source: str

    def applies_to(self, year: int) -> bool:
        """Return whether a report for ``year`` follows it."""
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)

    @property
    def citation(self) -> str:
        """Title and number as they are quoted."""
        return f"《{self.title}》（{self.number}）"


@cache
def _raw() -> tuple[tuple[Regulation, ...], Mapping[str, str]]:
    raw = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    regulations = tuple(
        Regulation(
            key=row["key"],
            title=row["title"],
            number=row["number"],
            articles=tuple(row["articles"].split()),
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to"),
            in_force=row["in_force"],
            source=row["source"],
        )
        for row in raw["regulation"]
    )
    return regulations, raw["basis"]


def load_regulations() -> tuple[Regulation, ...]:
    """Return every rule that ships, in force or not."""
    return _raw()[0]


def regulations_for_year(year: int) -> tuple[Regulation, ...]:
    """Return the rules that a report for ``year`` follows."""
    return tuple(one for one in load_regulations() if one.applies_to(year))


def profile_for_year(year: int) -> Profile:
    """Return the format generation of a report year: up to 2018, 2019 and 2020, from 2021."""
    if year <= 2018:
        return "zfxxgk-2007"
    return "zfxxgk-2019" if year <= 2020 else "zfxxgk-2021"


def basis(category: str, year: int | None) -> str:
    """Return the legal basis of a finding category, in Chinese.

    Args:
        category: A category of the contract, or ``information_fee``.
        year: Report year; None if it is not known, then the rules in force now.
    """
    template = _raw()[1].get(category)
    if template is None:
        return _DEFAULT
    return template.format_map(_words(year if year is not None else _NEWEST_YEAR))


@cache
def _words(year: int) -> Mapping[str, str]:
    rules = {one.key.partition("-")[0]: one for one in regulations_for_year(max(year, 2008))}
    law, form = rules["regulations"], rules.get("format")
    is_old = law.key == "regulations-2007"
    name = "《中华人民共和国政府信息公开条例》"
    return {
        "law": name + (f"（{law.number}）" if is_old else ""),
        "duty": "第三十二条" if is_old else "第五十条",
        "content": "第三十二条列明了年度报告应当包括的内容" if is_old else "第五十条列明了年度报告应当包括的内容",
        "deadline": "第三十一条规定" if is_old else "第四十九条规定",
        "problems": "第三十二条第（五）项" if is_old else "第五十条第（四）项",
        "format": form.citation if form else name + "第三十二条",
        "format_short": f"{form.number}" if form else name,
    }
