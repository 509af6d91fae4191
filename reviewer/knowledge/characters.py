"""How characters sound and look, to say which real name a wrong one was meant to be.

Data: ``data/characters.tsv``, about 7,000 characters, read on first use (a few ms).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "characters.tsv"
# Characters that differ by a stroke and have no parts to compare.
_GROUPS = (
    "己已巳 未末 日曰 戊戌戍 人入八 干千于 土士 天夭 大太犬 刀力刁 王玉主 木本术 兔免 鸟乌 "
    "午牛 贝见 历厉 申甲由田 西酉 今令 代伐 住往 末朱 侯候 崇祟 徽微 折拆析 拔拨 券卷 "
    "汆氽 赢嬴羸 丐丏 毫亳 荥荧 沭沐 洪供 缙晋 淅浙 泸沪 潼漳 郯剡 濉睢 漯瀍 芮茵 毓敏 "
    "鄢郾 陕陜夹 攻政 侍待 辨辩辫 慕幕墓暮 密蜜 蓝篮 廷延 斤斥 竟竞"
)
_LOOSE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
_LOOK_WEIGHTS = (0.5, 0.35, 0.15)  # strokes in order, shared block, corners


@dataclass(frozen=True, slots=True)
class Character:
    """Facts about one character.

    Args:
        readings: Toneless pinyin, all readings; ü is written v.
        blocks: The two halves it is made of, in order.
        strokes: Stroke shapes and simplest parts in writing order.
        corners: Four-corner code, for the outline.
    """

    readings: tuple[str, ...]
    blocks: tuple[str, ...]
    strokes: str
    corners: str


@cache
def _lines() -> Mapping[str, str]:
    text = _DATA.read_text(encoding="utf-8")
    return {line[0]: line for line in text.splitlines() if not line.startswith("#")}


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in _GROUPS.split(" "):
        for char in group:
            found[char] = found.get(char, frozenset()) | frozenset(group)
    return found


@cache
def find_character(char: str) -> Character | None:
    """Return what is known of ``char``; None outside the list."""
    line = _lines().get(char)
    if line is None:
        return None
    _, readings, _, _, parts, corners, _ = line.split("\t")
    blocks, _, strokes = parts.partition(":")
    return Character(
        readings=tuple(readings.split(",")) if readings else (),
        blocks=tuple(one for one in blocks.split("/") if one),
        strokes=strokes,
        corners=corners,
    )


def readings(char: str) -> tuple[str, ...]:
    """Return all toneless readings; empty if the character is not in the list."""
    found = find_character(char)
    return found.readings if found else ()


def _loosen(reading: str) -> str:
    for precise, loose in _LOOSE:
        if len(precise) == 2 and reading.startswith(precise):
            reading = loose + reading[2:]
        elif len(precise) == 3 and reading.endswith(precise):
            reading = reading[:-3] + loose
    return reading


@cache
def sound_alike(first: str, second: str, *, is_loose: bool = False) -> bool:
    """Return whether two characters share a reading, tones aside.

    Args:
        first: One character.
        second: Another.
        is_loose: Whether zh/z, ch/c, sh/s and -ng/-n count as the same.
    """
    one, two = set(readings(first)), set(readings(second))
    if is_loose:
        one, two = {_loosen(reading) for reading in one}, {_loosen(reading) for reading in two}
    return bool(one & two)


@cache
def look_alike(first: str, second: str) -> float:
    """Return how alike two characters look, 0 to 1; from about 0.6 they are easily mistaken."""
    if first == second:
        return 1.0
    if second in _groups().get(first, ()):
        return 0.95
    one, two = find_character(first), find_character(second)
    if one is None or two is None:
        return 0.0
    n_chars = len(one.strokes) + len(two.strokes)
    strokes = 2 * _common_subsequence(one.strokes, two.strokes) / n_chars if n_chars else 0.0
    shared = set(one.blocks) & set(two.blocks)
    whole = first in two.blocks or second in one.blocks  # 辛 in 幸, 户 in 护
    corners = sum(a == b for a, b in zip(one.corners[:4], two.corners[:4], strict=False)) / 4
    by_strokes, by_block, by_corners = _LOOK_WEIGHTS
    return by_strokes * strokes + by_block * (1.0 if shared or whole else 0.0) + by_corners * corners


def _common_subsequence(first: str, second: str) -> int:
    row = [0] * (len(second) + 1)
    for a in first:
        diagonal = 0
        for column, b in enumerate(second, start=1):
            diagonal, row[column] = row[column], diagonal + 1 if a == b else max(row[column], row[column - 1])
    return row[-1]
