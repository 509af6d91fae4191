"""Whether two bodies belong to one region, and so write from one notice."""

from __future__ import annotations

_REGION_ENDS = frozenset("省市县区州盟旗")


def is_same_region(issuer: str, other: str) -> bool:
    """Tell whether both names begin with the same province, city, county or district."""
    for position, (char, same) in enumerate(zip(issuer, other, strict=False)):
        if char != same:
            return False
        if position and char in _REGION_ENDS:
            return True
    return False
