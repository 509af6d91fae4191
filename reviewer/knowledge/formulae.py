"""Statutory and standard wording that any report may share with any other.

The templates are in ``data/formulae.toml``. Literal anchors are looked for first, in one
pass; only the sentence around an anchor is then matched against its templates.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ahocorasick_rs

from reviewer.document.normalize import fold
from reviewer.regex import Regex

_DATA = Path(__file__).parent / "data" / "formulae.toml"
_DIGITS = "0-9.零〇○一二三四五六七八九十百千万"
_YEAR = "(?:20[0-9]{2}|二[〇○零][一二三四五六七八九〇○零]{2})"
_DAY = "[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日"
_SLOTS: Mapping[str, str] = {
    "organ": r"[^\s,。;:、]{2,20}?",
    "n": f"[{_DIGITS}]+",
    "year": _YEAR,
    "date": f"(?:{_YEAR}年[度]?)?{_DAY}",
    "site": r"[^\s。;]{2,80}?",
    "any": r"[^。;\n]{0,30}?",
    "short": r"[^,。;\s]{1,40}",
    "long": r"[^。\n]{0,160}?",
    "mark": r'["《》]*',
    "cn": "[一二三四五六七八九十〇零百、第至条]{1,12}",
    "num": r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,2}\)|[0-9]{1,2}[.、])",
    "tel": r"[0-9()\-]{7,20}",
    "docyear": r"[〔\[【(][0-9]{4}[〕\]】)]",
}
_CLASS_ONLY = set("、,，.:;。-~/|^0123456789一二三四五六七八九十\\tn")
_SENTENCE_ENDS = Regex(r"[。;\n]")
_LITERALS = {"slogans": "S", "labels": "T1", "frames": "H14"}
_MIN_CHARS = 2


@dataclass(frozen=True, slots=True)
class Formula:
    """One family of standard wording.

    Args:
        id: Family of the rules: P preface, H heading, N zero statement, T table, M mechanism, C closing.
        anchors: Literal words of which one occurs in every instance.
        templates: Wordings over folded text without spaces; compiled when an anchor is first met.
        source: Where the wording comes from.
    """

    id: str
    anchors: tuple[str, ...]
    templates: tuple[str, ...]
    source: str


class FormulaLedger:
    """Finds standard wording in a text."""

    def __init__(self, formulae: tuple[Formula, ...], literals: Mapping[str, str]) -> None:
        self.formulae = formulae
        self.literals = literals
        owners: dict[str, list[int]] = {}
        for index, formula in enumerate(formulae):
            for anchor in formula.anchors:
                owners.setdefault(anchor, []).append(index)
        self._owners = list(owners.values())
        self._anchors = ahocorasick_rs.AhoCorasick(list(owners), matchkind=ahocorasick_rs.MatchKind.Standard)
        self._literal_ids = list(literals.values())
        self._literals = ahocorasick_rs.AhoCorasick(list(literals), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, id) of each stretch of standard wording, in order.

        Offsets are those of ``text``; a stretch inside another is left out. Slogans have the id
        ``S``, table labels ``T1``. Spaces inside are ignored. O(length) for the anchors, then
        O(length of a sentence) a template.
        """
        folded = fold(text)
        kept = [index for index, char in enumerate(folded) if char != " "] if " " in folded else None
        squeezed = folded.replace(" ", "") if kept is not None else folded
        found = [
            (start, end, self._literal_ids[index])
            for index, start, end in self._literals.find_matches_as_indexes(squeezed)
        ]
        for index, left, right in self._candidates(squeezed):
            formula = self.formulae[index]
            for template in formula.templates:
                for match in compile_template(template).finditer(squeezed, left, right):
                    if match.end() - match.start() >= _MIN_CHARS:
                        found.append((match.start(), match.end(), formula.id))
        outer = _drop_inner(found)
        if kept is None:
            return outer
        return [(kept[start], kept[end - 1] + 1, key) for start, end, key in outer]

    def _candidates(self, text: str) -> list[tuple[int, int, int]]:
        """Return (formula, start, end) of the sentences in which an anchor of a formula stands."""
        breaks = [match.start() for match in _SENTENCE_ENDS.finditer(text)]
        breaks.append(len(text))
        position, left = 0, 0
        wanted: dict[tuple[int, int, int], None] = {}
        for anchor, start, _ in sorted(
            self._anchors.find_matches_as_indexes(text, overlapping=True), key=lambda hit: hit[1]
        ):
            while breaks[position] < start:
                left = breaks[position] + 1
                position += 1
            for formula in self._owners[anchor]:
                wanted[formula, left, breaks[position]] = None
        return list(wanted)


def _drop_inner(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    reach = -1
    for start, end, key in sorted(found, key=lambda one: (one[0], -one[1], one[2])):
        if end > reach:
            kept.append((start, end, key))
            reach = end
    return kept


@cache
def compile_template(template: str) -> Regex:
    """Return the regular expression of a template, see the head of ``data/formulae.toml``."""
    return Regex(_expand(template))


def _expand(template: str) -> str:
    parts: list[str] = []
    position = 0
    while position < len(template):
        char = template[position]
        if char == "\\":
            parts.append(template[position : position + 2])
            position += 2
        elif char == "{" and (slot := re.match(r"\{([a-z]+)\}", template[position:])):
            parts.append(f"(?:{_SLOTS[slot.group(1)]})")
            position += slot.end()
        elif char == "[":
            end = _closing(template, position)
            inner = template[position + 1 : end]
            position = end + 1
            if inner.startswith("^") or set(inner) <= _CLASS_ONLY:
                parts.append(f"[{inner}]")
            else:
                is_repeated = template.startswith("*", position)
                parts.append(f"(?:{_expand(inner)})" + ("*" if is_repeated else "?"))
                position += is_repeated or template.startswith("?", position)
        elif char in "<>":
            parts.append("\\(" if char == "<" else "\\)")
            position += 1
        elif char == "(" and not template.startswith("(?", position):
            parts.append("(?:")
            position += 1
        else:
            parts.append(char)
            position += 1
    return "".join(parts)


def _closing(template: str, opening: int) -> int:
    depth = 0
    for position in range(opening, len(template)):
        if template[position - 1] == "\\":
            continue
        depth += {"[": 1, "]": -1}.get(template[position], 0)
        if depth == 0:
            return position
    raise ValueError(f"unclosed [ in template {template}")


@cache
def load_formulae() -> FormulaLedger:
    """Return the standard wording that ships, read once for each process."""
    raw = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    source = str(raw.pop("source"))
    literals: dict[str, str] = {}
    for section, key in _LITERALS.items():
        for word in str(raw.pop(section)["words"]).split():
            literals.setdefault(fold(word), key)
    formulae = tuple(
        Formula(
            id=key,
            anchors=tuple(str(row["anchors"]).split()),
            templates=tuple(str(template) for template in row["patterns"]),
            source=source,
        )
        for key, row in raw.items()
    )
    return FormulaLedger(formulae, literals)
