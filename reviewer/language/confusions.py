"""The table of words that official prose confuses, and where they stand in a text.

Data: ``data/confusions.txt`` and ``data/pairs.txt``; their heads describe the form of an entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ahocorasick_rs

from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.language.slip import Slip, Weight
from reviewer.regex import Regex

_DATA = Path(__file__).parent / "data" / "confusions.txt"
_PAIRS = Path(__file__).parent / "data" / "pairs.txt"
_ENTRY = Regex(r"(?:\{([^{}]*)\})?(?:\{([^{}]*)\}|([^{}>]+))(?:\{([^{}]*)\})?>([^>{}]+)")
_ENDS = Regex(r"[,;:.!?。\n]")
_REACH = 12


@dataclass(frozen=True, slots=True)
class Context:
    """Words that must stand beside a confusion.

    Args:
        adjacent: Of these, one must touch it.
        near: Or one of these must stand in the same clause, at most twelve characters away.
    """

    adjacent: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confusion:
    """One entry of the table.

    Args:
        wrong: What is written.
        right: What should be.
        before: What must stand in front; None for anything.
        after: What must follow; None for anything.
        exceptions: Words that hold ``wrong`` and are right.
        weight: How sure and how grave.
        core: Where in ``wrong`` the word stands that is wrong; None for all of it.
    """

    wrong: str
    right: str
    before: Context | None
    after: Context | None
    exceptions: tuple[str, ...]
    weight: Weight
    core: tuple[int, int] | None = None

    @property
    def is_bare(self) -> bool:
        """Tell whether two characters alone decide, so that a chance meeting of two words must be ruled out."""
        return len(self.wrong) == 2 and self.before is None and self.after is None


def parse_entry(entry: str) -> tuple[Confusion, ...]:
    """Return the confusions that one entry of the table states.

    Raises:
        ValueError: The entry is not of the form that the head of the file describes.
    """
    body, _, exceptions = entry.partition("!")
    flags = {flag for flag in "?*" if flag in body.partition(">")[2] or flag in exceptions}
    found = _ENTRY.fullmatch(body.rstrip("?*"))
    if found is None:
        raise ValueError(f"not an entry of the table of confusions: {entry}")
    before, choices, literal, after, right = found.groups()
    if literal is None and after is not None and before is None:
        raise ValueError(f"not an entry of the table of confusions: {entry}")
    weight: Weight = "hint" if "?" in flags else "error" if "*" in flags else "warning"
    in_front, behind = _context(before), _context(after)
    legal = tuple(word for word in fold(exceptions.rstrip("?*")).split("/") if word)
    return tuple(
        Confusion(fold(wrong), right, in_front, behind, legal, weight)
        for wrong in (choices.split("/") if choices else [literal])
    )


def _context(words: str | None) -> Context | None:
    if words is None:
        return None
    folded = [word for word in fold(words).split("/") if word]
    return Context(
        adjacent=tuple(word for word in folded if not word.startswith("..")),
        near=tuple(word[2:] for word in folded if word.startswith("..")),
    )


@dataclass(frozen=True, slots=True, eq=False)
class ConfusionTable:
    """All entries, ready to be found in one pass."""

    entries: tuple[Confusion, ...]
    _by_wrong: dict[str, tuple[Confusion, ...]]
    _pairs: dict[str, tuple[str, ...]]  # lines of the table of pairs, parsed when one is met
    _wrongs: tuple[str, ...]
    _automaton: ahocorasick_rs.AhoCorasick

    def find(self, text: str, words: Sequence[Span], guarded: Sequence[Span] = ()) -> tuple[Slip, ...]:
        """Return the confusions in ``text``, in order, of overlapping ones the longest.

        Args:
            text: The document's text.
            words: How it falls into words; a match that cuts a word in two is none.
            guarded: Names and titles that are left as they are.
        """
        folded = fold(text)
        edges = {word.start: word for word in words if len(word) > 1}
        inner = {offset: word for word in words for offset in range(word.start + 1, word.end)}
        found: list[Slip] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            span = Span(start, end)
            if any(name.contains(span) for name in guarded):
                continue
            for entry in self._stating(self._wrongs[index]):
                if _applies(entry, folded, span) and not (entry.is_bare and _cuts(span, edges, inner)):
                    found.append(Slip(_core(entry, span), entry.right, "confused", entry.weight))
                    break
        return _longest(found)

    def _stating(self, wrong: str) -> Iterator[Confusion]:
        yield from self._by_wrong.get(wrong, ())
        for line in self._pairs.get(wrong, ()):
            yield from (entry for entry in parse_pair(line) if entry.wrong == wrong)


def _wrongs_of(line: str) -> Iterator[str]:
    words, first, second = line.split("|")
    one, other = words.strip().split("/")
    for wrong, company in ((other, first), (one, second)):
        yield from (each.replace("~", wrong) for each in company.split() if not each.startswith("-"))


def _core(entry: Confusion, span: Span) -> Span:
    if entry.core is None:
        return span
    return Span(span.start + entry.core[0], span.start + entry.core[1])


def _applies(entry: Confusion, text: str, span: Span) -> bool:
    if entry.before is not None and not _stands_before(entry.before, text, span.start):
        return False
    if entry.after is not None and not _stands_after(entry.after, text, span.end):
        return False
    for word in entry.exceptions:
        start = text.find(word, max(span.start - len(word) + 1, 0), span.end + len(word) - 1)
        if start >= 0 and start < span.end and start + len(word) > span.start:
            return False
    return True


def _stands_before(context: Context, text: str, start: int) -> bool:
    if any(_same(text[max(start - len(word), 0) : start], word) for word in context.adjacent):
        return True
    reach = text[max(start - _REACH, 0) : start] if context.near else ""
    return any(word in _ENDS.split(reach)[-1] for word in context.near)


def _stands_after(context: Context, text: str, end: int) -> bool:
    if any(_same(text[end : end + len(word)], word) for word in context.adjacent):
        return True
    reach = text[end : end + _REACH] if context.near else ""
    return any(word in _ENDS.split(reach)[0] for word in context.near)


def _same(found: str, word: str) -> bool:
    if "#" not in word:
        return found == word
    return len(found) == len(word) and all(
        a == b or (b == "#" and a.isdigit()) for a, b in zip(found, word, strict=True)
    )


def _cuts(span: Span, edges: dict[int, Span], inner: dict[int, Span]) -> bool:
    """Tell whether a longer word begins in front of the match, or begins in it and ends behind it."""
    before = inner.get(span.start)
    if before is not None and before.end < span.end:
        return True
    return any(offset in edges and edges[offset].end > span.end for offset in range(span.start + 1, span.end))


def _longest(slips: Sequence[Slip]) -> tuple[Slip, ...]:
    kept: list[Slip] = []
    for slip in sorted(slips, key=lambda slip: (-len(slip.span), slip.span.start)):
        if not any(slip.span.overlaps(other.span) for other in kept):
            kept.append(slip)
    return tuple(sorted(kept, key=lambda slip: slip.span))


def parse_pair(line: str) -> tuple[Confusion, ...]:
    """Return the confusions that one line of the table of pairs states: each word in the other's company.

    Raises:
        ValueError: The line is not of the form that the head of the file describes.
    """
    words, *companies = line.split("|")
    pair = words.strip().split("/")
    if len(pair) != 2 or len(companies) != 2 or not all(pair):
        raise ValueError(f"not an entry of the table of pairs: {line}")
    found: list[Confusion] = []
    (one, two), (first, second) = pair, companies
    for right, wrong, company, other in ((one, two, first, second), (two, one, second, first)):
        exceptions = tuple(fold(each.removeprefix("-").replace("~", wrong)) for each in other.split())
        for each in company.split():
            place = each.find("~")
            if each.startswith("-"):
                continue
            if place < 0:
                raise ValueError(f"not an entry of the table of pairs: {line}")
            core = (place, place + len(wrong))
            found.append(Confusion(fold(each.replace("~", wrong)), right, None, None, exceptions, "warning", core=core))
    return tuple(found)


@cache
def load_confusions() -> ConfusionTable:
    """Return the table that ships, parsed once a process."""
    lines = _DATA.read_text(encoding="utf-8").splitlines()
    entries = tuple(
        confusion
        for line in lines
        if not line.startswith("#")
        for entry in line.split()
        for confusion in parse_entry(entry)
    )
    by_wrong: dict[str, list[Confusion]] = {}
    for confusion in entries:
        by_wrong.setdefault(confusion.wrong, []).append(confusion)
    pairs: dict[str, list[str]] = {}
    for line in fold(_PAIRS.read_text(encoding="utf-8")).splitlines():
        if not line.startswith("#"):
            for wrong in _wrongs_of(line):
                pairs.setdefault(wrong, []).append(line)
    wrongs = tuple(dict.fromkeys((*by_wrong, *pairs)))
    return ConfusionTable(
        entries=entries,
        _by_wrong={wrong: tuple(found) for wrong, found in by_wrong.items()},
        _pairs={wrong: tuple(lines) for wrong, lines in pairs.items()},
        _wrongs=wrongs,
        _automaton=ahocorasick_rs.AhoCorasick(list(wrongs), store_patterns=False),
    )
