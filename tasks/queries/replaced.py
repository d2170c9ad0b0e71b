"""What becomes of the open work of a document that another replaces."""

from collections import defaultdict
from dataclasses import dataclass

from plans.models import Plan
from tasks.models import Assignment
from tasks.queries.differences import match, tasks_of
from tasks.queries.twins import twin_tasks


@dataclass(frozen=True)
class Replaced:
    """`after`: the same work of the same unit in the new document, where it goes on; None: it ends."""

    before: Assignment
    after: Assignment | None


def replaced_work(old: Plan, new: Plan) -> list[Replaced]:
    """A fixed number of queries. Work is the same where somebody linked the tasks, or where their words are alike."""
    running = old.assignments.running().select_related("task", "unit").order_by("unit__name", "task__order", "pk")
    same = _same_tasks(old, new)
    free = defaultdict(list)
    for work in new.assignments.running().select_related("task", "unit").order_by("due_date", "pk"):
        free[work.task_id, work.unit_id].append(work)
    return [Replaced(before, _next(before, free, same[before.task_id])) for before in running]


def _same_tasks(old: Plan, new: Plan) -> dict[int, list[int]]:
    """{task of the old document: tasks of the new one}, those that somebody linked first."""
    mine, theirs = tasks_of(old.tasks.all()), tasks_of(new.tasks.all())
    here = {task.pk for task in theirs}
    found = defaultdict(list)
    for task, others in twin_tasks(task.pk for task in mine).items():
        found[task] += [other for other in others if other in here]
    for before, after in match(mine, theirs):
        if before and after and after.pk not in found[before.pk]:
            found[before.pk].append(after.pk)
    return found


def _next(before: Assignment, free: dict[tuple[int, int], list[Assignment]], tasks: list[int]) -> Assignment | None:
    """Each once: by the same date, else the earliest that is left."""
    for task in tasks:
        if there := free[task, before.unit_id]:
            after = next((work for work in there if work.due_date == before.due_date), there[0])
            there.remove(after)
            return after
    return None
