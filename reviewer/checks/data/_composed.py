"""Claims put together from the classes of words around a figure, for what no fixed wording told.

The words of the figure's own clause say what is counted; the clauses in front of it
without a figure, and the count whose parts follow, say of what. Where a count in front
was not understood, its parts are not either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reviewer.checks.data._clauses import Figure, Passage
from reviewer.checks.data._words import Meaning, read_words
from reviewer.document.span import Span
from reviewer.regex import Regex

_CASES = frozenset(("件", "起", "宗", "例", "条", "份", "个", "项", "部", "次"))
_KINDS_COUNTED = frozenset(("类", "种", "者"))
_PLAIN_CASES = frozenset(("件", "起", "宗", "例"))
_SCOPE_LEAVES = Regex(
    r"网上|网络|网站|线上|线下|信函|当面|现场|邮寄|邮件|电子|传真|平台|窗口|微信|来信|来访|(?<!\d)\d{1,2}月(?!31日|底)|"
    r"[一二三四五六七八九十]月|月份|季度|半年|当日|旬|同一|那年|上年(?!.{0,8}(?:结|转|遗|未|余|存|留|剩))|历年|以来|近[两三四五\d]年|连续|下属|所属|"
    r"各(?:乡|镇|县|区|市|单位|部门|科|股|街道|级)|基层|移交|代办|代拟|起草|增加|减少|增长|下降|上升|同比|环比|其余|平均|"
    r"日均|月均|最多|延期|延长|逾期|超期|撤回|补正(?!后)|集中|一家|热线|建议|提案|信访件|咨询|工单|诉求|留言|依职权|公文|发文|拟文|"
    r"属性|目录|解读|清单|标注|(?<!自然人)(?:以外|之外)|除|左右|预计|计划|涉企|典型|听证|公示|工伤|仲裁|公证|(?<![局年共厅委])登记申请|许可申请|贷款|共享|更正|数据|"
    r"[股科室所站队](?:办理|承办|收到|受理|作出|答复)|全[省市县区旗州]系统|下级|系统内|审理|审查的|代理|单位(?:收到|发生)"
)  # fmt: skip
_SORTING = Regex(r"属性|主动公开|定为|公文|发文|拟文|标注|保密审查")
_AMONG = Regex(r"^[^,;。]{0,10}?(?:当中|之中|中|里面|里)(?!心)")
_OF_WHICH = Regex(r"^(?:其中|当中|里面)|中$|中,$")
# 合计20件办结18件: a sum has its noun in front or none, so that the words behind belong to the next figure.
_ALTOGETHER = Regex(r"^(?:本年|以上|两项|二者)?(?:共计|合计|总计|累计|一共|总共|共)(?:为|有|是)?$")
_OF_THE_NEXT = Regex(r"^(?:已|均|按期|按时)?(?:办结|答复|办理|回复)(?:了|完毕)?$")
_AMENDED = Regex(r"修改|修订|失效")
_NOT_ISSUED = Regex(r"公开|解读|征求|备案|清理|以来|那年|上年|转发")
_APPLICANT = Regex(r"申请人|当事人|不服|原告|第三方|对方")
_DENIAL = Regex(r"没|未|无|不存在|零")
_ALL_NOT = Regex(r"(?:均|都)(?:未|没有|无|为零)")
_HOW = Regex(r"(?:没有|未|无)(?:能|再)?[按以从由向对在]")
_REQUESTS = Regex(r"申请|结转|自然人|办结|答复")


@dataclass(frozen=True, slots=True)
class Composed:
    """A count with the classes of words that say what it counts.

    Args:
        meaning: What is counted, that of its clause and of the clauses that it hangs on.
        value: The figure.
        span: Where it stands.
        clause: Index of its clause.
        whole: The count whose part it is; empty if the sentence names none.
        topic: What the clause is about.
        is_approximate: Written with 余, 多, 近, 约.
        is_zero: Said in words, without a figure.
        figure: The figure; None if said in words.
    """

    meaning: Meaning
    value: Decimal
    span: Span
    clause: int
    whole: Meaning | None
    topic: str
    is_approximate: bool
    is_zero: bool = False
    figure: Figure | None = None


def compose(passage: Passage, topics: Sequence[str | None], heading: str | None) -> Iterator[Composed]:
    """Yield the counts of a paragraph whose every word is known, in order; O(length)."""
    walk = _Walk(passage, heading)
    for index, clause in enumerate(passage.clauses):
        if clause.mark in "。!?":  # the start of the paragraph among them
            walk.whole, walk.is_lost = None, False
        if clause.mark in "。!?;":
            walk.lead = []
        topic = topics[index] or heading or ""
        figures = walk.by_clause.get(index)
        if figures is None:
            yield from walk.read_words_alone(index, topic)
            continue
        counted = [nth for nth, figure in enumerate(figures) if walk.is_countable(figure, topic)]
        for nth in counted:
            yield from walk.read_figure(index, nth, topic)
        if counted:
            walk.lead = []


class _Walk:
    """What is known while the clauses of a paragraph are read in order."""

    def __init__(self, passage: Passage, heading: str | None) -> None:
        self.passage = passage
        self.heading = heading
        self.by_clause: dict[int, list[Figure]] = {}
        for figure in passage.figures:
            self.by_clause.setdefault(figure.clause, []).append(figure)
        self.lists = _distributed(passage, self.by_clause)
        self.whole: Meaning | None = None  # the last count whose parts may follow
        self.is_lost = False  # a count was not understood, so its parts are not either
        self.kinds = Meaning()  # the kind of document last named
        self.whole_at = (-1, Decimal(0))  # its clause and figure
        self.lead: list[int] = []  # clauses without a figure in front

    def is_countable(self, figure: Figure, topic: str) -> bool:
        """Tell whether a figure's unit can be that of a count in a table."""
        unit = figure.quantity.unit
        if topic not in ("requests", "dispute") or unit in _PLAIN_CASES:
            return unit in _CASES
        sentence = self.passage.sentences[self.passage.clauses[figure.clause].sentence]
        return unit == "份" and self.heading == "requests" and bool(_REQUESTS.search(sentence))

    def read_words_alone(self, index: int, topic: str) -> Iterator[Composed]:
        """Take in a clause without figures; yield it if it says that nothing is."""
        own = read_words(self.passage.clauses[index].text)
        self._see_kind(own)
        if own.has_count and own.is_known:
            zero = _zero(self.passage, index, self._with_kind(own, topic), self.whole, topic)
            if zero is not None:
                yield zero
            yield from self._outcome_of_all(index, own, topic)
        if own.has_count or not own.is_known:
            self.lead.append(index)

    def _outcome_of_all(self, index: int, own: Meaning, topic: str) -> Iterator[Composed]:
        """Yield the outcome that a clause tells of all that was counted in front: 复议1件，结果维持."""
        at, value = self.whole_at
        if len(own["outcome"]) != 1 or own["neg"] or self.whole is None or at != index - 1 or _dispute_kinds(own):
            return
        if not _dispute_kinds(self.whole) or self.whole["outcome"] or not (value == 1 or own["all"]):
            return
        if topic != "dispute" or _SCOPE_LEAVES.search(self.passage.clauses[index].text):
            return
        stop = self.passage.clauses[index + 1].start - 1 if index + 1 < len(self.passage.clauses) else None
        span = self.passage.raw(self.passage.clauses[index].start, stop or len(self.passage.form))
        yield Composed(own.joined(self.whole), value, span, index, self.whole, topic, False)

    def read_figure(self, index: int, nth: int, topic: str) -> Iterator[Composed]:
        """Yield a figure with what it counts, if every word tells."""
        figure = self.by_clause[index][nth]
        quantity = figure.quantity
        meaning = self._meaning(index, nth)
        self._see_kind(meaning)
        is_restricted = self._is_restricted(index, topic)
        is_part = not (meaning["stage"] or meaning["head"] or _dispute_kinds(meaning) or meaning["doc"])
        if not (meaning.is_known and meaning.has_count) or is_restricted or meaning["neg"]:
            if not is_part or self.whole is None or is_restricted:
                self.is_lost = self.is_lost or quantity.unit in _PLAIN_CASES
            return
        if self.is_lost and (is_part or _OF_WHICH.search(self.passage.clauses[index].text)):
            return
        full = self._with_kind(meaning, topic)
        yield Composed(
            full, quantity.value, quantity.span, index, self.whole, topic, quantity.is_approximate, figure=figure
        )
        if not is_part or _AMONG.match(figure.after):
            self.whole, self.whole_at = full, (index, quantity.value)

    def _meaning(self, index: int, nth: int) -> Meaning:
        """Return what the words of a figure say, with the clauses in front that it hangs on."""
        words, tail = _split_words(self.by_clause[index], nth)
        said = self.lists.get((index, nth))
        is_behind_bracket = not words and self.passage.clauses[index].mark == ")"
        if (said is None and "各" in words) or is_behind_bracket:
            return Meaning(is_known=False)
        figure = self.by_clause[index][nth]
        meaning = read_words(said if said is not None else (figure.label or words)).joined(read_words(tail))
        if not meaning.is_known or said is not None:
            return meaning
        listed = _listed(self.passage, self.lead, index)
        if listed is not None:
            return meaning.joined(listed)
        if not _tells(meaning) and self.lead and self.lead[-1] == index - 1:
            if figure.after.startswith(("都", "均", "全部")):
                return Meaning(is_known=False)  # 按不掌握答复，两件都在期限内办完: all that came before
            front = read_words(self.passage.clauses[index - 1].text)
            return front.joined(meaning) if not front["neg"] else Meaning(is_known=False)
        return meaning

    def _is_restricted(self, index: int, topic: str) -> bool:
        """Tell whether words of the sentence narrow its counts, or count other things."""
        clause = self.passage.clauses[index]
        front = "".join(self.passage.clauses[at].text for at in self.lead)
        if _SCOPE_LEAVES.search(front + clause.text):
            return True
        sentence = self.passage.sentences[clause.sentence]
        if topic in ("documents", "acts"):
            return bool(_NOT_ISSUED.search(_upto(self.passage, index)) or _AMENDED.search(sentence))
        # Papers sorted by 公开属性 are counted in the words of results.
        return topic in ("requests", "dispute") and bool(_SORTING.search(sentence))

    def _see_kind(self, own: Meaning) -> None:
        if own["kind"]:
            self.kinds = Meaning({"kind": own["kind"]})

    def _with_kind(self, meaning: Meaning, topic: str) -> Meaning:
        if topic == "documents" and not meaning["kind"] and self.kinds["kind"]:
            return meaning.joined(self.kinds)
        return meaning


