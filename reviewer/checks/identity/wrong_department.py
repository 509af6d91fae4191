"""Another organ, or another line of business, stands where the issuer's own should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import Evidence, QuoteEvidence
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.identity.model import Claim
from reviewer.identity.roles import judge_role
from reviewer.knowledge.lexicon import LINE_WORDS
from reviewer.nlp.annotations import Mention
from reviewer.nlp.sentences import Sentence

_FORMS = frozenset({"full", "organ", "line", "bare", "weak"})
_LEVEL_PREFIX = re.compile(r"(?:省|市|县|区|州|旗|盟|镇|乡)$")
_ACCOUNT = re.compile(
    r"[\"《]([\u4e00-\u9fffA-Za-z0-9·]{2,16})[\"》]\s*(?:的)?(?:官方)?(?:[\u4e00-\u9fff]{0,4})?(?:微信|公众号|微博|抖音|视频号|头条号|客户端|政务号|快手)"
    r"|(?:微信公众号|公众号|官方微博|政务微博|抖音号?|视频号|头条号|微信|微博)\s*(?:账号)?[\"(《]([\u4e00-\u9fffA-Za-z0-9·]{2,16})[\")》]"
)
_THIRD_ACCOUNT = re.compile(
    r"(?:转发|转载|借鉴|学习|联动|参照|投稿|向|供稿|推送至|推荐|协作|关注|属于|归|由.{2,12}(?:主办|运营|管理)的?)[\u4e00-\u9fff、\"]{0,8}$"
)
_BELONGING = re.compile(
    r"(?:各|下属|所属|直属|局属|系统内|全系统|辖区内?各?|我局各?|基层|二级(?:单位|机构)?)[\u4e00-\u9fff、]{0,8}$"
)
_HEAD_OF_GROUP = re.compile(
    r"(?:由|以|成立了?由|明确)?(?:我[局委办厅]|本局|局|委|办|厅|县|区|市|镇)?(校长|院长|所长|行长|站长|馆长|镇长|乡长|县长|区长|市长|队长|支队长|大队长|关长|台长|社长|厂长|局长|主任|厅长|部长)"
    r"(?:[\u4e00-\u9fff]{0,3})?(?:任|为|担任)(?:[\u4e00-\u9fff]{0,12})?组长"
)
# Roles that fit a type of organ; a role outside its set heads another kind of organ.
_HEADS = {
    "局": {"局长", "主任", "队长"},
    "委": {"主任", "局长"},
    "办": {"主任", "秘书长", "局长"},
    "厅": {"厅长", "主任"},
    "中心": {"主任", "局长", "台长"},
    "镇": {"镇长"},
    "乡": {"乡长"},
    "街道": {"主任"},
    "政府": {"县长", "区长", "市长", "镇长", "乡长", "主任", "局长"},
}


@dataclass(frozen=True)
class WrongDepartment(Check):
    """把别的部门写成了自己。

    What it finds:
        以本机关口吻写出的其他部门：系统、领域的名称（结合人社系统实际），全称或简称（县教育局党组高度重视），
        官网、公众号和联系方式，其他行业的下属单位（各中小学校）和职务（院长任组长）；落款、编制机关与标题不一致。
    Why it matters:
        说明文稿套用了别的单位，一处就足以使整篇报告失信。
    Wrong:
        （商务局）结合人社系统工作实际，我局对公开范围进行明确。
    Right:
        （商务局）结合商务系统工作实际，我局对公开范围进行明确。
    Known limits:
        联合、会同、转交、借鉴等语境中的其他机关不报；政府和乡镇可以提到任何部门，只报不可能成立的写法。
    Source:
        国办公开办函〔2021〕30号（报告本机关情况，不得雷同）；《条例》第四十九条。
    """

    id: ClassVar[str] = "identity.wrong_department"
    category: ClassVar[str] = "wrong_department"
    title: ClassVar[str] = "部门名称"
    severity: ClassVar[Severity] = Severity.ERROR

    def why_skipped(self, ctx: CheckContext) -> str | None:
        """Skip a draft whose issuer is not known."""
        return None if ctx.identity.departments else "没有认出报告机关；可用 --issuer 指定"

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield conflicts among the draft's own statements first, then slips in the text."""
        yield from self._claims(ctx)
        own = own_departments(ctx)
        reported: set[tuple[int, int]] = set()
        for finding in self._accounts(ctx, own):
            if finding.span:
                reported.add((finding.span.start, finding.span.end))
            yield finding
        claimed = [c.span for c in ctx.identity.claims if c.span is not None]
        for mention in ctx.mentions:
            if mention.kind != "department" or mention.form not in _FORMS:
                continue
            sentence = ctx.sentence_at(mention.span.start)
            if sentence is None or any(span.contains(mention.span) for span in claimed):
                continue
            if any(start < mention.span.end and mention.span.start < end for start, end in reported):
                continue
            yield from self._mention(ctx, sentence, mention, own)
        yield from self._institutions(ctx, own)
        yield from self._heads(ctx)

    def _mention(
        self, ctx: CheckContext, sentence: Sentence, mention: Mention, own: frozenset[str]
    ) -> Iterator[Finding]:
        text = fold(sentence.text)
        start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
        main = ctx.identity.departments[0]
        keys = mention.key.split("+")
        role = judge_role(
            text,
            start,
            end,
            mention,
            own=own,
            is_related=any(ctx.knowledge.departments.is_related(main, key) for key in keys),
            speaks_for_all=speaks_for_all(ctx),
        )
        if role.kind != "residue":
            return
        span = mention.span
        if mention.form in ("organ", "full") and _LEVEL_PREFIX.search(text[:start]):
            span = Span(span.start - 1, span.end)
        replacement = self._replacement(ctx, mention)
        label = ctx.knowledge.department_label(keys[0])
        own_label = ctx.knowledge.department_label(main)
        yield self.finding(
            ctx,
            span,
            f"本报告的机关属于{own_label}，这里却写作“{ctx.document.quote(span)}”（{label}），{role.reason}，疑为套用其他单位的文稿。",
            severity=Severity.ERROR if role.is_strong or mention.form == "line" else Severity.WARNING,
            evidence=self._evidence(ctx, sentence, role.cue),
            suggestion=Suggestion(
                f"请改为“{replacement}”并核对整段是否符合本单位情况。" if replacement else "请改为本单位的情况。",
                replacement,
            ),
        )

    def _replacement(self, ctx: CheckContext, mention: Mention) -> str | None:
        own = ctx.knowledge.departments.by_id.get(ctx.identity.departments[0])
        if own is None or not own.short:
            return None
        if mention.form == "line":
            suffix = next((word for word in LINE_WORDS if mention.surface.endswith(word)), "")
            return own.short[0] + suffix
        if mention.form in ("bare", "weak"):
            return own.short[0]
        return None

    def _evidence(self, ctx: CheckContext, sentence: Sentence, cue: str) -> tuple[Evidence, ...]:
        evidence: list[Evidence] = [QuoteEvidence("所在句子", sentence.text, sentence.span)]
        if cue:
            evidence.append(QuoteEvidence("据以判断的词语", cue, None, "所在句子"))
        claim = _main_claim(ctx)
        if claim is not None:
            evidence.append(QuoteEvidence("本报告的机关", claim.quote, claim.span, "" if claim.span else claim.source))
        return tuple(evidence)

    def _claims(self, ctx: CheckContext) -> Iterator[Finding]:
        own = own_departments(ctx)
        main = _main_claim(ctx)
        for claim in ctx.identity.claims_of("department"):
            if claim.span is None or claim is main or claim.source in ("override", "title"):
                continue
            keys = set(claim.value.split("+"))
            if keys & own or any(
                ctx.knowledge.departments.is_related(ctx.identity.departments[0], key) for key in keys
            ):
                continue
            if speaks_for_all(ctx) and keys & {"gov_office", "gov_service", "data"}:
                continue
            where = {"preface": "报告开头写明的编制机关", "contact": "联系方式", "signature": "落款"}.get(
                claim.source, "文中"
            )
            yield self.finding(
                ctx,
                claim.span,
                f"{where}是“{ctx.document.quote(claim.span)}”，与标题中的“{ctx.identity.issuer}”不是同一个机关。",
                evidence=(
                    QuoteEvidence(where, claim.quote, claim.span),
                    *((QuoteEvidence("标题中的机关", main.quote, main.span),) if main else ()),
                ),
                suggestion=Suggestion("请核对并改为本机关。", None),
            )

    def _accounts(self, ctx: CheckContext, own: frozenset[str]) -> Iterator[Finding]:
        departments = ctx.knowledge.departments
        for sentence in ctx.sentences:
            text = fold(sentence.text)
            for match in _ACCOUNT.finditer(text):
                name = match[1] or match[2]
                owner = departments.find_by_account(name)
                if owner is None or set(owner.departments) & own or speaks_for_all(ctx):
                    continue
                if any(departments.is_related(ctx.identity.departments[0], key) for key in owner.departments):
                    continue
                group = 1 if match[1] else 2
                before = text[: match.start()]
                if _THIRD_ACCOUNT.search(before) or "等" in text[match.end() : match.end() + 2]:
                    continue
                span = Span(sentence.span.start + match.start(group), sentence.span.start + match.end(group))
                label = ctx.knowledge.department_label(owner.departments[0])
                yield self.finding(
                    ctx,
                    span,
                    f"账号“{ctx.document.quote(span)}”从名称看属于{label}，不是本机关的账号。",
                    evidence=self._evidence(ctx, sentence, match[0]),
                    suggestion=Suggestion("请核对账号名称，写本机关的账号。"),
                )

    def _institutions(self, ctx: CheckContext, own: frozenset[str]) -> Iterator[Finding]:
        if speaks_for_all(ctx):
            return
        owners = ctx.knowledge.institution_owners
        for sentence in ctx.sentences:
            text = fold(sentence.text)
            for match in ctx.knowledge.institution_pattern.finditer(text):
                keys = owners[match[0]]
                if keys & own or any(
                    ctx.knowledge.departments.is_related(ctx.identity.departments[0], key) for key in keys
                ):
                    continue
                belonging = _BELONGING.search(text[: match.start()])
                if belonging is None or not re.match(
                    r"^(?:[、和及][\u4e00-\u9fff]{2,8})?(?:要|应|须|按|按照|均|都|也|的?(?:政府)?信息公开|主要负责人|负责人|为|校务|院务|所务|建立|设立|配备|明确|公开|落实)",
                    text[match.end() :],
                ):
                    continue
                span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
                label = ctx.knowledge.department_label(min(keys))
                yield self.finding(
                    ctx,
                    span,
                    f"“{ctx.document.quote(span)}”是{label}的下属单位，不属于本机关。",
                    evidence=self._evidence(ctx, sentence, belonging[0]),
                    suggestion=Suggestion("请改为本机关的下属单位或内设机构。"),
                )

    def _heads(self, ctx: CheckContext) -> Iterator[Finding]:
        allowed = _HEADS.get(ctx.identity.organ_word or "")
        if not allowed:
            return
        for sentence in ctx.sentences:
            text = fold(sentence.text)
            for match in _HEAD_OF_GROUP.finditer(text):
                title = match[1]
                if title in allowed:
                    continue
                span = Span(sentence.span.start + match.start(1), sentence.span.start + match.end(1))
                yield self.finding(
                    ctx,
                    span,
                    f"“{title}”不是“{ctx.identity.organ_word}”的负责人职务，疑为套用其他单位的文稿。",
                    evidence=self._evidence(ctx, sentence, match[0]),
                    suggestion=Suggestion("请改为本机关负责人的职务。"),
                )


def own_departments(ctx: CheckContext) -> frozenset[str]:
    """Return the ids of the issuer's departments, the parts of combined bureaux included."""
    own: set[str] = set()
    for key in ctx.identity.departments:
        own |= ctx.knowledge.departments.expand(key)
    return frozenset(own)


def speaks_for_all(ctx: CheckContext) -> bool:
    """Tell whether the issuer may name any organ: a government, its office, a township, a zone."""
    whole = {"government", "gov_office", "town", "street", "dev_zone", "industrial_park", "gov_service", "data"}
    return ctx.identity.is_government or bool(whole & set(ctx.identity.departments[:1]))


def _main_claim(ctx: CheckContext) -> Claim | None:
    claims = ctx.identity.claims_of("department")
    return max(claims, key=lambda claim: claim.weight, default=None)
