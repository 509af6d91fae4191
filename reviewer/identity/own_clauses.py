"""Judges a foreign name in a clause that tells the issuer's own disclosure: 完善……部门信息公开目录.

What an office does for disclosure it does for its own trade, bodies and people. So a foreign
name in front of 信息公开, among those guided, examined and written to, or as the office where
applications are handed in, is a remnant, unless the clause leads another party in.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reviewer.identity import contexts
from reviewer.identity import lone_patterns as lone
from reviewer.identity.residues import Residue, Strength
from reviewer.identity.traces import Clause
from reviewer.regex import Regex

# Named in the reports of all, in whatever part.
_EVERYWHERE = frozenset({
    "government", "gov_office", "gov_service", "data", "hotline", "media", "supervision", "cpc_depts", "staffing",
    "secrecy", "cyberspace", "people_congress", "org_affairs", "biz_env", "legal_off", "town", "street",
    "pub_resource", "social_work", "dev_zone", "industrial_park", "archive", "party_school", "econ_dev",
})  # fmt: skip
# Whose matters are disclosed by offices of every kind.
_SHARED = frozenset({"finance", "audit", "petition", "justice", "market", "emergency", "tax"})
_Judgement = tuple[Strength, str, str, str]
_NOT_OURS = "不是本机关的下属单位或人员"
_OTHERS = "把其他部门的业务说成自己的"

_WORK = (
    r"(?:推进|推动|做好|加强|深化|健全|完善|建立|提升|抓好|规范|加大|强化|细化|编制|梳理|拓展|丰富|优化|巩固|提高|夯实|狠抓|扩大|突出|落实|抓实|"
    r"做实|促进|开展|紧扣|聚焦|统筹|把握|补齐|延伸|拓宽|创新|改进|打造|保障|严格|坚持|助推|推行|实行|试行|把|将)"
)
_WORK_LEFT = Regex(
    rf"(?:^|着力|持续|切实|认真|进一步|全面|扎实|积极|深入|大力|有序|稳步|不断|继续|重点|是|将|要|来|并|力|度|地|抓|了|[我本][局委办厅院馆])"
    rf"{_WORK}(?:了|好|对)?(?:全{contexts.LEVEL}|[我本]{contexts.LEVEL}|全系统|基层|重点|辖区)?(?:各级|各|公立|民办|乡镇|定点|一线)?$|"
    rf"^(?:[一二三四五六七八九十]是|同时|一方面|另一方面)?{_WORK}(?:了|好)?$"
)
_DISCLOSURE_RIGHT = Regex(
    r"^(?:食堂|服务|机构|单位|场所|项目|领域|行业|事项|政策|资金|类|工作|执法|监管|基层|重点|办事|权力|民生|行政|主动|年度)*的?(?:(?:政[务府])?(?:信息)?公开|(?:收费|信息|执法)*公示(?=制度|机制|工作|覆盖|率|栏目|[,。;]))"
    r"(?!透明|招|征|选|拍|竞|挂牌|出让|处置|承诺|听证|评审|摇号|抽|课|信)|"
    r"^的?(?:公开)?(?:透明度|公开度)"
)
_CORE_LEFT = Regex(r"(?:紧扣|紧贴|紧紧围绕|紧密围绕|围绕|聚焦|立足|紧盯)(?:全[省市县区]|[我本][省市县区局委办])?$")
_CORE = Regex(r"(?:中心工作|中心任务|主责|主业|职责|职能|重点工作)$")
_KIND_RIGHT = Regex(r"^(?:服务)?(?:机构|单位|场所|领域|行业)")
_AMONG_RIGHT = Regex(r"^等(?:[^\W\d_]{2,6})?(?:领域|方面|民生)?(?:政[务府])?(?:信息)公开(?!透明|招|征|选)")
_GOING_ON = Regex(
    r"^(?:重点|基层|执法|行政|民生)*的?(?:政[务府])?(?:信息)?公开(?:工作|情况|质量|水平|力度|内容|形式|渠道|意识)?"
    r"(?:标准(?:化)?|目录|指南|事项|专栏|栏目|清单|制度|机制|平台|体系|规范)*"
    r"(?:已|均|都|全部|实行|推行|坚持|纳入|按|有序|稳步|持续|扎实|全面|深入|不断|进一步|取得|得到|迈上|整体|明显|实现|成效|规范|位居|走在|展开|落实|推进|提升|开展)"
)
_LACKING = Regex(
    r"^[^,。;]{0,4}?(?:(?:政[务府])?(?:信息)?公开|信息报送|信息更新|信息发布|信息员|公开栏|公示栏)[^,。;]{0,14}?(?:缺乏|不足|不够|不强|薄弱|不平衡|不均衡|滞后|有待|欠缺|单一|偏[低少晚弱]|不高|不及时|不到位|参差不齐|差距|弱化|淡薄|有所欠|较[少低弱慢])|"
    r"^(?:主要)?(?:负责人)?(?:对)(?:政[务府])?(?:信息)?公开[^,。;]{0,10}(?:认识|重视|理解)[^,。;]{0,4}(?:不|欠|低)"
)
_SUBJECT_LEFT = Regex(r"(?:^|是|[)、.])(?:少数|个别|部分|有的|一些|基层|各|全[省市县区旗]|[省市县区]|乡镇|目前|当前)*$")
_GUIDED_LEFT = Regex(
    r"(?:加强|加大|强化|开展|组织|继续|落实|做好|进行)(?:了)?(?:对|与|同|和)(?:各|全体|基层|辖区|下属|所属|局属|全[省市县区]|乡镇|镇街|街道|[镇乡县区市])*$|"
    r"(?:^|[一二三四五六]是)(?:每[月季年周]度?|定期|适时|不定期|按[月季]|全年|年内|逐一|分批)?(?:组织)?(?:对|赴)(?:各|全体|基层|辖区|下属|所属|局属|全[省市县区]|乡镇|镇街|街道|[镇乡县区市])*$"
)
_GUIDED_RIGHT = Regex(
    r"^(?:的)?(?:开展|推进|落实|做好)?(?:政[务府])?(?:信息)?公开(?:工作|情况|栏|质量|内容|目录|专栏)*的?(?:业务|日常|跟踪|统筹|督促)?(?:进行|开展|予以|给予)?(?:了)?(?:业务|实地|现场|专项|集中|不定期)?(?:指导|督导|监督|考核|检查|培训|辅导|督查|抽查|通报|评估|评议|巡查|巡检|抽检)"
)
_OF_OURS = Regex(r"(?:局属|委属|厅属|我局所属|本局所属|我委所属|局直属|委直属|局下属|局下辖)(?:各|的|[0-9]+[家所个])?$")
_MARKED = Regex(r"(?:系统|部门|领域|行业|战线|条线|机关|工作|业务|事业|职能|职责|主责)$")
_OURS_MODIFIED = Regex(r"(?:局属|委属|厅属|局直属|委直属|局下属)(?:各|的)?[^\W\d_]{0,3}$")
_UNIT_WORD = Regex(r"(?:机构|院|校|所|站|队|园|馆)$")
_WHOLE_OFFICE = Regex(r"(?:全局|全委|全厅|全办|局机关)(?:的|各|广大|全体)?$")
_NOT_A_UNIT = Regex(r"企业|公司|车辆|站点|网点|人员$|项目")
_AT_WORK = Regex(r"^的?(?:政[务府])?(?:信息)?公开工作(?:实行|推行|坚持|纳入|按)")
_REVIEWED_LEFT = Regex(r"(?:纳入|列入|记入|计入|作为|融入)(?:全体|各|基层|辖区|全[省市县区])*$")
_REVIEWED_RIGHT = Regex(
    r"^(?:个人)?(?:的)?(?:年度|年终|季度|月度|绩效|目标|日常|平时|综合|岗位|职称|业务)*(?:述职|考核|评优|评先|绩效|目标责任|晋升|考评)"
)
_APPLY_LEFT = Regex(r"申请人?(?:可以?|须|应|应当|需|请)?(?:通过)?(?:直接)?(?:到|至|向|前往|去|在)(?:本?[省市县区旗])?$")
_APPLY_RIGHT = Regex(
    r"^(?:机关)?(?:政务公开)?(?:办公室|[^\W\d_]{0,6}[科股处室]|服务大厅|办事大厅|窗口|大厅|[一二三四五]楼)*(?:当面|现场|书面|直接)?(?:提交|提出|递交|填写|领取|办理)[^,。;]{0,8}(?:申请|登记)"
)
_APPLY_NOT = Regex(r"属于|涉及|职责|掌握|告知|引导|牵头|制作|保存|主管|权限|对应")
_LABELLED = Regex(r"(?:联系(?:人|科室|处室|股室|机构|单位|部门)|受理(?:科室|处室|股室)|承办(?:科室|股室))(?:为|是|:)?$")
_OFFICE_RIGHT = Regex(r"^(?:机关)?(?:办公室|综合[科股处]|[^\W\d_]{2,6}[科股](?![技学]))")
_REPORTED_LEFT = Regex(r"(?:向|给|报|送|报送|由)(?:[省市县区旗])?$")
_REPORTED_RIGHT = Regex(
    r"^(?:机关)?(?:办公室|综合[科股处]|党政办)(?:报送|上报|提交|报告|汇总|备案|统一|归口)[^,。;]{0,12}(?:[股科处]室|本[局单]|信息发布|公开信息|公开内容|信息公开|公开工作|审核|把关|发布)"
)
_ESTEEMS = Regex(
    r"^(?:党组|党委|领导班子|主要领导)?(?:始终|一直|历来)?(?:高度重视|十分重视|把|将|切实加强|认真落实|认真贯彻|严格执行|严格落实)[^,。;]{0,14}(?:政[务府](?:信息)?公开|信息公开|条例)"
)
_LED_BY = Regex(r"^(?:党组|党委|领导班子)?的?(?:坚强|正确|统一|有力|直接)?领导下")
_CONVENED = Regex(r"(?:召开|组织召开|主持召开|筹备)(?:了)?(?:[0-9]+年)?(?:全[省市县区旗])$")
_MEETING = Regex(r"^(?:暨[^,。;]{2,12})?(?:会议|推进会|部署会|调度会|现场会|培训会|总结会)")
_ASSESSED = Regex(r"(?:纳入|列入|作为)(?:全[省市县区旗])$")
_ASSESSMENT = Regex(r"^(?:年度|目标|绩效|综合|党建)*(?:管理)?(?:考核|考评|评价|责任|述职)")
_BELIEF = Regex(r"^(?:的)?(?:理念|宗旨|思想|方针|主线|新格局|新局面)")
_BY = Regex(r"(?:^|[^自理缘])由(?:局|委|[省市县区旗])?$")
_CHARGE = Regex(r"^(?:牵头|统一|专人)?负责[^,。;]{0,8}(?:信息|公开|审核|更新|维护|发布|解读)")
_PLACE_OF_ALL = Regex(r"村务公开栏|同步张贴|代为")
_MADE_FOCUS_LEFT = Regex(r"(?:把|将)$")
_MADE_FOCUS = Regex(r"^(?:等[^,。;]{0,6})?(?:信息)?作为(?:政[务府])?(?:信息)?公开(?:工作)?的?重点")
_EXPLAINED = Regex(r"^(?:行政|综合|管理|执法|监管|保障|工作|服务)*政策(?:文件|法规|措施)?的?解读")
_GATE_LEFT = Regex(r"(?:把好|严把|守好|把牢|把紧)$")
_GATE = Regex(r"^信息(?:发布|公开|审核)?(?:关|审查关|安全关)")
_NET = Regex(r"^(?:(?:信息|政务)网|门户网站|官网)")
_MADE_HOLD = Regex(r"^(?:管理|执法|监管|工作)*(?:政[务府])?(?:信息)?公开为(?:抓手|重点|切入点|突破口|载体)")
_FORCE_LEFT = Regex(r"(?:加大|强化|提高)(?:了)?对?$")
_FORCE = Regex(r"^(?:、[^,。;、]{2,8})*(?:等)?(?:方面|领域)?的?信息的?公开(?:力度|质量|频次|比例)")
_HELD = Regex(r"^(?:重点|类|工作|方面|办理|相关|政策)?信息[0-9]+(?:余|多)?条")
_HELD_LEFT = Regex(r"(?:发布|公开|公布|更新|推送|主动公开|刊发)(?:了)?$")
_SCREEN = Regex(
    r"^(?:办证|办事|服务|业务)?大厅(?:设置|设立|增设|放置|摆放)[^,。;]{0,4}(?:意见箱|公[示开]|查阅|资料|指南)|"
    r"^(?:的)?(?:一楼|二楼|内|里)?(?:电子(?:显示)?屏|显示屏|大屏|公示栏|公开栏|宣传栏|公开角|查阅点|触摸屏|触摸查询机|自助终端|自助机|叫号屏|LED)"
)
_THROUGH = Regex(r"(?:通过|利用|依托|借助|运用|在|充分利用)(?:本?[省市县区])?(?:各)?$")


def judge_own(clause: Clause) -> Residue | None:
    """Return what a foreign name says in a clause on the issuer's own disclosure; None if nothing."""
    judge = _JUDGES.get(clause.candidate.kind)
    ids = clause.candidate.departments
    if judge is None or ids & _EVERYWHERE or contexts.is_in_title(clause.text, clause.candidate.start):
        return None
    if contexts.THIRD_CLAUSE.search(clause.text) or clause.right.startswith(("、", "和", "及", "与", "或")):
        return None
    found = judge(clause)
    if found is None:
        return None
    strength, rule, reason, cue = found
    return Residue(clause.candidate, strength, rule, reason, cue)


