"""The figures on top of the review page: what publication would make, what is doubtful, what is clear."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from intake.models import Doubt
from intake.queries.clears import lacking_in
from plans.models import Plan
from tasks.models import Milestone, Task
from tasks.queries.fanout import Fanout, due_date


@dataclass(frozen=True)
class Totals:
    """tasks, indicators, duties, offered: of the document; assignments, units: what publication makes today."""

    tasks: int
    indicators: int
    duties: int
    offered: int
    assignments: int
    units: int
    overdue: int  # of the assignments: past their date on the day of publication
    clear: int
    missing: int
    check: int
    six: int  # rows with all six clear
    lacking: list[tuple[str, str, int]]


def totals(plan: Plan, today: date) -> Totals:
    """clear, missing, check count tasks, each once by its worst; the document's own doubts are added to the two."""
    fanout = Fanout(plan, today)
    tasks = _all(plan)
    assignments, units, overdue = _planned(fanout, [task for task in tasks if not task.held])
    worst = _worst(plan)
    levels = Counter(worst.values())
    six, lacking = lacking_in(tasks)
    return Totals(
        tasks=len(tasks),
        indicators=plan.indicators.count(),
        duties=plan.reporting_duties.count(),
        offered=plan.proposals.filter(task=None).count(),
        assignments=assignments,
        units=units,
        overdue=overdue,
        clear=len(tasks) - sum(1 for task_id, _ in worst if task_id),
        missing=levels[Doubt.Level.MISSING],
        check=levels[Doubt.Level.CHECK],
        six=six,
        lacking=lacking,
    )


def planned(plan: Plan, today: date) -> tuple[int, int, int]:
    """(assignments, units, assignments overdue at once) that publication would make, by its own rule."""
    fanout = Fanout(plan, today)
    return _planned(fanout, fanout.tasks())


def _all(plan: Plan) -> list[Task]:
    found = plan.tasks.prefetch_related("parties", "milestones").order_by("order").defer("place")
    tasks = list(found)
    for task in tasks:
        task.plan = plan
    return tasks


def _planned(fanout: Fanout, tasks: list[Task]) -> tuple[int, int, int]:
    count, overdue, units = 0, 0, set()
    for task in tasks:
        milestones = [m for m in task.milestones.all() if m.kind != Milestone.Kind.DONE]
        leads = fanout.leads(task) if milestones else []
        count += len(milestones) * len(leads)
        overdue += sum((due_date(m, fanout.plan) or fanout.today) < fanout.today for m in milestones) * len(leads)
        units |= {unit for unit, _ in leads}
    return count, len(units), overdue


def _worst(plan: Plan) -> dict[tuple[int, int], str]:
    """(task, 0) or (0, doubt of the document itself) → its worst level."""
    worst: dict[tuple[int, int], str] = {}
    for pk, task_id, level in plan.doubts.open().values_list("pk", "task_id", "level"):
        key = (task_id or 0, 0 if task_id else pk)
        worst[key] = max(level, worst.get(key, ""))
    return worst
