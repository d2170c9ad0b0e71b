"""What a reminder says, to whom, and whether it still holds."""

from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import shorten

from django.db.models import Exists, OuterRef

from agenda.ladder import Rung
from notifications.models import MessageQuerySet
from notifications.operations import Notice
from plans.models import Plan
from tasks.models import Assignment
from units.calendars import WorkCalendar, weekday
from units.models import Membership

REMINDER = "reminder"


def reminders(
    assignments: Iterable[Assignment], rungs: dict[date, Rung], calendar: WorkCalendar, today: date
) -> Iterator[Notice]:
    """`rungs` by due date. To the officer, or the unit where none is named; near the end also to the leader."""
    assignments = list(assignments)
    at_work = _at_work(assignments, today)
    for assignment in assignments:
        rung = rungs[assignment.counted_due_date]
        officer = assignment.officer_id if (assignment.officer_id, assignment.unit_id) in at_work else None
        yield _notice(
            assignment,
            rung,
            calendar,
            today,
            to_user_id=officer,
            to_unit_id=None if officer else assignment.unit_id,
        )
        if (assignment.leader_id, assignment.unit_id) in at_work and _is_late(rung, today):
            yield _notice(assignment, rung, calendar, today, to_user_id=assignment.leader_id)


def outdated(messages: MessageQuerySet) -> MessageQuerySet:
    """Reminders whose work has left the unit, or whose date has moved meanwhile."""
    still_due = Assignment.objects.with_the_unit().filter(
        pk=OuterRef("subject_id"), counted_due_date=OuterRef("due_date"), plan__state=Plan.State.IN_FORCE
    )
    return messages.exclude(Exists(still_due))


def due_words(due: date, calendar: WorkCalendar, today: date) -> str:
    """ "hạn 31/01/2026 (thứ Bảy): nên xong thứ Sáu 30/01"; the advice only while it can be followed."""
    words = f"hạn {due:%d/%m/%Y}"
    better = calendar.on_or_before(due)
    if better == due or due < today:
        return words
    words += f" ({weekday(due)})"
    return f"{words}: nên xong {weekday(better)} {better:%d/%m}" if better >= today else words


def _notice(assignment: Assignment, rung: Rung, calendar: WorkCalendar, today: date, **to: int | None) -> Notice:
    task, milestone = assignment.task, assignment.milestone
    label = f": {milestone.label}" if milestone.label else ""
    return Notice(
        kind=REMINDER,
        subject=("assignment", assignment.pk),
        text=shorten(f"{task.code} {task.name.rstrip('.')}{label}", 160, placeholder="…"),
        detail=f"{assignment.plan.reference} · {due_words(rung.due, calendar, today)}",
        path=f"/viec/{assignment.pk}/",  # reverse() would load every page into the worker
        dedupe=rung.name,
        due_date=rung.due,
        **to,
    )


def _is_late(rung: Rung, today: date) -> bool:
    return rung.offset >= -1 or (rung.due - today).days <= 1


def _at_work(assignments: list[Assignment], today: date) -> set[tuple[int, int]]:
    """(person, unit) where the person named still works in the unit."""
    named = {a.officer_id for a in assignments} | {a.leader_id for a in assignments}
    rows = Membership.objects.current(today).filter(
        user__in=named - {None}, user__is_active=True, role__in=Membership.WORKING
    )
    return set(rows.values_list("user", "unit"))
