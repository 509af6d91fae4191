from __future__ import annotations

import os
from pathlib import Path

import pytest

from reviewer.audit.archive import read_archive
from reviewer.errors import ConfigError


def write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def test_ids_do_not_depend_on_where_the_archive_lies(tmp_path: Path) -> None:
    names = ("甲县/水利局2023.txt", "乙县/水利局2023.docx", "乙县/下级/a.PDF")
    one = read_archive([write(tmp_path / "one", *names)], out=tmp_path / "out")
    other = read_archive([write(tmp_path / "elsewhere" / "two", *names)], out=tmp_path / "out")
    assert [file.id for file in one.files] == ["乙县/下级/a.PDF", "乙县/水利局2023.docx", "甲县/水利局2023.txt"]
    assert [(file.id, file.name) for file in one.files] == [(file.id, file.name) for file in other.files]


def test_several_folders_are_told_apart_by_name(tmp_path: Path) -> None:
    folders = [write(tmp_path / part / "报告", f"{part}.txt") for part in "ab"]
    archive = read_archive([*folders, folders[0]], out=tmp_path / "out")
    assert [file.id for file in archive.files] == ["报告-2/b.txt", "报告/a.txt"]


def test_same_bytes_are_one_report(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", "b.txt")
    (folder / "a.txt").write_bytes((folder / "b.txt").read_bytes())
    archive = read_archive([folder], out=tmp_path / "out")
    assert [file.id for file in archive.files] == ["a.txt"]
    assert archive.duplicates == {"b.txt": "a.txt"}


def test_reviews_of_files_with_one_stem_have_names_of_their_own(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", "a.txt", "a.docx", "A.txt", "A.txt-2.txt", "b.txt", "长" * 70 + ".txt")
    names = [file.name for file in read_archive([folder], out=tmp_path / "out").files]
    assert len({name.lower() for name in names}) == len(names) == 6
    assert "b" in names
    assert max(len(name.encode()) for name in names) < 200


def test_own_output_hidden_files_and_other_kinds_are_no_reports(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", "a.txt", "out/reviews/a.html", ".hidden/b.txt", "~$c.docx", "表.xlsx", ".DS_Store")
    archive = read_archive([folder], out=folder / "out")
    assert [file.id for file in archive.files] == ["a.txt"]
    assert archive.ignored == ("表.xlsx",)


def test_archive_that_is_its_own_output_folder(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "index.html", "findings.xlsx", "reviews/a.html", "b/index.html", "b/reviews/c.txt")
    for out in (tmp_path, tmp_path / "b" / ".."):
        archive = read_archive([tmp_path], out=out)
        assert [file.id for file in archive.files] == ["a.txt", "b/index.html", "b/reviews/c.txt"]
        assert archive.ignored == ()


def test_name_that_is_no_text(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", "a.txt")
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt"))).write_text("x")
    archive = read_archive([folder], out=tmp_path / "out")
    assert all(file.id.encode("utf-8") for file in archive.files)
    assert len(archive.files) == 2


def test_empty_folder_is_told_and_a_missing_one_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    archive = read_archive([tmp_path / "empty"], out=tmp_path / "out")
    assert archive.files == ()
    assert "没有可读的报告" in archive.unreadable[0][1]
    with pytest.raises(ConfigError, match="不是文件夹"):
        read_archive([tmp_path / "missing"], out=tmp_path / "out")
