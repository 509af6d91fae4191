"""我县 in a district's report, 我委 in a bureau's, 镇 in a street's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import Evidence, QuoteEvidence
from reviewer.checks.identity._office_words import GOVERNMENT, GROUP_HEAD, OFFICE, SITTING, TOWN_UNIT
from reviewer.checks.identity._own_words import BRANCHES, own_place_words
from reviewer.checks.reuse._left_over import find_left_over
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.identity.contexts import is_in_title, is_quoted
from reviewer.identity.signs import find_heads
from reviewer.knowledge.places import is_function_area
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_ORGAN_SELF = Regex(
    r"(?<![^\W\d_]自)(?:我|本)(局|委|办|厅|处|院|校|中心|馆|社|会|队|所|站|关|行|公司|医院|法院|检察院|学院|学校|街道办|街道|镇|乡|支队|大队|管委会)(?![会员托系]?(?:员会|长热线))"
)
_PLACE_SELF = Regex(r"(?:我|本)(省|市|县|区|旗|州|盟|镇|乡|街道)(?!域|场|级|里|直|长|民|内公司)")
_PARTY = Regex(
    r"(?<![^\W\d_]{2}[县区市镇乡])(?:在|经|按照|根据|围绕|向|由|以|成立|组建|[,。;:]|、|^|落实|贯彻|全面)(县委|区委|市委|旗委|镇党委|乡党委|街道党工委|党工委)(?=[、,和及与]|县政府|区政府|市政府|政府|的|领导|部署|统一|把|将|对|书记|副书记|每|先后|高度|专题|会议|研究|听取)"
)
_WHOLE = Regex(r"全([县市区旗镇乡]|街道)(?!域|级|中心|内公司|民|镇|村振兴)")
# What a county has under it: 全市各乡镇 is then the county's own.
_OWN_SCOPE = Regex(r"^(?:各|每个|\d+个)(?:乡镇|镇街|街镇|乡|镇|街道|村|社区|行政村|林场|卫生院|司法所|供销社)")
_RANKED = Regex(
    r"(?:居|列|位|获|被|为|评|作为|入选)[^,。;]{0,6}[|]|[|][^,。;]*(?:中|排名|名列|位居|前列|第[一二三四五六七八九十\d])"
)
# Whoever follows, serves or reports to the city above may well call it 我市.
_OF_UPPER = Regex(r"(?:根据|按照|依据|遵照|贯彻|落实|执行|响应|围绕|参加|列入|纳入|登录|通过|依托|作为)[^,。;:]{0,6}$")
_LED_BY = Regex(r"在([县区旗市])委(?=[、,]?[县区旗市]政府[^,。;]{0,8}领导)")
# 副局长 in a commission, 副厅长 in a bureau.
_HEAD = Regex(
    r"(?:^|[,。;:]|由|明确|一名|1名)(?:一名|1名)?(副?[局厅]长)(?=[^,。;]{0,6}(?:分管|负责|牵头|任组长|带队|主持|签发|审定|为第一))"
)
_TYPES: dict[str, str] = {"局": "局", "委": "委", "厅": "厅", "镇": "镇", "乡": "乡", "街道": "街道", "分局": "局"}
_HEADS: dict[str, str] = {"局": "局长", "委": "主任", "厅": "厅长", "镇": "镇长", "乡": "乡长", "街道": "主任"}
_SET_PHRASES = Regex(
    r"本(?:乡本土|镇本乡|乡本镇|乡镇|社区|市场|区域|辖区|村|级|社讯|社记者|馆藏)|本(?:乡|镇)、本(?:镇|乡)|[“\"][^”\"]{0,12}(?:我|本)[^”\"]{0,12}[”\"]"
)

# Self-words that are right for each type of organ; 本机关 and 本单位 always are.
_ALLOWED: dict[str, frozenset[str]] = {
    "局": frozenset({"局"}),
    "委": frozenset({"委"}),
    "办": frozenset({"办"}),
    "厅": frozenset({"厅", "办"}),
    "中心": frozenset({"中心"}),
    "街道": frozenset({"街道", "街道办", "办"}),
    "镇": frozenset({"镇"}),
    "乡": frozenset({"乡"}),
    "政府": frozenset({"镇", "乡", "办"}),
    "管委会": frozenset({"管委会", "委", "办"}),
    "院": frozenset({"院"}),
    "馆": frozenset({"馆"}),
    "会": frozenset({"会"}),
    "社": frozenset({"社"}),
    "队": frozenset({"队", "支队", "大队"}),
    "关": frozenset({"关"}),
    "行": frozenset({"行"}),
    "校": frozenset({"校", "院"}),
    "所": frozenset({"所"}),
    "站": frozenset({"站"}),
}
# A whole government has no 我局; 我办 may be its office, and places have their own check.
_OF_GOVERNMENTS = frozenset({"府", "办", "街道办", "街道", "镇", "乡", "会", "所", "站", "队", "行", "社", "馆", "关"})
# 本所 of 司法所, 本站 of 台站: each unit of the issuer tells its own.
_OF_OTHERS = frozenset({"所", "站", "校", "院", "馆", "队", "学校", "医院"})
_LESS_COMMON = frozenset({"馆", "社", "会", "队", "关", "行", "院", "校", "中心", "办"})


@dataclass(frozen=True)
class WrongSelfDesignation(Check):
    """自称与机关的类型、所在地的层级不符。

    What it finds:
        局的报告自称“我委”“我厅”“我院”，区的报告自称“我县”“我市”，街道的报告自称“我镇”，
        以及区的报告写“县委、县政府”一类的领导机关。
    Why it matters:
        自称写错，说明文稿来自别的机关或别的层级。
    Wrong:
        （某区水利局）我委认真落实我县部署。
    Right:
        （某区水利局）我局认真落实我区部署。
    Known limits:
        市直部门的区分局可称“我市”“我区”；机构改革前后自称不同的，请人工核对。
    Source:
        国办公开办函〔2021〕30号（报告本机关情况）。
    """

    id: ClassVar[str] = "identity.wrong_self_designation"
    category: ClassVar[str] = "wrong_self_designation"
    title: ClassVar[str] = "自称"
    severity: ClassVar[Severity] = Severity.ERROR

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip a draft whose issuer is not known."""
        return None if ctx.identity.issuer else "没有认出报告机关；可用 --issuer 指定"

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield wrong self-words in order of the text."""
        organ, places = self._organ_words(ctx), own_place_words(ctx)
        for sentence in ctx.statements:
            text = _SET_PHRASES.sub(lambda match: "＊" * len(match[0]), fold(sentence.text))
            if organ:
                for match in _ORGAN_SELF.finditer(text):
                    word = match[1]
                    if word in organ or (word in ("镇", "乡", "街道") and not self._is_local(ctx)):
                        continue
                    if match[0][0] == "本" and word in _OF_OTHERS and _names_unit(text, word):
                        continue
                    yield from self._report(ctx, sentence, text, match, self._wanted(organ))
                yield from self._heads(ctx, sentence, text)
                yield from self._offices(ctx, sentence, text)
            if places:
                for match in _PLACE_SELF.finditer(text):
                    if match[1] not in places or self._is_upper(ctx, match[0], places):
                        yield from self._report(ctx, sentence, text, match, match[0][0] + next(iter(places)))
                    elif self._may_be_upper(ctx, match[0], places) and not _OF_UPPER.search(text[: match.start()]):
                        yield from self._report(ctx, sentence, text, match, match[0][0] + places[0], is_certain=False)
                for match in _WHOLE.finditer(text):
                    if self._is_foreign_whole(ctx, match[1], places[0], text[: match.start()], text[match.end() :]):
                        yield from self._report(ctx, sentence, text, match, f"全{places[0]}")
                for match in _LED_BY.finditer(text) if ctx.identity.level in ("province", "city") else ():
                    if match[1] not in places:
                        span = Span(sentence.span.start + match.start(1), sentence.span.start + match.end(1) + 1)
                        yield self._finding(ctx, sentence, span, f"{places[0]}委")
                if {"government", "gov_office"} & set(ctx.identity.departments):
                    yield from self._sittings(ctx, sentence, text, places[0])
                for match in GOVERNMENT.finditer(text):
                    yield from self._government(ctx, sentence, match, places)
                if ctx.identity.level == "town":
                    yield from self._town_units(ctx, sentence, text, places[0])
                for match in _PARTY.finditer(text):
                    yield from self._party(ctx, sentence, text, match, places)
        yield from find_left_over(self, ctx, frozenset({"level"}))

    def _heads(self, ctx: CheckContext, sentence: Sentence, text: str) -> Iterator[Finding]:
        """Yield heads that an organ of this type does not have."""
        word = ctx.identity.organ_word
        for match in _HEAD.finditer(text) if word in ("委", "厅", "局", "镇", "乡", "街道") else ():
            if match[1][-2] != word and not (word == "厅" and match[1][-2] == "局"):
                span = Span(sentence.span.start + match.start(1), sentence.span.start + match.end(1))
                yield self._finding(ctx, sentence, span, "副主任" if match[1][0] == "副" else "主要负责人")
        for sign in find_heads(text, word, of_level=True):
            span = Span(sentence.span.start + sign.start, sentence.span.start + sign.end)
            yield self._finding(ctx, sentence, span, "主要负责人")

    def _offices(self, ctx: CheckContext, sentence: Sentence, text: str) -> Iterator[Finding]:
        """Yield offices and heads that only an organ of another type has."""
        word = ctx.identity.organ_word or ""
        own = (ctx.identity.place or "") if ctx.identity.level == "town" else ""
        word = next((one for one in ("街道", "镇", "乡") if own.endswith(one)), word)
        if word not in (*_HEADS, "队", "会", "社") or len(ctx.identity.departments) > 1:
            return
        for match in OFFICE.finditer(text):
            named = match["type"] or "局"
            if word == "队" and named != "分局":
                continue  # a brigade may lie under a bureau
            is_local = named in ("镇", "乡", "街道")
            if _TYPES[named] == word and (named != "分局" or "分局" in (ctx.identity.issuer or "") or word == "局"):
                continue
            if (is_local and not own) or (not is_local and own) or is_quoted(text, match.start("office")):
                continue
            span = Span(sentence.span.start + match.start("office"), sentence.span.start + match.end("office"))
            yield self._finding(
                ctx, sentence, span, f"{word}{match['office'][len(named) :]}", severity=Severity.WARNING
            )
        for match in GROUP_HEAD.finditer(text):
            if match[1] != _HEADS.get(word, match[1]) and not (own and match[1] in ("主任", "镇长", "乡长")):
                span = Span(sentence.span.start + match.start(1), sentence.span.start + match.end(1))
                yield self._finding(ctx, sentence, span, _HEADS[word], severity=Severity.HINT)

    def _sittings(self, ctx: CheckContext, sentence: Sentence, text: str, own: str) -> Iterator[Finding]:
        for match in SITTING.finditer(text) if own in "省市县区旗" else ():
            if match["organ"][0] != own and not (own == "区" and len(ctx.identity.place_chain) < 2):
                span = Span(sentence.span.start + match.start("organ"), sentence.span.start + match.end("organ"))
                yield self._finding(ctx, sentence, span, f"{own}政府", severity=Severity.HINT)

    def _town_units(self, ctx: CheckContext, sentence: Sentence, text: str, own: str) -> Iterator[Finding]:
        """Yield stations and centres that bear the level of another kind of town: 镇文化站 in a street's report."""
        for match in TOWN_UNIT.finditer(text) if own in ("镇", "乡", "街道") else ():
            if match["level"] != own:
                span = Span(sentence.span.start + match.start("organ"), sentence.span.start + match.end("organ"))
                wanted = match["organ"].replace(match["level"], own, 1)
                yield self._finding(ctx, sentence, span, wanted, severity=Severity.WARNING)

    def _organ_words(self, ctx: CheckContext) -> frozenset[str]:
        word = ctx.identity.organ_word
        if ctx.identity.is_government and ctx.identity.level != "town":
            return _OF_GOVERNMENTS
        if word is None:
            return frozenset()
        if ctx.identity.level == "town" and word == "政府":
            place = ctx.identity.place or ""
            return (
                frozenset({"镇"})
                if place.endswith("镇")
                else frozenset({"乡"})
                if place.endswith("乡")
                else frozenset()
            )
        allowed = _ALLOWED.get(word, frozenset())
        if word == "局" and "gov_office" in ctx.identity.departments:
            allowed |= {"办"}
        if "meteorology" in ctx.identity.departments:
            allowed |= {"站"}
        extra = {self_word[1:] for key in ctx.identity.departments for self_word in self._self_words(ctx, key)}
        return allowed | (extra & _LESS_COMMON) if allowed else allowed

    def _wanted(self, organ: frozenset[str]) -> str:
        return "政府" if organ is _OF_GOVERNMENTS else f"我{min(sorted(organ), key=len)}"

    def _self_words(self, ctx: CheckContext, key: str) -> tuple[str, ...]:
        department = ctx.knowledge.departments.by_id.get(key)
        return department.self_words if department else ()

    def _is_local(self, ctx: CheckContext) -> bool:
        return ctx.identity.level == "town"

    def _is_upper(self, ctx: CheckContext, word: str, places: tuple[str, ...]) -> bool:
        """Tell whether a county calls the city above it 我市; districts of a city rightly do."""
        return word == "我市" and places[0] in ("县", "旗") and not set(ctx.identity.departments) & BRANCHES

    def _is_foreign_whole(self, ctx: CheckContext, word: str, own: str, before: str, after: str) -> bool:
        """Tell whether 全县 or 全市 cannot mean the issuer's own place, nor the city around it."""
        level, chain = ctx.identity.level, ctx.identity.place_chain
        is_in_region = not chain or chain[0].endswith("自治区") or len(chain) < 2
        if level == "town" and own in ("镇", "乡", "街道"):
            return word in ("镇", "乡", "街道") and word != own
        if level == "province":
            is_own_level = own == "省" or (own == "区" and (ctx.identity.place or "").endswith("自治区"))
            return word in ("市", "县") and is_own_level and not re.search(r"[县区旗市试](?:[^,。;]{0,20})$", before)
        if (
            word == own
            or own not in ("县", "区", "旗", "市")
            or word not in "县市区旗"
            or (word == "区" and is_in_region)
        ):
            return False
        if word == "市":
            is_branch = bool(set(ctx.identity.departments) & BRANCHES)
            return (
                level == "county"
                and not is_branch
                and bool(_OWN_SCOPE.match(after))
                and not _RANKED.search(before + "|" + after[:24])
            )
        if level == "city" and own == "市":
            return not re.search(r"[县区旗试](?:[^,。;]{0,20})$", before)
        return level == "county"

    def _may_be_upper(self, ctx: CheckContext, word: str, places: tuple[str, ...]) -> bool:
        """Tell whether a county or district speaks of the city or region above it as its own."""
        if "分局" in (ctx.identity.issuer or "") and set(ctx.identity.departments) & BRANCHES:
            return False  # a branch of the city's organ
        return (
            ctx.identity.level == "county"
            and word[1] in "市区"
            and places[0] in ("县", "区", "旗")
            and word[1] != places[0]
        )

    def _party(
        self, ctx: CheckContext, sentence: Sentence, text: str, match: re.Match[str], places: tuple[str, ...]
    ) -> Iterator[Finding]:
        word = match[1]
        level = "街道" if word == "街道党工委" else word[0]
        own = ctx.identity.place or ""
        chain = ctx.identity.place_chain
        above = chain[-2][-1] if ctx.identity.level == "town" and len(chain) > 1 else ""
        if level in ("县", "区", "旗") and level not in places and ctx.identity.level == "county" and not _is_zone(ctx):
            wanted = word.replace(level, places[0], 1)
        elif level in ("县", "区", "旗") and above in ("县", "区", "旗") and level != above:
            wanted = word.replace(level, above, 1)  # the county of a town
        elif word in ("镇党委", "乡党委") and own.endswith("街道") and ctx.identity.level == "town":
            wanted = "街道党工委"
        elif word == "街道党工委" and own.endswith(("镇", "乡")) and ctx.identity.level == "town":
            wanted = f"{own[-1]}党委"
        else:
            return
        span = Span(sentence.span.start + match.start(1), sentence.span.start + match.end(1))
        if not is_quoted(text, match.start(1)):
            yield self._finding(ctx, sentence, span, wanted)

    def _government(
        self, ctx: CheckContext, sentence: Sentence, match: re.Match[str], places: tuple[str, ...]
    ) -> Iterator[Finding]:
        """Report 县政府网站 in a district: the government of a county that the issuer does not lie in."""
        level, own = match["level"], places[0]
        is_in_region = not ctx.identity.place_chain or ctx.identity.place_chain[0].endswith("自治区")
        is_same = level == own or own not in ("县", "区", "旗") or (level == "区" and is_in_region)
        if ctx.identity.level != "county" or is_same or _is_zone(ctx):
            return
        span = Span(sentence.span.start + match.start("organ"), sentence.span.start + match.end("organ"))
        yield self._finding(ctx, sentence, span, match["organ"].replace(level, own, 1), severity=Severity.WARNING)

    def _report(
        self,
        ctx: CheckContext,
        sentence: Sentence,
        text: str,
        match: re.Match[str],
        wanted: str,
        *,
        is_certain: bool = True,
    ) -> Iterator[Finding]:
        if is_in_title(text, match.start()):
            return
        span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
        yield self._finding(ctx, sentence, span, wanted, is_certain=is_certain)

    def _finding(
        self,
        ctx: CheckContext,
        sentence: Sentence,
        span: Span,
        wanted: str,
        *,
        is_certain: bool = True,
        severity: Severity | None = None,
    ) -> Finding:
        evidence: list[Evidence] = [QuoteEvidence("所在句子", sentence.text, sentence.span)]
        claim = max(ctx.identity.claims_of("issuer"), key=lambda c: c.weight, default=None)
        if claim is not None:
            evidence.append(QuoteEvidence("本报告的机关", claim.quote, claim.span, "" if claim.span else claim.source))
        return self.finding(
            ctx,
            span,
            f"本报告的机关是“{ctx.identity.issuer}”，这里却写作“{ctx.document.quote(span)}”。"
            if is_certain
            else f"本报告的机关是“{ctx.identity.issuer}”，“{ctx.document.quote(span)}”如指本地，应为“{wanted}”。",
            severity=severity if is_certain else Severity.HINT,
            evidence=tuple(evidence),
            suggestion=Suggestion(f"请改为“{wanted}”。" if is_certain else "请核对所指的是哪一级。", wanted),
        )


def _names_unit(text: str, word: str) -> bool:
    """Tell whether a sentence names units of a kind, of which 本… then speaks."""
    return (
        re.search(rf"(?<![我本场会住处])[^\W\d_我本]{word}(?![长])", text.replace("网站", "").replace("场所", ""))
        is not None
    )


def _is_zone(ctx: CheckContext) -> bool:
    """Tell whether the issuer runs a zone inside a county, whose government is not its own."""
    zones = {"dev_zone", "industrial_park", "free_trade"}
    return bool(zones & set(ctx.identity.departments)) or is_function_area(ctx.identity.place or "")
