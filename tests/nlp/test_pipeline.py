from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from reviewer.document.model import Document
from reviewer.nlp.pipeline import COMPONENTS, annotate, build_pipeline

TEXT = "清泽县水利局2023年公开信息118条。明年再增加两成；全部按期。"


@dataclass(frozen=True)
class Name:
    surface: str
    kind: str = "place"
    key: str = "x"
    form: str = "full"


def test_text_is_kept_character_for_character(parse_draft: Callable[[str], Document], clean_text: str) -> None:
    document = parse_draft(clean_text)
    assert annotate(document, build_pipeline(patterns=[Name("清泽县")])).text == document.text


def test_components_write_their_slots() -> None:
    doc = build_pipeline(patterns=[Name("清泽县"), Name("清泽县水利局", "organ")])(TEXT)
    assert [(mention.surface, mention.kind) for mention in doc._.mentions] == [("清泽县水利局", "organ")]
    assert [str(quantity.value) for quantity in doc._.quantities] == ["118"]
    assert [date.kind for date in doc._.dates] == ["year", "relative_year"]
    assert [sentence.text for sentence in doc.sents] == [
        "清泽县水利局2023年公开信息118条。",
        "明年再增加两成；",
        "全部按期。",
    ]


def test_names_are_found_in_any_width() -> None:
    doc = build_pipeline(patterns=[Name("清泽水利(官方)", "account")])("关注清泽水利（官方）账号")
    assert [mention.span.quote(doc.text) for mention in doc._.mentions] == ["清泽水利（官方）"]


def test_without_a_lexicon_names_are_not_silently_absent() -> None:
    nlp = build_pipeline(patterns=[])
    nlp.remove_pipe("reviewer_mentions")
    nlp.add_pipe("reviewer_mentions")
    with pytest.raises(RuntimeError, match="no lexicon"):
        nlp(TEXT)


def test_both_engines_give_the_same_words() -> None:
    fast = build_pipeline(patterns=[], engine="rjieba")(TEXT)
    plain = build_pipeline(patterns=[], engine="jieba")(TEXT)
    assert [token.text for token in fast] == [token.text for token in plain]


def is_installed() -> bool:
    return any(point.name == "reviewer_sentences" for point in entry_points(group="spacy_factories"))


@pytest.mark.skipif(not is_installed(), reason="reviewer is not installed here, so that spaCy cannot find it")
def test_saved_pipeline_loads_in_a_fresh_process(tmp_path: Path) -> None:
    nlp = build_pipeline(patterns=[])
    nlp.remove_pipe("reviewer_mentions")  # its lexicon is knowledge, handed over at run time
    nlp.to_disk(tmp_path / "pipeline")
    code = (
        "import spacy, sys; nlp = spacy.load(sys.argv[1]); doc = nlp(sys.argv[2]);"
        "print(nlp.pipe_names, len(list(doc.sents)), len(doc._.dates), [t.text for t in doc] == sys.argv[3].split('|'))"
    )
    words = "|".join(token.text for token in nlp(TEXT))
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "pipeline"), TEXT, words],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert run.stdout.split("\n")[0] == f"{list(COMPONENTS[:3])} 3 2 True"
