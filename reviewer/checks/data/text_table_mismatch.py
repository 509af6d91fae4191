"""Figures that the prose and the official tables state differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.data._all_done import find_all_done
from reviewer.checks.data._applicants import find_wrong_applicants
from reviewer.checks.data._balances import find_imbalances
from reviewer.checks.data._claim_cells import Reading, doubtful_values, readings_of
from reviewer.checks.data._claims import Claim, passages_of, read_claims, topic_of_headings
from reviewer.checks.data._clauses import Figure, Passage
from reviewer.checks.data._closed_lists import find_overfull_lists
from reviewer.checks.data._composed_shares import TableShare, find_wrong_table_shares
from reviewer.checks.data._contradictions import Contradiction, find_contradictions
from reviewer.checks.data._counted_lists import find_counted_lists
from reviewer.checks.data._listed_titles import find_listed_titles
from reviewer.checks.data._permits import find_too_many_permits
from reviewer.checks.data._rates import WrongRate, find_wrong_rates
from reviewer.checks.data._repeated_counts import find_repeated_counts
from reviewer.checks.data._sentence_sums import BrokenSum, find_broken_sums, is_one_slip
from reviewer.checks.data._shares import WrongFraction, WrongShare, find_wrong_fractions, find_wrong_shares
from reviewer.checks.evidence import ArithmeticEvidence, Term
from reviewer.document.span import Span, cover
from reviewer.knowledge.table_schemas import TABLE_NAMES, TableKey
from reviewer.knowledge.tables import MappedCell
from reviewer.regex import Regex

_MORE_AT_MOST = Decimal("1.5")  # “80余件” may stand for anything up to this many times the figure
_CARRIED_DONE = Regex(
    r"结转[^。；]{0,12}(?:全部|均|都|已|件在)[^。；]{0,8}(?:办|答)|(?:连同|加上|算上|另办结)[^。；，]{0,4}(?:上年|去年|结转|\d{4}年)"
)
_NEAR = Decimal("0.1")  # “约80件”, as a share

Headings = Mapping[int, str | None]  # what the headings above a block say that it is about


@dataclass(frozen=True)
class TextTableMismatch(Check):
    """正文中的数字与表格不一致，或正文前后矛盾。

    What it finds:
        正文写的新收、结转、办结件数，申请人类别和办理结果的件数，行政复议、行政诉讼、规范性文件的件数，
        与表格相应栏目不同；正文写“未收到申请”“无结转”“未发生复议、诉讼”而表中大于 0；
        “共 A 条，其中 B、C、D”“B、C，合计 A”各项相加不等于 A；百分比、回收率等比率、“比上年增加”与所写件数算出的不符；
        写明的申请人类别与表二各列不符；同一数字前后两处不同；前后说法矛盾；
        合格与整改、保留与剔除、各次与全年等本应相抵的数字不抵；已写结转又写全部办结。
    Why it matters:
        正文和表格出自同一本台账，对不上就说明至少有一处不准确，公众一看便知。
    Wrong:
        全年新收政府信息公开申请12件。（表二第一项总计为11）
    Right:
        全年新收政府信息公开申请11件。（表二第一项总计为11）
    Known limits:
        只核对口径明确的数字；某一渠道、某一月份、往年、其他单位的数字不核对；
        行政许可、行政处罚的“公开”件数与“处理决定”件数口径不同，除明显笔误外只作提示；
        各渠道条数可能重复计算，相加多于总数而不像笔误的，只作提示。
    Source:
        《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2021〕30号（内容准确）。
    """

    id: ClassVar[str] = "data.text_table_mismatch"
    category: ClassVar[str] = "text_table_mismatch"
    title: ClassVar[str] = "正文与表格数字不一致"
    severity: ClassVar[Severity] = Severity.ERROR

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Yield the figures that disagree with the table, then those that disagree with one another."""
        passages = passages_of(ctx)
        claims = read_claims(ctx, passages)
        wrong = list(_wrong_claims(ctx, claims))
        flagged = [claim.span for claim, _ in wrong]
        headings = {passage.block: topic_of_headings(ctx, passage.block) for passage in passages}
        for claim, readings in wrong:
            yield self._report(ctx, claim, readings)
        yield from self._sums(ctx, passages, flagged)
        yield from self._shares(ctx, passages, headings, flagged)
        yield from self._contradictions(ctx, passages, headings, claims)

    def _sums(self, ctx: CheckContext, passages: Sequence[Passage], flagged: Sequence[Span]) -> Iterator[Finding]:
        """Yield totals that are not the sum of their parts, unless a figure of theirs is reported already."""
        for broken in (*find_broken_sums(passages), *find_counted_lists(passages)):
            if not _is_flagged((broken.total, *broken.parts), flagged):
                yield self._report_sum(ctx, broken)

    def _shares(
        self, ctx: CheckContext, passages: Sequence[Passage], headings: Headings, flagged: Sequence[Span]
    ) -> Iterator[Finding]:
        """Yield shares, fractions and rates of change that do not follow from their counts."""
        for share in find_wrong_shares(passages, ctx.mapped_tables):
            if not _is_flagged((share.count,), flagged):
                yield self._report_share(ctx, share)
        for table_share in find_wrong_table_shares(passages, ctx.mapped_tables, headings):
            yield self._report_table_share(ctx, table_share)
        for fraction in find_wrong_fractions(passages, ctx.mapped_tables):
            yield self._report_fraction(ctx, fraction)
        for rate in find_wrong_rates(passages):
            if not _is_flagged(rate.counts, flagged):
                yield self._report_rate(ctx, rate)

    def _contradictions(
        self, ctx: CheckContext, passages: Sequence[Passage], headings: Headings, claims: Sequence[Claim]
    ) -> Iterator[Finding]:
        """Yield statements that cannot both be true."""
        tables = ctx.mapped_tables
        for contradiction in (
            *find_contradictions(passages, claims, tables, ctx.identity.place or ""),
            *find_repeated_counts(passages),
            *find_imbalances(passages),
            *find_wrong_applicants(passages, claims, tables),
            *find_all_done(passages, headings, tables),
            *find_overfull_lists(passages),
            *find_listed_titles(passages),
            *find_too_many_permits(passages, tables),
        ):
            yield self._report_contradiction(ctx, contradiction)

    def _report(self, ctx: CheckContext, claim: Claim, readings: Sequence[Reading]) -> Finding:
        first = readings[0]
        quote = ctx.document.quote(claim.span)
        table = TABLE_NAMES[_table_of(first.cells[0], ctx)]
        unit = quote[len(quote.rstrip("件起宗条份个项例次")) :]
        said = f"正文写“{claim.words}”" if claim.is_zero_statement else f"正文写“{claim.words or quote}”"
        right = f"{first.value}{unit}"
        if first.factor != 1:
            right, unit = f"{first.cells[0].text}万元", "万元"
        alone = len(readings) == 1 and not claim.is_approximate and not claim.is_zero_statement
        return self.finding(
            ctx,
            claim.span,
            f"{said}，而{table}{first.name}为{first.value if first.factor == 1 else right}，两处不一致。",
            severity=_severity(claim, first),
            evidence=(
                ArithmeticEvidence(
                    formula=f"正文所述＝{first.name}",
                    left=claim.value,
                    right=first.value,
                    terms_left=(Term(claim.words or quote, claim.value, quote, claim.span),),
                    terms_right=tuple(Term(cell.name, cell.number, cell.text, cell.span) for cell in first.cells),
                ),
            ),
            suggestion=Suggestion(
                f"请对照登记台账核实；如表格无误，正文应为{right if unit else right + '件'}。",
                right if alone else None,
            ),
        )

    def _report_sum(self, ctx: CheckContext, broken: BrokenSum) -> Finding:
        total = broken.total.quantity
        found = broken.sum
        spans = [total.span, *(part.quantity.span for part in broken.parts)]
        return self.finding(
            ctx,
            cover(spans),
            f"“{ctx.document.quote(total.span)}”之下各项相加为{found}，与总数相差{abs(total.value - found)}。",
            severity=Severity.WARNING if broken.certainty == "likely" else Severity.HINT,
            evidence=(
                ArithmeticEvidence(
                    formula="总数＝其中各项之和",
                    left=total.value,
                    right=found,
                    terms_left=(_term(ctx, broken.total),),
                    terms_right=tuple(_term(ctx, part) for part in broken.parts),
                ),
            ),
            suggestion=Suggestion("请核对总数与各项；各项有重复或未列全的，请写明。"),
        )

    def _report_share(self, ctx: CheckContext, wrong: WrongShare) -> Finding:
        share, count = wrong.share.quantity, wrong.count.quantity
        return self.finding(
            ctx,
            share.span,
            f"“{ctx.document.quote(count.span)}”占{wrong.total}件的{wrong.expected}%，文中写作{share.value}%。",
            severity=Severity.WARNING,
            evidence=(
                ArithmeticEvidence(
                    formula="件数÷总数＝百分比",
                    left=wrong.expected,
                    right=share.value,
                    terms_left=(_term(ctx, wrong.count),),
                    terms_right=(_term(ctx, wrong.share),),
                ),
            ),
            suggestion=Suggestion("请重算百分比，并写明以什么为总数。", f"{wrong.expected}%"),
        )

    def _report_table_share(self, ctx: CheckContext, wrong: TableShare) -> Finding:
        expected = (wrong.part * 100 / wrong.whole).quantize(Decimal("0.1"))
        said = ctx.document.quote(wrong.span)
        return self.finding(
            ctx,
            wrong.span,
            f"按表二，“{wrong.words}”为{wrong.part}件，占{wrong.whole}件的{expected}%，文中写作{said}。",
            severity=Severity.WARNING,
            evidence=(
                ArithmeticEvidence(
                    formula="表二件数÷总数＝百分比",
                    left=expected,
                    right=wrong.stated,
                    terms_left=(*wrong.parts, *(replace(term, sign=0) for term in wrong.wholes)),
                    terms_right=(Term(wrong.words, wrong.stated if "%" in said else None, said, wrong.span),),
                ),
            ),
            suggestion=Suggestion("请对照表二重算，并写明以什么为总数。"),
        )

    def _report_fraction(self, ctx: CheckContext, wrong: WrongFraction) -> Finding:
        said, count = ctx.document.quote(wrong.span), wrong.count.quantity
        return self.finding(
            ctx,
            wrong.span,
            f"文中写“{said}”，而“{ctx.document.quote(count.span)}”不是{wrong.total}件的{said}。",
            severity=Severity.WARNING,
            evidence=(
                ArithmeticEvidence(
                    formula=f"件数＝总数的{said}",
                    left=count.value,
                    right=wrong.total,
                    terms_left=(_term(ctx, wrong.count),),
                    terms_right=(Term("总数", wrong.total, str(wrong.total), None),),
                ),
            ),
            suggestion=Suggestion("请重算，或直接写件数。"),
        )

    def _report_rate(self, ctx: CheckContext, wrong: WrongRate) -> Finding:
        stated = wrong.stated.quantity
        counts = "、".join(f"“{ctx.document.quote(count.quantity.span)}”" for count in wrong.counts)
        return self.finding(
            ctx,
            stated.span,
            f"按{counts}计算应为{wrong.expected}{wrong.unit}，文中写作{ctx.document.quote(stated.span)}。",
            severity=Severity.WARNING,
            evidence=(
                ArithmeticEvidence(
                    formula=wrong.formula,
                    left=wrong.expected,
                    right=stated.value,
                    terms_left=tuple(_term(ctx, count) for count in wrong.counts),
                    terms_right=(_term(ctx, wrong.stated),),
                ),
            ),
            suggestion=Suggestion("请重算；件数有误的，请改件数。", f"{wrong.expected}{wrong.unit}"),
        )

    def _report_contradiction(self, ctx: CheckContext, found: Contradiction) -> Finding:
        return self.finding(
            ctx,
            found.span,
            f"{found.message}。",
            severity=Severity.WARNING if found.certainty == "likely" else Severity.HINT,
            evidence=(
                ArithmeticEvidence(
                    formula=found.formula,
                    left=found.left,
                    right=found.right,
                    terms_left=found.terms_left,
                    terms_right=found.terms_right,
                ),
            ),
            suggestion=Suggestion("请核实后改正其中一处。"),
        )


