"""How labels of the official tables are compared: by their words, numbers and marks aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from reviewer.document.normalize import fold
from reviewer.knowledge.table_schemas import Label, TableSchema
from reviewer.regex import Regex

MIN_SIMILARITY = 62.0
_MIN_DRIFTED = 75.0
_NUMBER_PREFIX = Regex(r"^\(?[一二三四五六七八九十\d]{1,2}[\)、.．]+")
_PUNCTUATION = Regex(r"[\s\"'“”‘’,，.。;；:：、()（）\[\]【】/]+")


def compact(text: str) -> str:
    """Return ``text`` without white space, variants of one sign made equal."""
    return "".join(fold(text).split())


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """Return the words of a label without its number and punctuation."""
    return _PUNCTUATION.sub("", _NUMBER_PREFIX.sub("", compact(text)))


def is_numbered(text: str) -> bool:
    """Tell whether a label starts with a number of its own."""
    return _NUMBER_PREFIX.match(compact(text)) is not None


def similarity(found: str, expected: str) -> float:
    """Return the likeness of two label keys, 0 to 100; a label cut short still counts."""
    if not found or not expected:
        return 0.0
    if found == expected:
        return 100.0
    whole = fuzz.ratio(found, expected)
    if len(found) >= 5 and (expected.startswith(found) or found.startswith(expected)):
        return max(whole, 85.0)
    return whole


def best_label(key: str, labels: Sequence[Label]) -> Label | None:
    """Return the label that ``key`` stands for; None if none is near enough."""
    for label in labels:
        if label_key(label.text) == key:
            return label
    # A short label such as 规章 must be met exactly; a long one may have drifted.
    scored = [(similarity(key, label_key(label.text)), label) for label in labels if len(label_key(label.text)) > 2]
    near = [(score, label) for score, label in scored if score >= _MIN_DRIFTED]
    return max(near, key=lambda item: item[0])[1] if near else None


@dataclass(frozen=True, slots=True)
class RowKeys:
    """The keys that the rows of a schema go by: alone, and with the labels that span them.

    Args:
        exact: Place among the schema's rows by key.
        fuzzy: Keys of each row, its own words first.
    """

    exact: Mapping[str, int]
    fuzzy: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=16)
def row_keys(schema: TableSchema) -> RowKeys:
    """Return the keys of a schema's rows; “（三）不予公开1.属于国家秘密” is one of the first in its group."""
    exact: dict[str, int] = {}
    fuzzy: list[tuple[str, ...]] = []
    for place, row in enumerate(schema.rows):
        texts = [row.text, row.group + row.text, row.section + row.text, row.section + row.group + row.text]
        keys = tuple(dict.fromkeys(label_key(text) for text in texts))
        fuzzy.append(keys)
        for key in keys:
            exact.setdefault(key, place)
    return RowKeys(exact, tuple(fuzzy))
