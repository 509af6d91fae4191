"""Marks of the wrong width or shape, and marks where another belongs, each kind as one pattern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reviewer.checks.context import CheckContext
from reviewer.document.model import Paragraph
from reviewer.document.span import Span
from reviewer.regex import Regex

_HAN = "\u4e00-\u9fff"
_CONNECTIVES = "其中(?!的|一|之|有|也|还|小)|但是|因此|所以|同时(?!间|期|也)|此外|另外|例如|然而|并且|而且"
_MEASURES = "户|人次|人|次|件|条|份|篇|期|个|场|家|项|名|处|套|台|册"


@dataclass(frozen=True, slots=True)
class MarkKind:
    """One kind of wrong mark.

    Args:
        pattern: Group ``mark`` is what is shown, the whole match if there is no such group.
        message: Chinese, for one place.
        what: Chinese name of the kind, for many places at once.
        advice: What to do.
        right: What should stand in place of the mark; None if it must be looked at.
        in_headings: Whether headings are looked at instead of sentences.
        in_paragraphs: Whether paragraphs are, because sentences end at semicolons.
    """

    pattern: Regex
    message: str
    what: str
    advice: str
    right: str | None = None
    in_headings: bool = False
    in_paragraphs: bool = False


MARKS = (
    MarkKind(
        Regex(rf"（[^（）()\n]{{0,80}}[{_HAN}][^（）()\n]{{0,80}}(?P<mark>\))|(?P<other>\()[^（）()\n]{{0,80}}[{_HAN}][^（）()\n]{{0,80}}）"),
        "括号一半全角、一半半角。",
        "全角、半角混用的括号",
        "请统一改为全角括号。",
    ),
    MarkKind(
        Regex(rf"(?P<mark>\"[^\"\n]{{0,40}}[{_HAN}][^\"\n]{{0,40}}\")"),
        "中文里用了英文引号。",
        "英文引号",
        "请改为中文引号“”。",
    ),
    MarkKind(
        Regex(r"(?P<mark>《[^《》\n]{0,60}《[^《》\n]{1,60}》[^《》\n]{0,40}》)"),
        "书名号里面再用书名号，里面的应为单书名号“〈〉”。",
        "书名号套用书名号",
        "请把里面的书名号改为“〈〉”。",
    ),
    MarkKind(
        Regex(rf"(?<!关于印发)(?<!发布)(?<!实施)(?P<mark><[{_HAN}]{{2,40}}>)(?![^《》\n]{{0,20}}》)"),
        "书名号写成了“<>”。",
        "写成“<>”的书名号",
        "请改为“《》”。",
    ),
    MarkKind(
        Regex(rf"(?<=[{_HAN}\d”）])(?P<mark>-{{2,}})(?=[{_HAN}“（\d])"),
        "破折号写成了短横。",
        "写成短横的破折号",
        "请改为破折号“——”。",
        "——",
    ),
    MarkKind(Regex(r"(?P<mark>｡)"), "句号写成了半角的“｡”。", "半角句号", "请改为“。”。", "。"),
    MarkKind(
        Regex(rf"(?<=[{_HAN}”）])(?P<mark>．)(?=\s*$|[{_HAN}])(?<![一二三四五六七八九十]．)"),
        "句号写成了“．”。",
        "写成“．”的句号",
        "请改为“。”。",
        "。",
    ),
    MarkKind(
        Regex(rf"(?<=[{_HAN}\d])(?P<mark>、)(?=(?:{_CONNECTIVES})[{_HAN}\d])"),
        "分句之间不用顿号。",
        "分句之间的顿号",
        "请改为逗号。",
        "，",
    ),
    MarkKind(
        Regex(
            rf"\d[万亿]?(?:{_MEASURES})(?P<mark>、)(?=[{_HAN}]{{2,12}}(?:由(?!来)|均(?!衡)|全部|已经?|将|能够|可以)[{_HAN}]{{2,}}[，。；])"
            rf"|(?<=[{_HAN}\d])(?P<other>、)(?=(?:全年[共未累]|下一步[，我将]|截至|与此同时))"
        ),
        "前面的分句已经说完，不用顿号。",
        "分句之后的顿号",
        "请改为逗号或句号。",
    ),
    MarkKind(
        Regex(r"；[二三四五]是[^；。\n]*(?P<mark>，)(?=[三四五六]是[^的否])"),
        "并列的几项前面用了分号，这里却用逗号。",
        "该用分号的逗号",
        "请改为分号。",
        "；",
        in_paragraphs=True,
    ),
    MarkKind(
        Regex(r"一是[^；。\n]*(?P<mark>，)(?=二是[^；。\n]*；三是)"),
        "并列的几项后面用了分号，这里却用逗号。",
        "该用分号的逗号",
        "请改为分号。",
        "；",
        in_paragraphs=True,
    ),
    MarkKind(
        Regex(r"(?P<mark>[，、；：])(?=（(?!\d{1,2}）|[一二三四五六七八九十]{1,3}）))"),
        "括号是对前面词语的说明，前面不用标点。",
        "括号前面的标点",
        "请删去这个标点。",
        "",
        in_paragraphs=True,
    ),
    MarkKind(
        Regex(r"(?:》(?P<mark>，)(?=《[^《》\n]{2,40}》(?:，《|等|和《|及《))|第[\d一二三四五六七八九十百]+条(?P<other>，)(?=第[\d一二三四五六七八九十百]+条(?:的|规定|和|及|、)))"),
        "并列的名称或条款之间不用逗号。",
        "该用顿号的逗号",
        "请改为顿号。",
        "、",
        in_paragraphs=True,
    ),
    MarkKind(
        Regex(r"(?:受理|收到|发布|公开|办理|办结|答复|举办|召开)[^\W\d_]{2,10}(?P<mark>，)(?=\d+[件条次份篇期场个][，。；])"),
        "数量前面多了逗号。",
        "数量前面的逗号",
        "请删去这个逗号。",
        "",
    ),
    MarkKind(
        Regex(r"(?<![，、\d])\d{1,3}(?P<mark>，)(?=\d{3}[余多]?(?:万|[条件份元人次户篇名个])(?!.{0,3}，\d))"),
        "数字里用了逗号。",
        "数字里的逗号",
        "请删去这个逗号，或改为半角。",
        "",
    ),
    MarkKind(
        Regex(r"(?:主要有|具体有|做法有|问题有|措施有|主要是|具体是|包括)(?P<mark>。)(?=\s*(?:一是|1\.|（一）))"),
        "下文是列举的各项，这里应当用冒号。",
        "列举前面的句号",
        "请改为冒号。",
        "：",
        in_paragraphs=True,
    ),
    MarkKind(
        Regex(rf"(?:包括|涵盖|设有|分为)[{_HAN}]{{2,6}}(?P<mark>，)[{_HAN}]{{2,6}}，[{_HAN}]{{2,6}}(?:等[，。{_HAN}]|[三四五]个?[类项栏大部方种])"),
        "并列的词之间应当用顿号。",
        "该用顿号的逗号",
        "请改为顿号。",
        "、",
    ),
    MarkKind(
        Regex(r"(?:^|(?<=[。；\n]))\s*(?:第[一二三四五]|首先|其次|最后)(?P<mark>、)(?!第?[二三四五六]|其次|最后|然后|再)"),
        "“第一”“首先”之后用逗号，不用顿号。",
        "“第一”之后的顿号",
        "请改为逗号。",
        "，",
    ),
    MarkKind(
        Regex(rf"(?P<mark>‘[^‘’“”\n]{{0,30}}[{_HAN}][^‘’“”\n]{{0,30}}’)"),
        "引号应当先用双引号，里面再用单引号。",
        "单独使用的单引号",
        "请改为双引号“”。",
    ),
    MarkKind(
        Regex(r"^\s*[一二三四五六七八九十]{1,2}(?P<mark>[，,])(?=[^\W\d_])"),
        "标题的序号后面应当用顿号。",
        "标题序号后的逗号",
        "请改为顿号。",
        "、",
        in_headings=True,
    ),
    MarkKind(
        Regex(r"^\s*[（(][一二三四五六七八九十]{1,2}[）)](?P<mark>[、，,])"),
        "带括号的序号后面不用标点。",
        "带括号的序号后的标点",
        "请删去这个标点。",
        "",
        in_headings=True,
    ),
    MarkKind(
        Regex(r"^\s*[一二三四五六七]、[\u4e00-\u9fff、]{2,24}(?P<mark>[。，；])$"),
        "标题末尾不用标点。",
        "标题末尾的标点",
        "请删去这个标点。",
        "",
        in_headings=True,
    ),
)  # fmt: skip


def find_marks(ctx: CheckContext, kind: MarkKind) -> list[Span]:
    """Return where marks of a kind stand in running text, or in headings."""
    text = ctx.document.text
    if kind.in_headings or kind.in_paragraphs:
        spans = [part.span for part in ctx.document.paragraphs if part.is_heading == kind.in_headings]
    else:
        spans = [sentence.span for sentence in ctx.sentences]
    found: list[Span] = []
    for span in spans:
        words = text[span.start : span.end]
        for match in kind.pattern.finditer(words):
            place = match.span("mark") if match["mark"] is not None else match.span("other")
            if kind.what == "单独使用的单引号" and words.count("“", 0, place[0]) > words.count("”", 0, place[0]):
                continue
            found.append(Span(span.start + place[0], span.start + place[1]))
    return found


def find_open_items(ctx: CheckContext) -> Iterator[Span]:
    """Yield the semicolon that ends a paragraph after which a heading or a table comes: no further item follows."""
    blocks = ctx.document.blocks
    for block, following in pairwise(blocks):
        if not isinstance(block, Paragraph) or block.is_heading:
            continue
        text = ctx.document.quote(block.span).rstrip()
        ends = not isinstance(following, Paragraph) or following.is_heading
        if ends and text.endswith(("；", ";")) and "。" in text:
            yield Span(block.span.start + len(text) - 1, block.span.start + len(text))
