"""What keys are called in front of a Chinese reader."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.knowledge.departments import load_departments

SEVERITIES: Mapping[str, str] = {"error": "必须改正", "warning": "需要核对", "hint": "提示"}
VERDICTS: Mapping[str, str] = {"return": "建议退回修改", "revise": "建议修改后报送", "pass": "可以通过"}

FAMILIES: Mapping[str, str] = {
    "identity": "主体与年份",
    "completeness": "内容完整",
    "reuse": "雷同套用",
    "data": "数据与表格",
    "language": "文字",
    "substance": "内容质量",
}
CATEGORIES: Mapping[str, str] = {
    "wrong_department": "部门名称有误",
    "wrong_place": "地名有误",
    "unknown_place": "地名不存在",
    "wrong_self_designation": "自称有误",
    "wrong_year": "年份有误",
    "outdated_name": "名称已停用",
    "off_domain": "内容不属本部门",
    "missing_section": "缺少章节",
    "missing_topic": "缺少内容",
    "structure": "结构不当",
    "copied_passage": "与其他报告雷同",
    "copied_prior_year": "照搬往年报告",
    "repeated_passage": "前后重复",
    "table_arithmetic": "表格勾稽不符",
    "table_template": "表格格式不符",
    "text_table_mismatch": "文表不一致",
    "carry_over_mismatch": "结转数不衔接",
    "typo": "错别字",
    "punctuation": "标点",
    "vague_content": "内容空泛",
    "problem_measure_mismatch": "问题与措施不对应",
}

SHARED_RUNS: Mapping[str, str] = {
    "statutory": "法定用语",
    "standard": "格式和公文用语",
    "common": "各机关通用表述",
    "regional": "本地区统一表述",
}
SECTIONS: Mapping[str, str] = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems_improvements": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
PARTS: Mapping[str, str] = dict(
    zip(SECTIONS, ("第一部分", "第二部分", "第三部分", "第四部分", "第五部分", "第六部分"), strict=True)
)
TABLES: Mapping[str, str] = {
    "disclosure": "表一 主动公开政府信息情况",
    "requests": "表二 收到和处理政府信息公开申请情况",
    "review_litigation": "表三 行政复议、行政诉讼情况",
}
TOPICS: Mapping[str, str] = {
    "proactive_disclosure": "主动公开",
    "disclosure_on_request": "依申请公开",
    "information_management": "政府信息管理",
    "platform": "公开平台建设",
    "supervision": "监督保障",
    "problems": "主要问题",
    "improvements": "改进情况",
    "information_fee": "信息处理费",
}
TOPIC_STATUSES: Mapping[str, str] = {
    "present": "已覆盖",
    "weak": "内容薄弱",
    "absent": "缺失",
    "not_required": "不要求",
}

IDENTITY_FIELDS: Mapping[str, str] = {
    "issuer": "报告机关",
    "place": "所在地",
    "department": "部门类别",
    "level": "层级",
    "year": "报告年度",
}
CLAIM_SOURCES: Mapping[str, str] = {
    "override": "人工指定",
    "title": "标题",
    "preface": "前言",
    "contact": "联系方式",
    "signature": "落款",
    "period": "统计期限",
    "metadata": "文件属性",
    "body": "正文",
    "file_name": "文件名",
}
LEVELS: Mapping[str, str] = {
    "central": "中央",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "town": "乡镇（街道）",
}
PROFILES: Mapping[str, str] = {
    "zfxxgk-2007": "2008—2018年报告（无全国统一格式）",
    "zfxxgk-2019": "2019年试行格式",
    "zfxxgk-2021": "2021年格式",
}
PROFILE_BASES: Mapping[str, str] = {
    "zfxxgk-2007": "国务院令第492号",
    "zfxxgk-2019": "国办公开办函〔2019〕60号",
    "zfxxgk-2021": "国办公开办函〔2021〕30号",
}

PASSAGE_KINDS: Mapping[str, str] = {
    "verbatim": "逐字相同",
    "names_swapped": "替换名称",
    "reordered": "调换语序",
    "light_edit": "少量改动",
    "paraphrase": "改写",
    "mosaic": "拼接",
}
EDIT_LABELS: Mapping[str, str] = {
    "organ": "机关名称",
    "place": "地名",
    "year": "年份",
    "date": "日期",
    "number": "数字",
}
UNCHECKED_KINDS: Mapping[str, str] = {
    "failed": "检查出错",
    "skipped": "未检查",
    "table": "表格未读懂",
    "note": "未读取",
}


def label(names: Mapping[str, str], key: str) -> str:
    """Return what ``key`` is called; a key that is not listed stands for itself."""
    return names.get(key, key)


def department_label(department_id: str) -> str:
    """Return the Chinese name of a line of business; an id that is not known stands for itself."""
    department = load_departments().by_id.get(department_id)
    return department.label if department else department_id


def check_label(check: str) -> str:
    """Return the Chinese name of a check by its id: “主体与年份·地名有误”."""
    family, _, name = check.partition(".")
    return f"{label(FAMILIES, family)}·{label(CATEGORIES, name)}" if name else check
