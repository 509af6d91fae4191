"""Regular expressions that cost nothing until a text could match them.

The checks have about a thousand patterns, and compiling them took a quarter of the cold
start, though most of their words never occur in one report. A :class:`Regex` keeps its
source, reads from it the words without which there is no match, and is compiled when
these first occur. Later they still spare the engine the texts that lack them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

_TOKEN = re.compile(
    r"\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}|\\\d+|\\."
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[:=!>]|<[=!]|P<\w+>|P=\w+\))|[()|^$.]"
    r"|(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})[?+]?|[^\\\[\](){}|^$.*+?]+",
    re.DOTALL,
)
_PLAIN_SET = re.compile(r"\[[^\]\\^-][^\]\\-]*\]")
_QUANTIFIERS = frozenset("*+?{")
_OPTIONAL = ("*", "?", "{0", "{,")
_ENDS = frozenset(("", "|", ")"))
_LOOKS_AWAY = ("(?!", "(?<!")
_MAX_WORDS = 32  # more words than these are dearer to look for than the pattern is to compile
_MAX_GROUPS = 3

Words = tuple[str, ...]


class Regex:
    """A pattern like ``re.compile(source, flags)``, compiled when a text first holds its words.

    Threads may share it: compiling twice gives the same pattern. Searching from an offset
    compiles at once, for looking through the whole text at each offset would be quadratic.

    Args:
        source: The regular expression, in the syntax of ``re``.
        flags: As in ``re.compile``.
    """

    __slots__ = ("_compiled", "_needs", "flags", "pattern")

    def __init__(self, source: str, flags: int = 0) -> None:
        self.pattern = source
        self.flags = flags
        self._compiled: re.Pattern[str] | None = None
        self._needs: tuple[Words, ...] | None = None

    def __repr__(self) -> str:
        return f"Regex({self.pattern!r})"

    def __reduce__(self) -> tuple[type[Regex], tuple[str, int]]:
        return Regex, (self.pattern, self.flags)

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self.flags)
        return self._compiled

    @property
    def needs(self) -> tuple[Words, ...]:
        """Groups of words; a text that lacks all words of one group holds no match."""
        if self._needs is None:
            self._needs = () if self.flags & (re.IGNORECASE | re.VERBOSE) else find_needs(self.pattern)
        return self._needs

    def may_match(self, text: str) -> bool:
        """Tell whether the text has the words for a match; O(text × words)."""
        for words in self.needs:
            for word in words:
                if word in text:
                    break
            else:
                return False
        return True

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first match inside ``text[start:end]``."""
        if start or end is not None:
            return self.compiled.search(text, start, len(text) if end is None else end)
        return self.compiled.search(text) if self.may_match(text) else None

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the match that begins at ``start``."""
        if start or end is not None:
            return self.compiled.match(text, start, len(text) if end is None else end)
        return self.compiled.match(text) if self._compiled or self.may_match(text) else None

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the match that is the whole of ``text[start:end]``."""
        if start or end is not None:
            return self.compiled.fullmatch(text, start, len(text) if end is None else end)
        return self.compiled.fullmatch(text) if self._compiled or self.may_match(text) else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches inside ``text[start:end]``."""
        if start or end is not None:
            return self.compiled.finditer(text, start, len(text) if end is None else end)
        return self.compiled.finditer(text) if self.may_match(text) else iter(())

    def findall(self, text: str, start: int = 0, end: int | None = None) -> list[Any]:
        """Return the matched words, or those of the groups as ``re`` does."""
        if start or end is not None:
            return self.compiled.findall(text, start, len(text) if end is None else end)
        return self.compiled.findall(text) if self.may_match(text) else []

    def split(self, text: str, most: int = 0) -> list[str]:
        """Return the parts between the matches."""
        return self.compiled.split(text, most) if self.may_match(text) else [text]

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, most: int = 0) -> str:
        """Return the text with its matches replaced."""
        return self.compiled.sub(new, text, most) if self.may_match(text) else text


def find_needs(source: str) -> tuple[Words, ...]:
    """Return groups of words of which each match has one of every group around it, the best groups first.

    Reads what is surely required: letters in sequence, small sets, branches that each ask for
    something. What it does not know asks for nothing. An empty group of groups means that any
    text may match.
    """
    tokens = _TOKEN.findall(source)
    has_flags = "(?" in source and any(one == "(" and after[0] == "?" for one, after in pairwise(tokens))
    if has_flags or "(?P=" in source or len("".join(tokens)) != len(source):
        return ()
    groups = _Reader(tokens).read()
    return tuple(sorted(groups, key=_rank)[:_MAX_GROUPS])


def _rank(words: Words) -> tuple[bool, int]:
    """Order the groups by how rarely a text has one of their words."""
    return len(min(words, key=len)) < 2, len(words)


class _Reader:
    """Reads the tokens of a pattern once, from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = [*tokens, "", ""]
        self._next = 0

    def read(self) -> list[Words]:
        """Return what the branches up to the closing bracket require together."""
        branches = [self._read_sequence()]
        while self._tokens[self._next] == "|":
            self._next += 1
            branches.append(self._read_sequence())
        if len(branches) == 1:
            return branches[0]
        if not all(branches):
            return []
        words = {word for groups in branches for word in (groups[0] if len(groups) == 1 else min(groups, key=_rank))}
        return [tuple(sorted(words))] if len(words) <= _MAX_WORDS else []

    def _read_sequence(self) -> list[Words]:
        groups: list[Words] = []
        run = ""
        while (token := self._tokens[self._next]) not in _ENDS:
            self._next += 1
            first = token[0]
            letters = ""
            inner: list[Words] = []
            if first == "(":
                inner = self.read()
                self._next += 1
                if token in _LOOKS_AWAY:
                    inner = []
            elif first == "[":
                if _PLAIN_SET.fullmatch(token):
                    inner = [tuple(sorted(set(token[1:-1])))]
            elif first == "\\":
                letters = token[1] if len(token) == 2 and not token[1].isalnum() else ""
            elif first not in "^$.":
                letters = token
            quantifier = self._tokens[self._next]
            if quantifier[:1] not in _QUANTIFIERS:
                if letters:
                    run += letters
                    continue
                is_optional = False
            else:
                self._next += 1
                is_optional = quantifier.startswith(_OPTIONAL)
            run += letters[:-1] if is_optional else letters
            if run:
                groups.append((run,))
                run = ""
            if inner and not is_optional:
                groups.extend(words for words in inner if len(words) <= _MAX_WORDS)
        if run:
            groups.append((run,))
        return groups
