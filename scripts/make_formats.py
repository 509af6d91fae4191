"""Make HTML, Word and PDF versions of a plain-text report, its tables with real merged cells.

For tests that one report gives one review whatever file it comes in, and for looking
at the readers on a report that exists only as text.

Usage:
    python scripts/make_formats.py REPORT.txt --out DIR [--formats html,docx,pdf]

The PDF is laid out by reportlab with its built-in Chinese font; with --office it is
made from the Word file by LibreOffice instead.
"""

from __future__ import annotations

import argparse
import html
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reviewer.document.build import CellDraft
from reviewer.document.model import Document, Paragraph, Table
from reviewer.errors import ReviewerError
from reviewer.ingest.load import load
from reviewer.ingest.table_rows import NUMBER

FORMATS = ("html", "docx", "pdf")
FONT = "STSong-Light"
MIN_ALIGNED_FIGURES = 5


# --- tables: blanks → merges --------------------------------------------------------------------


def grid_of(table: Table) -> list[list[str]]:
    """Return the texts of a table by row and column; covered positions are blank."""
    grid = [[""] * table.n_columns for _ in range(table.n_rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text
    return grid


def align_figures(grid: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the grid with the figures of each row under one another.

    In pasted text a label that was merged over several columns leaves too few blanks,
    so that its figures stand too far to the left; all figures end at the right edge.
    """
    counts = Counter(len(figures_at_end(row)) for row in grid)
    usual = max((n for n in counts if n >= MIN_ALIGNED_FIGURES), key=lambda n: counts[n], default=0)
    if not usual:
        return [list(row) for row in grid]
    labels = max(len(trimmed(row)) - usual for row in grid if len(figures_at_end(row)) == usual)
    first = next(index for index, row in enumerate(grid) if len(figures_at_end(row)) == usual)
    short = labels + usual - max((len(trimmed(row)) for row in grid[:first]), default=labels + usual)
    aligned: list[list[str]] = []
    for index, row in enumerate(grid):
        cells = trimmed(row)
        if len(figures_at_end(row)) == usual:
            head = cells[: len(cells) - usual]
            cells = [*head, *[""] * (labels - len(head)), *cells[len(cells) - usual :]]
        elif index < first and short > 0 and cells:  # the header's corner lost blanks as well
            cells = [cells[0], *[""] * short, *cells[1:]]
        aligned.append([*cells, *[""] * (labels + usual - len(cells))][: labels + usual])
    return aligned


def trimmed(row: Sequence[str]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def figures_at_end(row: Sequence[str]) -> list[str]:
    cells = trimmed(row)
    start = len(cells)
    while start and NUMBER.fullmatch(cells[start - 1]):
        start -= 1
    return cells[start:]


def merge_blanks(grid: Sequence[Sequence[str]]) -> list[CellDraft]:
    """Return the cells of a grid in which a blank beside or below a label is part of it.

    In a row of figures a blank belongs to the label on its left, or to the label above
    if there is none; in a header row to the cell above if that is blank in its whole
    width, else to the cell on its left. Blanks below figures stay cells.
    """
    owner: dict[tuple[int, int], CellDraft] = {}
    cells: list[CellDraft] = []
    for row, texts in enumerate(grid):
        is_data = any(NUMBER.fullmatch(text) for text in texts if text)
        column = 0
        while column < len(texts):
            text = texts[column]
            above = owner.get((row - 1, column))
            left = owner.get((row, column - 1))
            if not text:
                grows_down = (
                    above is not None
                    and above.column == column
                    and above.text
                    and not NUMBER.fullmatch(above.text)
                    and all(not texts[c] for c in range(column, column + above.column_span))
                    and not (is_data and left is not None and left.row == row and left.text)
                )
                if grows_down and above is not None:
                    _grow(cells, owner, above, rows=1, columns=0)
                    column += above.column_span
                    continue
                if left is not None and left.row == row and left.text:
                    _grow(cells, owner, left, rows=0, columns=1)
                    column += 1
                    continue
            cell = CellDraft(row, column, text)
            cells.append(cell)
            owner[row, column] = cell
            column += 1
    return cells


def _grow(
    cells: list[CellDraft], owner: dict[tuple[int, int], CellDraft], cell: CellDraft, *, rows: int, columns: int
) -> None:
    grown = CellDraft(cell.row, cell.column, cell.text, cell.row_span + rows, cell.column_span + columns)
    cells[cells.index(cell)] = grown
    for row in range(grown.row, grown.row + grown.row_span):
        for column in range(grown.column, grown.column + grown.column_span):
            owner[row, column] = grown


def merged_cells(table: Table) -> list[CellDraft]:
    """Return a table's cells with real merges; a table that has them already keeps them."""
    if table.origin == "grid":
        return [CellDraft(c.row, c.column, c.text, c.row_span, c.column_span) for c in table.cells]
    return merge_blanks(align_figures(grid_of(table)))


# --- formats ------------------------------------------------------------------------------------


def to_html(document: Document) -> str:
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            parts.append(table_to_html(merged_cells(block)))
            continue
        text = html.escape(document.quote(block.span))
        if block.heading_level == 0:
            parts.append(f'<p style="text-align:center"><strong>{text}</strong></p>')
        else:
            parts.append(f'<p style="text-indent:2em">{text}</p>')
    title = html.escape(document.quote(document.title.span)) if document.title else "报告"
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f'<body>\n<div class="article-content">\n{body}\n</div>\n</body></html>\n'
    )


def table_to_html(cells: Sequence[CellDraft]) -> str:
    rows: list[str] = []
    for row in range(max(cell.row for cell in cells) + 1):
        tags = []
        for cell in sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.column):
            spans = "".join(
                f' {name}="{value}"'
                for name, value in (("rowspan", cell.row_span), ("colspan", cell.column_span))
                if value > 1
            )
            tags.append(f"<td{spans}>{html.escape(cell.text)}</td>")
        rows.append("<tr>" + "".join(tags) + "</tr>")
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def write_docx(document: Document, path: Path) -> None:
    import docx  # noqa: PLC0415
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    word = docx.Document()
    normal = word.styles["Normal"]
    normal.font.name = "Noto Serif CJK SC"
    normal.font.size = Pt(12)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    for block in document.blocks:
        if isinstance(block, Paragraph):
            paragraph = word.add_paragraph()
            run = paragraph.add_run(document.quote(block.span))
            if block.heading_level == 0:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                run.bold = True
                run.font.size = Pt(18)
            else:
                paragraph.paragraph_format.first_line_indent = Pt(24)
                run.bold = block.is_heading
            continue
        cells = merged_cells(block)
        n_rows = max(cell.row + cell.row_span for cell in cells)
        n_columns = max(cell.column + cell.column_span for cell in cells)
        table = word.add_table(rows=n_rows, cols=n_columns, style="Table Grid")
        for cell in cells:
            target = table.cell(cell.row, cell.column)
            if cell.row_span > 1 or cell.column_span > 1:
                last = table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
                target = target.merge(last)
            target.text = cell.text
    word.save(str(path))


def write_pdf(document: Document, path: Path) -> None:
    from reportlab.lib.enums import TA_CENTER  # noqa: PLC0415
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.platypus import Paragraph as Flow  # noqa: PLC0415
    from reportlab.platypus import SimpleDocTemplate, Spacer  # noqa: PLC0415
    from reportlab.platypus import Table as Grid  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=22, firstLineIndent=24, wordWrap="CJK")
    head = ParagraphStyle("head", parent=body, fontSize=18, leading=30, firstLineIndent=0, alignment=TA_CENTER)
    small = ParagraphStyle("cell", fontName=FONT, fontSize=7, leading=9, wordWrap="CJK", alignment=TA_CENTER)
    flow: list[object] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            text = html.escape(document.quote(block.span))
            flow.append(Flow(text, head if block.heading_level == 0 else body))
            continue
        cells = merged_cells(block)
        n_rows = max(cell.row + cell.row_span for cell in cells)
        n_columns = max(cell.column + cell.column_span for cell in cells)
        data: list[list[object]] = [[""] * n_columns for _ in range(n_rows)]
        style: list[tuple[object, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ]
        for cell in cells:
            data[cell.row][cell.column] = Flow(html.escape(cell.text), small)
            if cell.row_span > 1 or cell.column_span > 1:
                end = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
                style.append(("SPAN", (cell.column, cell.row), end))
        flow.extend([Grid(data, colWidths=column_widths(cells, n_columns, A4[0] - 144), style=style), Spacer(1, 12)])

    def number_page(canvas: object, template: object) -> None:
        canvas.setFont(FONT, 9)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, 36, f"- {template.page} -")  # type: ignore[attr-defined]

    template = SimpleDocTemplate(str(path), pagesize=A4, leftMargin=72, rightMargin=72, invariant=1)
    template.build(flow, onFirstPage=number_page, onLaterPages=number_page)


