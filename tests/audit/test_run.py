from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from reviewer.audit import run as audit_run
from reviewer.audit.engine import EmbeddedEngine
from reviewer.audit.run import AuditSettings, AuditSummary, run_audit
from reviewer.errors import ConfigError
from reviewer.ingest.load import load
from reviewer.review.loading import Loading
from tests.audit.archives import longest_paragraph, make_archive, written

Rows = list[dict[str, Any]]


class CountingEngine(EmbeddedEngine):
    """Runs all here and counts what it was asked for; it can stop in the middle."""

    def __init__(self, stop_after: int | None = None) -> None:
        super().__init__(1)
        self.done = 0
        self.stop_after = stop_after

    def run(self, task: Callable[[Any], Any], items: Sequence[Any], *, few: int = 0) -> Iterator[Any]:
        del few
        for item in items:
            if self.stop_after is not None and self.done >= self.stop_after:
                raise KeyboardInterrupt
            self.done += 1
            yield task(item)


@pytest.fixture(scope="module")
def archive(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("in") / "archive", root)


@pytest.fixture(scope="module")
def audit(places_file: Path) -> Callable[..., AuditSummary]:
    def call(archive: Path, out: Path, engine: EmbeddedEngine | None = None, **loading: Any) -> AuditSummary:
        options = {"use_shipped_corpus": False, "places": places_file, **loading}
        return run_audit(AuditSettings((archive,), out, ("html",), Loading(**options)), engine or CountingEngine())

    return call


