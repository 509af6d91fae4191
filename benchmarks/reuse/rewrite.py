# ruff: noqa: E501, SIM905  (tables of words)
"""What a copier does to a sentence beyond exchanging its names."""

from __future__ import annotations

import random

#: Pairs that may stand for each other; used in both directions.
SYNONYMS = """\
群众 老百姓|公开 公布|及时 第一时间|推动 促进|问题 毛病|开展 组织|意见 建议|先后 前后|监督 督促|名单 花名册|材料 资料|逐条 一条一条
比上年 与去年相比|集中 统一|收到 接到|相关 有关|重新 再次|答复 回复|发布 刊登|提高 提升|下降 减少|办理 经办|制成 做成|开了 举行了
由 经|并 还|将 把|其中 这里面|仍有 还有|没有 未|至 到|请 邀|让 使|按照 依照|针对 对于|邀请 请来|随机 任意|平均 均值|试点 试行
当场 现场|随后 之后|采取 采用|每逢 每到|抽出 挑出|凡 凡是|固定 统一|扮演 充当|标出 注明|调取 抽取|启动 开始|规范 理顺|为此 因此|促成 推动""".replace(
    "\n", "|"
)
_PAIRS = [(pair.split()[0], pair.split()[1]) for pair in SYNONYMS.split("|")]
_FORWARD = dict(_PAIRS) | {b: a for a, b in _PAIRS}
_FILLERS = "进一步 切实 持续 同步 认真 逐步 主动 专门 分批 统一 稳步 基本 均 已 也 又 还 陆续 相应 有序".split()
_TAILS = ("，取得较好效果", "，效果明显", "，反响不错", "，得到认可", "")
_OPENINGS = ("在此过程中，", "具体来看，", "为此，", "与此同时，", "据统计，", "")


def edit_words(text: str, share: float, rng: random.Random) -> str:
    """Return ``text`` with about ``share`` of its characters changed: words exchanged, put in, left out."""
    budget = max(int(share * len(text)), 1)
    tries = 0
    while budget > 0 and tries < 200:
        tries += 1
        roll = rng.random()
        if roll < 0.45:
            word = rng.choice([word for word in _FORWARD if word in text] or [""])
            if word:
                at = rng.choice([n for n in range(len(text)) if text.startswith(word, n)])
                text = text[:at] + _FORWARD[word] + text[at + len(word) :]
                budget -= max(len(word), len(_FORWARD[word]))
        elif roll < 0.8:
            at = rng.randint(1, max(len(text) - 2, 1))
            filler = rng.choice(_FILLERS)
            text = text[:at] + filler + text[at:]
            budget -= len(filler)
        else:
            size = rng.randint(1, 3)
            at = rng.randint(0, max(len(text) - size - 2, 0))
            text = text[:at] + text[at + size :]
            budget -= size
    return text


def paraphrase(text: str, rng: random.Random) -> str:
    """Return the sentence said anew: clauses moved, about a third of the wording exchanged, nouns kept."""
    clauses = [clause for clause in text.rstrip("。").split("，") if clause]
    if len(clauses) > 2:
        tail = clauses[1:]
        rng.shuffle(tail)
        clauses = [clauses[0], *tail]
    new = []
    for clause in clauses:
        changed = clause
        for word in sorted(_FORWARD, key=lambda word: (-len(word), word)):
            if word in changed and rng.random() < 0.9:
                changed = changed.replace(word, f"\0{_FORWARD[word]}\0", 1)
        changed = changed.replace("\0", "")
        new.append(edit_words(changed, rng.uniform(0.2, 0.35), rng))
    return rng.choice(_OPENINGS) + "，".join(new) + rng.choice(_TAILS) + "。"
