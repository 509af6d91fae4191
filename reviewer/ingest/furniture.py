"""What surrounds a report on a page or on paper and is no part of it.

Publication lines (发布日期 … 来源 … 浏览次数 …) go to the metadata; print and share
buttons, breadcrumbs, neighbours' links, page numbers and tables of contents go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.document.build import BlockDraft, ParagraphDraft, TableDraft
from reviewer.ingest.info_lines import is_info_table, read_info_line, read_info_table
from reviewer.regex import Regex

_BULLET = Regex("^[•·●▪■\\-*\\s]+")
_BUTTON = (
    r"(?:打印(?:本页|本文|页面|文本)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页|上一页|列表)?|收藏(?:本页)?|分享(?:到|至)?|"
    r"(?:特?大|中|小|默认|正常|较?大)|字[号体](?:大小)?|繁體?|简体?|语音播报|听全文|微信|微博|新浪微博|QQ空间|qq好友|"
    r"下载(?:Word|PDF|word|pdf|文件|本文|全文)?|导出|首页|正文|纠错|我要纠错|网页纠错|查看全文|图解|A[+-]?|[TA]\s*[|｜]\s*[TA])"
)
_FURNITURE = tuple(
    Regex(pattern)
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
_PAGE_NUMBER = Regex(r"(?:[-—–－·•]\s*\d{1,3}\s*[-—–－·•]|第\s*\d{1,3}\s*页(?:\s*[，,/]?\s*共\s*\d{1,3}\s*页)?)")
_CONTENTS_ENTRY = Regex(r".{2,60}?(?:[.．·•…⋯]{3,}|\t|\s{3,})\s*[-—]?\s*\d{1,3}\s*[-—]?$")
_CONTENTS_HEAD = Regex(r"目\s*[录次]")
_MIN_CONTENTS = 3
_HEAD_BLOCKS = 15


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
                _merge(metadata, read_info_table(draft))
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
