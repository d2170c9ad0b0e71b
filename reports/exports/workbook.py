"""The report as .xlsx: four sheets, true numbers and dates, and no text that a spreadsheet would run."""

from collections.abc import Container, Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet as Sheet

from reports.exports import summary, tables
from reports.exports.tables import Column, Table
from reports.exports.wording import FORMULA_STARTS, clean, day, formal, named
from reports.queries import PlanReport

FORMATS = {
    "order": "0",
    "number": "#,##0",
    "rate": "0.0%",
    "percent": "0.0%",
    "date": "dd/mm/yyyy",
    "text": "General",
}
ALIGN = {
    "order": "center",
    "number": "center",
    "rate": "center",
    "percent": "center",
    "date": "center",
    "text": "left",
}
TITLE, BOLD, PLAIN = (
    Font(name="Times New Roman", size=size, bold=bold) for size, bold in ((14, True), (10.5, True), (10.5, False))
)
HEAD = PatternFill("solid", fgColor="E6EFF9")
GRID = Border(**dict.fromkeys(("left", "right", "top", "bottom"), Side(style="thin", color="B7C1CD")))
CELL_LIMIT = 32_000  # Excel refuses a longer text
LINE, TALLEST = 14.5, 409.0  # points; Excel allows no taller row
FIGURES = [Column("Tình hình", 46), Column("Số nhiệm vụ", 16, "number"), Column("Số lượt giao", 16, "number")]


def workbook(report: PlanReport) -> bytes:
    book = Workbook(write_only=True)
    _overview(book, report)
    under = f"{named(report.plan)}; số liệu đến hết ngày {day(report.as_of)}"
    sheet(book, "Theo đơn vị", tables.by_unit(report), under)
    sheet(book, "Nhiệm vụ quá hạn", tables.overdue(report), under)
    sheet(book, "Nhiệm vụ", tables.by_task(report), under)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _overview(book: Workbook, report: PlanReport) -> None:
    sheet = prepared(book, "Tổng hợp", FIGURES, first_row=8)
    sheet.append([_cell(sheet, f"Báo cáo {report.period.label}", font=TITLE)])
    for line in _heading(report):
        sheet.append([_cell(sheet, line)])
    sheet.append([])
    sheet.append(head_of(sheet, FIGURES))
    for line in summary.lines(report):
        label = f"    {line.label}" if line.depth else line.label
        font = PLAIN if line.depth else BOLD
        counts = [_count(sheet, value, font) for value in (line.tasks, line.assignments)]
        sheet.append([_cell(sheet, label, font=font, border=GRID), *counts])
    sheet.append([])
    sheet.append([_cell(sheet, "Tỷ lệ hoàn thành = hoàn thành / (hoàn thành + chưa hoàn thành quá hạn).")])
    sheet.append([_cell(sheet, "Nhiệm vụ giao nhiều đơn vị tính theo lượt giao chậm nhất của nhiệm vụ đó.")])


def _heading(report: PlanReport) -> list[str]:
    period = report.period
    whose = "Tất cả đơn vị được giao" if report.whole else f"Phần việc của {formal(report.author)}"
    return [
        named(report.plan),
        report.plan.title,
        f"Kỳ báo cáo: từ {day(period.start)} đến {day(period.end)}",
        f"Số liệu đến hết ngày {day(report.as_of)}. {whose}.",
    ]


def _count(sheet: Sheet, value: int | Decimal | None, font: Font) -> WriteOnlyCell:
    """A rate comes as a Decimal percentage."""
    if isinstance(value, Decimal):
        return _cell(sheet, float(value / 100), "rate", font=font, border=GRID)
    return _cell(sheet, value, "number", font=font, border=GRID)


def sheet(book: Workbook, name: str, table: Table, under: str, bold: Container[int] = ()) -> None:
    """`under`: what stands below the title; `bold`: numbers of rows that are sums."""
    page = prepared(book, name, table.columns, first_row=4)
    title_of(page, table.title, under)
    if table.rows:
        page.auto_filter.ref = f"A4:{get_column_letter(len(table.columns))}{len(table.rows) + 4}"
    page.append(head_of(page, table.columns))
    if not table.rows:
        page.append([_cell(page, "Không có.")])
    looks = Looks(page)
    for n, row in enumerate(table.rows):
        page.row_dimensions[n + 5].height = _height(row, table.columns)
        page.append([looks.cell(value, c.kind, n in bold) for value, c in zip(row, table.columns, strict=True)])


def title_of(page: Sheet, title: str, under: str) -> None:
    """The three rows above the head."""
    page.append([_cell(page, title, font=TITLE)])
    page.append([_cell(page, under)])
    page.append([])
    page.row_dimensions[4].height = 3 * LINE


class Looks:
    """Cells of the body. A look is worked out once and shared: openpyxl would compare fonts for every cell."""

    def __init__(self, page: Sheet) -> None:
        self._page, self._known = page, {}

    def cell(self, value: Any, kind: str, bold: bool = False) -> WriteOnlyCell:
        text = isinstance(value, str)
        if isinstance(value, Decimal):  # a percentage
            value, kind = float(value / 100), "percent"
        elif kind == "figure":
            kind = "text" if text else "number"
        cell = WriteOnlyCell(self._page, clean(value)[:CELL_LIMIT] if text else value)
        quoted = text and value.startswith(FORMULA_STARTS)
        cell._style = self._look(kind, bold, quoted)
        if text:
            cell.data_type = "s"
        return cell

    def _look(self, kind: str, bold: bool, quoted: bool) -> Any:
        found = self._known.get((kind, bold, quoted))
        if found is None:
            model = _cell(self._page, "=" if quoted else None, kind, border=GRID, alignment=BODY[kind])
            model.font = BOLD if bold else PLAIN
            found = self._known[kind, bold, quoted] = model._style
        return found


def prepared(book: Workbook, name: str, columns: list[Column], first_row: int) -> Sheet:
    """A4 landscape, as wide as one page; the head row, `first_row`, stays in sight and on every page."""
    sheet = book.create_sheet(name)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = 0.5
    sheet.oddFooter.center.text = "Trang &P/&N"
    sheet.print_title_rows = f"{first_row}:{first_row}"
    sheet.freeze_panes = f"A{first_row + 1}"
    for n, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(n)].width = column.width
    return sheet


def head_of(sheet: Sheet, columns: Iterable[Column]) -> list[WriteOnlyCell]:
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return [_cell(sheet, c.title, font=BOLD, border=GRID, fill=HEAD, alignment=middle) for c in columns]


def _height(row: Iterable[Any], columns: Iterable[Column]) -> float:
    """Points for the tallest cell: spreadsheets do not all fit the rows of a file that says nothing."""
    texts = [(value, column.width) for value, column in zip(row, columns, strict=True) if isinstance(value, str)]
    lines = [sum(ceil(len(line) / width / 1.1) or 1 for line in text.split("\n")) for text, width in texts]
    return min(LINE * max(lines, default=1), TALLEST)


BODY = {kind: Alignment(horizontal=side, vertical="top", wrap_text=True) for kind, side in ALIGN.items()}


def _cell(sheet: Sheet, value: str | float | date | None, kind: str = "text", **style: Any) -> WriteOnlyCell:
    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, clean(value)[:CELL_LIMIT] if text else value)
    cell.font = PLAIN
    cell.number_format = FORMATS[kind]
    for name, look in style.items():
        setattr(cell, name, look)
    if text:
        cell.data_type = "s"
        # Excel then keeps it a text even when somebody edits the cell.
        cell.quotePrefix = value.startswith(FORMULA_STARTS)
    return cell
