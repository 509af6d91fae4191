"""Drafts with passages copied by hand in six ways, beside formulae and original reports."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.reuse.masking import Formula, MatchingForm, Mention, MentionType, build_form
from reviewer.reuse.passage import ReportRef
from reviewer.reuse.segment import IndexedReport

COPIER = ReportRef("draft", "", "鹿鸣原县统计局", 2025)
BEFORE = (
    "本报告根据《中华人民共和国政府信息公开条例》第五十条规定编制，所列数据的统计期限自2025年1月1日起至2025年12月31日止。\n"
    "2025年，鹿鸣原县统计局坚持以公开为常态、不公开为例外，严格落实“三审三校”制度，切实保障人民群众的知情权、参与权、表达权和监督权。\n"
)
AFTER = (
    "\n本年度未收到政府信息公开申请，无上年结转申请，未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。\n"
    "按照《政府信息公开信息处理费管理办法》规定，本年度未收取信息处理费，没有其他需要报告的事项。\n"
)


@dataclass(frozen=True)
class Planted:
    """A draft and the stretch of it that was copied."""

    kind: str
    source: str
    text: str
    passage: str
    swaps: tuple[tuple[str, str], ...] = ()

    @property
    def start(self) -> int:
        return self.text.index(self.passage)

    @property
    def end(self) -> int:
        return self.start + len(self.passage)


def load() -> dict[str, Any]:
    with (Path(__file__).parent / "data" / "planted.toml").open("rb") as file:
        return tomllib.load(file)


def form(text: str, names: tuple[str, ...] = (), formulae: tuple[Formula, ...] = ()) -> MatchingForm:
    """Return a form that knows the given names."""
    mentions = [
        Mention(found.start(), found.end(), _type(name))
        for name in names
        for found in re.finditer(re.escape(name), text)
    ]
    return build_form(text, mentions, formulae)


def _type(name: str) -> MentionType:
    return "organ" if name[-1] in "局委" else "place" if name[-1] in "县市区" else "account"


def reports() -> list[IndexedReport]:
    rows = []
    for source in load()["source"]:
        title = f"{source['issuer']}{source['year']}年政府信息公开工作年度报告"
        text = f"{title}\n{BEFORE}{source['text']}{AFTER}".replace("鹿鸣原县统计局", source["issuer"])
        names = tuple(source["names"])
        rows.append(
            IndexedReport(
                ReportRef(source["id"], title, source["issuer"], source["year"]),
                form(text, (source["issuer"], *names), (Formula(0, len(title), "title"),)),
                names,
            )
        )
    for number, original in enumerate(load()["original"]):
        issuer = f"某县第{number}局"
        text = BEFORE.replace("鹿鸣原县统计局", issuer) + original["text"] + AFTER
        rows.append(IndexedReport(ReportRef(f"original-{number}", "", issuer, 2023), form(text)))
    return rows


def swap(text: str, pairs: list[list[str]]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def sentences(text: str) -> list[str]:
    return re.findall(r"[^。]+。", text)


def drafts() -> list[Planted]:
    rows: list[Planted] = []
    sources = load()["source"]
    for number, source in enumerate(sources):
        pairs = source["swaps"]
        swapped = swap(source["text"], pairs)
        reordered = "".join(sentences(swapped)[place] for place in source["order"])
        for kind, passage in (
            ("verbatim", source["text"]),
            ("names_swapped", swapped),
            ("reordered", reordered),
            ("light_edit", source["light"]),
            ("paraphrase", source.get("paraphrase")),
        ):
            if passage:
                kept = tuple((a, b) for a, b in pairs) if kind == "names_swapped" else ()
                rows.append(Planted(kind, source["id"], BEFORE + passage + AFTER, passage, kept))
        if number % 2 == 0:
            other = sources[number + 1]
            one, two = sentences(swapped), sentences(swap(other["text"], other["swaps"]))
            for mixed, own in (((one[0], two[0], one[1]), 0), ((two[1], one[2], two[2]), 1)):
                passage = "".join(mixed)
                rows.append(Planted("mosaic", (source, other)[own]["id"], BEFORE + passage + AFTER, passage))
    return rows
