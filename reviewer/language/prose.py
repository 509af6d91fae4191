"""What the language model is trained on: reports, single sentences, and words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import MissingResource
from reviewer.regex import Regex

WORDS = "official_words.txt"
BUSINESS = "business.txt"
_MAX_SPACES = 2  # a line with more is a list of words
_OF_LANGUAGE = frozenset(["typo", "punctuation"])
_MARKED = Regex(r"⟦([^#⟧]*)#[^⟧]*⟧")


@dataclass(frozen=True, slots=True)
class Prose:
    """The running text of one report.

    Args:
        id: Path in the corpus.
        author: Who wrote it; models are measured on authors that they have not seen.
        lines: Its paragraphs; table rows left out.
        is_held_out: Whether the model is also measured without it.
    """

    id: str
    author: str
    lines: tuple[str, ...]
    is_held_out: bool = True


def read_prose(corpus: Path) -> tuple[Prose, ...]:
    """Return the running text of the corpus's reports, in the order of the manifest.

    Raises:
        MissingResource: The corpus has no manifest or lacks a file of it.
    """
    manifest = corpus / "manifest.jsonl"
    try:
        entries = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines() if line]
        return tuple(_read_one(corpus, entry["id"], entry["author"]) for entry in entries)
    except OSError as error:
        raise MissingResource(f"语料缺少文件 {Path(str(error.filename)).name}；请补齐 corpus 文件夹") from error


def _read_one(corpus: Path, report_id: str, author: str) -> Prose:
    return Prose(report_id, author, _running((corpus / report_id).read_text(encoding="utf-8")))


def _running(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip() and "\t" not in line)


def read_drafts(corpus: Path) -> tuple[Prose, ...]:
    """Return the running text of the labelled drafts that are not held out, slips of language put right.

    Raises:
        MissingResource: A draft has no labels.
    """
    manifest = corpus / "seeded.jsonl"
    if not manifest.is_file():
        return ()
    entries = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines() if line]
    try:
        return tuple(_put_right(corpus, entry["id"], entry["author"]) for entry in entries if not entry.get("held_out"))
    except OSError as error:
        raise MissingResource(f"语料缺少文件 {Path(str(error.filename)).name}；请补齐 corpus 文件夹") from error


def _put_right(corpus: Path, draft_id: str, author: str) -> Prose:
    text = (corpus / draft_id).read_text(encoding="utf-8")
    labels = (corpus / "labels" / draft_id).with_suffix(".jsonl").read_text(encoding="utf-8")
    slips = [slip for slip in map(json.loads, labels.splitlines()) if slip.get("category") in _OF_LANGUAGE]
    for slip in sorted(slips, key=lambda slip: -int(slip["start"])):
        text = text[: slip["start"]] + (slip.get("replacement") or "") + text[slip["end"] :]
    return Prose(draft_id, f"draft {author}", _running(text))


def read_sentences(corpus: Path) -> tuple[Prose, ...]:
    """Return the corpus's single sentences, one Prose for each file and writer; none if there are none.

    Each file counts as one author.
    """
    found: dict[str, list[str]] = {}
    for path in sorted((corpus / "sentences").glob("*.txt")):
        if path.name == WORDS:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split("|")
            if line.startswith("#") or len(fields) < 2 or fields[-1].count(" ") > _MAX_SPACES:
                continue
            group = f"{path.name}/{fields[1]}" if len(fields) > 2 else f"{path.name}/{fields[0]}"
            found.setdefault(group, []).append(_MARKED.sub(r"\1", fields[-1]))
    return tuple(Prose(group, f"sentences {group.split('/')[0]}", tuple(lines)) for group, lines in found.items())


def read_words(path: Path) -> tuple[str, ...]:
    """Return the words and phrases of a list, separated by white space; ``#`` starts a comment line."""
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(dict.fromkeys(phrase for line in lines if not line.startswith("#") for phrase in line.split()))


def read_business(corpus: Path) -> tuple[str, ...]:
    """Return the wordings of each trade; none if there are none."""
    path = corpus / "sentences" / BUSINESS
    if not path.is_file():
        return ()
    rows = [line.split("|")[-1] for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(dict.fromkeys(phrase for row in rows for phrase in row.split()))
