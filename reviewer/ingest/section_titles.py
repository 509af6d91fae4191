"""Headings that a report may carry without a number: the official ones, their forerunners, their topics."""

from __future__ import annotations

from difflib import SequenceMatcher

from reviewer.regex import Regex

_DROPPED = Regex(r"[\s\u3000、，,。.．:：；;“”\"《》（）()的之]")

# The six headings of the form in force since 2019 and those of the years before, with the
# variants that reports use; compared without punctuation and 的.
_SECTIONS = (
    "(?:政府信息公开|政务公开|信息公开)?(?:工作)?(?:总体|基本|整体)(?:工作)?情况",
    "(?:工作)?概[述况]|(?:政府信息公开|政务公开)?工作概[述况]|(?:工作)?基本概况|前言|引言",
    "(?:行政机关|本机关|本单位)?主动公开(?:政府)?信息(?:工作)?(?:情况)?",
    "(?:行政机关|本机关)?收到和处理政府信息公开申请(?:工作)?情况",
    "(?:政府信息)?依申请公开(?:政府信息)?(?:和不予公开政府信息)?(?:办理|工作)?情况",
    "(?:因)?(?:政府信息公开)?(?:工作)?(?:被)?(?:申请|提起)?行政复议(?:和|与|及)?(?:被)?(?:提起)?行政诉讼(?:和申诉)?情况",
    "(?:政府信息公开|信息公开|政务公开)?(?:工作)?(?:中)?存在(?:主要)?(?:问题|困难|不足)(?:和|与|及|以及)?(?:下一步)?(?:改进|整改)?(?:工作)?(?:情况|措施|打算|建议)?",
    "(?:其他|其它)?需要(?:报告|说明)(?:其他|其它)?事项(?:(?:和|与)附表)?|其他(?:需要)?报告事项",
    "(?:政府信息公开)?(?:工作)?收费(?:和|及|与)?减免情况|(?:政府信息公开)?(?:相关)?(?:费用)?收费情况",
    "(?:政府信息公开)?咨询(?:处理|投诉)?情况|(?:政府信息公开)?申诉情况|(?:政府支出|人员经费|附表|附录)",
)
_TOPICS = (
    "(?:政府信息)?主动公开(?:工作)?(?:情况|方面)?",
    "(?:政府信息)?依申请公开(?:工作)?(?:办理)?(?:情况|方面)?",
    "(?:加强)?政府信息(?:资源)?(?:规范化|标准化)*管理(?:工作)?(?:情况|方面)?",
    "(?:政府信息公开|信息公开|政务公开|公开)?平台建设(?:工作)?(?:情况|方面)?",
    "(?:政府信息公开|政务公开)?(?:工作)?(?:教育培训和|教育培训与)?监督(?:和|与)?保障(?:工作)?(?:情况|方面|措施)?",
    "(?:工作)?存在主要问题|(?:主要)?存在(?:主要)?(?:问题|不足)|主要(?:存在)?问题|问题和不足",
    "(?:下一步|具体)?(?:工作)?(?:改进|整改|解决)(?:办法和改进)?(?:情况|措施|办法|方向|打算)|下一步(?:工作)?(?:打算|计划|安排|措施|思路)",
    "(?:收取)?(?:政府信息公开)?信息处理费(?:收取)?(?:情况)?|贯彻落实(?:政务公开)?(?:年度)?工作要点情况",
    "(?:工作考核|社会评议|责任追究)(?:和|、)?(?:结果)?(?:情况)?",
)
_SECTION = Regex("|".join(f"(?:{pattern})" for pattern in _SECTIONS))
_TOPIC = Regex("|".join(f"(?:{pattern})" for pattern in _TOPICS))
_OFFICIAL = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议行政诉讼情况",
    "存在主要问题及改进情况",
    "其他需要报告事项",
)
_MIN_RATIO = 0.86
_MAX_CHARS = 32


def bare(text: str) -> str:
    """Return a heading's words for comparison: without white space, punctuation and 的."""
    return _DROPPED.sub("", text)


def level_of_unnumbered(text: str) -> int | None:
    """Return the level that a heading without number stands at by its words alone; None if it is none.

    1 for the sections of the official form and of the forms before 2019, also when a
    character or two are wrong; 2 for the topics of 总体情况 and of the problems section.
    """
    words = bare(text)
    if not 2 <= len(words) <= _MAX_CHARS:
        return None
    if _TOPIC.fullmatch(words):
        return 2
    if _SECTION.fullmatch(words):
        return 1
    if len(words) >= 8 and any(_is_close(words, official) for official in _OFFICIAL):
        return 1
    return None


def _is_close(words: str, official: str) -> bool:
    if abs(len(words) - len(official)) > 3 or len(set(words) & set(official)) < len(set(official)) * 0.7:
        return False
    return SequenceMatcher(None, words, official, autojunk=False).ratio() >= _MIN_RATIO
