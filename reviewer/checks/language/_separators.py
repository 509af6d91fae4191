"""Commas and list commas between the members of a list, and where none may stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reviewer.checks.context import CheckContext
from reviewer.document.span import Span
from reviewer.regex import Regex

BEFORE_AND = Regex(r"、(?=(?:等(?![级次式待候于距额分])|和(?!谐|平|解|睦)|以及|及(?!时))(?=[\u4e00-\u9fff，。；]))")
_SERIES = tuple(
    tuple(series.split())
    for series in (
        "公民 法人 其他组织",
        "人大代表 政协委员",
        "知情权 参与权 表达权 监督权",
        "决策 执行 管理 服务 结果",
        "网站 微信 微博",
        "政府网站 政务新媒体",
        "行政复议 行政诉讼",
        "许可 处罚 强制",
        "科研机构 社会公益组织 法律服务机构",
        "及时 准确 全面",
        "法律 法规 规章",
    )
)
IN_SERIES = Regex(
    "|".join(
        f"(?<={first})[，；。,](?={second}(?:[、，和或与及的等]|[^\\W\\d_]{{0,6}}[，。；]))"
        for series in _SERIES
        for first, second in pairwise(series)
    )
)
# 网站，公众号，广播三个渠道: so many names as are counted behind them.
_NAME = r"[^\W\d_]{2,5}"
_COUNT = r"(?:个?(?:渠道|方面|环节|领域|栏目|部分|平台|阶段|单位|部门|[类种项本级]))"
IN_COUNTED = Regex(
    rf"(?<=[^\W\d_])，(?={_NAME}，{_NAME}三{_COUNT})|(?<=[^\W\d_])，(?={_NAME}，{_NAME}，{_NAME}四{_COUNT})"
)
BEFORE_YEAR = Regex(r"(?<=[^\W\d_])(?<![年度月日])、(?=20\d\d年[，起将])")
# 水利项目变更、后的工程量: no member of a list begins with a particle.
BEFORE_PARTICLE = Regex(r"(?<=[^\W\d_])、(?=[的了]|(?:之)?[前后](?:的|，))")
# 从业者常打电话来问；对问题一，2021年起……: the problems end here.
BEFORE_ANSWER = Regex(r"(?<=[^\W\d_])；(?=(?:针对|对于?|就)(?:上述|以上|前述|这些|问题一|第一(?:个|项|条|点)?问题))")
_TWINS = Regex(
    r"(?:公布|公开|公示|发布|张贴|包括|涵盖|列明|标明)(?P<head>[^\W\d_]{2})(?P<one>[^\W\d_]{1,3})"
    r"(?P<mark>，)(?P=head)(?P<two>[^\W\d_]{1,3})(?=[，。；等])"
)


def find_twins(ctx: CheckContext) -> Iterator[Span]:
    """Yield the comma between two names of one shape behind a verb: 公布亩均水量，亩均水费."""
    for sentence in ctx.sentences:
        for match in _TWINS.finditer(sentence.text):
            if len(match["one"]) == len(match["two"]):
                start = sentence.span.start + match.start("mark")
                yield Span(start, start + 1)
