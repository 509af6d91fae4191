"""A review of the sample draft that holds every kind of evidence, outcome and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher

from reviewer.checks.base import CheckOutcome, Finding, Severity, Suggestion
from reviewer.checks.evidence import (
    AbsenceEvidence,
    AlignmentEvidence,
    ArithmeticEvidence,
    Evidence,
    PredictionEvidence,
    QuoteEvidence,
    Term,
)
from reviewer.document.model import Cell, Document, Table
from reviewer.document.span import Span
from reviewer.identity.model import Claim, ClaimSource, Identity, IdentityField
from reviewer.reuse.passage import Edit, Leftover, Passage, ReportRef
from reviewer.review.model import OfficialSection, OfficialTable, Review, TopicCoverage
from tests.render.sample_document import HOSTILE, build_sample_document

_KEYS = {"一": "overview", "二": "proactive", "三": "requests", "四": "review_litigation"}
_KEYS |= {"五": "problems_improvements", "六": "other"}
_COPIED = (
    "我局严格规范受理、审核、办理、答复各环节，对申请人提出的疑问逐一电话回访，确保答复内容准确、程序合法、文书规范"
)
_SOURCE = "我局严格规范受理、审查、办理、答复各环节，对申请人疑问逐一电话回访，确保答复内容准确、程序合法、文书规范"
_SWAPPED = "配合青柘县政府网站集约化改造，完成商务局专栏目录调整，全年更新栏目14个"
_SWAPPED_SOURCE = "配合青柘县政府网站集约化改造，完成水利局专栏目录调整，全年更新栏目11个"
_BASIS_WORDING = "《政府信息公开条例》第六条：行政机关应当及时、准确地公开政府信息。"
_BASIS_FORM = "国办公开办函〔2021〕30号附件《政府信息公开工作年度报告格式》"
_BASIS_CONTENT = "《政府信息公开条例》第五十条"


def span_of(document: Document, words: str, nth: int = 0) -> Span:
    """Return where ``words`` stand for the nth time, from 0."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    return Span(start, start + len(words))


def align(document: Document, words: str, source: str, labels: Mapping[str, str]) -> Passage:
    """Return the passage of ``words`` copied from ``source``; ``labels`` name the type of exchanged words."""
    span = span_of(document, words)
    edits = []
    for tag, left, right, start, end in SequenceMatcher(None, words, source, autojunk=False).get_opcodes():
        kind = {"equal": "equal", "replace": "replace", "delete": "insert", "insert": "delete"}[tag]
        edits.append(
            Edit(
                kind,  # type: ignore[arg-type]
                (span.start + left, span.start + right),
                (40 + start, 40 + end),
                labels.get(words[left:right]),
            )
        )
    return Passage(
        span=span,
        quote=words,
        kind="names_swapped" if labels else "light_edit",
        similarity=0.9342,
        score=58.217,
        report=ReportRef("county/water-2020.txt", "青柘县水利局2020年政府信息公开工作年度报告", "青柘县水利局", 2020),
        source_span=Span(40, 40 + len(source)),
        source_quote=source,
        edits=tuple(edits),
    )


def _cell(table: Table, row: int, column: int) -> Cell:
    return next(cell for cell in table.cells if (cell.row, cell.column) == (row, column))


def _term(label: str, cell: Cell, sign: int = 1) -> Term:
    return Term(label, Decimal(cell.text) if cell.text else None, cell.text, cell.span, sign)


