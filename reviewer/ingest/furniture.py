"""What surrounds a report on a page or on paper and is no part of it.

Publication lines (发布日期 … 来源 … 浏览次数 …) go to the metadata; print and share
buttons, breadcrumbs, neighbours' links, page numbers and tables of contents go.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.document.build import BlockDraft, ParagraphDraft, TableDraft
from reviewer.ingest.titles import is_title

_PUBLISHED = (
    "发布日期|发布时间|发表日期|发表时间|公开日期|公开时间|生成日期|成文日期|发文日期|更新日期|更新时间|信息时间|录入时间|"
    "上传时间|创建时间|日期|时间"
)
_PUBLISHER = (
    "发布机构|发布单位|发布部门|公开机构|公开单位|公开主体|发文机关|发文单位|制发机关|信息来源|文章来源|内容来源|"
    "稿件来源|来源"
)
_OTHER = (
    "浏览次数|浏览量|点击次数|点击数|点击量|点击率|阅读次数|阅读量|阅读数|访问次数|访问量|浏览|阅读|点击|"
    "字体大小|字号|字体|打印|分享到|分享|责任编辑|编辑|作者|审核|索引号|文号|发文字号|发布文号|文件编号|信息分类|主题分类|组配分类|"
    "体裁分类|公开方式|公开形式|公开范围|公开时限|公开类别|有效性|是否有效|有效期|时效性|关键词|关键字|主题词|信息名称|文件名称|名称|标题|"
    "服务对象|内容概述|主题导航|所属机构|责任部门|公开责任部门|分类|背景色|保护视力色|视力保护色|"
    "信息索引|统一登记号|登记号|语言|内容分类|所属主题|"
    "发布人|撰稿|供稿|来稿单位|信息编号"
)
_NAME = "标题|信息名称|文件名称|名称|信息标题"
_ALL = f"(?:{_PUBLISHED}|{_PUBLISHER}|{_OTHER})"
# 索 引 号： a label spread by spaces, its characters one by one.
_SPREAD = re.compile("(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[ \u3000]{1,4}[\u4e00-\u9fff]){1,5}(?=\\s*(?:[：:]|$))")
_BULLET = re.compile("^[•·●▪■\\-*\\s]+")
_PAIR = re.compile(
    rf"[\[【（(|｜]?\s*(?P<label>{_ALL})\s*[：:]\s*(?P<value>.*?)"
    rf"(?=[\s\]】）)|｜，,;；]*(?:{_ALL}\s*[：:]|[【\[（(]?(?:打印|关闭)|字号|字体|$))"
)
_CARD_LABEL = re.compile(f"{_ALL}")
_LABEL_START = re.compile(rf"[\[【（(|｜]?\s*(?:{_ALL})\s*[：:]")
_DATE = re.compile(
    r"(?:19|20)\d\d\s*(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)(?:\s*\d{1,2}:\d\d(?::\d\d)?)?"
)
# In an index card label and value stand in cells of their own: a line break parts them, no colon.
_CARD_DATE = "生成日期|成文日期|发文日期|发布日期|公开日期"
_CARD_PUBLISHER = "发布机构|发布单位|公开机构|公开主体|发文机关"
_PAGE_DATE = re.compile(rf"(?<![\u4e00-\u9fff])(?:(?:{_PUBLISHED})\s*[：:]|(?:{_CARD_DATE})\s*\n)\s*({_DATE.pattern})")
_PAGE_SOURCE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:(?:{_PUBLISHER})\s*[：:]|(?:{_CARD_PUBLISHER})\s*\n)\s*([^\s：:，。；|｜【】\[\]]{{2,30}})"
)
_SENTENCE = re.compile("[。；！？]")

_BUTTON = (
    r"(?:打印(?:本页|本文|页面|文本)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页|上一页|列表)?|收藏(?:本页)?|分享(?:到|至)?|"
    r"(?:特?大|中|小|默认|正常|较?大)|字[号体](?:大小)?|繁體?|简体?|语音播报|听全文|微信|微博|新浪微博|QQ空间|qq好友|"
    r"下载(?:Word|PDF|word|pdf|文件|本文|全文)?|导出|首页|正文|纠错|我要纠错|网页纠错|查看全文|图解|A[+-]?|[TA]\s*[|｜]\s*[TA])"
)
_FURNITURE = tuple(
    re.compile(pattern)
    for pattern in (
        # Possessive: a row of buttons must not be tried in every possible cut.
        rf"(?:[\s【】\[\]（）()|｜:：+\-、,，]*+(?>{_BUTTON}))++[\s【】\[\]（）()|｜:：+\-]*+",
        r"(?:您|你)?(?:的)?(?:当前|现在|所在)?(?:所在)?(?:的)?位置(?:是)?\s*[：:].{0,120}",
        r"首\s*页\s*(?:[>＞»›/\\]|-{1,2}>|&gt;).{0,120}",
        r"[【\[]?上一[篇条页]\s*[】\]]?\s*[：:]?.{0,80}",
        r"[【\[]?下一[篇条页]\s*[】\]]?\s*[：:]?.{0,80}",
        r"(?:扫一扫|扫描二维码|用手机扫).{0,40}",
        r"(?:相关链接|相关新闻|相关信息|相关文章|相关附件|相关文档|相关稿件|附件下载|文件下载|友情链接|网站地图|网站声明)\s*[：:]?",
        r"(?:版权所有|Copyright|COPYRIGHT|©).{0,120}",
        r".*(?:ICP备|公网安备|网站标识码).*",
        r"(?:主办|承办|协办|维护|技术支持)(?:单位)?\s*[：:].*",
        r"(?:相关)?附件\s*\d{0,2}\s*[：:]",
        r"(?:附件|相关附件|附件下载|下载)?\s*\d{0,2}\s*[：:.、]?\s*[^。，；]{0,80}\.(?:docx?|pdf|xlsx?|wps|et|zip|rar|ofd)",
        r"\{\{[^}]{0,60}\}\}",
        r"(?:无障碍|长者模式|适老模式|智能问答|登录|注册|个人中心)[\s|｜]*",
    )
)
_PAGE_NUMBER = re.compile(r"(?:[-—–－·•]\s*\d{1,3}\s*[-—–－·•]|第\s*\d{1,3}\s*页(?:\s*[，,/]?\s*共\s*\d{1,3}\s*页)?)")
_CONTENTS_ENTRY = re.compile(r".{2,60}?(?:[.．·•…⋯]{3,}|\t|\s{3,})\s*[-—]?\s*\d{1,3}\s*[-—]?$")
_CONTENTS_HEAD = re.compile(r"目\s*[录次]")
_MIN_CONTENTS = 3
_HEAD_BLOCKS = 15
_INFO_MAX_CHARS = 200
_TABLE_LABEL = re.compile(rf"(?:{_ALL})\s*[：:]?$")


@dataclass(frozen=True, slots=True)
class Stripped:
    """Drafts without furniture, and what the furniture told."""

    drafts: tuple[BlockDraft, ...]
    metadata: Mapping[str, str]


def strip_furniture(drafts: Sequence[BlockDraft]) -> Stripped:
    """Return ``drafts`` without page furniture; publication data goes to the metadata.

    Publication lines and tables count as such only among the first or last 15 blocks,
    where a page puts them; a table row or a sentence of the report never matches.
    """
    metadata: dict[str, str] = {}
    kept: list[BlockDraft] = []
    contents = _find_contents(drafts)
    for position, draft in enumerate(drafts):
        outer = position < _HEAD_BLOCKS or position >= len(drafts) - _HEAD_BLOCKS
        if isinstance(draft, TableDraft):
            if outer and is_info_table(draft):
                _merge(metadata, _table_facts(draft))
                continue
        elif position in contents or is_furniture(draft.text):
            continue
        elif outer:
            facts = read_info_line(draft.text)
            if facts is not None:
                _merge(metadata, facts)
                continue
        kept.append(draft)
    return Stripped(tuple(kept), metadata)


def is_page_number(text: str) -> bool:
    """Tell whether a line is nothing but a page number (a bare figure is not: it may be a cell)."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def is_furniture(text: str) -> bool:
    """Tell whether a line is a button, breadcrumb, footer, attachment link or page number."""
    line = _BULLET.sub("", text.strip()) if not is_page_number(text) else text.strip()
    if not line or len(line) > 160:
        return False
    return is_page_number(line) or any(pattern.fullmatch(line) for pattern in _FURNITURE)


