"""Last year's problems: taken up again, or passed over in silence."""

from __future__ import annotations

import pytest

from reviewer.checks.data._since_last_year import find_unanswered_problems
from reviewer.ingest.load import load_bytes

LAST = (
    "清泽县水利局2022年政府信息公开工作年度报告\n五、存在的主要问题及改进情况\n"
    "一是水费收缴台账没有逐村公布，群众难以核对；二是河道采砂许可的图纸说明过于专业，仍看不明白。"
)
NOW = "清泽县水利局2023年政府信息公开工作年度报告\n五、存在的主要问题及改进情况\n"


@pytest.mark.parametrize(
    ("text", "unanswered"),
    [
        ("一是移民资金的公示偏晚。2024年，由移民股逐月核对。", 2),
        ("上年提到的水费收缴台账已逐村公布，群众能够核对。今年公示偏晚。", 0),
        ("河道采砂许可的图纸说明已改写得不再专业难懂。", 0),
    ],
)
def test_problems_taken_up(text: str, unanswered: int) -> None:
    last, now = (load_bytes(words.encode(), "a.txt") for words in (LAST, NOW + text))
    assert len(find_unanswered_problems(now, last)) == unanswered
