"""Frames that take one word only: what stands in front of 三个月, behind 延长 or after a number.

A word of one character that is typed for another of the same sound leaves a sentence in
which every two neighbours may have been seen; what betrays it is the frame around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.document.span import Span
from reviewer.language.slip import Slip, Weight
from reviewer.regex import Regex

_HAN = "\u4e00-\u9fff"
_NUMBER = "[\\d一二两三四五六七八九十百千几数]"
_STOP = "(?=[，。；、：）)\n]|$)"
_BODY = "(?:局|办公室|办|股|科|处|室|中心|所|站|镇|街道|部门|单位|机关|专班|专人)"
_DOES = "(?:负责|牵头|统一|汇总|审核|报送|签发|承办|登记|受理|归口|逐|在|按|于|每)"


@dataclass(frozen=True, slots=True)
class _Frame:
    """A place for one word.

    Args:
        pattern: Group 1 is the wrong character.
        right: What belongs there.
        weight: How sure.
        is_lone: Whether the character must be a word by itself.
    """

    pattern: Regex
    right: str
    weight: Weight = "warning"
    is_lone: bool = True


def _frame(pattern: str, right: str, weight: Weight = "warning", *, is_lone: bool = True) -> _Frame:
    return _Frame(Regex(pattern), right, weight, is_lone)


_FRAMES = (
    _frame(
        rf"(?<![推改跟促先引挺迈递前后走挤演跨步])(进)(?={_NUMBER}{{1,3}}(?:个(?:多|半)?(?:月|工作日|星期|季度|学期)|天[内来的]|周[内来的]|年(?:来|内|间|的|没|未|[，。]))(?!行动))",
        "近",
    ),
    _frame(
        r"(?<=[延推缩截提降增减])[长迟短至止高低到少加](直|之|只|致|置)(?=每?\d|[一二三四五六七八九十两]|每[年月日周]|本[年月]|次日|目前|今年)",
        "至",
    ),
    _frame(
        r"(?<=\d[日月年时点分])(直)(?=\d|[一二三四五六七八九十]+[日月年时点]|次[日年月]|目前|今年|本年)",
        "至",
        is_lone=False,
    ),
    _frame(
        r"(?<![请指管任执助家施文科儒佛道礼宗说])(教)(?=(?:大(?![家学爷妈伙])|多|少|高|低|强|弱|快|慢|差|短|严|晚|早)(?:的|，|。|；|、|程度|幅度|范围))",
        "较",
        is_lone=False,
    ),
    _frame(r"(?<=[变差问影力困难压幅规数波落偏关])(教)(?=(?:大|多|少|高|低|强|弱|快|慢|差)[的，。；、])", "较"),
    _frame(
        r"(?:全年|年内|年度|从|尚|至今|仍|期间|全市|全县|全区|全镇|我局|我镇|我办|我委|我中心|本机关)(为)(?=(?:发生|收到|收取|出现|接到|产生|提起|办结|更新到位|收缴)(?!的?[情问])|(?:被|能|按时|按期|及时)[公更报答办整])",
        "未",
        is_lone=False,
    ),
    _frame(
        r"(?:全年|年内|年度|从|尚|至今|仍|期间)(为)(?=发现(?![^，。；]{0,12}(?:的|而|，))|收到|收取)",
        "未",
        is_lone=False,
    ),
    _frame(
        rf"(?:可以?|能够?|均|已|仍|分别|同步|统一|集中|及时|也|还|并|请|需|应)(再)(?=(?:[县市区镇省乡州旗]|街道|村)?(?:政府)?(?:门户|官方)?(?:网站|官网|门户|公众号|公示栏|公开栏|服务大厅|政务大厅|服务窗口|“|规定时限|法定期限|规定期限|收到[{_HAN}]{{0,8}}之日)(?![{_HAN}]{{0,3}}(?:增|新|建)))",
        "在",
    ),
    _frame(rf"(?:[，。；：、\n]|统一|后|改)(又)(?=[{_HAN}]{{1,8}}{_BODY}{_DOES})", "由", "hint"),
    _frame(r"[看查找听搜买领办问][不得](道)(?![理路德歉具教])", "到", is_lone=False),
    _frame(r"(?<=[收遇送拿做达提])(道)(?=了|过|[一二三四五六七八九十\d])", "到"),
    _frame(r"[，。；：\n](?:在|当)[^\W\d_]{2,10}(?<![就还都只但而于总凡不正也特要仍算或的])(是)(?=，)", "时", "hint"),
    _frame(
        r"(?<![\d〇零一二两三四五六七八九十百千万亿几多某整每这那哪半逐各数余若干单首第两])(个)(?=(?:部门|单位|科室|股室|乡镇|镇街|处室|县区|区县|成员单位|责任单位|环节|渠道)(?![\d]))",
        "各",
    ),
    _frame(
        r"(?<=\d)(各)(?=(?:部门|单位|科室|股室|乡镇|村|社区|点位|类别|月|工作日|问题|项目|栏目))", "个", is_lone=False
    ),
    _frame(
        r"(?<=[^\W\d_])(?<![刊攀摩五丰])(登)(?=(?:方式|渠道|形式|方面|问题|环节|载体)(?![^\W\d_]*簿))",
        "等",
    ),
    _frame(
        r"(?<![省市县区以涉普])(?<=[省市县区镇乡])(及)(?=以上(?:人民)?(?:政府|部门|机关|主管))", "级", is_lone=False
    ),
    _frame(r"由\d[\d.,]*[%％]?[^\W\d_]{0,3}(将|讲)(?=[至到]\d)", "降", is_lone=False),
    _frame(r"由\d[\d.,]*[%％]?[^\W\d_]{0,3}(生|声)(?=[至到]\d)", "升", is_lone=False),
    _frame(r"(?:同比|环比|较上年|比上年|较去年|比去年)增(张|涨)(?=\d|[了约近，])", "长", is_lone=False),
    _frame(r"(?:同比|环比|较上年|比上年|较去年|比去年)下(将|讲)(?=\d|[了约近，])", "降", is_lone=False),
    _frame(r"(?:全年|年内|本年度|累)(?:共|总)?(记|技)(?=\d)", "计", is_lone=False),
    _frame(r"[共总合](记|技|即)(?=\d)", "计", is_lone=False),
    _frame(r"(?<![尤与])其(种|终|钟|忠)(?=\d|[，：:]|[^\W\d_]{2,6}\d)", "中", is_lone=False),
    _frame(
        r"(?:全年|本年度|年内|累计)(供|工|公)(?=收到|受理|发布|公开|办理|召开|组织|举办|开展|印发|接待|\d)",
        "共",
        is_lone=False,
    ),
    _frame(r"(?<!一)(再)(?=20\d\d年|\d{1,2}月\d{1,2}日)", "在"),
    _frame(
        r"[，。；、\u4e00-\u9fff](与)(?=(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底)?(?:在|前完成|起|上线|召开|开通|举办|正式))",
        "于",
        "hint",
    ),
    _frame(
        r"(?:点击|访问|浏览|阅读|播放|转发|下载|收听|收看)(率)(?=[已达到超过突破为共计约近累]{0,4}\d[\d.,]*[余多]?[万亿千百]?[余多]?(?:人次|次|人))",
        "量",
        is_lone=False,
    ),
)
# Words that count, and characters of the same sound that do not.
_COUNTERS = {
    "件": "见建健键鉴", "条": "调挑", "次": "此刺词", "期": "其", "则": "责择泽", "场": "长常唱厂", "篇": "偏骗",
    "名": "明", "项": "向像象", "套": "涛讨", "户": "护互", "家": "佳加", "册": "侧策测", "处": "除", "批": "皮披",
    "块": "快", "轮": "论伦", "类": "累泪", "天": "添", "页": "叶业", "张": "涨", "组": "祖阻", "份": "纷",
    "人": "入", "元": "员圆", "部": "布", "起": "启", "本": "木", "段": "断", "台": "抬", "座": "坐", "辆": "量",
}  # fmt: skip
_COUNTED = {wrong: right for right, all_wrong in _COUNTERS.items() for wrong in all_wrong}
_AFTER_NUMBER = Regex(
    rf"(?<![第\d.A-Za-z年-])\d{{1,3}}(?:\.\d+)?[余多]?[万亿千]?([{''.join(_COUNTED)}])"
    r"(?=[，。；、）)]|(?:左右|以上|以内|以下|均|已|全部|其中|和|共|公共数据)|$)"
)
# A figure that is said to be vague twice over.
_VAGUE = Regex(
    r"(?<![最附临靠邻就远接预节签特制履违条公合大契])(?:超过|突破|近|将近|接近|约|大约|大概|不少于|不低于|至少|最多)\s?"
    rf"(?:{_NUMBER}[\d,.一二三四五六七八九十百千]*[万亿千百十]?(?P<more>余|多)(?=[万亿]?[人次条件份元个户场篇册张名字家项天平公])"
    rf"|{_NUMBER}[\d,.一二三四五六七八九十百千]*[万亿]?(?:个工作日|人次|万元|平方米|公里|[人次条件份元个户场篇册张名家项天年月])(?P<about>左右|上下|以上))"
)
_SURE_VAGUE = Regex(r"超过|突破|不少于|不低于|至少|约|大约|大概")
_CLOCK = Regex(r"(?:上午|下午|晚上?|早上?|时间[为:：]?|至|[-—~～])\s?(\d{1,2}[:：](?:[6-9]\d))(?![\d:：])")
_HOUR = Regex(r"(?:上午|早上|下午|晚上)\s?((?:2[5-9]|[3-9]\d)[:：时点])(?=\d|[至到—\-，。])")
_RATE = Regex(
    r"(?:办结|答复|满意|合格|公开|回复|准确|覆盖|及时|知晓|参训|达标|按时|完成|正确|参与|回应)[率度](?:均?为|均?达到?|保持在|超过)?"
    r"(1(?:0[1-9]|[1-9]\d)(?:\.\d+)?[%％]|[2-9]\d\d(?:\.\d+)?[%％])"
)
_TIMES_LESS = Regex(r"(?:下降|减少|降低|缩短|缩减|压减)了?近?(?:\d+(?:\.\d+)?|[一两二三四五六七八九十]+)倍")
_LETTERS = Regex(rf"(?<=[{_HAN}])([a-z]{{1,12}})(?=[{_HAN}])")
_SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia"
    "|ie|iu|ua|uo|ui|ue|a|o|e|i|u)"
)
_PINYIN = Regex(rf"(?:{_SYLLABLE}){{1,4}}")
_LATIN_WORDS = frozenset(
    {
        *("app", "ppt", "pdf", "ofd", "word", "wps", "excel", "http", "https", "www", "web", "wifi", "vip", "pc", "qq"),
        *("ip", "id", "ai", "vr", "ar", "gis", "ktv", "logo", "usb", "ok", "tv", "pm", "kg", "km", "cm", "mm", "ml"),
        *(
            "mg",
            "kw",
            "kwh",
            "mw",
            "hm",
            "ha",
            "doc",
            "docx",
            "xls",
            "xlsx",
            "txt",
            "jpg",
            "png",
            "mp",
            "html",
            "email",
        ),
        *("call", "center", "home", "me", "we", "wechat", "bao", "tong", "you"),
    }
)
_LONE_LETTERS = frozenset("dfjlopqrsuwyz")
_ACCOUNT = Regex(r"公众号|微信|账号|邮箱|网址|域名|微博|抖音|ID|号[:：]|：\s?$")


def find_frames(text: str, words: Sequence[Span], guarded: Sequence[Span] = ()) -> tuple[Slip, ...]:
    """Return the words of ``text`` that their frame does not take, in order.

    Args:
        text: The document's text.
        words: How it falls into words.
        guarded: Names and titles that are left as they are.
    """
    longer = {place for word in words if len(word) > 1 for place in range(word.start, word.end)}
    found: list[Slip] = []
    for slip in _every(text, longer):
        if not any(name.contains(slip.span) for name in guarded) and not any(
            slip.span.overlaps(other.span) for other in found
        ):
            found.append(slip)
    return tuple(sorted(found, key=lambda slip: slip.span))


def _every(text: str, longer: set[int]) -> Iterator[Slip]:
    for frame in _FRAMES:
        for match in frame.pattern.finditer(text):
            place = match.start(1)
            if text[place] != frame.right and not (frame.is_lone and place in longer):
                yield Slip(Span(place, match.end(1)), frame.right, "confused", frame.weight, "与前后文不合")
    yield from _counters(text, longer)
    yield from _vague(text)
    for match in _TIMES_LESS.finditer(text):
        yield Slip(Span(*match.span()), "", "gap", "hint", "减少不能用倍数表示")
    for pattern, reason in _FIGURES:
        for match in pattern.finditer(text):
            yield Slip(Span(match.start(1), match.end(1)), "", "gap", "warning", reason)
    yield from _letters(text)


_FIGURES: tuple[tuple[Regex, str], ...] = (
    (_CLOCK, "没有这个时刻"),
    (_HOUR, "没有这个时刻"),
    (_RATE, "比率超过了百分之百"),
)


def _counters(text: str, longer: set[int]) -> Iterator[Slip]:
    for match in _AFTER_NUMBER.finditer(text):
        place = match.start(1)
        behind = text[place + 1 : place + 2]
        if place in longer and not (behind and behind in "，。；、）)"):
            continue
        yield Slip(Span(match.start(), match.end()), text[match.start() : place] + _COUNTED[text[place]], "confused",
                   "warning", "量词误写")  # fmt: skip


def _vague(text: str) -> Iterator[Slip]:
    for match in _VAGUE.finditer(text):
        part = "more" if match["more"] else "about"
        put = text[match.start() : match.start(part)] + text[match.end(part) : match.end()]
        if _SURE_VAGUE.match(match.group()):
            yield Slip(Span(*match.span()), put, "confused", "hint", "约数重复")


def _letters(text: str) -> Iterator[Slip]:
    for match in _LETTERS.finditer(text):
        letters = match.group()
        if letters in _LATIN_WORDS or _ACCOUNT.search(text[max(match.start() - 14, 0) : match.start()]):
            continue
        is_pinyin = len(letters) > 1 and _PINYIN.fullmatch(letters) is not None
        if is_pinyin or letters in _LONE_LETTERS:
            start, end = match.start() - 1, match.end() + 1
            yield Slip(Span(start, end), text[start] + text[end - 1], "gap", "hint", "夹有字母")
