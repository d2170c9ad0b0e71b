"""What the intake pages show."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from intake.models import Doubt, Upload
from plans.models import Plan
from tasks.models import Milestone, Task, TaskParty
from tasks.queries.fanout import Fanout, due_date
from units.models import User


@dataclass(frozen=True)
class Totals:
    """tasks, indicators, duties: of the document; assignments, units: what publication makes today."""

    tasks: int
    indicators: int
    duties: int
    assignments: int
    units: int
    overdue: int  # of the assignments: past their date on the day of publication
    clear: int
    missing: int
    check: int


@dataclass(frozen=True)
class ReviewRow:
    task: Task
    leads: list[TaskParty]
    partners: list[TaskParty]
    dues: list[tuple[Milestone, date | None]]
    doubts: dict[str, list[Doubt]]


def totals(plan: Plan, today: date) -> Totals:
    """clear, missing, check count tasks, each once by its worst; the document's own doubts are added to the two."""
    assignments, units, overdue = planned(plan, today)
    worst: dict[tuple[int, int], str] = {}
    for pk, task_id, level in plan.doubts.open().values_list("pk", "task_id", "level"):
        key = (task_id or 0, 0 if task_id else pk)
        worst[key] = max(level, worst.get(key, ""))
    levels = Counter(worst.values())
    tasks = plan.tasks.count()
    return Totals(
        tasks=tasks,
        indicators=plan.indicators.count(),
        duties=plan.reporting_duties.count(),
        assignments=assignments,
        units=units,
        overdue=overdue,
        clear=tasks - sum(1 for task_id, _ in worst if task_id),
        missing=levels[Doubt.Level.MISSING],
        check=levels[Doubt.Level.CHECK],
    )


def planned(plan: Plan, today: date) -> tuple[int, int, int]:
    """(assignments, units, assignments overdue at once) that publication would make, by its own rule."""
    fanout = Fanout(plan, today)
    count, overdue, units = 0, 0, set()
    for task in fanout.tasks():
        milestones = [m for m in task.milestones.all() if m.kind != Milestone.Kind.DONE]
        leads = fanout.leads(task) if milestones else []
        count += len(milestones) * len(leads)
        overdue += sum((due_date(m, plan) or today) < today for m in milestones) * len(leads)
        units |= {unit for unit, _ in leads}
    return count, len(units), overdue


def doubts_of(plan: Plan) -> QuerySet[Doubt]:
    return plan.doubts.open().in_order().select_related("task")


def open_doubts_on(plan: Plan, task: Task | None) -> dict[str, list[Doubt]]:
    """By cell: those of one task, or of the document itself."""
    found = _every_cell()
    for doubt in plan.doubts.open().filter(task=task).order_by("id"):
        found[doubt.field].append(doubt)
    return found


def tasks_in_order(plan: Plan, *, only_doubtful: bool = False) -> QuerySet[Task]:
    tasks = plan.tasks.order_by("order")
    return tasks.filter(doubts__in=plan.doubts.open()).distinct() if only_doubtful else tasks


def place_of(tasks: QuerySet[Task], task: Task) -> int:
    return tasks.filter(order__lt=task.order).count()


def review_rows(plan: Plan, tasks: QuerySet[Task]) -> list[ReviewRow]:
    """`tasks`: one page of the plan's, unevaluated slices welcome; a fixed number of queries."""
    tasks = list(tasks.select_related("section", "confirming_unit").prefetch_related("parties__unit", "milestones"))
    doubts = {task.pk: _every_cell() for task in tasks}
    for doubt in plan.doubts.open().filter(task__in=tasks).order_by("id"):
        doubts[doubt.task_id][doubt.field].append(doubt)
    return [_row(plan, task, doubts[task.pk]) for task in tasks]


def next_doubtful_task(plan: Plan, after: int) -> int | None:
    """The next task with an open doubt after place `after`, else the first one."""
    doubtful = plan.tasks.filter(doubts__in=plan.doubts.open()).order_by("order")
    return (doubtful.filter(order__gt=after).first() or doubtful.first() or Task()).pk


def my_uploads(user: User) -> QuerySet[Upload]:
    return Upload.objects.visible_to(user).select_related("plan").order_by("-uploaded_at", "-pk")


def my_drafts(user: User) -> QuerySet[Plan]:
    drafts = Plan.objects.led_by(user).filter(state=Plan.State.DRAFT)
    counted = drafts.annotate(
        task_count=Count("tasks", distinct=True),
        missing_count=Count("doubts", Q(doubts__settled_at=None, doubts__level="missing"), distinct=True),
        check_count=Count("doubts", Q(doubts__settled_at=None, doubts__level="check"), distinct=True),
    )
    return counted.select_related("created_by").order_by("-created_at", "-pk")


def _every_cell() -> dict[str, list[Doubt]]:
    return {field: [] for field in Doubt.Field.values}


def _row(plan: Plan, task: Task, doubts: dict[str, list[Doubt]]) -> ReviewRow:
    parties = sorted(task.parties.all(), key=lambda party: party.order)
    return ReviewRow(
        task=task,
        leads=[party for party in parties if party.part == TaskParty.Part.LEAD],
        partners=[party for party in parties if party.part == TaskParty.Part.PARTNER],
        dues=[(m, due_date(m, plan)) for m in sorted(task.milestones.all(), key=lambda m: m.order)],
        doubts=doubts,
    )
