"""Places of rows in a draft. Each is unique, so rows change places by way of places far beyond all others."""

from django.db.models import F

from plans.models import Plan
from tasks.models import Task
from tasks.operations.rearranging import FAR


def beside(task: Task, *, up: bool) -> Task | None:
    rows = task.plan.tasks
    found = rows.filter(order__lt=task.order) if up else rows.filter(order__gt=task.order)
    return found.order_by("-order" if up else "order").first()


def make_room(plan: Plan, place: int) -> int:
    """All from this place on move down by one."""
    plan.tasks.filter(order__gte=place).update(order=F("order") + FAR)
    plan.tasks.filter(order__gte=FAR).update(order=F("order") - FAR + 1)
    return place


def swap(task: Task, other: Task) -> None:
    here, there = task.order, other.order
    task.plan.tasks.filter(pk=task.pk).update(order=FAR)
    task.plan.tasks.filter(pk=other.pk).update(order=here)
    task.order = there
    task.save(update_fields=["order"])
