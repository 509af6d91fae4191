from __future__ import annotations

from reviewer.audit.levels import LevelCheck, check_levels
from tests.audit.archives import known

R1 = "requests.r1"
CORE = (
    *("ndrc", "edu", "miit", "public_sec", "civil", "justice", "finance", "hrss", "nat_res", "housing", "transport"),
    *("water", "agri", "commerce", "culture_tour", "health", "vet_affairs", "emergency", "audit", "market"),
    *("statistics", "med_ins"),
)


def government(value: int) -> object:
    return known("gov", issuer="清泽县人民政府", department="government", is_government=True, figures={R1: value})


def check(value: int, *departments: object) -> LevelCheck:
    (found,) = check_levels([government(value), *departments], lambda key: key)  # type: ignore[list-item]
    return found


def bureau(department: str, value: int | None, year: int = 2023, place: str = "清泽县") -> object:
    figures = {} if value is None else {R1: value}
    return known(
        f"{department}{year}{place}", issuer=f"{place}{department}局", department=department, year=year, place=place,
        chain=("岚江省", "临澜市", place), figures=figures,
    )  # fmt: skip


def test_departments_with_more_than_the_government_are_a_mistake() -> None:
    found = check(10, bureau("water", 7), bureau("edu", 5))
    assert [(one.status, one.total) for one in found.sums] == [("exceeds", 12)]


def test_fewer_is_no_mistake_while_departments_are_missing() -> None:
    found = check(10, bureau("water", 7))
    assert [one.status for one in found.sums] == ["incomplete"]
    assert len(found.missing) == len(CORE) - 1
    assert "edu部门" in found.missing


def test_office_that_reports_in_another_year_is_missing_by_name() -> None:
    found = check(10, bureau("water", 7), bureau("scenic", 1, year=2022))
    assert "清泽县scenic局" in found.missing


def test_all_there_and_still_fewer_is_a_mistake() -> None:
    found = check(100, *(bureau(key, 1) for key in CORE))
    assert found.missing == ()
    assert [(one.status, one.total) for one in found.sums] == [("differs", len(CORE))]


def test_unread_table_of_a_department_leaves_the_sum_open() -> None:
    found = check(100, *(bureau(key, None if key == "water" else 1) for key in CORE))
    assert [one.status for one in found.sums] == ["incomplete"]


def test_equal_sums_agree() -> None:
    assert [one.status for one in check(7, bureau("water", 7)).sums] == ["agrees"]


def test_other_places_and_vertical_organs_do_not_count() -> None:
    found = check(7, bureau("water", 7), bureau("tax", 90), bureau("edu", 90, place="桐垭县"), bureau("edu", 9, 2022))
    assert [(one.status, one.total) for one in found.sums] == [("agrees", 7)]


def test_government_without_departments_is_not_checked() -> None:
    assert check_levels([government(5)], lambda key: key) == ()  # type: ignore[list-item]
