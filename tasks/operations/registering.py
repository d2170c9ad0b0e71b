"""Milestones that a lead registers for work without a date: its head approves, the focal unit takes note.

They never replace the plan's date, and no figure counts them.
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from journal.models import Event
from journal.operations import record
from notifications.operations import post
from tasks import notices, perms
from tasks.errors import TaskConflict, TaskError
from tasks.models import Assignment, RegisteredMilestone
from tasks.operations.locking import lock
from tasks.operations.speaking import came_second, coming, gone_by, said
from units.models import User

State = RegisteredMilestone.State
MOST = 20
VERBS = {
    State.APPROVED: "tasks.milestone_approved",
    State.NOTED: "tasks.milestone_noted",
    State.WITHDRAWN: "tasks.milestone_withdrawn",
}


@transaction.atomic
def register_milestone(
    *, assignment_id: int, actor: User, label: str, due_date: date | None, now: datetime
) -> RegisteredMilestone:
    """A head's own registration is approved by that act."""
    assignment = _running(assignment_id)
    if not perms.can_work(actor, assignment):
        raise PermissionDenied("register")
    label = said(label, "Ghi mốc cần đạt, ví dụ “Trình dự thảo”.", longest=300)
    coming(due_date, timezone.localdate(now), "ngày của mốc")
    rows = assignment.registeredmilestones.exclude(state=State.WITHDRAWN)
    if rows.filter(label=label, due_date=due_date).exists():
        raise TaskError("Mốc này đã được đăng ký. Ghi mốc khác, hoặc rút mốc cũ trước.")
    if rows.count() >= MOST:
        raise TaskError(f"Mỗi việc đăng ký nhiều nhất {MOST} mốc. Rút mốc không còn dùng rồi đăng ký lại.")
    event = _record("tasks.milestone_registered", assignment, actor, due=due_date.isoformat())
    told = {"assignment": assignment, "author": actor, "event": event, "created_at": now}
    milestone = RegisteredMilestone(**told, label=label, due_date=due_date)
    if perms.can_send(actor, assignment):
        _approve(milestone, actor, now)
    milestone.save()
    post(notices.milestone_registered(milestone, now))
    return milestone


@transaction.atomic
def approve_milestone(*, milestone_id: int, actor: User, now: datetime) -> RegisteredMilestone:
    milestone = _locked(milestone_id)
    if not perms.is_head(actor, milestone.assignment):
        raise PermissionDenied("approve")
    _from(milestone, State.REGISTERED)
    _approve(milestone, actor, now)
    _keep(milestone, actor)
    post(notices.milestone_registered(milestone, now))
    return milestone


@transaction.atomic
def note_milestone(*, milestone_id: int, actor: User, now: datetime) -> RegisteredMilestone:
    """The focal unit has seen it; the plan's own words about the date stay."""
    milestone = _locked(milestone_id)
    if not perms.can_opine(actor, milestone.assignment):
        raise PermissionDenied("note")
    _from(milestone, State.APPROVED)
    milestone.state, milestone.noted_by, milestone.noted_at = State.NOTED, actor, now
    return _keep(milestone, actor)


@transaction.atomic
def withdraw_milestone(*, milestone_id: int, actor: User, now: datetime) -> RegisteredMilestone:
    milestone = _locked(milestone_id)
    if not perms.can_send(actor, milestone.assignment) and milestone.author_id != actor.pk:
        raise PermissionDenied("withdraw")
    _from(milestone, State.REGISTERED, State.APPROVED, State.NOTED)
    milestone.state = State.WITHDRAWN
    return _keep(milestone, actor)


@transaction.atomic
def reach_milestone(*, milestone_id: int, actor: User, day: date | None, now: datetime) -> RegisteredMilestone:
    """The day on which it was reached, told by the unit."""
    milestone = _locked(milestone_id)
    if not perms.can_work(actor, milestone.assignment):
        raise PermissionDenied("reach")
    _from(milestone, State.APPROVED, State.NOTED)
    milestone.reached_date = gone_by(day, timezone.localdate(now), "ngày đạt mốc")
    milestone.save(update_fields=["reached_date"])
    _record("tasks.milestone_reached", milestone.assignment, actor, milestone=milestone.pk, on=day.isoformat())
    return milestone


def _approve(milestone: RegisteredMilestone, actor: User, now: datetime) -> None:
    milestone.state, milestone.approved_by, milestone.approved_at = State.APPROVED, actor, now


def _from(milestone: RegisteredMilestone, *states: str) -> None:
    if milestone.state not in states:
        raise TaskConflict(came_second(milestone, milestone.assignment_id, "milestone", "mốc"))


def _keep(milestone: RegisteredMilestone, actor: User) -> RegisteredMilestone:
    milestone.save()
    _record(VERBS[State(milestone.state)], milestone.assignment, actor, milestone=milestone.pk)
    return milestone


def _locked(milestone_id: int) -> RegisteredMilestone:
    found = RegisteredMilestone.objects.filter(pk=milestone_id).first()
    if found is None:
        raise TaskConflict("Mốc này không còn. Tải lại trang để xem các mốc hiện có.")
    assignment = _running(found.assignment_id)
    milestone = RegisteredMilestone.objects.get(pk=milestone_id)  # as it stands now that its assignment is locked
    milestone.assignment = assignment
    return milestone


def _running(assignment_id: int) -> Assignment:
    assignment = lock(assignment_id)
    if assignment.state in Assignment.State.finished():
        raise TaskConflict(f"Việc này đã ở bước “{assignment.get_state_display()}”, không đăng ký mốc nữa.")
    return assignment


def _record(verb: str, assignment: Assignment, actor: User, **payload: object) -> Event:
    return record(verb, ("assignment", assignment.pk), actor=actor, plan_id=assignment.plan_id, **payload)
