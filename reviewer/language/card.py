"""Writes the card of the language model from its manifest, so that its figures are never typed by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_KINDS = (
    "音同的字",
    "音近的字",
    "形近的字",
    "同音的词",
    "漏字",
    "颠倒",
    "多字",
    "极形近的字",
    "音同形近的字",
    "其他错字",
)


def write_language_card(folder: Path) -> None:
    """Write ``MODEL_CARD.md`` beside the manifest of the language model."""
    about: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    warning, hint = about["levels"]["warning"], about["levels"]["hint"]
    lines = [
        f"# 模型 {about['id']}",
        "",
        "本页由 `reviewer train` 生成。数字出自交叉验证：每次留出一位作者（单句按文件留出），"
        "语言模型和决策树都没有见过他写的文字。",
        "",
        "- 用途：在公文的正文和标题中找错别字、漏字、多字、颠倒的字，并给出应当怎样写。",
        "- 不宜：统计表、人名、小地名、自拟的名称；词都写对了、只是搭配不当的，多数要靠误写表。",
        f"- 训练数据：{about['reports']} 份报告（{about['authors']} 位作者）、"
        "corpus/seeded 中的草稿（植入的文字错误已改正）、单句和公文词语表，"
        "机关名称和业务用语，jieba 词典的词频；"
        "错字由程序按音同、音近、形近等方式植入，不取自任何人的草稿。",
        f"- 方法：一至五字的字串（{about['n_grams']} 条）与词图（{about['words']} 词）给出每处改动的依据，"
        "由决策树林判断改动的可能性，再按留出作者上的结果校准为概率。",
        f"- 概率按每 {about['characters_a_slip']} 字一处错误折算；{about['clean_sentences']} 个无误的句子用来数误报。",
        "",
        "| 级别 | 概率不低于 | 召回率 | 精确率 | 无误句子中的误报 | 每多少句一次 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, level in (("警告", warning), ("提示及以上", hint)):
        every = about["clean_sentences"] / level["alarms"] if level["alarms"] else float("inf")
        lines.append(
            f"| {name} | {level['least']:.2f} | {level['recall']:.3f} | {level['precision']:.3f} "
            f"| {level['alarms']} | {every:.0f} |"
        )
    lines += [
        "",
        "corpus/seeded 的草稿改正后参加训练，因此用它们量得的错别字召回率偏高；没有见过的文字以本页为准。",
        "",
        "这里只数模型自己的判断，书名号、短引号和地址中的不计；误写表、固定名称、会议和重复词语另由规则核对。",
        "",
        "| 错误的种类 | 植入 | 召回率（警告） | 召回率（提示及以上） |",
        "| --- | --- | --- | --- |",
    ]
    for number, name in enumerate(_KINDS):
        key = str(number)
        if about["planted_by_kind"].get(key):
            lines.append(
                f"| {name} | {about['planted_by_kind'][key]} | {warning['recall_by_kind'][key]:.3f} "
                f"| {hint['recall_by_kind'][key]:.3f} |"
            )
    lines.append("")
    (folder / "MODEL_CARD.md").write_text("\n".join(lines), encoding="utf-8")
