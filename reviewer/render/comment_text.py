"""A finding, and the review as a whole, in the plain lines of a comment."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.render.safe_text import shorten
from reviewer.render.view_model import (
    AbsenceView,
    AlignmentView,
    ArithmeticView,
    EvidenceView,
    FindingView,
    MatchingView,
    PredictionView,
    QuoteView,
    ReviewView,
    TermView,
)

_MAX_QUOTE = 120


def finding_lines(finding: FindingView) -> tuple[str, ...]:
    """Return the lines of the comment on one finding, its weight and number first."""
    lines = [f"【{finding.severity_label}】第{finding.number}条 {finding.category_label}", finding.message]
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    if finding.replacement is not None and finding.quote:
        after = f"“{finding.replacement}”" if finding.replacement else "（删去）"
        lines.append(f"“{finding.quote}”→{after}")
    lines.extend(line for evidence in finding.evidence for line in _evidence_lines(evidence))
    lines.append(f"依据：{finding.basis}")
    lines.append(f"判定：{finding.certainty}（{finding.check}）")
    return tuple(lines)


def summary_lines(view: ReviewView) -> tuple[str, ...]:
    """Return the lines of the comment that opens the review: verdict, counts, what was not checked."""
    counts = "，".join(f"{choice.label}{choice.count}处" for choice in view.severities)
    lines = [f"【审查结论】{view.verdict_label}", f"{counts}。{view.verdict_reason}"]
    lines.extend(f"未检查：{item.what}（{item.reason}）" for item in view.unchecked)
    return tuple(lines)


def _evidence_lines(evidence: EvidenceView) -> Iterator[str]:
    match evidence:
        case QuoteView():
            where = evidence.where or evidence.source
            yield f"证据：{evidence.label}{f'（{where}）' if where else ''}“{shorten(evidence.quote, _MAX_QUOTE)}”"
        case AlignmentView():
            source = shorten("".join(run.text for run in evidence.source).replace("\n", " "), _MAX_QUOTE)
            yield f"证据：与《{evidence.source_title}》{evidence.copy_kind}，相似度{evidence.similarity}"
            yield f"来源原文：“{source}”"
            if evidence.swaps:
                yield "替换的名称：" + "；".join(f"{old}→{new}" for old, new in evidence.swaps)
        case ArithmeticView():
            left, right = (_sum(terms) for terms in (evidence.terms_left, evidence.terms_right))
            yield f"证据：{evidence.formula}"
            yield f"{left}＝{evidence.left}，{right}＝{evidence.right}，相差{evidence.difference}"
            yield from (f"可能的原因：{repair}" for repair in evidence.repairs)
        case AbsenceView():
            yield f"证据：找过{'；'.join(evidence.searched)}"
            if evidence.nearest:
                yield (
                    f"最接近的一句：“{shorten(evidence.nearest.quote, _MAX_QUOTE)}”"
                    f"（相关程度{evidence.score}，达到{evidence.threshold}才算写到）"
                )
        case MatchingView():
            yield "证据：问题与措施对照"
            for pair in evidence.pairs:
                sides = (shorten(side, _MAX_QUOTE // 3) for side in (pair.problem or "—", pair.measure or "—"))
                yield f"{pair.status_label}：{' ⇄ '.join(sides)}"
        case PredictionView():
            cues = f"，起作用的词：{'、'.join(evidence.cues)}" if evidence.cues else ""
            yield f"证据：模型判断为“{evidence.label}”，把握{evidence.probability}{cues}"


def _sum(terms: tuple[TermView, ...]) -> str:
    return "".join(f"{term.sign}{term.label}{term.text}" for term in terms)