def column_widths(cells: Sequence[CellDraft], n_columns: int, total: float) -> list[float]:
    """Return widths by the longest unmerged text of each column, so that long labels wrap less."""
    longest = [4] * n_columns
    for cell in cells:
        if cell.column_span == 1:
            longest[cell.column] = max(longest[cell.column], min(len(cell.text), 14))
    return [total * length / sum(longest) for length in longest]


def write_office_pdf(word: Path, path: Path) -> None:
    """Make the PDF from the Word file, as an office would."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise SystemExit("--office needs LibreOffice on this machine")
    with tempfile.TemporaryDirectory() as folder:
        profile = (Path(folder) / "profile").as_uri()
        command = [office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, str(word)], check=True, capture_output=True, timeout=180)
        shutil.copyfile(Path(folder) / f"{word.stem}.pdf", path)


def make(source: Path, out: Path, formats: Sequence[str], *, office: bool = False) -> list[Path]:
    """Write the versions of ``source`` into ``out`` and return their paths."""
    document = load(source)
    out.mkdir(parents=True, exist_ok=True)
    paths = {name: out / f"{source.stem}.{name}" for name in formats}
    if "html" in paths:
        paths["html"].write_text(to_html(document), encoding="utf-8")
    if "docx" in paths:
        write_docx(document, paths["docx"])
    if "pdf" in paths and office:
        with tempfile.TemporaryDirectory() as folder:
            word = Path(folder) / f"{source.stem}.docx"
            write_docx(document, word)
            write_office_pdf(word, paths["pdf"])
    elif "pdf" in paths:
        write_pdf(document, paths["pdf"])
    return list(paths.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="a plain-text report")
    parser.add_argument("--out", type=Path, required=True, help="folder for the versions")
    parser.add_argument("--formats", default=",".join(FORMATS), help="comma list of html, docx, pdf")
    parser.add_argument("--office", action="store_true", help="make the PDF by LibreOffice")
    options = parser.parse_args()
    formats = [name.strip() for name in options.formats.split(",")]
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        parser.error(f"unknown format: {', '.join(unknown)}; known: {', '.join(FORMATS)}")
    try:
        for path in make(options.source, options.out, formats, office=options.office):
            print(path)
    except ReviewerError as error:
        print(f"{options.source.name}：{error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
