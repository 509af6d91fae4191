"""Wordings that contradict themselves."""

from __future__ import annotations

import pytest

from reviewer.document.span import Span
from reviewer.language.wordings import find_wordings


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("误差不超过三米以内。", "不超过三米以内", "不超过三米"),
        ("时长不少于20分钟以上。", "不少于20分钟以上", "不少于20分钟"),
        ("水位当日日公布。", "当日日", "当日"),
        ("年底，对三次迟报的全县通报的。", "对三次迟报的全县通报的", "对三次迟报的全县通报"),
        ("参会人员人数共40人。", "参会人员人数", "参会人数"),
        ("办公室2人专人负责。", "2人专人", "2人专职"),
        ("排查出过的文件3件。", "排查出过的", "排查出过期的"),
        ("守好保密观，", "守好保密观", "守好保密关"),
        ("水价12条，工程30条，其他5年。", "5年", "5条"),
        ("逐条核对，避免不漏报信息。", "避免不", "避免"),
        ("3个错链得到全部清理完毕。", "得到全部清理完毕", "清理完毕"),
        ("档案移交完毕到位。", "完毕到位", "到位"),
        ("超期文件已及时已更新。", "已及时已", "已及时"),
        ("办理时间约5个工作日左右。", "约5个工作日左右", "约5个工作日"),
        ("主要原因是由于人手少。", "主要原因是由于", "主要原因是"),
        ("群众知晓率还不够大。", "知晓率还不够大", "知晓率还不够高"),
    ],
)
def test_what_contradicts_itself_is_found(text: str, quote: str, right: str) -> None:
    assert [(slip.span.quote(text), slip.replacement) for slip in find_wordings(text)] == [(quote, right)]


@pytest.mark.parametrize(
    "text",
    [
        "不超过三米，控制在三米以内，不少于20分钟。",
        "当日日终结账，每月月底报送，当年年度计划，每天天气预报，每日日常维护，当天天黑前。",
        "对迟报的予以通报，对迟报的通报的范围作了说明。",
        "从业人员人数持续增加，专人负责，3人专职负责。",
        "清理过的文件3件，查出过期的2件。",
        "把好事情管好，严把入口关，严把分管、主管环节。",
        "水价12条，工程30条，公示5天；水价12条，工程30条，没有结转2023年。",
        "避免不良影响，防止不实信息，杜绝出差错，以免不出面就无法办理。",
        "得到群众认可，问题得到解决，移交完毕，到位及时，已公开的已归档，已办结3件已归档。",
        "约5个工作日，5天左右，原因是人手少，目的是方便群众，覆盖率不高，面积不大。",
    ],
)
def test_what_is_meant_so_is_left(text: str) -> None:
    assert find_wordings(text) == ()


def test_titles_are_left_as_they_are() -> None:
    text = "《关于不超过三米以内的通知》"
    assert find_wordings(text, [Span(0, len(text))]) == ()
