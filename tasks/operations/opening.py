"""Recurring work: each occurrence becomes an assignment a period before it is due, never twice."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.operations import record
from notifications.operations import post
from plans.models import Plan
from tasks import notices
from tasks.models import Assignment, Milestone, Span
from tasks.operations.bulk import reserve_ids, write
from tasks.periods import due_days
from tasks.queries.fanout import LEFT_OUT
from units.calendars import WorkCalendar

COPIED = (
    "plan_id", "task_id", "milestone_id", "unit_id", "confirming_unit_id", "scope", "leader_id", "officer_id",
    "delegated_to", "quantity_target", "quantity_unit",
)  # fmt: skip
Key = tuple[int, int, str, int]  # milestone, unit, scope, occurrence


def open_occurrences(*, now: datetime) -> int:
    """For every plan that is in force; how many were opened. Safe to run at any time and twice at once."""
    recurring = Milestone.objects.filter(kind=Milestone.Kind.RECURRING, task__plan__state=Plan.State.IN_FORCE)
    plans = recurring.exclude(recurrence="").order_by().values_list("task__plan", flat=True).distinct()
    return sum(open_of_plan(plan_id=pk, now=now) for pk in sorted(plans))


@transaction.atomic
def open_of_plan(*, plan_id: int, now: datetime) -> int:
    """The plan's row is locked, so that of two runs at once the second sees what the first has opened."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if plan.state != Plan.State.IN_FORCE:
        return 0
    rows = list(_missing(plan, timezone.localdate(now)))
    if not rows:
        return 0
    ids = reserve_ids(Assignment, len(rows))
    write(Assignment, ({"id": pk} | row for pk, row in zip(ids, rows, strict=True)))
    write(Span, (_span(pk, row, now) for pk, row in zip(ids, rows, strict=True)))
    record("tasks.occurrences_opened", ("plan", plan.pk), plan_id=plan.pk, assignments=len(rows))
    post(notices.assigned(plan, rows, f"occurrences-{now.isoformat()}", today=timezone.localdate(now)))
    return len(rows)


def _missing(plan: Plan, today: date) -> Iterator[dict[str, Any]]:
    """Beside each running standing assignment (occurrence 0), the occurrences that are due and not there yet."""
    calendar = WorkCalendar.load()
    milestones = Milestone.objects.filter(task__plan=plan, kind=Milestone.Kind.RECURRING, order__lt=LEFT_OUT)
    known: set[Key] = set(
        Assignment.objects.filter(milestone__in=milestones)
        .exclude(occurrence=0)
        .values_list("milestone_id", "unit_id", "scope", "occurrence")
    )
    since = timezone.localdate(plan.published_at) if plan.published_at else plan.issued_date
    for milestone in milestones.exclude(recurrence=""):
        days = due_days(
            milestone.recurrence, start=plan.issued_date, today=today, end=plan.campaign_to, days=calendar
        )
        standing = Assignment.objects.running().filter(milestone=milestone, occurrence=0)
        for row in standing.values(*COPIED):
            for number, day in days:
                if day >= since and (milestone.pk, row["unit_id"], row["scope"], number) not in known:
                    yield row | {"occurrence": number, "due_date": day, "original_due_date": day}


def _span(pk: int, row: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {"assignment_id": pk, "state": Assignment.State.OPEN, "due_date": row["due_date"], "from_at": now}
