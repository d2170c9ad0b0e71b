"""Chiến dịch: the days of a plan on which its units count every day, and who has not counted yet."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone

from plans.models import Plan
from tasks.models import Assignment, AssignmentQuerySet, ProgressUpdate, Task
from units.models import User


def running(today: date) -> frozenset[int]:
    plans = Plan.objects.filter(state=Plan.State.IN_FORCE, campaign_from__lte=today, campaign_to__gte=today)
    return frozenset(plans.values_list("pk", flat=True))


def silent(today: date) -> Iterator[tuple[Plan, int, int]]:
    """(plan, unit, open assignments) of units that have not counted today."""
    for plan in Plan.objects.filter(pk__in=running(today)).order_by("pk"):
        for unit_id, left in silent_units(plan, today):
            yield plan, unit_id, left


def silent_units(plan: Plan, today: date) -> list[tuple[int, int]]:
    """(unit, open assignments), by unit."""
    said = ProgressUpdate.objects.filter(assignment__plan=plan, created_at__date=today)
    rows = plan.assignments.with_the_unit().exclude(Exists(said.filter(assignment__unit=OuterRef("unit"))))
    return list(rows.values("unit").annotate(left=Count("pk")).order_by("unit").values_list("unit", "left"))


def last_counts(plan: Plan) -> dict[int, datetime]:
    """Of each unit the moment of its last count, whatever it counted."""
    rows = ProgressUpdate.objects.filter(assignment__plan=plan).values("assignment__unit")
    return dict(rows.annotate(last=Max("created_at")).values_list("assignment__unit", "last"))


def silent_days(plan: Plan, counted_at: datetime | None, today: date) -> int:
    """How many days of the campaign have passed without a count; 0: counted today."""
    last = timezone.localdate(counted_at) if counted_at else date.min
    return max((today - max(last, plan.campaign_from)).days + (last < plan.campaign_from), 0)


def figured_work(plan: Plan) -> AssignmentQuerySet:
    """What is counted in the task's own noun."""
    return plan.assignments.exclude(state=Assignment.State.CANCELLED).filter(quantity_target__isnull=False)


def figured_tasks(plan: Plan, noun: str) -> list[Task]:
    """Whose figures may be loaded from their source system for all units at once."""
    return list(plan.tasks.filter(pk__in=figured_work(plan).filter(quantity_unit=noun).values("task"))[:5])


def plain_work(plan: Plan) -> AssignmentQuerySet:
    """What has no figure: it is counted one by one."""
    return plan.assignments.exclude(state=Assignment.State.CANCELLED).filter(quantity_target=None)


def own_work(plan: Plan, user: User) -> AssignmentQuerySet:
    """Of the person's units, still to be counted."""
    return _of(user, figured_work(plan))


def own_plain_work(plan: Plan, user: User) -> AssignmentQuerySet:
    return _of(user, plain_work(plan))


def _of(user: User, work: AssignmentQuerySet) -> AssignmentQuerySet:
    mine = work.with_the_unit().filter(unit__in=user.unit_ids())
    return mine.select_related("task", "unit").order_by("unit__name", "task__order", "pk")
