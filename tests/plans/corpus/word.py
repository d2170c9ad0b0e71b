"""A paper as the Word file an office sends: letterhead, text, signature, appendices on landscape pages."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .paper import Appendix, Grid, Paper, Para

CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LONG, SHORT = 29.7, 21.0  # A4, in cm
MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def docx_bytes(paper: Paper) -> bytes:
    doc = Document()
    _letter_type(doc.styles["Normal"])
    _page(doc.sections[0], SHORT, LONG)
    _letterhead(doc, paper)
    appendices = [n for n, block in enumerate(paper.blocks) if isinstance(block, Appendix)]
    body = appendices[0] if appendices else len(paper.blocks)
    for block in paper.blocks[:body]:
        _block(doc, block)
    _signature(doc, paper)
    for block in paper.blocks[body:]:
        _block(doc, block)
    out = BytesIO()
    doc.save(out)
    return out.getvalue()


def _letter_type(style: Any) -> None:
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")


def _page(section: Any, width: float, height: float) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _line(
    holder: Any, text: str, *, bold: bool = False, italic: bool = False, align: Any = None, size: int = 13
) -> Any:
    para = holder.add_paragraph()
    run = para.add_run(text)
    run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(size)
    para.alignment = align
    para.paragraph_format.space_after = Pt(4)
    return para


def _columns(doc: Any, left: list[tuple], right: list[tuple]) -> None:
    table = doc.add_table(rows=1, cols=2)
    for column, width, lines in zip(table.columns, (6.5, 9.5), (left, right), strict=True):
        column.width = column.cells[0].width = Cm(width)
        for text, options in lines:
            _line(column.cells[0], text, **options)
        column.cells[0]._tc.remove(column.cells[0].paragraphs[0]._p)


def _letterhead(doc: Any, paper: Paper) -> None:
    middle = {"align": CENTER, "size": 12}
    left = [(line, {**middle, "bold": True}) for line in paper.lines("org")]
    left += [(line, middle) for line in paper.lines("number_line") + paper.lines("about")]
    right = [(line, {**middle, "bold": True}) for line in MOTTO]
    _columns(doc, left, [*right, (paper.facts["date_line"], {**middle, "italic": True})])
    doc.add_paragraph()
    for line in paper.lines("title_lines"):
        _line(doc, line, bold=True, align=CENTER)


def _signature(doc: Any, paper: Paper) -> None:
    doc.add_paragraph()
    left = [("Nơi nhận:", {"bold": True, "italic": True, "size": 12})]
    left += [(line, {"size": 11}) for line in paper.lines("to")]
    names = [*paper.lines("post"), "", "", paper.facts["signer"]]
    _columns(doc, left, [(line, {"bold": True, "align": CENTER}) for line in names])


def _block(doc: Any, block: Para | Appendix | Grid) -> None:
    if isinstance(block, Grid):
        _grid(doc, block)
    elif isinstance(block, Para):
        _para(doc, block)
    else:
        _page(doc.add_section(), *((LONG, SHORT) if block.wide else (SHORT, LONG)))
        for line in block.lines:
            _line(doc, line, bold=True, align=CENTER)


def _para(doc: Any, block: Para) -> None:
    if block.style == "list":
        doc.add_paragraph(block.text, style="List Number")
        return
    para = _line(doc, block.text, bold=block.style != "body", align=CENTER if block.style == "center" else JUSTIFY)
    para.paragraph_format.first_line_indent = Cm(0 if block.style == "center" else 1.27)


def _grid(doc: Any, grid: Grid) -> None:
    rows = grid.head + grid.rows
    table = doc.add_table(rows=len(rows), cols=len(rows[0]))
    table.style, table.autofit = "Table Grid", False
    section = doc.sections[-1]
    _widths(table, rows, section.page_width - section.left_margin - section.right_margin)
    for row, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=True):
            _fill(cell, "" if text in ("<", "^") else text, bold=row in grid.head)
    for top, left, bottom, right in grid.spans():
        merged = table.cell(top, left).merge(table.cell(bottom, right))
        for para in [para for para in merged.paragraphs if not para.text][: len(merged.paragraphs) - 1]:
            merged._tc.remove(para._p)
    for row in table.rows[: len(grid.head)]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _widths(table: Any, rows: list[list[str]], total: int) -> None:
    """Columns as wide as their longest cell asks for, within reason."""
    longest = [max(8, min(45, max(len(row[c]) for row in rows if "<" not in row))) for c in range(len(rows[0]))]
    for column, letters in zip(table.columns, longest, strict=True):
        column.width = total * letters // sum(longest)
        for cell in column.cells:
            cell.width = column.width


def _fill(cell: Any, text: str, *, bold: bool) -> None:
    first, *more = text.split("\n")
    cell.paragraphs[0].add_run(first).bold = bold or None
    for line in more:
        cell.add_paragraph(line)
