"""Sentences of 总体情况 that are nothing but a slogan, among others that say something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.checks.context import CheckContext
from reviewer.checks.substance._checkable import count_characters, has_fact, names_act, names_channel, slogan_residue
from reviewer.document.span import Span
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_MARK = Regex(r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]+[、.．]|第?[一二三四五六七八九]是)\s*")
_LABEL = Regex(r"^(?:在|关于)?[^，。：；]{2,14}?(?:(?:方面|情况|工作)?[。：]|方面，)\s*(?=.)")
_GUIDANCE = Regex(
    r"领导下|指导下|为指导|为引领|习近平|精神|条例|不公开为例外|知情权|以[^，]{2,12}为(?:目标|主线|契机|抓手)|"
    r"报告如下|如下[。：]|问题|不足(?!取)|短板|差距|薄弱|弱项"
)
_RESULT = Regex(
    r"(?:提升|提高|增强|完善|健全|规范|到位|有序|有力|有效|成效|效果|水平|台阶|局面|基础|好评|赞誉|保障|顺畅|畅通|高效|良好|满意|显著|明显|"
    r"便捷|可控|平稳|落实|优化|深入|支撑|篇章|正轨|氛围|合力|可靠|准确|加强|进展|突破|成绩|贡献)[^，。；]{0,4}[。；]?$"
)
_EMPTY = 0.1
_EMPTY_WITH_RESULT = 0.16
_MOST_LEFT = 4
_LEAST = 9
_LEAST_ALONE = 6
_HEADLINE = 12
_ENDS = ("。", "；", ";", "！")


@dataclass(frozen=True, slots=True)
class Slogan:
    """A sentence that says nothing one could check.

    Args:
        span: Its words, without number and label.
        share: The share of its characters that no word of slogans accounts for; the emptiest has 0.
    """

    span: Span
    share: float


def find_slogans(ctx: CheckContext) -> Iterator[Slogan]:
    """Yield the slogans of 总体情况, in order; openings that profess guidance, and run-in headings, are none."""
    sentences = ctx.sentences
    for index, sentence in enumerate(sentences):
        if ctx.section_key_at(sentence.span.start) != "overview":
            continue
        text = sentence.text
        mark = _MARK.match(text)
        start = mark.end() if mark else 0
        label = _LABEL.match(text, start)
        start = label.end() if label else start
        if not text.endswith(_ENDS) or _GUIDANCE.search(text) or _is_headline(sentences, index, text[start:]):
            continue
        share = measure_slogan(text[start:], _LEAST_ALONE if _is_alone(sentences, index) else _LEAST)
        if share is not None:
            yield Slogan(Span(sentence.span.start + start, sentence.span.end), share)


def _is_headline(sentences: Sequence[Sentence], index: int, words: str) -> bool:
    """Tell whether a short sentence only announces what the next of its paragraph elaborates: 一是抓动态更新。…."""
    after = sentences[index + 1] if index + 1 < len(sentences) else None
    if after is None or after.block != sentences[index].block or _MARK.match(after.text):
        return False
    opens = index == 0 or sentences[index - 1].block != sentences[index].block
    is_short = count_characters(words) < _HEADLINE and _RESULT.search(words) is None
    return _MARK.match(sentences[index].text) is not None or (opens and is_short)


def _is_alone(sentences: Sequence[Sentence], index: int) -> bool:
    around = [*sentences[max(0, index - 1) : index], *sentences[index + 1 : index + 2]]
    return all(other.block != sentences[index].block for other in around)


def measure_slogan(text: str, least: int = _LEAST) -> float | None:
    """Return the share of a text that no word of slogans accounts for; None if the text says something."""
    total = count_characters(text)
    if total < least or has_fact(text) or names_act(text):
        return None
    left = len(slogan_residue(text))
    limit = _EMPTY_WITH_RESULT if _RESULT.search(text) else _EMPTY
    is_placed = left > 0 and names_channel(text)
    return left / total if left <= min(limit * total, _MOST_LEFT) and not is_placed else None


def is_short_slogan(text: str, least: int) -> bool:
    """Tell whether a sentence is a slogan and no headline of a list: 四是严格信息审核。"""
    return _MARK.match(text) is None and measure_slogan(text, least) is not None