def _identity(document: Document) -> Identity:
    claims: list[Claim] = []

    def claim(
        field: IdentityField, value: str, source: ClaimSource, words: str, *, nth: int = 0, weight: float
    ) -> None:
        claims.append(Claim(field, value, source, words, span_of(document, words, nth), weight))

    claim("issuer", "清泽县商务局", "title", "清泽县商务局", weight=5)
    claim("place", "清泽县", "title", "清泽县", weight=5)
    claim("department", "commerce", "title", "商务局", weight=5)
    claim("year", "2021", "title", "2021年", weight=5)
    claim("issuer", "清泽县商务局", "preface", "清泽县商务局", nth=1, weight=3)
    claim("year", "2021", "period", "2021年1月1日至2021年12月31日", weight=4)
    claim("place", "清泽县", "contact", "清泽县临河路18号", weight=2)
    claim("place", "青柘县", "body", "青柘县", weight=0.5)
    claims.append(Claim("year", "2022", "file_name", "清泽县商务局2022年年报", None, 0.5))
    return Identity(
        issuer="清泽县商务局",
        place="清泽县",
        place_chain=("岚江省", "临澜市", "清泽县"),
        place_is_known=True,
        departments=("commerce",),
        organ_word="局",
        is_government=False,
        level="county",
        year=2021,
        profile="zfxxgk-2021",
        claims=tuple(claims),
    )


def _finding(
    document: Document,
    check: str,
    severity: Severity,
    where: Span | None,
    message: str,
    evidence: tuple[Evidence, ...],
    *,
    suggestion: Suggestion | None = None,
    basis: str = _BASIS_WORDING,
    section: str | None = None,
    topic: str | None = None,
    confidence: float | None = None,
) -> Finding:
    if where is not None and section is None:
        top = document.top_section_at(where.start)
        section = _KEYS.get(document.quote(top.heading.span)[0]) if top else None
    return Finding(
        check=check,
        category=check.split(".")[1],
        severity=severity,
        span=where,
        quote=document.quote(where) if where else None,
        section=section,
        topic=topic,
        message=message,
        basis=basis,
        suggestion=suggestion,
        evidence=evidence,
        confidence=confidence,
    )


