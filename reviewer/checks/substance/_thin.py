"""Topics of 总体情况 that are too thin: one short sentence, or disclosure without a figure; heaps of adverbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer.checks.context import CheckContext
from reviewer.checks.substance._checkable import count_characters, has_fact, names_act, names_channel
from reviewer.document.span import Span
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_ADVERB = r"(?:不断|进一步|切实|持续|着力|大力|全面|扎实|深入|积极|认真|努力|继续|有效|稳步|始终)"
_HEAP = Regex(rf"{_ADVERB}(?:地)?{_ADVERB}(?:地)?{_ADVERB}")
_FIGURE = Regex(r"\d|[一二三四五六七八九十两百]+余?(?:条|件|篇|次|期|份|项|个(?!方面)|批|类|场|部|本|张)")
_PUBLISHED = Regex(
    r"(?:公开|公布|发布|推送|更新|公示|上传|刊登|刊发|编发)[^，。；]{0,24}?\d+余?[多万]*(?:条|篇|件|期|次|份|项|个|则)|\d+余?[多万]*(?:条|篇)"
)
_DATE = Regex(
    r"(?:19|20)\d\d\s*年(?:度)?|\d{1,2}月(?:\d{1,2}日)?|〔\d{4}〕\d+号|第[一二三四五六七八九十\d]+[条款项]|12345"
)


def is_thin(sentences: Sequence[Sentence], limit: int) -> bool:
    """Tell whether a topic is one short sentence that states no fact: 均按规定答复."""
    text = "".join(one.text for one in sentences)
    says = has_fact(text) or names_act(text) or names_channel(text)
    return len(sentences) == 1 and 0 < count_characters(text) <= limit and not says


def has_figure(ctx: CheckContext, sentences: Sequence[Sentence]) -> bool:
    """Tell whether sentences on disclosure hold a figure, or others of 总体情况 say how much was published."""
    return any(_FIGURE.search(_DATE.sub("，", one.text)) for one in sentences) or any(
        _PUBLISHED.search(_DATE.sub("，", one.text))
        for one in ctx.sentences
        if ctx.section_key_at(one.span.start) == "overview"
    )


def find_heaps(ctx: CheckContext) -> Iterator[Span]:
    """Yield adverbs heaped one on the other: 不断进一步切实."""
    for sentence in ctx.sentences:
        for match in _HEAP.finditer(sentence.text):
            yield Span(*match.span()).shift(sentence.span.start)
