"""Files that people fill in and send back."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from tasks.models import Assignment, Task

SOURCE_COLUMNS = ("Đơn vị", "Tổng số", "Đã làm")


def figures_template(task: Task) -> bytes:
    """Units of the task with the figures as they stand."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    sheet.append(SOURCE_COLUMNS)
    rows = Assignment.objects.running().filter(task=task).select_related("unit").order_by("unit__kind", "unit__name")
    for row in rows:
        sheet.append([row.unit.name, row.quantity_target, row.quantity_done])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABC", (48, 14, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