def _findings(document: Document, copied: Passage, swapped: Passage) -> list[Finding]:
    requests = list(document.tables)[1]
    new, old = _cell(requests, 3, 3), _cell(requests, 4, 3)
    done, next_year = _cell(requests, 26, 3), _cell(requests, 27, 3)
    fee = _cell(next(iter(document.tables)), 13, 0)
    error, warning, hint = Severity.ERROR, Severity.WARNING, Severity.HINT
    hrss = span_of(document, "人社系统")
    typo = span_of(document, "多种形势")
    place = span_of(document, "青柘县")
    plan = span_of(document, "2021年，我局将进一步深化政府信息公开工作，不断提高水平，把各项工作落到实处。")
    nearest = span_of(document, "专栏信息发布后由办公室逐条复核链接是否有效。")
    title = QuoteEvidence("标题中的机关名称", "清泽县商务局", span_of(document, "清泽县商务局"))
    return [
        _finding(
            document,
            "identity.wrong_department",
            error,
            hrss,
            "本报告由商务局编制，此处却称“人社系统”，疑似套用其他部门的材料。",
            (title, QuoteEvidence("“人社系统”的含义", "人力资源和社会保障部门及其下属单位", None, "内置部门词表")),
            suggestion=Suggestion("改为本单位所属系统的名称。", "商务系统"),
        ),
        _finding(
            document,
            "language.typo",
            hint,
            typo,
            "“多种形势”疑为“多种形式”之误。",
            (PredictionEvidence("用词搭配不当", 0.94, "typo-ngram-1", ("采取", "形势", "公开")),),
            suggestion=Suggestion("改为“多种形式”。", "多种形式"),
            confidence=0.94,
        ),
        _finding(
            document,
            "reuse.copied_passage",
            warning,
            copied.span,
            "这段文字与青柘县水利局2020年年度报告的一段基本相同，只改动了个别字词。",
            (AlignmentEvidence(copied),),
            suggestion=Suggestion("结合本单位当年实际重写。"),
            confidence=0.97,
        ),
        _finding(
            document,
            "reuse.copied_passage",
            warning,
            swapped.span,
            "这段文字与青柘县水利局2020年年度报告的一段相同，只替换了部门名称和数字。",
            (AlignmentEvidence(swapped),),
            suggestion=Suggestion("核对所述工作是否为本单位开展，并重写这一段。"),
            confidence=0.99,
        ),
        _finding(
            document,
            "identity.wrong_place",
            error,
            place,
            "本报告的所在地是清泽县，此处写作“青柘县”。",
            (title, AlignmentEvidence(swapped)),
            suggestion=Suggestion("改为本县名称。", "清泽县"),
        ),
        _finding(
            document,
            "data.table_template",
            hint,
            fee.span,
            "“行政事业性收费”一行的金额为空白，没有发生的也应填写0。",
            (QuoteEvidence("空白单元格所在的行", "行政事业性收费", fee.span),),
            suggestion=Suggestion("没有收费的填写0。"),
            basis=_BASIS_FORM,
        ),
        _finding(
            document,
            "data.table_arithmetic",
            error,
            new.span,
            "“自然人”列：第一项加第二项之和为5，第三项加第四项之和为4，两者不等。",
            (
                ArithmeticEvidence(
                    formula="本年新收＋上年结转＝办理结果总计＋结转下年度",
                    left=Decimal(5),
                    right=Decimal(4),
                    terms_left=(_term("本年新收 · 自然人", new), _term("上年结转 · 自然人", old)),
                    terms_right=(_term("办理结果总计 · 自然人", done), _term("结转下年度 · 自然人", next_year)),
                    repairs=(
                        "如有1件尚未办结，“结转下年度继续办理”的“自然人”列应为1。",
                        "如漏填1件办理结果，请补填后重新合计。",
                    ),
                ),
            ),
            suggestion=Suggestion("核对申请台账后更正。"),
            basis=_BASIS_FORM + "：第一项加第二项之和，等于第三项加第四项之和",
        ),
        _finding(
            document,
            "data.text_table_mismatch",
            warning,
            done.span,
            "正文称收到的6件申请全部按期答复，表中办理结果总计只有5件。",
            (QuoteEvidence("正文的说法", "全部按期答复", span_of(document, "全部按期答复")),),
            suggestion=Suggestion("核对后使正文与表格一致。"),
        ),
        _finding(
            document,
            "identity.wrong_year",
            error,
            Span(plan.start, plan.start + 5),
            "报告年度为2021年，此处谈的是下一步打算，年份却仍是2021年。",
            (QuoteEvidence("报告年度", "2021年", span_of(document, "2021年")),),
            suggestion=Suggestion("改为下一年度。", "2022年"),
        ),
        _finding(
            document,
            "substance.vague_content",
            warning,
            plan,
            "改进措施没有具体内容，看不出做什么、何时做。",
            (PredictionEvidence("内容空泛", 0.91, "substance-linear-2", ("不断提高", "落到实处", "进一步深化")),),
            suggestion=Suggestion("针对前述两个问题，逐条写明措施、责任和时间。"),
            basis=_BASIS_CONTENT,
            confidence=0.91,
        ),
        _finding(
            document,
            "completeness.missing_topic",
            error,
            None,
            "没有找到“政府信息管理”方面的内容。",
            (
                AbsenceEvidence(
                    sought="政府信息管理",
                    searched=("第一部分 总体情况（6段）", "第五部分、第六部分（3段）"),
                    cues=("三审三校", "公开属性", "规范性文件清理", "保密审查"),
                    nearest=QuoteEvidence("最接近的一句", document.quote(nearest), nearest),
                    nearest_score=0.31,
                    threshold=0.62,
                ),
            ),
            suggestion=Suggestion("补写信息审核、公开属性认定、规范性文件管理等情况。"),
            basis=_BASIS_FORM,
            section="overview",
            topic="information_management",
        ),
        _finding(
            document,
            "completeness.missing_topic",
            warning,
            None,
            "没有说明收取信息处理费的情况。",
            (
                AbsenceEvidence(
                    "收取信息处理费情况", ("第六部分 其他需要报告的事项（1段）",), ("信息处理费",), None, 0.0, 0.5
                ),
            ),
            suggestion=Suggestion("未收取的，写明“2021年度未收取信息处理费”。"),
            basis="国办函〔2020〕109号《政府信息公开信息处理费管理办法》",
            section="other",
            topic="information_fee",
        ),
    ]


