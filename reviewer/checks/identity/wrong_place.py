"""Another place stands where the issuer's own should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import Evidence, QuoteEvidence
from reviewer.checks.identity._place_relations import acts_on_issuer, belongs_there, is_single_case, relates_places
from reviewer.checks.identity._place_roles import (
    AUTHORITY,
    BARE_ACCOUNT,
    LEARNING,
    LOCAL,
    OWN_PAGE,
    OWN_WORDS,
    ROAD,
    SELF,
    THIRD,
    THIRD_ACCOUNT,
    ZONES,
    PlaceRole,
    is_visiting,
    is_zone_of,
    judge_address,
    judge_channel,
    judge_counterpart,
    judge_rule_title,
    judge_surroundings,
    judge_zone,
    names_province_partner,
)
from reviewer.checks.identity._unlisted_places import find_unlisted, find_unlisted_accounts
from reviewer.checks.identity.wrong_department import own_departments
from reviewer.checks.reuse._left_over import find_left_over
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.knowledge.place_names import place_stem
from reviewer.knowledge.places import Place
from reviewer.nlp.annotations import Mention
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_TITLE = Regex(r"《[^》]*$")
_VISITORS = Regex(r"^[^,。;]{0,14}(?:一行|来[我本县区市镇乡]|来访(?!接待|大厅|群众)|派员来)")
_CROSSING = frozenset(
    {"会同县", "和平县", "和平区", "通海县", "合作市", "东方市", "平安区", "安定区", "开平市", "永和县", "同心县"}
)
# What may lie above an issuer of each level; nothing lies above a province.
_ABOVE: Mapping[str, tuple[str, ...]] = {
    "town": ("county", "zone", "prefecture", "province"),
    "county": ("prefecture", "province"),
    "city": ("province",),
}
_LONGEST_HEAD, _SHORTEST_HEAD, _STEM = 8, 3, 2
_FORMS = frozenset({"full", "stem"})
_QUOTED_NAME = Regex(r"^[^\W\d_]{0,10}(?=[\"”])")
_QUOTED_LEAD = Regex(r"[\"“]([^\W\d_]{0,6})$")


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
            sentence = ctx.statement_at(mention.span.start)
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
        for span, role in (*find_unlisted(ctx, is_own=self.is_own), *find_unlisted_accounts(ctx)):
            sentence = ctx.statement_at(span.start)
            if sentence is not None and not any(one.contains(span) for one in claimed):
                yield self._report(ctx, span, sentence, role)
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
        is_zone = bool(ZONES & set(ctx.identity.departments[:1]))
        if ctx.identity.level == "county" and not is_zone and gazetteer.find(name) and name.endswith("开发区"):
            return True
        if is_zone and self._is_around_zone(ctx, name):
            return True
        own = [place for place in gazetteer.find(chain[-1]) if _agrees(place, chain, ctx)] if chain else []
        for other in gazetteer.find(name):
            if any(other.code == place.code or gazetteer.is_superior(other, place) for place in own):
                return True
            if any(gazetteer.is_superior(place, other) for place in own):
                return True
        return False

    def _is_around_zone(self, ctx: CheckContext, name: str) -> bool:
        """Tell whether a place lies in the city that a zone is named after: 观山湖区 for 贵阳国家高新区."""
        gazetteer, issuer = ctx.knowledge.gazetteer, ctx.identity.issuer or ""
        heads = (issuer[:end] for end in range(min(len(issuer), _LONGEST_HEAD), 1, -1))
        cities = next((found for head in heads if (found := gazetteer.find(head))), ())
        others = gazetteer.find(name)
        if not others:
            return any(name.startswith((city.name, city.stem)) for city in cities if city.stem)
        return any(name.startswith(city.name) or gazetteer.is_superior(city, one) for city in cities for one in others)

    def _may_be_above(self, ctx: CheckContext, mention: Mention) -> bool:
        """Tell whether a place could lie above an issuer whose own place the gazetteer does not tell."""
        if ctx.identity.place_is_known and len(ctx.identity.place_chain) > 1:
            return False
        place = ctx.knowledge.gazetteer.get(mention.key)
        own = ctx.identity.level
        if place is None or own is None or (ctx.identity.place_is_known and own == "county"):
            return False
        named = self._named_places(ctx)
        if named:
            gazetteer = ctx.knowledge.gazetteer
            return any(gazetteer.is_superior(place, one) or gazetteer.is_superior(one, place) for one in named)
        return place.level in _ABOVE.get(own, ())

    def _named_places(self, ctx: CheckContext) -> tuple[Place, ...]:
        """Return the division that the issuer's name opens with, in all its readings: 双桨市 of 双桨市经济开发区.

        A zone may leave out the word for its city: 双桨经济开发区.
        """
        issuer = ctx.identity.issuer or ""
        heads = (issuer[:end] for end in range(min(len(issuer), _LONGEST_HEAD), _SHORTEST_HEAD - 1, -1))
        find = ctx.knowledge.gazetteer.find
        found = next((found for head in heads if (found := tuple(find(head)))), ())
        if found or not ZONES & set(ctx.identity.departments[:1]):
            return found
        by_stem = tuple(find(issuer[:_STEM]))
        return by_stem if any(place.level == "prefecture" for place in by_stem) else ()

    def _mention(self, ctx: CheckContext, sentence: Sentence, mention: Mention) -> Iterator[Finding]:
        text = fold(sentence.text)
        start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
        before, after = text[:start], text[end:]
        if mention.form == "full" and self._same_rank(ctx, mention):
            titled = judge_rule_title(before, after)
            if titled is not None:
                yield self._report(ctx, mention.span, sentence, titled)
        if _TITLE.search(before) or ROAD.match(after):
            return
        role = self._role(ctx, mention, before, after)
        if role is not None and mention.form == "full":
            role = self._weigh(ctx, mention, role, text, after)
        if role is not None:
            yield self._report(ctx, mention.span, sentence, role)

    def _role(self, ctx: CheckContext, mention: Mention, before: str, after: str) -> PlaceRole | None:
        recent = before[-14:]
        if SELF.search(before):
            recent = re.split(r"[,。;、:(]", recent)[-1]
        is_third = bool(THIRD.search(recent)) or bool(_VISITORS.search(after))
        if mention.form == "stem":
            return self._account(ctx, mention, before, after) or self._zone(ctx, mention, before, after)
        if before.endswith(('"', "“")) and OWN_PAGE.match(after) and not THIRD_ACCOUNT.search(before[:-1]):
            return PlaceRole("本机关的栏目却以其他地方命名", Severity.ERROR)
        address = judge_address(before, after)
        if address is not None:
            return address
        authority = AUTHORITY.match(after)
        if authority and not is_third:
            return PlaceRole(f"说的却是本地的“{authority[0]}”", Severity.ERROR)
        own = own_departments(ctx)
        following = next((m for m in ctx.mentions if m.span.start == mention.span.end and m.kind == "department"), None)
        if following is not None and set(following.key.split("+")) & own and not is_third:
            return PlaceRole("本部门前面却是其他地方的地名", Severity.ERROR)
        if SELF.search(before) and OWN_WORDS.match(after) and not is_third:
            return PlaceRole("以本地口吻叙述其他地方", Severity.ERROR)
        if not self._same_rank(ctx, mention):
            return None
        if following is not None:
            asked = judge_counterpart(before, after[len(following.surface) :])
            if asked is not None:
                return asked
        if names_province_partner(mention.surface, before + after):
            return None
        clause = re.split(r"[。;,:]", before)[-1] + "|" + re.split(r"[,。;]", after)[0]
        if LOCAL.search(before) and not LEARNING.search(clause) and not is_visiting(after):
            return PlaceRole("前后都没有说明是外地", Severity.WARNING)
        return judge_channel(before, after) or judge_surroundings(before, after, is_listed=True)

    def _weigh(
        self, ctx: CheckContext, mention: Mention, role: PlaceRole, sentence: str, after: str
    ) -> PlaceRole | None:
        """Drop what another place may well say of itself, and doubt what stands in a sentence about two places."""
        if is_single_case(after) or acts_on_issuer(after) or self._lies_in_other(ctx, mention):
            return None
        if not relates_places(sentence):
            return role
        if role.severity is not Severity.ERROR or belongs_there(after):
            return None
        return PlaceRole(role.reason, Severity.HINT)

    def _lies_in_other(self, ctx: CheckContext, mention: Mention) -> bool:
        """Tell whether a place above it, not the issuer's, stands right in front: 某省某市."""
        in_front = next((one for one in ctx.mentions if one.span.end == mention.span.start), None)
        return in_front is not None and in_front.kind == "place" and not self.is_own(ctx, in_front.surface)

    def _account(self, ctx: CheckContext, mention: Mention, before: str, after: str) -> PlaceRole | None:
        """Judge an account named for another place as the issuer's accounts are named for its own."""
        rest, lead = _QUOTED_NAME.match(after), _QUOTED_LEAD.search(before)
        front = lead[1] if lead is not None else ""
        if rest is None or lead is None:
            rest, front = BARE_ACCOUNT.match(after), ""
        if rest is None or THIRD_ACCOUNT.search(before[: lead.start()] if lead else before):
            return None
        place = ctx.knowledge.gazetteer.get(mention.key)
        if place is None or place.level not in ("county", "prefecture", "zone"):
            return None
        owner = ctx.knowledge.departments.find_by_account(front + mention.surface + rest[0])
        if owner is None or not (owner.place == mention.surface or is_zone_of(owner.place, mention.surface)):
            return None
        is_ours = bool(set(owner.departments) & (own_departments(ctx) | {"government", "gov_office"}))
        return PlaceRole("账号以其他地方命名", Severity.ERROR) if is_ours else None

    def _zone(self, ctx: CheckContext, mention: Mention, before: str, after: str) -> PlaceRole | None:
        """Judge a development zone named after another place in the report of a zone: 霁川高新区."""
        place = ctx.knowledge.gazetteer.get(mention.key)
        is_ours = bool(ZONES & own_departments(ctx)) and place is not None and place.level in ("county", "prefecture")
        return judge_zone(before, after) if is_ours else None

    def _same_rank(self, ctx: CheckContext, mention: Mention) -> bool:
        """Tell whether a place is of a rank that could be taken for the issuer's own or one above it."""
        place = ctx.knowledge.gazetteer.get(mention.key)
        return place is not None and len(mention.surface) > 2 and mention.surface not in _CROSSING

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

    def _report(self, ctx: CheckContext, span: Span, sentence: Sentence, role: PlaceRole) -> Finding:
        return self.finding(
            ctx,
            span,
            f"本报告的机关在“{ctx.identity.place}”，这里却写作“{ctx.document.quote(span)}”，{role.reason}。",
            severity=role.severity,
            evidence=(QuoteEvidence("所在句子", sentence.text, sentence.span),),
            suggestion=Suggestion(f"请改为“{ctx.identity.place}”并核对整段。", ctx.identity.place),
        )


def _agrees(place: Place, chain: tuple[str, ...], ctx: CheckContext) -> bool:
    """Tell whether a division of the right name lies in the places that the draft names above it."""
    above = {ancestor.name for ancestor in ctx.knowledge.gazetteer.ancestors(place)}
    return all(part in above for part in chain[:-1]) or len(chain) == 1
