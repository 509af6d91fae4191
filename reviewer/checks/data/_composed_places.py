"""Where in the official tables stands what a composed count counts: rows by columns, crossed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reviewer.checks.data._composed import Composed
from reviewer.checks.data._words import Meaning
from reviewer.knowledge.table_schemas import TableKey

Places = list[tuple[str, str]]
LEGAL = ("enterprise", "research", "charity", "legal_service", "other")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "person": ("person",),
    "legal": LEGAL,
    "enterprise": ("enterprise",),
    "firms": ("enterprise",),
    "research": ("research",),
    "charity": ("charity",),
    "law": ("legal_service",),
    "other": ("other",),
}
RESULTS: Mapping[str, tuple[str, ...]] = {
    "granted": ("r3_1",),
    "part": ("r3_2",),
    "granted_or_part": ("r3_1", "r3_2"),
    "refused": ("r3_3_",),
    "unavailable": ("r3_4_",),
    "not_processed": ("r3_5_",),
    "other_results": ("r3_6",),
}
_NEW, _IN, _DONE, _OUT = ("r1",), ("r2",), ("r3_7",), ("r4",)
_BOTH = ("r1", "r2")
_GROUPS = {"review": ("review",), "direct": ("direct",), "after": ("after_review",)}
_LAWSUITS = ("direct", "after_review")
_DOCUMENT_COLUMNS = {"issued": ("issued", "made"), "repealed": ("repealed",), "in_force": ("in_force",)}


def places_of(found: Composed, rows: Sequence[str]) -> tuple[TableKey, list[Places]] | None:
    """Return the table and the readings of a count, the plainest first; None if it is open what is counted.

    Args:
        found: The count.
        rows: Row ids of table two.
    """
    meaning = found.meaning
    if meaning["doc"]:
        return _documents(found)
    if meaning["act"]:
        return _acts(found)
    if groups := _dispute_groups(meaning):
        return _disputes(found, groups)
    if meaning["outcome"]:
        groups = _dispute_groups(found.whole) if found.whole else ()
        return _outcomes(meaning, groups) if groups else None
    if meaning["kind"] or found.topic not in ("requests", "dispute"):
        return None
    readings = _requests(found, rows)
    return ("requests", readings) if readings else None


def _requests(found: Composed, rows: Sequence[str]) -> list[Places]:
    meaning = found.meaning
    columns = [column for who in sorted(meaning["who"]) for column in COLUMNS[who]] or ["total"]
    columns = list(dict.fromkeys(columns))
    stages = meaning["stage"]
    if meaning["result"] or meaning["reason"]:
        if stages & {"carried_in", "carried_out", "any", "due"}:
            return []
        return _results(found, rows, columns)
    if not stages:
        if meaning["who"]:
            return _of_applicants(found, rows, columns)
        return _of_heads(found)
    readings = _stage_rows(stages)
    result = [_cross(group, columns) for group in readings]
    if "firms" in meaning["who"]:
        result += [_cross(group, LEGAL) for group in readings]
    return result


def _stage_rows(stages: frozenset[str]) -> list[tuple[str, ...]]:
    """Return the rows that words of stages stand for; nothing where they contradict each other."""
    if "carried_out" in stages:
        return [] if stages & {"carried_in", "new"} else [_OUT]
    if "due" in stages:
        return [_BOTH, _NEW, _DONE]
    if "carried_in" in stages:
        if "new" in stages or "received" in stages:
            return [_BOTH, _IN]
        return [_IN]
    if "new" in stages:
        return [] if stages & {"done", "answered", "any"} else [_NEW]
    if "any" in stages:
        return [_OUT, _IN]
    if stages & {"done", "answered"}:
        if stages & {"received", "accepted"}:
            return [_DONE, _NEW, _BOTH]
        return [_DONE] if "done" in stages else [_DONE, _NEW, _BOTH]
    if "received" in stages:
        return [_NEW, _BOTH] if "accepted" in stages else [_NEW]
    return [_NEW, _BOTH, _DONE]  # 受理, 办理


def _results(found: Composed, rows: Sequence[str], columns: Sequence[str]) -> list[Places]:
    meaning = found.meaning
    groups = {name: [row for row in rows if row.startswith(RESULTS[name])] for name in meaning["result"]}
    reasons = [row for row in rows if row in meaning["reason"]]
    if len(reasons) < len(meaning["reason"]):
        return []
    if reasons:
        if any(not any(row in own for own in groups.values()) for row in reasons) and groups:
            return []
        readings = [_cross(reasons, columns)]
        readings += [_cross(own, columns) for own in groups.values() if meaning["more"] or len(reasons) > 1]
        return readings
    if not groups or not all(groups.values()):
        return []
    own = [row for group in groups.values() for row in group]
    return [_cross(list(dict.fromkeys(own)), columns)]


def _of_applicants(found: Composed, rows: Sequence[str], columns: Sequence[str]) -> list[Places]:
    whole = found.whole["stage"] if found.whole else frozenset[str]()
    stages = _stage_rows(whole) if whole else []
    if found.whole and found.whole["result"]:
        own = [row for name in sorted(found.whole["result"]) for row in rows if row.startswith(RESULTS[name])]
        return [_cross(own, columns)] if own and not stages and not found.whole["reason"] else []
    readings = [*stages, *([_NEW, _BOTH] if not stages or stages[0] in (_DONE, _IN, _OUT, _BOTH) else [])]
    if not stages:
        readings.append(_DONE)
    result = [_cross(group, columns) for group in dict.fromkeys(readings)]
    if found.meaning["who"] & {"firms", "other"}:
        result += [_cross(group, LEGAL) for group in dict.fromkeys(readings)]
    return result


def _of_heads(found: Composed) -> list[Places]:
    if not found.meaning["head"]:
        return []
    total = ["total"]
    return [_cross(rows, total) for rows in (_NEW, _BOTH, _DONE)]


def _dispute_groups(meaning: Meaning) -> tuple[str, ...]:
    """Return the groups of table three that words name."""
    if meaning["both"] or (meaning["review"] and meaning["lawsuit"]):
        return ("review", *_LAWSUITS)
    narrow = [group for name in ("direct", "after") if meaning[name] for group in _GROUPS[name]]
    if narrow:
        return tuple(narrow) if not meaning["review"] else ()
    if meaning["lawsuit"]:
        return _LAWSUITS
    return ("review",) if meaning["review"] else ()


def _disputes(found: Composed, groups: tuple[str, ...]) -> tuple[TableKey, list[Places]] | None:
    meaning = found.meaning
    if meaning["stage"] - {"received", "answered"} or meaning["who"] or meaning["result"] or meaning["reason"]:
        return None
    if "received" in meaning["stage"] and not (meaning["issue"] or found.is_zero):
        return None
    if meaning["outcome"]:
        return _outcomes(meaning, groups)
    return ("review_litigation", [[(group, "total") for group in groups]])


def _outcomes(meaning: Meaning, groups: Sequence[str]) -> tuple[TableKey, list[Places]] | None:
    outcomes = sorted(meaning["outcome"])
    return ("review_litigation", [_cross(groups, outcomes)])


def _documents(found: Composed) -> tuple[TableKey, list[Places]] | None:
    meaning = found.meaning
    kinds = sorted(meaning["kind"]) or []
    if len(meaning["doc"]) != 1 or len(kinds) != 1 or meaning["stage"] or meaning["result"]:
        return None
    (action,) = meaning["doc"]
    return ("disclosure", [[(kinds[0], column)] for column in _DOCUMENT_COLUMNS[action]])


def _acts(found: Composed) -> tuple[TableKey, list[Places]] | None:
    meaning = found.meaning
    if len(meaning["act"]) != 1 or meaning["result"] or meaning["who"] or meaning["stage"] & {"received", "new", "any"}:
        return None
    if not (meaning["do"] or meaning["decide"] or meaning["stage"]):
        return None  # what was made public is counted otherwise
    (row,) = meaning["act"]
    return ("disclosure", [[(row, "decisions")]])


def _cross(rows: Iterable[str], columns: Sequence[str]) -> Places:
    return [(row, column) for row in rows for column in columns]