def read_info_line(text: str) -> dict[str, str] | None:
    """Return what a publication line tells (maybe nothing); None if the line is none.

    A line is one if it starts with a known label and consists of labels and short values.
    """
    line = _close_up(text.strip())
    spaced = _read_spaced_card(line)
    if spaced is not None:
        return spaced
    if len(line) > _INFO_MAX_CHARS or not _LABEL_START.match(line) or _SENTENCE.search(line):
        lead = _DATE.match(line)  # "2022-01-20 10:11 来源：…" has its date in front of the labels
        rest = line[lead.end() :].strip() if lead else ""
        if lead is None or len(line) > _INFO_MAX_CHARS or (rest and not _LABEL_START.match(rest)):
            return None
        return {"published": lead[0], **(read_info_line(rest) or {})} if rest else None
    pairs = [(found["label"], found["value"].strip(" \t\u3000\xa0[]【】|｜（(")) for found in _PAIR.finditer(line)]
    if not pairs or any(len(value) > 40 for _, value in pairs):
        return None
    if len(pairs) == 1 and not _is_telling(*pairs[0]):
        return None
    return _facts(pairs)


def find_facts(text: str) -> dict[str, str]:
    """Return publication date and publisher stated anywhere in a page's text, its pieces one a line."""
    facts: dict[str, str] = {}
    published = _PAGE_DATE.search(text)
    if published:
        facts["published"] = published[1]
    for found in _PAGE_SOURCE.finditer(text):
        if not _LABEL_START.match(found[1] + "："):
            facts["publisher"] = found[1]
            break
    return facts


