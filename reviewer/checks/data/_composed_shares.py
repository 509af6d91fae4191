"""Percentages of a count of table two, told by the classes of their words: 予以公开的占办结总数的50%."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewer.checks.data._clauses import Passage
from reviewer.checks.data._composed_places import COLUMNS, RESULTS
from reviewer.checks.data._contradictions import cell_term, sum_of
from reviewer.checks.data._shares import fits
from reviewer.checks.data._words import read_words
from reviewer.checks.evidence import Term
from reviewer.document.span import Span
from reviewer.knowledge.table_schemas import TableKey
from reviewer.knowledge.tables import MappedTable
from reviewer.regex import Regex

Terms = tuple[Term, ...]
_SHARE = Regex(
    r"^(?P<part>[^,;。]+?)(?:申请|件数|数量|的|量)*(?:占(?:比|到|了)?(?:[^,;。]{0,12}(?:总数|总量|总件数|申请|比例|数|比重|量|件|全部))?|率|比例)(?:约|为|是|达到?|的|:)*$"
)
_FRACTION = Regex(
    r"^(?P<part>[^,;。]+?)(?:申请|件数|数量|的|量)*占(?:[^,;。\d]{0,10}?(?:总数|总量|申请|数|全部)的?)?(?:约|近|了)*(?P<word>(?P<tenths>[一二三四五六七八九])成(?!以|多|左|上)|(?:一半|半数)(?!以))"
)
_NOT_WHOLE = Regex(
    r"上年|那年|\d月|季度|网上|线上|提高|上升|下降|增|以上|全[省市县区]|热线|工单|建议|提案|信访|诉求|留言|许可|政务服务"
)
_OF_REQUESTS = Regex(r"(?:公开|依)申请|申请公开|新收|收到[^,;。]{0,12}申请")
_RATE = Regex(r"(?:^|申请)(?:按期|按时|及时|如期)?(?:办结|答复|办复)率(?:为|达到?|是|均为|:)*$")
_MAX_WHOLE = 60  # of more, any percentage comes near to some count
_TENTHS = "一二三四五六七八九"
_ROUGH = Decimal(5)  # 七成 may stand for 65 % to 75 %


@dataclass(frozen=True, slots=True)
class TableShare:
    """A share in the prose that table two does not give.

    Args:
        span: The share.
        words: What it is the share of, as the prose says it.
        stated: In per cent.
        parts: The cells of the part.
        wholes: The cells of the whole.
    """

    span: Span
    words: str
    stated: Decimal
    parts: Terms
    wholes: Terms

    @property
    def part(self) -> Decimal:
        """What the table says of the part."""
        return sum_of(self.parts)

    @property
    def whole(self) -> Decimal:
        """What it says of the whole."""
        return sum_of(self.wholes)


def find_wrong_table_shares(
    passages: Sequence[Passage], tables: Mapping[TableKey, MappedTable], blocks: Mapping[int, str | None]
) -> Iterator[TableShare]:
    """Yield shares of applications, by applicant or by result, that no whole of table two gives.

    Args:
        passages: The running text.
        tables: The official tables.
        blocks: What the headings say that a paragraph is about.
    """
    table = tables.get("requests")
    if table is None:
        return
    for passage in passages:
        if (blocks.get(passage.block) != "requests" and not _OF_REQUESTS.search(passage.form)) or (
            "%" not in passage.form and "成" not in passage.form and "半" not in passage.form
        ):
            continue
        for figure in passage.figures:
            clause = passage.clauses[figure.clause]
            if figure.quantity.unit != "%" or figure.quantity.is_approximate or figure.after:
                continue
            sentence = passage.sentences[clause.sentence]
            if _NOT_WHOLE.search(sentence):
                continue
            rate = _impossible_rate(figure.before, figure.quantity.value, table)
            if rate is not None:
                yield TableShare(figure.quantity.span, figure.before, figure.quantity.value, *rate)
                continue
            match = _SHARE.match(figure.before)
            if match is None:
                continue
            found = _compare(match["part"], table, figure.quantity.value, None)
            if found and "公开率" in figure.before:  # what was granted in part was disclosed as well
                found = _compare("公开和部分公开", table, figure.quantity.value, None) and found
            if found is not None:
                yield TableShare(figure.quantity.span, match["part"], figure.quantity.value, *found)
        for clause in passage.clauses:
            match = _FRACTION.match(clause.text)
            if match is None or _NOT_WHOLE.search(passage.sentences[clause.sentence]):
                continue
            stated = Decimal(10 * (_TENTHS.index(match["tenths"]) + 1)) if match["tenths"] else Decimal(50)
            found = _compare(match["part"], table, stated, _ROUGH)
            at = passage.form.find(match["word"], clause.start)
            if found is not None and at >= 0:
                yield TableShare(passage.raw(at, at + len(match["word"])), match["part"], stated, *found)


def _impossible_rate(words: str, stated: Decimal, table: MappedTable) -> tuple[Terms, Terms] | None:
    """Return cells of table two if a rate of answers is no count of cases out of any total there."""
    if not _RATE.search(words) or not 0 < stated < 100:
        return None
    rows = (("r3_7",), ("r1",), ("r1", "r2"))
    wholes = [_terms(table, whole, ("total",)) for whole in rows]
    if any(not 0 < sum_of(whole) <= _MAX_WHOLE for whole in wholes):
        return None
    known = [int(sum_of(whole)) for whole in wholes]
    if any(fits(Decimal(part), Decimal(whole), stated) for whole in known for part in range(whole + 1)):
        return None
    return wholes[0], max(wholes, key=sum_of)


def _compare(words: str, table: MappedTable, stated: Decimal, rough: Decimal | None) -> tuple[Terms, Terms] | None:
    """Return the cells of part and whole if no reading of the words gives the stated share."""
    meaning = read_words(words)
    if not meaning.is_known or meaning["neg"] or meaning["reason"] or bool(meaning["who"]) == bool(meaning["result"]):
        return None
    if meaning["who"] and meaning["who"] & {"firms", "other"}:
        return None
    rows = [row.id for row in table.schema.rows]
    if meaning["result"]:
        own = [row for name in meaning["result"] for prefix in RESULTS[name] for row in rows if row.startswith(prefix)]
        pairs = [
            (_terms(table, own, ("total",)), _terms(table, whole, ("total",)))
            for whole in (("r3_7",), ("r1",), ("r1", "r2"))
        ]
    else:
        columns = [column for who in meaning["who"] for column in COLUMNS[who]]
        pairs = [
            (_terms(table, whole, columns), _terms(table, whole, ("total",)))
            for whole in (("r1",), ("r1", "r2"), ("r3_7",))
        ]
    if not all(part and sum_of(whole) for part, whole in pairs):
        return None
    for parts, wholes in pairs:
        part, whole = sum_of(parts), sum_of(wholes)
        if fits(part, whole, stated) or (rough is not None and abs(part * 100 / whole - stated) <= rough):
            return None
    return pairs[0]


def _terms(table: MappedTable, rows: Sequence[str], columns: Sequence[str]) -> Terms:
    """Return cells as terms; none if one of them holds no number."""
    cells = [table.cells.get((row, column)) for row in rows for column in columns]
    known = [cell for cell in cells if cell is not None and cell.number is not None]
    return tuple(map(cell_term, known)) if len(known) == len(cells) else ()
