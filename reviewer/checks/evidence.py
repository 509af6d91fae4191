"""The kinds of evidence a finding can rest on: a closed union.

Each kind holds all that a person needs to check the finding by hand; none has
optional parts that would let a check be vague.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reviewer.document.span import Span
from reviewer.reuse.passage import Passage

#: Label of the words of the report that a passage was copied from, in findings of names left over.
LEFT_IN_COPY = "被照抄的报告中的同一处"


@dataclass(frozen=True, slots=True)
class QuoteEvidence:
    """Words of the draft, or of a document outside it.

    Args:
        label: What the words show, in Chinese: “标题中的机关名称”.
        quote: The words.
        span: Where they stand in the draft; None for words from elsewhere.
        source: Where words from elsewhere stand; empty for the draft itself.
    """

    label: str
    quote: str
    span: Span | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class AlignmentEvidence:
    """A copied passage beside its source."""

    passage: Passage


@dataclass(frozen=True, slots=True)
class Term:
    """One figure that takes part in a calculation.

    Args:
        label: Row and column, or the words in front of the figure.
        value: The figure; None when the cell does not hold a number.
        text: The cell or words as written.
        span: Where it stands; None for a blank cell.
        sign: 1 or -1; 0 for the figure that the others are compared with.
    """

    label: str
    value: Decimal | None
    text: str
    span: Span | None
    sign: int = 1


@dataclass(frozen=True, slots=True)
class ArithmeticEvidence:
    """An identity that does not hold, with every participating figure.

    Args:
        formula: The identity in words: “本年新收＋上年结转＝办理结果总计＋结转下年”.
        left: Its left side, computed or stated.
        right: Its right side.
        terms_left: The figures of the left side.
        terms_right: The figures of the right side.
        repairs: Plausible corrections, each a sentence in Chinese, the likeliest first.
    """

    formula: str
    left: Decimal
    right: Decimal
    terms_left: tuple[Term, ...]
    terms_right: tuple[Term, ...]
    repairs: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal:
        """Left side minus right side."""
        return self.left - self.right


@dataclass(frozen=True, slots=True)
class AbsenceEvidence:
    """What was looked for and not found.

    Args:
        sought: The thing, in Chinese: “政府信息管理”.
        searched: The parts of the draft that were read for it, in Chinese.
        cues: Words that would have shown it.
        nearest: The draft's sentence that came closest; None if none came near.
        nearest_score: Its probability of being about the thing, 0 to 1.
        threshold: What it would have had to reach.
    """

    sought: str
    searched: tuple[str, ...]
    cues: tuple[str, ...]
    nearest: QuoteEvidence | None
    nearest_score: float
    threshold: float


@dataclass(frozen=True, slots=True)
class PredictionEvidence:
    """What a trained model said.

    Args:
        label: The label in Chinese.
        probability: Calibrated, 0 to 1.
        model: Id of the model.
        cues: The words that weighed most, the heaviest first.
    """

    label: str
    probability: float
    model: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchedPair:
    """A problem and the measure that answers it, or comes closest.

    Args:
        problem: The problem's words; empty for a measure that answers none.
        problem_span: Where they stand.
        measure: The measure's words; empty when none comes near.
        measure_span: Where they stand.
        score: How well the measure answers, 0 to 1.
        is_answer: Whether it counts as the answer.
    """

    problem: str
    problem_span: Span | None
    measure: str
    measure_span: Span | None
    score: float
    is_answer: bool


@dataclass(frozen=True, slots=True)
class MatchingEvidence:
    """Which measure answers which problem, line by line."""

    pairs: tuple[MatchedPair, ...]


Evidence = (
    QuoteEvidence | AlignmentEvidence | ArithmeticEvidence | AbsenceEvidence | PredictionEvidence | MatchingEvidence
)
