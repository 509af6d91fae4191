from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.checks.registry import discover
from reviewer.errors import ConfigError, InvalidParameter, UnknownCheck
from reviewer.review.plan import build_plan


def test_all_checks_by_default() -> None:
    plan = build_plan()
    assert [check.id for check in plan.checks] == list(discover())
    assert plan.switched_off == ()


def test_only_and_without_take_ids_and_categories() -> None:
    plan = build_plan(only=["identity.wrong_year", "typo"] if "language.typo" in discover() else ["wrong_year"])
    assert "identity.wrong_year" in [check.id for check in plan.checks]
    assert len(plan.checks) + len(plan.switched_off) == len(discover())
    assert "identity.wrong_year" in build_plan(without=["wrong_year"]).switched_off


def test_unknown_check_names_the_nearest() -> None:
    with pytest.raises(UnknownCheck, match=r"没有检查项“identity\.wrong_yaer”；相近的有：.*identity\.wrong_year"):
        build_plan(only=["identity.wrong_yaer"])


def settings(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_settings_adjust_and_switch_off(tmp_path: Path) -> None:
    text = '[checks."identity.off_domain"]\nmin_terms = 4\n[checks."identity.wrong_year"]\noff = true\n'
    plan = build_plan(settings=settings(tmp_path, text))
    adjusted = next(check for check in plan.checks if check.id == "identity.off_domain")
    assert getattr(adjusted, "min_terms", None) == 4
    assert "identity.wrong_year" in plan.switched_off


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ('[checks."identity.wrong_year"]\ntolerance = 1\n', InvalidParameter, "没有参数 tolerance"),
        ('[checks."identity.off_domain"]\nmin_terms = "4"\n', InvalidParameter, "min_terms 应为 int，现为 '4'"),
        ('[checks."identity.nothing"]\noff = true\n', UnknownCheck, "没有检查项"),
        ("[checks\n", ConfigError, "不是有效的 TOML"),
    ],
)
def test_settings_that_cannot_be_met_are_refused(
    text: str, error: type[ConfigError], message: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=message):
        build_plan(settings=settings(tmp_path, text))


def test_missing_settings_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"读不出设置文件 none\.toml"):
        build_plan(settings=tmp_path / "none.toml")
