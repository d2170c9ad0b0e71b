"""What waits for a unit's confirmation, the longest wait first."""

from datetime import date

from django.db.models import QuerySet

from tasks.models import Assignment, AssignmentQuerySet
from units.models import Membership, User

State = Assignment.State
PROMISED_DAYS, LONG_DAYS = 5, 8  # working days: amber above the first, red from the second


def to_confirm(user: User) -> QuerySet:
    """What this person may confirm: of the units they work for, and their own head's self-confirmed work."""
    waiting = Assignment.objects.filter(state=State.SENT)
    return _told(waiting.filter(confirming_unit__in=user.unit_ids()).exclude(unit__in=user.every_unit_id()))


def awaiting_approval(user: User) -> QuerySet:
    waiting = Assignment.objects.filter(state=State.AWAITING_APPROVAL)
    return _told(waiting.filter(confirming_unit__in=user.unit_ids()).exclude(unit__in=user.every_unit_id()))


def self_confirmable(user: User) -> QuerySet:
    """Sent work that no other unit confirms: its head does, and it is counted apart."""
    heads = user.unit_ids(Membership.Role.HEAD)
    return _told(Assignment.objects.filter(state=State.SENT, confirming_unit=None, unit__in=heads))


def confirmed_elsewhere(user: User) -> QuerySet:
    """The own unit's sent work on plans the person leads: shown locked, with who confirms it."""
    mine = user.unit_ids()
    sent = Assignment.objects.filter(state=State.SENT, unit__in=mine, plan__focal_unit__in=mine)
    return _told(sent.exclude(confirming_unit=None))


def _told(assignments: AssignmentQuerySet) -> QuerySet:
    return assignments.select_related("unit", "task", "plan", "confirming_unit", "milestone").order_by(
        "sent_date", "id"
    )


def outcome(assignment: Assignment, today: date) -> str:
    """The consequence said before the click."""
    due, sent = assignment.counted_due_date, assignment.sent_date
    if due is None or (sent and sent <= due):
        return f"Nếu xác nhận, ghi Hoàn thành đúng hạn ngày {sent:%d/%m/%Y}"
    return f"Nếu xác nhận, ghi Hoàn thành quá hạn {(sent - due).days} ngày (gửi {sent:%d/%m/%Y})"
