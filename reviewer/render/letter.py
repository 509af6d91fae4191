"""The return letter: numbered demands with place, reason and correction, in two classes."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.render.view_model import FindingView, LetterItem, LetterPart, LetterView, Unchecked

_NUMERALS = ("一", "二", "三", "四")
_TITLES = {
    "return": "关于退回《{title}》修改的意见",
    "revise": "关于修改《{title}》的意见",
    "pass": "关于《{title}》的审核意见",
}
_CLOSINGS = {
    "return": "请于　　月　　日前将修改后的电子版和盖章件报　　　　，联系人　　　　，电话　　　　。",
    "revise": "请对照以上意见核对修改后，于　　月　　日前报　　　　，联系人　　　　，电话　　　　。",
    "pass": "请按程序报送、发布。联系人　　　　，电话　　　　。",
}
_SHORT_QUOTE = 40


def write_letter(
    title: str, verdict: str, findings: Sequence[FindingView], unchecked: Sequence[Unchecked]
) -> LetterView:
    """Return the letter that goes back to the drafting office with this review."""
    demands = [finding for finding in findings if finding.severity == "error"]
    advice = [finding for finding in findings if finding.severity == "warning"]
    advice += [finding for finding in findings if finding.severity == "hint"]
    parts: list[tuple[str, list[LetterItem]]] = [
        ("必须修改", [_item(finding) for finding in demands]),
        ("建议完善", [_item(finding) for finding in advice]),
        (
            "以下项目未能自动检查，请自行核对",
            [LetterItem("", _sentence(_what(item))) for item in unchecked],
        ),
    ]
    filled = [(heading, items) for heading, items in parts if items]
    return LetterView(
        title=_TITLES[verdict].format(title=title),
        parts=tuple(
            LetterPart(f"{numeral}、{heading}", tuple(items))
            for numeral, (heading, items) in zip(_NUMERALS, filled, strict=False)
        ),
        closing=(f"{_NUMERALS[len(filled)]}、" if filled else "") + _CLOSINGS[verdict],
    )


def _item(finding: FindingView) -> LetterItem:
    text = f"{finding.position}：{_sentence(finding.message)}"
    if finding.replacement is not None and 0 < len(finding.quote) <= _SHORT_QUOTE:
        text += (
            f"请将“{finding.quote}”改为“{finding.replacement}”。"
            if finding.replacement
            else f"请删去“{finding.quote}”。"
        )
    elif finding.suggestion:
        text += _sentence(finding.suggestion)
    return LetterItem(finding.anchor, text)


def _what(item: Unchecked) -> str:
    """Return what the office should look at itself; why a check of ours did not run is not its business."""
    return item.what if item.kind in {"failed", "skipped"} else f"{item.what}：{item.reason}"


def _sentence(text: str) -> str:
    """Return ``text`` with a full stop at its end, if it has none."""
    stripped = text.rstrip()
    return stripped if stripped.endswith(("。", "！", "？", "”")) else stripped.rstrip("；;，,.") + "。"
