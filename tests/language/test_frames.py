"""Words that their frame does not take."""

from __future__ import annotations

import pytest
from rjieba import cut

from reviewer.document.span import Span
from reviewer.language.frames import find_frames
from reviewer.language.slip import Slip


def find(text: str) -> tuple[Slip, ...]:
    words, start = [], 0
    for word in cut(text):
        words.append(Span(start, start + len(word)))
        start += len(word)
    return find_frames(text, words)


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("公示栏换得慢，有的进两个月没有换过。", "进", "近"),
        ("补正期限由3个工作日延长直5个工作日。", "直", "至"),
        ("问题集中在数量教大的几个村。", "教", "较"),
        ("全年为收到行政复议申请。", "为", "未"),
        ("名单和标准都可以再县政府网站查到。", "再", "在"),
        ("明确流程，又办公室统一答复。", "又", "由"),
        ("字太小，老年人看不道。", "道", "到"),
        ("对接个部门的联络员。", "个", "各"),
        ("覆盖全县12各乡镇。", "各", "个"),
        ("推送图解9其，均已审核。", "9其", "9期"),
        ("推送问答5责。", "5责", "5则"),
        ("差错率由4.1%将至1.3%。", "将", "降"),
        ("同比增涨5件。", "涨", "长"),
        ("全年公收到申请3件。", "公", "共"),
        ("公开信息90条，其种动态12条。", "种", "中"),
        ("网站再2023年改版。", "再", "在"),
        ("全年阅读率达到8万次。", "率", "量"),
        ("全年发放材料超过三千余份。", "超过三千余", "超过三千"),
        ("网办率达105%，满意率为112%。", "112%", ""),
        ("开放时间：上午9:75开始。", "9:75", ""),
        ("投诉下降了两倍。", "下降了两倍", ""),
        ("加强xinxi公开工作。", "强xinxi公", "强公"),
    ],
)
def test_what_does_not_fit_is_found(text: str, quote: str, right: str) -> None:
    assert [(slip.span.quote(text), slip.replacement) for slip in find(text)] == [(quote, right)]


@pytest.mark.parametrize(
    "text",
    [
        "跟进三个月后的整改，推进三年行动计划，近三个月没有变化。",
        "延长至7个工作日，教大家使用，请教多位专家，全年为群众办实事12件。",
        "将再增设网站专栏，可再到窗口申请，又新增3个栏目，由办公室负责。",
        "全年公开信息30条，全年公布3次，其中12条，由3个科室将至少5件，将再次公开，全年供水12万方。",
        "第3个部门、5个乡镇、每个村，12责任人签字，3月其他信息5条。",
        "约定30余日，预约20余人，覆盖率100%，增长率为112%，比例为1:70。",
        "关注app推送，在e平台办理，公众号xinxi发布，转发率8%。",
        "在于落实，在乎民意，凡是公开的，在办的有3件，说的是，办的是。",
    ],
)
def test_what_fits_is_left(text: str) -> None:
    assert find(text) == ()


def test_guarded_words_are_left() -> None:
    text = "《看不道》一文"
    assert find_frames(text, [], [Span(0, len(text))]) == ()
