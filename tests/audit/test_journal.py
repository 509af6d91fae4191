from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.audit.journal import Journal


def fill(path: Path) -> None:
    with Journal(path) as journal:
        for number in range(5):
            journal.append(f"k{number}", {"value": number, "text": "文字\n第二行\ud800"})


def test_records_come_back(tmp_path: Path) -> None:
    fill(tmp_path / "j")
    with Journal(tmp_path / "j") as journal:
        assert journal.keys() == ("k0", "k1", "k2", "k3", "k4")
        assert journal["k3"] == {"value": 3, "text": "文字\n第二行\ud800"}
        journal.append("k3", {"value": 33})
        assert journal["k3"] == {"value": 33}
        assert journal["k4"]["value"] == 4
        assert "k9" not in journal
    with Journal(tmp_path / "j") as journal:
        assert journal["k3"] == {"value": 33}


@pytest.mark.parametrize("cut", [1, 7, 9, 40, 200])
def test_torn_end_is_cut_off_and_the_rest_kept(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "j"
    fill(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    with Journal(path) as journal:
        kept = len(journal)
        assert 0 < kept < 5
        for number in range(kept, 5):
            journal.append(f"k{number}", {"value": number, "text": "文字\n第二行\ud800"})
    assert path.read_bytes() == whole


def test_every_place_of_a_tear(tmp_path: Path) -> None:
    path = tmp_path / "j"
    fill(path)
    whole = path.read_bytes()
    for size in range(0, len(whole), 11):
        path.write_bytes(whole[:size])
        with Journal(path) as journal:
            assert [journal[key]["value"] for key in journal.keys()] == list(range(len(journal)))  # noqa: SIM118


def test_damage_in_the_middle_loses_what_follows_and_nothing_before(tmp_path: Path) -> None:
    path = tmp_path / "j"
    fill(path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x20
    path.write_bytes(bytes(content))
    with Journal(path) as journal:
        assert journal.keys() == ("k0", "k1")
