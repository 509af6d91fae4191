"""Names that have the form of a division's and that no list of places has.

A draft may come from a place that the gazetteer does not know, or be copied from one. Such a
name is told from the words around it by the dictionary: 走访青柘县 is cut into 走访, 青, 柘, 县,
where 联合县政府 is cut into words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.regex import Regex

_KIND = Regex(r"(?<=[^\W\d_]{2})(?:自治县|自治州|自治旗|街道|县|区|市|旗|镇|乡|省)")
# Single characters that end what belongs to a name, read from its end.
_FUNCTION = frozenset(
    "我本全各该其现已均将被把让由向对到在与和及或并也又再所副某每进报列名属号是有为从自至于以按据用给经请赴往送除等首"
    "年月日个位处家件条名次第一二三四五六七八九十百千万两几多少的了着过地得不未没无可能会要应须即若凡但而且则因故同跟比较"
    "人时群发制设站分村组户网局委办厅科股室这那此他她它们间查看访函照为成做出入起来去说讲写收交达共计市县区省乡镇旗街"
    "就含占系随靠驻好附后代遂治离寄另仅居指跨强稳只栽造见规"
)
# These can belong to a name, but more often lead one in.
_SOFT = frozenset("原里定上下内外前后中国老")
# The kind of division run together with the last character of a name: 澄北区 is 澄 and 北区.
_JOINED = frozenset({"东区", "西区", "南区", "北区", "中区", "城北区", "城南区", "城东区", "城西区", "湾区", "市区"})
_NO_NAME = Regex(
    r"(?:管控|封控|防范|施工|作业|接待|社|小|园|景|校|厂|库|灾|山|牧|林|地|片|街|专|展|辖|城|郊|矿|学|病|特|疫|禁|商|新|开发|高新|经开|示范|功能|自治|"
    r"保护|服务|试验|实验|合作|保税|港|老|市|县)区$|城市$|门市$|超市$|夜市$|集市$|集镇$|城镇$|村镇$|城乡$|家乡$|故乡$|老乡$|下乡$"
)
_OF_TOWNS = frozenset({"镇", "乡", "街道"})
_LONGEST, _SHORTEST = 4, 2

Segmenter = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class ApparentPlace:
    """A name by its form.

    Args:
        start: Where it begins in the text.
        end: Where it ends.
        name: The name with its word for the kind of division.
        kind: That word.
    """

    start: int
    end: int
    name: str
    kind: str


def find_apparent_places(text: str, segment: Segmenter) -> Iterator[ApparentPlace]:
    """Yield what is formed like the name of a division and is no dictionary word.

    Args:
        text: A sentence, folded.
        segment: Cuts into the words of a dictionary, and what is none into characters.
    """
    for match in _KIND.finditer(text):
        if text[match.start() - 1] in _FUNCTION or _NO_NAME.search(text, match.start() - 2, match.end()):
            continue  # 各县, 社区: most of them, and cutting into words costs
        left = max(0, match.start() - _LONGEST - 4)
        words = list(segment(text[left : match.end()]))
        kind = match[0]
        joined = words[-1] if words else ""
        if joined == kind:
            stem = ""
            words.pop()
        elif joined in _JOINED:
            stem = joined.removesuffix(kind)
            words.pop()
        else:
            continue
        stem = _grow(words, stem, kind)
        if stem and not _NO_NAME.search(stem + kind):
            start = match.start() - len(stem)
            yield ApparentPlace(start, match.end(), stem + kind, kind)


def _grow(words: list[str], stem: str, kind: str) -> str:
    """Return the characters in front that make a name; empty if they are words."""
    has_single = bool(stem)
    while words and len(stem) < _LONGEST:
        word = words[-1]
        is_single = len(word) == 1
        if not "\u4e00" <= word[0] <= "\u9fff" or len(stem) + len(word) > _LONGEST:
            break
        if is_single and (word in _FUNCTION or (word in _SOFT and len(stem) >= _SHORTEST)):
            break
        if not is_single and (len(stem) >= _SHORTEST or stem in _SOFT):
            break
        has_single = has_single or is_single
        stem = word + stem
        words.pop()
        if not is_single and not has_single and kind not in _OF_TOWNS:
            break  # a word next to the kind: 参加县, 征求省
    return stem if len(stem) >= _SHORTEST and has_single else ""
