"""The form of a report in which copies are looked for: letters only, names and figures masked by type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.regex import Regex
from reviewer.reuse.distinct import distinct

MentionType = Literal["organ", "place", "account", "title", "person", "self", "year", "date", "number"]
Codes = npt.NDArray[np.uint16]
Offsets = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

#: Masks are private-use code points. An organ and its 我局 share one, so that the one may stand for the other.
MASK_OF: dict[MentionType, int] = {
    "organ": 0xE000,
    "self": 0xE000,
    "place": 0xE001,
    "account": 0xE002,
    "title": 0xE003,
    "person": 0xE004,
    "year": 0xE005,
    "date": 0xE006,
    "number": 0xE007,
}
LABEL_OF = {0xE000: "organ", 0xE001: "place", 0xE002: "account", 0xE003: "title", 0xE004: "person"}
LABEL_OF |= {0xE005: "year", 0xE006: "date", 0xE007: "number"}
FIRST_MASK = 0xE000
LAST_MASK = 0xE007
_RARE_FIRST, _RARE_COUNT = 0xF000, 0x800
#: Stands for a lone surrogate where the text is matched with patterns.
_UNREADABLE = 0xFFFD

_CHINESE = "一二三四五六七八九十百千零〇两"
_COUNTED = (
    "次个期场名人件条项篇份家户处所本批类种轮张幅部天起位万余多年月亩公里米吨宗段座册元分"
    "瓶枚栋套笔只棵株艘辆台组克厘毫升层间头匹幢回遍倍周季晚夜小"
)
#: Matched on the folded text at the places where one of _TRIGGERS stands.
_OWN_PATTERN = Regex(
    r"(?P<enumerator>(?<![^\s。;:,])(?:[一二三四五六七八九十]{1,4}是|第?[一二三四五六七八九十]{1,4}、"
    r"|\([一二三四五六七八九十\d]{1,4}\)|\d{1,2}[.、](?!\d)))"
    r"|(?P<title>《[^《》\n]{2,60}》)"
    r"|\"(?P<account>[^\"\n]{2,12})\"(?=[^。\n]{0,3}(?:微信|公众|微博|账号|抖音|视频号|客户端|小程序|app|头条|栏目|专栏))"
    r"|(?<=公众号)\"(?P<account_after>[^\"\n]{2,12})\""
    r"|\"(?P<quoted>[^\"\n]{2,8})\""
    r"|(?P<date>(?:(?:19|20)\d{2}\s*年\s*)?\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)"
    r"|(?P<year>(?:19|20)\d{2}(?=\s*年)|[一二]〇[〇一二三四五六七八九]{2}(?=年))"
    r"|(?P<number>\d[\d,.:]*\d\s*[%‰]?|\d\s*[%‰]?|百分之[一二三四五六七八九十百零点]{1,12}"
    rf"|[{_CHINESE}]{{1,12}}(?=(?:余|多)?[{_COUNTED}]))"
    r"|(?P<place>(?<=[全该])(?:省|市|县|区|镇|乡|州|盟|旗|街道)|[省市县区镇乡州旗](?=委|政府|人民政府|直|级))"
    r"|(?P<self>[我本](?:机关|单位|局|委|厅|办|院|校|所|处|镇|乡|街道|省|市|县|区|州|盟|旗|社|馆|站|部门|中心))"
)
#: What each group of the pattern is; a short quotation stands for the name of something.
_GROUP_TYPE: dict[str, MentionType] = {
    "title": "title",
    "account": "account",
    "account_after": "account",
    "quoted": "title",
    "date": "date",
    "year": "year",
    "number": "number",
    "place": "place",
    "self": "self",
}
_SENTENCE_END = Regex(r"[。；！？;!?\n]+")
_PARAGRAPH_END = Regex(r"[。；！？;!?][。；！？;!?\n]*\n[。；！？;!?\n]*")
_TRIGGERS = '0123456789《"(第百我本省市县区镇乡州旗盟街' + _CHINESE


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the raw text that names something, as the caller's dictionaries know it."""

    start: int
    end: int
    type: MentionType


@dataclass(frozen=True, slots=True)
class Formula:
    """A stretch of the raw text that is statutory or standard wording, with the template's id."""

    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True, eq=False)
