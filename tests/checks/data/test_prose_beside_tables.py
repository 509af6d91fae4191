"""Ways in which reports state their figures: prose that agrees with its tables raises nothing, other prose does.

Each line of the two text files is one invented sentence; ``1|`` stands beside filled tables, ``0|`` beside
tables of noughts.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.checks.base import Severity
from reviewer.checks.data.text_table_mismatch import TextTableMismatch
from reviewer.ingest.load import load_bytes
from reviewer.review.resources import Resources
from reviewer.review.run import ReviewOptions, build_context
from tests.ingest.web_copies import dispute_rows, request_rows, tabs
from tests.knowledge.official_tables import disclosure_grids, make_request_figures

HERE = Path(__file__).parent
FILLED = make_request_figures(
    {
        ("r3_1", "person"): 5,
        ("r3_1", "enterprise"): 1,
        ("r3_2", "person"): 2,
        ("r3_3_4", "person"): 1,
        ("r3_4_1", "person"): 2,
        ("r3_5_1", "person"): 1,
        ("r3_6_3", "person"): 1,
        ("r3_6_3", "enterprise"): 1,
    },
    {"person": 3},
    {"person": 1},
)
DISPUTES = [1, 0, 0, 1, 2, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1]


def read_lines(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def findings_beside(resources: Resources) -> Callable[[str], list[tuple[str, str]]]:
    def find(line: str) -> list[tuple[str, str]]:
        kind, _, sentence = line.partition("|")
        values = ("0", "0", "0", "2", "1", "9", "46", "7", "1", "0.5")
        requests = FILLED if kind == "1" else make_request_figures({}, {}, {})
        text = "\n".join(
            [
                "清泽县水利局2023年政府信息公开工作年度报告\n一、总体情况",
                sentence,
                "二、主动公开政府信息情况",
                tabs([row for grid in disclosure_grids(values) for row in grid]),
                "三、收到和处理政府信息公开申请情况",
                tabs(request_rows(requests)),
                "四、政府信息公开行政复议、行政诉讼情况",
                tabs(dispute_rows(DISPUTES if kind == "1" else [0] * 15)),
                "五、存在的主要问题及改进情况\n一是公开不够及时。",
            ]
        )
        ctx = build_context(load_bytes(text.encode(), "草稿.txt"), resources, ReviewOptions(raise_failures=True))
        assert len(ctx.mapped_tables) == 3
        return [
            (finding.severity.value, finding.message)
            for finding in TextTableMismatch().run(ctx)
            if finding.severity is not Severity.HINT
        ]

    return find


@pytest.mark.parametrize("line", read_lines("prose_that_agrees.txt"))
def test_prose_that_agrees(line: str, findings_beside: Callable[[str], list[tuple[str, str]]]) -> None:
    assert findings_beside(line) == []


@pytest.mark.parametrize("line", read_lines("prose_that_differs.txt"))
def test_prose_that_differs(line: str, findings_beside: Callable[[str], list[tuple[str, str]]]) -> None:
    assert findings_beside(line) != []
