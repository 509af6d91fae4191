"""Regex gives what ``re`` gives, and its needs are needed by every pattern of the house."""

from __future__ import annotations

import gc
import pickle
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.checks.registry import discover
from reviewer.regex import Regex, find_needs

_ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        ("公开指南", [("公开指南",)]),
        ("公开指?南", [("公开",), ("南",)]),
        ("公开+南", [("公开",), ("南",)]),
        ("(?:公开|发布)[信情]息", [("公开", "发布"), ("息",), ("信", "情")]),
        ("(?:公开)?信息", [("信息",)]),
        ("(?:公开){0,2}信息", [("信息",)]),
        ("(?:公开){1,2}信息", [("公开",), ("信息",)]),
        ("(?<!不)公开(?!栏)", [("公开",)]),
        ("(?<=部门)公开(?=栏目)", [("公开",), ("栏目",), ("部门",)]),
        (r"\d+条\.", [("条.",)]),
        (r"\u4e00公开", [("公开",)]),
        (r"(公)\12开", [("公",), ("开",)]),
        ("公开|", []),
        ("[^公]|[一-九]|.", []),
        ("(?i)ABC", []),
        ("(?P<a>公)开(?P=a)", []),
        ("(?P<a>公开)(?(a)信|息)", []),
        ("公{开", []),
    ],
)
def test_needs_are_read_from_the_source(source: str, needs: list[tuple[str, ...]]) -> None:
    assert sorted(find_needs(source)) == sorted(needs)[: len(needs)]


def test_a_pattern_is_compiled_when_its_words_occur() -> None:
    regex = Regex("(?:公开|发布)指南")
    assert regex.search("没有这些字") is None
    assert list(regex.finditer("公开，没有那两个字")) == []
    assert regex._compiled is None
    found = regex.search("见公开指南。")
    assert found is not None
    assert found.span() == (1, 5)
    assert regex._compiled is not None


def test_ignored_case_needs_no_words() -> None:
    assert Regex("abc", re.IGNORECASE).search("xABC") is not None


def test_it_travels_between_processes() -> None:
    regex = pickle.loads(pickle.dumps(Regex("公开", re.MULTILINE)))  # our own object
    assert (regex.pattern, regex.flags) == ("公开", re.MULTILINE)


_PIECES = st.sampled_from(
    ["公", "开", "公开", "[公开]", "[^公]", "(?:公|开)", "(?:公开|)", "公?", "开*", "(公)+", "(?<=公)", "(?!开)", "."]
)


@given(st.lists(_PIECES, max_size=6), st.text("公开信", max_size=6))
def test_every_method_gives_what_re_gives(pieces: list[str], text: str) -> None:
    source = "".join(pieces)
    ours, plain = Regex(source), re.compile(source)
    spans = [match.span() for match in plain.finditer(text)]
    assert [match.span() for match in ours.finditer(text)] == spans
    assert [match.span() for match in ours.finditer(text, 1)] == [m.span() for m in plain.finditer(text, 1)]
    assert ours.findall(text) == plain.findall(text)
    assert ours.sub("·", text) == plain.sub("·", text)
    assert ours.split(text) == plain.split(text)
    for name in ("search", "match", "fullmatch"):
        for bounds in ((), (1,), (0, 2)):
            mine, theirs = getattr(Regex(source), name)(text, *bounds), getattr(plain, name)(text, *bounds)
            assert (mine and mine.span()) == (theirs and theirs.span())


def _patterns() -> Iterable[Regex]:
    discover()
    return (one for one in gc.get_objects() if isinstance(one, Regex))


def test_no_match_lacks_what_its_pattern_needs() -> None:
    drafts = sorted((_ROOT / "corpus" / "seeded").glob("*.txt"))[::25]
    texts = [path.read_text(encoding="utf-8") for path in drafts]
    seen = 0
    for regex in _patterns():
        for text in texts:
            for line in text.splitlines():
                if regex.needs and not regex.may_match(line):
                    assert regex.compiled.search(line) is None, regex
                    seen += 1
    assert seen > 10_000
