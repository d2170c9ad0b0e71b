"""The workbook to begin an import of progress with: the columns, and the work that its person may update."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

from intake.operations.statuses import COLUMNS, MOST_ROWS
from plans.models import Plan
from tasks import perms
from tasks.models import Assignment
from units.models import User

WIDTHS = (16, 36, 13, 20, 14)


def sample_book(*, plan: Plan, actor: User) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title, sheet.freeze_panes = "Tiến độ", "A2"
    sheet.append(COLUMNS)
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    running = Assignment.objects.running().filter(plan=plan)
    if not perms.can_lead_plan(actor, plan):
        running = running.filter(unit__in=actor.unit_ids())
    for each in running.select_related("task", "unit").order_by("task__order", "unit__name", "pk")[:MOST_ROWS]:
        sheet.append([each.task.code, each.unit.name, each.percent, "Đang thực hiện"])
        for cell in sheet[sheet.max_row][:2]:
            cell.data_type = "s"  # a name that begins with "=" is no formula
    out = BytesIO()
    book.save(out)
    return out.getvalue()
