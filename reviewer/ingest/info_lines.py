"""Publication data that a page puts around a report: 发布日期：… 来源：… 浏览次数：…, index cards."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reviewer.document.build import TableDraft
from reviewer.ingest.titles import is_title
from reviewer.regex import Regex


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CARD_DATES = _words("生成日期 成文日期 发文日期 发布日期 公开日期")
_DATES = _CARD_DATES | _words(
    "发布时间 发表日期 发表时间 公开时间 更新日期 更新时间 信息时间 录入时间 上传时间 创建时间 日期 时间"
)
_CARD_PUBLISHERS = _words("发布机构 发布单位 公开机构 公开主体 发文机关")
_PUBLISHERS = _CARD_PUBLISHERS | _words("发布部门 公开单位 发文单位 制发机关 信息来源 文章来源 内容来源 稿件来源 来源")
_NAMES = _words("标题 信息名称 信息标题 文件名称 名称")
_SIZES = _words("字号 字体 字体大小 分享到 分享 责任编辑 编辑")
_LABELS = (
    _DATES
    | _PUBLISHERS
    | _NAMES
    | _SIZES
    | _words(
        "浏览次数 浏览量 点击次数 点击数 点击量 点击率 阅读次数 阅读量 阅读数 访问次数 访问量 浏览 阅读 点击 "
        "打印 作者 审核 索引号 文号 发文字号 发布文号 文件编号 信息编号 信息分类 主题分类 组配分类 体裁分类 "
        "内容分类 分类 公开方式 公开形式 公开范围 公开时限 公开类别 有效性 是否有效 有效期 时效性 关键词 关键字 "
        "主题词 服务对象 内容概述 主题导航 所属机构 所属主题 责任部门 公开责任部门 背景色 保护视力色 视力保护色 "
        "信息索引 统一登记号 登记号 语言 发布人 撰稿 供稿 来稿单位 "
    )
)
# One of these at least stands in every index card; the others might head a table of the report.
_CARD_LABELS = _CARD_DATES | _CARD_PUBLISHERS | _words("索引号 信息名称 主题分类 组配分类 发文字号 文号")
_LONGEST = max(len(label) for label in _LABELS)

_SPREAD = Regex("(?<![^\\W\\d_])[^\\W\\d_](?:[ \u3000]{1,4}[^\\W\\d_]){1,5}(?=\\s*(?:[：:]|$))")
_COLON = Regex("([^\\W\\d_]+)\\s*[：:]")
_DATE = Regex(
    r"(?:19|20)\d\d\s*(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?:\s*\d{1,2}:\d\d(?::\d\d)?)?"
)
_SENTENCE = Regex("[。；！？]")
_BUTTONS_BEHIND = Regex("[\\s【\\[（(]*(?:打印|关闭|字号|字体).*$")
_AROUND = " \t\u3000\xa0[]【】|｜（()），,;；"
_WORD = Regex("[^\\s：:，。；|｜【】\\[\\]]{2,30}")
_MAX_CHARS = 200
_MAX_VALUE = 40


def read_info_line(text: str) -> dict[str, str] | None:
    """Return what a publication line tells (maybe nothing); None if the line is none.

    A line is one if it starts with a known label and consists of labels and short values.
    """
    line = _close_up(text.strip())
    if len(line) > _MAX_CHARS or _SENTENCE.search(line):
        return None
    card = _read_spaced_card(line)
    if card is not None:
        return card
    places = _find_labels(line)
    lead = _DATE.match(line)  # "2022-01-20 10:11 来源：…" has its date in front of the labels
    if not places or line[lead.end() if lead else 0 : places[0][1]].strip(_AROUND):
        return None
    bounds = [*(start for _, start, _ in places[1:]), len(line)]
    pairs = [
        (label, _BUTTONS_BEHIND.sub("", line[end:bound]).strip(_AROUND))
        for (label, _, end), bound in zip(places, bounds, strict=True)
    ]
    if any(len(value) > _MAX_VALUE for _, value in pairs):
        return None
    if len(pairs) == 1 and not lead and not _is_telling(*pairs[0]):
        return None
    return {**_facts(pairs), **({"published": lead[0]} if lead else {})}


def find_facts(text: str) -> dict[str, str]:
    """Return publication date and publisher stated anywhere in a page's text, its pieces one a line.

    In an index card label and value stand in cells of their own: a line break parts them, no colon.
    """
    facts: dict[str, str] = {}
    for label, _, end in _find_labels(text, whole=True):
        _take(facts, label, text[end : end + 60].lstrip())
    for label, value in pairwise(text.split("\n")):
        if (name := label.strip()) in _CARD_LABELS:
            _take(facts, name, value.strip())
    return facts


def _take(facts: dict[str, str], label: str, value: str) -> None:
    if label in _DATES and "published" not in facts:
        date = _DATE.match(value)
        if date:
            facts["published"] = date[0]
    elif label in _PUBLISHERS and "publisher" not in facts:
        word = _WORD.match(value)
        if word and word[0] not in _LABELS:
            facts["publisher"] = word[0]


def _find_labels(text: str, *, whole: bool = False) -> list[tuple[str, int, int]]:
    """Return the labels in front of colons: the label, where it starts, and where its value may start.

    A value may run into the next label (来源：县水利局浏览次数：12), so the longest known
    ending counts; with ``whole``, the word in front of the colon must be the label.
    """
    found: list[tuple[str, int, int]] = []
    for match in _COLON.finditer(text):
        word = match[1]
        for length in range(min(len(word), _LONGEST), 1, -1):
            if word[-length:] in _LABELS:
                if not whole or length == len(word):
                    found.append((word[-length:], match.end(1) - length, match.end()))
                break
    return found


def _read_spaced_card(line: str) -> dict[str, str] | None:
    """Read a row of an index card that lost its cells (索引号 1/2 发文字号 生成日期 2024-01-26)."""
    if "：" in line:
        return None
    tokens = line.split()
    places = [index for index, token in enumerate(tokens) if token in _LABELS]
    if len(places) < 2 or places[0] != 0:
        return None
    bounds = [*places[1:], len(tokens)]
    return _facts([(tokens[at], " ".join(tokens[at + 1 : end])) for at, end in zip(places, bounds, strict=True)])


def _close_up(text: str) -> str:
    """Return ``text`` with labels whose characters are spread by spaces (索 引 号：) put together."""
    return _SPREAD.sub(lambda found: "".join(found[0].split()), text)


def _is_telling(label: str, value: str) -> bool:
    """A single pair counts only if its value is of the label's kind: 时间：5月15日 starts a sentence."""
    if label in _DATES:
        return _DATE.match(value) is not None or (not value and label not in ("日期", "时间"))
    if label in _PUBLISHERS:
        return len(value) <= 25
    if label in _NAMES:
        return is_title(value)
    return not value or value.isascii() or label in _SIZES


def is_info_table(table: TableDraft) -> bool:
    """Tell whether a table is the index card that disclosure platforms put above a document."""
    texts = [_label_of(cell.text) for cell in table.cells]
    labels = [text for text in texts if text in _LABELS]
    return len(labels) >= (2 if "索引号" in labels else 3) and any(label in _CARD_LABELS for label in labels)


def read_info_table(table: TableDraft) -> dict[str, str]:
    """Return what an index card tells."""
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    return _facts(
        [
            (_label_of(cell.text), following.text.strip())
            for cell, following in pairwise(cells)
            if following.row == cell.row and _label_of(cell.text) in _LABELS
        ]
    )


def _label_of(text: str) -> str:
    return _close_up(text.strip()).rstrip("：: ")


def _facts(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for label, value in pairs:
        if label in _DATES:
            date = _DATE.search(value)
            if date:
                facts.setdefault("published", date[0])
        elif label in _PUBLISHERS and value:
            facts.setdefault("publisher", value)
        elif label in _NAMES and is_title(value):
            facts.setdefault("page_title", value)
    return facts
