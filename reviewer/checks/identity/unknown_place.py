"""Names of divisions that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import QuoteEvidence
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.identity.issuer_place import read_place
from reviewer.identity.model import ClaimSource
from reviewer.knowledge.places import NearName, Place, is_function_area
from reviewer.regex import Regex

_SUFFIX = r"(?:回族区|自治县|自治州|自治旗|县|市|区|旗)"
# A name can be told from the words before it only at a clause's start or after these.
_CANDIDATE = Regex(
    # One class of characters, 合 of 联合 and 习 of 学习 among them: an alternative for each word costs 3 ms a report.
    r"(?:(?<=[,、。;:(\"\s与和由向在赴到对经请据将至及给从驻同被合习鉴省州市盟])|^)"
    rf"([^\W\d_]{{1,5}}?{_SUFFIX})"
    r"(?=人民政府|政府|委[、,员办和]|人大|政协|政务|辖区|境内|等地|的?(?:经验|做法)|[^\W\d_]{2,9}(?:局|委员会|办公室|厅|中心|镇|乡|街道)|[,、。;])"
)
_NOT_A_NAME = Regex(
    r"^[我本全各该辖城老原某上下多几两三四五六七八九十这那其有同另首跨每]|社区|小区|园区|景区|校区|厂区|库区|灾区|山区|牧区|林区|地区|片区|街区|专区|展区|功能区|开发区|高新区|"
    r"示范区|新区|都市|城市|上市|超市|夜市|股市|楼市|集市|门市|市县|县市|县区|区县|市区|直辖|所在|部门|单位|周边|邻|兄弟|外|省市|地市|"
    r"一网|统筹|推动|推进|支持|服务|覆盖|开展|加强|实现|带动|督促|指导|组织|负责|涉及|面向|提升|成为|先进|试点|重点|和|与|及|的|在|为|对|向|从|由|是|等"
)
# After these a name of a place must come, whatever follows it.
_VISITED = Regex(
    r"(?:赴|前往|(?:派员|派人|人员|干部|组织[^\W\d_]{0,6})到|学习(?:了)?|借鉴(?:了)?|参照|参考|对标|考察(?:了)?|介绍(?:了)?|(?<=[省市县区州])、)"
    rf"([^\W\d_]{{1,4}}?{_SUFFIX})"
)
# Characters that begin other words in front of 县, 市, 区: 除县政府网站外, 通过市政府公报.
_FUNCTION = Regex(
    r"[以除通过经会依借按据凡若即仅均已未不无可请须应能还就都也又再才并而且则因所被把将让使给于至到报送达下]"
)
_UNDER = Regex(rf"([^\W\d_]{{1,5}}?{_SUFFIX})")
_HIGH_SCORE = 0.89
_NEAR_IN_PARENT = 0.8
_LABELS: dict[ClaimSource, str] = {
    "title": "标题",
    "preface": "报告开头",
    "contact": "联系方式",
    "signature": "落款",
}


@dataclass(frozen=True)
class UnknownPlace(Check):
    """行政区划名称不存在。

    What it finds:
        标题、落款、联系方式和正文中，按写法是省、市、县、区、旗，但历年区划中都没有的名称；
        按字形、读音和位置给出最接近的真实名称。
    Why it matters:
        生僻字被形近字替换（瀍写成漯）在输入法和旧字体中很常见，地名一错，机关就错了。
    Wrong:
        漯河回族区商务局
    Right:
        瀍河回族区商务局
    Known limits:
        新设的区划、开发区可能还没有收录；与真实名称不相像的只作提示，可用 --places 补充。
    Source:
        现行行政区划与 GB/T 2260 历年代码；地名以国务院批准的名称为准。
    """

    id: ClassVar[str] = "identity.unknown_place"
    category: ClassVar[str] = "unknown_place"
    title: ClassVar[str] = "区划名称是否存在"
    severity: ClassVar[Severity] = Severity.ERROR

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield unknown names where the issuer is named first, then in the text."""
        seen: set[int] = set()
        for claim in ctx.identity.claims_of("issuer"):
            label = _LABELS.get(claim.source)
            if label is None or claim.span is None or claim.span.start in seen:
                continue
            seen.add(claim.span.start)
            yield from self._in_name(ctx, ctx.document.quote(claim.span), claim.span.start, label)
        yield from self._under_known(ctx, seen)
        looked_up: dict[str, tuple[NearName[Place], ...]] = {}  # a long text names the same places again and again
        for sentence in ctx.sentences:
            text = fold(sentence.text)
            for match in (*_CANDIDATE.finditer(text), *_VISITED.finditer(text)):
                start = sentence.span.start + match.start(1)
                is_visited = match.re is _VISITED.compiled
                if start in seen or not self._is_name(ctx, match[1], shortest=2 if is_visited else 3):
                    continue
                seen.add(start)
                if match[1] not in looked_up:
                    looked_up[match[1]] = self._nearest(ctx, match[1])
                near = looked_up[match[1]]
                is_close = bool(near) and near[0].score >= _HIGH_SCORE
                if is_close or (is_visited and match[1].endswith(("县", "旗"))):
                    span = Span(start, start + len(match[1]))
                    yield from self._report(ctx, span, match[1], "正文", near=near, is_close=is_close)

    def _under_known(self, ctx: CheckContext, seen: set[int]) -> Iterator[Finding]:
        """Yield unknown names that follow a known province or city: 江苏省旴眙县."""
        gazetteer = ctx.knowledge.gazetteer
        for mention in ctx.mentions:
            if mention.kind != "place" or mention.form not in ("full", "stem"):
                continue
            upper = gazetteer.get(mention.key)
            if upper is None or upper.level not in ("province", "prefecture"):
                continue
            start = mention.span.end
            sentence = ctx.sentence_at(mention.span.start)
            match = _UNDER.match(fold(ctx.document.text[start : start + 8]))
            if match is None or sentence is None or start in seen:
                continue
            name = match[1]
            is_known = bool(gazetteer.find(name)) or name in ctx.identity.place_chain
            if is_known or len(name) < 2 or _NOT_A_NAME.search(name[:-1]) or is_function_area(name):
                continue
            near = gazetteer.nearest(name, limit=3, within=upper)
            inside = tuple(item for item in near if gazetteer.is_superior(upper, item.place))
            if inside:
                seen.add(start)
                is_close = inside[0].score >= _NEAR_IN_PARENT
                span = Span(start, start + len(name))
                yield from self._report(ctx, span, name, "正文", near=inside, is_close=is_close)

    def _in_name(self, ctx: CheckContext, name: str, offset: int, label: str) -> Iterator[Finding]:
        match = ctx.knowledge.departments.find_by_name(name)
        words = match.place if match is not None and match.place else name
        if match is not None and not match.place and match.primary not in ("town", "street", "government"):
            return
        reading = read_place(words, ctx.knowledge.gazetteer)
        if reading is None or reading.is_known or is_function_area(reading.name):
            return
        at = "".join(name.split()).find(reading.parts[-1])
        if at < 0 or "".join(name.split()) != name or len(reading.parts[-1]) < 3 or reading.level == "town":
            return  # towns are too many and change too often for a list to be complete
        span = Span(offset + at, offset + at + len(reading.parts[-1]))
        near = self._nearest(ctx, reading.parts[-1])
        is_close = bool(near) and near[0].score >= _HIGH_SCORE
        yield from self._report(ctx, span, reading.parts[-1], label, near=near, is_close=is_close)

    def _is_name(self, ctx: CheckContext, name: str, *, shortest: int) -> bool:
        if (
            len(name) < shortest
            or _NOT_A_NAME.search(name[:-1])
            or _FUNCTION.search(name[:-1])
            or is_function_area(name)
        ):
            return False
        gazetteer = ctx.knowledge.gazetteer
        return not gazetteer.find(name) and name not in ctx.identity.place_chain

    def _nearest(self, ctx: CheckContext, name: str) -> tuple[NearName[Place], ...]:
        gazetteer = ctx.knowledge.gazetteer
        within = next((place for part in ctx.identity.place_chain[:-1] for place in gazetteer.find_current(part)), None)
        return gazetteer.nearest(name, limit=3, within=within)

    def _report(
        self,
        ctx: CheckContext,
        span: Span,
        name: str,
        label: str,
        *,
        near: tuple[NearName[Place], ...],
        is_close: bool,
    ) -> Iterator[Finding]:
        listed = "、".join(dict.fromkeys(item.place.name for item in near))
        evidence = [QuoteEvidence(label, ctx.document.quote(span), span)]
        evidence += [
            QuoteEvidence("相近的真实名称", item.place.name, None, item.reason + "；" + item.place.source)
            for item in near
        ]
        yield self.finding(
            ctx,
            span,
            f"{label}中的“{name}”不在现行和历年行政区划之中"
            + (f"，疑为“{near[0].place.name}”之误。" if is_close else "。"),
            severity=Severity.ERROR if is_close else Severity.HINT,
            evidence=tuple(evidence),
            suggestion=Suggestion(
                f"请核对名称；相近的有：{listed}。"
                if listed
                else "请核对名称；如为新设区划或开发区，可用 --places 补充。",
                near[0].place.name if is_close else None,
            ),
        )
