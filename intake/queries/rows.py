"""The rows of a draft: all, those to look at, those that lack one of the six clear things."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from intake.models import Doubt
from intake.queries.clears import Clears, clears_of
from intake.queries.doubts import every_cell
from plans.models import Plan
from tasks.models import Milestone, Task, TaskParty
from tasks.queries.fanout import due_date
from tasks.queries.gaps import gaps

LACKING = "thieu-"


@dataclass(frozen=True)
class ReviewRow:
    task: Task
    leads: list[TaskParty]
    partners: list[TaskParty]
    dues: list[tuple[Milestone, date | None]]
    doubts: dict[str, list[Doubt]]
    clears: Clears

    @property
    def worst(self) -> str:
        levels = [doubt.level for doubts in self.doubts.values() for doubt in doubts]
        return max(levels, default="")


def tasks_in_order(plan: Plan, wanted: str = "") -> QuerySet[Task]:
    """`wanted`: "" all, "can-xem" with an open doubt, "thieu-CODE" without that one of the six clear things."""
    tasks = plan.tasks.order_by("order").select_related("section")
    if wanted == "can-xem":
        return tasks.filter(doubts__in=plan.doubts.open()).distinct()
    if wanted.startswith(LACKING):
        return tasks.filter(pk__in=_lacking(plan, wanted.removeprefix(LACKING)))
    return tasks


def _lacking(plan: Plan, code: str) -> list[int]:
    tasks = list(plan.tasks.prefetch_related("parties", "milestones").defer("place"))
    for task in tasks:
        task.plan = plan
    return [task.pk for task in tasks if code in gaps(task)]


def place_of(tasks: QuerySet[Task], task: Task) -> int:
    return tasks.filter(order__lt=task.order).count()


def review_rows(plan: Plan, tasks: QuerySet[Task]) -> list[ReviewRow]:
    """`tasks`: one page of the plan's, unevaluated slices welcome; a fixed number of queries."""
    tasks = list(tasks.select_related("section", "confirming_unit").prefetch_related("parties__unit", "milestones"))
    doubts = {task.pk: every_cell() for task in tasks}
    for doubt in plan.doubts.open().filter(task__in=tasks).order_by("id"):
        doubts[doubt.task_id][doubt.field].append(doubt)
    return [_row(plan, task, doubts[task.pk]) for task in tasks]


def _row(plan: Plan, task: Task, doubts: dict[str, list[Doubt]]) -> ReviewRow:
    task.plan = plan
    parties = sorted(task.parties.all(), key=lambda party: party.order)
    return ReviewRow(
        task=task,
        leads=[party for party in parties if party.part == TaskParty.Part.LEAD],
        partners=[party for party in parties if party.part == TaskParty.Part.PARTNER],
        dues=[(m, due_date(m, plan)) for m in sorted(task.milestones.all(), key=lambda m: m.order)],
        doubts=doubts,
        clears=clears_of(task),
    )
