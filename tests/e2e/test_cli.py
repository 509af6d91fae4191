"""The console script from its arguments to its exit status, files and messages."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from reviewer.checks.registry import discover
from reviewer.cli import main

HAN = re.compile(r"[\u4e00-\u9fff]")
CATEGORIES = {
    *("wrong_department", "wrong_place", "unknown_place", "wrong_self_designation", "wrong_year", "outdated_name"),
    *("off_domain", "missing_section", "missing_topic", "structure", "copied_passage", "copied_prior_year"),
    *("repeated_passage", "table_arithmetic", "table_template", "text_table_mismatch", "carry_over_mismatch", "typo"),
    *("punctuation", "vague_content", "problem_measure_mismatch"),
}
TOPICS = (
    *("proactive_disclosure", "disclosure_on_request", "information_management", "platform", "supervision"),
    *("problems", "improvements", "information_fee"),
)
Capture = pytest.CaptureFixture[bytes]


@pytest.fixture
def example(root: Path) -> str:
    return str(root / "examples" / "draft.txt")


@pytest.fixture
def clean(root: Path) -> str:
    return str(root / "tests" / "cases" / "drafts" / "compliant-2023.txt")


@pytest.fixture
def places(places_file: Path) -> list[str]:
    return ["--places", str(places_file)]


def review_json(path: str, capture: Capture, *more: str) -> dict[str, Any]:
    main(["review", path, "--stdout", "--format", "json", *more])
    found: dict[str, Any] = json.loads(capture.readouterr().out)
    return found


def check_message(text: str) -> None:
    """A person's message: one line of Chinese, no traceback."""
    assert text.strip()
    assert text.strip().count("\n") == 0
    assert HAN.search(text)
    assert "Traceback" not in text