def judge_bare(clause: Clause) -> Residue | None:
    """Return what the bare name of a trade says in front of 信息公开 or 政策解读; None where it may be any office's."""
    if _weak(clause) or clause.candidate.departments & _EVERYWHERE or contexts.THIRD_CLAUSE.search(clause.text):
        return None
    if contexts.is_in_title(clause.text, clause.candidate.start):
        return None
    left, right = clause.left, clause.right
    told = _told(clause, left)
    if told is None and not contexts.THIRD_LEFT.search(left):
        explained = _EXPLAINED.match(right) if _WORK_LEFT.search(left) else None
        gated = _GATE.match(right) if _GATE_LEFT.search(left) else None
        ruled = lone.BY_RULE_DISCLOSURE.match(right) if lone.BY_RULE_LEFT.search(left) else None
        sited = _NET.match(right) if _THROUGH.search(left) and not re.search("中国|全国|国家|省$", left) else None
        made = _MADE_HOLD.match(right) if left.endswith("以") else None
        found = explained or gated or ruled or sited or made
        told = found[0] if found else None
    return Residue(clause.candidate, "doubtful", "bare", _OTHERS, told) if told is not None else None


def _weak(clause: Clause) -> bool:
    return clause.is_related or bool(clause.candidate.departments & _SHARED)


