"""The problems and the measures of section five, as units that can be matched one to one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reviewer.checks.context import CheckContext
from reviewer.document.model import Paragraph, Table
from reviewer.document.span import Span

Role = Literal["problem", "measure"]

_HAN = "一二三四五六七八九十"
_MARK = re.compile(
    rf"(?:(?<=[。；;：:，,、！？\s）)])|^)\s*(?:"
    rf"(?:第)?(?P<han>[{_HAN}])[是要则为](?=[^{_HAN}])|其(?P<qi>[{_HAN}])[是，,、：:]?|[（(](?P<paren>[{_HAN}]|\d{{1,2}})[)）]|"
    rf"(?P<circled>[①-⑩])|(?P<digit>\d{{1,2}})(?:[、．]|\.)(?:(?=20\d\d年)|(?!\d))|(?P<comma>[{_HAN}])、|第(?P<di>[{_HAN}])[，,、：:点]|"
    rf"(?:问题|不足|困难)(?:之)?(?P<wen>[{_HAN}])[，,、：:]|(?P<word>一方面|另一方面|再一方面|首先|其次|再次|再者|一个是|另一个是)[，,是]?)\s*"
)
_END = re.compile(r"[。！？!?；;]+[”’」』）)》\"]*|\n+")
_PROBLEM_HEAD = re.compile(
    r"^[^，。；]{0,6}?(?:主要|突出|存在|工作)?的?(?:主要|突出)?(?:问题|不足|短板|困难|差距|薄弱环节)(?:和(?:不足|困难|差距))?(?:是|有|如下|为|在于|表现为)?$"
)
_MEASURE_HEAD = re.compile(
    r"^[^，。；]{0,6}?(?:改进|整改|解决|下一?步|今后|对策|举措|措施)(?:的|工作|措施|情况|举措|打算|办法|方向|安排|计划|思路|对策|重点)*(?:是|如下|为)?$"
)
_PROBLEM_LABEL = re.compile(r"^[^。；：:]{0,60}?(?:问题|不足|短板|差距|困难|薄弱环节)[^。；，：:]{0,8}?[：:]")
_MEASURE_LABEL = re.compile(
    r"^[^。；：:]{0,30}?(?:改进|整改|措施|办法|对策|举措|下一步|下步|方向|打算|做法|(?:做好|推进)[^。；，：:]{0,8})[^。；，：:]{0,10}?[：:]"
)
_OPENING_PART = re.compile(
    r"[^。；：:]{0,60}?(?:问题|不足|短板|差距|困难|薄弱环节|改进|整改|措施|办法|对策|举措|打算|期限|做好|推进|方向|下一?步)"
    r"[^。；，：:]{0,10}[：:]"
)
_REFERS = re.compile(
    r"^(?:(?:针对|对应|围绕|解决|就)(?:上述|以上|存在的|反映的|前述)?[“《]?(?P<what>[^，,。；：:]{1,28}?)[”》]?"
    r"(?:的?(?:问题|不足|短板|情况|疑问|现象|一项|一条|方面))?[，,：:]"
    r"|对于?(?:[“](?P<quoted>[^”，。]{1,20})[”](?:的?问题)?|(?P<named>[^，,。；：:]{1,24}?)的?(?:问题|不足|短板|一项|一条))[，,：:])"
)
_REFERS_BY_NUMBER = re.compile(
    rf"^(?:针对|对应|对于?)(?:上述|以上)?第?(?P<n>[{_HAN}]|\d)(?:个|项|条|点)?(?:问题|不足|项|条|点|方面)?[，,：:]"
)
_PROBLEM_CUES = re.compile(
    r"不足|不够|不及时|不强|不高|不全|不规范|不统一|不一致|不平衡|不均|不深|不完善|不完整|不到位|不稳|不清|不畅|不细|不准|不实|"
    r"不丰富|不充分|不熟|不多|不大|不了解|不知|不明|不便|不好|不紧|不严|不顺|不牢|不广|不快|不勤|不能|看不|听不|找不|"
    r"有待|仍需|还需|需要?进一步|亟待|偏[少低慢弱晚长多重简热高文窄]|较[少低慢弱窄长]|过于|过[少长慢简]|薄弱|欠缺|缺乏|缺少|滞后|单一|短板|弱项|差距|"
    r"问题|困难|尚未|未能|没有|未及时|参差|疏漏|遗漏|脱节|重复|投诉|被纠正|差异|陈旧|模糊|笼统|难以|存在|误[以解]|"
    r"常常|总是|老是|以为|往往|不[同会敢愿来认懂灵]|只[问看]|到底|很少|只[有公列写]|仅[为占有]|没人|反映|抱怨|发现|打不开|堆|晚[了]|迟|慢[了]|漏"
)
_MEASURE_CUES = re.compile(
    r"下一?步|今后|明年|来年|为此|对此|将(?!近)|拟|计划|准备|力争|争取|加强|强化|完善|健全|建立|推进|推动|加大|提升|优化|开展|组织|"
    r"制定|编制|编印|实行|落实|督促|纳入|拓宽|丰富|改为|增设|设立|开设|安排|会同|联合|配备|每(?:月|季|周|半年|年|件|份|篇|个)|"
    r"要求|不少于|不超过|商请|季度|月底|年底|\d月前|\d日前|前完成|责任人|期限|由.{2,8}(?:统一|负责|牵头|上传|更换|每|把|按)|起[，,]|统一|须|应当|一律|必须|不得|针对|对应"
)
_IMPERATIVE = re.compile(
    r"^(?:要|将|拟)?(?:(?:进一步|持续|继续|不断|切实|着力|大力|全面|扎实|深入|严格|积极|及时|认真|努力)(?:地)?)*"
    r"(?:加强|强化|完善|健全|建立|推进|推动|加大|提升|提高|优化|开展|组织|制定|编制|实行|落实|督促|拓宽|拓展|丰富|增设|设立|开设|配备|"
    r"规范|创新|加快|抓好|做好|深化|压实|明确|严把|细化|整合|修订|补齐|举办)"
)
_DONE = re.compile(
    r"(?:\d[.．、])?(?:对照|关于|针对)?(?:上[一]?年|去年|20\d\d年)(?:度)?的?(?:报告|年报)?中?(?:所列|所提|提出|指出|反映|存在)|上年[^，。]{0,20}(?:问题|不足)"
)
_LEAD_ENDS = "：:，,"
_MIN_LINE = 40
_MIN_CHARS = 6
_SHORT = 24
_SURE = 2.0
_STEADY = -0.4
_CLEAR = 0.8


@dataclass(frozen=True, slots=True)
class Unit:
    """One problem or one measure.

    Args:
        role: Which of the two.
        span: Its words with its number, without the end mark.
        text: Its words without number and label.
        number: Its number in the list; None in running text.
        listing: Which list it stands in; units of running text share one of their own.
        refers: The words by which a measure names its problem (针对…); empty if it names none.
        refers_number: The number by which it names it (针对第一项); 0 if by none.
        place: The item that holds it: a problem and its measure in one item share it.
    """

    role: Role
    span: Span
    text: str
    number: int | None
    listing: int
    refers: str = ""
    refers_number: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is judged as a whole: a sentence, or an item's part of one."""

    span: Span
    text: str
    number: int | None
    style: str
    paragraph: int
    score: float
    forced: Role | None
    is_lead: bool
    opens_plan: bool


