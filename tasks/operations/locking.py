"""Take a row for writing; everything that changes an assignment begins here."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from journal.models import Event
from tasks import perms
from tasks.errors import TaskConflict
from tasks.models import Assignment
from units.models import User


class AssignmentGone(TaskConflict, Assignment.DoesNotExist):
    """Taken back with its publication between the look and the act."""


RELATED = ("unit", "plan", "task", "confirming_unit")


def lock(assignment_id: int, *, related: Sequence[str] | None = RELATED) -> Assignment:
    """The row, locked until the transaction ends (SQLite: its one writer at a time)."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(*related or [None])
    try:
        return rows.get(pk=assignment_id)
    except Assignment.DoesNotExist:
        raise AssignmentGone(
            "Việc này không còn: cơ quan đầu mối đã thu hồi văn bản để rà soát lại. Không có gì được ghi."
        ) from None


def lock_for_work(
    assignment_id: int, actor: User, *, related: Sequence[str] | None = RELATED, led: bool = False
) -> Assignment:
    """For the unit's own people while the work is with them; where `led`, for the plan's focal unit as well."""
    assignment = lock(assignment_id, related=related)
    if not (perms.can_work(actor, assignment) or (led and perms.can_lead_plan(actor, assignment.plan))):
        raise PermissionDenied("work")
    if assignment.state != Assignment.State.OPEN:
        raise TaskConflict(who_moved_it(assignment))
    return assignment


def who_moved_it(assignment: Assignment) -> str:
    """One sentence for the person who came second."""
    event = Event.objects.about("assignment", assignment.pk).order_by("-id").first()
    actor = User.objects.filter(pk=event.actor_id).first() if event else None
    when = f" lúc {timezone.localtime(event.at):%H:%M ngày %d/%m/%Y}" if event else ""
    return (
        f"{actor or 'Hệ thống'} đã chuyển việc này sang “{assignment.get_state_display()}”{when}. "
        "Bước bạn vừa chọn chưa được ghi; xem lại việc rồi làm tiếp."
    )