def _split_words(figures: Sequence[Figure], nth: int) -> tuple[str, str]:
    """Return the words in front of a figure and behind it; those between two belong to one of them."""
    before, after = figures[nth].before, figures[nth].after
    if nth and figures[nth - 1].quantity.unit in _KINDS_COUNTED:
        before = figures[nth - 1].before + before
    elif nth:
        before = before[_border(figures[nth - 1], before) :]
    if (nth + 1 < len(figures) and read_words(after).is_known) or (nth + 1 < len(figures) and _AMONG.match(after)):
        after = after[: _border(figures[nth], after)]
    return before, after


def _border(first: Figure, between: str) -> int:
    """Return how many of the words between two figures belong to the first: 20件申请中｜办结18件."""
    among = _AMONG.match(between)
    if among:
        return among.end()
    own = read_words(first.before)
    if own.has_count or not read_words(between).is_known or _ALTOGETHER.match(first.before):
        return 0
    if not first.before and _OF_THE_NEXT.match(between):
        return 0
    return len(between)


def _upto(passage: Passage, index: int) -> str:
    """Return the words of a clause's sentence up to its end."""
    clause = passage.clauses[index]
    before, found, _ = passage.sentences[clause.sentence].partition(clause.text)
    return before + found


def _tells(meaning: Meaning) -> bool:
    return meaning.has_count and bool(set(meaning.marks) - {"head", "issue", "all", "decide", "event"})


