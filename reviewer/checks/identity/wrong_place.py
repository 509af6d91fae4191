"""Another place stands where the issuer's own should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import Evidence, QuoteEvidence
from reviewer.checks.identity.wrong_department import own_departments
from reviewer.checks.reuse._left_over import find_left_over
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.knowledge.place_names import place_stem
from reviewer.knowledge.places import Place
from reviewer.nlp.annotations import Mention
from reviewer.nlp.sentences import Sentence

_THIRD = re.compile(
    r"(?:借鉴|学习|考察|参考|赴|到|前往|来自|来访|交流|观摩|对标|比肩|邀请|协作|对口|支援|援|帮扶|结对|东西部|跨省|跨市|异地|迁|毗邻|相邻|接壤|籍|驻|"
    r"招商|推介|客商|企业|公司|集团|大学|学院|研究院|医院|银行|高速|铁路|公路|河|江|湖|水库|流域|灌区|机场|站|标准|指数|评估|通报|表彰|典型|试点|列|排名|居|与|和|同|向|对|比|较|移送|转|函|商|联合|会同|涉及|原|由|划|并入|撤|设立|改|等地|如|例如|以|分别|其中|辖区?内?|所辖|下辖|下属)"
)
_TITLE = re.compile(r"《[^》]*$")
_ROAD = re.compile(
    r"^(?:路|街|大道|大街|巷|桥|村|社区|山|河|江|湖|寺|塔|大厦|宾馆|酒店|精神|模式|经验|做法|会议|论坛|博览会|进口|保税|海关|铁路局|籍|人(?![民大])|话|菜|等|市场(?!监)|牌|产|号)"
)
_AUTHORITY = re.compile(
    r"^(?:党?委(?!托|派|员会办)|人民政府|政府|县委|区委|市委|省委|人大|政协|党政|党工委|(?:人民)?政府门户|门户网站|政府网|政务服务网|政务公开|政府信息公开|信息公开|发布)"
)
_SELF = re.compile(
    r"(?:^|[,。;、:(]|[一二三四五]是|走访|深入|覆盖|遍及|惠及|巡查|检查|督促|指导|组织|对|在|按照|根据|围绕|结合|贯彻|落实|依托|通过|利用|立足|紧扣|服务|推动|推进|促进|做好|提升|助力|面向|请与|联系|寄至|地址[:为]?|位于|登录|进入|从|加强|我|本|全|现将|向社会公布|关于|经|由|自|为|为了|着眼)$"
)
_OWN_WORDS = re.compile(
    r"^(?:的)?(?:经济|社会|高质量|群众|人民|百姓|市民|居民|企业和群众|实际|中心工作|工作实际|发展|政务|政府信息|信息公开|营商环境|各(?:乡|镇|街道|部门|单位|级|县|区|村|社区|学校|中小学|医院|企业)|部分|个别|所属|下属|市直|县直|区直|辖区|全境|境内|范围内|党的建设|城乡|农村|农业|教育|工业|商务|水利|民政)"
)
_LOCAL = re.compile(
    r"(?:^|[,。;、:(\n]|[一二三四五]是|开有|设有|建有|开设|覆盖|遍及|惠及|涵盖|在|与|和|对|通报|全|地址[:为]?|由|经|向|将|把|及|为|以)$"
)
_LEARNING = re.compile(
    r"(?:借鉴|学习|考察|参考|参照|赴|前往|来访|交流|观摩|对标|比肩|相比|相较|邀请|协作|对口|援|帮扶|结对|东西部|跨省|跨市|异地|毗邻|相邻|籍|驻|招商|推介|客商|"
    r"企业|公司|集团|大学|学院|研究院|等地|等市|等省|等县|等区|经验|做法|模式|试点|表彰|评估|排名|函|移送|转办|协查|联合|毗邻|周边|兄弟|友好|友城|互查|互评|互检|互学|交叉|联查|联动|共建|签订(?:合作|协议)|先进地区|调研|研修|培训班|展会|博览会|论坛|"
    r"会议在|户籍|来自|异地|转入|转出|原籍|劳务|出口|进口|航线|高铁|流域|调水|联网|通办|互认|合作|协议)"
)
_CROSSING = frozenset(
    {"会同县", "和平县", "和平区", "通海县", "合作市", "东方市", "平安区", "安定区", "开平市", "永和县", "同心县"}
)
_FORMS = frozenset({"full", "stem"})
# Where a reader can go, write or call: the issuer's own address.
_ADDRESS_AFTER = re.compile(r"^[\u4e00-\u9fff]{1,10}(?:路|街|大道|巷|道)(?:[\u4e00-\u9fff]{0,4})\d+号")
_BUILDING_AFTER = re.compile(r"^[\u4e00-\u9fff]{1,10}(?:大厦|大楼|大院|办公楼|广场|中心)")
_ADDRESS_CUE = re.compile(r"地址|邮编|邮政编码|电话|索取|查阅|办公|联系|来访|寄|当面提交|窗口|受理")
_QUOTED_NAME = re.compile(r"^[\u4e00-\u9fff]{0,10}(?=[\"”])")
_QUOTED_LEAD = re.compile(r"[\"“]([\u4e00-\u9fff]{0,6})$")
_OWN_PAGE = re.compile(r"^[\u4e00-\u9fff]{1,16}[\"”](?:页面|栏目|专栏|专题|专区|小程序|平台|客户端|热线)")
_THIRD_ACCOUNT = re.compile(r"(?:转发|转载|关注|借鉴|学习|参考|参照|对标|省|上级)[^,。;]{0,12}$")


@dataclass(frozen=True)
class WrongPlace(Check):
    """把别的地方写成了本地。

    What it finds:
        以本地口吻写出的其他省、市、县、区、乡镇：其他地方的党委政府、政府网站、本部门在其他地方的机构，
        编制机关、联系方式、落款中的其他地名，账号名称中的其他地名。上级和下级地名不报。
    Why it matters:
        说明文稿套用了外地的报告。
    Wrong:
        （洛宁县）做好宜川县政务公开工作。
    Right:
        （洛宁县）做好洛宁县政务公开工作。
    Known limits:
        学习借鉴、合作、转办、道路和企业名称中的外地地名不报。
    Source:
        国办公开办函〔2021〕30号（报告本机关情况）。
    """

    id: ClassVar[str] = "identity.wrong_place"
    category: ClassVar[str] = "wrong_place"
    title: ClassVar[str] = "地名"
    severity: ClassVar[Severity] = Severity.ERROR

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip a draft whose place is not known."""
        return None if ctx.identity.place else "没有读到报告机关所在地；可用 --issuer 指定全称"

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield conflicts among the draft's own statements first, then slips in the text."""
        yield from self._claims(ctx)
        claimed = [claim.span for claim in ctx.identity.claims if claim.span is not None]
        for mention in ctx.mentions:
            if mention.kind != "place" or mention.form not in _FORMS:
                continue
            sentence = ctx.sentence_at(mention.span.start)
            if sentence is None or any(span.contains(mention.span) for span in claimed):
                continue
            if (
                self.is_own(ctx, mention.surface)
                or self._may_be_above(ctx, mention)
                or (len(mention.surface) == 2 and mention.form == "full")
                or mention.surface in _CROSSING
            ):
                continue
            yield from self._mention(ctx, sentence, mention)
        yield from self._towns(ctx)
        yield from find_left_over(self, ctx, frozenset({"place", "name"}))

    def is_own(self, ctx: CheckContext, name: str) -> bool:
        """Tell whether a name is the issuer's place, one above it or one below it."""
        chain = ctx.identity.place_chain
        stem = place_stem(name)
        if stem and any(part.startswith(stem) for part in chain):
            return True
        if name in chain or any(part.startswith(name) or name.startswith(part) for part in chain if len(part) > 1):
            return True
        gazetteer = ctx.knowledge.gazetteer
        if ctx.identity.level == "county" and ctx.knowledge.gazetteer.find(name) and name.endswith("开发区"):
            return True
        own = [place for place in gazetteer.find(chain[-1]) if _agrees(place, chain, ctx)] if chain else []
        for other in gazetteer.find(name):
            if any(other.code == place.code or gazetteer.is_superior(other, place) for place in own):
                return True
            if any(gazetteer.is_superior(place, other) for place in own):
                return True
        return False

    def _may_be_above(self, ctx: CheckContext, mention: Mention) -> bool:
        """Tell whether a place could lie above an issuer whose own place the gazetteer does not tell."""
        if ctx.identity.place_is_known and len(ctx.identity.place_chain) > 1:
            return False
        place = ctx.knowledge.gazetteer.get(mention.key)
        own = ctx.identity.level
        if place is None or own is None or (ctx.identity.place_is_known and own == "county"):
            return False
        above = {"town": ("county", "zone", "prefecture", "province"), "county": ("prefecture", "province")}
        return place.level in above.get(own, ("province",))

    def _mention(self, ctx: CheckContext, sentence: Sentence, mention: Mention) -> Iterator[Finding]:
        text = fold(sentence.text)
        start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
        before, after = text[:start], text[end:]
        if _TITLE.search(before) or _ROAD.match(after):
            return
        role = self._role(ctx, mention, before, after)
        if role is None:
            return
        reason, is_strong = role
        yield self._report(ctx, mention.span, sentence, reason, is_strong=is_strong)

    def _role(self, ctx: CheckContext, mention: Mention, before: str, after: str) -> tuple[str, bool] | None:
        recent = before[-14:]
        if _SELF.search(before):
            recent = re.split(r"[,。;、:(]", recent)[-1]
        is_third = bool(_THIRD.search(recent))
        if mention.form == "stem":
            return self._account(ctx, mention, before, after)
        if before.endswith(('"', "“")) and _OWN_PAGE.match(after) and not _THIRD_ACCOUNT.search(before[:-1]):
            return "本机关的栏目却以其他地方命名", True
        if _ADDRESS_AFTER.match(after) and _ADDRESS_CUE.search(before + after) and not _LEARNING.search(before + after):
            return "写在办公地址里", True
        if before.endswith(("地址:", "地址")) and _BUILDING_AFTER.match(after):
            return "写在办公地址里", True
        authority = _AUTHORITY.match(after)
        if authority and not is_third:
            return f"写作其他地方的“{authority[0]}”", True
        own = own_departments(ctx)
        following = next((m for m in ctx.mentions if m.span.start == mention.span.end and m.kind == "department"), None)
        if following is not None and set(following.key.split("+")) & own and not is_third:
            return "本部门前面却是其他地方的地名", True
        if _SELF.search(before) and _OWN_WORDS.match(after) and not is_third:
            return "以本地口吻叙述其他地方", True
        clause = re.split(r"[。;,:]", before)[-1] + "|" + re.split(r"[,。;]", after)[0]
        if self._same_rank(ctx, mention) and _LOCAL.search(before) and not _LEARNING.search(clause):
            return "前后都没有说明是外地", False
        return None

    def _account(self, ctx: CheckContext, mention: Mention, before: str, after: str) -> tuple[str, bool] | None:
        """Judge an account named for another place as the issuer's accounts are named for its own."""
        rest, lead = _QUOTED_NAME.match(after), _QUOTED_LEAD.search(before)
        if rest is None or lead is None or _THIRD_ACCOUNT.search(before[: lead.start()]):
            return None
        place = ctx.knowledge.gazetteer.get(mention.key)
        if place is None or place.level not in ("county", "prefecture", "zone"):
            return None
        owner = ctx.knowledge.departments.find_by_account(lead[1] + mention.surface + rest[0])
        if owner is None or owner.place != mention.surface:
            return None
        is_ours = bool(set(owner.departments) & (own_departments(ctx) | {"government", "gov_office"}))
        return ("账号以其他地方命名", True) if is_ours else None

    def _same_rank(self, ctx: CheckContext, mention: Mention) -> bool:
        """Tell whether a place is of a rank that could be taken for the issuer's own or one above it."""
        place = ctx.knowledge.gazetteer.get(mention.key)
        return place is not None and len(mention.surface) > 2 and mention.surface not in _CROSSING

    def _towns(self, ctx: CheckContext) -> Iterator[Finding]:
        """Report another town or street in the place of the issuer's own, in a township's report."""
        if ctx.identity.level != "town" or not ctx.identity.place:
            return
        own = ctx.identity.place
        pattern = re.compile(
            r"([\u4e00-\u9fff]{2,5}(?:街道|镇|乡))(?=党委|党工委|人民政府|政府|办事处|政务|信息公开|辖区|全域|各村|各社区|党政|人居|居民|群众|干部|村民|[\u4e00-\u9fff]{2})"
        )
        for sentence in ctx.sentences:
            text = fold(sentence.text)
            for match in pattern.finditer(text):
                name = next(
                    (match[1][at:] for at in range(len(match[1]) - 2) if ctx.knowledge.gazetteer.find(match[1][at:])),
                    _clean_town(match[1]),
                )
                if not name or name in own or own in name or own.endswith(name):
                    continue
                start = match.end(1) - len(name)
                if not _LOCAL.search(text[:start]) or _LEARNING.search(text) or not ctx.knowledge.gazetteer.find(name):
                    continue
                span = Span(sentence.span.start + start, sentence.span.start + match.end(1))
                yield self._report(ctx, span, sentence, "以本地口吻叙述其他乡镇街道", is_strong=True)

    def _claims(self, ctx: CheckContext) -> Iterator[Finding]:
        main = max(ctx.identity.claims_of("place"), key=lambda claim: claim.weight, default=None)
        for claim in ctx.identity.claims_of("place"):
            if claim is main or claim.span is None or claim.source in ("title", "override"):
                continue
            if self.is_own(ctx, claim.value):
                continue
            quote = ctx.document.quote(claim.span)
            at = quote.find(claim.value)
            span = Span(claim.span.start + at, claim.span.start + at + len(claim.value)) if at >= 0 else claim.span
            where = {"preface": "报告开头", "contact": "联系方式", "signature": "落款"}.get(claim.source, "文中")
            evidence: list[Evidence] = [QuoteEvidence(where, claim.quote, claim.span)]
            if main is not None:
                evidence.append(QuoteEvidence("标题中的地名", main.quote, main.span, "" if main.span else main.source))
            yield self.finding(
                ctx,
                span,
                f"{where}写的是“{claim.value}”，本报告的机关在“{ctx.identity.place}”。",
                evidence=tuple(evidence),
                suggestion=Suggestion(f"请核对；应为“{ctx.identity.place}”。", ctx.identity.place),
            )

    def _report(self, ctx: CheckContext, span: Span, sentence: Sentence, reason: str, *, is_strong: bool) -> Finding:
        return self.finding(
            ctx,
            span,
            f"本报告的机关在“{ctx.identity.place}”，这里却写作“{ctx.document.quote(span)}”，{reason}。",
            severity=Severity.ERROR if is_strong else Severity.WARNING,
            evidence=(QuoteEvidence("所在句子", sentence.text, sentence.span),),
            suggestion=Suggestion(f"请改为“{ctx.identity.place}”并核对整段。", ctx.identity.place),
        )


def _agrees(place: Place, chain: tuple[str, ...], ctx: CheckContext) -> bool:
    """Tell whether a division of the right name lies in the places that the draft names above it."""
    above = {ancestor.name for ancestor in ctx.knowledge.gazetteer.ancestors(place)}
    return all(part in above for part in chain[:-1]) or len(chain) == 1


def _clean_town(name: str) -> str:
    """Return the town's name without words that run into it: 在柳荫渡镇 → 柳荫渡镇."""
    cut = re.split(r"[在由与和向对全我本各该县区市省的]", name)[-1]
    return cut if len(cut) >= 3 else ""
