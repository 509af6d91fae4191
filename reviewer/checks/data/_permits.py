"""Permits of one kind that outnumber all of the year's decisions in table one: 核发宅基地批准书18件, 行政许可8件."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reviewer.checks.data._clauses import Passage
from reviewer.checks.data._contradictions import Contradiction, cell_term
from reviewer.checks.data._sentence_sums import is_one_slip
from reviewer.knowledge.table_schemas import TableKey
from reviewer.knowledge.tables import MappedTable
from reviewer.regex import Regex

_ISSUED = Regex(
    r"(?:核发|颁发|发放|办结|办理|审批|批准|作出|准予)(?:了|各类)?[^,;。\d]{0,16}(?:许可(?:证|决定)?|批准书|准予许可决定书)(?:共|计|合计)*$"
)
_NOT_OWN = Regex(
    r"协助|代办|帮助|指导|代理|上报|报送|受理|全[省市县区]|各|累计|历年|以来|上年|那年|\d月|季度|半年|公开|公示"
)
_UNITS = frozenset(("件", "份", "本", "张", "宗", "项"))


def find_too_many_permits(
    passages: Sequence[Passage], tables: Mapping[TableKey, MappedTable]
) -> Iterator[Contradiction]:
    """Yield counts of permits above the total of table one, or its digits in another order; no proof, so a hint."""
    table = tables.get("disclosure")
    cell = table.cells.get(("licences", "decisions")) if table else None
    if cell is None or not cell.number or cell.span is None:
        return
    for passage in passages:
        for figure in passage.figures:
            quantity = figure.quantity
            if quantity.unit not in _UNITS or quantity.is_approximate or figure.after or quantity.value == cell.number:
                continue
            if not _ISSUED.search(figure.before) or _NOT_OWN.search(passage.clauses[figure.clause].text):
                continue
            if quantity.value > cell.number or is_one_slip(str(quantity.value), str(cell.number)):
                yield Contradiction(
                    quantity.span,
                    f"表一行政许可的处理决定共{cell.number}件，这里一类许可就写{quantity.value}{quantity.unit}",
                    "一类许可的件数≤表一行政许可处理决定",
                    quantity.value,
                    cell.number,
                    (passage.term(figure),),
                    (cell_term(cell),),
                    "possible",
                )