def read_units(ctx: CheckContext, span: Span) -> tuple[Unit, ...]:
    """Return the problems and measures that stand in ``span``, in order."""
    return tuple(_join(ctx, list(_pieces(ctx, span))))


def _pieces(ctx: CheckContext, span: Span) -> Iterator[Piece]:
    """Cut the part into pieces and weigh each: above 0 it reads as a measure, below as a problem."""
    forced: Role | None = None
    for index, block in enumerate(ctx.document.blocks):
        if isinstance(block, Table) or not span.contains(block.span) or block.span.start == span.start:
            continue
        text = ctx.document.quote(block.span).strip()
        if not text or _is_furniture(text, is_heading=block.is_heading):
            continue
        local: Role | None = None
        for piece in _cut(ctx, block, index):
            role = _named_role(piece.text)
            stands_alone = piece.number is not None or piece.span.end == block.span.end or not piece.is_lead
            if role is not None and stands_alone:
                forced, local = role, None
                continue
            label = "measure" if piece.opens_plan and piece.is_lead else _label(piece.text)
            if label is not None:
                local = label
            elif piece.number is not None:
                local = None
            named = local or forced
            if named == "problem" and label is None and _is_plan(piece):
                named = local = None
                forced = None if piece.number is None else forced
            yield replace(piece, forced=named)


def _is_furniture(text: str, *, is_heading: bool) -> bool:
    """Tell whether a line is a signature, a date or the name of an annex."""
    return not is_heading and (text[0] == "附" or (len(text) < _MIN_LINE and text[-1] not in "。；;：:！？"))


