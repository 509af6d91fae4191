"""Another organ, or another line of business, stands where the issuer's own should."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import Evidence, PredictionEvidence, QuoteEvidence
from reviewer.checks.reuse._left_over import find_left_over
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.identity.model import Claim
from reviewer.identity.own import HOSTS_OF_ACCOUNTS, expand_own, hung_plates, is_superior
from reviewer.identity.residues import Residue
from reviewer.identity.roles import judge_role
from reviewer.identity.signs import (
    Sign,
    find_accounts,
    find_addressed,
    find_bodies,
    find_bureau_rooms,
    find_duties,
    find_heads,
    find_hosts,
    find_listed_terms,
)
from reviewer.knowledge.lexicon import LINE_WORDS
from reviewer.nlp.annotations import Mention
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_FORMS = frozenset({"full", "organ", "bare", "weak"})  # lines of business are judged as candidates
_TOPIC_WORDS = ("工作", "业务", "事业", "职能", "职责", "主责")
_LEVEL_PREFIX = Regex(r"(?:省|市|县|区|州|旗|盟|镇|乡)$")

_SEVERITIES = {"certain": Severity.ERROR, "doubtful": Severity.HINT}


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
        taken: list[Span] = []
        for finding in self._certain(ctx):
            taken.append(finding.span or Span(0, 1))
            yield finding
        for number, residue in ctx.residues:
            sentence = ctx.sentences[number]
            span = self._span(sentence, residue)
            if residue.candidate.kind == "line" and self._goes_on_from_own(ctx, sentence, residue):
                continue
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield self._residue(ctx, sentence, span, residue)
        yield from find_left_over(self, ctx, frozenset({"organ"}))

    def _certain(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield what the claims, the signs and the rules for names show by themselves."""
        yield from self._claims(ctx)
        own = own_departments(ctx)
        yield from self._signs(ctx, own)
        claimed = [claim.span for claim in ctx.identity.claims if claim.span is not None]
        for mention in ctx.mentions:
            if mention.kind != "department" or mention.form not in _FORMS:
                continue
            sentence = ctx.sentence_at(mention.span.start)
            if sentence is not None and not any(span.contains(mention.span) for span in claimed):
                yield from self._mention(ctx, sentence, mention, own)

    def _goes_on_from_own(self, ctx: CheckContext, sentence: Sentence, residue: Residue) -> bool:
        """Tell whether the issuer's own business stands right in front of a line: 烟草专卖｜商业系统."""
        before = fold(sentence.text)[: residue.candidate.start]
        own = (ctx.knowledge.departments.by_id.get(key) for key in own_departments(ctx))
        stems = {stem for one in own if one is not None for stem in (*one.short, *one.stems) if len(stem) > 1}
        return before.endswith(tuple(stems))

    def _span(self, sentence: Sentence, residue: Residue) -> Span:
        """Return the words of a residue in the document, with the level word in front of an organ."""
        one = residue.candidate
        start = sentence.span.start + one.start
        if one.kind == "organ" and _LEVEL_PREFIX.search(fold(sentence.text)[: one.start]):
            start -= 1
        return Span(start, sentence.span.start + one.end)

    def _residue(self, ctx: CheckContext, sentence: Sentence, span: Span, residue: Residue) -> Finding:
        main = ctx.identity.departments[0]
        own = ctx.knowledge.department_label(main)
        label = ctx.knowledge.department_label(min(residue.candidate.departments))
        quote = ctx.document.quote(span)
        replacement = self._own_words(ctx, quote, residue)
        advice = f"请改为“{replacement}”并核对整段是否符合本单位情况。" if replacement else "请核对并改为本机关的情况。"
        evidence = [*self._evidence(ctx, sentence, residue.cue)]
        if residue.probability is not None and ctx.role_model is not None and residue.rule == "model":
            model = f"{ctx.role_model.id}@{ctx.role_model.digest}"
            evidence.append(PredictionEvidence("本机关的位置", round(residue.probability, 3), model, ()))
        return self.finding(
            ctx,
            span,
            f"本报告的机关属于{own}，这里却写作“{quote}”（{label}），{residue.reason}，疑为套用其他单位的文稿。",
            severity=_SEVERITIES.get(residue.strength, Severity.WARNING),
            evidence=tuple(evidence),
            suggestion=Suggestion(advice, replacement),
            confidence=round(residue.probability, 3) if residue.rule == "model" and residue.probability else None,
        )

    def _own_words(self, ctx: CheckContext, quote: str, residue: Residue) -> str | None:
        """Return the same words with the issuer's own line of business; None where that would be a guess."""
        own = ctx.knowledge.departments.by_id.get(ctx.identity.departments[0])
        if own is None or not own.short or residue.candidate.kind not in ("line", "topic"):
            return None
        suffix = next((word for word in (*LINE_WORDS, *_TOPIC_WORDS) if quote.endswith(word)), None)
        return own.short[0] + suffix if suffix else None

    def _signs(self, ctx: CheckContext, own: frozenset[str]) -> Iterator[Finding]:
        """Yield accounts, sites, duties, bodies and roles of another organ."""
        knowledge = ctx.knowledge
        main = ctx.identity.departments[0]
        close = own | {one.id for one in knowledge.departments if knowledge.departments.is_related(main, one.id)}
        merged = {key for key in close if (one := knowledge.departments.by_id.get(key)) and one.is_abolished}
        for sentence in ctx.sentences:
            text = fold(sentence.text)
            signs = list(find_heads(text, ctx.identity.organ_word))
            signs += find_bureau_rooms(text, ctx.identity.organ_word)
            if not {"government", "gov_office", "gov_service", "data"} & own:
                signs += find_addressed(text)
            if not ctx.speaks_for_all:
                if main not in HOSTS_OF_ACCOUNTS:
                    signs += find_accounts(text, knowledge.departments, own | merged)
                signs += find_hosts(text, own)
                signs += find_duties(text, knowledge.domain_terms, close)
                signs += find_listed_terms(text, knowledge.domain_terms, close)
                signs += find_bodies(
                    text,
                    knowledge.institution_pattern,
                    dict(knowledge.institution_owners),
                    knowledge.domain_terms,
                    close,
                )
            for sign in signs:
                yield self._sign(ctx, sentence, sign)

    def _sign(self, ctx: CheckContext, sentence: Sentence, sign: Sign) -> Finding:
        span = Span(sentence.span.start + sign.start, sentence.span.start + sign.end)
        label = f"（{ctx.knowledge.department_label(sign.department)}）" if sign.department else ""
        own_label = ctx.knowledge.department_label(ctx.identity.departments[0])
        return self.finding(
            ctx,
            span,
            f"本报告的机关属于{own_label}，“{ctx.document.quote(span)}”{label}{sign.reason}，疑为套用其他单位的文稿。",
            evidence=self._evidence(ctx, sentence, sign.cue),
            suggestion=Suggestion("请核对并改为本机关的情况。"),
        )

    def _mention(
        self, ctx: CheckContext, sentence: Sentence, mention: Mention, own: frozenset[str]
    ) -> Iterator[Finding]:
        text = fold(sentence.text)
        start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
        main = ctx.identity.departments[0]
        keys = mention.key.split("+")
        if is_superior(text, start, end, keys, main):
            return
        role = judge_role(
            text,
            start,
            end,
            mention,
            own=own,
            is_related=any(ctx.knowledge.departments.is_related(main, key) for key in keys),
            speaks_for_all=ctx.speaks_for_all,
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
            severity=Severity.ERROR if role.is_strong else Severity.WARNING,
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
        return own.short[0] if mention.form in ("bare", "weak") else None

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
            if ctx.speaks_for_all and keys & {"gov_office", "gov_service", "data"}:
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


def own_departments(ctx: CheckContext) -> frozenset[str]:
    """Return the ids of the issuer's departments, the parts of combined bureaux included."""
    own = expand_own(ctx.knowledge.departments, ctx.identity.departments)
    for main in ctx.identity.departments[:1]:
        own |= hung_plates(main, (one.text for one in ctx.sentences))
    return own


def _main_claim(ctx: CheckContext) -> Claim | None:
    claims = ctx.identity.claims_of("department")
    return max(claims, key=lambda claim: claim.weight, default=None)
