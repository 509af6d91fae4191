from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.classify import store
from reviewer.classify.train_role import RoleExample, fold_of, train_role_model
from reviewer.identity.candidates import Candidate
from reviewer.identity.role_features import role_tokens

pytest.importorskip("skops")


def tokens(text: str, words: str) -> tuple[str, ...]:
    start = text.index(words)
    candidate = Candidate(start, start + len(words), "line", frozenset({"edu"}))
    return tuple(role_tokens(text, candidate, (), section=None))


def examples() -> list[RoleExample]:
    found = []
    for number in range(40):
        own, other = f"结合教育系统实际公开{number}条。", f"会同教育系统公布{number}条。"
        found.append(RoleExample(tokens(own, "教育系统"), True, "line", "mention", f"g{number}", "edu"))
        found.append(RoleExample(tokens(other, "教育系统"), False, "line", "mention", f"g{number}", "edu"))
    return found


def test_the_name_itself_is_hidden() -> None:
    assert tokens("结合教育系统实际。", "教育系统") == tokens("结合水利系统实际。", "水利系统")
    assert not any("教育" in token for token in tokens("结合教育系统实际。", "教育系统"))


def test_other_names_are_hidden_too() -> None:
    text = "县教育局、县水利局会商。"
    candidate = Candidate(1, 4, "organ", frozenset({"edu"}))
    found = role_tokens(text, candidate, [(6, 9, True)], section="overview")
    assert any("己" in token for token in found)
    assert not any("水利" in token for token in found)


def test_training_tells_the_places_apart_and_repeats(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text("", encoding="utf-8")
    first = train_role_model(examples(), tmp_path, tmp_path / "a")
    train_role_model(examples(), tmp_path, tmp_path / "b")
    assert first.probability(tokens("结合民政系统实际细化。", "民政系统")) > 0.7
    assert first.probability(tokens("会同民政系统公布名单。", "民政系统")) < 0.3
    assert "l结合" in first.cues(tokens("结合民政系统实际细化。", "民政系统"), limit=30)
    loaded = store.load_role_model(tmp_path / "b" / "role")
    words = tokens("结合民政系统实际细化。", "民政系统")
    assert loaded.probability(words) == pytest.approx(first.probability(words), rel=1e-6)
    for name in ("weights.npz", "vocabulary.txt"):
        assert (tmp_path / "a/role" / name).read_bytes() == (tmp_path / "b/role" / name).read_bytes()


def test_a_group_stays_in_one_fold() -> None:
    assert fold_of("清泽县水利局2022") == fold_of("清泽县水利局2022")
