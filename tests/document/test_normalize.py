from __future__ import annotations

import pytest

from reviewer.document.normalize import fold, normalize
from reviewer.document.span import Span


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("２０２１年", "2021年"),
        ("“清泽水利”", '"清泽水利"'),
        ("（一）", "(一)"),
        ("⼯作", "工作"),
        ("1—2", "1-2"),
        ("一\u3000二", "一 二"),
    ],
)
def test_fold(raw: str, folded: str) -> None:
    assert fold(raw) == folded


def test_normalize_drops_white_space_and_finds_the_way_back() -> None:
    raw = "共 公开\n信息１２条"
    form = normalize(raw)
    assert form.form == "共公开信息12条"
    start = form.form.index("信息12")
    span = form.offsets.to_raw(start, start + 4)
    assert span.quote(raw) == "信息１２"
    assert form.offsets.to_raw(1, 4) == Span(2, 6)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (0, 99)])
def test_ranges_outside_the_form_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside a form"):
        normalize("公开").offsets.to_raw(start, end)
