"""From tasks with their parties and milestones to the assignments they make; nothing is written here."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from plans.models import Party, Plan
from tasks.models import Milestone, Task, TaskParty
from units.calendars import WorkCalendar
from units.models import UnitGroup
from units.names import EXCEPT, Book

Kind = TaskParty.Kind
LEFT_OUT = 1000  # from this order on stand milestones that an amendment left out, kept for the work done on them
ANCHORS = {"plan issued": "issued_date", "decision effective": "effective_date"}
WORKING_DAYS = "working days from "  # before an anchor whose days are working days
PRINTED_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Fanout:
    """The units behind each party, with every group expanded once (one query a group)."""

    def __init__(self, plan: Plan, today: date) -> None:
        self.plan, self.today = plan, today
        self._groups: dict[int, list[int]] = {}
        self._book: Book | None = None

    def tasks(self, only: Iterable[int] | None = None) -> list[Task]:
        tasks = self.plan.tasks.filter(held=False).prefetch_related("parties", "milestones").order_by("order")
        return list(tasks.filter(pk__in=only) if only is not None else tasks)

    def assignments(self, tasks: Iterable[Task]) -> list[dict[str, Any]]:
        """One per lead unit and milestone, keyed by attname; what was done before the plan makes none."""
        return [
            {"unit_id": unit_id, "confirming_unit_id": confirmer(task, self.plan, unit_id), "scope": scope} | shared
            for task in tasks
            for shared in self._shared(task)
            for unit_id, scope in self.leads(task)
        ]

    def settle_dates(self, tasks: Iterable[Task]) -> list[Milestone]:
        """Relative milestones whose anchor's day is known now, with their date set; unsaved."""
        found = [
            m for task in tasks for m in task.milestones.all() if m.kind == Milestone.Kind.RELATIVE and not m.due_date
        ]
        for milestone in found:
            milestone.due_date = due_date(milestone, self.plan)
        return [milestone for milestone in found if milestone.due_date]

    def leads(self, task: Task) -> list[tuple[int, str]]:
        """(unit, its part of the task), each pair once, in the order of the document."""
        parties = [party for party in task.parties.all() if party.part == TaskParty.Part.LEAD]
        return list(dict.fromkeys((unit, party.scope) for party in _ordered(parties) for unit in self.units(party)))

    def parties(self, tasks: Iterable[Task]) -> list[Party]:
        pairs = {(unit, party.part) for task in tasks for party in task.parties.all() for unit in self.units(party)}
        known = {None, self.plan.focal_unit_id, self.plan.oversight_unit_id}
        pairs |= {(unit, Party.Part.CONFIRMER) for task in tasks if (unit := task.confirming_unit_id) not in known}
        return [Party(plan=self.plan, unit_id=unit, part=part) for unit, part in sorted(pairs)]

    def units(self, party: TaskParty) -> list[int]:
        if party.kind == Kind.UNIT:
            return [party.unit_id]
        if party.kind != Kind.GROUP:
            return []
        if party.group_id not in self._groups:
            group = UnitGroup.objects.get(pk=party.group_id)
            self._groups[party.group_id] = list(
                group.units(self.today).order_by("kind", "name").values_list("pk", flat=True)
            )
        return self._less_excepted(party.phrase, self._groups[party.group_id])

    def _less_excepted(self, phrase: str, units: list[int]) -> list[int]:
        """Less those behind "trừ"; nobody where they are not known any more, rather than somebody wrongly."""
        if not EXCEPT.search(phrase):
            return units
        self._book = self._book or Book.load(self.today)
        without = {unit.pk for unit in self._book.resolve(phrase).without}
        return [pk for pk in units if pk not in without] if without else []

    def _shared(self, task: Task) -> list[dict[str, Any]]:
        """What the assignments of one milestone have in common."""
        return [
            {
                "plan_id": self.plan.pk,
                "task_id": task.pk,
                "milestone_id": milestone.pk,
                "is_ongoing": milestone.is_ongoing,
                "due_date": (due := due_date(milestone, self.plan)),
                "original_due_date": due,
                "quantity_target": task.quantity_target,
                "quantity_unit": task.quantity_unit,
            }
            for milestone in task.milestones.all()
            if milestone.kind != Milestone.Kind.DONE and milestone.order < LEFT_OUT
        ]


def _ordered(parties: list[TaskParty]) -> list[TaskParty]:
    return sorted(parties, key=lambda party: (party.order, party.pk or 0))


def due_date(milestone: Milestone, plan: Plan) -> date | None:
    """The last day: as printed, a day earlier where the plan reads "trước" strictly, or counted from its anchor."""
    if milestone.due_date:
        strictly = milestone.before and plan.strict_before
        return milestone.due_date - timedelta(days=1) if strictly else milestone.due_date
    start = _anchor_day(milestone.anchor.removeprefix(WORKING_DAYS), plan)
    if milestone.kind != Milestone.Kind.RELATIVE or start is None:
        return None
    if milestone.anchor.startswith(WORKING_DAYS):
        return _calendar(plan).working_day_after(start, milestone.days or 0)
    return start + timedelta(days=milestone.days or 0)


def _anchor_day(anchor: str, plan: Plan) -> date | None:
    if anchor in ANCHORS:
        return getattr(plan, ANCHORS[anchor])
    return date.fromisoformat(anchor) if PRINTED_DAY.fullmatch(anchor) else None


def _calendar(plan: Plan) -> WorkCalendar:
    """Read once per object of the plan, and only for a plan that counts working days."""
    if not hasattr(plan, "_working_calendar"):
        plan._working_calendar = WorkCalendar.load()
    return plan._working_calendar


def confirmer(task: Task, plan: Plan, unit_id: int) -> int | None:
    """The task's confirming unit, else the focal unit, else the oversight unit: the first that is not the unit."""
    candidates = (task.confirming_unit_id, plan.focal_unit_id, plan.oversight_unit_id)
    return next((pk for pk in candidates if pk and pk != unit_id), None)
