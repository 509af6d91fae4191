"""Finds places that no list has where the issuer's own should stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reviewer.checks.base import Severity
from reviewer.checks.context import CheckContext
from reviewer.checks.identity._place_roles import (
    OWN_PAGE,
    THIRD_ACCOUNT,
    PlaceRole,
    is_elsewhere,
    judge_address,
    judge_channel,
    judge_rule_title,
    judge_surroundings,
)
from reviewer.checks.identity.wrong_department import own_departments
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.identity.apparent_places import ApparentPlace, find_apparent_places
from reviewer.identity.model import Identity
from reviewer.knowledge.place_names import place_stem
from reviewer.knowledge.places import is_function_area
from reviewer.nlp.tokenizer import build_exact_segmenter
from reviewer.regex import Regex

_IN_TITLE = Regex(r"《[^》]*$")
_QUOTED = Regex(r"[\"“]([^\W\d_]{4,9})[\"”]")
_ACCOUNT_AFTER = Regex(
    r"^(?:政务)?(?:新媒体|微信|公众|订阅|服务|视频|抖音|微博|头条|小程序|客户端|稳定|获评|账号|矩阵|号)"
)
_UPPER_AFTER = Regex(r"^[^\W\d_]{2,12}?(?:局|委员会|厅|办公室|中心)")
_COMMON_OWNERS = frozenset({"government", "gov_office", "town", "street"})


def find_unlisted(
    ctx: CheckContext, *, is_own: Callable[[CheckContext, str], bool]
) -> Iterator[tuple[Span, PlaceRole]]:
    """Yield names formed like a division's that read as the issuer's own place and are not."""
    segment = build_exact_segmenter()
    own_organ = _organ_words(ctx.identity)
    for sentence in ctx.statements:
        text = fold(sentence.text)
        for found in find_apparent_places(text, segment):
            if not _is_comparable(ctx, found) or (found.kind not in ("镇", "乡", "街道") and is_own(ctx, found.name)):
                continue
            if found.kind == "市" and _UPPER_AFTER.match(text[found.end :]):
                continue  # the city above a county-level city
            role = _role(text[: found.start], text[found.end :], own_organ)
            if role is not None:
                yield Span(sentence.span.start + found.start, sentence.span.start + found.end), role


def _role(before: str, after: str, own_organ: str) -> PlaceRole | None:
    if before.endswith(('"', "“")):
        if OWN_PAGE.match(after) and not THIRD_ACCOUNT.search(before[:-1]):
            return PlaceRole("本机关的栏目却以其他地方命名", Severity.WARNING)
        return None
    if _IN_TITLE.search(before):
        return judge_rule_title(before, after)
    if (
        own_organ
        and after.startswith(own_organ)
        and not is_elsewhere(before, after)
        and not before.endswith(("与", "和", "、"))
    ):
        return PlaceRole("本部门前面却是其他地方的地名", Severity.WARNING)
    return (
        judge_address(before, after)
        or judge_channel(before, after)
        or judge_surroundings(before, after, is_listed=False)
    )


def _organ_words(identity: Identity) -> str:
    """Return the issuer's name without its place: 司法局."""
    name = identity.issuer or ""
    at = name.rfind(identity.place or "\0")
    rest = name[at + len(identity.place or "") :] if at >= 0 else ""
    return rest if len(rest) >= 3 and not rest.startswith("人民政府") else ""


def _is_comparable(ctx: CheckContext, found: ApparentPlace) -> bool:
    """Tell whether a name is of a kind that only the issuer's own place, or the one above it, can be."""
    identity = ctx.identity
    chain, kind, stem = identity.place_chain, found.kind[-1], place_stem(found.name)
    stems = [place_stem(part) for part in chain]
    if not stem or stem in (identity.issuer or "") or is_function_area(found.name):
        return False
    if found.name in chain or any(one and (one in found.name or stem in one) for one in stems):
        return False
    is_listed = bool(ctx.knowledge.gazetteer.find(found.name))
    own = (identity.place or "")[-1:]
    if identity.level == "town":
        return found.kind in ("镇", "乡", "街道") or (not is_listed and kind in "县区旗" and len(chain) > 1)
    if is_listed:
        return False
    if identity.level == "county":
        return kind in "县区旗" or (kind == "市" and (own == "市" or any(part.endswith("市") for part in chain[:-1])))
    return (identity.level, kind) in (("city", "市"), ("province", "省"))


def find_unlisted_accounts(ctx: CheckContext) -> Iterator[tuple[Span, PlaceRole]]:
    """Yield accounts that are named as the issuer's are, for a place that neither is its own nor known."""
    own = own_departments(ctx) | (_COMMON_OWNERS if ctx.speaks_for_all else frozenset())
    names = (ctx.identity.issuer or "", *ctx.identity.place_chain)
    segment = build_exact_segmenter()
    for sentence in ctx.statements:
        text = fold(sentence.text)
        for match in _QUOTED.finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            if not (_ACCOUNT_AFTER.match(after) or before.endswith("号")) or THIRD_ACCOUNT.search(before):
                continue
            owner = ctx.knowledge.departments.find_by_account(match[1])
            if owner is None or not set(owner.departments) & own:
                continue
            place = owner.place
            stem = place_stem(place) or place
            if any(stem in name for name in names) or any(name and place_stem(name) in place for name in names[1:]):
                continue
            if set(stem) <= set(ctx.identity.place or ""):
                continue  # an abbreviation: 朔北 of 朔城北区
            pieces = list(segment(stem))
            if (
                len(stem) not in (2, 3)
                or max(map(len, pieces)) > 2
                or len(pieces) == 1
                or f"{stem}市" in ctx.document.text
            ):
                continue
            start = sentence.span.start + match.start(1)
            yield Span(start, start + len(match[1])), PlaceRole("账号以其他地方命名", Severity.HINT)