def _line(clause: Clause) -> _Judgement | None:
    if clause.speaks_for_all and not (clause.is_territory and clause.words.endswith(("系统", "条线", "战线"))):
        return None
    core = _CORE_LEFT.search(clause.left)
    if core and _CORE.search(clause.words) and not clause.speaks_for_all:
        return ("doubtful" if _weak(clause) else "likely"), "core", "“紧扣……中心工作”只能说本机关的工作", core[0]
    found = _meeting(clause)
    if found is not None:
        return found
    told = _told(clause, clause.left)
    if told is None:
        return None
    if not _MARKED.search(clause.words):
        return "doubtful", "own_clause", _OTHERS, told
    return ("doubtful" if _weak(clause) else "likely"), "own_clause", _OTHERS, told


def _meeting(clause: Clause) -> _Judgement | None:
    """Judge a trade whose meeting the issuer holds, in whose examination it counts, whose creed it follows."""
    left, right = clause.left, clause.right
    if clause.speaks_for_all:
        return None
    strength: Strength = "doubtful" if _weak(clause) else "likely"
    if _CONVENED.search(left) and (met := _MEETING.match(right)):
        return strength, "convened", "召开的是其他部门的工作会议", met[0]
    if _ASSESSED.search(left) and (met := _ASSESSMENT.match(right)):
        return strength, "assessed", "本机关的工作却列入其他系统的考核", met[0]
    if not contexts.THIRD_LEFT.search(left) and left.endswith("的") and (met := _BELIEF.match(right)):
        return "doubtful", "creed", _OTHERS, met[0]
    return None


