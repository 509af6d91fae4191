"""The chains of one pair of reports, aligned."""

from __future__ import annotations

from reviewer.reuse.align import Aligned, align, split_wide
from reviewer.reuse.chains import MAX_DRIFT, MAX_GAP, Chain, join_chains

_PAD = 70
#: Codes that must agree for a stretch, and for a piece of it, to be kept.
_MIN_EQUAL, _MIN_PIECE = 8, 5
#: Chains of one report that are looked at; a weak one counts only beside a stretch that was found.
_MAX_CHAINS, _WEAK_BITS = 40, 6.0


def align_chains(target: str, source: str, chains: list[Chain], min_bits: float) -> list[Aligned]:
    """Return the stretches that lie on the chains of one report, the best chain first.

    Args:
        target: The draft's form as a string.
        source: The source's.
        chains: Where both agree, the one with most evidence first.
        min_bits: Evidence that makes a chain worth its time by itself.
    """
    parts: list[Aligned] = []
    for chain in join_chains(chains)[:_MAX_CHAINS]:
        strong = chain.bits >= min_bits
        if not strong and (chain.bits < _WEAK_BITS or not any(_near(part, chain) for part in parts)):
            if not parts:
                break
            continue
        if any(_holds(part, chain) for part in parts):
            continue
        found = align(
            target,
            source,
            (max(chain.target_start - _PAD, 0), min(chain.target_end + _PAD, len(target))),
            (max(chain.source_start - _PAD, 0), min(chain.source_end + _PAD, len(source))),
        )
        for part in found:
            if part.equal >= _MIN_EQUAL and _meets(part, chain):
                parts += [
                    piece
                    for piece in split_wide(part)
                    if piece.equal >= _MIN_PIECE and not any(_same(piece, other) for other in parts)
                ]
    return parts


def _near(part: Aligned, chain: Chain) -> bool:
    """Tell whether a chain lies beside a found stretch in both texts, in whatever order."""
    target, source = part.target, part.source
    return (
        max(chain.target_start - target[1], target[0] - chain.target_end) <= MAX_GAP
        and max(chain.source_start - source[1], source[0] - chain.source_end) <= MAX_GAP
    )


def _holds(part: Aligned, chain: Chain) -> bool:
    """Tell whether the part explains the chain: it agrees there, on the same diagonal."""
    agree = sum(
        max(0, min(step.target_end, chain.target_end) - max(step.target_start, chain.target_start))
        for step in part.steps
        if step.equal and abs(step.target_start - step.source_start - chain.diagonal) <= MAX_DRIFT
    )
    return agree >= 0.6 * (chain.target_end - chain.target_start)


def _meets(part: Aligned, chain: Chain) -> bool:
    """Tell whether the part lies on the chain; others in the window are by chance or have their own chain."""
    return (
        part.target[0] < chain.target_end
        and part.target[1] > chain.target_start
        and part.source[0] < chain.source_end
        and part.source[1] > chain.source_start
    )


def _same(part: Aligned, other: Aligned) -> bool:
    low, high = max(part.target[0], other.target[0]), min(part.target[1], other.target[1])
    return high - low > 0.5 * (part.target[1] - part.target[0])
