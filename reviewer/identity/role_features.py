"""What stands around a named organ, as a model reads it: the name itself is hidden.

The model learns in which surroundings an issuer speaks of itself and in which of others.
So a foreign name in surroundings of the issuer's own is suspect, whatever name it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.identity.candidates import Candidate
from reviewer.identity.contexts import is_in_title
from reviewer.regex import Regex

_SIDE = 16
_ANCHORED = 6
_DIGITS = Regex(r"[0-9]+(?:[.,][0-9]+)*")
_WHOLE = Regex(r"([全我本各])[省市县区州旗盟镇乡]$")
_CLAUSE = Regex(r"[,。;:、(]")


def role_tokens(
    text: str, candidate: Candidate, others: Sequence[tuple[int, int, bool]], *, section: str | None
) -> list[str]:
    """Return the tokens that describe the surroundings of a candidate.

    Args:
        text: The folded sentence.
        candidate: The words to judge.
        others: Where other candidates stand, and whether they are the issuer's own.
        section: Official section of the sentence.
    """
    kind = candidate.kind
    left = _masked(text, 0, candidate.whole_start, others)
    right = _masked(text, candidate.end, len(text), others)
    tokens = [f"k={kind}", f"s={section}|{kind}"]
    whole = _WHOLE.search(text, 0, candidate.start)
    has_place = candidate.whole_start < candidate.start
    if kind in ("organ", "line"):
        tokens.append(f"p={whole[1] if whole else ''}{'级' if has_place else ''}|{kind}")
    if whole and kind == "line":
        left = left[:-2]
    near, far = left[-_SIDE:], right[:_SIDE]
    for size in range(1, _ANCHORED + 1):
        if len(near) >= size:
            tokens += (f"l{near[-size:]}", f"l{near[-size:]}|{kind}")
        if len(far) >= size:
            tokens += (f"r{far[:size]}", f"r{far[:size]}|{kind}")
    if not left:
        tokens += ("l^", f"l^|{kind}")
    if not right:
        tokens += ("r$", f"r$|{kind}")
    # Words of the clause at some distance.
    cut = max((match.end() for match in _CLAUSE.finditer(near)), default=0)
    clause_left = near[cut:]
    tokens.append(f"cl={min(len(clause_left), 6)}|{kind}")
    end = _CLAUSE.search(far)
    clause_right = far[: end.start()] if end else far
    for words, mark in ((near, "L"), (far, "R"), (clause_left, "CL"), (clause_right, "CR")):
        tokens += dict.fromkeys(f"{mark}{words[place : place + 2]}" for place in range(len(words) - 1))
        if mark in ("L", "R"):
            tokens += dict.fromkeys(f"{mark}{words[place : place + 3]}" for place in range(len(words) - 2))
    if clause_left and clause_right:
        tokens.append(f"x{clause_left[-2:]}_{clause_right[:2]}")
        tokens.append(f"y{clause_left[:2]}_{clause_right[-2:]}")
    own = sum(1 for *_, is_own in others if is_own)
    tokens.append(f"own={min(own, 2)}|{kind}")
    tokens.append(f"foreign={min(len(others) - own, 3)}|{kind}")
    if is_in_title(text, candidate.start):
        tokens.append("title")
    return tokens


def _masked(text: str, start: int, end: int, others: Sequence[tuple[int, int, bool]]) -> str:
    pieces: list[str] = []
    place = start
    for left, right, is_own in others:
        if left < place or right > end:
            continue
        pieces += (text[place:left], "己" if is_own else "他")
        place = right
    pieces.append(text[place:end])
    return _DIGITS.sub("0", "".join(pieces))