def test_findings_make_status_1_and_a_review_file(
    example: str, places: list[str], tmp_path: Path, capfdbinary: Capture
) -> None:
    assert main(["review", example, *places, "--out", str(tmp_path), "--format", "html,json,docx"]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.docx", "draft.html", "draft.json"]
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    assert "必须改正" in captured.err.decode()
    assert (tmp_path / "draft.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_compliant_report_makes_status_0(clean: str, places: list[str], tmp_path: Path) -> None:
    assert main(["review", clean, *places, "--out", str(tmp_path), "--fail-on", "hint"]) == 0


@pytest.mark.parametrize(("level", "status"), [("never", 0), ("error", 1), ("hint", 1)])
def test_fail_on(level: str, status: int, example: str, places: list[str], tmp_path: Path) -> None:
    assert main(["review", example, *places, "--out", str(tmp_path), "--fail-on", level]) == status


def test_only_one_check_below_the_level(example: str, places: list[str], tmp_path: Path) -> None:
    arguments = ["review", example, *places, "--out", str(tmp_path), "--only", "completeness.structure"]
    assert main(arguments) == 0
    assert main([*arguments, "--fail-on", "warning"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["review"],
        ["review", "x.txt", "--format", "xml"],
        ["review", "x.txt", "--no-such-option"],
        ["review", "x.txt", "--year", "去年"],
        ["review", "x.txt", "--fail-on", "sometimes"],
        ["review", "x.txt", "--profile", "zfxxgk-1999"],
        ["review", "x.txt", "--only", "identity.nothing"],
        ["review", "x.txt", "--prior", "no-such-file.txt"],
        ["review", "corpus/raw/central", "--prior", "examples/draft.txt"],
        ["review", "x.txt", "--places", "no-such-file.toml"],
        ["review", "x.txt", "--settings", "no-such-file.toml"],
        ["review", "x.txt", "--corpus", "no-such-folder"],
        ["review", "x.txt", "--stdout", "--format", "html,json"],
        ["explain", "identity.nothing"],
        ["corpus", "stats", "no-such-index"],
        ["evaluate", "--corpus", "no-such-folder"],
        ["no-such-command"],
        [],
    ],
)
def test_wrong_usage_makes_status_2_and_one_line(arguments: list[str], capfdbinary: Capture) -> None:
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = int(stop.code or 0)
    assert status == 2
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    check_message(captured.err.decode())


def test_one_unreadable_file_makes_status_3_and_the_others_are_reviewed(
    clean: str, places: list[str], tmp_path: Path, capfdbinary: Capture
) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7\n")
    out = tmp_path / "out"
    assert main(["review", str(broken), clean, "no-such-file.txt", *places, "--out", str(out)]) == 3
    assert [path.name for path in out.iterdir()] == ["compliant-2023.html"]
    lines = capfdbinary.readouterr().err.decode().splitlines()
    assert sum("坏.pdf：" in line for line in lines) == 1
    assert sum("no-such-file.txt：" in line for line in lines) == 1


def test_a_check_that_crashes_makes_status_4(
    clean: str, places: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> NoReturn:
        raise RuntimeError("broken")

    monkeypatch.setattr(discover()["identity.wrong_year"], "run", crash)
    arguments = ["review", clean, *places, "--out", str(tmp_path), "--format", "json", "--jobs", "1"]
    assert main([*arguments, "--fail-on", "never"]) == 4
    outcomes = json.loads((tmp_path / "compliant-2023.json").read_text(encoding="utf-8"))["outcomes"]
    assert [one["check"] for one in outcomes if one["status"] == "failed"] == ["identity.wrong_year"]


def test_json_keeps_the_contract(example: str, places: list[str], capfdbinary: Capture) -> None:
    review = review_json(example, capfdbinary, *places)
    text = review["text"]
    assert review["schema"] == "reviewer/review/1"
    assert set(review["source"]) >= {"name", "format", "sha256", "encoding"}
    assert review["document"]["issuer"]["name"] == "清泽县水利局"
    assert review["document"]["report_year"] == 2023
    assert [topic["key"] for topic in review["topics"]] == list(TOPICS)
    assert {topic["status"] for topic in review["topics"]} <= {"present", "weak", "absent"}
    ids = [finding["id"] for finding in review["findings"]]
    assert len(ids) == len(set(ids)) > 0
    for finding in review["findings"]:
        assert finding["code"] in discover()
        assert finding["category"] in CATEGORIES
        assert finding["severity"] in {"error", "warning", "hint"}
        if finding["start"] is None:
            assert finding["quote"] is None
            assert finding["topic"] or finding["section"]
        else:
            assert text[finding["start"] : finding["end"]] == finding["quote"]
        assert finding["message"]
        assert finding["basis"]
        assert finding["evidence"]
    quoted = [*review["passages"], *(item for topic in review["topics"] for item in topic["evidence"])]
    for item in quoted:
        assert text[item["start"] : item["end"]] == item["quote"]
    for finding in review["findings"]:
        for item in finding["evidence"]:
            if item.get("start") is not None and not item.get("source"):
                assert text[item["start"] : item["end"]] == item["quote"]
    counts = [sum(one["severity"] == level for one in review["findings"]) for level in ("error", "warning", "hint")]
    assert [review["summary"][key] for key in ("errors", "warnings", "hints")] == counts
    assert review["summary"]["verdict"] == "return"
    assert sorted(one["check"] for one in review["outcomes"]) == sorted(discover())


def test_same_draft_gives_the_same_bytes(example: str, places: list[str], capfdbinary: Capture) -> None:
    for name in ("json", "html"):
        outputs = []
        for _ in range(2):
            main(["review", example, *places, "--stdout", "--format", name])
            outputs.append(capfdbinary.readouterr().out)
        assert outputs[0] == outputs[1]


def test_folder_with_workers(root: Path, places: list[str], tmp_path: Path, capfdbinary: Capture) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for path in sorted((root / "corpus" / "raw").rglob("*.txt"))[:30]:
        (folder / path.name).write_bytes(path.read_bytes())
    arguments = ["review", str(folder), *places, "--format", "json", "--fail-on", "never", "--no-default-corpus"]
    assert main([*arguments, "--out", str(tmp_path / "two"), "--jobs", "2"]) == 0
    progress = capfdbinary.readouterr().err.decode()
    assert "[30/30]" in progress
    assert "共审查30份" in progress
    assert main([*arguments, "--out", str(tmp_path / "one"), "--jobs", "1"]) == 0
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    assert len(list((tmp_path / "two").iterdir())) == 30


def test_list_and_help_of_every_check(capfdbinary: Capture) -> None:
    assert main(["checks"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [line.split("\t")[0] for line in lines] == list(discover())
    for code in discover():
        assert main(["explain", code]) == 0
        page = capfdbinary.readouterr().out.decode()
        assert code in page
        assert "【误】" in page
        assert "【正】" in page


@pytest.mark.parametrize("arguments", [["--help"], ["review", "--help"], ["corpus", "build", "--help"], ["--version"]])
def test_help_is_chinese(arguments: list[str], capfdbinary: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 0
    text = capfdbinary.readouterr().out.decode()
    assert HAN.search(text) or arguments == ["--version"]
    assert "usage:" not in text


def test_index_is_built_described_and_searched(
    root: Path, example: str, places: list[str], tmp_path: Path, capfdbinary: Capture
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    source = root / "corpus" / "raw" / "county" / "water-shazao-2021.txt"
    (folder / source.name).write_bytes(source.read_bytes())
    index = tmp_path / "index"
    assert main(["corpus", "build", str(folder), "-o", str(index)]) == 0
    assert main(["corpus", "stats", str(index)]) == 0
    assert main(["corpus", "verify", str(index)]) == 0
    assert "报告\t1" in capfdbinary.readouterr().out.decode()
    for corpus in (index, folder):
        review = review_json(example, capfdbinary, *places, "--corpus", str(corpus), "--no-default-corpus")
        assert [passage["source"]["id"] for passage in review["passages"]] == [source.name]


def test_nothing_leaves_the_machine(
    example: str, places: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the product opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert main(["review", example, *places, "--out", str(tmp_path), "--format", "html,json,docx"]) == 1


def test_the_page_loads_nothing(example: str, places: list[str], capfdbinary: Capture) -> None:
    main(["review", example, *places, "--stdout"])
    page = capfdbinary.readouterr().out.decode()
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    assert "@import" not in page
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", page)


def test_module_runs_from_another_folder(example: str, tmp_path: Path, root: Path) -> None:
    command = [sys.executable, "-m", "reviewer", "review", example, "--stdout", "--format", "json"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env={"PYTHONPATH": str(root)})
    assert run.returncode == 1, run.stderr.decode()
    assert json.loads(run.stdout)["schema"] == "reviewer/review/1"
    assert list(tmp_path.iterdir()) == []
