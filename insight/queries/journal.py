"""The journal of a plan, in words for those who answer for it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from journal.models import Event
from plans.models import Plan
from tasks.models import Assignment, Task
from units.models import User

SIZE = 50
ICONS = {"intake": "file-import", "plans": "flag", "reports": "download"}


@dataclass(frozen=True)
class Entry:
    event: Event
    actor: User | None
    about: Assignment | Task | None

    @property
    def template(self) -> str:
        room, verb = self.event.verb.split(".", 1)
        return f"{room}/events/{verb}.html"

    @property
    def icon(self) -> str:
        return ICONS.get(self.event.verb.split(".")[0], "clipboard-check")


@dataclass(frozen=True)
class Page:
    entries: list[Entry]
    next_before: int | None


def journal_page(plan: Plan, *, before: int | None = None, size: int = SIZE) -> Page:
    return page_of(Event.objects.of_plan(plan.pk), before=before, size=size)


def page_of(events: QuerySet[Event], *, before: int | None = None, size: int = SIZE) -> Page:
    """The newest events, or those before event `before`; four queries, without counting the rest."""
    events = events.order_by("-id")
    if before is not None:
        events = events.filter(pk__lt=before)
    found = list(events[: size + 1])
    shown = found[:size]
    return Page(entries_of(shown), shown[-1].pk if len(found) > size else None)


def entries_of(events: list[Event]) -> list[Entry]:
    """Events with the people and the work they speak of, three queries."""
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    assignments = _subjects(Assignment.objects.select_related("task", "unit"), events, "assignment")
    tasks = _subjects(Task.objects.all(), events, "task")
    subjects = {"assignment": assignments, "task": tasks}
    return [
        Entry(event, people.get(event.actor_id), subjects.get(event.subject_type, {}).get(event.subject_id))
        for event in events
    ]


def _subjects(rows: QuerySet, events: list[Event], kind: str) -> dict[int, Assignment | Task]:
    return rows.in_bulk({event.subject_id for event in events if event.subject_type == kind})
