"""Component that finds years, dates and periods."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from reviewer.document.normalize import fold
from reviewer.document.numerals import parse_han
from reviewer.document.span import Span
from reviewer.nlp.annotations import DateMention, register_extensions, text_of
from reviewer.regex import Regex

_HAN_DIGIT = "〇○零一二三四五六七八九"
_YEAR = rf"(?:(?<!\d)(?:1\s?9|2\s?0)\s?\d\s?\d|[一二][{_HAN_DIGIT}]{{3}})"
_PERIOD = Regex(
    rf"(?P<y1>{_YEAR})(?:\s?年|[-./])\s?(?P<m1>\d{{1,2}})(?:\s?月|[-./])\s?(?P<d1>\d{{1,2}})\s?日?(?:\s?\(?(?:起始|开始|起|始)\)?)?\s?[,、]?\s?"
    rf"(?:(?:止于|截止到|截至|至|到|-|~)+|(?<=起[,、])|(?<=起))\s?(?:(?:(?P<y2>{_YEAR})(?:\s?年|[-./])|同年|当年)\s?)?"
    rf"(?P<m2>\d{{1,2}})(?:\s?月|[-./])\s?(?P<d2>\d{{1,2}})\s?日?(?:\s?(?:截止|止))?"
)
_DATE = Regex(
    rf"(?P<y>{_YEAR})\s?(?:年|(?=[-./]\d))(?:度)?(?:[-./]?\s?(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})(?:\s?月|[-./](?=\d))"
    rf"(?:份)?(?:\s?(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?(?:日|号)?)?)?"
)
_SPAN_OF_YEARS = Regex(rf"(?P<a>{_YEAR})\s?年?\s?[-~至到]\s?(?P<b>{_YEAR})\s?年")
_RELATIVE = Regex(r"今年|本年度?|去年|上年度?|上一年度?|前年|明年|下一?年度?|来年|新的一年")
_OFFSETS = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1, "下": 1, "来": 1, "新": 1}


class DateFinder:
    """Writes ``doc._.dates``, ascending and not overlapping."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates of ``doc``."""
        doc._.dates = tuple(find_dates(text_of(doc)))
        return doc


def find_dates(text: str) -> list[DateMention]:
    """Return the dates of ``text``: periods first, then dates and years, then relative years."""
    folded = fold(text)
    found: list[DateMention] = []
    taken = bytearray(len(text))

    def add(start: int, end: int, mention: DateMention) -> None:
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            found.append(mention)

    for match in _PERIOD.finditer(folded):
        first = to_year(match["y1"])
        last = to_year(match["y2"]) if match["y2"] else first
        span = Span(*match.span())
        months = int(match["m1"]), int(match["d1"]), int(match["m2"]), int(match["d2"])
        add(*match.span(), DateMention(span, "period", first, last, months[0], months[1], months[2], months[3]))
    for match in _SPAN_OF_YEARS.finditer(folded):
        add(*match.span(), DateMention(Span(*match.span()), "period", to_year(match["a"]), to_year(match["b"])))
    for match in _DATE.finditer(folded):
        month, day = _small(match["m"]), _small(match["d"])
        kind = "day" if day else "month" if month else "year"
        add(*match.span(), DateMention(Span(*match.span()), kind, to_year(match["y"]), month=month, day=day))  # type: ignore[arg-type]
    for match in _RELATIVE.finditer(folded):
        add(*match.span(), DateMention(Span(*match.span()), "relative_year", None, offset=_OFFSETS[match[0][0]]))
    return sorted(found, key=lambda mention: mention.span)


def to_year(text: str) -> int:
    """Return the year that 2021, “2 021” or 二〇二一 states."""
    compact = "".join(text.split())
    if compact.isdigit() and compact.isascii():
        return int(compact)
    value = parse_han(compact)
    if value is None:
        raise ValueError(f"not a year: {text!r}")
    return value


def _small(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() else parse_han(text)


def build_dates(nlp: Language, name: str) -> DateFinder:  # noqa: ARG001
    """Return the component; spaCy calls this for ``reviewer_dates``."""
    register_extensions()
    return DateFinder()


Language.factory("reviewer_dates", assigns=["doc._.dates"], func=build_dates)
