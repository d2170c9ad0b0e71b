"""What goes along when work goes on with another unit: proof, obstacles, requests, people, and that it was sent."""

from datetime import datetime

from django.utils import timezone

from journal.models import Event
from tasks.models import (
    Assignment,
    ChangeRequest,
    ContributionRequest,
    Evidence,
    Obstacle,
    RegisteredMilestone,
    Span,
)
from tasks.workflow import new_span
from units.queries import people_of

SENT = ("sent_date", "first_sent_date", "submission_number", "submission_date", "submission_to")


def carry_over(*, before: Assignment, afters: list[Assignment], event: Event, now: datetime) -> None:
    """`before` as it stood when the decision took effect. A step of the operation that moved it (`deciding`)."""
    for after in afters:
        _copy(Evidence.objects.current(), before, after, event)
        _copy(Obstacle.objects.open(), before, after, event)
        milestones = RegisteredMilestone.objects.exclude(state=RegisteredMilestone.State.WITHDRAWN)
        _copy(milestones, before, after, event)
        _keep_people(before, after, now)
        if before.state in Assignment.State.with_the_confirmer():
            _keep_sent(before, after, now)
    Obstacle.objects.open().filter(assignment=before).update(state=Obstacle.State.RESOLVED, closed_at=now)
    if afters:
        # Several units are not asked the same twice: who was asked answers the first.
        ContributionRequest.objects.open().filter(assignment=before).update(assignment=afters[0])
        ChangeRequest.objects.pending().filter(assignment=before).update(assignment=afters[0])


def _copy(rows: object, before: Assignment, after: Assignment, event: Event) -> None:
    """References to the same files and words; their authors and days stay."""
    for row in rows.filter(assignment=before).order_by("pk"):
        row.pk, row._state.adding = None, True
        row.assignment, row.event = after, event
        if isinstance(row, Evidence):
            row.version, row.replaces = 1, None
        row.save(force_insert=True)


def _keep_people(before: Assignment, after: Assignment, now: datetime) -> None:
    """Those who have gone over to the new unit."""
    people = people_of(after.unit_id, timezone.localdate(now))
    changed = [
        f"{part}_id"
        for part in ("officer", "leader")
        if getattr(before, f"{part}_id") in people and getattr(after, f"{part}_id") is None
    ]
    for name in changed:
        setattr(after, name, getattr(before, name))
    if changed:
        after.received_at = after.received_at or before.received_at or now
        after.save(update_fields=["officer", "leader", "received_at"])


def _keep_sent(before: Assignment, after: Assignment, now: datetime) -> None:
    """What left the old unit in time did so: the clock is not the new unit's. Joined work keeps its own state."""
    begins_now = after.spans.filter(to_at=None, from_at=now).exists()
    if after.state != Assignment.State.OPEN or not begins_now:
        return
    after.state = before.state
    for name in SENT:
        setattr(after, name, getattr(before, name))
    after.save()
    Span.objects.filter(assignment=after, to_at=None).delete()
    Span.objects.create(**new_span(after, now))
