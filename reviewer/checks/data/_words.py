"""What the words around a figure say it counts, one class of words at a time.

A stretch of prose is cut into known words. What it counts follows from the classes
that occur in it, in whatever order; a stretch with any word that is not known says
nothing, for that word may narrow the count to a part that no table states.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from reviewer.regex import Regex

_RELAY = r"(?:结转|结余|遗留|滚存|转入|转来|转结|接转|留下|延续|剩余|跨年|积存|余下|带入|转|存)"
_ONWARD = (
    r"(?:结转|转入|转到|转至|转|留到|留至|留待|延至|延到|延续至|延续到|顺延至|顺延到|顺延|带入|带到|移至|"
    r"跨入|跨到|滚入|滚存至)"
)
_FINISH = r"(?:办结|办完|办理完毕|办理完结|办理完成|处理完毕|处理完|答复完毕|答复完|办毕|答复|办理)"
_FILE = r"(?:行政)?规范性文件"
# In order: of two that fit at one place, the earlier is taken.
_CLASSES: tuple[tuple[str, str], ...] = (
    ("stop", r"主动公开|(?<!部分)(?<!不予)公开答复|公开率|公开征|公开(?:栏|平台|专[栏区]|指南|目录|制度|年报)|"
     r"申请表|申请书|答复书|复议后(?!.{0,6}诉)"),
    ("skip", r"(?:办理|处理|答复|复议|诉讼|审理)(?:结果|情况)(?:看|来看|分析)?|公民[·和]?法人(?:和|或者?|及|与|"
     r"以及|·)其[他它](?:社会)?组织|法人证书"),
    ("skip", r"申请(?:人|主体|者)|当事人|复议机关"),
    ("result:unavailable", r"(?:政府)?信息不存在"),
    ("stage:carried_in", rf"(?:结转|承接|接续)(?:自|了)?上年(?:度|末|底)?(?:尚|仍|还)?(?:未|"
     rf"没有)?(?:{_FINISH})?(?:遗留)?|"
     rf"上年(?:度|末|底|以前)?(?:的)?(?:尚|仍|还)?(?:未|没有|没)(?:能|有)?{_FINISH}(?:{_RELAY})?|"
     rf"(?:从|由|自)?上年(?:度|末|底|以前)?(?:的)?{_RELAY}(?:而来|过来|下来|"
     rf"来)?(?:[至到](?:本年)?)?(?:继续)?(?:{_FINISH})?"),
    ("stage:carried_out", rf"{_ONWARD}(?:至|到|入)?下年(?:度)?(?:继续|再)?(?:{_FINISH}|处理)?|"
     rf"(?:尚|仍|还|未能|当年|本年)*(?:未|没有|没)(?:能|有)?{_FINISH}|跨年度?(?:办理|处理)?|下年(?:度)?继续{_FINISH}|"
     r"(?:年[末底]|期末|尚|正|仍|还|处于)*在办(?:理)?(?:中|状态|之中)?|正在办理(?:中|之中)?|在途"),
    ("direct", r"(?:未经(?:行政)?复议(?:程序)?(?:而)?)?(?:直接|径行)(?:向(?:人民)?法院)?(?:提起|提出)?(?:起诉|"
     r"行政诉讼|诉讼)"),
    ("after", r"(?:经|先)?(?:行政)?复议(?:后|之后)(?:又|再|仍|还)?(?:向(?:人民)?法院)?(?:提起|提出)?(?:起诉|"
     r"行政诉讼|诉讼)"),
    ("result:granted_or_part", r"(?:予以)?公开(?:和|及|或者?|与|以及|·|加|[(]含)部分公开[)]?|全部(?:或|和|"
     r"及)部分公开|公开类"),
    ("result:part", r"(?:予以|同意|准予|给予|作出)*部分(?:内容)?(?:予以|同意|准予)?公开|区分处理后(?:予以)?公开"),
    ("result:refused", r"不予以?公开|不同意公开|不公开|不宜公开|拒绝公开"),
    ("result:unavailable", r"无法提供|不能提供|未能提供"),
    ("result:not_processed", r"不予以?处理|不再处理|不作处理"),
    ("result:other_results", r"(?:以|按|作)?其[他它](?:方式)?(?:处理|办理)"),
    ("reason:r3_4_1", r"(?:本机关|我[局委办厅镇乡街]道?|本[局委办厅镇])?(?:并)?不掌握"),
    ("reason:r3_4_2", r"没有现成(?:的)?信息[,]?(?:且|而)?(?:需要?)?(?:另行|重新)?(?:加工|制作)?|需要?另行制作"),
    ("reason:r3_4_3", r"(?:经)?补正后(?:申请)?(?:内容)?(?:仍|仍然|依然)?不明确"),
    ("reason:r3_3_1", r"国家秘密"),
    ("reason:r3_3_2", r"(?:其他)?法律(?:·?行政法规|法规)?禁止公开"),
    ("reason:r3_3_3", r"(?:危及)?\"?三安全一稳定\"?"),
    ("reason:r3_3_4", r"(?:保护|侵犯|损害)?(?:了)?第三方(?:的)?合法权益"),
    ("reason:r3_3_5", r"(?:三类)?(?:行政机关)?内部事务(?:性)?"),
    ("reason:r3_3_6", r"(?:四类)?过程性"),
    ("reason:r3_3_7", r"行政执法案卷|执法案卷"),
    ("reason:r3_3_8", r"行政查询"),
    ("reason:r3_5_1", r"信访(?:·?举报)?(?:·?投诉)?(?:形式|类|性质)?"),
    ("reason:r3_5_2", r"重复(?:提出)?(?=的?申请|的?$)"),
    ("reason:r3_5_3", r"(?:要求)?(?:提供)?公开出版物"),
    ("reason:r3_5_4", r"无正当理由大量反复"),
    ("who:legal", r"自然人(?:以外|之外)|非自然人|法人(?:和|或者?|及|与|以及|·)其[他它](?:社会)?组织|法人(?:单位|"
     r"机构)?"),
    ("who:person", r"自然人|公民个人|公民|个人"),
    ("who:enterprise", r"商业企业"),
    ("who:firms", r"企业"),
    ("who:research", r"科研(?:机构|院所|单位)"),
    ("who:charity", r"(?:社会)?公益(?:性)?(?:组织|团体)"),
    ("who:law", r"法律服务机构|律师事务所|律所"),
    ("who:other", r"其[他它](?:组织|主体)"),
    ("kind:rules", r"(?:政府|行政|部门)?规章"),
    ("kind:normative_documents", _FILE),
    ("act:licences", r"行政许可|许可(?=决定)"),
    ("act:penalties", r"行政处罚|处罚(?=决定)"),
    ("act:coercion", r"行政强制(?:措施)?|强制(?=决定)"),
    ("outcome:upheld", r"(?:被)?(?:判决|裁定|决定)?(?:结果)?维持(?:了)?"
     r"(?:原(?:答复|决定|行为)|我[局委办厅](?:的)?答复)?|驳回(?:了)?(?:原告|其|对方)?(?:的)?(?:全部)?诉讼请求"),
    ("outcome:corrected", r"(?:被)?(?:结果)?纠正|撤销或者?(?:变更|责令重[作做])"),
    ("outcome:other", r"其[他它]结果"),
    ("outcome:pending", r"(?:尚|仍|还)*(?:未|没有)(?:能)?(?:审结|结案)|(?:尚|正|仍)*在审(?:理中?)?|未结"),
    ("both", r"(?:行政)?复议(?:和|与|及|或者?|以及|·|加)?(?:被)?(?:提起|申请)?(?:行政)?诉讼|复议(?:或|和)被?诉"),
    ("review", r"(?:被)?(?:申请)?(?:提起|提出)?(?:行政)?复议(?:申请)?"),
    ("lawsuit", r"(?:被)?(?:提起|提出)?(?:行政)?(?:诉讼|应诉|被诉)|被(?:起诉|诉)|(?:行政)?官司"),
    ("doc:in_force", r"(?:现行|继续|仍然?|年[末底]|期末|现存|目前|依然|保持|实际|全部)*有效|(?:现行|(?:仍|继续|"
     r"现)?在用|继续执行|仍在执行|现存|存续|保留)"),
    ("doc:issued", r"(?:新)?(?:制发|制定|印发|出台|新制|新发|制订|立新|新立|新增制发)|以我[局委办厅]名义(?:发布|"
     r"印发)|新(?=\d|$)"),
    ("doc:repealed", r"(?:宣布|公布|公告|明令)?(?:废止|废旧)"),
    ("stage:due", r"应(?:当|该)?(?:予)?办理?|(?:共)?(?:需|需要|应)(?:予)?(?:处理|办理|答复)|待(?:处理|办理)|"
     r"(?:共)?(?:处理|经办)"),
    ("stage:done", r"(?:已|已经)?(?:办结|办理完毕|办理完结|办理完成|处理完毕|处理完结|办毕|办复|办完|了结|"
     r"审结办毕)|(?:已|已经)答复(?:完毕)?|答复完毕"),
    ("stage:answered", r"答复|回复"),
    ("stage:new", r"新(?:收到?|增|受理|接收|登记|提交|提出)(?!办)|新(?=申请|依申请|的?政府信息)"),
    ("stage:received", r"收到|接到|接收|接获|收件|收悉|收(?=\d|$|政府|信息|申请|依|到)|登记(?:在册)?|递来|送来"),
    ("stage:accepted", r"受理|办理"),
    ("stage:any", r"结转"),
    ("head", r"(?:政府信息|信息)?依申请公开(?:的)?(?:政府信息|信息)?(?:申请)?|申请公开(?:政府信息|信息)?|"
     r"(?:政府)?信息公开(?:的)?申请|"
     r"公开(?:政府)?信息(?:的)?申请|要信息的申请|公开申请|申请"),
    ("issue", r"(?:政府)?信息公开"),
    ("result:granted", r"(?:予以|同意|准予|全部|全文|给予|依法)?公开|给予满足"),
    ("all", r"全部|均|都|悉数|全数|一律|如数"),
    ("neg", r"未曾|从未|并未|并无|没有|没|未有|未|不存在|无|零"),
    ("each", r"各"),
    ("decide", r"决定(?:书)?"),
    ("more", r"等"),
    ("do", r"作出|做出|实施|采取|下达|办出|下发"),
    ("event", r"案件|案"),
    ("skip", r"申请(?:人|主体|者)|当事人|公众|群众|社会(?:各界)?|老百姓|百姓|原告|被告|被申请人|复议机关|"
     r"(?:人民)?法院|"
     r"我[局委办厅镇乡街会院]道?|本[局委办厅镇乡街院]|本机关|本单位|全[局委镇乡]|本行政机关|县政府|市政府|"
     r"政府信息|信息|"
     r"本年|年度|全年|当年|年[末底内终]|期末|截至|截止|到|止|12月31日|一年里?|目前|现|今|之后|其后|随后|"
     r"其中|当中|里面|包括|包含|含|另|另有|另外|还|尚|仍|又|再|也|亦|并|且|而|则|即|其|该|此|这|上述|以上|"
     r"共计|共有|一共|总共|总计|合计|累计|总数|总量|总|共|计|数量|件数|件|数|量|为|是|系|有|达到?|由|自|从|来自|"
     r"来源于|出自|出于|之手|占|"
     r"向|对|给|被|将|把|经|经过|审查|因|由于|因为|引起|引发|产生|发生|出现|涉及|关于|有关|针对|就|要|找|"
     r"提起|提出|提交|递交|代理|代|以|按照?|依照?|依法|依规|依|法定|期限|规定|时限|按时|按期|如期|及时|"
     r"作|做|给出|得出|给予|予以|告知|认定|属于|属|归入|分为|分|类型|类别|类|性质|种|两|二|三|项|者|"
     r"的|了|得|地|在|中|里|内|上|下|看|之|于|所|和|与|及|以及|或者|或|、|·|:|,|\(|\)|;|\"|过|已经|已|部|件次|起|批|"
     r"本|加上|连同|算上|剩余|剩下|剩|身份|主体|情况|情形|方面|事项|工作|结果|方式|办理情况|办理结果|名义|发布|继续|执行|"
     r"符合|条件|有效|书面|能够|需要|需|须|不|年度内|部分|只有|仅有|仅|只|分别|其他"),
)  # fmt: skip
_LEXICON = Regex("|".join(f"(?P<t{at}>{words})" for at, (_, words) in enumerate(_CLASSES)))
_NAMES = tuple(name for name, _ in _CLASSES)
_RESTRICTING = frozenset(("不", "部分", "其他", "有效"))  # known, but only as part of another word


@dataclass(frozen=True, slots=True)
class Meaning:
    """The classes of words in one stretch of prose.

    Args:
        marks: Classes by name, as ``result`` → {``granted``}; plain classes map to themselves.
        is_known: Every word of it is known.
    """

    marks: dict[str, frozenset[str]] = field(default_factory=dict)
    is_known: bool = True

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return the members of a class that occur."""
        return self.marks.get(name, frozenset())

    @property
    def has_count(self) -> bool:
        """Tell whether it says what is counted, and not only in which connection."""
        return any(name in self.marks for name in _COUNTS)

    def joined(self, other: Meaning) -> Meaning:
        """Return what both say together."""
        names = {**self.marks, **other.marks}
        return Meaning({name: self[name] | other[name] for name in names}, self.is_known and other.is_known)


_COUNTS = (
    "stage",
    "result",
    "reason",
    "who",
    "outcome",
    "doc",
    "act",
    "review",
    "lawsuit",
    "both",
    "direct",
    "after",
    "head",
)


@lru_cache(maxsize=4096)
def read_words(text: str) -> Meaning:
    """Return what a stretch of prose says, relative years; O(length)."""
    marks: dict[str, frozenset[str]] = {}
    position = 0
    is_known = True
    while position < len(text):
        match = _LEXICON.match(text, position)
        if match is None or match.end() == position:
            is_known = False
            position += 1
            continue
        name, _, value = _NAMES[int((match.lastgroup or "t0")[1:])].partition(":")
        if name == "stop" or (name == "skip" and match[0] in _RESTRICTING):
            is_known = False
        elif name != "skip":
            marks[name] = marks.get(name, frozenset()) | {value or name}
        position = match.end()
    return Meaning(marks, is_known)
