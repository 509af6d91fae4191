"""The words by which an issuer may call its own place and those above it."""

from __future__ import annotations

from reviewer.checks.context import CheckContext

# The branch of a city organ in a district, which may say 我市.
BRANCHES = frozenset({"public_sec", "nat_res", "eco_env", "tax"})


def own_place_words(ctx: CheckContext) -> tuple[str, ...]:
    """Return the words for the issuer's own place and those above it that 我… may take, the own one first."""
    identity = ctx.identity
    if identity.place is None or identity.level is None:
        return _words_of_prefix(ctx)
    words: list[str] = []
    for name in reversed(identity.place_chain):
        suffix = _suffix(name)
        if suffix:
            words.append(suffix)
    if not identity.place_is_known or len(identity.place_chain) < 2:
        # The places above are not known; only what is below the own level can be told.
        words += {
            "town": ["县", "区", "市", "旗", "省", "州", "盟"],
            "county": ["市", "省", "州", "盟"],
            "city": ["省"],
        }.get(identity.level, [])
    else:
        words += ["省"]
    own = _suffix(identity.place)
    if set(identity.departments) & BRANCHES:
        words.append("市")
    if identity.level == "county" and own not in ("县", "区", "旗", "市"):
        return ()
    return tuple(dict.fromkeys(words))


def _words_of_prefix(ctx: CheckContext) -> tuple[str, ...]:
    """Return what “区商务局” tells without a place: 区 and the levels above."""
    issuer = ctx.identity.issuer or ""
    above = {
        "区": ("区", "市", "省"),
        "县": ("县", "市", "省", "州"),
        "旗": ("旗", "市", "盟"),
        "市": ("市", "省"),
        "省": ("省",),
    }
    return above.get(issuer[:1], ())


def _suffix(name: str) -> str:
    for suffix in ("街道", "镇", "乡", "苏木"):
        if name.endswith(suffix):
            return suffix
    if name.endswith(("自治区", "省")):
        return "省" if name.endswith("省") else "区"
    for suffix, word in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("地区", "地区")):
        if name.endswith(suffix):
            return word
    return name[-1] if name[-1] in "市县区旗州盟" else ""
