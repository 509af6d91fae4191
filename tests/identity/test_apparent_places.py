"""Names of divisions that no list has."""

from __future__ import annotations

import pytest

from reviewer.identity.apparent_places import find_apparent_places
from reviewer.nlp.tokenizer import build_exact_segmenter


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("走访青柘县境内老店九家", ["青柘县"]),
        ("联系清泽县人民政府办公室", ["清泽县"]),
        ("在澄北区9个市场监管所", ["澄北区"]),
        ("覆盖白鹭洼镇全部自然村", ["白鹭洼镇"]),
        ("联合县政府、配合区政府，全年参加市里的培训", []),
        ("各乡镇、老旧小区、农贸市场和开发区", []),
    ],
)
def test_names_are_told_from_words(text: str, names: list[str]) -> None:
    assert [found.name for found in find_apparent_places(text, build_exact_segmenter())] == names