def _named_role(text: str) -> Role | None:
    """Return the role that a heading gives to what follows: （一）存在的主要问题."""
    words = "".join(text.split()).rstrip("。：:；;，,")
    if _MEASURE_HEAD.match(words) and not re.search(r"存在|主要问题|不足", words):
        return "measure"
    return "problem" if _PROBLEM_HEAD.match(words) else None


def _is_plan(piece: Piece) -> bool:
    """Tell whether a piece turns to what will be done, whatever the heading above it says."""
    return piece.number is None and (piece.opens_plan or piece.score >= _SURE)


def _label(text: str) -> Role | None:
    if _MEASURE_LABEL.match(text):
        return "measure"
    return "problem" if _PROBLEM_LABEL.match(text) else None


def _cut(ctx: CheckContext, block: Paragraph, index: int) -> Iterator[Piece]:
    text = ctx.document.text
    starts = [block.span.start]
    for mark in _MARK.finditer(text, block.span.start, block.span.end):
        first = mark.start() + len(mark[0]) - len(mark[0].lstrip())
        if first > starts[-1]:
            starts.append(first)
    number: int | None = None
    for start, stop in zip(starts, [*starts[1:], block.span.end], strict=True):
        mark_here = _MARK.match(text, start, stop)
        position = mark_here.end() if mark_here else start
        style = ""
        if mark_here:
            number, style = _value(mark_here, number)
        opening = None if mark_here else _OPENING_PART.match(text, position, stop)
        ends = [match.end() for match in _END.finditer(text, position, stop)]
        for end in (*([opening.end()] if opening else []), *ends, stop):
            words = text[position:end].strip() if end > position else ""
            if any(char.isalnum() for char in words):
                first = start if mark_here and style else position
                piece_span = Span(first, end).trimmed(text)
                assert piece_span is not None
                is_last = stop == block.span.end and end == stop
                yield _weigh(ctx, piece_span, words, number if style else None, style, index, ends_text=is_last)
                style = ""
            position = max(position, end)


def _value(mark: re.Match[str], before: int | None) -> tuple[int, str]:
    for style in ("han", "qi", "comma", "di", "wen", "paren", "circled", "digit"):
        written = mark[style]
        if written is None:
            continue
        if style == "circled":
            return ord(written) - ord("①") + 1, style
        return (int(written) if written.isdigit() else _HAN.index(written) + 1), style
    is_first = mark["word"] in ("一方面", "首先", "一个是")
    return (1 if is_first else (before or 1) + 1), "word"


def _weigh(ctx: CheckContext, span: Span, words: str, number: int | None, style: str, paragraph: int, *, ends_text: bool) -> Piece:
    problems, measures = len(_PROBLEM_CUES.findall(words)), len(_MEASURE_CUES.findall(words))
    score = 0.8 * (min(measures, 3) - min(problems, 3))
    sentence = ctx.sentence_at(span.start)
    if sentence is not None:
        position = ctx.sentences.index(sentence)
        score += 3 * (ctx.topics.of(position, "improvements") - ctx.topics.of(position, "problems"))
    if _IMPERATIVE.match(words):
        score += 1.5
    opens_plan = _opens_plan(words, ctx.identity.year)
    if opens_plan:
        score += 1.0
    is_lead = words[-1] in _LEAD_ENDS and not ends_text
    return Piece(span, words, number, style, paragraph, score, None, is_lead, opens_plan)


def _opens_plan(words: str, report_year: int | None) -> bool:
    """Tell whether a piece opens with next year or with what will be done."""
    year = _YEAR.match(words)
    if year is not None and report_year is not None and int(year[1]) <= report_year:
        return False
    return _LEAVES.match(words) is not None


def _join(ctx: CheckContext, pieces: Sequence[Piece]) -> Iterator[Unit]:
    """Join the pieces of one item, and give each list one role."""
    place = 0
    before: Role | None = None
    lead: Role | None = None
    groups = [part for group in _lists(pieces) for part in _split_tail(group)]
    for listing, group in enumerate(groups):
        if listing and group[0].number is not None and before == "problem" and lead is None:
            lead = _turned(group)
        role = _role_of(group, lead) if group[0].number is not None else None
        lead = None
        current: list[Piece] = []
        current_role: Role | None = None
        for piece in group:
            own = _piece_role(piece, role, before)
            if piece.number is not None or role is None:
                place += 1
            if current and (piece.number is not None or role is None or own != current_role):
                yield from _unit(ctx, current, current_role, listing, place - (piece.number is not None or role is None))
                current = []
            if own is None:
                lead = _lead_role(piece) if piece.is_lead else None
                continue
            if not current:
                current_role = own
            current.append(piece)
            before = own
        yield from _unit(ctx, current, current_role, listing, place)