def _told(clause: Clause, left: str) -> str | None:
    """Return the words that make a name the object or the subject of the issuer's own disclosure."""
    front = clause.left[:-1] if left.endswith("各") else left
    if contexts.THIRD_LEFT.search(front) or left.endswith(("、", "和", "及", "与", "等")):
        return None
    work = _WORK_LEFT.search(left)
    if work and (found := _DISCLOSURE_RIGHT.match(clause.right)):
        return work[0] + "……" + found[0]
    if lone.EDGE_LEFT.search(left) or _SUBJECT_LEFT.search(left):
        found = _GOING_ON.match(clause.right) or _LACKING.match(clause.right)
        return found[0] if found else None
    return None


def _duty(clause: Clause) -> _Judgement | None:
    if clause.speaks_for_all or clause.is_related or clause.candidate.departments & _SHARED:
        return None
    if _OURS_MODIFIED.search(clause.left) and _UNIT_WORD.search(clause.words):
        return "likely", "ours", _NOT_OURS, clause.left[-4:]
    if _MADE_FOCUS_LEFT.search(clause.left) and (focus := _MADE_FOCUS.match(clause.right)):
        return "doubtful", "focus", _OTHERS, focus[0]
    force = _FORCE.match(clause.right) if _FORCE_LEFT.search(clause.left) else None
    if force and not clause.owns:
        return "doubtful", "own_clause", _OTHERS, force[0]
    if clause.owns:
        return None
    work = _WORK_LEFT.search(clause.left)
    if clause.words.endswith("务公开") and (work or _THROUGH.search(clause.left) or not clause.left):
        return "doubtful", "own_clause", _OTHERS, clause.words
    if contexts.THIRD_LEFT.search(clause.left) or len(clause.words) < 2:
        return None
    work = _WORK_LEFT.search(clause.left)
    found = _DISCLOSURE_RIGHT.match(clause.right) or _AMONG_RIGHT.match(clause.right)
    if work and found and (len(clause.words) > 3 or _KIND_RIGHT.match(clause.right)):
        return "doubtful", "own_clause", _OTHERS, work[0] + "……" + found[0]
    held = _HELD.match(clause.right) if _HELD_LEFT.search(clause.left) and len(clause.words) > 3 else None
    return ("doubtful", "held", _OTHERS, held[0]) if held else None


