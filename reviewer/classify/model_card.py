"""Writes the card of a model from its manifest, so that its figures are never typed by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_SPLITS = {
    "by_department": "五折交叉验证，测试折的部门不在训练折中出现",
    "by_author": "交叉验证，测试折的作者不在训练折中出现",
}
_USES = {
    "topic": (
        "判断一句话说的是哪一项规定内容（可以不止一项，也可以都不是），供“规定内容齐全”等检查使用。",
        "不判断内容是否真实；对统计表、标题不作判断；极短的句子（8 字以下）不可靠。",
    ),
}


def write_model_card(folder: Path) -> None:
    """Write ``MODEL_CARD.md`` beside the manifest of a model."""
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    use, misuse = _USES.get(manifest["id"], ("", ""))
    lines = [
        f"# 模型 {manifest['id']}",
        "",
        "本页由 `reviewer train` 生成，数字出自同一次训练的交叉验证。",
        "",
        f"- 用途：{use}",
        f"- 不宜：{misuse}",
        f"- 训练数据：{manifest['n_sentences']} 句，{manifest['n_departments']} 类部门，"
        f"{manifest['n_authors']} 位作者；"
        f"语料清单 SHA-256 {manifest['corpus_sha256'][:16]}",
        f"- 方法：字符 {manifest['recipe']['n'][0]}—{manifest['recipe']['n'][1]} 元 TF-IDF，"
        f"逐项逻辑回归（C={manifest['recipe']['C']}），以折外得分作 Platt 校准",
        f"- 随机种子：{manifest['seed']}",
        "",
    ]
    for split, scores in manifest["scores"].items():
        lines += [
            f"## {_SPLITS.get(split, split)}",
            "",
            "| 标签 | 精确率 | 召回率 | F1 | 样本 | 校准误差 |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        for label, row in scores.items():
            lines.append(
                f"| {label} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {row['support']} "
                f"| {row['calibration_error']:.3f} |"
            )
        lines.append("")
    if "departments" in manifest:
        lines += ["## 各部门（折外，全部标签合计）", "", "| 部门 | F1 | 句数 |", "| --- | --- | --- |"]
        lines += [f"| {name} | {row['f1']:.3f} | {row['sentences']} |" for name, row in manifest["departments"].items()]
        lines.append("")
    (folder / "MODEL_CARD.md").write_text("\n".join(lines), encoding="utf-8")