class MatchingForm:
    """The letters of a text with every mention turned into one symbol, and the way back.

    Args:
        text: The raw text.
        codes: A letter's folded code, or the mask of a mention, shape (n,).
        starts: Raw offset at which each code begins, ascending, shape (n,).
        ends: Raw offset one past it, shape (n,).
        formula: Which codes stand in a formula, shape (n,).
    """

    text: str
    codes: Codes
    starts: Offsets
    ends: Offsets
    formula: Flags

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def masked(self) -> str:
        """The codes as a string with one character each."""
        return self.codes.tobytes().decode("utf-16-le")

    @property
    def letters(self) -> npt.NDArray[np.int64]:
        """Positions of the codes that are letters, not masks."""
        return np.flatnonzero((self.codes < FIRST_MASK) | (self.codes > LAST_MASK))

    def to_raw(self, start: int, end: int) -> Span:
        """Return the raw span of ``codes[start:end]``.

        Raises:
            ValueError: The range is empty or outside the form.
        """
        if not 0 <= start < end <= len(self.codes):
            raise ValueError(f"range {start}:{end} is outside a form of {len(self.codes)} codes")
        return Span(int(self.starts[start]), int(self.ends[end - 1]))

    def quote(self, start: int, end: int) -> str:
        """Return the raw text under ``codes[start:end]``."""
        return self.text[int(self.starts[start]) : int(self.ends[end - 1])]


def build_form(text: str, mentions: Iterable[Mention] = (), formulae: Iterable[Formula] = ()) -> MatchingForm:
    """Return the matching form of ``text``.

    Numbers, years, dates, 《titles》, accounts in quotes and 我局-words are found
    here; the caller's mentions win over them. A place directly in front of an
    organ becomes part of it. List numbers (一是, 1.) are left out. O(n).

    Args:
        text: The raw text.
        mentions: Names known to the caller; where two overlap, the one that begins
            first, then the longer one, counts.
        formulae: Statutory and standard wording; may overlap.
    """
    codes, kept, triggers, folded = _letters(text)
    masks, dropped = _merge(folded.tobytes().decode("utf-16-le"), triggers, mentions)
    start_of = np.arange(len(text), dtype=np.int32)
    end_of = start_of + 1
    for start, end in dropped:
        kept[start:end] = False
    for start, end, mask in masks:
        kept[start:end] = False
        kept[start] = True
        codes[start] = mask
        end_of[start] = end
    in_formula = np.zeros(len(text), dtype=np.bool_)
    for formula in formulae:
        in_formula[formula.start : formula.end] = True
    chosen = np.flatnonzero(kept)
    return MatchingForm(
        text=text,
        codes=codes[chosen],
        starts=start_of[chosen],
        ends=end_of[chosen],
        formula=in_formula[chosen],
    )


class _Table(NamedTuple):
    """What codes become in the form, which are letters, which may begin a mention, and their folded signs."""

    codes: Codes
    letter: Flags
    trigger: Flags
    folded: Codes


class Stops(NamedTuple):
    """Positions of a form at which something begins, ascending.

    Args:
        sentences: Sentences and lines.
        paragraphs: Lines behind one that ends a sentence: a text that is wrapped has others.
    """

    sentences: npt.NDArray[np.int64]
    paragraphs: npt.NDArray[np.int64]


def sentence_starts(form: MatchingForm) -> Stops:
    """Return where sentences and paragraphs of ``form`` begin."""
    found = list(_SENTENCE_END.finditer(form.text))
    ends = [match.end() for match in found]
    paragraphs = [match.end() for match in found if match[0][0] != "\n" and "\n" in match[0]]
    return Stops(
        distinct(np.searchsorted(form.starts, np.array([0, *ends], dtype=np.int64))),
        distinct(np.searchsorted(form.starts, np.array(paragraphs, dtype=np.int64))),
    )


def paragraph_starts(form: MatchingForm, start: int, end: int) -> npt.NDArray[np.int64]:
    """Return where paragraphs of ``form`` begin between two positions, as :func:`sentence_starts` would."""
    low, high = int(form.starts[start]), int(form.ends[end - 1])
    ends = [match.end() for match in _PARAGRAPH_END.finditer(form.text, low, high)]
    found = np.searchsorted(form.starts, np.array(ends, dtype=np.int64))
    return distinct(found[(found > start) & (found < end)])


