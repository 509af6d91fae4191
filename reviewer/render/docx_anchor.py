"""Finds the runs of a Word file that hold a stretch of the draft; splits runs at its edges.

Characters are compared folded and without white space, for readers clean text up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from reviewer.document.model import Block, Cell, Document, Table
from reviewer.document.normalize import fold
from reviewer.document.span import Span
from reviewer.ingest.docx_tables import read_rows

_P, _R, _T, _TBL = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:tbl")
_GONE = frozenset(map(qn, ("w:del", "w:moveFrom")))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class _Place:
    """One character: the text node that holds it and its index there."""

    node: etree._Element
    index: int


class Anchors:
    """Finds places in one Word file that ``document`` was read from."""

    def __init__(self, document: Document, body: etree._Element, numbers: Sequence[int | None]) -> None:
        """Take the body's paragraphs and tables.

        Args:
            document: The draft.
            body: The ``w:body`` that holds its text.
            numbers: For each block of the draft, its index among the body's paragraphs
                and tables; None where it is not one of them.
        """
        self._document = document
        self._numbers = numbers
        self._elements = [child for child in body if child.tag in (_P, _TBL)]

    def runs_at(self, span: Span) -> tuple[etree._Element, etree._Element] | None:
        """Return first and last run of ``span``; None if its block is not in the file's body.

        If its words cannot be told apart there, the whole paragraph, or the first one of
        the table that has words, stands for them. A stretch over several paragraphs is
        marked in the first.
        """
        for index, block in enumerate(self._document.blocks):
            if not block.span.overlaps(span):
                continue
            number = self._numbers[index]
            if number is None or number >= len(self._elements):
                return None
            element, piece = self._elements[number], block.span
            before = self._text_before(index, number)
            cell = next((cell for cell in _cells(block) if cell.span and cell.span.overlaps(span)), None)
            found = _cell_at(element, cell) if cell and element.tag == _TBL else None
            if found is not None and cell is not None and cell.span is not None:
                element, piece, before = found, cell.span, ""
            start, end = max(span.start, piece.start), min(span.end, piece.end)
            text = self._document.text
            return _mark(element, text[start:end], before + text[piece.start : start])
        return None

    def first_runs(self) -> tuple[etree._Element, etree._Element] | None:
        """Return first and last run of the first paragraph that has words."""
        for element in self._elements:
            found = _whole(element)
            if found is not None:
                return found
        return None

    def _text_before(self, index: int, number: int) -> str:
        """Return the text of the blocks in front that came from the same element."""
        blocks = zip(self._document.blocks[:index], self._numbers, strict=False)
        return "".join(self._document.quote(block.span) for block, other in blocks if other == number)


def _cells(block: Block) -> Sequence[Cell]:
    return block.cells if isinstance(block, Table) else ()


def _cell_at(table: etree._Element, wanted: Cell) -> etree._Element | None:
    """Return the ``w:tc`` at the place of a cell in the grid."""
    rows = read_rows(table)
    if wanted.row >= len(rows):
        return None
    at = rows[wanted.row].skipped
    for cell in rows[wanted.row].cells:
        if at == wanted.column:
            return cell.element
        at += cell.span
    return None


def _mark(element: etree._Element, words: str, before: str) -> tuple[etree._Element, etree._Element] | None:
    """Return the runs of ``words``, the occurrence that follows those in ``before``."""
    places: list[_Place] = []
    letters: list[str] = []
    for node in _text_nodes(element):
        for index, char in enumerate(node.text or ""):
            if not char.isspace():
                places.append(_Place(node, index))
                letters.append(char)
    text, wanted = fold("".join(letters)), _letters(words)
    at = -1
    for _ in range(_letters(before).count(wanted) + 1 if wanted else 0):
        at = text.find(wanted, at + 1)
        if at < 0:
            break
    if at < 0:
        return _whole(element)
    first, last = places[at], places[at + len(wanted) - 1]
    # The end is split first: it does not move what stands in front of it.
    _split_after(last)
    return _split_before(first), _run_of(last.node)


def _letters(text: str) -> str:
    return fold("".join(char for char in text if not char.isspace()))


def _whole(element: etree._Element) -> tuple[etree._Element, etree._Element] | None:
    """Return first and last run of the first paragraph of ``element`` that has words."""
    paragraphs = [element] if element.tag == _P else list(element.iter(_P))
    for paragraph in paragraphs:
        nodes = [node for node in _text_nodes(paragraph) if (node.text or "").strip()]
        if nodes:
            return _run_of(nodes[0]), _run_of(nodes[-1])
    return None


def _text_nodes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the ``w:t`` that stay once changes are accepted, text boxes left out."""
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == _R:
            yield from (node for node in child if node.tag == _T)
        else:
            yield from _text_nodes(child)


def _run_of(node: etree._Element) -> etree._Element:
    run = node.getparent()
    assert run is not None
    return run


def _split_after(place: _Place) -> None:
    """Move what follows a character out of its run into a new one behind it."""
    node, run = place.node, _run_of(place.node)
    text = node.text or ""
    rest = text[place.index + 1 :]
    siblings: Sequence[etree._Element] = list(node.itersiblings())
    if not rest and not siblings:
        return
    twin = _twin(run)
    if rest:
        _set_text(node, text[: place.index + 1])
        moved = OxmlElement("w:t")
        _set_text(moved, rest)
        twin.append(moved)
    twin.extend(siblings)
    run.addnext(twin)


def _split_before(place: _Place) -> etree._Element:
    """Return the run that begins with a character; what stands in front of it gets a run of its own."""
    node, run = place.node, _run_of(place.node)
    text = node.text or ""
    in_front = [child for child in node.itersiblings(preceding=True) if child.tag != qn("w:rPr")]
    if not place.index and not in_front:
        return run
    twin = _twin(run)
    twin.extend(reversed(in_front))
    if place.index:
        moved = OxmlElement("w:t")
        _set_text(moved, text[: place.index])
        twin.append(moved)
        _set_text(node, text[place.index :])
    run.addprevious(twin)
    return run


def _twin(run: etree._Element) -> etree._Element:
    """Return an empty run with the same properties."""
    twin: etree._Element = OxmlElement("w:r")
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        twin.append(deepcopy(properties))
    return twin


def _set_text(node: etree._Element, text: str) -> None:
    node.text = text
    node.set(_SPACE, "preserve")
