"""Rows of the plan pages: plans with their figures, tasks with theirs, assignments by filter."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from plans.models import Plan
from tasks.figures import Figures, figures_by
from tasks.models import Assignment, Milestone, Task, TaskParty
from tasks.perms import can_read_work
from tasks.queries.badges import Badge, badge, distance
from units.models import User

NO_FIGURES = Figures()


@dataclass
class PlanRow:
    plan: Plan
    tasks: int
    figures: Figures = field(default_factory=Figures)


def plan_rows(plans: list[Plan], today: date) -> list[PlanRow]:
    """Plans of one page with their counts, two queries for all of them."""
    ids = [plan.pk for plan in plans]
    counts = figures_by(Assignment.objects.filter(plan__in=ids), today, "plan")
    tasks = dict(Task.objects.filter(plan__in=ids).order_by().values_list("plan").annotate(n=Count("pk")))
    return [PlanRow(plan, tasks.get(plan.pk, 0), counts.get((plan.pk,), Figures())) for plan in plans]


def done_before(plan: Plan) -> int:
    """Nhiệm vụ that the plan itself says were done before it was issued: a row of their own."""
    done = Q(milestones__kind=Milestone.Kind.DONE)
    return plan.tasks.filter(done).exclude(assignments__isnull=False).values("pk").distinct().count()


def self_confirmers(assignments: QuerySet) -> dict[int, str]:
    """By assignment, the head who confirmed the own unit's work."""
    rows = assignments.filter(self_confirmed=True, confirmed_by__isnull=False)
    return dict(rows.values_list("pk", "confirmed_by__full_name"))


@dataclass
class TaskRow:
    task: Task
    figures: Figures
    leads: list[str]
    partners: list[str]
    due: date | None
    badge: Badge | None
    distance: str
    assignment_url: str
    note: str  # why a task has no assignment, or that its work has no end
    updated_at: object = None

    @property
    def only(self) -> bool:
        return self.figures.total == 1


def task_rows(tasks: list[Task], counts: dict[tuple, Figures], user: User, today: date) -> list[TaskRow]:
    """Rows of one page of tasks (`briefly`) with what `figures_by` task has `counts` of; four queries."""
    ids = [task.pk for task in tasks]
    given = Assignment.objects.filter(task__in=ids)
    single = [pk for pk in ids if counts.get((pk,), NO_FIGURES).total == 1]
    alone = {a.task_id: a for a in given.filter(task__in=single).exclude(state="cancelled").select_related("plan")}
    updated = dict(given.order_by().values_list("task").annotate(last=Max("updated_at")))
    said = Said(ids)
    return [
        _row(task, counts.get((task.pk,), NO_FIGURES), said, alone.get(task.pk), updated.get(task.pk), user, today)
        for task in tasks
    ]


class Said:
    """What the documents say of each of some tasks: who, and until when. Two queries."""

    def __init__(self, tasks: list[int]) -> None:
        self.names: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        self.dues: defaultdict[int, list[date]] = defaultdict(list)
        self.done_before: set[int] = set()
        parties = TaskParty.objects.filter(task__in=tasks).order_by("order", "pk")
        for task, part, *names in parties.values_list("task", "part", "unit__short_name", "group__name", "phrase"):
            self.names[task, part].append(next(filter(None, names), ""))
        for task, kind, due in Milestone.objects.filter(task__in=tasks).values_list("task", "kind", "due_date"):
            if due:
                self.dues[task].append(due)
            if kind == Milestone.Kind.DONE:
                self.done_before.add(task)


def _row(
    task: Task, figures: Figures, said: Said, alone: Assignment | None, updated: Any, user: User, today: date
) -> TaskRow:
    due = _nearest(said.dues[task.pk], today)
    settled = not (figures.open_in_time + figures.open_overdue) or (alone and alone.sent_date)
    return TaskRow(
        task=task,
        figures=figures,
        leads=said.names[task.pk, TaskParty.Part.LEAD],
        partners=said.names[task.pk, TaskParty.Part.PARTNER],
        due=due,
        distance="" if settled else distance(due, today),
        assignment_url=alone.get_absolute_url() if alone else "",
        note=_note(task, figures, said),
        badge=badge(alone, today, progress=can_read_work(user, alone)) if alone else None,
        updated_at=updated,
    )


def _note(task: Task, figures: Figures, said: Said) -> str:
    if figures.ongoing:
        return f"{figures.ongoing} lượt giao thường xuyên"
    if task.held:
        return "chưa rõ nội dung, chưa giao"
    return "hoàn thành trước khi ban hành" if task.pk in said.done_before else "chưa giao"


def names(parties: list[TaskParty], part: str) -> list[str]:
    return [_name(party) for party in sorted(parties, key=lambda p: p.order) if party.part == part]


def _name(party: TaskParty) -> str:
    if party.unit:
        return party.unit.short_name
    return party.group.name if party.group else party.phrase


def _nearest(dates: list[date], today: date) -> date | None:
    """The next date to come, else the last one gone."""
    coming = [day for day in dates if day >= today]
    return min(coming) if coming else max(dates, default=None)


def briefly(tasks: QuerySet) -> QuerySet:
    """With what their rows show, and no more."""
    shown = ("plan", "code", "content", "product", "deadline_text", "starred", "held", "section")
    return tasks.select_related("section__parent").only(*shown, "section__title", "section__parent__title")


def told(assignments: QuerySet) -> QuerySet:
    """Assignments with what their rows show and who may read them, and no more: lists are the busiest pages."""
    shown = ("task__code", "task__content", "unit__name", "unit__short_name", "milestone__label")
    readers = ("plan__focal_unit", "plan__oversight_unit")
    own = [field.attname for field in Assignment._meta.concrete_fields]
    return assignments.select_related("unit", "task", "plan", "milestone").only(*own, *shown, *readers)
