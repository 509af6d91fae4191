"""Tables that a web page shows as pictures are said not to have been read, not to be missing."""

from __future__ import annotations

from pathlib import Path

from reviewer.checks.base import Severity
from reviewer.review.plan import build_plan
from reviewer.review.resources import Resources
from reviewer.review.run import review_file

PAGE = """<html><head><meta charset="utf-8"><title>清泽县水利局2022年政府信息公开工作年度报告</title></head><body>
<h2>清泽县水利局2022年政府信息公开工作年度报告</h2>
<p>一、总体情况</p><p>全年公开信息118条，其中防汛抗旱36条，农村供水29条。</p>
<p>二、主动公开政府信息情况</p>{}
<p>三、收到和处理政府信息公开申请情况</p>{}
<p>四、政府信息公开行政复议、行政诉讼情况</p>{}
<p>五、存在的主要问题及改进情况</p><p>水价公布偏晚。2023年起按月公布。</p></body></html>"""
PICTURE = '<p><img src="W020230113.png" width="620" height="400"></p>'


def _severities(tmp_path: Path, resources: Resources, picture: str) -> list[Severity]:
    path = tmp_path / "report.html"
    path.write_text(PAGE.format(picture, picture, picture), encoding="utf-8")
    review = review_file(path, resources=resources, plan=build_plan(only={"data.table_template"}))
    return [finding.severity for finding in review.findings]


def test_pictures_are_told_from_missing_tables(tmp_path: Path, resources: Resources) -> None:
    assert _severities(tmp_path, resources, PICTURE) == [Severity.HINT] * 3
    assert _severities(tmp_path, resources, "") == [Severity.WARNING] * 3
