"""One matter of another trade in what the issuer publishes, plans or serves, its organ left unnamed.

伏季休渔提示8期 in the report of an inland street needs no second word to be another office's.
What makes it rightful stands near it: another party that is led in, an applicant who asked, a
text that is passed on; or the issuer writes of such matters elsewhere, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.identity.contexts import LEVEL
from reviewer.knowledge.matters import MatterHit, Matters
from reviewer.regex import Regex

# In the clause of the matter or in the one that leads it in: others take part, ask or are cited.
_LED_IN = Regex(
    r"联合|会同|配合|协同|协助|合作|共同|共享|共建|移交|移送|转交|转办|转至|转送|转发|转载|转推|抄送|代办|代收|代为|代理|告知|不属于|本应由|"
    r"借鉴|学习|参照|委托|引导|链接|跳转|查询机|自助机|进驻|入驻|接入|部署|涉及|申请(?:人|公开|获取|要求|查)|要求公开|要求提供|要的是|"
    r"申请(?:内容|事项|主要|集中|多)|来电|来信|来访|信访|工单|12345|热线|留言|网民|举报|投诉|诉讼|复议|败诉|法院|判决|反映|建议|提案|例如|比如|诸如|"
    r"列举|政务服务网|一网通办|一件事|一窗|综合窗口|政务服务中心|政务大厅|便民服务|主题日|三下乡|邀|毗邻|原(?!则|因|始|文|有|本|来)|等部门|各部门|有关部门|"
    r"成员单位|单位间|上级|《|志愿|宣传月|宣传日|科普|知识|集市|义诊|讲座|招商|统筹|受理范围|专窗|不掌握|不是本|合署|加挂|挂牌|划转|剥离|整合|跨部门|索要|索取|协作|归口|同屏|社保、|、社保|医保、|、医保|公积金、|、公积金|不动产、|、不动产"
)
# Behind the matter in its clause: others take part; what the public asks or reports there is another item.
_TAKEN_ON = Regex(
    r"联合|会同|配合|协同|协助|合作|共同|共享|移交|移送|转交|转办|转载|代办|代为|进驻|跳转|同屏|部门|政务服务|一网通办|来电|反映|事宜|由[省市县区镇]"
)
_ORGAN = Regex(
    rf"(?:[省市县区州旗盟镇乡][^\W\d_]{{2,8}}|公安|税务|住建|人社|民政|医保|教育|水利|交通|民警|派出所|医院|学校|银行)(?:局|委|(?<!政府)办|厅|院|所|队|公司|中心)|部门|系统|由[^,。;]{{2,12}}(?:局|委|办|厅|站|所|中心)|由{LEVEL}|{LEVEL}级"
)
# Behind the clause: it goes to somebody else.
_HANDED_ON = Regex(
    r"^[,;:]?[^,。;]{0,10}(?:转交|移交|移送|转至|转办|告知|引导|建议)|^[,;][^,。;]{0,4}由(?![本我])[^,。;]{2,10}(?:局|委|办|厅|院|中心|部门)"
)
# What the issuer does with its own matters.
_DONE = Regex(
    r"公开|公示|公布|发布|发放|编发|印发|印成|推送|推出|上线|上网|上墙|上屏|张贴|挂网|播放|滚动|晒|曝光|通报|更新|同步|展示|摆放|放置|备有|解读|"
    r"明白纸|手册|折页|须知|指南|目录|清单|名单|名册|明细|流程|时限|期|条|次|份|培训|必训|纳入|列入|列为|充实|增加|补充|完善|组织|开展|核发|"
    r"查处|征收|审批|办理|办结|受理|导航|栏目|专栏|提问|围绕|聚焦|梳理|建立|推进|解答|答复|预约|提示|提醒"
)
# Acts of power that only the organ in charge performs.
_POWER = Regex(r"核发|颁发|发证|审批|许可[0-9]|查处|征收|认定[0-9]|立案|处罚[0-9]|注销[0-9]|吊销")
_BREAK = frozenset(",;。:!?\n\t")
_MAX_ITEMS = 40


@dataclass(frozen=True, slots=True)
class Stray:
    """A clause that holds another trade's matter.

    Args:
        start: Where the clause or the item of the list starts in the sentence.
        end: One past the last.
        words: The matters, in order.
        owners: The kinds of organ that handle the first of them, the main one first.
        is_act: It is told as an act of power.
    """

    start: int
    end: int
    words: tuple[str, ...]
    owners: tuple[str, ...]
    is_act: bool


def foreign_matters(
    text: str, matters: Matters, own: frozenset[str], *, holds_local: bool, unlike: frozenset[str] = frozenset()
) -> list[MatterHit]:
    """Return the matters of a folded text that the issuer does not handle.

    Args:
        text: The sentence.
        matters: The list.
        own: The issuer's own kinds of organ, and what counts as its own.
        holds_local: The issuer handles all that townships do.
        unlike: Main owners whose matters it does not handle all the same: farming in a street without villages.
    """
    return [
        hit
        for hit in matters.find(text)
        if not (holds_local and hit.matter.is_local and hit.matter.owners[0] not in unlike)
        and own.isdisjoint(hit.matter.owners)
    ]


def find_strays(text: str, hits: Sequence[MatterHit]) -> list[Stray]:
    """Return the clauses of a folded sentence in which no other party is led in.

    Args:
        text: The sentence.
        hits: Its foreign matters.
    """
    found: list[Stray] = []
    for hit in hits:
        if found and hit.start < found[-1].end:
            continue
        start, end = _clause(text, hit.start, hit.end)
        before = _clause(text, start - 1, start - 1)[0] if start else 0
        if _DONE.search(text, start, end) is None and _DONE.search(text, before, start) is None:
            continue
        same = [one for one in hits if start <= one.start < end and one.matter.owners == hit.matter.owners]
        left, right = _items(text, same, start, end)
        if _is_led_in(text, before, right, end):
            continue
        words = tuple(dict.fromkeys(text[one.start : one.end] for one in same))
        found.append(Stray(left, right, words, hit.matter.owners, _POWER.search(text, start, end) is not None))
    return found


def is_explained(text: str, word: str) -> bool:
    """Tell whether a folded text names the other party wherever else it speaks of a matter."""
    at = text.find(word)
    while at >= 0:
        start, end = _clause(text, at, at + len(word))
        end = text.find("、", at, end) if text.find("、", at, end) > 0 else end
        if _LED_IN.search(text, start, end) or _ORGAN.search(text, start, end):
            return True
        at = text.find(word, at + 1)
    return False


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1] not in _BREAK:
        start -= 1
    while end < len(text) and text[end] not in _BREAK:
        end += 1
    return start, end


def _is_led_in(text: str, before: int, right: int, end: int) -> bool:
    return (
        _LED_IN.search(text, before, right) is not None
        or _ORGAN.search(text, before, right) is not None
        or _TAKEN_ON.search(text, right, end) is not None
        or _HANDED_ON.search(text[end : end + 24]) is not None
    )


def _items(text: str, hits: Sequence[MatterHit], start: int, end: int) -> tuple[int, int]:
    """Return the items of the list from the first matter to the last; the clause if they are long."""
    left = text.rfind("、", start, hits[0].start) + 1 or start
    right = text.find("、", hits[-1].end, end)
    right = end if right < 0 else right
    return (left, right) if right - left <= _MAX_ITEMS else (start, end)