def _topics(document: Document) -> tuple[TopicCoverage, ...]:
    def seen(*words: str) -> tuple[Span, ...]:
        return tuple(span_of(document, word) for word in words)

    return (
        TopicCoverage("proactive_disclosure", "present", 0.9876543, seen("公开各类政府信息86条"), True),
        TopicCoverage("disclosure_on_request", "present", 0.98, seen("共收到政府信息公开申请6件"), True),
        TopicCoverage("information_management", "absent", 0.94, (), True),
        TopicCoverage("platform", "present", 0.9, seen(_SWAPPED), True),
        TopicCoverage("supervision", "weak", 0.71, seen("一是切实增强组织领导。"), True),
        TopicCoverage("problems", "present", 0.97, seen("一是队伍建设有待加强。"), True),
        TopicCoverage("improvements", "weak", 0.66, seen("不断提高水平，把各项工作落到实处"), True),
        TopicCoverage("information_fee", "absent", None, (), True),
    )


def _sections(document: Document) -> tuple[OfficialSection, ...]:
    tops = (section for section in document.sections if section.level == 1)
    return tuple(
        OfficialSection(_KEYS[document.quote(top.heading.span)[0]], document.quote(top.heading.span), top.span)
        for top in tops
    )


def _tables(document: Document) -> tuple[OfficialTable, ...]:
    keys = ("disclosure", "requests", "review_litigation")
    found = []
    for key, table in zip(keys, document.tables, strict=True):
        grid = [["" for _ in range(table.n_columns)] for _ in range(table.n_rows)]
        for cell in table.cells:
            grid[cell.row][cell.column] = cell.text
        reason = "表头与格式不符，列数无法对应" if key == "review_litigation" else None
        found.append(OfficialTable(key, table.span, tuple(map(tuple, grid)), reason))
    return tuple(found)


def build_sample_review(*, hostile: bool = False) -> Review:
    """Return the review; the hostile one ends in a paragraph that attacks whoever shows it."""
    document = build_sample_document(hostile=hostile)
    copied = align(document, _COPIED, _SOURCE, {})
    swapped = align(document, _SWAPPED, _SWAPPED_SOURCE, {"商务": "organ", "4": "number"})
    left = Leftover(span_of(document, "青柘县"), "青柘县", "place")
    swapped = replace(swapped, swaps=(("水利局", "商务局"), ("11", "14")), leftovers=(left,))
    findings = _findings(document, copied, swapped)
    if hostile:
        findings.insert(
            -2,
            _finding(
                document,
                "language.punctuation",
                Severity.HINT,
                span_of(document, HOSTILE),
                "<b>标点</b>\u202e异常\x00",
                (QuoteEvidence("</details><img src=x>", HOSTILE, span_of(document, HOSTILE)),),
                suggestion=Suggestion("]]>", "<i>\u202e"),
            ),
        )
    return Review(
        document=document,
        identity=_identity(document),
        sections=_sections(document),
        topics=_topics(document),
        findings=tuple(findings),
        passages=(copied, swapped),
        tables=_tables(document),
        outcomes=(
            CheckOutcome("completeness.missing_topic", "ran", None, 0.01),
            CheckOutcome("data.carry_over_mismatch", "skipped", "没有提供上一年度的报告"),
            CheckOutcome("data.table_arithmetic", "ran"),
            CheckOutcome("identity.unknown_place", "failed", "检查内部出错：行政区划表缺少“岚江省”"),
            CheckOutcome("identity.wrong_department", "ran"),
            CheckOutcome("reuse.copied_passage", "ran"),
        ),
        copied_share=0.123456,
        formula_share=0.21,
        resources={"语料库": "2 841 份 · 9f21c0de", "部门词表": "2024-12", "模型 substance": "substance-linear-2"},
    )


def build_clean_review() -> Review:
    """Return the review of the same draft with nothing found and everything checked."""
    review = build_sample_review()
    outcomes = tuple(CheckOutcome(outcome.check, "ran") for outcome in review.outcomes)
    return replace(review, findings=(), passages=(), outcomes=outcomes, copied_share=0.0)
