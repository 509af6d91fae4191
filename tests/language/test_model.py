"""The language model: keys, training, storing, and what it finds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.document.span import Span
from reviewer.errors import MissingResource, StaleResource
from reviewer.language.grams import MAX_ORDER, Alphabet, encode, look_up, pack, plain, windows
from reviewer.language.model import LanguageModel
from reviewer.language.prose import read_prose
from reviewer.language.store import Language, load_language
from reviewer.language.train import train_language_model


@given(st.text(max_size=60))
def test_plain_keeps_the_length(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(max_size=60))
def test_every_character_has_a_number(model: LanguageModel, text: str) -> None:
    ids = encode(text, model.table)
    assert len(ids) == len(text)
    assert ids.min(initial=0) >= 0


def test_variants_of_a_sign_share_a_number() -> None:
    table = Alphabet("公开，0a").table()
    assert encode("，", table)[0] == encode(",", table)[0]
    assert encode("7", table)[0] == encode("０", table)[0] > 1
    assert encode("。", table)[0] == encode("\n", table)[0] == 1


def test_keys_of_different_strings_differ() -> None:
    rows = np.array([[1, 2, 3, 4, 5], [1, 2, 3, 5, 4], [4095] * MAX_ORDER])
    assert len(set(pack(rows).tolist())) == 3
    assert pack(rows).min() > 0
    assert windows(np.array([1, 2, 3]), 2).tolist() == pack(np.array([[1, 2], [2, 3]])).tolist()


def test_what_is_not_there_counts_nothing() -> None:
    keys, values = np.array([3, 7]), np.array([1, 2], dtype=np.float32)
    assert look_up(keys, values, np.array([1, 3, 7, 9])).tolist() == [0, 1, 2, 0]
    assert look_up(keys[:0], values[:0], np.array([1])).tolist() == [0]


@pytest.fixture(scope="module")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = tmp_path_factory.mktemp("corpus")
    lines = []
    for number in range(3):
        (corpus / f"{number}.txt").write_text("做好政府信息公开工作。\n表头\t1\t2\n按期公布。\n", encoding="utf-8")
        lines.append(json.dumps({"id": f"{number}.txt", "author": "AB"[number % 2]}))
    (corpus / "manifest.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return corpus


def test_training_leaves_tables_out_and_gives_the_same_bytes(small_corpus: Path, tmp_path: Path) -> None:
    assert all("\t" not in line for report in read_prose(small_corpus) for line in report.lines)
    for name in ("one", "two"):
        train_language_model(small_corpus, tmp_path / name)
    for path in sorted((tmp_path / "one" / "language").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / "language" / path.name).read_bytes()
    model = load_language(tmp_path / "one" / "language").model
    keys = windows(encode("政府信息公", model.table), MAX_ORDER)
    assert model.count(keys, MAX_ORDER)[0] >= 3


def test_missing_and_damaged_models_are_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingResource, match="reviewer train"):
        load_language(tmp_path)
    shutil.copytree(root / "models" / "language", tmp_path / "language")
    (tmp_path / "language" / "characters.txt").write_text("公开", encoding="utf-8")
    with pytest.raises(StaleResource, match=r"characters\.txt"):
        load_language(tmp_path / "language")


def test_corpus_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingResource, match=r"manifest\.jsonl"):
        read_prose(tmp_path)


def correct(language: Language, text: str) -> list[tuple[str, str]]:
    slips = language.corrector.find(text, [Span(0, len(text))] if text else [])
    return [(slip.span.quote(text), slip.replacement) for slip in slips]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("进一步加强政府信息公开工做，提高工作质量。", "工作"),
        ("全年未收到政府信息公开申情。", "申请"),
        ("认真贯彻落石党中央决策部署。", "落实"),
        ("及时回应社会关且的问题。", "社会关切"),
    ],
)
def test_wrong_characters_are_put_right(language: Language, text: str, right: str) -> None:
    assert any(right in new or new in right for _, new in correct(language, text))


@pytest.mark.parametrize(
    "text",
    [
        "全年共收到政府信息公开申请12件，均按期答复。",
        "乡镇街道设置政府信息查阅点，方便群众就近查阅。",
        "瀍河回族区商务局编制本报告。",
        "實施政府信息公開條例",
        "abc 123 ……——",
        "",
    ],
)
def test_right_sentences_raise_nothing(language: Language, text: str) -> None:
    assert correct(language, text) == []


def test_guarded_words_are_left_alone(language: Language) -> None:
    text = "进一步加强政府信息公开工做。"
    assert language.corrector.find(text, [Span(0, len(text))])
    assert not language.corrector.find(text, [Span(0, len(text))], [Span(0, len(text))])
