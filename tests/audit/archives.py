"""Small archives of reports for the tests of an audit."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from reviewer.audit.archive import ArchiveFile
from reviewer.audit.compare import Known
from reviewer.audit.reading import Figure, Reading
from reviewer.ingest.load import load_bytes
from tests.formats import encode

_FORMATS = {1: "html", 3: "docx", 4: "pdf"}
_OLDER, _NEWER = "gov_office-qichuan-2023.txt", "hrss-jiyue-2024.txt"


def make_archive(folder: Path, root: Path, reports: int = 8) -> Path:
    """Write an archive: reports of several offices, a next year, a copy, doubles, and files that cannot be read."""
    sources = {path.name: path for path in sorted((root / "corpus" / "raw").rglob("*.txt"))}
    recent = [name for name in sources if int(name[-8:-4]) >= 2021 and name not in (_OLDER, _NEWER)]
    chosen = [*recent[:: len(recent) // (reports - 2)][: reports - 2], _OLDER, _NEWER]
    folder.mkdir(parents=True)
    texts = {name: sources[name].read_text(encoding="utf-8") for name in chosen}
    names = sorted(texts)
    for number, (name, text) in enumerate(texts.items()):
        (folder / name[0]).mkdir(exist_ok=True)
        if number in _FORMATS:
            document = load_bytes(text.encode(), name)
            path = folder / name[0] / f"{name[:-4]}.{_FORMATS[number]}"
            path.write_bytes(encode(document, _FORMATS[number]))
        else:
            (folder / name[0] / name).write_text(text, encoding="utf-8")
    # The first office's report of the next year, with nothing but the years changed.
    first = texts[names[0]]
    year = int(names[0][-8:-4])
    later = first.replace(str(year + 1), "§").replace(str(year), str(year + 1)).replace("§", str(year + 2))
    (folder / "next.txt").write_text(later, encoding="utf-8")
    # One office takes a paragraph of another, whose report is a year older.
    text = texts[_NEWER].replace(longest_paragraph(texts[_NEWER]), longest_paragraph(texts[_OLDER]))
    (folder / _NEWER[0] / _NEWER).write_text(text, encoding="utf-8")
    doubled = next(folder / name[0] / name for name in names[2:] if (folder / name[0] / name).exists())
    (folder / "double.txt").write_bytes(doubled.read_bytes())
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 nothing behind")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "notes.xlsx").write_bytes(b"no report")
    return folder


def longest_paragraph(text: str) -> str:
    """Return the longest paragraph of running text."""
    return max((line for line in text.splitlines() if "\t" not in line), key=len)


def written(out: Path, *, but: Iterable[str] = ()) -> dict[str, str]:
    """Return the digest of every file that an audit wrote, its own state aside."""
    found: dict[str, str] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_file() and not name.startswith(".audit/") and name not in but:
            found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def known(
    report_id: str,
    *,
    issuer: str = "清泽县水利局",
    year: int | None = 2023,
    published: str = "",
    place: str = "清泽县",
    chain: tuple[str, ...] = ("岚江省", "临澜市", "清泽县"),
    department: str = "water",
    is_government: bool = False,
    organ_word: str = "局",
    figures: dict[str, int] | None = None,
) -> Known:
    """Return a report that was read, without a file."""
    reading = Reading(
        title=f"{issuer}{year}年政府信息公开工作年度报告",
        issuer=issuer,
        place=place,
        place_chain=chain,
        departments=(department,),
        organ_word=organ_word,
        is_government=is_government,
        level="county",
        year=year,
        profile="zfxxgk-2021",
        published=published,
        characters=1000,
        figures=tuple(Figure(key, key, value) for key, value in (figures or {}).items()),
    )
    return Known(ArchiveFile(report_id, Path(report_id), report_id, report_id), report_id, reading)


def square_or_die(value: int) -> int:
    """Return the square; a negative number kills the process."""
    if value < 0:
        os._exit(9)
    return value * value
