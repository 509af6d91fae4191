"""Whether words say anything that can be checked: a count, a name, a day, an act."""

from __future__ import annotations

from reviewer.knowledge.generic_words import remove_cliches, remove_slogans
from reviewer.regex import Regex

_NUMERALS = "一二三四五六七八九十百千两几"
_YEAR = Regex(
    r"(?:19|20)\d\d\s*年(?:度|以来)?|第[一二三四五六七八九十\d]+[条款项]|国务院令第\d+号|〔\d{4}〕\d+号|“十[三四五]五”"
)
_HARD = Regex(
    rf"\d|(?<!每)(?<!这)(?<!抓)[{_NUMERALS}半]+余?(?:次|件|条|期|场|名|人|家|份|篇|类|处|部|本|批|轮|天|种|张|套|级(?!抓)|道|个(?!方面|新))|[二三四五六七八九十两几]项|"
    r"未(?!来|雨绸缪|出现(?:任何)?[^，。]{0,4}(?:问题|差错|纰漏|失误|疏漏)|发生任何)|没有(?!最好|(?:出现|发生)(?:任何)?(?:问题|差错|纰漏|失误|疏漏))|(?<![全毫])(?<!万)无(?!误|缝|愧|死角|盲区|前|不|旁贷|一失|微不至)|(?<!归)零(?!距离|容忍|差错|失误|遗漏|障碍)|不涉及|暂(?!行)|"
    r"《(?!(?:中华人民共和国)?(?:政府信息公开)?条例》|中华人民共和国政府信息公开条例|政府信息公开条例)|"
    r"“(?!公开为|应公开|以公开|谁|阳光|最后|互联网|放管服|十[三四五]五|五公开|一岗双责)"
)
_ACTS = Regex(
    r"三审|[初复终]审|先审后发|保密审查|专人|领导小组|联络员|信息员|台账|AB岗|归档|备案|意见箱|监督电话|查阅点|专栏|培训班|有人[审核管]|变了就改|谁牵头|起草人|承办人|逐[条件篇]|双人|把关人|随机抽查|倒查|[列纳]入[^，。]{0,14}(?:考核|考评|评价|学习|培训)|中心组"
)
_CHANNELS = Regex(r"网站|公众号|微博|视频号|抖音|公示栏|公开栏|公告栏|电子屏|显示屏|大厅|客户端|广播|电视|报纸|公报")
_HAN = Regex(r"[^\W\d_]")
_NOT_HAN = Regex(r"[^\u4e00-\u9fff]")


def has_fact(text: str) -> bool:
    """Tell whether a text holds a count, a day, a named document, a quoted name or a plain 未 or 无."""
    return _HARD.search(_YEAR.sub("，", text)) is not None


def names_act(text: str) -> bool:
    """Tell whether a text names an act or arrangement that one could ask to see: 三审三校, 专人负责."""
    return _ACTS.search(text) is not None


def names_channel(text: str) -> bool:
    """Tell whether a text names a channel of publication, which says where though not what."""
    return _CHANNELS.search(text) is not None


def residue(text: str) -> str:
    """Return the characters that are left when generic words and years are taken away."""
    return _NOT_HAN.sub("", remove_cliches(_YEAR.sub("，", text)))


def residue_share(text: str) -> float:
    """Return the share of a text's characters that no generic word accounts for, 0 to 1."""
    total = len(_HAN.findall(_YEAR.sub("，", text)))
    return len(residue(text)) / total if total else 0.0


def slogan_residue(text: str) -> str:
    """Return the characters that are left when the words of slogans are taken away as well."""
    return _NOT_HAN.sub("", remove_slogans(_YEAR.sub("，", text)))


def count_characters(text: str) -> int:
    """Return how many Chinese characters a text has, years apart."""
    return len(_HAN.findall(_YEAR.sub("，", text)))