# Unified ideographs and Hangul syllables: letters without case that fold to themselves.
_UNCHANGED = ((0x4E00, 0xA000), (0xAC00, 0xD7A4))


@cache
def _table() -> _Table:
    whole = np.arange(0x10000, dtype=np.uint16)
    codes = np.zeros(0x10000, dtype=np.uint16)
    letter = np.zeros(0x10000, dtype=np.bool_)
    trigger = np.zeros(0x10000, dtype=np.bool_)
    folded = np.full(0x10000, _UNREADABLE, dtype=np.uint16)
    for first, last in _UNCHANGED:
        codes[first:last] = folded[first:last] = whole[first:last]
        letter[first:last] = True
    rest = [*range(0x4E00), *range(0xA000, 0xAC00), *range(0xD7A4, 0xD800), *range(0xE000, 0x10000)]
    for code, char in zip(rest, fold("".join(map(chr, rest))), strict=True):
        if ord(char) < 0x10000:
            folded[code] = ord(char)
        if char.isalnum() and not 0xE000 <= code < 0xF900:
            lower = char.lower()
            codes[code] = ord(lower) if len(lower) == 1 and ord(lower) < 0x10000 else code
            letter[code] = True
    folds_to = folded.astype(np.int64)
    for char in _TRIGGERS:
        trigger[folds_to == ord(char)] = True
    return _Table(codes, letter, trigger, folded)


def _letters(text: str) -> _Table:
    """Return the table's rows for the characters of ``text``."""
    table = _table()
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if len(raw) and int(raw.max()) >= 0x10000:
        wide = raw >= 0x10000
        narrow = np.where(wide, 0, raw)
        codes, kept = table.codes[narrow], table.letter[narrow]
        codes[wide] = (_RARE_FIRST + raw[wide] % _RARE_COUNT).astype(np.uint16)
        kept[wide] = [chr(code).isalnum() for code in raw[wide].tolist()]
        return _Table(codes, kept, table.trigger[narrow], table.folded[narrow])
    return _Table(table.codes[raw], table.letter[raw], table.trigger[raw], table.folded[raw])


def _find_own(folded: str, triggers: Flags) -> Iterator[re.Match[str]]:
    end = 0
    for start in np.flatnonzero(triggers).tolist():
        if start >= end:
            found = _OWN_PATTERN.match(folded, start)
            if found is not None:
                end = found.end()
                yield found


def _merge(
    folded: str, triggers: Flags, mentions: Iterable[Mention]
) -> tuple[list[tuple[int, int, int]], list[tuple[int, int]]]:
    """Return masks (start, end, code) without overlap, and stretches that are left out."""
    given = _without_overlap((m.start, m.end, MASK_OF[m.type]) for m in mentions if 0 <= m.start < m.end <= len(folded))
    own: list[tuple[int, int, int]] = []
    titles: list[tuple[int, int]] = []
    dropped: list[tuple[int, int]] = []
    taken = bytearray(len(folded))
    for start, end, _ in given:
        taken[start:end] = b"\1" * (end - start)
    for found in _find_own(folded, triggers):
        name = found.lastgroup or ""
        start, end = found.span(name)
        if name == "enumerator":
            dropped.append((start, end))
        elif name == "title":
            own.append((start, end, MASK_OF["title"]))
            titles.append((start, end))
        elif 1 not in taken[start:end]:
            own.append((start, end, MASK_OF[_GROUP_TYPE[name]]))
    if titles:  # a name in a title is part of it
        given = [mask for mask in given if not any(mask[0] < end and start < mask[1] for start, end in titles)]
    return _join_places(sorted(given + own)), dropped


def _without_overlap(masks: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    end = 0
    for mask in sorted(masks, key=lambda mask: (mask[0], -mask[1], mask[2])):
        if mask[0] >= end:
            kept.append(mask)
            end = mask[1]
    return kept


def _join_places(masks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the masks with each place that touches the next place or organ made part of it."""
    joined: list[tuple[int, int, int]] = []
    place = MASK_OF["place"]
    for mask in masks:
        previous = joined[-1] if joined else None
        if (
            previous is not None
            and previous[1] == mask[0]
            and previous[2] == place
            and mask[2] in (place, MASK_OF["organ"], MASK_OF["person"])
        ):
            joined[-1] = (previous[0], mask[1], mask[2])
        else:
            joined.append(mask)
    return joined