def _body(clause: Clause) -> _Judgement | None:
    left, right, words = clause.left, clause.right, clause.words
    if clause.speaks_for_all or lone.FALSE_WORD.match(right):
        return None
    is_public = lone.PUBLIC.match(words) is not None
    if clause.candidate.kind == "person" and _WHOLE_OFFICE.search(left):
        return "likely", "ours", _NOT_OURS, left[-2:]
    is_of_all = lone.WORDS_OF_ALL.search(words) is not None
    weak: Strength = "doubtful" if _weak(clause) or is_public or is_of_all else "likely"
    if _OF_OURS.search(left) and not clause.is_related and not is_of_all and not _NOT_A_UNIT.search(words):
        return "likely", "ours", _NOT_OURS, left[-4:]
    guided = _GUIDED_RIGHT.match(right) if _GUIDED_LEFT.search(left) else None
    if guided:
        return weak, "guided", _NOT_OURS, guided[0]
    reviewed = _REVIEWED_RIGHT.match(right) if _REVIEWED_LEFT.search(left) else None
    if reviewed:
        return weak, "reviewed", _NOT_OURS, reviewed[0]
    if contexts.THIRD_LEFT.search(left[:-1] if left.endswith("各") else left) or _PLACE_OF_ALL.search(right):
        return None
    charge = _CHARGE.match(right) if _BY.search(left) else None
    if charge and not is_public and not clause.is_related:
        return ("doubtful" if is_of_all else weak), "charge", _NOT_OURS, charge[0]
    lacking = (_LACKING.match(right) or _AT_WORK.match(right)) if _SUBJECT_LEFT.search(left) else None
    if lacking and not (is_public and clause.is_related):
        return ("doubtful" if is_public else weak), "lacking", _NOT_OURS, lacking[0]
    work = _WORK_LEFT.search(left)
    if work and not clause.is_related and (found := _DISCLOSURE_RIGHT.match(right)):
        return "doubtful", "own_clause", _NOT_OURS, work[0] + "……" + found[0]
    through = _SCREEN.match(right) if _THROUGH.search(left) else None
    if through and not is_public and not is_of_all and not clause.is_related:
        return "doubtful", "premises", "不是本机关的办事场所", through[0]
    return None


