"""The filters of the lists of tasks and assignments: what each word of `tinh_hinh` means."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from tasks.figures import counted_as
from tasks.models import Assignment, RegisteredMilestone, Span
from tasks.queries.badges import SOON_DAYS
from units.calendars import WorkCalendar

State = Assignment.State
SITUATIONS = {
    "open_overdue": "Chưa hoàn thành quá hạn",
    "open_in_time": "Đang thực hiện (trong hạn)",
    "due_soon": "Sắp đến hạn",
    "not_received": "Chưa tiếp nhận",
    "late_to_receive": "Chưa tiếp nhận quá hạn tiếp nhận",
    "no_milestone": "Chưa có ngày, chưa đăng ký mốc",
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
    if situation == "late_to_receive":
        return late_to_receive(assignments, today)
    if situation == "no_milestone":
        return without_milestone(assignments, today)
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


def late_to_receive(assignments: QuerySet, today: date) -> QuerySet:
    """Given more than RECEIPT_DAYS working days ago and nobody named; nothing waits for it."""
    unread = assignments.filter(received_at=None, state=State.OPEN)
    return unread.filter(_given_before(WorkCalendar.load().given_by(today, settings.RECEIPT_DAYS)))


def without_milestone(assignments: QuerySet, today: date) -> QuerySet:
    """Without a date and not ongoing, MILESTONE_DAYS working days after it was given, and no milestone approved."""
    undated = assignments.running().filter(counted_due_date=None, is_ongoing=False)
    kept = RegisteredMilestone.objects.filter(
        assignment=OuterRef("pk"), state__in=[RegisteredMilestone.State.APPROVED, RegisteredMilestone.State.NOTED]
    )
    given = _given_before(WorkCalendar.load().given_by(today, settings.MILESTONE_DAYS))
    return undated.filter(~Exists(kept), given)


def _given_before(day: date) -> Exists:
    return Exists(Span.objects.filter(assignment=OuterRef("pk"), from_at__date__lt=day))


def tasks_in_situation(tasks: QuerySet, situation: str, today: date) -> QuerySet:
    """Tasks with at least one assignment so."""
    if situation not in SITUATIONS:
        return tasks
    given = in_situation(Assignment.objects.filter(task=OuterRef("pk")), situation, today)
    return tasks.filter(Exists(given))
