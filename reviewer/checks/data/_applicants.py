"""What the prose says of who applied, against the columns of table two: 均为自然人, 1家科研机构."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reviewer.checks.data._claims import Claim
from reviewer.checks.data._clauses import Passage
from reviewer.checks.data._contradictions import Contradiction, cell_term, sum_of
from reviewer.checks.evidence import Term
from reviewer.document.numerals import parse_number
from reviewer.knowledge.table_schemas import TableKey
from reviewer.knowledge.tables import MappedTable
from reviewer.regex import Regex

_LEGAL = ("enterprise", "research", "charity", "legal_service", "other")
_KINDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"自然人|公民个人|公民", ("person",), "自然人"),
    (r"商业企业", ("enterprise",), "商业企业"),
    (r"科研机构", ("research",), "科研机构"),
    (r"社会公益组织|公益组织", ("charity",), "社会公益组织"),
    (r"法律服务机构|律师事务所", ("legal_service",), "法律服务机构"),
    (r"法人(?:和|或者|或|及|与|·)其[他它]组织", _LEGAL, "法人或其他组织"),
)
_ALL = tuple(
    (
        Regex(
            rf"^(?:申请|申请人)?(?:均|全部|都|全)(?:为|是|由|来自|系|属)(?:{words})(?:通过[^,;。]{{1,6}}?)?(?:提出|提交|申请|的)*$"
        ),
        columns,
        name,
    )
    for words, columns, name in _KINDS
)
_SOME = tuple(
    (Regex(rf"(?P<count>[1-9]\d*|[一二两三四五六七八九])(?:家|名|位|个)(?P<kind>{words})"), columns, name)
    for words, columns, name in _KINDS
)
_APPLIED = Regex(r"提出|提交|申请")
_NOT_THIS = Regex(r"上年|那年|咨询|来访|投诉|走访|座谈|邀请|举报")
_WHOLE = frozenset(("new", "received", "accepted", "on_request"))


def find_wrong_applicants(
    passages: Sequence[Passage], claims: Sequence[Claim], tables: Mapping[TableKey, MappedTable]
) -> Iterator[Contradiction]:
    """Yield statements of who applied that the columns of table two contradict."""
    table = tables.get("requests")
    if table is None:
        return
    wholes = {claim.span: claim for claim in claims if claim.role in _WHOLE and not claim.is_zero_statement}
    for passage in passages:
        counted = {f.clause: wholes[f.quantity.span] for f in passage.figures if f.quantity.span in wholes}
        with_figures = {figure.clause for figure in passage.figures}
        for index, clause in enumerate(passage.clauses):
            claim = counted.get(index if index in with_figures else index - 1)
            if claim is None or _NOT_THIS.search(clause.text):
                continue
            yield from _all_of_one_kind(passage, index, table)
        if not wholes:
            continue
        sentences = {passage.clauses[clause].sentence for clause in counted}
        for index, clause in enumerate(passage.clauses):
            if clause.sentence in sentences and not _NOT_THIS.search(clause.text):
                yield from _kind_without_column(passage, index, table)


def _all_of_one_kind(passage: Passage, index: int, table: MappedTable) -> Iterator[Contradiction]:
    clause = passage.clauses[index]
    own = [figure for figure in passage.figures if figure.clause == index]
    words = own[-1].after if own else clause.text
    for pattern, columns, name in _ALL:
        if not pattern.match(words):
            continue
        others = [column for column in ("person", *_LEGAL) if column not in columns]
        cells = _cells(table, ("r1",), others)
        found = sum_of(cells)
        if cells and found > 0:
            end = clause.start + len(words) if not own else passage_end(passage, index)
            start = end - len(words)
            span = passage.raw(start, end)
            yield Contradiction(
                span,
                f"正文写申请人均为{name}，而表二第一项其他申请人各列之和为{found}",
                f"均为{name}，则表二第一项其他申请人各列之和＝0",
                Decimal(0),
                found,
                (passage.words("正文所述", span),),
                tuple(cells),
            )
        return


def _kind_without_column(passage: Passage, index: int, table: MappedTable) -> Iterator[Contradiction]:
    clause = passage.clauses[index]
    text = passage.form[clause.start : passage_end(passage, index)]
    following = passage.clauses[index + 1].text if index + 1 < len(passage.clauses) else ""
    if not _APPLIED.search(text) and not _APPLIED.search(following):
        return
    for pattern, columns, name in _SOME:
        match = pattern.search(text)
        if match is None:
            continue
        cells = _cells(table, ("r1", "r2", "r3_7", "r4"), columns)
        stated = _read(match["count"])
        if cells and sum_of(cells) == 0:
            span = passage.raw(clause.start + match.start(), clause.start + match.end())
            yield Contradiction(
                span,
                f"正文写有{name}提出申请，而表二“{name}”各项均为0",
                f"有{name}提出申请，则表二该列不为0",
                stated,
                Decimal(0),
                (passage.words("正文所述", span, stated),),
                tuple(cells),
            )


def passage_end(passage: Passage, index: int) -> int:
    """Return where a clause ends in the passage's form."""
    return passage.clauses[index + 1].start - 1 if index + 1 < len(passage.clauses) else len(passage.form)


def _cells(table: MappedTable, rows: Sequence[str], columns: Sequence[str]) -> list[Term]:
    """Return the cells as terms; none if one is lacking or holds words."""
    cells = [table.cells[row, column] for row in rows for column in columns if (row, column) in table.cells]
    if len(cells) != len(rows) * len(columns) or any(cell.kind == "text" for cell in cells):
        return []
    return [cell_term(cell) for cell in cells]


def _read(written: str) -> Decimal:
    return parse_number(written) or Decimal(1)
