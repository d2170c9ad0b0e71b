"""The filters of the lists of tasks and assignments: what each word of `tinh_hinh` means."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from tasks.figures import counted_as
from tasks.models import Assignment
from tasks.queries.badges import SOON_DAYS

State = Assignment.State
SITUATIONS = {
    "open_overdue": "Chưa hoàn thành quá hạn",
    "open_in_time": "Đang thực hiện (trong hạn)",
    "due_soon": "Sắp đến hạn",
    "not_received": "Chưa tiếp nhận",
    "supplement": "Cần bổ sung",
    "sent": "Chờ xác nhận",
    "awaiting_approval": "Đã trình, chờ phê duyệt",
    "completed": "Đã hoàn thành",
    "done_on_time": "Hoàn thành đúng hạn",
    "done_late": "Hoàn thành quá hạn",
    "ongoing": "Thường xuyên",
    "self_confirmed": "Đơn vị tự xác nhận",
    "cancelled": "Đã hủy",
}


def in_situation(assignments: QuerySet, situation: str, today: date) -> QuerySet:
    """An unknown word filters nothing, so an old link still opens."""
    if situation == "open_overdue":
        return assignments.overdue(today).filter(is_ongoing=False)
    if situation == "due_soon":
        soon = today + timedelta(days=SOON_DAYS)
        return assignments.with_the_unit().filter(counted_due_date__range=(today, soon))
    plain = {
        "not_received": Q(received_at=None, state=State.OPEN),
        "supplement": Q(supplement_asked=True),
        "sent": Q(state=State.SENT),
        "awaiting_approval": Q(state=State.AWAITING_APPROVAL),
        "completed": Q(state=State.COMPLETED),
        "cancelled": Q(state=State.CANCELLED),
    }
    if situation in plain:
        return assignments.filter(plain[situation])
    if situation in SITUATIONS:
        return assignments.alias(counted=counted_as(today)).filter(counted=situation)
    return assignments


def tasks_in_situation(tasks: QuerySet, situation: str, today: date) -> QuerySet:
    """Tasks with at least one assignment so."""
    if situation not in SITUATIONS:
        return tasks
    given = in_situation(Assignment.objects.filter(task=OuterRef("pk")), situation, today)
    return tasks.filter(Exists(given))
