"""The list of what belongs to one kind of organ."""

from __future__ import annotations

from reviewer.knowledge.departments import load_departments
from reviewer.knowledge.traces import load_traces


def test_words_are_found_with_all_their_owners() -> None:
    departments = load_departments()
    traces = load_traces(departments, {"救助站": frozenset({"petition"})})
    hits = {hit.departments: hit.kind for hit in traces.find("救助站与征信查询窗口")}
    assert hits == {frozenset({"civil", "petition"}): "body", frozenset({"pbc"}): "venue"}


def test_most_kinds_that_write_reports_have_traces() -> None:
    departments = load_departments()
    listed = {name for _, owners in load_traces(departments, {}).rows.values() for name in owners}
    assert len(listed) > 95
    assert {"ndrc", "edu", "civil", "water", "tax", "customs", "pbc", "meteorology", "procuratorate"} <= listed


def test_no_word_is_a_single_character() -> None:
    assert all(len(word) > 1 for word in load_traces(load_departments(), {}).rows)
