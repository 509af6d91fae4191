from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.errors import MissingResource, StaleResource
from reviewer.reuse.align import align
from reviewer.reuse.fingerprint import find_grams, winnow
from reviewer.reuse.index import HEADER, append_index, build_index, build_memory_index, open_index, verify_index
from reviewer.reuse.masking import FIRST_MASK, LAST_MASK, Formula, MatchingForm, Mention, build_form
from reviewer.reuse.passage import ReportRef
from reviewer.reuse.search import find_passages
from reviewer.reuse.segment import IndexedReport
from tests.reuse.planted import COPIER, drafts, form, reports

PROSE = "水利局公开信息渠村河年度群众申请答复办理审查发布会议培训问题改进措施"
TEXT = st.text(alphabet=PROSE + "，。；《》“”（）0123456789%年月日 \n\tＡa　一二三是第我本区县𠀀", max_size=300)


@st.composite
def marked_text(draw: st.DrawFn) -> tuple[str, list[Mention], list[Formula]]:
    text = draw(TEXT)
    spans = st.tuples(st.integers(-2, len(text) + 2), st.integers(-2, len(text) + 2))
    types = st.sampled_from(["organ", "place", "account", "title", "person", "self", "year", "date", "number"])
    mentions = [Mention(a, b, kind) for (a, b), kind in draw(st.lists(st.tuples(spans, types), max_size=8))]
    inside = [tuple(sorted(span)) for span in draw(st.lists(spans, max_size=3))]
    formulae = [Formula(a, b, "P1") for a, b in inside if 0 <= a < b <= len(text)]
    return text, mentions, formulae


@given(marked_text())
@settings(max_examples=200, deadline=None)
def test_every_code_maps_back_to_its_characters(given_text: tuple[str, list[Mention], list[Formula]]) -> None:
    text, mentions, formulae = given_text
    made = build_form(text, mentions, formulae)
    assert len(made.masked) == len(made)
    assert (made.starts < made.ends).all()
    assert (made.ends[:-1] <= made.starts[1:]).all()
    for at in range(len(made)):
        quote = made.quote(at, at + 1)
        assert quote
        code = int(made.codes[at])
        if not FIRST_MASK <= code <= LAST_MASK:
            assert len(quote) == 1
            assert code == ord(quote) or ord(quote) > 0xFF00 or quote.lower() == chr(code) or ord(quote) > 0xFFFF


@given(TEXT, TEXT)
@settings(max_examples=150, deadline=None)
def test_alignment_is_the_same_from_either_side(one: str, other: str) -> None:
    shared = "灌区轮灌计划在春耕前公示并由管水员现场受理调整次序的申请"
    left, right = one + shared, other[:40] + shared + other[40:]
    there = align(left, right, (0, len(left)), (0, len(right)))
    back = align(right, left, (0, len(right)), (0, len(left)))
    assert shared in {left[s.target_start : s.target_end] for part in there for s in part.steps} or any(
        shared in left[part.target[0] : part.target[1]] for part in there
    )
    for parts, target, source in ((there, left, right), (back, right, left)):
        for part in parts:
            for step in part.steps:
                if step.equal:
                    assert target[step.target_start : step.target_end] == source[step.source_start : step.source_end]
    # Fewest edits need not be the same path, but both ways it is the same amount of text.
    assert abs(max(p.equal for p in there) - max(p.equal for p in back)) <= 0.15 * len(left)


@given(TEXT, st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_a_copied_stretch_chooses_the_same_grams(noise: str, shift: int) -> None:
    shared = "拦河闸除险加固的设计变更监理日志和隐蔽工程影像逐份上网沿河村民可以对照桩号查看进度"
    one = winnow(find_grams(build_form(shared + "，" + noise)))
    other = winnow(find_grams(build_form("甲" * shift + "。" + shared)))
    inner = set(winnow(find_grams(build_form(shared))).hashes.tolist())
    common = set(one.hashes.tolist()) & set(other.hashes.tolist())
    assert len(common & inner) >= len(inner) - 6


def mixed(n: int) -> list[IndexedReport]:
    rows = reports()[:n]
    # One body with reports in both halves: document frequency counts it once.
    extra = IndexedReport(ReportRef("again", "", rows[0].ref.issuer, 2024), rows[0].form, rows[0].own_names)
    return [*rows, extra]


def test_append_finds_what_a_rebuild_finds(tmp_path: Path) -> None:
    rows = mixed(20)
    whole = build_index(rows, tmp_path / "whole")
    build_index(rows[:7], tmp_path / "grown")
    append_index(rows[7:13], tmp_path / "grown")
    grown = append_index(rows[13:], tmp_path / "grown")
    memory = build_memory_index(rows)
    assert len(whole) == len(grown) == len(memory) == len(rows)
    assert [grown.report(n) for n in range(len(grown))] == [whole.report(n) for n in range(len(whole))]
    for draft in drafts()[::4]:
        target = form(draft.text, (COPIER.issuer,))
        found = [find_passages(target, index, ref=COPIER) for index in (whole, grown, memory)]
        assert found[0] == found[1] == found[2]


def test_a_report_comes_out_as_it_went_in(tmp_path: Path) -> None:
    rows = reports()
    index = build_index(rows, tmp_path / "index")
    for number, row in enumerate(rows):
        read: MatchingForm = index.form(number)
        assert read.text == row.form.text
        for name in ("codes", "starts", "ends", "formula"):
            assert np.array_equal(getattr(read, name), getattr(row.form, name)), name
        assert index.report(number) == (row.ref, row.own_names)
        assert index.find_report(row.ref.id) == number


@pytest.fixture(scope="module")
def small_index() -> Path:
    with TemporaryDirectory() as folder:
        build_index(reports()[:4], Path(folder) / "index")
        yield Path(folder) / "index"


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_damage_is_refused(small_index: Path, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        shutil.copytree(small_index, path)
        files = sorted(file for file in path.rglob("*") if file.is_file() and file.stat().st_size)
        file = data.draw(st.sampled_from(files))
        content = bytearray(file.read_bytes())
        at = data.draw(st.integers(0, len(content) - 1))
        if data.draw(st.booleans()):
            content[at] ^= data.draw(st.integers(1, 255))
        else:
            del content[at]
        file.write_bytes(bytes(content))
        with pytest.raises(StaleResource, match="reviewer corpus build"):
            verify_index(path)


def test_other_versions_and_strangers_are_refused(tmp_path: Path) -> None:
    build_index(reports()[:3], tmp_path / "index")
    header = tmp_path / "index" / HEADER
    content = header.read_text(encoding="utf-8")
    header.write_text(content.replace('"version": 1', '"version": 99'), encoding="utf-8")
    with pytest.raises(StaleResource, match=r"99.*reviewer corpus build"):
        open_index(tmp_path / "index")
    header.write_text("[]", encoding="utf-8")
    with pytest.raises(StaleResource, match="reviewer corpus build"):
        open_index(tmp_path / "index")
    with pytest.raises(MissingResource, match="reviewer corpus build"):
        open_index(tmp_path / "nothing")


def test_a_folder_that_is_no_index_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("unique", encoding="utf-8")
    with pytest.raises(StaleResource):
        build_index(reports()[:1], tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").read_text(encoding="utf-8") == "unique"


@given(TEXT)
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_a_draft(text: str) -> None:
    index = build_memory_index(reports()[:3])
    for passage in find_passages(build_form(text), index):
        assert passage.span.quote(text) == passage.quote
