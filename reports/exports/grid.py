"""A table of a letter, written as XML at once: python-docx walks cell by cell, too slow for thousands of rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.exports.tables import Column, Table
from reports.exports.wording import clean, day, number, rate

SIDE = {"text": "left"}  # the rest stands in the middle
FIXED = {
    "order": 8.0,
    "number": 12.5,
    "rate": 12.5,
    "percent": 14.0,
    "date": 17.5,
}  # mm; other columns share the rest
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
MARGINS = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
TWIPS = 56.7  # in a millimetre
FIXED_AT = 9.0  # the size of letters for which the fixed widths are


def grid(
    document: Document, table: Table, *, width: int, size: float, bold_rows: Sequence[int] = (), head: bool = True
) -> None:
    xml = grid_xml(table, width=width, size=size, bold_rows=bold_rows, head=head)
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def grid_xml(table: Table, *, width: int, size: float, bold_rows: Sequence[int] = (), head: bool = True) -> str:
    """`width` in mm, shared out by the widths of the columns; the head row repeats on every page."""
    widths = [int(TWIPS * each) for each in shares(table.columns, width, size)]
    first = _row([c.title for c in table.columns], table.columns, widths, size, bold=True, head=True) if head else ""
    rows = [
        _row(map(text_of, row, table.columns), table.columns, widths, size, bold=n in bold_rows)
        for n, row in enumerate(table.rows)
    ]
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{MARGINS}</w:tblPr>'
    )
    return f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{columns}</w:tblGrid>{first}{''.join(rows)}</w:tbl>"


def text_of(value: Any, column: Column) -> str:
    if value is None:
        return "–" if column.kind in ("rate", "percent") else ""
    if isinstance(value, date):
        return day(value)
    if column.kind == "rate":
        return rate((Decimal(str(value)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))
    if isinstance(value, Decimal):
        return rate(value)
    return number(value) if isinstance(value, int) else str(value)


def shares(columns: list[Column], total: float, size: float) -> list[float]:
    """Millimetres: what a number or a date needs, and the rest by the widths of the others."""
    fixed = [FIXED.get(column.kind, 0) * size / FIXED_AT for column in columns]
    wanted = sum(column.width for column in columns if column.kind not in FIXED) or 1
    free = total - sum(fixed)
    return [own or column.width * free / wanted for own, column in zip(fixed, columns, strict=True)]


def _row(
    texts: Iterable[str],
    columns: list[Column],
    widths: list[int],
    size: float,
    *,
    bold: bool = False,
    head: bool = False,
) -> str:
    cells = (
        _cell(text, width, "center" if head else SIDE.get(column.kind, "center"), size, bold)
        for text, column, width in zip(texts, columns, widths, strict=True)
    )
    flags = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{flags}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, side: str, size: float, bold: bool) -> str:
    look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{int(size * 2)}"/></w:rPr>'
    around = f'<w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/>{look}</w:pPr>'
    lines = clean(text).split("\n")
    words = "".join(
        f'<w:p>{around}<w:r>{look}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{words}</w:tc>'
