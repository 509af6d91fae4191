"""Collects what a draft says about whose report it is, place by place in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.document.model import Document, Paragraph
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.identity.model import ClaimSource
from reviewer.identity.title import parse_title
from reviewer.nlp.annotations import DateMention
from reviewer.regex import Regex

_ORGAN_END = (
    r"(?:人民政府办公[厅室]|人民政府|办公[厅室]|委员会|管委会|街道办事处|办事处|街道办|街道|分局|总队|支队|大队|中心|"
    r"局|厅|委|办|馆|社|院|会|站|所|(?:镇|乡)(?![建规居村振])|海关|队|行|中学|小学|学院|大学)"
)
_ORGAN = rf"[^\W\d_]{{1,30}}?{_ORGAN_END}(?:\((?!以下|下称|简称)[\u4e00-\u9fff、]{{2,20}}\))?"
# An office inside the organ: 〈局〉政务公开工作领导小组办公室, 〈高新区〉党政办公室宣传中心.
_INNER_OFFICE = Regex(
    r"(?<=[^\W\d_]{2}[局厅委会院社队])(?:(?:政府|政务)?信息(?:与|和)?(?:政务)?公开|政务公开)[^\W\d_]{0,10}?(?:办公室|办|中心)$"
    r"|(?<=[^\W\d_]{2}[区会])党政(?:综合)?办(?:公室)?(?:[^\W\d_]{2,6}(?:中心|科|股|室))?$"
)
_EDITED_BY = Regex(
    rf"(?<!不)由(?P<organ>{_ORGAN})(?:[、和与-]{_ORGAN})?(?:\([^()\n]{{2,20}}\))?(?:办公室|综合科|秘书科)?(?:负责)?"
    r"(?:(?:严格)?(?:按照|根据|依据)[^。\n]{4,200}?(?:要求|规定|精神|实际))?(?:编制|制作|汇总|编写)"
)
_CONTACT = Regex(
    rf"(?:请|可)?(?:直接)?(?:与|向|同|到)(?P<organ>{_ORGAN})(?P<inner>(?:党政|综合)?办公室|[^\W\d_]{{2,6}}[科股室])?(?:\([^()\n]{{6,120}}\))?(?:进行)?(?:联系|咨询|反映|提出|反馈)"
)
# 如有疑问，请联系：清泽县水利局，地址：……
_CONTACT_AFTER = Regex(
    rf"请(?:与|同)?联系:?\s?(?P<organ>{_ORGAN})(?=[,;(、。\s]|[^\W\d_]{{0,12}}办公室|[^\W\d_]{{2,6}}[科股室]|电话)"
)
_HEREBY = Regex(
    r"(?:(?:现|特)(?:将|向社会公布|向社会公开|公布|发布|就)|涵盖了?)(?:20\d\d\s?年度?)?"
    rf"(?P<organ>{_ORGAN})(?:\((?:以下)?(?:统称|简称|称)[^()\n]{{1,16}}\))?(?:20\d\d\s?年)?度?(?:的)?(?:(?:政府|政务)信息公开|信息公开(?=工作))"
)
_GOVERNMENT_OF = Regex(r"人民政府(?=[^\W\d_]{2,6}(?:街道|镇|乡))")
# 2024年，……现将工作总结如下：a report whose title was not copied with it.
_OPENING_YEAR = Regex(r"^\s*(20[0-3]\d)年度?[，,](?=[^\n]{0,200}(?:总结|报告|汇报|公布|情况)如下)")
# 由……编制的2010年度政府信息公开年度报告，现公布2024年……信息公开工作年度报告: the year stands in a sentence.
_REPORT_OF = Regex(
    r"(?:编制的|编制了|公布|公开|发布|报告)[^。\n《〈(]{0,20}?(20[0-3]\d)\s?年度?[^。,\n《》〈〉]{0,24}?"
    r"(?:信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:报告|年报)(?!格式|编制|有关|的通知)"
)
# A report that names its year nowhere but in what it tells: 2010年，我局……; 截至2010年底，…….
_TOLD_ANYWHERE = Regex(r"(?<![\d〔\[(-])(20[0-3]\d)\s?年(?!度?[《〉》]|\d{1,2}\s?月\d{1,2}\s?日(?:起|前)?施行)")
_MIN_TOLD = 3
# One year is all that a text says, and it says what was or was not done in it: 2025年度未收取信息处理费.
_YEARLY = Regex(r"20[0-3]\d年度?[,，]?(?:[我本全][^\W\d_]{1,3})?(?:未|没有|共|累计|收到|主动公开)")
_NAMED_UNIT = Regex(
    rf"(?:联系|编制|报送|填报|公开|发布|责任)(?:单位|机构|机关)(?:名称)?[:：]\s*(?P<organ>{_ORGAN}?)(?=办公室|[\s,;。(]|$)"
)
# 2021年，靖南区司法局认真落实……: the doer of the year's work.
_DOER = Regex(
    rf"(?:^|[\n。])\s*20[0-3]\d年度?(?:以?来)?,?(?P<organ>{_ORGAN}?)"
    r"(?=认真|坚持|严格|深入|全面|积极|按照|围绕|紧紧|紧扣|始终|落实|贯彻|持续|扎实|高度重视|切实|以习近平)"
)
# 2023年，我局认真贯彻……: the year of which the work is told, and not of a plan.
_TOLD_YEAR = Regex(
    r"(?:^|[\n。])\s*(20[0-3]\d)年度?[,]?(?:[我本全][局委办厅县区市镇乡院馆机中]|[县区市镇乡]|认真|围绕|按照|坚持|严格)(?![^。\n]{0,20}将)"
)
_OPENS_WITH_YEAR = Regex(r"(?:^|\n)[ \t\u3000\xa0]*(20[0-3]\d)年度?[，,](?![^。\n]{0,20}将)[^\n]{12}")
_OPENING_LENGTH = 600
_NAMED_REPORT = Regex(r"《([^《》]{6,60}年度(?:工作)?报告)》")
_SIGNATURE_DATE = Regex(r"^[\s(]*(?:19|20|二[〇○零])\S{2}\s*年\s*\S{1,2}\s*月\s*\S{1,3}\s*日[\s)]*$")
_SIGNATURE = Regex(rf"^(?:{_ORGAN})$")
_FOREWORD = Regex(r"\s*(?:引|前)\s*言|\s*编制说明")


@dataclass(frozen=True, slots=True)
class OrganClaim:
    """Words that name the organ whose report this is.

    Args:
        words: The name as written.
        source: Where it stands.
        span: The name in the text; None outside the body.
        quote: Name with some words around it.
    """

    words: str
    source: ClaimSource
    span: Span | None
    quote: str


@dataclass(frozen=True, slots=True)
class YearClaim:
    """A year stated as the one reported on."""

    year: int
    source: ClaimSource
    span: Span | None
    quote: str


def find_organ_claims(document: Document) -> Iterator[OrganClaim]:
    """Yield the names of the issuing organ: title, preface, signature, web page, file name; else from the body."""
    stated = list(_stated_organs(document))
    yield from stated or _from_body(document)


def _stated_organs(document: Document) -> Iterator[OrganClaim]:
    if document.title is not None:
        yield from _from_title(document.quote(document.title.span), "title", document.title.span.start)
    body = _preface(document)
    folded = fold(body[0])
    for pattern, source in (
        (_HEREBY, "preface"),
        (_EDITED_BY, "preface"),
        (_CONTACT, "contact"),
        (_CONTACT_AFTER, "contact"),
    ):
        for match in pattern.finditer(folded):
            start, end = match.span("organ")
            end -= _inner_length(match["organ"])
            span = Span(body[1] + start, body[1] + end)
            words = _GOVERNMENT_OF.sub("", document.quote(span))
            yield OrganClaim(words, source, span, body[0][match.start() : match.end()])  # type: ignore[arg-type]
    if document.title is None:
        for start, name in _named_reports(*body):
            yield from _from_title(name, "preface", start)
    yield from _from_signature(document)
    for field in ("page_title", "title"):
        if field in document.metadata:
            yield from _from_title(document.metadata[field], "metadata", None)
    for field in ("publisher", "source"):
        words = document.metadata.get(field, "").strip()
        if words:
            yield OrganClaim(words, "metadata", None, words)
    yield from _from_title(document.source.name.rpartition(".")[0], "file_name", None)


def find_year_claims(document: Document, dates: tuple[DateMention, ...]) -> Iterator[YearClaim]:
    """Yield the years that the draft states as its own; if none, the one that its sentences tell of."""
    stated = list(_stated_years(document, dates)) or list(_told_years(document, dates))
    yield from stated
    if not stated and (told := _most_told_year(document)):
        yield told


def _most_told_year(document: Document) -> YearClaim | None:
    opening = _OPENS_WITH_YEAR.search(document.text[:_OPENING_LENGTH])
    if opening:
        return YearClaim(int(opening[1]), "body", Span(*opening.span(1)), opening[0])
    matches = list(_TOLD_ANYWHERE.finditer(document.text))
    counts = Counter(int(match[1]) for match in matches)
    if not counts:
        return None
    year, count = counts.most_common(1)[0]
    is_only = len(counts) == 1 and _YEARLY.search(document.text) is not None
    if not is_only and (count < _MIN_TOLD or 2 * count <= len(matches)):
        return None
    first = next(match for match in matches if int(match[1]) == year)
    return YearClaim(year, "body", Span(*first.span(1)), document.text[first.start() : first.start() + 16])


def _stated_years(document: Document, dates: tuple[DateMention, ...]) -> Iterator[YearClaim]:
    """Yield the years of the title, the period of statistics, the preface, the web page and the file name."""
    if document.title is not None:
        quote = document.quote(document.title.span)
        parts = parse_title(quote)
        if parts and parts.year and parts.year_span:
            yield YearClaim(parts.year, "title", parts.year_span.shift(document.title.span.start), quote)
    for mention in dates:
        if mention.kind == "period" and mention.month is not None and mention.year is not None:
            before = document.text[max(0, mention.span.start - 24) : mention.span.start]
            if "统计" in before or "数据" in before or "期限" in before or "时限" in before:
                year = mention.year
                yield YearClaim(year, "period", mention.span, before[-12:] + document.quote(mention.span))
    if document.title is None:
        words, offset = _preface(document)
        for match in _REPORT_OF.finditer(fold(words)):
            yield YearClaim(int(match[1]), "preface", Span(*match.span(1)).shift(offset), match[0])
        for start, name in _named_reports(words, offset):
            parts = parse_title(name)
            if parts and parts.year and parts.year_span:
                yield YearClaim(parts.year, "preface", parts.year_span.shift(start), name)
    for field in ("page_title", "title"):
        parts = parse_title(document.metadata.get(field, ""))
        if parts and parts.year:
            yield YearClaim(parts.year, "metadata", None, document.metadata[field])
    opening = _OPENING_YEAR.search(_preface(document)[0][:240]) if document.title is None else None
    if opening:
        start = _preface(document)[1] + opening.start(1)
        yield YearClaim(int(opening[1]), "body", Span(start, start + 4), opening[0][:24])
    parts = parse_title(document.source.name)
    if parts and parts.year:
        yield YearClaim(parts.year, "file_name", None, document.source.name)


def _from_body(document: Document) -> Iterator[OrganClaim]:
    """Yield what names the organ of a text without title: its first line alone, the unit to contact."""
    first = next((block for block in document.blocks if isinstance(block, Paragraph)), None)
    if first is not None:
        quote = document.quote(first.span)
        if _SIGNATURE.match("".join(fold(quote).split())) and len(quote) <= 24:
            yield OrganClaim("".join(quote.split()), "body", first.span, quote)
    folded = fold(document.text)
    for pattern in (_NAMED_UNIT, _CONTACT, _DOER):
        for match in pattern.finditer(folded):
            start, end = match.span("organ")
            span = Span(start, end - _inner_length(match["organ"]))
            yield OrganClaim(document.quote(span), "body", span, document.text[match.start() : match.end()])


def _inner_length(organ: str) -> int:
    """Return how many characters at the end of ``organ`` name an office inside it."""
    inner = _INNER_OFFICE.search(organ)
    return len(inner[0]) if inner else 0


def _told_years(document: Document, dates: tuple[DateMention, ...]) -> Iterator[YearClaim]:
    """Yield the year of a text that states none: a whole year counted, or how it tells its work."""
    for mention in dates:
        whole = (mention.month, mention.day, mention.end_month, mention.end_day) == (1, 1, 12, 31)
        if mention.kind == "period" and whole and mention.year is not None and mention.year == mention.end_year:
            yield YearClaim(mention.year, "body", mention.span, document.quote(mention.span))
            return
    match = _TOLD_YEAR.search(fold(document.text[:400]))
    if match:
        yield YearClaim(int(match[1]), "body", Span(*match.span(1)), match[0])


def _from_title(text: str, source: ClaimSource, offset: int | None) -> Iterator[OrganClaim]:
    parts = parse_title(text)
    if parts is None or parts.issuer is None:
        return
    words, span = parts.issuer
    yield OrganClaim(words, source, span.shift(offset) if offset is not None else None, text)


def _named_reports(text: str, offset: int) -> Iterator[tuple[int, str]]:
    """Yield the annual reports that a preface names between title marks, and where their names start."""
    for match in _NAMED_REPORT.finditer(text):
        yield offset + match.start(1), match[1]


def _preface(document: Document) -> tuple[str, int]:
    """Return the text in front of the first official-looking heading, and where it starts."""
    start = document.title.span.end if document.title else 0
    first = next((one for one in document.sections if not _FOREWORD.match(document.quote(one.heading.span))), None)
    end = first.span.start if first else min(len(document.text), start + 1500)
    return document.text[start : max(start, end)], start


def _from_signature(document: Document) -> Iterator[OrganClaim]:
    paragraphs = [block for block in document.blocks[-6:] if isinstance(block, Paragraph) and not block.is_heading]
    for position, paragraph in enumerate(paragraphs):
        quote = document.quote(paragraph.span)
        compact = "".join(fold(quote).split())
        if len(compact) > 32 or not _SIGNATURE.match(compact):
            continue
        followed_by_date = any(
            _SIGNATURE_DATE.match(document.quote(later.span)) for later in paragraphs[position + 1 : position + 3]
        )
        if followed_by_date or position == len(paragraphs) - 1:
            yield OrganClaim(compact, "signature", paragraph.span, quote)