def _read_spaced_card(line: str) -> dict[str, str] | None:
    """Read a row of an index card that lost its cells: 索引号 1/2 发文字号 生成日期 2024-01-26."""
    if len(line) > _INFO_MAX_CHARS or "：" in line or _SENTENCE.search(line):
        return None
    tokens = line.split()
    places = [index for index, token in enumerate(tokens) if _CARD_LABEL.fullmatch(token)]
    if len(places) < 2 or places[0] != 0:
        return None
    bounds = [*places[1:], len(tokens)]
    return _facts([(tokens[at], " ".join(tokens[at + 1 : end])) for at, end in zip(places, bounds, strict=True)])


def _close_up(text: str) -> str:
    return _SPREAD.sub(lambda found: "".join(found[0].split()), text)


def _is_telling(label: str, value: str) -> bool:
    """A single pair counts only if its value is of the label's kind: 时间：5月15日 is a sentence's start."""
    if re.fullmatch(_PUBLISHED, label):
        return _DATE.match(value) is not None or (not value and label not in ("日期", "时间"))
    if re.fullmatch(_PUBLISHER, label):
        return len(value) <= 25
    if re.fullmatch(_NAME, label):
        return is_title(value)
    return not value or value.isascii() or label in ("字号", "字体", "字体大小", "分享到", "分享", "责任编辑", "编辑")


def is_info_table(table: TableDraft) -> bool:
    """Tell whether a table is the index card that disclosure platforms put above a document."""
    labels = [cell for cell in table.cells if _TABLE_LABEL.match(_close_up(cell.text.strip()))]
    if len(labels) >= 3:
        return True
    return len(labels) >= 2 and any("索引号" in _close_up(cell.text.strip()) for cell in labels)


def _table_facts(table: TableDraft) -> dict[str, str]:
    pairs: list[tuple[str, str]] = []
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    for cell, following in pairwise(cells):
        label = _close_up(cell.text.strip()).rstrip("：: ")
        if re.fullmatch(_ALL, label) and following.row == cell.row:
            pairs.append((label, following.text.strip()))
    return _facts(pairs)


def _facts(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for label, value in pairs:
        if re.fullmatch(_PUBLISHED, label):
            date = _DATE.search(value)
            if date:
                facts.setdefault("published", date[0])
        elif re.fullmatch(_PUBLISHER, label) and value:
            facts.setdefault("publisher", value)
        elif re.fullmatch(_NAME, label) and is_title(value):
            facts.setdefault("page_title", value)
    return facts


def _merge(metadata: dict[str, str], facts: Mapping[str, str]) -> None:
    for key, value in facts.items():
        metadata.setdefault(key, value)


def _find_contents(drafts: Sequence[BlockDraft]) -> frozenset[int]:
    """Return the positions of a table of contents: lines that end in leaders and a page number."""
    entries = [
        position
        for position, draft in enumerate(drafts)
        if isinstance(draft, ParagraphDraft) and _CONTENTS_ENTRY.match(draft.text)
    ]
    if len(entries) < _MIN_CONTENTS:
        return frozenset()
    first = entries[0] - 1
    head = drafts[first] if first >= 0 else None
    if isinstance(head, ParagraphDraft) and _CONTENTS_HEAD.fullmatch(head.text.strip()):
        entries.append(first)
    return frozenset(entries)
