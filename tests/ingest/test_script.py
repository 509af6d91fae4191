"""Texts in another script or in a mistaken encoding are refused, ordinary ones are not."""

from __future__ import annotations

import pytest

from reviewer.errors import CorruptFile, UnsupportedFormat
from reviewer.ingest.load import load_bytes
from reviewer.ingest.script import check_script, common_share

SIMPLIFIED = "清泽县水利局主动公开政府信息一百二十条，按时办结依申请公开事项，没有收到行政复议和行政诉讼。"
TRADITIONAL = "清澤縣水利局主動公開政府信息一百二十條，按時辦結依申請公開事項，沒有收到行政復議和行政訴訟。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "big5", "gb18030"])
def test_traditional_text_is_refused_in_any_encoding(encoding: str) -> None:
    data = "\n".join([TRADITIONAL] * 5).encode(encoding)
    with pytest.raises(UnsupportedFormat, match=r"文字是繁体.*转换为简体"):
        load_bytes(data, "報告.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
def test_simplified_text_is_read_in_any_encoding(encoding: str) -> None:
    assert SIMPLIFIED in load_bytes("\n".join([SIMPLIFIED] * 5).encode(encoding), "报告.txt").text


def test_one_quoted_name_in_traditional_characters_is_no_reason() -> None:
    check_script([SIMPLIFIED * 3, "依據《縣務條例》辦理。"])


@pytest.mark.parametrize(
    "text",
    [
        SIMPLIFIED.encode().decode("gbk", errors="replace"),
        SIMPLIFIED.encode("gbk").decode(errors="replace"),
        "锟斤拷" * 10 + SIMPLIFIED,
    ],
)
def test_garbled_text_is_refused(text: str) -> None:
    with pytest.raises(CorruptFile, match="乱码"):
        check_script([text])


def test_common_characters_tell_a_text_from_a_mistaken_one() -> None:
    assert common_share(SIMPLIFIED) > 0.2
    assert common_share(TRADITIONAL.encode("big5").decode("gb18030", errors="replace")) < 0.05
    assert common_share("") == 0.0
