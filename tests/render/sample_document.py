"""A draft with planted defects, built block by block; all places in it are invented."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from reviewer.document.build import BlockDraft, CellDraft, DocumentBuilder, HeadingDraft, ParagraphDraft, TableDraft
from reviewer.document.model import Document, Provenance, Source

HOSTILE = "<script>alert(1)</script>]]>&amp;\u202e反写\u202c与\x00空\x07字符\u2028以及" + "长" * 3 + "w" * 90 + "。"

_LEVELS = {"一、": 1, "二、": 1, "三、": 1, "四、": 1, "五、": 1, "六、": 1, "（一）": 2, "（二）": 2, "（三）": 2}

_TITLE = "清泽县商务局2021年政府信息公开工作年度报告"
_OPENING = (
    _TITLE,
    "根据《中华人民共和国政府信息公开条例》和《中华人民共和国政府信息公开工作年度报告格式》要求，清泽县商务局编制了2021年政府信息"
    "公开工作年度报告。本报告所列数据的统计期限自2021年1月1日至2021年12月31日。如对报告有疑问，请与清泽县商务局办公室联系"
    "（地址：清泽县临河路18号，电话：0000-1234567）。",
    "一、总体情况",
    "（一）主动公开情况",
    "2021年，我局紧紧围绕全县中心工作，坚持“公开为常态、不公开为例外”，通过县政府门户网站商务局专栏和“清泽商务”公众号公开各类"
    "政府信息86条，其中成品油零售经营资格审批结果12条、外经贸发展资金使用情况4条、促消费活动公告21条。",
    "一是切实增强组织领导。结合人社系统工作实际，我局对公开范围、程序、时限等进行明确要求，做到按制度公开、按程序公开。二是加大宣传"
    "力度，采取多种形势进行公开工作，利用微信、宣传单等多种媒体相结合方式，扩宽信息广度。",
    "（二）依申请公开情况",
    "2021年，我局共收到政府信息公开申请6件，全部按期答复，未发生因处理申请引发的争议。我局严格规范受理、审核、办理、答复各环节，对"
    "申请人提出的疑问逐一电话回访，确保答复内容准确、程序合法、文书规范，得到了申请人的认可。",
    "（三）平台建设情况",
    "配合青柘县政府网站集约化改造，完成商务局专栏目录调整，全年更新栏目14个，专栏信息发布后由办公室逐条复核链接是否有效。",
    "二、主动公开政府信息情况",
)
_CLOSING = (
    "五、存在的主要问题及改进情况",
    "一是队伍建设有待加强。负责信息公开的同志均为兼职，对公开属性的把握不够准确。二是公开内容的深度不够，政策解读形式单一。",
    "2021年，我局将进一步深化政府信息公开工作，不断提高水平，把各项工作落到实处。",
    "六、其他需要报告的事项",
    "无。",
)

_PEOPLE = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_RESULTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("（一）予以公开", ("",)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ("",)),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    ("（四）无法提供", ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
    ("（七）总计", ("",)),
)
_FIGURES = {"（一）予以公开": "3100004", "（四）无法提供": "1000001", "（七）总计": "4100005"}


def disclosure_table() -> TableDraft:
    """Return the table of section 二 in the form of 2021."""
    rows = (
        ("第二十条第（一）项",),
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "0", "0", "0"),
        ("行政规范性文件", "2", "1", "9"),
        ("第二十条第（五）项",),
        ("信息内容", "本年处理决定数量"),
        ("行政许可", "12"),
        ("第二十条第（六）项",),
        ("信息内容", "本年处理决定数量"),
        ("行政处罚", "3"),
        ("行政强制", "0"),
        ("第二十条第（八）项",),
        ("信息内容", "本年收费金额（单位：万元）"),
        ("行政事业性收费", ""),
    )
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            width = {1: 4, 2: 3 if column else 1}.get(len(texts), 1)
            cells.append(CellDraft(row, column, text, column_span=width))
    return TableDraft(tuple(cells), provenance=Provenance(block=12))


def requests_table() -> TableDraft:
    """Return the table of section 三; its column 自然人 does not add up."""
    cells = [
        CellDraft(0, 0, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
        CellDraft(0, 3, "申请人情况", 1, 7),
        CellDraft(1, 3, "自然人", 2, 1),
        CellDraft(1, 4, "法人或其他组织", 1, 5),
        CellDraft(1, 9, "总计", 2, 1),
        *(CellDraft(2, 4 + column, label) for column, label in enumerate(_PEOPLE[1:6])),
    ]

    def figures(row: int, digits: str) -> None:
        cells.extend(CellDraft(row, 3 + column, digit) for column, digit in enumerate(digits))

    cells.append(CellDraft(3, 0, "一、本年新收政府信息公开申请数量", 1, 3))
    figures(3, "5100006")
    cells.append(CellDraft(4, 0, "二、上年结转政府信息公开申请数量", 1, 3))
    figures(4, "0000000")
    row = 5
    cells.append(CellDraft(row, 0, "三、本年度办理结果", sum(len(labels) for _, labels in _RESULTS), 1))
    for group, labels in _RESULTS:
        wide = labels == ("",)
        cells.append(CellDraft(row, 1, group, len(labels), 2 if wide else 1))
        for order, label in enumerate(labels):
            if not wide:
                cells.append(CellDraft(row, 2, label))
            figures(row, _FIGURES.get(group, "0000000") if order == 0 else "0000000")
            row += 1
    cells.append(CellDraft(row, 0, "四、结转下年度继续办理", 1, 3))
    figures(row, "0000000")
    return TableDraft(tuple(cells), provenance=Provenance(block=14))


def litigation_table() -> TableDraft:
    """Return the table of section 四, all zero."""
    ends = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    cells = [
        CellDraft(0, 0, "行政复议", 1, 5),
        CellDraft(0, 5, "行政诉讼", 1, 10),
        *(CellDraft(1, column, label, 2, 1) for column, label in enumerate(ends)),
        CellDraft(1, 5, "未经复议直接起诉", 1, 5),
        CellDraft(1, 10, "复议后起诉", 1, 5),
        *(CellDraft(2, 5 + column, ends[column % 5]) for column in range(10)),
        *(CellDraft(3, column, "0") for column in range(15)),
    ]
    return TableDraft(tuple(cells), provenance=Provenance(block=16))


def drafts(*, hostile: bool = False) -> tuple[BlockDraft, ...]:
    """Return the blocks of the draft; ``provenance.block`` counts as in a Word file without gaps."""
    blocks: list[BlockDraft] = [ParagraphDraft(text) for text in _OPENING]
    blocks.append(disclosure_table())
    blocks.append(ParagraphDraft("三、收到和处理政府信息公开申请情况"))
    blocks.append(requests_table())
    blocks.append(ParagraphDraft("四、政府信息公开行政复议、行政诉讼情况"))
    blocks.append(litigation_table())
    closing = (*_CLOSING, HOSTILE) if hostile else _CLOSING
    blocks.extend(ParagraphDraft(text) for text in closing)
    placed: list[BlockDraft] = []
    for index, block in enumerate(blocks):
        origin = Provenance(block=index)
        if isinstance(block, ParagraphDraft):
            placed.append(ParagraphDraft(block.text, origin))
        else:
            placed.append(TableDraft(block.cells, provenance=origin))
    return tuple(placed)


def find_headings(blocks: Sequence[BlockDraft]) -> list[HeadingDraft]:
    """Return what the headings of this draft are, by their numbers."""
    found = []
    for block in blocks:
        text = block.text if isinstance(block, ParagraphDraft) else ""
        if text == _TITLE:
            found.append(HeadingDraft(0, None, len(text)))
            continue
        level = next((level for number, level in _LEVELS.items() if text.startswith(number)), None)
        found.append(HeadingDraft(level, None, len(text) if level else 0))
    return found


def build_sample_document(*, hostile: bool = False) -> Document:
    """Return the draft as read from a Word file."""
    source = Source("清泽县商务局2021年年报.docx", "docx", sha256(b"sample").hexdigest())
    notes = ("第2页有1张图片，其中的文字没有读取。",)
    builder = DocumentBuilder(source, metadata={}, notes=notes)
    return builder.build(drafts(hostile=hostile), find_headings)
