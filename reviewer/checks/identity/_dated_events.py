"""Events, campaigns and anniversaries of other years that are told as the work of the report year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.document.numerals import parse_number
from reviewer.knowledge.events import event_named, event_pattern
from reviewer.regex import Regex

_PAST_EVENT = Regex(
    r"以来|历史|档案|往年|期间形成|曾|申请(?:人|公开|获取)|要求公开|20[012]\d年|旧|下架|撤下|清理|归档|巩固|成果|衔接|有效衔接|后评估|数据开发|普查(?:系列)?(?:公报|资料|结果|数据|年鉴)|《"
)
# The year from which the anniversaries of each event count.
_FOUNDED: Mapping[str, int] = {
    "改革开放": 1978,
    "建党": 1921,
    "中国共产党成立": 1921,
    "建国": 1949,
    "国庆": 1949,
    "新中国成立": 1949,
    "中华人民共和国成立": 1949,
    "建军": 1927,
    "抗战胜利": 1945,
    "抗日战争胜利": 1945,
    "五四运动": 1919,
    "长征胜利": 1936,
}
_ANNIVERSARY = Regex(
    r"(?P<event>改革开放|建党|中国共产党成立|建国|国庆|新中国成立|中华人民共和国成立|建军|抗战胜利|抗日战争胜利|五四运动|长征胜利)(?P<number>\d{2,3}|[一二三四五六七八九十百零]{1,5})周年(?!纪念章)"
)


def find_events(text: str, year: int) -> Iterator[tuple[int, int, str]]:
    """Yield the span of each event in a sentence that is not of the report year, and what is wrong with it in Chinese.

    Args:
        text: The sentence, folded.
        year: The report year.
    """
    is_past = _PAST_EVENT.search(text.replace(f"{year}年", "")) is not None
    told: list[int] = []
    for match in event_pattern().finditer(text):
        event = event_named(match[0])
        is_future = bool(event.note) and year < event.first_year - 1  # the others have namesakes
        if not is_future and (year <= event.last_year or is_past):
            continue
        when = event.note or f"一般只在{event.first_year}至{event.last_year}年度作为当年工作"
        told.append(match.start())
        yield match.start(), match.end(), f"{when}，{_verdict(year, is_future=is_future)}"
    for match in _ANNIVERSARY.finditer(text) if not is_past else ():
        number = parse_number(match["number"])
        if number is None or match.start() in told:
            continue
        held = _FOUNDED[match["event"]] + int(number)
        if year > held or year < held - 1:
            yield match.start(), match.end(), f"是{held}年的事，{_verdict(year, is_future=year < held)}"


def _verdict(year: int, *, is_future: bool) -> str:
    if is_future:
        return f"不可能写进{year}年度报告，疑有年份未改。"
    return f"{year}年度报告仍作为当年工作叙述，疑为往年文稿的残留。"
