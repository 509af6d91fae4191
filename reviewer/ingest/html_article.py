"""Where the article stands in a page: hidden parts and furniture dropped, the container found."""

from __future__ import annotations

import re

from lxml import html

from reviewer.ingest.characters import count_han
from reviewer.regex import Regex

_DROPPED_TAGS = (
    "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "applet", "audio", "video",
    "canvas", "svg", "map", "select", "button", "textarea", "link", "meta", "nav", "footer", "datalist", "dialog",
)  # fmt: skip
_HIDDEN_STYLE = Regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FURNITURE_NAME = Regex(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|crumbs?|breadcrumbs?|bread|position|location|dqwz|weizhi|mbx|"
    r"curpos|curmb|footer|foot|copyright|share|bshare|bdsharebuttonbox|jiathis|bdshare|social|print|dayin|"
    r"fontsize|font-size|zihao|zitidaxiao|toolbar|tools?|tool-?box|ewm|erweima|qrcode|qr|related|xgxw|xgwz|xgyd|xgwj|"
    r"prevnext|pagination|pager|pages?-?nav|sidebar|aside|search|searchbox|login|friendlink|yqlj|links?|topbar|"
    r"toplink|site-?nav|header|banner|logo|ads|advert|backtop|gotop|hidden|d-none|sr-only|wza)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Names that the content systems of government sites give to the element around an article's text.
_CONTAINER_NAME = Regex(
    r"(?:^|\s)(?:TRS_(?:Editor|UEDITOR|PreAppend|External)|trs_\w*|ivs_content|art-con|detail-news|zoom|zoomcon|UCAP-CONTENT|ucapcontent|"
    r"v_news_content|vsb_content\w*|wp_articlecontent|pages_content|article-content|article_content|articlecontent|"
    r"articleCon|article-con|article_con|article-body|articlebody|news_content|news-content|newscontent|NewsContent|"
    r"news_text|newstext|infocontent|info_content|info-content|info-cont|infodetail|conTxt|con_txt|contentText|"
    r"content-text|content_text|detail-content|detail_content|content-detail|content_detail|detailcontent|xxgk_content|"
    r"xxgk-content|xxgkcontent|gkml_content|gk_content|zw-content|zwcontent|bt-content|bt_content|j-fontContent|"
    r"artibody|artcontent|art_content|art_con|artcon|easysite-news-text|ewb-article-info|ewb-info-content|"
    r"rich_media_content|rich-text|richtext|ueditor|view-content|xl-content|xl_content|xlcontent|textcontent|"
    r"text_content|maintext|main-text|main_text|mainContent|main-content|bodytext|wznr|wzcontent|nrcontent|nr_content|"
    r"Zoom|fontzoom|font_zoom|fontSizeContent|ContentRegion|printContent|print-content|docContent|doc-content|articleText)"
    r"(?:$|\s)"
)
_SENTENCE_MARKS = Regex("[，。；、]")
# Words that some element of the article must hold if the page holds them at all.
_ANCHORS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请",
    "存在的主要问题",
    "其他需要报告的事项",
)
_ENOUGH_OF_TEXT = 0.6
_NEARLY_ALL = 0.95
_MAX_FURNITURE_SHARE = 0.3
_MAX_HIDDEN_SHARE = 0.5
_LINK_SHARE = 0.7
_MIN_LINKS = 4


