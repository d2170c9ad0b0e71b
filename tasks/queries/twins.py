"""Tasks of two documents that are one work: those that are linked, and those that look alike."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import product

from django.db.models import Q, QuerySet

from plans.models import Plan
from plans.reading.matching import similarity
from tasks.models import Assignment, Task, TaskParty, TaskTwin
from tasks.queries.differences import line_of
from units.models import User

ALIKE = 0.6
COMPARED = 5_000  # tasks of other plans that the same units lead


@dataclass(frozen=True)
class Likeness:
    """`units`: names of the leads that both have; `linked`: somebody has said that they are one."""

    task: Task
    other: Task
    share: float
    units: str
    linked: bool

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def twin_tasks(task_ids: Iterable[int]) -> dict[int, list[int]]:
    found = defaultdict(list)
    ids = set(task_ids)
    for first, second in TaskTwin.objects.filter(Q(first__in=ids) | Q(second__in=ids)).values_list("first", "second"):
        found[first].append(second)
        found[second].append(first)
    return found


def known_twins(task: Task, user: User) -> list[Task]:
    """Linked tasks that the reader may open."""
    others = twin_tasks([task.pk])[task.pk]
    return list(Task.objects.visible_to(user).filter(pk__in=others).select_related("plan")) if others else []


def twins_of(assignment: Assignment) -> list[Assignment]:
    """What the same unit still has to do on linked tasks: by the same date, or where it is the only one."""
    others = twin_tasks([assignment.task_id])[assignment.task_id]
    if not others:
        return []
    running = Assignment.objects.running().filter(task__in=others, unit=assignment.unit_id).order_by("pk")
    by_task = defaultdict(list)
    for work in running.select_related("task", "plan"):
        by_task[work.task_id].append(work)
    same = [[w for w in works if w.due_date == assignment.due_date] or works for works in by_task.values()]
    return [works[0] for works in same if len(works) == 1]


def likenesses(plan: Plan, user: User) -> list[Likeness]:
    """Tasks of the plan that say what one of another plan in force says, led by the same; the likest first."""
    mine = _leads(TaskParty.objects.filter(task__plan=plan, task__held=False))
    known = Plan.objects.visible_to(user).filter(state=Plan.State.IN_FORCE).exclude(pk__in=[plan.pk, plan.amends_id])
    theirs = _leads(TaskParty.objects.filter(task__plan__in=known), only=mine)
    linked = twin_tasks(task.pk for tasks in mine.values() for task in tasks)
    pairs: dict[tuple[Task, Task], list[str]] = defaultdict(list)
    for key, others in theirs.items():
        for task, other in product(mine[key], others):
            pairs[task, other].append(key[1])
    found = [
        Likeness(task, other, share, "; ".join(names), other.pk in linked[task.pk])
        for (task, other), names in pairs.items()
        if (share := similarity(line_of(task), line_of(other))) >= ALIKE or other.pk in linked[task.pk]
    ]
    return sorted(found, key=lambda one: (-one.share, one.task.order, one.other.pk))


def _leads(parties: QuerySet, only: Iterable[Hashable] | None = None) -> dict[tuple, list[Task]]:
    """By the unit or group that leads: (which, its name, number)."""
    rows = parties.filter(part=TaskParty.Part.LEAD, kind__in=[TaskParty.Kind.UNIT, TaskParty.Kind.GROUP])
    if only is not None:
        units = [pk for kind, _, pk in only if kind == TaskParty.Kind.UNIT]
        groups = [pk for kind, _, pk in only if kind == TaskParty.Kind.GROUP]
        rows = rows.filter(Q(unit__in=units) | Q(group__in=groups)).order_by("-task")[:COMPARED]
    found = defaultdict(list)
    for party in rows.select_related("unit", "group", "task__plan"):
        led_by = party.unit or party.group
        found[party.kind, led_by.name, led_by.pk].append(party.task)
    return found
