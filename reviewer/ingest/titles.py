"""The report's title: which line it is, and how to put a title together that was set in several lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reviewer.document.build import BlockDraft, ParagraphDraft
from reviewer.ingest.characters import join_wrapped
from reviewer.ingest.heading_numbers import parse_number
from reviewer.regex import Regex

TITLE_BLOCKS = 15
_MAX_TITLE_CHARS = 80
_MAX_LINES = 4
_DIGIT = "[0-9０-９〇零○一二三四五六七八九]"
_YEAR = Regex(rf"(?:{_DIGIT}\s*){{4}}\s*年")
_KIND = r"(?:年度报告|年报|报告|总结|汇报|报告书|年度报表)"
_TITLE = Regex(
    rf"(?:信息公开|政务公开|公开工作|政务信息|公开).{{0,24}}?{_KIND}"
    rf"\s*(?:[（(【\[].{{0,16}}[）)】\]])?$"
)
_YEARLY = Regex(rf"(?:{_DIGIT}\s*){{4}}\s*年(?:度报告|.{{0,10}}(?:年度报告|年报|工作总结|工作报告))$")
_BRACKETED_YEAR = Regex(rf"[（(【\[]\s*(?:{_DIGIT}\s*){{4}}\s*年?度?\s*[）)】\]]")
# No organ stands in front of the subject: "2021年政府信息公开…", "政府信息公开…".
_LACKS_ORGAN = Regex(
    rf"(?:关于)?\s*(?:(?:{_DIGIT}\s*){{4}}\s*年\s*度?\s*)?(?:关于)?(?:政府信息|政务公开|信息公开|政务信息|部门信息|年度报告)"
)
_NOT_IN_TITLE = Regex("[。：:；]")
# Items of a site's menu that stand above a title when a whole page was copied.
_MENU = Regex(
    "(?:网站|返回)?首页|政[务民](?:公开|服务|互动)|解读回应|办事服务|互动交流|公众参与|新闻中心|要闻动态|数据开放|"
    "专题专栏|通知公告|领导之窗|机构职能|登录|注册|无障碍(?:浏览|阅读)?|长者版|关怀版|设为首页|加入收藏"
)
_ENDS = "。！？；，、：:;,"
_ORGAN_END = (
    "局|委|府|办|院|厅|处|会|中心|大队|支队|队|站|所|区|县|市|省|镇|乡|街道|苏木|旗|州|盟|公司|学校|校|园|室|"
    "社|部|行|馆|团|庭|署|台"
)
_ORGAN = Regex(rf"[\u4e00-\u9fff（）()·\s]{{2,40}}(?:{_ORGAN_END})(?:[（(].{{1,20}}[）)])?")


def is_title(text: str) -> bool:
    """Tell whether one line names itself a report on government information disclosure.

    It names 公开 and ends in 年度报告, 年报, 报告, 总结 or 汇报 (a note in brackets may
    follow), is no sentence and carries no heading number.
    """
    line = "".join(text.split())
    if not 6 <= len(line) <= _MAX_TITLE_CHARS or line[-1] in _ENDS or line[0] in "《（(" or _NOT_IN_TITLE.search(line):
        return False
    number = parse_number(line)
    if number is not None and not _YEAR.match(line):
        return False
    return _TITLE.search(line) is not None or _YEARLY.search(line) is not None


def find_title(drafts: Sequence[BlockDraft]) -> int | None:
    """Return the position of the title among the first blocks; None if there is none.

    A line that names organ and year wins over one that lacks either (a column's name
    above the report, say), and both over a line that is only set as a title.
    """
    best: int | None = None
    best_rank = 0
    marked: int | None = None
    for position, draft in enumerate(drafts[:TITLE_BLOCKS]):
        if not isinstance(draft, ParagraphDraft):
            continue
        if is_title(draft.text):
            rank = 1 + 2 * (_YEAR.search(draft.text) is not None) + (_LACKS_ORGAN.match(draft.text) is None)
            if rank > best_rank:
                best, best_rank = position, rank
        elif marked is None and draft.level_hint == 0 and len(draft.text) <= _MAX_TITLE_CHARS:
            marked = position
    return marked if best is None else best


def prepare(drafts: Sequence[BlockDraft]) -> tuple[BlockDraft, ...]:
    """Return ``drafts`` with the lines of a broken title put together as one paragraph.

    The merged draft keeps the provenance of its first line.
    """
    for start in range(min(TITLE_BLOCKS, len(drafts))):
        lines = _title_lines(drafts, start)
        if len(lines) > 1:
            first = lines[0]
            merged = replace(
                first,
                text=join_wrapped([line.text for line in lines]),
                level_hint=0 if any(line.level_hint == 0 for line in lines) else first.level_hint,
            )
            return (*drafts[:start], merged, *drafts[start + len(lines) :])
        if lines and _YEAR.search(lines[0].text) and not _LACKS_ORGAN.match(lines[0].text):
            break
    return tuple(drafts)


def _title_lines(drafts: Sequence[BlockDraft], start: int) -> list[ParagraphDraft]:
    """Return the lines from ``start`` on that make one title; nothing if none starts there."""
    lines: list[ParagraphDraft] = []
    for position, draft in enumerate(drafts[start : start + _MAX_LINES], start=start):
        if not isinstance(draft, ParagraphDraft) or not _may_be_title_line(draft.text):
            break
        lines.append(draft)
        if not is_title("".join(line.text for line in lines)):
            continue
        if len(lines) > 1 and not _is_broken(lines):
            return []
        following = drafts[position + 1] if position + 1 < len(drafts) else None
        if isinstance(following, ParagraphDraft) and _BRACKETED_YEAR.fullmatch(following.text.strip()):
            lines.append(following)
        return lines
    return []


def _may_be_title_line(text: str) -> bool:
    line = text.strip()
    if not 1 <= len(line) <= _MAX_TITLE_CHARS // 2 or line[-1] in _ENDS or _MENU.fullmatch(line):
        return False
    return parse_number(line) is None or _YEAR.match(line) is not None


def _is_broken(lines: Sequence[ParagraphDraft]) -> bool:
    """Tell whether lines are pieces of one title rather than lines that happen to precede it."""
    head, last = "".join(line.text for line in lines[:-1]), lines[-1].text.strip()
    if not is_title(last):
        return True  # the last line alone says too little: it needs the ones before
    if _YEAR.search(head) and not _YEAR.search(last):
        return True
    # "2021年…年度报告" below the organ's name.
    return _LACKS_ORGAN.match(last) is not None and _ORGAN.fullmatch(head.strip()) is not None