def _lead_role(piece: Piece) -> Role | None:
    """Return what an opening announces: 2022年将采取以下措施：."""
    if piece.forced:
        return piece.forced
    if piece.score >= _CLEAR or piece.opens_plan:
        return "measure"
    return "problem" if piece.score <= -_CLEAR else None


def _turned(group: Sequence[Piece]) -> Role | None:
    """Tell that a list behind the problems is one of measures: most of its items name nothing that is wrong."""
    heads = [piece for piece in group if piece.number is not None]
    sound = sum(_DEFICIT.search(piece.text) is None for piece in heads)
    return "measure" if 2 * sound > len(heads) else None


def _lists(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces list by list; running text before, between and after lists is a list of its own."""
    group: list[Piece] = []
    last: Piece | None = None
    for piece in pieces:
        if not group:
            joins = True
        elif piece.number is None:
            # what follows an item in its paragraph belongs to it, and the paragraph under an item that is a heading
            belongs = last is None or piece.paragraph == group[-1].paragraph or len(group[-1].text) <= _SHORT
            joins = belongs and not (last is not None and (piece.is_lead or piece.opens_plan))
            if last is not None and piece.forced is not None and piece.forced == last.forced and belongs:
                joins = True
        else:
            joins = last is not None and last.style == piece.style and piece.number > (last.number or 0)
            joins = joins and last is not None and (piece.forced == last.forced or None in (piece.forced, last.forced))
        if not joins:
            yield group
            group, last = [], None
        group.append(piece)
        if piece.number is not None:
            last = piece
    if group:
        yield group


def _split_tail(group: list[Piece]) -> Iterator[list[Piece]]:
    """Cut off the running text behind a list when it turns to measures and the items before it do not."""
    numbered = [position for position, piece in enumerate(group) if piece.number is not None]
    if not numbered:
        yield group
        return
    tail = next(
        (
            position
            for position in range(numbered[-1] + 1, len(group))
            if _turns(group[position]) or (group[position].is_lead and group[position].score >= 0)
        ),
        None,
    )
    inner = [piece for position, piece in enumerate(group[: numbered[-1]]) if position not in numbered]
    reads_as_measures = sum(group[position].score for position in numbered) > 0
    is_paired = any(_turns(piece) for piece in inner)
    if tail is None or is_paired or reads_as_measures or len(numbered) == 1:
        yield group
        return
    yield group[:tail]
    yield group[tail:]


def _turns(piece: Piece) -> bool:
    return piece.forced == "measure" or piece.score >= 1.2 or piece.opens_plan


_DEFICIT = re.compile(
    r"不足|不够|不及时|不强|不高|不全|不规范|不统一|不平衡|不到位|有待|仍需|还需|亟待|薄弱|欠缺|缺乏|缺少|滞后|单一|短板|差距|问题|困难|"
    r"尚未|未能|没有|较少|偏少|较慢|不深|不细|需要?(?:进一步|加强|提高|完善)|不完善|不完整|不够|少|慢|难|弱|差|低|晚|乱"
)


def is_measure_in_disguise(unit: Unit) -> bool:
    """Tell whether an item of a list of problems is a measure: 二是加强培训."""
    text = unit.text.strip()
    return (
        unit.role == "problem"
        and unit.number is not None
        and _IMPERATIVE.match(re.sub(r"^(?:应当?|应该|要|须|必须|将|拟|我[局县市区镇乡委厅办]将?)", "", text)) is not None
        and _DEFICIT.search(text) is None
    )


def find_disguised(units: Sequence[Unit]) -> list[Unit]:
    """Return the measures in disguise; a list that opens with one, or holds mostly such, is a list of measures."""
    found: list[Unit] = []
    for unit in units:
        if not is_measure_in_disguise(unit):
            continue
        fellows = [one for one in units if one.listing == unit.listing and one.role == "problem"]
        count = sum(map(is_measure_in_disguise, fellows))
        if len(fellows) >= 2 and 2 * count <= len(fellows):
            found.append(unit)
    return found


_YEAR = re.compile(r"(?:自|从|到|在)?(20\d\d)年")
_LEAVES = re.compile(
    r"^(?:下一?步|今后|(?:自|从)?(?:20\d\d|明|来)年(?:起|春|底|度|第|[一二三四]季|上半年|\d|，|,|[^，。]{0,12}(?:将|拟|计划|准备|要))"
    r"|(?:自|从)\d{1,2}月|\d{1,2}月底?前|要求|商请|拟|计划|针对|对应|对(?:于)?第?[一二三四五六七八九\d]|为此|对此|打算|上[一]?年)"
)


def _role_of(group: Sequence[Piece], lead: Role | None) -> Role:
    """Return what the items of a list are: as its heading or opening says, or as most of them read."""
    heads = [piece for piece in group if piece.number is not None]
    forced = next((piece.forced for piece in heads if piece.forced), None)
    if forced:
        return forced
    weight = sum(max(-3.0, min(piece.score, 3.0)) for piece in heads)
    weight += {"measure": 3.0, "problem": -3.0}.get(lead or "", 0.0)
    return "measure" if weight > 0 else "problem"


def _piece_role(piece: Piece, of_list: Role | None, before: Role | None) -> Role | None:
    """Return what a piece is; None for an opening that says nothing itself."""
    if piece.is_lead or len(piece.text) < _MIN_CHARS or _OPENING.search(piece.text):
        return None
    if _DONE.match(piece.text):
        return None
    if piece.forced and of_list is None:
        return piece.forced
    if of_list is None:
        goes_on = before == "measure" and (piece.score > _STEADY or _PROBLEM_CUES.search(piece.text) is None)
        return "measure" if piece.score > 0 or piece.opens_plan or goes_on else "problem"
    if piece.number is not None or of_list == "measure":
        return of_list
    return "measure" if piece.score >= 1.2 or piece.forced == "measure" else "problem"


_OPENING = re.compile(
    r"^[^；]*(?:(?:以下|如下)(?:几?个?方面)?(?:的?(?:主要)?(?:问题|不足|措施|改进|工作|整改))?|"
    r"(?:重点|着重)?(?:做好|抓好|推进)(?:以下|如下)?(?:几|[一二三四五两]|\d)?(?:件|项|个方面)?的?(?:工作|事)|"
    r"(?:还|仍|也)?(?:存在|有)(?:着)?(?:一些|不少|一定|诸多)(?:的)?(?:薄弱环节|不足|问题|差距|短板)(?:和(?:不足|问题))?|"
    r"(?:问题|不足|差距|短处|短板)[^，。；]{0,4}[一二三四五两几](?:处|点|条|个|方面)|"
    r"[一二三四五两几](?:处|点|条|个|个方面|方面)的?(?:问题|不足|差距|短处|短板|地方)[^，。；]{0,6}|"
    r"[一二三四五两]个方面(?:加以|予以|进行)?(?:改进|着手|努力))[。，：:]?$"
)


def _unit(
    ctx: CheckContext, pieces: Sequence[Piece], role: Role | None, listing: int, place: int
) -> Iterator[Unit]:
    if not pieces or role is None:
        return
    if role == "problem" and place <= 1 and pieces[0].number is None and _PREAMBLE.search(pieces[0].text):
        return
    span = Span(pieces[0].span.start, pieces[-1].span.end)
    written = ctx.document.quote(span)
    trimmed = written.rstrip("。；;，, \n")
    text = "".join(piece.text for piece in pieces)
    label = (_MEASURE_LABEL if role == "measure" else _PROBLEM_LABEL).match(text)
    if label:
        text = text[label.end() :]
    by_number = _REFERS_BY_NUMBER.match(text)
    refers = None if by_number else _REFERS.match(text)
    yield Unit(
        role,
        Span(span.start, span.start + len(trimmed)) if trimmed else span,
        text,
        pieces[0].number,
        listing,
        (refers["what"] or refers["quoted"] or refers["named"]) if refers else "",
        _numeral(by_number["n"]) if by_number else 0,
        place,
    )


_PREAMBLE = re.compile(
    r"^(?=.{4,90}$).*(?:还有|仍有|仍然有|也有|存在|新的|暴露|尚有|[一二两三四五]个|不少|一些).*(?:问题|不足|差距|短板|弱项|薄弱环节|矛盾|不够)[^，；]{0,9}。?$"
)


def _numeral(written: str) -> int:
    return int(written) if written.isdigit() else _HAN.index(written) + 1
