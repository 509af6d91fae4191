"""One slip of the pen, with what should stand in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reviewer.document.span import Span

Weight = Literal["error", "warning", "hint"]
SlipKind = Literal["confused", "doubled", "name", "meeting", "gap", "model"]


@dataclass(frozen=True, slots=True)
class Slip:
    """Words that are written wrongly.

    Args:
        span: The wrong words, in the document's text.
        replacement: What should stand there.
        kind: What found it: the table of confusions, doubled words, a fixed name, the
            meetings of the party, gaps in dates and figures, or the language model.
        weight: How sure and how grave it is.
        reason: One Chinese clause on why it is wrong; empty if the replacement says it all.
        confidence: Probability that it is wrong, when the model decided; None for rules.
    """

    span: Span
    replacement: str
    kind: SlipKind
    weight: Weight
    reason: str = ""
    confidence: float | None = None