@pytest.fixture(scope="module")
def out(archive: Path, audit: Callable[..., AuditSummary], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    audit(archive, folder)
    return folder


def table(out: Path, name: str) -> Rows:
    rows: Rows = pq.read_table(out / f"{name}.parquet").to_pylist()
    return rows


def test_every_file_has_a_row(out: Path) -> None:
    rows = {row["id"]: row for row in table(out, "reports")}
    assert rows["broken.docx"]["status"] == "unreadable"
    assert rows["empty.txt"]["reason"]
    assert rows["notes.xlsx"]["status"] == "ignored"
    assert [row["status"] for row in rows.values() if row["duplicate_of"]] == ["duplicate"]
    reviewed = [row for row in rows.values() if row["status"] == "reviewed"]
    assert len(reviewed) == 8 + 1
    for row in reviewed:
        assert (out / row["review"]).is_file()
        assert row["issuer"]


def test_copy_within_the_archive_is_found_and_reported(archive: Path, out: Path) -> None:
    (passage,) = table(out, "passages")
    source, target = (load(archive / passage[name]).text for name in ("source_id", "target_id"))
    assert target[passage["start"] : passage["end"]] == passage["quote"]
    assert source[passage["source_start"] : passage["source_end"]] == passage["source_quote"]
    assert passage["quote"].strip() in longest_paragraph(target)
    found = [row for row in table(out, "findings") if row["category"] == "copied_passage"]
    assert passage["target_id"] in {row["report_id"] for row in found}
    for row in found:
        text = load(archive / row["report_id"]).text
        assert text[row["start"] : row["end"]] == row["quote"]
    family = table(out, "families")
    assert [row["rank"] for row in family] == [1, 2]
    assert {row["report_id"] for row in family} == {passage["target_id"], passage["source_id"]}


def test_next_years_report_is_compared_with_the_prior_one(out: Path) -> None:
    rows = {row["id"]: row for row in table(out, "reports")}
    assert rows["next.txt"]["prior_id"]
    assert rows[rows["next.txt"]["prior_id"]]["issuer"] == rows["next.txt"]["issuer"]
    found = [row for row in table(out, "findings") if row["report_id"] == "next.txt"]
    assert "copied_prior_year" in {row["category"] for row in found}


def test_counts_agree_between_tables(out: Path) -> None:
    findings = table(out, "findings")
    for row in table(out, "reports"):
        if row["status"] == "reviewed":
            own = [one["severity"] for one in findings if one["report_id"] == row["id"]]
            assert (row["errors"], row["warnings"], row["hints"]) == tuple(
                own.count(severity) for severity in ("error", "warning", "hint")
            )


def test_second_run_does_nothing_anew_and_writes_the_same(
    archive: Path, out: Path, audit: Callable[..., AuditSummary]
) -> None:
    before = written(out)
    engine = CountingEngine()
    audit(archive, out, engine)
    assert engine.done == 0
    assert written(out) == before


@pytest.mark.parametrize("stop_after", [0, 1, 5, 9, 11, 14, 18])
def test_stopped_run_is_taken_up(
    stop_after: int, archive: Path, out: Path, audit: Callable[..., AuditSummary], tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        audit(archive, tmp_path, CountingEngine(stop_after))
    engine = CountingEngine()
    audit(archive, tmp_path, engine)
    assert engine.done <= 22 - stop_after
    assert written(tmp_path) == written(out)


def test_lost_and_changed_reviews_are_written_again(
    archive: Path, out: Path, audit: Callable[..., AuditSummary], tmp_path: Path
) -> None:
    shutil.copytree(out, tmp_path / "out")
    first, second = sorted((tmp_path / "out" / "reviews").rglob("*.html"))[:2]
    first.unlink()
    second.write_text("changed", encoding="utf-8")
    engine = CountingEngine()
    audit(archive, tmp_path / "out", engine)
    assert engine.done == 2
    assert written(tmp_path / "out") == written(out)


def test_changed_archive_costs_what_changed(
    archive: Path, out: Path, audit: Callable[..., AuditSummary], tmp_path: Path
) -> None:
    shutil.copytree(archive, tmp_path / "in")
    shutil.copytree(out, tmp_path / "out")
    (tmp_path / "in" / "next.txt").unlink()
    engine = CountingEngine()
    audit(tmp_path / "in", tmp_path / "out", engine)
    assert engine.done <= 1 + 2  # one comparison; the reviews of the pair, whose neighbours changed
    audit(tmp_path / "in", tmp_path / "fresh")
    assert written(tmp_path / "out") == written(tmp_path / "fresh")


def test_other_settings_are_another_audit(
    archive: Path, out: Path, audit: Callable[..., AuditSummary], tmp_path: Path
) -> None:
    shutil.copytree(out, tmp_path / "out")
    engine = CountingEngine()
    audit(archive, tmp_path / "out", engine, without=("language.typo",))
    assert engine.done == 9
    audit(archive, tmp_path / "out")
    assert written(tmp_path / "out") == written(out)


def test_crash_on_one_report_does_not_stop_the_others(
    archive: Path, audit: Callable[..., AuditSummary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reviewer.audit import tasks  # noqa: PLC0415

    true_review = tasks.review_document

    def review(document: Any, **options: Any) -> Any:
        if document.source.name == "next.txt":
            raise RecursionError("boom")
        return true_review(document, **options)

    monkeypatch.setattr(tasks, "review_document", review)
    summary = audit(archive, tmp_path)
    assert [name for name, _ in summary.failed] == ["next.txt"]
    assert "RecursionError" in summary.failed[0][1]
    assert summary.reviewed == 8
    monkeypatch.undo()
    assert audit(archive, tmp_path).reviewed == 9


def test_archive_of_nothing_readable(audit: Callable[..., AuditSummary], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    summary = audit(tmp_path / "in", tmp_path / "out")
    assert summary.reviewed == 0
    assert [name for name, _ in summary.unreadable] == ["a.txt"]
    assert "没有读出任何报告" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_government_with_less_than_its_departments(
    audit: Callable[..., AuditSummary], clean_text: str, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    texts = {
        "水利局": clean_text,
        "教育局": clean_text.replace("水利", "教育"),
        "政府": clean_text.replace("清泽县水利局", "清泽县人民政府"),
    }
    for name, text in texts.items():
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    audit(tmp_path / "in", tmp_path / "out")
    (found,) = [row for row in table(tmp_path / "out", "findings") if row["code"] == "audit.level_totals"]
    assert (found["report_id"], found["severity"], found["scope"]) == ("政府.txt", "warning", "archive")
    (licences,) = [entry for entry in json.loads(found["evidence"]) if entry["label"] == "行政许可处理决定"]
    assert licences["departments"] == 2 * licences["government"] > 0
    assert [child["report_id"] for child in licences["children"]] == ["教育局.txt", "水利局.txt"]
    assert "财政部门" in licences["missing"]
    assert "部门合计多于政府汇总" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_corpus_folder_is_searched_too(
    archive: Path, audit: Callable[..., AuditSummary], root: Path, tmp_path: Path
) -> None:
    (tmp_path / "corpus").mkdir()
    source = next(path for path in sorted(archive.rglob("*.txt")) if path.name.startswith("hrss"))
    other = (root / "tests" / "cases" / "drafts" / "compliant-2023.txt").read_text(encoding="utf-8")
    paragraph = longest_paragraph(source.read_text(encoding="utf-8"))
    (tmp_path / "corpus" / "外来.txt").write_text(other.replace(longest_paragraph(other), paragraph), encoding="utf-8")
    audit(archive, tmp_path / "out", corpora=(tmp_path / "corpus",))
    assert {row["source_id"] for row in table(tmp_path / "out", "passages") if row["direction"] == "corpus"} == {
        "外来.txt"
    }


def test_two_audits_do_not_write_one_folder(archive: Path, audit: Callable[..., AuditSummary], tmp_path: Path) -> None:
    with audit_run._only_one(tmp_path / ".audit"), pytest.raises(ConfigError, match="另一个 reviewer audit"):
        audit(archive, tmp_path)
