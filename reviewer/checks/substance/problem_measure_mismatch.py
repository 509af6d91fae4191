"""Problems without a measure, measures without a problem, measures written as problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from reviewer.checks.base import Check, Finding, Severity, Suggestion
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import MatchedPair, MatchingEvidence
from reviewer.checks.substance import _cues
from reviewer.checks.substance._leftovers import find_problems_told_as_measures, find_strangers
from reviewer.checks.substance._matching import (
    align,
    answers_several,
    is_general,
    is_named,
    is_touched,
    scores_of,
    shares_words,
    without_reference,
)
from reviewer.checks.substance._units import Unit, find_disguised, is_wish, read_units
from reviewer.document.span import Span
from reviewer.regex import Regex

_DISCLOSURE = Regex(
    r"公开|信息|公示|公布|公告|答复|申请|解读|发布|网站|网页|网上|上网|栏目|专栏|目录|指南|公众号|新媒体|政务|透明|"
    r"留言|回应|热线|问答|图解|宣传|告知|公众|名单|台账|培训|审核|保密|推送|上墙|说明|知晓|查询|检索|更新|口径|意见|"
    r"数据|文件|政策|页面|平台|村务|条例|档案|微信|广播|张贴|公报|清单|反馈|咨询|访谈|宣讲|手册|讲解|展示|披露|通报|参阅|读者|报送|稿"
)
_PERSONNEL = Regex(r"轮岗|挂职|交流任职|任职制度|干部交流|选拔|年轻干部|青年干部|提拔|老干部|离退休|评优评先|职级")
_OTHER_BUSINESS = Regex(
    r"党风|廉政|党建|党组织|支部|食堂|办公用房|着装|考勤|财务报销|三公|招商|引资|产业|税收|管网|道路|工程建设|项目建设|基础设施|"
    r"营商环境|安全生产|消防|巡逻|整治|环境卫生|人居环境|绿化|增收|文明城市|文明单位|创卫|作风|纪律|"
    r"公厕|厕所|爱国卫生|机关党建|加装电梯|老旧小区|老干部|离退休|公务接待|垃圾分类|乡村振兴|脱贫|污水|黑臭|防汛|森林防火|义诊|就业|"
    r"畜牧|兽医|动物防疫|征地拆迁|厂房|车站|路灯|绿地|学位|校舍|床位|接种|救助站|养老院|种植|养殖|农田|灌溉|水库|堤防|税费|融资|信贷|旅游|演出|赛事|"
    r"校园|技能节|运动会|文艺|竞赛|演练|灭火|招聘|待遇|工资|后勤|宿舍|装修|办公条件|办公环境|体检|慰问|驻村|帮扶|志愿服务|献血|"
    r"外贸|外资|固定资产|项目落地|开工率|规上|增速|产量|化债|国有资产|造林|景区建设|民宿|客流|文物修缮|安置房|棚改|师德|教学质量|升学|招生规模|"
    r"医疗技术|救治能力|执法力度|打击力度|专项行动|抢险|值班值守|商圈|夜经济|消费券|粮食产能|畜禽|病虫害|供热|供气|公路养护|充电桩|停车位|"
    r"反腐|倡廉|警示教育|冷链|物流(?:园|中心)|库容|[二三四]期(?:工程|建设|项目)|投产|项目竣工|"
    r"经济发展|产值|信访维稳|维稳|平安创建|禁毒|植树|征兵|福利待遇|公务用车|节能|出差|会风|文风|内务"
)
# What a measure for any problem of disclosure may speak of.
_OF_ANY_OFFICE = Regex(
    r"责任|考核|监督|人员|队伍|力量|业务|学习|能力|窗口|沟通|协调|联系|对接|衔接|机制|制度|整改|服务|管理|群众|流程|时限|专题|质量|"
    r"教育活动|AB岗|带教|短信|二维码|视频|样板|对照|核对|交流"
)


@dataclass(frozen=True)
class ProblemMeasureMismatch(Check):
    """问题与改进措施不对应：有问题没有措施，有措施没有问题，或把措施写成了问题。

    What it finds:
        列出的问题在措施里找不到回应；措施与所列问题无关，甚至与政府信息公开无关；
        问题清单里夹着“加强”“完善”一类的措施。
    Why it matters:
        条例要求报告存在的主要问题及改进情况，问题和措施对不上，读者无从知道问题是否在改。
    Wrong:
        一是解读形式单一；二是人员业务能力不足。下一步，增加图解和短视频。
    Right:
        一是解读形式单一；二是人员业务能力不足。下一步，增加图解和短视频；每季度培训一次信息员。
    Known limits:
        按用词和所属方面配对，换了说法的措施可能认不出，因此只在条数或内容明显对不上时提出。
    Source:
        《中华人民共和国政府信息公开条例》第五十条第（四）项。
    """

    id: ClassVar[str] = "substance.problem_measure_mismatch"
    category: ClassVar[str] = "problem_measure_mismatch"
    title: ClassVar[str] = "问题与措施对应"
    severity: ClassVar[Severity] = Severity.WARNING

    answered: float = 0.55
    answered_by_one: float = 0.3
    taken: float = 0.5
    hardly: float = 0.35
    foreign: float = 0.3
    strange: float = 0.33

    def run(self, ctx: CheckContext) -> Iterator[Finding]:
        """Match the problems and the measures of each part on problems, and yield what is left over."""
        for heading in ctx.official:
            if heading.key != "problems_improvements":
                continue
            units = read_units(ctx, heading.span)
            disguised = find_disguised(units)
            problems = [
                unit
                for unit in units
                if unit.role == "problem" and unit not in disguised and not _cues.SOME_OTHERS.match(unit.text)
            ]
            measures = [unit for unit in units if unit.role == "measure"]
            scores = scores_of(problems, measures)
            foreign = [
                column for column in range(len(measures)) if self._is_foreign(problems, measures, scores, column)
            ]
            kept = [column for column in range(len(measures)) if column not in foreign]
            inner = [[row[column] for column in kept] for row in scores]
            left = dict(self._unanswered(problems, [measures[column] for column in kept], inner)) if kept else {}
            left = _at_most(left, inner, max(1, len(problems) - len(kept)))
            for position in find_strangers(problems, [measures[column] for column in kept], inner, self.strange):
                left.setdefault(position, Severity.HINT)
            left = _told_once(left, problems, [measures[column] for column in foreign], len(kept))
            table = _table(ctx, problems, measures, scores, unanswered=frozenset(left), kept=kept)
            yield from self._report_disguised(ctx, disguised, table)
            yield from self._report_one_kind(ctx, heading.span, units, table)
            yield from self._report_foreign(ctx, [measures[column] for column in foreign], table)
            astray = [measures[column] for column in kept if _names_no_problem(problems, measures[column])]
            yield from self._report_astray(ctx, astray if problems else [], table)
            idle = [measures[column] for column in kept if self._is_idle(problems, measures, scores, column)]
            yield from self._report_idle(ctx, idle, table)
            for position, severity in left.items():
                nearest = measures[kept[inner[position].index(max(inner[position]))]]
                counts = (len(problems), len(kept))
                yield self._report_unanswered(ctx, problems[position], nearest, counts, severity=severity, table=table)

    def _report_disguised(self, ctx: CheckContext, units: Sequence[Unit], table: MatchingEvidence) -> Iterator[Finding]:
        for unit in units:
            yield self.finding(
                ctx,
                unit.span,
                f"“{_short(unit.text)}”写的是措施，却列在问题里。",
                severity=Severity.HINT if is_wish(unit) else None,
                evidence=(table,),
                suggestion=Suggestion("请写明存在什么问题，把这句话移到改进措施里。"),
                topic="problems",
            )

    def _report_one_kind(
        self, ctx: CheckContext, part: Span, units: Sequence[Unit], table: MatchingEvidence
    ) -> Iterator[Finding]:
        """Report a part that holds problems or measures only, under whatever words."""
        told = find_problems_told_as_measures(ctx, part, units)
        roles = {unit.role for unit in units}
        if told:
            message, topic = "“问题”之下列的都是措施，没有写明存在什么问题。", "problems"
            advice = "请写明存在什么问题，再写改进措施。"
        elif len(units) > 1 and roles == {"problem"} and not ctx.is_cut_off:
            message, topic = f"列了{len(units)}条问题，没有写任何改进措施。", "improvements"
            advice = "请逐条补写改进措施：由谁做、做什么、什么时候完成。"
        elif len(units) > 1 and roles == {"measure"} and ctx.topics.coverage["problems"].status != "present":
            message, topic = f"列了{len(units)}条措施，没有写存在什么问题。", "problems"
            advice = "请写明这些措施针对的是什么问题。"
        else:
            return
        chosen = told or units
        yield self.finding(
            ctx,
            Span(chosen[0].span.start, chosen[-1].span.end),
            message,
            severity=Severity.HINT,
            evidence=(table,),
            suggestion=Suggestion(advice),
            topic=topic,
        )

    def _is_foreign(
        self, problems: Sequence[Unit], measures: Sequence[Unit], scores: Sequence[Sequence[float]], column: int
    ) -> bool:
        """Tell whether a measure answers nothing and does not even speak of disclosure."""
        unit = measures[column]
        if unit.refers_numbers or unit.refers:
            return self._belies_its_opening(problems, unit)
        is_staff = _PERSONNEL.search(unit.text) is not None and not any(_PERSONNEL.search(one.text) for one in problems)
        is_tied = any(one.place == unit.place or (shares_words(one, unit) and not is_staff) for one in problems)
        if is_tied or not problems or _DISCLOSURE.search(unit.text):
            return False
        is_near = max(row[column] for row in scores) >= self.foreign
        if is_staff or (_OTHER_BUSINESS.search(unit.text) and not is_near):
            return True
        return _cues.ADDED.match(unit.text) is not None

    def _belies_its_opening(self, problems: Sequence[Unit], unit: Unit) -> bool:
        """Tell whether what follows 针对其三 is business that has nothing in common with any problem."""
        bare = without_reference(unit)
        if _DISCLOSURE.search(bare.text) or not _OTHER_BUSINESS.search(bare.text):
            return False
        if any(one.place == unit.place or shares_words(one, bare) for one in problems):
            return False
        return max(row[0] for row in scores_of(problems, [bare])) < self.foreign if problems else False

    def _is_idle(
        self, problems: Sequence[Unit], measures: Sequence[Unit], scores: Sequence[Sequence[float]], column: int
    ) -> bool:
        """Tell whether a measure is an exhortation to some business that no problem and no side of disclosure names."""
        unit = measures[column]
        return (
            bool(problems)
            and not unit.refers_numbers
            and _cues.IMPERATIVE.match(_cues.BY_MEANS.sub("", unit.text)) is not None
            and is_named(unit)
            and not _DISCLOSURE.search(unit.text)
            and (_is_one_more(problems, measures, unit) or not _OF_ANY_OFFICE.search(unit.text))
            and max(row[column] for row in scores) < self.foreign
            and not any(one.place == unit.place or shares_words(one, unit) for one in problems)
        )

    def _report_idle(self, ctx: CheckContext, idle: Sequence[Unit], table: MatchingEvidence) -> Iterator[Finding]:
        for unit in idle:
            yield self.finding(
                ctx,
                unit.span,
                f"“{_short(unit.text)}”与所列的问题没有相同之处，也没有提到公开工作的哪一方面。",
                severity=Severity.HINT,
                evidence=(table,),
                suggestion=Suggestion("请写明它针对哪一个问题；与公开工作无关的，请删去。"),
                topic="improvements",
            )

    def _report_foreign(self, ctx: CheckContext, foreign: Sequence[Unit], table: MatchingEvidence) -> Iterator[Finding]:
        for unit in foreign:
            yield self.finding(
                ctx,
                unit.span,
                f"“{_short(unit.text)}”不回应所列的任何问题，说的也不是政府信息公开工作。",
                evidence=(table,),
                suggestion=Suggestion("请删去，或写明它针对哪一个公开工作的问题。"),
                topic="improvements",
            )

    def _report_astray(self, ctx: CheckContext, astray: Sequence[Unit], table: MatchingEvidence) -> Iterator[Finding]:
        for unit in astray:
            yield self.finding(
                ctx,
                unit.span,
                f"这条措施针对“{_short(unit.refers)}”，前面所列的问题中没有这一条。",
                severity=Severity.HINT,
                evidence=(table,),
                suggestion=Suggestion("请在问题中补上这一条，或改为针对所列的问题。"),
                topic="improvements",
            )

    def _unanswered(
        self, problems: Sequence[Unit], measures: Sequence[Unit], scores: Sequence[Sequence[float]]
    ) -> Iterator[tuple[int, Severity]]:
        """Yield the positions of the problems that no measure answers."""
        own = align(scores)
        limit = self.answered if len(measures) > 1 else self.answered_by_one
        telling = [measure for measure in measures if is_named(measure) or measure.refers_numbers]
        is_short = len(telling) < len(problems)
        is_wide = any(is_general(one) for one in telling or measures) or (
            len(measures) == 1 and answers_several(measures[0])
        )
        for position, row in enumerate(scores):
            best = max(row)
            nearest = row.index(best)
            owner = max(
                (other[nearest] for other, mine in zip(scores, own, strict=True) if mine == nearest), default=0.0
            )
            share = self.taken if len(measures) > 1 else self.taken / 2
            is_taken = best < share * owner and not is_wide
            is_alone = own[position] is None
            if any((problems[position].number or position + 1) in one.refers_numbers for one in measures):
                continue
            if len(measures) == 1 and is_touched(problems[position], measures[0]):
                continue
            if is_wide and len(measures) == 1 and best >= self.hardly * owner:
                continue  # one measure of several acts, or of none in particular
            if is_alone and is_short and (best < limit or is_taken):
                is_listed = problems[position].number is not None and len(measures) > 1
                yield position, Severity.WARNING if is_listed else Severity.HINT
            elif (
                (is_alone and is_short and best < self.hardly * owner)
                or (is_alone and is_short and len(measures) > 1 and not is_wide)
                or (is_alone and _is_passed_over(problems, measures, position))
            ):
                yield position, Severity.HINT

    def _report_unanswered(
        self,
        ctx: CheckContext,
        problem: Unit,
        nearest: Unit,
        counts: tuple[int, int],
        *,
        severity: Severity,
        table: MatchingEvidence,
    ) -> Finding:
        n_problems, n_measures = counts
        note = f"（问题{n_problems}条，措施{n_measures}条）" if n_measures < n_problems else ""
        return self.finding(
            ctx,
            problem.span,
            f"“{_short(problem.text)}”没有对应的改进措施{note}，最接近的一条是“{_short(nearest.text)}”。",
            severity=severity,
            evidence=(table,),
            suggestion=Suggestion("请补写针对这一问题的措施：由谁做、做什么、什么时候完成。"),
            topic="problems",
        )


def _at_most(left: Mapping[int, Severity], scores: Sequence[Sequence[float]], count: int) -> dict[int, Severity]:
    """Keep the warnings of the ``count`` problems least answered; the others only may be unanswered."""
    warned = [position for position, severity in left.items() if severity is not Severity.HINT]
    surest = set(sorted(warned, key=lambda position: (max(scores[position], default=0.0), position))[:count])
    return {position: severity if position in surest else Severity.HINT for position, severity in left.items()}


def _told_once(
    left: Mapping[int, Severity], problems: Sequence[Unit], foreign: Sequence[Unit], count: int
) -> dict[int, Severity]:
    """Leave out the problem that a foreign measure names; where there is a measure for each, only hint at others."""
    named = {number for unit in foreign for number in unit.refers_numbers}
    is_replaced = bool(foreign) and count + len(foreign) >= len(problems)
    return {
        position: Severity.HINT if is_replaced else severity
        for position, severity in left.items()
        if (problems[position].number or position + 1) not in named
    }


def _is_passed_over(problems: Sequence[Unit], measures: Sequence[Unit], position: int) -> bool:
    """Tell whether measures name problems by number, and none names this one: 针对第一个…，针对第三个…."""
    named = {number for measure in measures for number in measure.refers_numbers}
    return len(named) > 1 and (problems[position].number or position + 1) not in named


def _is_one_more(problems: Sequence[Unit], measures: Sequence[Unit], unit: Unit) -> bool:
    """Tell whether a measure is numbered beyond the problems, each of which has one of its own number."""
    listed = [one.number for one in problems]
    own = [one.number for one in measures if one.listing == unit.listing]
    return (
        unit.number is not None
        and None not in listed
        and own == list(range(1, len(problems) + 2))
        and (unit.number == own[-1])
    )


def _names_no_problem(problems: Sequence[Unit], measure: Unit) -> bool:
    """Tell whether a measure names what it is meant for, and no problem says that: 针对学区调整，…."""
    named = replace(measure, text=measure.refers)
    if not is_named(named) or measure.refers_numbers:
        return False
    return not any(
        one.place == measure.place or shares_words(one, named) or shares_words(one, measure) for one in problems
    )


def _short(text: str) -> str:
    bare = "".join(text.split()).rstrip("。；;，,")
    return bare if len(bare) <= 26 else bare[:25] + "…"


def _table(
    ctx: CheckContext,
    problems: Sequence[Unit],
    measures: Sequence[Unit],
    scores: Sequence[Sequence[float]],
    *,
    unanswered: frozenset[int],
    kept: Sequence[int],
) -> MatchingEvidence:
    """Return who answers whom, for a person to check; measures in ``kept`` only can answer."""
    own = align([[row[column] for column in kept] for row in scores])
    pairs: list[MatchedPair] = []
    used: set[int] = set()
    for position, problem in enumerate(problems):
        row = scores[position]
        nearest = max(kept, key=lambda column: row[column]) if kept else None
        mine = own[position]
        column = nearest if mine is None else kept[mine]
        is_answer = column is not None and position not in unanswered
        if not is_answer:
            column = nearest if nearest is not None and row[nearest] > 0 else None
        if is_answer and column is not None:
            used.add(column)
        pairs.append(
            MatchedPair(
                problem=_words(ctx, problem.span),
                problem_span=problem.span,
                measure=_words(ctx, measures[column].span) if column is not None else "",
                measure_span=measures[column].span if column is not None else None,
                score=round(min(row[column], 1.0), 2) if column is not None else 0.0,
                is_answer=is_answer,
            )
        )
    pairs.extend(
        MatchedPair("", None, _words(ctx, unit.span), unit.span, 0.0, is_answer=False)
        for column, unit in enumerate(measures)
        if column not in used
    )
    return MatchingEvidence(tuple(pairs))


def _words(ctx: CheckContext, span: Span) -> str:
    return ctx.document.quote(span)
