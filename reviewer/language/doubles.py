"""Characters and words that stand twice by mistake: 的的, 保障保障, 结果果."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from reviewer.document.span import Span
from reviewer.language.grams import encode
from reviewer.language.model import LanguageModel, boundary_padded
from reviewer.language.slip import Slip

_WORDS = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_TWINS = re.compile(r"([\u4e00-\u9fff])\1")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
# Particles and connectives that no correct sentence doubles.
_NEVER_TWICE = frozenset("的了在是和与及对为被把将由于并而其该已未或向")
_SEPARABLE = frozenset("等得地上")
_REDUPLICATED = (
    "天天 人人 年年 月月 日日 时时 处处 事事 件件 样样 种种 层层 步步 级级 条条 块块 点点 家家 户户 村村 镇镇 乡乡 县县 站站 "
    "方方 面面 里里 外外 常常 渐渐 往往 仅仅 刚刚 稍稍 默默 牢牢 紧紧 深深 狠狠 悄悄 频频 屡屡 处处 代代 世世 岁岁 个个 "
    "句句 字字 项项 环环 节节 段段 区区 头头 通通 统统 明明 白白 清清 楚楚 实实 在在 踏踏 兢兢 业业 勤勤 恳恳 扎扎 风风 "
    "雨雨 原原 本本 老老 真真 切切 认认 多多 少少 大大 小小 高高 早早 好好 慢慢 轻轻 满满 久久 远远 匆匆 纷纷 谢谢 "
    "星星 宝宝 爸爸 妈妈 爷爷 奶奶 哥哥 姐姐 弟弟 妹妹 叔叔 太太 哈哈 循循 津津 滔滔 源源 欣欣 蒸蒸 巍巍 熊熊 斤斤 "
    "沾沾 念念 孜孜 娓娓 侃侃 面面 比比 历历 井井 息息 心心 想想 试试 看看 说说 讲讲 听听 读读 谈谈 聊聊 走走 问问 学学 "
    "条条 排排 座座 栋栋 片片 块块 张张 本本 份份 次次 回回 遍遍 套套 批批 户户 人人 双双 对对 两两 卡卡 行行 色色 形形"
)
_TWICE_RIGHT = frozenset(_REDUPLICATED.split())
# Words that follow an organ or a work that ends in them: 县政府＋政府信息.
# Names of places, organs and offices end in these, and the next word may begin with them.
_SUFFIXES = frozenset("市县区镇乡州省旗局办院股科处室委会厅部站所队组园校社村任作为")
_MIN_GAIN = 8.0
_JOINTS = re.compile(r"政府政府|政务政务|信息信息(?:化|技术|中心|系统|平台)")
_MEETING = frozenset(["规定"])  # 有关规定＋规定的
_COUNTED = re.compile(r"[一逐][\u4e00-\u9fff]|[\u4e00-\u9fff][一逐]")


def find_doubles(
    text: str, words: Sequence[Span], model: LanguageModel, guarded: Sequence[Span] = ()
) -> tuple[Slip, ...]:
    """Return the words and characters of ``text`` that are doubled by mistake, in order.

    Args:
        text: The document's text.
        words: How it falls into words.
        model: Says how much likelier one character is than two.
        guarded: Names and titles; one that ends where the next word begins may double a character.
    """
    found: list[Slip] = []
    starts, ends = {word.start: word for word in words}, {word.end: word for word in words}
    for match in _WORDS.finditer(text):
        span, unit = Span(*match.span()), match.group(1)
        if not _is_whole(span, len(unit), starts, ends) or unit in _MEETING:
            continue
        if len(set(unit)) == 1 or _COUNTED.search(unit) or _JOINTS.match(text, span.start) or _inside(span, guarded):
            continue
        if not _is_name_edge(span.start + len(unit), guarded):
            found.append(Slip(span, unit, "doubled", "warning", "重复"))
    for match in _TWINS.finditer(text):
        span = Span(*match.span())
        if any(span.overlaps(slip.span) for slip in found) or _inside(span, guarded):
            continue
        if _is_name_edge(span.start + 1, guarded) or not _is_slip(text, span, starts, ends):
            continue
        if _gain(text, span.start, model) > _MIN_GAIN:
            found.append(Slip(span, match.group(1), "doubled", "warning", "重复"))
    return tuple(sorted(found, key=lambda slip: slip.span))


def _is_slip(text: str, span: Span, starts: dict[int, Span], ends: dict[int, Span]) -> bool:
    char = text[span.start]
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    if after in ("（", "("):  # 新建＋建（构）筑物
        return False
    if char in (before, after) or char in _NUMERALS or char in _SEPARABLE:
        return False
    left, right = ends.get(span.start + 1), starts.get(span.start + 1)
    if left is None or right is None:  # one word holds both
        inside = next((word for word in ends.values() if word.start <= span.start < word.end), None)
        return inside is not None and len(inside) == 2 and _sticks_out(text, span, ends)
    if char in _NEVER_TWICE:
        return len(left) == len(right) == 1
    if char in _SUFFIXES and len(right) > 1:
        return False  # 市＋市场监管局, 股＋股长
    # 公开＋开展 are two words that meet; 结果＋果 and 政＋政府 are not.
    return (len(left) > 1) != (len(right) > 1) and char * 2 not in _TWICE_RIGHT


def _gain(text: str, offset: int, model: LanguageModel) -> float:
    """Return how much likelier the text is without the character at ``offset``, natural log."""
    start = max(offset - 4, 0)
    ids = boundary_padded(encode(text[start : offset + 5], model.table), 4)
    place = offset - start + 4
    double = ids[place - 4 : place + 5][None]
    single = np.concatenate([ids[place - 4 : place], ids[place + 1 : place + 5]])[None]
    return float(model.log_share(single, 4, 8)[0] - model.log_share(double, 4, 9)[0])


def _sticks_out(text: str, span: Span, ends: dict[int, Span]) -> bool:
    """Tell whether 人人 follows a word that wants one of them: 申请＋人人."""
    before = ends.get(span.start)
    return before is not None and text[before.start : before.end] + text[span.start] in _TAKES_ONE


def _is_whole(span: Span, length: int, starts: dict[int, Span], ends: dict[int, Span]) -> bool:
    return span.start in starts and span.start + length in starts and span.end in ends


def _inside(span: Span, guarded: Sequence[Span]) -> bool:
    return any(name.contains(span) for name in guarded)


def _is_name_edge(offset: int, guarded: Sequence[Span]) -> bool:
    return any(offset in (name.start, name.end) for name in guarded)


_TAKES_ONE = frozenset(
    "申请人 负责人 责任人 当事人 权利人 联系人 工作人 法人 被申请人 代理人 管理人 残疾人 行政相对人 "
    "纳税人 投资人 发言人 代表人 经办人 承办人 分管人 参与人 申报人 举报人 投诉人 受理人".split()
)
