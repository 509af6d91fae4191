"""Marks that do not pair, half-width and doubled marks, and the form of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.checks.language._marks import MARKS, find_marks, find_open_items
from reviewer.checks.language._pairs import CLOSERS, PAIRS, WIDE, is_closed_by, unpaired_mark
from reviewer.checks.language._separators import (
    BEFORE_AND,
    BEFORE_ANSWER,
    BEFORE_PARTICLE,
    BEFORE_YEAR,
    IN_COUNTED,
    IN_SERIES,
    find_twins,
)
from reviewer.document.model import Paragraph
from reviewer.document.span import Span
from reviewer.regex import Regex

_HAN = "\u4e00-\u9fff"
_HALF = Regex(
    rf"(?<=[{_HAN}”》）])[,;:?!.](?![A-Za-z0-9_/])|(?<=[{_HAN}”》）])[,;:?!](?=[{_HAN}“《（\d])|(?<=[\d%％a-zA-Z])[,;](?=[{_HAN}])|(?<=[%％])\.(?![\d.])"
)
_HALF_BRACKET = Regex(rf"\((?=[^()\n]*[{_HAN}][^()\n]*\))")
_WIDE_MARKS = dict(zip(",;:?!.(", "，；：？！。（", strict=True))
_DOUBLED = Regex(
    r"[，。、；：,;]\s?[，。、；：,;]|[，、；：]\s?[！？!?]|[！？!?]\s?[，。、；：]|[（《〔][，。、；：]|[，、；：][）》〕]|。\s?[！？]"
)
_NUMBER_FORMS = (
    (Regex(r"\d。\d"), "小数点写成了句号", "请改用小数点。"),
    (Regex(r"百分之\d+(?:\.\d+)?"), "“百分之”与阿拉伯数字混用", "请写作“%”，或全部用汉字。"),
    (Regex(r"(?<!\d)\d0几(?=[^\W\d_])"), "阿拉伯数字与“几”连用", "请改用汉字，或写明具体数字。"),
    (Regex(r"[%％]{2,}"), "百分号重复", "请只保留一个。"),
    (
        Regex(r"(?<![第\d、])\d、\d(?=[次件个人天名家场份篇](?!月))"),
        "相邻两数连用表示概数应写汉字",
        "请写作“三四次”的形式。",
    ),
    (Regex(r"[%％]{2,}"), "百分号重复", "请只保留一个。"),
    (
        Regex(r"(?<![第\d年月〇零])[一二三四五六七八九]?十\d(?=[件条次份篇名场期家项户个])"),
        "汉字与阿拉伯数字混用",
        "请统一用阿拉伯数字。",
    ),
    (Regex(r"https?：//|www。"), "网址里用了全角标点", "请改为半角标点。"),
)
_DOCUMENT_NUMBER = Regex(
    rf"(?<=[{_HAN}])\s?([\[【（(［])\s?((?:19|20)\d{{2}})\s?([\]】）)］])(?=\s?第?\s?\d{{1,4}}\s?号)"
)
_HAN_YEAR = Regex(r"[一二][〇○零O0Оo九][〇○零O0一二九八七][〇○零O0一二三四五六七八九]年")
_FIGURE_YEAR = Regex(r"(?:19|20)\d{2}年")
_WIDE_FIGURE = Regex(r"[０-９]+")
_ENDS = frozenset("。！？；：…!?;:.”’」』）)》】〕—-")
_CONTACT = Regex(
    r"电话|地址|邮编|邮箱|网址|传真|http|www|年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$|〇.{0,4}年.{1,3}月.{1,4}日$"
)
_ENDED_AMOUNT = Regex(r"(?:\d(?:元|件|条|次|份|万元|人)|零|事项|情况|费用|报告|处理费|收费)$")
_STATEMENT = Regex(r"(?:未|没有|共|均|已|不)(?:向|收取|发生|产生|发出|收到|存在)[^\d\s]{2,}[^\W\d_]$")
_CARRY_ON = ("，", "、", ",")
_MIN_PARAGRAPH = 16
_ORGAN = Regex(r"^.{0,24}(?:局|府|委|办|会|处|中心|院|站|所|厅|部|室|队)$")
_MIN_SENTENCE = 12
_MAX_UNCLOSED = 40
_FEW = 2  # so many half-width marks are shown one by one, more as one finding
_MAX_FINDINGS = 8


@dataclass(frozen=True)
class Punctuation(Check):
    """标点符号不成对、重复、半角，或发文字号、数字的写法不合标准。

    What it finds:
        引号、书名号、括号不成对，或全角半角混用；连用两个点号；中文中的半角标点、英文引号；书名号套用书名号；
        段末缺少句号或用了逗号；并列的词之间误用逗号，分句之间、“和”“等”之前用顿号；标题末尾的标点；
        小数点、百分数、概数的写法；
        发文字号的年份未用六角括号；同一报告中年份汉字与阿拉伯数字混用；全角数字。
    Why it matters:
        标点和数字用法有国家标准，公文应当遵守；书名号不成对会使文件名称无法辨认。
    Wrong:
        国办公开办函[2021]30号，，按照《条例规定编制
    Right:
        国办公开办函〔2021〕30号，按照《条例》规定编制
    Known limits:
        网页和扫描件常把全角标点变为半角，因此只作提示，处数多时合并为一条。表格内不检查。
    Source:
        《标点符号用法》（GB/T 15834—2011）、《出版物上数字用法》（GB/T 15835—2011）、
        《党政机关公文格式》（GB/T 9704—2012）。
    """

    id: ClassVar[str] = "language.punctuation"
    category: ClassVar[str] = "punctuation"
    title: ClassVar[str] = "标点和数字用法"
    severity: ClassVar[Severity] = Severity.HINT

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield at most eight findings, of each kind one a paragraph."""
        kinds: tuple[Callable[[CheckContext], Iterator[Finding]], ...] = (
            self._unpaired,
            self._doubled,
            self._document_numbers,
            self._separators,
            self._numerals,
            self._number_forms,
            self._half_width,
            self._marks,
            self._open_ends,
        )
        found = [finding for kind in kinds for finding in kind(ctx)]
        found.sort(key=lambda finding: (finding.severity.rank, _start(finding)))
        yield from found[:_MAX_FINDINGS]

    def _unpaired(self, ctx: CheckContext) -> Iterator[Finding]:
        open_before: str | None = None
        paragraphs = list(ctx.document.paragraphs)
        for index, paragraph in enumerate(paragraphs):
            text = ctx.document.quote(paragraph.span)
            place = unpaired_mark(text)
            if place is None:
                open_before = None
                continue
            mark = text[place].translate(WIDE)
            if mark in CLOSERS and CLOSERS[mark] == open_before:
                open_before = None
                continue  # the paragraph was cut in two where its lines were joined
            following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
            if mark in PAIRS and is_closed_by(ctx, following, mark):
                open_before = mark
                continue
            if following is None and ctx.is_cut_off:
                continue
            yield self._lone(paragraph, text, place, ctx)
            behind = unpaired_mark(f"{text[:place]} {text[place + 1 :]}") if mark in CLOSERS else None
            opening = text[behind].translate(WIDE) if behind is not None else ""
            if behind is not None and opening in PAIRS and not is_closed_by(ctx, following, opening):
                yield self._lone(paragraph, text, behind, ctx)

    def _lone(self, paragraph: Paragraph, text: str, place: int, ctx: CheckContext) -> Finding:
        mark = text[place].translate(WIDE)
        other = PAIRS.get(mark) or CLOSERS[mark]
        return self.finding(
            ctx,
            _around(paragraph.span, text, place),
            f"“{text[place]}”没有与之成对的“{other}”。",
            severity=Severity.WARNING,
            evidence=(QuoteEvidence("所在的段落", text, paragraph.span),),
            suggestion=Suggestion(f"请补上“{other}”，或删去多余的“{text[place]}”。"),
        )

    def _doubled(self, ctx: CheckContext) -> Iterator[Finding]:
        for paragraph, match in _first_in_each(ctx, _DOUBLED):
            marks = match.group()
            span = Span(*match.span())
            keep = "。" if "。" in marks else marks[0]
            yield self.finding(
                ctx,
                span,
                f"点号“{marks}”连用。",
                severity=Severity.WARNING,
                evidence=(QuoteEvidence("所在的段落", ctx.document.quote(paragraph.span), paragraph.span),),
                suggestion=Suggestion(f"请只保留“{keep}”。", keep),
            )

    def _document_numbers(self, ctx: CheckContext) -> Iterator[Finding]:
        for _, match in _first_in_each(ctx, _DOCUMENT_NUMBER):
            span = Span(match.start(1), match.end(3))
            right = f"〔{match.group(2)}〕"
            yield self.finding(
                ctx,
                span,
                f"发文字号的年份应写作“{right}”。",
                severity=Severity.WARNING,
                evidence=(QuoteEvidence("发文字号", ctx.document.quote(span), span),),
                suggestion=Suggestion("请改用六角括号。", right),
                basis="《党政机关公文格式》（GB/T 9704—2012）7.2.5",
            )

    def _separators(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield 、 in front of 和, 等, and other marks where members of a fixed series stand side by side."""
        for pattern, message, advice, right in (
            (BEFORE_AND, "连词或“等”前面不用顿号。", "请删去这个顿号。", ""),
            (IN_SERIES, "并列的词之间应当用顿号。", "请改为顿号。", "、"),
            (IN_COUNTED, "并列的词之间应当用顿号。", "请改为顿号。", "、"),
            (BEFORE_YEAR, "句子在这里已经结束，不应用顿号。", "请改为句号。", "。"),
            (BEFORE_PARTICLE, "这里前后不是并列的词，不用顿号。", "请删去这个顿号。", ""),
            (BEFORE_ANSWER, "问题到这里已经说完，不应用分号。", "请改为句号。", "。"),
        ):
            places = _in_sentences(ctx, pattern) if pattern is not BEFORE_ANSWER else _in_paragraphs(ctx, pattern)
            if pattern is IN_SERIES:
                places.extend(find_twins(ctx))
            for span in places[:_FEW]:
                wide = _with_neighbours(ctx.document.text, span)
                words = ctx.document.quote(wide)
                inner = span.start - wide.start
                yield self.finding(
                    ctx,
                    wide,
                    message,
                    evidence=(QuoteEvidence("所在的位置", words, wide),),
                    suggestion=Suggestion(advice, words[:inner] + right + words[inner + len(span) :]),
                )

    def _number_forms(self, ctx: CheckContext) -> Iterator[Finding]:
        for pattern, message, advice in _NUMBER_FORMS:
            for paragraph, match in list(_first_in_each(ctx, pattern))[:1]:
                if paragraph.is_heading:
                    continue
                span = Span(*match.span())
                yield self.finding(
                    ctx,
                    span,
                    f"{message}：“{ctx.document.quote(span)}”。",
                    evidence=(QuoteEvidence("写法", ctx.document.quote(span), span),),
                    suggestion=Suggestion(advice),
                    basis="《出版物上数字用法》（GB/T 15835—2011）",
                )

    def _numerals(self, ctx: CheckContext) -> Iterator[Finding]:
        body = [sentence for sentence in ctx.sentences if _FIGURE_YEAR.search(sentence.text)]
        for sentence in ctx.sentences if body else ():
            match = _HAN_YEAR.search(sentence.text)
            if match is None or len(sentence.text) <= len(match.group()) + 6:
                continue  # the date under the report may be in characters
            span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
            yield self.finding(
                ctx,
                span,
                "年份有的用汉字、有的用阿拉伯数字，宜统一为阿拉伯数字。",
                evidence=(QuoteEvidence("用阿拉伯数字的地方", body[0].text, body[0].span),),
                suggestion=Suggestion("请统一年份的写法。"),
                basis="《出版物上数字用法》（GB/T 15835—2011）",
            )
            break
        wide = _in_sentences(ctx, _WIDE_FIGURE)
        if wide:
            yield self._summary(ctx, wide, "全角数字", "请改用半角的阿拉伯数字。")

    def _half_width(self, ctx: CheckContext) -> Iterator[Finding]:
        for pattern, what in ((_HALF, "半角标点"), (_HALF_BRACKET, "半角括号")):
            places = _in_sentences(ctx, pattern)
            if len(places) > _FEW:
                yield self._summary(ctx, places, what, "请统一改为全角标点。")
                continue
            for span in places:
                mark = ctx.document.quote(span)
                yield self.finding(
                    ctx,
                    span,
                    f"中文里用了半角的“{mark}”。",
                    evidence=(QuoteEvidence("半角标点", mark, span),),
                    suggestion=Suggestion(f"请改为“{_WIDE_MARKS[mark]}”。", _WIDE_MARKS[mark]),
                )

    def _marks(self, ctx: CheckContext) -> Iterator[Finding]:
        for kind in MARKS:
            places = find_marks(ctx, kind)
            if len(places) > _FEW:
                yield self._summary(ctx, places, kind.what, kind.advice)
                continue
            for span in places:
                mark = ctx.document.quote(span)
                yield self.finding(
                    ctx,
                    span,
                    kind.message,
                    evidence=(QuoteEvidence("标点", mark, span),),
                    suggestion=Suggestion(kind.advice, kind.right),
                )
        for span in list(find_open_items(ctx))[:_FEW]:
            mark = ctx.document.quote(span)
            yield self.finding(
                ctx,
                span,
                "段落到此结束，末尾却用了分号。",
                evidence=(QuoteEvidence("标点", mark, span),),
                suggestion=Suggestion("请改为句号。", "。"),
            )

    def _summary(self, ctx: CheckContext, places: list[Span], what: str, advice: str) -> Finding:
        return self.finding(
            ctx,
            places[0],
            f"正文有{len(places)}处{what}，这是第一处。",
            evidence=(QuoteEvidence("第一处", ctx.document.quote(places[0]), places[0]),),
            suggestion=Suggestion(advice),
        )

    def _open_ends(self, ctx: CheckContext) -> Iterator[Finding]:
        found = list(_unended(ctx))
        for span in found if len(found) <= _FEW else found[:1]:
            more = f"（共{len(found)}段）" if len(found) > _FEW else ""
            words = ctx.document.quote(span)
            bare = words.rstrip("，、,")
            yield self.finding(
                ctx,
                span,
                f"段末没有句号{more}。" if bare == words else f"段末用了“{words[-1]}”，应为句号。",
                evidence=(QuoteEvidence("段末", words, span),),
                suggestion=Suggestion("请在段末补上句号。" if bare == words else "请改为句号。", bare + "。"),
            )


def _unended(ctx: CheckContext) -> Iterator[Span]:
    """Yield the last words of paragraphs that end without a mark, or with a comma."""
    blocks = ctx.document.blocks
    is_whole = any(heading.key == "other" for heading in ctx.official)
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.is_heading or block.heading_level == 0:
            continue
        text = ctx.document.quote(block.span).rstrip()
        follows = blocks[index + 1] if index + 1 < len(blocks) else None
        if follows is None and not (is_whole and (text.endswith(_CARRY_ON) or _ENDED_AMOUNT.search(text))):
            continue  # the text may be cut off here
        # a paragraph that a page break cut in two goes on in the next block
        goes_on = isinstance(follows, Paragraph) and ctx.document.source.format == "pdf"
        says = re.search("[。；，]", text) is not None or _states(ctx, block.span, text)
        is_prose = len(text) >= _MIN_SENTENCE and says and text[-1] not in _ENDS
        rest = text.rpartition("。")[2]
        is_named = _ORGAN.search(rest) is not None or (
            "。" not in text and len(text) < _MIN_PARAGRAPH and follows is not None
        )
        if text.endswith(_CARRY_ON):
            is_named = False
        if is_prose and not is_named and not goes_on and not _CONTACT.search(text[-40:]):
            last = re.search(r"[^，。；、：（）“”]{1,4}[，、,]?$", text)
            start = last.start() if last else len(text) - 1
            yield Span(block.span.start + start, block.span.start + len(text))


def _states(ctx: CheckContext, span: Span, text: str) -> bool:
    """Tell whether a line without any mark is a statement and no label or row: 我局没有收取信息处理费."""
    if ctx.section_key_at(span.start) not in ("overview", "problems_improvements", "other"):
        return False
    return _STATEMENT.search(text) is not None


def _first_in_each(ctx: CheckContext, pattern: Regex) -> Iterator[tuple[Paragraph, re.Match[str]]]:
    """Yield the first match of each paragraph; its offsets are the document's."""
    for paragraph in ctx.document.paragraphs:
        match = pattern.search(ctx.document.text, paragraph.span.start, paragraph.span.end)
        if match is not None:
            yield paragraph, match


def _in_paragraphs(ctx: CheckContext, pattern: Regex) -> list[Span]:
    """Return the matches in paragraphs, whose words behind the mark are another sentence's."""
    text = ctx.document.text
    spans = (paragraph.span for paragraph in ctx.document.paragraphs if not paragraph.is_heading)
    return [Span(*match.span()) for span in spans for match in pattern.finditer(text, span.start, span.end)]


def _in_sentences(ctx: CheckContext, pattern: Regex) -> list[Span]:
    """Return the matches in running text, headings left out."""
    text = ctx.document.text
    spans = (sentence.span for sentence in ctx.sentences)
    return [Span(*match.span()) for span in spans for match in pattern.finditer(text, span.start, span.end)]


def _around(whole: Span, text: str, place: int) -> Span:
    """Return the mark with the words that it opens or closes, so that a reader finds it."""
    if text[place].translate(WIDE) in PAIRS:
        stop = re.search(r"[。；\n]", text[place:])
        last = min(place + (stop.end() if stop else _MAX_UNCLOSED), place + _MAX_UNCLOSED, len(text))
        return Span(whole.start + place, whole.start + last)
    return Span(whole.start + max(place - 4, 0), whole.start + place + 1)


def _with_neighbours(text: str, span: Span) -> Span:
    """Return a mark with up to four characters of the words on either side."""
    before = re.search(r"[\w]{1,4}$", text[max(span.start - 4, 0) : span.start])
    after = re.match(r"[\w]{1,4}", text[span.end : span.end + 4])
    return Span(span.start - len(before[0] if before else ""), span.end + len(after[0] if after else ""))


def _start(finding: Finding) -> int:
    return finding.span.start if finding.span else 0
