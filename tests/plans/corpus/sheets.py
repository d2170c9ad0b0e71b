"""The tables of a paper as the workbook that offices pass round: title rows, merged cells, some true dates."""

import re
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from .paper import Grid, Paper

EDGE = Border(*[Side(style="thin")] * 4)
DAY = re.compile(r"(?:(Trước|Chậm nhất) )?(\d\d?)/(\d\d?)/(\d{4})$")


def xlsx_bytes(paper: Paper) -> bytes:
    book = Workbook()
    book.remove(book.active)
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    for number, grid in enumerate(grids, 1):
        sheet = book.create_sheet(f"Phụ lục {number}" if len(grids) > 1 else "Phụ lục")
        _fill(sheet, grid, [grid.title, f"(Kèm theo {paper.facts['number_line']}, {paper.facts['date_line']})", ""])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, grid: Grid, top: list[str]) -> None:
    rows, first = grid.head + grid.rows, len(top) + 1
    for number, text in enumerate(top, 1):
        sheet.cell(number, 1, text or None).font = Font(bold=True)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(rows[0]))
    dates = 0
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            dates += bool(DAY.match(text))
            _write(sheet.cell(first + r, c + 1), text, true_date=dates % 2 == 1)
    for r1, c1, r2, c2 in grid.spans():
        sheet.merge_cells(start_row=first + r1, start_column=c1 + 1, end_row=first + r2, end_column=c2 + 1)


def _write(cell: Any, text: str, *, true_date: bool) -> None:
    """Every other day is a true date, as people really type them."""
    cell.border, cell.alignment = EDGE, Alignment(wrap_text=True, vertical="top")
    found = DAY.match(text)
    if found and true_date:
        word, day, month, year = found.groups()
        cell.value = date(int(year), int(month), int(day))
        cell.number_format = f'"{word} "dd/mm/yyyy' if word else "dd/mm/yyyy"
    else:
        cell.value = int(text) if text.isdigit() else (text if text not in ("", "<", "^") else None)
