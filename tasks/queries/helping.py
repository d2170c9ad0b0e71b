"""Yêu cầu phối hợp: what a unit owes its leads, what it asked of others, and open leads still to be named."""

from datetime import date

from django.db.models import F, Q, QuerySet

from plans.models import Plan
from tasks.models import Assignment, ContributionRequest, TaskParty
from units.models import User

State = ContributionRequest.State
RELATED = ("assignment__task", "assignment__unit", "assignment__plan", "partner", "author", "delivered_by")


def owed(user: User) -> QuerySet:
    """Asked of the person's units and not delivered, the nearest day first."""
    return _told(ContributionRequest.objects.owed_by(user).exclude(assignment__state=Assignment.State.CANCELLED))


def delivered_to(user: User) -> QuerySet:
    """Delivered to the person's units, waiting for them to accept."""
    return _told(ContributionRequest.objects.filter(assignment__unit__in=user.unit_ids(), state=State.DELIVERED))


def waiting_count(user: User) -> int:
    """For the navigation bar: to do for a lead, or to accept."""
    mine = user.unit_ids()
    owes = Q(partner__in=mine, state=State.ASKED) & ~Q(assignment__state=Assignment.State.CANCELLED)
    return ContributionRequest.objects.filter(owes | Q(assignment__unit__in=mine, state=State.DELIVERED)).count()


def asked_by(user: User) -> QuerySet:
    return _told(ContributionRequest.objects.filter(assignment__unit__in=user.unit_ids(), state=State.ASKED))


def closed(user: User) -> QuerySet:
    rows = ContributionRequest.objects.visible_to(user).exclude(state__in=State.open())
    return rows.select_related(*RELATED).order_by("-closed_at", "-pk")


def of_work(assignment: Assignment) -> list[ContributionRequest]:
    return list(assignment.contributionrequests.select_related("partner", "delivered_by").order_by("-pk")[:50])


def _told(rows: QuerySet) -> QuerySet:
    return rows.select_related(*RELATED).order_by(F("due_date").asc(nulls_last=True), "pk")


def open_leads(plan: Plan) -> QuerySet:
    """Chủ trì not yet named, the nearest day first."""
    rows = TaskParty.objects.filter(task__plan=plan, part=TaskParty.Part.LEAD, kind=TaskParty.Kind.OPEN)
    return rows.select_related("task", "named_by").order_by(F("named_at").asc(nulls_first=True), "name_by_date", "pk")


def overdue_naming(user: User, today: date) -> QuerySet:
    """Open leads of the person's own plans whose day has passed without a name."""
    plans = Plan.objects.led_by(user).filter(state=Plan.State.IN_FORCE)
    rows = TaskParty.objects.filter(task__plan__in=plans, part=TaskParty.Part.LEAD, kind=TaskParty.Kind.OPEN)
    return (
        rows.filter(named_at=None, name_by_date__lt=today).select_related("task__plan").order_by("name_by_date", "pk")
    )
