"""Component that finds stated numbers with their units."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from reviewer.document.normalize import fold
from reviewer.document.numerals import HAN_NUMERALS, parse_number
from reviewer.document.span import Span
from reviewer.nlp.annotations import Quantity, register_extensions, text_of
from reviewer.regex import Regex

_UNIT_WORDS = (
    "人次|人份|平方米|平方公里|公里|万元|亿元|千元|元|件次|场次|件|条|次|篇|个|项|份|期|家|名|人|位|户|场|批|例|起|"
    "处|宗|部|期|个百分点|字|页|册|张|台|套|亩|吨|天|小时|分钟|个工作日|工作日|届|类|批次|轮|组|所|座|辆|本|余元"
)
# The longest unit first: 个工作日 is no 个. Figures are atomic: of 2023年 no part is a number.
_UNITS = "|".join(sorted(_UNIT_WORDS.split("|"), key=len, reverse=True))
_ARABIC = r"(?<![0-9A-Za-z.第])[+-]?(?>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_HAN = rf"(?<![第{HAN_NUMERALS}])(?![万亿])[{HAN_NUMERALS}]+"
_QUANTITY = Regex(
    rf"(?=[约近超逾达不0-9+\-{HAN_NUMERALS}])(?:(?P<before>约|近|超过|超|逾|达到|不少于)\s*)?(?P<number>(?:{_ARABIC}|{_HAN}))\s*(?P<scale>[万亿]?)(?P<after>余|多|来)?\s*"
    rf"(?P<scale2>[万亿]?)(?P<percent>%|％|‰)?(?P<unit>{_UNITS})?(?P<above>以上)?(?!\s?[年月日号])"
)
# Words that merely start with a numeral: 一是, 一方面, 十四五, 三审三校, 一体化 …
_NO_UNIT_NEEDED = Regex(r"[0-9]")


class QuantityFinder:
    """Writes ``doc._.quantities``, ascending and not overlapping."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the quantities of ``doc``."""
        doc._.quantities = tuple(find_quantities(text_of(doc)))
        return doc


def find_quantities(text: str) -> list[Quantity]:
    """Return the stated numbers of ``text``; ordinals (第二十条) and dates are none.

    Arabic figures always count; Chinese numerals only with a unit behind them, for
    一, 二 and 十 stand in too many ordinary words.
    """
    folded = fold(text)
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(folded):
        number = match["number"]
        is_arabic = bool(_NO_UNIT_NEEDED.search(number))
        unit = match["unit"] or ""
        if not is_arabic and not unit:
            continue
        scale = (match["scale"] or "") + (match["scale2"] or "")
        if unit in ("万元", "亿元", "千元"):
            scale, unit = scale + unit[0], "元"
        value = parse_number(number + scale) if scale != "千" else parse_number(number)
        if value is None:
            continue
        if scale == "千":
            value *= 1000
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip())
        end -= len(match[0]) - len(match[0].rstrip())
        percent = match["percent"]
        found.append(
            Quantity(
                span=Span(start, end),
                value=value,
                unit="%" if percent in ("%", "％") else percent or unit,
                is_approximate=bool(match["before"] not in (None, "达到") or match["after"] or match["above"]),
                number_span=Span(match.start("number"), match.end("number")),
            )
        )
    return found


def build_quantities(nlp: Language, name: str) -> QuantityFinder:  # noqa: ARG001
    """Return the component; spaCy calls this for ``reviewer_quantities``."""
    register_extensions()
    return QuantityFinder()


Language.factory("reviewer_quantities", assigns=["doc._.quantities"], func=build_quantities)
