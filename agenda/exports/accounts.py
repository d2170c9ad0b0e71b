"""The workbook in which accounts are asked for."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from units.models import Unit

COLUMNS = ("Mã đơn vị", "Họ và tên", "Vai trò", "Chức vụ", "Thư điện tử", "Điện thoại")


def accounts_template(today: date) -> bytes:
    """A sheet to fill in, and the units with their codes beside it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Tài khoản"
    sheet.append(COLUMNS)
    roles = DataValidation(type="list", formula1='"đầu mối,lãnh đạo,chuyên viên"', allow_blank=True)
    sheet.add_data_validation(roles)
    roles.add("C2:C2001")
    units = book.create_sheet("Đơn vị")
    units.append(["Mã đơn vị", "Tên đơn vị"])
    for row, unit in enumerate(Unit.objects.active(today).order_by("kind", "name"), 2):
        for column, value in enumerate((unit.code, unit.name), 1):
            cell = units.cell(row, column, value)
            cell.data_type, cell.quotePrefix = "s", value.startswith(("=", "+", "-", "@"))
    for one in (sheet, units):
        one.freeze_panes = "A2"
        for cell in one[1]:
            cell.font = Font(bold=True)
        for letter in "ABCDEF":
            one.column_dimensions[letter].width = 26
    for column in ("A", "F"):
        for row in range(2, 202):
            sheet[f"{column}{row}"].number_format = "@"  # codes and numbers begin with 0
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
