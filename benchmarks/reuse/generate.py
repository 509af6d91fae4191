"""Writes archives of invented reports in which passages were copied in six ways.

Usage:
    python -m benchmarks.reuse.generate FOLDER --reports 1000 --styles C,D --seed 7
"""

from __future__ import annotations

import argparse
import json
import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import jieba

from benchmarks.reuse.lexicon import (
    BUSINESS,
    CLAUSES,
    DOCUMENTS,
    ENDINGS,
    HELD_OUT,
    NAME_CHARS,
    NAMED,
    QUARTERS,
    REACHED,
    STOCK,
    STYLES,
    TUNING,
    UNITS,
)
from benchmarks.reuse.rewrite import edit_words, paraphrase
from benchmarks.reuse.vary import vary

KINDS = ("verbatim", "names_swapped", "reordered", "light_edit", "mosaic", "paraphrase")
_WEIGHTS = (2, 4, 2, 3, 2, 2)
_SLOT = re.compile(r"\{(\w)\}")
_COPYING = 0.3
#: Share of sentences that name a body, place, account or document of the office.
_NAMING = 0.5
#: Share of stock sentences that an office takes over word for word.
_UNCHANGED = 0.2
#: Share of swapped passages that are dense in names, and the share of their characters that is names.
_DENSE, _DENSITY = 0.7, 0.08
_NAME_SLOTS, _WORD_SLOTS = "gpauvd", "NVADw"
HELD_OUT_DEPARTMENTS = frozenset(list(BUSINESS)[len(BUSINESS) // 2 :])


@cache
def word_pools(held_out: bool) -> dict[str, list[str]]:
    """Return nouns, verbs, adjectives and adverbs of jieba's dictionary, one half for each use."""
    path = Path(jieba.__file__).with_name("dict.txt")
    pools: dict[str, list[str]] = {"N": [], "V": [], "A": [], "D": []}
    kind = {"n": "N", "vn": "N", "v": "V", "a": "A", "d": "D"}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        common = int(frequency) >= (900 if tag in ("n", "v") else 200)
        if tag in kind and common and 2 <= len(word) <= 3 and (zlib.crc32(word.encode()) % 2 == 1) == held_out:
            pools[kind[tag]].append(word)
    return {name: sorted(words, key=lambda word: zlib.crc32(word[::-1].encode())) for name, words in pools.items()}


def draw(words: list[str], rng: random.Random) -> str:
    """Return a word; a few are frequent, as in prose."""
    return words[int(len(words) * rng.random() ** 2.2)]


@dataclass(frozen=True, slots=True)
class Office:
    """A body and the names it uses for its own."""

    place: str
    name: str
    department: str
    account: str
    units: tuple[str, ...]
    quarters: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(slots=True)
class Sentence:
    """Pieces of text, each with its slot (None for fixed words); ``source`` tells a copy's origin."""

    pieces: list[tuple[str | None, str]]

    @property
    def text(self) -> str:
        """The sentence."""
        return "".join(piece for _, piece in self.pieces)


@dataclass(slots=True)
class Report:
    """A report in the making: paragraphs of sentences, and the copies planted in it."""

    id: str
    office: Office
    year: int
    paragraphs: list[list[Sentence]]
    planted: dict[int, dict[str, object]] = field(default_factory=dict)
    copied_from: set[int] = field(default_factory=set)


def make_office(rng: random.Random, departments: list[str]) -> Office:
    """Return a body with invented names of one to seven characters."""
    place = "".join(rng.sample(NAME_CHARS, rng.choice((1, 2, 2, 2, 3, 3, 4)))) + rng.choice(ENDINGS)
    if len(place) < 3:
        place = rng.choice(NAME_CHARS) + place
    department = rng.choice(departments)
    kind = rng.choice(("局", "局", "局", "事业发展中心", "委员会", "服务保障中心"))
    name = f"{place}{department}{kind}"
    stem = place[:2]

    def invented(low: int, high: int) -> str:
        return "".join(rng.sample(NAME_CHARS, rng.randint(low, high)))

    return Office(
        place=place,
        name=name,
        department=department,
        account=f"{stem}{department}{rng.choice(('', '发布', '在线', '之窗', '微讯'))}",
        units=tuple(f"{rng.choice((stem, department, invented(1, 2)))}{rng.choice(UNITS)}" for _ in range(3)),
        quarters=tuple(invented(1, 3) + rng.choice(QUARTERS) for _ in range(5)),
        documents=tuple(f"《{place}{department}{invented(0, 1)}{rng.choice(DOCUMENTS)}》" for _ in range(2)),
    )


def fill(template: str, office: Office, year: int, rng: random.Random) -> Sentence:
    """Return the template with every slot filled for ``office``."""
    pieces: list[tuple[str | None, str]] = []

    def add(slot: str | None, text: str) -> None:
        if slot is None and pieces and pieces[-1][0] is None:
            pieces[-1] = (None, pieces[-1][1] + text)
        elif text:
            pieces.append((slot, text))

    at = 0
    for found in _SLOT.finditer(template):
        add(None, template[at : found.start()])
        add(None if found[1] in _WORD_SLOTS else found[1], fill_slot(found[1], office, year, rng))
        at = found.end()
    add(None, template[at:])
    return Sentence(pieces)


def fill_slot(slot: str, office: Office, year: int, rng: random.Random) -> str:
    """Return what stands for a slot in a report of ``office``."""
    if slot in "NVAD":
        return draw(word_pools(office.department in HELD_OUT_DEPARTMENTS)[slot], rng)
    if slot == "o":
        objects, qualifiers, actions = (words.split() for words in BUSINESS[office.department])
        return rng.choice(qualifiers) + rng.choice(objects) + rng.choice(actions)
    return {
        "g": office.name,
        "p": office.place,
        "a": office.account,
        "u": rng.choice(office.units),
        "v": rng.choice(office.quarters),
        "d": rng.choice(office.documents),
        "w": rng.choice(REACHED),
        "n": str(rng.choice((rng.randint(2, 60), rng.randint(60, 4000)))),
        "m": f"{rng.randint(1, 12)}月",
        "y": str(year),
    }[slot]


def make_sentence(style: str, office: Office, year: int, rng: random.Random) -> Sentence:
    """Return an original sentence of two to five clauses."""
    clauses = CLAUSES[style]
    framed = rng.random()
    parts = [rng.choice(STYLES[style]["lead"]) if framed < 0.5 else "{o}" + rng.choice(clauses)]
    parts += [rng.choice(clauses) for _ in range(rng.randint(1, 3))]
    if framed > 0.7:
        parts.append(rng.choice(STYLES[style]["act" if framed > 0.85 else "res"]))
    if rng.random() < _NAMING:
        parts.insert(rng.randint(1, len(parts)), rng.choice(NAMED[style]))
    return fill("，".join(vary(part, rng) for part in parts) + "。", office, year, rng)


def make_report(number: int, office: Office, styles: list[str], rng: random.Random) -> Report:
    """Return a report without copies: original sentences and stock ones."""
    year = rng.randint(2019, 2025)
    style = rng.choice(styles)
    paragraphs: list[list[Sentence]] = []
    for _ in range(rng.randint(6, 10)):
        paragraph: list[Sentence] = []
        for _ in range(rng.randint(2, 5)):
            if rng.random() < 0.2:
                position = min(int(rng.expovariate(0.1)), len(STOCK) - 1)
                unchanged = rng.random() < _UNCHANGED
                sentence = fill(STOCK[position] if unchanged else vary(STOCK[position], rng, 0.3), office, year, rng)
                if not unchanged:  # an office puts it in its own words
                    sentence = Sentence([(None, edit_words(sentence.text, rng.uniform(0.05, 0.35), rng))])
                paragraph.append(sentence)
            else:
                paragraph.append(make_sentence(style, office, year, rng))
        paragraphs.append(paragraph)
    return Report(f"r{number:07d}", office, year, paragraphs)


def swap_names(sentence: Sentence, source: Report, target: Report, rng: random.Random) -> Sentence:
    """Return the sentence with every name, year and most figures made the target's own."""
    new: dict[str, str] = {}
    pieces: list[tuple[str | None, str]] = []
    for slot, text in sentence.pieces:
        if slot is None or slot == "o" or (slot == "n" and rng.random() < 0.2):
            pieces.append((slot, text.replace(source.office.department, target.office.department)))
        else:
            key = f"{slot}{text}"
            if key not in new:
                new[key] = fill_slot(slot, target.office, target.year, rng)
            pieces.append((slot, new[key]))
    return Sentence(pieces)


def pick_run(report: Report, rng: random.Random, *, dense: bool = False) -> tuple[int, int, int] | None:
    """Return (paragraph, first, last) of 80 to 400 characters that hold original sentences, dense in names if asked."""
    options = []
    for number, paragraph in enumerate(report.paragraphs):
        if number in report.planted:
            continue
        for first in range(len(paragraph)):
            for last in range(first + 1, len(paragraph) + 1):
                length = sum(len(sentence.text) for sentence in paragraph[first:last])
                original = sum(len(s.text) for s in paragraph[first:last] if any(slot == "o" for slot, _ in s.pieces))
                if 80 <= length <= 400 and original >= 0.75 * length:
                    named = sum(len(text) for s in paragraph[first:last] for slot, text in s.pieces if names(slot))
                    if not dense or named >= _DENSITY * length:
                        options.append((number, first, last))
    return rng.choice(options) if options else None


def names(slot: str | None) -> bool:
    """Tell whether a slot holds a name that is the office's own."""
    return slot is not None and slot in _NAME_SLOTS


def plant(target: Report, sources: list[Report], kind: str, rng: random.Random) -> None:
    """Replace a paragraph of ``target`` by a copy of each source's run; nothing happens where none fits."""
    free = [n for n in range(len(target.paragraphs)) if n not in target.planted and n not in target.copied_from]
    dense = kind == "names_swapped" and rng.random() < _DENSE
    runs = [pick_run(source, rng, dense=dense) for source in sources]
    if not free or any(run is None for run in runs):
        return
    origins = []
    texts: list[tuple[int, str]] = []
    swap = kind != "verbatim" and (kind == "names_swapped" or rng.random() < 0.6)
    for number, (source, run) in enumerate(zip(sources, runs, strict=True)):
        assert run is not None
        paragraph, first, last = run
        original = source.paragraphs[paragraph][first:last]
        if kind == "reordered" and len(original) < 2:
            return
        origins.append((source.id, paragraph, first, last))
        for sentence in original:
            copy = swap_names(sentence, source, target, rng) if swap else sentence
            texts.append((number, copy.text))
    if kind == "reordered":
        before = list(texts)
        while texts == before:
            rng.shuffle(texts)
    elif kind == "mosaic":
        first_part = [text for text in texts if text[0] == 0]
        second = [text for text in texts if text[0] == 1]
        texts = [item for pair in zip(first_part, second, strict=False) for item in pair]
        texts += first_part[len(second) :] + second[len(first_part) :]
    elif kind == "light_edit":
        share = rng.uniform(0.10, 0.20)
        texts = [(number, edit_words(text, share, rng)) for number, text in texts]
    elif kind == "paraphrase":
        texts = [(number, paraphrase(text, rng)) for number, text in texts]
    for source, run in zip(sources, runs, strict=True):
        assert run is not None
        source.copied_from.add(run[0])
    place = rng.choice(free)
    paragraph_now = target.paragraphs[place]
    stock = [s for s in paragraph_now if not any(slot == "o" for slot, _ in s.pieces)]
    before_copy = stock[:1]
    target.paragraphs[place] = [*before_copy, *(Sentence([(f"#{number}", text)]) for number, text in texts), *stock[1:]]
    target.planted[place] = {"kind": kind, "origins": origins}


def generate(reports: int, styles: list[str], seed: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield ("report", row) and ("gold", row) in a fixed order."""
    rng = random.Random(seed)  # noqa: S311
    chosen = [name for name in BUSINESS if (name in HELD_OUT_DEPARTMENTS) != (set(styles) <= set(TUNING))]
    offices = [make_office(rng, chosen) for _ in range(max(reports // 4, 8))]
    made = [make_report(number, rng.choice(offices), styles, rng) for number in range(reports)]
    for target in made:
        if rng.random() >= _COPYING:
            continue
        for _ in range(rng.randint(1, 3)):
            kind = rng.choices(KINDS, _WEIGHTS)[0]
            sources: list[Report] = []
            for _ in range(20):
                source = made[rng.randrange(reports)]
                if source is not target and source.office.name not in {
                    target.office.name,
                    *(s.office.name for s in sources),
                }:
                    sources.append(source)
                if len(sources) == (2 if kind == "mosaic" else 1):
                    break
            plant(target, sources, kind, rng)
    bounds: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for report in made:
        text = lay_out(report, bounds)
        yield (
            "report",
            {
                "id": report.id,
                "title": f"{report.office.name}{report.year}年政府信息公开工作年度报告",
                "issuer": report.office.name,
                "place": report.office.place,
                "department": report.office.department,
                "account": report.office.account,
                "year": report.year,
                "text": text,
            },
        )
    for report in made:
        for place, planted in sorted(report.planted.items()):
            spans = bounds[report.id, place]
            pieces = report.paragraphs[place]
            for number, origin in enumerate(planted["origins"]):  # type: ignore[var-annotated,arg-type]
                own = [span for span, s in zip(spans, pieces, strict=True) if s.pieces[0][0] == f"#{number}"]
                source_spans = bounds[origin[0], origin[1]][origin[2] : origin[3]]
                yield (
                    "gold",
                    {
                        "kind": planted["kind"],
                        "target": report.id,
                        "spans": own,
                        "source": origin[0],
                        "source_span": [source_spans[0][0], source_spans[-1][1]],
                    },
                )


def lay_out(report: Report, bounds: dict[tuple[str, int], list[tuple[int, int]]]) -> str:
    """Return the report's text; ``bounds`` takes the offsets of its sentences."""
    parts = [f"{report.office.name}{report.year}年政府信息公开工作年度报告\n"]
    at = len(parts[0])
    for number, paragraph in enumerate(report.paragraphs):
        spans = []
        for sentence in paragraph:
            spans.append((at, at + len(sentence.text)))
            parts.append(sentence.text)
            at += len(sentence.text)
        bounds[report.id, number] = spans
        parts.append("\n")
        at += 1
    return "".join(parts)


def main() -> int:
    """Write the archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--styles", default=",".join(HELD_OUT))
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    files = {name: (options.folder / f"{name}.jsonl").open("w", encoding="utf-8") for name in ("report", "gold")}
    for name, row in generate(options.reports, options.styles.split(","), options.seed):
        files[name].write(json.dumps(row, ensure_ascii=False) + "\n")
    for file in files.values():
        file.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
