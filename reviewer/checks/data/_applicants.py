"""What the prose says of who applied, against the columns of table two: 均为自然人, 1家科研机构."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reviewer.checks.data._claims import Claim
from reviewer.checks.data._clauses import Passage
from reviewer.checks.data._contradictions import Contradiction
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
    (Regex(rf"(?:[1-9]\d*|[一二两三四五六七八九])(?:家|名|位|个)(?P<kind>{words})"), columns, name)
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
            yield from _all_of_one_kind(passage, index, claim, table)
        if not wholes:
            continue
        sentences = {passage.clauses[clause].sentence for clause in counted}
        for index, clause in enumerate(passage.clauses):
            if clause.sentence in sentences and not _NOT_THIS.search(clause.text):
                yield from _kind_without_column(passage, index, table)


def _all_of_one_kind(passage: Passage, index: int, claim: Claim, table: MappedTable) -> Iterator[Contradiction]:
    clause = passage.clauses[index]
    own = [figure for figure in passage.figures if figure.clause == index]
    words = own[-1].after if own else clause.text
    for pattern, columns, name in _ALL:
        if not pattern.match(words):
            continue
        others = [column for column in ("person", *_LEGAL) if column not in columns]
        found = _sum(table, ("r1",), others)
        if found is not None and found > 0:
            end = clause.start + len(words) if not own else passage_end(passage, index)
            start = end - len(words)
            yield Contradiction(
                passage.raw(start, end),
                claim.span,
                f"正文写申请人均为{name}，而表二第一项其他申请人各列之和为{found}",
                Decimal(0),
                found,
                "likely",
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
        found = _sum(table, ("r1", "r2", "r3_7", "r4"), columns)
        if found == 0:
            span = passage.raw(clause.start + match.start(), clause.start + match.end())
            yield Contradiction(
                span, span, f"正文写有{name}提出申请，而表二“{name}”各项均为0", Decimal(1), Decimal(0), "likely"
            )


def passage_end(passage: Passage, index: int) -> int:
    """Return where a clause ends in the passage's form."""
    return passage.clauses[index + 1].start - 1 if index + 1 < len(passage.clauses) else len(passage.form)


def _sum(table: MappedTable, rows: Sequence[str], columns: Sequence[str]) -> Decimal | None:
    numbers = [table.cells[row, column] for row in rows for column in columns if (row, column) in table.cells]
    if len(numbers) != len(rows) * len(columns) or any(cell.kind == "text" for cell in numbers):
        return None
    return sum((cell.number or Decimal(0) for cell in numbers), Decimal(0))
