from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from reviewer.reuse.index import ReuseIndex, build_memory_index
from reviewer.reuse.passage import Passage
from reviewer.reuse.search import find_passages
from tests.reuse.planted import AFTER, BEFORE, COPIER, Planted, drafts, form, load, reports

FLOORS = {
    "verbatim": 1.0,
    "names_swapped": 1.0,
    "reordered": 0.98,
    "light_edit": 0.97,
    "mosaic": 0.95,
    "paraphrase": 0.75,
}


@cache
def index() -> ReuseIndex:
    return build_memory_index(reports())


@cache
def search(draft: Planted) -> tuple[Passage, ...]:
    return find_passages(form(draft.text, (COPIER.issuer,)), index(), ref=COPIER)


def covered(draft: Planted) -> float:
    chars = {
        at
        for passage in search(draft)
        if passage.report.id == draft.source or draft.kind == "mosaic"
        for at in range(max(passage.span.start, draft.start), min(passage.span.end, draft.end))
    }
    return len(chars) / len(draft.passage)


def test_there_are_enough_passages() -> None:
    assert len(drafts()) >= 60
    assert len(load()["original"]) >= 20
    assert all(80 <= len(draft.passage) <= 400 for draft in drafts())


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_recall(kind: str) -> None:
    planted = [draft for draft in drafts() if draft.kind == kind]
    found = [draft for draft in planted if covered(draft) >= 0.5]
    missed = [draft.source for draft in planted if draft not in found]
    assert len(found) / len(planted) >= FLOORS[kind], missed


def test_nothing_but_the_copies_is_reported() -> None:
    wrong = [
        passage.quote
        for draft in drafts()
        for passage in search(draft)
        if passage.span.start < draft.start - 12 or passage.span.end > draft.end + 12
    ]
    assert not wrong


def test_both_sources_of_a_mosaic_are_named() -> None:
    named = [len({passage.report.id for passage in search(draft)}) for draft in drafts() if draft.kind == "mosaic"]
    assert sum(count == 2 for count in named) >= 0.9 * len(named)


def test_boundaries() -> None:
    whole = [draft for draft in drafts() if draft.kind != "mosaic" and search(draft)]
    exact = 0
    for draft in whole:
        start = min(passage.span.start for passage in search(draft))
        end = max(passage.span.end for passage in search(draft))
        length = len(draft.passage)
        exact += abs(start - draft.start) <= 0.1 * length and abs(end - draft.end) <= 0.1 * length
    assert exact / len(whole) >= 0.9


def test_kinds() -> None:
    told: Counter[tuple[str, str]] = Counter()
    for draft in drafts():
        for passage in search(draft)[:1]:
            told[draft.kind, passage.kind] += 1
    for kind, floor in (("verbatim", 1.0), ("names_swapped", 0.9), ("reordered", 0.9), ("mosaic", 0.9)):
        total = sum(number for (planted, _), number in told.items() if planted == kind)
        assert told[kind, kind] >= floor * total, told


def test_swaps_are_listed() -> None:
    for draft in drafts():
        if draft.kind == "names_swapped":
            (passage,) = search(draft)
            changed = {new for _, new in passage.swaps} | {
                draft.text[edit.target[0] : edit.target[1]] for edit in passage.edits if edit.kind != "equal"
            }
            for _, new in draft.swaps:
                assert any(part and (part in new or new in part) for part in changed), (new, changed)


def test_original_reports_share_nothing() -> None:
    for number, original in enumerate(load()["original"]):
        text = BEFORE + original["text"] + AFTER
        assert find_passages(form(text), index(), ref=COPIER, exclude=(f"original-{number}",)) == ()


def test_formulae_alone_are_no_copy() -> None:
    assert find_passages(form(BEFORE + AFTER), index(), ref=COPIER) == ()


def test_leftover_names_are_pointed_at() -> None:
    draft = next(draft for draft in drafts() if draft.kind == "verbatim" and draft.source == "water")
    (passage,) = search(draft)
    assert [left.quote for left in passage.leftovers] == ["栖霞水利", "柳絮河"]


def test_every_offset_maps_back() -> None:
    for draft in drafts():
        for passage in search(draft):
            assert passage.span.quote(draft.text) == passage.quote
            number = index().find_report(passage.report.id)
            assert number is not None
            assert passage.source_span.quote(index().form(number).text) == passage.source_quote
            assert passage.edits[0].target[0] == passage.span.start
            starts = [edit.target[0] for edit in passage.edits]
            assert starts == sorted(starts)
