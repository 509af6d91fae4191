"""What the language model is trained on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewer.errors import MissingResource
from reviewer.language.prose import read_business, read_drafts


def write_draft(corpus: Path, text: str, slips: list[dict[str, object]]) -> None:
    (corpus / "labels").mkdir(parents=True)
    (corpus / "seeded.jsonl").write_text(json.dumps({"id": "a.txt", "author": "S"}) + "\n", encoding="utf-8")
    (corpus / "a.txt").write_text(text, encoding="utf-8")
    (corpus / "labels" / "a.jsonl").write_text("\n".join(map(json.dumps, slips)) + "\n", encoding="utf-8")


def test_slips_of_language_are_put_right(tmp_path: Path) -> None:
    slips: list[dict[str, object]] = [
        {"start": 0, "end": 4, "topics": [], "kind": "substance"},
        {"start": 2, "end": 4, "quote": "工做", "category": "typo", "replacement": "工作"},
        {"start": 5, "end": 7, "quote": "。。", "category": "punctuation", "replacement": "。"},
        {"start": 8, "end": 10, "quote": "县委", "category": "wrong_department", "replacement": "市委"},
    ]
    write_draft(tmp_path, "公开工做了。。\n县委\n表头\t1\n", slips)
    (prose,) = read_drafts(tmp_path)
    assert prose.lines == ("公开工作了。", "县委")
    assert prose.author == "draft S"


def test_corpus_without_drafts_has_none(tmp_path: Path) -> None:
    assert read_drafts(tmp_path) == ()
    assert read_business(tmp_path) == ()


def test_draft_without_labels_is_refused(tmp_path: Path) -> None:
    write_draft(tmp_path, "公开\n", [])
    (tmp_path / "labels" / "a.jsonl").unlink()
    with pytest.raises(MissingResource, match=r"a\.jsonl"):
        read_drafts(tmp_path)


def test_wordings_of_trades_are_read(tmp_path: Path) -> None:
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences" / "business.txt").write_text("# 说明\nedu|学位余量 学区范围\n", encoding="utf-8")
    assert read_business(tmp_path) == ("学位余量", "学区范围")
