"""Years that cannot be right where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import Evidence, QuoteEvidence
from reviewer.checks.identity._dated_events import find_events
from reviewer.checks.identity._stale_years import COMPARISON_AFTER, HISTORICAL_BEFORE, tells_own_work
from reviewer.checks.identity._years_left import (
    OF_EARLIER,
    LeftYear,
    find_this_year,
    judge_accounts,
    judge_left_year,
    judge_misfit,
    judge_period,
    judge_plan,
    year_length,
)
from reviewer.checks.reuse._left_over import find_left_over
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.nlp.annotations import DateMention
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

# The stretch between the year and the verb decides: “2021年，我局将……”, “2021年工作打算”.
_PLAN_AFTER = Regex(
    r"^度?[,、]?(?:我|本|全|各|区|县|市|省|镇|乡|街道|单位|将|下一步|要|拟|继续|进一步|重点|主要|还|着力|政府|信息|公开|政务|局|委|办|厅|工作|计划|打算|改进|的|措施|中|、)*?"
    r"(?:将(?!近)|拟(?!定|制|稿|办|文)|打算|计划(?:在|从|采取|做|开展|进一步)|准备|力争|争取|工作(?:打算|思路|计划|安排|重点|目标)(?=[:,。;]|如下|$|和措施)|改进(?:措施|方向|计划|思路)|要(?:着力|重点|进一步|继续|从以下))"
)
_PLAN_BEFORE = Regex(r"(?:下一步|今后|接下来|展望|面对|面向|着眼|谋划|进入|步入)[,、]?(?:在)?$")
# 今后将这样改:2022年夏粮收购期……
_ANNOUNCED = Regex(r"(?:今后|下一步|接下来|下阶段)[^,。;:]{0,10}(?:[:]|,)(?:[一1]是|[(][一1][)])?$")
# 我局将政务公开列入……: 将 as 把 tells of something done.
_TAKEN = Regex(
    r"将[^,。;:]{1,16}?(?:列入|列为|纳入|作为|摆上|摆在|放在|融入|贯穿|覆盖到?|延伸到?|细化|分解|落实到|与[^,。;:]{1,12}(?:结合|融合|衔接))"
)
_SCHOOL_YEAR = Regex(r"20\d\d\s?年?\s?[-至]+\s?20\d\d\s?学年")
_DOCUMENT_NUMBER = Regex(r"[〔\[【(][^〕\]】)]{0,4}$")
_STATISTICS = Regex(r"统计|所列数据|数据(?:的)?(?:期限|时限|时间|截止|核定)")
_REFLECTED = Regex(r"(?:反映|汇总|涵盖|时段为|范围为|期间为)了?$")
_REPORTED = Regex(r"^的?(?:政府信息公开|政务公开|信息公开)工作")
_FUTURE = Regex(
    r"将(?!近|信息|其|政[务府]|[^\W\d_]{1,8}(?:作为|纳入|列入|与|和)(?:了|全))|拟(?!定了)|计划|力争|争取|准备|打算|起,|起在|起[^\W\d_]|月底?前|季度起?|上半年|下半年|年底前|逐[步一家]|每[个月季年]|一律|全部|统一"
)
_DONE = Regex(r"(?:已|已经|先后|均已|完成了|解决了|得到|取得|曾|共\d|累计|同比|回应|整改完成|有所)")
_OWN_PLAN_BEFORE = Regex(
    r"(?:制定|制订|印发|出台)(?:了|并实施)?(?:(?:《|\")(?:[^《》,。;]{0,14}[省市县区旗局委厅镇乡道])?)?$"
)
_OWN_PLAN_AFTER = Regex(r"^度?[^,。;]{0,20}(?:分工|要点|方案|计划|安排|任务)")
# A date alone on its line above the text is the page's: when an old report was put on a new site.
_BARE_DATE = Regex(r"\s*\W?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?\W?\s*")
_DID = Regex(r"^[,]?(?:[^\W\d_]{0,6})?(?:承办|举办|召开|组织|开展|参加|邀请|开通|举行|接受)(?!的)")
_MONTHS = Regex(r"^\d{1,2}月(?:\d{1,2}日)?(?:[至到-]\d{1,2}月(?:\d{1,2}日|底)?)?")
_SIGNED_ON = Regex(r"^[\s(]*(?:(?:19|20)\d\d|二\S{3})\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日[\s)]*$")
_QUOTED = Regex(r"《[^《》]{0,80}$")
_EXCERPT_LENGTH = 14


@dataclass(frozen=True)
class WrongYear(Check):
    """年份与所在位置不符。

    What it finds:
        把下一年的打算写成报告年度；统计期限不是报告年度的1月1日至12月31日；总体情况以往年年份开头叙述本年工作；
        落款日期早于报告年度结束；标题与统计期限的年份不一致。
    Why it matters:
        年份没有改，说明套用了上一年的稿子，是读者最先看出、影响最坏的一种差错。
    Wrong:
        （2021年度报告）2021年，我局将进一步深化政府信息公开工作。
    Right:
        （2021年度报告）2022年，我局将进一步深化政府信息公开工作。
    Known limits:
        与往年比较、引用往年文件、说明工作起始时间的年份不报。
    Source:
        《中华人民共和国政府信息公开条例》第四十九条（上一年度）；国办公开办函〔2021〕30号。
    """

    id: ClassVar[str] = "identity.wrong_year"
    category: ClassVar[str] = "wrong_year"
    title: ClassVar[str] = "年份"
    severity: ClassVar[Severity] = Severity.ERROR

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip a draft whose report year is not known, and a school's, which runs from autumn to autumn."""
        if _SCHOOL_YEAR.search(fold(ctx.document.text[:400])):
            return "按学年编制的报告，统计期限跨两个年度"
        return None if ctx.identity.year else "没有读到报告年度；可用 --year 指定"

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield years in order of the text; of one year at most one finding."""
        year = ctx.identity.year
        assert year is not None
        for mention in ctx.dates:
            if mention.kind == "relative_year":
                continue
            sentence = ctx.sentence_at(mention.span.start)
            if mention.kind == "period":
                yield from self._period(ctx, mention, year)
            elif sentence is not None:
                found = self._signature(ctx, mention, sentence, year)
                found = found or list(self._in_sentence(ctx, mention, sentence, year))
                yield from found or self._left(ctx, mention, sentence, year)
        yield from self._conflicts(ctx, year)
        yield from self._events(ctx, year)
        yield from self._this_year(ctx, year)
        yield from find_left_over(self, ctx, frozenset({"year"}))

    def _period(self, ctx: CheckContext, mention: DateMention, year: int) -> Iterator[Finding]:
        before = ctx.document.text[max(0, mention.span.start - 30) : mention.span.start]
        after = ctx.document.text[mention.span.end : mention.span.end + 12]
        is_whole = (mention.month, mention.day, mention.end_month, mention.end_day) == (1, 1, 12, 31)
        about_report = (
            (is_whole and "数据" in before)
            or _STATISTICS.search(fold(before) + fold(after))
            or (is_whole and (_REPORTED.search(fold(after)) or _REFLECTED.search(fold(before))))
        )
        sentence = ctx.sentence_at(mention.span.start)
        if is_whole and not about_report and mention.year == mention.end_year == year - 1 and sentence is not None:
            local = mention.span.start - sentence.span.start
            text = fold(sentence.text)
            about_report = judge_period(text[:local], text[local + len(mention.span) :].lstrip("起止间期"))
        if mention.month is None or not about_report:
            return
        if mention.year == year and mention.end_year == year and is_whole:
            return
        wanted = f"{year}年1月1日至{year}年12月31日"
        yield self._report(
            ctx,
            mention.span,
            f"统计期限写作“{ctx.document.quote(mention.span)}”，{year}年度报告应为{wanted}。",
            Suggestion(f"请改为{wanted}。", wanted),
        )

    def _signature(self, ctx: CheckContext, mention: DateMention, sentence: Sentence, year: int) -> list[Finding]:
        if mention.kind != "day" or not _SIGNED_ON.match(fold(sentence.text)):
            return []
        is_late_in_text = mention.span.start > len(ctx.document.text) * 0.6
        if not is_late_in_text or mention.year is None or mention.year > year:
            return []
        return [
            self._report(
                ctx,
                mention.span,
                f"落款日期在{mention.year}年，早于{year}年度结束；年度报告在{year + 1}年1月1日以后编制。",
                Suggestion(f"请核对；一般应为{year + 1}年1月。"),
            )
        ]

    def _in_sentence(self, ctx: CheckContext, mention: DateMention, sentence: Sentence, year: int) -> Iterator[Finding]:
        if mention.year is None:
            return
        local = mention.span.start - sentence.span.start
        folded = fold(sentence.text)
        year_end = local + year_length(folded[local:])
        before, after = folded[:local], folded[year_end:].lstrip("年")
        if year - 2 <= mention.year < year and _OWN_PLAN_BEFORE.search(before) and _OWN_PLAN_AFTER.match(after):
            yield self._report(
                ctx,
                mention.span,
                f"{year}年度报告写本年制定的却是{mention.year}年的安排，疑为未改的往年年份。",
                Suggestion(f"请核对；如属本年安排，请改为{year}年。"),
                severity=Severity.HINT,
            )
            return
        if _QUOTED.search(before) or _DOCUMENT_NUMBER.search(before):
            return
        misfit = judge_misfit(mention, before, after, year)
        if misfit:
            yield self._report(
                ctx,
                mention.span,
                f"“{_excerpt(sentence.text, max(0, local - 4))}”{misfit}",
                Suggestion("请核对年份，多为往年文稿的残留。"),
            )
            return
        is_announced = bool(_PLAN_BEFORE.search(before) or _ANNOUNCED.search(before))
        if re.match(r"^度?(?:年度)?(?:报告|年报)", after):
            return  # the year of a report, not of a plan
        planned = _PLAN_AFTER.match(after)
        if planned and planned[0].endswith("将") and _TAKEN.match(after[planned.end() - 1 :]):
            planned = None
        is_plan = bool(planned or is_announced) or self._is_measure(
            ctx, sentence, before, after, is_report_year=mention.year == year
        )
        span = Span(
            mention.span.start, mention.span.start + (year_end - local) + (folded[year_end : year_end + 1] == "年")
        )
        if is_plan and mention.kind in ("year", "month") and mention.year <= year:
            if HISTORICAL_BEFORE.search(before) and not is_announced:
                return
            yield self._report(
                ctx,
                span,
                f"“{_excerpt(sentence.text, local)}”说的是今后的打算，年份却是{mention.year}年；"
                f"{year}年度报告的打算应为{year + 1}年。",
                Suggestion(f"请改为{year + 1}年。", ctx.document.quote(span).replace(str(mention.year), str(year + 1))),
            )
        elif mention.year == year - 1 and self._is_measure(ctx, sentence, before, after, is_report_year=True):
            yield self._report(
                ctx,
                span,
                f"{year}年度报告的改进情况以“{_excerpt(sentence.text, local)}”开头，疑为往年文稿里的打算。",
                Suggestion(
                    f"如属今后的打算，请改为{year + 1}年。",
                    ctx.document.quote(span).replace(str(year - 1), str(year + 1)),
                ),
                severity=Severity.WARNING,
            )
        elif (
            mention.year == year - 1
            and mention.kind in ("day", "month")
            and self._is_done_then(ctx, sentence, before, after)
        ):
            yield self._report(
                ctx,
                mention.span,
                f"{year}年度报告把{ctx.document.quote(mention.span)}的事作为本年工作叙述，疑为未改的往年日期。",
                Suggestion(f"如属本年工作，请改为{year}年；否则请写明是上年的事。"),
                severity=Severity.WARNING,
            )
        elif mention.kind == "year" and mention.year < year and mention.year >= year - 3:
            yield from self._stale(ctx, sentence, span, year)
        elif (
            mention.year > year + 1
            and mention.kind != "year"
            and not _PLAN_AFTER.search(after)
            and not _BARE_DATE.fullmatch(folded)
        ):
            yield self._report(
                ctx,
                span,
                f"{mention.year}年晚于{year}年度报告的编制时间。",
                Suggestion("请核对年份。"),
                severity=Severity.WARNING,
            )

    def _left(self, ctx: CheckContext, mention: DateMention, sentence: Sentence, year: int) -> Iterator[Finding]:
        """Report a year that the wording of its clause contradicts."""
        if mention.year is None:
            return
        text = fold(sentence.text)
        local = mention.span.start - sentence.span.start
        end = local + year_length(text[local:])
        before, after = text[:local], text[end:]
        found: LeftYear | None = None
        if ctx.section_key_at(sentence.span.start) == "problems_improvements":
            found = judge_plan(before, after, _earlier(ctx, sentence), mention.year, year)
        found = found or judge_left_year(before, after, mention.year, year)
        if found is None:
            return
        span = Span(mention.span.start, sentence.span.start + end + (text[end : end + 1] == "年"))
        yield self._report(
            ctx,
            span,
            f"“{_excerpt(sentence.text, max(0, local - 4))}”{found.reason}；本报告是{year}年度的。",
            Suggestion(
                f"请核对；一般应为{found.wanted}年。",
                re.sub(r"\d\s?\d\s?\d\s?\d", str(found.wanted), ctx.document.quote(span)),
            ),
            severity=found.severity,
        )

    def _this_year(self, ctx: CheckContext, year: int) -> Iterator[Finding]:
        """Report 今年 for the time to come among the measures, and accounts of a year that cannot be."""
        for sentence in ctx.sentences:
            for start, end, reason in judge_accounts(fold(sentence.text), year) if "决算" in sentence.text else ():
                span = Span(sentence.span.start + start, sentence.span.start + end)
                advice = Suggestion("请核对预算、决算的年度。")
                yield self._report(ctx, span, f"{reason}。", advice, severity=Severity.HINT)
            if "今年" not in sentence.text or ctx.section_key_at(sentence.span.start) != "problems_improvements":
                continue
            match = find_this_year(fold(sentence.text), _earlier(ctx, sentence))
            if match is None:
                continue
            start, end = match.span("when")
            span = Span(sentence.span.start + start, sentence.span.start + end)
            yield self._report(
                ctx,
                span,
                f"“{_excerpt(sentence.text, start)}”说的是今后的打算，{year}年度报告里的“今年”却是{year}年。",
                Suggestion(f"请写明年份，一般为{year + 1}年。"),
                severity=Severity.HINT,
            )

    def _is_done_then(self, ctx: CheckContext, sentence: Sentence, before: str, after: str) -> bool:
        """Tell whether the work of a day of last year is told as this year's."""
        if ctx.section_key_at(sentence.span.start) != "overview" or re.search(
            r"今年|本年|上年|去年|原|自|从|对", before[-12:]
        ):
            return False
        return bool(_DID.match(_MONTHS.sub("", after))) and not COMPARISON_AFTER.match(after)

    def _is_measure(
        self, ctx: CheckContext, sentence: Sentence, before: str, after: str, *, is_report_year: bool
    ) -> bool:
        """Tell whether a sentence of the improvements speaks of what is still to be done in the year it names."""
        if not is_report_year or ctx.section_key_at(sentence.span.start) != "problems_improvements":
            return False
        if OF_EARLIER.match(after):
            return False
        opens = len(before.strip("一二三四五六七八九十是、:,.()1234567890")) <= 12
        if not opens or re.search(r"20\d\d年", before) or _DONE.search(after):
            return False
        index = ctx.sentences.index(sentence)
        measure, problem = ctx.topics.of(index, "improvements"), ctx.topics.of(index, "problems")
        is_said = bool(_FUTURE.search(after)) or "计划" in before
        return measure >= problem and (is_said or measure >= 0.5)

    def _stale(self, ctx: CheckContext, sentence: Sentence, span: Span, year: int) -> Iterator[Finding]:
        """Report last year's year at the head of a sentence about this year's work."""
        folded = fold(sentence.text)
        start = span.start - sentence.span.start
        stated = ctx.document.quote(span)
        earlier = ctx.document.text[max(0, sentence.span.start - 120) : sentence.span.start]
        if not tells_own_work(folded[:start], folded[start + len(span) :].lstrip("年"), stated, earlier, year):
            return
        yield self._report(
            ctx,
            span,
            f"{year}年度报告以“{_excerpt(sentence.text, start)}”叙述本年工作，疑为未改的往年年份。",
            Suggestion(f"如属本年工作，请改为{year}年。", re.sub(r"\d{4}", str(year), stated)),
        )

    def _events(self, ctx: CheckContext, year: int) -> Iterator[Finding]:
        """Report events of other years that are told as this year's work."""
        for sentence in ctx.sentences:
            for start, end, reason in find_events(fold(sentence.text), year):
                span = Span(sentence.span.start + start, sentence.span.start + end)
                yield self._report(
                    ctx,
                    span,
                    f"“{ctx.document.quote(span)}”{reason}",
                    Suggestion("请核对；如非当年工作，请删去或改写。"),
                    severity=Severity.WARNING,
                )

    def _conflicts(self, ctx: CheckContext, year: int) -> Iterator[Finding]:
        """Report a title whose year the statistics, or the day of publication, contradict."""
        published = ctx.document.metadata.get("published", "")
        for claim in ctx.identity.claims_of("year"):
            if claim.source == "title" and claim.span is not None and published.startswith(claim.value):
                yield self._report(
                    ctx,
                    claim.span,
                    f"发布日期是{published}，早于{claim.value}年度结束；统计期限应到{claim.value}年12月31日。",
                    Suggestion("请核对发布日期和统计截止日期。"),
                    severity=Severity.HINT,
                )
            if claim.source == "title" and claim.span is not None and claim.value != str(year):
                yield self._report(
                    ctx,
                    claim.span,
                    f"标题年份为{claim.value}年，与报告年度{year}年不一致。",
                    Suggestion(f"请核对；如报告年度为{year}年，标题应改。", str(year)),
                )

    def _report(
        self, ctx: CheckContext, span: Span, message: str, suggestion: Suggestion, *, severity: Severity | None = None
    ) -> Finding:
        sentence = ctx.sentence_at(span.start)
        evidence: list[Evidence] = []
        if sentence is not None:
            evidence.append(QuoteEvidence("所在句子", sentence.text, sentence.span))
        for claim in ctx.identity.claims_of("year"):
            if claim.value == str(ctx.identity.year) and claim.span != span:
                label = "标题中的年份" if claim.source == "title" else "报告年度的依据"
                evidence.append(QuoteEvidence(label, claim.quote, claim.span, "" if claim.span else claim.source))
                break
        return self.finding(ctx, span, message, evidence=tuple(evidence), suggestion=suggestion, severity=severity)


def _earlier(ctx: CheckContext, sentence: Sentence) -> str:
    """Return what stands before a sentence in its part, two hundred characters at most."""
    heading = next((one for one in ctx.official if one.span.start <= sentence.span.start < one.span.end), None)
    start = max(sentence.span.start - 200, heading.span.start if heading else 0)
    return fold(ctx.document.text[start : sentence.span.start])


def _excerpt(text: str, start: int) -> str:
    """Return the first words of a sentence from a place on, as they stand, with … where they are cut."""
    end = start + _EXCERPT_LENGTH
    words = text[start:end].strip().rstrip("，,。；;、")
    return f"{'…' if start else ''}{words}{'…' if text[end:].strip() else ''}"
