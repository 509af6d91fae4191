"""A jieba tokenizer for spaCy that keeps every character and shares no state.

spaCy's own uses the process-wide jieba, so that one ``jieba.add_word`` anywhere
changes every pipeline. Ours holds an instance of its own. The fast path is
rjieba (the same algorithm and dictionary in Rust, about 28 times as fast); a
test holds its tokens equal to jieba's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from reviewer.nlp.annotations import TEXT_KEY
from reviewer.regex import Regex

Engine = Literal["auto", "rjieba", "jieba"]
Segmenter = Callable[[str], Sequence[str]]

# rjieba keeps “2023-01-05” and “a_b” whole where jieba cuts at the sign.
_JOINED = Regex(r"([-_])")


class JiebaTokenizer:
    """Turns text into a Doc whose text equals the input, white space included.

    Args:
        vocab: spaCy's vocabulary.
        engine: ``rjieba``, ``jieba``, or ``auto`` for the first that is installed.
        user_words: Words that are never cut; saved with the pipeline.
    """

    def __init__(self, vocab: Vocab, *, engine: Engine = "auto", user_words: Iterable[str] = ()) -> None:
        self.vocab = vocab
        self.engine: Engine = engine
        self.user_words = tuple(user_words)
        self._segment = build_segmenter(engine, self.user_words)

    def __call__(self, text: str) -> Doc:
        """Return the Doc of ``text``."""
        words = self._segment(text) if text else []
        doc = Doc(self.vocab, words=list(words), spaces=[False] * len(words))
        doc.user_data[TEXT_KEY] = text
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """Return the tokenizer's settings; the dictionary itself comes with jieba."""
        settings = {"engine": self.engine, "user_words": list(self.user_words)}
        return json.dumps(settings, ensure_ascii=False).encode()

    def from_bytes(self, data: bytes, **_: object) -> JiebaTokenizer:
        """Take over settings made by :meth:`to_bytes`."""
        settings = json.loads(data)
        self.__init__(self.vocab, engine=settings["engine"], user_words=settings["user_words"])  # type: ignore[misc]
        return self

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Write the settings to ``path``."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> JiebaTokenizer:
        """Take over settings written by :meth:`to_disk`."""
        return self.from_bytes(Path(path).read_bytes())


@registry.tokenizers("reviewer.jieba.v1")  # type: ignore[untyped-decorator]
def create_jieba_tokenizer(
    engine: Engine = "auto", user_words: Sequence[str] = ()
) -> Callable[[Language], JiebaTokenizer]:
    """Return what spaCy's config calls to make the tokenizer of a pipeline."""

    def create(nlp: Language) -> JiebaTokenizer:
        return JiebaTokenizer(nlp.vocab, engine=engine, user_words=user_words)

    return create


def build_segmenter(engine: Engine, user_words: Sequence[str] = ()) -> Segmenter:
    """Return a function from text to words that concatenate to the text."""
    use_rust = engine == "rjieba" or (engine == "auto" and find_spec("rjieba") is not None)
    if user_words:
        return _build_rust(tuple(user_words)) if use_rust else _build_python(tuple(user_words))
    return _shared(use_rust)


@cache
def build_exact_segmenter() -> Segmenter:
    """Return a function from text to words of the dictionary; what is no word comes as single characters."""
    if find_spec("rjieba") is not None:
        from rjieba import cut  # noqa: PLC0415  (its dictionary loads on import)

        return lambda text: cut(text, False)
    tokenizer = _python_tokenizer()
    return lambda text: list(tokenizer.cut(text, HMM=False))


@cache
def _shared(use_rust: bool) -> Segmenter:
    return _build_rust(()) if use_rust else _build_python(())


def _build_rust(user_words: tuple[str, ...]) -> Segmenter:
    import rjieba  # noqa: PLC0415  (its dictionary loads on import)

    dictionary: Any = rjieba
    if user_words:
        dictionary = rjieba.Jieba()
        for word in user_words:
            dictionary.add_word(word, dictionary.suggest_freq(word), "n")

    def segment(text: str) -> list[str]:
        words: list[str] = dictionary.cut(text)
        if "-" not in text and "_" not in text:
            return words
        split: list[str] = []
        for word in words:
            if len(word) > 1 and ("-" in word or "_" in word):
                split.extend(part for part in _JOINED.split(word) if part)
            else:
                split.append(word)
        return split

    return segment


def _python_tokenizer() -> Any:  # noqa: ANN401  (jieba has no types)
    import logging  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    import jieba  # noqa: PLC0415

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # jieba writes a marshal cache; in the shared temp folder anybody could plant one.
    with tempfile.TemporaryDirectory() as own:
        tokenizer.tmp_dir = own
        tokenizer.initialize()
    return tokenizer


def _build_python(user_words: tuple[str, ...]) -> Segmenter:
    tokenizer = _python_tokenizer()
    for word in user_words:
        tokenizer.add_word(word)

    def segment(text: str) -> list[str]:
        return list(tokenizer.cut(text))

    return segment
