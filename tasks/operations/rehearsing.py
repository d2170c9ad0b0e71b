"""What publication would make today, by its own rules; nothing is written."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from notifications.operations import draft
from plans.models import Plan
from tasks import notices
from tasks.models import Milestone, Task, TaskParty
from tasks.operations.assigning import lacking, missing
from tasks.queries.fanout import Fanout
from units.models import Unit


@dataclass(frozen=True)
class UnitShare:
    unit: Unit
    assignments: int
    overdue: int


@dataclass(frozen=True)
class Rehearsal:
    """`overdue`: past their date on the day itself. `notices`: people and mailboxes that would be told."""

    tasks: int
    assignments: int
    overdue: int
    units: list[UnitShare]
    notices: int
    held: list[Task]
    open_leads: list[TaskParty]
    done_before: int
    without_date: int
    without_product: int
    problems: list[str]
    lacking: list[tuple[str, Task]]


def rehearse(plan: Plan, today: date) -> Rehearsal:
    """A fixed number of queries, whatever the number of tasks and units."""
    fanout = Fanout(plan, today)
    tasks = fanout.tasks()
    rows = fanout.assignments(tasks)
    shares = Counter(row["unit_id"] for row in rows)
    late = Counter(row["unit_id"] for row in rows if row["due_date"] and row["due_date"] < today)
    units = Unit.objects.filter(pk__in=shares).order_by("kind", "name")
    open_leads = TaskParty.objects.filter(
        task__plan=plan, task__held=False, part="lead", kind=TaskParty.Kind.OPEN, named_at=None
    )
    return Rehearsal(
        tasks=len(tasks),
        assignments=len(rows),
        overdue=late.total(),
        units=[UnitShare(unit, shares[unit.pk], late[unit.pk]) for unit in units],
        notices=len(draft(notices.assigned(plan, rows, "rehearsal", today=today), today=today)),
        held=list(plan.tasks.filter(held=True).order_by("order")),
        open_leads=list(open_leads.select_related("task").order_by("task__order", "order")),
        done_before=sum(any(m.kind == Milestone.Kind.DONE for m in task.milestones.all()) for task in tasks),
        without_date=sum(row["due_date"] is None and not row["is_ongoing"] for row in rows),
        without_product=sum(not task.product for task in tasks),
        problems=missing(plan),
        lacking=[(what, task) for what, found in lacking(plan) for task in found.order_by("order")],
    )
