"""The journal read from its first position on: the state and the dates of every assignment, from events alone."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone

from journal.models import Event
from tasks.figures import Figures, official
from tasks.models import Assignment

State = Assignment.State


@dataclass(frozen=True)
class Standing:
    state: str
    due: date | None
    supplement: date | None = None
    sent: date | None = None
    alone: bool = False

    @property
    def counted_due(self) -> date | None:
        return max(self.due, self.supplement) if self.due and self.supplement else self.due

    def counted_as(self, day: date) -> str | None:
        if self.state == State.COMPLETED and self.alone:
            return "self_confirmed"
        return official(state=self.state, due=self.counted_due, sent=self.sent, today=day)


class Fold:
    """`of` holds every assignment that the events so far speak of or that publication gave."""

    def __init__(self) -> None:
        rows = Assignment.objects.values_list("pk", "unit_id", "task_id", "plan_id", "original_due_date")
        self.unit = {pk: unit for pk, unit, *_ in rows}
        self.task = {pk: task for pk, _, task, *_ in rows}
        self.plan = {pk: plan for pk, _, _, plan, _ in rows}
        self.first_due = {pk: due for pk, *_, due in rows}
        self.of: dict[int, Standing] = {}
        self._left: tuple[int, Standing] | None = None  # the work that was just taken from its unit
        self._went: list[tuple[Event, Standing, int]] = []

    def evenings(self, last_day: date) -> Iterator[tuple[date, dict[int, Figures]]]:
        """Figures by unit at the end of every day, from the first event's on."""
        day = None
        for event in Event.objects.sealed():
            today = timezone.localdate(event.at)
            day = day or today
            while day < today:
                yield day, self.figures(day)
                day += timedelta(days=1)
            self.apply(event)
        while day and day <= last_day:
            yield day, self.figures(day)
            day += timedelta(days=1)

    def figures(self, day: date) -> dict[int, Figures]:
        counts: dict[int, Counter[str]] = defaultdict(Counter)
        for pk, standing in self.of.items():
            if counted := standing.counted_as(day):
                counts[self.unit[pk]][str(counted)] += 1
        return {unit: Figures(**found) for unit, found in counts.items()}

    def apply(self, event: Event) -> None:
        name = event.verb.replace(".", "_")
        if getattr(self, f"_{name}", None):
            getattr(self, f"_{name}")(event)
        elif event.subject_type == "assignment" and "to" in event.payload and "from" in event.payload:
            self._moved(event)

    def _plans_published(self, event: Event) -> None:
        """As many as the event says; what came later has higher numbers and an event of its own."""
        given = sorted(pk for pk, plan in self.plan.items() if plan == event.subject_id)
        first = given[: event.payload["assignments"]]
        self.of |= {pk: Standing(State.OPEN, self.first_due[pk]) for pk in first}

    def _tasks_leads_named(self, event: Event) -> None:
        """One for each unit: the first of its rows that nothing has spoken of."""
        for unit in event.payload["units"]:
            rows = (pk for pk, task in self.task.items() if task == event.subject_id and self.unit[pk] == unit)
            pk = min(row for row in rows if row not in self.of)
            self.of[pk] = Standing(State.OPEN, self.first_due[pk])

    def _tasks_deadline_changed(self, event: Event) -> None:
        self._change(event.subject_id, due=_day(event.payload["due"]))

    def _tasks_transferred(self, event: Event) -> None:
        self._left = (event.subject_id, self.of[event.subject_id])
        self._moved(event)

    def _tasks_taken_over(self, event: Event) -> None:
        _, before = self._left
        there = self.of.get(event.subject_id)
        if there is None or there.state == State.CANCELLED:
            self.of[event.subject_id] = Standing(State.OPEN, before.due, before.supplement)
            self._went.append((event, before, event.subject_id))

    def _units_reorganised(self, event: Event) -> None:
        """What had left the old unit stays sent."""
        for taken, before, pk in self._went:
            if taken.at == event.at and before.state in State.with_the_confirmer():
                self._change(pk, state=before.state, sent=before.sent)

    def _moved(self, event: Event) -> None:
        pk, day, verb = event.subject_id, timezone.localdate(event.at), event.verb
        self._change(pk, state=event.payload["to"], alone=False)
        if verb == "tasks.supplement_requested":
            self._change(pk, supplement=_day(event.payload["due"]))
        if verb == "tasks.sent":
            self._change(pk, sent=day)
        if verb == "tasks.completed_by_figures":
            self._change(pk, sent=self.of[pk].sent or day)
        if verb == "tasks.confirmed":
            self._change(pk, alone=event.actor_unit_id == self.unit[pk])
        assert _day(event.payload["due"]) == self.of[pk].counted_due, event.verb

    def _change(self, pk: int, **what: object) -> None:
        self.of[pk] = replace(self.of[pk], **what)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
