"""Organs and rules under names that were no longer in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.checks.identity._successions import find_superseded
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.identity.contexts import is_in_title
from reviewer.knowledge.departments import FormerName
from reviewer.knowledge.place_names import place_stem
from reviewer.knowledge.regulations import load_regulations, regulations_for_year
from reviewer.nlp.annotations import Mention
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_PAST_BEFORE = Regex(
    r"(?:原|原来的|旧|前身为?|前身系|不再保留|不再使用|停用|加挂|挂|时任|历史上|更名前的?|改革前的?|合并前的?|撤销的?|划转前的?|整合|组建|并入|移交|接收|档案)(?:[^\W\d_]{0,4}[省市县区州旗镇])?[\"”]?$"
)
_PAST_AFTER = Regex(
    r"^(?:(?:、[^\W\d_]{2,10}){0,3}(?:等)?(?:的)?名义|、[^\W\d_]{2,10}(?:整合|合并|更名|改组)|[\"”]?字样|牌子|的?历史|\)?系20|更名|改名|改制|合并|划入|划转|并入|整合|撤销|改组|职责|职能(?:划|并|移)|移交|时期|等(?:部门|单位)?(?:的?职责|整合|合并)|\(现|\(20|挂牌|档案|20[01]\d年)"
)
_THROUGH_COMMISSION = Regex(r"^(?:政务公开|党组|领导|主[任要]|办公|务会|分管|机关|法规|内部|相关)")
_ISSUED_AFTER = Regex(r"^(?:印发|文件|制发|制定的|发布的|发文)")
_NAME_BEGINS = Regex(r"(?:^|[^\u4e00-\u9fff]|[省市县区州旗盟国由向与和及同对经据照合从到把将请至是为在给归])$")
_JOINED = Regex(r"(?:应急|安全|城建|规划|建设|住建|国土|农业|林业|水务|生态|城管|资源)$")
_OLD_YEAR = Regex(r"(?:19|20)\d\d(?=年)")
_TRIAL_FORM = Regex(r"年度报告格式\(试行\)")
# The notice of 2019 by its title; offices of provinces and cities issue notices of like titles every year.
_TRIAL_NOTICE = Regex(
    r"(?:国务院办公厅政府信息与政务公开办公室|国务院办公厅|国办公开办)(?:《|\"|<)?(?:关于)?(?:做好)?"
    r"(?:政府信息公开)?(?:工作)?年度报告有关事项的?通知"
)
_OLD_NEED = Regex(r"(?:自身|本人)?生产、?生活、?科研等?的?特殊需要")
_ABOUT_NAMES = Regex(r"旧称|旧名|更名|名称|改正|更正|替换|过时")
_OLD_CHARGE = Regex(r"(?:检索|复制|邮寄)[^,。;]{0,10}费用?[^,。;]{0,6}?(?:共计?|合计)?[1-9][\d,.]*\s?(?:万)?元")
_NO_LONGER = Regex(r"取消|删除|删去|不再|无需|不需|不得|无须|废止|原")
_LEVEL = Regex(r"(?:省|市|县|区|州|旗)$")
_ADVICE_ON_FORM = Suggestion("请删去“（试行）”并核对文号。", "年度报告格式")
_ADVICE_ON_NOTICE = Suggestion(
    "请改引《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
    "（国办公开办函〔2021〕30号）。"
)
# The regulations by a number that no decree on them has.
_DECREE_AFTER_TITLE = Regex(r"政府信息公开条例》?[(,]?(?:中华人民共和国)?$")
_NUMBER = Regex(
    r"(国务院令(?:第)?\s?(\d{3})\s?号)|(国办(?:公开办?|公?开?办)函\s?[〔\[【(](\d{4})[〕\]】)]\s?(\d+)\s?号)"
)


@dataclass(frozen=True)
class OutdatedName(Check):
    """机关、法规、格式用了已经停用的名称。

    What it finds:
        机构改革后仍当作现名使用的机关旧名（没有写“原”）；已由新法取代的法规名称；已经修订的条例文号；
        上一代的年度报告格式文号；写错的格式文号和括号。
    Why it matters:
        旧名称多半来自往年的文稿，引用失效的依据会使报告失据。
    Wrong:
        （2021年度报告）与县扶贫办联合公示；按照国办公开办函〔2019〕60号要求编制。
    Right:
        （2021年度报告）与县乡村振兴局联合公示；按照国办公开办函〔2021〕30号要求编制。
    Known limits:
        各地改革时间有先后，停用不满一年的只作提示。
    Source:
        历次机构改革方案；国务院令第711号；国办公开办函〔2019〕60号、〔2021〕30号。
    """

    id: ClassVar[str] = "identity.outdated_name"
    category: ClassVar[str] = "outdated_name"
    title: ClassVar[str] = "名称和依据是否现行"
    severity: ClassVar[Severity] = Severity.WARNING

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip a draft whose report year is not known."""
        return None if ctx.identity.year else "没有读到报告年度；可用 --year 指定"

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield old names of organs, then old rules."""
        year = ctx.identity.year
        assert year is not None
        departments = ctx.knowledge.departments
        for mention in ctx.mentions:
            is_former = mention.surface in departments.former_names or mention.surface in departments.kept_names
            if mention.kind == "department" and is_former:
                sentence = ctx.statement_at(mention.span.start)
                if sentence is not None:
                    yield from self._organ(ctx, sentence, mention, year)
        yield from self._rules(ctx, year)
        yield from self._superseded(ctx, year)
        yield from self._trial_form(ctx, year)
        yield from self._need(ctx, year)

    def _organ(self, ctx: CheckContext, sentence: Sentence, mention: Mention, year: int) -> Iterator[Finding]:
        departments = ctx.knowledge.departments
        found = departments.former_names.get(mention.surface) or departments.kept_names.get(mention.surface)
        if found is None or mention.form == "former_bare":
            return
        _, former = found
        if former.until is None or former.is_casual or date(year, 12, 31) <= former.until:
            return
        if _is_own_name(ctx, mention.surface):
            return
        text = fold(sentence.text)
        start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
        before, after = text[:start], text[end:]
        place = next((stem for stem in _own_stems(ctx) if before.endswith(stem)), "")
        before = before.removesuffix(place)
        begins = place or _NAME_BEGINS.search(before)
        if mention.form not in ("former", "former_line") and not begins:
            return  # 劳动监察局 is not 监察局
        if not begins and _JOINED.search(before):
            return  # 应急环保局 of a zone is an office of its own
        if mention.surface == "经委" and _THROUGH_COMMISSION.match(after):
            return  # 议题经委党组会议审议: 经, 委
        if before.endswith('"') and _ABOUT_NAMES.search(text):
            return  # 改正“卫计局”等旧称
        if _PAST_BEFORE.search(before) or _PAST_AFTER.match(after) or is_in_title(text, start):
            return
        issued = _ISSUED_AFTER.match(after)
        if issued and (
            re.search(r"(?:19|20)\d\d年|历史|旧|清理|废止|失效|有效|评估|归档|档案|移交", text) or before.endswith("以")
        ):
            return  # papers of former times keep the name they were issued under
        stated = [int(match) for match in _OLD_YEAR.findall(before[-12:])]
        if any(date(one, 1, 1) <= former.until for one in stated):
            return
        span = mention.span
        level = None if place else _LEVEL.search(before)
        if level:
            span = Span(span.start - 1, span.end)
        yield self._report_organ(
            ctx, sentence, span, former, is_certain=mention.surface in departments.former_names and not issued
        )

    def _report_organ(
        self, ctx: CheckContext, sentence: Sentence, span: Span, former: FormerName, *, is_certain: bool
    ) -> Finding:
        year = ctx.identity.year or former.until.year  # type: ignore[union-attr]
        level = _LEVEL.search(ctx.document.quote(span)[:1])
        current = ctx.knowledge.departments.by_id.get(former.into)
        assert former.until is not None
        months = (year - former.until.year) * 12 + 12 - former.until.month
        short = current.short[0] if current and current.short else ""
        suffix = "局" if short and not short.endswith(("局", "委", "办")) else ""
        replacement = f"{level[0] if level else ''}{short}{suffix}" if short else None
        if current and short and short in ctx.document.quote(span):  # 银保监 is still how the present organ is called
            replacement = next((name for name in current.names if name.endswith(ctx.document.quote(span)[-2:])), None)
        return self.finding(
            ctx,
            span,
            f"“{ctx.document.quote(span)}”在{former.until.year}年{former.until.month}月以后已不再使用，"
            f"职责归{current.label if current else '其他机关'}，{year}年的事项应使用现名。"
            if is_certain
            else f"“{ctx.document.quote(span)}”在{former.until.year}年{former.until.month}月前后多已更名"
            f"（{current.label if current else '职责已划转'}），个别地方沿用旧名，请核对{year}年的名称。",
            severity=Severity.HINT if months < 12 or not is_certain else Severity.WARNING,
            evidence=(
                QuoteEvidence("所在句子", sentence.text, sentence.span),
                QuoteEvidence(
                    "机构沿革", f"{former.name}→{current.label if current else former.into}", None, former.source
                ),
            ),
            suggestion=Suggestion("请改用现名；如指改革前的机关，请写作“原……”。", replacement),
        )

    def _rules(self, ctx: CheckContext, year: int) -> Iterator[Finding]:
        in_force = {rule.number for rule in regulations_for_year(year)}
        known = {rule.number: rule for rule in load_regulations()}
        for sentence in ctx.statements:
            text = fold(sentence.text)
            for match in _NUMBER.finditer(text):
                number = f"国务院令第{match[2]}号" if match[1] else f"国办公开办函〔{match[4]}〕{match[5]}号"
                is_miswritten = bool(match[3]) and not match[3].startswith("国办公开办函")
                before, after = text[: match.start()], text[match.end() :]
                is_other = match[1] and number not in known and not _DECREE_AFTER_TITLE.search(before)
                if (number in in_force and not is_miswritten) or is_other:
                    continue
                if re.search(
                    r"(?:原|修订前|废止|旧|取代|代替|不再|沿用的?)[^,。;]{0,14}$|(?:19|20)\d\d年(?:公布|发布|颁布|施行|实施)的$|(?:19|20)\d\d年[^,。;]{0,10}$",
                    before,
                ) or re.match(
                    r"^(?:[^。;]{0,48}第?711号[^。;]{0,8}修订)|^[)\"》]*(?:已经?)?(?:同时)?(?:被|予以|由)?(?:废止|修订|失效|停止|替代|取代|代替|施行以来|实施以来)",
                    after,
                ):
                    continue
                yield from self._report_rule(ctx, sentence, match, number, year)

    def _superseded(self, ctx: CheckContext, year: int) -> Iterator[Finding]:
        """Report titles of law and organs of the centre that others have replaced."""
        for one in find_superseded(ctx, year):
            now, until = one.succession.now, one.succession.until
            what = "已经废止，由" if one.succession.is_title else "已不再使用，职责归"
            tail = "取代" if one.succession.is_title else ""
            yield self.finding(
                ctx,
                one.span,
                f"“{ctx.document.quote(one.span)}”在{until.year}年{until.month}月以后{what}{now}{tail}，"
                f"{year}年的事项应使用现名。",
                severity=Severity.HINT if one.months < 12 else Severity.WARNING,
                evidence=(
                    QuoteEvidence("所在句子", one.sentence.text, one.sentence.span),
                    QuoteEvidence("沿革", f"{ctx.document.quote(one.span)}→{now}", None, one.succession.source),
                ),
                suggestion=Suggestion(
                    "请核对现行依据；确指旧法的，请写明已废止。"
                    if one.succession.is_title
                    else "请改用现名；如指改革前的机关，请写作“原……”。",
                    now if one.succession.is_title else None,
                ),
            )

    def _trial_form(self, ctx: CheckContext, year: int) -> Iterator[Finding]:
        """Report the title of the trial form of 2019 where the form of 2021 applies."""
        if year < 2021:
            return
        for sentence in ctx.statements:
            text = fold(sentence.text)
            for match in (*_TRIAL_FORM.finditer(text), *_TRIAL_NOTICE.finditer(text)):
                if _NO_LONGER.search(text[max(0, match.start() - 12) : match.start()]):
                    continue
                number = _NUMBER.search(text[match.end() : match.end() + 24])
                if number and (match.re is _TRIAL_FORM.compiled or number[5] != "30" or number[4] != "2021"):
                    continue  # the number behind it is judged by itself
                is_notice = match.re is _TRIAL_NOTICE.compiled
                span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
                yield self.finding(
                    ctx,
                    span,
                    f"“{ctx.document.quote(span)}”是2019、2020年度的试行格式，{year}年度适用国办公开办函〔2021〕30号所附格式。",
                    severity=Severity.WARNING if is_notice else Severity.HINT,
                    evidence=(QuoteEvidence("所在句子", sentence.text, sentence.span),),
                    suggestion=_ADVICE_ON_NOTICE if is_notice else _ADVICE_ON_FORM,
                )

    def _need(self, ctx: CheckContext, year: int) -> Iterator[Finding]:
        """Report needs and charges that the regulations of 2019 no longer know."""
        if year < 2019:
            return
        for sentence in ctx.statements:
            text = fold(sentence.text)
            match = _OLD_NEED.search(text) or _OLD_CHARGE.search(text)
            if match is None or _NO_LONGER.search(text):
                continue
            is_charge = match.re is _OLD_CHARGE.compiled
            span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
            yield self.finding(
                ctx,
                span,
                f"“{ctx.document.quote(span)}”：检索、复制、邮寄成本费用已经停征，国务院令第711号第四十二条只设信息处理费。"
                if is_charge
                else f"“{ctx.document.quote(span)}”是2008年条例第十三条的申请条件，"
                "2019年5月15日起已经取消，不得再要求申请人说明。",
                evidence=(QuoteEvidence("所在句子", sentence.text, sentence.span),),
                suggestion=Suggestion(
                    "请核对收费依据；收取的如是信息处理费，请改写并与表格核对。"
                    if is_charge
                    else "请删去，并按国务院令第711号第二十九条核对受理条件。"
                ),
            )

    def _report_rule(
        self, ctx: CheckContext, sentence: Sentence, match: re.Match[str], number: str, year: int
    ) -> Iterator[Finding]:
        kind = "国务院令" if match[1] else "国办公开办函"
        wanted = next((rule for rule in regulations_for_year(year) if rule.number.startswith(kind)), None)
        if wanted is None:
            return
        known = next((rule for rule in load_regulations() if rule.number == number), None)
        reason = f"适用于{known.valid_from}至{known.valid_to}年度" if known and known.valid_to else "文号有误"
        if known and known.valid_from > year:
            reason = f"从{known.valid_from}年度起适用"
        span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
        yield self.finding(
            ctx,
            span,
            f"“{ctx.document.quote(span)}”{reason}，{year}年度报告应依据{wanted.number}。",
            severity=Severity.ERROR,
            evidence=(
                QuoteEvidence("所在句子", sentence.text, sentence.span),
                QuoteEvidence("当年适用的规定", f"{wanted.title}（{wanted.number}）", None, wanted.source),
            ),
            suggestion=Suggestion(f"请改为{wanted.number}。", wanted.number),
        )


def _is_own_name(ctx: CheckContext, name: str) -> bool:
    """Tell whether an organ's name is the issuer's own, for the issuer knows its name: 文化广电旅游局 is no 旅游局."""
    issuer = ctx.identity.issuer or ""
    if name not in issuer:
        return False
    before = issuer[: issuer.rfind(name)]
    return not before or before[-1] in "省市县区州旗盟" or before.endswith(_own_stems(ctx))


def _own_stems(ctx: CheckContext) -> tuple[str, ...]:
    """Return the issuer's places without their kind, which may stand in front of a name: 朔宁银保监分局."""
    return tuple(stem for part in ctx.identity.place_chain if len(stem := place_stem(part) or "") > 1)
