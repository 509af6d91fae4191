from __future__ import annotations

from reviewer.reuse.index import build_memory_index
from reviewer.reuse.ledger import find_shared_runs
from reviewer.reuse.masking import Formula, build_form
from tests.reuse.planted import AFTER, BEFORE, COPIER, form, load, reports


def test_every_shared_run_has_its_rule() -> None:
    passage = load()["source"][3]["text"]
    text = BEFORE + passage + AFTER
    target = form(text, (COPIER.issuer,))
    runs = find_shared_runs(target, build_memory_index(reports()))
    assert all(run.span.quote(text) == run.quote for run in runs)
    rules = {run.rule for run in runs}
    assert rules & {"corpus_wide", "common_wording"}
    concrete = [run for run in runs if run.rule == "concrete"]
    assert len(concrete) >= 1
    start, end = text.index(passage), text.index(passage) + len(passage)
    assert all(start - 6 <= run.span.start and run.span.end <= end + 6 for run in concrete)


def test_the_callers_formulae_come_first() -> None:
    target = build_form(BEFORE, formulae=[Formula(0, len(BEFORE), "P1")])
    assert {run.rule for run in find_shared_runs(target, build_memory_index(reports()))} == {"template"}


def test_nothing_is_shared_with_nothing() -> None:
    assert find_shared_runs(build_form(BEFORE), build_memory_index([])) == ()