def _dispute_kinds(meaning: Meaning) -> set[str]:
    return {"review", "lawsuit", "both", "direct", "after"} & set(meaning.marks)


def _listed(passage: Passage, lead: Sequence[int], index: int) -> Meaning | None:
    """Return what the names in front of a sum say together: 不予公开、无法提供两类合计5件."""
    found: Meaning | None = None
    at = index
    while at and passage.clauses[at].mark == "、" and at - 1 in lead:
        own = read_words(passage.clauses[at - 1].text)
        if not own.is_known or not own.has_count:
            return Meaning(is_known=False)
        found = own if found is None else found.joined(own)
        at -= 1
    return found


_SPLIT = Regex(r"、|·|和|与|及|以及")
_EACH = Regex(r"(?P<names>.+?)(?:分别|各自?|均|都)(?:发生|收到|有|为|是|共|计|提出|提交|办结|占|作出|公开)*$")


def _distributed(passage: Passage, by_clause: Mapping[int, Sequence[Figure]]) -> dict[tuple[int, int], str]:
    """Return the words of figures in lists that name all things first: 自然人、企业分别为14件、3件."""
    found: dict[tuple[int, int], str] = {}
    for index, figures in by_clause.items():
        first = figures[0]
        match = _EACH.match(first.before)
        if match is None or len(figures) != 1:
            continue
        names = [match["names"]]
        at = index
        while at and passage.clauses[at].mark == "、" and at - 1 not in by_clause:
            at -= 1
            names.insert(0, passage.clauses[at].text)
        names = [name for text in names for name in _SPLIT.split(text) if name]
        if "分别" not in first.before:
            continue
        places = [(index, 0)]
        after = index + 1
        while after < len(passage.clauses) and len(places) < len(names):
            own = by_clause.get(after, ())
            if len(own) != 1 or own[0].before.strip("和与及") or passage.clauses[after].mark not in "、,":
                break
            places.append((after, 0))
            after += 1
        if len(places) == len(names) > 1:
            tail = by_clause[places[-1][0]][0].after
            for place, name in zip(places, names, strict=True):
                found[place] = name + tail
    return found


def _zero(passage: Passage, index: int, own: Meaning, whole: Meaning | None, topic: str) -> Composed | None:
    """Return the count that a clause says in words to be none."""
    clause = passage.clauses[index]
    text = clause.text
    denial = _DENIAL.search(text)
    if not own["neg"] or denial is None or _HOW.search(text) or _SCOPE_LEAVES.search(text):
        return None
    if own["all"] and not _ALL_NOT.search(text):
        return None
    if topic == "dispute" and _APPLICANT.search(_upto(passage, index).removesuffix(text) + text[: denial.start()]):
        return None  # what the applicant did not do
    stop = passage.clauses[index + 1].start - 1 if index + 1 < len(passage.clauses) else len(passage.form)
    if stop <= clause.start:
        return None
    return Composed(own, Decimal(0), passage.raw(clause.start, stop), index, whole, topic, False, True)
