"""The printed words of the official tables, to tell a table's label from a heading or a sentence.

A web table that was copied as text leaves its labels on lines of their own, and the
form numbers its rows 一、 （一） 1. just as a report numbers its headings.

Source:
    国办公开办函〔2019〕60号 and 〔2021〕30号, the tables of sections 二, 三 and 四.
"""

from __future__ import annotations

from reviewer.ingest.heading_numbers import parse_number
from reviewer.ingest.section_titles import bare
from reviewer.regex import Regex

_ROWS = Regex(
    "(?:"
    "本年新收政府信息公开申请(?:数量)?|上年结转政府信息公开申请(?:数量)?|本年度办理结果|结转下年度(?:继续办理)?|"
    "予以公开|部分公开(?:区分处理只计这一情形不计其他情形)?|不予公开|无法提供|不予处理|其他处理|总计|"
    "属于国家秘密|其他法律(?:行政)?法规禁止公开|危及三安全一稳定|保护第三方合法权益|属于三类内部事务信息|"
    "属于四类过程性信息|属于行政执法案卷|属于行政查询事项|本机关不掌握相关政府信息|没有现成信息需要另行制作|"
    "补正后申请内容仍不明确|信访举报投诉类申请|重复申请|要求提供公开出版物|无正当理由大量反复申请|"
    "要求行政机关确认或重新出具已获取信息|申请人无正当理由逾期不补正(?:行政机关不再处理其政府信息公开申请)?|"
    "申请人逾期未按收费通知要求缴纳费用(?:行政机关不再处理其政府信息公开申请)?|其他"
    ")"
)
_HEADS = Regex(
    "(?:"
    "第二十条第[一二三四五六七八九]项|信息内容|本年制发件数|本年废止件数|现行有效件数|本年处理决定数量|"
    "本年收费金额(?:单位万元)?|本年新制作数量|本年新公开数量|对外公开总数量|上一年项目数量|本年增[/／]?减|处理决定数量|"
    "采购项目数量|采购总金额|规章|(?:行政)?规范性文件|行政许可|其他对外管理服务事项|行政处罚|行政强制|行政事业性收费|"
    "政府集中采购|本列数据勾稽关系为第一项加第二项和等于第三项加第四项和|申请人情况|自然人|法人或其他组织|商业企业|"
    "科研机构|社会公益组织|法律服务机构|行政复议|行政诉讼|结果维持|结果纠正|其他结果|尚未审结|未经复议直接起诉|复议后起诉"
    ")"
)


def is_row_label(text: str) -> bool:
    """Tell whether a line is the numbered label of a row of the applications table, and nothing else."""
    if len(text) > 60:
        return False
    number = parse_number(text)
    return number is not None and _ROWS.fullmatch(bare(text[number.length :])) is not None


def is_form_label(text: str) -> bool:
    """Tell whether a line is a label of the official tables, with or without its number."""
    if len(text) > 60:
        return False
    return _HEADS.fullmatch(bare(text)) is not None or _ROWS.fullmatch(bare(text)) is not None or is_row_label(text)
