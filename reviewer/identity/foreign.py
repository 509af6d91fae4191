"""How much of a sentence speaks for another organ's business, and what excuses it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reviewer.classify.business import BusinessModel, BusinessReading, TradeWord
from reviewer.document.normalize import fold
from reviewer.nlp.sentences import Sentence
from reviewer.regex import Regex

_COOPERATION = Regex(
    r"联合|会同|配合|协同|协助|移交|移送|转交|转办|转至|交由|牵头|参与|共享|部门间|各部门|借鉴|学习|参照|原|划转|三下乡|主题日|同步开展"
)
_APPLICATION = Regex(
    r"申请|答复|咨询|来电|热线|诉求|要求公开|建议|提案|代表|委员|告知|不属于|信访|投诉|举例|列举|例如|比如|一件事|网民|留言"
)
_EVERYONE = Regex(
    r"政务服务|服务平台|一网通办|12345|重点领域|等领域|各领域|双随机|预算|决算|“?三公|采购|营商环境|疫情|乡村振兴|普法|主题党日|志愿|文明|目录|栏目|分类|《"
)
_SELF = Regex(r"[我本](?:局|委|办|厅|机关|单位|中心|院|馆|会|队)")
_COUNTS = Regex(r"[0-9]+(?:余)?(?:条|件|篇|项|期|次|个|份)")
_MIN_WORD = 3.0
CUE_NAMES = (
    "foreign", "own", "related", "density", "words", "elsewhere", "cooperation", "application", "everyone", "self",
    "organ", "paragraph_own", "length", "lead", "counts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Own:
    """Whose report it is, as rows of a business reading.

    Args:
        own: The issuer's own kinds of organ.
        related: Kinds that are easily confused with them.
        never: Kinds that are not looked for in any report.
    """

    own: tuple[int, ...]
    related: tuple[int, ...]
    never: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ForeignReading:
    """A sentence in figures.

    Args:
        department: The other kind of organ that it speaks for most.
        cues: Shape (len(CUE_NAMES),).
        words: The stretches that speak for it, in the text's offsets, the clearest first.
    """

    department: str
    cues: npt.NDArray[np.float64]
    words: tuple[TradeWord, ...]

    def probability(self, model: BusinessModel) -> float:
        """Return the probability that the sentence is another organ's."""
        score = float(self.cues @ model.coef) + model.intercept
        return 1.0 / (1.0 + math.exp(-min(max(score, -50.0), 50.0)))


def read_sentence(
    reading: BusinessReading,
    sentence: Sentence,
    paragraph: Sequence[Sentence],
    own: Own,
    *,
    has_organ: bool,
) -> ForeignReading | None:
    """Measure one sentence; None if nothing in it speaks for another organ.

    Args:
        reading: The evidence in the whole text.
        sentence: The sentence.
        paragraph: All sentences of its paragraph.
        own: Whose report it is.
        has_organ: Whether the sentence names an organ.
    """
    start, end = sentence.span.start, sentence.span.end
    masses = reading.between(start, end)
    own_mass = _most(masses, own.own)
    related_mass = _most(masses, own.related)
    foreign = masses.copy()
    for rows in (own.own, own.related, own.never):
        foreign[list(rows)] = 0
    best = int(foreign.argmax())
    if foreign[best] < _MIN_WORD:
        return None
    name = reading.model.departments[best]
    words = tuple(word for word in reading.words(name, start, end) if word.mass >= _MIN_WORD)
    around = reading.between(paragraph[0].span.start, paragraph[-1].span.end) - masses
    everywhere = float(reading.total[best] - masses[best])
    text = fold(sentence.text)
    length = max(len(sentence.span), 1)
    cues = np.array(
        [
            math.log1p(float(foreign[best])),
            math.log1p(own_mass),
            math.log1p(related_mass),
            float(foreign[best]) / length,
            min(len(words), 5),
            math.log1p(max(everywhere, 0.0) * 1000 / max(reading.mass.shape[1], 1)),
            bool(_COOPERATION.search(text)),
            bool(_APPLICATION.search(text)),
            bool(_EVERYONE.search(text)),
            bool(_SELF.search(text)),
            has_organ,
            math.log1p(_most(around, own.own)),
            math.log(length),
            float(foreign[best] - max(own_mass, related_mass)) / length,
            min(len(_COUNTS.findall(text)), 4),
        ],
        dtype=np.float64,
    )
    return ForeignReading(name, cues, words)


def _most(masses: npt.NDArray[np.float32], rows: tuple[int, ...]) -> float:
    return float(masses[list(rows)].max()) if rows else 0.0
