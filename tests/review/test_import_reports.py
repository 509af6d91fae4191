"""The import of annotated drafts: a draft brings its issuer's earlier report with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HEADER = "---\nissuer: 清泽县水利局\nplace: 清泽县\nparents: 岚江省/临澜市\ndepartment: water\nlevel: county\n"
BODY = (
    "author: A\n---\n! 清泽县水利局{year}年政府信息公开工作年度报告\n# 一、总体情况\nD|全年公开信息⟦18条#typo#17条⟧。\n"
)


def import_folder(root: Path, source: Path, into: Path) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, str(root / "scripts" / "import_reports.py")]
    return subprocess.run(
        [*script, str(source), "--into", str(into), "--seeded"], capture_output=True, text=True, check=False
    )


def test_earlier_report_is_imported_and_recorded_but_no_draft(root: Path, tmp_path: Path) -> None:
    source, into = tmp_path / "source", tmp_path / "corpus"
    source.mkdir()
    extra = "prior: prior-01-water.txt\ntable_slips: requests/r2/total\nslip_category: carry_over_mismatch\n"
    (source / "slip-01-water.txt").write_text(HEADER + "year: 2023\n" + extra + BODY.format(year=2023), "utf-8")
    (source / "prior-01-water.txt").write_text(HEADER + "year: 2022\n" + BODY.format(year=2022), "utf-8")
    assert import_folder(root, source, into).returncode == 0
    (record,) = map(json.loads, (into / "seeded.jsonl").read_text("utf-8").splitlines())
    assert record["id"] == "seeded/slip-01-water.txt"
    assert record["prior"] == "seeded/prior-01-water.txt"
    assert record["slip_category"] == "carry_over_mismatch"
    assert (into / record["prior"]).read_text("utf-8").startswith("清泽县水利局2022年")


def test_earlier_report_that_is_not_there_is_refused(root: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    text = HEADER + "year: 2023\nprior: prior-01-water.txt\n" + BODY.format(year=2023)
    (source / "slip-01-water.txt").write_text(text, "utf-8")
    result = import_folder(root, source, tmp_path / "corpus")
    assert result.returncode == 1
    assert "no earlier report prior-01-water.txt" in result.stderr
