from __future__ import annotations

from pathlib import Path

from reviewer.review.inputs import find_inputs


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")


def test_folder_stands_for_the_reports_below_it(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a.docx", "县/c.pdf", "~$a.docx", ".hidden.txt", "readme.xlsx")
    found = find_inputs([tmp_path])
    assert [report.name for report in found.reports] == ["a", "b", "县/c"]
    assert found.refused == ()


def test_reports_of_one_name_and_two_formats_keep_their_endings(tmp_path: Path) -> None:
    touch(tmp_path, "a.docx", "a.txt", "b.txt")
    assert [report.name for report in find_inputs([tmp_path]).reports] == ["a.docx", "a.txt", "b"]


def test_files_of_one_name_from_two_folders_do_not_overwrite_each_other(tmp_path: Path) -> None:
    touch(tmp_path, "x/a.txt", "y/a.txt")
    names = [report.name for report in find_inputs([tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"]).reports]
    assert len(set(names)) == 2


def test_a_file_given_twice_is_reviewed_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    assert len(find_inputs([tmp_path / "a.txt", tmp_path]).reports) == 1


def test_folder_without_reports_is_refused_with_a_reason(tmp_path: Path) -> None:
    touch(tmp_path, "readme.xlsx")
    found = find_inputs([tmp_path])
    assert found.reports == ()
    ((name, reason),) = found.refused
    assert name == str(tmp_path)
    assert "没有可读的报告" in reason