def _organ(clause: Clause) -> _Judgement | None:
    left, right = clause.before_name, clause.right
    if not lone.ORGAN_WORD.search(clause.words):
        return _body(clause)
    if clause.is_territory:
        esteem = _ESTEEMS.match(right) if lone.EDGE_LEFT.search(left) else None
        return ("likely", "esteems", "全句以它为主语写公开工作", esteem[0]) if esteem else None
    if left.endswith("在") and (led := _LED_BY.match(right)) and not clause.speaks_for_all:
        return "likely", "led_by", "写明受其领导，而它不是本机关", "在……" + led[0]
    if clause.speaks_for_all or clause.candidate.departments & {"justice"}:
        return None
    guided = _GUIDED_RIGHT.match(right) if _GUIDED_LEFT.search(left) else None
    if guided and "公开" in guided[0]:
        return "doubtful", "guided", _NOT_OURS, guided[0]
    apply = _APPLY_RIGHT.match(right) if _APPLY_LEFT.search(left) else None
    if apply and not _APPLY_NOT.search(clause.text):
        return "likely", "applied", "申请应当是向本机关提出的", apply[0]
    label = _LABELLED.search(clause.text[: clause.candidate.whole_start])
    if label and _OFFICE_RIGHT.match(right):
        return "likely", "contact", "把其他机关当作本机关的联系单位", label[0]
    reported = _REPORTED_RIGHT.match(right) if _REPORTED_LEFT.search(left) else None
    if reported and not contexts.THIRD_LEFT.search(left[:-1]):
        return "doubtful", "reported", "本机关内部的事却报给它", reported[0]
    return None


_JUDGES: dict[str, Callable[[Clause], _Judgement | None]] = {
    "line": _line,
    "topic": _line,
    "duty": _duty,
    "organ": _organ,
    "body": _body,
    "venue": _body,
    "person": _body,
    "head": _body,
}
