from __future__ import annotations

from collections.abc import Sequence

import pytest

from reviewer.document.build import (
    BlockDraft,
    CellDraft,
    DocumentBuilder,
    HeadingDraft,
    ParagraphDraft,
    TableDraft,
)
from reviewer.document.model import Document, Paragraph, Source
from reviewer.errors import InconsistentDocument

SOURCE = Source("草稿.txt", "txt", "0" * 64, "utf-8")
LEVELS = {"一": 1, "（": 2, "1": 3}


def find(drafts: Sequence[BlockDraft]) -> list[HeadingDraft]:
    return [
        HeadingDraft(LEVELS.get(draft.text[0])) if isinstance(draft, ParagraphDraft) else HeadingDraft()
        for draft in drafts
    ]


def build(*drafts: BlockDraft | str) -> Document:
    blocks = [ParagraphDraft(draft) if isinstance(draft, str) else draft for draft in drafts]
    return DocumentBuilder(SOURCE).build(blocks, find)


def test_paragraphs_stand_one_a_line_and_empty_ones_are_dropped() -> None:
    document = build("甲", "  ", " 乙 ")
    assert document.text == "甲\n乙"
    assert [document.quote(block.span) for block in document.blocks] == ["甲", "乙"]


def test_table_rows_stand_one_a_line_and_merged_cells_once() -> None:
    table = TableDraft(
        (CellDraft(0, 0, "项目", 2, 1), CellDraft(0, 1, "数量", 1, 2), CellDraft(1, 1, "5"), CellDraft(1, 2, "6"))
    )
    document = build("甲", table, "乙")
    assert document.text == "甲\n项目\t数量\n\t5\t6\n乙"
    (found,) = document.tables
    assert [(cell.text, cell.row, cell.column, cell.row_span) for cell in found.cells] == [
        ("项目", 0, 0, 2),
        ("数量", 0, 1, 1),
        ("5", 1, 1, 1),
        ("6", 1, 2, 1),
    ]
    assert [len(row) for row in found.rows()] == [2, 2]


def test_blank_cells_have_no_span() -> None:
    document = build(TableDraft((CellDraft(0, 0, ""), CellDraft(0, 1, "5"))))
    (table,) = document.tables
    assert [cell.span is None for cell in table.cells] == [True, False]


def test_overlapping_cells_are_refused() -> None:
    with pytest.raises(InconsistentDocument, match="重叠"):
        build(TableDraft((CellDraft(0, 0, "甲", 1, 2), CellDraft(0, 1, "乙"))))


def test_line_breaks_in_a_paragraph_are_refused() -> None:
    with pytest.raises(InconsistentDocument, match="换行"):
        build("甲\n乙")


def test_headings_nest_and_levels_may_be_skipped() -> None:
    document = build("一、甲", "（一）乙", "正文", "1.丙", "一、丁", "1.戊")
    assert [(section.level, section.parent) for section in document.sections] == [
        (1, None),
        (2, 0),
        (3, 1),
        (1, None),
        (3, 3),
    ]
    assert document.quote(document.sections[0].span) == "一、甲\n（一）乙\n正文\n1.丙"
    inner = document.section_at(document.text.index("正文"))
    assert inner is not None
    assert inner.index == 1
    top = document.top_section_at(document.text.index("戊"))
    assert top is not None
    assert top.index == 3


def test_text_in_front_of_the_first_heading_is_in_no_section() -> None:
    document = build("引言", "一、甲")
    assert document.section_at(0) is None


def test_run_in_heading_is_no_whole_heading() -> None:
    def run_in(drafts: Sequence[BlockDraft]) -> list[HeadingDraft]:
        return [HeadingDraft(1, ("han", 1, 2), 4) for _ in drafts]

    document = DocumentBuilder(SOURCE).build([ParagraphDraft("一、问题公开偏晚。")], run_in)
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert not block.is_heading
    assert block.heading_span is not None
    assert document.quote(block.heading_span) == "一、问题"
    assert block.numbering is not None
    assert document.quote(block.numbering.span) == "一、"


def test_a_heading_finder_that_loses_blocks_is_refused() -> None:
    with pytest.raises(InconsistentDocument, match="标题识别"):
        DocumentBuilder(SOURCE).build([ParagraphDraft("甲"), ParagraphDraft("乙")], lambda _: [HeadingDraft()])