def drop_unseen(root: html.HtmlElement) -> None:
    """Take out of the page what a reader never sees: scripts, styles, hidden elements, form controls.

    An element that hides most of the page's text is a page that its script would show; it stays.
    """
    body = root.body
    if body is None:
        return
    for element in list(body.iter(*_DROPPED_TAGS, "input")):
        element.drop_tree()
    hidden = [
        element
        for element in body.iter()
        if element is not body
        and (element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style") or "") is not None)
    ]
    if hidden:
        total = count_han(body.text_content())
        for element in hidden:
            if count_han(element.text_content()) <= total * _MAX_HIDDEN_SHARE:
                element.drop_tree()


def find_article(root: html.HtmlElement) -> html.HtmlElement:
    """Return the smallest element that holds the article; the body if nothing stands out.

    A container known from content systems wins if it holds most of the page's
    sentences; else the deepest element that holds nearly all of them. Furniture is
    dropped on the way, but never an element that holds a good part of the text.
    """
    body = root.body if root.body is not None else root
    _drop_furniture(body)
    weights = _weigh(body)
    total = weights.get(body, 0)
    if not total:
        return body
    named = [
        element
        for element, weight in weights.items()
        if weight >= total * _ENOUGH_OF_TEXT
        and _CONTAINER_NAME.search(f"{element.get('id') or ''} {element.get('class') or ''}")
    ]
    if named:
        most = max(weights[element] for element in named)
        # Later in document order means deeper where the weights are about equal.
        article = [element for element in named if weights[element] >= most * _NEARLY_ALL][-1]
    else:
        article = _deepest(body, weights, total)
    return _with_anchors(article, body)


def _with_anchors(article: html.HtmlElement, body: html.HtmlElement) -> html.HtmlElement:
    """Climb until the article holds every section of the form that the page holds."""
    page = body.text_content()
    anchors = [anchor for anchor in _ANCHORS if anchor in page]
    while article is not body:
        text = article.text_content()
        parent = article.getparent()
        if parent is None or all(anchor in text for anchor in anchors):
            break
        article = parent
    return article


def _weigh(body: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """Return for each element how many sentence marks stand in its text outside of links. O(page)."""
    own: dict[html.HtmlElement, int] = {}
    for element in body.iter():
        weight = 0
        if element.text and element.tag != "a":
            weight += len(_SENTENCE_MARKS.findall(element.text))
        own[element] = weight
    for element in list(own)[1:]:
        if element.tail:
            parent = element.getparent()
            if parent is not None:
                own[parent] += len(_SENTENCE_MARKS.findall(element.tail))
    for element in reversed(list(own)):
        parent = element.getparent()
        if parent is not None and element is not body and parent in own:
            own[parent] += own[element]
    return own


def _deepest(body: html.HtmlElement, weights: dict[html.HtmlElement, int], total: int) -> html.HtmlElement:
    element = body
    while True:
        child = next((child for child in element if weights.get(child, 0) >= total * _NEARLY_ALL), None)
        if child is None or child.tag in ("p", "span", "font", "tr", "tbody", "thead", "b", "strong", "ul", "ol"):
            return element
        if child.tag == "table" and not _is_layout_path(child, weights, total):
            return element
        element = child if child.tag != "table" else _widest_cell(child, weights)


def _is_layout_path(table: html.HtmlElement, weights: dict[html.HtmlElement, int], total: int) -> bool:
    return any(weights.get(cell, 0) >= total * _NEARLY_ALL for cell in table.iter("td"))


def _widest_cell(table: html.HtmlElement, weights: dict[html.HtmlElement, int]) -> html.HtmlElement:
    cells = list(table.iter("td"))
    top = max(weights.get(cell, 0) for cell in cells)
    return next(cell for cell in cells if weights.get(cell, 0) == top)


def _drop_furniture(body: html.HtmlElement) -> None:
    total = count_han(body.text_content())
    for element in list(body.iter()):
        if element is body or element.getparent() is None or not isinstance(element.tag, str):
            continue
        name = f"{element.get('id') or ''} {element.get('class') or ''}".strip()
        named = bool(name) and _FURNITURE_NAME.search(name) is not None and not _CONTAINER_NAME.search(name)
        if not named and not (element.tag in ("ul", "div", "dl", "table") and _is_link_list(element)):
            continue
        if count_han(element.text_content()) <= total * _MAX_FURNITURE_SHARE and not _holds_report(element):
            element.drop_tree()


def _holds_report(element: html.HtmlElement) -> bool:
    """A heading or a table of the form may stand in an element with any name."""
    if element.tag in ("h1", "h2", "h3") or element.find(".//h1") is not None:
        return True
    text = element.text_content()
    return "第二十条第" in text or "本年新收" in text or "其他需要报告" in text


def _is_link_list(element: html.HtmlElement) -> bool:
    links = element.findall(".//a")
    if len(links) < _MIN_LINKS:
        return False
    linked = sum(count_han(link.text_content()) for link in links)
    return linked >= _LINK_SHARE * max(1, count_han(element.text_content()))
