"""Whose trade a name is of that no list holds: 税费征管战线, 旅游投诉受理台, 总农艺师.

The longest word of a trade within the name decides; where one of the words is the issuer's
own, or the word is many organs', the name says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from reviewer.identity.candidates import CandidateFinder
from reviewer.identity.own import family_of

# Parts of names that offices of every kind use.
_LOOSE = frozenset({
    "监察", "调查", "行政", "信息化", "征收", "新闻", "经科", "机构编制", "政务公开", "企业服务", "项目办", "中小企业",
    "志愿者", "行政执法", "综合执法", "执法监察", "窗口服务", "审批服务", "后勤服务", "工会", "团委", "人事", "会计",
    "工程", "信息", "建设", "规划", "安全", "监督", "科学", "教学", "人员", "管理", "服务", "项目", "基层党建",
    "政策研究", "行政服务", "经济发展", "法制", "宣传部", "组织部", "新闻宣传", "领导讲话", "综合报告", "企业",
    "科级干部", "执法人员培训", "讲解员", "翻译", "学员", "记者", "专家", "编辑", "档案员", "馆员", "编导",
    "保管员", "调度员", "大队长", "队长", "站长", "所长", "院长", "馆长", "场长", "行长", "支队长", "总队长", "主任",
    "学会", "交易中心", "会议中心", "综合科", "信息科", "法规科", "办公室", "安全员", "驾驶员", "志愿服务工作",
    "领导班子", "政务大厅", "全体会议", "政府系统", "政务服务", "行业商会", "行政复议", "行业", "调查队",
})  # fmt: skip
_MOST_OWNERS = 3


@lru_cache(maxsize=4)
def _known(finder: CandidateFinder) -> Mapping[str, frozenset[str]]:
    """Return the families of each word that names a trade."""
    found: dict[str, set[str]] = {}
    for words in (finder.stems, finder.institutions, finder.traces.parts["trade"]):
        for word, ids in words.items():
            found.setdefault(word, set()).update(ids)
    for word, (_, ids) in finder.traces.rows.items():
        found.setdefault(word, set()).update(ids)
    return {
        word: frozenset(family_of(one) for one in ids)
        for word, ids in found.items()
        if len(word) > 1 and word not in _LOOSE
    }


def read_trade(name: str, finder: CandidateFinder, own: frozenset[str]) -> frozenset[str]:
    """Return the families of the organs that a name is of; empty where it is the issuer's, or anybody's.

    Args:
        name: The folded name.
        finder: Knows the words of the trades.
        own: Families of the issuer.
    """
    known = _known(finder)
    best, length = frozenset[str](), 1
    for start in range(len(name)):
        for end in range(start + 2, len(name) + 1):
            families = known.get(name[start:end])
            if families is None:
                continue
            if families & own:
                return frozenset()
            if end - start >= length:
                best, length = families, end - start
    return best if len(best) <= _MOST_OWNERS else frozenset()
