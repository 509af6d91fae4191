"""Files that hold more than one report, as pages of a year's collection and joined drafts do."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.document.build import BlockDraft, ParagraphDraft
from reviewer.ingest.heading_numbers import parse_number
from reviewer.ingest.section_titles import bare, level_of_unnumbered
from reviewer.ingest.titles import is_title

_LONGEST = 40
_LEAST_BEFORE, _LEAST_AFTER = 4, 3
_LEAST_TOLD = 4
_PREFACE_BLOCKS = 12
_FIRST, _LAST_PARTS = 1, (5, 6)


def keep_first(drafts: Sequence[BlockDraft]) -> tuple[tuple[BlockDraft, ...], str | None]:
    """Return the blocks of the first report, and a note if others follow it. O(blocks).

    Another report begins where the parts begin anew with the first one: four of them or more, one of the
    last two among them, stand before, and three or more behind. It is cut at its title if it has one.
    """
    parts = [(position, number) for position, draft in enumerate(drafts) if (number := _part(draft))]
    starts = [
        at
        for at, (_, number) in enumerate(parts)
        if number == _FIRST and at and _is_whole({one for _, one in parts[_last_start(parts, at) : at]})
    ]
    starts = [
        at
        for at in starts
        if len({one for _, one in parts[at:]}) >= _LEAST_AFTER
        and _holds_text(drafts[parts[_last_start(parts, at)][0] : parts[at][0]])
    ]
    if not starts:
        return tuple(drafts), None
    heading = parts[starts[0]][0]
    lowest = max(parts[starts[0] - 1][0] + 1, heading - _PREFACE_BLOCKS)
    titles = [at for at in range(lowest, heading) if _is_title(drafts[at])]
    stop = titles[0] if titles else heading
    note = f"文件里有 {len(starts) + 1} 份报告，只审查了第一份；请把其余的分别存成文件再审"
    return tuple(drafts[:stop]), note


def _part(draft: BlockDraft) -> int:
    """Return the number of the official part that a block opens; 0 if it opens none."""
    if not isinstance(draft, ParagraphDraft) or len(draft.text) > _LONGEST:
        return 0
    number = parse_number(draft.text)
    if number is None or number.style != "han":
        return 0
    words = draft.text[number.length :]
    return number.value if level_of_unnumbered(bare(words)) == 1 else 0


def _last_start(parts: Sequence[tuple[int, int]], before: int) -> int:
    """Return where the run of parts in front of ``before`` began."""
    return max((at for at in range(before) if parts[at][1] == _FIRST), default=0)


def _is_whole(numbers: set[int]) -> bool:
    return len(numbers) >= _LEAST_BEFORE and any(number in numbers for number in _LAST_PARTS)


def _holds_text(drafts: Sequence[BlockDraft]) -> bool:
    """Tell a report from its list of contents."""
    told = sum(not isinstance(draft, ParagraphDraft) or len(draft.text) > _LONGEST for draft in drafts)
    return told >= _LEAST_TOLD


def _is_title(draft: BlockDraft) -> bool:
    return isinstance(draft, ParagraphDraft) and is_title(draft.text)