def _severity(claim: Claim, reading: Reading) -> Severity:
    stated = reading.value
    if claim.role.startswith("in_force") and reading.cells[0].column.id == "public_total":
        return Severity.HINT  # most write the one for the other
    if claim.role.startswith("acts") and not claim.is_tied:
        # Counts of what was made public and of what was decided differ, and hardly by one digit.
        return Severity.WARNING if is_one_slip(str(claim.value), str(stated)) else Severity.HINT
    return Severity.WARNING if claim.is_loose or claim.is_approximate else Severity.ERROR


def _term(ctx: CheckContext, figure: Figure) -> Term:
    quote = ctx.document.quote(figure.quantity.span)
    return Term(figure.before or quote, figure.quantity.value, quote, figure.quantity.span)


def _table_of(cell: MappedCell, ctx: CheckContext) -> TableKey:
    return next(key for key, table in ctx.mapped_tables.items() if any(own is cell for own in table.cells.values()))


def _wrong_claims(ctx: CheckContext, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Sequence[Reading]]]:
    """Yield each figure that no reading of its words makes agree with the table, with its readings."""
    doubtful: dict[int, set[Decimal]] | None = None
    for claim in claims:
        readings = readings_of(claim, ctx.mapped_tables)
        if not readings or any(_matches(claim, reading.value) for reading in readings):
            continue
        if doubtful is None:
            doubtful = {
                cell: values for table in ctx.mapped_tables.values() for cell, values in doubtful_values(table).items()
            }
        if any(_agrees_with_repair(claim, reading, doubtful) for reading in readings):
            continue
        if not (_agrees_in_sum(claim, claims, readings) or _agrees_without_carried(ctx, claim)):
            yield claim, readings


