"""All applications said to be answered, while table two carries some over: 共18件，均已办结."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reviewer.checks.data._clauses import Passage
from reviewer.checks.data._contradictions import Contradiction, cell_term
from reviewer.knowledge.table_schemas import TableKey
from reviewer.knowledge.tables import MappedTable
from reviewer.regex import Regex

_FINISHED = r"(?:办结|办理完毕|办理完结|处理完毕|办完|办毕|办复|答复完毕?|答复到位)"
_ALL = Regex(
    rf"(?P<count>\d+)(?:件|起|宗)(?:申请|政府信息公开申请)?(?:,?(?:本年|年[末底内]前?|期末)?)(?:均|全部|都|悉数|如数)"
    rf"(?:已|按期|按时|如期|依法|及时|在?法定[^,。;]{{0,6}}内?)*{_FINISHED}"
    rf"|(?P<late>\d+)(?:件|起|宗)(?:申请|政府信息公开申请)?,(?:本年|年[末底内]前?|期末前?)(?:已|均|全部|都)*{_FINISHED}"
)
_REQUESTS = Regex(r"申请|新收|结转")
_OPEN = Regex(r"(?:结转|转入|转至|延至|转到|顺延)[^,。;]{0,4}下年|在办|未办结|尚未|跨年|除|其余")


def find_all_done(
    passages: Sequence[Passage], headings: Mapping[int, str | None], tables: Mapping[TableKey, MappedTable]
) -> Iterator[Contradiction]:
    """Yield statements that everything received and carried in was answered, where table two carries some over."""
    table = tables.get("requests")
    if table is None:
        return
    new, carried, left = (table.number(row, "total") for row in ("r1", "r2", "r4"))
    if new is None or not left:
        return
    due = new + (carried or Decimal(0))
    for passage in passages:
        if headings.get(passage.block) != "requests" and not _REQUESTS.search(passage.form):
            continue
        for match in _ALL.finditer(passage.form):
            count = match["count"] or match["late"]
            if Decimal(count) != due or _OPEN.search(passage.form):
                continue
            cell = table.cells[("r4", "total")]
            span = passage.raw(match.start(), match.end())
            due_cells = [table.cells[row, "total"] for row in ("r1", "r2") if (row, "total") in table.cells]
            yield Contradiction(
                span,
                f"这里写{due}件全部办结，而表二（收到和处理政府信息公开申请情况）写结转下年度{left}件",
                "新收＋上年结转－结转下年＝已办结",
                due,
                due - left,
                (passage.words("正文所述", span, due),),
                (*(cell_term(one) for one in due_cells), cell_term(cell, -1)),
            )
