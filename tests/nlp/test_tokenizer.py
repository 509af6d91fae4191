from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from reviewer.nlp.tokenizer import JiebaTokenizer, build_segmenter

RUST = build_segmenter("rjieba")
PYTHON = build_segmenter("jieba")
MIXED = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("abcXYZ0123456789０１ ，。；：、（）()“”%-_./\t\n+#@&"),
    ),
    max_size=120,
)


def test_fast_words_equal_jieba_on_every_corpus_report(root: Path) -> None:
    for path in sorted((root / "corpus" / "raw").rglob("*.txt"))[::4]:
        text = path.read_text(encoding="utf-8")
        assert RUST(text) == PYTHON(text), path.name


@given(MIXED)
def test_fast_words_equal_jieba_on_any_text(text: str) -> None:
    assert list(RUST(text)) == list(PYTHON(text))


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_words_add_up_to_the_text(engine: str) -> None:
    text = "清泽县水利局 2023年\n\t公开信息118条，第1.5%。\r\n𠮷"
    doc = JiebaTokenizer(spacy.blank("zh").vocab, engine=engine)(text)  # type: ignore[arg-type]
    assert doc.text == text


def test_empty_text_has_no_words() -> None:
    assert len(JiebaTokenizer(spacy.blank("zh").vocab)("")) == 0


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_user_words_stay_whole_and_out_of_other_tokenizers(engine: str) -> None:
    vocab = spacy.blank("zh").vocab
    own = JiebaTokenizer(vocab, engine=engine, user_words=["清泽水利微讯"])  # type: ignore[arg-type]
    plain = JiebaTokenizer(vocab, engine=engine)  # type: ignore[arg-type]
    assert "清泽水利微讯" in [token.text for token in own("关注清泽水利微讯账号")]
    assert "清泽水利微讯" not in [token.text for token in plain("关注清泽水利微讯账号")]


def test_settings_survive_saving() -> None:
    vocab = spacy.blank("zh").vocab
    saved = JiebaTokenizer(vocab, engine="rjieba", user_words=["清泽水利微讯"]).to_bytes()
    loaded = JiebaTokenizer(vocab).from_bytes(saved)
    assert loaded.engine == "rjieba"
    assert loaded.user_words == ("清泽水利微讯",)
    assert "清泽水利微讯" in [token.text for token in loaded("关注清泽水利微讯账号")]
