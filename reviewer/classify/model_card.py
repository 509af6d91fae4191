"""Writes the card of a model from its manifest, so that its figures are never typed by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_SPLITS = {
    "by_department": "五折交叉验证，测试折的部门不在训练折中出现",
    "by_author": "交叉验证，测试折的作者不在训练折中出现",
    "by_group": "五折交叉验证，测试折的作者（单句：机关和年度）不在训练折中出现",
    "foreign_by_author": "移植试验，度量和判断都没有见过该句的作者",
}
_USES = {
    "topic": (
        "判断一句话说的是哪一项规定内容（可以不止一项，也可以都不是），供“规定内容齐全”等检查使用。",
        "不判断内容是否真实；对统计表、标题不作判断；极短的句子（8 字以下）不可靠。",
        "字符 1—3 元 TF-IDF，逐项逻辑回归，以折外得分作 Platt 校准",
        "改进措施与各项工作用语相近，单看一句容易混淆；下一年打算写进本年工作时分不清。",
    ),
    "section": (
        "判断一段话应在哪一个部分（前言和六个部分），供章节检查和评估使用；审查时只在需要时读入。",
        "二、三、四部分多为统计表，正文极少，个别部分样本不足，不宜单独作为报错依据。",
        "字符 1—3 元 TF-IDF，逐部分逻辑回归，以折外得分定温度",
        "第二、三部分的零散说明与总体情况中的同类说法难分。",
    ),
    "role": (
        "遮住名称，只看前后文，判断这个位置是机关说自己还是说别人；别的机关站在自己的位置上，疑为套用残留。",
        "不单独定案：确定的写法由规则判断，单凭上下文只在把握高或另有旁证时提示。",
        "被遮名称前后的字、词和位置特征，逻辑回归，以折外得分作 Platt 校准",
        "“县某局公布……”一类句子本身两可，须看全篇；“下属单位”类的样本少。",
    ),
    "department": (
        "判断一句话用的是哪一行的业务用语，并结合本机关用语的多少判断是不是别的部门的内容。",
        "不用于政府、乡镇街道、政务服务等综合机构；逐项计数的清单、联合工作、申请内容不作判断。",
        "字符 2—4 元的行业语言模型（狄利克雷平滑），其上逻辑回归",
        "业务相近的部门（民政与医保、科技与工信）只在另有旁证时区分；财政、审计用语各家都有，不作判断。",
    ),
}


def write_model_card(folder: Path) -> None:
    """Write ``MODEL_CARD.md`` beside the manifest of a model."""
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    use, misuse, method, failures = _USES.get(manifest["id"], ("", "", "", ""))
    counts = "，".join(f"{name} {manifest[key]}" for key, name in _COUNTS.items() if key in manifest)
    lines = [
        f"# 模型 {manifest['id']}",
        "",
        "本页由 `reviewer train` 生成，数字出自同一次训练的交叉验证，`reviewer evaluate` 也会列出。",
        "",
        f"- 用途：{use}",
        f"- 不宜：{misuse}",
        f"- 已知不足：{failures}",
        f"- 训练数据：{counts}；语料清单 SHA-256 {manifest['corpus_sha256'][:16]}",
        f"- 方法：{method}；参数 {json.dumps(manifest['recipe'], ensure_ascii=False)}",
        f"- 随机种子：{manifest['seed']}",
        "",
    ]
    for split, scores in manifest["scores"].items():
        lines += [f"## {_SPLITS.get(split, split)}", "", *_score_table(scores), ""]
    if "paragraphs" in manifest:
        row = manifest["paragraphs"]
        lines += ["## 去掉标题后按段判断（未见过的作者）", "", f"{row['n']} 段，{row['accuracy']:.1%} 判对。", ""]
    if "reliability" in manifest:
        lines += ["## 校准", "", *_reliability_table(manifest["reliability"]), ""]
    departments = manifest.get("by_department") or manifest.get("paragraphs", {}).get("by_department")
    if departments:
        lines += ["## 各部门（折外）", "", "| 部门 | 判对 | 样本 |", "| --- | --- | --- |"]
        lines += [f"| {name} | {row['accuracy']:.3f} | {row['n']} |" for name, row in departments.items()]
        lines.append("")
    (folder / "MODEL_CARD.md").write_text("\n".join(lines), encoding="utf-8")


_COUNTS = {
    "n_sentences": "句数",
    "n_paragraphs": "段数",
    "n_examples": "提及数",
    "n_wordings": "用语和句子数",
    "n_departments": "部门类数",
    "n_groups": "分组数",
    "n_authors": "作者数",
}


def _score_table(scores: Mapping[str, Mapping[str, float]]) -> list[str]:
    lines = ["| 标签 | 精确率 | 召回率 | F1 | 样本 | 校准误差 |", "| --- | --- | --- | --- | --- | --- |"]
    for label, row in scores.items():
        lines.append(
            f"| {label} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {row['support']} "
            f"| {row['calibration_error']:.3f} |"
        )
    return lines


def _reliability_table(rows: list[dict[str, float]]) -> list[str]:
    lines = ["| 预测概率 | 样本 | 平均预测 | 实际比例 |", "| --- | --- | --- | --- |"]
    for row in rows:
        span = f"{row['from']:.1f}—{row['from'] + 0.1:.1f}"
        lines.append(f"| {span} | {row['n']} | {row['predicted']:.3f} | {row['observed']:.3f} |")
    return lines
