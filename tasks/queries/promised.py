"""Milestones that leads registered: what waits for a head, for the focal unit, and who has registered none."""

from datetime import date

from django.db.models import Q, QuerySet

from tasks.models import Assignment, RegisteredMilestone
from tasks.queries.changes import looked_at_by, not_own
from tasks.queries.filters import without_milestone
from units.models import Membership, User

State = RegisteredMilestone.State


def waiting_count(user: User, *, looks: bool) -> int:
    """For the navigation bar: to approve for a head; where the person `looks` after plans, to take note of."""
    if not looks:
        return to_approve(user).count()
    waits = Q(pk__in=to_approve(user).values("pk")) | Q(pk__in=to_note(user).values("pk"))
    return RegisteredMilestone.objects.filter(waits).count()


def to_approve(user: User) -> QuerySet:
    heads = user.unit_ids(Membership.Role.HEAD)
    return _told(RegisteredMilestone.objects.filter(state=State.REGISTERED, assignment__unit__in=heads))


def to_note(user: User) -> QuerySet:
    """What this person takes note of (`perms.can_opine`, as a query)."""
    rows = RegisteredMilestone.objects.filter(looked_at_by(user), state=State.APPROVED)
    return _told(not_own(rows, user))


def missing(user: User, today: date) -> QuerySet:
    """Work without a date whose unit is late to register: of the units one works in, and of plans one leads."""
    mine = user.unit_ids()
    rows = Assignment.objects.filter(unit__in=mine) | Assignment.objects.filter(plan__focal_unit__in=mine)
    found = without_milestone(rows.filter(plan__state="in_force"), today)
    return found.select_related("task", "unit", "plan").order_by("plan", "task__order", "unit__name")


def of_work(assignment: Assignment) -> list[RegisteredMilestone]:
    rows = assignment.registeredmilestones.exclude(state=State.WITHDRAWN)
    return list(rows.select_related("author", "approved_by", "noted_by").order_by("due_date", "pk"))


def _told(rows: QuerySet) -> QuerySet:
    running = rows.exclude(assignment__state__in=Assignment.State.finished())
    related = ("assignment__task", "assignment__unit", "assignment__plan", "author")
    return running.select_related(*related).order_by("due_date", "pk")