def _is_flagged(figures: Sequence[Figure], flagged: Sequence[Span]) -> bool:
    """Tell whether one of the figures is reported already."""
    return any(figure.quantity.span.overlaps(span) for figure in figures for span in flagged)


def _agrees_with_repair(claim: Claim, reading: Reading, doubtful: dict[int, set[Decimal]]) -> bool:
    """Tell whether the prose states what a cell of a broken sum should hold."""
    for cell in reading.cells:
        for value in doubtful.get(id(cell), ()):
            if cell.number is not None and _matches(claim, reading.value - cell.number + value):
                return True
    return False


def _matches(claim: Claim, value: Decimal) -> bool:
    if not claim.is_approximate:
        return claim.value == value
    return claim.value * (1 - _NEAR) <= value <= claim.value * _MORE_AT_MOST


def _agrees_without_carried(ctx: CheckContext, claim: Claim) -> bool:
    """Tell whether what was done counts this year's applications alone, those of last year told apart."""
    table = ctx.mapped_tables.get("requests")
    carried, done = (table.number(row, "total") for row in ("r2", "r3_7")) if table else (None, None)
    if claim.role != "done" or not carried or done is None or claim.value + carried != done:
        return False
    return _CARRIED_DONE.search(ctx.document.quote(ctx.document.blocks[claim.block].span)) is not None


def _agrees_in_sum(claim: Claim, claims: Sequence[Claim], readings: Sequence[Reading]) -> bool:
    """Tell whether the same count is given piece by piece, so that only the pieces together agree."""
    pieces = [other for other in claims if other.role == claim.role and other.block == claim.block]
    total = sum((piece.value for piece in pieces), Decimal(0))
    return len(pieces) > 1 and any(reading.value == total for reading in readings)
