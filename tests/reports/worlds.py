"""Work in many states at known moments, for the tests of reports."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from journal.operations import record
from tasks.models import Assignment, Evidence, Obstacle, Span
from tests.factories import AssignmentFactory, MilestoneFactory, TaskFactory, UserFactory

GIVEN = date(2026, 1, 6)


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def given(plan, unit, *, task=None, on=GIVEN, **facts) -> Assignment:
    """An assignment with its open span; `sent` and `completed` are the days of the moves that led to its state."""
    task = task or TaskFactory(plan=plan)
    milestone = task.milestones.first() or MilestoneFactory(task=task)
    assignment = AssignmentFactory(task=task, milestone=milestone, plan=plan, unit=unit, **facts)
    assignment.refresh_from_db()
    steps = [(on, "open", None)]
    if assignment.sent_date:
        steps.append((assignment.sent_date, "sent", assignment.sent_date))
    if assignment.state == "completed":
        steps.append((assignment.completed_date, "completed", assignment.sent_date))
    ends = [*(at(day, 9 + n) for n, (day, _, _) in enumerate(steps[1:], 1)), None]
    Span.objects.bulk_create(
        Span(
            assignment=assignment,
            state=state,
            due_date=assignment.counted_due_date,
            sent_date=sent,
            from_at=at(day, 9 + n),
            to_at=ends[n],
        )
        for n, (day, state, sent) in enumerate(steps)
    )
    return assignment


def finished(plan, unit, sent: date, **facts) -> Assignment:
    return given(plan, unit, state="completed", sent_date=sent, completed_date=sent, **facts)


def say(assignment, day, *, text="", proposal="", kind="khac") -> Obstacle:
    return Obstacle.objects.create(**_told(assignment, day), text=text, proposal=proposal, kind=kind)


def prove(assignment, day, label, *, sealed=None, **facts) -> Evidence:
    facts = {"kind": "document", "document_number": "412/QĐ-UBND", **facts}
    sealed_at = at(sealed) if sealed else None
    return Evidence.objects.create(**_told(assignment, day), label=label, sealed_at=sealed_at, **facts)


def _told(assignment, day) -> dict:
    with transaction.atomic():
        event = record("tasks.updated", ("assignment", assignment.pk), plan_id=assignment.plan_id)
    return {"assignment": assignment, "author": UserFactory(), "event": event, "created_at": at(day)}
